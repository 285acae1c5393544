/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

/**
 * KinItemPart:
 * @name: (nullable): what it is; %NULL for a paragraph
 * @words: what the page says, isolated where a clinic wrote it
 *
 * One thing that the page of an item says.
 */
typedef struct
{
  char *name;
  char *words;
} KinItemPart;

GPtrArray *kin_item_list_parts     (KinItem     *item,
                                    GDateTime   *now);
char      *kin_item_group_to_words (KinItem     *item,
                                    KinSection   section,
                                    GDateTime   *now);
GPtrArray *kin_item_list_files     (KinItem     *item);
void       kin_item_add_tests      (KinItem     *item,
                                    GPtrArray   *parts);
char      *kin_item_title_to_words (KinItem     *item);
char      *kin_item_status_to_words (KinItem    *item);
void       kin_item_part_free      (KinItemPart *self);
GPtrArray *kin_item_parts_new      (void);
void       kin_item_parts_add      (GPtrArray   *parts,
                                    const char  *name,
                                    const char  *written);
char      *kin_fact_to_words       (const char  *name,
                                    const char  *words);
void       kin_item_parts_say      (GPtrArray   *parts,
                                    const char  *sentence);
gboolean   kin_item_say_urgency    (KinItem     *item,
                                    GDateTime   *now,
                                    GPtrArray   *parts);
GBytes    *kin_appointment_to_calendar (KinItem *item,
                                    GDateTime   *now);

G_END_DECLS
