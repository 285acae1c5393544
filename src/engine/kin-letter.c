/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-letter"

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "kin-file-kind.h"
#include "kin-letter.h"

#define MOST_CHARACTERS 120

/* The name of a file says what the letter is about better than anything else here does. */
static char *
make_name (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *backslash = strrchr (name, '\\');
  const char *base = slash != NULL ? slash + 1 : name;
  g_autofree char *words = NULL;
  char *dot;

  if (backslash != NULL && backslash >= base)
    base = backslash + 1;

  words = g_utf8_make_valid (base, -1);
  dot = strrchr (words, '.');
  if (dot != NULL && dot != words)
    *dot = '\0';
  for (char *c = words; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';

  g_strstrip (words);

  return g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), MOST_CHARACTERS));
}

/**
 * kin_letter_new:
 * @name: what the file is called, or ""; folders before it are left out
 * @seconds: when the file was last changed, in Unix time
 * @bytes: the file
 *
 * Returns: (transfer full): it as a letter
 */
KinLetter *
kin_letter_new (const char *name,
                gint64      seconds,
                GBytes     *bytes)
{
  KinLetter *self = g_new0 (KinLetter, 1);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  self->name = make_name (name);
  self->media_type = kin_file_kind_find (kin_file_kind_from_name (name), bytes);
  self->date = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("1970-01-01");
  self->id = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  self->bytes = g_bytes_ref (bytes);

  return self;
}

/**
 * kin_letter_new_of_item:
 * @item: what kin_letter_to_resource() made, with its resource
 * @bytes: the file
 *
 * Returns: (transfer full): the letter that it was, without what the person said of its date
 */
KinLetter *
kin_letter_new_of_item (KinItem *item,
                        GBytes  *bytes)
{
  KinLetter *self = g_new0 (KinLetter, 1);
  KinJsonNode root = kin_json_get_root (kin_item_get_json (item));
  KinJsonNode content = kin_json_node_at (kin_json_node_get (root, "content"), 0);
  KinJsonNode attachment = kin_json_node_get (content, "attachment");
  g_autofree char *type = NULL;

  type = kin_json_node_dup_string (kin_json_node_get (attachment, "contentType"));
  self->name = kin_json_node_dup_string (kin_json_node_get (root, "description"));
  if (self->name == NULL)
    self->name = g_strdup ("");
  self->date = kin_json_node_dup_string (kin_json_node_get (attachment, "creation"));
  self->media_type = kin_file_kind_find (type, bytes);
  self->id = g_strdup (kin_item_get_resource_id (item));
  self->bytes = g_bytes_ref (bytes);

  return self;
}

/**
 * kin_letter_to_note:
 *
 * Returns: (transfer full): what is to be kept of the letter in a place of its own, so that its
 *   bytes alone bring it back
 */
char *
kin_letter_to_note (KinLetter *self)
{
  return g_strjoin (" ", self->date, self->media_type, self->name, NULL);
}

/**
 * kin_letter_new_of_note:
 * @id: of a letter
 * @note: what kin_letter_to_note() made of it
 * @bytes: the file, as far as anybody knows
 *
 * Returns: (transfer full) (nullable): the letter; %NULL where the bytes are not those that it had
 */
KinLetter *
kin_letter_new_of_note (const char *id,
                        const char *note,
                        GBytes     *bytes)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_auto (GStrv) parts = g_strsplit (note, " ", 3);
  KinLetter *self;

  if (g_strcmp0 (hash, id) != 0 || g_strv_length (parts) != 3)
    return NULL;

  self = g_new0 (KinLetter, 1);
  self->date = g_strdup (parts[0]);
  self->media_type = kin_file_kind_find (parts[1], bytes);
  self->name = g_strdup (parts[2]);
  self->id = g_strdup (id);
  self->bytes = g_bytes_ref (bytes);

  return self;
}

/**
 * kin_letter_dup_query:
 *
 * Returns: (transfer full): the line of the ledger that says when it came
 */
char *
kin_letter_dup_query (KinLetter *self)
{
  return g_strdup_printf ("Letter %.16s", self->id);
}

/**
 * kin_letter_free:
 * @self: (transfer full): a letter
 */
void
kin_letter_free (KinLetter *self)
{
  g_free (self->name);
  g_free (self->date);
  g_free (self->said);
  g_free (self->id);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * kin_letter_dup_url:
 *
 * Returns: (transfer full): the address of its bytes, as its resource has it
 */
char *
kin_letter_dup_url (KinLetter *self)
{
  return g_strconcat ("Binary/", self->id, NULL);
}

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_attachment (JsonBuilder *builder,
                KinLetter   *self)
{
  g_autofree char *url = kin_letter_dup_url (self);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "attachment");
  json_builder_begin_object (builder);
  add_member (builder, "contentType", self->media_type);
  add_member (builder, "url", url);
  json_builder_set_member_name (builder, "size");
  json_builder_add_int_value (builder, (gint64) g_bytes_get_size (self->bytes));
  add_member (builder, "creation", self->date);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/* A day that the letter is about; its file keeps its own. */
static void
add_said_date (JsonBuilder *builder,
               const char  *date)
{
  json_builder_set_member_name (builder, "context");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "period");
  json_builder_begin_object (builder);
  add_member (builder, "start", date);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/**
 * kin_letter_to_resource:
 * @patient_id: whose it is to be
 *
 * The letter stands in the record as a clinic's own would
 * (https://hl7.org/fhir/R4/documentreference.html).
 *
 * Returns: (transfer full): a DocumentReference in JSON
 */
GBytes *
kin_letter_to_resource (KinLetter  *self,
                        const char *patient_id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *subject = g_strconcat ("Patient/", patient_id, NULL);
  char *text;

  json_builder_begin_object (builder);
  add_member (builder, "resourceType", "DocumentReference");
  add_member (builder, "id", self->id);
  add_member (builder, "status", "current");
  json_builder_set_member_name (builder, "subject");
  json_builder_begin_object (builder);
  add_member (builder, "reference", subject);
  json_builder_end_object (builder);
  if (*self->name != '\0')
    add_member (builder, "description", self->name);
  json_builder_set_member_name (builder, "content");
  json_builder_begin_array (builder);
  add_attachment (builder, self);
  json_builder_end_array (builder);
  if (self->said != NULL)
    add_said_date (builder, self->said);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}
