/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-document-file"

#include "config.h"

#include <string.h>

#include "kin-document-file.h"
#include "record-samples.h"

/* A document is whole, or it is damaged and nothing of it is there. */
static void
test_base64 (void)
{
  static const struct
  {
    const char *data;
    const char *text;
  } table[] = {
    { "SGVsbG8=", "Hello" },    { "SGVsbG8", "Hello" },     { " SGVs\\nbG8= ", "Hello" },
    { "SGVsbA==", "Hell" },     { "SGVsbA", "Hell" },       { "SGVs", "Hel" },
    { "SGVsb", NULL },          { "S", NULL },              { "", NULL },
    { "=", NULL },              { "SGVsbG8===", NULL },     { "SG=VsbG8=", NULL },
    { "SGVs*G8=", NULL },       { "SGVs-_8=", NULL },       { "SGVsbG8=SGVs", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'resourceType':'Binary','data':'%s',"
                                               "'contentType':'text/plain'}", table[i].data);
      g_autoptr (KinJson) json = sample_parse (text);
      g_autoptr (GPtrArray) files = kin_document_file_list (kin_json_get_root (json));
      KinDocumentFile *file = files->len > 0 ? g_ptr_array_index (files, 0) : NULL;

      g_test_message ("%s", table[i].data);
      g_assert_true ((file != NULL) == (*table[i].data != '\0'));
      if (file == NULL)
        continue;
      g_assert_true (file->damaged == (table[i].text == NULL));
      if (file->damaged)
        {
          g_assert_null (file->data);
          continue;
        }
      g_assert_cmpuint (g_bytes_get_size (file->data), ==, strlen (table[i].text));
      g_assert_true (memcmp (g_bytes_get_data (file->data, NULL), table[i].text,
                             strlen (table[i].text)) == 0);
      g_assert_cmpint (file->size, ==, (gint64) strlen (table[i].text));
    }
}

static void
test_places (void)
{
  static const char *const resources[] = {
    "{'resourceType':'DocumentReference','content':[{'attachment':{'url':'Binary/1'}}]}",
    "{'resourceType':'DiagnosticReport','presentedForm':[{'url':'Binary/1'}]}",
    "{'resourceType':'Media','content':{'url':'Binary/1'}}",
    "{'resourceType':'Consent','sourceAttachment':{'url':'Binary/1'}}",
    "{'resourceType':'Communication','payload':[{'contentAttachment':{'url':'Binary/1'}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autoptr (KinJson) json = sample_parse (resources[i]);
      g_autoptr (GPtrArray) files = kin_document_file_list (kin_json_get_root (json));

      g_test_message ("%s", resources[i]);
      g_assert_cmpuint (files->len, ==, 1);
      g_assert_cmpstr (((KinDocumentFile *) g_ptr_array_index (files, 0))->url, ==, "Binary/1");
    }
}

static void
test_said (void)
{
  g_autoptr (KinJson) json
      = sample_parse ("{'content':[{'attachment':{'contentType':' text/html ','url':'u','size':-4,"
                      "'title':'T','hash':'h','creation':'2020'}},"
                      "{'attachment':{'title':'only'}}]}");
  g_autoptr (GPtrArray) files = kin_document_file_list (kin_json_get_root (json));
  KinDocumentFile *file = g_ptr_array_index (files, 0);

  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpstr (file->content_type, ==, "text/html");
  g_assert_cmpstr (file->title, ==, "T");
  g_assert_cmpstr (file->hash, ==, "h");
  g_assert_cmpstr (file->created, ==, "2020");
  g_assert_cmpint (file->size, ==, 0);
  g_assert_null (file->data);
}

/* What is here is not fetched; what came in pieces that are no document is. */
static void
test_elsewhere (void)
{
  g_autoptr (KinJson) json
      = sample_parse ("{'resourceType':'DocumentReference','content':["
                      "{'attachment':{'data':'SGk='}},{'attachment':{'url':'Binary/1','size':7}},"
                      "{'attachment':{'url':'Binary/2','data':'SGk='}},"
                      "{'attachment':{'url':'Binary/3','data':'SG*k='}},"
                      "{'attachment':{'url':null}}]}");
  g_autoptr (GPtrArray) files = kin_document_file_list_elsewhere (kin_json_get_root (json));
  KinDocumentFile *first = g_ptr_array_index (files, 0);
  KinDocumentFile *second = g_ptr_array_index (files, 1);

  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (first->url, ==, "Binary/1");
  g_assert_cmpint (first->size, ==, 7);
  g_assert_cmpstr (second->url, ==, "Binary/3");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document-file/base64", test_base64);
  g_test_add_func ("/document-file/places", test_places);
  g_test_add_func ("/document-file/said", test_said);
  g_test_add_func ("/document-file/elsewhere", test_elsewhere);

  return g_test_run ();
}
