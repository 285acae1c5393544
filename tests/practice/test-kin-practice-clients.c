/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-clients"

#include "config.h"

#include "kin-practice-clients.h"

static const struct
{
  const char *redirect;
  gboolean    good;
} redirects[] = {
  { "http://127.0.0.1:1234/callback", TRUE },
  { "http://127.0.0.1/callback", TRUE },
  { "http://[::1]:1234/callback", TRUE },
  { "http://localhost:1234/callback", FALSE },
  { "https://127.0.0.1:1234/callback", FALSE },
  { "http://127.0.0.1:1234/callback/", FALSE },
  { "http://127.0.0.1:1234/Callback", FALSE },
  { "http://127.0.0.1:1234/%63allback", FALSE },
  { "http://127.0.0.1:1234/callback?x", FALSE },
  { "http://127.0.0.1:1234/callback#x", FALSE },
  { "http://a@127.0.0.1:1234/callback", FALSE },
  { "http://127.0.0.1.evil.example/callback", FALSE },
  { "http://127.0.0.1:1234", FALSE },
  { "/callback", FALSE },
  { "", FALSE },
  { NULL, FALSE },
};

static void
test_redirect (void)
{
  const KinPracticeClient *client = kin_practice_client_find ("kinchart");

  for (guint i = 0; i < G_N_ELEMENTS (redirects); i++)
    {
      g_test_message ("%s", redirects[i].redirect != NULL ? redirects[i].redirect : "none");
      g_assert_cmpint (kin_practice_client_may_return_to (client, redirects[i].redirect), ==,
                       redirects[i].good);
    }
}

static void
test_fixed_port (void)
{
  const KinPracticeClient *client = kin_practice_client_find ("kinchart-fixed-port");

  g_assert_true (kin_practice_client_may_return_to (client, "http://127.0.0.1:47811/callback"));
  g_assert_false (kin_practice_client_may_return_to (client, "http://127.0.0.1:27812/callback"));
  g_assert_null (kin_practice_client_find ("nobody"));
  g_assert_null (kin_practice_client_find (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/clients/redirect", test_redirect);
  g_test_add_func ("/practice/clients/fixed-port", test_fixed_port);

  return g_test_run ();
}
