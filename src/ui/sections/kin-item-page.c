/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-item-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-field.h"
#include "kin-item-page.h"
#include "kin-person-record.h"
#include "kin-text.h"

/**
 * KinItemPage:
 *
 * One item: what it says, where it came from, and everything the clinic wrote.
 */
struct _KinItemPage
{
  KinPage       parent_instance;

  GtkLabel     *sentence;
  GtkListBox   *facts;
  GtkBox       *fields;

  KinItem      *item;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinItemPage, kin_item_page, KIN_TYPE_PAGE)

static void
add_fact (KinItemPage *self,
          const char  *name,
          const char  *text)
{
  g_autofree char *safe = text != NULL ? kin_text_isolate (text) : NULL;
  GtkWidget *row;

  if (safe == NULL)
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (self->facts, row);
}

static void
add_field (KinItemPage    *self,
           const KinField *field)
{
  g_autofree char *value = kin_text_isolate_lines (field->value);
  g_autofree char *line = g_strdup_printf ("%s: %s", field->name, value);

  gtk_box_append (self->fields, g_object_new (GTK_TYPE_LABEL, "label", line, "wrap", TRUE,
                                              "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                                              "selectable", TRUE, NULL));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinItemPage) self = user_data;
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GError) error = NULL;

  item = kin_person_load_finish (KIN_PERSON (source), result, &error);
  if (item == NULL || kin_item_get_json (item) == NULL)
    return;

  fields = kin_field_list (kin_json_get_root (kin_item_get_json (item)));
  for (guint i = 0; i < fields->len; i++)
    add_field (self, g_ptr_array_index (fields, i));
}

static void
kin_item_page_person_set (KinPage *page)
{
  KinItemPage *self = KIN_ITEM_PAGE (page);

  kin_person_load_async (kin_page_get_person (page), kin_item_get_id (self->item),
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
kin_item_page_dispose (GObject *object)
{
  KinItemPage *self = KIN_ITEM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (kin_item_page_parent_class)->dispose (object);
}

static void
kin_item_page_class_init (KinItemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_item_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_item_page_person_set;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-item-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, facts);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, fields);
}

static void
kin_item_page_init (KinItemPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_item_page_new:
 * @item: an item of the person that will be set
 *
 * Returns: (transfer full): its page
 */
KinPage *
kin_item_page_new (KinItem *item)
{
  KinItemPage *self = g_object_new (KIN_TYPE_ITEM_PAGE, NULL);
  g_autofree char *title = kin_text_isolate (kin_item_get_title (item));
  g_autofree char *date = kin_date_to_words (kin_item_get_date (item));
  g_autofree char *sentence = NULL;

  self->item = g_object_ref (item);
  kin_page_set_title (KIN_PAGE (self), title);
  if (kin_item_get_subtitle (item) != NULL)
    sentence = kin_text_isolate (kin_item_get_subtitle (item));
  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence != NULL);

  add_fact (self, _("Date"), date != NULL ? date : _("No date was sent"));
  add_fact (self, _("Where this came from"), kin_item_get_source (item));

  return KIN_PAGE (self);
}
