/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-home-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-home-words.h"
#include "kin-problem.h"
#include "kin-schedule.h"
#include "kin-section-words.h"

/* What the sentence at the top of Home is made of. */
typedef struct
{
  guint          n_portals;         /* that are still asked */
  guint          n_sources;
  KinConnection *needs_sign_in;
  KinConnection *each_time;         /* wants it too, and always does */
  KinConnection *troubled;
  const char    *oldest_check;      /* NULL: one was never checked to the end */
  const char    *newest_file;       /* NULL: none came, or nobody knows when */
  gboolean       all_checked;
  gboolean       offline;
} Standing;

static gboolean
is_offline (KinPerson     *person,
            KinConnection *connection)
{
  const GError *error = kin_schedule_get_error (kin_person_get_schedule (person), connection);

  return error != NULL && kin_problem_from_error (error) == KIN_PROBLEM_NO_NETWORK;
}

static void
add_sign_in (Standing      *standing,
             KinConnection *connection)
{
  if (kin_connection_get_each_time (connection))
    standing->each_time = connection;
  else
    standing->needs_sign_in = connection;
}

static void
add_portal (Standing      *standing,
            KinPerson     *person,
            KinConnection *connection)
{
  const char *checked = kin_connection_get_last_success (connection);

  standing->n_portals++;
  standing->offline = standing->offline || is_offline (person, connection);
  if (kin_connection_get_state (connection) == KIN_CONNECTION_NEEDS_SIGN_IN)
    add_sign_in (standing, connection);
  else if (kin_connection_get_state (connection) != KIN_CONNECTION_READY ||
           kin_schedule_get_error (kin_person_get_schedule (person), connection) != NULL)
    standing->troubled = connection;

  if (checked == NULL)
    standing->all_checked = FALSE;
  else if (standing->oldest_check == NULL || g_strcmp0 (checked, standing->oldest_check) < 0)
    standing->oldest_check = checked;
}

static void
add_files (Standing      *standing,
           KinConnection *connection)
{
  const char *came = kin_connection_get_last_success (connection);

  if (g_strcmp0 (came, standing->newest_file) > 0)
    standing->newest_file = came;
}

static void
look_at_connections (Standing  *standing,
                     KinPerson *person)
{
  standing->all_checked = TRUE;
  standing->n_sources = g_list_model_get_n_items (G_LIST_MODEL (person));
  for (guint i = 0; i < standing->n_sources; i++)
    {
      /* The person keeps it alive. */
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);

      if (!kin_connection_get_is_portal (connection))
        add_files (standing, connection);
      else if (!kin_connection_state_is_over (kin_connection_get_state (connection)))
        add_portal (standing, person, connection);
    }
}

static char *
offline_to_words (const Standing *standing)
{
  g_autofree char *when = kin_moment_to_words (standing->oldest_check);

  if (when == NULL)
    return g_strdup (_("You are offline. You can read everything that is saved."));

  /* Translators: %s is "today at 10:04" or "3 August 2026". */
  return g_strdup_printf (_("You are offline. You can read everything saved %s."), when);
}

static char *
checked_to_words (const Standing *standing)
{
  g_autofree char *when = kin_moment_to_words (standing->oldest_check);

  if (!standing->all_checked || when == NULL)
    return g_strdup (_("Not everything has arrived yet. Check for new to get the rest."));

  /* Translators: %s is "today at 10:04" or "3 August 2026". */
  return g_strdup_printf (_("Up to date. Checked %s."), when);
}

static char *
each_time_to_words (const Standing *standing)
{
  g_autofree char *name = kin_clinic_name_to_words (standing->each_time);
  g_autofree char *when = kin_moment_to_words (standing->oldest_check);

  if (!standing->all_checked || when == NULL)
    /* Translators: %s is a clinic. */
    return g_strdup_printf (_("Not everything has arrived yet. %s asks you to sign in each time."),
                            name);

  /* Translators: "today at 10:04" or "3 August 2026", and a clinic. */
  return g_strdup_printf (_("Checked %1$s. %2$s asks you to sign in each time."), when, name);
}

