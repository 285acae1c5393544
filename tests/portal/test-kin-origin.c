/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-origin"

#include "config.h"

#include <libsoup/soup.h>

#include "kin-origin-private.h"

#define BASE "https://clinic.example/fhir/"
#define N_URLS 5000

typedef struct
{
  const char *text;
  gboolean good;
} Piece;

static const Piece schemes[] = {
  { "https", TRUE }, { "HTTPS", TRUE }, { "https", TRUE }, { "https", TRUE },
  { "http", FALSE }, { "ftp", FALSE }, { "file", FALSE }, { "httpss", FALSE },
};

static const Piece authorities[] = {
  { "clinic.example", TRUE },
  { "clinic.example", TRUE },
  { "CLINIC.Example", TRUE },
  { "clinic.example:443", TRUE },
  { "clinic.example:0443", TRUE },
  { "clinic.example:8443", FALSE },
  { "clinic.example:80", FALSE },
  { "clinic.example.", FALSE },
  { "clinic.example.evil.example", FALSE },
  { "evil.example", FALSE },
  { "user@clinic.example", FALSE },
  { "user:word@clinic.example", FALSE },
  { "clinic.example@evil.example", FALSE },
  { "clinic.example:443@evil.example", FALSE },
  { "clinic.example\\@evil.example", FALSE },
  { "evil.example\\clinic.example", FALSE },
  { "clinic.example#@evil.example", FALSE },
  { "clinic.example?@evil.example", FALSE },
  { "clinic.example%2eevil.example", FALSE },
  { "clinic.example%00.evil.example", FALSE },
  { "clinic%2eexample", FALSE },
  { "cl\xd1\x96nic.example", FALSE },
  { "xn--clnic-n5e.example", FALSE },
  { "clinic\xe3\x80\x82""example", FALSE },
  { "[::1]", FALSE },
  { "[::ffff:1.2.3.4]", FALSE },
  { "127.0.0.1", FALSE },
  { "2130706433", FALSE },
  { "clinic.example ", FALSE },
  { "clinic.example\t", FALSE },
  { "", FALSE },
};

static const Piece paths[] = {
  { "/fhir/Patient/1", TRUE },
  { "/fhir/Observation", TRUE },
  { "/fhir/", TRUE },
  { "/fhir", TRUE },
  { "/fhir/Binary/a%20b", TRUE },
  { "/fhir/Binary/a..b", TRUE },
  { "/fhir/...", TRUE },
  { "", FALSE },
  { "/", FALSE },
  { "/fhirs/Patient", FALSE },
  { "/fhir2", FALSE },
  { "/FHIR/Patient", FALSE },
  { "/admin", FALSE },
  { "//fhir/Patient", FALSE },
  { "/fhir/../admin", FALSE },
  { "/fhir/..", FALSE },
  { "/fhir/./Patient", FALSE },
  { "/fhir/%2e%2e/admin", FALSE },
  { "/fhir/%2E./admin", FALSE },
  { "/fhir/..%2fadmin", FALSE },
  { "/fhir/%2e%2e%2fadmin", FALSE },
  { "/fhir/%252e%252e/admin", FALSE },
  { "/fhir/%25252e%25252e/admin", FALSE },
  { "/fhir/..\\admin", FALSE },
  { "/fhir/%5c..%5cadmin", FALSE },
  { "/fhir/\"x", FALSE },
  { "/fh\xc3\xadr/x", FALSE },
  { "/%66hir2/x", FALSE },
  { "/fhir/%zz", FALSE },
  { "/fhir/%25252525252541", FALSE },
};

static const char *tails[] = {
  "", "", "?_count=100", "?next=https://evil.example/", "?a=@evil.example", "#x", "?x=%2e%2e",
};

#define PICK(list) (list[g_random_int_range (0, G_N_ELEMENTS (list))])

/* Good pieces in half of the cases, so that what should pass is tried as well. */
static Piece
pick (const Piece *pieces,
      gsize        length)
{
  gboolean good = g_random_boolean ();
  Piece piece;

  do
    piece = pieces[g_random_int_range (0, (gint32) length)];
  while (good && !piece.good);
  return piece;
}

static void
check_where_it_goes (GUri *uri)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri ("GET", uri);
  GUri *target = soup_message_get_uri (message);

  g_assert_cmpstr (g_uri_get_scheme (target), ==, "https");
  g_assert_true (g_ascii_strcasecmp (g_uri_get_host (target), "clinic.example") == 0);
  g_assert_cmpint (g_uri_get_port (target), ==, 443);
  g_assert_null (g_uri_get_userinfo (target));
  g_assert_true (g_str_has_prefix (g_uri_get_path (target), "/fhir"));
}

/* The verdict is known from the pieces that an address was put together from. */
static void
test_generated (void)
{
  g_autoptr (GUri) base = kin_origin_parse (BASE, NULL);
  guint n_good = 0;

  for (int i = 0; i < N_URLS; i++)
    {
      Piece scheme = pick (schemes, G_N_ELEMENTS (schemes));
      Piece authority = pick (authorities, G_N_ELEMENTS (authorities));
      Piece path = pick (paths, G_N_ELEMENTS (paths));
      gboolean good = scheme.good && authority.good && path.good;
      g_autofree char *text = g_strconcat (scheme.text, "://", authority.text, path.text,
                                           PICK (tails), NULL);
      g_autoptr (GUri) uri = kin_origin_resolve (base, text, NULL);
      gboolean allowed = uri != NULL && kin_origin_is_under (base, uri);

      if (allowed != good)
        g_test_message ("%s", text);
      g_assert_cmpint (allowed, ==, good);
      if (allowed)
        check_where_it_goes (uri);
      n_good += good;
    }
  g_test_message ("%u of %u addresses were ours", n_good, N_URLS);
  g_assert_cmpuint (n_good, >, 100);
}

