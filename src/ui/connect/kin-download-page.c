/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-download-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-browser.h"
#include "kin-clinic-words.h"
#include "kin-copy-page.h"
#include "kin-download-page.h"
#include "kin-download-watch.h"
#include "kin-set-up-words.h"
#include "kin-text.h"
#include "kin-vendor.h"
#include "kin-way-words.h"
#include "kin-wide-button.h"

#define NOTIFICATION "download"

/**
 * KinDownloadPage:
 *
 * For a clinic that cannot be connected: how to get the record as a file from its website. Whoever
 * wishes it is told when the file is in the folder for downloads; leaving the page ends that.
 */
struct _KinDownloadPage
{
  KinPage           parent_instance;

  GtkWidget        *came;
  GtkLabel         *news;
  GtkBox           *files;         /* a button for each that came, the newest first */
  GtkEntry         *address;
  GtkLabel         *problem;
  GtkWidget        *website;
  GtkLabel         *button;
  GtkLabel         *watching;
  GtkButton        *watch_button;

  char             *name;          /* of the clinic; NULL: nobody said it */
  KinDownloadWatch *watch;
};

G_DEFINE_FINAL_TYPE (KinDownloadPage, kin_download_page, KIN_TYPE_PAGE)

/* The website */

static void
clear_problem (KinDownloadPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->address),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_problem (KinDownloadPage *self,
              const char      *words)
{
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->address),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  kin_page_set_attention (KIN_PAGE (self), words);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
browser_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinDownloadPage) self = user_data;

  if (!kin_browser_open_finish (result, NULL) &&
      gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    show_problem (self, _("No browser could be opened. Copy this address into one."));
}

static void
on_open_website (KinDownloadPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->address));
  g_autofree char *page = kin_address_to_safe_page (typed);

  if (page == NULL)
    {
      show_problem (self, _("Type a web address that begins with https://"));
      return;
    }

  clear_problem (self);
  kin_page_set_attention (KIN_PAGE (self), _("The browser opens"));
  kin_browser_open_async (GTK_WIDGET (self), page, browser_cb, g_object_ref (self));
}

/* What comes */

static GtkWindow *
get_window (KinDownloadPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* For whoever does not have this page in front, such as in the browser; it says nothing about
 * anybody. */
static void
notify_desktop (KinDownloadPage *self)
{
  GtkWindow *window = get_window (self);
  g_autoptr (GNotification) notification = NULL;

  if (window == NULL ||
      (gtk_window_is_active (window) && gtk_widget_get_mapped (GTK_WIDGET (self))))
    return;

  notification = g_notification_new (_("Kinchart"));
  g_notification_set_body (notification, _("A new file has arrived."));
  g_application_send_notification (G_APPLICATION (gtk_window_get_application (window)),
                                   NOTIFICATION, notification);
}

static void
take_notification_back (KinDownloadPage *self)
{
  GtkWindow *window = get_window (self);
  GtkApplication *application = window != NULL ? gtk_window_get_application (window) : NULL;

  if (application != NULL && gtk_widget_get_visible (self->came))
    g_application_withdraw_notification (G_APPLICATION (application), NOTIFICATION);
}

static void
on_looked (KinDownloadPage *self)
{
  take_notification_back (self);
  kin_page_set_attention (KIN_PAGE (self), NULL);
}

/* To look at the file is the next step now, and what was before is none any more. */
static void
add_file (KinDownloadPage *self,
          const char      *path,
          const char      *safe_name)
{
  /* Translators: %s is the name of a file. */
  g_autofree char *words = g_strdup_printf (_("Look at %s"), safe_name);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (self->files));
  GtkWidget *button = kin_wide_button_new (words);

  gtk_widget_remove_css_class (before != NULL ? before : self->website, "suggested-action");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.look-at");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_looked), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (self->files, button);
  gtk_widget_set_visible (self->came, TRUE);
  if (gtk_widget_is_focus (GTK_WIDGET (self->watch_button)))
    gtk_widget_grab_focus (button);
}

static void
on_arrived (KinDownloadPage *self,
            const char      *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *safe_name = kin_text_isolate (name);
  /* Translators: %s is the name of a file. */
  g_autofree char *words = g_strdup_printf (_("A new file has arrived: %s"), safe_name);

  add_file (self, path, safe_name);
  gtk_widget_set_visible (GTK_WIDGET (self->watching), FALSE);
  kin_page_say (KIN_PAGE (self), self->news, words);
  notify_desktop (self);
}

/* Watching */

static void
say_watching (KinDownloadPage *self,
              const char      *words)
{
  gboolean is_active = kin_download_watch_get_is_active (self->watch);

  gtk_button_set_label (self->watch_button, is_active ? _("Stop watching")
                                                      : _("Tell me when the file is here"));
  gtk_label_set_label (self->watching, words);
  gtk_widget_set_visible (GTK_WIDGET (self->watching), TRUE);
  kin_page_set_attention (KIN_PAGE (self), words);
}

