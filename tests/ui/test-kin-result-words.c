/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-result-words"

#include "config.h"

#include <string.h>

#include "kin-code-words.h"
#include "kin-item-words.h"
#include "kin-summary.h"

#define LAB "\"category\":[{\"coding\":[{\"code\":\"laboratory\"}]}],\"code\":{\"text\":\"T\"}"
#define MARK(code) "\"interpretation\":[{\"coding\":[{\"code\":\"" code "\"}]}]"
#define VALUE(value, unit) "\"valueQuantity\":{\"value\":" value ",\"unit\":\"" unit "\"}"
#define RANGE(low, high, unit)                                                                  \
  "\"referenceRange\":[{\"low\":{\"value\":" low ",\"unit\":\"" unit "\"},\"high\":{\"value\":" \
  high ",\"unit\":\"" unit "\"}}]"

/* It stands under each comparison; the tables have a short word for it. */
#define CARE "A result outside the range does not always mean something is wrong. A result "     \
  "inside does not always mean all is well. Your care team knows your health."

static char *
dup_plain (const char *words)
{
  g_autoptr (GString) plain = g_string_new (words);

  g_string_replace (plain, "\u2068", "", 0);
  g_string_replace (plain, "\u2069", "", 0);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static KinItem *
new_item (const char *type,
          const char *members)
{
  g_autofree char *text = g_strdup_printf ("{\"resourceType\":\"%s\",\"id\":\"i\",%s}", type,
                                           members);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KinJson) json = kin_json_new (bytes, NULL);
  g_autoptr (KinSummary) summary = NULL;

  g_assert_nonnull (json);
  summary = kin_summary_new (kin_json_get_root (json), NULL);
  g_assert_nonnull (summary);
  return kin_item_new (1, "s", summary, 0, json);
}

static char *
dup_page (const char *type,
          const char *members)
{
  g_autoptr (KinItem) item = new_item (type, members);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);
  g_autoptr (GPtrArray) parts = kin_item_list_parts (item, now);
  g_autoptr (GString) page = g_string_new (NULL);

  kin_item_add_tests (item, parts);
  for (guint i = 0; i < parts->len; i++)
    {
      const KinItemPart *part = g_ptr_array_index (parts, i);
      g_autofree char *name = part->name != NULL ? dup_plain (part->name) : NULL;
      g_autofree char *words = dup_plain (part->words);

      g_string_append_printf (page, "%s%s%s%s", page->len > 0 ? "; " : "",
                              name != NULL ? name : "", name != NULL ? ": " : "",
                              g_str_equal (words, CARE) ? "[care]" : words);
    }

  return g_string_free (g_steal_pointer (&page), FALSE);
}

