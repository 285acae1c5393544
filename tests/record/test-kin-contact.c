/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-contact"

#include "config.h"

#include "kin-contact.h"
#include "record-samples.h"

#define PHONE "'system':'phone','value':'1'"

/* It is 25 November 2026. */
static const struct
{
  const char *contact;
  const char *numbers;
} contacts[] = {
  { PHONE, "1" },
  { PHONE ",'use':'work'", "1" },
  { PHONE ",'use':'old'", "" },
  { PHONE ",'period':{'start':'2020-01-01','end':'2026-11-24'}", "" },
  { PHONE ",'period':{'end':'2024-05-03T10:00:00Z'}", "" },
  { PHONE ",'period':{'end':'2025'}", "" },
  { PHONE ",'period':{'end':'2026-11-25'}", "1" },
  { PHONE ",'period':{'end':'2026-11'}", "1" },
  { PHONE ",'period':{'end':'2027-01-01'}", "1" },
  { PHONE ",'period':{'start':'2020-01-01'}", "1" },
  { "'system':'fax','value':'1'", "" },
  { "'system':'phone'", "" },
  { "'value':'1'", "" },
};

static void
test_list (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'telecom':[{%s}]}", contacts[i].contact);
      g_autoptr (KinJson) json = sample_parse (text);
      g_auto (GStrv) numbers = kin_contact_list (kin_json_get_root (json), "phone", now);
      g_autofree char *joined = g_strjoinv (",", numbers);

      g_test_message ("%s", text);
      g_assert_cmpstr (joined, ==, contacts[i].numbers);
    }
}

static void
test_nothing (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);
  g_autoptr (KinJson) json = sample_parse ("{'telecom':'5'}");
  g_auto (GStrv) numbers = kin_contact_list (kin_json_get_root (json), "phone", now);

  g_assert_null (numbers[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/contact/list", test_list);
  g_test_add_func ("/record/contact/nothing", test_nothing);

  return g_test_run ();
}
