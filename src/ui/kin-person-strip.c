/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-strip"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-person-strip.h"
#include "kin-text.h"

/**
 * KinPersonStrip:
 *
 * Whose record this is, across the whole window and on every page: name, colour
 * and pattern. Never colour alone. Pressing it goes to the people.
 */
struct _KinPersonStrip
{
  GtkWidget  parent_instance;

  GtkWidget *button;
  GtkLabel  *name;
  GtkLabel  *initials;

  KinPerson *person;
};

G_DEFINE_FINAL_TYPE (KinPersonStrip, kin_person_strip, GTK_TYPE_WIDGET)

/* White on each of these is at least 7.5:1. Red and yellow mean something else. */
static const char * const colours[] = {
  "kin-blue", "kin-teal", "kin-violet", "kin-brown", "kin-berry", "kin-olive", "kin-slate",
};

static const char *
colour_of (KinPerson *person)
{
  return colours[g_str_hash (kin_person_get_id (person)) % G_N_ELEMENTS (colours)];
}

static char *
initials_of (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autoptr (GString) initials = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL && g_utf8_strlen (initials->str, -1) < 2; i++)
    if (*words[i] != '\0')
      g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (words[i])));

  return g_string_free (g_steal_pointer (&initials), FALSE);
}

static void
kin_person_strip_dispose (GObject *object)
{
  KinPersonStrip *self = KIN_PERSON_STRIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), KIN_TYPE_PERSON_STRIP);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (kin_person_strip_parent_class)->dispose (object);
}

static void
kin_person_strip_class_init (KinPersonStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_person_strip_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-person-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, button);
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, name);
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, initials);
}

static void
kin_person_strip_init (KinPersonStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_person_strip_set_person:
 * @person: (nullable): whose record is shown
 */
void
kin_person_strip_set_person (KinPersonStrip *self,
                             KinPerson      *person)
{
  g_autofree char *name = NULL;
  g_autofree char *initials = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (KIN_IS_PERSON_STRIP (self));

  if (self->person != NULL)
    gtk_widget_remove_css_class (self->button, colour_of (self->person));
  if (!g_set_object (&self->person, person) && person == NULL)
    return;
  if (person == NULL)
    return;

  name = kin_text_isolate (kin_person_get_name (person));
  initials = initials_of (kin_person_get_name (person));
  /* Translators: %s is a person's name. The button shows whose record is open. */
  label = g_strdup_printf (_("This is the record of %s. Change person"), name);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->initials, initials);
  gtk_widget_add_css_class (self->button, colour_of (person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
