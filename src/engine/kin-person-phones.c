/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-phones"

#include "config.h"

#include "kin-care-team.h"
#include "kin-contact.h"
#include "kin-person-phones.h"
#include "kin-person-reading.h"
#include "kin-person-record.h"
#include "kin-reference.h"
#include "kin-store-error.h"

/* The numbers of those who look after somebody: the teams are read, then each of their members,
 * one after the other, in the order in which the clinic has them. */

typedef struct
{
  GPtrArray  *teams;        /* of KinItem, from a list */
  guint       n_read;       /* of these */

  KinItem    *team;         /* the one that is read, with its resource */
  GPtrArray  *members;      /* its members, of KinCareTeamMember */
  guint       n_found;      /* of these */

  GPtrArray  *phones;       /* of KinPhone */
  GHashTable *seen;         /* who and number */
  GDateTime  *now;
} Walk;

static void
walk_free (Walk *self)
{
  g_ptr_array_unref (self->teams);
  g_clear_object (&self->team);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->phones, g_ptr_array_unref);
  g_hash_table_unref (self->seen);
  g_date_time_unref (self->now);
  g_free (self);
}

static void read_next_team (GTask *task);
static void find_next_member (GTask *task);

/* (nullable): of a team with more numbers than one, the note tells which is for what. */
static char *
dup_note (KinItem *who)
{
  g_auto (GStrv) notes = KIN_IS_CARE_TEAM (who) ? kin_care_team_list_notes (KIN_CARE_TEAM (who))
                                                : NULL;

  return notes != NULL && *notes != NULL ? g_strjoinv ("\n", notes) : NULL;
}

/* What @who can be called at; somebody of several teams is called once. */
static void
add_phones (Walk                    *walk,
            KinItem                 *who,
            const KinCareTeamMember *member)
{
  g_auto (GStrv) numbers = kin_contact_list (kin_json_get_root (kin_item_get_json (who)), "phone",
                                             walk->now);

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      char *key = g_strdup_printf ("%s %s", kin_item_get_resource_id (who), numbers[i]);
      gboolean has_name = member != NULL && member->name != NULL;
      KinPhone *phone;

      if (!g_hash_table_add (walk->seen, key))
        continue;

      phone = g_new0 (KinPhone, 1);
      phone->name = g_strdup (has_name ? member->name : kin_item_get_title (who));
      phone->role = g_strdup (member != NULL ? member->role : NULL);
      phone->number = g_strdup (numbers[i]);
      phone->note = dup_note (who);
      g_ptr_array_add (walk->phones, phone);
    }
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinItem) who = kin_person_find_finish (KIN_PERSON (source), result, NULL);
  Walk *walk = g_task_get_task_data (task);

  /* A clinic need not have sent it: then there is no number to show. */
  if (who != NULL)
    add_phones (walk, who, g_ptr_array_index (walk->members, walk->n_found - 1));

  find_next_member (task);
}

static gboolean
can_be_called (const KinCareTeamMember *member,
               GDateTime               *now)
{
  g_autoptr (KinReference) reference = kin_reference_new (member->reference);

  return g_strcmp0 (reference->type, "Patient") != 0 &&
         !kin_end_is_past (member->end, now);
}

static void
find_next_member (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);
  Walk *walk = g_task_get_task_data (task);

  while (walk->n_found < walk->members->len)
    {
      const KinCareTeamMember *member = g_ptr_array_index (walk->members, walk->n_found++);

      if (can_be_called (member, walk->now) && kin_person_get_is_open (self))
        {
          kin_person_find_async (self, kin_item_get_source (walk->team), member->reference,
                                 g_task_get_cancellable (task), found_cb, g_object_ref (task));
          return;
        }
    }

  read_next_team (task);
}

/* Not every clinic says "inactive" of a team whose time is over. */
static gboolean
has_ended (Walk *walk)
{
  KinJsonNode root = kin_json_get_root (kin_item_get_json (walk->team));
  g_autofree char *end = kin_json_node_dup_string (kin_json_node_get_path (root, "period.end"));

  return kin_end_is_past (end, walk->now);
}

static void
team_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_object (&walk->team);
  walk->team = kin_person_load_finish (KIN_PERSON (source), result, &error);
  /* One that was taken away meanwhile does not keep the others from being called. */
  if (walk->team == NULL && !g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_error (&error);
  if (walk->team == NULL || has_ended (walk))
    {
      read_next_team (task);
      return;
    }

  add_phones (walk, walk->team, NULL);
  g_clear_pointer (&walk->members, g_ptr_array_unref);
  walk->members = kin_care_team_list_members (KIN_CARE_TEAM (walk->team));
  walk->n_found = 0;
  find_next_member (task);
}

/* A team of another time has people who moved on. */
static gboolean
is_of_today (KinItem *team)
{
  return KIN_IS_CARE_TEAM (team) && g_strcmp0 (kin_item_get_status (team), "inactive") != 0;
}

static void
read_next_team (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);
  Walk *walk = g_task_get_task_data (task);

  while (walk->n_read < walk->teams->len && kin_person_get_is_open (self))
    {
      KinItem *team = g_ptr_array_index (walk->teams, walk->n_read++);

      if (is_of_today (team))
        {
          kin_person_load_async (self, kin_item_get_id (team), g_task_get_cancellable (task),
                                 team_cb, g_object_ref (task));
          return;
        }
    }

  g_task_return_pointer (task, g_steal_pointer (&walk->phones),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * kin_person_list_team_phones_async:
 * @teams: (element-type KinItem): care teams, as a list has them
 *
 * Looks for the phone numbers of those in @teams who can be called today.
 */
void
kin_person_list_team_phones_async (KinPerson           *self,
                                   GPtrArray           *teams,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  walk->teams = g_ptr_array_ref (teams);
  walk->phones = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_phone_free);
  walk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk->now = g_date_time_new_now_local ();
  g_task_set_source_tag (task, kin_person_list_team_phones_async);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  read_next_team (task);
}

/**
 * kin_person_list_team_phones_finish:
 *
 * Returns: (transfer full) (element-type KinPhone): the numbers
 */
GPtrArray *
kin_person_list_team_phones_finish (KinPerson     *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
