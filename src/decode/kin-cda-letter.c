/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-letter"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "kin-cda-values.h"

/* A letter that was put into the document as it is. What lies elsewhere is not fetched. */

/* As much as a whole document may be. */
#define MOST_UNPACKED (32 * 1024 * 1024)

/* https://hl7.org/cda/: ED.compression */
static const struct
{
  const char            *name;
  GZlibCompressorFormat  format;
} compressions[] = {
  { "DF", G_ZLIB_COMPRESSOR_FORMAT_RAW },
  { "ZL", G_ZLIB_COMPRESSOR_FORMAT_ZLIB },
  { "GZ", G_ZLIB_COMPRESSOR_FORMAT_GZIP },
};

/* Returns: (nullable): all of it; %NULL when it is damaged or too much */
static GBytes *
read_all (GInputStream *input)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  guint8 block[64 * 1024];
  gssize n;

  while ((n = g_input_stream_read (input, block, sizeof block, NULL, NULL)) > 0)
    {
      if (whole->len + (gsize) n > MOST_UNPACKED)
        return NULL;
      g_byte_array_append (whole, block, (guint) n);
    }

  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&whole)) : NULL;
}

/* Returns: (transfer full) (nullable): @words in base64, unpacked and in base64 again */
static char *
unpack (const char *words,
        const char *compression)
{
  for (guint i = 0; i < G_N_ELEMENTS (compressions); i++)
    if (g_str_equal (compression, compressions[i].name))
      {
        g_autoptr (GConverter) converter
          = G_CONVERTER (g_zlib_decompressor_new (compressions[i].format));
        gsize length;
        guchar *data = g_base64_decode (words, &length);
        g_autoptr (GInputStream) packed = g_memory_input_stream_new_from_data (data,
                                                                               (gssize) length,
                                                                               g_free);
        g_autoptr (GInputStream) plain = g_converter_input_stream_new (packed, converter);
        g_autoptr (GBytes) bytes = read_all (plain);

        return bytes != NULL && g_bytes_get_size (bytes) > 0
               ? g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
      }

  return NULL;
}

static char *
dup_data (xmlNode    *text,
          const char *words)
{
  g_autofree char *compression = kin_cda_tree_dup (text, "compression");
  gboolean is_coded = kin_cda_tree_has (text, "representation", "B64");

  if (compression != NULL)
    return is_coded ? unpack (words, compression) : NULL;

  return is_coded ? g_strdup (words)
                  : g_base64_encode ((const guchar *) words, strlen (words));
}

/**
 * kin_cda_letter:
 * @text: the body of a document that is not in XML
 *
 * Returns: (transfer full) (nullable): an Attachment with it; %NULL when there is nothing, or it
 *   cannot be unpacked
 */
JsonObject *
kin_cda_letter (xmlNode *text)
{
  g_autofree char *type = kin_cda_tree_dup (text, "mediaType");
  xmlChar *content = text != NULL ? xmlNodeGetContent (text) : NULL;
  g_autofree char *words = g_strdup ((const char *) content);
  JsonObject *attachment;
  char *data;

  xmlFree (content);
  if (words == NULL || *g_strstrip (words) == '\0' || (data = dup_data (text, words)) == NULL)
    return NULL;

  attachment = json_object_new ();
  kin_cda_set (attachment, "contentType", type != NULL ? type : "text/plain");
  kin_cda_take (attachment, "data", data);

  return attachment;
}
