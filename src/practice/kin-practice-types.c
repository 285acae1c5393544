/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-types"

#include "config.h"

#include "kin-practice-types.h"

#include <string.h>

#define TOKEN KIN_PRACTICE_TOKEN
#define DATE KIN_PRACTICE_DATE
#define REFERENCE KIN_PRACTICE_REFERENCE

/* What can be searched for, type by type (https://hl7.org/fhir/R4/searchparameter-registry.html).
 * Rows of one type stand together. */
static const KinPracticeParameter parameters[] = {
  { "Account", "status", TOKEN, "status" },
  { "Account", "period", DATE, "servicePeriod" },
  { "AllergyIntolerance", "clinical-status", TOKEN, "clinicalStatus" },
  { "AllergyIntolerance", "category", TOKEN, "category" },
  { "AllergyIntolerance", "code", TOKEN, "code" },
  { "AllergyIntolerance", "date", DATE, "recordedDate" },
  { "Appointment", "status", TOKEN, "status" },
  { "Appointment", "date", DATE, "start" },
  { "CarePlan", "category", TOKEN, "category" },
  { "CarePlan", "status", TOKEN, "status" },
  { "CarePlan", "intent", TOKEN, "intent" },
  { "CarePlan", "date", DATE, "period" },
  { "CareTeam", "category", TOKEN, "category" },
  { "CareTeam", "status", TOKEN, "status" },
  { "CareTeam", "date", DATE, "period" },
  { "Claim", "status", TOKEN, "status" },
  { "Claim", "created", DATE, "created" },
  { "Communication", "category", TOKEN, "category" },
  { "Communication", "status", TOKEN, "status" },
  { "Communication", "sent", DATE, "sent" },
  { "Communication", "recipient", REFERENCE, "recipient" },
  { "Communication", "sender", REFERENCE, "sender" },
  { "Condition", "category", TOKEN, "category" },
  { "Condition", "clinical-status", TOKEN, "clinicalStatus" },
  { "Condition", "code", TOKEN, "code" },
  { "Condition", "onset-date", DATE, "onsetDateTime|onsetPeriod" },
  { "Condition", "recorded-date", DATE, "recordedDate" },
  { "Consent", "category", TOKEN, "category" },
  { "Consent", "status", TOKEN, "status" },
  { "Consent", "date", DATE, "dateTime" },
  { "Coverage", "status", TOKEN, "status" },
  { "Coverage", "type", TOKEN, "type" },
  { "Device", "status", TOKEN, "status" },
  { "Device", "type", TOKEN, "type" },
  { "DiagnosticReport", "category", TOKEN, "category" },
  { "DiagnosticReport", "code", TOKEN, "code" },
  { "DiagnosticReport", "status", TOKEN, "status" },
  { "DiagnosticReport", "date", DATE, "effectiveDateTime|effectivePeriod" },
  { "DiagnosticReport", "issued", DATE, "issued" },
  { "DocumentReference", "category", TOKEN, "category" },
  { "DocumentReference", "type", TOKEN, "type" },
  { "DocumentReference", "status", TOKEN, "status" },
  { "DocumentReference", "date", DATE, "date" },
  { "DocumentReference", "period", DATE, "context.period" },
  { "Encounter", "class", TOKEN, "class" },
  { "Encounter", "type", TOKEN, "type" },
  { "Encounter", "status", TOKEN, "status" },
  { "Encounter", "date", DATE, "period" },
  { "ExplanationOfBenefit", "status", TOKEN, "status" },
  { "ExplanationOfBenefit", "created", DATE, "created" },
  { "FamilyMemberHistory", "status", TOKEN, "status" },
  { "FamilyMemberHistory", "code", TOKEN, "condition.code" },
  { "FamilyMemberHistory", "date", DATE, "date" },
  { "Flag", "status", TOKEN, "status" },
  { "Flag", "date", DATE, "period" },
  { "Goal", "lifecycle-status", TOKEN, "lifecycleStatus" },
  { "Goal", "category", TOKEN, "category" },
  { "Goal", "start-date", DATE, "startDate" },
  { "ImagingStudy", "status", TOKEN, "status" },
  { "ImagingStudy", "started", DATE, "started" },
  { "Immunization", "status", TOKEN, "status" },
  { "Immunization", "vaccine-code", TOKEN, "vaccineCode" },
  { "Immunization", "date", DATE, "occurrenceDateTime" },
  { "ImmunizationRecommendation", "date", DATE, "date" },
  { "Invoice", "status", TOKEN, "status" },
  { "Invoice", "date", DATE, "date" },
  { "List", "status", TOKEN, "status" },
  { "List", "code", TOKEN, "code" },
  { "List", "date", DATE, "date" },
  { "Media", "status", TOKEN, "status" },
  { "Media", "created", DATE, "createdDateTime|createdPeriod" },
  { "MedicationAdministration", "status", TOKEN, "status" },
  { "MedicationAdministration", "effective-time", DATE, "effectiveDateTime|effectivePeriod" },
  { "MedicationAdministration", "medication", REFERENCE, "medicationReference" },
  { "MedicationDispense", "status", TOKEN, "status" },
  { "MedicationDispense", "whenhandedover", DATE, "whenHandedOver" },
  { "MedicationDispense", "medication", REFERENCE, "medicationReference" },
  { "MedicationRequest", "intent", TOKEN, "intent" },
  { "MedicationRequest", "status", TOKEN, "status" },
  { "MedicationRequest", "code", TOKEN, "medicationCodeableConcept" },
  { "MedicationRequest", "authoredon", DATE, "authoredOn" },
  { "MedicationRequest", "medication", REFERENCE, "medicationReference" },
  { "MedicationStatement", "status", TOKEN, "status" },
  { "MedicationStatement", "effective", DATE, "effectiveDateTime|effectivePeriod" },
  { "MedicationStatement", "medication", REFERENCE, "medicationReference" },
  { "Observation", "category", TOKEN, "category" },
  { "Observation", "code", TOKEN, "code" },
  { "Observation", "status", TOKEN, "status" },
  { "Observation", "date", DATE, "effectiveDateTime|effectivePeriod|effectiveInstant" },
  { "Procedure", "category", TOKEN, "category" },
  { "Procedure", "code", TOKEN, "code" },
  { "Procedure", "status", TOKEN, "status" },
  { "Procedure", "date", DATE, "performedDateTime|performedPeriod" },
  { "Provenance", "target", REFERENCE, "target" },
  { "QuestionnaireResponse", "status", TOKEN, "status" },
  { "QuestionnaireResponse", "authored", DATE, "authored" },
  { "RelatedPerson", "relationship", TOKEN, "relationship" },
  { "Schedule", "actor", REFERENCE, "actor" },
  { "Schedule", "date", DATE, "planningHorizon" },
  { "ServiceRequest", "category", TOKEN, "category" },
  { "ServiceRequest", "code", TOKEN, "code" },
  { "ServiceRequest", "intent", TOKEN, "intent" },
  { "ServiceRequest", "status", TOKEN, "status" },
  { "ServiceRequest", "authored", DATE, "authoredOn" },
  { "Slot", "schedule", REFERENCE, "schedule" },
  { "Slot", "status", TOKEN, "status" },
  { "Slot", "start", DATE, "start" },
  { "Specimen", "status", TOKEN, "status" },
  { "Specimen", "type", TOKEN, "type" },
  { "Task", "status", TOKEN, "status" },
  { "Task", "code", TOKEN, "code" },
  { "Task", "authored-on", DATE, "authoredOn" },
};

