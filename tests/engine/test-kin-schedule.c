/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-schedule"

#include "config.h"

#include "engine-kit.h"
#include "kin-connection-private.h"
#include "kin-person-private.h"
#include "kin-schedule.h"

/* A way out as a computer of another network has it: the one of this machine is what it is. */

#define TEST_TYPE_NETWORK (test_network_get_type ())

G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork
{
  GObject  parent_instance;

  gboolean available;
  gboolean metered;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork, test_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, NULL)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, NULL))

enum
{
  PROP_0,
  PROP_AVAILABLE,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
test_network_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TestNetwork *self = TEST_NETWORK (object);

  switch (prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, self->metered);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
}

static void
save_connection (KinPerson  *person,
                 const char *state,
                 const char *last_success)
{
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (KinConnection) connection = NULL;

  note->id = g_uuid_string_random ();
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->base = g_strdup ("http://127.0.0.1:9/fhir");
  note->client_id = g_strdup ("kinchart");
  note->patient_id = g_strdup ("p");
  note->binding = g_strdup ("{\"id\":\"p\"}");
  note->state = g_strdup (state);
  note->last_success = g_strdup (last_success);
  kin_person_save_connection_async (person, note, NULL, kit_done, &result);
  connection = kin_person_save_connection_finish (person, kit_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (connection);
}

/* Who is asked without anybody wanting it: whoever was not for a day, lets us in, and costs
 * nothing to ask. */
static void
test_due (void)
{
  static const struct
  {
    const char *state;
    const char *last_success;
    gboolean    available;
    gboolean    metered;
    gboolean    asked;
  } table[] = {
    { "ready", "2026-11-25T09:00:00Z", TRUE, FALSE, TRUE },
    { "ready", "2026-11-26T09:00:00Z", TRUE, FALSE, FALSE },
    { "ready", "2026-11-25T09:00:00Z", FALSE, FALSE, FALSE },
    { "ready", "2026-11-25T09:00:00Z", TRUE, TRUE, FALSE },
    { "needs-sign-in", "2026-11-25T09:00:00Z", TRUE, FALSE, FALSE },
    { "refused", "2026-11-25T09:00:00Z", TRUE, FALSE, FALSE },
    { "stopped", "2026-11-25T09:00:00Z", TRUE, FALSE, FALSE },
    { "ended", "2026-11-25T09:00:00Z", TRUE, FALSE, FALSE },
    { "ready", NULL, TRUE, FALSE, FALSE },
  };
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 26, 12, 0, 0);
  g_autoptr (GDateTime) soon = g_date_time_new_utc (2026, 11, 26, 12, 15, 0);
  g_autoptr (GDateTime) later = g_date_time_new_utc (2026, 11, 26, 16, 15, 0);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *name = g_strdup_printf ("Rosa %u", i);
      g_autoptr (KinPerson) person = kit_add_person (family, name, NULL);
      KinSchedule *schedule = kin_person_get_schedule (person);

      g_test_message ("row %u", i);
      save_connection (person, table[i].state, table[i].last_success);
      network->available = table[i].available;
      network->metered = table[i].metered;
      g_assert_cmpint (kin_schedule_check_due (schedule, G_NETWORK_MONITOR (network), now), ==,
                       table[i].asked);
      g_assert_cmpint (kin_schedule_get_run (schedule) != NULL, ==, table[i].asked);
      kin_schedule_stop (schedule);
      while (kin_schedule_get_run (schedule) != NULL)
        g_main_context_iteration (NULL, TRUE);

      /* It did not end well, and is not tried again at once. */
      g_assert_false (kin_schedule_check_due (schedule, G_NETWORK_MONITOR (network), soon));
      if (table[i].asked)
        g_assert_true (kin_schedule_check_due (schedule, G_NETWORK_MONITOR (network), later));
      kin_schedule_stop (schedule);
      while (kin_schedule_get_run (schedule) != NULL)
        g_main_context_iteration (NULL, TRUE);
    }

  kit_close_family (family);
  g_clear_object (&family);
  kit_remove_folder (folder);
}

