/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-from-copy-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-date-words.h"
#include "kin-from-copy-page.h"
#include "kin-home-page.h"
#include "kin-person-notes.h"

/* What happened to the file of what is noted, and what to look for. */

/* As it was on the clock here. */
static char *
time_to_words (const char *time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (time, NULL);
  g_autoptr (GDateTime) here = moment != NULL ? g_date_time_to_local (moment) : NULL;
  g_autofree char *text = here != NULL ? g_date_time_format (here, "%Y-%m-%dT%H:%M:%S%:z") : NULL;

  return kin_appointment_date_to_words (text != NULL ? text : time);
}

static void
on_read (KinPage *page)
{
  kin_person_end_from_copy (kin_page_get_person (page));
  kin_page_start_with (page, kin_home_page_new ());
}

/**
 * kin_from_copy_page_new:
 * @person: an open person of whom a file was damaged
 *
 * Returns: (transfer full): a page that says so until it was read
 */
KinPage *
kin_from_copy_page_new (KinPerson *person)
{
  g_autofree char *time = time_to_words (kin_person_get_from_copy (person));
  g_autofree char *words = NULL;
  GtkWidget *button;
  KinPage *page;

  /* Translators: %s is a day and a time. */
  words = g_strdup_printf (_("Kinchart uses its own copy of this file, from %s. What clinics sent "
                             "is not in this file. Phone numbers, files that were opened by hand "
                             "and which clinics are connected are in it. What was added after "
                             "that time may be missing: look for it and add it again. The damaged "
                             "file was kept."), time);
  page = kin_advice_page_new (_("A file of this record was damaged"), words);
  button = kin_advice_page_add_button (KIN_ADVICE_PAGE (page), _("I have read this"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_read), page, G_CONNECT_SWAPPED);

  return page;
}
