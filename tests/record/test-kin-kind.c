/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-kind"

#include "config.h"

#include "kin-kind-private.h"

/* Every type that a portal is asked for has its own row, in its own section. */
static const struct
{
  const char *type;
  KinSection  section;
  KinOwner    owner;
} types[] = {
  { "Patient", KIN_SECTION_NONE, KIN_OWNER_NEEDED },
  { "AllergyIntolerance", KIN_SECTION_ALLERGIES, KIN_OWNER_NEEDED },
  { "Condition", KIN_SECTION_CONDITIONS, KIN_OWNER_NEEDED },
  { "MedicationRequest", KIN_SECTION_MEDICINES, KIN_OWNER_NEEDED },
  { "MedicationDispense", KIN_SECTION_MEDICINES, KIN_OWNER_NEEDED },
  { "MedicationStatement", KIN_SECTION_MEDICINES, KIN_OWNER_NEEDED },
  { "MedicationAdministration", KIN_SECTION_MEDICINES, KIN_OWNER_NEEDED },
  { "Immunization", KIN_SECTION_VACCINES, KIN_OWNER_NEEDED },
  { "Observation", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "DiagnosticReport", KIN_SECTION_RESULTS, KIN_OWNER_NEEDED },
  { "DocumentReference", KIN_SECTION_DOCUMENTS, KIN_OWNER_NEEDED },
  { "Encounter", KIN_SECTION_VISITS, KIN_OWNER_NEEDED },
  { "Procedure", KIN_SECTION_VISITS, KIN_OWNER_NEEDED },
  { "CarePlan", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "CareTeam", KIN_SECTION_CARE_TEAM, KIN_OWNER_NEEDED },
  { "Goal", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "Device", KIN_SECTION_OTHER, KIN_OWNER_NO_ONE },
  { "Coverage", KIN_SECTION_INSURANCE, KIN_OWNER_NEEDED },
  { "ServiceRequest", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "QuestionnaireResponse", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "RelatedPerson", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "Specimen", KIN_SECTION_NONE, KIN_OWNER_NEEDED },
  { "FamilyMemberHistory", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "Provenance", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "Practitioner", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "PractitionerRole", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "Organization", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "Location", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "Medication", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "Appointment", KIN_SECTION_APPOINTMENTS, KIN_OWNER_NEEDED },
  { "Account", KIN_SECTION_BILLS, KIN_OWNER_NEEDED },
  { "ExplanationOfBenefit", KIN_SECTION_BILLS, KIN_OWNER_NEEDED },
  { "Claim", KIN_SECTION_BILLS, KIN_OWNER_NEEDED },
  { "Invoice", KIN_SECTION_BILLS, KIN_OWNER_NEEDED },
  { "Communication", KIN_SECTION_MESSAGES, KIN_OWNER_NEEDED },
  { "Task", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "Consent", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "ImmunizationRecommendation", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "Media", KIN_SECTION_SCANS, KIN_OWNER_NEEDED },
  { "ImagingStudy", KIN_SECTION_SCANS, KIN_OWNER_NEEDED },
  { "Flag", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "List", KIN_SECTION_OTHER, KIN_OWNER_NEEDED },
  { "Slot", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "Binary", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
  { "OperationOutcome", KIN_SECTION_NONE, KIN_OWNER_NO_ONE },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const KinKind *kind = kin_kind_find (types[i].type);

      g_assert_cmpstr (kind->type, ==, types[i].type);
      g_assert_cmpint (kind->section, ==, types[i].section);
      g_assert_cmpint (kind->owner, ==, types[i].owner);
      g_assert_nonnull (kind->titles[0]);
    }
}

/* What nobody has heard of yet belongs to somebody until it says so. */
static void
test_unknown (void)
{
  const KinKind *kind = kin_kind_find ("FutureThing");

  g_assert_cmpstr (kind->type, ==, "");
  g_assert_cmpint (kind->owner, ==, KIN_OWNER_NEEDED);
  g_assert_cmpint (kind->section, ==, KIN_SECTION_OTHER);
}

static void
test_words (void)
{
  static const char *const names[][2] = {
    { "FamilyMemberHistory", "Family member history" },
    { "effectiveDateTime", "Effective date time" },
    { "valueURL", "Value url" },
    { "id", "Id" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *words = kin_kind_to_words (names[i][0]);

      g_assert_cmpstr (words, ==, names[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kind/rows", test_rows);
  g_test_add_func ("/kind/unknown", test_unknown);
  g_test_add_func ("/kind/words", test_words);

  return g_test_run ();
}
