/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-mark"

#include "config.h"

#include "kin-person-colour.h"
#include "kin-person-mark.h"

/**
 * KinPersonMark:
 *
 * The photo of a person, or the initials where there is none. It follows when the photo changes.
 * The name stands beside it, always: a screen reader passes it over.
 */
struct _KinPersonMark
{
  AdwBin     parent_instance;

  KinPerson *person;
};

G_DEFINE_FINAL_TYPE (KinPersonMark, kin_person_mark, ADW_TYPE_BIN)

/**
 * kin_photo_new:
 * @pixels: %KIN_PERSON_PHOTO_SIDE rows of pixels, three bytes each
 *
 * Returns: (transfer full): a round picture, which says nothing: a name stands beside it
 */
GtkWidget *
kin_photo_new (GBytes *pixels)
{
  const int side = KIN_PERSON_PHOTO_SIDE;
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (side, side, GDK_MEMORY_R8G8B8, pixels,
                                                           (gsize) side * 3);
  GtkWidget *picture = g_object_new (GTK_TYPE_IMAGE, "paintable", texture, "valign",
                                     GTK_ALIGN_CENTER, "overflow", GTK_OVERFLOW_HIDDEN,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (picture, "kin-photo");

  return picture;
}

static GtkWidget *
make_initials (KinPerson *person)
{
  g_autofree char *initials = kin_person_get_initials (person);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", initials, "halign", GTK_ALIGN_CENTER,
                                   "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (label, "kin-initials");

  return label;
}

static void
update (KinPersonMark *self)
{
  GBytes *photo = self->person != NULL ? kin_person_get_photo (self->person) : NULL;

  if (self->person == NULL)
    adw_bin_set_child (ADW_BIN (self), NULL);
  else
    adw_bin_set_child (ADW_BIN (self), photo != NULL ? kin_photo_new (photo)
                                                     : make_initials (self->person));
}

static void
kin_person_mark_dispose (GObject *object)
{
  g_clear_object (&KIN_PERSON_MARK (object)->person);

  G_OBJECT_CLASS (kin_person_mark_parent_class)->dispose (object);
}

static void
kin_person_mark_class_init (KinPersonMarkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_person_mark_dispose;

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
kin_person_mark_init (KinPersonMark *self)
{
}

/**
 * kin_person_mark_new:
 * @person: (nullable): whose mark it is
 *
 * Returns: (transfer full): the mark
 */
GtkWidget *
kin_person_mark_new (KinPerson *person)
{
  KinPersonMark *self = g_object_new (KIN_TYPE_PERSON_MARK, NULL);

  kin_person_mark_set_person (self, person);

  return GTK_WIDGET (self);
}

/**
 * kin_person_mark_set_person:
 * @person: (nullable): whose mark it is
 */
void
kin_person_mark_set_person (KinPersonMark *self,
                            KinPerson     *person)
{
  g_return_if_fail (KIN_IS_PERSON_MARK (self));

  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, update, self);
  g_set_object (&self->person, person);
  if (person != NULL)
    g_signal_connect_object (person, "notify::photo", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}
