/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-blue-results"

#include "config.h"

#include <string.h>

#include "kin-blue-report.h"
#include "kin-cda-values.h"

/* What VA's laboratories found: a panel with its name and day, and below it one test after the
 * other. The first of them shares a record with what stands above it. */

const char * const kin_blue_result_keys[] = {
  "Lab Test", "Lab Type", "Ordering Provider", "Ordering Location", "Specimen",
  "Date/Time Collected", "Test Name", "Result", "Units", "Reference Range", "Interpretation",
  "Performing Location", "Status", "Comments", NULL,
};

/* Returns: (transfer full) (nullable): a number for JSON, with the digits that were written;
 *   %NULL when it is more than a number */
static char *
dup_number (const char *words)
{
  g_autofree char *number = *words == '.' ? g_strconcat ("0", words, NULL) : g_strdup (words);

  return g_regex_match_simple ("^-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1,9})?$", number,
                               G_REGEX_DOLLAR_ENDONLY, 0)
         ? g_steal_pointer (&number) : NULL;
}

/* Returns: (transfer full) (nullable): so much of a unit */
static JsonObject *
make_quantity (const char *words,
               const char *unit)
{
  g_autofree char *number = dup_number (words);
  JsonObject *quantity;

  if (number == NULL)
    return NULL;

  quantity = json_object_new ();
  kin_cda_set_number (quantity, "value", number);
  kin_cda_set (quantity, "unit", unit);

  return quantity;
}

