/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-paper"

#include "config.h"

#include "kin-practice-paper.h"

/* One column that also fits a phone; two columns of boxes where there is room. Colours have a
 * contrast of at least 7 to 1 in both schemes. */
static const char style[]
    = ":root{color-scheme:light dark;--ink:#1d2733;--soft:#47525f;--paper:#fff;--ground:#eef2f5;"
      "--line:#8795a3;--strong:#0b5563;--on:#fff;--bad:#8c1d18;--hint:#e3eef0}"
      "@media(prefers-color-scheme:dark){:root{--ink:#eef2f5;--soft:#c3ccd4;--paper:#1b242d;"
      "--ground:#10161c;--line:#75828f;--strong:#8ad3e0;--on:#0b1a1e;--bad:#ffb4ab;--hint:#1f3238}}"
      "*{box-sizing:border-box}"
      "body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,"
      "sans-serif}"
      "header{padding:1rem;text-align:center;color:var(--soft)}"
      "header strong{display:block;font-size:1.125rem;color:var(--ink)}"
      "main{max-width:36rem;margin:0 auto 2rem;padding:1.5rem;background:var(--paper);"
      "border-radius:.75rem}"
      "@media(max-width:38rem){main{margin:0;border-radius:0;padding:1.25rem 1rem 2rem}}"
      "h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}"
      "p{margin:0 0 1.25rem;color:var(--soft)}"
      "p.trouble{color:var(--bad);border:2px solid;border-radius:.5rem;padding:.625rem .875rem}"
      "label.field{display:block;font-weight:600;margin-bottom:1.125rem}"
      "label.field input{display:block;width:100%;margin-top:.25rem;padding:.625rem .75rem;"
      "font:inherit;color:inherit;background:transparent;border:1px solid var(--line);"
      "border-radius:.5rem}"
      "fieldset{border:0;margin:0 0 1.25rem;padding:0}"
      "legend{font-weight:600;padding:0;margin-bottom:.375rem}"
      "label.choice{display:flex;gap:.75rem;align-items:center;padding:.5rem .75rem;"
      "margin-bottom:.375rem;border:1px solid var(--line);border-radius:.5rem;min-height:2.75rem;"
      "cursor:pointer;overflow-wrap:anywhere}"
      "label.choice:has(:checked){background:var(--hint)}"
      "label.choice input{width:1.25rem;height:1.25rem;flex:none;margin:0;"
      "accent-color:var(--strong)}"
      "@media(min-width:38rem){.many{display:grid;grid-template-columns:1fr 1fr;gap:0 .5rem}"
      ".many legend{grid-column:1/-1}.many label.choice{font-size:1rem}}"
      ".buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:.5rem;padding:1rem 0;"
      "position:sticky;bottom:0;background:var(--paper)}"
      "button{flex:1 1 9rem;min-height:3rem;padding:.5rem 1rem;font:inherit;font-weight:600;"
      "border-radius:.5rem;border:1px solid var(--strong);background:var(--strong);"
      "color:var(--on);cursor:pointer}"
      "button.no{background:transparent;color:var(--strong)}"
      "button.one{display:block;width:100%;margin-bottom:.375rem;padding:.5rem .75rem;"
      "text-align:start;background:transparent;color:var(--ink);overflow-wrap:anywhere}"
      "button.one small{display:block;font-size:1rem;font-weight:400;color:var(--soft)}"
      ":focus-visible{outline:3px solid var(--strong);outline-offset:2px}";

