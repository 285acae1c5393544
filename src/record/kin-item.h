/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-section.h"
#include "kin-json.h"

G_BEGIN_DECLS

/* In kin-summary.h. */
struct _KinSummary;

#define KIN_TYPE_ITEM (kin_item_get_type ())

G_DECLARE_DERIVABLE_TYPE (KinItem, kin_item, KIN, ITEM, GObject)

/**
 * KinItem:
 *
 * One thing in a record, as it was when it was read: an immutable snapshot.
 *
 * Made from summary columns for lists (its #KinJson is NULL) or together with
 * the resource when it is opened. Typed views (#KinResult, #KinMedicine …)
 * derive from it and add no members: they read the resource when asked.
 */
struct _KinItemClass
{
  GObjectClass parent_class;
};

/**
 * KinItemMarks:
 * @KIN_ITEM_UNREAD: the person has not seen it yet
 * @KIN_ITEM_CHANGED: it said something else before
 * @KIN_ITEM_CORRECTED: the clinic calls it corrected or amended
 * @KIN_ITEM_WITHDRAWN: the clinic says that it was entered in error
 * @KIN_ITEM_GONE: the clinic no longer shows it
 * @KIN_ITEM_UNREADABLE: the disk did not give it; the item is empty
 *
 * What the record knows of an item beyond what it says.
 */
typedef enum
{
  KIN_ITEM_UNREAD = 1 << 0,
  KIN_ITEM_CHANGED = 1 << 1,
  KIN_ITEM_CORRECTED = 1 << 2,
  KIN_ITEM_WITHDRAWN = 1 << 3,
  KIN_ITEM_GONE = 1 << 4,
  KIN_ITEM_UNREADABLE = 1 << 5,
} KinItemMarks;

gboolean    kin_item_mark_from_id  (const char   *id,
                                    KinItemMarks *mark);

KinItem    *kin_item_new           (gint64                    id,
                                    const char               *source,
                                    const struct _KinSummary *summary,
                                    KinItemMarks              marks,
                                    KinJson                  *json);
KinItem    *kin_item_new_empty     (gint64                    id,
                                    KinItemMarks              marks);
gboolean    kin_item_is_empty      (KinItem *self);
gboolean    kin_item_is_unreadable (KinItem *self);
gint64      kin_item_get_id        (KinItem *self);
KinSection  kin_item_get_section   (KinItem *self);
const char *kin_item_get_kind      (KinItem *self);
const char *kin_item_get_resource_id (KinItem *self);
const char *kin_item_get_title     (KinItem *self);
const char *kin_item_get_subtitle  (KinItem *self);
const char *kin_item_get_date      (KinItem *self);
const char *kin_item_get_date_key  (KinItem *self);
const char *kin_item_get_status    (KinItem *self);
const char *kin_item_get_source    (KinItem *self);
char       *kin_item_dup_name      (KinItem *self);
const char *kin_item_get_codes     (KinItem *self);
const char *kin_item_get_flag      (KinItem *self);
const char *kin_item_get_patient   (KinItem *self);
gboolean    kin_item_get_unread    (KinItem *self);
gboolean    kin_item_has_mark      (KinItem     *self,
                                    KinItemMarks mark);
gboolean    kin_item_has_modifier  (KinItem *self);
KinJson    *kin_item_get_json      (KinItem *self);

G_END_DECLS