static void
test_relative (void)
{
  static const Piece references[] = {
    { "Patient/1", TRUE }, { "?_getpages=x&n=2", TRUE }, { "/fhir/Patient?page=2", TRUE },
    { "/other/Patient", FALSE }, { "//evil.example/fhir/x", FALSE }, { "../admin", FALSE },
    { "%2e%2e/admin", FALSE }, { "Patient/../../admin", FALSE },
    { "https://clinic.example/fhir?_getpages=x", TRUE }, { "javascript:alert(1)", FALSE },
    { "data:text/html,x", FALSE }, { "urn:uuid:0", FALSE }, { "", FALSE },
    { "https://clinic.example:99999/fhir/x", FALSE }, { "Patient/%zz", FALSE },
  };
  g_autoptr (GUri) base = kin_origin_parse (BASE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (GUri) uri = kin_origin_resolve (base, references[i].text, NULL);

      g_test_message ("%s", references[i].text);
      g_assert_cmpint (uri != NULL && kin_origin_is_under (base, uri), ==, references[i].good);
    }
}

static void
test_scheme (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { "https://clinic.example/fhir", -1 },
    { "http://127.0.0.1:8080/fhir", -1 },
    { "http://[::1]:8080/fhir", -1 },
    { "http://clinic.example/fhir", KIN_PORTAL_ERROR_NOT_SECURE },
    { "http://localhost/fhir", KIN_PORTAL_ERROR_NOT_SECURE },
    { "http://127.0.0.2/fhir", KIN_PORTAL_ERROR_NOT_SECURE },
    { "http://127.1/fhir", KIN_PORTAL_ERROR_NOT_SECURE },
    { "http://0x7f000001/fhir", KIN_PORTAL_ERROR_NOT_SECURE },
    { "http://127.0.0.1.evil.example/", KIN_PORTAL_ERROR_NOT_SECURE },
    { "http://[::ffff:127.0.0.1]/", KIN_PORTAL_ERROR_NOT_SECURE },
    { "file:///etc/passwd", KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "ftp://clinic.example/", KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "clinic.example/fhir", KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https:///fhir", KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https://:443/fhir", KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https://clinic.example/fhir/%zz", KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https://clinic.example/fhir/%25252525252541", KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https://clinic.example:99999/", KIN_PORTAL_ERROR_BAD_ADDRESS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri = kin_origin_parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
      g_assert_cmpint (uri != NULL, ==, cases[i].code < 0);
    }
}

/* The last question before a token goes out does not rely on who asked before. */
static void
test_under_alone (void)
{
  static const Piece urls[] = {
    { "https://clinic.example/fhir/Patient/1", TRUE },
    { "https://clinic.example/fhir/../admin", FALSE },
    { "https://clinic.example/fhir/%2e%2e/admin", FALSE },
    { "https://user@clinic.example/fhir/Patient/1", FALSE },
    { "http://clinic.example:443/fhir/Patient/1", FALSE },
    { "https://clinic.example:8443/fhir/Patient/1", FALSE },
    { "https://clinic.example/fhir/%252e%252e/admin", FALSE },
    { "urn:uuid:0", FALSE },
  };
  g_autoptr (GUri) base = kin_origin_parse (BASE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (urls[i].text, SOUP_HTTP_URI_FLAGS, NULL);

      g_test_message ("%s", urls[i].text);
      g_assert_cmpint (kin_origin_is_under (base, uri), ==, urls[i].good);
    }
}

/* A base that is no address has nothing under it, and the base of a whole host everything. */
static void
test_odd_base (void)
{
  static const Piece bases[] = {
    { "https://clinic.example/", TRUE },
    { "https://clinic.example", TRUE },
    { "https://user@clinic.example/", FALSE },
    { "urn:uuid:0", FALSE },
  };
  g_autoptr (GUri) uri = kin_origin_parse ("https://clinic.example/fhir/Patient/1", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (GUri) base = g_uri_parse (bases[i].text, SOUP_HTTP_URI_FLAGS, NULL);

      g_test_message ("%s", bases[i].text);
      g_assert_cmpint (kin_origin_is_under (base, uri), ==, bases[i].good);
    }
}

/* Longer than any cursor of a server. */
static void
test_long (void)
{
  g_autofree char *query = g_strnfill (20000, 'x');
  g_autofree char *text = g_strconcat (BASE "Patient?page=", query, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = kin_origin_parse (text, &error);

  g_assert_null (uri);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS);
}

static void
test_to_string (void)
{
  g_autoptr (GUri) uri = kin_origin_parse ("https://Clinic.Example/fhir?x=1", NULL);
  g_autoptr (GUri) literal = kin_origin_parse ("http://[::1]:8080/fhir", NULL);
  g_autofree char *text = kin_origin_to_string (uri);
  g_autofree char *literal_text = kin_origin_to_string (literal);

  g_assert_cmpstr (text, ==, "https://clinic.example:443");
  g_assert_cmpstr (literal_text, ==, "http://[::1]:8080");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/origin/generated", test_generated);
  g_test_add_func ("/portal/origin/relative", test_relative);
  g_test_add_func ("/portal/origin/scheme", test_scheme);
  g_test_add_func ("/portal/origin/under-alone", test_under_alone);
  g_test_add_func ("/portal/origin/odd-base", test_odd_base);
  g_test_add_func ("/portal/origin/long", test_long);
  g_test_add_func ("/portal/origin/to-string", test_to_string);

  return g_test_run ();
}
