/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-header"

#include "config.h"

#include <string.h>

#include "kin-cda-narrative.h"
#include "kin-cda-statement.h"
#include "kin-cda-values.h"

/* Whose document it is, and the document as a letter. */

#define MOST_PARTS 16

/* The patient */

/* https://hl7.org/fhir/R4/valueset-name-use.html; a name that has ended is an old one. */
static const char *
get_use (xmlNode *name)
{
  static const char * const uses[][2] = {
    { "L", "usual" }, { "C", "official" }, { "P", "nickname" }, { "OR", "official" },
  };
  g_autofree char *end = kin_cda_dup_end (kin_cda_tree_get (name, "validTime"));

  if (end != NULL)
    return "old";
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (kin_cda_tree_has (name, "use", uses[i][0]))
      return uses[i][1];

  return NULL;
}

static char *
join_parts (xmlNode    *name,
            const char *part)
{
  g_autoptr (GString) words = g_string_new (NULL);

  KIN_CDA_FOR_EACH (node, name, part)
    {
      g_autofree char *word = kin_cda_tree_dup_text (node, KIN_CDA_LONGEST_NAME);

      /* What somebody was called at birth is another name. */
      if (word != NULL && !kin_cda_tree_has (node, "qualifier", "BR"))
        g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", word);
    }

  return words->len > 0 ? g_strdup (words->str) : NULL;
}

static void
append_words (JsonObject *object,
              const char *member,
              xmlNode    *name,
              const char *part)
{
  JsonArray *words = json_array_new ();

  KIN_CDA_FOR_EACH (node, name, part)
    {
      g_autofree char *word = kin_cda_tree_dup_text (node, KIN_CDA_LONGEST_NAME);

      if (word != NULL && json_array_get_length (words) < MOST_PARTS)
        json_array_add_string_element (words, word);
    }

  if (json_array_get_length (words) > 0)
    json_object_set_array_member (object, member, words);
  else
    json_array_unref (words);
}

static JsonObject *
make_name (xmlNode *node)
{
  JsonObject *name = json_object_new ();

  kin_cda_set (name, "use", get_use (node));
  kin_cda_take (name, "family", join_parts (node, "family"));
  append_words (name, "given", node, "given");
  append_words (name, "prefix", node, "prefix");
  append_words (name, "suffix", node, "suffix");
  if (!json_object_has_member (name, "family") && !json_object_has_member (name, "given"))
    kin_cda_take (name, "text", kin_cda_tree_dup_text (node, KIN_CDA_LONGEST_NAME));

  return name;
}

/* A number that one clinic gives; what is random for each document says nothing. */
static JsonObject *
make_identifier (xmlNode *id)
{
  g_autofree char *value = kin_cda_tree_dup (id, "extension");
  JsonObject *identifier;

  if (kin_cda_tree_is_null (id) || value == NULL)
    return NULL;

  identifier = json_object_new ();
  kin_cda_take (identifier, "system", kin_cda_dup_system (id, "root"));
  kin_cda_set (identifier, "value", value);

  return identifier;
}

