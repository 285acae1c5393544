/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-item-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-allergy.h"
#include "kin-appointment.h"
#include "kin-bill.h"
#include "kin-calendar-file.h"
#include "kin-care-team.h"
#include "kin-code-words.h"
#include "kin-condition.h"
#include "kin-date-words.h"
#include "kin-document-file.h"
#include "kin-document.h"
#include "kin-insurance.h"
#include "kin-item-words.h"
#include "kin-mark-words.h"
#include "kin-medicine.h"
#include "kin-message.h"
#include "kin-result-words.h"
#include "kin-scan.h"
#include "kin-text.h"
#include "kin-vaccine-names.h"
#include "kin-vaccine.h"
#include "kin-visit.h"

/* What the page of an item says, section by section: what the clinic wrote, under names that
 * people use. Nothing is added to it. */

void
kin_item_part_free (KinItemPart *self)
{
  g_free (self->name);
  g_free (self->words);
  g_free (self);
}

/**
 * kin_item_parts_new:
 *
 * Returns: (transfer full) (element-type KinItemPart): no parts yet
 */
GPtrArray *
kin_item_parts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) kin_item_part_free);
}

/**
 * kin_item_parts_add:
 * @parts: (element-type KinItemPart): gets it
 * @name: (nullable): what it is; %NULL for a paragraph
 * @written: (nullable): what the clinic wrote; nothing is added for %NULL
 */
void
kin_item_parts_add (GPtrArray  *parts,
                    const char *name,
                    const char *written)
{
  KinItemPart *part;

  if (written == NULL || *written == '\0')
    return;

  part = g_new0 (KinItemPart, 1);
  part->name = name != NULL ? kin_text_isolate (name) : NULL;
  part->words = kin_text_isolate_lines (written);
  g_ptr_array_add (parts, part);
}

/**
 * kin_fact_to_words:
 * @name: (nullable): what it is; %NULL for a paragraph
 * @words: what the record says
 *
 * Returns: (transfer full): both in one line of text
 */
char *
kin_fact_to_words (const char *name,
                   const char *words)
{
  if (name == NULL)
    return g_strdup (words);

  /* Translators: what a fact is called, and the fact: "How to take it: By mouth". */
  return g_strdup_printf (_("%1$s: %2$s"), name, words);
}

/**
 * kin_item_parts_say:
 * @parts: (element-type KinItemPart): gets it
 * @sentence: a sentence of ours
 */
void
kin_item_parts_say (GPtrArray  *parts,
                    const char *sentence)
{
  KinItemPart *part = g_new0 (KinItemPart, 1);

  part->words = g_strdup (sentence);
  g_ptr_array_add (parts, part);
}

/**
 * kin_item_say_urgency:
 * @item: an item
 * @now: the time
 * @parts: (element-type KinItemPart): gets it
 *
 * Says that the lab asked for quick attention, where it did.
 *
 * Returns: whether it did
 */
gboolean
kin_item_say_urgency (KinItem   *item,
                      GDateTime *now,
                      GPtrArray *parts)
{
  KinUrgency urgency = kin_item_get_urgency (item, now);
  g_autofree char *words = NULL;

  if (urgency == KIN_URGENCY_NONE)
    return FALSE;

  words = kin_urgency_to_words (urgency, item);
  kin_item_parts_say (parts, words);
  kin_item_parts_say (parts, kin_urgency_to_advice (urgency));

  return TRUE;
}

static const char *const medicine_groups[] = {
  /* Translators: over medicines that a clinic calls active. */
  [KIN_MEDICINE_NOW] = N_("Now, as the clinic says"),
  /* Translators: over medicines that are paused or planned, or of which the clinic says nothing. */
  [KIN_MEDICINE_NOT_SURE] = N_("Not sure"),
  /* Translators: over medicines that a clinic calls completed or stopped. */
  [KIN_MEDICINE_EARLIER] = N_("Earlier, as the clinic says"),
  [KIN_MEDICINE_HANDED_OUT] = N_("Handed out or given"),
};

/**
 * kin_item_group_to_words:
 * @item: one of a list
 * @section: what the list is of
 * @now: today
 *
 * Returns: (transfer full): the heading under which it stands there
 */
char *
kin_item_group_to_words (KinItem    *item,
                         KinSection  section,
                         GDateTime  *now)
{
  if (section == KIN_SECTION_MEDICINES)
    return g_strdup (_(medicine_groups[kin_medicine_get_group (item)]));

  return kin_date_to_group_words (kin_item_get_date (item), now);
}

