/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-date-fields"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "kin-date-fields.h"
#include "kin-time.h"

/**
 * KinDateFields:
 *
 * A day that is typed: day, month by name, and year.
 */
struct _KinDateFields
{
  GtkWidget    parent_instance;

  GtkEditable *day;
  GtkDropDown *month;
  GtkEditable *year;
};

G_DEFINE_FINAL_TYPE (KinDateFields, kin_date_fields, GTK_TYPE_WIDGET)

#define OLDEST_YEAR 1900

/* On GTK 4.8 the focus is on a nameless button inside: it says what the list is for, and what is
 * chosen. */
static void
on_month_changed (KinDateFields *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->month);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->month));
  g_autofree char *words = NULL;

  if (button == NULL || chosen == NULL)
    return;

  /* Translators: %s is the name of a month, or "Not chosen". */
  words = g_strdup_printf (_("Month: %s"), gtk_string_object_get_string (chosen));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

/* Months by name: a number could be taken for a day. */
static void
add_months (KinDateFields *self)
{
  g_autoptr (GtkStringList) months = gtk_string_list_new (NULL);

  gtk_string_list_append (months, _("Not chosen"));
  for (int month = 1; month <= 12; month++)
    {
      g_autoptr (GDateTime) first = g_date_time_new_utc (2000, month, 1, 0, 0, 0);
      g_autofree char *words = g_date_time_format (first, "%B");

      gtk_string_list_append (months, words);
    }

  g_signal_connect_object (self->month, "notify::selected-item", G_CALLBACK (on_month_changed),
                           self, G_CONNECT_SWAPPED);
  gtk_drop_down_set_model (self->month, G_LIST_MODEL (months));
  on_month_changed (self);
}

static gboolean
kin_date_fields_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KIN_DATE_FIELDS (widget)->day));
}

static void
kin_date_fields_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_date_fields_parent_class)->dispose (object);
}

static void
kin_date_fields_class_init (KinDateFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_date_fields_dispose;
  widget_class->grab_focus = kin_date_fields_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-date-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, KinDateFields, day);
  gtk_widget_class_bind_template_child (widget_class, KinDateFields, month);
  gtk_widget_class_bind_template_child (widget_class, KinDateFields, year);
}

static void
kin_date_fields_init (KinDateFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_months (self);
}

static GDateTime *
read_day (KinDateFields *self)
{
  int day = atoi (gtk_editable_get_text (self->day));
  int month = (int) gtk_drop_down_get_selected (self->month);
  int year = atoi (gtk_editable_get_text (self->year));

  return year >= OLDEST_YEAR && month >= 1 && day >= 1
         ? g_date_time_new_local (year, month, day, 0, 0, 0) : NULL;
}

/**
 * kin_date_fields_dup_day:
 *
 * Returns: (transfer full) (nullable): a FHIR date when there is such a day, over or to come
 */
char *
kin_date_fields_dup_day (KinDateFields *self)
{
  g_autoptr (GDateTime) typed = NULL;

  g_return_val_if_fail (KIN_IS_DATE_FIELDS (self), NULL);

  typed = read_day (self);

  return typed != NULL ? g_date_time_format (typed, "%Y-%m-%d") : NULL;
}

/**
 * kin_date_fields_dup_date:
 *
 * Returns: (transfer full) (nullable): a FHIR date when there is such a day, and it is not to come
 */
char *
kin_date_fields_dup_date (KinDateFields *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) typed = NULL;

  g_return_val_if_fail (KIN_IS_DATE_FIELDS (self), NULL);

  typed = read_day (self);

  return typed != NULL && g_date_time_compare (typed, now) <= 0
         ? g_date_time_format (typed, "%Y-%m-%d") : NULL;
}

static void
set_number (GtkEditable *field,
            int          number)
{
  g_autofree char *text = number > 0 ? g_strdup_printf ("%d", number) : g_strdup ("");

  gtk_editable_set_text (field, text);
}

/**
 * kin_date_fields_set_date:
 * @date: (nullable): a FHIR date; what it does not say stays empty
 */
void
kin_date_fields_set_date (KinDateFields *self,
                          const char    *date)
{
  KinTime time = { 0 };

  g_return_if_fail (KIN_IS_DATE_FIELDS (self));

  if (date == NULL || !kin_time_parse (date, &time))
    memset (&time, 0, sizeof time);
  set_number (self->day, time.day);
  gtk_drop_down_set_selected (self->month, (guint) time.month);
  set_number (self->year, time.year);
}
