/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-schedule"

#include "config.h"

#include "kin-schedule.h"

#define LOOK_EVERY_SECONDS (15 * 60)

/* What did not end well is not asked for again and again. */
#define TRY_EVERY_SECONDS (4 * 60 * 60)

/**
 * KinSchedule:
 *
 * Whose turn it is: which of one person's portals is being asked, and which wait. One is asked
 * at a time. A run goes on while pages of the window come and go.
 */
struct _KinSchedule
{
  GObject       parent_instance;

  KinPerson    *person;            /* not owned: the person owns the schedule */
  GQueue       *waiting;           /* of KinConnection */
  KinSyncRun   *run;
  GCancellable *cancellable;
  guint         timer;
  GHashTable   *tried;             /* id of a connection → when nobody wanted it, seconds */
  GHashTable   *errors;            /* id of a connection → how its last run ended */
  GHashTable   *left;              /* ids of connections that are not asked, whoever wants it */
  GPtrArray    *leaving;           /* of GTask: they wait for the end of a run of such a one */
};

G_DEFINE_FINAL_TYPE (KinSchedule, kin_schedule, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void start_next (KinSchedule *self);

static void
say_left (KinSchedule *self)
{
  g_autoptr (GPtrArray) leaving = g_steal_pointer (&self->leaving);

  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < leaving->len; i++)
    g_task_return_boolean (g_ptr_array_index (leaving, i), TRUE);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (KinSchedule) self = user_data;
  KinSyncRun *run = KIN_SYNC_RUN (source);
  const char *id = kin_connection_get_id (kin_sync_run_get_connection (run));
  GError *error = NULL;

  if (kin_sync_run_start_finish (run, result, &error) || g_hash_table_contains (self->left, id))
    {
      g_hash_table_remove (self->errors, id);
      g_clear_error (&error);
    }
  else
    g_hash_table_insert (self->errors, g_strdup (id), error);

  g_clear_object (&self->run);
  g_clear_object (&self->cancellable);
  say_left (self);
  start_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start_next (KinSchedule *self)
{
  g_autoptr (KinConnection) connection = g_queue_pop_head (self->waiting);

  if (connection == NULL || self->person == NULL || !kin_person_get_is_open (self->person))
    return;

  self->run = kin_sync_run_new (self->person, connection, FALSE);
  self->cancellable = g_cancellable_new ();
  kin_sync_run_start_async (self->run, self->cancellable, run_cb, g_object_ref (self));
}

static gboolean
may_be_asked (KinSchedule   *self,
              KinConnection *connection)
{
  return !g_hash_table_contains (self->left, kin_connection_get_id (connection)) &&
         kin_connection_get_is_portal (connection) &&
         kin_connection_state_is_asked (kin_connection_get_state (connection));
}

static gboolean
is_known (KinSchedule   *self,
          KinConnection *connection)
{
  return g_queue_find (self->waiting, connection) != NULL ||
         (self->run != NULL && kin_sync_run_get_connection (self->run) == connection);
}

static gboolean
add (KinSchedule   *self,
     KinConnection *connection)
{
  if (!may_be_asked (self, connection))
    return FALSE;

  if (!is_known (self, connection))
    g_queue_push_tail (self->waiting, g_object_ref (connection));

  return TRUE;
}

static void
kin_schedule_dispose (GObject *object)
{
  KinSchedule *self = KIN_SCHEDULE (object);

  self->person = NULL;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (self->waiting, g_object_unref);
  g_clear_object (&self->run);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_schedule_parent_class)->dispose (object);
}

static void
kin_schedule_finalize (GObject *object)
{
  KinSchedule *self = KIN_SCHEDULE (object);

  g_queue_free (self->waiting);
  g_ptr_array_unref (self->leaving);
  g_hash_table_unref (self->left);
  g_hash_table_unref (self->errors);
  g_hash_table_unref (self->tried);

  G_OBJECT_CLASS (kin_schedule_parent_class)->finalize (object);
}

static void
kin_schedule_class_init (KinScheduleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_schedule_dispose;
  G_OBJECT_CLASS (klass)->finalize = kin_schedule_finalize;

  /**
   * KinSchedule::changed:
   *
   * A run began or ended.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kin_schedule_init (KinSchedule *self)
{
  self->waiting = g_queue_new ();
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_error_free);
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * kin_person_get_schedule:
 *
 * Returns: (transfer none): what is being asked for this person; lives as long as the person
 */
KinSchedule *
kin_person_get_schedule (KinPerson *person)
{
  KinSchedule *self;

  g_return_val_if_fail (KIN_IS_PERSON (person), NULL);

  self = g_object_get_data (G_OBJECT (person), "kin-schedule");
  if (self == NULL)
    {
      self = g_object_new (KIN_TYPE_SCHEDULE, NULL);
      self->person = person;
      g_object_set_data_full (G_OBJECT (person), "kin-schedule", self, g_object_unref);
    }

  return self;
}

/**
 * kin_schedule_check:
 * @connection: (nullable): whom to ask, or %NULL for every portal of the person
 *
 * Asks for what is new, now or when it is its turn. What stopped with somebody else's record or
 * was ended by the person is not asked.
 *
 * Returns: whether there is anybody to ask
 */
gboolean
kin_schedule_check (KinSchedule   *self,
                    KinConnection *connection)
{
  gboolean any = FALSE;
  guint n_connections;

  g_return_val_if_fail (KIN_IS_SCHEDULE (self), FALSE);

  n_connections = g_list_model_get_n_items (G_LIST_MODEL (self->person));
  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (KinConnection) known = g_list_model_get_item (G_LIST_MODEL (self->person), i);

      if (connection == NULL || connection == known)
        any = add (self, known) || any;
    }

  if (self->run == NULL && any)
    {
      start_next (self);
      g_signal_emit (self, signals[CHANGED], 0);
    }

  return any;
}

