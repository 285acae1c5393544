/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-twin-box"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-date-words.h"
#include "kin-item-page.h"
#include "kin-item-words.h"
#include "kin-page-parts.h"
#include "kin-page.h"
#include "kin-person-twins.h"
#include "kin-text.h"
#include "kin-twin-box.h"
#include "kin-wide-button.h"

/**
 * KinTwinBox:
 *
 * Where an entry came from besides: by what it is seen to be the same, a way to each of the
 * others, and one button that shows both in lists, or one again. Empty for what came once.
 */
struct _KinTwinBox
{
  GtkWidget     parent_instance;

  GtkWidget    *button;            /* NULL, or that of the last part */
  GtkWidget    *problem;

  KinPerson    *person;
  KinItem      *item;
  GPtrArray    *twins;             /* of KinTwin */
  GCancellable *cancellable;
  guint         n_waiting;         /* for decisions that are being saved */
  gboolean      is_saved;          /* all of them so far */
};

G_DEFINE_FINAL_TYPE (KinTwinBox, kin_twin_box, GTK_TYPE_WIDGET)

static const char *const reasons[] = {
  [KIN_TWIN_NONE] = N_("You show this entry and another one as two."),
  [KIN_TWIN_NUMBER] = N_("This entry came from another place, too. Both have the same number."
                         " Lists show it once."),
  [KIN_TWIN_VACCINE] = N_("This entry came from another place, too. Both have the same vaccine"
                          " code and the same day. Lists show it once."),
  [KIN_TWIN_RESULT] = N_("This entry came from another place, too. Both have the same test code,"
                         " time and result. Lists show it once."),
  [KIN_TWIN_MEDICINE] = N_("This entry came from another place, too. Both have the same medicine"
                           " code, and they do not say different things about how to take it."
                           " Lists show it once."),
  [KIN_TWIN_CONDITION] = N_("This entry came from another place, too. Both have the same code for"
                            " the condition. Lists show it once."),
  [KIN_TWIN_ALLERGY] = N_("This entry came from another place, too. Both have the same code for"
                          " the allergy, and they do not say different things about the reactions."
                          " Lists show it once."),
  [KIN_TWIN_WORDS] = N_("This entry came from another place, too. Both say the same, word for word."
                        " Lists show it once."),
};

static void update (KinTwinBox *self);

static void
say (KinTwinBox *self,
     const char *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  if (page != NULL)
    kin_page_set_attention (KIN_PAGE (page), words);
}

static void
add (KinTwinBox *self,
     GtkWidget  *widget)
{
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

static void
empty (KinTwinBox *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->button = NULL;
  self->problem = NULL;
}

/* The others */

static void
on_row_activated (KinTwinBox    *self,
                  GtkListBoxRow *row)
{
  KinItem *item = g_object_get_data (G_OBJECT (row), "kin-item");
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  kin_page_push (KIN_PAGE (page), kin_item_page_new (item));
}

static GtkWidget *
row_new (KinTwinBox    *self,
         const KinTwin *twin)
{
  KinConnection *connection = kin_person_find_connection (self->person,
                                                          kin_item_get_source (twin->item));
  g_autofree char *clinic = connection != NULL
                            ? kin_clinic_name_to_words (connection)
                            : g_strdup (_("A clinic that was disconnected"));
  g_autofree char *date = kin_date_to_words (kin_item_get_date (twin->item));
  g_autofree char *title = kin_item_title_to_words (twin->item);
  /* Translators: an entry and its date: "Flu shot, 2 October 2023". */
  g_autofree char *words = date != NULL ? g_strdup_printf (_("%1$s, %2$s"), title, date)
                                        : g_strdup (title);
  GtkWidget *row = kin_link_row_new (clinic, words);

  g_object_set_data_full (G_OBJECT (row), "kin-item", g_object_ref (twin->item), g_object_unref);

  return row;
}

/* Deciding */

static void
set_apart_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (KinTwinBox) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_saved &= kin_person_set_apart_finish (KIN_PERSON (source), result, &error);
  if (--self->n_waiting > 0)
    return;

  if (!self->is_saved)
    {
      gtk_widget_set_visible (self->problem, TRUE);
      say (self, gtk_label_get_label (GTK_LABEL (self->problem)));
      return;
    }

  update (self);
}

static void
set_apart (KinTwinBox *self,
           gboolean    apart)
{
  if (self->n_waiting > 0)
    return;

  self->is_saved = TRUE;
  for (guint i = 0; i < self->twins->len; i++)
    {
      const KinTwin *twin = g_ptr_array_index (self->twins, i);

      if ((twin->reason == KIN_TWIN_NONE) == apart)
        continue;

      self->n_waiting++;
      kin_person_set_apart_async (self->person, self->item, twin->item, apart, self->cancellable,
                                  set_apart_cb, g_object_ref (self));
    }
}

