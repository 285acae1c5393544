/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-trouble-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-connect-trouble-page.h"

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
};

G_DEFINE_FINAL_TYPE (KinConnectTroublePage, kin_connect_trouble_page, KIN_TYPE_PAGE)

static const struct
{
  const char *says;
  const char *now;
} troubles[] = {
  { N_("The name or the password is wrong"),
    N_("Use the login of this clinic’s own website. If it is lost, the clinic’s page has a way"
       " to get a new password. Or call the clinic.") },
  { N_("This app or client is not known"),
    N_("The clinic has not let Kinchart in yet. Ask its help desk, or download your record on its"
       " website and open the file here.") },
  { N_("The address or “redirect” is not right"),
    N_("The clinic’s set-up for Kinchart is not complete. Tell its help desk what the page says."
       " Until then, open a file from its website.") },
  { N_("The code does not come, or does not work"),
    N_("Wait a few minutes and ask for a new code on that page. If your phone number has changed,"
       " call the clinic.") },
  { N_("The page is empty or does not load"),
    N_("Look whether other web pages open. Then go back and open the page again.") },
  { N_("It asks for a person who is not in the list"),
    N_("The clinic has not linked that person to your login. Ask it for helper access.") },
  { N_("Something else"),
    N_("Stop here and try again later. If it stays so, call the clinic and read the page to"
       " them.") },
};

static void
on_back (KinPage *page)
{
  kin_page_go_back (page);
}

static void
on_choice (KinConnectTroublePage *self,
           GtkListBoxRow         *row)
{
  int position = gtk_list_box_row_get_index (row);
  KinPage *advice = kin_advice_page_new (_(troubles[position].says), _(troubles[position].now));
  GtkWidget *back = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go back"));
  GtkWidget *file = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Open a file I have"));

  g_signal_connect_object (back, "clicked", G_CALLBACK (on_back), advice, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (file), "win.open-file");
  kin_page_push (KIN_PAGE (self), advice);
}

static void
add_choice (KinConnectTroublePage *self,
            const char            *says)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", says, "activatable", TRUE, "use-markup", FALSE, "title-lines", 0,
                NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_append (self->choices, row);
}

static void
kin_connect_trouble_page_class_init (KinConnectTroublePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    add_choice (self, _(troubles[i].says));
}

/**
 * kin_connect_trouble_page_new:
 *
 * Returns: (transfer full): the choices
 */
KinPage *
kin_connect_trouble_page_new (void)
{
  return g_object_new (KIN_TYPE_CONNECT_TROUBLE_PAGE, NULL);
}
