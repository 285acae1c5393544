/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-field"

#include "config.h"

#include <string.h>

#include "kin-field.h"
#include "kin-kind-private.h"
#include "kin-quantity.h"
#include "kin-words.h"

static const KinJsonNode none = { NULL, NULL };

typedef struct
{
  KinJsonNode resource;
  GPtrArray  *fields;
} Form;

static void add_value (Form        *form,
                       const char  *name,
                       KinJsonNode  value);

static gboolean
has (KinJsonNode  node,
     const char  *name)
{
  return kin_json_node_exists (kin_json_node_get (node, name));
}

static void
add (Form       *form,
     const char *name,
     char       *value)
{
  KinField *field;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }

  field = g_new (KinField, 1);
  field->name = g_strdup (name);
  field->value = value;
  g_ptr_array_add (form->fields, field);
}

/* Words, and the code behind them where there is one. */
static char *
dup_concept (KinJsonNode node,
             KinJsonNode resource)
{
  g_autofree char *words = kin_words_from_node (node, resource);
  g_autofree char *code = kin_words_from_code (node, none);

  if (words == NULL)
    return g_steal_pointer (&code);
  if (code == NULL || g_str_equal (code, words))
    return g_steal_pointer (&words);

  return g_strdup_printf ("%s (%s)", words, code);
}

static char *
dup_reference (KinJsonNode node,
               KinJsonNode resource)
{
  char *words = kin_words_from_node (node, resource);

  return words != NULL ? words : kin_json_node_dup_string (kin_json_node_get (node, "reference"));
}

static char *
dup_address (KinJsonNode node)
{
  static const char *const parts[] = { "city", "state", "postalCode", "country" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  KinJsonIter iter;
  KinJsonNode line;

  kin_json_iter_init (&iter, kin_json_node_get (node, "line"));
  while (kin_json_iter_next (&iter, NULL, &line))
    {
      g_autofree char *text = kin_words_from_text (line);

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = kin_words_from_text (kin_json_node_get (node, parts[i]));

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  words = g_strv_builder_end (builder);

  return g_strjoinv (", ", words);
}

static char *
dup_attachment (KinJsonNode node)
{
  static const char *const names[] = { "title", "url", "contentType" };
  char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && text == NULL; i++)
    text = kin_json_node_dup_string (kin_json_node_get (node, names[i]));

  return text;
}

/* Data types of FHIR are told by their members: https://hl7.org/fhir/R4/datatypes.html */
static gboolean
is_amount (KinJsonNode node)
{
  KinJsonType value = kin_json_node_get_type (kin_json_node_get (node, "value"));

  return value == KIN_JSON_NUMBER
         || (value == KIN_JSON_STRING && (has (node, "system") || has (node, "use")))
         || has (node, "numerator") || has (node, "low") || has (node, "high")
         || ((has (node, "start") || has (node, "end")) && kin_json_node_get_length (node) <= 2);
}

static char *
dup_one_line (KinJsonNode node,
              KinJsonNode resource)
{
  KinJsonNode text = kin_json_node_get (node, "text");
  gboolean text_only = kin_json_node_get_type (text) == KIN_JSON_STRING
                       && kin_json_node_get_length (node) == 1;

  if (kin_json_node_get_type (kin_json_node_get (node, "coding")) == KIN_JSON_ARRAY || text_only
      || (has (node, "code") && has (node, "system") && !has (node, "value")))
    return dup_concept (node, resource);
  if (has (node, "reference") || (has (node, "display") && !has (node, "code")))
    return dup_reference (node, resource);
  if (is_amount (node))
    return kin_amount_dup_text (node);
  if (has (node, "family") || has (node, "given")
      || (has (node, "use") && kin_json_node_get_type (text) == KIN_JSON_STRING))
    return kin_words_from_name (node);
  if (has (node, "line") || has (node, "postalCode"))
    return dup_address (node);
  if (has (node, "contentType"))
    return dup_attachment (node);

  return NULL;
}

/* An extension is named by the last part of its address. */
static char *
dup_extension_name (KinJsonNode extension)
{
  g_autofree char *url = kin_json_node_dup_string (kin_json_node_get (extension, "url"));
  const char *tail;

  if (url == NULL)
    return NULL;

  tail = strrchr (url, '/') != NULL ? strrchr (url, '/') + 1 : url;
  g_strdelimit (url, "-_", ' ');

  return kin_kind_to_words (tail);
}

/* Where FHIR offers a choice of types, the type is part of the name; people need
 * not know it (https://hl7.org/fhir/R4/formats.html#choice). */
static char *
dup_member_name (KinJsonNode name)
{
  static const char *const choices[] = {
    "CodeableConcept", "Reference", "DateTime", "Quantity", "String", "Boolean", "Range", "Ratio",
    "Attachment", "Integer",
  };
  g_autofree char *text = kin_json_node_dup_string (name);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      gsize length = strlen (text);
      gsize choice = strlen (choices[i]);

      if (length > choice && g_str_equal (text + length - choice, choices[i]))
        text[length - choice] = '\0';
    }

  return kin_kind_to_words (text);
}

