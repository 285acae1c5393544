/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-clinic-words.h"
#include "kin-problem-words.h"
#include "kin-schedule.h"
#include "kin-text.h"

/**
 * kin_address_complete:
 * @typed: what a person typed as a clinic's web address
 *
 * Returns: (transfer full) (nullable): the address with its scheme; %NULL when it has no host
 */
char *
kin_address_complete (const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  g_autofree char *address = NULL;
  g_autofree char *host = NULL;

  if (*stripped == '\0')
    return NULL;

  address = strstr (stripped, "://") != NULL ? g_strdup (stripped)
                                              : g_strconcat ("https://", stripped, NULL);
  host = kin_address_to_host (address);

  return host != NULL ? g_steal_pointer (&address) : NULL;
}

/* "Oak St. Clinic" is no address, and "portal.example.org/fhir" is one. */
static gboolean
has_dotted_host (const char *typed)
{
  g_autofree char *address = kin_address_complete (typed);
  g_autofree char *host = address != NULL ? kin_address_to_host (address) : NULL;
  const char *dot = host != NULL ? strrchr (host, '.') : NULL;

  return host != NULL && (strchr (host, ':') != NULL || (dot != NULL && dot > host && dot[1] != 0));
}

/**
 * kin_address_is_one:
 * @typed: what a person typed to find a clinic
 *
 * Returns: whether that is a web address rather than a name
 */
gboolean
kin_address_is_one (const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed));

  if (strpbrk (stripped, " \t\n") != NULL)
    return FALSE;

  return strstr (stripped, "://") != NULL || has_dotted_host (stripped);
}

/**
 * kin_address_to_host:
 * @address: (nullable): a web address
 *
 * Returns: (transfer full) (nullable): the part that says whose page it is
 */
char *
kin_address_to_host (const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && *host != '\0' ? g_strdup (host) : NULL;
}

/**
 * kin_address_to_safe_page:
 * @typed: what a person typed as the address of a website
 *
 * Returns: (transfer full) (nullable): the address, to be opened in a browser; %NULL when it is
 *   none that keeps from others what is sent there
 */
char *
kin_address_to_safe_page (const char *typed)
{
  g_autofree char *address = kin_address_is_one (typed) ? kin_address_complete (typed) : NULL;
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https") ||
      g_uri_get_userinfo (uri) != NULL)
    return NULL;

  return g_uri_to_string (uri);
}

/**
 * kin_address_to_website:
 * @address: an address for apps
 *
 * What is there for people is elsewhere, most often on the same host.
 *
 * Returns: (transfer full) (nullable): the first page of that host
 */
char *
kin_address_to_website (const char *address)
{
  g_autofree char *page = kin_address_to_safe_page (address);
  g_autoptr (GUri) uri = page != NULL ? g_uri_parse (page, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL)
    return NULL;

  return g_uri_join (G_URI_FLAGS_NONE, "https", NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                     "/", NULL, NULL);
}

/* A host that is too long even for a line of its own is broken after a dot, and gets no hyphen that
 * is not in it. */
static char *
host_to_line (const char *address)
{
  g_autofree char *host = kin_address_to_host (address);
  g_autofree char *safe_host = host != NULL ? kin_text_isolate (host) : NULL;
  g_auto (GStrv) parts = safe_host != NULL ? g_strsplit (safe_host, ".", -1) : NULL;

  return parts != NULL ? g_strjoinv (".\u200b", parts) : NULL;
}

/**
 * kin_clinic_place_to_lines:
 *
 * Returns: (transfer full): where it is, at which web address, and whether its people are real, in
 *   a line each
 */
char *
kin_clinic_place_to_lines (KinClinic *clinic)
{
  const char *address = kin_clinic_get_address (clinic);
  g_autofree char *host = host_to_line (address != NULL ? address : kin_clinic_get_page (clinic));
  g_autofree char *place = kin_text_isolate (kin_clinic_get_place (clinic));
  const char *lines[] = { place, host, NULL };
  g_autoptr (GPtrArray) said = g_ptr_array_new ();

  if (kin_clinic_get_made_up (clinic))
    lines[2] = _("To try things out: nobody there is real.");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_ptr_array_add (said, (gpointer) lines[i]);
  g_ptr_array_add (said, NULL);

  return g_strjoinv ("\n", (char **) said->pdata);
}

