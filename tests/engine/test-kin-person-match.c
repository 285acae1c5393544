/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-match"

#include "config.h"

#include <string.h>

#include "engine-kit.h"
#include "kin-person-match.h"
#include "kin-person-private.h"

/* Whose record a portal opened, with what is known of the person from other portals and files. */

#define OAK "https://oak.example/fhir"
#define ELM "https://elm.example/fhir"
#define UUID "3a0f0b1e-0000-4000-8000-000000000001"

#define PATIENT(id, rest) "{\"resourceType\":\"Patient\",\"id\":\"" id "\"," rest "}"
#define NAME "\"name\":[{\"given\":[\"Rosa\"],\"family\":\"Delgado\"}]"
#define BORN "\"birthDate\":\"1944-03-02\""
#define ROSA(id) PATIENT (id, NAME "," BORN)
/* Somebody of the family, perhaps. */
#define DELGADO(id) PATIENT (id, "\"name\":[{\"family\":\"Delgado\"}]")
#define REPLACED(other) \
  "\"link\":[{\"other\":{\"reference\":\"Patient/" other "\"},\"type\":\"replaces\"}]"
#define REPLACES(id, other) PATIENT (id, NAME "," BORN "," REPLACED (other))

/* A connection of the person. */
typedef struct
{
  const char *base;                  /* or NULL: of files */
  const char *patient_id;
  const char *state;
  const char *binding;
} Known;

static void
know (KinPerson   *person,
      const Known *known)
{
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();
  g_autoptr (KinConnection) connection = NULL;

  note->id = g_uuid_string_random ();
  note->kind = g_strdup (known->base != NULL ? KIN_CONNECTION_KIND_PORTAL
                                             : KIN_CONNECTION_KIND_FILE);
  note->base = g_strdup (known->base);
  note->patient_id = g_strdup (known->patient_id);
  note->state = g_strdup (known->state);
  note->binding = g_strdup (known->binding);
  connection = kin_connection_new (note);
  g_list_store_remove_all (kin_person_get_connections (person));
  g_list_store_append (kin_person_get_connections (person), connection);
}

/* One connection at the most is known, and Oak opens a record. */
static void
test_portal (KitTwo        *two,
             gconstpointer  unused)
{
  static const struct
  {
    const char *name;
    Known       known;
    const char *opened;
    const char *granted;
    KinMatch    match;
    gboolean    joins;
    KinMerge    merge;
    guint       n_ends;              /* of what is known, in the end */
  } cases[] = {
    { "nobody is known", { ELM, "9", "ready", NULL }, ROSA ("1"), "1", KIN_MATCH_SAME },
    { "the same again", { OAK, "1", "ready", ROSA ("1") }, ROSA ("1"), "1", KIN_MATCH_SAME },
    { "another record there", { OAK, "2", "ready", ROSA ("2") }, ROSA ("1"), "1", KIN_MATCH_ASK },
    { "a record elsewhere", { ELM, "2", "ready", ROSA ("2") }, ROSA ("1"), "1", KIN_MATCH_SAME },
    { "a file", { NULL, "2", "ready", ROSA ("2") }, ROSA ("1"), "1", KIN_MATCH_SAME },
    { "what is known is no JSON", { ELM, "2", "ready", "{" }, ROSA ("1"), "1", KIN_MATCH_SAME },
    { "born on another day elsewhere",
      { ELM, "2", "ready", PATIENT ("2", NAME ",\"birthDate\":\"1950-01-01\"") }, ROSA ("1"), "1",
      KIN_MATCH_OTHER },
    { "another id was granted", { ELM, "9", "ready", NULL }, ROSA ("1"), "2", KIN_MATCH_ASK, FALSE,
      KIN_MERGE_OF },
    { "another id, and half a name", { ELM, "9", "ready", NULL }, DELGADO ("1"), "2",
      KIN_MATCH_OTHER },
    { "half a name", { ELM, "9", "ready", NULL }, DELGADO ("1"), "1", KIN_MATCH_ASK },
    { "the id of a known record was granted", { OAK, "2", "ready", ROSA ("2") }, ROSA ("1"), "2",
      KIN_MATCH_ASK, TRUE, KIN_MERGE_OF, 1 },
    { "its id, and half a name", { OAK, "2", "ready", ROSA ("2") }, DELGADO ("1"), "2",
      KIN_MATCH_ASK, TRUE, KIN_MERGE_OF, 1 },
    { "a known record was merged", { OAK, "2", "merged", ROSA ("2") }, ROSA ("1"), "1",
      KIN_MATCH_ASK, TRUE, KIN_MERGE_OF, 1 },
    { "a known record was replaced", { OAK, "2", "ready", ROSA ("2") }, REPLACES ("1", "2"), "1",
      KIN_MATCH_ASK, TRUE, KIN_MERGE_OF, 1 },
    { "its end has come", { OAK, "2", "ended", ROSA ("2") }, REPLACES ("1", "2"), "1",
      KIN_MATCH_ASK, TRUE, KIN_MERGE_OF, 0 },
    { "another was replaced", { OAK, "3", "ready", ROSA ("3") }, REPLACES ("1", "2"), "1",
      KIN_MATCH_ASK, FALSE, KIN_MERGE_OF },
    { "half a name, and only the portal says why", { ELM, "9", "ready", NULL },
      PATIENT ("1", "\"name\":[{\"family\":\"Delgado\"}]," REPLACED ("2")), "3", KIN_MATCH_ASK,
      FALSE, KIN_MERGE_OF },
    { "somebody said yes to that", { OAK, "1", "ready", REPLACES ("1", "2") }, REPLACES ("1", "2"),
      "1", KIN_MATCH_SAME, FALSE, KIN_MERGE_OF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) opened = kin_identity_parse (cases[i].opened);
      g_autoptr (KinConnection) joined = NULL;
      g_autoptr (GPtrArray) ends = NULL;
      KinMerge merge = KIN_MERGE_NONE;

      g_test_message ("%s", cases[i].name);
      know (two->rosa, &cases[i].known);
      g_assert_cmpint (kin_person_match_portal (two->rosa, OAK, opened, cases[i].granted, &joined,
                                                &merge), ==, cases[i].match);
      g_assert_cmpint (joined != NULL, ==, cases[i].joins);
      g_assert_cmpint (merge, ==, cases[i].merge);
      ends = kin_person_list_joined (two->rosa, OAK, opened, cases[i].granted);
      g_assert_cmpuint (ends->len, ==, cases[i].n_ends);
    }
}

