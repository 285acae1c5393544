/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-meaning"

#include "config.h"

#include "kin-meaning.h"
#include "record-samples.h"

static guint64
hash (const char *text)
{
  g_autoptr (KinJson) json = sample_parse (text);

  return kin_meaning_hash (kin_json_get_root (json));
}

#define PLAIN                               \
  "{'resourceType':'Observation','id':'1'," \
  "'valueQuantity':{'value':1.10,'unit':'mmol/L'}}"

static const char *const same[] = {
  "{'id':'1','resourceType':'Observation','valueQuantity':{'unit':'mmol/L','value':1.10}}",
  "{ 'resourceType' : 'Observation',\n 'id':'1', 'valueQuantity':{'value':1.10,'unit':'mmol\\/L'}}",
  "{'resourceType':'Observation','id':'1','meta':{'versionId':'2','lastUpdated':'2024-01-01'},"
  "'valueQuantity':{'value':1.10,'unit':'mmol/L'}}",
  "{'resourceType':'Observation','id':'1','text':{'status':'generated','div':'<div/>'},"
  "'valueQuantity':{'value':1.10,'unit':'\\u006dmol/L'}}",
};

static const char *const different[] = {
  "{'resourceType':'Observation','id':'1','valueQuantity':{'value':1.1,'unit':'mmol/L'}}",
  "{'resourceType':'Observation','id':'1','valueQuantity':{'value':'1.10','unit':'mmol/L'}}",
  "{'resourceType':'Observation','id':'2','valueQuantity':{'value':1.10,'unit':'mmol/L'}}",
  "{'resourceType':'Observation','id':'1','valueQuantity':{'value':1.10,'code':'mmol/L'}}",
  "{'resourceType':'Observation','id':'1','valueQuantity':[{'value':1.10,'unit':'mmol/L'}]}",
  "{'resourceType':'Observation','id':'1','valueQuantity':{'value':1.10,'unit':'mmol/L'},'x':null}",
  "{'resourceType':'Observation','id':'1','valueQuantity':{'value':1.10,'unit':'mmol/L'},'x':{}}",
  "{'resourceType':'Observation','meta':['t'],'valueQuantity':{'value':1.10,'unit':'mmol/L'}}",
  "{'resourceType':'Observation','meta':{'tag':[]},'valueQuantity':{'value':1.10,'unit':'mmol/L'}}",
};

/* A new version, a new time and a new order say nothing new. */
static void
test_same (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    g_assert_cmphex (hash (same[i]), ==, hash (PLAIN));
}

static void
test_different (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_assert_cmphex (hash (different[i]), !=, hash (PLAIN));
      for (guint j = 0; j < i; j++)
        g_assert_cmphex (hash (different[i]), !=, hash (different[j]));
    }
}

/* The order of a list is part of what it says; a text in a concept is no narrative. */
static void
test_lists_and_texts (void)
{
  g_assert_cmphex (hash ("{'a':[1,2]}"), !=, hash ("{'a':[2,1]}"));
  g_assert_cmphex (hash ("{'a':[[1],2]}"), !=, hash ("{'a':[1,[2]]}"));
  g_assert_cmphex (hash ("{'a':[]}"), !=, hash ("{'a':{}}"));
  g_assert_cmphex (hash ("{'a':true}"), !=, hash ("{'a':false}"));
  g_assert_cmphex (hash ("{'code':{'text':'a'}}"), !=, hash ("{'code':{'text':'b'}}"));
  g_assert_cmphex (hash ("{'a':{'b':1},'c':2}"), !=, hash ("{'a':{'c':2},'b':1}"));
}

/* Files keep hashes, so they may not change with the program. */
static void
test_stable (void)
{
  g_assert_cmphex (hash ("{}"), ==, G_GUINT64_CONSTANT (0x80eebe0c8db57f92));
  g_assert_cmphex (hash (PLAIN), ==, G_GUINT64_CONSTANT (0xb97b0e156406e79e));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/meaning/same", test_same);
  g_test_add_func ("/meaning/different", test_different);
  g_test_add_func ("/meaning/lists-and-texts", test_lists_and_texts);
  g_test_add_func ("/meaning/stable", test_stable);

  return g_test_run ();
}
