/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-copy-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-copy-page.h"
#include "kin-copy-sent-page.h"
#include "kin-date-words.h"
#include "kin-print-page.h"
#include "kin-print-words.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/* Room for a pen. */
#define LINE "______________________________"

#define RIGHT_OF_ACCESS N_("I ask for this under the right of access of HIPAA, 45 CFR 164.524.")

/**
 * KinCopyPage:
 *
 * A letter that asks a clinic for a copy of the record, to be printed and signed. Nothing is sent
 * from here; that it was sent can be noted.
 */
struct _KinCopyPage
{
  KinPage         parent_instance;

  GtkEntry       *clinic;
  GtkCheckButton *add_right;
  GtkLabel       *right;
};

G_DEFINE_FINAL_TYPE (KinCopyPage, kin_copy_page, KIN_TYPE_PAGE)

static void
add_part (KinPrint   *letter,
          const char *heading,
          const char *words)
{
  kin_print_add (letter, KIN_PRINT_HEADING, heading);
  kin_print_add (letter, KIN_PRINT_TEXT, words);
}

static void
add_clinic (KinPrint    *letter,
            KinCopyPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->clinic));
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  g_autofree char *name = kin_text_isolate (stripped);

  add_part (letter, _("To"), *stripped != '\0' ? name : LINE);
}

static void
add_person (KinPrint    *letter,
            KinCopyPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  g_autofree char *born = kin_date_to_words (kin_person_get_birth_date (person));

  add_part (letter, _("Name"), name);
  add_part (letter, _("Birth date"), born != NULL ? born : LINE);
}

static KinPrint *
write_letter (KinCopyPage *self)
{
  KinPrint *letter = kin_print_new_for_person (_("A copy of the health record"),
                                               kin_page_get_person (KIN_PAGE (self)));

  add_clinic (letter, self);
  add_part (letter, _("What I ask for"), _("I ask for a copy of the whole health record of the"
                                           " person named here."));
  add_person (letter, self);
  add_part (letter, _("Kind of copy"),
            _("If you can, send files that a computer reads, such as C-CDA documents in XML."
              " Else send PDF files, or paper."));
  if (gtk_check_button_get_active (self->add_right))
    kin_print_add (letter, KIN_PRINT_TEXT, _(RIGHT_OF_ACCESS));
  add_part (letter, _("Where to send it"), LINE "\n\n" LINE);
  add_part (letter, _("Date"), LINE);
  add_part (letter, _("Signature"), "\n" LINE);
  /* Below the same heading: it never stands alone on a sheet. */
  kin_print_add (letter, KIN_PRINT_TEXT, _("Who signs, if it is somebody else"));
  kin_print_add (letter, KIN_PRINT_TEXT, LINE);

  return letter;
}

static KinPage *
kin_copy_page_print (KinPage *page)
{
  g_autoptr (KinPrint) letter = write_letter (KIN_COPY_PAGE (page));

  return kin_print_page_new (letter);
}

static void
on_print (KinCopyPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_copy_page_print (KIN_PAGE (self)));
}

static void
on_sent (KinCopyPage *self)
{
  kin_page_push (KIN_PAGE (self),
                 kin_copy_sent_page_new (gtk_editable_get_text (GTK_EDITABLE (self->clinic)),
                                         gtk_check_button_get_active (self->add_right)));
}

static void
kin_copy_page_class_init (KinCopyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  KIN_PAGE_CLASS (klass)->print = kin_copy_page_print;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-copy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinCopyPage, clinic);
  gtk_widget_class_bind_template_child (widget_class, KinCopyPage, add_right);
  gtk_widget_class_bind_template_child (widget_class, KinCopyPage, right);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_sent);
}

static void
kin_copy_page_init (KinCopyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->right, _(RIGHT_OF_ACCESS));
}

/**
 * kin_copy_page_new:
 * @clinic_name: (nullable): whom to ask, as far as it is known
 *
 * Returns: (transfer full): the letter's page, for the person that is set on it
 */
KinPage *
kin_copy_page_new (const char *clinic_name)
{
  KinCopyPage *self = g_object_new (KIN_TYPE_COPY_PAGE, NULL);

  if (clinic_name != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->clinic), clinic_name);

  return KIN_PAGE (self);
}