static void
take (GPtrArray  *parts,
      const char *name,
      char       *written)
{
  kin_item_parts_add (parts, name, written);
  g_free (written);
}

static void
take_date (GPtrArray  *parts,
           const char *name,
           char       *date)
{
  take (parts, name, kin_date_to_words (date));
  g_free (date);
}

static void
take_list (GPtrArray  *parts,
           const char *name,
           GStrv       written)
{
  for (guint i = 0; written != NULL && written[i] != NULL; i++)
    kin_item_parts_add (parts, name, written[i]);
  g_strfreev (written);
}

/* A bare code of the standard in words, anything else as it was written. */
static void
take_code (GPtrArray  *parts,
           const char *name,
           char       *written)
{
  take (parts, name, kin_code_to_words (written));
  g_free (written);
}

/* One line for each, under one name. */
static void
take_lines (GPtrArray  *parts,
            const char *name,
            GStrv       written)
{
  if (written != NULL)
    take (parts, name, g_strjoinv ("\n", written));
  g_strfreev (written);
}

/* A weight is measured, and at home everything is. */
static const char *
who_of_result (KinResult *item)
{
  return kin_item_get_section (KIN_ITEM (item)) == KIN_SECTION_MEASUREMENTS ||
         kin_result_is_from_home (item) ? N_("Measured by") : N_("Who examined it");
}

static void
add_result (KinResult *item,
            GDateTime *now,
            GPtrArray *parts)
{
  kin_result_add_sentences (item, now, parts);
  take (parts, _("Conclusion, as the lab wrote it"), kin_result_dup_conclusion (item));
  take_list (parts, _("Note from the lab or the clinic"), kin_result_list_notes (item));
  take (parts, _("What was examined"), kin_result_dup_specimen (item));
  take (parts, _("How it was measured"), kin_result_dup_method (item));
  take (parts, _("Where on the body"), kin_result_dup_body_site (item));
  take (parts, _(who_of_result (item)), kin_result_dup_performer (item));
}

/* What was handed out, and what somebody takes, is no prescription. */
static const char *
who_of_medicine (KinMedicine *item)
{
  const char *kind = kin_item_get_kind (KIN_ITEM (item));

  if (g_strcmp0 (kind, "MedicationDispense") == 0)
    return N_("Handed out by");
  if (g_strcmp0 (kind, "MedicationAdministration") == 0)
    return N_("Given by");
  if (g_strcmp0 (kind, "MedicationStatement") == 0)
    return N_("Reported by");

  return N_("Prescribed by");
}

static void
add_medicine (KinMedicine *item,
              GPtrArray   *parts)
{
  g_auto (GStrv) instructions = kin_medicine_list_instructions (item);

  for (guint i = 0; instructions != NULL && instructions[i] != NULL; i++)
    kin_item_parts_add (parts, NULL, instructions[i]);

  take (parts, _("Dose"), kin_medicine_dup_dose (item));
  take (parts, _("How to take it"), kin_medicine_dup_route (item));
  take (parts, _("When"), kin_medicine_dup_timing (item));
  take (parts, _("What for"), kin_medicine_dup_reason (item));
  take (parts, _(who_of_medicine (item)), kin_medicine_dup_prescriber (item));
  take (parts, _("Pharmacy"), kin_medicine_dup_pharmacy (item));
  take (parts, _("Amount"), kin_medicine_dup_quantity (item));
  take (parts, _("Refills"), kin_medicine_dup_refills (item));
  take (parts, _("Lasts for"), kin_medicine_dup_supply (item));
  take_date (parts, _("Until"), kin_medicine_dup_end (item));
  take_list (parts, _("Note"), kin_medicine_list_notes (item));
}

static void
add_vaccine (KinVaccine *item,
             GPtrArray  *parts)
{
  if (kin_vaccine_find_name (KIN_ITEM (item)) != NULL)
    kin_item_parts_add (parts, _("Vaccine code (CVX)"), kin_item_get_title (KIN_ITEM (item)));
  take_lines (parts, _("Protects against"), kin_vaccine_list_diseases (item));
  take (parts, _("Dose number"), kin_vaccine_dup_dose_number (item));
  take (parts, _("Doses in all"), kin_vaccine_dup_series_doses (item));
  take (parts, _("Why it was not given"), kin_vaccine_dup_reason_not_given (item));
  take (parts, _("Given by"), kin_vaccine_dup_performer (item));
  take (parts, _("Where on the body"), kin_vaccine_dup_body_site (item));
  take (parts, _("Maker"), kin_vaccine_dup_maker (item));
  take (parts, _("Lot number"), kin_vaccine_dup_lot (item));
  take_list (parts, _("Note"), kin_vaccine_list_notes (item));
}

