/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-number-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-connect-number-page.h"
#include "kin-connect-steps-page.h"
#include "kin-date-words.h"
#include "kin-download-page.h"
#include "kin-person-clinics.h"
#include "kin-person-key.h"
#include "kin-problem-words.h"
#include "kin-public-key.h"
#include "kin-set-up-steps.h"
#include "kin-set-up-words.h"
#include "kin-set-ups.h"
#include "kin-sign-in.h"

#define DAYS_UNTIL_REMINDED 2

#define ABOUT_TRYING N_("Kinchart can ask the clinic whether it knows the number, before you sign" \
                        " in.")

/**
 * KinConnectNumberPage:
 *
 * How a person gets a number for Kinchart where a clinic lets in only apps that have one. What is
 * typed is kept at once, but for the secret; it is used after "Next". Where a number is in use
 * already, nothing of it changes before that.
 */
struct _KinConnectNumberPage
{
  KinPage       parent_instance;

  KinSetUpSteps *steps;
  GtkLabel     *problem;
  GtkEntry     *number;
  GtkEntry     *redirect;
  GtkWidget    *secret;
  KinPublicKey *public_key;
  GtkLabel     *tried;
  GtkWidget    *waiting;           /* for a number that is not in use yet */
  GtkLabel     *reminded;

  KinClinic    *clinic;
  KinVendors   *vendors;
  char         *key;               /* what the number is kept by */
  gboolean      is_filled;
  gboolean      is_saving;         /* after "Next" */
  gboolean      is_ready;          /* a number is in use, and stays so until the next is taken */
  GCancellable *cancellable;       /* of what was asked about the number that stands there */
};

G_DEFINE_FINAL_TYPE (KinConnectNumberPage, kin_connect_number_page, KIN_TYPE_PAGE)

static char *
dup_stripped (GtkEntry *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
show_problem (KinConnectNumberPage *self,
              const char           *what,
              GtkEntry             *where)
{
  gtk_label_set_label (self->problem, what);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (where), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  what, -1);
  kin_page_set_attention (KIN_PAGE (self), what);
  gtk_widget_grab_focus (GTK_WIDGET (where));
}

/* (nullable): what was typed, from the field's own safe memory, without the spaces that come with
 * it when it is copied. */
static KinSecret *
dup_secret (KinConnectNumberPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->secret));
  gsize length;

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  return length > 0 ? kin_secret_new (text, length) : NULL;
}

/* The clinic with what was typed, empty fields left out. */
static KinClinic *
make_clinic (KinConnectNumberPage *self,
             KinSecret            *secret)
{
  g_autofree char *number = dup_stripped (self->number);
  g_autofree char *redirect = dup_stripped (self->redirect);

  return kin_clinic_new_with_set_up (self->clinic, *number != '\0' ? number : NULL, secret,
                                     *redirect != '\0' ? redirect : NULL, NULL);
}

static gboolean
check_typed (KinConnectNumberPage *self)
{
  g_autofree char *number = dup_stripped (self->number);
  g_autofree char *redirect = dup_stripped (self->redirect);

  if (*number == '\0')
    {
      show_problem (self, _("Type the number you got for Kinchart"), self->number);
      return FALSE;
    }
  if (*redirect != '\0' && !kin_sign_in_can_return_to (redirect))
    {
      show_problem (self, _("A return address begins with http://127.0.0.1: and a port, or with"
                            " https://"), self->redirect);
      return FALSE;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  kin_page_set_attention (KIN_PAGE (self), NULL);

  return TRUE;
}

/* Keeping it */

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_set_ups_save_finish (KIN_SET_UPS (source), result, &error))
    g_warning ("Keeping a number: %s", error->message);
}

/* What was asked before was about another number. */
static void
forget_tried (KinConnectNumberPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (self->tried, _(ABOUT_TRYING));
  gtk_widget_remove_css_class (GTK_WIDGET (self->tried), "kin-said");
  kin_page_set_attention (KIN_PAGE (self), NULL);
}

