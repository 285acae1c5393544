/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

/**
 * KinMark:
 * @KIN_MARK_NONE: it marked nothing
 * @KIN_MARK_OTHER: something in its own words, or by a code of its own
 * @KIN_MARK_QUICK: it asks for quick attention, as do the next two
 *
 * What the laboratory or the clinic itself says of a result.
 */
typedef enum
{
  KIN_MARK_NONE,
  KIN_MARK_OTHER,
  KIN_MARK_IN_RANGE,
  KIN_MARK_HIGH,
  KIN_MARK_LOW,
  KIN_MARK_DIFFERENT,
  KIN_MARK_FOUND,
  KIN_MARK_NOT_FOUND,
  KIN_MARK_UNCLEAR,
  KIN_MARK_QUICK,
  KIN_MARK_QUICK_HIGH,
  KIN_MARK_QUICK_LOW,
} KinMark;

/**
 * KinUrgency:
 * @KIN_URGENCY_NONE: nobody asked for quick attention
 * @KIN_URGENCY_NOW: it was asked for lately
 * @KIN_URGENCY_PAST: it was asked for, and some time has gone by since
 */
typedef enum
{
  KIN_URGENCY_NONE,
  KIN_URGENCY_NOW,
  KIN_URGENCY_PAST,
} KinUrgency;

KinMark     kin_mark_from_node   (KinJsonNode  concept);
gboolean    kin_mark_is_quick    (KinMark      mark);
char       *kin_mark_dup_quick   (KinJsonNode  resource);

gboolean    kin_item_is_urgent   (KinItem     *item);
KinUrgency  kin_item_get_urgency (KinItem     *item,
                                  GDateTime   *now);
gboolean    kin_mark_is_recent   (const char  *date,
                                  GDateTime   *now);

G_END_DECLS
