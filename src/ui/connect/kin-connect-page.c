/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-connect-page.h"
#include "kin-connect-steps-page.h"
#include "kin-problem-words.h"

/**
 * KinConnectPage:
 *
 * Which clinic: its web address.
 */
struct _KinConnectPage
{
  KinPage   parent_instance;

  GtkEntry *address;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (KinConnectPage, kin_connect_page, KIN_TYPE_PAGE)

static void
show_problem (KinConnectPage *self,
              KinProblem      problem)
{
  const KinProblemWords *words = kin_problem_get_words (problem);
  /* Translators: what is wrong, and what to do now. */
  g_autofree char *text = g_strdup_printf (_("%1$s. %2$s"), _(words->what), _(words->now));

  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->address),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  kin_page_set_attention (KIN_PAGE (self), _(words->what));
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
on_next (KinConnectPage *self)
{
  g_autofree char *address = kin_address_complete (gtk_editable_get_text (GTK_EDITABLE
                                                                          (self->address)));

  if (address == NULL)
    {
      show_problem (self, KIN_PROBLEM_BAD_ADDRESS);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  kin_page_set_attention (KIN_PAGE (self), NULL);
  kin_page_push (KIN_PAGE (self), kin_connect_steps_page_new (address));
}

static void
kin_connect_page_class_init (KinConnectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-connect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, address);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_connect_page_init (KinConnectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_connect_page_new:
 *
 * Returns: (transfer full): the first page on the way to a clinic's record, for the person that
 *   is set on it
 */
KinPage *
kin_connect_page_new (void)
{
  return g_object_new (KIN_TYPE_CONNECT_PAGE, NULL);
}
