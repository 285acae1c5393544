/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-item-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-date-words.h"
#include "kin-field.h"
#include "kin-file-row.h"
#include "kin-forms-box.h"
#include "kin-hide-box.h"
#include "kin-item-page.h"
#include "kin-item-words.h"
#include "kin-letter-date.h"
#include "kin-letter-find.h"
#include "kin-page-parts.h"
#include "kin-person-hidden.h"
#include "kin-person-history.h"
#include "kin-person-letters.h"
#include "kin-person-phones.h"
#include "kin-person-reading.h"
#include "kin-person-record.h"
#include "kin-phone-words.h"
#include "kin-print-wait-page.h"
#include "kin-section-words.h"
#include "kin-text.h"
#include "kin-tests-box.h"
#include "kin-twin-box.h"
#include "kin-wide-button.h"
#include "kin-wrong-page.h"

/**
 * KinItemPage:
 *
 * One item: what it says, where it came from, and everything the clinic wrote.
 */
struct _KinItemPage
{
  KinPage       parent_instance;

  KinLetterFind *find;
  GtkWidget    *caution;
  GtkWidget    *hiding;
  GtkBox       *says;
  GtkBox       *files;
  GtkBox       *origin;
  GtkWidget    *letter_date;       /* NULL: it has none to change */
  GtkWidget    *origin_list;
  GtkWidget    *wrong;
  GtkBox       *earlier;
  GtkBox       *fields;

  KinItem      *item;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinItemPage, kin_item_page, KIN_TYPE_PAGE)

/* What it says */

/* Paragraphs stand by themselves; what has a name goes into lists between them. The first
 * paragraph is the main sentence. */
static void
show_parts (KinItemPage *self,
            GPtrArray   *parts)
{
  gboolean is_first = TRUE;
  GtkWidget *list = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      const KinItemPart *part = g_ptr_array_index (parts, i);

      if (part->name == NULL)
        {
          GtkWidget *paragraph = kin_paragraph_new (part->words);

          if (is_first)
            gtk_widget_add_css_class (paragraph, "kin-sentence");
          is_first = FALSE;
          gtk_box_append (self->says, paragraph);
          list = NULL;
          continue;
        }

      if (list == NULL)
        {
          list = kin_list_new (kin_section_get_words (kin_item_get_section (self->item)));
          gtk_box_append (self->says, list);
        }
      gtk_list_box_append (GTK_LIST_BOX (list), kin_fact_row_new (part->name, part->words));
    }
}

static void
show_fields (KinItemPage *self,
             KinItem     *item)
{
  g_autoptr (GPtrArray) fields = kin_field_list (kin_json_get_root (kin_item_get_json (item)));

  for (guint i = 0; i < fields->len; i++)
    {
      const KinField *field = g_ptr_array_index (fields, i);
      g_autofree char *value = kin_text_isolate_lines (field->value);
      g_autofree char *line = kin_fact_to_words (field->name, value);

      gtk_box_append (self->fields, kin_paragraph_new (line));
    }
}

/* What it said before */

static void
show_earlier (KinItemPage      *self,
              const KinEarlier *earlier)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GPtrArray) parts = kin_item_list_parts (earlier->item, now);
  g_autofree char *until = kin_moment_to_words (earlier->until);
  /* Translators: %s is a day and a time: what an entry said until then follows. */
  g_autofree char *heading = g_strdup_printf (_("Until %s"), until);

  kin_item_add_tests (earlier->item, parts);
  gtk_box_append (self->earlier, kin_heading_new (heading));
  for (guint i = 0; i < parts->len; i++)
    {
      const KinItemPart *part = g_ptr_array_index (parts, i);
      g_autofree char *line = kin_fact_to_words (part->name, part->words);

      gtk_box_append (self->earlier, kin_paragraph_new (line));
    }
}

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinItemPage) self = user_data;
  g_autoptr (GPtrArray) earlier = NULL;
  g_autoptr (GError) error = NULL;

  earlier = kin_person_history_finish (KIN_PERSON (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; earlier != NULL && i < earlier->len; i++)
    show_earlier (self, g_ptr_array_index (earlier, i));
  gtk_widget_set_visible (GTK_WIDGET (self->earlier), earlier != NULL && earlier->len > 0);
  gtk_box_append (self->says,
                  kin_paragraph_new (earlier != NULL
                                     ? _("What it said before is under More.")
                                     : _("What it said before could not be read. Go back and open"
                                         " it again.")));
}

