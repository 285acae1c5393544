/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-decoder-pages"

#include "config.h"

#include <string.h>

#include <cairo-pdf.h>

#include "engine-kit.h"
#include "kin-decoder.h"
#include "kin-engine-error.h"

/* Letters go through the real program in its real sandbox; where the program has to lie or to
 * fail, a script stands in its place. */

#define WIDTH 200

/* Numbers of the frame, as a script says them. */
#define ONE "\\001\\0\\0\\0"
#define TWO "\\002\\0\\0\\0"
#define NONE "\\0\\0\\0\\0"
#define HUGE "\\377\\377\\377\\377"

/* One page that says Hello, in letters that are not in the file. */
static const char plain_pdf[] =
  "%PDF-1.4\n"
  "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
  "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R\n"
  "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
  "4 0 obj<</Length 36>>stream\n"
  "BT /F 18 Tf 20 40 Td (Hello) Tj ET\n"
  "endstream endobj\n"
  "trailer<</Root 1 0 R>>\n"
  "%%EOF\n";

typedef struct
{
  char *folder;
  char *program;
} Desk;

static void
set_up (Desk          *desk,
        gconstpointer  unused)
{
  desk->folder = kit_make_folder ();
  desk->program = g_test_build_filename (G_TEST_BUILT, "..", "src", "decode", "kinchart-decode",
                                         NULL);
}

static void
tear_down (Desk          *desk,
           gconstpointer  unused)
{
  kit_remove_folder (desk->folder);
  g_free (desk->folder);
  g_free (desk->program);
}

static KinDrawnPages *
draw (Desk    *desk,
      GBytes  *letter,
      guint    first,
      guint    most,
      GError **error)
{
  g_auto (KitResult) result = { NULL };

  kin_decoder_draw_pages_async (desk->program, letter, first, most, WIDTH, NULL, kit_done,
                                &result);
  return kin_decoder_draw_pages_finish (kit_wait (&result), error);
}

