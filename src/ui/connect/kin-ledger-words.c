/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-ledger-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-date-words.h"
#include "kin-ledger-words.h"
#include "kin-section-words.h"

/* What a clinic is asked for, in the names that the sections have where there is one. */
static const struct
{
  const char *type;
  const char *category;
  KinSection  section;
  const char *words;
} questions[] = {
  { "AllergyIntolerance", NULL, KIN_SECTION_ALLERGIES, NULL },
  { "Condition", NULL, KIN_SECTION_CONDITIONS, NULL },
  { "MedicationRequest", NULL, KIN_SECTION_MEDICINES, NULL },
  { "MedicationDispense", NULL, KIN_SECTION_NONE, N_("Medicines that were handed out") },
  { "MedicationStatement", NULL, KIN_SECTION_NONE, N_("Medicines you said you take") },
  { "MedicationAdministration", NULL, KIN_SECTION_NONE, N_("Medicines that were given") },
  { "ImmunizationRecommendation", NULL, KIN_SECTION_NONE, N_("Vaccines that may be due") },
  { "Immunization", NULL, KIN_SECTION_VACCINES, NULL },
  { "Observation", "laboratory", KIN_SECTION_RESULTS, NULL },
  { "Observation", "vital-signs", KIN_SECTION_MEASUREMENTS, NULL },
  { "Observation", "imaging", KIN_SECTION_SCANS, NULL },
  { "Observation", NULL, KIN_SECTION_NONE, N_("Daily life, feelings and abilities") },
  { "DiagnosticReport", NULL, KIN_SECTION_NONE, N_("Reports of tests and scans") },
  { "ImagingStudy", NULL, KIN_SECTION_SCANS, NULL },
  { "DocumentReference", NULL, KIN_SECTION_NONE, N_("Letters, documents and notes") },
  { "Encounter", NULL, KIN_SECTION_NONE, N_("Past visits") },
  { "Procedure", NULL, KIN_SECTION_NONE, N_("Operations and treatments") },
  { "CarePlan", NULL, KIN_SECTION_NONE, N_("Care plans") },
  { "CareTeam", NULL, KIN_SECTION_CARE_TEAM, NULL },
  { "Goal", NULL, KIN_SECTION_NONE, N_("Goals") },
  { "Device", NULL, KIN_SECTION_NONE, N_("Implants and devices") },
  { "Coverage", NULL, KIN_SECTION_INSURANCE, NULL },
  { "ServiceRequest", NULL, KIN_SECTION_NONE, N_("Tests and visits that were ordered") },
  { "QuestionnaireResponse", NULL, KIN_SECTION_NONE, N_("Forms you filled in") },
  { "RelatedPerson", NULL, KIN_SECTION_NONE, N_("People close to you") },
  { "FamilyMemberHistory", NULL, KIN_SECTION_NONE, N_("Health in the family") },
  { "Appointment", NULL, KIN_SECTION_APPOINTMENTS, NULL },
  { "Account", NULL, KIN_SECTION_NONE, N_("Accounts at the clinic") },
  { "Claim", NULL, KIN_SECTION_NONE, N_("What was asked of insurance") },
  { "ExplanationOfBenefit", NULL, KIN_SECTION_NONE, N_("What insurance paid") },
  { "Invoice", NULL, KIN_SECTION_BILLS, NULL },
  { "Communication", NULL, KIN_SECTION_MESSAGES, NULL },
  { "Task", NULL, KIN_SECTION_NONE, N_("Things to do") },
  { "Consent", NULL, KIN_SECTION_NONE, N_("What you agreed to") },
  { "Media", NULL, KIN_SECTION_NONE, N_("Pictures") },
  { "Flag", NULL, KIN_SECTION_NONE, N_("Notes of caution") },
  { "List", NULL, KIN_SECTION_NONE, N_("Lists") },
  { "Patient", NULL, KIN_SECTION_NONE, N_("Name, birth date and address") },
  { "References", NULL, KIN_SECTION_NONE, N_("Doctors, places and other details") },
};

static gboolean
is_about (const char *query,
          const char *type,
          const char *category)
{
  gsize length = strlen (type);

  return g_str_has_prefix (query, type) && !g_ascii_isalpha (query[length]) &&
         (category == NULL || g_str_has_suffix (query, category));
}

/**
 * kin_question_to_words:
 * @query: what a clinic was asked for, as the ledger has it
 *
 * Returns: (transfer full): what that is called here
 */
char *
kin_question_to_words (const char *query)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (is_about (query, questions[i].type, questions[i].category))
      return g_strdup (questions[i].words != NULL ? _(questions[i].words)
                                                  : kin_section_get_words (questions[i].section));

  return g_strdup (kin_section_get_words (KIN_SECTION_OTHER));
}

