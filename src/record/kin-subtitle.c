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

static void
join (Collection *collection,
      const char *words)
{
  if (words == NULL)
    return;

  if (!is_empty (collection))
    g_string_append (collection->text, ", ");
  g_string_append (collection->text, words);
}

/* Whose record it is goes without saying. */
static gboolean
is_patient (Collection  *collection,
            KinJsonNode  node)
{
  KinJsonNode subject = kin_json_members_get (collection->resource, "subject");
  g_autofree char *text = kin_json_node_dup_string (kin_json_node_get (node, "reference"));

  return text != NULL
         && (g_str_has_prefix (text, "Patient/")
             || kin_json_node_equals (kin_json_node_get (subject, "reference"), text));
}

static gboolean
collect (KinJsonNode node,
         gpointer    user_data)
{
  Collection *collection = user_data;
  g_autofree char *words = NULL;

  if (is_patient (collection, node))
    return FALSE;

  words = kin_words_from_node (node, collection->resource->object);
  if (words == NULL)
    words = kin_amount_dup_text (node);
  if (words == NULL || kin_words_say_nothing (words) || g_strcmp0 (words, collection->title) == 0
      || strstr (get_text (collection), words) != NULL)
    return FALSE;

  join (collection, words);
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
  KinJsonIter iter;
  KinJsonNode component;
  guint n_joined = 0;

  kin_json_iter_init (&iter, components);
  while (n_joined < MAX_JOINED && kin_json_iter_next (&iter, NULL, &component))
    {
      KinJsonNode code = kin_json_node_get (component, "code");
      g_autofree char *value = kin_value_dup_text (kin_value_find (component, "value"));
      g_autofree char *name = kin_words_from_node (code, none);
      g_autofree char *both = NULL;

      if (value == NULL)
        continue;
      if (name == NULL)
        name = kin_words_from_code (code, none);
      both = name != NULL ? g_strconcat (name, " ", value, NULL) : g_strdup (value);
      join (collection, both);
      n_joined++;
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
    join (collection, pressure);
  else
    add_components (collection, components);
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
      g_autofree char *words = kin_path_dup_text_in (collection->resource, paths[i]);

      /* A number without a unit is not a dose. */
      if (words != NULL && strpbrk (words, "0123456789") == words && strchr (words, ' ') == NULL)
        continue;
      join (collection, words);
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
