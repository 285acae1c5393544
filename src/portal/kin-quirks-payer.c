/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kin-quirks-private.h"

/* Medicare's Blue Button: what was paid for, fifty to a page. */
const KinQuirks kin_quirks_payer = {
  .vendor = "Blue Button",
  .signs = { { KIN_SIGN_IMPLEMENTATION, "Medicare" }, { KIN_SIGN_HOST, "bluebutton.cms.gov" } },
  .pages = { { "ExplanationOfBenefit", 50 }, { "Coverage", 50 } },
};
