/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-merge"

#include "config.h"

#include "kin-merge.h"
#include "record-samples.h"

#define LINK(type, other) "{'type':'" type "','other':{'reference':'" other "'}}"

static KinIdentity *
make (const char *id,
      const char *members)
{
  g_autofree char *text = g_strdup_printf ("{'resourceType':'Patient','id':'%s'%s%s}", id,
                                           *members != '\0' ? "," : "", members);
  g_autoptr (KinJson) json = sample_parse (text);

  return kin_identity_new (kin_json_get_root (json));
}

/* What a Patient says, also after it was kept with a connection. */
static void
test_find (void)
{
  static const struct
  {
    const char *members;
    KinMerge    merge;
  } cases[] = {
    { "", KIN_MERGE_NONE },
    { "'active':true", KIN_MERGE_NONE },
    { "'active':'false'", KIN_MERGE_NONE },
    { "'active':false", KIN_MERGE_CLOSED },
    { "'link':[" LINK ("replaced-by", "Patient/2") "]", KIN_MERGE_INTO },
    { "'active':false,'link':[" LINK ("replaced-by", "Patient/2") "]", KIN_MERGE_INTO },
    { "'link':[" LINK ("replaces", "Patient/2") "]", KIN_MERGE_OF },
    { "'link':[" LINK ("seealso", "Patient/2") "," LINK ("replaces", "Patient/3") "]",
      KIN_MERGE_OF },
    { "'link':[{'type':'replaced-by'}]", KIN_MERGE_INTO },
    { "'link':[{'type':'replaced-by','other':{'identifier':{'value':'7'}}}]", KIN_MERGE_INTO },
    /* A hint that there is more elsewhere is no merge. */
    { "'link':[" LINK ("seealso", "Patient/2") "," LINK ("refer", "Patient/3") "]",
      KIN_MERGE_NONE },
    { "'link':'replaces'", KIN_MERGE_NONE },
    { "'link':[null,3]", KIN_MERGE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) identity = make ("1", cases[i].members);
      g_autofree char *text = kin_identity_to_text (identity);
      g_autoptr (KinIdentity) kept = kin_identity_parse (text);

      g_test_message ("%s", cases[i].members);
      g_assert_cmpint (kin_merge_find (identity), ==, cases[i].merge);
      g_assert_cmpint (kin_merge_find (kept), ==, cases[i].merge);
    }
}

/* A yes is to what was said then, and to no more. */
static void
test_known (void)
{
  static const struct
  {
    const char *now;
    const char *confirmed;
    gboolean    known;
  } cases[] = {
    { "", "", TRUE },
    { "'active':false", "", FALSE },
    { "'active':false", "'active':false", TRUE },
    { "", "'active':false", TRUE },
    { "'link':[" LINK ("replaces", "Patient/2") "]", "'active':false", FALSE },
    { "'link':[" LINK ("replaces", "Patient/2") "]", "'link':[" LINK ("replaces", "Patient/2") "]",
      TRUE },
    { "'link':[" LINK ("replaces", "https://a.example/fhir/Patient/2/_history/4") "]",
      "'link':[" LINK ("replaces", "Patient/2") "]", TRUE },
    { "'link':[" LINK ("replaces", "Patient/2") "," LINK ("replaces", "Patient/3") "]",
      "'link':[" LINK ("replaces", "Patient/2") "]", FALSE },
    { "'link':[" LINK ("replaced-by", "Patient/2") "]",
      "'link':[" LINK ("replaces", "Patient/2") "]", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) now = make ("1", cases[i].now);
      g_autoptr (KinIdentity) confirmed = make ("1", cases[i].confirmed);
      g_autoptr (KinIdentity) other = make ("2", cases[i].confirmed);

      g_test_message ("case %u", i);
      g_assert_cmpint (kin_merge_is_known (now, confirmed), ==, cases[i].known);
      g_assert_false (kin_merge_is_known (now, other));
    }
}

static void
test_taken_in (void)
{
  g_autoptr (KinIdentity) identity = make ("1", "'link':[" LINK ("replaces", "Patient/23") ","
                                           LINK ("replaced-by", "Patient/4") "]");

  g_assert_true (kin_merge_has_taken_in (identity, "23"));
  g_assert_false (kin_merge_has_taken_in (identity, "2"));
  g_assert_false (kin_merge_has_taken_in (identity, "4"));
}

/* Two records of one clinic have numbers of their own; two birth dates are two people. */
static void
test_match (void)
{
#define ROSA "'name':[{'given':['Rosa'],'family':'Delgado'}],'gender':'female',"
#define MRN(value) "'identifier':[{'system':'urn:mrn','value':'" value "'}]"
  g_autoptr (KinIdentity) old = make ("1", ROSA "'birthDate':'1944-03-02'," MRN ("1"));
  g_autoptr (KinIdentity) left = make ("2", ROSA "'birthDate':'1944-03-02'," MRN ("2"));
  g_autoptr (KinIdentity) other = make ("2", ROSA "'birthDate':'1944-03-03'," MRN ("2"));

  g_assert_cmpint (kin_identity_match (old, left), ==, KIN_MATCH_OTHER);
  g_assert_cmpint (kin_identity_match_merged (old, left), ==, KIN_MATCH_SAME);
  g_assert_cmpint (kin_identity_match_merged (old, other), ==, KIN_MATCH_OTHER);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge/find", test_find);
  g_test_add_func ("/merge/known", test_known);
  g_test_add_func ("/merge/taken-in", test_taken_in);
  g_test_add_func ("/merge/match", test_match);

  return g_test_run ();
}
