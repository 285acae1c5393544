/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-check-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-begin-again-page.h"
#include "kin-person-record.h"
#include "kin-problem-words.h"
#include "kin-problem.h"
#include "kin-record-check-page.h"

/* Damage in the middle of a file is met only by who reads there: here all of it is read, for who
 * wants to know. The page says that it is at work, and then what was found. */

static void
say_whole (KinAdvicePage *page)
{
  GtkWidget *button;

  kin_advice_page_say (page, _("This record is whole"),
                       _("Every part of it can be read, and it is encrypted. Nothing was"
                         " changed."));
  button = kin_advice_page_add_button (page, _("Done"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (kin_page_go_back), page,
                           G_CONNECT_SWAPPED);
}

static void
say_problem (KinAdvicePage *page,
             KinProblem     problem)
{
  const KinProblemWords *words = kin_problem_get_words (problem);

  kin_advice_page_say (page, _(words->what), _(words->now));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinAdvicePage) page = user_data;
  KinPerson *person = KIN_PERSON (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordCheck) check = kin_person_check_finish (person, result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (page)) == NULL)
    return;

  if (check != NULL && check->encrypted && check->integrity)
    say_whole (page);
  else if (check != NULL || kin_problem_from_error (error) == KIN_PROBLEM_RECORD_DAMAGED)
    kin_begin_again_page_fill (page, person);
  else
    say_problem (page, kin_problem_from_error (error));
}

/**
 * kin_record_check_page_new:
 * @person: an open person
 *
 * Returns: (transfer full): a page that reads the record whole, and says whether it is
 */
KinPage *
kin_record_check_page_new (KinPerson *person)
{
  KinPage *page = kin_advice_page_new (_("Checking this record"),
                                       _("Every part of it is read. This takes a moment, and"
                                         " longer for a large record."));

  kin_person_check_async (person, NULL, checked_cb, g_object_ref (page));

  return page;
}
