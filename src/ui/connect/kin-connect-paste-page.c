/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-paste-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-connect-paste-page.h"

/**
 * KinConnectPastePage:
 *
 * For a browser that does not find its way back to Kinchart: the person copies its address line
 * here. What is in the line goes no further than to the sign-in that waits.
 */
struct _KinConnectPastePage
{
  KinPage    parent_instance;

  GtkLabel  *problem;
  GtkEntry  *line;

  KinSignIn *sign_in;
};

G_DEFINE_FINAL_TYPE (KinConnectPastePage, kin_connect_paste_page, KIN_TYPE_PAGE)

enum
{
  TAKEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_problem (KinConnectPastePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  kin_page_set_attention (KIN_PAGE (self), NULL);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->line),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_problem (KinConnectPastePage *self,
              const char          *what)
{
  gtk_label_set_label (self->problem, what);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->line), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  what, -1);
  kin_page_set_attention (KIN_PAGE (self), what);
  gtk_widget_grab_focus (GTK_WIDGET (self->line));
}

static void
on_next (KinConnectPastePage *self)
{
  switch (kin_sign_in_take_return (self->sign_in,
                                   gtk_editable_get_text (GTK_EDITABLE (self->line))))
    {
    case KIN_SIGN_IN_RETURN_TAKEN:
      g_signal_emit (self, signals[TAKEN], 0);
      kin_page_go_back (KIN_PAGE (self));
      break;
    case KIN_SIGN_IN_RETURN_OTHER:
      show_problem (self, _("This line is from another sign-in. Take the line of the page that is"
                            " open now."));
      break;
    case KIN_SIGN_IN_RETURN_TOO_LATE:
      show_problem (self, _("Kinchart does not wait for this line any more. Go back to see how it"
                            " went."));
      break;
    case KIN_SIGN_IN_RETURN_NOT_IT:
    default:
      show_problem (self, _("This line does not lead back to Kinchart. Sign in first, then copy"
                            " the whole line."));
      break;
    }
}

static void
kin_connect_paste_page_dispose (GObject *object)
{
  g_clear_object (&KIN_CONNECT_PASTE_PAGE (object)->sign_in);

  G_OBJECT_CLASS (kin_connect_paste_page_parent_class)->dispose (object);
}

static void
kin_connect_paste_page_class_init (KinConnectPastePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_connect_paste_page_dispose;

  /**
   * KinConnectPastePage::taken:
   *
   * The sign-in goes on with the line.
   */
  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-paste-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectPastePage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPastePage, line);
  gtk_widget_class_bind_template_callback (widget_class, clear_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_connect_paste_page_init (KinConnectPastePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_connect_paste_page_new:
 * @sign_in: that waits for the browser
 *
 * Returns: (transfer full): the page that asks for the browser's address line
 */
KinPage *
kin_connect_paste_page_new (KinSignIn *sign_in)
{
  KinConnectPastePage *self = g_object_new (KIN_TYPE_CONNECT_PASTE_PAGE, NULL);

  self->sign_in = g_object_ref (sign_in);

  return KIN_PAGE (self);
}
