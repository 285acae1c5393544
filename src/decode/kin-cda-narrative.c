/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-narrative"

#include "config.h"

#include <string.h>

#include "kin-cda-narrative.h"

/* The text of a document that people read, as a plain page: headings, paragraphs, lists and
 * tables, all of our own making. No link, no picture, no style and no script comes over. */

/* https://hl7.org/cda/, "section.text": each element, and what it is on a page. */
static const struct
{
  const char *name;
  const char *tag;
} elements[] = {
  { "paragraph", "p" }, { "list", "ul" }, { "item", "li" }, { "caption", "p" },
  { "table", "table" }, { "thead", "thead" }, { "tbody", "tbody" }, { "tfoot", "tfoot" },
  { "tr", "tr" }, { "th", "th" }, { "td", "td" }, { "sub", "sub" }, { "sup", "sup" },
};

/* Epic's servers write down here how long they took. */
#define NOT_FOR_PEOPLE "Performance Information"

static void
add_names (GHashTable *names,
           xmlNode    *node)
{
  for (; node != NULL; node = node->next)
    {
      xmlChar *id = NULL;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      id = xmlGetNoNsProp (node, (const xmlChar *) "ID");
      if (id != NULL && !g_hash_table_contains (names, id))
        g_hash_table_insert (names, g_strdup ((const char *) id), node);
      xmlFree (id);
      add_names (names, node->children);
    }
}

/**
 * kin_cda_narrative_index:
 * @root: a clinical document
 *
 * Returns: (transfer full) (element-type utf8 xmlNode): the pieces of its text that have names
 */
GHashTable *
kin_cda_narrative_index (xmlNode *root)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_names (names, root->children);
  return names;
}

/**
 * kin_cda_narrative_text:
 * @text: (nullable): what stands in the document
 */
void
kin_cda_narrative_text (GString    *html,
                        const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append (html, escaped);
}

static gboolean
is_for_people (xmlNode *node)
{
  static const char * const headings[] = { "caption", "title", "thead/tr/th", "thead/tr",
                                           "tbody/tr/th" };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      g_autofree char *words = kin_cda_tree_dup_text (kin_cda_tree_get (node, headings[i]),
                                                      KIN_CDA_LONGEST_NAME);

      if (g_strcmp0 (words, NOT_FOR_PEOPLE) == 0)
        return FALSE;
    }

  return TRUE;
}

static const char *
find_tag (xmlNode *node)
{
  if (kin_cda_tree_is (node, "list") && kin_cda_tree_has (node, "listType", "ordered"))
    return "ol";

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (kin_cda_tree_is (node, elements[i].name))
      return elements[i].tag;

  return NULL;
}

/* A line for each piece, but none within a word. */
static void
write_end (GString    *html,
           const char *tag)
{
  g_string_append_printf (html, "</%s>%s", tag, g_str_has_prefix (tag, "su") ? "" : "\n");
}

static void
write_span (GString    *html,
            xmlNode    *cell,
            const char *name)
{
  g_autofree char *span = kin_cda_tree_dup (cell, name);
  gsize n_digits = span != NULL ? strspn (span, "0123456789") : 0;

  if (n_digits > 0 && n_digits <= 2 && span[n_digits] == '\0')
    g_string_append_printf (html, " %s=\"%s\"", name, span);
}

static void
write_begin (GString    *html,
             xmlNode    *node,
             const char *tag)
{
  g_string_append_printf (html, "<%s", tag);
  if (g_str_equal (tag, "td") || g_str_equal (tag, "th"))
    {
      write_span (html, node, "colspan");
      write_span (html, node, "rowspan");
    }
  g_string_append_c (html, '>');
}

static void
write_nodes (GString *html,
             xmlNode *node)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_TEXT_NODE)
      kin_cda_narrative_text (html, (const char *) node->content);
    else if (kin_cda_tree_is (node, "br"))
      g_string_append (html, "<br>");
    else if (node->type == XML_ELEMENT_NODE &&
             (!kin_cda_tree_is (node, "table") || is_for_people (node)))
      {
        const char *tag = find_tag (node);

        if (tag != NULL)
          write_begin (html, node, tag);
        write_nodes (html, node->children);
        if (tag != NULL)
          write_end (html, tag);
      }
}

/**
 * kin_cda_narrative_write:
 * @html: a page to add to
 * @section: a section of the document
 *
 * Adds what people read in it.
 */
void
kin_cda_narrative_write (GString *html,
                         xmlNode *section)
{
  xmlNode *text = kin_cda_tree_get (section, "text");
  g_autofree char *title = kin_cda_tree_dup_text (kin_cda_tree_get (section, "title"),
                                                  KIN_CDA_LONGEST_NAME);

  if (!is_for_people (section))
    return;

  if (title != NULL)
    {
      g_string_append (html, "<h2>");
      kin_cda_narrative_text (html, title);
      g_string_append (html, "</h2>\n");
    }
  if (text != NULL)
    write_nodes (html, text->children);
}
