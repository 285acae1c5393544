/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-disconnect-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-clinic-words.h"
#include "kin-disconnect-page.h"
#include "kin-disconnect.h"
#include "kin-home-page.h"
#include "kin-page-parts.h"
#include "kin-person-record.h"
#include "kin-problem-words.h"
#include "kin-text.h"

/**
 * KinDisconnectPage:
 *
 * Ends the connection to a clinic. The copy stays unless the person wants it erased, now or later
 * from the page of what has ended.
 */
struct _KinDisconnectPage
{
  KinPage        parent_instance;

  GtkLabel      *words;
  GtkWidget     *keep;
  GtkWidget     *erase;

  KinConnection *connection;
  gboolean       was_over;         /* nothing is left to do but to erase */
  gboolean       erasing;
  char          *management;
  gboolean       revoked;
};

G_DEFINE_FINAL_TYPE (KinDisconnectPage, kin_disconnect_page, KIN_TYPE_PAGE)

static void
on_home (KinPage *page)
{
  kin_page_start_with (page, kin_home_page_new ());
}

static void
end_with (KinDisconnectPage *self,
          const char        *what,
          const char        *now)
{
  KinPage *advice = kin_advice_page_new (what, now);
  GtkWidget *home = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go to Home"));

  g_signal_connect_object (home, "clicked", G_CALLBACK (on_home), advice, G_CONNECT_SWAPPED);
  kin_page_replace (KIN_PAGE (self), advice);
}

static void
end_with_error (KinDisconnectPage *self,
                const GError      *error)
{
  const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));

  end_with (self, _(words->what), _(words->now));
}

static void
end_well (KinDisconnectPage *self)
{
  g_autofree char *where = NULL;
  g_autofree char *now = NULL;
  const char *copy = self->erasing ? _("Its copy is erased from this computer.")
                                   : _("What came from it stays here.");

  if (self->was_over)
    {
      end_with (self, _("The copy is erased"), _("What came from this clinic is not on this"
                                                 " computer any more."));
      return;
    }

  if (self->revoked)
    now = g_strdup (copy);
  else if (self->management != NULL)
    {
      where = kin_text_isolate (self->management);
      /* Translators: a sentence, then a web address. */
      now = g_strdup_printf (_("%1$s The clinic could not be told. Remove Kinchart on its page"
                               " too: %2$s"), copy, where);
    }
  else
    /* Translators: %s is a sentence. */
    now = g_strdup_printf (_("%s The clinic could not be told. Remove Kinchart on its website"
                             " too."), copy);

  end_with (self, _("The clinic is disconnected"), now);
}

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinDisconnectPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = kin_source_erase_finish (result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (done)
    end_well (self);
  else
    end_with_error (self, error);
}

static void
erase (KinDisconnectPage *self)
{
  kin_source_erase_async (kin_page_get_person (KIN_PAGE (self)), self->connection, NULL, erased_cb,
                          g_object_ref (self));
}

static void
disconnected_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (KinDisconnectPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = kin_disconnect_finish (result, &self->revoked, &self->management, &error);

  if (done && self->erasing)
    erase (self);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  else if (done)
    end_well (self);
  else
    end_with_error (self, error);
}

static void
disconnect (KinDisconnectPage *self,
            gboolean           erasing)
{
  self->erasing = erasing;
  gtk_widget_set_sensitive (self->keep, FALSE);
  gtk_widget_set_sensitive (self->erase, FALSE);
  if (self->was_over)
    {
      kin_page_set_attention (KIN_PAGE (self), _("Erasing the copy"));
      erase (self);
      return;
    }

  kin_page_set_attention (KIN_PAGE (self), _("Disconnecting"));
  kin_disconnect_async (kin_page_get_person (KIN_PAGE (self)), self->connection, NULL,
                        disconnected_cb, g_object_ref (self));
}

static void
on_keep (KinDisconnectPage *self)
{
  if (self->was_over)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  else
    disconnect (self, FALSE);
}

static void
on_erase_response (KinDisconnectPage *self,
                   const char        *response)
{
  if (g_str_equal (response, KIN_LAST_QUESTION_YES))
    disconnect (self, TRUE);
}

/* Erasing cannot be undone: the one thing that is asked twice. */
static void
on_erase (KinDisconnectPage *self)
{
  const char *words = _("What came from this clinic leaves this computer for good.");
  GtkWindow *dialog;

  if (kin_person_keeps_damaged (kin_page_get_person (KIN_PAGE (self)), self->connection))
    words = _("What came from this clinic leaves this computer for good. So do damaged files"
              " that were kept.");
  dialog = kin_last_question_new (GTK_WIDGET (self), _("Erase the copy?"), words, _("Erase it"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_erase_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
kin_disconnect_page_finalize (GObject *object)
{
  KinDisconnectPage *self = KIN_DISCONNECT_PAGE (object);

  g_clear_object (&self->connection);
  g_free (self->management);

  G_OBJECT_CLASS (kin_disconnect_page_parent_class)->finalize (object);
}

static void
kin_disconnect_page_class_init (KinDisconnectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_disconnect_page_finalize;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-disconnect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinDisconnectPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinDisconnectPage, keep);
  gtk_widget_class_bind_template_child (widget_class, KinDisconnectPage, erase);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_erase);
}

static void
kin_disconnect_page_init (KinDisconnectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_disconnect_page_new:
 * @connection: of the person that will be set on the page
 *
 * Returns: (transfer full): the choice between keeping and erasing the copy, or the way to erase
 *   what is left of a connection that is over
 */
KinPage *
kin_disconnect_page_new (KinConnection *connection)
{
  KinDisconnectPage *self = g_object_new (KIN_TYPE_DISCONNECT_PAGE, NULL);
  g_autofree char *name = kin_clinic_name_to_words (connection);
  g_autofree char *words = NULL;

  self->connection = g_object_ref (connection);
  self->was_over = kin_connection_state_is_over (kin_connection_get_state (connection));
  words = g_strdup_printf (self->was_over
                           /* Translators: %s is the name of a clinic. */
                           ? _("%s is not asked for anything any more. What came from it is kept"
                               " until you erase it.")
                           /* Translators: %s is the name of a clinic. */
                           : _("Kinchart will not ask %s for anything any more."), name);
  gtk_label_set_label (self->words, words);
  if (self->was_over)
    {
      kin_page_set_title (KIN_PAGE (self), _("Erase what is kept?"));
      gtk_button_set_label (GTK_BUTTON (self->keep), _("Keep the copy"));
      gtk_button_set_label (GTK_BUTTON (self->erase), _("Erase the copy"));
    }

  return KIN_PAGE (self);
}
