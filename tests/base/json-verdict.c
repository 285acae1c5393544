/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "json-verdict"

#include "config.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "kin-json.h"

/* For differential.py: reads documents from standard input, each after its length
 * as four bytes, and writes two words for each: `ok` or the number of our error,
 * then what json-glib says: `yes`, `no`, or `unasked`. */

/* json-glib calls itself for each level, and has no end to that. */
#define DEEPEST 1000

static gboolean
read_case (GByteArray *document)
{
  guint8 prefix[4];
  guint32 length;

  if (fread (prefix, 1, sizeof prefix, stdin) != sizeof prefix)
    return FALSE;

  length = (guint32) prefix[0] | (guint32) prefix[1] << 8 | (guint32) prefix[2] << 16
           | (guint32) prefix[3] << 24;
  g_byte_array_set_size (document, length);

  return fread (document->data, 1, length, stdin) == length;
}

static const char *
ask_json_glib (GByteArray *document)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  guint opened = 0;

  for (guint i = 0; i < document->len; i++)
    opened += document->data[i] == '[' || document->data[i] == '{';
  if (opened > DEEPEST)
    return "unasked";
  return json_parser_load_from_data (parser, (const char *) document->data,
                                     (gssize) document->len, NULL) ? "yes" : "no";
}

int
main (void)
{
  g_autoptr (GByteArray) document = g_byte_array_new ();

  while (read_case (document))
    {
      /* A block of its own, so that a byte read past its end is noticed. */
      g_autoptr (GBytes) bytes = g_bytes_new (document->data, document->len);
      g_autoptr (GError) error = NULL;
      g_autoptr (KinJson) json = kin_json_new (bytes, &error);

      if (json != NULL)
        printf ("ok %s\n", ask_json_glib (document));
      else
        printf ("%d %s\n", error->code, ask_json_glib (document));
    }

  return 0;
}
