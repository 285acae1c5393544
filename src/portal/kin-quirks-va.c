/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kin-quirks-private.h"

/* The Department of Veterans Affairs: pages by number, and one after the last. */
const KinQuirks kin_quirks_va = {
  .vendor = "VA",
  .signs = { { KIN_SIGN_PUBLISHER, "Veterans" }, { KIN_SIGN_HOST, "va.gov" } },
  .ends_empty = TRUE,
};
