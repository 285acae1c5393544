/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-wait-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-browser.h"
#include "kin-clinic-words.h"
#include "kin-connect-number-page.h"
#include "kin-connect-paste-page.h"
#include "kin-connect-person-page.h"
#include "kin-connect-trouble-page.h"
#include "kin-connect-wait-page.h"
#include "kin-copy-page.h"
#include "kin-download-page.h"
#include "kin-problem-words.h"
#include "kin-text.h"

/**
 * KinConnectWaitPage:
 *
 * Waits while a person signs in in the browser. Leaving the page stops it.
 */
struct _KinConnectWaitPage
{
  KinPage       parent_instance;

  GtkLabel     *words;
  GtkLabel     *url;
  GtkWidget    *again;
  GtkWidget    *paste;
  GtkWidget    *trouble;
  GtkWidget    *retry;
  GtkWidget    *number;
  GtkWidget    *download;
  GtkWidget    *ask;
  GtkWidget    *open_file;
  GtkWidget    *stop;

  KinClinic    *clinic;
  char         *page_url;          /* what the browser was sent to */
  KinSignIn    *sign_in;
  GCancellable *cancellable;
  guint         tries;
};

G_DEFINE_FINAL_TYPE (KinConnectWaitPage, kin_connect_wait_page, KIN_TYPE_PAGE)

/* The browser */

static void
browser_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinConnectWaitPage) self = user_data;

  if (kin_browser_open_finish (result, NULL) || self->page_url == NULL)
    return;

  gtk_label_set_label (self->words, _("No browser could be opened. Copy this address into one:"));
  gtk_label_set_label (self->url, self->page_url);
  gtk_widget_set_visible (GTK_WIDGET (self->url), TRUE);
  kin_page_set_attention (KIN_PAGE (self), _("No browser could be opened"));
}

static void
open_browser (KinConnectWaitPage *self)
{
  kin_browser_open_async (GTK_WIDGET (self), self->page_url, browser_cb, g_object_ref (self));
}

/* Where no page on the web leads back, the browser ends at an address that nobody answers. */
static gboolean
comes_back_by_hand (KinConnectWaitPage *self)
{
  const char *redirect = kin_clinic_get_redirect (self->clinic);

  return redirect != NULL && g_str_has_prefix (redirect, "https://127.0.0.1/");
}

static void
on_page_known (const char *url,
               gpointer    user_data)
{
  KinConnectWaitPage *self = user_data;
  g_autofree char *host = kin_address_to_host (url);
  g_autofree char *safe_host = kin_text_isolate (host != NULL ? host : "");
  g_autofree char *words = NULL;

  g_free (self->page_url);
  self->page_url = g_strdup (url);

  if (comes_back_by_hand (self))
    /* Translators: %s is the host of a web page. */
    words = g_strdup_printf (_("Your browser shows a page of %s. Sign in there. Then come back here"
                               " and choose “It did not come back?”."), safe_host);
  else
    /* Translators: %s is the host of a web page. */
    words = g_strdup_printf (_("Your browser shows a page of %s. Sign in there, then come back"
                               " here. There is no hurry."), safe_host);
  gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (self->again, TRUE);
  gtk_widget_set_visible (self->paste, TRUE);
  gtk_widget_set_visible (self->trouble, TRUE);
  kin_page_set_attention (KIN_PAGE (self), _("The browser opens"));
  open_browser (self);
}

/* The answer of the clinic */

static void
hide_ways_back (KinConnectWaitPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->url), FALSE);
  gtk_widget_set_visible (self->again, FALSE);
  gtk_widget_set_visible (self->paste, FALSE);
  gtk_widget_set_visible (self->trouble, FALSE);
}

static void
on_taken (KinConnectWaitPage *self)
{
  hide_ways_back (self);
  gtk_label_set_label (self->words, _("Kinchart reads what the clinic answered…"));
  kin_page_set_attention (KIN_PAGE (self), _("Kinchart reads what the clinic answered…"));
}

/* What the desktop hands over, from any program of this session. */
static gboolean
on_returned (KinConnectWaitPage *self,
             const char         *line)
{
  if (kin_sign_in_take_return (self->sign_in, line) != KIN_SIGN_IN_RETURN_TAKEN)
    return FALSE;

  on_taken (self);

  return TRUE;
}

/* The end of an attempt */

static void
show_problem (KinConnectWaitPage *self,
              const GError       *error)
{
  KinProblem problem = kin_problem_from_error (error);
  const KinProblemWords *words = kin_problem_get_words (problem);
  gboolean is_over = kin_problem_is_lasting (problem) || self->tries >= 2;

  hide_ways_back (self);
  gtk_widget_set_visible (self->stop, FALSE);
  gtk_widget_set_visible (self->retry, !is_over);
  gtk_widget_set_visible (self->download, is_over);
  gtk_widget_set_visible (self->ask, is_over);
  gtk_widget_set_visible (self->number, problem == KIN_PROBLEM_SIGN_IN_CLIENT);
  gtk_widget_set_visible (self->open_file, TRUE);
  gtk_label_set_label (self->words, _(words->now));
  kin_page_set_attention (KIN_PAGE (self), NULL);
  kin_page_set_title (KIN_PAGE (self), _(words->what));
  kin_page_show (KIN_PAGE (self));
}

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_sign_in_refuse_finish (KIN_SIGN_IN (source), result, &error))
    g_warning ("Taking back a sign-in: %s", error->message);
}

