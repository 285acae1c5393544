/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-tree"

#include "config.h"

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include "kin-cda-tree.h"

/* The XML of a clinical document, as a tree that says nothing but what stands in the file: no
 * other file is opened, nothing is put in place of a name, and what declares names is refused. */

#define HL7 "urn:hl7-org:v3"
#define INSTANCE "http://www.w3.org/2001/XMLSchema-instance"
#define MOST_LEVELS 100

/* A document type may declare what grows without end. */
static void
on_document_type (void          *context,
                  const xmlChar *name,
                  const xmlChar *public_id,
                  const xmlChar *system_id)
{
  xmlParserCtxt *parser = context;

  parser->wellFormed = 0;
  xmlStopParser (parser);
}

static void
on_element (void           *context,
            const xmlChar  *name,
            const xmlChar  *prefix,
            const xmlChar  *uri,
            int             n_namespaces,
            const xmlChar **namespaces,
            int             n_attributes,
            int             n_defaulted,
            const xmlChar **attributes)
{
  xmlParserCtxt *parser = context;

  xmlSAX2StartElementNs (context, name, prefix, uri, n_namespaces, namespaces, n_attributes,
                         n_defaulted, attributes);
  if (parser->nodeNr <= MOST_LEVELS)
    return;

  parser->wellFormed = 0;
  xmlStopParser (parser);
}

/**
 * kin_cda_tree_parse:
 * @bytes: a file
 *
 * Returns: (transfer full) (nullable): its elements; %NULL for what is no whole XML, has a
 *   document type, or has too many levels
 */
xmlDoc *
kin_cda_tree_parse (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  xmlParserCtxt *parser;
  xmlDoc *document;

  if (length == 0 || length > G_MAXINT || (parser = xmlNewParserCtxt ()) == NULL)
    return NULL;

  parser->sax->internalSubset = on_document_type;
  parser->sax->startElementNs = on_element;
  document = xmlCtxtReadMemory (parser, data, (int) length, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                XML_PARSE_NOCDATA);
  if (document != NULL && !parser->wellFormed)
    g_clear_pointer (&document, xmlFreeDoc);
  xmlFreeParserCtxt (parser);

  return document;
}

/**
 * kin_cda_tree_is:
 * @node: (nullable): an element, or anything else
 *
 * Returns: whether it is the element of HL7 with this name
 */
gboolean
kin_cda_tree_is (xmlNode    *node,
                 const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE && node->ns != NULL &&
         strcmp ((const char *) node->name, name) == 0 &&
         strcmp ((const char *) node->ns->href, HL7) == 0;
}

/**
 * kin_cda_tree_next:
 * @node: (nullable): where to begin
 *
 * Returns: (nullable): @node, or the first one behind it, that has this name
 */
xmlNode *
kin_cda_tree_next (xmlNode    *node,
                   const char *name)
{
  while (node != NULL && !kin_cda_tree_is (node, name))
    node = node->next;

  return node;
}

/**
 * kin_cda_tree_get:
 * @node: (nullable): an element
 * @path: names, with a slash between them
 *
 * Returns: (nullable): the first element there
 */
xmlNode *
kin_cda_tree_get (xmlNode    *node,
                  const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = 0; node != NULL && names[i] != NULL; i++)
    node = kin_cda_tree_next (node->children, names[i]);

  return node;
}

static char *
take (xmlChar *text)
{
  g_autofree char *copy = g_strdup ((const char *) text);

  xmlFree (text);
  if (copy == NULL || *g_strstrip (copy) == '\0')
    return NULL;

  return g_steal_pointer (&copy);
}

/**
 * kin_cda_tree_dup:
 * @node: (nullable): an element
 *
 * Returns: (transfer full) (nullable): what the attribute says; %NULL when it says nothing
 */
char *
kin_cda_tree_dup (xmlNode    *node,
                  const char *attribute)
{
  return node != NULL ? take (xmlGetNoNsProp (node, (const xmlChar *) attribute)) : NULL;
}

/**
 * kin_cda_tree_dup_type:
 * @node: (nullable): a value
 *
 * Returns: (transfer full) (nullable): the name of its type, such as `PQ`
 */
char *
kin_cda_tree_dup_type (xmlNode *node)
{
  g_autofree char *type = NULL;
  const char *colon;

  if (node == NULL)
    return NULL;

  type = take (xmlGetNsProp (node, (const xmlChar *) "type", (const xmlChar *) INSTANCE));
  colon = type != NULL ? strchr (type, ':') : NULL;

  return g_strdup (colon != NULL ? colon + 1 : type);
}

/**
 * kin_cda_tree_has:
 * @node: (nullable): an element
 *
 * Returns: whether the attribute says exactly this
 */
gboolean
kin_cda_tree_has (xmlNode    *node,
                  const char *attribute,
                  const char *value)
{
  g_autofree char *said = kin_cda_tree_dup (node, attribute);

  return g_strcmp0 (said, value) == 0;
}

/**
 * kin_cda_tree_is_null:
 * @node: (nullable): an element
 *
 * Returns: whether it is not there, or says that there is nothing
 */
gboolean
kin_cda_tree_is_null (xmlNode *node)
{
  return node == NULL || xmlHasProp (node, (const xmlChar *) "nullFlavor") != NULL;
}

/* Words of two cells or lines are two words; a raised letter belongs to the word before it. */
static gboolean
stands_apart (xmlNode *node)
{
  return !kin_cda_tree_is (node, "sub") && !kin_cda_tree_is (node, "sup");
}

static void
collect (xmlNode *node,
         GString *text,
         gsize    most)
{
  for (; node != NULL && text->len < most; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        const char *gap = stands_apart (node) ? " " : "";

        g_string_append (text, gap);
        collect (node->children, text, most);
        g_string_append (text, gap);
      }
    else if (node->type == XML_TEXT_NODE)
      {
        g_string_append_len (text, (const char *) node->content,
                             (gssize) strnlen ((const char *) node->content, most));
      }
}

/**
 * kin_cda_tree_dup_text:
 * @node: (nullable): an element
 * @most: so many bytes; longer texts are not read
 *
 * Returns: (transfer full) (nullable): the words in it on one line; %NULL when there are none, or
 *   too many
 */
char *
kin_cda_tree_dup_text (xmlNode *node,
                       gsize    most)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  if (node == NULL)
    return NULL;

  /* White space between the tags of a table is much, and is no text. */
  collect (node->children, text, 8 * most);
  if (text->len >= 8 * most)
    return NULL;
  words = g_strsplit_set (text->str, " \t\r\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  if (line->len == 0 || line->len > most)
    return NULL;

  return g_strdup (line->str);
}
