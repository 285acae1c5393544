/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kin-quirks-private.h"

/* athenahealth: one address for every practice, so each search names the practice; changes are
 * told by the day. */
const KinQuirks kin_quirks_athena = {
  .vendor = "athenahealth",
  .signs = { { KIN_SIGN_PUBLISHER, "athenahealth" },
             { KIN_SIGN_SOFTWARE, "athenahealth" },
             { KIN_SIGN_HOST, "platform.athenahealth.com" } },
  .practice = "ah-practice",
  .since_is_day = TRUE,
  .repeats_scope = TRUE,
};
