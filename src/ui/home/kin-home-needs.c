/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-home-needs"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-clinic-words.h"
#include "kin-copy-words.h"
#include "kin-damage-page.h"
#include "kin-home-needs.h"
#include "kin-mark-words.h"
#include "kin-person-notes.h"
#include "kin-person-record.h"
#include "kin-schedule.h"
#include "kin-set-ups.h"

/* What needs the person, read from what was sent and from nothing else. Home is seen by whoever
 * passes: no value, no name of a test and no sender is in these words. */

/* After so many days without an answer the record may be behind. */
#define DAYS_OF_SILENCE 7

void
kin_need_free (KinNeed *self)
{
  g_free (self->id);
  g_free (self->words);
  g_free (self->detail);
  g_clear_object (&self->item);
  g_clear_object (&self->connection);
  g_clear_object (&self->clinic);
  g_free (self->copy);
  g_free (self);
}

static KinNeed *
add_need (GPtrArray  *needs,
          char       *id,
          char       *words,
          char       *detail,
          const char *button)
{
  KinNeed *need = g_new0 (KinNeed, 1);

  need->id = id;
  need->words = words;
  need->detail = detail;
  need->button = button;
  g_ptr_array_add (needs, need);

  return need;
}

/* Results */

static void
add_urgent (GPtrArray  *needs,
            KinItem    *item,
            KinUrgency  urgency)
{
  KinNeed *need;

  need = add_need (needs,
                   g_strdup_printf ("urgent-%" G_GINT64_FORMAT, kin_item_get_id (item)),
                   kin_urgency_to_need (urgency, item), g_strdup (kin_urgency_to_advice (urgency)),
                   _("Open the result"));
  need->item = g_object_ref (item);
}

/**
 * kin_needs_add_urgent:
 * @needs: (element-type KinNeed): gets them
 * @results: (element-type KinItem): what laboratories and clinics mark
 * @now: the time
 *
 * What a laboratory itself marked as urgent: the latest in any case, older ones until they were
 * opened.
 */
void
kin_needs_add_urgent (GPtrArray *needs,
                      GPtrArray *results,
                      GDateTime *now)
{
  for (guint i = 0; i < results->len; i++)
    {
      KinItem *item = g_ptr_array_index (results, i);
      KinUrgency urgency = kin_item_get_urgency (item, now);

      if (urgency == KIN_URGENCY_NOW ||
          (urgency == KIN_URGENCY_PAST && kin_item_get_unread (item)))
        add_urgent (needs, item, urgency);
    }
}

/* A damaged file */

static void
add_loss (GPtrArray  *needs,
          char       *id,
          const char *words,
          const char *detail,
          KinPage  *(*make_page) (KinPerson *person))
{
  add_need (needs, id, g_strdup (words), g_strdup (detail),
            _("Read what happened"))->make_page = make_page;
}

/**
 * kin_needs_add_damage:
 * @needs: (element-type KinNeed): gets it
 * @person: an open person
 *
 * That the record began again, that the copy of a damaged file is in use, or that what came last
 * was lost, until somebody has read what that means. Who put one loss off is told of the next.
 */
void
kin_needs_add_damage (GPtrArray *needs,
                      KinPerson *person)
{
  const char *again = kin_person_get_began_again (person);
  const char *from_copy = kin_person_get_from_copy (person);
  gint64 lost = kin_person_get_log_lost (person);

  if (again != NULL)
    add_loss (needs, g_strdup_printf ("began-again-%s", again), _("This record began again."),
              _("Check for new: clinics send again what they still have."),
              kin_damage_page_new_began_again);

  if (from_copy != NULL)
    add_loss (needs, g_strdup_printf ("from-copy-%s", from_copy),
              _("A file of this record was damaged."),
              _("Its copy is in use. Something may be missing."), kin_damage_page_new_from_copy);

  if (lost != 0)
    add_loss (needs, g_strdup_printf ("log-lost-%" G_GINT64_FORMAT, lost),
              _("What came last was lost."), _("What came before is still here."),
              kin_damage_page_new_log_lost);
}

/* Messages and bills */

/**
 * kin_needs_add_messages:
 * @needs: (element-type KinNeed): gets it
 * @unread: how many messages were not opened
 */
void
kin_needs_add_messages (GPtrArray *needs,
                        guint64    unread)
{
  char *words;

  if (unread == 0)
    return;

  /* Translators: how many messages nobody has read yet. */
  words = g_strdup_printf (g_dngettext (NULL, "%u message is new.", "%u messages are new.",
                                        (gulong) unread), (guint) unread);
  add_need (needs, g_strdup ("messages"), words, NULL,
            _("Open messages"))->section = KIN_SECTION_MESSAGES;
}

