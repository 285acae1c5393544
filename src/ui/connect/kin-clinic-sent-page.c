/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic-sent-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-sent-page.h"
#include "kin-clinic-words.h"
#include "kin-ledger-words.h"
#include "kin-page-parts.h"
#include "kin-person-record.h"
#include "kin-sync-step.h"

/**
 * KinClinicSentPage:
 *
 * What a clinic was asked for and what came of it, in words: so that what is not here is not
 * taken for what does not exist.
 */
struct _KinClinicSentPage
{
  KinPage        parent_instance;

  GtkLabel      *words;
  GtkWidget     *came_title;
  GtkListBox    *came;
  GtkWidget     *none_title;
  GtkListBox    *none;
  GtkWidget     *refused_title;
  GtkListBox    *refused;

  KinConnection *connection;
};

G_DEFINE_FINAL_TYPE (KinClinicSentPage, kin_clinic_sent_page, KIN_TYPE_PAGE)

static GtkListBox *
list_for (KinClinicSentPage *self,
          KinSyncStep       *step)
{
  switch (kin_step_get_kind (step))
    {
    case KIN_ANSWER_CAME:
      return self->came;
    case KIN_ANSWER_NOTHING:
      return self->none;
    case KIN_ANSWER_NOT:
    default:
      return self->refused;
    }
}

static void
add_step (KinClinicSentPage *self,
          KinSyncStep       *step)
{
  g_autofree char *what = kin_question_to_words (kin_sync_step_get_query (step));
  g_autofree char *words = kin_step_to_words (step);

  gtk_list_box_append (list_for (self, step), kin_plain_row_new (what, words));
}

static void
show_list (GtkListBox *list,
           GtkWidget  *title)
{
  gboolean any = gtk_list_box_get_row_at_index (list, 0) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (list), any);
  gtk_widget_set_visible (title, any);
}

static void
ledger_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinClinicSentPage) self = user_data;
  g_autoptr (GListModel) steps = NULL;

  steps = kin_person_ledger_finish (KIN_PERSON (source), result, NULL);
  for (guint i = 0; steps != NULL && i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (steps, i);

      add_step (self, step);
    }

  show_list (self->came, self->came_title);
  show_list (self->none, self->none_title);
  show_list (self->refused, self->refused_title);
}

static void
kin_clinic_sent_page_person_set (KinPage *page)
{
  KinClinicSentPage *self = KIN_CLINIC_SENT_PAGE (page);
  KinPerson *person = kin_page_get_person (page);
  g_autofree char *state = kin_clinic_state_to_words (person, self->connection);
  /* Translators: %s is a sentence such as "Checked today at 10:04." */
  g_autofree char *words = g_strdup_printf (_("%s There may be more at the clinic."), state);

  gtk_label_set_label (self->words, words);
  kin_person_ledger_async (person, self->connection, NULL, ledger_cb, g_object_ref (self));
}

static void
kin_clinic_sent_page_dispose (GObject *object)
{
  g_clear_object (&KIN_CLINIC_SENT_PAGE (object)->connection);

  G_OBJECT_CLASS (kin_clinic_sent_page_parent_class)->dispose (object);
}

static void
kin_clinic_sent_page_class_init (KinClinicSentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_clinic_sent_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_clinic_sent_page_person_set;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-clinic-sent-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinClinicSentPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinClinicSentPage, came_title);
  gtk_widget_class_bind_template_child (widget_class, KinClinicSentPage, came);
  gtk_widget_class_bind_template_child (widget_class, KinClinicSentPage, none_title);
  gtk_widget_class_bind_template_child (widget_class, KinClinicSentPage, none);
  gtk_widget_class_bind_template_child (widget_class, KinClinicSentPage, refused_title);
  gtk_widget_class_bind_template_child (widget_class, KinClinicSentPage, refused);
}

static void
label_list (GtkListBox *list,
            GtkWidget  *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (GTK_LABEL (title)), -1);
  show_list (list, title);
}

static void
kin_clinic_sent_page_init (KinClinicSentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  label_list (self->came, self->came_title);
  label_list (self->none, self->none_title);
  label_list (self->refused, self->refused_title);
}

/**
 * kin_clinic_sent_page_new:
 * @connection: of the person that will be set on the page
 *
 * Returns: (transfer full): what it was asked for, and what came of it
 */
KinPage *
kin_clinic_sent_page_new (KinConnection *connection)
{
  KinClinicSentPage *self = g_object_new (KIN_TYPE_CLINIC_SENT_PAGE, NULL);

  self->connection = g_object_ref (connection);

  return KIN_PAGE (self);
}