static void
add_condition (KinCondition *item,
               GPtrArray    *parts)
{
  take_date (parts, _("Began"), kin_condition_dup_onset (item));
  take_date (parts, _("Ended"), kin_condition_dup_end (item));
  take (parts, _("How strong"), kin_condition_dup_severity (item));
  take (parts, _("Where on the body"), kin_condition_dup_body_site (item));
  take (parts, _("Stage"), kin_condition_dup_stage (item));
  take_code (parts, _("How sure the clinic is"), kin_condition_dup_certainty (item));
  take (parts, _("Written down by"), kin_condition_dup_recorder (item));
  take_list (parts, _("Note"), kin_condition_list_notes (item));
}

static void
add_allergy (KinAllergy *item,
             GPtrArray  *parts)
{
  take_lines (parts, _("Reactions"), kin_allergy_list_reactions (item));
  take_code (parts, _("How strong"), kin_allergy_dup_severity (item));
  take_code (parts, _("How serious the clinic thinks it can be"),
             kin_allergy_dup_criticality (item));
  take_code (parts, _("Kind of reaction"), kin_allergy_dup_kind_of_reaction (item));
  take_code (parts, _("How sure the clinic is"), kin_allergy_dup_certainty (item));
  take_date (parts, _("Began"), kin_allergy_dup_onset (item));
  take_date (parts, _("Last time"), kin_allergy_dup_last_time (item));
  take_list (parts, _("Note"), kin_allergy_list_notes (item));
}

static void
add_visit (KinVisit  *item,
           GPtrArray *parts)
{
  take_date (parts, _("Began"), kin_visit_dup_start (item));
  take_date (parts, _("Ended"), kin_visit_dup_end (item));
  take_code (parts, _("Kind of visit"), kin_visit_dup_manner (item));
  take (parts, _("Reason"), kin_visit_dup_reason (item));
  take (parts, _("Place"), kin_visit_dup_place (item));
  take (parts, _("Clinic"), kin_visit_dup_clinic (item));
  take_lines (parts, _("Who was there"), kin_visit_list_people (item));
  take_lines (parts, _("Diagnoses"), kin_visit_list_diagnoses (item));
  take (parts, _("Outcome"), kin_visit_dup_outcome (item));
  take_list (parts, _("Note"), kin_visit_list_notes (item));
}

static void
add_scan (KinScan   *item,
          GDateTime *now,
          GPtrArray *parts)
{
  kin_item_say_urgency (KIN_ITEM (item), now, parts);
  take (parts, _("Conclusion, as the clinic wrote it"), kin_scan_dup_conclusion (item));
  take (parts, _("How it was made"), kin_scan_dup_modality (item));
  take (parts, _("Where on the body"), kin_scan_dup_body_site (item));
  take (parts, _("Reason"), kin_scan_dup_reason (item));
  take (parts, _("Who looked at it"), kin_scan_dup_performer (item));
}

/* Many letters are called by what they are about: it is said once. */
static void
add_description (KinDocument *item,
                 GPtrArray   *parts)
{
  g_autofree char *description = kin_document_dup_description (item);

  if (g_strcmp0 (description, kin_item_get_title (KIN_ITEM (item))) != 0)
    kin_item_parts_add (parts, _("What it is about"), description);
}

static void
add_document (KinDocument *item,
              GPtrArray   *parts)
{
  take (parts, _("Kind of document"), kin_document_dup_kind_of_document (item));
  add_description (item, parts);
  take (parts, _("Written by"), kin_document_dup_author (item));
  take (parts, _("Clinic"), kin_document_dup_clinic (item));
  take_date (parts, _("Filed"), kin_document_dup_filed (item));
}

static void
add_message (KinMessage *item,
             GPtrArray  *parts)
{
  g_autofree char *sent = kin_message_dup_sent (item);
  g_autofree char *topic = kin_message_dup_topic (item);

  /* Mostly it is the title already. */
  if (g_strcmp0 (topic, kin_item_get_title (KIN_ITEM (item))) != 0)
    kin_item_parts_add (parts, _("About"), topic);
  take (parts, _("From"), kin_message_dup_sender (item));
  take_lines (parts, _("To"), kin_message_list_recipients (item));
  take (parts, _("Sent"), kin_appointment_date_to_words (sent));
  take_list (parts, NULL, kin_message_list_paragraphs (item));
}