static void
on_typed (KinConnectNumberPage *self)
{
  g_autoptr (KinClinic) clinic = NULL;
  KinPerson *person;

  if (!self->is_filled)
    return;

  forget_tried (self);
  if (self->is_ready)
    return;

  clinic = make_clinic (self, NULL);
  person = kin_page_get_person (KIN_PAGE (self));
  kin_set_ups_save_async (kin_person_get_set_ups (person), self->key, clinic, FALSE, NULL, kept_cb,
                          NULL);
}

/* Being reminded */

static GDateTime *
day_of_reminder (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_add_days (now, DAYS_UNTIL_REMINDED);
}

static void
reminded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (KinConnectNumberPage) self = user_data;
  g_autoptr (GDateTime) then = day_of_reminder ();
  g_autofree char *date = g_date_time_format (then, "%Y-%m-%d");
  g_autofree char *day = kin_date_to_words (date);
  /* Translators: %s is a day. */
  g_autofree char *words = g_strdup_printf (_("Kinchart asks you on %s whether it has come."),
                                            day);
  g_autoptr (GError) error = NULL;

  if (kin_set_ups_save_finish (KIN_SET_UPS (source), result, &error))
    kin_page_say (KIN_PAGE (self), self->reminded, words);
  else
    kin_page_say (KIN_PAGE (self), self->reminded,
                  _(kin_problem_get_words (kin_problem_from_error (error))->what));
}

static void
on_remind (KinConnectNumberPage *self)
{
  g_autoptr (KinSecret) secret = dup_secret (self);
  g_autoptr (KinClinic) clinic = make_clinic (self, secret);
  g_autoptr (GDateTime) then = day_of_reminder ();
  g_autofree char *date = g_date_time_format (then, "%Y-%m-%d");
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  kin_set_ups_save_async (kin_person_get_set_ups (person), self->key, clinic, FALSE, date,
                          reminded_cb, g_object_ref (self));
}

/* Using it */

static void
set_ready (KinConnectNumberPage *self,
           gboolean              is_ready)
{
  self->is_ready = is_ready;
  gtk_widget_set_visible (self->waiting, !is_ready);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinConnectNumberPage) self = user_data;
  g_autoptr (KinClinic) clinic = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_ready;

  self->is_saving = FALSE;
  if (!kin_set_ups_save_finish (KIN_SET_UPS (source), result, &error))
    {
      kin_page_say (KIN_PAGE (self), self->tried,
                    _(kin_problem_get_words (kin_problem_from_error (error))->what));
      return;
    }

  clinic = kin_set_ups_apply (KIN_SET_UPS (source), self->key, self->clinic, &is_ready);
  set_ready (self, is_ready);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    kin_page_push (KIN_PAGE (self), kin_connect_steps_page_new (clinic));
}

static void
use (KinConnectNumberPage *self,
     KinSecret            *secret)
{
  g_autoptr (KinClinic) clinic = make_clinic (self, secret);
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  kin_set_ups_save_async (kin_person_get_set_ups (person), self->key, clinic, TRUE, NULL, saved_cb,
                          g_object_ref (self));
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (KinConnectNumberPage) self = user_data;
  g_autofree char *public = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSecret) key = kin_person_make_key_finish (KIN_PERSON (source), result, &public,
                                                          &error);

  self->is_saving = key != NULL;
  if (key != NULL)
    use (self, key);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    kin_page_say (KIN_PAGE (self), self->tried,
                  _(kin_problem_get_words (kin_problem_from_error (error))->what));
}

static void
on_next (KinConnectNumberPage *self)
{
  g_autoptr (KinSecret) secret = dup_secret (self);

  if (self->is_saving || !check_typed (self))
    return;

  self->is_saving = TRUE;
  if (secret == NULL && kin_public_key_is_given (self->public_key))
    kin_person_make_key_async (kin_page_get_person (KIN_PAGE (self)), self->key,
                               kin_clinic_get_address (self->clinic), self->cancellable, key_cb,
                               g_object_ref (self));
  else
    use (self, secret);
}