static void
on_show_both (KinTwinBox *self)
{
  set_apart (self, TRUE);
}

static void
on_show_one (KinTwinBox *self)
{
  set_apart (self, FALSE);
}

static void
add_button (KinTwinBox *self,
            gboolean    apart)
{
  self->button = kin_wide_button_new (apart ? _("Show them as one") : _("Show both in lists"));
  g_signal_connect_object (self->button, "clicked",
                           apart ? G_CALLBACK (on_show_one) : G_CALLBACK (on_show_both), self,
                           G_CONNECT_SWAPPED);
  add (self, self->button);
}

/* What is the same, or what is kept apart from it. */
static void
add_part (KinTwinBox *self,
          gboolean    apart)
{
  GtkWidget *list = NULL;
  KinTwinReason reason = KIN_TWIN_NONE;

  for (guint i = 0; i < self->twins->len; i++)
    {
      const KinTwin *twin = g_ptr_array_index (self->twins, i);

      if ((twin->reason == KIN_TWIN_NONE) != apart)
        continue;

      if (list == NULL || twin->reason != reason)
        {
          reason = twin->reason;
          add (self, kin_paragraph_new (_(reasons[twin->reason])));
          list = kin_list_new (_("From another place"));
          g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self,
                                   G_CONNECT_SWAPPED);
          add (self, list);
        }
      gtk_list_box_append (GTK_LIST_BOX (list), row_new (self, twin));
    }

  if (list != NULL)
    add_button (self, apart);
}

static gboolean
has_focus_inside (KinTwinBox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static gboolean
has_joined (KinTwinBox *self)
{
  for (guint i = 0; i < self->twins->len; i++)
    if (((const KinTwin *) g_ptr_array_index (self->twins, i))->reason != KIN_TWIN_NONE)
      return TRUE;

  return FALSE;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinTwinBox) self = user_data;
  g_autoptr (GPtrArray) twins = kin_person_list_twins_finish (KIN_PERSON (source), result, NULL);
  gboolean had_focus = has_focus_inside (self);

  if (twins == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_clear_pointer (&self->twins, g_ptr_array_unref);
  self->twins = g_steal_pointer (&twins);
  empty (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->twins->len > 0);
  if (self->twins->len == 0)
    return;

  add (self, kin_heading_new (_("From another place, too")));
  add_part (self, FALSE);
  add_part (self, TRUE);
  self->problem = kin_paragraph_new (_("This could not be saved. Press the button again."));
  gtk_widget_set_visible (self->problem, FALSE);
  add (self, self->problem);
  if (had_focus)
    {
      gtk_widget_grab_focus (self->button);
      say (self, has_joined (self) ? _("Lists show one of them now.")
                                   : _("Lists show both of them now."));
    }
}

static void
update (KinTwinBox *self)
{
  if (!kin_person_get_is_open (self->person))
    return;

  kin_person_list_twins_async (self->person, self->item, self->cancellable, listed_cb,
                               g_object_ref (self));
}

static void
kin_twin_box_dispose (GObject *object)
{
  KinTwinBox *self = KIN_TWIN_BOX (object);

  g_cancellable_cancel (self->cancellable);
  empty (self);
  g_clear_object (&self->person);
  g_clear_object (&self->item);
  g_clear_pointer (&self->twins, g_ptr_array_unref);

  G_OBJECT_CLASS (kin_twin_box_parent_class)->dispose (object);
}

static void
kin_twin_box_finalize (GObject *object)
{
  g_object_unref (KIN_TWIN_BOX (object)->cancellable);

  G_OBJECT_CLASS (kin_twin_box_parent_class)->finalize (object);
}

static void
kin_twin_box_class_init (KinTwinBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_twin_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = kin_twin_box_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kin_twin_box_init (KinTwinBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-stack");
  gtk_widget_set_margin_top (GTK_WIDGET (self), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("From another place, too"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->cancellable = g_cancellable_new ();
}

/**
 * kin_twin_box_new:
 * @person: whose record it is in
 * @item: an entry of it
 *
 * Returns: (transfer full): a box about where it came from besides
 */
GtkWidget *
kin_twin_box_new (KinPerson *person,
                  KinItem   *item)
{
  KinTwinBox *self = g_object_new (KIN_TYPE_TWIN_BOX, NULL);

  self->person = g_object_ref (person);
  self->item = g_object_ref (item);
  update (self);

  return GTK_WIDGET (self);
}