/* Whether it is time to ask @connection by itself; from now on it was tried. */
static gboolean
take_turn (KinSchedule   *self,
           KinConnection *connection,
           GDateTime     *now)
{
  const char *id = kin_connection_get_id (connection);
  gint64 seconds = g_date_time_to_unix (now);
  const gint64 *before = g_hash_table_lookup (self->tried, id);

  if (!kin_connection_is_due (connection, now) ||
      (before != NULL && seconds - *before < TRY_EVERY_SECONDS))
    return FALSE;

  g_hash_table_insert (self->tried, g_strdup (id), g_memdup2 (&seconds, sizeof seconds));
  return TRUE;
}

/**
 * kin_schedule_check_due:
 * @network: what is known of the way out
 * @now: the time it is
 *
 * Asks those portals for what is new that it is time to ask, without anybody wanting it: not
 * where the network is paid by use, or there is none.
 *
 * Returns: whether any is asked
 */
gboolean
kin_schedule_check_due (KinSchedule     *self,
                        GNetworkMonitor *network,
                        GDateTime       *now)
{
  gboolean any = FALSE;
  guint n_connections;

  g_return_val_if_fail (KIN_IS_SCHEDULE (self), FALSE);

  if (!g_network_monitor_get_network_available (network) ||
      g_network_monitor_get_network_metered (network) || !kin_person_get_is_open (self->person))
    return FALSE;

  n_connections = g_list_model_get_n_items (G_LIST_MODEL (self->person));
  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (KinConnection) known = g_list_model_get_item (G_LIST_MODEL (self->person), i);

      if (take_turn (self, known, now))
        any = kin_schedule_check (self, known) || any;
    }

  return any;
}

static gboolean
on_time (gpointer user_data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  kin_schedule_check_due (user_data, g_network_monitor_get_default (), now);
  return G_SOURCE_CONTINUE;
}

/**
 * kin_schedule_keep_up:
 *
 * From now on, and for as long as the program runs, looks now and then whether it is time to ask.
 */
void
kin_schedule_keep_up (KinSchedule *self)
{
  g_return_if_fail (KIN_IS_SCHEDULE (self));

  if (self->timer != 0)
    return;

  self->timer = g_timeout_add_seconds (LOOK_EVERY_SECONDS, on_time, self);
  on_time (self);
}

/**
 * kin_schedule_stop:
 *
 * Stops what runs and forgets what waits. What has come is kept, and the next check goes on from
 * there.
 */
void
kin_schedule_stop (KinSchedule *self)
{
  g_return_if_fail (KIN_IS_SCHEDULE (self));

  g_queue_clear_full (self->waiting, g_object_unref);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/**
 * kin_schedule_leave_async:
 * @connection: whose secrets or entries go now
 *
 * From now on @connection is not asked, until kin_schedule_let_back(). Waits until a run of it has
 * ended and writes nothing any more; others go on.
 */
void
kin_schedule_leave_async (KinSchedule         *self,
                          KinConnection       *connection,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GList *link;

  g_return_if_fail (KIN_IS_SCHEDULE (self));

  g_task_set_source_tag (task, kin_schedule_leave_async);
  g_hash_table_add (self->left, g_strdup (kin_connection_get_id (connection)));
  link = g_queue_find (self->waiting, connection);
  if (link != NULL)
    {
      g_queue_delete_link (self->waiting, link);
      g_object_unref (connection);
    }

  if (self->run == NULL || kin_sync_run_get_connection (self->run) != connection)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_ptr_array_add (self->leaving, g_object_ref (task));
  kin_sync_run_be_patient (self->run);
  g_cancellable_cancel (self->cancellable);
}

gboolean
kin_schedule_leave_finish (KinSchedule   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_schedule_has_left:
 *
 * Returns: whether what @connection brought is going just now, so that nothing may come from it
 */
gboolean
kin_schedule_has_left (KinSchedule   *self,
                       KinConnection *connection)
{
  g_return_val_if_fail (KIN_IS_SCHEDULE (self), FALSE);

  return g_hash_table_contains (self->left, kin_connection_get_id (connection));
}

/**
 * kin_schedule_let_back:
 *
 * What became of @connection is written down: whether it may be asked is seen from that again.
 */
void
kin_schedule_let_back (KinSchedule   *self,
                       KinConnection *connection)
{
  g_return_if_fail (KIN_IS_SCHEDULE (self));

  g_hash_table_remove (self->left, kin_connection_get_id (connection));
}

/**
 * kin_schedule_get_run:
 *
 * Returns: (transfer none) (nullable): the run of this moment
 */
KinSyncRun *
kin_schedule_get_run (KinSchedule *self)
{
  g_return_val_if_fail (KIN_IS_SCHEDULE (self), NULL);

  return self->run;
}

/**
 * kin_schedule_get_error:
 *
 * Returns: (transfer none) (nullable): how the last run of @connection since the program began
 *   ended, if not well
 */
const GError *
kin_schedule_get_error (KinSchedule   *self,
                        KinConnection *connection)
{
  g_return_val_if_fail (KIN_IS_SCHEDULE (self), NULL);

  return g_hash_table_lookup (self->errors, kin_connection_get_id (connection));
}
