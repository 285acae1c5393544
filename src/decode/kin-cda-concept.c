/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-concept"

#include "config.h"

#include <string.h>

#include "kin-cda-values.h"

/* Codes and what they are called. */

#define SHORTEST_WORD 3

/* The same systems of codes in FHIR: https://terminology.hl7.org/ */
static const struct
{
  const char *oid;
  const char *uri;
} systems[] = {
  { "2.16.840.1.113883.6.1", "http://loinc.org" },
  { "2.16.840.1.113883.6.96", "http://snomed.info/sct" },
  { "2.16.840.1.113883.6.88", "http://www.nlm.nih.gov/research/umls/rxnorm" },
  { "2.16.840.1.113883.6.90", "http://hl7.org/fhir/sid/icd-10-cm" },
  { "2.16.840.1.113883.6.3", "http://hl7.org/fhir/sid/icd-10" },
  { "2.16.840.1.113883.6.103", "http://hl7.org/fhir/sid/icd-9-cm" },
  { "2.16.840.1.113883.6.4", "http://www.cms.gov/Medicare/Coding/ICD10" },
  { "2.16.840.1.113883.12.292", "http://hl7.org/fhir/sid/cvx" },
  { "2.16.840.1.113883.6.69", "http://hl7.org/fhir/sid/ndc" },
  { "2.16.840.1.113883.6.12", "http://www.ama-assn.org/go/cpt" },
  { "2.16.840.1.113883.4.9", "http://fdasis.nlm.nih.gov" },
  { "2.16.840.1.113883.6.101", "http://nucc.org/provider-taxonomy" },
  { "2.16.840.1.113883.5.4", "http://terminology.hl7.org/CodeSystem/v3-ActCode" },
  { "2.16.840.1.113883.5.83",
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation" },
  { "2.16.840.1.113883.4.1", "http://hl7.org/fhir/sid/us-ssn" },
  { "2.16.840.1.113883.4.6", "http://hl7.org/fhir/sid/us-npi" },
};

/**
 * kin_cda_dup_system:
 * @node: (nullable): an element
 * @attribute: that holds the number of a system
 *
 * Returns: (transfer full) (nullable): its address in FHIR
 */
char *
kin_cda_dup_system (xmlNode    *node,
                    const char *attribute)
{
  g_autofree char *oid = kin_cda_tree_dup (node, attribute);

  for (guint i = 0; oid != NULL && i < G_N_ELEMENTS (systems); i++)
    if (g_str_equal (oid, systems[i].oid))
      return g_strdup (systems[i].uri);

  if (oid == NULL)
    return NULL;

  return g_strconcat (strchr (oid, '-') != NULL ? "urn:uuid:" : "urn:oid:", oid, NULL);
}

/* A whole table or list is no name of one thing; the first cell of a row may be. */
static xmlNode *
find_words (xmlNode *node)
{
  if (kin_cda_tree_is (node, "table") || kin_cda_tree_is (node, "tbody") ||
      kin_cda_tree_is (node, "list"))
    return NULL;

  return kin_cda_tree_is (node, "tr") ? kin_cda_tree_get (node, "td") : node;
}

/**
 * kin_cda_dup_reference:
 * @text: (nullable): an element with words, or with a reference to words of the document
 *
 * Returns: (transfer full) (nullable): them, when they are few
 */
char *
kin_cda_dup_reference (KinCda  *self,
                       xmlNode *text)
{
  g_autofree char *value = kin_cda_tree_dup (kin_cda_tree_get (text, "reference"), "value");
  char *words = kin_cda_tree_dup_text (text, KIN_CDA_LONGEST_NAME);
  xmlNode *node;

  if (words != NULL || value == NULL)
    return words;

  node = g_hash_table_lookup (self->narrative, value + (*value == '#' ? 1 : 0));
  return kin_cda_tree_dup_text (find_words (node), KIN_CDA_LONGEST_NAME);
}

static JsonObject *
make_coding (xmlNode *code)
{
  g_autofree char *value = kin_cda_tree_is_null (code) ? NULL : kin_cda_tree_dup (code, "code");
  JsonObject *coding;

  if (value == NULL)
    return NULL;

  coding = json_object_new ();
  kin_cda_take (coding, "system", kin_cda_dup_system (code, "codeSystem"));
  kin_cda_set (coding, "code", value);
  kin_cda_take (coding, "display", kin_cda_tree_dup (code, "displayName"));

  return coding;
}

/* Whether two names have a word in common that is more than an article or a unit. */
static gboolean
share_word (const char *a,
            const char *b)
{
  g_auto (GStrv) first = g_str_tokenize_and_fold (a, NULL, NULL);
  g_auto (GStrv) second = g_str_tokenize_and_fold (b, NULL, NULL);

  for (guint i = 0; first[i] != NULL; i++)
    if (g_utf8_strlen (first[i], -1) >= SHORTEST_WORD &&
        g_strv_contains ((const char * const *) second, first[i]))
      return TRUE;

  return FALSE;
}

/* What the code and its translations are called, in their order. */
static GPtrArray *
list_names (xmlNode *code)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  char *name = kin_cda_tree_dup (code, "displayName");

  if (name != NULL)
    g_ptr_array_add (names, name);
  KIN_CDA_FOR_EACH (translation, code, "translation")
    if (!kin_cda_tree_is_null (translation) &&
        (name = kin_cda_tree_dup (translation, "displayName")) != NULL)
      g_ptr_array_add (names, name);

  return names;
}

