/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-tests-box"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-item-page.h"
#include "kin-item-words.h"
#include "kin-page-parts.h"
#include "kin-page.h"
#include "kin-person-reading.h"
#include "kin-result.h"
#include "kin-tests-box.h"
#include "kin-text.h"

/* One report may name a page full of them. */
#define MOST_TESTS 200

/**
 * KinTestsBox:
 *
 * What a report is made of: each test with its result and a way to it, or the name alone of what
 * the clinic did not send. Empty for what is no report.
 */
struct _KinTestsBox
{
  GtkWidget     parent_instance;

  GtkWidget    *list;              /* NULL until there is a test */

  KinPerson    *person;
  KinItem      *item;
  GPtrArray    *tests;             /* of KinResultMember */
  guint         next;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinTestsBox, kin_tests_box, GTK_TYPE_WIDGET)

static void look_for_next (KinTestsBox *self);

static void
on_row_activated (KinTestsBox   *self,
                  GtkListBoxRow *row)
{
  KinItem *item = g_object_get_data (G_OBJECT (row), "kin-item");
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  if (item != NULL)
    kin_page_push (KIN_PAGE (page), kin_item_page_new (item));
}

static void
add_row (KinTestsBox *self,
         GtkWidget   *row)
{
  if (self->list == NULL)
    {
      gtk_widget_set_parent (kin_heading_new (_("Tests in it")), GTK_WIDGET (self));
      self->list = kin_list_new (_("Tests in it"));
      g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (self->list, GTK_WIDGET (self));
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
    }
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
add_test (KinTestsBox *self,
          KinItem     *item)
{
  const char *subtitle = kin_item_get_subtitle (item);
  g_autofree char *title = kin_item_title_to_words (item);
  g_autofree char *result = subtitle != NULL ? kin_text_isolate (subtitle) : NULL;
  GtkWidget *row = kin_link_row_new (title, result);

  g_object_set_data_full (G_OBJECT (row), "kin-item", g_object_ref (item), g_object_unref);
  add_row (self, row);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinTestsBox) self = user_data;
  g_autoptr (KinItem) item = kin_person_find_finish (KIN_PERSON (source), result, NULL);
  const KinResultMember *test;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  test = g_ptr_array_index (self->tests, self->next++);
  if (item != NULL)
    {
      add_test (self, item);
    }
  else if (test->name != NULL)
    {
      g_autofree char *name = kin_text_isolate (test->name);

      add_row (self, kin_plain_row_new (name, NULL));
    }
  look_for_next (self);
}

static void
look_for_next (KinTestsBox *self)
{
  const KinResultMember *test;

  if (self->next >= MIN (self->tests->len, MOST_TESTS))
    return;

  test = g_ptr_array_index (self->tests, self->next);
  kin_person_find_async (self->person, kin_item_get_source (self->item),
                         test->reference != NULL ? test->reference : "", self->cancellable,
                         found_cb, g_object_ref (self));
}

static void
kin_tests_box_dispose (GObject *object)
{
  KinTestsBox *self = KIN_TESTS_BOX (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->list = NULL;
  g_clear_object (&self->person);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (kin_tests_box_parent_class)->dispose (object);
}

static void
kin_tests_box_finalize (GObject *object)
{
  KinTestsBox *self = KIN_TESTS_BOX (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->tests, g_ptr_array_unref);

  G_OBJECT_CLASS (kin_tests_box_parent_class)->finalize (object);
}

static void
kin_tests_box_class_init (KinTestsBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_tests_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = kin_tests_box_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kin_tests_box_init (KinTestsBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-stack");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Tests in it"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->cancellable = g_cancellable_new ();
}

/**
 * kin_tests_box_new:
 * @person: whose record it is in
 * @item: an entry of it, with its resource
 *
 * Returns: (transfer full): a box with the tests that it is made of
 */
GtkWidget *
kin_tests_box_new (KinPerson *person,
                   KinItem   *item)
{
  KinTestsBox *self = g_object_new (KIN_TYPE_TESTS_BOX, NULL);

  self->person = g_object_ref (person);
  self->item = g_object_ref (item);
  self->tests = KIN_IS_RESULT (item) ? kin_result_list_members (KIN_RESULT (item))
                                     : g_ptr_array_new ();
  look_for_next (self);

  return GTK_WIDGET (self);
}
