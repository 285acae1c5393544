/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-field"

#include "config.h"

#include "kin-field.h"
#include "record-samples.h"

static const struct
{
  const char *json;
  const char *lines;
} table[] = {
  { "{'resourceType':'FutureThing','id':'1','meta':{'versionId':'3'},'text':{'div':'<p/>'},"
    "'status':'active','code':{'text':'Walk','coding':[{'code':'w'}]},"
    "'effectivePeriod':{'start':'2020','end':'2021'},'amount':{'value':1.10,'unit':'km'},"
    "'subject':{'reference':'Patient/1'},'performer':[{'display':'Dr. A'},{'display':'Dr. B'}],"
    "'part':[{'name':'left','score':2},{'done':true}]}",
    "Id: 1\nStatus: active\nCode: Walk (w)\nEffective period: 2020 – 2021\nAmount: 1.10 km\n"
    "Subject: Patient/1\nPerformer: Dr. A\nPerformer: Dr. B\nPart, name: left\nPart, score: 2\n"
    "Part, done: true\n" },
  { "{'extension':[{'url':'http://a.example/us-core-race','extension':["
    "{'url':'text','valueString':'White'}]},{'url':'x','valueBoolean':true},7]}",
    "Us core race, text: White\nX: true\n" },
  { "{'name':[{'family':'Ruiz','given':['Ana']}],'telecom':[{'system':'phone','value':'555'}],"
    "'address':[{'line':['1 Oak St'],'city':'Ayer'}],'photo':[{'contentType':'image/png',"
    "'data':'AAAA'}],'identifier':[{'system':'s','value':'77'}],'_birthDate':{'extension':[]}}",
    "Name: Ana Ruiz\nTelecom: 555\nAddress: 1 Oak St, Ayer\nPhoto: image/png\nIdentifier: 77\n" },
  { "{'dateCriterion':[{'code':{'text':'Due'},'value':'2030-01-01'}],'note':[{'text':'a\\nb'}]}",
    "Date criterion, code: Due\nDate criterion, value: 2030-01-01\nNote: a b\n" },
  { "{'medicationCodeableConcept':{'text':'A'},'effectiveDateTime':'2020','deceasedBoolean':true,"
    "'billablePeriod':{'start':'2021'},'name':[{'use':'usual','text':'Ana'}]}",
    "Medication: A\nEffective: 2020\nDeceased: true\nBillable period: 2021 –\nName: Ana\n" },
  { "[]", "" },
  { "{'a':null,'b':[],'c':{},'d':''}", "" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (KinJson) json = sample_parse (table[i].json);
      g_autoptr (GPtrArray) fields = kin_field_list (kin_json_get_root (json));
      g_autoptr (GString) lines = g_string_new (NULL);

      for (guint j = 0; j < fields->len; j++)
        {
          const KinField *field = g_ptr_array_index (fields, j);

          g_string_append_printf (lines, "%s: %s\n", field->name, field->value);
        }
      g_test_message ("%s", table[i].json);
      g_assert_cmpstr (lines->str, ==, table[i].lines);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field/table", test_table);

  return g_test_run ();
}
