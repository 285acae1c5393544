/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-tls"

#include "config.h"

#include <glib/gstdio.h>

#include "kin-origin-private.h"
#include "kin-process.h"
#include "kin-test-connection.h"

#define JSON "Content-Type: application/fhir+json\r\n"

/* Where the certificates are; handed to the programs that this one starts. */
#define FOLDER "KIN_TEST_CERTIFICATES"

static char *
certificate_path (const char *name,
                  const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (g_getenv (FOLDER), file, NULL);
}

static FaultServer *
server_new (const char *certificate,
            const char *newest)
{
  g_autofree char *pem = certificate_path (certificate, ".pem");
  g_autofree char *key = certificate_path (certificate, ".key");

  return fault_server_new ("--tls", pem, key, "--tls-max", newest, "--ciphers",
                           "ALL:@SECLEVEL=0", NULL);
}

/* The authorities of this test in place of the system's; the check stays as it is. */
static KinHttp *
http_new (void)
{
  g_autofree char *pem = certificate_path ("trusted", ".pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (pem, &error);

  g_assert_no_error (error);
  return kin_http_new_with_database (database);
}

static KinReply *
get (KinHttp      *http,
     FaultServer  *server,
     GError      **error)
{
  g_autofree char *url = fault_server_url (server, "/a");
  g_autoptr (GUri) uri = kin_origin_parse (url, NULL);
  g_autoptr (KinRequest) request = kin_request_new (uri, "*/*", 1024);
  g_autoptr (GAsyncResult) result = NULL;

  kin_http_send_async (http, request, NULL, wait_cb, &result);
  return kin_http_send_finish (http, wait_for (&result), error);
}

/* Refused, twice, so that no connection is kept either; and not one byte of a
 * request was sent. */
static void
assert_refused (const char *certificate,
                const char *newest,
                int         code)
{
  g_autoptr (FaultServer) server = server_new (certificate, newest);
  g_autoptr (KinHttp) http = http_new ();
  g_autoptr (KinJson) ledger = NULL;
  gint64 bytes = -1;

  fault_server_say (server, "/a", 200, JSON, "{}");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinReply) reply = get (http, server, &error);

      g_assert_null (reply);
      g_assert_error (error, KIN_PORTAL_ERROR, code);
    }
  ledger = fault_server_ledger (server);
  g_assert_true (kin_json_node_get_int (kin_json_node_get (kin_json_get_root (ledger), "bytes"),
                                        &bytes));
  g_assert_cmpint (bytes, ==, 0);
}

