/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-try-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-connect-steps-page.h"
#include "kin-date-words.h"
#include "kin-page-parts.h"
#include "kin-text.h"
#include "kin-try-page.h"
#include "kin-way-words.h"

/**
 * KinTryPage:
 *
 * Portals on the internet where nobody is real, to try in a sample record how signing in goes.
 */
struct _KinTryPage
{
  KinPage        parent_instance;

  GtkListBox    *trials;
  GtkLabel      *date;

  KinClinicList *list;
};

G_DEFINE_FINAL_TYPE (KinTryPage, kin_try_page, KIN_TYPE_PAGE)

static void
on_trial (KinTryPage    *self,
          GtkListBoxRow *row)
{
  GPtrArray *trials = kin_trials_get_all (kin_clinic_list_get_trials (self->list));
  g_autoptr (KinClinic) clinic =
    g_object_ref (g_ptr_array_index (trials, gtk_list_box_row_get_index (row)));

  kin_clinic_list_set_up (self->list, kin_page_get_person (KIN_PAGE (self)), &clinic);
  kin_page_push (KIN_PAGE (self), kin_connect_steps_page_new (clinic));
}

static void
show_trials (KinTryPage *self)
{
  KinTrials *list = kin_clinic_list_get_trials (self->list);
  GPtrArray *trials = kin_trials_get_all (list);
  g_autofree char *day = kin_date_to_words (kin_trials_get_date (list));
  /* Translators: %s is a day, such as 3 August 2026. */
  g_autofree char *words = g_strdup_printf (_("This list was made on %s."), day);

  for (guint i = 0; i < trials->len; i++)
    {
      KinClinic *clinic = g_ptr_array_index (trials, i);
      g_autofree char *name = kin_text_isolate (kin_clinic_get_name (clinic));
      g_autofree char *lines = kin_trial_to_words (clinic);

      gtk_list_box_append (self->trials, kin_link_row_new (name, lines));
    }

  gtk_label_set_label (self->date, words);
}

static void
kin_try_page_finalize (GObject *object)
{
  g_clear_object (&KIN_TRY_PAGE (object)->list);

  G_OBJECT_CLASS (kin_try_page_parent_class)->finalize (object);
}

static void
kin_try_page_class_init (KinTryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_try_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-try-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinTryPage, trials);
  gtk_widget_class_bind_template_child (widget_class, KinTryPage, date);
  gtk_widget_class_bind_template_callback (widget_class, on_trial);
}

static void
kin_try_page_init (KinTryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_try_page_new:
 * @list: what is known of clinics
 *
 * Returns: (transfer full): what there is to try, for the sample person that is set on it
 */
KinPage *
kin_try_page_new (KinClinicList *list)
{
  KinTryPage *self = g_object_new (KIN_TYPE_TRY_PAGE, NULL);

  self->list = g_object_ref (list);
  show_trials (self);

  return KIN_PAGE (self);
}