/* Trying it */

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinConnectNumberPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *words = _("The clinic knows this number, as far as Kinchart can tell before you sign"
                        " in.");
  KinProblem problem;

  if (!kin_person_try_number_finish (KIN_PERSON (source), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;

      problem = kin_problem_from_error (error);
      words = problem == KIN_PROBLEM_SIGN_IN_CLIENT
              ? _("The clinic does not know this number. A new one may need 1 or 2 days.")
              : _(kin_problem_get_words (problem)->what);
    }

  kin_page_say (KIN_PAGE (self), self->tried, words);
}

static void
on_try (KinConnectNumberPage *self)
{
  g_autoptr (KinClinic) clinic = NULL;

  if (!check_typed (self))
    return;

  forget_tried (self);
  clinic = make_clinic (self, NULL);
  kin_page_say (KIN_PAGE (self), self->tried, _("Looking for the clinic…"));
  kin_person_try_number_async (kin_page_get_person (KIN_PAGE (self)), clinic, self->cancellable,
                               tried_cb, g_object_ref (self));
}

static void
on_download (KinConnectNumberPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_download_page_new_clinic (self->clinic));
}

/* What is shown */

static void
fill (KinConnectNumberPage *self,
      const KinVendor      *vendor,
      KinClinic            *known)
{
  const char *redirect = kin_clinic_get_redirect (known);

  if (redirect == NULL && !kin_clinic_has_number (known))
    redirect = kin_set_up_to_redirect (vendor);
  if (kin_clinic_has_number (known))
    gtk_editable_set_text (GTK_EDITABLE (self->number), kin_clinic_get_client_id (known));
  gtk_editable_set_text (GTK_EDITABLE (self->redirect), redirect != NULL ? redirect : "");
  self->is_filled = TRUE;
}

static void
kin_connect_number_page_person_set (KinPage *page)
{
  KinConnectNumberPage *self = KIN_CONNECT_NUMBER_PAGE (page);
  KinSetUps *set_ups = kin_person_get_set_ups (kin_page_get_person (page));
  const char *address = kin_clinic_get_address (self->clinic);
  const KinVendor *vendor = kin_vendors_find (self->vendors, kin_clinic_get_vendor (self->clinic),
                                              address);
  g_autoptr (KinClinic) known = NULL;
  gboolean is_ready;

  self->key = kin_vendor_dup_key (vendor, self->clinic);
  known = kin_set_ups_apply (set_ups, self->key, self->clinic, &is_ready);
  set_ready (self, is_ready);
  kin_public_key_set_vendor (self->public_key, kin_page_get_person (page), self->key, address,
                             is_ready);
  kin_set_up_steps_set_vendor (self->steps, vendor, kin_clinic_get_is_trial (self->clinic),
                               kin_vendors_get_date (self->vendors));
  fill (self, vendor,
        known != NULL && !kin_clinic_has_number (self->clinic) ? known : self->clinic);
}

static void
kin_connect_number_page_dispose (GObject *object)
{
  KinConnectNumberPage *self = KIN_CONNECT_NUMBER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->vendors, kin_vendors_free);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (kin_connect_number_page_parent_class)->dispose (object);
}

static void
kin_connect_number_page_class_init (KinConnectNumberPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_connect_number_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_connect_number_page_person_set;

  g_type_ensure (KIN_TYPE_PUBLIC_KEY);
  g_type_ensure (KIN_TYPE_SET_UP_STEPS);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-number-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, steps);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, public_key);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, number);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, redirect);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, secret);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, tried);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, reminded);
  gtk_widget_class_bind_template_callback (widget_class, on_download);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_remind);
  gtk_widget_class_bind_template_callback (widget_class, on_try);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
}

static void
kin_connect_number_page_init (KinConnectNumberPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->vendors = kin_vendors_new (KIN_VENDORS_RESOURCE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->tried, _(ABOUT_TRYING));
}

/**
 * kin_connect_number_page_new:
 * @clinic: that has given a number, or asks for one
 *
 * Returns: (transfer full): the page that asks for it
 */
KinPage *
kin_connect_number_page_new (KinClinic *clinic)
{
  KinConnectNumberPage *self = g_object_new (KIN_TYPE_CONNECT_NUMBER_PAGE, NULL);

  self->clinic = g_object_ref (clinic);

  return KIN_PAGE (self);
}
