/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-trouble-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-connect-trouble-page.h"
#include "kin-page-parts.h"
#include "kin-trouble-words.h"

/**
 * KinConnectTroublePage:
 *
 * What a clinic's own page says when it goes no further. Kinchart cannot see that page; the
 * person can.
 */
struct _KinConnectTroublePage
{
  KinPage     parent_instance;

  GtkListBox *choices;

  char       *page_url;
};

G_DEFINE_FINAL_TYPE (KinConnectTroublePage, kin_connect_trouble_page, KIN_TYPE_PAGE)

static void
on_back (KinPage *page)
{
  kin_page_go_back (page);
}

static void
on_choice (KinConnectTroublePage *self,
           GtkListBoxRow         *row)
{
  const KinTroubleWords *words = kin_trouble_get_words ((guint) gtk_list_box_row_get_index (row));
  g_autofree char *details = words->details ? kin_trouble_to_details (self->page_url) : NULL;
  KinPage *advice = kin_advice_page_new (_(words->says), _(words->now));
  GtkWidget *back = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go back"));
  GtkWidget *file = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Open a file I have"));

  if (details != NULL)
    kin_advice_page_set_details (KIN_ADVICE_PAGE (advice), details);
  g_signal_connect_object (back, "clicked", G_CALLBACK (on_back), advice, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (file), "win.open-file");
  kin_page_push (KIN_PAGE (self), advice);
}

static void
kin_connect_trouble_page_finalize (GObject *object)
{
  g_free (KIN_CONNECT_TROUBLE_PAGE (object)->page_url);

  G_OBJECT_CLASS (kin_connect_trouble_page_parent_class)->finalize (object);
}

static void
kin_connect_trouble_page_class_init (KinConnectTroublePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_connect_trouble_page_finalize;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-trouble-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectTroublePage, choices);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
}

static void
kin_connect_trouble_page_init (KinConnectTroublePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_page_get_title (KIN_PAGE (self)), -1);
  for (guint i = 0; i < kin_trouble_get_n_words (); i++)
    gtk_list_box_append (self->choices,
                         kin_link_row_new (_(kin_trouble_get_words (i)->says), NULL));
}

/**
 * kin_connect_trouble_page_new:
 * @page_url: (nullable): the page that the browser was sent to
 *
 * Returns: (transfer full): the choices
 */
KinPage *
kin_connect_trouble_page_new (const char *page_url)
{
  KinConnectTroublePage *self = g_object_new (KIN_TYPE_CONNECT_TROUBLE_PAGE, NULL);

  self->page_url = g_strdup (page_url);

  return KIN_PAGE (self);
}