static void
add_appointment (KinAppointment *item,
                 GPtrArray      *parts)
{
  g_autofree char *start = kin_appointment_dup_start (item);
  g_autofree char *service = kin_appointment_dup_service (item);
  g_autofree char *reason = kin_appointment_dup_reason (item);

  take (parts, NULL, kin_appointment_date_to_words (start));
  take (parts, _("Minutes"), kin_appointment_dup_minutes (item));
  kin_item_parts_add (parts, _("What for"), service);
  if (g_strcmp0 (reason, service) != 0)
    kin_item_parts_add (parts, _("Reason"), reason);
  take_lines (parts, _("With and where"), kin_appointment_list_participants (item));
  take (parts, _("What to do before"), kin_appointment_dup_instructions (item));
  take (parts, _("Comment"), kin_appointment_dup_comment (item));
  take (parts, _("Why it was cancelled"), kin_appointment_dup_cancel_reason (item));
}

static void
add_bill_line (const KinBillLine *line,
               GPtrArray         *parts)
{
  kin_item_parts_add (parts, line->name != NULL ? line->name : _("Amount"), line->amount);
}

static void
add_bill (KinBill   *item,
          GPtrArray *parts)
{
  g_autoptr (GPtrArray) lines = kin_bill_list_lines (item);
  g_autoptr (GPtrArray) totals = kin_bill_list_totals (item);

  if (g_strcmp0 (kin_item_get_kind (KIN_ITEM (item)), "ExplanationOfBenefit") == 0)
    kin_item_parts_say (parts, _("This is not a bill. It says what insurance paid."));
  take (parts, _("Total"), kin_bill_dup_total (item));
  take (parts, _("Paid"), kin_bill_dup_paid (item));
  for (guint i = 0; i < totals->len; i++)
    add_bill_line (g_ptr_array_index (totals, i), parts);
  for (guint i = 0; i < lines->len; i++)
    add_bill_line (g_ptr_array_index (lines, i), parts);
  /* Lines have their names already. */
  if (lines->len == 0)
    take_lines (parts, _("For"), kin_bill_list_services (item));
  take (parts, _("Clinic"), kin_bill_dup_clinic (item));
  take (parts, _("Insurance"), kin_bill_dup_payer (item));
  take_date (parts, _("From"), kin_bill_dup_start (item));
  take_date (parts, _("Until"), kin_bill_dup_end (item));
  take_code (parts, _("Outcome"), kin_bill_dup_outcome (item));
  take_list (parts, _("Note"), kin_bill_list_notes (item));
}

static void
add_insurance (KinInsurance *item,
               GPtrArray    *parts)
{
  take (parts, _("Company"), kin_insurance_dup_payer (item));
  take (parts, _("Plan"), kin_insurance_dup_plan (item));
  take (parts, _("Member number"), kin_insurance_dup_member_number (item));
  take (parts, _("In the name of"), kin_insurance_dup_holder (item));
  take (parts, _("Insured as"), kin_insurance_dup_relationship (item));
  take_date (parts, _("From"), kin_insurance_dup_start (item));
  take_date (parts, _("Until"), kin_insurance_dup_end (item));
}

static void
add_care_team (KinCareTeam *item,
               GPtrArray   *parts)
{
  g_autoptr (GPtrArray) members = kin_care_team_list_members (item);

  for (guint i = 0; i < members->len; i++)
    {
      const KinCareTeamMember *member = g_ptr_array_index (members, i);

      kin_item_parts_add (parts, member->role != NULL ? member->role : _("Care team"),
                          member->name);
    }
  take (parts, _("What for"), kin_care_team_dup_reason (item));
  take (parts, _("Clinic"), kin_care_team_dup_clinic (item));
  take_list (parts, _("Note"), kin_care_team_list_notes (item));
}

/**
 * kin_item_add_tests:
 * @item: with its resource
 * @parts: (element-type KinItemPart): what its page says
 *
 * Adds the names of the tests that a report is made of, as the lab wrote them: where none can be
 * opened, such as on paper.
 */
void
kin_item_add_tests (KinItem   *item,
                    GPtrArray *parts)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GPtrArray) tests = NULL;

  if (!KIN_IS_RESULT (item))
    return;

  tests = kin_result_list_members (KIN_RESULT (item));
  for (guint i = 0; i < tests->len; i++)
    {
      const KinResultMember *test = g_ptr_array_index (tests, i);

      if (test->name != NULL)
        g_strv_builder_add (names, test->name);
    }
  take_lines (parts, _("Tests in it"), g_strv_builder_end (names));
}

