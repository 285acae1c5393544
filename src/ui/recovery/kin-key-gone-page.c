/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-key-gone-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-begin-again-page.h"
#include "kin-key-gone-page.h"
#include "kin-problem-page.h"
#include "kin-problem-words.h"
#include "kin-recovery-fields.h"
#include "kin-recovery.h"

/**
 * KinKeyGonePage:
 *
 * The keyring does not give the key any more, and there is a recovery page: its code opens the
 * records.
 */
struct _KinKeyGonePage
{
  KinPage            parent_instance;

  GtkLabel          *advice;
  GtkWidget         *how;
  KinRecoveryFields *fields;
  GtkLabel          *problem;
  GtkWidget         *open;

  KinFamily         *family;       /* NULL: it could not be opened */
  gboolean           is_open;
};

G_DEFINE_FINAL_TYPE (KinKeyGonePage, kin_key_gone_page, KIN_TYPE_PAGE)

enum
{
  OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Said before the records are shown, or the next start would ask for a paper that is gone. */
static void
show_held (KinKeyGonePage *self,
           KinFamily      *family)
{
  g_set_object (&self->family, family);
  self->is_open = TRUE;
  kin_page_set_title (KIN_PAGE (self), _("Keep your recovery page"));
  gtk_label_set_label (self->advice,
                       _("Your records are open. The password store (keyring) did not take the key,"
                         " so Kinchart asks for this code again when it starts."));
  gtk_widget_set_visible (self->how, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->fields), FALSE);
  gtk_button_set_label (GTK_BUTTON (self->open), _("Go on"));
  gtk_widget_grab_focus (self->open);
}

static void
finish (KinKeyGonePage *self,
        KinFamily      *family,
        const GError   *error)
{
  gtk_widget_set_sensitive (self->open, TRUE);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (error != NULL)
    kin_recovery_fields_refuse (self->fields, self->problem, error, self->open);
  else if (kin_recovery_is_held (family))
    show_held (self, family);
  else
    g_signal_emit (self, signals[OPENED], 0, family);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinKeyGonePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinFamily) family = kin_recovery_open_finish (result, &error);

  finish (self, family, error);
}

static void
brought_back_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (KinKeyGonePage) self = user_data;
  g_autoptr (GError) error = NULL;

  kin_recovery_bring_back_finish (KIN_FAMILY (source), result, &error);
  finish (self, KIN_FAMILY (source), error);
}

static void
on_open (KinKeyGonePage *self)
{
  g_autofree char *problem = NULL;
  g_autoptr (KinSecret) code = NULL;

  if (self->is_open)
    {
      g_signal_emit (self, signals[OPENED], 0, self->family);
      return;
    }

  code = kin_recovery_fields_read (self->fields, &problem);
  kin_recovery_fields_show (self->fields, self->problem, problem);
  if (code == NULL)
    return;

  gtk_widget_set_sensitive (self->open, FALSE);
  if (self->family != NULL)
    kin_recovery_bring_back_async (self->family, code, NULL, brought_back_cb, g_object_ref (self));
  else
    kin_recovery_open_async (NULL, code, NULL, opened_cb, g_object_ref (self));
}

static void
on_complete (KinKeyGonePage *self)
{
  gtk_widget_grab_focus (self->open);
}

static void
kin_key_gone_page_dispose (GObject *object)
{
  g_clear_object (&KIN_KEY_GONE_PAGE (object)->family);

  G_OBJECT_CLASS (kin_key_gone_page_parent_class)->dispose (object);
}

static void
kin_key_gone_page_class_init (KinKeyGonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_key_gone_page_dispose;

  /**
   * KinKeyGonePage::opened:
   * @family: the family; its keys are there again
   */
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, KIN_TYPE_FAMILY);

  g_type_ensure (KIN_TYPE_RECOVERY_FIELDS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-key-gone-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinKeyGonePage, advice);
  gtk_widget_class_bind_template_child (widget_class, KinKeyGonePage, how);
  gtk_widget_class_bind_template_child (widget_class, KinKeyGonePage, fields);
  gtk_widget_class_bind_template_child (widget_class, KinKeyGonePage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinKeyGonePage, open);
  gtk_widget_class_bind_template_callback (widget_class, on_complete);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
kin_key_gone_page_init (KinKeyGonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_key_gone_page_can_help:
 * @error: what came in place of a record
 *
 * Returns: whether it is the keyring's, and there is a recovery page
 */
gboolean
kin_key_gone_page_can_help (const GError *error)
{
  switch (kin_problem_from_error (error))
    {
    case KIN_PROBLEM_KEYRING_NO_SERVICE:
    case KIN_PROBLEM_KEYRING_LOCKED:
    case KIN_PROBLEM_KEYRING_MISSING:
    case KIN_PROBLEM_KEYRING_FAILED:
      return kin_recovery_get_state (NULL) != KIN_RECOVERY_NONE;
    default:
      return FALSE;
    }
}

/**
 * kin_key_gone_page_new:
 * @family: (nullable): the family, where only a person's record stays closed
 * @error: what the keyring said
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_key_gone_page_new (KinFamily    *family,
                       const GError *error)
{
  KinKeyGonePage *self = g_object_new (KIN_TYPE_KEY_GONE_PAGE, NULL);
  const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));

  g_set_object (&self->family, family);
  if (kin_problem_from_error (error) != KIN_PROBLEM_KEYRING_MISSING)
    {
      kin_page_set_title (KIN_PAGE (self), _(words->what));
      gtk_label_set_label (self->advice, _(words->now));
    }

  return KIN_PAGE (self);
}

/* Back where a person was chosen, who can be chosen again. */
static void
on_opened (KinPage   *from,
           KinFamily *family,
           KinPage   *page)
{
  if (!kin_recovery_is_held (family))
    kin_page_set_attention (from, _("The key is in the password store again"));
  kin_page_go_back (page);
}

/**
 * kin_key_gone_page_open:
 * @from: the page where a person was chosen
 * @family: the family
 * @person: who was chosen
 * @error: what came in place of the record
 *
 * Says what is wrong; where it is the keyring's, and there is a recovery page, its code is asked
 * for and leads back. A record that is lost can begin again.
 */
void
kin_key_gone_page_open (KinPage      *from,
                        KinFamily    *family,
                        KinPerson    *person,
                        const GError *error)
{
  KinPage *page;

  if (kin_begin_again_page_can_help (error))
    {
      kin_page_push (from, kin_begin_again_page_new (person));
      return;
    }

  if (!kin_key_gone_page_can_help (error))
    {
      kin_page_push (from, kin_problem_page_new (error));
      return;
    }

  page = kin_key_gone_page_new (family, error);
  g_signal_connect_object (page, "opened", G_CALLBACK (on_opened), from, G_CONNECT_SWAPPED);
  kin_page_push (from, page);
}