static gboolean
is_same_day (GDateTime *one,
             GDateTime *other)
{
  return g_date_time_get_year (one) == g_date_time_get_year (other) &&
         g_date_time_get_day_of_year (one) == g_date_time_get_day_of_year (other);
}

static char *
moment_to_words (const char *instant,
                 const char *today)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) here = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (instant != NULL)
    moment = g_date_time_new_from_iso8601 (instant, NULL);
  if (moment == NULL)
    return NULL;

  here = g_date_time_to_local (moment);
  /* Translators: a day, as for g_date_time_format(). */
  return g_date_time_format (here, is_same_day (here, now) ? today : _("%-e %B %Y"));
}

/**
 * kin_moment_to_words:
 * @instant: (nullable): a moment in UTC, as it is kept in our files
 *
 * Returns: (transfer full) (nullable): such as "today at 10:04" or "3 August 2026", for a sentence
 */
char *
kin_moment_to_words (const char *instant)
{
  /* Translators: a time of today inside a sentence, as for g_date_time_format(). */
  return moment_to_words (instant, _("today at %H:%M"));
}

/**
 * kin_moment_to_value:
 * @instant: (nullable): a moment in UTC, as it is kept in our files
 *
 * Returns: (transfer full) (nullable): such as "Today at 10:04" or "3 August 2026", to stand alone
 */
char *
kin_moment_to_value (const char *instant)
{
  /* Translators: a time of today that stands alone, as for g_date_time_format(). */
  return moment_to_words (instant, _("Today at %H:%M"));
}

/**
 * kin_days_since:
 * @instant: (nullable): a moment in UTC, as it is kept in our files
 * @now: the time
 *
 * Returns: how many days of the calendar here lie between; yesterday is 1, however late it was. -1
 *   when it is not known
 */
int
kin_days_since (const char *instant,
                GDateTime  *now)
{
  g_autoptr (GDateTime) moment = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL)
                                                 : NULL;
  GDate days[2];

  if (moment == NULL)
    return -1;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GDateTime) here = g_date_time_to_local (i == 0 ? moment : now);

      g_date_clear (&days[i], 1);
      g_date_set_dmy (&days[i], (GDateDay) g_date_time_get_day_of_month (here),
                      (GDateMonth) g_date_time_get_month (here),
                      (GDateYear) g_date_time_get_year (here));
    }

  /* A clock that was wrong is no news. */
  return MAX (g_date_days_between (&days[0], &days[1]), 0);
}

/**
 * kin_file_age_to_words:
 * @instant: (nullable): when the last file came, in UTC
 * @now: the time
 *
 * Returns: (transfer full) (nullable): how long ago that was, in a sentence
 */
char *
kin_file_age_to_words (const char *instant,
                       GDateTime  *now)
{
  int days = kin_days_since (instant, now);

  if (days < 0)
    return NULL;
  if (days == 0)
    return g_strdup (_("The last file came today."));
  if (days < 14)
    /* Translators: how many days ago somebody opened a file of a clinic. */
    return g_strdup_printf (g_dngettext (NULL, "The last file came %d day ago.",
                                         "The last file came %d days ago.", (gulong) days), days);
  if (days < 70)
    /* Translators: how many weeks ago somebody opened a file of a clinic. */
    return g_strdup_printf (g_dngettext (NULL, "The last file came %d week ago.",
                                         "The last file came %d weeks ago.", (gulong) days / 7),
                            days / 7);

  /* Translators: how many months ago somebody opened a file of a clinic. */
  return g_strdup_printf (g_dngettext (NULL, "The last file came %d month ago.",
                                       "The last file came %d months ago.", (gulong) days / 30),
                          days / 30);
}

static char *
files_to_words (KinConnection *connection)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *age = kin_file_age_to_words (kin_connection_get_last_success (connection), now);

  if (age == NULL)
    return g_strdup (_("Kept as you opened them."));

  /* Translators: %s is a sentence, such as "The last file came 5 weeks ago." */
  return g_strdup_printf (_("Kept as you opened them. %s"), age);
}

/**
 * kin_clinic_name_to_words:
 *
 * Returns: (transfer full): what the clinic calls itself, or the host of its address
 */
