/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-code-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-code-words.h"
#include "kin-text.h"

/* Codes of the standard that clinics send without words of their own. */

static const struct
{
  const char *status;
  const char *words;
} states[] = {
  { "final", N_("Final") },
  { "preliminary", N_("Early, it may change") },
  { "registered", N_("Not ready yet") },
  { "partial", N_("Part of it, more will come") },
  { "amended", N_("Changed after it was final") },
  { "corrected", N_("Corrected") },
  { "cancelled", N_("Cancelled") },
  { "revoked", N_("Cancelled") },
  { "active", N_("Active") },
  { "completed", N_("Completed") },
  { "stopped", N_("Stopped") },
  { "on-hold", N_("Paused") },
  { "draft", N_("Draft") },
  { "finished", N_("Finished") },
  { "planned", N_("Planned") },
  { "in-progress", N_("Going on") },
  { "not-done", N_("Not done") },
  { "not-taken", N_("Not taken") },
  { "intended", N_("Meant to be taken") },
  { "booked", N_("Booked") },
  { "proposed", N_("Proposed, not booked") },
  { "pending", N_("Waiting for an answer") },
  { "waitlist", N_("On the waiting list") },
  { "fulfilled", N_("It took place") },
  { "noshow", N_("Missed") },
  { "current", N_("Current") },
  { "superseded", N_("Replaced by a newer one") },
  { "resolved", N_("Over") },
  { "inactive", N_("Not active") },
  { "remission", N_("In remission") },
  { "recurrence", N_("Came back") },
  { "relapse", N_("Came back") },
  { "entered-in-error", N_("Entered by mistake") },
  { "issued", N_("Sent") },
  { "balanced", N_("Paid in full") },
  { "refuted", N_("Ruled out") },
  { "unconfirmed", N_("Not confirmed") },
  { "unknown", N_("The clinic does not say") },
};

/* https://hl7.org/fhir/R4/terminologies-valuesets.html: how sure, how strong, what kind; and of
 * https://terminology.hl7.org/CodeSystem/v3-ActCode what a visit was. */
static const struct
{
  const char *code;
  const char *words;
} codes[] = {
  { "confirmed", N_("Confirmed") },
  { "unconfirmed", N_("Not confirmed") },
  { "refuted", N_("Ruled out") },
  { "provisional", N_("Likely, not yet certain") },
  { "differential", N_("One of several possibilities") },
  { "mild", N_("Mild") },
  { "moderate", N_("Moderate") },
  { "severe", N_("Severe") },
  { "low", N_("Low") },
  { "high", N_("High") },
  { "unable-to-assess", N_("Cannot be judged") },
  { "allergy", N_("Allergy") },
  { "intolerance", N_("Intolerance, not an allergy") },
  { "complete", N_("Complete") },
  { "partial", N_("Only in part") },
  { "queued", N_("Not looked at yet") },
  { "AMB", N_("At a clinic") },
  { "ambulatory", N_("At a clinic") },
  { "EMER", N_("In an emergency department") },
  { "emergency", N_("In an emergency department") },
  { "IMP", N_("Stay in a hospital") },
  { "inpatient encounter", N_("Stay in a hospital") },
  { "ACUTE", N_("Stay in a hospital") },
  { "inpatient acute", N_("Stay in a hospital") },
  { "SS", N_("Short stay in a hospital") },
  { "short stay", N_("Short stay in a hospital") },
  { "OBSENC", N_("Watched in a hospital") },
  { "observation encounter", N_("Watched in a hospital") },
  { "VR", N_("By telephone or video") },
  { "virtual", N_("By telephone or video") },
  { "HH", N_("At home") },
  { "home health", N_("At home") },
};

/**
 * kin_code_to_words:
 * @written: (nullable): what the clinic sent
 *
 * Returns: (transfer full) (nullable): a bare code in words; anything else as it was written
 */
char *
kin_code_to_words (const char *written)
{
  for (guint i = 0; written != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].code, written))
      return g_strdup (_(codes[i].words));

  return g_strdup (written);
}

/**
 * kin_status_to_words:
 * @status: (nullable): a status code
 *
 * Returns: (transfer full) (nullable): it in words; what has none here stands as it was written
 */
char *
kin_status_to_words (const char *status)
{
  if (status == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].status, status))
      return g_strdup (_(states[i].words));

  return kin_text_isolate (status);
}

/* What everything is when nothing is said. */
static const char *const plain_states[]
  = { "active", "available", "booked", "completed", "current", "final", "finished", "fulfilled",
      "issued" };

/**
 * kin_status_to_remark:
 * @status: (nullable): a status code
 *
 * Returns: (transfer full) (nullable): what has to be said beside the name already, such as
 *   "Cancelled" or "Ruled out"; %NULL where things are as one expects
 */
char *
kin_status_to_remark (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_states); i++)
    if (g_strcmp0 (status, plain_states[i]) == 0)
      return NULL;

  return kin_status_to_words (status);
}