/* What this portal has, in the order it says so. */
static const char *const types[] = {
  "Patient", "Account", "AllergyIntolerance", "Appointment", "Binary", "CarePlan", "CareTeam",
  "Claim", "Communication", "Condition", "Consent", "Coverage", "Device", "DiagnosticReport",
  "DocumentReference", "Encounter", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal",
  "ImagingStudy", "Immunization", "ImmunizationRecommendation", "Invoice", "List", "Location",
  "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationRequest",
  "MedicationStatement", "Observation", "Organization", "Practitioner", "PractitionerRole",
  "Procedure", "Provenance", "QuestionnaireResponse", "RelatedPerson", "Schedule",
  "ServiceRequest", "Slot", "Specimen", "Task", NULL
};

/* The clinic's own address book: nobody's record, open to everyone who is signed in. */
static const char *const shared_types[]
    = { "Endpoint",         "HealthcareService", "Location",      "Medication", "Organization",
        "Practitioner",     "PractitionerRole",  "Questionnaire", "Schedule",   "Slot",
        NULL };

/* Types that R4 lets search by `patient` only; other types of a person take `subject` too. */
static const char *const patient_only[]
    = { "AllergyIntolerance", "Appointment", "Claim",  "Consent",
        "Coverage",           "Device",      "ExplanationOfBenefit",
        "FamilyMemberHistory", "Immunization", "ImmunizationRecommendation",
        "RelatedPerson",      "Task",        NULL };

static const char *const never_by_patient[] = { "Patient", "Binary", "Specimen", NULL };

/**
 * kin_practice_types_first:
 * @type: a resource type
 * @n: (out): how many
 *
 * Returns: (nullable) (array length=n): the parameters of @type
 */
const KinPracticeParameter *
kin_practice_types_first (const char *type, guint *n)
{
  const KinPracticeParameter *first = NULL;

  *n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (g_str_equal (parameters[i].type, type))
      {
        first = first != NULL ? first : &parameters[i];
        *n += 1;
      }

  return first;
}

/**
 * kin_practice_types_find:
 * @type: a resource type
 * @name: the name of a search parameter
 *
 * Returns: (nullable): the parameter
 */
const KinPracticeParameter *
kin_practice_types_find (const char *type, const char *name)
{
  guint n;
  const KinPracticeParameter *first = kin_practice_types_first (type, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (first[i].name, name))
      return &first[i];

  return NULL;
}

/**
 * kin_practice_types_list:
 *
 * Returns: (array zero-terminated=1): the types this portal has by itself
 */
const char *const *
kin_practice_types_list (void)
{
  return types;
}

/**
 * kin_practice_types_is_shared:
 * @type: a resource type
 *
 * Returns: whether resources of this type belong to nobody's record
 */
gboolean
kin_practice_types_is_shared (const char *type)
{
  return g_strv_contains (shared_types, type);
}

/**
 * kin_practice_types_by_patient:
 * @type: a resource type
 *
 * Returns: whether it can be searched with `patient`
 */
gboolean
kin_practice_types_by_patient (const char *type)
{
  return !kin_practice_types_is_shared (type) && !g_strv_contains (never_by_patient, type);
}

/**
 * kin_practice_types_by_subject:
 * @type: a resource type
 *
 * Returns: whether it can be searched with `subject`
 */
gboolean
kin_practice_types_by_subject (const char *type)
{
  return kin_practice_types_by_patient (type) && !g_strv_contains (patient_only, type);
}

/**
 * kin_practice_kind_to_string:
 * @kind: what a parameter looks for
 *
 * Returns: the word FHIR has for it
 */
const char *
kin_practice_kind_to_string (KinPracticeKind kind)
{
  const char *const words[] = { "token", "date", "reference" };

  return words[kind];
}
