/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-import-look"

#include "config.h"

#include <string.h>

#include "engine-kit.h"
#include "kin-engine-error.h"
#include "kin-import.h"

/* Files that say little about whose they are, and what is said of them before anything is kept. */

#define VISIT(people) \
  "{\"resourceType\":\"Appointment\",\"id\":\"v\",\"status\":\"booked\"," \
  "\"start\":\"2026-12-01T09:00:00Z\",\"participant\":[" people "]}"
#define TAKES_PART(who) "{\"actor\":{\"reference\":\"" who "\"},\"status\":\"accepted\"}"
#define CARD(end) \
  "{" end "\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" \
  "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\"," \
  "\"birthDate\":\"1944-03-02\",\"name\":[{\"given\":[\"Rosa\"],\"family\":\"Delgado\"}]}}," \
  "{\"fullUrl\":\"resource:1\",\"resource\":{\"resourceType\":\"Immunization\"," \
  "\"status\":\"completed\",\"occurrenceDateTime\":\"2023-10-02\"," \
  "\"vaccineCode\":{\"text\":\"Flu\"},\"patient\":{\"reference\":\"resource:0\"}}}]}" end
#define ROSA \
  "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1944-03-02\"," \
  "\"name\":[{\"given\":[\"Rosa\"],\"family\":\"Delgado\"}]}"
#define LUIS \
  "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1971-09-08\"," \
  "\"name\":[{\"given\":[\"Luis\"],\"family\":\"Delgado\"}]}"
#define ASTHMA \
  "{\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":{\"text\":\"Asthma\"}," \
  "\"subject\":{\"reference\":\"Patient/p\"}}"
#define CLINIC "{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"Oak\"}"

/* A file, or a zip of two. */
typedef struct
{
  const char     *name;
  const char     *texts[2];
  KinEngineError  refused;           /* else: */
  KinMatch        match;
  guint           stored;
  guint           letters;
} Case;

static const Case cases[] = {
  { "an appointment", { VISIT (TAKES_PART ("Practitioner/d") "," TAKES_PART ("Patient/p")) }, 0,
    KIN_MATCH_ASK, 1, 0 },
  { "an appointment of two", { VISIT (TAKES_PART ("Patient/p") "," TAKES_PART ("Patient/q")) },
    KIN_ENGINE_ERROR_SEVERAL_PEOPLE },
  { "an appointment of nobody", { VISIT (TAKES_PART ("Practitioner/d")) }, 0, KIN_MATCH_ASK, 0, 0 },
  { "a clinic", { CLINIC }, 0, KIN_MATCH_ASK, 1, 0 },
  { "nothing but blanks", { " \n " }, 0, KIN_MATCH_ASK, 0, 1 },
  { "a page", { "\xef\xbb\xbf <html>Dear Rosa</html>" }, 0, KIN_MATCH_ASK, 0, 1 },
  { "a card", { CARD ("") }, 0, KIN_MATCH_SAME, 2, 0 },
  { "a card in a zip", { CARD (""), "Dear Rosa" }, 0, KIN_MATCH_SAME, 2, 1 },
  { "a card on lines of its own", { "Dear Rosa", CARD ("\n") }, 0, KIN_MATCH_SAME, 2, 1 },
  { "a card with a record", { CARD (""), ROSA }, 0, KIN_MATCH_SAME, 1, 1 },
  { "a card with a record of no name", { ASTHMA, CARD ("") }, 0, KIN_MATCH_ASK, 1, 1 },
  { "a card of somebody else", { LUIS, CARD ("") }, KIN_ENGINE_ERROR_SEVERAL_PEOPLE },
};

static char *
write_case (const char *folder,
            const Case *one)
{
  char *path = g_build_filename (folder, "file", NULL);
  g_autoptr (GBytes) first = g_bytes_new_static (one->texts[0], strlen (one->texts[0]));
  g_autoptr (GBytes) second = NULL;
  GBytes *texts[] = { first, NULL };

  if (one->texts[1] == NULL)
    {
      g_assert_true (g_file_set_contents (path, one->texts[0], -1, NULL));
      return path;
    }

  g_free (path);
  second = g_bytes_new_static (one->texts[1], strlen (one->texts[1]));
  texts[1] = second;
  return kit_write_zip (folder, "file.zip", texts, G_N_ELEMENTS (texts));
}

static KinImportCounts
confirm (KinImport *import)
{
  g_auto (KitResult) saved = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts = { 0 };

  kin_import_confirm_async (import, NULL, kit_done, &saved);
  kin_import_confirm_finish (import, kit_wait (&saved), &counts, &error);
  g_assert_no_error (error);
  return counts;
}

static void
test_case (KitTwo        *two,
           gconstpointer  data)
{
  const Case *one = data;
  g_autofree char *path = write_case (two->folder, one);
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (two->rosa, paths);
  g_auto (KitResult) looked = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;

  kin_import_look_async (import, NULL, kit_done, &looked);
  if (!kin_import_look_finish (import, kit_wait (&looked), &error))
    {
      g_assert_error (error, KIN_ENGINE_ERROR, (int) one->refused);
      return;
    }

  g_assert_cmpint (one->refused, ==, 0);
  g_assert_cmpint (kin_import_get_match (import), ==, one->match);
  counts = confirm (import);
  g_assert_cmpuint (counts.stored, ==, one->stored);
  g_assert_cmpuint (counts.letters, ==, one->letters);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-look/", cases[i].name, NULL);

      g_test_add (path, KitTwo, &cases[i], kit_two_set_up, test_case, kit_two_tear_down);
    }

  return g_test_run ();
}
