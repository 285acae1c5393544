/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-health-card"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "kin-bundle.h"
#include "kin-health-card.h"

#define HEAD "{\"zip\":\"DEF\",\"alg\":\"ES256\",\"kid\":\"k\"}"
#define ANNA "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\"," \
             "\"name\":[{\"family\":\"Berg\",\"given\":[\"Anna\"]}],\"birthDate\":\"1950-02-03\"}}"
#define DOSE(number, day) \
  ",{\"fullUrl\":\"resource:" number "\",\"resource\":{\"resourceType\":\"Immunization\"," \
  "\"status\":\"completed\",\"vaccineCode\":{\"coding\":[{\"system\":" \
  "\"http://hl7.org/fhir/sid/cvx\",\"code\":\"140\"}]},\"doseQuantity\":{\"value\":0.50}," \
  "\"patient\":{\"reference\":\"resource:0\"},\"occurrenceDateTime\":\"" day "\"}}"
#define CARD_BEGINS \
  "{\"iss\":\"https://clinic.example/issuer\",\"nbf\":1.5,\"vc\":{\"type\":[\"x\"]," \
  "\"credentialSubject\":{\"fhirBundle\":{\"resourceType\":\"Bundle\"," \
  "\"type\":\"collection\",\"entry\":["
#define CARD_ENDS "]}}}}"
#define CARD(entries) CARD_BEGINS entries CARD_ENDS

static char *
encode (const void *data,
        gsize       length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchrnul (text, '=') = '\0';

  return text;
}

/* A card as a clinic makes it; nobody looks at its signature without the network. */
static char *
make_card (const char *head,
           const char *body)
{
  g_autoptr (GConverter) converter =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9));
  gsize length = strlen (body), n_read = 0, n_written = 0;
  g_autofree char *packed = g_malloc (length + 100);
  g_autofree char *first = encode (head, strlen (head));
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  g_converter_convert (converter, body, length, packed, length + 100, G_CONVERTER_INPUT_AT_END,
                       &n_read, &n_written, &error);
  g_assert_no_error (error);
  second = encode (packed, n_written);

  return g_strjoin (".", first, second, "c2lnbmF0dXJl", NULL);
}

static GBytes *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return kin_health_card_read (bytes);
}

static char *
make_file (const char *jws,
           const char *other)
{
  return g_strdup_printf ("{\"verifiableCredential\":[\"%s\"%s%s%s]}", jws,
                          other != NULL ? ",\"" : "", other != NULL ? other : "",
                          other != NULL ? "\"" : "");
}

/* So many entries, and the first is the patient whom the others name. */
static KinBundle *
assert_bundle (GBytes *bytes,
               guint   n_entries)
{
  g_autoptr (GError) error = NULL;
  KinBundle *bundle;
  g_auto (GStrv) ids = NULL;

  g_assert_nonnull (bytes);
  bundle = kin_bundle_new (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kin_bundle_get_n_entries (bundle), ==, n_entries);
  g_assert_cmpstr (kin_bundle_get_type_at (bundle, 0), ==, "Patient");
  ids = kin_bundle_list_patient_ids (bundle);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, kin_bundle_get_id_at (bundle, 0));

  return bundle;
}

static void
test_file (void)
{
  g_autofree char *jws = make_card (HEAD, CARD (ANNA DOSE ("1", "2023-10-02")));
  g_autofree char *file = make_file (jws, NULL);
  g_autoptr (GBytes) bytes = read_text (file);
  g_autoptr (GBytes) alone = read_text (jws);
  g_autoptr (KinBundle) bundle = assert_bundle (bytes, 2);
  g_autoptr (KinBundle) checked = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_bytes_equal (bytes, alone));
  /* Digits as the clinic wrote them. */
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "0.50"));
  checked = kin_bundle_check_person (bundle, NULL, kin_bundle_get_id_at (bundle, 0), &error);
  g_assert_no_error (error);
}

/* What is on it already has the name that it had. */
static void
test_issued_anew (void)
{
  g_autofree char *old = make_card (HEAD, CARD (ANNA DOSE ("1", "2023-10-02")));
  g_autofree char *new = make_card (HEAD, CARD (ANNA DOSE ("1", "2024-10-09")
                                                DOSE ("2", "2023-10-02")));
  g_autoptr (GBytes) old_bytes = read_text (old);
  g_autoptr (GBytes) new_bytes = read_text (new);
  g_autoptr (KinBundle) before = assert_bundle (old_bytes, 2);
  g_autoptr (KinBundle) after = assert_bundle (new_bytes, 3);

  g_assert_cmpstr (kin_bundle_get_id_at (before, 0), ==, kin_bundle_get_id_at (after, 0));
  g_assert_cmpstr (kin_bundle_get_id_at (before, 1), ==, kin_bundle_get_id_at (after, 2));
  g_assert_cmpstr (kin_bundle_get_id_at (before, 1), !=, kin_bundle_get_id_at (after, 1));
}

