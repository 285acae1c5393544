/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-wide-button"

#include "config.h"

#include "kin-wide-button.h"

/**
 * KinWideButton:
 *
 * A button across the page whose words wrap instead of making the page wider.
 */
struct _KinWideButton
{
  GtkButton parent_instance;
};

G_DEFINE_FINAL_TYPE (KinWideButton, kin_wide_button, GTK_TYPE_BUTTON)

static void
on_label_changed (KinWideButton *self)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (self));

  if (GTK_IS_LABEL (label))
    g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "justify",
                  GTK_JUSTIFY_CENTER, NULL);
}

static void
kin_wide_button_class_init (KinWideButtonClass *klass)
{
}

static void
kin_wide_button_init (KinWideButton *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-wide");
  g_signal_connect (self, "notify::label", G_CALLBACK (on_label_changed), NULL);
}

/**
 * kin_wide_button_new:
 * @words: what it does
 *
 * Returns: (transfer full): a button
 */
GtkWidget *
kin_wide_button_new (const char *words)
{
  return g_object_new (KIN_TYPE_WIDE_BUTTON, "label", words, NULL);
}
