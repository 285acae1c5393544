/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-problem-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-problem-page.h"
#include "kin-problem-words.h"
#include "kin-wide-button.h"

/**
 * KinProblemPage:
 *
 * What happened, and what to do now, when nothing else can be shown.
 */
struct _KinProblemPage
{
  KinPage   parent_instance;

  GtkLabel *advice;
};

G_DEFINE_FINAL_TYPE (KinProblemPage, kin_problem_page, KIN_TYPE_PAGE)

static void
kin_problem_page_class_init (KinProblemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-problem-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinProblemPage, advice);
}

static void
kin_problem_page_init (KinProblemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_problem_page_new:
 * @error: what the engine said
 *
 * Returns: (transfer full): a page that says it in words
 */
KinPage *
kin_problem_page_new (const GError *error)
{
  KinProblemPage *self = g_object_new (KIN_TYPE_PROBLEM_PAGE, NULL);
  const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));

  kin_page_set_title (KIN_PAGE (self), _(words->what));
  gtk_label_set_label (self->advice, _(words->now));

  return KIN_PAGE (self);
}
