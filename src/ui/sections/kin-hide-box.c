/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-hide-box"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-hide-box.h"
#include "kin-page-parts.h"
#include "kin-page.h"
#include "kin-person-hidden.h"
#include "kin-wide-button.h"

/**
 * KinHideBox:
 *
 * Whether an entry is hidden, in words, and one button that changes it. The same button takes
 * back what it did.
 */
struct _KinHideBox
{
  GtkWidget     parent_instance;

  GtkWidget    *words;
  GtkWidget    *button;

  KinPerson    *person;
  KinItem      *item;
  GCancellable *cancellable;
  gboolean      is_hidden;         /* as the words say */
  gboolean      is_busy;
  gboolean      is_undo;           /* what is being done takes back what was done here */
  gboolean      can_undo;
};

G_DEFINE_FINAL_TYPE (KinHideBox, kin_hide_box, GTK_TYPE_WIDGET)

static void
say (KinHideBox *self,
     const char *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  if (page != NULL)
    kin_page_set_attention (KIN_PAGE (page), words);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinHideBox) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_busy = FALSE;
  if (!kin_person_set_hidden_finish (KIN_PERSON (source), result, &error))
    {
      gtk_label_set_label (GTK_LABEL (self->words),
                           _("This could not be saved. Press the button again."));
      say (self, gtk_label_get_label (GTK_LABEL (self->words)));
      return;
    }

  kin_hide_box_update (self);
  self->can_undo = !self->is_undo;
  say (self, self->is_hidden ? _("The entry is hidden.") : _("The entry shows again."));
}

static void
change (KinHideBox *self,
        gboolean    is_undo)
{
  if (self->is_busy)
    return;

  self->is_busy = TRUE;
  self->is_undo = is_undo;
  kin_person_set_hidden_async (self->person, self->item, !self->is_hidden, self->cancellable,
                               changed_cb, g_object_ref (self));
}

static void
on_clicked (KinHideBox *self)
{
  change (self, FALSE);
}

static void
kin_hide_box_dispose (GObject *object)
{
  KinHideBox *self = KIN_HIDE_BOX (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->person);
  g_clear_object (&self->item);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_hide_box_parent_class)->dispose (object);
}

static void
kin_hide_box_class_init (KinHideBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_hide_box_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kin_hide_box_init (KinHideBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-stack");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Hidden by you"), -1);

  self->cancellable = g_cancellable_new ();
  self->words = kin_paragraph_new ("");
  self->button = kin_wide_button_new ("");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

/**
 * kin_hide_box_new:
 * @person: whose record it is in
 * @item: an entry of it
 *
 * Returns: (transfer full): a box about whether it is hidden
 */
GtkWidget *
kin_hide_box_new (KinPerson *person,
                  KinItem   *item)
{
  KinHideBox *self = g_object_new (KIN_TYPE_HIDE_BOX, NULL);

  self->person = g_object_ref (person);
  self->item = g_object_ref (item);
  kin_hide_box_update (self);

  return GTK_WIDGET (self);
}

/**
 * kin_hide_box_update:
 *
 * Says what is so now: it may have been changed on another page.
 */
void
kin_hide_box_update (KinHideBox *self)
{
  gboolean was_hidden;

  g_return_if_fail (KIN_IS_HIDE_BOX (self));

  was_hidden = self->is_hidden;
  self->is_hidden = kin_person_is_hidden (self->person, self->item);
  /* What was changed elsewhere was not done here last. */
  if (self->is_hidden != was_hidden)
    self->can_undo = FALSE;
  gtk_label_set_label (GTK_LABEL (self->words),
                       self->is_hidden
                         ? _("You hid this entry. Lists, search and print leave it out. You find"
                             " it on the page “Everything”, under “Hidden by you”.")
                         : _("You can hide this entry. It stays in the file, and lists, search"
                             " and print leave it out. You can show it again at any time."));
  gtk_button_set_label (GTK_BUTTON (self->button),
                        self->is_hidden ? _("Show it again") : _("Hide this entry"));
}

/**
 * kin_hide_box_undo:
 *
 * Takes back what was done here last.
 *
 * Returns: whether there was something to take back
 */
gboolean
kin_hide_box_undo (KinHideBox *self)
{
  gboolean can_undo;

  g_return_val_if_fail (KIN_IS_HIDE_BOX (self), FALSE);

  can_undo = self->can_undo;
  if (can_undo)
    change (self, TRUE);

  return can_undo;
}
