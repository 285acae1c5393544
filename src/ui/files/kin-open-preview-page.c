/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-open-preview-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-open-person-page.h"
#include "kin-open-preview-page.h"
#include "kin-open-save.h"
#include "kin-open-words.h"
#include "kin-page-parts.h"
#include "kin-person-colour.h"
#include "kin-problem-page.h"
#include "kin-section-words.h"
#include "kin-text.h"
#include "kin-welcome.h"
#include "kin-wide-button.h"

/**
 * KinOpenPreviewPage:
 *
 * What is in files before any of it is added: whose record, and how much. When there is nobody
 * yet, the record itself says who is to be added.
 */
struct _KinOpenPreviewPage
{
  KinPage    parent_instance;

  GtkLabel  *whose;
  GtkLabel  *amount;
  GtkBox    *lists;
  GtkBox    *buttons;

  KinImport *import;
  KinFamily *family;
  GSettings *settings;
  KinPage   *saving;             /* in place of this one, once somebody is being added */
};

G_DEFINE_FINAL_TYPE (KinOpenPreviewPage, kin_open_preview_page, KIN_TYPE_PAGE)

/* What is in it */

static void
add_list (KinOpenPreviewPage *self,
          const char         *heading,
          GtkWidget          *list)
{
  gtk_box_append (self->lists, kin_heading_new (heading));
  gtk_box_append (self->lists, list);
}

static void
show_record (KinOpenPreviewPage *self)
{
  g_autoptr (GArray) totals = kin_import_get_totals (self->import);
  g_autofree char *whose = kin_open_whose_to_words (kin_import_get_identity (self->import));
  g_autofree char *amount = NULL;
  GtkWidget *list = kin_list_new (_("What it holds"));
  guint64 n_entries = 0;

  for (guint i = 0; i < totals->len; i++)
    {
      const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, i);
      g_autofree char *words = kin_entries_to_words (total->count);

      n_entries += total->count;
      gtk_list_box_append (GTK_LIST_BOX (list),
                           kin_fact_row_new (kin_section_get_words (total->section), words));
    }

  amount = kin_open_amount_to_words (n_entries, kin_import_get_oldest (self->import),
                                     kin_import_get_newest (self->import));
  gtk_label_set_label (self->whose, whose);
  gtk_label_set_label (self->amount, amount);
  if (totals->len > 0)
    add_list (self, _("What it holds"), list);
  else
    g_object_unref (g_object_ref_sink (list));
}

static void
show_letters (KinOpenPreviewPage *self)
{
  GPtrArray *letters = kin_import_get_letters (self->import);
  GtkWidget *list;

  if (letters->len == 0)
    return;

  list = kin_list_new (_("Letters"));
  for (guint i = 0; i < letters->len; i++)
    {
      const KinLetter *letter = g_ptr_array_index (letters, i);
      g_autofree char *name = kin_open_letter_to_name (letter);
      g_autofree char *words = kin_open_letter_to_words (letter);

      gtk_list_box_append (GTK_LIST_BOX (list), kin_fact_row_new (name, words));
    }
  add_list (self, _("Letters"), list);
}

static void
show_only_letters (KinOpenPreviewPage *self)
{
  guint n_letters = kin_import_get_letters (self->import)->len;

  gtk_label_set_label (self->whose,
                       ngettext ("This file is kept as a letter.",
                                 "These files are kept as letters.", n_letters));
  gtk_label_set_label (self->amount,
                       ngettext ("You will find it under Letters and documents. It is encrypted"
                                 " like the rest of the record.",
                                 "You will find them under Letters and documents. They are"
                                 " encrypted like the rest of the record.", n_letters));
}

/* Where to go on */

static void
on_next (KinOpenPreviewPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_open_person_page_new (kin_page_get_person (KIN_PAGE (self)),
                                                            self->import));
}

