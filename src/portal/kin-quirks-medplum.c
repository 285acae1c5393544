/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kin-quirks-private.h"

/* Medplum: an old refresh token is an invalid request there. */
const KinQuirks kin_quirks_medplum = {
  .vendor = "Medplum",
  .signs = { { KIN_SIGN_SOFTWARE, "medplum" }, { KIN_SIGN_HOST, "medplum.com" } },
  .stale = "invalid_request",
};
