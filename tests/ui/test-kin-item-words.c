/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-item-words"

#include "config.h"

#include <string.h>

#include "kin-item-words.h"
#include "kin-summary.h"

#define TEXT(name, words) "\"" name "\":{\"text\":\"" words "\"}"
#define WHO(name, who) "\"" name "\":{\"display\":\"" who "\"}"

static char *
dup_plain (const char *words)
{
  g_autoptr (GString) plain = g_string_new (words);

  g_string_replace (plain, "\u2068", "", 0);
  g_string_replace (plain, "\u2069", "", 0);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static KinItem *
new_marked_item (const char   *type,
                 const char   *members,
                 KinItemMarks  marks)
{
  g_autofree char *text = g_strdup_printf ("{\"resourceType\":\"%s\",\"id\":\"i\",%s}", type,
                                           members);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KinJson) json = kin_json_new (bytes, NULL);
  g_autoptr (KinSummary) summary = NULL;

  g_assert_nonnull (json);
  summary = kin_summary_new (kin_json_get_root (json), NULL);
  g_assert_nonnull (summary);
  return kin_item_new (1, "s", summary, marks, json);
}

static KinItem *
new_item (const char *type,
          const char *members)
{
  return new_marked_item (type, members, 0);
}

static char *
dup_page (KinItem *item)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);
  g_autoptr (GPtrArray) parts = kin_item_list_parts (item, now);
  g_autoptr (GString) page = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const KinItemPart *part = g_ptr_array_index (parts, i);
      g_autofree char *line = kin_fact_to_words (part->name, part->words);
      g_autofree char *plain = dup_plain (line);

      g_string_append_printf (page, "%s%s", page->len > 0 ? "; " : "", plain);
    }

  return g_string_free (g_steal_pointer (&page), FALSE);
}

/* A weight is measured, and at home everything is. */
static void
test_who (void)
{
  static const char * const cases[][3] = {
    { "vital-signs", "Patient/p", "Measured by: Rosa" },
    { "vital-signs", "Practitioner/n", "Measured by: Rosa" },
    { "laboratory", "Patient/p", "Measured by: Rosa" },
    { "laboratory", "https://clinic.example/fhir/Patient/p", "Measured by: Rosa" },
    { "laboratory", "Organization/l", "Who examined it: Rosa" },
    { "laboratory", "RelatedPerson/m", "Measured by: Rosa" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *members = g_strdup_printf (
        "\"status\":\"final\"," TEXT ("code", "Sugar") ",\"category\":[{\"coding\":[{\"code\":"
        "\"%s\"}]}],\"performer\":[{\"reference\":\"%s\",\"display\":\"Rosa\"}]",
        cases[i][0], cases[i][1]);
      g_autoptr (KinItem) item = new_item ("Observation", members);
      g_autofree char *page = dup_page (item);

      g_test_message ("%s", page);
      g_assert_true (g_str_has_suffix (page, cases[i][2]));
    }
}

/* What the clinic wrote stands first and unchanged, under names that people use. */
static const struct
{
  const char *type;
  const char *members;
  const char *page;
} pages[] = {
  { "MedicationRequest",
    TEXT ("medicationCodeableConcept", "Furosemide 40 mg") ","
    "\"status\":\"active\",\"intent\":\"order\",\"dosageInstruction\":[{\"text\":\"1 tablet in "
    "the morning\"}]," WHO ("requester", "Dr. Bell"),
    "1 tablet in the morning; Prescribed by: Dr. Bell" },
  { "Immunization",
    TEXT ("vaccineCode", "Flu") ",\"status\":\"completed\",\"occurrenceDateTime\":\"2026-10-01\","
    "\"lotNumber\":\"A1\"," WHO ("manufacturer", "Maker Ltd"),
    "Maker: Maker Ltd; Lot number: A1" },
  { "Condition",
    TEXT ("code", "Heart failure") ",\"onsetDateTime\":\"2021-11\"," TEXT ("severity", "Mild"),
    "Began: November 2021; How strong: Mild" },
  { "AllergyIntolerance",
    TEXT ("code", "Penicillin") ",\"reaction\":[{\"manifestation\":[{\"text\":\"Rash\"}]}],"
    "\"criticality\":\"high\"",
    "Reactions: Rash; How serious the clinic thinks it can be: High" },
  /* A letter is called by what it is about, which is not said again. */
  { "DocumentReference",
    "\"status\":\"current\"," TEXT ("type", "Letter") ",\"description\":\"From Dr Vega\"",
    "Kind of document: Letter" },
  { "Communication",
    "\"status\":\"completed\"," TEXT ("topic", "Your visit") "," WHO ("sender", "Front desk") ","
    "\"payload\":[{\"contentString\":\"Bring your list.\"}]",
    "From: Front desk; Bring your list." },
  { "ExplanationOfBenefit",
    "\"status\":\"active\",\"outcome\":\"complete\"," WHO ("insurer", "Tallgrass"),
    "This is not a bill. It says what insurance paid.; Insurance: Tallgrass; Outcome: Complete" },
  { "Coverage",
    "\"status\":\"active\",\"subscriberId\":\"T-1\",\"payor\":[{\"display\":\"Tallgrass\"}]",
    "Company: Tallgrass; Member number: T-1" },
  { "CareTeam",
    "\"status\":\"active\",\"participant\":[{\"role\":[{\"text\":\"Nurse\"}],"
    WHO ("member", "Joan") "}]",
    "Nurse: Joan" },
};

static void
test_pages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (KinItem) item = new_item (pages[i].type, pages[i].members);
      g_autofree char *page = dup_page (item);

      g_assert_cmpstr (page, ==, pages[i].page);
    }
}

