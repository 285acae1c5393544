/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-quantity"

#include "config.h"

#include "kin-quantity.h"
#include "record-samples.h"

static const struct
{
  const char *json;
  const char *text;
} table[] = {
  { "{'valueQuantity':{'value':1.10,'unit':'mmol/L'}}", "1.10 mmol/L" },
  { "{'valueQuantity':{'value':1E-22,'unit':'g'}}", "1E-22 g" },
  { "{'valueQuantity':{'value':12345678901234567890123.450,'code':'mg'}}",
    "12345678901234567890123.450 mg" },
  { "{'valueQuantity':{'comparator':'<','value':0.1,'unit':'mg/L'}}", "<0.1 mg/L" },
  { "{'valueQuantity':{'value':1.009,'unit':'1'}}", "1.009" },
  { "{'valueQuantity':{'value':'7','unit':'mg'}}", "7 mg" },
  { "{'valueQuantity':{'unit':'mg'}}", NULL },
  { "{'valueMoney':{'value':129.16,'currency':'USD'}}", "129.16 USD" },
  { "{'valueRange':{'low':{'value':3.5,'unit':'g'},'high':{'value':5,'unit':'g'}}}",
    "3.5 g – 5 g" },
  { "{'valueRange':{'low':{'value':3.5}}}", "3.5 –" },
  { "{'valueRange':{'high':{'value':9}}}", "– 9" },
  { "{'valueRatio':{'numerator':{'value':1},'denominator':{'value':128}}}", "1 : 128" },
  { "{'valuePeriod':{'start':'2020','end':'2021-02'}}", "2020 – 2021-02" },
  { "{'valueString':'Clear,\\n amber'}", "Clear, amber" },
  { "{'valueCodeableConcept':{'coding':[{'code':'POS'}]}}", "POS" },
  { "{'valueCodeableConcept':{'text':'Positive','coding':[{'code':'POS'}]}}", "Positive" },
  { "{'valueDateTime':'2016-12-30'}", "2016-12-30" },
  { "{'valueTime':'08:00:00'}", "08:00:00" },
  { "{'valueBoolean':false}", "false" },
  { "{'valueInteger':4}", "4" },
  { "{'valueSampledData':{'origin':{'value':2048},'period':10,'data':'1 2'}}", NULL },
  { "{'valueQuantity':[1]}", NULL },
  { "{'valueless':1}", NULL },
  { "{'_valueString':{'extension':[]}}", NULL },
  { "7", NULL },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (KinJson) json = sample_parse (table[i].json);
      KinJsonNode value = kin_value_find (kin_json_get_root (json), "value");
      g_autofree char *text = kin_value_dup_text (value);

      g_test_message ("%s", table[i].json);
      g_assert_cmpstr (text, ==, table[i].text);
    }
}

static void
test_parts (void)
{
  g_autoptr (KinJson) json = sample_parse ("{'comparator':'>=','value':60,'unit':'mL/min',"
                                           "'system':'http://unitsofmeasure.org','code':'mL/min'}");
  g_autoptr (KinQuantity) quantity = kin_quantity_new (kin_json_get_root (json));

  g_assert_cmpstr (quantity->comparator, ==, ">=");
  g_assert_cmpstr (quantity->value, ==, "60");
  g_assert_cmpstr (quantity->unit, ==, "mL/min");
  g_assert_cmpstr (quantity->system, ==, "http://unitsofmeasure.org");
  g_assert_cmpstr (quantity->code, ==, "mL/min");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quantity/values", test_values);
  g_test_add_func ("/quantity/parts", test_parts);

  return g_test_run ();
}
