/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-subtitle"

#include "config.h"

#include <string.h>

#include "kin-coding.h"
#include "kin-path-private.h"
#include "kin-quantity.h"
#include "kin-summary-private.h"
#include "kin-words.h"

#define MAX_CHARACTERS 200
#define MAX_JOINED     4

typedef struct
{
  const KinJsonMembers *resource;
  const char           *title;
  GString              *text;
  gsize                 start;           /* of the subtitle in it */
  guint                 n_joined;
  gboolean              all;
} Collection;

static const char *
get_text (const Collection *collection)
{
  return collection->text->str + collection->start;
}

static gboolean
is_empty (const Collection *collection)
{
  return collection->text->len == collection->start;
}

/* Where the next part starts: behind a comma, unless it is the first. */
static gsize
begin_part (Collection *collection)
{
  if (!is_empty (collection))
    g_string_append (collection->text, ", ");

  return collection->text->len;
}

/* Whose record it is goes without saying. */
static gboolean
is_patient (Collection  *collection,
            KinJsonNode  node)
{
  KinJsonNode subject = kin_json_members_get (collection->resource, "subject");
  KinJsonNode reference = kin_json_node_get (node, "reference");
  g_autofree char *spelled_out = NULL;
  gsize length;
  const char *text = kin_json_node_peek_plain (reference, &length);

  if (text == NULL)
    {
      text = spelled_out = kin_json_node_dup_string (reference);
      length = text != NULL ? strlen (text) : 0;
    }

  return text != NULL
         && ((length >= strlen ("Patient/") && memcmp (text, "Patient/", strlen ("Patient/")) == 0)
             || kin_json_node_reads (kin_json_node_get (subject, "reference"), text, length));
}

/* Whether the title, or the parts before @end, say the same. */
static gboolean
is_said (Collection *collection,
         gsize       end,
         const char *words)
{
  return g_str_equal (words, collection->title)
         || memmem (get_text (collection), end - collection->start, words, strlen (words)) != NULL;
}

static gboolean
collect (KinJsonNode node,
         gpointer    user_data)
{
  Collection *collection = user_data;
  GString *text = collection->text;
  gsize before = text->len;
  gsize start;

  if (is_patient (collection, node))
    return FALSE;

  start = begin_part (collection);
  if (!(kin_words_append_node (text, node, collection->resource->object)
        || kin_amount_append (text, node))
      || kin_words_say_nothing (text->str + start)
      || is_said (collection, before, text->str + start))
    {
      g_string_truncate (text, before);
      return FALSE;
    }

  collection->n_joined++;

  return !collection->all || collection->n_joined >= MAX_JOINED;
}

static void
add_details (Collection        *collection,
             const char *const *paths)
{
  for (guint i = 0; paths[i] != NULL && is_empty (collection); i++)
    {
      collection->all = *paths[i] == '+';
      kin_path_visit_in (collection->resource, paths[i] + (collection->all ? 1 : 0), collect,
                         collection);
    }
}

static KinJsonNode
find_component (KinJsonNode  components,
                const char  *code)
{
  KinJsonIter iter;
  KinJsonNode component;

  kin_json_iter_init (&iter, components);
  while (kin_json_iter_next (&iter, NULL, &component))
    {
      if (kin_coding_has (kin_json_node_get (component, "code"), code))
        return component;
    }

  return (KinJsonNode) { NULL, NULL };
}

/* The two halves of a blood pressure are read as one:
 * https://hl7.org/fhir/R4/bp.html */
