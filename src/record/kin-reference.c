/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-reference"

#include "config.h"

#include <string.h>

#include "kin-reference.h"

static gboolean
is_type_name (KinReferencePart part)
{
  if (part.length == 0 || !g_ascii_isupper (*part.start))
    return FALSE;

  for (gsize i = 0; i < part.length; i++)
    {
      if (!g_ascii_isalpha (part.start[i]))
        return FALSE;
    }

  return TRUE;
}

/* Real ids are longer than FHIR allows and hold underscores and points. What
 * could be read as something else (a search, a part, an escape) is no id: what can be
 * seen but for " # % / < > ? and \. */
static const char letters_of_id[256] = {
  ['!'] = TRUE,         ['$'] = TRUE,         ['&' ... '.'] = TRUE, ['0' ... ';'] = TRUE,
  ['='] = TRUE,         ['@' ... '['] = TRUE, [']' ... '~'] = TRUE,
};

static gboolean
is_id (KinReferencePart part)
{
  const guchar *letters = (const guchar *) part.start;
  gsize i = 0;

  if (part.length <= 2 && (part.length == 0
                           || (letters[0] == '.' && letters[part.length - 1] == '.')))
    return FALSE;

  while (i < part.length && letters_of_id[letters[i]])
    i++;

  return i == part.length;
}

/* Fills @last with what stands last between slashes, the very last one first; returns how many
 * there are in all. */
static guint
find_last_parts (KinReferencePart text,
                 KinReferencePart last[4])
{
  const char *end = text.start + text.length;
  const char *slash;
  guint n = 0;

  do
    {
      const char *start;

      slash = memrchr (text.start, '/', (gsize) (end - text.start));
      start = slash != NULL ? slash + 1 : text.start;
      if (n < 4)
        last[n] = (KinReferencePart) { start, (gsize) (end - start) };
      n++;
      end = slash;
    }
  while (slash != NULL);

  return n;
}

/* Type/id or Type/id/_history/version, behind as many parts as a base has. */
static gboolean
read_parts (KinReferenceView *self,
            gboolean          absolute)
{
  KinReferencePart last[4] = { { NULL, 0 } };
  guint n_parts = find_last_parts (self->text, last);
  gboolean version = n_parts >= 4 && kin_reference_part_equals (last[1], "_history")
                     && is_id (last[0]);
  KinReferencePart type = version ? last[3] : last[1];
  KinReferencePart id = version ? last[2] : last[0];
  guint n_base = n_parts - (version ? 4 : 2);

  if (n_parts < 2 || (n_base == 0) == absolute || (absolute && n_base < 3))
    return FALSE;

  if (!is_type_name (type) || !is_id (id))
    return FALSE;

  self->type = type;
  self->id = id;
  if (absolute)
    self->base = (KinReferencePart) { self->text.start,
                                      (gsize) (type.start - self->text.start) - 1 };

  return TRUE;
}

static gboolean
begins_with (KinReferencePart  text,
             const char       *start)
{
  gsize length = strlen (start);

  return text.length >= length && g_ascii_strncasecmp (text.start, start, length) == 0;
}

static KinReferenceStyle
read_style (KinReferenceView *self)
{
  KinReferencePart text = self->text;

  if (text.length == 0)
    return KIN_REFERENCE_NONE;

  if (*text.start == '#')
    {
      self->id = (KinReferencePart) { text.start + 1, text.length - 1 };
      return KIN_REFERENCE_CONTAINED;
    }

  if (read_parts (self, FALSE))
    return KIN_REFERENCE_RELATIVE;

  if (begins_with (text, "urn:"))
    return KIN_REFERENCE_URN;

  if (begins_with (text, "http://") || begins_with (text, "https://"))
    return read_parts (self, TRUE) ? KIN_REFERENCE_ABSOLUTE : KIN_REFERENCE_ODD;

  return KIN_REFERENCE_ODD;
}

static void
view (KinReferenceView *self,
      const char       *text,
      gsize             length)
{
  *self = (KinReferenceView) { .text = { text, length } };
  self->style = read_style (self);
}

/**
 * kin_reference_view_text:
 * @self: (out caller-allocates): what it points at
 * @text: (nullable): the text of `Reference.reference`, which @self borrows
 *
 * Reads what kin_reference_new() does, without a copy.
 */
void
kin_reference_view_text (KinReferenceView *self,
                         const char       *text)
{
  if (text == NULL)
    text = "";
  view (self, text, strlen (text));
}

/**
 * kin_reference_view_node:
 * @self: (out caller-allocates): what it points at
 * @node: the `reference` of a Reference
 *
 * Reads a reference where it stands in a document, which @self borrows.
 *
 * Returns: (transfer full) (nullable): its text without escapes, if it has some; @self borrows it
 */
