/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-connection"

#include "config.h"

#include <string.h>

#include "kin-clinic.h"
#include "kin-connection-private.h"
#include "kin-token-private.h"

static KinConnectionNote *
make_note (const char *state,
           const char *problem,
           const char *last_success)
{
  KinConnectionNote *note = kin_connection_note_new ();

  note->id = g_strdup ("c");
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->name = g_strdup ("Oak Clinic");
  note->base = g_strdup ("https://portal.example/fhir");
  note->patient_id = g_strdup ("p");
  note->state = g_strdup (state);
  note->problem = g_strdup (problem);
  note->last_success = g_strdup (last_success);

  return note;
}

static KinConnection *
make_connection (void)
{
  g_autoptr (KinConnectionNote) note = make_note ("ready", NULL, NULL);

  return kin_connection_new (note);
}

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           GString    *heard)
{
  g_string_append_printf (heard, "%s ", pspec->name);
}

/* What a window can be bound to. */
static void
test_properties (void)
{
  g_autoptr (KinConnection) connection = make_connection ();
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *base = NULL;
  g_autofree char *patient_id = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *last_success = NULL;
  KinConnectionState state;

  g_object_get (connection, "id", &id, "name", &name, "base", &base, "patient-id", &patient_id,
                "state", &state, "problem", &problem, "last-success", &last_success, NULL);
  g_assert_cmpstr (id, ==, "c");
  g_assert_cmpstr (name, ==, "Oak Clinic");
  g_assert_cmpstr (base, ==, "https://portal.example/fhir");
  g_assert_cmpstr (patient_id, ==, "p");
  g_assert_cmpint (state, ==, KIN_CONNECTION_READY);
  g_assert_null (problem);
  g_assert_null (last_success);
  g_assert_true (kin_connection_get_is_portal (connection));
}

static KinGrant *
make_grant (const char *more)
{
  g_autofree char *reply = g_strdup_printf ("{\"access_token\":\"a\",\"token_type\":\"Bearer\","
                                            "\"expires_in\":300,\"scope\":\"x\"%s}", more);
  g_autoptr (GBytes) bytes = g_bytes_new (reply, strlen (reply));
  g_autoptr (GError) error = NULL;
  KinGrant *grant = kin_token_read (bytes, "x", &error);

  g_assert_no_error (error);
  return grant;
}

/* What cannot be renewed is kept as long as it is of use; the rest is in the keyring. */
static void
test_grant (void)
{
  static const char *const ends[] = { "needs-sign-in", "stopped", "ended" };
  g_autoptr (KinGrant) for_now = make_grant ("");
  g_autoptr (KinGrant) renewable = make_grant (",\"refresh_token\":\"r\"");

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (KinConnection) connection = make_connection ();

      g_assert_false (kin_connection_is_for_now (connection));
      kin_connection_set_grant (connection, for_now);
      g_assert_true (kin_connection_is_for_now (connection));
      kin_connection_take_note (connection, make_note ("ready", "no network", NULL));
      g_assert_true (kin_connection_get_grant (connection) == for_now);
      kin_connection_take_note (connection, make_note (ends[i], NULL, NULL));
      g_assert_null (kin_connection_get_grant (connection));

      kin_connection_set_grant (connection, for_now);
      kin_connection_set_grant (connection, renewable);
      g_assert_null (kin_connection_get_grant (connection));
    }
}

