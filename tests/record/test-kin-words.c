/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-words"

#include "config.h"

#include "kin-words.h"
#include "record-samples.h"

static const struct
{
  const char *json;
  const char *words;
  const char *code;
} table[] = {
  { "{'text':'Sugar','coding':[{'code':'1','display':'Glucose'}]}", "Sugar", "1" },
  { "{'coding':[{'code':'1'},{'code':'2','display':'Glucose'}]}", "Glucose", "1" },
  { "{'coding':[{'display':'A'},{'display':'B','userSelected':true}]}", "B", NULL },
  { "{'text':'4548-4','coding':[{'code':'4548-4','display':'HbA1c'}]}", "HbA1c", "4548-4" },
  { "{'text':'4548-4','coding':[{'code':'4548-4'}]}", "4548-4", "4548-4" },
  { "{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-NullFlavor',"
    "'code':'UNK','display':'unknown'},{'code':'x','display':'Peanut'}]}", "Peanut", "UNK" },
  { "{'coding':[{'code':'1','display':' \\n'}]}", NULL, "1" },
  { "{'text':'https://a.example/x','coding':[{'code':'7'}]}", NULL, "7" },
  { "{'display':'Dr. A','reference':'Practitioner/1'}", "Dr. A", NULL },
  { "{'reference':'Practitioner/1'}", NULL, NULL },
  { "{'reference':'#m'}", "Aspirin", "55" },
  { "{'reference':'#loop'}", NULL, NULL },
  { "{'identifier':{'value':'77'}}", NULL, "77" },
  { "{'system':'s','value':'2788489'}", NULL, "2788489" },
  { "{'family':'Ruiz','given':['Ana','María'],'prefix':['Dr.']}", "Dr. Ana María Ruiz", NULL },
  { "{'text':'Ana Ruiz','family':'R'}", "Ana Ruiz", NULL },
  { "{'concept':{'text':'R5'}}", "R5", NULL },
  { "{'title':'Letter','url':'Binary/1'}", "Letter", NULL },
  { "'  two\\t words\\r\\n'", "two words", NULL },
  { "''", NULL, NULL },
  { "['', {'text':'second'}]", "second", NULL },
  { "7", NULL, NULL },
  { "null", NULL, NULL },
  { "{'text':{'div':'x'},'coding':'x'}", NULL, NULL },
  { "{'coding':[7,null,[],{'display':{}}]}", NULL, NULL },
};

static void
test_table (void)
{
  g_autoptr (KinJson) resource = sample_parse ("{'contained':["
                                               "{'id':'m','code':{'text':'Aspirin',"
                                               "'coding':[{'code':'55'}]}},"
                                               "{'id':'loop','code':{'reference':'#loop'}}]}");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (KinJson) json = sample_parse (table[i].json);
      KinJsonNode node = kin_json_get_root (json);
      g_autofree char *words = kin_words_from_node (node, kin_json_get_root (resource));
      g_autofree char *code = kin_words_from_code (node, kin_json_get_root (resource));

      g_test_message ("%s", table[i].json);
      g_assert_cmpstr (words, ==, table[i].words);
      g_assert_cmpstr (code, ==, table[i].code);
    }
}

static void
test_append (void)
{
  static const struct
  {
    const char *json;
    const char *line;
  } strings[] = {
    { "'two words'", "+two words" }, { "' two  words '", "+two words" }, { "'a\\tb'", "+a b" },
    { "'at 8:15'", "+at 8:15" }, { "'https://a.example'", "+" }, { "''", "+" }, { "'  '", "+" },
    { "7", "+" }, { "{}", "+" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autoptr (KinJson) json = sample_parse (strings[i].json);
      g_autofree char *words = kin_words_from_text (kin_json_get_root (json));
      g_autoptr (GString) line = g_string_new ("+");

      g_assert_true (kin_words_append (line, kin_json_get_root (json)) == (words != NULL));
      g_assert_cmpstr (line->str, ==, strings[i].line);
      g_assert_cmpstr (words != NULL ? words : "", ==, strings[i].line + 1);
    }
}

static void
test_shorten (void)
{
  static const struct
  {
    const char *line;
    guint       n_characters;
    const char *cut;
  } rows[] = {
    { "żółć", 4, "żółć" },
    { "one two three", 9, "one two…" },
    { "ąąąąąąąąąąąą", 5, "ąąąąą…" },
    { "", 5, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) line = g_string_new (rows[i].line);

      kin_words_shorten_line (line, 0, rows[i].n_characters);
      g_assert_cmpstr (line->str, ==, rows[i].cut);
    }
}

static void
test_shorten_line (void)
{
  g_autoptr (GString) text = g_string_new ("before;one two three");

  kin_words_shorten_line (text, strlen ("before;"), 13);
  g_assert_cmpstr (text->str, ==, "before;one two three");
  kin_words_shorten_line (text, strlen ("before;"), 9);
  g_assert_cmpstr (text->str, ==, "before;one two…");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/table", test_table);
  g_test_add_func ("/words/shorten", test_shorten);
  g_test_add_func ("/words/shorten-line", test_shorten_line);
  g_test_add_func ("/words/append", test_append);

  return g_test_run ();
}
