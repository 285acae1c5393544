/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-bundle"

#include "config.h"

#include <string.h>

#include "kin-cda-values.h"

/* What was found, as one Bundle. An entry is known by the id that the document gives it, so that
 * a newer document replaces it, and doubles nothing; where there is none, or several entries share
 * one, by what it says. */

/* How ids end that programs have copied from HL7's examples: they name nothing. */
#define COPIED_ID "-0800200c9a66"

/* No text of an XML file has this character. */
#define NUMBER_MARK "\001"
#define WRITTEN_MARK "\"\\u0001"

void
kin_cda_entry_free (KinCdaEntry *entry)
{
  g_free (entry->key);
  json_object_unref (entry->body);
  g_clear_pointer (&entry->members, g_ptr_array_unref);
  g_free (entry);
}

static gboolean
is_copied (const char *root,
           const char *extension)
{
  g_autofree char *low = g_ascii_strdown (root, -1);

  return extension == NULL && g_str_has_suffix (low, COPIED_ID);
}

/**
 * kin_cda_dup_key:
 * @statement: (nullable): an element with ids
 *
 * Returns: (transfer full) (nullable): its own one
 */
char *
kin_cda_dup_key (xmlNode *statement)
{
  KIN_CDA_FOR_EACH (id, statement, "id")
    {
      g_autofree char *root = kin_cda_tree_dup (id, "root");
      g_autofree char *extension = kin_cda_tree_dup (id, "extension");

      if (!kin_cda_tree_is_null (id) && root != NULL && !is_copied (root, extension))
        return g_strconcat (root, "|", extension, NULL);
    }

  return NULL;
}

KinCdaEntry *
kin_cda_entry_new (const char *type,
                   xmlNode    *statement)
{
  KinCdaEntry *entry = g_new0 (KinCdaEntry, 1);

  entry->type = type;
  entry->key = kin_cda_dup_key (statement);
  entry->body = json_object_new ();

  return entry;
}

/**
 * kin_cda_add:
 * @type: of the resource
 * @statement: (nullable): the element with its ids
 *
 * Returns: (transfer none): a new entry, still empty
 */
KinCdaEntry *
kin_cda_add (KinCda     *self,
             const char *type,
             xmlNode    *statement)
{
  KinCdaEntry *entry = kin_cda_entry_new (type, statement);

  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* Members */

void
kin_cda_set (JsonObject *object,
             const char *name,
             const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

void
kin_cda_take (JsonObject *object,
              const char *name,
              char       *text)
{
  kin_cda_set (object, name, text);
  g_free (text);
}

/* With the digits that it was written with. */
void
kin_cda_set_number (JsonObject *object,
                    const char *name,
                    const char *number)
{
  if (number != NULL)
    kin_cda_take (object, name, g_strconcat (NUMBER_MARK, number, NULL));
}

void
kin_cda_put (JsonObject *object,
             const char *name,
             JsonObject *value)
{
  if (value != NULL)
    json_object_set_object_member (object, name, value);
}

void
kin_cda_append (JsonObject *object,
                const char *name,
                JsonObject *value)
{
  if (value == NULL)
    return;

  if (!json_object_has_member (object, name))
    json_object_set_array_member (object, name, json_array_new ());
  json_array_add_object_element (json_object_get_array_member (object, name), value);
}

/* Returns: (nullable): an object with this text only, such as a concept or a reference. */
JsonObject *
kin_cda_text_new (const char *name,
                  char       *text)
{
  JsonObject *object = text != NULL ? json_object_new () : NULL;

  if (object != NULL)
    kin_cda_set (object, name, text);
  g_free (text);

  return object;
}

/* Ids */

/* Returns: (transfer full): it in JSON, its numbers still marked. */
char *
kin_cda_write_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/* Returns: (transfer full): it in JSON, but for the members with @names. */
char *
kin_cda_write_without (JsonObject         *object,
                       const char * const *names)
{
  g_autoptr (JsonObject) rest = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *at = members; at != NULL; at = at->next)
    if (!g_strv_contains (names, at->data))
      json_object_set_member (rest, at->data, json_object_dup_member (object, at->data));

  return kin_cda_write_object (rest);
}

/* An id of FHIR: 64 letters and digits at the most. */
char *
kin_cda_dup_hash (const char *text,
                  const char *more)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (hash, (const guchar *) text, -1);
  if (more != NULL)
    g_checksum_update (hash, (const guchar *) more, -1);

  return g_strdup_printf ("cda-%.40s", g_checksum_get_string (hash));
}

/* How many different things each id of the document stands for. */
static GHashTable *
count_keys (KinCda *self)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinCdaEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *name = g_strconcat (entry->type, " ", entry->key, NULL);
      g_autofree char *text = kin_cda_write_object (entry->body);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

      if (entry->key != NULL && g_hash_table_add (seen, g_strconcat (name, text, NULL)))
        g_hash_table_insert (counts, g_steal_pointer (&name), GUINT_TO_POINTER (count + 1));
    }

  return counts;
}

static void
set_ids (KinCda *self)
{
  g_autoptr (GHashTable) counts = count_keys (self);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinCdaEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *name = g_strconcat (entry->type, " ", entry->key, NULL);
      g_autofree char *text = kin_cda_write_object (entry->body);
      gboolean alone = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) == 1;

      /* The patient has an id by which all others know it. */
      if (!json_object_has_member (entry->body, "id"))
        kin_cda_take (entry->body, "id", kin_cda_dup_hash (name, alone ? NULL : text));
    }
}

