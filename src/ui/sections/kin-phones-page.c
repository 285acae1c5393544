/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-phones-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-item-page.h"
#include "kin-page-parts.h"
#include "kin-person-notes.h"
#include "kin-person-phones.h"
#include "kin-person-record.h"
#include "kin-phone-words.h"
#include "kin-phones-page.h"
#include "kin-section-words.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/**
 * KinPhonesPage:
 *
 * Whom to call: numbers that the person typed, numbers of the care team that the clinic sent, and
 * the care teams as they came. All of it is read from the file.
 */
struct _KinPhonesPage
{
  KinPage       parent_instance;

  GtkWidget    *none;
  GtkWidget    *removed;
  GtkLabel     *removed_words;
  GtkWidget    *undo;
  GtkListBox   *typed;
  GtkListBox   *sent;
  GtkEditable  *name;
  GtkEditable  *number;
  GtkLabel     *state;
  GtkWidget    *teams_heading;
  GtkListBox   *teams;

  KinPhone     *removed_phone;
  gboolean      is_known;          /* what the clinic sent was looked for */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinPhonesPage, kin_phones_page, KIN_TYPE_PAGE)

#define MOST_TEAMS 50

static void show_typed (KinPhonesPage *self);

static void
say (KinPhonesPage *self,
     const char    *words)
{
  gtk_label_set_label (self->state, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), words != NULL);
  kin_page_set_attention (KIN_PAGE (self), words);
}

/* Rows */

static void
on_copy_clicked (GtkWidget     *button,
                 KinPhonesPage *self)
{
  const char *number = g_object_get_data (G_OBJECT (button), "number");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), number);
  say (self, _("The number was copied."));
}

static GtkWidget *
icon_button_new (const char *icon,
                 const char *format,
                 const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autoptr (GString) label = g_string_new (format);

  g_string_replace (label, "%s", name, 1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label->str, -1);

  return button;
}

static GtkWidget *
phone_row_new (KinPhonesPage *self,
               const char    *name,
               const char    *number)
{
  g_autofree char *safe_number = kin_text_isolate (number);
  GtkWidget *row = kin_tool_row_new (name, safe_number);
  /* Somebody may have two. */
  g_autofree char *both = kin_row_to_name (name, safe_number);
  GtkWidget *copy;

  /* Translators: %s is a name and a number. */
  copy = icon_button_new ("edit-copy-symbolic", _("Copy the number of %s"), both);

  gtk_widget_add_css_class (row, "kin-phone");
  g_object_set_data_full (G_OBJECT (copy), "number", g_strdup (number), g_free);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (on_copy_clicked), self,
                           G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);

  return row;
}

static void
show_what_is_there (KinPhonesPage *self)
{
  gboolean any_typed = gtk_widget_get_first_child (GTK_WIDGET (self->typed)) != NULL;
  gboolean any_sent = gtk_widget_get_first_child (GTK_WIDGET (self->sent)) != NULL;
  gboolean any_team = gtk_widget_get_first_child (GTK_WIDGET (self->teams)) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->typed), any_typed);
  gtk_widget_set_visible (GTK_WIDGET (self->sent), any_sent);
  gtk_widget_set_visible (GTK_WIDGET (self->teams), any_team);
  gtk_widget_set_visible (self->teams_heading, any_team);
  gtk_widget_set_visible (self->none, self->is_known && !any_typed && !any_sent);
}

/* Typed numbers */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinPhonesPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_person_save_phone_finish (KIN_PERSON (source), result, &error))
    {
      say (self, _("The number was not saved. Try again, or write it on paper."));
      return;
    }

  show_typed (self);
}

static void
save_phone (KinPhonesPage *self,
            const char    *name,
            const char    *number)
{
  kin_person_save_phone_async (kin_page_get_person (KIN_PAGE (self)), name, number, NULL, saved_cb,
                               g_object_ref (self));
}

static void
on_remove_clicked (GtkWidget     *button,
                   KinPhonesPage *self)
{
  const KinPhone *phone = g_object_get_data (G_OBJECT (button), "phone");
  g_autofree char *name = kin_text_isolate (phone->name);
  g_autofree char *words = NULL;

  g_clear_pointer (&self->removed_phone, kin_phone_free);
  self->removed_phone = g_new0 (KinPhone, 1);
  self->removed_phone->name = g_strdup (phone->name);
  self->removed_phone->number = g_strdup (phone->number);

  /* Translators: %s is a name. */
  words = g_strdup_printf (_("The number of %s was removed."), name);
  gtk_label_set_label (self->removed_words, words);
  gtk_widget_set_visible (self->removed, TRUE);
  gtk_widget_grab_focus (self->undo);
  say (self, NULL);
  kin_page_set_attention (KIN_PAGE (self), words);
  save_phone (self, self->removed_phone->name, NULL);
}

static void
on_undo_clicked (KinPhonesPage *self)
{
  if (self->removed_phone == NULL)
    return;

  save_phone (self, self->removed_phone->name, self->removed_phone->number);
  g_clear_pointer (&self->removed_phone, kin_phone_free);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_widget_set_visible (self->removed, FALSE);
  kin_page_set_attention (KIN_PAGE (self), _("The number is back."));
}

static gboolean
kin_phones_page_undo (KinPage *page)
{
  KinPhonesPage *self = KIN_PHONES_PAGE (page);
  gboolean was_removed = self->removed_phone != NULL;

  on_undo_clicked (self);
  return was_removed;
}

