/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-decoder"

#include "config.h"

#include <string.h>

#include "engine-kit.h"
#include "kin-decoder.h"
#include "kin-engine-error.h"

/* The program runs in its real sandbox. */

#define SIDE 64

typedef struct
{
  char *folder;
  char *program;
} Darkroom;

static void
set_up (Darkroom      *room,
        gconstpointer  unused)
{
  room->folder = kit_make_folder ();
  room->program = g_test_build_filename (G_TEST_BUILT, "..", "src", "decode", "kinchart-decode",
                                         NULL);
}

static void
tear_down (Darkroom      *room,
           gconstpointer  unused)
{
  kit_remove_folder (room->folder);
  g_free (room->folder);
  g_free (room->program);
}

/* Makes a picture with ImageMagick. */
static void
paint (Darkroom   *room,
       const char *script)
{
  const char *words[] = { "sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (room->folder, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static GBytes *
decode (Darkroom    *room,
        const char  *name,
        GError     **error)
{
  g_autofree char *path = g_build_filename (room->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (KitResult) result = { NULL };

  kin_decoder_picture_async (room->program, file, SIDE, NULL, kit_done, &result);
  return kin_decoder_picture_finish (kit_wait (&result), error);
}

static void
assert_pixel (GBytes *pixels,
              guint   x,
              guint   y,
              guint   red,
              guint   green,
              guint   blue)
{
  const guint8 *at = (const guint8 *) g_bytes_get_data (pixels, NULL) + (y * SIDE + x) * 3;

  g_assert_cmpint (ABS ((int) at[0] - (int) red), <, 24);
  g_assert_cmpint (ABS ((int) at[1] - (int) green), <, 24);
  g_assert_cmpint (ABS ((int) at[2] - (int) blue), <, 24);
}

/* The middle of a wide picture, in each kind of file; what is clear is white. */
static void
test_middle (Darkroom      *room,
             gconstpointer  unused)
{
  static const char * const names[] = { "wide.png", "wide.jpg", "wide.gif" };

  paint (room, "convert -size 100x100 xc:red -size 200x100 xc:blue -size 100x100 xc:red +append"
               " wide.png && convert wide.png wide.jpg && convert wide.png wide.gif");
  paint (room, "convert -size 90x120 xc:none clear.png");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pixels = decode (room, names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (pixels), ==, SIDE * SIDE * 3);
      assert_pixel (pixels, 2, 2, 0, 0, 255);
      assert_pixel (pixels, SIDE - 3, SIDE - 3, 0, 0, 255);
    }
  {
    g_autoptr (GBytes) pixels = decode (room, "clear.png", NULL);

    g_assert_nonnull (pixels);
    assert_pixel (pixels, 9, 9, 255, 255, 255);
  }
}

/* What a camera writes right after the start of a JPEG: Exif with nothing but its orientation,
 * here 6, held with the right side up. */
static const guint8 exif[] = {
  0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
  0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
};

static void
turn (Darkroom   *room,
      const char *name,
      const char *turned)
{
  g_autofree char *path = g_build_filename (room->folder, name, NULL);
  g_autofree char *turned_path = g_build_filename (room->folder, turned, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *jpeg = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &jpeg, &length, NULL));
  g_byte_array_append (bytes, (const guint8 *) jpeg, 2);
  g_byte_array_append (bytes, exif, sizeof exif);
  g_byte_array_append (bytes, (const guint8 *) jpeg + 2, (guint) length - 2);
  g_assert_true (g_file_set_contents (turned_path, (const char *) bytes->data, bytes->len, NULL));
}

/* A camera that was held sideways says so in the file: red was above, and is on the right. */
static void
test_turned (Darkroom      *room,
             gconstpointer  unused)
{
  g_autoptr (GBytes) straight = NULL;
  g_autoptr (GBytes) pixels = NULL;

  paint (room, "convert -size 100x50 xc:red -size 100x50 xc:blue -append straight.jpg");
  straight = decode (room, "straight.jpg", NULL);
  g_assert_nonnull (straight);
  assert_pixel (straight, 2, 2, 254, 0, 0);
  assert_pixel (straight, SIDE - 3, 2, 254, 0, 0);

  turn (room, "straight.jpg", "turned.jpg");
  pixels = decode (room, "turned.jpg", NULL);
  g_assert_nonnull (pixels);
  assert_pixel (pixels, 2, 2, 0, 0, 254);
  assert_pixel (pixels, 2, SIDE - 3, 0, 0, 254);
  assert_pixel (pixels, SIDE - 3, 2, 254, 0, 0);
  assert_pixel (pixels, SIDE - 3, SIDE - 3, 254, 0, 0);
}

static void
assert_refused (Darkroom   *room,
                const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (decode (room, name, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE);
}

/* No picture, one that says it is enormous, a kind we do not open, no file. */
static void
test_refused (Darkroom      *room,
              gconstpointer  unused)
{
  paint (room, "echo 'not a picture' > text.png; : > empty.png; mkdir folder.png; mkfifo pipe.png;"
               " convert -size 200x200 plasma: whole.png;"
               " convert whole.png other.bmp;"
               " echo '<svg xmlns=\"http://www.w3.org/2000/svg\"/>' > other.svg;"
               " printf '\\211PNG\\r\\n\\032\\n\\0\\0\\0\\rIHDR\\0\\0\\377\\377\\0\\0\\377"
               "\\377\\010\\002\\0\\0\\0\\0\\0\\0\\0' > huge.png");
  assert_refused (room, "text.png");
  assert_refused (room, "empty.png");
  assert_refused (room, "folder.png");
  assert_refused (room, "pipe.png");
  assert_refused (room, "other.bmp");
  assert_refused (room, "other.svg");
  assert_refused (room, "huge.png");
  assert_refused (room, "absent.png");
}

/* Every file that differs from a good one by some bytes ends in pixels or in that error. */
static void
test_damaged (Darkroom      *room,
              gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (room->folder, "bad.jpg", NULL);
  g_autofree char *good = g_build_filename (room->folder, "good.jpg", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  paint (room, "convert -size 60x60 plasma: good.jpg");
  g_assert_true (g_file_get_contents (good, &bytes, &length, NULL));
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) pixels = NULL;
      g_autoptr (GError) error = NULL;

      for (int j = 0; j < 8; j++)
        copy[g_test_rand_int_range (4, (int) length)] = (char) g_test_rand_int_range (0, 256);
      g_assert_true (g_file_set_contents (path, copy, (gssize) length, NULL));
      pixels = decode (room, "bad.jpg", &error);
      if (pixels == NULL)
        g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE);
      else
        g_assert_cmpuint (g_bytes_get_size (pixels), ==, SIDE * SIDE * 3);
    }
}