char *
kin_clinic_name_to_words (KinConnection *connection)
{
  const char *base = kin_connection_get_base (connection);
  g_autofree char *host = NULL;

  if (kin_connection_get_name (connection) != NULL)
    return kin_text_isolate (kin_connection_get_name (connection));
  if (!kin_connection_get_is_portal (connection))
    return g_strdup (_("Files you opened"));

  host = base != NULL ? kin_address_to_host (base) : NULL;
  return kin_text_isolate (host != NULL ? host : _("A clinic"));
}

static char *
checked_to_words (KinConnection *connection)
{
  g_autofree char *when = kin_moment_to_words (kin_connection_get_last_success (connection));

  if (when == NULL)
    return g_strdup (_("Not checked to the end yet."));

  /* Translators: %s is "today at 10:04" or "3 August 2026". */
  return g_strdup_printf (_("Checked %s."), when);
}

/* (nullable): until when the state holds, where that is known. */
static char *
until_to_words (KinConnection *connection)
{
  g_autoptr (GDateTime) until = kin_connection_dup_until (connection);
  g_autofree char *instant = until != NULL ? g_date_time_format_iso8601 (until) : NULL;

  return kin_moment_to_words (instant);
}

/**
 * kin_clinic_state_to_words:
 *
 * Returns: (transfer full): how things are with this clinic, in one or two sentences
 */
char *
kin_clinic_state_to_words (KinPerson     *person,
                           KinConnection *connection)
{
  KinSchedule *schedule = kin_person_get_schedule (person);
  KinSyncRun *run = kin_schedule_get_run (schedule);
  const GError *error = kin_schedule_get_error (schedule, connection);
  g_autofree char *checked = NULL;
  g_autofree char *until = NULL;

  if (!kin_connection_get_is_portal (connection))
    return files_to_words (connection);
  if (run != NULL && kin_sync_run_get_connection (run) == connection)
    return g_strdup (_("Checking for new things now."));

  checked = checked_to_words (connection);
  until = until_to_words (connection);
  switch (kin_connection_get_state (connection))
    {
    case KIN_CONNECTION_NEEDS_SIGN_IN:
      if (kin_connection_get_each_time (connection))
        /* Translators: %s is "Checked today at 10:04." */
        return g_strdup_printf (_("This clinic asks you to sign in each time. %s"), checked);
      /* Translators: %s is "Checked today at 10:04." Many clinics ask for this often. */
      return g_strdup_printf (_("Sign in to check for new things. %s"), checked);
    case KIN_CONNECTION_LIMITED:
      /* Translators: "today at 10:04", and "Checked 3 August 2026." */
      return g_strdup_printf (_("The clinic asks to wait until %1$s. %2$s"), until, checked);
    case KIN_CONNECTION_PAUSED:
      /* Translators: "today at 10:04", and "Checked 3 August 2026." */
      return g_strdup_printf (_("The clinic’s computer has trouble. You can try again %1$s. %2$s"),
                              until, checked);
    case KIN_CONNECTION_REFUSED:
      /* Translators: %s is "Checked 3 August 2026." */
      return g_strdup_printf (_("The clinic does not let Kinchart in. Sign in again, or call the"
                                " clinic. %s"), checked);
    case KIN_CONNECTION_STOPPED:
      return g_strdup (_("Stopped: it sent somebody else’s record. Call the clinic."));
    case KIN_CONNECTION_MERGED:
      return g_strdup (_("Stopped: it closed this record or joined it with another. Sign in to"
                         " see whose it is now."));
    case KIN_CONNECTION_ENDED:
      return g_strdup (_("Disconnected. What came from here is kept."));
    case KIN_CONNECTION_JOINED:
      return g_strdup (_("Ended: the clinic joined this record with another one here. What came"
                         " from here is kept."));
    case KIN_CONNECTION_READY:
    default:
      break;
    }

  if (error != NULL)
    {
      const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));

      /* Translators: what went wrong, and "Checked 3 August 2026." */
      return g_strdup_printf (_("%1$s. %2$s"), _(words->what), checked);
    }

  if (until != NULL)
    /* Translators: "Checked today at 10:04." and "today at 11:04". */
    return g_strdup_printf (_("%1$s Signed in until %2$s."), checked, until);

  return g_steal_pointer (&checked);
}
