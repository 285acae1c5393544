/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-answers"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-portal-error.h"
#include "kin-person-reading.h"
#include "kin-person-record.h"
#include "kin-sync-run.h"
#include "practice-kit.h"

/* A portal that answers otherwise than it should: the person is told why, nothing that is kept is
 * lost, and the next time all is well. */

#define RULE(match, rest) "{\"match\":\"" match "\",\"times\":-1," rest "}"
#define BODY(text) "\"headers\":{\"Content-Type\":\"application/fhir+json\"},\"body\":\"" text "\""
#define NOTHING "{\\\"resourceType\\\":\\\"Bundle\\\",\\\"type\\\":\\\"searchset\\\"}"
#define NO_DOSES RULE ("^GET /fhir/Immunization[?]", BODY (NOTHING)) ","
#define NOBODY "{\\\"resourceType\\\":\\\"Organization\\\",\\\"id\\\":\\\"o\\\"}"
#define SOMEBODY \
  "{\\\"resourceType\\\":\\\"Patient\\\",\\\"id\\\":\\\"teo-brennan\\\"," \
  "\\\"birthDate\\\":\\\"1950-01-01\\\",\\\"name\\\":[{\\\"family\\\":\\\"Else\\\"}]}"

/* Whoever signs in is told what was wrong, and nothing is kept of it. */
static void
test_sign_in (KitVisit *visit)
{
  static const struct
  {
    const char *rules;
    int         code;
  } cases[] = {
    { RULE ("^GET /fhir/(metadata|.well-known)", "\"status\":404"), KIN_PORTAL_ERROR_NOT_A_PORTAL },
    { RULE ("^POST /token", "\"reply\":{\"patient\":null}") "," RULE ("^GET /fhir/Patient",
                                                                    BODY (NOTHING)),
      KIN_PORTAL_ERROR_NO_PATIENT },
    { RULE ("^POST /token", "\"status\":400,\"body\":\"no\""), KIN_PORTAL_ERROR_SIGN_IN_REFUSED },
    { RULE ("^GET /fhir/Patient/", "\"status\":404"), KIN_PORTAL_ERROR_NOT_FOUND },
    { RULE ("^GET /fhir/Patient/", BODY (NOTHING)), KIN_PORTAL_ERROR_NO_PATIENT },
    { RULE ("^GET /fhir/Patient/", "\"body\":\"Hello\""), KIN_PORTAL_ERROR_NETWORK_SIGN_IN },
    { RULE ("^GET /fhir/Patient/", BODY ("{}")), KIN_PORTAL_ERROR_NOT_FHIR },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rules = g_strconcat ("[", cases[i].rules, "]", NULL);
      g_autoptr (GError) error = NULL;

      practice_set_faults (&visit->practice, rules);
      g_assert_false (kit_visit_sign_in (visit, &error));
      g_test_message ("%s: %s", rules, error->message);
      g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (visit->person)), ==, 0);
    }

  practice_set_faults (&visit->practice, "[]");
}

