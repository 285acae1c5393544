/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KIN_SYNC_MAX_FILTERS 16

/**
 * KinSyncTopic:
 * @filters: what is asked, and %NULL; "" asks for all of one person's
 * @parts: what is asked in their place when a portal refuses that, and %NULL
 * @optional: not in US Core: asked only where the portal says that it can be
 *
 * One resource type, and what portals are asked of it.
 */
typedef struct
{
  const char *type;
  const char *filters[KIN_SYNC_MAX_FILTERS + 1];
  const char *parts[KIN_SYNC_MAX_FILTERS + 1];
  gboolean    optional;
} KinSyncTopic;

const KinSyncTopic *kin_sync_topic_get_all      (guint              *n_topics);
char               *kin_sync_topic_dup_bare     (const char         *filter);
char               *kin_sync_topic_dup_question (const KinSyncTopic *self,
                                                 const char         *filter);
gboolean            kin_sync_topic_is_granted   (const KinSyncTopic *self,
                                                 const char         *scope,
                                                 const char         *filter);

G_END_DECLS
