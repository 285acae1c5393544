/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-statement"

#include "config.h"

#include <string.h>

#include "kin-cda-statement.h"

/* What statements of all kinds have in common. */

#define LONGEST_NOTE 4000

/* LOINC: the standing of a problem or an allergy, and what somebody adds to a statement. */
#define STANDING "33999-4"
#define COMMENT "48767-8"

/**
 * kin_cda_dup_who:
 * @participation: (nullable): an author or a performer
 *
 * Returns: (transfer full) (nullable): the name of the person, else of the clinic
 */
char *
kin_cda_dup_who (xmlNode *participation)
{
  static const char * const paths[] = {
    "assignedAuthor/assignedPerson/name", "assignedEntity/assignedPerson/name",
    "assignedAuthor/representedOrganization/name", "assignedEntity/representedOrganization/name",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      xmlNode *name = kin_cda_tree_get (participation, paths[i]);
      char *words = kin_cda_tree_is_null (name) ? NULL
                                                : kin_cda_tree_dup_text (name,
                                                                         KIN_CDA_LONGEST_NAME);

      if (words != NULL)
        return words;
    }

  return NULL;
}

/**
 * kin_cda_is_section:
 * @code: of LOINC
 *
 * Returns: whether @section is the one with this code
 */
gboolean
kin_cda_is_section (xmlNode    *section,
                    const char *code)
{
  return kin_cda_tree_has (kin_cda_tree_get (section, "code"), "code", code);
}

/**
 * kin_cda_is_earlier:
 *
 * Returns: whether @section says what somebody had, came to a stay with, or was given in it, and
 *   not how it is now
 */
