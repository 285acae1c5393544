/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-two-people"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-columns.h"
#include "kin-date-words.h"
#include "kin-text.h"
#include "kin-two-people.h"

/**
 * KinTwoPeople:
 *
 * The person that a record is to be added to, beside the one that it says it is of.
 */
struct _KinTwoPeople
{
  GtkWidget  parent_instance;

  GtkWidget *cards;
  GtkLabel  *here_name;
  GtkLabel  *here_born;
  GtkLabel  *there_from;
  GtkLabel  *there_name;
  GtkLabel  *there_born;
};

G_DEFINE_FINAL_TYPE (KinTwoPeople, kin_two_people, GTK_TYPE_WIDGET)

static void
show_born (GtkLabel   *label,
           const char *date)
{
  g_autofree char *day = kin_date_to_words (date);
  g_autofree char *safe_day = day != NULL ? kin_text_isolate (day) : NULL;
  g_autofree char *words = NULL;

  if (safe_day != NULL)
    /* Translators: %s is a birth date. */
    words = g_strdup_printf (_("Born %s"), safe_day);
  gtk_label_set_label (label, words != NULL ? words : _("Birth date not known"));
}

static void
show_name (GtkLabel   *label,
           const char *name)
{
  g_autofree char *safe_name = name != NULL ? kin_text_isolate (name) : NULL;

  gtk_label_set_label (label, safe_name != NULL ? safe_name : _("Name not known"));
}

static void
kin_two_people_dispose (GObject *object)
{
  g_clear_pointer (&KIN_TWO_PEOPLE (object)->cards, gtk_widget_unparent);

  G_OBJECT_CLASS (kin_two_people_parent_class)->dispose (object);
}

static void
kin_two_people_class_init (KinTwoPeopleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_two_people_dispose;

  g_type_ensure (KIN_TYPE_COLUMNS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-two-people.ui");
  gtk_widget_class_bind_template_child (widget_class, KinTwoPeople, cards);
  gtk_widget_class_bind_template_child (widget_class, KinTwoPeople, here_name);
  gtk_widget_class_bind_template_child (widget_class, KinTwoPeople, here_born);
  gtk_widget_class_bind_template_child (widget_class, KinTwoPeople, there_from);
  gtk_widget_class_bind_template_child (widget_class, KinTwoPeople, there_name);
  gtk_widget_class_bind_template_child (widget_class, KinTwoPeople, there_born);
}

static void
kin_two_people_init (KinTwoPeople *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_two_people_show:
 * @here: whom it is to be added to
 * @from: who says whose it is, such as "Northside sends the record of"
 * @there: (nullable): what they say
 */
void
kin_two_people_show (KinTwoPeople *self,
                     KinPerson    *here,
                     const char   *from,
                     KinIdentity  *there)
{
  g_return_if_fail (KIN_IS_TWO_PEOPLE (self));

  show_name (self->here_name, kin_person_get_name (here));
  show_born (self->here_born, kin_person_get_birth_date (here));
  gtk_label_set_label (self->there_from, from);
  show_name (self->there_name, there != NULL ? kin_identity_get_name (there) : NULL);
  show_born (self->there_born, there != NULL ? kin_identity_get_birth_date (there) : NULL);
}
