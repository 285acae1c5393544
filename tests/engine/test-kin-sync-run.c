/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-run"

#include "config.h"

#include "engine-kit.h"
#include "kin-connection-private.h"
#include "kin-engine-error.h"
#include "kin-person-private.h"
#include "kin-sync-run.h"

/* A person with a connection, and a portal that only counts who comes. */
typedef struct
{
  char           *folder;
  KinFamily      *family;
  KinPerson      *person;
  KinConnection  *connection;
  GSocketService *portal;
  guint           visits;
} Fixture;

static gboolean
on_visit (Fixture *fixture)
{
  fixture->visits++;
  return TRUE;
}

static void
save_connection (Fixture            *fixture,
                 guint16             port,
                 KinConnectionState  state)
{
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  note->id = g_uuid_string_random ();
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->base = g_strdup_printf ("http://127.0.0.1:%u/fhir", port);
  note->client_id = g_strdup ("kinchart");
  note->patient_id = g_strdup ("p");
  note->binding = g_strdup ("{\"id\":\"p\"}");
  note->state = g_strdup (kin_connection_state_to_id (state));
  kin_person_save_connection_async (fixture->person, note, NULL, kit_done, &result);
  fixture->connection = kin_person_save_connection_finish (fixture->person, kit_wait (&result),
                                                           &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture            *fixture,
        KinConnectionState  state)
{
  g_autoptr (GError) error = NULL;
  guint16 port;

  fixture->portal = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->portal), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->portal, "incoming", G_CALLBACK (on_visit), fixture);

  fixture->folder = kit_make_folder ();
  fixture->family = kit_open_family (fixture->folder, NULL);
  fixture->person = kit_add_person (fixture->family, "Rosa", NULL);
  save_connection (fixture, port, state);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->connection);
  kit_close_family (fixture->family);
  g_clear_object (&fixture->person);
  g_clear_object (&fixture->family);
  g_clear_object (&fixture->portal);
  kit_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
run (Fixture       *fixture,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr (KinSyncRun) sync = kin_sync_run_new (fixture->person, fixture->connection, FALSE);
  g_auto (KitResult) result = { NULL };

  kin_sync_run_start_async (sync, cancellable, kit_done, &result);
  g_assert_false (kin_sync_run_start_finish (sync, kit_wait (&result), error));
}

/* Stopped between two portals: the second is not asked any more. */
static void
test_stopped_before (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Fixture fixture = { NULL };

  set_up (&fixture, KIN_CONNECTION_READY);
  g_cancellable_cancel (cancellable);
  run (&fixture, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture.visits, ==, 0);
  g_assert_cmpint (kin_connection_get_state (fixture.connection), ==, KIN_CONNECTION_READY);
  tear_down (&fixture);
}

/* A portal that cannot be reached says nothing about the sign-in that it waits for. */
static void
test_state_stays (void)
{
  static const KinConnectionState states[] = { KIN_CONNECTION_READY,
                                               KIN_CONNECTION_NEEDS_SIGN_IN };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GError) error = NULL;
      Fixture fixture = { NULL };

      set_up (&fixture, states[i]);
      g_socket_service_stop (fixture.portal);
      g_socket_listener_close (G_SOCKET_LISTENER (fixture.portal));
      run (&fixture, NULL, &error);
      g_assert_nonnull (error);
      g_assert_cmpint (kin_connection_get_state (fixture.connection), ==, (int) states[i]);
      tear_down (&fixture);
    }
}

/* Another patient's data came: until the person has looked, the portal is not asked. */
static void
test_stopped_connection (void)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture = { NULL };

  set_up (&fixture, KIN_CONNECTION_STOPPED);
  run (&fixture, NULL, &error);
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NEEDS_SIGN_IN);
  g_assert_cmpuint (fixture.visits, ==, 0);
  g_assert_cmpint (kin_connection_get_state (fixture.connection), ==, KIN_CONNECTION_STOPPED);
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync-run/stopped-before", test_stopped_before);
  g_test_add_func ("/sync-run/state-stays", test_state_stays);
  g_test_add_func ("/sync-run/stopped-connection", test_stopped_connection);

  return g_test_run ();
}
