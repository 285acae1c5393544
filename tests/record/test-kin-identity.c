/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-identity"

#include "config.h"

#include "kin-identity.h"
#include "record-samples.h"

static KinIdentity *
make (const char *members)
{
  g_autofree char *text = g_strdup_printf ("{'resourceType':'Patient','id':'p'%s%s}",
                                           *members != '\0' ? "," : "", members);
  g_autoptr (KinJson) json = sample_parse (text);

  return kin_identity_new (kin_json_get_root (json));
}

#define NAME(given, family) "'name':[{'given':[" given "],'family':'" family "'}]"
#define BORN(date) "'birthDate':'" date "'"
#define MRN(value) "'identifier':[{'system':'urn:mrn','value':'" value "'}]"

static void
test_who (void)
{
  g_autoptr (KinIdentity) identity = make (
    "'name':[{'use':'nickname','text':'Rosi'},"
    "{'use':'official','given':['Rosa','Maria'],'family':'Delgado'}],"
    "'gender':'female'," BORN ("1944-03-02"));

  g_assert_cmpstr (kin_identity_get_id (identity), ==, "p");
  g_assert_cmpstr (kin_identity_get_name (identity), ==, "Rosa Maria Delgado");
  g_assert_cmpstr (kin_identity_get_birth_date (identity), ==, "1944-03-02");
  g_assert_cmpstr (kin_identity_get_sex (identity), ==, "female");
}

static void
test_nobody (void)
{
  g_autoptr (KinIdentity) identity = make ("'name':[{}],'identifier':[{'value':'1'}]");

  g_assert_null (kin_identity_get_name (identity));
  g_assert_null (kin_identity_get_birth_date (identity));
  g_assert_null (kin_identity_get_sex (identity));
  g_assert_cmpint (kin_identity_match_person (identity, "Rosa", NULL), ==, KIN_MATCH_ASK);
}