/* The decision table of what may be said about a result. */
static const struct
{
  const char *members;
  const char *page;
} results[] = {
  { VALUE ("4.0", "mmol/L") "," RANGE ("3.5", "5.1", "mmol/L"),
    "Result: 4.0 mmol/L; The lab’s range: 3.5 to 5.1 mmol/L; Inside the lab’s range.; [care]" },
  { VALUE ("5.1", "mmol/L") "," RANGE ("3.5", "5.1", "mmol/L"),
    "Result: 5.1 mmol/L; The lab’s range: 3.5 to 5.1 mmol/L; Inside the lab’s range.; [care]" },
  { VALUE ("5.2", "mmol/L") "," RANGE ("3.5", "5.1", "mmol/L"),
    "Result: 5.2 mmol/L; The lab’s range: 3.5 to 5.1 mmol/L; Above the lab’s range.; [care]" },
  { VALUE ("5.9", "%") ",\"referenceRange\":[{\"high\":{\"value\":5.6,\"unit\":\"%\"}}]",
    "Result: 5.9 %; The lab’s range: up to 5.6 %; Above the lab’s range.; [care]" },
  { VALUE ("0.3", "IU/mL") ",\"referenceRange\":[{\"low\":{\"value\":0.5,\"unit\":\"IU/mL\"}}]",
    "Result: 0.3 IU/mL; The lab’s range: 0.5 IU/mL or more; Below the lab’s range.; [care]" },
  { "\"valueQuantity\":{\"value\":3,\"comparator\":\"<\",\"unit\":\"u\"}," RANGE ("16", "232", "u"),
    "Result: less than 3 u; The lab’s range: 16 to 232 u; Below the lab’s range.; [care]" },
  { "\"valueQuantity\":{\"value\":15.0,\"comparator\":\">=\",\"unit\":\"u\"},"
    "\"referenceRange\":[{\"low\":{\"value\":0.5,\"unit\":\"u\"}}]",
    "Result: 15.0 u or more; The lab’s range: 0.5 u or more; [care]" },
  { VALUE ("5.6", "mmol/L") "," RANGE ("70", "99", "mg/dL"),
    "Result: 5.6 mmol/L; The lab’s range: 70 to 99 mg/dL; The units are different, so we do not "
    "compare.; [care]" },
  { VALUE ("1.4", "mmol/l") "," RANGE ("0.5", "2.2", "mmol/L"),
    "Result: 1.4 mmol/l; The lab’s range: 0.5 to 2.2 mmol/L; Inside the lab’s range.; [care]" },
  { VALUE ("1.4", "Mg") "," RANGE ("0.5", "2.2", "mg"),
    "Result: 1.4 Mg; The lab’s range: 0.5 to 2.2 mg; The units are different, so we do not "
    "compare.; [care]" },
  { VALUE ("3.6", "ug/dL") ",\"referenceRange\":[{\"text\":\"Below 3.5\"}]," MARK ("A"),
    "Result: 3.6 ug/dL; The lab’s range: Below 3.5; The lab marked this as different from what it "
    "expects.; [care]" },
  { VALUE ("38", "u") ",\"referenceRange\":[{\"low\":{\"value\":1},\"high\":{\"value\":9},"
    "\"appliesTo\":[{\"text\":\"Before\"}]},{\"high\":{\"value\":20},\"appliesTo\":[{\"text\":"
    "\"After\"}],\"age\":{\"low\":{\"value\":12,\"unit\":\"years\"}}}]",
    "Result: 38 u; The lab’s range: 1 to 9 (Before)\nup to 20 (After, 12 years or more); The lab "
    "sent more than one range.; [care]" },
  { VALUE ("48", "u") "," RANGE ("50", "60", "u") "," MARK ("N"),
    "Result: 48 u; The lab’s range: 50 to 60 u; Below the lab’s range.; The lab marked this: in "
    "range.; These two do not agree. Ask your care team.; [care]" },
  { VALUE ("7", "u"),
    "Result: 7 u; No range was sent with this result. Ask what to compare it with." },
  { "\"valueString\":\"One line.\\nAnother.\"", "Result: One line.\nAnother." },
  { "\"valueCodeableConcept\":{\"text\":\"Not detected\"}," MARK ("NEG"),
    "Result: Not detected; Not found (negative): the test did not find what it looked for.; "
    "[care]" },
  { VALUE ("6.3", "u") "," RANGE ("1", "2", "u") ",\"interpretation\":[{\"coding\":"
    "[{\"code\":\"H\"}]},{\"text\":\"H*\"}]",
    "Result: 6.3 u; The lab’s range: 1 to 2 u; Above the lab’s range.; The lab marked this: high.; "
    "The lab’s mark: H*. Ask what it means.; [care]" },
  { "\"valueString\":\"B\",\"interpretation\":{\"text\":\"Critical\"}",
    "The lab marked this result as needing quick attention.; If nobody has talked with you about "
    "it, ask.; Result: B; [care]" },
  { "\"effectiveDateTime\":\"2026-11-20\"," VALUE ("7", "u") "," RANGE ("1", "9", "u") ","
    MARK ("HH"),
    "The lab marked this result as needing quick attention.; Call your clinic now. If you feel "
    "very unwell, call 911.; Result: 7 u; The lab’s range: 1 to 9 u; Inside the lab’s range.; "
    "These two do not agree. Ask your care team.; [care]" },
  { "\"effectiveDateTime\":\"2023-03-03\",\"component\":[{\"code\":{\"text\":\"P\"},"
    VALUE ("7", "u") "," MARK ("LL") "},{\"code\":{\"text\":\"Q\"}," VALUE ("8", "u") ","
    MARK ("H") "}]",
    "The lab marked this result on 3 March 2023 as needing quick attention.; If nobody has talked "
    "with you about it, ask.; P: 7 u\nThe lab marked this result as needing quick attention.; "
    "Q: 8 u\nThe lab marked this: high.; [care]" },
  { VALUE ("12", "µg/L") "," RANGE ("1", "20", "ug/L"),
    "Result: 12 µg/L; The lab’s range: 1 to 20 ug/L; Inside the lab’s range.; [care]" },
  { "\"valueRange\":{\"low\":{\"value\":2,\"unit\":\"u\"},\"high\":{\"value\":5,\"unit\":\"u\"}}",
    "Result: 2 to 5 u" },
  { "\"status\":\"cancelled\",\"dataAbsentReason\":{\"text\":\"The tube broke\"}",
    "This test was not done.; Reason: The tube broke" },
  { "\"dataAbsentReason\":{\"text\":\"Not shown to parents\"}",
    "Why there is no value: Not shown to parents" },
  { "\"status\":\"preliminary\",\"valueString\":\"Growth\"",
    "Early result. It may change.; Result: Growth" },
  { "\"status\":\"corrected\",\"issued\":\"2024-07-22T11:00:00-05:00\",\"valueString\":\"B\"",
    "Corrected on 22 July 2024.; Result: B" },
  { "\"status\":\"corrected\",\"valueString\":\"B\"", "Corrected.; Result: B" },
  /* A value that is not there is not compared. */
  { "\"dataAbsentReason\":{\"text\":\"No blood\"}," RANGE ("1", "2", "u"),
    "Why there is no value: No blood; The lab’s range: 1 to 2 u" },
  { "\"component\":[{\"code\":{\"text\":\"P\"}," VALUE ("7", "u") "," RANGE ("1", "9", "u") "}]",
    "P: 7 u (the lab’s range: 1 u – 9 u); [care]" },
  { "\"hasMember\":[{\"display\":\"Cat\"},{\"display\":\"Dog\"},{\"reference\":\"x\"}]",
    "Tests in it: Cat\nDog" },
};

