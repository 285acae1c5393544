/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kin-quirks-private.h"

/* Veradigm, once Allscripts, and its FollowMyHealth: whoever comes back signs in again. */
const KinQuirks kin_quirks_veradigm = {
  .vendor = "Veradigm",
  .signs = { { KIN_SIGN_SOFTWARE, "Veradigm" },
             { KIN_SIGN_SOFTWARE, "Allscripts" },
             { KIN_SIGN_PUBLISHER, "Allscripts" },
             { KIN_SIGN_HOST, "allscripts.com" },
             { KIN_SIGN_HOST, "followmyhealth.com" } },
  .no_refresh = TRUE,
};