static const char *const type_words[][2] = {
  { "Account", "Accounts" },
  { "AllergyIntolerance", "Allergies" },
  { "Appointment", "Appointments" },
  { "Binary", "Attached files" },
  { "CarePlan", "Care plans" },
  { "CareTeam", "Care team" },
  { "Claim", "Claims" },
  { "Communication", "Messages" },
  { "Condition", "Conditions" },
  { "Consent", "Consents" },
  { "Coverage", "Insurance" },
  { "Device", "Devices" },
  { "DiagnosticReport", "Reports" },
  { "DocumentReference", "Documents" },
  { "Encounter", "Visits" },
  { "ExplanationOfBenefit", "What insurance paid" },
  { "FamilyMemberHistory", "Family history" },
  { "Flag", "Alerts" },
  { "Goal", "Goals" },
  { "ImagingStudy", "Images" },
  { "Immunization", "Vaccines" },
  { "ImmunizationRecommendation", "Vaccines that are due" },
  { "Invoice", "Bills" },
  { "List", "Lists" },
  { "Location", "Places" },
  { "Media", "Photos and recordings" },
  { "Medication", "Names of medicines" },
  { "MedicationAdministration", "Medicines given" },
  { "MedicationDispense", "Medicines picked up" },
  { "MedicationRequest", "Medicines prescribed" },
  { "MedicationStatement", "Medicines taken" },
  { "Observation", "Results and measurements" },
  { "Organization", "Clinics" },
  { "Patient", "Name, birth date and address" },
  { "Practitioner", "Names of doctors and nurses" },
  { "PractitionerRole", "What doctors and nurses do" },
  { "Procedure", "Procedures" },
  { "Provenance", "Where entries came from" },
  { "QuestionnaireResponse", "Forms you filled in" },
  { "RelatedPerson", "Relatives and helpers" },
  { "Schedule", "Who has free times" },
  { "ServiceRequest", "Orders and referrals" },
  { "Slot", "Free times" },
  { "Specimen", "Samples" },
  { "SupplyDelivery", "Supplies" },
  { "Task", "Tasks" },
};

/**
 * kin_practice_words_for_type:
 * @type: a resource type
 *
 * Returns: what a portal calls it when it asks a person
 */
const char *
kin_practice_words_for_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_words); i++)
    if (g_str_equal (type_words[i][0], type))
      return type_words[i][1];

  return type;
}

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

static void
append_paragraph (GString *out, const char *attributes, const char *text)
{
  g_string_append_printf (out, "<p%s>", attributes);
  append_escaped (out, text);
  g_string_append (out, "</p>");
}

/**
 * kin_practice_paper_new:
 * @title: what the page is for
 * @lead: (nullable): a sentence that explains it
 * @trouble: (nullable): what was wrong with the last try
 *
 * Returns: (transfer full): a page with an open form
 */
KinPracticePaper *
kin_practice_paper_new (const char *title, const char *lead, const char *trouble)
{
  KinPracticePaper *self = g_new0 (KinPracticePaper, 1);

  self->html = g_string_new ("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                             "<meta name=\"viewport\" content=\"width=device-width\"><title>");
  append_escaped (self->html, title);
  g_string_append_printf (self->html,
                          " – Practice portal</title><style>%s</style></head><body>"
                          "<header><strong>Practice portal</strong>"
                          "On this computer, to try things out</header><main><h1>",
                          style);
  append_escaped (self->html, title);
  g_string_append (self->html, "</h1>");
  if (trouble != NULL)
    append_paragraph (self->html, " class=\"trouble\" role=\"alert\"", trouble);
  if (lead != NULL)
    append_paragraph (self->html, "", lead);
  g_string_append (self->html, "<form method=\"post\">");

  return self;
}

/**
 * kin_practice_paper_free:
 * @self: (transfer full): a page
 *
 * Frees a page.
 */
void
kin_practice_paper_free (KinPracticePaper *self)
{
  g_string_free (self->html, TRUE);
  g_free (self);
}

/**
 * kin_practice_paper_add_field:
 * @self: a page
 * @name: the name of the field
 * @label: what a person reads
 * @attributes: what else the field is, in HTML
 *
 * Adds a line to write on.
 */
void
kin_practice_paper_add_field (KinPracticePaper *self, const char *name, const char *label,
                              const char *attributes)
{
  self->asks = TRUE;
  g_string_append (self->html, "<label class=\"field\">");
  append_escaped (self->html, label);
  g_string_append_printf (self->html, "<input name=\"%s\" required %s></label>", name, attributes);
}