/* The first steps begin again, with what happened over them. */
static void
show_problem (KinOpenPreviewPage *self,
              const GError       *error)
{
  KinPage *first = kin_welcome_resume (self->family, self->settings);

  kin_page_start_with (self->saving, first);
  kin_page_push (first, kin_problem_page_new (error));
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinOpenPreviewPage) self = user_data;
  g_autoptr (KinPerson) person = NULL;
  g_autoptr (GError) error = NULL;

  person = kin_family_add_finish (KIN_FAMILY (source), result, &error);
  if (person != NULL)
    kin_open_save_first (self->saving, person, self->import, self->family, self->settings);
  else
    show_problem (self, error);
}

/* From here on there is no way back to the question: it would add the person again. */
static void
add_person (KinOpenPreviewPage *self,
            KinPersonFlags      flags)
{
  KinIdentity *identity = kin_import_get_identity (self->import);

  self->saving = g_object_ref_sink (kin_open_saving_page_new ());
  kin_family_add_async (self->family, kin_identity_get_name (identity),
                        kin_identity_get_birth_date (identity), NULL, NULL, flags, NULL, added_cb,
                        g_object_ref (self));
  kin_page_start_with (KIN_PAGE (self), self->saving);
}

static void
on_self (KinOpenPreviewPage *self)
{
  add_person (self, KIN_PERSON_SELF);
}

static void
on_helped (KinOpenPreviewPage *self)
{
  add_person (self, KIN_PERSON_NO_FLAGS);
}

static void
on_refuse (KinOpenPreviewPage *self)
{
  kin_page_go_back (KIN_PAGE (self));
}

static GtkWidget *
add_button (KinOpenPreviewPage *self,
            const char         *words,
            GCallback           clicked)
{
  GtkWidget *button = kin_wide_button_new (words);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->buttons, button);

  return button;
}

static void
show_buttons (KinOpenPreviewPage *self)
{
  GtkWidget *next;

  if (kin_page_get_person (KIN_PAGE (self)) == NULL)
    {
      add_button (self, _("This is me"), G_CALLBACK (on_self));
      add_button (self, _("This is someone I help"), G_CALLBACK (on_helped));
    }
  else
    {
      next = add_button (self, _("Next"), G_CALLBACK (on_next));
      gtk_widget_add_css_class (next, "suggested-action");
    }
  add_button (self, _("Do not add"), G_CALLBACK (on_refuse));
}

/* Once the page has a person or is known to be about nobody. */
static void
kin_open_preview_page_shown (KinPage *page)
{
  KinOpenPreviewPage *self = KIN_OPEN_PREVIEW_PAGE (page);

  if (gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) == NULL)
    show_buttons (self);
}

static void
kin_open_preview_page_dispose (GObject *object)
{
  KinOpenPreviewPage *self = KIN_OPEN_PREVIEW_PAGE (object);

  g_clear_object (&self->import);
  g_clear_object (&self->family);
  g_clear_object (&self->settings);
  g_clear_object (&self->saving);

  G_OBJECT_CLASS (kin_open_preview_page_parent_class)->dispose (object);
}

static void
kin_open_preview_page_class_init (KinOpenPreviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_open_preview_page_dispose;
  KIN_PAGE_CLASS (klass)->shown = kin_open_preview_page_shown;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-open-preview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinOpenPreviewPage, whose);
  gtk_widget_class_bind_template_child (widget_class, KinOpenPreviewPage, amount);
  gtk_widget_class_bind_template_child (widget_class, KinOpenPreviewPage, lists);
  gtk_widget_class_bind_template_child (widget_class, KinOpenPreviewPage, buttons);
}

static void
kin_open_preview_page_init (KinOpenPreviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_open_preview_page_new:
 * @import: which has looked
 * @family: where a new person would be added
 * @settings: the app's settings
 *
 * Returns: (transfer full): a page about what is in the files
 */
KinPage *
kin_open_preview_page_new (KinImport *import,
                           KinFamily *family,
                           GSettings *settings)
{
  KinOpenPreviewPage *self = g_object_new (KIN_TYPE_OPEN_PREVIEW_PAGE, NULL);

  self->import = g_object_ref (import);
  self->family = g_object_ref (family);
  self->settings = g_object_ref (settings);
  if (kin_import_has_record (import))
    show_record (self);
  else
    show_only_letters (self);
  show_letters (self);

  return KIN_PAGE (self);
}
