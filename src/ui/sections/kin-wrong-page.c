/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-wrong-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-contact.h"
#include "kin-clinic-words.h"
#include "kin-date-words.h"
#include "kin-hide-box.h"
#include "kin-item-words.h"
#include "kin-page-parts.h"
#include "kin-person-hidden.h"
#include "kin-print-page.h"
#include "kin-print-words.h"
#include "kin-text.h"
#include "kin-wide-button.h"
#include "kin-wrong-page.h"

/**
 * KinWrongPage:
 *
 * For whoever finds a mistake: what looks wrong, in the person's own words, and how to tell the
 * clinic. Nothing of the record is changed here, and nothing is sent; what is about somebody else
 * can be hidden.
 */
struct _KinWrongPage
{
  KinPage      parent_instance;

  GtkBox      *choices;
  GtkWidget   *hiding;
  GtkTextView *own_words;
  GtkBox      *contact;
  GtkWidget   *checks[7];

  KinItem     *item;
};

G_DEFINE_FINAL_TYPE (KinWrongPage, kin_wrong_page, KIN_TYPE_PAGE)

static const char *const choices[] = {
  N_("The diagnosis"),
  N_("A medicine"),
  N_("An allergy"),
  N_("My history"),
  N_("A test"),
  N_("It is not about me"),
  N_("Something else"),
};

#define NOT_ABOUT_ME 5

static KinConnection *
find_clinic (KinWrongPage *self)
{
  return kin_person_find_connection (kin_page_get_person (KIN_PAGE (self)),
                                     kin_item_get_source (self->item));
}

static void
add_choice (KinPrint     *print,
            KinWrongPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      {
        kin_print_add (print, KIN_PRINT_HEADING, _("What looks wrong"));
        kin_print_add (print, KIN_PRINT_TEXT, _(choices[i]));
      }
}

static void
add_own_words (KinPrint     *print,
               KinWrongPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->own_words);
  g_autofree char *words = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  words = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  kin_print_add (print, KIN_PRINT_HEADING, _("In my words"));
  /* With nothing typed there are lines to write on. */
  kin_print_add (print, KIN_PRINT_TEXT,
                 *words != '\0' ? words : "______________________________\n\n"
                                          "______________________________\n\n"
                                          "______________________________");
}

static KinPrint *
write_letter (KinWrongPage *self)
{
  KinPrint *print = kin_print_new_for_person (_("A mistake in my record"),
                                              kin_page_get_person (KIN_PAGE (self)));
  g_autofree char *title = kin_item_title_to_words (self->item);
  g_autofree char *date = kin_date_to_words (kin_item_get_date (self->item));
  KinConnection *connection = find_clinic (self);
  g_autofree char *clinic = connection != NULL ? kin_clinic_name_to_words (connection) : NULL;

  if (clinic != NULL)
    kin_print_add (print, KIN_PRINT_TEXT, clinic);
  kin_print_add (print, KIN_PRINT_TEXT, _("I read my record. This entry looks wrong to me."
                                          " Look at it again, and tell me what you find."));
  kin_print_add (print, KIN_PRINT_HEADING, _("The entry"));
  kin_print_add (print, KIN_PRINT_TEXT, title);
  kin_print_add (print, KIN_PRINT_TEXT, date != NULL ? date : _("No date was sent"));
  add_choice (print, self);
  add_own_words (print, self);

  return print;
}

static void
on_print_clicked (KinWrongPage *self)
{
  g_autoptr (KinPrint) letter = write_letter (self);

  kin_page_push (KIN_PAGE (self), kin_print_page_new (letter));
}

/* What is hidden can be shown again, whatever else is chosen meanwhile. */
static void
show_hiding (KinWrongPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  GtkCheckButton *check = GTK_CHECK_BUTTON (self->checks[NOT_ABOUT_ME]);

  gtk_widget_set_visible (self->hiding, gtk_check_button_get_active (check) ||
                                          kin_person_is_hidden (person, self->item));
}

static void
kin_wrong_page_person_set (KinPage *page)
{
  KinWrongPage *self = KIN_WRONG_PAGE (page);
  KinConnection *connection = find_clinic (self);

  gtk_box_append (GTK_BOX (self->hiding),
                  kin_hide_box_new (kin_page_get_person (page), self->item));
  show_hiding (self);
  if (connection == NULL || !kin_connection_get_is_portal (connection))
    return;

  gtk_box_append (self->contact, kin_heading_new (_("Call the clinic")));
  gtk_box_append (self->contact,
                  kin_clinic_contact_new (kin_page_get_person (page), connection));
}

static gboolean
kin_wrong_page_undo (KinPage *page)
{
  GtkWidget *box = gtk_widget_get_first_child (KIN_WRONG_PAGE (page)->hiding);

  return box != NULL && kin_hide_box_undo (KIN_HIDE_BOX (box));
}

static void
kin_wrong_page_dispose (GObject *object)
{
  g_clear_object (&KIN_WRONG_PAGE (object)->item);

  G_OBJECT_CLASS (kin_wrong_page_parent_class)->dispose (object);
}

static void
kin_wrong_page_class_init (KinWrongPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_wrong_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_wrong_page_person_set;
  KIN_PAGE_CLASS (klass)->undo = kin_wrong_page_undo;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-wrong-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinWrongPage, choices);
  gtk_widget_class_bind_template_child (widget_class, KinWrongPage, own_words);
  gtk_widget_class_bind_template_child (widget_class, KinWrongPage, hiding);
  gtk_widget_class_bind_template_child (widget_class, KinWrongPage, contact);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
}

static void
kin_wrong_page_init (KinWrongPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const char *words = _(choices[i]);
      GtkWidget *label = kin_paragraph_new (words);

      /* What may wrap asks for no more than it must have. */
      gtk_widget_set_hexpand (label, TRUE);
      self->checks[i] = kin_choice_new (label, words, i > 0 ? self->checks[0] : NULL);
      gtk_box_append (self->choices, self->checks[i]);
    }
  g_signal_connect_object (self->checks[NOT_ABOUT_ME], "toggled", G_CALLBACK (show_hiding), self,
                           G_CONNECT_SWAPPED);
}

/**
 * kin_wrong_page_new:
 * @item: what looks wrong
 *
 * Returns: (transfer full): a page about it, for the person that is set on it
 */
KinPage *
kin_wrong_page_new (KinItem *item)
{
  KinWrongPage *self = g_object_new (KIN_TYPE_WRONG_PAGE, NULL);

  self->item = g_object_ref (item);

  return KIN_PAGE (self);
}