/**
 * kin_practice_paper_begin_choices:
 * @self: a page
 * @legend: what is chosen
 * @many: whether there are so many that they may stand in two columns
 *
 * Starts a group of choices.
 */
void
kin_practice_paper_begin_choices (KinPracticePaper *self, const char *legend, gboolean many)
{
  self->asks = TRUE;
  g_string_append_printf (self->html, "<fieldset><legend>");
  append_escaped (self->html, legend);
  g_string_append_printf (self->html, "</legend><div%s>", many ? " class=\"many\"" : "");
}

/**
 * kin_practice_paper_add_choice:
 * @self: a page
 * @name: the name of the field
 * @value: what choosing it says
 * @label: what a person reads
 *
 * Adds something to choose; it is chosen to begin with.
 */
void
kin_practice_paper_add_choice (KinPracticePaper *self, const char *name, const char *value,
                               const char *label)
{
  g_string_append_printf (self->html,
                          "<label class=\"choice\"><input type=\"checkbox\" name=\"%s\" value=\"",
                          name);
  append_escaped (self->html, value);
  g_string_append (self->html, "\" checked><span>");
  append_escaped (self->html, label);
  g_string_append (self->html, "</span></label>");
}

/**
 * kin_practice_paper_add_button:
 * @self: a page
 * @name: the name of the field
 * @value: what pressing it says
 * @label: what a person reads
 * @note: (nullable): something about it, on a line of its own
 *
 * Adds something that is chosen and sent in one go.
 */
void
kin_practice_paper_add_button (KinPracticePaper *self, const char *name, const char *value,
                               const char *label, const char *note)
{
  g_string_append_printf (self->html, "<button class=\"one\" name=\"%s\" value=\"", name);
  append_escaped (self->html, value);
  g_string_append (self->html, "\">");
  append_escaped (self->html, label);
  if (note != NULL)
    {
      g_string_append (self->html, " <small>");
      append_escaped (self->html, note);
      g_string_append (self->html, "</small>");
    }
  g_string_append (self->html, "</button>");
}

/**
 * kin_practice_paper_end_choices:
 * @self: a page
 *
 * Ends a group of choices.
 */
void
kin_practice_paper_end_choices (KinPracticePaper *self)
{
  g_string_append (self->html, "</div></fieldset>");
}

/* The button that goes on comes first: Enter in a field presses the first one. */
static void
append_buttons (GString *out, const char *button)
{
  g_string_append (out, "<div class=\"buttons\">");
  if (button != NULL)
    {
      g_string_append (out, "<button>");
      append_escaped (out, button);
      g_string_append (out, "</button>");
    }
  g_string_append (out, "<button class=\"no\" name=\"answer\" value=\"cancel\" "
                        "formnovalidate>Cancel</button></div>");
}

/**
 * kin_practice_paper_to_answer:
 * @self: a page
 * @status: an HTTP status
 * @button: (nullable): what the button says that goes on; %NULL where nothing goes on, or where
 *   the page has a button for each answer
 *
 * Returns: (transfer full): the finished page, with a way to cancel
 */
KinPracticeAnswer *
kin_practice_paper_to_answer (KinPracticePaper *self, guint status, const char *button)
{
  KinPracticeAnswer *answer = kin_practice_answer_new (status, "text/html; charset=utf-8");

  if (self->asks)
    append_buttons (self->html, button);
  g_string_append (self->html, "</form></main></body></html>\n");
  kin_practice_answer_add_text (answer, self->html->str);
  kin_practice_answer_set_header (answer, "Content-Security-Policy",
                                  "default-src 'none'; style-src 'unsafe-inline'; "
                                  "base-uri 'none'; frame-ancestors 'none'");
  kin_practice_answer_set_header (answer, "Referrer-Policy", "no-referrer");

  return answer;
}
