/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-names"

#include "config.h"

#include "kin-practice-names.h"

#include "kin-practice-resource.h"

#include <string.h>

struct _KinPracticeNames
{
  GHashTable *names;   /* "urn:uuid:…" or "Type?identifier=system|value" to "Type/id" */
};

/**
 * kin_practice_names_new:
 *
 * Returns: (transfer full): an empty table
 */
KinPracticeNames *
kin_practice_names_new (void)
{
  KinPracticeNames *self = g_new0 (KinPracticeNames, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * kin_practice_names_free:
 * @self: (transfer full): a table
 *
 * Frees a table.
 */
void
kin_practice_names_free (KinPracticeNames *self)
{
  g_hash_table_unref (self->names);
  g_free (self);
}

static void
add_identifiers (KinPracticeNames *self, KinJsonNode node, const char *type, const char *name)
{
  KinJsonNode identifier;
  KinJsonIter iter;

  kin_json_iter_init (&iter, kin_json_node_get (node, "identifier"));
  while (kin_json_iter_next (&iter, NULL, &identifier))
    {
      g_autofree char *system = kin_json_node_dup_string (kin_json_node_get (identifier, "system"));
      g_autofree char *value = kin_json_node_dup_string (kin_json_node_get (identifier, "value"));

      if (system != NULL && value != NULL)
        g_hash_table_insert (self->names,
                             g_strdup_printf ("%s?identifier=%s|%s", type, system, value),
                             g_strdup (name));
    }
}

/**
 * kin_practice_names_add:
 * @self: a table
 * @node: a resource
 * @full_url: (nullable): what its Bundle calls it
 * @id: its id
 *
 * Adds what other resources may call this one.
 */
void
kin_practice_names_add (KinPracticeNames *self, KinJsonNode node, const char *full_url,
                        const char *id)
{
  g_autofree char *type = kin_json_node_dup_string (kin_json_node_get (node, "resourceType"));
  g_autofree char *name = g_strdup_printf ("%s/%s", type, id);

  if (full_url != NULL && g_str_has_prefix (full_url, "urn:"))
    g_hash_table_insert (self->names, g_strdup (full_url), g_strdup (name));
  if (kin_practice_types_is_shared (type))
    add_identifiers (self, node, type, name);
}

/**
 * kin_practice_names_resolve:
 * @text: a reference as written
 * @self: the table, untyped so that this is a #KinPracticeResolver
 *
 * Returns: (transfer full) (nullable): "Type/id"
 */
char *
kin_practice_names_resolve (const char *text, gpointer self)
{
  KinPracticeNames *names = self;
  const char *name = g_hash_table_lookup (names->names, text);

  return name != NULL ? g_strdup (name) : kin_practice_reference_to_name (text);
}

/* After the member name "reference": where its value begins, past the quote. */
static const char *
find_value (const char *text, const char *end)
{
  while (text < end && (g_ascii_isspace (*text) || *text == ':'))
    text++;

  return text < end && *text == '"' ? text + 1 : NULL;
}

/**
 * kin_practice_names_rewrite:
 * @self: a table with every resource in it
 * @bytes: a resource
 *
 * Puts addresses in the place of the names a Bundle has for its own entries.
 * Every other byte stays as it is, and without such a name so do all of them.
 *
 * Returns: (transfer full): the resource to serve
 */
GBytes *
kin_practice_names_rewrite (KinPracticeNames *self, GBytes *bytes)
{
  static const char member[] = "\"reference\"";
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *end = text + length;
  const char *done = text;
  g_autoptr (GString) out = NULL;

  for (const char *at = text; (at = memmem (at, (gsize) (end - at), member, strlen (member)));)
    {
      const char *value = find_value (at += strlen (member), end);
      const char *stop = value != NULL ? memchr (value, '"', (gsize) (end - value)) : NULL;
      g_autofree char *old = stop != NULL ? g_strndup (value, (gsize) (stop - value)) : NULL;
      const char *name = old != NULL ? g_hash_table_lookup (self->names, old) : NULL;

      if (name == NULL)
        continue;
      if (out == NULL)
        out = g_string_sized_new (length);
      g_string_append_len (out, done, value - done);
      g_string_append (out, name);
      done = stop;
    }
  if (out == NULL)
    return g_bytes_ref (bytes);

  g_string_append_len (out, done, end - done);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
