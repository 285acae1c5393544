/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-topic"

#include "config.h"

#include "kin-sync-topic.h"
#include "sync-plan-kit.h"

#define SYSTEM "http://terminology.hl7.org/CodeSystem/observation-category"
#define CONDITIONS "http://terminology.hl7.org/CodeSystem/condition-category"

static void
test_types (void)
{
  g_autoptr (KinPortal) portal = kit_portal (KIT_TYPE ("Goal") "," KIT_TYPE ("Practitioner") ","
                                             KIT_TYPE ("Provenance") "," KIT_TYPE ("AuditEvent"));
  g_auto (GStrv) types = kin_sync_topic_dup_types (portal);
  g_autofree char *words = g_strjoinv (" ", types);

  g_assert_cmpstr (words, ==, "Patient Goal Practitioner Provenance");
}

/* What was allowed is told as it is asked for: by kind of result, and in part where in part. */
static void
test_questions (void)
{
  static const struct
  {
    const char *scope;
    const char *question;
    gboolean    allowed;
  } cases[] = {
    { "patient/Observation.rs", "Observation?category=laboratory", TRUE },
    { "patient/Observation.read", "Observation?category=vital-signs", TRUE },
    { "patient/*.read", "Patient", TRUE },
    { "patient/Patient.r", "Patient", TRUE },
    { "patient/Observation.rs", "Patient", FALSE },
    { "patient/Observation.rs?category=" SYSTEM "|laboratory", "Observation?category=laboratory",
      TRUE },
    { "patient/Observation.rs?category=" SYSTEM "|laboratory", "Observation?category=vital-signs",
      FALSE },
    { "patient/Condition.rs?category=" CONDITIONS "|problem-list-item", "Condition", TRUE },
    { "patient/Observation.rs", "Condition", FALSE },
    { NULL, "Condition", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) allowed = kin_sync_topic_dup_questions (cases[i].scope, TRUE);
      g_auto (GStrv) other = kin_sync_topic_dup_questions (cases[i].scope, FALSE);
      const char *question = cases[i].question;

      g_test_message ("%s: %s", cases[i].scope, question);
      g_assert_cmpint (g_strv_contains ((const char * const *) allowed, question), ==,
                       cases[i].allowed);
      g_assert_cmpint (g_strv_contains ((const char * const *) other, question), ==,
                       !cases[i].allowed);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync-topic/types", test_types);
  g_test_add_func ("/sync-topic/questions", test_questions);

  return g_test_run ();
}