/* What the record knows of it stands before what it says. */
static void
say_standing (KinItem   *item,
              GPtrArray *parts)
{
  if (kin_item_has_mark (item, KIN_ITEM_WITHDRAWN))
    kin_item_parts_say (parts, _("The clinic withdrew this entry."));
  if (kin_item_has_mark (item, KIN_ITEM_GONE))
    kin_item_parts_say (parts, _("The clinic no longer shows this entry. It is kept here."));
  if (kin_item_has_mark (item, KIN_ITEM_CHANGED))
    kin_item_parts_say (parts, _("The clinic changed this entry."));
}

/**
 * kin_item_list_parts:
 * @item: with its resource
 * @now: the time
 *
 * Returns: (transfer full) (element-type KinItemPart): what its page says, in order
 */
GPtrArray *
kin_item_list_parts (KinItem   *item,
                     GDateTime *now)
{
  GPtrArray *parts = kin_item_parts_new ();

  say_standing (item, parts);
  if (KIN_IS_RESULT (item))
    add_result (KIN_RESULT (item), now, parts);
  else if (KIN_IS_MEDICINE (item))
    add_medicine (KIN_MEDICINE (item), parts);
  else if (KIN_IS_VACCINE (item))
    add_vaccine (KIN_VACCINE (item), parts);
  else if (KIN_IS_CONDITION (item))
    add_condition (KIN_CONDITION (item), parts);
  else if (KIN_IS_ALLERGY (item))
    add_allergy (KIN_ALLERGY (item), parts);
  else if (KIN_IS_VISIT (item))
    add_visit (KIN_VISIT (item), parts);
  else if (KIN_IS_SCAN (item))
    add_scan (KIN_SCAN (item), now, parts);
  else if (KIN_IS_DOCUMENT (item))
    add_document (KIN_DOCUMENT (item), parts);
  else if (KIN_IS_MESSAGE (item))
    add_message (KIN_MESSAGE (item), parts);
  else if (KIN_IS_APPOINTMENT (item))
    add_appointment (KIN_APPOINTMENT (item), parts);
  else if (KIN_IS_BILL (item))
    add_bill (KIN_BILL (item), parts);
  else if (KIN_IS_INSURANCE (item))
    add_insurance (KIN_INSURANCE (item), parts);
  else if (KIN_IS_CARE_TEAM (item))
    add_care_team (KIN_CARE_TEAM (item), parts);
  else
    kin_item_parts_add (parts, NULL, kin_item_get_subtitle (item));

  return parts;
}

/**
 * kin_item_title_to_words:
 *
 * Returns: (transfer full): what the item is called, isolated: as the clinic wrote it, or a name
 *   for its code where there is no word
 */
char *
kin_item_title_to_words (KinItem *item)
{
  const char *name = kin_vaccine_find_name (item);

  return kin_text_isolate (name != NULL ? name : kin_item_get_title (item));
}

/* One line for all of them, as a calendar has it. */
static char *
join (GStrv lines)
{
  char *joined = lines != NULL && *lines != NULL ? g_strjoinv (", ", lines) : NULL;

  g_strfreev (lines);

  return joined;
}

/**
 * kin_appointment_to_calendar:
 * @item: with its resource
 * @now: the time
 *
 * Returns: (transfer full) (nullable): a file for a calendar, for an appointment that is not over
 *   and was not called off
 */
GBytes *
kin_appointment_to_calendar (KinItem   *item,
                             GDateTime *now)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *place = NULL;
  g_autofree char *notes = NULL;
  KinCalendarEntry entry;

  if (!KIN_IS_APPOINTMENT (item) || !kin_appointment_is_ahead (item, now))
    return NULL;

  start = kin_appointment_dup_start (KIN_APPOINTMENT (item));
  end = kin_appointment_dup_end (KIN_APPOINTMENT (item));
  place = join (kin_appointment_list_participants (KIN_APPOINTMENT (item)));
  notes = kin_appointment_dup_instructions (KIN_APPOINTMENT (item));
  entry = (KinCalendarEntry) { kin_item_get_title (item), start, end, place, notes };

  return kin_calendar_file_new (&entry);
}

/**
 * kin_item_list_files:
 * @item: with its resource
 *
 * Returns: (transfer full) (element-type KinDocumentFile): the documents that belong to it
 */
GPtrArray *
kin_item_list_files (KinItem *item)
{
  return kin_document_file_list (kin_json_get_root (kin_item_get_json (item)));
}

/**
 * kin_item_status_to_words:
 *
 * Returns: (transfer full) (nullable): what the clinic says of its state; a state that has no
 *   words here stands as it was written
 */
char *
kin_item_status_to_words (KinItem *item)
{
  return kin_status_to_words (kin_item_get_status (item));
}
