/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-need-card"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-columns.h"
#include "kin-need-card.h"
#include "kin-page-parts.h"
#include "kin-wide-button.h"

/**
 * KinNeedCard:
 *
 * One thing that needs the person: what it is, what to do, and a way to see it later. What was
 * put off stays in its place with a way back until the page is left.
 */
struct _KinNeedCard
{
  GtkWidget   parent_instance;

  GtkLabel   *words;
  GtkLabel   *detail;
  KinColumns *buttons;
  GtkWidget  *open;
  GtkWidget  *not_now;
  GtkWidget  *never;              /* NULL: it comes again */
  GtkWidget  *undo;

  char       *detail_words;
};

G_DEFINE_FINAL_TYPE (KinNeedCard, kin_need_card, GTK_TYPE_WIDGET)

enum
{
  OPEN,
  NOT_NOW,
  NEVER,
  UNDO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_open_clicked (KinNeedCard *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

static void
on_not_now_clicked (KinNeedCard *self)
{
  g_signal_emit (self, signals[NOT_NOW], 0);
}

static void
on_never_clicked (KinNeedCard *self)
{
  g_signal_emit (self, signals[NEVER], 0);
}

static void
on_undo_clicked (KinNeedCard *self)
{
  g_signal_emit (self, signals[UNDO], 0);
}

static void
kin_need_card_dispose (GObject *object)
{
  KinNeedCard *self = KIN_NEED_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_need_card_parent_class)->dispose (object);
}

static void
kin_need_card_finalize (GObject *object)
{
  g_free (KIN_NEED_CARD (object)->detail_words);

  G_OBJECT_CLASS (kin_need_card_parent_class)->finalize (object);
}

static void
kin_need_card_class_init (KinNeedCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kin_need_card_dispose;
  object_class->finalize = kin_need_card_finalize;

  /**
   * KinNeedCard::open:
   */
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KinNeedCard::not-now:
   */
  signals[NOT_NOW] = g_signal_new ("not-now", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KinNeedCard::never:
   */
  signals[NEVER] = g_signal_new ("never", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KinNeedCard::undo:
   */
  signals[UNDO] = g_signal_new ("undo", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KIN_TYPE_COLUMNS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-need-card.ui");
  gtk_widget_class_bind_template_child (widget_class, KinNeedCard, words);
  gtk_widget_class_bind_template_child (widget_class, KinNeedCard, detail);
  gtk_widget_class_bind_template_child (widget_class, KinNeedCard, buttons);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kin_need_card_init (KinNeedCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Several cards have a button of the same name: it says for what. */
static GtkWidget *
add_button (KinNeedCard *self,
            const char  *label,
            const char  *words,
            GCallback    callback)
{
  GtkWidget *button = kin_wide_button_new (label);
  g_autofree char *name = kin_row_to_name (label, words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  kin_columns_append (self->buttons, button);

  return button;
}

/**
 * kin_need_card_new:
 * @words: what it is
 * @detail: (nullable): what more there is to know
 * @button: what to do
 * @never: (nullable): what ends it for good
 *
 * Returns: (transfer full): a card
 */
GtkWidget *
kin_need_card_new (const char *words,
                   const char *detail,
                   const char *button,
                   const char *never)
{
  KinNeedCard *self = g_object_new (KIN_TYPE_NEED_CARD, NULL);

  gtk_label_set_label (self->words, words);
  self->detail_words = g_strdup (detail);
  self->open = add_button (self, button, words, G_CALLBACK (on_open_clicked));
  self->not_now = add_button (self, _("Not now"), words, G_CALLBACK (on_not_now_clicked));
  if (never != NULL)
    self->never = add_button (self, never, words, G_CALLBACK (on_never_clicked));
  self->undo = add_button (self, _("Undo"), words, G_CALLBACK (on_undo_clicked));
  gtk_widget_add_css_class (self->open, "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  kin_need_card_set_put_off (self, NULL);

  return GTK_WIDGET (self);
}

/* The focus goes on before what has it goes away. */
static void
move_to (GtkWidget *shown,
         GtkWidget *hidden)
{
  gtk_widget_set_visible (shown, TRUE);
  if (gtk_widget_has_focus (hidden))
    gtk_widget_grab_focus (shown);
  gtk_widget_set_visible (hidden, FALSE);
}

/**
 * kin_need_card_set_put_off:
 * @words: (nullable): until when it is put off; %NULL when it is not
 */
void
kin_need_card_set_put_off (KinNeedCard *self,
                           const char  *words)
{
  const char *detail;

  g_return_if_fail (KIN_IS_NEED_CARD (self));

  detail = words != NULL ? words : self->detail_words;
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);

  if (words != NULL)
    move_to (self->undo, self->not_now);
  else
    move_to (self->not_now, self->undo);
  if (self->never != NULL && words != NULL)
    move_to (self->undo, self->never);
  else if (self->never != NULL)
    gtk_widget_set_visible (self->never, TRUE);
  gtk_widget_set_visible (self->open, words == NULL);
}