/* The record of somebody else is refused, whatever is said to it. */
static void
test_somebody_else (KitVisit *visit)
{
  g_autofree char *base = practice_word_of (&visit->practice, "base_url");
  g_autoptr (KinPerson) other = kit_add_person (visit->family, "Ada Else", "1950-01-01");
  g_autoptr (KinSignIn) sign_in = kin_sign_in_new (other, base, "kinchart", NULL, NULL);
  g_auto (KitResult) confirmed = { NULL };
  g_auto (KitResult) refused = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (practice_visit (&visit->practice, sign_in, TEO, NULL));
  g_assert_cmpint (kin_sign_in_get_match (sign_in), ==, KIN_MATCH_OTHER);
  kin_sign_in_confirm_async (sign_in, NULL, kit_done, &confirmed);
  g_assert_null (kin_sign_in_confirm_finish (sign_in, kit_wait (&confirmed), &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON);
  kin_sign_in_refuse_async (sign_in, kit_done, &refused);
  g_assert_true (kin_sign_in_refuse_finish (sign_in, kit_wait (&refused), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (other)), ==, 0);
}

static gboolean
sync_all (KitVisit    *visit,
          const char  *rules,
          GError     **error)
{
  g_autofree char *list = g_strconcat ("[", rules, "]", NULL);
  g_autoptr (KinSyncRun) run = kin_sync_run_new (visit->person, visit->connection, TRUE);
  g_auto (KitResult) result = { NULL };
  KinSyncProgress *progress = kin_sync_run_get_progress (run);

  practice_set_faults (&visit->practice, list);
  kin_sync_run_start_async (run, NULL, kit_done, &result);
  return kin_sync_run_start_finish (run, kit_wait (&result), error) &&
         kin_sync_progress_get_complete (progress);
}

/* Each time all is asked again. What is not had of one thing does not keep the rest away; only
 * whose record it is has to be right, and that the portal knows who asks. */
static void
test_sync (KitVisit *visit)
{
  static const struct
  {
    const char *rules;
    gboolean    ends;                /* nothing more is asked */
    gboolean    complete;
  } cases[] = {
    { RULE ("^GET /fhir/Patient/", BODY (NOBODY)), TRUE, FALSE },
    { RULE ("^GET /fhir/Binary/", BODY (NOTHING)), FALSE, TRUE },
    { RULE ("^GET /fhir/Binary/", "\"status\":401"), TRUE, FALSE },
    { RULE ("^GET /fhir/Binary/", "\"status\":404"), FALSE, TRUE },
    { RULE ("^GET /fhir/Practitioner/", "\"status\":404"), FALSE, TRUE },
    { RULE ("^GET /fhir/Practitioner/", "\"status\":403"), FALSE, TRUE },
    { RULE ("^GET /fhir/Practitioner/", "\"body\":\"Hello\""), FALSE, FALSE },
    { RULE ("^GET /fhir/Practitioner/", BODY (NOBODY)), FALSE, TRUE },
    { RULE ("^GET /fhir/Practitioner/", BODY (NOTHING)), FALSE, TRUE },
    { RULE ("^GET /fhir/Practitioner/", "\"status\":401"), TRUE, FALSE },
    { RULE ("^GET /fhir/Observation", BODY ("{}")), FALSE, FALSE },
    { RULE ("^GET /fhir/Observation", "\"next\":\"https://else.example/\""), FALSE, FALSE },
    { RULE ("^GET /fhir/Observation", "\"loop\":true"), FALSE, FALSE },
    { RULE ("^GET /fhir/", "\"headers\":{\"Date\":\"x\"}"), FALSE, TRUE },
    { NO_DOSES RULE ("^GET /fhir/Immunization/", "\"body\":\"Hello\""), FALSE, TRUE },
    { NO_DOSES RULE ("^GET /fhir/Immunization/", "\"status\":401"), TRUE, FALSE },
    { NO_DOSES RULE ("^GET /fhir/Immunization/", "\"status\":410"), FALSE, TRUE },
    { RULE ("^GET /fhir/Patient/", BODY (SOMEBODY)), TRUE, FALSE },
  };
  guint64 kept = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean complete = sync_all (visit, cases[i].rules, &error);

      g_test_message ("%s: %s, %d", cases[i].rules, error != NULL ? error->message : "done",
                      complete);
      g_assert_cmpint (error != NULL, ==, cases[i].ends);
      g_assert_cmpint (complete, ==, cases[i].complete);
      g_assert_cmpuint (kit_count (visit->person), >=, kept);
      kept = kit_count (visit->person);
      if (kin_connection_get_state (visit->connection) != KIN_CONNECTION_READY)
        {
          practice_set_faults (&visit->practice, "[]");
          g_assert_true (kit_visit_sign_in (visit, NULL));
        }
    }

  g_assert_true (sync_all (visit, "", NULL));
}

/* An entry points at what the same portal has, and at nothing else. */
static void
test_find (KitVisit *visit)
{
  static const struct
  {
    const char *before;              /* or NULL: nothing is after it */
    const char *reference;
    gboolean    found;
  } cases[] = {
    { "", NULL, TRUE }, { "https://else.example/fhir/", NULL, FALSE }, { "#", NULL, FALSE },
    { NULL, "", FALSE }, { NULL, "urn:uuid:c", FALSE }, { NULL, "Condition/none", FALSE },
  };
  g_autoptr (GPtrArray) items = NULL;
  g_auto (KitResult) listed = { NULL };
  KinItem *item;

  kin_person_list_async (visit->person, KIN_SECTION_VACCINES, 0, 0, 0, NULL, kit_done, &listed);
  items = kin_person_list_finish (visit->person, kit_wait (&listed), NULL);
  item = g_ptr_array_index (items, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *own = g_strconcat (kin_item_get_kind (item), "/",
                                          kin_item_get_resource_id (item), NULL);
      g_autofree char *reference = cases[i].before != NULL
                                   ? g_strconcat (cases[i].before, own, NULL)
                                   : g_strdup (cases[i].reference);
      g_auto (KitResult) result = { NULL };
      g_autoptr (KinItem) found = NULL;

      kin_person_find_async (visit->person, kin_item_get_source (item), reference, NULL, kit_done,
                             &result);
      found = kin_person_find_finish (visit->person, kit_wait (&result), NULL);
      g_test_message ("%s", reference);
      g_assert_cmpint (found != NULL, ==, cases[i].found);
    }
}

static void
test_all (void)
{
  KitVisit visit = { { NULL } };

  kit_visit_set_up (&visit);
  test_sign_in (&visit);
  test_somebody_else (&visit);
  g_assert_true (kit_visit_sign_in (&visit, NULL));
  test_sync (&visit);
  test_find (&visit);
  kit_visit_tear_down (&visit);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/bad-answers/all", test_all);

  return g_test_run ();
}
