/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-print"

#include "config.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "kin-print.h"
#include "memory-kit.h"

/* A4, in points. */
#define WIDTH 595.0
#define HEIGHT 842.0
#define WHO "Rosa Delgado, born 2 March 1944"
#define MANY 300
#define CODE_LENGTH 2000

static guint
put_on_sheets (KinPrint *print)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  guint n_sheets;

  pango_cairo_context_set_resolution (context, 72);
  n_sheets = kin_print_lay_out (print, context, WIDTH, HEIGHT);
  g_object_unref (context);
  return n_sheets;
}

/* The text of each sheet, without the line ends. */
static GStrv
lay_out (KinPrint *print)
{
  g_autoptr (GStrvBuilder) sheets = g_strv_builder_new ();
  guint n_sheets = put_on_sheets (print);

  for (guint i = 0; i < n_sheets; i++)
    {
      g_autofree char *text = kin_print_dup_text (print, i);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      g_autofree char *sheet = g_strjoinv ("", lines);

      g_strv_builder_add (sheets, sheet);
    }

  return g_strv_builder_end (sheets);
}

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;

  return n;
}

/* Every entry is there once, whole, and on one sheet; each sheet says whose it is. */
static void
test_many (void)
{
  g_autoptr (KinPrint) print = kin_print_new ("Medicines", WHO);
  g_auto (GStrv) sheets = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Medicine <%u>", i);
      g_autofree char *dose = g_strdup_printf ("Take (%u) a day\nBy mouth", i);
      g_autofree char *origin = g_strdup_printf ("Northside [%u]", i);

      kin_print_add (print, KIN_PRINT_HEADING, name);
      kin_print_add (print, KIN_PRINT_TEXT, dose);
      kin_print_add (print, KIN_PRINT_TEXT, origin);
    }

  sheets = lay_out (print);
  all = g_strjoinv ("", sheets);
  g_assert_cmpuint (g_strv_length (sheets), >, MANY / 10);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *entry = g_strdup_printf ("Medicine <%u>Take (%u) a dayBy mouthNorthside"
                                                " [%u]", i, i, i);

      g_assert_cmpuint (count (all, entry), ==, 1);
    }
  for (guint i = 0; sheets[i] != NULL; i++)
    {
      g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, g_strv_length (sheets));

      g_assert_nonnull (strstr (sheets[i], WHO));
      g_assert_nonnull (strstr (sheets[i], number));
      g_assert_nonnull (strstr (sheets[i], "Printed "));
    }
}

/* What is longer than a line or a sheet goes on, with not a sign more or less. */
static void
test_long (void)
{
  g_autoptr (KinPrint) print = kin_print_new ("Letter", WHO);
  g_autofree char *word = g_strnfill (400, 'm');
  g_autoptr (GString) note = g_string_new (NULL);
  g_auto (GStrv) sheets = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (note, "Line {%u}\n", i);
  kin_print_add (print, KIN_PRINT_HEADING, word);
  kin_print_add (print, KIN_PRINT_TEXT, note->str);

  sheets = lay_out (print);
  all = g_strjoinv ("", sheets);
  g_assert_nonnull (strstr (all, word));
  g_assert_cmpuint (g_strv_length (sheets), >, 5);
  g_assert_nonnull (strstr (sheets[0], "Line {0}"));
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *line = g_strdup_printf ("Line {%u}", i);

      g_assert_cmpuint (count (all, line), ==, 1);
    }
}

/* Names in any script, and nothing at all. */
static void
test_scripts (void)
{
  static const char * const names[] = { "أسبرين للأطفال", "阿司匹林肠溶片", "<b>Bold</b> & more" };
  g_autoptr (KinPrint) print = kin_print_new ("Medicines", WHO);
  g_autoptr (KinPrint) empty = kin_print_new ("Medicines", NULL);
  g_auto (GStrv) sheets = NULL;
  g_auto (GStrv) none = lay_out (empty);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    kin_print_add (print, KIN_PRINT_HEADING, names[i]);
  sheets = lay_out (print);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (strstr (sheets[0], names[i]));

  g_assert_cmpuint (g_strv_length (none), ==, 1);
  g_assert_nonnull (strstr (none[0], "Page 1 of 1"));
}

/* How much ink there is on the left and on the right half of the first sheet. */
static void
weigh (KinPrint *print,
       guint    *left,
       guint    *right)
{
  cairo_surface_t *sheet = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (sheet);
  const guint8 *ink;
  int stride = cairo_image_surface_get_stride (sheet);

  *left = *right = 0;
  put_on_sheets (print);
  kin_print_draw (print, 0, cr);
  cairo_surface_flush (sheet);
  ink = cairo_image_surface_get_data (sheet);
  for (int y = 0; y < (int) HEIGHT; y++)
    for (int x = 0; x < (int) WIDTH; x++)
      *(x < WIDTH / 2 ? left : right) += ink[y * stride + x] > 0;
  cairo_destroy (cr);
  cairo_surface_destroy (sheet);
}

/* All begins where the person begins to read, a foreign name and a line to write on as well. */
static void
test_sides (void)
{
  static const char * const words[] = {
    "Rosa", "____", "\u05e9\u05dc\u05d5\u05dd", "Rosa\n\u05e9\u05dc\u05d5\u05dd",
    "\u05e9\u05dc\u05d5\u05dd\nRosa",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (KinPrint) print = kin_print_new (words[i], words[i]);
      guint left, right;

      kin_print_add (print, KIN_PRINT_TEXT, words[i]);
      kin_print_add (print, KIN_PRINT_CODE, words[i]);
      gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
      weigh (print, &left, &right);
      gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
      g_assert_cmpuint (right, >, 10 * left);
      weigh (print, &left, &right);
      g_assert_cmpuint (left, >, 10 * right);
    }
}

/* The words of a print are wiped with it: they may be a code. The first half is not looked for:
 * whoever gives memory back writes there. */
static void
test_wiped (void)
{
  KinPrint *print = kin_print_new ("Code", NULL);
  guint8 inverted[CODE_LENGTH];
  char code[CODE_LENGTH + 1] = "";
  KinPrint *copy;

  for (guint i = 0; i < CODE_LENGTH; i++)
    {
      code[i] = (char) g_random_int_range ('A', 'Z' + 1);
      inverted[i] = (guint8) ~code[i];
    }
  kin_print_add (print, KIN_PRINT_CODE, code);
  explicit_bzero (code, sizeof code);
  copy = kin_print_copy (print);
  g_assert_cmpuint (memory_count (inverted + CODE_LENGTH / 2, CODE_LENGTH / 2), ==, 2);

  g_object_unref (copy);
  g_object_unref (print);
  g_assert_cmpuint (memory_count (inverted + CODE_LENGTH / 2, CODE_LENGTH / 2), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/print/many", test_many);
  g_test_add_func ("/print/long", test_long);
  g_test_add_func ("/print/scripts", test_scripts);
  g_test_add_func ("/print/sides", test_sides);
  g_test_add_func ("/print/wiped", test_wiped);

  return g_test_run ();
}
