/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery-print-page"

#include "config.h"

#include "kin-print-sheets.h"
#include "kin-problem-page.h"
#include "kin-recovery-print-page.h"
#include "kin-recovery-sheet.h"
#include "kin-recovery-type-page.h"
#include "kin-recovery.h"

/**
 * KinRecoveryPrintPage:
 *
 * The recovery page as it will be on paper: to print, or to write down by hand.
 */
struct _KinRecoveryPrintPage
{
  KinPage         parent_instance;

  GtkLabel       *state;
  KinPrintSheets *sheets;
  GtkLabel       *groups;

  KinFamily      *family;
  KinPrint       *print;
};

G_DEFINE_FINAL_TYPE (KinRecoveryPrintPage, kin_recovery_print_page, KIN_TYPE_PAGE)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What became of a print stays on the page, and is said in the title. */
static void
on_ended (KinRecoveryPrintPage *self,
          const char           *words)
{
  gtk_label_set_label (self->state, words);
  gtk_widget_set_visible (GTK_WIDGET (self->state), TRUE);
  kin_page_set_attention (KIN_PAGE (self), words);
}

static void
on_print (KinRecoveryPrintPage *self)
{
  kin_print_run (self->print, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
on_typed (KinRecoveryPrintPage *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
on_next (KinRecoveryPrintPage *self)
{
  KinPage *page = kin_recovery_type_page_new (self->family);

  g_signal_connect_object (page, "done", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  kin_page_push (KIN_PAGE (self), page);
}

static void
kin_recovery_print_page_dispose (GObject *object)
{
  KinRecoveryPrintPage *self = KIN_RECOVERY_PRINT_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->print);

  G_OBJECT_CLASS (kin_recovery_print_page_parent_class)->dispose (object);
}

static void
kin_recovery_print_page_class_init (KinRecoveryPrintPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_recovery_print_page_dispose;

  /**
   * KinRecoveryPrintPage::done:
   *
   * The code was typed back from paper.
   */
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KIN_TYPE_PRINT_SHEETS);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-recovery-print-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryPrintPage, state);
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryPrintPage, sheets);
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryPrintPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_recovery_print_page_init (KinRecoveryPrintPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static KinPage *
make_page (KinFamily *family,
           KinSecret *code)
{
  KinRecoveryPrintPage *self = g_object_new (KIN_TYPE_RECOVERY_PRINT_PAGE, NULL);
  g_autoptr (KinSecret) groups = kin_recovery_sheet_dup_groups (code);

  gtk_label_set_label (self->groups, kin_secret_get_text (groups));
  self->family = g_object_ref (family);
  self->print = kin_recovery_sheet_new (code);
  kin_print_sheets_show (self->sheets, self->print);
  g_signal_connect_object (self->print, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);

  return KIN_PAGE (self);
}

/* Where a page was asked for, while the code is being made. */
typedef struct
{
  KinPage   *from;
  GtkWidget *button;
  GCallback  typed;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->from);
  g_object_unref (asking->button);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (KinSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  KinPage *page;

  code = kin_recovery_make_finish (KIN_FAMILY (source), result, &error);
  gtk_widget_set_sensitive (asking->button, TRUE);
  if (gtk_widget_get_root (GTK_WIDGET (asking->from)) == NULL)
    return;

  if (code == NULL)
    {
      kin_page_push (asking->from, kin_problem_page_new (error));
      return;
    }

  page = make_page (KIN_FAMILY (source), code);
  g_signal_connect_object (page, "done", asking->typed, asking->from, G_CONNECT_SWAPPED);
  kin_page_push (asking->from, page);
}

/**
 * kin_recovery_print_page_open:
 * @from: the page in front
 * @family: whose records the code is to open
 * @button: what was pressed; it waits until the code is made
 * @typed: called with @from once the code was typed back from paper
 *
 * Makes a recovery code and leads to the page that shows it.
 */
void
kin_recovery_print_page_open (KinPage   *from,
                              KinFamily *family,
                              GtkWidget *button,
                              GCallback  typed)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->from = g_object_ref (from);
  asking->button = g_object_ref (button);
  asking->typed = typed;
  gtk_widget_set_sensitive (button, FALSE);
  kin_recovery_make_async (family, NULL, made_cb, asking);
}
