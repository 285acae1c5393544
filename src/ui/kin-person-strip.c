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
 * Whose record this is, across the whole window and on every page: name, what the
 * person is to the reader, colour and pattern, and the birth date where two people are alike. Never
 * colour alone. Pressing it goes to the people.
 */
struct _KinPersonStrip
{
  GtkWidget      parent_instance;

  GtkWidget     *button;
  GtkLabel      *name;
  KinPersonMark *mark;
  GtkLabel      *relation;
  GtkLabel      *born;
  GtkWidget     *sample;

  KinPerson     *person;
  GListModel    *family;
};

G_DEFINE_FINAL_TYPE (KinPersonStrip, kin_person_strip, GTK_TYPE_WIDGET)

static void
kin_person_strip_dispose (GObject *object)
{
  KinPersonStrip *self = KIN_PERSON_STRIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), KIN_TYPE_PERSON_STRIP);
  g_clear_object (&self->person);
  g_clear_object (&self->family);

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
  gtk_widget_class_bind_template_child (widget_class, KinPersonStrip, relation);
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

/* What the person is to the reader, where that was said. */
static char *
relation_to_words (KinPerson *person)
{
  const char *relation = kin_person_get_relation (person);

  if (kin_person_get_is_self (person))
    return g_strdup (_("Your own record"));

  return relation != NULL ? kin_text_isolate (relation) : NULL;
}

static void
show_line (GtkLabel   *line,
           const char *words)
{
  gtk_label_set_label (line, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (line), words != NULL);
}

static void
add_sentence (GString    *words,
              const char *sentence)
{
  if (sentence != NULL)
    g_string_append_printf (words, " %s.", sentence);
}

static void
show_person (KinPersonStrip *self)
{
  g_autofree char *name = kin_text_isolate (kin_person_get_name (self->person));
  g_autofree char *relation = relation_to_words (self->person);
  g_autofree char *born = born_to_words (self->person, self->family);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean is_sample = kin_person_get_is_sample (self->person);

  gtk_label_set_label (self->name, name);
  show_line (self->relation, relation);
  show_line (self->born, born);
  gtk_widget_set_visible (self->sample, is_sample);

  /* What the button shows and what it does, sentence by sentence.
   * Translators: %s is a name. The button shows whose record is open. */
  g_string_append_printf (words, _("This is the record of %s."), name);
  add_sentence (words, relation);
  add_sentence (words, born);
  add_sentence (words, is_sample ? _("Sample. Not a real person") : NULL);
  g_string_append_printf (words, " %s", _("Change person"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->str, -1);
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
  g_return_if_fail (KIN_IS_PERSON_STRIP (self));

  if (self->person != NULL)
    {
      gtk_widget_remove_css_class (self->button, kin_person_get_class (self->person));
      g_signal_handlers_disconnect_by_func (self->person, show_person, self);
    }
  g_set_object (&self->person, person);
  g_set_object (&self->family, family);
  if (person == NULL)
    return;

  g_signal_connect_object (person, "notify::relation", G_CALLBACK (show_person), self,
                           G_CONNECT_SWAPPED);
  show_person (self);
  kin_person_mark_set_person (self->mark, person);
  gtk_widget_add_css_class (self->button, kin_person_get_class (person));
}