static cairo_status_t
collect (void                *closure,
         const unsigned char *bytes,
         unsigned int         length)
{
  g_byte_array_append (closure, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* So many pages of 100 by 200, each with its number on red. */
static GBytes *
make_pdf (guint n_pages)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect, bytes, 100, 200);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *words = g_strdup_printf ("Señora, page %u", i + 1);

      cairo_set_source_rgb (cr, 1, 0, 0);
      cairo_paint (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_move_to (cr, 10, 100);
      cairo_show_text (cr, words);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

static void
assert_page (KinDrawnPage *page,
             const char   *text)
{
  const guint8 *corner = g_bytes_get_data (page->pixels, NULL);

  g_assert_cmpuint (page->width, ==, WIDTH);
  g_assert_cmpuint (page->height, ==, 2 * WIDTH);
  g_assert_cmpuint (g_bytes_get_size (page->pixels), ==, WIDTH * 2 * WIDTH * 3);
  g_assert_cmpint (corner[0], ==, 255);
  g_assert_cmpint (corner[1], ==, 0);
  g_assert_cmpint (corner[2], ==, 0);
  g_assert_cmpstr (page->text, ==, text);
}

/* The pages that were asked for and no others, as they look, with their words. */
static void
test_pdf (Desk          *desk,
          gconstpointer  unused)
{
  g_autoptr (GBytes) letter = make_pdf (4);
  g_autoptr (KinDrawnPages) drawn = NULL;
  g_autoptr (KinDrawnPages) last = NULL;
  g_autoptr (GError) error = NULL;

  drawn = draw (desk, letter, 1, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drawn->n_pages, ==, 4);
  g_assert_cmpuint (drawn->pages->len, ==, 2);
  assert_page (g_ptr_array_index (drawn->pages, 0), "Señora, page 2");
  assert_page (g_ptr_array_index (drawn->pages, 1), "Señora, page 3");

  last = draw (desk, letter, 3, 8, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (last->pages->len, ==, 1);
  assert_page (g_ptr_array_index (last->pages, 0), "Señora, page 4");
}

static gboolean
has_ink (KinDrawnPage *page)
{
  gsize length;
  const guint8 *pixels = g_bytes_get_data (page->pixels, &length);

  for (gsize i = 0; i < length; i++)
    if (pixels[i] < 64)
      return TRUE;

  return FALSE;
}

/* Fonts of this computer can be read inside. */
static void
test_font (Desk          *desk,
           gconstpointer  unused)
{
  g_autoptr (GBytes) letter = g_bytes_new_static (plain_pdf, strlen (plain_pdf));
  g_autoptr (KinDrawnPages) drawn = NULL;
  g_autoptr (GError) error = NULL;

  drawn = draw (desk, letter, 0, 8, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drawn->pages->len, ==, 1);
  g_assert_true (has_ink (g_ptr_array_index (drawn->pages, 0)));
  g_assert_cmpstr (((KinDrawnPage *) g_ptr_array_index (drawn->pages, 0))->text, ==, "Hello");
}

static void
run (Desk       *desk,
     const char *script)
{
  const char *words[] = { "sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (desk->folder, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static GBytes *
load (Desk       *desk,
      const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);
  char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_bytes_new_take (bytes, length);
}

/* A picture is one page, in its own size; one of a large scanner is made smaller. */
static void
test_picture (Desk          *desk,
              gconstpointer  unused)
{
  static const char * const names[] = { "blue.png", "blue.jpg", "blue.gif", "clear.png" };

  run (desk, "convert -size 31x17 xc:blue blue.png && convert blue.png blue.jpg &&"
             " convert blue.png blue.gif && convert -size 31x17 xc:none clear.png &&"
             " convert -size 9000x100 xc:blue long.png");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) letter = load (desk, names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (KinDrawnPages) drawn = draw (desk, letter, 0, 8, &error);
      KinDrawnPage *page;
      const guint8 *pixels;

      g_assert_no_error (error);
      g_assert_cmpuint (drawn->n_pages, ==, 1);
      g_assert_cmpuint (drawn->pages->len, ==, 1);
      page = g_ptr_array_index (drawn->pages, 0);
      g_assert_cmpuint (page->width, ==, 31);
      g_assert_cmpuint (page->height, ==, 17);
      g_assert_null (page->text);
      pixels = g_bytes_get_data (page->pixels, NULL);
      g_assert_cmpint (pixels[0] < 24, ==, i < 3);
      g_assert_cmpint (pixels[2], >, 230);
    }
  {
    g_autoptr (GBytes) letter = load (desk, "long.png");
    g_autoptr (KinDrawnPages) drawn = draw (desk, letter, 0, 8, NULL);

    g_assert_nonnull (drawn);
    g_assert_cmpuint (((KinDrawnPage *) g_ptr_array_index (drawn->pages, 0))->width, ==, 4500);
  }
}

static void
assert_colour (KinDrawnPage *page,
               guint         width,
               guint8        red,
               guint8        blue)
{
  const guint8 *pixels = g_bytes_get_data (page->pixels, NULL);

  g_assert_cmpuint (page->width, ==, width);
  g_assert_cmpint (pixels[0], ==, red);
  g_assert_cmpint (pixels[2], ==, blue);
}

/* A scan or a fax has all its pages, whichever end its numbers begin at; a scan in the finest
 * grain of an office machine is made smaller, and one whose pages go in circles comes to an end. */
static void
test_tiff (Desk          *desk,
           gconstpointer  unused)
{
  static const char * const names[] = { "lsb.tif", "msb.tif" };
  g_autoptr (GBytes) fine = NULL;
  g_autoptr (GBytes) circle = NULL;
  g_autoptr (KinDrawnPages) drawn_fine = NULL;
  g_autoptr (KinDrawnPages) drawn_circle = NULL;

  run (desk, "convert -size 6x8 xc:red -size 7x8 xc:blue -size 8x8 xc:red pages.tif &&"
             " convert pages.tif -endian LSB lsb.tif && convert pages.tif -endian MSB msb.tif &&"
             " convert -size 4960x7016 xc:white -monochrome -compress Group4 fine.tif &&"
             " printf 'II*\\0\\010\\0\\0\\0\\0\\0\\010\\0\\0\\0' > circle.tif");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) letter = load (desk, names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (KinDrawnPages) drawn = draw (desk, letter, 1, 8, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (drawn->n_pages, ==, 3);
      g_assert_cmpuint (drawn->pages->len, ==, 2);
      assert_colour (g_ptr_array_index (drawn->pages, 0), 7, 0, 255);
      assert_colour (g_ptr_array_index (drawn->pages, 1), 8, 255, 0);
    }

  fine = load (desk, "fine.tif");
  drawn_fine = draw (desk, fine, 0, 8, NULL);
  g_assert_nonnull (drawn_fine);
  assert_colour (g_ptr_array_index (drawn_fine->pages, 0), 2480, 255, 255);
  circle = load (desk, "circle.tif");
  drawn_circle = draw (desk, circle, 0, 8, NULL);
  g_assert_nonnull (drawn_circle);
  g_assert_cmpuint (drawn_circle->pages->len, ==, 8);
}

static void
assert_refused (Desk   *desk,
                GBytes *letter)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (draw (desk, letter, 0, 8, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE);
}

/* Neither a PDF nor a picture, not whole, or one that says it is enormous. */
static void
test_refused (Desk          *desk,
              gconstpointer  unused)
{
  static const char * const names[] = { "text", "empty", "other.bmp", "huge.png",
                                        "beginning.pdf", "large" };
  g_autoptr (GBytes) pdf = make_pdf (1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (pdf, 0, 40);

  run (desk, "echo 'not a letter' > text; : > empty; convert -size 99x99 plasma: whole.png;"
             " convert whole.png other.bmp;"
             " printf '%%PDF-' > beginning.pdf; truncate -s 104857601 large;"
             " printf '\\211PNG\\r\\n\\032\\n\\0\\0\\0\\rIHDR\\0\\0\\377\\377\\0\\0\\377"
             "\\377\\010\\002\\0\\0\\0\\0\\0\\0\\0' > huge.png");
  assert_refused (desk, cut);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) letter = load (desk, names[i]);

      g_test_message ("%s", names[i]);
      assert_refused (desk, letter);
    }
}

/* Every PDF that differs from a good one by some bytes ends in pages or in that error. */
static void
test_damaged (Desk          *desk,
              gconstpointer  unused)
{
  g_autoptr (GBytes) good = make_pdf (1);
  gsize length;
  const char *bytes = g_bytes_get_data (good, &length);

  for (int i = 0; i < 20; i++)
    {
      char *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) letter = g_bytes_new_take (copy, length);
      g_autoptr (KinDrawnPages) drawn = NULL;
      g_autoptr (GError) error = NULL;

      for (int j = 0; j < 8; j++)
        copy[g_test_rand_int_range (5, (int) length)] = (char) g_test_rand_int_range (0, 256);
      drawn = draw (desk, letter, 0, 8, &error);
      if (drawn == NULL)
        g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE);
    }
}