char *
kin_reference_view_node (KinReferenceView *self,
                         KinJsonNode       node)
{
  gsize length = 0;
  const char *text = kin_json_node_peek_plain (node, &length);
  char *spelled_out = NULL;

  if (text != NULL)
    {
      view (self, text, length);
      return NULL;
    }

  spelled_out = kin_json_node_dup_string (node);
  kin_reference_view_text (self, spelled_out);
  if (spelled_out == NULL && kin_json_node_exists (node))
    self->style = KIN_REFERENCE_ODD;

  return spelled_out;
}

static char *
dup_part (KinReferencePart part)
{
  return part.start != NULL ? g_strndup (part.start, part.length) : NULL;
}

static KinReference *
reference_from_view (const KinReferenceView *view)
{
  KinReference *self = g_new0 (KinReference, 1);

  self->style = view->style;
  self->text = dup_part (view->text);
  self->base = dup_part (view->base);
  self->type = dup_part (view->type);
  self->id = dup_part (view->id);

  return self;
}

/**
 * kin_reference_new:
 * @text: (nullable): the text of `Reference.reference`
 *
 * Reads a reference. Strictly: what is not surely `Type/id` is odd, since a
 * reference that is read too kindly could name the wrong person.
 *
 * Returns: (transfer full): what it points at
 */
KinReference *
kin_reference_new (const char *text)
{
  KinReferenceView found;

  kin_reference_view_text (&found, text);

  return reference_from_view (&found);
}

/**
 * kin_reference_from_node:
 * @node: a Reference, or anything else
 *
 * Reads the `reference` of @node.
 *
 * Returns: (transfer full): what it points at; %KIN_REFERENCE_ODD when @node is
 *   there and is not of the right shape
 */
KinReference *
kin_reference_from_node (KinJsonNode node)
{
  KinJsonNode reference = kin_json_node_get (node, "reference");
  KinReferenceView found;
  g_autofree char *spelled_out G_GNUC_UNUSED = kin_reference_view_node (&found, reference);

  if (!kin_json_node_exists (reference) && kin_json_node_get_type (node) != KIN_JSON_OBJECT)
    found.style = KIN_REFERENCE_ODD;

  return reference_from_view (&found);
}

/**
 * kin_reference_free:
 * @self: (transfer full): a reference
 *
 * Frees it.
 */
void
kin_reference_free (KinReference *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->base);
  g_free (self->type);
  g_free (self->id);
  g_free (self);
}

/**
 * kin_reference_dup_key:
 * @self: a reference
 *
 * Returns: (transfer full) (nullable): `Type/id` without base and version;
 *   %NULL when it names no resource of a server
 */
char *
kin_reference_dup_key (KinReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->type == NULL)
    return NULL;

  return g_strconcat (self->type, "/", self->id, NULL);
}

/* A base without its scheme, default port and last slashes, with the host in
 * lower case: servers behind a gateway often do not know that they speak TLS. */
static char *
fold_base (const char *base)
{
  const char *start = strstr (base, "://");
  g_autofree char *rest = g_strdup (start != NULL ? start + 3 : base);
  char *slash = strchr (rest, '/');
  g_autofree char *host = NULL;
  char *path;

  while (g_str_has_suffix (rest, "/"))
    rest[strlen (rest) - 1] = '\0';

  host = slash != NULL ? g_ascii_strdown (rest, slash - rest) : g_ascii_strdown (rest, -1);
  path = slash != NULL && slash < rest + strlen (rest) ? slash : (char *) "";

  if (g_str_has_suffix (host, ":443"))
    host[strlen (host) - 4] = '\0';
  else if (g_str_has_suffix (host, ":80"))
    host[strlen (host) - 3] = '\0';

  return g_strconcat (host, path, NULL);
}

/**
 * kin_base_equals:
 * @a: (nullable): the base address of a FHIR server
 * @b: (nullable): another
 *
 * Tells whether two bases name the same server, whichever way the scheme, the
 * host, the default port and a last slash are written.
 *
 * Returns: whether they do; %FALSE when one is missing
 */
gboolean
kin_base_equals (const char *a,
                 const char *b)
{
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;

  if (a == NULL || b == NULL)
    return FALSE;
  if (g_str_equal (a, b))
    return TRUE;

  folded_a = fold_base (a);
  folded_b = fold_base (b);

  return g_str_equal (folded_a, folded_b);
}

/**
 * kin_contained_find:
 * @resource: a resource
 * @id: the id of one that it contains, without `#`
 *
 * Returns: the contained resource, or a missing node
 */
KinJsonNode
kin_contained_find (KinJsonNode  resource,
                    const char  *id)
{
  KinJsonIter iter;
  KinJsonNode contained;

  g_return_val_if_fail (id != NULL, ((KinJsonNode) { NULL, NULL }));

  kin_json_iter_init (&iter, kin_json_node_get (resource, "contained"));
  while (kin_json_iter_next (&iter, NULL, &contained))
    {
      if (kin_json_node_equals (kin_json_node_get (contained, "id"), id))
        return contained;
    }

  return (KinJsonNode) { NULL, NULL };
}