static void
test_results (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *members = g_strconcat (LAB, ",", results[i].members, NULL);
      g_autofree char *page = dup_page ("Observation", members);

      g_assert_cmpstr (page, ==, results[i].page);
    }
}

/* What was measured at a visit is compared like what a laboratory found. */
static void
test_measurements (void)
{
  g_autofree char *page = dup_page ("Observation",
                                    "\"category\":[{\"coding\":[{\"code\":\"vital-signs\"}]}],"
                                    "\"code\":{\"text\":\"T\"}," VALUE ("39.0", "Cel") ","
                                    RANGE ("36.1", "37.2", "Cel"));

  g_assert_cmpstr (page, ==, "Result: 39.0 Cel; The lab’s range: 36.1 to 37.2 Cel; Above the lab’s "
                             "range.; [care]");
}

/* Who hands out a medicine did not prescribe it. */
static void
test_medicines (void)
{
  static const struct
  {
    const char *type;
    const char *members;
    const char *page;
  } cases[] = {
    { "MedicationRequest", "\"requester\":{\"display\":\"Dr. A\"}", "Prescribed by: Dr. A" },
    { "MedicationDispense", "\"performer\":[{\"actor\":{\"display\":\"B\"}}]", "Handed out by: B" },
    { "MedicationStatement", "\"informationSource\":{\"display\":\"C\"}", "Reported by: C" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *members = g_strconcat ("\"medicationCodeableConcept\":{\"text\":\"M\"},",
                                              cases[i].members, NULL);
      g_autofree char *page = dup_page (cases[i].type, members);

      g_assert_cmpstr (page, ==, cases[i].page);
    }
}

static void
test_codes (void)
{
  g_autofree char *visit = dup_page ("Encounter",
                                     "\"class\":{\"code\":\"EMER\",\"display\":\"emergency\"}");
  g_autofree char *own = dup_page ("Encounter", "\"class\":{\"display\":\"Blue room\"}");
  g_autofree char *ruled_out
      = dup_page ("AllergyIntolerance", "\"code\":{\"text\":\"A\"},\"verificationStatus\":{"
                                        "\"coding\":[{\"code\":\"refuted\"}]}");

  g_autofree char *bill
    = dup_page ("Invoice",
                "\"totalGross\":{\"value\":25.00,\"currency\":\"USD\"},"
                "\"note\":[{\"text\":\"Taken back.\"}],\"lineItem\":[{"
                "\"chargeItemCodeableConcept\":{\"text\":\"Check\"},\"priceComponent\":[{"
                "\"amount\":{\"value\":25.00,\"currency\":\"USD\"}}]}]");
  g_autofree char *missed = kin_status_to_remark ("noshow");
  g_autofree char *booked = kin_status_to_remark ("booked");
  g_autofree char *nothing = kin_status_to_remark (NULL);

  g_assert_cmpstr (missed, ==, "Missed");
  g_assert_null (booked);
  g_assert_null (nothing);
  g_assert_cmpstr (bill, ==, "Total: 25.00 USD; Check: 25.00 USD; Note: Taken back.");
  g_assert_cmpstr (visit, ==, "Kind of visit: In an emergency department");
  g_assert_cmpstr (own, ==, "Kind of visit: Blue room");
  g_assert_cmpstr (ruled_out, ==, "How sure the clinic is: Ruled out");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/result-words/results", test_results);
  g_test_add_func ("/ui/result-words/measurements", test_measurements);
  g_test_add_func ("/ui/result-words/medicines", test_medicines);
  g_test_add_func ("/ui/result-words/codes", test_codes);

  return g_test_run ();
}