/* What is asked of a connection ends, and what somebody wants of it meanwhile is not begun. Another
 * one has its turn all the same. */
static void
test_leave (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) person = kit_add_person (family, "Rosa", NULL);
  KinSchedule *schedule = kin_person_get_schedule (person);
  g_autoptr (KinConnection) gone = NULL;
  g_autoptr (KinConnection) other = NULL;
  g_auto (KitResult) result = { NULL };

  save_connection (person, "ready", NULL);
  save_connection (person, "ready", NULL);
  gone = g_list_model_get_item (G_LIST_MODEL (person), 0);
  other = g_list_model_get_item (G_LIST_MODEL (person), 1);

  g_assert_true (kin_schedule_check (schedule, NULL));
  g_assert_true (kin_sync_run_get_connection (kin_schedule_get_run (schedule)) == gone);
  kin_schedule_leave_async (schedule, gone, kit_done, &result);
  g_assert_false (kin_schedule_check (schedule, gone));
  g_assert_true (kin_schedule_leave_finish (schedule, kit_wait (&result), NULL));
  g_assert_null (kin_schedule_get_error (schedule, gone));

  while (kin_schedule_get_run (schedule) != NULL)
    {
      g_assert_true (kin_sync_run_get_connection (kin_schedule_get_run (schedule)) == other);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_nonnull (kin_schedule_get_error (schedule, other));
  g_assert_false (g_error_matches (kin_schedule_get_error (schedule, other), G_IO_ERROR,
                                   G_IO_ERROR_CANCELLED));

  g_assert_false (kin_schedule_check (schedule, gone));
  kin_schedule_let_back (schedule, gone);
  g_assert_true (kin_schedule_check (schedule, gone));
  kin_schedule_stop (schedule);
  while (kin_schedule_get_run (schedule) != NULL)
    g_main_context_iteration (NULL, TRUE);

  kit_close_family (family);
  g_clear_object (&family);
  kit_remove_folder (folder);
}

/* Until nobody is asked any more; @left is not asked meanwhile. */
static void
wait_for_end (KinSchedule   *schedule,
              KinConnection *left)
{
  while (kin_schedule_get_run (schedule) != NULL)
    {
      g_assert_true (kin_sync_run_get_connection (kin_schedule_get_run (schedule)) != left);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* What was wanted twice is asked once; what waits can be left, and nobody is asked of a person who
 * was closed. */
static void
test_waiting (KitTwo        *two,
              gconstpointer  unused)
{
  KinSchedule *schedule = kin_person_get_schedule (two->rosa);
  g_autoptr (KinConnection) waiting = NULL;

  kin_schedule_keep_up (schedule);
  kin_schedule_keep_up (schedule);
  g_assert_null (kin_schedule_get_run (schedule));

  save_connection (two->rosa, "ready", NULL);
  save_connection (two->rosa, "ready", NULL);
  waiting = g_list_model_get_item (G_LIST_MODEL (two->rosa), 1);
  for (guint i = 0; i < 2; i++)
    g_assert_true (kin_schedule_check (schedule, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_auto (KitResult) left = { NULL };

      kin_schedule_leave_async (schedule, waiting, kit_done, &left);
      g_assert_true (kin_schedule_leave_finish (schedule, kit_wait (&left), NULL));
      wait_for_end (schedule, waiting);
    }

  kin_schedule_let_back (schedule, waiting);
  g_assert_true (kin_schedule_check (schedule, NULL));
  kit_close (two->rosa);
  wait_for_end (schedule, waiting);
  g_assert_null (kin_schedule_get_error (schedule, waiting));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schedule/due", test_due);
  g_test_add_func ("/schedule/leave", test_leave);
  g_test_add ("/schedule/waiting", KitTwo, NULL, kit_two_set_up, test_waiting, kit_two_tear_down);

  return g_test_run ();
}