static void
assert_accepted (const char *certificate,
                 const char *newest)
{
  g_autoptr (FaultServer) server = server_new (certificate, newest);
  g_autoptr (KinHttp) http = http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KinReply) reply = NULL;

  fault_server_say (server, "/a", 200, JSON, "{}");
  reply = get (http, server, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_good (void)
{
  assert_accepted ("good", "1.2");
  assert_accepted ("good", "1.3");
}

/* Each with its own words, and none with a way around it (rule N-03). */
static void
test_certificates (void)
{
  assert_refused ("unknown", "1.3", KIN_PORTAL_ERROR_TLS_UNKNOWN_ISSUER);
  assert_refused ("name", "1.3", KIN_PORTAL_ERROR_TLS_OTHER_NAME);
  assert_refused ("expired", "1.3", KIN_PORTAL_ERROR_TLS_EXPIRED);
  assert_refused ("early", "1.3", KIN_PORTAL_ERROR_TLS_CLOCK);
  assert_refused ("digest", "1.3", KIN_PORTAL_ERROR_TLS_WEAK);
}

/* Without the floor of kin_process_start() the platform still takes these, and
 * it is the look at the finished handshake that does not (rule N-02). */
static void
test_old_version (void)
{
  assert_refused ("good", "1.1", KIN_PORTAL_ERROR_TLS_OLD);
  assert_refused ("good", "1.0", KIN_PORTAL_ERROR_TLS_OLD);
}

static void
test_floor (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_cmpint (kin_process_start (KIN_PROCESS_DEFAULT), ==, 0);
  assert_accepted ("good", "1.2");
  assert_refused ("good", "1.1", KIN_PORTAL_ERROR_TLS_FAILED);
  assert_refused ("good", "1.0", KIN_PORTAL_ERROR_TLS_FAILED);
  assert_refused ("short", "1.3", KIN_PORTAL_ERROR_TLS_WEAK);
}

/* A server whose time is far from ours was met before: the clock, not the
 * certificate, is what a person should look at. */
static void
test_expired_by_our_clock (void)
{
  g_autoptr (FaultServer) honest = server_new ("good", "1.3");
  g_autoptr (FaultServer) expired = server_new ("expired", "1.3");
  g_autoptr (KinHttp) http = http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KinReply) reply = NULL;

  fault_server_say (honest, "/a", 200, JSON "Date: Fri, 01 Jan 2021 10:00:00 GMT\r\n", "{}");
  reply = get (http, honest, &error);
  g_assert_no_error (error);
  g_assert_null (get (http, expired, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TLS_CLOCK);
}

/* This computer thirty days off, forward and back, in programs of their own. */
static void
test_wrong_clock (void)
{
#ifdef __SANITIZE_ADDRESS__
  /* The sanitizer and a library that changes the time cannot both come first. */
  g_test_message ("the time is not changed under the address sanitizer");
#else
  static const char *offsets[] = { "-30d", "+30d" };
  int code;

  if (g_test_subprocess ())
    {
      code = g_str_has_prefix (g_getenv ("FAKETIME"), "-") ? KIN_PORTAL_ERROR_TLS_CLOCK
                                                           : KIN_PORTAL_ERROR_TLS_EXPIRED;
      assert_refused ("good", "1.3", code);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_setenv ("FAKETIME", offsets[i], TRUE);
      g_setenv ("FAKETIME_DONT_FAKE_MONOTONIC", "1", TRUE);
      g_setenv ("LD_PRELOAD", g_getenv ("KIN_TEST_FAKETIME"), TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_unsetenv ("LD_PRELOAD");
      g_test_trap_assert_passed ();
    }
#endif
}

static void
make_certificates (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "portal", "make-certificates.sh",
                                                   NULL);
  g_autofree char *folder = g_dir_make_tmp ("kinchart-test-XXXXXX", NULL);
  const char *words[] = { script, folder, NULL };
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, 0, NULL, NULL, NULL, &errors, &status,
                               &error));
  if (status != 0)
    g_test_message ("%s", errors);
  g_assert_cmpint (status, ==, 0);
  g_setenv (FOLDER, folder, TRUE);
}

/* What `faketime` itself preloads. */
static void
find_faketime (void)
{
  g_autofree char *output = NULL;
  const char *words[] = { "faketime", "now", "printenv", "LD_PRELOAD", NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &output, NULL, NULL, NULL));
  g_setenv ("KIN_TEST_FAKETIME", g_strstrip (output), TRUE);
}

static void
remove_certificates (void)
{
  g_autoptr (GDir) folder = g_dir_open (g_getenv (FOLDER), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (g_getenv (FOLDER), name, NULL);

      g_unlink (path);
    }
  g_rmdir (g_getenv (FOLDER));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  if (g_getenv (FOLDER) == NULL)
    {
      make_certificates ();
      find_faketime ();
    }
  g_test_add_func ("/portal/tls/good", test_good);
  g_test_add_func ("/portal/tls/certificates", test_certificates);
  g_test_add_func ("/portal/tls/old-version", test_old_version);
  g_test_add_func ("/portal/tls/floor", test_floor);
  g_test_add_func ("/portal/tls/expired-by-our-clock", test_expired_by_our_clock);
  g_test_add_func ("/portal/tls/wrong-clock", test_wrong_clock);
  status = g_test_run ();

  if (!g_test_subprocess ())
    remove_certificates ();
  return status;
}
