/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-words"

#include "config.h"

#include <cairo-pdf.h>
#include <string.h>

#include "engine-kit.h"
#include "kin-engine-error.h"
#include "kin-hit.h"
#include "kin-person-record.h"
#include "kin-person-words.h"
#include "kin-store-error.h"

/* Letters go through the real program in its real sandbox; where the program has to lie or to
 * wait, a script stands in its place. */

typedef struct
{
  char      *folder;
  char      *program;
  KinFamily *family;
  KinPerson *person;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->folder = kit_make_folder ();
  fixture->program = g_test_build_filename (G_TEST_BUILT, "..", "src", "decode",
                                            "kinchart-decode", NULL);
  fixture->family = kit_open_family (fixture->folder, NULL);
  fixture->person = kit_add_person (fixture->family, "Rosa Delgado", "1944-03-02");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  kit_close_family (fixture->family);
  g_object_unref (fixture->person);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->program);
}

/* A letter of two pages, of which the second one says what matters. */
static void
import_pdf (Fixture    *fixture,
            const char *name,
            const char *words)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t *cr = cairo_create (surface);

  cairo_move_to (cr, 50, 100);
  cairo_show_text (cr, "Dear Rosa,");
  cairo_show_page (cr);
  cairo_move_to (cr, 50, 100);
  cairo_show_text (cr, words);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  kit_import (fixture->person, path);
}

static void
import_text (Fixture    *fixture,
             const char *name,
             const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  kit_import (fixture->person, path);
}

static gboolean
read_letters (Fixture  *fixture,
              GError  **error)
{
  g_auto (KitResult) result = { NULL };

  kin_person_read_letters_async (fixture->person, fixture->program, NULL, kit_done, &result);
  return kin_person_read_letters_finish (fixture->person, kit_wait (&result), error);
}

static void
read_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (read_letters (fixture, &error));
  g_assert_no_error (error);
}

static void
assert_found (Fixture    *fixture,
              const char *words,
              guint       n_hits,
              const char *extract)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GPtrArray) hits = NULL;

  kin_person_search_async (fixture->person, words, 0, NULL, kit_done, &result);
  hits = kin_person_search_finish (fixture->person, kit_wait (&result), NULL);
  g_assert_cmpuint (hits->len, ==, n_hits);
  if (extract != NULL)
    g_assert_cmpstr (kin_hit_get_extract (g_ptr_array_index (hits, 0)), ==, extract);
}

/* Something else runs in the sandbox instead of the program. */
static void
replace_program (Fixture    *fixture,
                 const char *script)
{
  g_autofree char *whole = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);

  g_free (fixture->program);
  fixture->program = g_build_filename (fixture->folder, "instead", NULL);
  g_assert_true (g_file_set_contents_full (fixture->program, whole, -1,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0700, NULL));
}

/* Some clinics send the letter in the entry itself. */
static void
test_inside (Fixture       *fixture,
             gconstpointer  unused)
{
  const char *rtf = "{\\rtf1\\ansi Dear Rosa,\\par\nThe MRI showed a {\\b menis}cus tear.\\par}";
  g_autofree char *data = g_base64_encode ((const guchar *) rtf, strlen (rtf));
  g_autofree char *record = g_strdup_printf (
    "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1944-03-02\","
    "\"name\":[{\"given\":[\"Rosa\"],\"family\":\"Delgado\"}]}\n"
    "{\"resourceType\":\"DocumentReference\",\"id\":\"d\",\"status\":\"current\","
    "\"subject\":{\"reference\":\"Patient/p\"},\"content\":[{\"attachment\":"
    "{\"contentType\":\"application/rtf\",\"data\":\"%s\"}}]}\n", data);

  import_text (fixture, "record.ndjson", record);
  assert_found (fixture, "meniscus", 0, NULL);
  read_all (fixture);
  assert_found (fixture, "meniscus", 1, "The MRI showed a meniscus tear.");
}

/* Somebody remembers a word of a letter, and sees where it stands in it. */
static void
test_pdf (Fixture       *fixture,
          gconstpointer  unused)
{
  import_pdf (fixture, "Letter.pdf", "The MRI showed a meniscus tear, señora.");
  assert_found (fixture, "meniscus", 0, NULL);
  read_all (fixture);
  assert_found (fixture, "meniscus", 1, "The MRI showed a meniscus tear, señora.");
  assert_found (fixture, "senora", 1, NULL);
}

