/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>
#include "kin-bundle.h"

G_BEGIN_DECLS

/**
 * KinAnswer:
 *
 * One whole answer of a portal, proven complete. Counted and immutable, may
 * cross threads. A page has a bundle; an attachment has bytes and their type.
 */
typedef struct _KinAnswer KinAnswer;

#define KIN_TYPE_ANSWER (kin_answer_get_type ())

GType       kin_answer_get_type         (void) G_GNUC_CONST;

KinAnswer  *kin_answer_ref              (KinAnswer *self);
void        kin_answer_unref            (KinAnswer *self);
KinBundle  *kin_answer_get_bundle       (KinAnswer *self);
GBytes     *kin_answer_get_bytes        (KinAnswer *self);
const char *kin_answer_get_content_type (KinAnswer *self);
gint64      kin_answer_get_server_time  (KinAnswer *self);
const char *kin_answer_get_etag         (KinAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinAnswer, kin_answer_unref)

G_END_DECLS