/* A short id is one person's only where the rest fits; one that is unique in the world always. */
static void
test_files (KitTwo        *two,
            gconstpointer  unused)
{
  static const struct
  {
    Known       known;
    const char *patient_id;
    const char *said;                /* or NULL */
    gboolean    found;
  } cases[] = {
    { { NULL, "1", "ready", ROSA ("1") }, "1", ROSA ("1"), TRUE },
    { { NULL, "1", "ready", ROSA ("1") }, "1", PATIENT ("1", BORN), FALSE },
    { { NULL, "1", "ready", ROSA ("1") }, "1", NULL, TRUE },
    { { NULL, "1", "ready", NULL }, "1", ROSA ("1"), TRUE },
    { { NULL, "1", "ready", "{" }, "1", ROSA ("1"), FALSE },
    { { NULL, "1", "ready", ROSA ("1") }, "2", ROSA ("2"), FALSE },
    { { OAK, "1", "ready", ROSA ("1") }, "1", ROSA ("1"), FALSE },
    { { NULL, UUID, "ready", ROSA (UUID) }, UUID, PATIENT (UUID, BORN), TRUE },
    { { NULL, NULL, "ready", NULL }, NULL, NULL, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) said = kin_identity_parse (cases[i].said);

      g_test_message ("%u", (guint) i);
      know (two->rosa, &cases[i].known);
      g_assert_cmpint (kin_person_find_file_source (two->rosa, cases[i].patient_id, said) != NULL,
                       ==, cases[i].found);
    }
}

/* A yes to another id is remembered as the clinic would say it. */
static void
test_binding (void)
{
  static const struct
  {
    const char *opened;
    const char *granted;
    const char *remembered;          /* of another record, or NULL */
  } cases[] = {
    { ROSA ("1"), "1", NULL },
    { ROSA ("1"), NULL, NULL },
    { REPLACES ("1", "2"), "2", "2" },
    { REPLACES ("1", "2"), "3", "3" },
    { PATIENT ("1", NAME ",\"link\":7"), "2", "2" },
    /* Half a letter cannot be written again. Then it is asked again. */
    { PATIENT ("1", NAME ",\"gender\":\"\\ud800\""), "2", NULL },
    { ROSA ("1"), "2", "2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) opened = kin_identity_parse (cases[i].opened);
      g_autofree char *text = kin_person_match_to_binding (opened, cases[i].granted);
      g_autoptr (KinIdentity) kept = kin_identity_parse (text);

      g_assert_cmpint (kin_identity_match (kept, opened), ==, KIN_MATCH_SAME);
      if (cases[i].remembered != NULL)
        g_assert_true (kin_merge_has_taken_in (kept, cases[i].remembered));
      else
        g_assert_cmpint (kin_merge_find (kept), ==, KIN_MERGE_NONE);
    }
}

#define ADD(path, test) g_test_add (path, KitTwo, NULL, kit_two_set_up, test, kit_two_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/person-match/portal", test_portal);
  ADD ("/person-match/files", test_files);
  g_test_add_func ("/person-match/binding", test_binding);

  return g_test_run ();
}