/* Inside there is nothing of the person, and no way out: seen by a program in place of ours. */
static void
test_sandbox (Darkroom      *room,
              gconstpointer  unused)
{
  g_autofree char *spy = g_build_filename (room->folder, "spy", NULL);
  g_autofree char *script = NULL;
  g_autoptr (GBytes) said = NULL;
  g_autoptr (GError) error = NULL;

  /* It says 12,288 bytes when it finds nothing that it should not, and fails otherwise. */
  script = g_strdup_printf ("#!/bin/sh\n"
                            "[ -e '%s' ] && exit 4\n"
                            "[ -e \"/root\" ] && exit 4\n[ -e /home ] && exit 4\n"
                            "[ -n \"$HOME$DBUS_SESSION_BUS_ADDRESS\" ] && exit 4\n"
                            "[ -e /proc ] && exit 4\n"
                            "touch /usr/kin-test 2>/dev/null && exit 4\n"
                            "head -c %d /usr/bin/head\n", room->folder, SIDE * SIDE * 3);
  g_assert_true (g_file_set_contents_full (spy, script, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  paint (room, "convert -size 60x60 plasma: whole.png");
  g_free (room->program);
  room->program = g_strdup (spy);
  said = decode (room, "whole.png", &error);
  g_assert_no_error (error);
  g_assert_nonnull (said);
}

/* A program that was taken over by a picture says too much, or too little. It is ended as soon
 * as it says more than was asked for. */
static void
test_endless (Darkroom      *room,
              gconstpointer  unused)
{
  static const char * const lies[] = {
    "head -c 12289 /usr/bin/head; exec sleep infinity",
    "yes",
    "head -c 12287 /usr/bin/head",
    "head -c 12288 /usr/bin/head; kill -SEGV $$",
  };

  paint (room, "convert -size 60x60 plasma: whole.png");
  g_free (room->program);
  room->program = g_build_filename (room->folder, "instead", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *script = g_strdup_printf ("#!/bin/sh\n%s\n", lies[i]);

      g_test_message ("%s", lies[i]);
      g_assert_true (g_file_set_contents_full (room->program, script, -1,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0755, NULL));
      assert_refused (room, "whole.png");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/decoder/middle", Darkroom, NULL, set_up, test_middle, tear_down);
  g_test_add ("/decoder/turned", Darkroom, NULL, set_up, test_turned, tear_down);
  g_test_add ("/decoder/refused", Darkroom, NULL, set_up, test_refused, tear_down);
  g_test_add ("/decoder/damaged", Darkroom, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/decoder/endless", Darkroom, NULL, set_up, test_endless, tear_down);
  g_test_add ("/decoder/sandbox", Darkroom, NULL, set_up, test_sandbox, tear_down);

  return g_test_run ();
}
