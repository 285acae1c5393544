/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-letter-date"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-date-fields.h"
#include "kin-letter-date.h"
#include "kin-page-parts.h"
#include "kin-page.h"
#include "kin-person-letters.h"
#include "kin-wide-button.h"

/**
 * KinLetterDate:
 *
 * The date of a letter that the person kept from a file: she types it, or takes that of the file
 * again.
 */
struct _KinLetterDate
{
  GtkWidget      parent_instance;

  GtkWidget     *change;
  GtkWidget     *box;
  GtkWidget     *problem;
  KinDateFields *fields;
  GtkWidget     *save;
  GtkWidget     *take_back;

  KinPerson     *person;
  KinItem       *item;
  gboolean       is_busy;
};

G_DEFINE_FINAL_TYPE (KinLetterDate, kin_letter_date, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say (KinLetterDate *self,
     const char    *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  if (page != NULL)
    kin_page_set_attention (KIN_PAGE (page), words);
}

static void
show_problem (KinLetterDate *self,
              const char    *words)
{
  gtk_label_set_label (GTK_LABEL (self->problem), words != NULL ? words : "");
  gtk_widget_set_visible (self->problem, words != NULL);
  say (self, words);
}

/* The focus goes on before what has it goes away. */
static void
update (KinLetterDate *self)
{
  const char *typed = kin_person_get_letter_date (self->person,
                                                  kin_item_get_resource_id (self->item));

  if (typed == NULL && gtk_widget_has_focus (self->take_back))
    gtk_widget_grab_focus (self->save);
  gtk_widget_set_visible (self->take_back, typed != NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinLetterDate) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_busy = FALSE;
  if (!kin_person_set_letter_date_finish (KIN_PERSON (source), result, &error))
    {
      show_problem (self, _("This could not be saved. Press the button again."));
      return;
    }

  show_problem (self, NULL);
  update (self);
  say (self, _("The date is saved."));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
save (KinLetterDate *self,
      const char    *date)
{
  if (self->is_busy)
    return;

  self->is_busy = TRUE;
  kin_person_set_letter_date_async (self->person, self->item, date, NULL, saved_cb,
                                    g_object_ref (self));
}

/* Most letters need none of this: the fields come when they are wanted. */
static void
on_change_clicked (KinLetterDate *self)
{
  gtk_widget_set_visible (self->box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->fields));
  gtk_widget_set_visible (self->change, FALSE);
}

static void
on_save_clicked (KinLetterDate *self)
{
  g_autofree char *date = kin_date_fields_dup_date (self->fields);

  if (date != NULL)
    {
      save (self, date);
      return;
    }

  show_problem (self, _("Type the date of the letter: day, month and year"));
  gtk_widget_grab_focus (GTK_WIDGET (self->fields));
}

static void
on_take_back_clicked (KinLetterDate *self)
{
  save (self, NULL);
}

static void
kin_letter_date_dispose (GObject *object)
{
  KinLetterDate *self = KIN_LETTER_DATE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->person);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (kin_letter_date_parent_class)->dispose (object);
}

static void
kin_letter_date_class_init (KinLetterDateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_letter_date_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);

  /**
   * KinLetterDate::changed:
   *
   * The letter has another date now.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (KinLetterDate *self,
            const char    *words,
            GCallback      callback)
{
  GtkWidget *button = kin_wide_button_new (words);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
kin_letter_date_init (KinLetterDate *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->change = add_button (self, _("Change the date"), G_CALLBACK (on_change_clicked));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->problem = kin_paragraph_new ("");
  self->fields = g_object_new (KIN_TYPE_DATE_FIELDS, NULL);
  self->save = add_button (self, _("Save this date"), G_CALLBACK (on_save_clicked));
  self->take_back = add_button (self, _("Use the date of the file"),
                                G_CALLBACK (on_take_back_clicked));
  gtk_widget_add_css_class (self->problem, "kin-problem");
  gtk_widget_add_css_class (self->box, "kin-stack");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_visible (self->box, FALSE);
  /* A frame holds it together, apart from what can be done with the whole letter. */
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "kin-card");
  gtk_widget_add_css_class (self->save, "suggested-action");

  gtk_box_append (GTK_BOX (self->box), kin_heading_new (_("Date of this letter")));
  gtk_box_append (GTK_BOX (self->box), self->problem);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->fields));
  gtk_box_append (GTK_BOX (self->box), self->save);
  gtk_box_append (GTK_BOX (self->box), self->take_back);
  gtk_widget_set_parent (self->change, GTK_WIDGET (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * kin_letter_date_new:
 * @person: whose letter it is
 * @item: the letter, with its resource
 *
 * Returns: (transfer full): where its date can be changed
 */
GtkWidget *
kin_letter_date_new (KinPerson *person,
                     KinItem   *item)
{
  KinLetterDate *self = g_object_new (KIN_TYPE_LETTER_DATE, NULL);

  self->person = g_object_ref (person);
  self->item = g_object_ref (item);
  kin_letter_date_show (self, item);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * kin_letter_date_show:
 * @item: the letter as it is now
 *
 * Puts its date into the fields.
 */
void
kin_letter_date_show (KinLetterDate *self,
                      KinItem       *item)
{
  g_return_if_fail (KIN_IS_LETTER_DATE (self));

  kin_date_fields_set_date (self->fields, kin_item_get_date (item));
}