static char *
until_to_words (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, KIN_DOWNLOAD_WATCH_SECONDS);
  /* Translators: a time of day, as for g_date_time_format(). */
  g_autofree char *time = g_date_time_format (then, _("%H:%M"));

  /* Translators: %s is a time of day. */
  return g_strdup_printf (_("Waiting for a new file until %s."), time);
}

static void
on_ended (KinDownloadPage *self)
{
  say_watching (self, _("The wait for a file has ended. You can start it again."));
}

static void
on_watch_clicked (KinDownloadPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *until = until_to_words ();

  if (kin_download_watch_get_is_active (self->watch))
    {
      kin_download_watch_stop (self->watch);
      say_watching (self, _("Kinchart does not watch the folder any more."));
    }
  else if (kin_download_watch_start (self->watch, &error))
    {
      say_watching (self, until);
    }
  else
    {
      g_warning ("Watching the folder for downloads: %s", error->message);
      say_watching (self, _("Your Downloads folder cannot be watched. Save the file, then choose"
                            " “I have the file already”."));
    }
}

static void
on_ask (KinDownloadPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_copy_page_new (self->name));
}

/* Whoever sees the page sees the files. */
static void
kin_download_page_shown (KinPage *page)
{
  take_notification_back (KIN_DOWNLOAD_PAGE (page));
}

static void
kin_download_page_unroot (GtkWidget *widget)
{
  KinDownloadPage *self = KIN_DOWNLOAD_PAGE (widget);

  kin_download_watch_stop (self->watch);
  take_notification_back (self);

  GTK_WIDGET_CLASS (kin_download_page_parent_class)->unroot (widget);
}

static void
kin_download_page_finalize (GObject *object)
{
  KinDownloadPage *self = KIN_DOWNLOAD_PAGE (object);

  g_free (self->name);
  g_object_unref (self->watch);

  G_OBJECT_CLASS (kin_download_page_parent_class)->finalize (object);
}

static void
kin_download_page_class_init (KinDownloadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_download_page_finalize;
  widget_class->unroot = kin_download_page_unroot;
  KIN_PAGE_CLASS (klass)->shown = kin_download_page_shown;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-download-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, came);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, news);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, files);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, address);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, website);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, button);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, watching);
  gtk_widget_class_bind_template_child (widget_class, KinDownloadPage, watch_button);
  gtk_widget_class_bind_template_callback (widget_class, clear_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_open_website);
  gtk_widget_class_bind_template_callback (widget_class, on_watch_clicked);
}

static void
kin_download_page_init (KinDownloadPage *self)
{
  g_autofree char *folder = kin_download_folder_dup_path ();

  self->watch = kin_download_watch_new (folder, KIN_DOWNLOAD_WATCH_SECONDS);
  g_signal_connect_object (self->watch, "arrived", G_CALLBACK (on_arrived), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_download_page_new:
 * @name: (nullable): what the clinic is called
 * @website: (nullable): the clinic's website, as far as it is known
 *
 * Returns: (transfer full): how to get a file from the clinic, for the person that is set on it
 */
KinPage *
kin_download_page_new (const char *name,
                       const char *website)
{
  KinDownloadPage *self = g_object_new (KIN_TYPE_DOWNLOAD_PAGE, NULL);

  self->name = g_strdup (name);
  if (website != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->address), website);

  return KIN_PAGE (self);
}

/* The names of what is there, in the order in which a person tries them. */
static char *
buttons_to_words (const KinVendor *vendor)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; vendor->buttons[i] != NULL; i++)
    {
      if (i > 0)
        /* Translators: stands between the names of buttons: “Export”, “Download”. */
        g_string_append (words, _(", "));
      /* Translators: quotation marks around the name of a button. */
      g_string_append_printf (words, _("“%s”"), vendor->buttons[i]);
    }

  return g_string_free (words, FALSE);
}

static void
name_buttons (KinDownloadPage *self,
              const KinVendor *vendor)
{
  g_autofree char *buttons = buttons_to_words (vendor);
  g_autofree char *words = NULL;

  if (*buttons == '\0')
    return;

  /* Translators: %s is one name of a button, or several. */
  words = g_strdup_printf (_("3. Look for %s. Clinics change these names: it may also be called "
                             "“Health summary” or “Export”."), buttons);
  gtk_label_set_label (self->button, words);
}

/**
 * kin_download_page_new_clinic:
 * @clinic: one that is known
 *
 * Returns: (transfer full): how to get a file from it, with what the buttons of those who made its
 *   portal are called
 */
KinPage *
kin_download_page_new_clinic (KinClinic *clinic)
{
  g_autoptr (KinVendors) vendors = kin_vendors_new (KIN_VENDORS_RESOURCE);
  g_autofree char *website = kin_clinic_to_website (clinic);
  KinPage *self = kin_download_page_new (kin_clinic_get_name (clinic), website);

  name_buttons (KIN_DOWNLOAD_PAGE (self),
                kin_vendors_find (vendors, kin_clinic_get_vendor (clinic),
                                  kin_clinic_get_address (clinic)));

  return self;
}
