/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-strip"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-likeness.h"
#include "kin-person-colour.h"
#include "kin-person-mark.h"
#include "kin-person-strip.h"
#include "kin-pile-layout.h"
#include "kin-row-layout.h"
#include "kin-text.h"

/**
 * KinPersonStrip:
 *
 * Whose record this is, across the whole window and on every page: name, colour
 * and pattern, and the birth date where two people are alike. Never colour alone. Pressing it
 * goes to the people.
 */
struct _KinPersonStrip
{
  GtkWidget      parent_instance;

  GtkWidget     *button;
  GtkLabel      *name;
  KinPersonMark *mark;
  GtkLabel      *born;
  GtkWidget     *sample;

  KinPerson     *person;
};

G_DEFINE_FINAL_TYPE (KinPersonStrip, kin_person_strip, GTK_TYPE_WIDGET)

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

  g_type_ensure (KIN_TYPE_PERSON_MARK);
  g_type_ensure (KIN_TYPE_PILE_LAYOUT);
  g_type_ensure (KIN_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-person-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, button);
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, name);
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, mark);
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, born);
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, sample);
}

static void
kin_person_strip_init (KinPersonStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "Born 2 May 1950", only where it tells two people apart. */
static char *
born_to_words (KinPerson  *person,
               GListModel *family)
{
  g_autofree char *day = kin_date_to_words (kin_person_get_birth_date (person));

  if (day == NULL || family == NULL || !kin_person_has_alike (person, family))
    return NULL;

  /* Translators: %s is a birth date. */
  return g_strdup_printf (_("Born %s"), day);
}

/* What the button shows and what it does, sentence by sentence. */
static char *
strip_to_words (const char *name,
                const char *born,
                gboolean    is_sample)
{
  g_autoptr (GString) words = g_string_new (NULL);

  /* Translators: %s is a name. The button shows whose record is open. */
  g_string_append_printf (words, _("This is the record of %s."), name);
  if (born != NULL)
    g_string_append_printf (words, " %s.", born);
  if (is_sample)
    g_string_append_printf (words, " %s.", _("Sample. Not a real person"));
  g_string_append_printf (words, " %s", _("Change person"));

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * kin_person_strip_set_person:
 * @person: (nullable): whose record is shown
 * @family: (nullable) (element-type KinPerson): everybody whose record is here
 */
void
kin_person_strip_set_person (KinPersonStrip *self,
                             KinPerson      *person,
                             GListModel     *family)
{
  g_autofree char *born = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (KIN_IS_PERSON_STRIP (self));

  if (self->person != NULL)
    gtk_widget_remove_css_class (self->button, kin_person_get_class (self->person));
  if (!g_set_object (&self->person, person) && person == NULL)
    return;
  if (person == NULL)
    return;

  name = kin_text_isolate (kin_person_get_name (person));
  born = born_to_words (person, family);
  label = strip_to_words (name, born, kin_person_get_is_sample (person));

  gtk_label_set_label (self->born, born != NULL ? born : "");
  gtk_widget_set_visible (GTK_WIDGET (self->born), born != NULL);
  gtk_widget_set_visible (self->sample, kin_person_get_is_sample (person));
  gtk_label_set_label (self->name, name);
  kin_person_mark_set_person (self->mark, person);
  gtk_widget_add_css_class (self->button, kin_person_get_class (person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
