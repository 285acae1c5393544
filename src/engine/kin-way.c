/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-way"

#include "config.h"

#include "kin-way.h"

/* As the list of clinics writes them. */
static const char * const way_ids[KIN_N_WAYS] = { "", "connect", "number", "download", "ask",
                                                  "paper" };

/**
 * kin_way_from_id:
 * @id: (nullable): a word of the list of clinics
 *
 * Returns: the way, or %KIN_WAY_UNKNOWN
 */
KinWay
kin_way_from_id (const char *id)
{
  for (guint i = 0; i < KIN_N_WAYS; i++)
    if (g_strcmp0 (way_ids[i], id) == 0)
      return (KinWay) i;

  return KIN_WAY_UNKNOWN;
}

const char *
kin_way_to_id (KinWay way)
{
  g_return_val_if_fail (way < KIN_N_WAYS, "");

  return way_ids[way];
}