/* Until when a sign-in for now is of use, and whether the portal lets us ask again. */
static void
test_stays (void)
{
  static const struct
  {
    const char *scope;
    const char *state;
    gboolean    is_signed_in;
    gboolean    has_end;
    const char *noted;          /* NULL: signed in before it was noted */
    gboolean    stays;
    gboolean    each_time;
  } cases[] = {
    { "patient/Patient.read offline_access", "ready", FALSE, FALSE, NULL, TRUE, FALSE },
    { "patient/Patient.read online_access", "ready", TRUE, TRUE, NULL, TRUE, FALSE },
    { "patient/Patient.read", "ready", TRUE, TRUE, NULL, FALSE, FALSE },
    { "patient/Patient.read", "needs-sign-in", TRUE, FALSE, NULL, FALSE, FALSE },
    { "patient/Patient.read offline_access", "ready", TRUE, TRUE, "no", FALSE, TRUE },
    { "patient/Patient.read", "ready", FALSE, FALSE, "yes", TRUE, FALSE },
  };
  g_autoptr (KinGrant) for_now = make_grant ("");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinConnectionNote) note = make_note (cases[i].state, NULL, NULL);
      g_autoptr (KinConnection) connection = NULL;
      g_autoptr (GDateTime) until = NULL;

      note->scope = g_strdup (cases[i].scope);
      note->stays = g_strdup (cases[i].noted);
      connection = kin_connection_new (note);
      if (cases[i].is_signed_in)
        kin_connection_set_grant (connection, for_now);
      until = kin_connection_dup_until (connection);
      g_assert_cmpint (until != NULL, ==, cases[i].has_end);
      g_assert_cmpint (kin_connection_get_stays (connection), ==, cases[i].stays);
      g_assert_cmpint (kin_connection_get_each_time (connection), ==, cases[i].each_time);
    }
}

/* A window hears of what is different, and of nothing else. */
static void
test_notify (void)
{
  g_autoptr (KinConnection) connection = make_connection ();
  g_autoptr (GString) heard = g_string_new (NULL);

  g_signal_connect (connection, "notify", G_CALLBACK (on_notify), heard);

  kin_connection_take_note (connection, make_note ("ready", NULL, NULL));
  g_assert_cmpstr (heard->str, ==, "");
  kin_connection_take_note (connection, make_note ("needs-sign-in", "sign-in-ended", NULL));
  g_assert_cmpstr (heard->str, ==, "state problem ");
  g_assert_cmpstr (kin_connection_get_state_id (connection), ==, "needs-sign-in");
  g_string_truncate (heard, 0);
  kin_connection_take_note (connection, make_note ("ready", NULL, "2026-01-02T03:04:05Z"));
  g_assert_cmpstr (heard->str, ==, "state last-success problem ");
}

/* A word of a later version is not a reason to stop. */
static void
test_states (void)
{
  static const struct
  {
    const char         *word;
    KinConnectionState  state;
  } table[] = {
    { "ready", KIN_CONNECTION_READY },     { "needs-sign-in", KIN_CONNECTION_NEEDS_SIGN_IN },
    { "stopped", KIN_CONNECTION_STOPPED }, { "ended", KIN_CONNECTION_ENDED },
    { "refused", KIN_CONNECTION_REFUSED }, { "joined", KIN_CONNECTION_JOINED },
    { "asleep", KIN_CONNECTION_READY },    { NULL, KIN_CONNECTION_READY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (KinConnectionNote) note = make_note (table[i].word, NULL, NULL);
      g_autoptr (KinConnection) connection = kin_connection_new (note);

      g_test_message ("%s", table[i].word != NULL ? table[i].word : "none");
      g_assert_cmpint (kin_connection_get_state (connection), ==, table[i].state);
    }
}

/* Who signs in there again, or is asked for its number, need not say whose portal it is. */
static void
test_clinic (void)
{
  g_autoptr (KinConnectionNote) note = make_note ("ready", NULL, NULL);
  g_autoptr (KinConnection) connection = NULL;
  g_autoptr (KinClinic) clinic = NULL;

  note->client_id = g_strdup ("a number");
  note->vendor = g_strdup ("epic");
  connection = kin_connection_new (note);
  clinic = kin_clinic_new_of_connection (connection);
  g_assert_cmpstr (kin_clinic_get_address (clinic), ==, note->base);
  g_assert_cmpstr (kin_clinic_get_client_id (clinic), ==, "a number");
  g_assert_cmpstr (kin_clinic_get_vendor (clinic), ==, "epic");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection/properties", test_properties);
  g_test_add_func ("/connection/notify", test_notify);
  g_test_add_func ("/connection/grant", test_grant);
  g_test_add_func ("/connection/states", test_states);
  g_test_add_func ("/connection/stays", test_stays);
  g_test_add_func ("/connection/clinic", test_clinic);

  return g_test_run ();
}
