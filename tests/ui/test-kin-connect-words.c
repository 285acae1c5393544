/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-connect-words"

#include "config.h"

#include <string.h>

#include "kin-clinic-words.h"
#include "kin-copy-words.h"
#include "kin-ledger-words.h"
#include "kin-match-words.h"
#include "kin-set-up-words.h"
#include "kin-sign-in.h"
#include "kin-trouble-words.h"

static void
test_address (void)
{
  static const struct
  {
    const char *typed;
    gboolean    is_one;
    const char *host;
  } cases[] = {
    { "", FALSE, NULL },
    { "Oak", FALSE, NULL },
    { "Oak St. Clinic", FALSE, NULL },
    { "Dr. Oak", FALSE, NULL },
    { "Oak.", FALSE, NULL },
    { "portal.example.org", TRUE, "portal.example.org" },
    { "  portal.example.org/fhir ", TRUE, "portal.example.org" },
    { "https://portal.example.org/fhir", TRUE, "portal.example.org" },
    { "http://127.0.0.1:4711/fhir", TRUE, "127.0.0.1" },
    { "http://[::1]:4711/fhir", TRUE, "::1" },
    { "https://", TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = NULL;
      g_autofree char *host = NULL;

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpint (kin_address_is_one (cases[i].typed), ==, cases[i].is_one);
      if (!cases[i].is_one)
        continue;
      address = kin_address_complete (cases[i].typed);
      host = address != NULL ? kin_address_to_host (address) : NULL;
      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

/* By the days of the calendar where the person is, five hours behind. */
static void
test_file_age (void)
{
  static const char * const cases[][2] = {
    { "2026-11-26T08:00:00Z", "The last file came today." },
    { "2026-11-26T05:00:00Z", "The last file came today." },
    { "2026-11-26T04:59:00Z", "The last file came 1 day ago." },
    { "2026-11-25T09:00:00Z", "The last file came 1 day ago." },
    { "2026-11-25T04:59:00Z", "The last file came 2 days ago." },
    { "2026-11-13T09:00:00Z", "The last file came 13 days ago." },
    { "2026-10-20T09:00:00Z", "The last file came 5 weeks ago." },
    { "2026-03-20T09:00:00Z", "The last file came 8 months ago." },
    /* A clock that was wrong. */
    { "2026-12-20T09:00:00Z", "The last file came today." },
    { "no time", NULL },
    { NULL, NULL },
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 26, 10, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = kin_file_age_to_words (cases[i][0], now);

      g_assert_cmpstr (words, ==, cases[i][1]);
    }
}

/* Nothing needs the person before the day on which an answer is due. */
static void
test_copy (void)
{
  static const struct
  {
    const char *due;
    const char *row;
    const char *need;
  } cases[] = {
    { "2026-11-27", "An answer is due on 27 November 2026.", NULL },
    { "2026-11-26", "An answer is due today.",
      "The copy you asked \u2068Oak\u2069 for is due today." },
    { "2026-11-25", "An answer was due on 25 November 2026.",
      "The copy you asked \u2068Oak\u2069 for was due on 25 November 2026." },
    { "2025-12-30", "An answer was due on 30 December 2025.",
      "The copy you asked \u2068Oak\u2069 for was due on 30 December 2025." },
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 26, 10, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinAskedCopy) copy = kin_asked_copy_new (NULL, "Oak", "2025-11-01",
                                                          cases[i].due);
      g_autofree char *row = kin_copy_due_to_words (copy, now);
      g_autofree char *need = kin_copy_need_to_words (copy, now);

      g_assert_cmpstr (row, ==, cases[i].row);
      g_assert_cmpstr (need, ==, cases[i].need);
    }
}

/* A browser is sent to nothing but a website that nobody listens in on. */
static void
test_website (void)
{
  static const struct
  {
    const char *typed;
    const char *page;
    const char *website;
  } cases[] = {
    { "", NULL, NULL },
    { "Oak St. Clinic", NULL, NULL },
    { "oak.example.org", "https://oak.example.org", "https://oak.example.org/" },
    { " oak.example.org/login ", "https://oak.example.org/login", "https://oak.example.org/" },
    { "https://oak.example.org:8443/r4?a=b#c", "https://oak.example.org:8443/r4?a=b#c",
      "https://oak.example.org:8443/" },
    { "HTTPS://oak.example.org/", "https://oak.example.org/", "https://oak.example.org/" },
    { "http://oak.example.org/", NULL, NULL },
    { "http://127.0.0.1:4711/fhir", NULL, NULL },
    { "file:///etc/passwd", NULL, NULL },
    { "javascript://oak.example.org/%0aalert(1)", NULL, NULL },
    { "https://oak.example.org@elsewhere.example.net/", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *page = kin_address_to_safe_page (cases[i].typed);
      g_autofree char *website = kin_address_to_website (cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (page, ==, cases[i].page);
      g_assert_cmpstr (website, ==, cases[i].website);
    }
}

/* Each kind of doubt is named, and only where nothing is in doubt are there no more words. */
static void
test_match (void)
{
  static const struct
  {
    KinMatch    match;
    KinMatch    by_name;
    const char *here;
    const char *there;
    const char *says;
  } cases[] = {
    { KIN_MATCH_SAME, KIN_MATCH_SAME, "1950-01-01", "1950-01-01", "Name and birth date match." },
    { KIN_MATCH_SAME, KIN_MATCH_SAME, NULL, "1950-01-01", "a birth date is missing" },
    { KIN_MATCH_SAME, KIN_MATCH_SAME, "1950-01-01", NULL, "a birth date is missing" },
    { KIN_MATCH_ASK, KIN_MATCH_ASK, "1950-01-01", "1950-01-01", "a twin" },
    { KIN_MATCH_ASK, KIN_MATCH_ASK, NULL, "1950-01-01", "not the same, and a birth date" },
    { KIN_MATCH_ASK, KIN_MATCH_SAME, "1950-01-01", "1950-01-01", "differs in something else" },
    { KIN_MATCH_OTHER, KIN_MATCH_OTHER, "1950-01-01", "1950-02-01", "birth dates are not the" },
    { KIN_MATCH_OTHER, KIN_MATCH_SAME, "1950-01-01", "1950-01-01", "what is known of" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *words = kin_match_to_words (cases[i].match, cases[i].by_name, cases[i].here,
                                              cases[i].there);

      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, cases[i].says));
      g_assert_cmpint (strstr (words, "cannot be added") != NULL, ==,
                       cases[i].match == KIN_MATCH_OTHER);
      g_assert_cmpint (strstr (words, "if you are sure") != NULL, ==,
                       cases[i].match != KIN_MATCH_OTHER && i > 0);
    }
}

/* What a clinic says about joined records has words, and nothing has none. */
static void
test_merge (void)
{
  g_assert_null (kin_merge_to_words (KIN_MERGE_NONE));
  g_assert_nonnull (strstr (kin_merge_to_words (KIN_MERGE_CLOSED), "is closed"));
  g_assert_nonnull (strstr (kin_merge_to_words (KIN_MERGE_INTO), "two people"));
  g_assert_nonnull (strstr (kin_merge_to_words (KIN_MERGE_OF), "two people"));
}

static KinSyncStep *
make_step (KinSyncState state,
           const char  *reason,
           guint64      stored,
           guint64      received,
           const char  *oldest,
           const char  *newest,
           gboolean     changes_only)
{
  KinSyncStep *step = kin_sync_step_new ("Condition");

  kin_sync_step_set_state (step, state, reason);
  kin_sync_step_set_counts (step, 1, stored);
  kin_sync_step_set_history (step, oldest, newest, received, changes_only);

  return step;
}

/* What was here before is not said to be nothing because nothing is new. */
static void
test_ledger (void)
{
  static const struct
  {
    KinSyncState   state;
    const char    *reason;
    guint64        stored;
    guint64        received;
    const char    *oldest;
    const char    *newest;
    gboolean       changes_only;
    KinAnswerKind  kind;
    const char    *words;
  } cases[] = {
    { KIN_SYNC_ANSWERED, NULL, 1, 1, NULL, NULL, FALSE, KIN_ANSWER_CAME, "1 entry came." },
    { KIN_SYNC_ANSWERED, NULL, 23, 30, "201405030000003", "20260000000001", FALSE,
      KIN_ANSWER_CAME, "23 entries came. From 3 May 2014 to 2026." },
    { KIN_SYNC_ANSWERED, NULL, 2, 2, "201405000000002", "201405000000002", FALSE, KIN_ANSWER_CAME,
      "2 entries came. Dated May 2014." },
    { KIN_SYNC_ANSWERED, NULL, 0, 30, NULL, NULL, FALSE, KIN_ANSWER_CAME,
      "30 entries, all known already." },
    { KIN_SYNC_ANSWERED, NULL, 0, 0, NULL, NULL, TRUE, KIN_ANSWER_CAME,
      "Nothing new at the last check." },
    { KIN_SYNC_ANSWERED, NULL, 0, 0, NULL, NULL, FALSE, KIN_ANSWER_NOTHING, NULL },
    { KIN_SYNC_SKIPPED, "not shared with this app", 0, 0, NULL, NULL, FALSE, KIN_ANSWER_NOT,
      "Not allowed: you, or the clinic, did not share this with Kinchart." },
    { KIN_SYNC_FAILED, "a reason of tomorrow", 0, 0, NULL, NULL, FALSE, KIN_ANSWER_NOT,
      "It broke off. The next check goes on from there." },
    { KIN_SYNC_REFUSED, NULL, 0, 0, NULL, NULL, FALSE, KIN_ANSWER_NOT,
      "The clinic does not give this to apps. Ask the clinic for it." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinSyncStep) step =
        make_step (cases[i].state, cases[i].reason, cases[i].stored, cases[i].received,
                   cases[i].oldest, cases[i].newest, cases[i].changes_only);
      g_autofree char *words = kin_step_to_words (step);

      g_assert_cmpint (kin_step_get_kind (step), ==, cases[i].kind);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* Every reason that the engine gives has words of its own: they are read from its sources. */
static void
test_every_reason (void)
{
  static const char *const sources[] = {
    "kin-sync-ask.c", "kin-sync-error.c", "kin-sync-plan.c", "kin-sync-progress.c",
  };
  g_autoptr (GRegex) regex =
    g_regex_new ("(?:_ERROR_[A-Z_]+, |reason = |define (?:NOT_[A-Z]+|TROUBLED) |"
                 "KIN_SYNC_FAILED, )\"([a-z][^\"]+)\"",
                 0, 0, NULL);
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "src", "engine",
                                                sources[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL), count++)
        {
          g_autofree char *reason = g_match_info_fetch (match, 1);

          g_test_message ("%s", reason);
          /* Nothing is said of a reason that is not known while it still runs. */
          g_assert_cmpstr (kin_reason_to_words (KIN_SYNC_RUNNING, reason), !=,
                           "Not finished yet.");
        }
    }
  g_assert_cmpuint (count, >, 15);
}

/* What a help desk asks for, and nothing that opens anything. */
static void
test_trouble_details (void)
{
  g_autofree char *details =
    kin_trouble_to_details ("https://portal.example.org/authorize?response_type=code"
                            "&client_id=kinchart&redirect_uri=http%3A%2F%2F127.0.0.1%3A47811%2Fcb"
                            "&scope=openid+patient%2FPatient.rs&state=s3cret"
                            "&code_challenge=ch4llenge&nonce=n0nce&aud=https%3A%2F%2Fp%2Ffhir");

  g_assert_nonnull (strstr (details, "http://127.0.0.1:47811/cb"));
  g_assert_nonnull (strstr (details, "kinchart"));
  g_assert_nonnull (strstr (details, "openid patient/Patient.rs"));
  g_assert_null (strstr (details, "s3cret"));
  g_assert_null (strstr (details, "n0nce"));
  g_assert_null (strstr (details, "ch4llenge"));
  g_assert_null (kin_trouble_to_details (NULL));
  g_assert_null (kin_trouble_to_details ("https://portal.example.org/"));
}

static void
test_trouble_words (void)
{
  for (guint i = 0; i < kin_trouble_get_n_words (); i++)
    {
      const KinTroubleWords *words = kin_trouble_get_words (i);

      g_test_message ("%s", words->says);
      g_assert_true (g_str_has_suffix (words->now, "."));
      /* Whoever is told to read lines to a help desk has them. */
      g_assert_cmpint (strstr (words->now, "the lines below") != NULL, ==, words->details);
    }
}

/* Every step of every vendor has words, one of them says what to do with the number, and the return
 * address that is given leads back. */
static void
test_set_up (void)
{
  static const char * const ids[] = { "epic", "oracle", "athenahealth", "veradigm", "meditech",
                                      "va", "cms", "medplum", "other" };
  g_autoptr (KinVendors) vendors = kin_vendors_new (KIN_VENDORS_RESOURCE);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const KinVendor *vendor = kin_vendors_find (vendors, ids[i], NULL);
      g_autofree char *intro = kin_set_up_to_intro (vendor, FALSE);
      g_autofree char *asked = kin_vendor_dup_asked (vendor);

      g_test_message ("%s", ids[i]);
      for (guint step = 0; vendor->steps[step] != NULL; step++)
        g_assert_nonnull (kin_set_up_step_to_words (vendor->steps[step], FALSE));
      g_assert_true (g_strv_contains ((const char * const *) vendor->steps, "number"));
      g_assert_true (g_str_has_suffix (intro, "."));
      g_assert_true (kin_sign_in_can_return_to (kin_set_up_to_redirect (vendor)));
      g_assert_cmpint (strstr (asked, "patient/Patient.read\n") != NULL, ==, vendor->asks_scopes);
      g_assert_cmpint (g_str_has_prefix (asked, "Patient\n"), ==, !vendor->asks_scopes);
      g_assert_nonnull (strstr (asked, "Observation"));
    }
}

/* A number for made-up records: nobody is sent for one for real records. */
static void
test_set_up_trial (void)
{
  static const char * const ids[] = { "epic", "va", "cms" };
  g_autoptr (KinVendors) vendors = kin_vendors_new (KIN_VENDORS_RESOURCE);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const KinVendor *vendor = kin_vendors_find (vendors, ids[i], NULL);
      g_autofree char *intro = kin_set_up_to_intro (vendor, TRUE);
      gboolean has_number = FALSE;

      g_test_message ("%s", ids[i]);
      g_assert_nonnull (strstr (intro, "made-up records"));
      g_assert_null (strstr (intro, "every clinic"));
      for (guint step = 0; vendor->steps[step] != NULL; step++)
        {
          const char *words = kin_set_up_step_to_words (vendor->steps[step], TRUE);

          has_number = has_number || (words != NULL && strstr (words, "client ID") != NULL);
          g_assert_true (words == NULL || strstr (words, "real") == NULL);
        }
      g_assert_true (has_number);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *list = NULL;
  g_autofree char *overlay = NULL;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("TZ", "-05", TRUE);
  g_test_init (&argc, &argv, NULL);
  list = g_test_build_filename (G_TEST_DIST, "..", "data", "vendors.ini", NULL);
  overlay = g_strconcat (KIN_VENDORS_RESOURCE "=", list, NULL);
  g_setenv ("G_RESOURCE_OVERLAYS", overlay, TRUE);

  g_test_add_func ("/connect-words/address", test_address);
  g_test_add_func ("/connect-words/file-age", test_file_age);
  g_test_add_func ("/connect-words/copy", test_copy);
  g_test_add_func ("/connect-words/website", test_website);
  g_test_add_func ("/connect-words/match", test_match);
  g_test_add_func ("/connect-words/merge", test_merge);
  g_test_add_func ("/connect-words/ledger", test_ledger);
  g_test_add_func ("/connect-words/every-reason", test_every_reason);
  g_test_add_func ("/connect-words/trouble-details", test_trouble_details);
  g_test_add_func ("/connect-words/trouble-words", test_trouble_words);
  g_test_add_func ("/connect-words/set-up", test_set_up);
  g_test_add_func ("/connect-words/set-up-trial", test_set_up_trial);

  return g_test_run ();
}
