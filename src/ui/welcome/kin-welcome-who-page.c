/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-who-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-home-page.h"
#include "kin-page-parts.h"
#include "kin-problem-page.h"
#include "kin-sample.h"
#include "kin-welcome-who-page.h"
#include "kin-welcome.h"

/**
 * KinWelcomeWhoPage:
 *
 * Whose record is to be kept here; or a made-up family, to look around with first.
 */
struct _KinWelcomeWhoPage
{
  KinPage    parent_instance;

  GtkWidget *choices;
  GtkWidget *sample;

  KinFamily *family;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (KinWelcomeWhoPage, kin_welcome_who_page, KIN_TYPE_PAGE)

static const struct
{
  const char *words;
  const char *step;
} choices[] = {
  { N_("Me"), KIN_WELCOME_SELF },
  { N_("Someone I help"), KIN_WELCOME_HELPED },
  { N_("Both"), KIN_WELCOME_BOTH },
};

static void
on_choice (KinWelcomeWhoPage *self,
           GtkListBoxRow     *row)
{
  kin_welcome_go_to (KIN_PAGE (self), self->family, self->settings,
                     choices[gtk_list_box_row_get_index (row)].step);
}

static void
sample_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinWelcomeWhoPage) self = user_data;
  g_autoptr (KinPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  KinPage *home;

  person = kin_sample_add_finish (result, &error);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_set_sensitive (self->choices, TRUE);
  gtk_widget_set_sensitive (self->sample, TRUE);
  kin_page_set_attention (KIN_PAGE (self), NULL);
  if (person == NULL)
    {
      kin_page_push (KIN_PAGE (self), kin_problem_page_new (error));
      return;
    }

  g_settings_set_string (self->settings, "welcome-page", KIN_WELCOME_DONE);
  home = kin_home_page_new ();
  kin_page_set_person (home, person);
  kin_page_start_with (KIN_PAGE (self), home);
}

static void
on_sample (KinWelcomeWhoPage *self)
{
  kin_page_set_attention (KIN_PAGE (self), _("Getting the sample family ready"));
  gtk_widget_set_sensitive (self->choices, FALSE);
  gtk_widget_set_sensitive (self->sample, FALSE);
  kin_sample_add_async (self->family, NULL, sample_cb, g_object_ref (self));
}

static void
kin_welcome_who_page_dispose (GObject *object)
{
  KinWelcomeWhoPage *self = KIN_WELCOME_WHO_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kin_welcome_who_page_parent_class)->dispose (object);
}

static void
kin_welcome_who_page_class_init (KinWelcomeWhoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_welcome_who_page_dispose;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-welcome-who-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinWelcomeWhoPage, choices);
  gtk_widget_class_bind_template_child (widget_class, KinWelcomeWhoPage, sample);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_sample);
}

static void
kin_welcome_who_page_init (KinWelcomeWhoPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_page_get_title (KIN_PAGE (self)), -1);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->choices),
                         kin_link_row_new (_(choices[i].words), NULL));
}

/**
 * kin_welcome_who_page_new:
 * @family: where people will be added
 * @settings: the app's settings
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_welcome_who_page_new (KinFamily *family,
                          GSettings *settings)
{
  KinWelcomeWhoPage *self = g_object_new (KIN_TYPE_WELCOME_WHO_PAGE, NULL);

  self->family = g_object_ref (family);
  self->settings = g_object_ref (settings);

  return KIN_PAGE (self);
}
