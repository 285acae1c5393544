/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-begin-again-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-begin-again-page.h"
#include "kin-home-page.h"
#include "kin-person-record.h"
#include "kin-problem-page.h"
#include "kin-problem.h"
#include "kin-schedule.h"
#include "kin-text.h"

/* The file with what clinics sent is damaged, and what the person noted is not: the record can
 * begin again. Two pages: what is so, and what will happen; nothing is done before both were
 * read, and what stands first changes nothing. */

/**
 * kin_begin_again_page_can_help:
 * @error: (nullable): why a person was not opened
 *
 * Returns: whether kin_begin_again_page_new() is the page for that
 */
gboolean
kin_begin_again_page_can_help (const GError *error)
{
  return error != NULL && kin_problem_from_error (error) == KIN_PROBLEM_RECORD_LOST;
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinPage) page = user_data;
  g_autoptr (GError) error = NULL;
  gboolean renewed = kin_person_renew_finish (KIN_PERSON (source), result, &error);
  KinPage *home;

  if (gtk_widget_get_root (GTK_WIDGET (page)) == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (page), TRUE);
  kin_page_set_attention (page, NULL);
  if (!renewed)
    {
      kin_page_push (page, kin_problem_page_new (error));
      return;
    }

  home = kin_home_page_new ();
  kin_page_set_person (home, KIN_PERSON (source));
  kin_page_start_with (page, home);
  if (kin_person_get_began_again (KIN_PERSON (source)) == NULL)
    kin_page_push (home, kin_advice_page_new (_("This record did not begin again"),
                                              _("Its file can be read after all. Nothing was"
                                                " changed.")));
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinPage) page = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_person_close_finish (KIN_PERSON (source), result, &error))
    g_warning ("A file was not closed: %s", error->message);
  kin_person_renew_async (KIN_PERSON (source), NULL, renewed_cb, g_object_ref (page));
}

/* Every other page shows what is left now. */
static void
begin_open (KinPage   *page,
            KinPerson *person)
{
  KinPage *waiting = kin_advice_page_new (_("Beginning this record again"),
                                          _("This takes a moment."));

  kin_page_start_with (page, waiting);
  kin_schedule_stop (kin_person_get_schedule (person));
  kin_person_close_async (person, closed_cb, g_object_ref (waiting));
}

static void
on_begin (GtkWidget *button,
          KinPerson *person)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, KIN_TYPE_PAGE);

  if (kin_person_get_is_open (person))
    {
      begin_open (KIN_PAGE (page), person);
      return;
    }

  gtk_widget_set_sensitive (page, FALSE);
  kin_page_set_attention (KIN_PAGE (page), _("Beginning this record again"));
  kin_person_renew_async (person, NULL, renewed_cb, g_object_ref (page));
}

static void
connect_with_person (GtkWidget *button,
                     GCallback  on_clicked,
                     KinPerson *person)
{
  g_signal_connect_data (button, "clicked", on_clicked, g_object_ref (person),
                         (GClosureNotify) (gpointer) g_object_unref, 0);
}

/* What will happen. */
static KinPage *
make_ask_page (KinPerson *person)
{
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  g_autofree char *words = NULL;
  KinAdvicePage *page;
  GtkWidget *button;

  /* Translators: %s is a person. */
  words = g_strdup_printf (_("What is left of the damaged file of %s is kept under another name. "
                             "An empty record takes its place.\n\n"
                             "Clinics stay connected: check for new, and they send again what they "
                             "still have. Notes and phone numbers stay.\n\n"
                             "Files, letters and pictures that were opened by hand come back by "
                             "themselves, as far as they can be read."), name);
  page = KIN_ADVICE_PAGE (kin_advice_page_new (_("Begin this record again?"), words));
  button = kin_advice_page_add_button (page, _("Change nothing"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (kin_page_go_back), page,
                           G_CONNECT_SWAPPED);
  button = kin_advice_page_add_button (page, _("Begin again, and keep the damaged file"));
  connect_with_person (button, G_CALLBACK (on_begin), person);

  return KIN_PAGE (page);
}

static void
on_ask (GtkWidget *button,
        KinPerson *person)
{
  kin_page_push (KIN_PAGE (gtk_widget_get_ancestor (button, KIN_TYPE_PAGE)),
                 make_ask_page (person));
}

/**
 * kin_begin_again_page_fill:
 * @page: a page without a button
 * @person: whose record is damaged, open or not
 *
 * Says so there, and leads to beginning again.
 */
void
kin_begin_again_page_fill (KinAdvicePage *page,
                           KinPerson     *person)
{
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  g_autofree char *words = NULL;
  GtkWidget *button;

  /* Translators: %s is a person. */
  words = g_strdup_printf (_("A file in the record of %s is damaged or missing. Nothing was "
                             "removed.\n\nIf you have a backup of the folder, bring it back first: "
                             "everything is in it. If you have none, this record can begin "
                             "again."), name);
  kin_advice_page_say (page, _("What clinics sent cannot be read"), words);
  button = kin_advice_page_add_button (page, _("What happens then?"));
  connect_with_person (button, G_CALLBACK (on_ask), person);
}

/**
 * kin_begin_again_page_new:
 * @person: who could not be opened
 *
 * Returns: (transfer full): a page that says so, and leads to beginning again
 */
KinPage *
kin_begin_again_page_new (KinPerson *person)
{
  KinPage *page = kin_advice_page_new ("", "");

  kin_begin_again_page_fill (KIN_ADVICE_PAGE (page), person);

  return page;
}
