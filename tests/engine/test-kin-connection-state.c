/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-connection-state"

#include "config.h"

#include "kin-connection-private.h"
#include "kin-engine-error.h"
#include "kin-portal-error.h"

/* What a run came to, and how things stand after it. */
static void
test_after (void)
{
  enum { NONE, ENGINE, PORTAL, OTHER };
  static const struct
  {
    KinConnectionState before;
    int                domain;
    int                code;
    gboolean           complete;
    gint64             rest;
    gboolean           asked;
    KinConnectionState after;
  } table[] = {
    { KIN_CONNECTION_NEEDS_SIGN_IN, NONE, 0, TRUE, 0, FALSE, KIN_CONNECTION_READY },
    { KIN_CONNECTION_REFUSED, NONE, 0, FALSE, 0, FALSE, KIN_CONNECTION_READY },
    /* A question broke off because the portal wants to be left alone, or is in trouble; one that
     * was answered after a rest is answered. */
    { KIN_CONNECTION_READY, NONE, 0, FALSE, 600, TRUE, KIN_CONNECTION_LIMITED },
    { KIN_CONNECTION_READY, NONE, 0, FALSE, 30, FALSE, KIN_CONNECTION_PAUSED },
    { KIN_CONNECTION_READY, NONE, 0, TRUE, 30, FALSE, KIN_CONNECTION_READY },
    { KIN_CONNECTION_READY, PORTAL, KIN_PORTAL_ERROR_TOO_MANY_REQUESTS, FALSE, 600, TRUE,
      KIN_CONNECTION_LIMITED },
    { KIN_CONNECTION_READY, PORTAL, KIN_PORTAL_ERROR_SERVER_TROUBLE, FALSE, 0, FALSE,
      KIN_CONNECTION_PAUSED },
    { KIN_CONNECTION_READY, PORTAL, KIN_PORTAL_ERROR_RESTING, FALSE, 30, FALSE,
      KIN_CONNECTION_PAUSED },
    { KIN_CONNECTION_READY, PORTAL, KIN_PORTAL_ERROR_NEEDS_SIGN_IN, FALSE, 0, FALSE,
      KIN_CONNECTION_NEEDS_SIGN_IN },
    { KIN_CONNECTION_READY, ENGINE, KIN_ENGINE_ERROR_NEEDS_SIGN_IN, FALSE, 0, FALSE,
      KIN_CONNECTION_NEEDS_SIGN_IN },
    { KIN_CONNECTION_READY, PORTAL, KIN_PORTAL_ERROR_BAD_CLIENT, FALSE, 0, FALSE,
      KIN_CONNECTION_REFUSED },
    /* The person's own data, which are asked for first. */
    { KIN_CONNECTION_READY, PORTAL, KIN_PORTAL_ERROR_REFUSED_TYPE, FALSE, 0, FALSE,
      KIN_CONNECTION_REFUSED },
    { KIN_CONNECTION_READY, ENGINE, KIN_ENGINE_ERROR_OTHER_PERSON, FALSE, 600, TRUE,
      KIN_CONNECTION_STOPPED },
    { KIN_CONNECTION_READY, ENGINE, KIN_ENGINE_ERROR_MERGED, FALSE, 0, FALSE,
      KIN_CONNECTION_MERGED },
    { KIN_CONNECTION_READY, PORTAL, KIN_PORTAL_ERROR_MERGED, FALSE, 0, FALSE,
      KIN_CONNECTION_MERGED },
    /* The person ended it while it was asked. */
    { KIN_CONNECTION_ENDED, NONE, 0, TRUE, 0, FALSE, KIN_CONNECTION_ENDED },
    { KIN_CONNECTION_ENDED, PORTAL, KIN_PORTAL_ERROR_NEEDS_SIGN_IN, FALSE, 0, FALSE,
      KIN_CONNECTION_ENDED },
    { KIN_CONNECTION_JOINED, NONE, 0, TRUE, 0, FALSE, KIN_CONNECTION_JOINED },
    /* What says nothing about the portal. */
    { KIN_CONNECTION_NEEDS_SIGN_IN, PORTAL, KIN_PORTAL_ERROR_NO_NETWORK, FALSE, 0, FALSE,
      KIN_CONNECTION_NEEDS_SIGN_IN },
    { KIN_CONNECTION_READY, OTHER, 0, FALSE, 0, FALSE, KIN_CONNECTION_READY },
  };
  GQuark domains[] = { 0, KIN_ENGINE_ERROR, KIN_PORTAL_ERROR, G_IO_ERROR };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u", i);
      if (table[i].domain != NONE)
        error = g_error_new_literal (domains[table[i].domain], table[i].code, "it ended");
      g_assert_cmpint (kin_connection_state_after (table[i].before, error, table[i].complete,
                                                   table[i].rest, table[i].asked), ==,
                       table[i].after);
    }
}

/* A rest is as long as the portal says, and never none. */
static void
test_lasts (void)
{
  g_assert_cmpint (kin_connection_state_lasts (KIN_CONNECTION_LIMITED, 600), ==, 600);
  g_assert_cmpint (kin_connection_state_lasts (KIN_CONNECTION_LIMITED, 0), >, 0);
  g_assert_cmpint (kin_connection_state_lasts (KIN_CONNECTION_PAUSED, 2), >=, 600);
  g_assert_cmpint (kin_connection_state_lasts (KIN_CONNECTION_READY, 600), ==, 0);
  g_assert_cmpint (kin_connection_state_lasts (KIN_CONNECTION_NEEDS_SIGN_IN, 600), ==, 0);
}

/* A rest ends by itself, also when the program was not running meanwhile. */
static void
test_rest_is_over (void)
{
  static const struct
  {
    const char         *state;
    const char         *until;
    KinConnectionState  now;
  } table[] = {
    { "limited", "2999-01-01T00:00:00Z", KIN_CONNECTION_LIMITED },
    { "paused", "2999-01-01T00:00:00Z", KIN_CONNECTION_PAUSED },
    { "limited", "2020-01-01T00:00:00Z", KIN_CONNECTION_READY },
    { "limited", NULL, KIN_CONNECTION_READY },
    { "refused", "2020-01-01T00:00:00Z", KIN_CONNECTION_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (KinConnectionNote) note = kin_connection_note_new ();
      g_autoptr (KinConnection) connection = NULL;
      g_autoptr (GDateTime) until = NULL;

      note->id = g_strdup ("c");
      note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
      note->state = g_strdup (table[i].state);
      note->until = g_strdup (table[i].until);
      connection = kin_connection_new (note);
      g_assert_cmpint (kin_connection_get_state (connection), ==, table[i].now);
      until = kin_connection_dup_until (connection);
      g_assert_cmpint (until != NULL, ==, kin_connection_state_passes (table[i].now));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection-state/after", test_after);
  g_test_add_func ("/connection-state/lasts", test_lasts);
  g_test_add_func ("/connection-state/rest-is-over", test_rest_is_over);

  return g_test_run ();
}