static gboolean
is_left_out (KinJsonNode name,
             KinJsonNode value)
{
  gsize length;
  const char *raw = kin_json_node_peek_text (name, &length);

  /* The narrative says the same again; names with "_" are about other members. */
  return (length > 2 && raw[1] == '_') || kin_json_node_equals (name, "resourceType")
         || kin_json_node_equals (name, "meta") || kin_json_node_equals (name, "data")
         || kin_json_node_equals (name, "url")
         || (kin_json_node_equals (name, "text")
             && kin_json_node_get_type (value) == KIN_JSON_OBJECT);
}

static gboolean
is_extension (KinJsonNode name)
{
  return kin_json_node_equals (name, "extension")
         || kin_json_node_equals (name, "modifierExtension");
}

static void
add_under (Form       *form,
           const char *parent,
           char       *name,
           KinJsonNode value)
{
  g_autofree char *own = name;
  g_autofree char *whole = NULL;

  if (own == NULL)
    return;

  if (parent != NULL)
    {
      *own = g_ascii_tolower (*own);
      whole = g_strconcat (parent, ", ", own, NULL);
    }
  add_value (form, whole != NULL ? whole : own, value);
}

static void
add_extensions (Form        *form,
                const char  *parent,
                KinJsonNode  extensions)
{
  KinJsonIter iter;
  KinJsonNode extension;

  kin_json_iter_init (&iter, extensions);
  while (kin_json_iter_next (&iter, NULL, &extension))
    {
      if (kin_json_node_get_type (extension) == KIN_JSON_OBJECT)
        add_under (form, parent, dup_extension_name (extension), extension);
    }
}

static void
add_members (Form        *form,
             const char  *parent,
             KinJsonNode  object)
{
  KinJsonNode only = kin_json_node_get_type (kin_json_node_get (object, "url")) == KIN_JSON_STRING
                         ? kin_value_find (object, "value")
                         : none;
  KinJsonIter iter;
  KinJsonNode name, value;

  /* Of an extension the name is in its address, and the value is all the rest. */
  if (parent != NULL && kin_json_node_exists (only))
    {
      add_value (form, parent, only);
      return;
    }

  kin_json_iter_init (&iter, object);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      if (is_left_out (name, value))
        continue;
      if (is_extension (name))
        add_extensions (form, parent, value);
      else
        add_under (form, parent, dup_member_name (name), value);
    }
}

/* Goes as deep as the document, which KinJson bounds. */
static void
add_value (Form        *form,
           const char  *name,
           KinJsonNode  value)
{
  KinJsonType type = kin_json_node_get_type (value);
  KinJsonIter iter;
  KinJsonNode element;
  char *line;

  if (type == KIN_JSON_ARRAY)
    {
      kin_json_iter_init (&iter, value);
      while (kin_json_iter_next (&iter, NULL, &element))
        add_value (form, name, element);
      return;
    }

  if (type != KIN_JSON_OBJECT)
    {
      add (form, name, type == KIN_JSON_STRING ? kin_json_node_dup_string (value)
                                               : kin_words_from_number (value));
      return;
    }

  line = dup_one_line (value, form->resource);
  if (line != NULL)
    add (form, name, line);
  else
    add_members (form, name, value);
}

/**
 * kin_field_list:
 * @resource: any resource
 *
 * Reads a resource of any type into lines of name and value, in the order in
 * which it was written: the honest form for what has no page of its own.
 * Attachments, narrative and technical parts are left out.
 *
 * Returns: (transfer full) (element-type KinField): the lines
 */
GPtrArray *
kin_field_list (KinJsonNode resource)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_field_free);
  Form form = { resource, fields };

  if (kin_json_node_get_type (resource) == KIN_JSON_OBJECT)
    add_members (&form, NULL, resource);

  return fields;
}

/**
 * kin_field_free:
 * @self: (transfer full) (nullable): a line
 *
 * Frees it.
 */
void
kin_field_free (KinField *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}