/* Sent, and neither paid nor taken back (https://hl7.org/fhir/R4/invoice.html). */
static gboolean
is_open_bill (KinItem *item)
{
  return g_strcmp0 (kin_item_get_kind (item), "Invoice") == 0 &&
         g_strcmp0 (kin_item_get_status (item), "issued") == 0;
}

/**
 * kin_needs_add_bills:
 * @needs: (element-type KinNeed): gets it
 * @bills: (element-type KinItem): bills
 */
void
kin_needs_add_bills (GPtrArray *needs,
                     GPtrArray *bills)
{
  guint n_open = 0;
  char *words;

  for (guint i = 0; i < bills->len; i++)
    if (is_open_bill (g_ptr_array_index (bills, i)))
      n_open++;

  if (n_open == 0)
    return;

  /* Translators: how many bills are not paid. */
  words = g_strdup_printf (g_dngettext (NULL, "%u bill is open.", "%u bills are open.", n_open),
                           n_open);
  add_need (needs, g_strdup ("bills"), words,
            g_strdup (_("The clinic has not marked it as paid.")),
            _("Open bills"))->section = KIN_SECTION_BILLS;
}

/* Clinics */

static void
add_sign_in (GPtrArray     *needs,
             KinConnection *connection)
{
  g_autofree char *name = kin_clinic_name_to_words (connection);
  KinNeed *need;

  need = add_need (needs, g_strdup_printf ("sign-in-%s", kin_connection_get_id (connection)),
                   /* Translators: %s is a clinic. */
                   g_strdup_printf (_("%s needs you to sign in again."), name),
                   g_strdup (_("Everything saved is here.")), _("Sign in again"));
  need->connection = g_object_ref (connection);
}

static char *
each_time_to_words (const char *name,
                    int         days)
{
  if (days < 0)
    /* Translators: %s is a clinic. */
    return g_strdup_printf (_("Not everything from %s has arrived yet."), name);

  /* Translators: a clinic, and how long ago it was asked for something new. */
  return g_strdup_printf (g_dngettext (NULL, "%1$s was last checked %2$d day ago.",
                                       "%1$s was last checked %2$d days ago.", (gulong) days),
                          name, days);
}

/* That the sign-in ended is the way of this clinic: the person is asked where the record may be
 * behind, and not before. */
static void
add_each_time (GPtrArray     *needs,
               KinConnection *connection,
               GDateTime     *now)
{
  int days = kin_days_since (kin_connection_get_last_success (connection), now);
  g_autofree char *name = kin_clinic_name_to_words (connection);
  KinNeed *need;

  if (days >= 0 && days < DAYS_OF_SILENCE)
    return;

  need = add_need (needs, g_strdup_printf ("each-time-%s", kin_connection_get_id (connection)),
                   each_time_to_words (name, days),
                   g_strdup (_("This clinic asks you to sign in each time.")), _("Sign in"));
  need->connection = g_object_ref (connection);
}

static void
add_stopped (GPtrArray     *needs,
             KinPerson     *person,
             KinConnection *connection)
{
  KinNeed *need;

  need = add_need (needs, g_strdup_printf ("stopped-%s", kin_connection_get_id (connection)),
                   kin_clinic_name_to_words (connection),
                   kin_clinic_state_to_words (person, connection), _("Look at this clinic"));
  need->connection = g_object_ref (connection);
}

static void
add_silence (GPtrArray *needs,
             int        days)
{
  KinNeed *need;

  if (days < DAYS_OF_SILENCE)
    return;

  need = add_need (needs, g_strdup ("silence"),
                   /* Translators: how long ago the clinics were asked for something new. */
                   g_strdup_printf (g_dngettext (NULL, "Last checked %d day ago.",
                                                 "Last checked %d days ago.", (gulong) days),
                                    days),
                   g_strdup (_("There may be more at the clinic.")), _("Check for new"));
  need->is_check = TRUE;
}

/**
 * kin_needs_add_clinics:
 * @needs: (element-type KinNeed): gets them
 * @person: an open person
 * @now: the time
 */
void
kin_needs_add_clinics (GPtrArray *needs,
                       KinPerson *person,
                       GDateTime *now)
{
  guint n_connections = g_list_model_get_n_items (G_LIST_MODEL (person));
  int days = 0;

  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);
      KinConnectionState state = kin_connection_get_state (connection);

      if (!kin_connection_get_is_portal (connection))
        continue;

      if (state == KIN_CONNECTION_NEEDS_SIGN_IN && kin_connection_get_each_time (connection))
        add_each_time (needs, connection, now);
      else if (state == KIN_CONNECTION_NEEDS_SIGN_IN)
        add_sign_in (needs, connection);
      else if (state == KIN_CONNECTION_STOPPED || state == KIN_CONNECTION_MERGED)
        add_stopped (needs, person, connection);
      else if (state == KIN_CONNECTION_READY)
        days = MAX (days, kin_days_since (kin_connection_get_last_success (connection), now));
    }

  if (kin_schedule_get_run (kin_person_get_schedule (person)) == NULL)
    add_silence (needs, days);
}

