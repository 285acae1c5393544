/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-care.h"

G_BEGIN_DECLS

/**
 * KinPracticePaper:
 *
 * A page in plain HTML, without script, with one form on it: what a person
 * sees when signing in.
 */
typedef struct
{
  GString *html;
  gboolean asks; /* whether there is anything to answer, or to cancel */
} KinPracticePaper;

KinPracticePaper  *kin_practice_paper_new           (const char       *title,
                                                     const char       *lead,
                                                     const char       *trouble);
void               kin_practice_paper_free          (KinPracticePaper *self);
void               kin_practice_paper_add_field     (KinPracticePaper *self,
                                                     const char       *name,
                                                     const char       *label,
                                                     const char       *attributes);
void               kin_practice_paper_add_choice    (KinPracticePaper *self,
                                                     const char       *name,
                                                     const char       *value,
                                                     const char       *label);
void               kin_practice_paper_add_button    (KinPracticePaper *self,
                                                     const char       *name,
                                                     const char       *value,
                                                     const char       *label,
                                                     const char       *note);
void               kin_practice_paper_begin_choices (KinPracticePaper *self,
                                                     const char       *legend,
                                                     gboolean          many);
void               kin_practice_paper_end_choices   (KinPracticePaper *self);
KinPracticeAnswer *kin_practice_paper_to_answer     (KinPracticePaper *self,
                                                     guint             status,
                                                     const char       *button);
const char        *kin_practice_words_for_type      (const char       *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticePaper, kin_practice_paper_free)

G_END_DECLS