static void
replace_program (Desk       *desk,
                 const char *script)
{
  g_autofree char *whole = g_strdup_printf ("#!/bin/sh\n%s\n", script);

  g_free (desk->program);
  desk->program = g_build_filename (desk->folder, "instead", NULL);
  g_assert_true (g_file_set_contents_full (desk->program, whole, -1,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0755, NULL));
}

/* Where no sandbox can be made, that is said, also when it takes its time to end: never that the
 * letter is no letter. */
static void
test_no_sandbox (Desk          *desk,
                 gconstpointer  unused)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *instead = g_strconcat (desk->folder, ":", path, NULL);
  g_autoptr (GBytes) letter = make_pdf (1);
  g_autoptr (GError) error = NULL;

  run (desk, "printf '#!/bin/sh\nexec >&-\nsleep 0.3\nexit 1\n' > bwrap; chmod +x bwrap");
  g_setenv ("PATH", instead, TRUE);
  g_assert_null (draw (desk, letter, 0, 8, &error));
  g_setenv ("PATH", path, TRUE);
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NO_SANDBOX);
}

/* A program that was taken over by a letter says what it likes. */
static void
test_lies (Desk          *desk,
           gconstpointer  unused)
{
  static const char * const lies[] = {
    "kill -SEGV $$",
    "printf '" ONE ONE ONE NONE "abc'; kill -SEGV $$",   /* all is there, and then it crashes */
    "exit 0",
    "printf '" ONE "'",                                   /* no page */
    "printf '" NONE "'",
    "printf '" HUGE ONE ONE NONE "abc'",                  /* more pages than a letter has */
    "printf '" ONE "\\001'",                              /* not even a number */
    "printf '" ONE ONE ONE NONE "ab'",                    /* a pixel is missing */
    "printf '" ONE ONE ONE NONE "abcd'",                  /* or there is more of it */
    "printf '" ONE ONE ONE NONE "abc" ONE ONE NONE "abc'", /* more pages than it said */
    "printf '" ONE HUGE ONE NONE "'; yes",
    "printf '" ONE HUGE HUGE NONE "'; yes",
    "printf '" ONE "\\0\\040\\0\\0" "\\0\\040\\0\\0" NONE "'; yes", /* each side would do */
    "printf '" ONE NONE ONE NONE "'",
    "printf '" ONE ONE ONE HUGE "'; yes",
    "printf '" ONE ONE ONE TWO "\\303(abc'",              /* no UTF-8 */
    "printf '" ONE ONE ONE TWO "a\\0abc'",                /* words that end too early */
    "yes",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (GBytes) letter = g_bytes_new_static (plain_pdf, strlen (plain_pdf));

      g_test_message ("%s", lies[i]);
      replace_program (desk, lies[i]);
      assert_refused (desk, letter);
    }
  {
    /* What is right is taken from the same place: the script itself is not what is refused. */
    g_autoptr (GBytes) letter = g_bytes_new_static (plain_pdf, strlen (plain_pdf));
    g_autoptr (KinDrawnPages) drawn = NULL;
    g_autoptr (GError) error = NULL;

    replace_program (desk, "printf '" TWO ONE ONE TWO "hiabc" NONE NONE NONE "'");
    drawn = draw (desk, letter, 0, 8, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (drawn->pages->len, ==, 2);
    g_assert_cmpstr (((KinDrawnPage *) g_ptr_array_index (drawn->pages, 0))->text, ==, "hi");
    g_assert_null (((KinDrawnPage *) g_ptr_array_index (drawn->pages, 1))->pixels);
  }
}

static gboolean
is_running (const char *argument)
{
  const char *words[] = { "pgrep", "-f", "-x", argument, NULL };
  int status = 1;

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                               NULL, &status, NULL));
  return status == 0;
}

