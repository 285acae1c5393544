/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-page-parts.h"
#include "kin-problem-page.h"
#include "kin-recovery-page.h"
#include "kin-recovery-print-page.h"
#include "kin-recovery-type-page.h"
#include "kin-recovery.h"

/**
 * KinRecoveryPage:
 *
 * What a recovery page is for, whether there is one, and what can be done with it.
 */
struct _KinRecoveryPage
{
  KinPage    parent_instance;

  GtkLabel  *state;
  GtkWidget *print;
  GtkWidget *type;
  GtkWidget *forget;

  KinFamily *family;
};

G_DEFINE_FINAL_TYPE (KinRecoveryPage, kin_recovery_page, KIN_TYPE_PAGE)

/**
 * kin_recovery_get_words:
 *
 * Returns: whether there is a recovery page for the records here
 */
const char *
kin_recovery_get_words (void)
{
  switch (kin_recovery_get_state (NULL))
    {
    case KIN_RECOVERY_TYPED:
      return _("You have a recovery page, and it works.");
    case KIN_RECOVERY_RENEWED:
      return _("You have a recovery page, and it works. A new one was made. Type its code back"
               " once, so that you know it works too.");
    case KIN_RECOVERY_PRINTED:
      return _("A recovery page was made. Type its code back once, so that you know it works.");
    case KIN_RECOVERY_NONE:
    default:
      return _("You have no recovery page yet.");
    }
}

static void
update (KinRecoveryPage *self)
{
  KinRecoveryState state = kin_recovery_get_state (NULL);

  gtk_label_set_label (self->state, kin_recovery_get_words ());
  gtk_widget_set_visible (self->type, state == KIN_RECOVERY_PRINTED ||
                                      state == KIN_RECOVERY_RENEWED);
  gtk_widget_set_visible (self->forget, state != KIN_RECOVERY_NONE);
  gtk_button_set_label (GTK_BUTTON (self->print), state == KIN_RECOVERY_NONE
                                                  ? _("Print a recovery page")
                                                  : _("Print a new recovery page"));
}

static void
on_typed (KinRecoveryPage *self)
{
  KinPage *page = kin_recovery_page_new (self->family);

  kin_page_set_attention (page, _("Your recovery page works"));
  kin_page_replace (KIN_PAGE (self), page);
}

static void
on_print (KinRecoveryPage *self)
{
  kin_recovery_print_page_open (KIN_PAGE (self), self->family, self->print,
                                G_CALLBACK (on_typed));
}

static void
on_type (KinRecoveryPage *self)
{
  KinPage *page = kin_recovery_type_page_new (self->family);

  g_signal_connect_object (page, "done", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  kin_page_push (KIN_PAGE (self), page);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (KinRecoveryPage) self = user_data;
  g_autoptr (GError) error = NULL;

  kin_recovery_forget_finish (KIN_FAMILY (source), result, &error);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_grab_focus (self->print);
  update (self);
  if (error == NULL)
    kin_page_set_attention (KIN_PAGE (self), _("The recovery page opens nothing any more"));
  else
    kin_page_push (KIN_PAGE (self), kin_problem_page_new (error));
}

static void
on_response (KinRecoveryPage *self,
             const char      *response)
{
  if (g_str_equal (response, KIN_LAST_QUESTION_YES))
    kin_recovery_forget_async (self->family, NULL, forgotten_cb, g_object_ref (self));
}

/* Not to be undone: the paper would be of no use, whoever finds it again. */
static void
on_forget (KinRecoveryPage *self)
{
  GtkWindow *dialog = kin_last_question_new
    (GTK_WIDGET (self), _("Forget the recovery page?"),
     _("The page on paper opens nothing any more. This cannot be undone."), _("Forget the page"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/* What was done on the pages after this one. */
static void
kin_recovery_page_shown (KinPage *page)
{
  update (KIN_RECOVERY_PAGE (page));
}

static void
kin_recovery_page_dispose (GObject *object)
{
  g_clear_object (&KIN_RECOVERY_PAGE (object)->family);

  G_OBJECT_CLASS (kin_recovery_page_parent_class)->dispose (object);
}

static void
kin_recovery_page_class_init (KinRecoveryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_recovery_page_dispose;
  KIN_PAGE_CLASS (klass)->shown = kin_recovery_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-recovery-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryPage, state);
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryPage, print);
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryPage, type);
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryPage, forget);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_type);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
}

static void
kin_recovery_page_init (KinRecoveryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_recovery_page_new:
 * @family: with at least one person
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_recovery_page_new (KinFamily *family)
{
  KinRecoveryPage *self = g_object_new (KIN_TYPE_RECOVERY_PAGE, NULL);

  self->family = g_object_ref (family);

  return KIN_PAGE (self);
}