/* What the laboratory says of a result stands behind it (HL7 v3 ObservationInterpretation). */
static JsonObject *
take_flag (char *words)
{
  static const char * const flags[][2] = {
    { " Critical High", "HH" }, { " Critical Low", "LL" }, { " High", "H" }, { " Low", "L" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (g_str_has_suffix (words, flags[i][0]))
      {
        JsonObject *flag = kin_cda_code ("v3-ObservationInterpretation", flags[i][1]);

        words[strlen (words) - strlen (flags[i][0])] = '\0';
        kin_cda_set (flag, "text", flags[i][0] + 1);
        g_strchomp (words);
        return flag;
      }

  return NULL;
}

static void
set_result (JsonObject *body,
            const char *result,
            const char *unit)
{
  g_autofree char *words = g_strdup (result);
  JsonObject *flag = take_flag (words);
  JsonObject *quantity = make_quantity (words, unit);

  if (quantity != NULL)
    kin_cda_put (body, "valueQuantity", quantity);
  else if (unit != NULL)
    kin_cda_take (body, "valueString", g_strjoin (" ", words, unit, NULL));
  else
    kin_cda_set (body, "valueString", words);
  kin_cda_append (body, "interpretation", flag);
}

/* "(3.6-5.1)", or any other words of the laboratory. */
static void
append_range (JsonObject *body,
              const char *words,
              const char *unit)
{
  gsize length = words != NULL ? strlen (words) : 0;
  g_autofree char *inside = length > 2 && words[0] == '(' && words[length - 1] == ')'
                            ? g_strndup (words + 1, length - 2) : g_strdup (words);
  g_auto (GStrv) ends = g_strsplit (inside != NULL ? inside : "", "-", 2);
  JsonObject *range = kin_cda_text_new ("text", g_strdup (inside));
  JsonObject *low = NULL, *high = NULL;

  if (range == NULL)
    return;

  if (g_strv_length (ends) == 2)
    {
      low = make_quantity (g_strstrip (ends[0]), unit);
      high = make_quantity (g_strstrip (ends[1]), unit);
    }
  if (low != NULL && high != NULL)
    {
      kin_cda_put (range, "low", g_steal_pointer (&low));
      kin_cda_put (range, "high", g_steal_pointer (&high));
    }
  g_clear_pointer (&low, json_object_unref);
  g_clear_pointer (&high, json_object_unref);
  kin_cda_append (body, "referenceRange", range);
}

/* https://hl7.org/fhir/R4/valueset-observation-status.html */
static const char *
get_status (KinBlueRecord *record)
{
  static const char * const states[][2] = {
    { "Final", "final" }, { "Pending", "registered" }, { "Corrected", "corrected" },
  };
  const char *status = kin_blue_get (record, "Status");

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (status, states[i][0]) == 0)
      return states[i][1];

  return "unknown";
}

static void
put_display (JsonObject    *body,
             const char    *name,
             KinBlueRecord *record,
             const char    *field)
{
  kin_cda_put (body, name, kin_cda_text_new ("display", g_strdup (kin_blue_get (record, field))));
}

/**
 * kin_blue_end_panel:
 *
 * A panel of one test says nothing that the test does not say.
 */
void
kin_blue_end_panel (KinBlueReport *self)
{
  KinCdaEntry *panel = g_steal_pointer (&self->panel);

  if (panel != NULL && panel->members->len < 2 &&
      !json_object_has_member (panel->body, "conclusion"))
    g_ptr_array_remove (self->cda.entries, panel);
}

/* What holds the tests that follow together. */
static void
begin_panel (KinBlueReport *self,
             KinBlueRecord *record)
{
  const char *collected = kin_blue_get (record, "Date/Time Collected");
  const char *name = kin_blue_get (record, "Lab Test");
  g_autofree char *one = g_strjoin ("|", name, collected != NULL ? collected : "", NULL);
  KinCdaEntry *panel = kin_blue_add (self, "DiagnosticReport", "panel", one,
                                           kin_blue_get (record, "Specimen"));

  panel->members = g_ptr_array_new ();
  kin_cda_set (panel->body, "status", "final");
  kin_cda_append (panel->body, "category", kin_cda_code ("v2-0074", "LAB"));
  kin_cda_put (panel->body, "code", kin_cda_text_new ("text", g_strdup (name)));
  kin_cda_take (panel->body, "effectiveDateTime", kin_blue_dup_date (collected));
  put_display (panel->body, "specimen", record, "Specimen");
  self->panel = panel;
}

static void
set_day_of_panel (KinBlueReport *self,
                  JsonObject    *body)
{
  kin_cda_set (body, "effectiveDateTime",
               json_object_get_string_member_with_default (self->panel->body,
                                                           "effectiveDateTime", NULL));
}

/* Nothing is final as long as a part of it is not. */
static void
add_to_panel (KinBlueReport *self,
              KinCdaEntry   *entry,
              const char    *status)
{
  KinCdaEntry *panel = self->panel;

  g_ptr_array_add (panel->members, entry);
  if (!g_str_equal (status, "final") && !g_str_equal (status, "corrected"))
    kin_cda_set (panel->body, "status",
                 g_str_equal (status, "registered") && panel->members->len == 1 ? "registered"
                                                                                 : "partial");
}

/**
 * kin_blue_read_result:
 *
 * Adds an entry for a result of VA's laboratories, and one for what holds it together with others.
 */
void
kin_blue_read_result (KinBlueReport *self,
                      KinBlueRecord *record)
{
  const char *name = kin_blue_get (record, "Test Name");
  const char *result = kin_blue_get (record, "Result");
  const char *unit = kin_blue_get (record, "Units");
  const char *status = get_status (record);
  KinCdaEntry *entry;
  JsonObject *performer;

  if (kin_blue_get (record, "Lab Test") != NULL)
    {
      kin_blue_end_panel (self);
      begin_panel (self, record);
    }
  if (name == NULL || self->panel == NULL)
    return;

  entry = kin_blue_add (self, "Observation", "result", name, self->panel->key);
  performer = kin_cda_text_new ("display", g_strdup (kin_blue_get (record,
                                                                   "Performing Location")));
  kin_cda_set (entry->body, "status", status);
  kin_cda_append (entry->body, "category", kin_cda_code ("observation-category", "laboratory"));
  kin_cda_put (entry->body, "code", kin_cda_text_new ("text", g_strdup (name)));
  set_day_of_panel (self, entry->body);
  if (result != NULL)
    set_result (entry->body, result, unit);
  append_range (entry->body, kin_blue_get (record, "Reference Range"), unit);
  kin_cda_append (entry->body, "performer", performer);
  kin_blue_append_note (entry->body, record, "Interpretation");
  add_to_panel (self, entry, status);
  /* They stand below the last test, and are about all of them. */
  kin_cda_set (self->panel->body, "conclusion", kin_blue_get (record, "Comments"));
}