static char *
blood_pressure_dup_text (KinJsonNode components)
{
  KinJsonNode upper = find_component (components, "8480-6");
  KinJsonNode lower = find_component (components, "8462-4");
  g_autoptr (KinQuantity) systolic = kin_quantity_new (kin_json_node_get (upper, "valueQuantity"));
  g_autoptr (KinQuantity) diastolic = kin_quantity_new (kin_json_node_get (lower, "valueQuantity"));
  const char *unit;

  if (systolic == NULL || diastolic == NULL || systolic->comparator != NULL
      || diastolic->comparator != NULL || g_strcmp0 (systolic->unit, diastolic->unit) != 0)
    return NULL;

  unit = systolic->unit != NULL ? systolic->unit : systolic->code;

  return g_strconcat (systolic->value, "/", diastolic->value, unit != NULL ? " " : NULL, unit,
                      NULL);
}

static void
add_components (Collection  *collection,
                KinJsonNode  components)
{
  static const KinJsonNode none = { NULL, NULL };
  GString *text = collection->text;
  KinJsonIter iter;
  KinJsonNode component;
  guint n_joined = 0;

  kin_json_iter_init (&iter, components);
  while (n_joined < MAX_JOINED && kin_json_iter_next (&iter, NULL, &component))
    {
      KinJsonNode code = kin_json_node_get (component, "code");
      gsize before = text->len;

      begin_part (collection);
      if (kin_words_append_node (text, code, none) || kin_words_append_code (text, code, none))
        g_string_append_c (text, ' ');
      if (kin_value_append (text, kin_value_find (component, "value")))
        n_joined++;
      else
        g_string_truncate (text, before);
    }
}

static void
add_observation (Collection *collection)
{
  KinJsonNode value = kin_value_find (collection->resource->object, "value");
  KinJsonNode components = kin_json_members_get (collection->resource, "component");
  g_autofree char *pressure = NULL;

  if (kin_value_append (collection->text, value))
    return;

  pressure = blood_pressure_dup_text (components);
  if (pressure != NULL)
    g_string_append (collection->text, pressure);
  else
    add_components (collection, components);
}

/* A number without a unit is not a dose. */
static gboolean
is_bare_number (const char *words)
{
  return g_ascii_isdigit (*words) && strchr (words, ' ') == NULL;
}

/* The parts of a dose where nobody wrote it out. How often is a matter of words,
 * and words are made where it is shown. */
static void
add_dose (Collection *collection)
{
  static const char *const paths[] = {
    "dosageInstruction.doseAndRate.dose[x]", "dosage.doseAndRate.dose[x]", "dosage.dose",
    "dosageInstruction.route", "dosage.route",
    "dosageInstruction.timing.code", "dosage.timing.code",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      gsize before = collection->text->len;
      gsize start = begin_part (collection);

      if (!kin_path_append_text (collection->text, collection->resource, paths[i])
          || is_bare_number (collection->text->str + start))
        g_string_truncate (collection->text, before);
    }
}

/**
 * kin_subtitle_append:
 * @text: text to add to
 * @kind: what is known about the type
 * @resource: the members of a resource
 * @title: its title, which need not be said again
 *
 * Makes the second line: a value with its unit, a dose, who or where, as it was sent.
 *
 * Returns: whether there is one: one line is added, or nothing
 */
gboolean
kin_subtitle_append (GString              *text,
                     const KinKind        *kind,
                     const KinJsonMembers *resource,
                     const char           *title)
{
  Collection collection = { resource, title, text, text->len, 0, FALSE };

  if (kind->special == KIN_SPECIAL_OBSERVATION)
    {
      add_observation (&collection);
    }
  else if (kind->section == KIN_SECTION_MEDICINES)
    {
      add_details (&collection,
                   KIN_PATHS ("dosageInstruction.text", "dosage.text",
                              "dosageInstruction.patientInstruction", "dosage.patientInstruction"));
      if (is_empty (&collection))
        add_dose (&collection);
    }

  add_details (&collection, kind->details);
  if (is_empty (&collection) || g_str_equal (get_text (&collection), title))
    {
      g_string_truncate (text, collection.start);
      return FALSE;
    }

  kin_words_shorten_line (text, collection.start, MAX_CHARACTERS);

  return TRUE;
}
