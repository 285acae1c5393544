/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-reference"

#include "config.h"

#include <string.h>

#include "kin-reference.h"

/* A part of an address between two slashes. References are read by the ten thousand: nothing is
 * copied before it is known what they are. */
typedef struct
{
  const char *start;
  gsize       length;
} Step;

static gboolean
is_type_name (Step step)
{
  if (step.length == 0 || !g_ascii_isupper (*step.start))
    return FALSE;

  for (gsize i = 0; i < step.length; i++)
    {
      if (!g_ascii_isalpha (step.start[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_letter_of_id (char letter)
{
  switch (letter)
    {
    case '/': case '?': case '#': case '%': case '\\': case '"': case '<': case '>':
      return FALSE;
    default:
      return g_ascii_isgraph (letter);
    }
}

/* Real ids are longer than FHIR allows and hold underscores and points. What
 * could be read as something else (a search, a part, an escape) is no id. */
static gboolean
is_id (Step step)
{
  if (step.length == 0 || (step.length <= 2 && strspn (step.start, ".") >= step.length))
    return FALSE;

  for (gsize i = 0; i < step.length; i++)
    {
      if (!is_letter_of_id (step.start[i]))
        return FALSE;
    }

  return TRUE;
}

/* Fills @last with the last steps, the very last one first; returns how many there are in all. */
static guint
find_last_steps (const char *text,
                 Step        last[4])
{
  const char *end = text + strlen (text);
  const char *slash;
  guint n = 0;

  do
    {
      const char *start;

      slash = memrchr (text, '/', (gsize) (end - text));
      start = slash != NULL ? slash + 1 : text;
      if (n < 4)
        last[n] = (Step) { start, (gsize) (end - start) };
      n++;
      end = slash;
    }
  while (slash != NULL);

  return n;
}

static gboolean
is_history (Step step)
{
  return step.length == strlen ("_history") && strncmp (step.start, "_history", step.length) == 0;
}

/* Type/id or Type/id/_history/version, behind as many steps as a base has. */
static gboolean
read_steps (KinReference *self,
            const char   *text,
            gboolean      absolute)
{
  Step last[4] = { { NULL, 0 } };
  guint n_steps = find_last_steps (text, last);
  gboolean version = n_steps >= 4 && is_history (last[1]) && is_id (last[0]);
  Step type = version ? last[3] : last[1];
  Step id = version ? last[2] : last[0];
  guint n_base = n_steps - (version ? 4 : 2);

  if (n_steps < 2 || (n_base == 0) == absolute || (absolute && n_base < 3))
    return FALSE;

  if (!is_type_name (type) || !is_id (id))
    return FALSE;

  self->type = g_strndup (type.start, type.length);
  self->id = g_strndup (id.start, id.length);
  if (absolute)
    self->base = g_strndup (text, (gsize) (type.start - text) - 1);

  return TRUE;
}

static gboolean
is_web_address (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0
         || g_ascii_strncasecmp (text, "https://", 8) == 0;
}

static KinReferenceStyle
read_style (KinReference *self)
{
  const char *text = self->text;

  if (*text == '\0')
    return KIN_REFERENCE_NONE;

  if (*text == '#')
    {
      self->id = g_strdup (text + 1);
      return KIN_REFERENCE_CONTAINED;
    }

  if (g_ascii_strncasecmp (text, "urn:", 4) == 0)
    return KIN_REFERENCE_URN;

  if (is_web_address (text))
    return read_steps (self, text, TRUE) ? KIN_REFERENCE_ABSOLUTE : KIN_REFERENCE_ODD;

  return read_steps (self, text, FALSE) ? KIN_REFERENCE_RELATIVE : KIN_REFERENCE_ODD;
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
  KinReference *self = g_new0 (KinReference, 1);

  self->text = g_strdup (text != NULL ? text : "");
  self->style = read_style (self);

  return self;
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
  g_autofree char *text = kin_json_node_dup_string (reference);
  KinReference *self = kin_reference_new (text);

  if (kin_json_node_exists (reference) ? text == NULL
                                       : kin_json_node_get_type (node) != KIN_JSON_OBJECT)
    self->style = KIN_REFERENCE_ODD;

  return self;
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
