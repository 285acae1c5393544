/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kin-quirks-private.h"

/* Oracle Health, once Cerner: small pages unless larger ones are asked for, and types in the
 * statement that are for the clinic's own people. */
const KinQuirks kin_quirks_oracle = {
  .vendor = "Oracle",
  .signs = { { KIN_SIGN_PUBLISHER, "Cerner" },
             { KIN_SIGN_PUBLISHER, "Oracle" },
             { KIN_SIGN_SOFTWARE, "Millennium" },
             { KIN_SIGN_IMPLEMENTATION, "Millennium" },
             { KIN_SIGN_HOST, "cerner.com" } },
  .pages = { { "Observation", 200 } },
  .closed = { "Account", "Communication" },
  .alone = { "Goal", "Procedure" },
};