static char *
saved_to_words (const Standing *standing)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *age = kin_file_age_to_words (standing->newest_file, now);

  if (age == NULL)
    return g_strdup (_("Everything here is saved on this computer."));

  /* Translators: %s is a sentence, such as "The last file came 5 weeks ago." */
  return g_strdup_printf (_("Everything here is saved on this computer. %s"), age);
}

/**
 * kin_home_status_to_words:
 * @person: an open person
 *
 * Returns: (transfer full): how things are with the record, in one or two sentences
 */
char *
kin_home_status_to_words (KinPerson *person)
{
  g_autofree char *name = NULL;
  Standing standing = { 0 };

  look_at_connections (&standing, person);

  if (kin_schedule_get_run (kin_person_get_schedule (person)) != NULL)
    return g_strdup (_("Checking for new things. You can go on reading."));
  if (standing.offline)
    return offline_to_words (&standing);

  if (standing.needs_sign_in != NULL)
    {
      name = kin_clinic_name_to_words (standing.needs_sign_in);
      /* Translators: %s is a clinic. */
      return g_strdup_printf (_("%s needs you to sign in again. Everything saved is here."), name);
    }

  if (standing.troubled != NULL)
    {
      name = kin_clinic_name_to_words (standing.troubled);
      /* Translators: %s is a clinic. */
      return g_strdup_printf (_("The last check at %s did not end well. Everything saved is here."),
                              name);
    }

  if (standing.each_time != NULL)
    return each_time_to_words (&standing);
  if (standing.n_portals > 0)
    return checked_to_words (&standing);
  if (standing.n_sources > 0)
    return saved_to_words (&standing);

  return g_strdup (_("Nothing is here yet. Connect a clinic to begin."));
}

static char *
list_sources (KinPerson *person)
{
  guint n_sources = g_list_model_get_n_items (G_LIST_MODEL (person));
  g_autoptr (KinConnection) only = NULL;

  if (n_sources != 1)
    return g_strdup (_("the clinics"));

  only = g_list_model_get_item (G_LIST_MODEL (person), 0);
  return kin_clinic_name_to_words (only);
}

/**
 * kin_clinics_have_answered:
 * @person: an open person
 *
 * Before a clinic has answered to the end, nobody knows what it does not send.
 *
 * Returns: whether each of them has
 */
gboolean
kin_clinics_have_answered (KinPerson *person)
{
  Standing standing = { 0 };

  g_return_val_if_fail (KIN_IS_PERSON (person), FALSE);

  look_at_connections (&standing, person);

  return standing.n_sources > 0 && standing.all_checked;
}

/**
 * kin_not_sent_to_words:
 * @person: an open person
 * @sections: the names of sections that hold nothing
 *
 * Returns: (transfer full) (nullable): such as "Not sent by Northside: Allergies, Bills."; %NULL
 *   while it is not known
 */
char *
kin_not_sent_to_words (KinPerson *person,
                       GStrv      sections)
{
  g_autofree char *names = NULL;
  g_autofree char *source = NULL;

  if (*sections == NULL || !kin_clinics_have_answered (person))
    return NULL;

  /* Translators: stands between the names of sections: "Allergies, Bills". */
  names = g_strjoinv (_(", "), sections);
  source = list_sources (person);

  /* Translators: a clinic, then what it did not send: "Not sent by Northside: Bills." */
  return g_strdup_printf (_("Not sent by %1$s: %2$s."), source, names);
}

/**
 * kin_section_count_to_words:
 * @count: entries in a section
 * @unread: of these, not opened since they came
 *
 * Returns: (transfer full): such as "12 entries, 2 new"
 */
char *
kin_section_count_to_words (guint64 count,
                            guint64 unread)
{
  g_autofree char *all = kin_entries_to_words (count);

  if (unread == 0)
    return g_steal_pointer (&all);

  /* Translators: the first is "12 entries"; the second how many of them are new. */
  return g_strdup_printf (g_dngettext (NULL, "%1$s, %2$u new", "%1$s, %2$u new", (gulong) unread),
                          all, (guint) unread);
}
