/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-correct-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-connect-correct-page.h"
#include "kin-page-parts.h"
#include "kin-person-clinics.h"
#include "kin-problem-words.h"
#include "kin-text.h"
#include "kin-way-words.h"

/* As they are offered: who does not know it comes last. */
static const KinWay ways[KIN_N_WAYS] = { KIN_WAY_CONNECT, KIN_WAY_NUMBER, KIN_WAY_DOWNLOAD,
                                         KIN_WAY_ASK, KIN_WAY_PAPER, KIN_WAY_UNKNOWN };

/**
 * KinConnectCorrectPage:
 *
 * What a person knows better about a clinic than the list: its address, and how a record comes from
 * there. It is kept with the person's record.
 */
struct _KinConnectCorrectPage
{
  KinPage    parent_instance;

  GtkLabel  *name;
  GtkLabel  *problem;
  GtkEntry  *address;
  GtkBox    *choices;
  GtkWidget *checks[KIN_N_WAYS];
  GtkWidget *listed;

  KinClinic *clinic;
  KinClinic *wanted;               /* while it is written */
};

G_DEFINE_FINAL_TYPE (KinConnectCorrectPage, kin_connect_correct_page, KIN_TYPE_PAGE)

enum
{
  CORRECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_problem (KinConnectCorrectPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->address),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  kin_page_set_attention (KIN_PAGE (self), NULL);
}

static void
show_problem (KinConnectCorrectPage *self,
              const char            *words)
{
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->address),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  kin_page_set_attention (KIN_PAGE (self), words);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

/* Saving */

static void
show_error (KinConnectCorrectPage *self,
            const GError          *error)
{
  const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));
  /* Translators: what is wrong, and what to do now. */
  g_autofree char *text = g_strdup_printf (_("%1$s. %2$s"), _(words->what), _(words->now));

  show_problem (self, text);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinConnectCorrectPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = kin_person_save_clinic_finish (KIN_PERSON (source), result, &error);

  /* Who went back meanwhile has corrected it all the same. */
  if (saved)
    g_signal_emit (self, signals[CORRECTED], 0, self->wanted);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!saved)
    show_error (self, error);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    kin_page_go_back (KIN_PAGE (self));
}

static void
save (KinConnectCorrectPage *self,
      KinClinic             *wanted,
      gboolean               is_corrected)
{
  g_set_object (&self->wanted, wanted);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  kin_person_save_clinic_async (kin_page_get_person (KIN_PAGE (self)), wanted, is_corrected, NULL,
                                saved_cb, g_object_ref (self));
}

static KinWay
get_chosen (KinConnectCorrectPage *self)
{
  for (guint i = 0; i < KIN_N_WAYS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      return ways[i];

  return KIN_WAY_UNKNOWN;
}

static void
on_save (KinConnectCorrectPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->address));
  g_autofree char *address = kin_address_is_one (typed) ? kin_address_complete (typed) : NULL;
  KinWay way = get_chosen (self);
  g_autoptr (KinClinic) wanted = NULL;

  /* Only who gives no service to apps needs no address. */
  if (address == NULL && (*typed != '\0' || way < KIN_WAY_DOWNLOAD))
    {
      show_problem (self, _("Type the web address that the clinic has for apps."));
      return;
    }

  wanted = kin_clinic_new_with_way (self->clinic, address, way);
  save (self, wanted, TRUE);
}

static void
on_listed (KinConnectCorrectPage *self)
{
  save (self, kin_clinic_get_listed (self->clinic), FALSE);
}

/* What is shown */

static void
add_choices (KinConnectCorrectPage *self)
{
  for (guint i = 0; i < KIN_N_WAYS; i++)
    {
      const char *words = kin_way_to_statement (ways[i]);
      GtkWidget *label = kin_paragraph_new (words);

      /* What may wrap asks for no more than it must have. */
      gtk_widget_set_hexpand (label, TRUE);
      self->checks[i] = kin_choice_new (label, words, i > 0 ? self->checks[0] : NULL);
      gtk_box_append (self->choices, self->checks[i]);
    }
}

static void
show_clinic (KinConnectCorrectPage *self)
{
  g_autofree char *name = kin_text_isolate (kin_clinic_get_name (self->clinic));
  const char *address = kin_clinic_get_address (self->clinic);

  gtk_label_set_label (self->name, name);
  gtk_editable_set_text (GTK_EDITABLE (self->address), address != NULL ? address : "");
  for (guint i = 0; i < KIN_N_WAYS; i++)
    if (ways[i] == kin_clinic_get_way (self->clinic))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), TRUE);
}

static void
kin_connect_correct_page_person_set (KinPage *page)
{
  KinConnectCorrectPage *self = KIN_CONNECT_CORRECT_PAGE (page);

  gtk_widget_set_visible (self->listed,
                          kin_person_has_corrected_clinic (kin_page_get_person (page),
                                                           self->clinic));
}

static void
kin_connect_correct_page_dispose (GObject *object)
{
  KinConnectCorrectPage *self = KIN_CONNECT_CORRECT_PAGE (object);

  g_clear_object (&self->clinic);
  g_clear_object (&self->wanted);

  G_OBJECT_CLASS (kin_connect_correct_page_parent_class)->dispose (object);
}

static void
kin_connect_correct_page_class_init (KinConnectCorrectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_connect_correct_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_connect_correct_page_person_set;

  /**
   * KinConnectCorrectPage::corrected:
   * @clinic: as it is from now on
   */
  signals[CORRECTED] = g_signal_new ("corrected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, KIN_TYPE_CLINIC);

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-correct-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectCorrectPage, name);
  gtk_widget_class_bind_template_child (widget_class, KinConnectCorrectPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinConnectCorrectPage, address);
  gtk_widget_class_bind_template_child (widget_class, KinConnectCorrectPage, choices);
  gtk_widget_class_bind_template_child (widget_class, KinConnectCorrectPage, listed);
  gtk_widget_class_bind_template_callback (widget_class, clear_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_listed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
kin_connect_correct_page_init (KinConnectCorrectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_choices (self);
}

/**
 * kin_connect_correct_page_new:
 * @clinic: of the list
 *
 * Returns: (transfer full): where the person that is set on it says what is wrong with it
 */
KinPage *
kin_connect_correct_page_new (KinClinic *clinic)
{
  KinConnectCorrectPage *self = g_object_new (KIN_TYPE_CONNECT_CORRECT_PAGE, NULL);

  self->clinic = g_object_ref (clinic);
  show_clinic (self);

  return KIN_PAGE (self);
}
