/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-coding"

#include "config.h"

#include <string.h>

#include "kin-coding.h"
#include "kin-text.h"

/**
 * kin_coding_free:
 * @self: (transfer full) (nullable): a coding
 *
 * Frees it.
 */
void
kin_coding_free (KinCoding *self)
{
  if (self == NULL)
    return;

  g_free (self->system);
  g_free (self->code);
  g_free (self->display);
  g_free (self);
}

/**
 * kin_coding_list:
 * @concept: a CodeableConcept, or anything else
 *
 * Returns: (transfer full) (element-type KinCoding): its codings, in the
 *   clinic's order; none when @concept is something else
 */
GPtrArray *
kin_coding_list (KinJsonNode concept)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_coding_free);
  KinJsonIter iter;
  KinJsonNode node;

  kin_json_iter_init (&iter, kin_json_node_get (concept, "coding"));
  while (kin_json_iter_next (&iter, NULL, &node))
    {
      KinCoding *coding = g_new0 (KinCoding, 1);

      coding->system = kin_json_node_dup_string (kin_json_node_get (node, "system"));
      coding->code = kin_json_node_dup_string (kin_json_node_get (node, "code"));
      coding->display = kin_json_node_dup_string (kin_json_node_get (node, "display"));
      g_ptr_array_add (list, coding);
    }

  return list;
}

/* The first letter, whatever its case, settles most of it. */
static gboolean
is_any_of (KinJsonNode        node,
           const char *const *codes)
{
  gsize length;
  const char *raw = kin_json_node_peek_text (node, &length);

  if (kin_json_node_get_type (node) != KIN_JSON_STRING || length <= 2)
    return FALSE;

  for (; *codes != NULL; codes++)
    {
      const char *code = *codes;

      if (((raw[1] ^ code[0]) & ~0x20) == 0 && strlen (code) == length - 2
          && (kin_json_same_text (raw + 1, code, length - 2)
              || g_ascii_strncasecmp (raw + 1, code, length - 2) == 0))
        return TRUE;
    }

  return FALSE;
}

/* The first list with this code, or @n_lists. */
static guint
find_list (KinJsonNode               code,
           const char *const *const *lists,
           guint                     n_lists)
{
  guint i = 0;

  while (i < n_lists && !is_any_of (code, lists[i]))
    i++;

  return i;
}

/**
 * kin_coding_find_list:
 * @concept: a CodeableConcept, an array of them, or anything else
 * @lists: (array length=n_lists): lists of codes without their systems, each with %NULL at its end
 * @n_lists: how many
 *
 * Finds the first list that has one of the codes of a concept, in any system and any case, or
 * its `text`: many portals send categories as text only.
 *
 * Returns: its number from 0; @n_lists when there is none
 */
guint
kin_coding_find_list (KinJsonNode               concept,
                      const char *const *const *lists,
                      guint                     n_lists)
{
  KinJsonIter iter;
  KinJsonNode node;

  g_return_val_if_fail (lists != NULL, n_lists);

  if (kin_json_node_get_type (concept) == KIN_JSON_ARRAY)
    {
      kin_json_iter_init (&iter, concept);
      while (n_lists > 0 && kin_json_iter_next (&iter, NULL, &node))
        {
          if (kin_json_node_get_type (node) == KIN_JSON_OBJECT)
            n_lists = kin_coding_find_list (node, lists, n_lists);
        }
      return n_lists;
    }

  kin_json_iter_init (&iter, kin_json_node_get (concept, "coding"));
  while (n_lists > 0 && kin_json_iter_next (&iter, NULL, &node))
    n_lists = find_list (kin_json_node_get (node, "code"), lists, n_lists);

  return find_list (kin_json_node_get (concept, "text"), lists, n_lists);
}

/**
 * kin_coding_has:
 * @concept: a CodeableConcept, an array of them, or anything else
 * @code: a code without its system
 *
 * Tells whether a concept carries a code, as kin_coding_find_list() finds it.
 *
 * Returns: whether it does
 */
gboolean
kin_coding_has (KinJsonNode  concept,
                const char  *code)
{
  const char *const codes[] = { code, NULL };
  const char *const *const lists[] = { codes };

  g_return_val_if_fail (code != NULL, FALSE);

  return kin_coding_find_list (concept, lists, 1) == 0;
}

static inline gboolean
is_space (char c)
{
  return (guchar) c <= ' ' && strchr (" \f\n\r\t\v", c) != NULL;
}

/* A space separates codes in the column, so one inside a code is escaped. */
static void
append_escaped (GString     *codes,
                KinJsonNode  node)
{
  g_autofree char *spelled_out = NULL;
  gsize length;
  const char *text = kin_json_node_peek_plain (node, &length);
  const char *end;

  /* Any other white space is written with an escape. */
  if (text != NULL && memchr (text, ' ', length) == NULL)
    {
      kin_text_append (codes, text, length);
      return;
    }

  if (text == NULL)
    {
      text = spelled_out = kin_json_node_dup_string (node);
      if (text == NULL)
        return;
      length = strlen (text);
    }

  for (end = text + length; end > text && g_ascii_isspace (end[-1]);)
    end--;
  while (text < end && g_ascii_isspace (*text))
    text++;
  while (text < end)
    {
      const char *space = text;

      while (space < end && !is_space (*space))
        space++;
      kin_text_append (codes, text, (gsize) (space - text));
      if (space < end)
        g_string_append (codes, "%20");
      text = space + 1;
    }
}

/**
 * kin_coding_append:
 * @concept: a CodeableConcept, an array of them, or anything else
 * @codes: text to add to
 *
 * Adds `system|code` of each coding, with a space before it where one is needed.
 */
void
kin_coding_append (KinJsonNode  concept,
                   GString     *codes)
{
  KinJsonIter iter;
  KinJsonNode node;

  g_return_if_fail (codes != NULL);

  if (kin_json_node_get_type (concept) == KIN_JSON_ARRAY)
    {
      kin_json_iter_init (&iter, concept);
      while (kin_json_iter_next (&iter, NULL, &node))
        {
          if (kin_json_node_get_type (node) == KIN_JSON_OBJECT)
            kin_coding_append (node, codes);
        }
      return;
    }

  kin_json_iter_init (&iter, kin_json_node_get (concept, "coding"));
  while (kin_json_iter_next (&iter, NULL, &node))
    {
      KinJsonNode code = kin_json_node_get (node, "code");

      if (kin_json_node_get_type (code) != KIN_JSON_STRING)
        continue;
      if (codes->len > 0)
        g_string_append_c (codes, ' ');
      append_escaped (codes, kin_json_node_get (node, "system"));
      g_string_append_c (codes, '|');
      append_escaped (codes, code);
    }
}