/* What the record knows of an entry is said before what the entry says. */
static void
test_marks (void)
{
  static const struct
  {
    KinItemMarks marks;
    const char  *page;
  } cases[] = {
    { KIN_ITEM_UNREAD, "Lot number: A1" },
    { KIN_ITEM_WITHDRAWN, "The clinic withdrew this entry.; Lot number: A1" },
    { KIN_ITEM_GONE, "The clinic no longer shows this entry. It is kept here.; Lot number: A1" },
    { KIN_ITEM_CHANGED, "The clinic changed this entry.; Lot number: A1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinItem) item = new_marked_item ("Immunization", "\"lotNumber\":\"A1\"",
                                                  cases[i].marks);
      g_autofree char *page = dup_page (item);

      g_assert_cmpstr (page, ==, cases[i].page);
    }
}

/* A vaccine that is a number only has a name that people use; one that the clinic named, and a
 * number of another list, stand as they were sent. */
static void
test_vaccine_names (void)
{
  static const char * const cases[][3] = {
    { "{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"207\"}", "COVID-19 (Moderna)",
      "Vaccine code (CVX): 207" },
    { "{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"03\"}",
      "Measles, mumps and rubella (MMR)", "Vaccine code (CVX): 03" },
    { "{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"207\",\"display\":\"Shot\"}", "Shot",
      "" },
    { "{\"system\":\"urn:of-the-clinic\",\"code\":\"207\"}", "207", "" },
    { "{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"989\"}", "989", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *members = g_strdup_printf ("\"vaccineCode\":{\"coding\":[%s]}",
                                                  cases[i][0]);
      g_autoptr (KinItem) item = new_item ("Immunization", members);
      g_autofree char *isolated = kin_item_title_to_words (item);
      g_autofree char *title = dup_plain (isolated);
      g_autofree char *page = dup_page (item);

      g_assert_cmpstr (title, ==, cases[i][1]);
      g_assert_cmpstr (page, ==, cases[i][2]);
    }
}

/* A state in words; one that we do not know stands as it was sent. */
static const struct
{
  const char *status;
  const char *words;
} states[] = {
  { "booked", "Booked" },
  { "proposed", "Proposed, not booked" },
  { "noshow", "Missed" },
  { "waitlist", "On the waiting list" },
  { "cancelled", "Cancelled" },
  { "revoked", "Cancelled" },
  { "unknown", "The clinic does not say" },
  { "some-new-state", "some-new-state" },
};

static void
test_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *members = g_strdup_printf ("\"status\":\"%s\",\"start\":\"2026-12-02\"",
                                                  states[i].status);
      g_autoptr (KinItem) item = new_item ("Appointment", members);
      g_autofree char *words = kin_item_status_to_words (item);
      g_autofree char *plain = dup_plain (words);

      g_assert_cmpstr (plain, ==, states[i].words);
    }
}

/* What is booked goes into a calendar; what is over, called off, missed or only offered does not.
 * It is 25 November 2026. */
static const struct
{
  const char *members;
  gboolean    has_file;
} appointments[] = {
  { "\"status\":\"booked\",\"start\":\"2026-12-02T09:30:00-06:00\"", TRUE },
  { "\"status\":\"booked\",\"start\":\"2026-12-02\"", TRUE },
  { "\"status\":\"booked\",\"start\":\"2026-11-24T09:30:00-06:00\"", FALSE },
  { "\"status\":\"arrived\",\"start\":\"2024-05-06\"", FALSE },
  { "\"status\":\"booked\"", FALSE },
  { "\"status\":\"cancelled\",\"start\":\"2026-12-02T09:30:00-06:00\"", FALSE },
  { "\"status\":\"proposed\",\"start\":\"2026-12-02T09:30:00-06:00\"", FALSE },
  { "\"status\":\"noshow\",\"start\":\"2026-12-02T09:30:00-06:00\"", FALSE },
};

static void
test_calendar (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);
  g_autoptr (KinItem) visit = new_item ("Encounter", "\"status\":\"finished\"");

  g_assert_null (kin_appointment_to_calendar (visit, now));
  for (guint i = 0; i < G_N_ELEMENTS (appointments); i++)
    {
      g_autoptr (KinItem) item = new_item ("Appointment", appointments[i].members);
      g_autoptr (GBytes) file = kin_appointment_to_calendar (item, now);

      g_assert_cmpint (file != NULL, ==, appointments[i].has_file);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/item-words/pages", test_pages);
  g_test_add_func ("/ui/item-words/who", test_who);
  g_test_add_func ("/ui/item-words/marks", test_marks);
  g_test_add_func ("/ui/item-words/vaccine-names", test_vaccine_names);
  g_test_add_func ("/ui/item-words/states", test_states);
  g_test_add_func ("/ui/item-words/calendar", test_calendar);

  return g_test_run ();
}