/* Why something is not here. The engine says it for developers; each has its own next step. */
static const struct
{
  const char *reason;
  const char *words;
} reasons[] = {
  { "not shared with this app",
    N_("Not allowed: you, or the clinic, did not share this with Kinchart.") },
  { "the portal cannot be asked for one person's",
    N_("Not asked: the clinic has no way to ask for one person’s.") },
  { "the portal does not take this question",
    N_("The clinic does not give this to apps. Ask the clinic for it.") },
  { "the portal does not send it in a form we read",
    N_("The clinic sends it in a form that Kinchart cannot read. Ask the clinic for it.") },
  { "the portal does not have this",
    N_("The clinic does not keep this for apps. Ask the clinic for it.") },
  { "the portal does not have this any more",
    N_("The clinic does not have this any more.") },
  { "the portal joined it with another",
    N_("The clinic joined this with another record.") },
  { "the portal refused",
    N_("The clinic said no. Ask the clinic for it.") },
  { "no connection to the portal",
    N_("The network went away. The next check goes on from there.") },
  { "the network wants a sign-in of its own",
    N_("The network wanted a sign-in of its own. The next check goes on from there.") },
  { "the portal did not answer in time",
    N_("The clinic’s service was too slow. The next check goes on from there.") },
  { "the answer was cut off",
    N_("It broke off. The next check goes on from there.") },
  { "the answer is too large",
    N_("It was too large to take safely. Ask the clinic for it as files.") },
  { "the answer is packed so that it can do harm",
    N_("It was packed so that it can do harm, and was not kept. Ask the clinic about it.") },
  { "this was enough for one time",
    N_("It was much for one time. The next check goes on from there.") },
  { "the portal asks to wait",
    N_("The clinic’s service asked to wait. The next check goes on from there.") },
  { "the portal has trouble",
    N_("The clinic’s service had trouble. The next check goes on from there.") },
  { "the answer is not a health record",
    N_("What came was no health record, and was not kept. Ask the clinic about it.") },
  { "the portal points to another server",
    N_("The clinic pointed to another address, which is not safe to follow. Ask the clinic about"
       " it.") },
  { "the portal repeats its pages",
    N_("The clinic sent the same part again and again. What came is kept.") },
  { "the answer has too many pages",
    N_("It has more parts than can be taken safely. What came is kept.") },
  { "the answer has too many entries",
    N_("It has more entries than can be taken safely. What came is kept.") },
  { "the portal says that something went wrong",
    N_("The clinic said that it could not send all of it. What came is kept.") },
  { "it was not asked any more",
    N_("Not asked yet. The next check asks for it.") },
  { "it was stopped",
    N_("It was stopped. The next check goes on from there.") },
};

/**
 * kin_reason_to_words:
 * @state: how it ended
 * @reason: (nullable): the reason that the ledger has
 *
 * Returns: (transfer none): why it is not here, and what to do
 */
const char *
kin_reason_to_words (KinSyncState  state,
                     const char   *reason)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].reason, reason))
      return _(reasons[i].words);

  switch (state)
    {
    case KIN_SYNC_REFUSED:
      return _("The clinic does not give this to apps. Ask the clinic for it.");
    case KIN_SYNC_SKIPPED:
      return _("Not asked: the clinic has no way to ask for it.");
    case KIN_SYNC_WAITING:
    case KIN_SYNC_RUNNING:
      return _("Not finished yet.");
    case KIN_SYNC_FAILED:
    case KIN_SYNC_ANSWERED:
    default:
      return _("It broke off. The next check goes on from there.");
    }
}

/**
 * kin_step_get_kind:
 * @step: a line of the ledger
 *
 * Returns: under which heading it stands
 */
KinAnswerKind
kin_step_get_kind (KinSyncStep *step)
{
  if (kin_sync_step_get_state (step) != KIN_SYNC_ANSWERED)
    return KIN_ANSWER_NOT;

  return kin_sync_step_get_received (step) > 0 || kin_sync_step_get_stored (step) > 0 ||
         kin_sync_step_get_oldest (step) != NULL || kin_sync_step_get_changes_only (step)
         ? KIN_ANSWER_CAME : KIN_ANSWER_NOTHING;
}

static char *
count_to_words (KinSyncStep *step)
{
  guint64 stored = kin_sync_step_get_stored (step);
  guint64 received = kin_sync_step_get_received (step);

  if (stored > 0)
    /* Translators: how many entries of the record came from the clinic at the last check. */
    return g_strdup_printf (g_dngettext (NULL, "%u entry came.", "%u entries came.",
                                         (gulong) stored), (guint) stored);
  if (received > 0)
    /* Translators: how many entries of the record came that were here before. */
    return g_strdup_printf (g_dngettext (NULL, "%u entry, known already.",
                                         "%u entries, all known already.",
                                         (gulong) received), (guint) received);

  return g_strdup (_("Nothing new at the last check."));
}

static char *
dates_to_words (KinSyncStep *step)
{
  g_autofree char *oldest = kin_date_to_words (kin_sync_step_get_oldest (step));
  g_autofree char *newest = kin_date_to_words (kin_sync_step_get_newest (step));

  if (oldest == NULL || newest == NULL)
    return NULL;
  if (g_str_equal (oldest, newest))
    /* Translators: %s is a date. */
    return g_strdup_printf (_("Dated %s."), oldest);

  /* Translators: two dates: of the oldest and of the newest entry. */
  return g_strdup_printf (_("From %1$s to %2$s."), oldest, newest);
}

/**
 * kin_step_to_words:
 * @step: a line of the ledger
 *
 * Returns: (transfer full) (nullable): what came of it: how many, from when to when, or why not
 */
char *
kin_step_to_words (KinSyncStep *step)
{
  g_autofree char *count = NULL;
  g_autofree char *dates = NULL;

  switch (kin_step_get_kind (step))
    {
    case KIN_ANSWER_NOTHING:
      return NULL;
    case KIN_ANSWER_NOT:
      return g_strdup (kin_reason_to_words (kin_sync_step_get_state (step),
                                            kin_sync_step_get_reason (step)));
    case KIN_ANSWER_CAME:
    default:
      break;
    }

  count = count_to_words (step);
  dates = dates_to_words (step);
  /* Translators: how many entries, then from when to when. */
  return dates != NULL ? g_strdup_printf (_("%1$s %2$s"), count, dates)
                       : g_steal_pointer (&count);
}
