/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-public-key"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-page.h"
#include "kin-person-key.h"
#include "kin-problem-words.h"
#include "kin-public-key.h"
#include "kin-wide-button.h"

/**
 * KinPublicKey:
 *
 * A part of a page: what a vendor wants that knows apps by a key. The other half of it stays in the
 * keyring, and is used with the number if the person says so.
 */
struct _KinPublicKey
{
  GtkWidget       parent_instance;

  GtkLabel       *said;
  GtkCheckButton *given;

  KinPerson      *person;
  char           *vendor;
  char           *address;
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (KinPublicKey, kin_public_key, GTK_TYPE_WIDGET)

static void
say (KinPublicKey *self,
     const char   *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  if (page != NULL)
    kin_page_say (KIN_PAGE (page), self->said, words);
}

static const char *
words_of (const GError *error)
{
  KinProblem problem = kin_problem_from_error (error);

  return problem == KIN_PROBLEM_SIGN_IN_CLIENT
         ? _("This clinic takes no public keys. Nothing was copied.")
         : _(kin_problem_get_words (problem)->what);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (KinPublicKey) self = user_data;
  g_autofree char *public = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSecret) key = kin_person_make_key_finish (KIN_PERSON (source), result, &public,
                                                          &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (key == NULL)
    {
      say (self, words_of (error));
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), public);
  gtk_widget_set_visible (GTK_WIDGET (self->given), TRUE);
  gtk_check_button_set_active (self->given, TRUE);
  say (self, _("The public key is copied. Paste it on the page for app makers."));
}

static void
on_copy (KinPublicKey *self)
{
  say (self, _("Looking for the clinic…"));
  kin_person_make_key_async (self->person, self->vendor, self->address, self->cancellable, made_cb,
                             g_object_ref (self));
}

static void
kin_public_key_dispose (GObject *object)
{
  KinPublicKey *self = KIN_PUBLIC_KEY (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_public_key_parent_class)->dispose (object);
}

static void
kin_public_key_finalize (GObject *object)
{
  KinPublicKey *self = KIN_PUBLIC_KEY (object);

  g_clear_object (&self->person);
  g_free (self->vendor);
  g_free (self->address);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (kin_public_key_parent_class)->finalize (object);
}

static void
kin_public_key_class_init (KinPublicKeyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kin_public_key_dispose;
  object_class->finalize = kin_public_key_finalize;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-public-key.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPublicKey, said);
  gtk_widget_class_bind_template_child (widget_class, KinPublicKey, given);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
kin_public_key_init (KinPublicKey *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_public_key_set_vendor:
 * @vendor: as kin_vendor_dup_key() names it
 * @address: of the clinic
 * @is_ready: whether a number is used there already
 *
 * Called once. Somebody who copied the key, and waits for the number, need not say that again.
 */
void
kin_public_key_set_vendor (KinPublicKey *self,
                           KinPerson    *person,
                           const char   *vendor,
                           const char   *address,
                           gboolean      is_ready)
{
  gboolean is_known = kin_person_has_key (person, vendor);

  g_return_if_fail (KIN_IS_PUBLIC_KEY (self));
  g_return_if_fail (self->person == NULL);

  self->person = g_object_ref (person);
  self->vendor = g_strdup (vendor);
  self->address = g_strdup (address);
  gtk_widget_set_visible (GTK_WIDGET (self->given), is_known);
  gtk_check_button_set_active (self->given, is_known && !is_ready);
}

/**
 * kin_public_key_is_given:
 *
 * Returns: whether the number goes with the key
 */
gboolean
kin_public_key_is_given (KinPublicKey *self)
{
  g_return_val_if_fail (KIN_IS_PUBLIC_KEY (self), FALSE);

  return gtk_check_button_get_active (self->given);
}
