/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-copy-sent-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-copy-asked-page.h"
#include "kin-copy-sent-page.h"
#include "kin-date-fields.h"
#include "kin-problem-page.h"
#include "kin-problem-words.h"
#include "kin-wide-button.h"

/**
 * KinCopySentPage:
 *
 * That a letter to a clinic is on its way: when it was sent, and when an answer is due. Where a law
 * says that, it is counted; elsewhere the person chooses a day.
 */
struct _KinCopySentPage
{
  KinPage         parent_instance;

  GtkLabel       *problem;
  GtkEditable    *clinic;
  KinDateFields  *sent;
  GtkCheckButton *by_law;
  GtkCheckButton *by_choice;
  GtkWidget      *due_box;
  KinDateFields  *due;
  GtkWidget      *save;

  char           *id;              /* NULL until it is saved */
  gboolean        is_change;       /* of one that the page before this one shows */
};

G_DEFINE_FINAL_TYPE (KinCopySentPage, kin_copy_sent_page, KIN_TYPE_PAGE)

/* What is wrong stands by the field that it is about: the page is long. */
static void
move_problem (KinCopySentPage *self,
              GtkWidget       *where)
{
  g_autoptr (GtkWidget) problem = g_object_ref (GTK_WIDGET (self->problem));

  gtk_widget_unparent (problem);
  gtk_widget_insert_before (problem, gtk_widget_get_parent (where), where);
}

static void
show_problem (KinCopySentPage *self,
              const char      *words,
              gpointer         where)
{
  move_problem (self, GTK_WIDGET (where));
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  kin_page_set_attention (KIN_PAGE (self), words);
  gtk_widget_grab_focus (GTK_WIDGET (where));
}

static void
on_choice (KinCopySentPage *self)
{
  gtk_widget_set_visible (self->due_box, gtk_check_button_get_active (self->by_choice));
}

/* Saving */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinCopySentPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = kin_person_save_copy_finish (KIN_PERSON (source), result, &error);

  gtk_widget_set_sensitive (self->save, TRUE);
  /* Who went elsewhere meanwhile stays there. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      if (!saved)
        kin_problem_page_tell (KIN_PERSON (source), _("Your letter was not noted"), error);
      return;
    }

  if (!saved)
    show_problem (self, _(kin_problem_get_words (kin_problem_from_error (error))->what),
                  self->save);
  else if (self->is_change)
    kin_page_go_back (KIN_PAGE (self));
  else
    kin_page_replace (KIN_PAGE (self), kin_copy_asked_page_new (self->id));
}

static void
save (KinCopySentPage *self,
      const char      *clinic,
      const char      *sent,
      const char      *due)
{
  g_autoptr (KinAskedCopy) copy = kin_asked_copy_new (self->id, clinic, sent, due);

  g_free (self->id);
  self->id = g_strdup (copy->id);
  gtk_widget_set_sensitive (self->save, FALSE);
  kin_person_save_copy_async (kin_page_get_person (KIN_PAGE (self)), copy, TRUE, saved_cb,
                              g_object_ref (self));
}

static void
on_save (KinCopySentPage *self)
{
  g_autofree char *clinic = g_strstrip (g_strdup (gtk_editable_get_text (self->clinic)));
  g_autofree char *sent = kin_date_fields_dup_date (self->sent);
  gboolean by_law = gtk_check_button_get_active (self->by_law);
  g_autofree char *due = NULL;

  if (*clinic == '\0')
    {
      show_problem (self, _("Type the name of the clinic"), self->clinic);
      return;
    }
  if (sent == NULL)
    {
      show_problem (self, _("Type the day on which the letter was sent: day, month and year"),
                    self->sent);
      return;
    }

  due = by_law ? kin_copy_dup_day_of_law (sent) : kin_date_fields_dup_day (self->due);
  if (due == NULL)
    show_problem (self, _("Type the day on which an answer is due: day, month and year"),
                  self->due);
  else if (strcmp (due, sent) < 0)
    show_problem (self, _("An answer cannot be due before the letter was sent"), self->due);
  else
    save (self, clinic, sent, due);
}

static void
kin_copy_sent_page_finalize (GObject *object)
{
  g_free (KIN_COPY_SENT_PAGE (object)->id);

  G_OBJECT_CLASS (kin_copy_sent_page_parent_class)->finalize (object);
}

static void
kin_copy_sent_page_class_init (KinCopySentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_copy_sent_page_finalize;

  g_type_ensure (KIN_TYPE_DATE_FIELDS);
  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-copy-sent-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, clinic);
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, sent);
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, by_law);
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, by_choice);
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, due_box);
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, due);
  gtk_widget_class_bind_template_child (widget_class, KinCopySentPage, save);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
kin_copy_sent_page_init (KinCopySentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_copy_sent_page_new:
 * @clinic_name: whom the letter went to, as far as it was typed
 * @has_right: whether the letter names the right of access of the United States
 *
 * Returns: (transfer full): where the person that is set on it notes that it was sent
 */
KinPage *
kin_copy_sent_page_new (const char *clinic_name,
                        gboolean    has_right)
{
  KinCopySentPage *self = g_object_new (KIN_TYPE_COPY_SENT_PAGE, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  gtk_editable_set_text (self->clinic, clinic_name);
  kin_date_fields_set_date (self->sent, today);
  gtk_check_button_set_active (has_right ? self->by_law : self->by_choice, TRUE);

  return KIN_PAGE (self);
}

/**
 * kin_copy_sent_page_new_for_copy:
 * @copy: one that the person waits for
 *
 * Returns: (transfer full): where she changes what she noted about it
 */
KinPage *
kin_copy_sent_page_new_for_copy (const KinAskedCopy *copy)
{
  KinCopySentPage *self = g_object_new (KIN_TYPE_COPY_SENT_PAGE, NULL);

  self->id = g_strdup (copy->id);
  self->is_change = TRUE;
  gtk_editable_set_text (self->clinic, copy->clinic);
  kin_date_fields_set_date (self->sent, copy->sent);
  kin_date_fields_set_date (self->due, copy->due);
  gtk_check_button_set_active (self->by_choice, TRUE);

  return KIN_PAGE (self);
}
