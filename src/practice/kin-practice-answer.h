/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * KinPracticeAnswer:
 *
 * What the practice portal answers to one request: a status, headers, and a
 * body in pieces, so that a resource is sent from the bytes it was loaded from.
 */
typedef struct
{
  guint               status;
  SoupMessageHeaders *headers;
  GPtrArray          *pieces;   /* of GBytes, in order */
  GBytes            **packed;   /* (nullable): where the packed body is kept; unowned */
} KinPracticeAnswer;

KinPracticeAnswer *kin_practice_answer_new          (guint              status,
                                                     const char        *content_type);
KinPracticeAnswer *kin_practice_answer_new_json     (guint              status,
                                                     JsonBuilder       *builder);
KinPracticeAnswer *kin_practice_answer_new_outcome  (guint              status,
                                                     const char        *code,
                                                     const char        *text);
KinPracticeAnswer *kin_practice_answer_new_redirect (const char        *location);
void               kin_practice_answer_free         (KinPracticeAnswer *self);
void               kin_practice_answer_add_text     (KinPracticeAnswer *self,
                                                     const char        *text);
void               kin_practice_answer_add_bytes    (KinPracticeAnswer *self,
                                                     GBytes            *bytes);
void               kin_practice_answer_set_header   (KinPracticeAnswer *self,
                                                     const char        *name,
                                                     const char        *value);
GBytes            *kin_practice_answer_dup_body     (KinPracticeAnswer *self);
void               kin_practice_answer_set_body     (KinPracticeAnswer *self,
                                                     GBytes            *body);
void               kin_practice_answer_gzip         (KinPracticeAnswer *self);
void               kin_practice_append_json_string  (GString           *out,
                                                     const char        *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeAnswer, kin_practice_answer_free)

G_END_DECLS