static const char *
get_sex (xmlNode *code)
{
  static const char * const sexes[][2] = {
    { "F", "female" }, { "M", "male" }, { "UN", "other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
    if (kin_cda_tree_has (code, "code", sexes[i][0]))
      return sexes[i][1];

  return NULL;
}

static char *
dup_day (xmlNode *time)
{
  char *written = kin_cda_dup_time (time);

  if (written != NULL && strchr (written, 'T') != NULL)
    *strchr (written, 'T') = '\0';

  return written;
}

static void
fill_patient (JsonObject *patient,
              xmlNode    *role)
{
  xmlNode *person = kin_cda_tree_get (role, "patient");

  KIN_CDA_FOR_EACH (id, role, "id")
    kin_cda_append (patient, "identifier", make_identifier (id));
  KIN_CDA_FOR_EACH (name, person, "name")
    if (!kin_cda_tree_is_null (name))
      kin_cda_append (patient, "name", make_name (name));
  kin_cda_set (patient, "gender", get_sex (kin_cda_tree_get (person,
                                                             "administrativeGenderCode")));
  kin_cda_take (patient, "birthDate", dup_day (kin_cda_tree_get (person, "birthTime")));
}

/* Returns: (nullable): the first number that one clinic gives the patient. An id without one may
 * be another in every document. */
static char *
dup_number (xmlNode *role)
{
  KIN_CDA_FOR_EACH (id, role, "id")
    {
      g_autofree char *root = kin_cda_tree_dup (id, "root");
      g_autofree char *extension = kin_cda_tree_dup (id, "extension");

      if (!kin_cda_tree_is_null (id) && root != NULL && extension != NULL)
        return g_strconcat (root, "|", extension, NULL);
    }

  return NULL;
}

/**
 * kin_cda_read_patients:
 *
 * Everything is of the first one; a second one is for the engine to refuse.
 *
 * Returns: whether there is one
 */
gboolean
kin_cda_read_patients (KinCda *self)
{
  KIN_CDA_FOR_EACH (target, self->root, "recordTarget")
    {
      xmlNode *role = kin_cda_tree_get (target, "patientRole");
      KinCdaEntry *entry = kin_cda_add (self, "Patient", NULL);
      g_autofree char *number = dup_number (role);
      g_autofree char *text = NULL;
      g_autofree char *id = NULL;

      fill_patient (entry->body, role);
      text = kin_cda_write_object (entry->body);
      id = kin_cda_dup_hash ("Patient ", number != NULL ? number : text);
      kin_cda_set (entry->body, "id", id);
      if (self->patient == NULL)
        self->patient = g_strconcat ("Patient/", id, NULL);
    }

  return self->patient != NULL;
}

/* The document */

static void
write_sections (GString *html,
                xmlNode *parent)
{
  KIN_CDA_FOR_EACH (component, parent, "component")
    {
      xmlNode *section = kin_cda_tree_get (component, "section");

      if (section == NULL)
        continue;
      kin_cda_narrative_write (html, section);
      write_sections (html, section);
    }
}

/* Returns: (nullable): all that people can read in it */
static JsonObject *
make_page (xmlNode    *body,
           const char *title)
{
  g_autoptr (GString) html = g_string_new ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
                                           "</head><body>\n");
  JsonObject *attachment;

  if (body == NULL)
    return NULL;

  if (title != NULL)
    {
      g_string_append (html, "<h1>");
      kin_cda_narrative_text (html, title);
      g_string_append (html, "</h1>\n");
    }
  write_sections (html, body);
  g_string_append (html, "</body></html>\n");
  attachment = json_object_new ();
  kin_cda_set (attachment, "contentType", "text/html; charset=utf-8");
  kin_cda_take (attachment, "data", g_base64_encode ((const guchar *) html->str, html->len));

  return attachment;
}

static JsonObject *
make_attachment (xmlNode    *root,
                 const char *title)
{
  xmlNode *component = kin_cda_tree_get (root, "component");
  xmlNode *letter = kin_cda_tree_get (component, "nonXMLBody/text");

  return letter != NULL ? kin_cda_letter (letter)
                        : make_page (kin_cda_tree_get (component, "structuredBody"), title);
}

static char *
dup_title (KinCda *self)
{
  char *title = kin_cda_tree_dup_text (kin_cda_tree_get (self->root, "title"),
                                       KIN_CDA_LONGEST_NAME);

  return title != NULL ? title
                       : kin_cda_tree_dup (kin_cda_tree_get (self->root, "code"), "displayName");
}

/* Versions of one document take each other's place; others are documents of their own. */
static char *
dup_document_key (KinCda *self)
{
  xmlNode *set = kin_cda_tree_get (self->root, "setId");
  g_autofree char *root = kin_cda_tree_dup (set, "root");
  g_autofree char *extension = kin_cda_tree_dup (set, "extension");

  if (kin_cda_tree_is_null (set) || root == NULL)
    return kin_cda_dup_key (self->root);

  return g_strconcat ("set ", root, "|", extension, NULL);
}

static void
set_date (JsonObject *document,
          JsonObject *attachment,
          xmlNode    *time)
{
  g_autofree char *date = kin_cda_dup_time (time);

  /* The date of a document is a moment in FHIR; less than that stands with its file. */
  if (date != NULL && strchr (date, 'T') != NULL)
    kin_cda_set (document, "date", date);
  kin_cda_set (attachment, "creation", date);
}

/**
 * kin_cda_read_document:
 *
 * Adds the document itself, so that all of it can be read, also what is no entry.
 *
 * Returns: whether there is anything to read
 */
gboolean
kin_cda_read_document (KinCda *self)
{
  g_autofree char *title = dup_title (self);
  JsonObject *attachment = make_attachment (self->root, title);
  xmlNode *custodian = kin_cda_tree_get (self->root, "custodian/assignedCustodian/"
                                                     "representedCustodianOrganization");
  JsonObject *content;
  KinCdaEntry *entry;

  if (attachment == NULL)
    return FALSE;

  entry = kin_cda_add (self, "DocumentReference", NULL);
  entry->key = dup_document_key (self);
  kin_cda_set (entry->body, "status", "current");
  kin_cda_set (entry->body, "description", title);
  /* Without its code: with it, it would stand among the visits. */
  kin_cda_put (entry->body, "type",
               kin_cda_text_new ("text", kin_cda_tree_dup (kin_cda_tree_get (self->root, "code"),
                                                           "displayName")));
  set_date (entry->body, attachment, kin_cda_tree_get (self->root, "effectiveTime"));
  KIN_CDA_FOR_EACH (author, self->root, "author")
    kin_cda_append (entry->body, "author",
                    kin_cda_text_new ("display", kin_cda_dup_who (author)));
  kin_cda_put (entry->body, "custodian",
               kin_cda_text_new ("display",
                                 kin_cda_tree_dup_text (kin_cda_tree_get (custodian, "name"),
                                                        KIN_CDA_LONGEST_NAME)));
  content = json_object_new ();
  kin_cda_put (content, "attachment", attachment);
  kin_cda_append (entry->body, "content", content);

  return TRUE;
}
