/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-file-words"

#include "config.h"

#include <string.h>

#include "kin-file-words.h"

static char *
to_text (const char *kind,
         const char *content)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autofree char *text = kin_file_to_text (kind, bytes);
  g_autoptr (GString) plain = g_string_new (text);

  if (text == NULL)
    return NULL;

  g_string_replace (plain, "\u2068", "", 0);
  g_string_replace (plain, "\u2069", "", 0);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static const struct
{
  const char *kind;
  const char *content;
  const char *text;                 /* NULL: it is not read here */
} files[] = {
  { "text/plain", "Dear Marta,\n\nall is set.", "Dear Marta,\n\nall is set." },
  { "text/plain", "Señora", "Señora" },
  { "text/html", "<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three" },
  { "application/xhtml+xml", "<b>bold</b>", "bold" },
  { "application/pdf", "%PDF-1.4", NULL },
  { "image/png", "x", NULL },
  { "application/octet-stream", "x", NULL },
  { "text/plain", "", NULL },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = to_text (files[i].kind, files[i].content);

      g_assert_cmpstr (text, ==, files[i].text);
    }
}

/* A name says nothing about the person, whatever the clinic called the document. */
static const struct
{
  const char *kind;
  const char *name;
} names[] = {
  { "application/pdf", "Document.pdf" }, { "text/plain", "Document.txt" },
  { "image/jpeg", "Document.jpg" }, { "application/rtf", "Document.rtf" },
  { "application/dicom", "Document.dcm" }, { "application/octet-stream", "Document" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = kin_file_to_name (names[i].kind);

      g_assert_cmpstr (name, ==, names[i].name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/file-words/texts", test_texts);
  g_test_add_func ("/ui/file-words/names", test_names);

  return g_test_run ();
}
