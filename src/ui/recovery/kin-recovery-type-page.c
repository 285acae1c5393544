/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery-type-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-recovery-fields.h"
#include "kin-recovery-type-page.h"
#include "kin-recovery.h"

/**
 * KinRecoveryTypePage:
 *
 * The code is typed back once, from paper: only then it is sure that the paper can be read.
 */
struct _KinRecoveryTypePage
{
  KinPage            parent_instance;

  KinRecoveryFields *fields;
  GtkLabel          *problem;
  GtkWidget         *next;

  KinFamily         *family;
};

G_DEFINE_FINAL_TYPE (KinRecoveryTypePage, kin_recovery_type_page, KIN_TYPE_PAGE)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
typed_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinRecoveryTypePage) self = user_data;
  g_autoptr (GError) error = NULL;

  kin_recovery_type_finish (KIN_FAMILY (source), result, &error);
  gtk_widget_set_sensitive (self->next, TRUE);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (error == NULL)
    g_signal_emit (self, signals[DONE], 0);
  else
    kin_recovery_fields_refuse (self->fields, self->problem, error, self->next);
}

static void
on_next (KinRecoveryTypePage *self)
{
  g_autofree char *problem = NULL;
  g_autoptr (KinSecret) code = kin_recovery_fields_read (self->fields, &problem);

  kin_recovery_fields_show (self->fields, self->problem, problem);
  if (code == NULL)
    return;

  gtk_widget_set_sensitive (self->next, FALSE);
  kin_recovery_type_async (self->family, code, NULL, typed_cb, g_object_ref (self));
}

static void
on_complete (KinRecoveryTypePage *self)
{
  gtk_widget_grab_focus (self->next);
}

static void
kin_recovery_type_page_dispose (GObject *object)
{
  g_clear_object (&KIN_RECOVERY_TYPE_PAGE (object)->family);

  G_OBJECT_CLASS (kin_recovery_type_page_parent_class)->dispose (object);
}

static void
kin_recovery_type_page_class_init (KinRecoveryTypePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_recovery_type_page_dispose;

  /**
   * KinRecoveryTypePage::done:
   *
   * The code is the one of the records.
   */
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KIN_TYPE_RECOVERY_FIELDS);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-recovery-type-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryTypePage, fields);
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryTypePage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinRecoveryTypePage, next);
  gtk_widget_class_bind_template_callback (widget_class, on_complete);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_recovery_type_page_init (KinRecoveryTypePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_recovery_type_page_new:
 * @family: for whose records a code is in force
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_recovery_type_page_new (KinFamily *family)
{
  KinRecoveryTypePage *self = g_object_new (KIN_TYPE_RECOVERY_TYPE_PAGE, NULL);

  self->family = g_object_ref (family);

  return KIN_PAGE (self);
}