/* Older programs write RTF, and its words in pieces. */
static void
test_rtf (Fixture       *fixture,
          gconstpointer  unused)
{
  import_text (fixture, "Letter.rtf",
               "{\\rtf1\\ansi{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs24 Dear Rosa,\\par\n"
               "The MRI showed a {\\b menis}cus tear, se\\'f1ora.\\par}");
  assert_found (fixture, "meniscus", 0, NULL);
  read_all (fixture);
  assert_found (fixture, "meniscus", 1, "The MRI showed a meniscus tear, señora.");
  assert_found (fixture, "Roman", 0, NULL);
}

/* What cannot be read costs no other letter, and is not tried again. */
static void
test_broken (Fixture       *fixture,
             gconstpointer  unused)
{
  import_pdf (fixture, "One.pdf", "A meniscus tear.");
  import_text (fixture, "Two.pdf", "%PDF-1.7\nmeniscus\n%%EOF\n");
  import_pdf (fixture, "Three.pdf", "A torn ligament.");
  read_all (fixture);
  assert_found (fixture, "meniscus", 1, NULL);
  assert_found (fixture, "ligament", 1, NULL);

  replace_program (fixture, "cat >/dev/null; echo ferret");
  read_all (fixture);
  assert_found (fixture, "ferret", 0, NULL);
  import_pdf (fixture, "Four.pdf", "A broken rib.");
  read_all (fixture);
  assert_found (fixture, "ferret", 1, NULL);
}

/* A program that was taken over by a letter says what it likes, and nothing of it is kept. */
static void
test_lies (Fixture       *fixture,
           gconstpointer  unused)
{
  static const char * const lies[] = {
    "printf 'ferret \\377'", "printf 'ferret \\0 ferret'", "echo ferret; exit 3",
    "yes ferret", "echo ferret; kill -9 $$",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *name = g_strdup_printf ("Letter %u.pdf", i);

      import_pdf (fixture, name, name);
      replace_program (fixture, lies[i]);
      read_all (fixture);
      assert_found (fixture, "ferret", 0, NULL);
    }
}

/* Where nothing can be opened, letters wait until it can. */
static void
test_no_sandbox (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autofree char *program = g_steal_pointer (&fixture->program);
  g_autoptr (GError) error = NULL;

  import_pdf (fixture, "Letter.pdf", "A meniscus tear.");
  fixture->program = g_strdup ("/nowhere/kinchart-decode");
  g_assert_false (read_letters (fixture, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NO_SANDBOX);

  g_free (fixture->program);
  fixture->program = g_steal_pointer (&program);
  read_all (fixture);
  assert_found (fixture, "meniscus", 1, NULL);
}

static gboolean
on_enough (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* Whoever wants an end has it at once, and nothing is lost. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *program = g_strdup (fixture->program);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  import_pdf (fixture, "Letter.pdf", "A meniscus tear.");
  replace_program (fixture, "exec sleep 50");
  kin_person_read_letters_async (fixture->person, fixture->program, cancellable, kit_done,
                                 &result);
  g_timeout_add (300, on_enough, cancellable);
  g_assert_false (kin_person_read_letters_finish (fixture->person, kit_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);

  g_free (fixture->program);
  fixture->program = g_steal_pointer (&program);
  read_all (fixture);
  assert_found (fixture, "meniscus", 1, NULL);
}

/* A letter comes out of the sandbox after its person was closed: it is read the next time. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *program = g_strdup (fixture->program);
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  import_pdf (fixture, "Letter.pdf", "A meniscus tear.");
  replace_program (fixture, "sleep 2; echo ferret");
  kin_person_read_letters_async (fixture->person, fixture->program, NULL, kit_done, &result);
  while (!g_main_context_iteration (NULL, TRUE))
    ;
  kit_close (fixture->person);
  g_assert_false (kin_person_read_letters_finish (fixture->person, kit_wait (&result), &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED);

  kit_open_again (fixture->person);
  g_free (fixture->program);
  fixture->program = g_steal_pointer (&program);
  read_all (fixture);
  assert_found (fixture, "ferret", 0, NULL);
  assert_found (fixture, "meniscus", 1, NULL);
}

#define ADD(name, function) \
  g_test_add ("/words/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("pdf", test_pdf);
  ADD ("rtf", test_rtf);
  ADD ("inside", test_inside);
  ADD ("broken", test_broken);
  ADD ("lies", test_lies);
  ADD ("no-sandbox", test_no_sandbox);
  ADD ("cancelled", test_cancelled);
  ADD ("closed", test_closed);

  return g_test_run ();
}
