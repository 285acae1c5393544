/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-twin.h"

G_BEGIN_DECLS

/* kin-twin-says.c: whether nothing is lost when only one of two is listed. */
gboolean kin_twin_is_same_text (const char *one,
                                const char *other);
gboolean kin_twin_says_text    (const char *shown,
                                const char *text);
gboolean kin_twin_says         (KinItem    *shown,
                                KinItem    *item);

/* kin-twin-order.c: what was asked for, where a result says so. */
gboolean kin_twin_orders_differ (KinItem *one,
                                 KinItem *other);
gboolean kin_twin_share_order   (KinItem *one,
                                 KinItem *other);

/* kin-twin.c: what is compared of each kind. */
gboolean kin_twin_is_of_orders            (KinItem *item);
gboolean kin_twin_go_on_or_are_of_one_day (KinItem *one,
                                           KinItem *other);

/* kin-twin-words.c: whether all that both say is the same. */
gboolean kin_twin_is_word_for_word (KinItem *one,
                                    KinItem *other);

G_END_DECLS