static void
look_for_earlier (KinItemPage *self,
                  KinItem     *item)
{
  if (kin_item_has_mark (item, KIN_ITEM_CHANGED))
    kin_person_history_async (kin_page_get_person (KIN_PAGE (self)), kin_item_get_id (item),
                              self->cancellable, history_cb, g_object_ref (self));
}

/* Where this came from */

static void
add_fact (GtkWidget  *list,
          const char *name,
          const char *words)
{
  if (words != NULL)
    gtk_list_box_append (GTK_LIST_BOX (list), kin_fact_row_new (name, words));
}

/* (nullable): what a letter of the person's own was kept under, when she typed another date. */
static char *
dup_file_date (KinItemPage *self,
               KinItem     *item)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  KinJsonNode content;
  g_autofree char *date = NULL;

  if (!kin_person_is_own_letter (person, item) ||
      kin_person_get_letter_date (person, kin_item_get_resource_id (item)) == NULL)
    return NULL;

  content = kin_json_node_get (kin_json_get_root (kin_item_get_json (item)), "content");
  date = kin_json_node_dup_string (kin_json_node_get_path (kin_json_node_at (content, 0),
                                                           "attachment.creation"));

  return kin_date_to_words (date);
}

static void
show_origin (KinItemPage *self,
             KinItem     *item)
{
  KinConnection *connection = kin_person_find_connection (kin_page_get_person (KIN_PAGE (self)),
                                                          kin_item_get_source (item));
  GtkWidget *list = kin_list_new (_("Where this came from"));
  g_autofree char *clinic = NULL;
  g_autofree char *date = kin_date_to_words (kin_item_get_date (item));
  g_autofree char *file_date = dup_file_date (self, item);
  g_autofree char *status = kin_item_status_to_words (item);
  g_autofree char *saved = NULL;

  if (connection != NULL)
    {
      clinic = kin_clinic_name_to_words (connection);
      if (kin_connection_get_is_portal (connection))
        saved = kin_moment_to_value (kin_connection_get_last_success (connection));
    }

  add_fact (list, _("Clinic"), clinic != NULL ? clinic : _("A clinic that was disconnected"));
  add_fact (list, _("Date"), date != NULL ? date : _("No date was sent"));
  add_fact (list, _("Date of the file"), file_date);
  add_fact (list, _("Status"), status);
  add_fact (list, _("Last checked"), saved);
  gtk_box_insert_child_after (self->origin, list, self->origin_list);
  if (self->origin_list != NULL)
    gtk_box_remove (self->origin, self->origin_list);
  else
    gtk_box_prepend (self->origin, kin_heading_new (_("Where this came from")));
  self->origin_list = list;
}

/* The date of a letter that the person kept, which she can change */

static void
dated_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinItemPage) self = user_data;
  g_autoptr (KinItem) item = kin_person_load_finish (KIN_PERSON (source), result, NULL);

  if (item == NULL)
    return;

  show_origin (self, item);
  kin_letter_date_show (KIN_LETTER_DATE (self->letter_date), item);
}

static void
on_date_changed (KinItemPage *self)
{
  kin_person_load_async (kin_page_get_person (KIN_PAGE (self)), kin_item_get_id (self->item),
                         self->cancellable, dated_cb, g_object_ref (self));
}

static void
offer_date (KinItemPage *self,
            KinItem     *item)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  if (!kin_person_is_own_letter (person, item))
    return;

  self->letter_date = kin_letter_date_new (person, item);
  g_signal_connect_object (self->letter_date, "changed", G_CALLBACK (on_date_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->origin, self->letter_date);
}

/* Phone numbers of a care team */

static void
phones_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinItemPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) phones = NULL;

  phones = kin_person_list_team_phones_finish (KIN_PERSON (source), result, &error);
  for (guint i = phones != NULL ? phones->len : 0; i > 0; i--)
    {
      const KinPhone *phone = g_ptr_array_index (phones, i - 1);
      const KinPhone *before = i > 1 ? g_ptr_array_index (phones, i - 2) : NULL;
      g_autofree char *name = kin_phone_to_words (phone, before);
      g_autofree char *number = kin_text_isolate (phone->number);

      gtk_box_prepend (self->says, kin_fact_card_new (name, number));
    }
}

static void
look_for_phones (KinItemPage *self,
                 KinItem     *item)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new_with_free_func (g_object_unref);

  if (kin_item_get_section (item) != KIN_SECTION_CARE_TEAM)
    return;

  g_ptr_array_add (teams, g_object_ref (item));
  kin_person_list_team_phones_async (kin_page_get_person (KIN_PAGE (self)), teams,
                                     self->cancellable, phones_cb, g_object_ref (self));
}

/* Documents */