static void
come_to_front (KinConnectWaitPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_present (GTK_WINDOW (root));
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (KinConnectWaitPage) self = user_data;
  KinSignIn *sign_in = KIN_SIGN_IN (source);
  g_autoptr (GError) error = NULL;
  gboolean done = kin_sign_in_run_finish (sign_in, result, &error);

  if (done && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    {
      come_to_front (self);
      kin_page_replace (KIN_PAGE (self),
                        kin_connect_person_page_new (kin_page_get_person (KIN_PAGE (self)),
                                                     sign_in));
      return;
    }

  kin_sign_in_refuse_async (sign_in, refused_cb, NULL);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  come_to_front (self);
  show_problem (self, error);
}

static void
begin (KinConnectWaitPage *self)
{
  self->tries++;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->sign_in);
  self->sign_in = kin_sign_in_new (kin_page_get_person (KIN_PAGE (self)),
                                   kin_clinic_get_address (self->clinic),
                                   kin_clinic_has_number (self->clinic)
                                   ? kin_clinic_get_client_id (self->clinic) : NULL,
                                   kin_clinic_get_client_secret (self->clinic),
                                   kin_clinic_get_redirect (self->clinic));
  kin_sign_in_set_vendor (self->sign_in, kin_clinic_get_vendor (self->clinic));
  kin_sign_in_set_number_from (self->sign_in, kin_clinic_get_number_from (self->clinic));
  /* The page stays until the callback, whatever happens to the window. */
  kin_sign_in_run_async (self->sign_in, on_page_known, self, self->cancellable, signed_in_cb,
                         g_object_ref (self));
}

static void
on_again (KinConnectWaitPage *self)
{
  open_browser (self);
}

static void
on_paste (KinConnectWaitPage *self)
{
  KinPage *page = kin_connect_paste_page_new (self->sign_in);

  g_signal_connect_object (page, "taken", G_CALLBACK (on_taken), self, G_CONNECT_SWAPPED);
  kin_page_push (KIN_PAGE (self), page);
}

static void
on_trouble (KinConnectWaitPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_trouble_page_new (self->page_url));
}

static void
on_number (KinConnectWaitPage *self)
{
  kin_page_replace (KIN_PAGE (self), kin_connect_number_page_new (self->clinic));
}

static void
on_download (KinConnectWaitPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_download_page_new_clinic (self->clinic));
}

static void
on_ask (KinConnectWaitPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_copy_page_new (kin_clinic_get_name (self->clinic)));
}

static void
on_retry (KinConnectWaitPage *self)
{
  gtk_widget_set_visible (self->retry, FALSE);
  gtk_widget_set_visible (self->open_file, FALSE);
  gtk_widget_set_visible (self->stop, TRUE);
  gtk_label_set_label (self->words, _("Looking for the clinic…"));
  kin_page_set_title (KIN_PAGE (self), _("Sign in on the clinic’s page"));
  kin_page_show (KIN_PAGE (self));
  begin (self);
}

static void
on_stop (KinConnectWaitPage *self)
{
  kin_page_go_back (KIN_PAGE (self));
}

static void
kin_connect_wait_page_shown (KinPage *page)
{
  KinConnectWaitPage *self = KIN_CONNECT_WAIT_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->sign_in != NULL)
    return;

  g_signal_connect_object (gtk_window_get_application (GTK_WINDOW (root)), "returned",
                           G_CALLBACK (on_returned), self, G_CONNECT_SWAPPED);
  begin (self);
}

static void
kin_connect_wait_page_unroot (GtkWidget *widget)
{
  KinConnectWaitPage *self = KIN_CONNECT_WAIT_PAGE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  GTK_WIDGET_CLASS (kin_connect_wait_page_parent_class)->unroot (widget);
}

static void
kin_connect_wait_page_finalize (GObject *object)
{
  KinConnectWaitPage *self = KIN_CONNECT_WAIT_PAGE (object);

  g_object_unref (self->clinic);
  g_free (self->page_url);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_connect_wait_page_parent_class)->finalize (object);
}

static void
kin_connect_wait_page_class_init (KinConnectWaitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_connect_wait_page_finalize;
  widget_class->unroot = kin_connect_wait_page_unroot;
  KIN_PAGE_CLASS (klass)->shown = kin_connect_wait_page_shown;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-wait-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, url);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, again);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, paste);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, retry);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, number);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, download);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, ask);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, open_file);
  gtk_widget_class_bind_template_child (widget_class, KinConnectWaitPage, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_download);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
kin_connect_wait_page_init (KinConnectWaitPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_connect_wait_page_new:
 * @clinic: where
 *
 * Returns: (transfer full): a page that signs in once it is shown
 */
KinPage *
kin_connect_wait_page_new (KinClinic *clinic)
{
  KinConnectWaitPage *self = g_object_new (KIN_TYPE_CONNECT_WAIT_PAGE, NULL);

  self->clinic = g_object_ref (clinic);

  return KIN_PAGE (self);
}