static void
add_typed (KinPhonesPage *self,
           KinPhone      *phone)
{
  g_autofree char *name = kin_text_isolate (phone->name);
  GtkWidget *row = phone_row_new (self, name, phone->number);
  /* Translators: %s is a name. */
  GtkWidget *remove = icon_button_new ("user-trash-symbolic", _("Remove the number of %s"), name);

  g_object_set_data_full (G_OBJECT (remove), "phone", phone, (GDestroyNotify) kin_phone_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked), self,
                           G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  gtk_list_box_append (self->typed, row);
}

static void
show_typed (KinPhonesPage *self)
{
  g_autoptr (GPtrArray) phones = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->typed))) != NULL)
    gtk_list_box_remove (self->typed, row);

  phones = kin_person_list_phones (kin_page_get_person (KIN_PAGE (self)));
  while (phones->len > 0)
    add_typed (self, g_ptr_array_steal_index (phones, 0));
  show_what_is_there (self);
}

static void
on_save_clicked (KinPhonesPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *number = g_strstrip (g_strdup (gtk_editable_get_text (self->number)));

  if (*name == '\0' || *number == '\0')
    {
      say (self, _("Type a name and a phone number."));
      gtk_widget_grab_focus (GTK_WIDGET (*name == '\0' ? self->name : self->number));
      return;
    }

  gtk_editable_set_text (self->name, "");
  gtk_editable_set_text (self->number, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  say (self, _("The number was saved. It is at the top of this page."));
  save_phone (self, name, number);
}

/* What the clinic sent */

static void
add_sent (KinPhonesPage  *self,
          const KinPhone *phone,
          const KinPhone *before,
          const KinPhone *after)
{
  g_autofree char *name = kin_phone_to_words (phone, before);
  g_autofree char *note = NULL;

  gtk_list_box_append (self->sent, phone_row_new (self, name, phone->number));
  if (phone->note == NULL || kin_phone_is_another (after, phone))
    return;

  note = kin_text_isolate_lines (phone->note);
  gtk_list_box_append (self->sent, kin_fact_row_new (_("Note"), note));
}

static void
phones_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinPhonesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) phones = NULL;

  phones = kin_person_list_team_phones_finish (KIN_PERSON (source), result, &error);
  if (phones == NULL)
    return;

  for (guint i = 0; i < phones->len; i++)
    add_sent (self, g_ptr_array_index (phones, i),
              i > 0 ? g_ptr_array_index (phones, i - 1) : NULL,
              i + 1 < phones->len ? g_ptr_array_index (phones, i + 1) : NULL);

  self->is_known = TRUE;
  show_what_is_there (self);
}

static void
teams_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinPhonesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) teams = kin_person_list_finish (KIN_PERSON (source), result, &error);

  if (teams == NULL)
    return;

  for (guint i = 0; i < teams->len; i++)
    {
      KinItem *team = g_ptr_array_index (teams, i);
      g_autofree char *title = kin_text_isolate (kin_item_get_title (team));
      GtkWidget *row = kin_link_row_new (title, NULL);

      g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (team), g_object_unref);
      gtk_list_box_append (self->teams, row);
    }

  show_what_is_there (self);
  kin_person_list_team_phones_async (KIN_PERSON (source), teams, self->cancellable, phones_cb,
                                     g_object_ref (self));
}

static void
on_team_activated (KinPhonesPage *self,
                   GtkWidget     *row)
{
  kin_page_push (KIN_PAGE (self), kin_item_page_new (g_object_get_data (G_OBJECT (row), "item")));
}

static void
kin_phones_page_person_set (KinPage *page)
{
  KinPhonesPage *self = KIN_PHONES_PAGE (page);

  show_typed (self);
  kin_person_list_async (kin_page_get_person (page), KIN_SECTION_CARE_TEAM, 0, 0, MOST_TEAMS,
                         self->cancellable, teams_cb, g_object_ref (self));
}

static void
kin_phones_page_dispose (GObject *object)
{
  KinPhonesPage *self = KIN_PHONES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_phones_page_parent_class)->dispose (object);
}

static void
kin_phones_page_finalize (GObject *object)
{
  KinPhonesPage *self = KIN_PHONES_PAGE (object);

  g_clear_pointer (&self->removed_phone, kin_phone_free);

  G_OBJECT_CLASS (kin_phones_page_parent_class)->finalize (object);
}

static void
kin_phones_page_class_init (KinPhonesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_phones_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kin_phones_page_finalize;
  KIN_PAGE_CLASS (klass)->person_set = kin_phones_page_person_set;
  KIN_PAGE_CLASS (klass)->undo = kin_phones_page_undo;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-phones-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, none);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, removed);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, removed_words);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, undo);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, typed);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, sent);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, name);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, number);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, state);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, teams_heading);
  gtk_widget_class_bind_template_child (widget_class, KinPhonesPage, teams);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_team_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
}

static void
kin_phones_page_init (KinPhonesPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_phones_page_new:
 *
 * Returns: (transfer full): whom to call, for the person that is set on it
 */
KinPage *
kin_phones_page_new (void)
{
  return g_object_new (KIN_TYPE_PHONES_PAGE, "title",
                       kin_section_get_words (KIN_SECTION_CARE_TEAM), NULL);
}