static void
show_files (KinItemPage *self,
            KinItem     *item)
{
  g_autoptr (GPtrArray) files = kin_item_list_files (item);

  if (files->len == 0)
    return;

  if (kin_item_get_section (item) == KIN_SECTION_VISITS)
    gtk_box_append (self->files,
                    kin_paragraph_new (_("This note was written for your care team. It may use"
                                         " short forms or sound blunt.")));
  gtk_box_append (self->files, kin_forms_box_new (kin_page_get_person (KIN_PAGE (self)), item));
}

/* An appointment for the calendar of this computer */

static void
show_calendar_file (KinItemPage *self,
                    KinItem     *item,
                    GDateTime   *now)
{
  g_autoptr (GBytes) bytes = kin_appointment_to_calendar (item, now);

  if (bytes != NULL)
    gtk_box_append (self->files, kin_file_row_new ("text/calendar", bytes, TRUE));
}

/* The page */

static void
on_wrong_clicked (KinItemPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_wrong_page_new (self->item));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinItemPage) self = user_data;
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GError) error = NULL;

  item = kin_person_load_finish (KIN_PERSON (source), result, &error);
  if (item == NULL || kin_item_get_json (item) == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_box_append (self->says, kin_paragraph_new (_("This entry could not be opened. Go back"
                                                         " and open it again.")));
      return;
    }

  kin_person_mark_read (KIN_PERSON (source), self->item);
  gtk_widget_set_visible (self->caution, kin_item_has_modifier (item));
  parts = kin_item_list_parts (item, now);
  show_parts (self, parts);
  look_for_phones (self, item);
  gtk_box_append (self->files, kin_tests_box_new (KIN_PERSON (source), item));
  show_calendar_file (self, item, now);
  show_files (self, item);
  show_origin (self, item);
  offer_date (self, item);
  gtk_box_append (self->origin, kin_twin_box_new (KIN_PERSON (source), item));
  gtk_widget_set_visible (self->wrong, TRUE);
  look_for_earlier (self, item);
  show_fields (self, item);
}

static void
kin_item_page_person_set (KinPage *page)
{
  KinItemPage *self = KIN_ITEM_PAGE (page);

  gtk_box_append (GTK_BOX (self->hiding),
                  kin_hide_box_new (kin_page_get_person (page), self->item));
  kin_person_load_async (kin_page_get_person (page), kin_item_get_id (self->item),
                         self->cancellable, loaded_cb, g_object_ref (self));
}

/* It may have been hidden meanwhile, because it is about somebody else. */
static void
kin_item_page_shown (KinPage *page)
{
  KinItemPage *self = KIN_ITEM_PAGE (page);

  kin_hide_box_update (KIN_HIDE_BOX (gtk_widget_get_first_child (self->hiding)));
  gtk_widget_set_visible (self->hiding, kin_person_is_hidden (kin_page_get_person (page),
                                                              self->item));
}

static KinPage *
kin_item_page_print (KinPage *page)
{
  return kin_print_wait_page_new_for_item (KIN_ITEM_PAGE (page)->item);
}

static gboolean
kin_item_page_find_inside (KinPage *page)
{
  KinItemPage *self = KIN_ITEM_PAGE (page);

  return kin_letter_find_open (self->find, GTK_WIDGET (self->files));
}

/* Escape closes what was opened last, and then leaves the page. */
static gboolean
close_find (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  return kin_letter_find_close (KIN_ITEM_PAGE (widget)->find);
}

static gboolean
kin_item_page_undo (KinPage *page)
{
  GtkWidget *box = gtk_widget_get_first_child (KIN_ITEM_PAGE (page)->hiding);

  return box != NULL && kin_hide_box_undo (KIN_HIDE_BOX (box));
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
  KIN_PAGE_CLASS (klass)->find_inside = kin_item_page_find_inside;
  KIN_PAGE_CLASS (klass)->undo = kin_item_page_undo;
  KIN_PAGE_CLASS (klass)->shown = kin_item_page_shown;
  KIN_PAGE_CLASS (klass)->print = kin_item_page_print;

  g_type_ensure (KIN_TYPE_LETTER_FIND);
  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-item-page.ui");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_find, NULL);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, find);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, caution);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, hiding);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, says);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, files);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, origin);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, wrong);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, earlier);
  gtk_widget_class_bind_template_child (widget_class, KinItemPage, fields);
  gtk_widget_class_bind_template_callback (widget_class, on_wrong_clicked);
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
  g_autofree char *title = kin_item_title_to_words (item);

  self->item = g_object_ref (item);
  kin_page_set_title (KIN_PAGE (self), title);

  return KIN_PAGE (self);
}