gboolean
kin_cda_is_earlier (xmlNode *section)
{
  static const char * const codes[] = { "11348-0", "46241-6", "42347-5", "42346-7", "29549-3" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (kin_cda_is_section (section, codes[i]))
      return TRUE;

  return FALSE;
}

/**
 * kin_cda_who:
 * @name: the element with them: `performer` or `author`
 *
 * Returns: (transfer full) (nullable): a reference that only has a name
 */
JsonObject *
kin_cda_who (xmlNode    *statement,
             const char *name)
{
  return kin_cda_text_new ("display", kin_cda_dup_who (kin_cda_tree_get (statement, name)));
}

/**
 * kin_cda_is_denied:
 *
 * Returns: whether the statement says that it is not so
 */
gboolean
kin_cda_is_denied (xmlNode *statement)
{
  g_autofree char *said = kin_cda_tree_dup (statement, "negationInd");

  /* What is neither true nor false is no statement that may be relied on. */
  return said != NULL && !g_str_equal (said, "false") && !g_str_equal (said, "0");
}

static gboolean
is_letter (const char *at)
{
  return g_unichar_isalnum (g_utf8_get_char (at));
}

/* Whatever stands around it; a name with a hyphen is one word. */
static char *
dup_first_word (const char *words)
{
  const char *end;

  while (*words != '\0' && !is_letter (words))
    words = g_utf8_next_char (words);
  for (end = words; is_letter (end) || (*end == '-' && is_letter (end + 1));)
    end = g_utf8_next_char (end);

  return g_strndup (words, (gsize) (end - words));
}

/* What is denied may only be told in words that deny it themselves, and begin with that. */
static gboolean
denies (const char *words)
{
  static const char * const beginnings[] = {
    "no", "none", "not", "denies", "nkda", "nka", "never", "without",
    /* German, Spanish, French, Italian, Portuguese, Dutch, Scandinavian, Polish */
    "kein", "keine", "keinerlei", "ohne", "ninguna", "ninguno", "sin", "aucun", "aucune", "sans",
    "nessun", "nessuna", "nenhum", "nenhuma", "sem", "geen", "ingen", "inga", "brak", NULL,
  };
  g_autofree char *first = dup_first_word (words);
  g_autofree char *folded = g_utf8_casefold (first, -1);

  return g_strv_contains (beginnings, folded);
}

static char *
take_denial (char *words)
{
  if (words != NULL && !denies (words))
    g_clear_pointer (&words, g_free);

  return words;
}

/**
 * kin_cda_denies_nothing:
 * @code: (nullable): what the statement is about
 *
 * Returns: whether it is not said what is denied: a place that was left empty
 */
gboolean
kin_cda_denies_nothing (xmlNode *statement,
                        xmlNode *code)
{
  return kin_cda_is_denied (statement) && kin_cda_tree_is_null (code);
}

/**
 * kin_cda_dup_denial:
 * @section: where it stands
 *
 * Returns: (transfer full) (nullable): how the document says in words that it is not so
 */
char *
kin_cda_dup_denial (KinCda  *self,
                    xmlNode *statement,
                    xmlNode *section)
{
  xmlNode *value = kin_cda_tree_get (statement, "value/originalText");
  char *words = take_denial (kin_cda_dup_reference (self, kin_cda_tree_get (statement, "text")));

  if (words == NULL)
    words = take_denial (kin_cda_dup_reference (self, value));

  return words != NULL ? words
                       : take_denial (kin_cda_tree_dup_text (kin_cda_tree_get (section, "text"),
                                                             KIN_CDA_LONGEST_NAME));
}

/**
 * kin_cda_has_own_words:
 *
 * Returns: whether the document says in words, in whatever language, what @statement is about
 */
gboolean
kin_cda_has_own_words (KinCda  *self,
                       xmlNode *statement)
{
  g_autofree char *text = kin_cda_dup_reference (self, kin_cda_tree_get (statement, "text"));
  g_autofree char *value = kin_cda_dup_reference (self, kin_cda_tree_get (statement,
                                                                          "value/originalText"));

  return text != NULL || value != NULL;
}

/**
 * kin_cda_says_no:
 * @concept: (nullable): a CodeableConcept
 *
 * Returns: whether it is called by words that deny it, such as “No known allergies”, or has a code
 *   for that
 */
gboolean
kin_cda_says_no (JsonObject *concept)
{
  return kin_cda_has_words (concept) &&
         (kin_cda_is_absence (concept) ||
          denies (json_object_get_string_member (concept, "text")));
}

/**
 * kin_cda_choose_name:
 * @statement: with a text of its own
 * @concept: (transfer full) (nullable): what it is about
 *
 * Returns: (transfer full) (nullable): the concept, with words from the text of the statement
 *   where it has none of its own; %NULL when nobody could read it
 */
JsonObject *
kin_cda_choose_name (KinCda     *self,
                     xmlNode    *statement,
                     JsonObject *concept)
{
  char *words;

  if (kin_cda_has_words (concept))
    return concept;

  words = kin_cda_dup_reference (self, kin_cda_tree_get (statement, "text"));
  if (words == NULL)
    {
      g_clear_pointer (&concept, json_object_unref);
      return NULL;
    }
  if (concept == NULL)
    concept = json_object_new ();
  kin_cda_take (concept, "text", words);

  return concept;
}

/**
 * kin_cda_find_related:
 * @relation: (nullable): how it is related, such as `SUBJ`
 * @name: what kind of statement
 * @code: (nullable): its code
 *
 * Returns: (nullable): the first statement like that
 */
xmlNode *
kin_cda_find_related (xmlNode    *statement,
                      const char *relation,
                      const char *name,
                      const char *code)
{
  KIN_CDA_FOR_EACH_RELATED (related, statement, relation, name)
    if (code == NULL || kin_cda_tree_has (kin_cda_tree_get (related, "code"), "code", code))
      return related;

  return NULL;
}

/**
 * kin_cda_dup_status:
 *
 * Returns: (transfer full) (nullable): `active`, `completed` …
 */
char *
kin_cda_dup_status (xmlNode *statement)
{
  xmlNode *status = kin_cda_tree_get (statement, "statusCode");

  return kin_cda_tree_is_null (status) ? NULL : kin_cda_tree_dup (status, "code");
}

/**
 * kin_cda_find_status:
 * @rows: what HL7 calls it there, and here
 *
 * Returns: (nullable): how FHIR calls the status of @statement; %NULL when it is in none of @rows
 */
const char *
kin_cda_find_status (xmlNode            *statement,
                     const char * const (*rows)[2],
                     guint               n_rows)
{
  g_autofree char *status = kin_cda_dup_status (statement);

  for (guint i = 0; i < n_rows; i++)
    if (g_strcmp0 (status, rows[i][0]) == 0)
      return rows[i][1];

  return NULL;
}

/**
 * kin_cda_get_standing:
 * @statement: a problem, an allergy or a medicine
 *
 * Returns: (nullable): `active`, `inactive` or `resolved`, where the document says so
 */
const char *
kin_cda_get_standing (xmlNode *statement)
{
  static const char * const standings[][2] = {
    { "55561003", "active" }, { "73425007", "inactive" }, { "413322009", "resolved" },
  };
  xmlNode *value = kin_cda_tree_get (kin_cda_find_related (statement, NULL, "observation",
                                                           STANDING), "value");

  for (guint i = 0; i < G_N_ELEMENTS (standings); i++)
    if (kin_cda_tree_has (value, "code", standings[i][0]))
      return standings[i][1];

  return NULL;
}

/**
 * kin_cda_set_recorded:
 * @name: the member for it
 *
 * Notes when the statement was written down.
 */
void
kin_cda_set_recorded (JsonObject *object,
                      const char *name,
                      xmlNode    *statement)
{
  kin_cda_take (object, name, kin_cda_dup_start (kin_cda_tree_get (statement, "author/time")));
}

/**
 * kin_cda_append_reasons:
 *
 * Takes over what it was for.
 */
void
kin_cda_append_reasons (KinCda     *self,
                        JsonObject *object,
                        xmlNode    *statement)
{
  KIN_CDA_FOR_EACH_RELATED (reason, statement, "RSON", "observation")
    if (!kin_cda_is_denied (reason))
      kin_cda_append (object, "reasonCode",
                      kin_cda_concept (self, kin_cda_tree_get (reason, "value")));
}

/**
 * kin_cda_append_notes:
 *
 * Takes over what somebody added to the statement.
 */
void
kin_cda_append_notes (KinCda     *self,
                      JsonObject *object,
                      xmlNode    *statement)
{
  KIN_CDA_FOR_EACH_RELATED (act, statement, "SUBJ", "act")
    {
      xmlNode *text = kin_cda_tree_get (act, "text");
      char *words;

      if (!kin_cda_tree_has (kin_cda_tree_get (act, "code"), "code", COMMENT))
        continue;
      words = kin_cda_dup_reference (self, text);
      if (words == NULL)
        words = kin_cda_tree_dup_text (text, LONGEST_NOTE);
      kin_cda_append (object, "note", kin_cda_text_new ("text", words));
    }
}
