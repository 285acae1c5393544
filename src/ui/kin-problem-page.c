/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-problem-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-home-page.h"
#include "kin-problem-page.h"
#include "kin-problem-words.h"
#include "kin-wide-button.h"
#include "kin-window.h"

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

/* Over whatever is open now. */

static void
on_home (KinPage *page)
{
  kin_page_start_with (page, kin_home_page_new ());
}

static KinPage *
find_front (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GtkWindow *window = application != NULL ? gtk_application_get_active_window (application) : NULL;

  return KIN_IS_WINDOW (window) ? kin_window_get_page (KIN_WINDOW (window)) : NULL;
}

/**
 * kin_problem_page_tell:
 * @person: in whose record it was
 * @what: what was not done, in words
 * @error: what the engine said
 *
 * For who left a page while it was at work: she is told wherever she is.
 */
void
kin_problem_page_tell (KinPerson    *person,
                       const char   *what,
                       const GError *error)
{
  const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));
  KinPage *front = find_front ();
  g_autofree char *why = NULL;
  GtkWidget *home;
  KinPage *advice;

  if (front == NULL || !kin_person_get_is_open (person))
    return;

  /* Translators: what went wrong, then what to do. */
  why = g_strdup_printf (_("%1$s. %2$s"), _(words->what), _(words->now));
  advice = kin_advice_page_new (what, why);
  home = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go to Home"));
  g_signal_connect_object (home, "clicked", G_CALLBACK (on_home), advice, G_CONNECT_SWAPPED);
  kin_page_set_person (advice, person);
  kin_page_push (front, advice);
}
