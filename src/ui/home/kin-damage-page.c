/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-damage-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-check-page.h"
#include "kin-damage-page.h"
#include "kin-date-words.h"
#include "kin-home-page.h"
#include "kin-person-notes.h"
#include "kin-person-record.h"
#include "kin-schedule.h"

/* What happened to a file of a person while Kinchart was closed, and what to look for. */

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
on_check (KinPage *page)
{
  kin_schedule_check (kin_person_get_schedule (kin_page_get_person (page)), NULL);
  kin_page_push (page, kin_check_page_new ());
}

/* Where clinics can send it again, that is the first thing to do. */
static KinPage *
make_check_page (KinPerson  *person,
                 const char *what,
                 const char *words,
                 GCallback   on_read)
{
  KinPage *page = kin_advice_page_new (what, words);
  GtkWidget *button;

  if (kin_person_has_portal (person))
    {
      button = kin_advice_page_add_button (KIN_ADVICE_PAGE (page), _("Check for new"));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_check), page, G_CONNECT_SWAPPED);
    }

  button = kin_advice_page_add_button (KIN_ADVICE_PAGE (page), _("I have read this"));
  g_signal_connect_object (button, "clicked", on_read, page, G_CONNECT_SWAPPED);

  return page;
}

static KinPage *
make_page (const char *what,
           const char *words,
           GCallback   on_read)
{
  KinPage *page = kin_advice_page_new (what, words);
  GtkWidget *button = kin_advice_page_add_button (KIN_ADVICE_PAGE (page), _("I have read this"));

  g_signal_connect_object (button, "clicked", on_read, page, G_CONNECT_SWAPPED);

  return page;
}

static void
on_from_copy_read (KinPage *page)
{
  kin_person_end_from_copy (kin_page_get_person (page));
  kin_page_start_with (page, kin_home_page_new ());
}

/**
 * kin_damage_page_new_from_copy:
 * @person: an open person of whose notes the copy is in use
 *
 * Returns: (transfer full): a page that says so until it was read
 */
KinPage *
kin_damage_page_new_from_copy (KinPerson *person)
{
  g_autofree char *time = time_to_words (kin_person_get_from_copy (person));
  g_autofree char *words = NULL;
  g_autofree char *all = NULL;

  /* Translators: %s is a day and a time. */
  words = g_strdup_printf (_("Kinchart uses its own copy of this file, from %s. What clinics sent "
                             "is not in this file.\n\nPhone numbers, files that were opened by "
                             "hand and which clinics are connected are in it. What was added "
                             "after that time may be missing: look for it and add it again."),
                           time);
  /* Erasing may have taken it since then. */
  if (kin_person_keeps_damaged_notes (person))
    all = g_strjoin (" ", words, _("The damaged file was kept."), NULL);

  return make_page (_("A file of this record was damaged"), all != NULL ? all : words,
                    G_CALLBACK (on_from_copy_read));
}

/**
 * kin_damage_dup_list_words:
 * @time: from when the copy is
 *
 * Returns: (transfer full): what happened when the list of people was damaged
 */
char *
kin_damage_dup_list_words (const char *time)
{
  g_autofree char *when = time_to_words (time);

  /* Translators: %s is a day and a time. */
  return g_strdup_printf (_("Kinchart uses its own copy of the list, from %s. Nothing is missing "
                            "from the record of anybody who is in it.\n\nWho was added after that "
                            "time may be missing from the list; their files are still in the "
                            "folder. The damaged file was kept."), when);
}

/**
 * kin_damage_dup_left_words:
 * @names: (nullable): the names of files that could not be read again, one in each line
 *
 * Returns: (transfer full) (nullable): what to do about them; %NULL for none
 */
char *
kin_damage_dup_left_words (const char *names)
{
  if (names == NULL)
    return NULL;

  /* Translators: one file or several, on a page about a record that began again. Their names
   * follow, one in each line. */
  return g_strconcat (_("Open these again, because they could not be read:"), "\n", names, NULL);
}

static void
on_began_again_read (KinPage *page)
{
  kin_person_end_began_again (kin_page_get_person (page));
  kin_page_start_with (page, kin_home_page_new ());
}

/**
 * kin_damage_page_new_began_again:
 * @person: an open person whose record began again
 *
 * Returns: (transfer full): a page that says so until it was read
 */
KinPage *
kin_damage_page_new_began_again (KinPerson *person)
{
  const char *what = _("The file with what clinics sent was damaged or missing. Check for new: "
                       "clinics send again what they still have.\n\nNotes and phone numbers are "
                       "here. Files, letters and pictures that were opened by hand come back by "
                       "themselves, as far as they can be read.");
  const char *name = kin_person_get_aside (person);
  g_autofree char *left = kin_damage_dup_left_words (kin_person_get_files_left (person));
  g_autofree char *kept = NULL;
  g_autofree char *words = NULL;

  if (name != NULL)
    /* Translators: %s is the name of a file. */
    kept = g_strdup_printf (_("The damaged file that was kept last is called %s."), name);
  words = g_strjoin ("\n\n", what, left != NULL ? left : kept, left != NULL ? kept : NULL, NULL);

  return make_check_page (person, _("This record began again"), words,
                          G_CALLBACK (on_began_again_read));
}

static void
on_log_lost_read (KinPage *page)
{
  kin_person_end_log_lost (kin_page_get_person (page));
  kin_page_start_with (page, kin_home_page_new ());
}

/**
 * kin_damage_page_new_log_lost:
 * @person: an open person of whose record the last part was lost
 *
 * Returns: (transfer full): a page that says so until it was read
 */
KinPage *
kin_damage_page_new_log_lost (KinPerson *person)
{
  return make_check_page (person, _("What came last was lost"),
                          _("A file of this record was taken away, or an older one was put in its "
                            "place. What had come last is missing. What came before is still "
                            "here.\n\n"
                            "Check for new: clinics send it again. If you opened a file by hand "
                            "the last time, open it again."), G_CALLBACK (on_log_lost_read));
}