static void
test_several_cards (void)
{
  g_autofree char *one = make_card (HEAD, CARD (ANNA DOSE ("1", "2023-10-02")));
  g_autofree char *other = make_card (HEAD, CARD (ANNA DOSE ("1", "2024-10-09")));
  g_autofree char *file = make_file (one, other);
  g_autofree char *broken = make_file (one, "eyJ.cut");
  g_autoptr (GBytes) bytes = read_text (file);
  g_autoptr (KinBundle) bundle = assert_bundle (bytes, 4);

  g_assert_cmpstr (kin_bundle_get_id_at (bundle, 0), ==, kin_bundle_get_id_at (bundle, 2));
  /* Half of a file would look like all of it. */
  g_assert_null (read_text (broken));
}

static void
test_qr (void)
{
  g_autofree char *jws = make_card (HEAD, CARD (ANNA DOSE ("1", "2023-10-02")));
  g_autoptr (GString) digits = g_string_new ("shc:/");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) plain = read_text (jws);

  for (const char *letter = jws; *letter != '\0'; letter++)
    g_string_append_printf (digits, "%02d", *letter - '-');
  bytes = read_text (digits->str);
  g_assert_true (g_bytes_equal (bytes, plain));
  g_string_append_c (digits, '1');
  g_assert_null (read_text (digits->str));
}

/* A name stands for another entry where it refers to one, and nowhere else. */
static void
test_other_words (void)
{
  g_autofree char *jws =
    make_card (HEAD, CARD (ANNA ",{\"fullUrl\":\"resource:1\",\"resource\":{\"resourceType\":"
                           "\"Immunization\",\"patient\":{\"reference\" : \"resource:0\"},"
                           "\"note\":[{\"text\":\"resource:0\"}]}}"));
  g_autoptr (GBytes) bytes = read_text (jws);
  g_autoptr (KinBundle) bundle = assert_bundle (bytes, 2);

  g_assert_cmpstr (kin_bundle_get_type_at (bundle, 1), ==, "Immunization");
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "{\"text\":\"resource:0\"}"));
  g_assert_null (strstr (g_bytes_get_data (bytes, NULL), "\"reference\" : \"resource:0\""));
}

/* As many as go into a card: a walk for each pair of them would take hours for a file. */
static void
test_thousands (void)
{
  g_autoptr (GString) entries = g_string_new (CARD_BEGINS ANNA);
  g_autofree char *jws = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinBundle) bundle = NULL;

  for (guint i = 1; i <= 15000; i++)
    g_string_append_printf (entries, ",{\"fullUrl\":\"resource:%u\",\"resource\":"
                            "{\"resourceType\":\"A\"}}", i);
  g_string_append (entries, CARD_ENDS);
  jws = make_card (HEAD, entries->str);
  bytes = read_text (jws);
  bundle = assert_bundle (bytes, 15001);
  g_assert_cmpstr (kin_bundle_get_type_at (bundle, 15000), ==, "A");
}

static void
test_no_cards (void)
{
  g_autofree char *plain = make_card ("{\"alg\":\"ES256\"}", CARD (ANNA));
  g_autofree char *unsigned_one = make_card ("{\"alg\":\"none\",\"zip\":\"DEF\"}", CARD (ANNA));
  g_autofree char *nobody = make_card (HEAD, CARD ("{\"fullUrl\":\"resource:0\",\"resource\":"
                                                   "{\"resourceType\":\"Goal\"}}"));
  g_autofree char *empty = make_card (HEAD, "{}");
  g_autofree char *zeros = g_strnfill (2 * 1024 * 1024, ' ');
  g_autofree char *bomb = make_card (HEAD, zeros);
  const char *texts[] = {
    plain, unsigned_one, nobody, empty, bomb, "", "eyJ", "eyJ..", "eyJhbGciOiJFUzI1NiJ9.AAAA.x",
    "shc:/", "shc:/00", "shc:/9999", "shc:/zz", "{\"verifiableCredential\":[]}",
    "{\"verifiableCredential\":[7]}", "{\"verifiableCredential\":\"eyJ\"}",
    "{\"resourceType\":\"Patient\"}", "Dear doctor",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = read_text (texts[i]);

      g_test_message ("%.40s", texts[i]);
      g_assert_null (bytes);
    }
}

static void
test_cut (void)
{
  g_autofree char *jws = make_card (HEAD, CARD (ANNA));

  for (char *end = strrchr (jws, '.'); end >= jws; end--)
    {
      g_autoptr (GBytes) bytes = NULL;

      *end = '\0';
      bytes = read_text (jws);
      g_assert_null (bytes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/health-card/file", test_file);
  g_test_add_func ("/health-card/issued-anew", test_issued_anew);
  g_test_add_func ("/health-card/several-cards", test_several_cards);
  g_test_add_func ("/health-card/qr", test_qr);
  g_test_add_func ("/health-card/other-words", test_other_words);
  g_test_add_func ("/health-card/thousands", test_thousands);
  g_test_add_func ("/health-card/no-cards", test_no_cards);
  g_test_add_func ("/health-card/cut", test_cut);

  return g_test_run ();
}
