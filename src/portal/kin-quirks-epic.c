/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kin-quirks-private.h"

/* Epic: results and plans come by category only, and some categories are its own. A portal that
 * has no such category says so, and nothing is lost. An app that keeps no secret gets no refresh
 * token: it leaves a key instead. */
const KinQuirks kin_quirks_epic = {
  .vendor = "Epic",
  .signs = { { KIN_SIGN_SOFTWARE, "Epic" }, { KIN_SIGN_HOST, "epic.com" } },
  .registers_devices = TRUE,
  .filters = {
    { "Observation",
      { "category=core-characteristics", "category=functional-mental-status", "category=LDA",
        "category=LDA-property", "category=LDA-assessment", "category=periodontal",
        "category=labor-delivery", "category=newborn-delivery", "category=delivery",
        "category=obstetrics-gynecology", "category=smartdata", "category=phenotype" } },
    /* Over years, of one visit, outside and inside a hospital, for teeth, for a tumour. */
    { "CarePlan",
      { "category=38717003", "category=734163000", "category=736271009", "category=736353004",
        "category=738906000", "category=736378000" } },
  },
};