/* One Patient says who it is; two do not, and neither does anything else. */
static void
test_find (void)
{
#define ENTRY(type) "{'resource':{'resourceType':'" type "','id':'p'}}"
#define PAGE(entries) "{'resourceType':'Bundle','type':'searchset','entry':[" entries "]}"
  static const struct
  {
    const char *text;
    gboolean    found;
  } cases[] = {
    { "{'resourceType':'Patient','id':'p'}", TRUE },
    { PAGE (ENTRY ("Patient")), TRUE },
    { PAGE (ENTRY ("Patient") "," ENTRY ("Patient")), FALSE },
    { PAGE (ENTRY ("Goal")), FALSE },
    { PAGE (""), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = sample_bytes (cases[i].text);
      g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
      g_autoptr (KinIdentity) identity = kin_identity_find (bundle);

      g_test_message ("%s", cases[i].text);
      g_assert_true ((identity != NULL) == cases[i].found);
    }
}

/* What a person typed, beside what a portal says. */
static void
test_person (void)
{
  static const struct
  {
    const char *patient;
    const char *name;
    const char *born;
    KinMatch    match;
  } cases[] = {
    /* The same, however it is written. */
    { NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-02"), "Rosa Delgado", "1944-03-02",
      KIN_MATCH_SAME },
    { NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-02"), "DELGADO, Rosa", "1944-03-02",
      KIN_MATCH_SAME },
    { NAME ("'J\u00fcrgen'", "M\u00fcller") "," BORN ("1950-01-01"), "Jurgen Muller", "1950-01-01",
      KIN_MATCH_SAME },
    { NAME ("'S\u00f8ren'", "Vang") "," BORN ("1950-01-01"), "Soren Vang", "1950-01-01",
      KIN_MATCH_SAME },
    { NAME ("'Rosa'", "Delgado"), "Rosa Delgado", "1944-03-02", KIN_MATCH_SAME },
    { NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-02"), "Rosa Delgado", NULL, KIN_MATCH_SAME },
    { NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-02"), "Rosa Delgado", "1944",
      KIN_MATCH_SAME },

    /* A part of the name is enough only together with the birth date. */
    { NAME ("'Rosa','Maria'", "Delgado") "," BORN ("1944-03-02"), "Rosa Delgado", "1944-03-02",
      KIN_MATCH_SAME },
    { NAME ("'Rosa','Maria'", "Delgado") "," BORN ("1944-03-02"), "Rosa Delgado", NULL,
      KIN_MATCH_ASK },
    { NAME ("'Rosa','Maria'", "Delgado") "," BORN ("1944-03-02"), "Rosa Delgado", "1944",
      KIN_MATCH_ASK },

    /* Twins, a married name, another script: somebody looks. */
    { NAME ("'Anna'", "Delgado") "," BORN ("1944-03-02"), "Rosa Delgado", "1944-03-02",
      KIN_MATCH_ASK },
    { NAME ("'Rosa'", "Martin") "," BORN ("1944-03-02"), "Rosa Delgado", "1944-03-02",
      KIN_MATCH_ASK },
    { NAME ("'\u7f8e\u73b2'", "\u738b") "," BORN ("1944-03-02"), "Wang Meiling", "1944-03-02",
      KIN_MATCH_ASK },
    { BORN ("1944-03-02"), "Rosa Delgado", "1944-03-02", KIN_MATCH_ASK },

    /* What she is called at the clinic is not her name. */
    { "'name':[{'use':'usual','given':['Rosa']},{'given':['Rosa'],'family':'Martin'}],"
      BORN ("1944-03-02"), "Rosa Delgado", "1944-03-02", KIN_MATCH_ASK },

    /* Another birth date is another person, whatever the name. */
    { NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-03"), "Rosa Delgado", "1944-03-02",
      KIN_MATCH_OTHER },
    { NAME ("'Rosa'", "Delgado") "," BORN ("1945"), "Rosa Delgado", "1944-03-02",
      KIN_MATCH_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) identity = make (cases[i].patient);

      g_test_message ("case %u", i);
      g_assert_cmpint (kin_identity_match_person (identity, cases[i].name, cases[i].born), ==,
                       cases[i].match);
    }
}

/* What was confirmed, beside what the portal says now. */
static void
test_again (void)
{
#define ROSA NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-02") ",'gender':'female'"
  static const struct
  {
    const char *before;
    const char *now;
    KinMatch    match;
  } cases[] = {
    { ROSA "," MRN ("1"), ROSA "," MRN ("1"), KIN_MATCH_SAME },
    { ROSA, ROSA "," MRN ("1"), KIN_MATCH_SAME },
    { ROSA "," MRN ("1"), ROSA, KIN_MATCH_SAME },
    { ROSA "," MRN ("1"),
      ROSA ",'identifier':[{'system':'urn:mrn','value':'2'},{'system':'urn:mrn','value':'1'}]",
      KIN_MATCH_SAME },
    { ROSA "," MRN ("1"), ROSA ",'identifier':[{'system':'urn:other','value':'2'}]",
      KIN_MATCH_SAME },
    { ROSA, NAME ("'Rosa'", "Martin") "," BORN ("1944-03-02") ",'gender':'female'",
      KIN_MATCH_ASK },
    { ROSA, NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-02"), KIN_MATCH_ASK },
    { ROSA "," MRN ("1"), ROSA "," MRN ("2"), KIN_MATCH_OTHER },
    { ROSA, NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-03"), KIN_MATCH_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) before = make (cases[i].before);
      g_autoptr (KinIdentity) now = make (cases[i].now);

      g_test_message ("case %u", i);
      g_assert_cmpint (kin_identity_match (before, now), ==, cases[i].match);
    }
}

/* One id on two servers is two people, unless something says that it is one. */
static void
test_same_entry (void)
{
  static const struct
  {
    const char *here;
    const char *there;
    gboolean    same;
  } cases[] = {
    { ROSA "," MRN ("1"), ROSA "," MRN ("1"), TRUE },
    { ROSA "," MRN ("1"), MRN ("1"), TRUE },
    { ROSA, ROSA, TRUE },
    { ROSA, "'gender' : 'female', " BORN ("1944-03-02") ",\n" NAME ("'Rosa'", "Delgado"), TRUE },
    { ROSA "," MRN ("1"), ROSA "," MRN ("2"), FALSE },
    { ROSA "," MRN ("1"), ROSA, FALSE },
    { ROSA, NAME ("'Rosa'", "Delgado") "," BORN ("1944-03-02"), FALSE },
    { ROSA, NAME ("'Rosa','Maria'", "Delgado") "," BORN ("1944-03-02") ",'gender':'female'",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) here = make (cases[i].here);
      g_autoptr (KinIdentity) there = make (cases[i].there);

      g_test_message ("case %u", i);
      g_assert_cmpint (kin_identity_is_same_entry (here, there), ==, cases[i].same);
    }
}

static void
test_kept (void)
{
  g_autoptr (KinIdentity) identity = make (NAME ("'Ro\\u0022sa'", "Delgado") ","
                                           BORN ("1944-03") "," MRN ("a|b"));
  g_autofree char *text = kin_identity_to_text (identity);
  g_autoptr (KinIdentity) again = kin_identity_parse (text);
  g_autoptr (KinIdentity) other = make (MRN ("a|c"));

  g_assert_cmpstr (kin_identity_get_id (again), ==, "p");
  g_assert_cmpstr (kin_identity_get_name (again), ==, "Ro\"sa Delgado");
  g_assert_cmpstr (kin_identity_get_birth_date (again), ==, "1944-03");
  g_assert_cmpint (kin_identity_match (identity, again), ==, KIN_MATCH_SAME);
  g_assert_cmpint (kin_identity_match (again, other), ==, KIN_MATCH_OTHER);
  g_assert_null (kin_identity_parse ("{"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identity/who", test_who);
  g_test_add_func ("/identity/nobody", test_nobody);
  g_test_add_func ("/identity/find", test_find);
  g_test_add_func ("/identity/person", test_person);
  g_test_add_func ("/identity/again", test_again);
  g_test_add_func ("/identity/same-entry", test_same_entry);
  g_test_add_func ("/identity/kept", test_kept);

  return g_test_run ();
}
