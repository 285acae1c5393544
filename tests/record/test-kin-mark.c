/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-mark"

#include "config.h"

#include "kin-mark.h"
#include "kin-summary.h"
#include "record-samples.h"

/* What laboratories put in the place of a mark. */
static const struct
{
  const char *concept;
  KinMark     mark;
} marks[] = {
  { "{'coding':[{'code':'H'}]}", KIN_MARK_HIGH },
  { "{'coding':[{'code':'HH'}]}", KIN_MARK_QUICK_HIGH },
  { "[{'coding':[{'code':'LL'}]}]", KIN_MARK_QUICK_LOW },
  { "[{'coding':[{'code':'N'}]},{'coding':[{'code':'AA'}]}]", KIN_MARK_QUICK },
  { "{'text':'H*'}", KIN_MARK_OTHER },
  { "{'text':'Critical'}", KIN_MARK_QUICK },
  { "{'text':'CRITICALLY LOW'}", KIN_MARK_QUICK_LOW },
  { "{'text':'panic high'}", KIN_MARK_QUICK_HIGH },
  { "{'text':'Not critical'}", KIN_MARK_OTHER },
  /* A code of the lab's own hides nothing, wherever it stands. */
  { "{'coding':[{'code':'7'},{'code':'HH'}]}", KIN_MARK_QUICK_HIGH },
  { "{'coding':[{'code':'7'},{'code':'L'}]}", KIN_MARK_LOW },
  { "{'coding':[{'code':'H','display':'High'}],'text':'Critical high'}", KIN_MARK_QUICK_HIGH },
  { "{'coding':[{'code':'hh'}]}", KIN_MARK_OTHER },
  { "{'coding':[{'code':7}]}", KIN_MARK_NONE },
  { "[]", KIN_MARK_NONE },
  { "7", KIN_MARK_NONE },
};

static void
test_marks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr (KinJson) json = sample_parse (marks[i].concept);

      g_test_message ("%s", marks[i].concept);
      g_assert_cmpint (kin_mark_from_node (kin_json_get_root (json)), ==, marks[i].mark);
    }
}

#define HH "'interpretation':[{'coding':[{'code':'HH'}]}]"
#define DATE(date) ",'effectiveDateTime':'" date "'"

/* Whatever was measured, and wherever in it the mark stands. It is 25 November 2026. */
static const struct
{
  const char *members;
  KinUrgency  urgency;
} items[] = {
  { HH DATE ("2026-11-24"), KIN_URGENCY_NOW },
  { HH DATE ("2026-11-11T23:00:00Z"), KIN_URGENCY_NOW },
  { HH DATE ("2026-11-10"), KIN_URGENCY_PAST },
  { HH DATE ("2026-11"), KIN_URGENCY_NOW },
  { HH DATE ("2026"), KIN_URGENCY_NOW },
  { HH DATE ("2026-10"), KIN_URGENCY_PAST },
  { HH, KIN_URGENCY_PAST },
  { "'category':[{'coding':[{'code':'vital-signs'}]}]," HH DATE ("2026-11-24"), KIN_URGENCY_NOW },
  { "'category':[{'coding':[{'code':'imaging'}]}]," HH DATE ("2026-11-24"), KIN_URGENCY_NOW },
  { "'component':[{'valueInteger':1},{" HH "}]" DATE ("2026-11-24"), KIN_URGENCY_NOW },
  { "'interpretation':[{'coding':[{'code':'H'}]}],'component':[{" HH "}]" DATE ("2026-11-24"),
    KIN_URGENCY_NOW },
  { "'interpretation':{'text':'Critical'}" DATE ("2026-11-24"), KIN_URGENCY_NOW },
  { "'interpretation':[{'coding':[{'code':'H'}]}]" DATE ("2026-11-24"), KIN_URGENCY_NONE },
  { "'component':[{'interpretation':[{'text':'H*'}]}]" DATE ("2026-11-24"), KIN_URGENCY_NONE },
  { "'valueInteger':1" DATE ("2026-11-24"), KIN_URGENCY_NONE },
  /* It may say the opposite. */
  { HH ",'modifierExtension':[{'url':'x'}]" DATE ("2026-11-24"), KIN_URGENCY_NONE },
};

static void
test_urgency (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'resourceType':'Observation','id':'o',%s}",
                                               items[i].members);
      g_autoptr (KinJson) json = sample_parse (text);
      g_autoptr (KinSummary) summary = kin_summary_new (kin_json_get_root (json), NULL);
      g_autoptr (KinItem) item = kin_item_new (1, "s", summary, 0, json);
      g_autoptr (KinItem) row = kin_item_new (1, "s", summary, 0, NULL);

      g_test_message ("%s", text);
      g_assert_cmpint (kin_item_get_urgency (item, now), ==, items[i].urgency);
      /* The list and the page of the item say the same. */
      g_assert_cmpint (kin_item_get_urgency (row, now), ==, items[i].urgency);
      g_assert_cmpint (kin_item_is_urgent (row), ==, items[i].urgency != KIN_URGENCY_NONE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/mark/marks", test_marks);
  g_test_add_func ("/record/mark/urgency", test_urgency);

  return g_test_run ();
}
