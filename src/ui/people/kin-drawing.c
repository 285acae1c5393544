/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-drawing"

#include "config.h"

#include <gdk/gdk.h>
#include <glib/gi18n.h>

#include "kin-drawing.h"
#include "kin-person.h"

/* Drawings of our own, for a person who has no photo at hand, or wants none. */

static const struct
{
  const char *name;
  const char *words;
} drawings[] = {
  /* Translators: these eight are drawings that stand for a person. */
  { "tree", N_("A tree") },
  { "boat", N_("A boat") },
  { "sun", N_("A sun") },
  { "flower", N_("A flower") },
  { "house", N_("A house") },
  { "cat", N_("A cat") },
  { "bird", N_("A bird") },
  { "cup", N_("A cup") },
};

/**
 * kin_drawing_get_n_drawings:
 *
 * Returns: how many there are
 */
guint
kin_drawing_get_n_drawings (void)
{
  return G_N_ELEMENTS (drawings);
}

/**
 * kin_drawing_get_words:
 * @drawing: its number
 *
 * Returns: what it shows, in the language of the person
 */
const char *
kin_drawing_get_words (guint drawing)
{
  g_return_val_if_fail (drawing < G_N_ELEMENTS (drawings), NULL);

  return _(drawings[drawing].words);
}

/**
 * kin_drawing_get_pixels:
 * @drawing: its number
 *
 * Returns: (transfer full) (nullable): the drawing, as kin_person_get_photo() gives a photo;
 *   %NULL on a computer that cannot read SVG, where none can be shown
 */
GBytes *
kin_drawing_get_pixels (guint drawing)
{
  const gsize side = KIN_PERSON_PHOTO_SIDE;
  g_autofree char *path = NULL;
  g_autofree guint32 *drawn = g_new0 (guint32, side * side);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guchar *pixels;

  g_return_val_if_fail (drawing < G_N_ELEMENTS (drawings), NULL);

  path = g_strdup_printf ("/io/github/kinchart/Kinchart/drawings/%s.svg", drawings[drawing].name);
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  texture = gdk_texture_new_from_bytes (bytes, NULL);
  if (texture == NULL || gdk_texture_get_width (texture) != (int) side ||
      gdk_texture_get_height (texture) != (int) side)
    return NULL;

  gdk_texture_download (texture, (guchar *) drawn, side * sizeof (guint32));
  pixels = g_malloc (side * side * 3);
  for (gsize i = 0; i < side * side; i++)
    {
      pixels[3 * i] = (guchar) (drawn[i] >> 16);
      pixels[3 * i + 1] = (guchar) (drawn[i] >> 8);
      pixels[3 * i + 2] = (guchar) drawn[i];
    }

  return g_bytes_new_take (pixels, side * side * 3);
}