/* Whoever leaves the letter ends the program that draws it. */
static void
test_cancelled (Desk          *desk,
                gconstpointer  unused)
{
  g_autoptr (GBytes) letter = g_bytes_new_static (plain_pdf, strlen (plain_pdf));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *sleeper = g_strdup_printf ("sleep 86399.%d", g_random_int_range (1, G_MAXINT));
  g_autofree char *script = g_strdup_printf ("exec %s", sleeper);
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  replace_program (desk, script);
  kin_decoder_draw_pages_async (desk->program, letter, 0, 8, WIDTH, cancellable, kit_done,
                                &result);
  while (!is_running (sleeper))
    g_main_context_iteration (NULL, FALSE);

  g_cancellable_cancel (cancellable);
  g_assert_null (kin_decoder_draw_pages_finish (kit_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (is_running (sleeper))
    g_usleep (10000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/decoder-pages/pdf", Desk, NULL, set_up, test_pdf, tear_down);
  g_test_add ("/decoder-pages/font", Desk, NULL, set_up, test_font, tear_down);
  g_test_add ("/decoder-pages/picture", Desk, NULL, set_up, test_picture, tear_down);
  g_test_add ("/decoder-pages/tiff", Desk, NULL, set_up, test_tiff, tear_down);
  g_test_add ("/decoder-pages/refused", Desk, NULL, set_up, test_refused, tear_down);
  g_test_add ("/decoder-pages/damaged", Desk, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/decoder-pages/no-sandbox", Desk, NULL, set_up, test_no_sandbox, tear_down);
  g_test_add ("/decoder-pages/lies", Desk, NULL, set_up, test_lies, tear_down);
  g_test_add ("/decoder-pages/cancelled", Desk, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