/* The clinic's own words come first. Words elsewhere in the document are believed when they are
 * near to a name of the code: references go wrong, and an allergy would be called by its
 * reaction. */
static char *
dup_name (KinCda  *self,
          xmlNode *code)
{
  xmlNode *original = kin_cda_tree_get (code, "originalText");
  g_autofree char *words = kin_cda_dup_reference (self, original);
  g_autoptr (GPtrArray) names = list_names (code);
  gboolean believed = names->len == 0 || kin_cda_tree_get (original, "reference") == NULL;

  for (guint i = 0; words != NULL && !believed && i < names->len; i++)
    believed = share_word (words, g_ptr_array_index (names, i));
  if (words != NULL && believed)
    return g_steal_pointer (&words);

  return names->len > 0 ? g_strdup (g_ptr_array_index (names, 0)) : NULL;
}

/**
 * kin_cda_concept:
 * @code: (nullable): an element with a code
 *
 * Returns: (transfer full) (nullable): a CodeableConcept with its codes and translations, and what
 *   the clinic calls it
 */
JsonObject *
kin_cda_concept (KinCda  *self,
                 xmlNode *code)
{
  JsonObject *concept = json_object_new ();

  if (code != NULL)
    {
      kin_cda_append (concept, "coding", make_coding (code));
      KIN_CDA_FOR_EACH (translation, code, "translation")
        kin_cda_append (concept, "coding", make_coding (translation));
      kin_cda_take (concept, "text", dup_name (self, code));
    }
  if (json_object_get_size (concept) == 0)
    g_clear_pointer (&concept, json_object_unref);

  return concept;
}

/**
 * kin_cda_thing:
 * @entity: (nullable): a substance or a product, with a code and a name
 *
 * Returns: (transfer full) (nullable): a CodeableConcept: called by its name where nobody found a
 *   code for it
 */
JsonObject *
kin_cda_thing (KinCda  *self,
               xmlNode *entity)
{
  xmlNode *code = kin_cda_tree_get (entity, "code");
  JsonObject *concept = kin_cda_concept (self, code);
  g_autofree char *name = kin_cda_tree_dup_text (kin_cda_tree_get (entity, "name"),
                                                 KIN_CDA_LONGEST_NAME);

  if (name != NULL && (kin_cda_tree_is_null (code) || !kin_cda_has_words (concept)))
    {
      if (concept == NULL)
        concept = json_object_new ();
      kin_cda_set (concept, "text", name);
    }

  return concept;
}

/* Returns: whether somebody can read it. */
gboolean
kin_cda_has_words (JsonObject *concept)
{
  return concept != NULL && json_object_has_member (concept, "text");
}

/* Returns: (transfer full): a CodeableConcept of FHIR's own. */
JsonObject *
kin_cda_code (const char *system,
              const char *code)
{
  JsonObject *concept = json_object_new ();
  JsonObject *coding = json_object_new ();

  kin_cda_take (coding, "system", g_strconcat ("http://terminology.hl7.org/CodeSystem/", system,
                                               NULL));
  kin_cda_set (coding, "code", code);
  kin_cda_append (concept, "coding", coding);

  return concept;
}