/* Numbers for Kinchart */

/**
 * kin_needs_add_set_up:
 * @needs: (element-type KinNeed): gets it
 * @clinic: for which somebody waits for a number
 */
void
kin_needs_add_set_up (GPtrArray *needs,
                      KinClinic *clinic)
{
  KinNeed *need;

  need = add_need (needs, g_strdup_printf ("set-up-%s", kin_clinic_get_vendor (clinic)),
                   g_strdup (_("Has the number for Kinchart come?")),
                   g_strdup (_("You wanted to be asked. With it, you can sign in to a clinic.")),
                   _("Type the number"));
  need->never = _("Do not ask again");
  need->clinic = g_object_ref (clinic);
}

/**
 * kin_needs_add_set_ups:
 * @needs: (element-type KinNeed): gets them
 * @person: anybody here
 * @now: the time
 *
 * What a person wanted to be asked about: whether a number has come.
 */
void
kin_needs_add_set_ups (GPtrArray *needs,
                       KinPerson *person,
                       GDateTime *now)
{
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (KinClinic) clinic = kin_set_ups_find_due (kin_person_get_set_ups (person), today,
                                                       kin_person_get_is_sample (person));

  if (clinic != NULL)
    kin_needs_add_set_up (needs, clinic);
}

/**
 * kin_need_ask_on:
 * @self: about a number
 * @person: anybody here
 * @day: (nullable): when to ask about it; %NULL for never
 * @callback: called when it is kept, for kin_set_ups_save_finish()
 *
 * For everybody here; what was typed of the number stays.
 */
void
kin_need_ask_on (KinNeed             *self,
                 KinPerson           *person,
                 GDateTime           *day,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  KinSetUps *set_ups = kin_person_get_set_ups (person);
  const char *vendor = kin_clinic_get_vendor (self->clinic);
  g_autofree char *date = day != NULL ? g_date_time_format (day, "%Y-%m-%d") : g_strdup ("");
  gboolean is_ready;
  g_autoptr (KinClinic) typed = kin_set_ups_apply (set_ups, vendor, self->clinic, &is_ready);

  kin_set_ups_save_async (set_ups, vendor, typed != NULL ? typed : self->clinic, FALSE, date,
                          callback, user_data);
}

/* Copies that were asked for by letter */

/**
 * kin_needs_add_copies:
 * @needs: (element-type KinNeed): gets them
 * @person: an open person
 * @now: the time
 *
 * The copies of which an answer is due, or was.
 */
void
kin_needs_add_copies (GPtrArray *needs,
                      KinPerson *person,
                      GDateTime *now)
{
  g_autoptr (GPtrArray) copies = kin_person_list_copies (person);

  for (guint i = 0; i < copies->len; i++)
    {
      const KinAskedCopy *copy = g_ptr_array_index (copies, i);
      char *words = kin_copy_need_to_words (copy, now);

      if (words != NULL)
        add_need (needs, g_strdup_printf ("copy-%s", copy->id), words,
                  g_strdup (_("Has it come?")), _("Look at it"))->copy = g_strdup (copy->id);
    }
}

/* Not now */

static char *
mark_name (KinNeed *self)
{
  return g_strdup_printf ("not-now-%s", self->id);
}

/**
 * kin_need_get_put_off:
 * @person: whose need it is
 * @now: the time
 *
 * Returns: (nullable): the day until which the person put it off, unless that is over
 */
const char *
kin_need_get_put_off (KinNeed   *self,
                      KinPerson *person,
                      GDateTime *now)
{
  g_autofree char *name = mark_name (self);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  const char *until = kin_person_get_mark (person, name);

  return until != NULL && strcmp (until, today) > 0 ? until : NULL;
}

/**
 * kin_need_put_off:
 * @person: whose need it is
 * @until: (nullable): the day on which it is shown again; %NULL for at once
 */
void
kin_need_put_off (KinNeed   *self,
                  KinPerson *person,
                  GDateTime *until)
{
  g_autofree char *name = mark_name (self);
  g_autofree char *day = until != NULL ? g_date_time_format (until, "%Y-%m-%d") : NULL;

  kin_person_set_mark (person, name, day);
}