/* With its name: a report is read by what is in it. */
static JsonObject *
make_member (const KinCdaEntry *member)
{
  const char *id = json_object_get_string_member (member->body, "id");
  JsonObject *code = json_object_get_object_member (member->body, "code");
  JsonObject *reference
      = kin_cda_text_new ("reference", g_strconcat (member->type, "/", id, NULL));

  kin_cda_set (reference, "display",
               json_object_get_string_member_with_default (code, "text", NULL));

  return reference;
}

static void
set_members (KinCda *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinCdaEntry *entry = g_ptr_array_index (self->entries, i);

      for (guint j = 0; entry->members != NULL && j < entry->members->len; j++)
        {
          const KinCdaEntry *member = g_ptr_array_index (entry->members, j);
          kin_cda_append (entry->body, "result", make_member (member));
        }
    }
}

/* So that an older document, opened later, takes back nothing. */
static void
set_updated (KinCda     *self,
             JsonObject *body)
{
  static const char first[] = "0000-01-01T00:00:00Z";
  char *time = self->moment != NULL
               ? g_strdup (self->moment)
               : kin_cda_dup_time (kin_cda_tree_get (self->root, "effectiveTime"));

  if (time != NULL && strchr (time, 'T') == NULL)
    {
      char *moment = g_strconcat (time, first + strlen (time), NULL);

      g_free (time);
      time = moment;
    }

  kin_cda_put (body, "meta", kin_cda_text_new ("lastUpdated", time));
}

static void
set_subject (KinCda            *self,
             const KinCdaEntry *entry)
{
  static const char * const names[][2] = {
    { "AllergyIntolerance", "patient" }, { "Immunization", "patient" }, { "Device", "patient" },
    { "FamilyMemberHistory", "patient" }, { "Coverage", "beneficiary" },
    { "ExplanationOfBenefit", "patient" },
  };
  const char *name = "subject";

  /* An appointment has the person among those who come. */
  if (g_str_equal (entry->type, "Patient") || g_str_equal (entry->type, "Appointment"))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (entry->type, names[i][0]))
      name = names[i][1];
  kin_cda_put (entry->body, name, kin_cda_text_new ("reference", g_strdup (self->patient)));
}

/* json-glib writes 1.10 as 1.1; each number was put aside as a text with a mark. */
static GBytes *
write_numbers (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  const char *mark;

  while ((mark = strstr (text, WRITTEN_MARK)) != NULL)
    {
      const char *number = mark + strlen (WRITTEN_MARK);
      gsize length = strcspn (number, "\"");

      g_string_append_len (out, text, mark - text);
      g_string_append_len (out, number, (gssize) length);
      text = number + length + 1;
    }
  g_string_append (out, text);

  return g_string_free_to_bytes (out);
}

/* What a document says in several sections, word for word, is one: a problem, and the diagnosis of
 * a stay. Two equal results are two. */
static gboolean
is_said_once (const KinCdaEntry *entry)
{
  return g_str_equal (entry->type, "Condition") || g_str_equal (entry->type, "MedicationStatement");
}

/* Whether it is so now: of a problem, and of a medicine. */
static const char * const standing[] = { "clinicalStatus", "status", NULL };

static gboolean
has_standing (const KinCdaEntry *entry)
{
  return json_object_has_member (entry->body, "clinicalStatus") ||
         g_strcmp0 (json_object_get_string_member_with_default (entry->body, "status", "unknown"),
                    "unknown") != 0;
}

static char *
dup_but_standing (const KinCdaEntry *entry)
{
  g_autofree char *text = kin_cda_write_without (entry->body, standing);

  return g_strconcat (entry->type, text, NULL);
}

/* One that says less than another is said by that, wherever it stands. */
static GHashTable *
list_with_standing (KinCda *self)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinCdaEntry *entry = g_ptr_array_index (self->entries, i);

      if (is_said_once (entry) && has_standing (entry))
        g_hash_table_add (texts, dup_but_standing (entry));
    }

  return texts;
}

static gboolean
is_said_before (GHashTable        *said,
                GHashTable        *with_standing,
                const KinCdaEntry *entry)
{
  g_autofree char *rest = NULL;
  g_autofree char *text = NULL;

  if (!is_said_once (entry))
    return FALSE;

  rest = dup_but_standing (entry);
  if (!has_standing (entry) && g_hash_table_contains (with_standing, rest))
    return TRUE;

  text = kin_cda_write_object (entry->body);
  return !g_hash_table_add (said, g_strconcat (entry->type, text, NULL));
}

static void
drop_repeated (KinCda *self)
{
  g_autoptr (GHashTable) with_standing = list_with_standing (self);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len;)
    if (is_said_before (said, with_standing, g_ptr_array_index (self->entries, i)))
      g_ptr_array_remove_index (self->entries, i);
    else
      i++;
}

/**
 * kin_cda_to_bundle:
 *
 * Returns: (transfer full): a Bundle of FHIR R4 with all that was found, everything once
 */
GBytes *
kin_cda_to_bundle (KinCda *self)
{
  g_autoptr (JsonObject) bundle = json_object_new ();
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;

  drop_repeated (self);
  set_ids (self);
  set_members (self);
  kin_cda_set (bundle, "resourceType", "Bundle");
  kin_cda_set (bundle, "type", "collection");
  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinCdaEntry *entry = g_ptr_array_index (self->entries, i);
      const char *id = json_object_get_string_member (entry->body, "id");
      JsonObject *element;

      if (!g_hash_table_add (written, g_strconcat (entry->type, "/", id, NULL)))
        continue;
      kin_cda_set (entry->body, "resourceType", entry->type);
      set_subject (self, entry);
      set_updated (self, entry->body);
      element = json_object_new ();
      kin_cda_put (element, "resource", json_object_ref (entry->body));
      kin_cda_append (bundle, "entry", element);
    }

  text = kin_cda_write_object (bundle);
  return write_numbers (text);
}
