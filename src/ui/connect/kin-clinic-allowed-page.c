/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic-allowed-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-allowed-page.h"
#include "kin-ledger-words.h"
#include "kin-page-parts.h"

/**
 * KinClinicAllowedPage:
 *
 * What Kinchart may read at one clinic, as the person chose on the clinic's own page.
 */
struct _KinClinicAllowedPage
{
  KinPage     parent_instance;

  GtkLabel   *stays;
  GtkWidget  *allowed_title;
  GtkListBox *allowed;
  GtkWidget  *other_title;
  GtkListBox *other;
};

G_DEFINE_FINAL_TYPE (KinClinicAllowedPage, kin_clinic_allowed_page, KIN_TYPE_PAGE)

/* Several questions may go by one name; what is allowed in part is not said to be refused. */
static void
show_questions (GtkListBox  *list,
                const GStrv  questions,
                GHashTable  *shown)
{
  for (guint i = 0; questions[i] != NULL; i++)
    {
      g_autofree char *words = kin_question_to_words (questions[i]);

      if (g_hash_table_contains (shown, words))
        continue;
      gtk_list_box_append (list, kin_plain_row_new (words, NULL));
      g_hash_table_add (shown, g_steal_pointer (&words));
    }
}

static void
show_list (GtkListBox *list,
           GtkWidget  *title)
{
  gboolean any = gtk_list_box_get_row_at_index (list, 0) != NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (GTK_LABEL (title)), -1);
  gtk_widget_set_visible (GTK_WIDGET (list), any);
  gtk_widget_set_visible (title, any);
}

static void
kin_clinic_allowed_page_class_init (KinClinicAllowedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-clinic-allowed-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinClinicAllowedPage, stays);
  gtk_widget_class_bind_template_child (widget_class, KinClinicAllowedPage, allowed_title);
  gtk_widget_class_bind_template_child (widget_class, KinClinicAllowedPage, allowed);
  gtk_widget_class_bind_template_child (widget_class, KinClinicAllowedPage, other_title);
  gtk_widget_class_bind_template_child (widget_class, KinClinicAllowedPage, other);
}

static void
kin_clinic_allowed_page_init (KinClinicAllowedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_clinic_allowed_page_new:
 * @connection: to a portal
 *
 * Returns: (transfer full): what was allowed there
 */
KinPage *
kin_clinic_allowed_page_new (KinConnection *connection)
{
  KinClinicAllowedPage *self = g_object_new (KIN_TYPE_CLINIC_ALLOWED_PAGE, NULL);
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) allowed = kin_connection_dup_questions (connection, TRUE);
  g_auto (GStrv) other = kin_connection_dup_questions (connection, FALSE);

  gtk_label_set_label (self->stays, kin_connection_get_stays (connection)
                                    ? _("Kinchart may check for new things without asking you to"
                                        " sign in each time.")
                                    : _("You sign in each time Kinchart checks for new things."
                                        " Many clinics want it so."));
  show_questions (self->allowed, allowed, shown);
  show_questions (self->other, other, shown);
  show_list (self->allowed, self->allowed_title);
  show_list (self->other, self->other_title);

  return KIN_PAGE (self);
}
