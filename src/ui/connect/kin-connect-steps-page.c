/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-steps-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-browser.h"
#include "kin-clinic-words.h"
#include "kin-connect-correct-page.h"
#include "kin-connect-number-page.h"
#include "kin-connect-steps-page.h"
#include "kin-connect-wait-page.h"
#include "kin-copy-page.h"
#include "kin-download-page.h"
#include "kin-person-clinics.h"
#include "kin-problem-words.h"
#include "kin-text.h"
#include "kin-way-words.h"

/* In this order; the first that is shown is the one that most people want. */
enum
{
  OPEN,
  NUMBER,
  DOWNLOAD,
  ASK,
  WEBSITE,
  OPEN_FILE,
  N_BUTTONS,
};

/**
 * KinConnectStepsPage:
 *
 * How the record comes from a clinic, and what will happen, before the browser opens. Where nobody
 * said how it comes, the clinic is asked; and where a number is needed, as it may give one itself.
 */
struct _KinConnectStepsPage
{
  KinPage       parent_instance;

  GtkLabel     *name;
  GtkLabel     *way;
  GtkLabel     *advice;
  GtkLabel     *signed_in;
  GtkWidget    *steps;
  GtkLabel     *step_1;
  GtkLabel     *step_2;
  GtkLabel     *step_3;
  GtkLabel     *step_4;
  GtkLabel     *made_up;
  GtkWidget    *buttons[N_BUTTONS];
  GtkWidget    *corrected;
  GtkWidget    *correct;

  KinClinic    *clinic;
  GCancellable *cancellable;       /* while the clinic is asked, and after */
};

G_DEFINE_FINAL_TYPE (KinConnectStepsPage, kin_connect_steps_page, KIN_TYPE_PAGE)

enum
{
  PROBED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Going on */

static void
on_open (KinConnectStepsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_wait_page_new (self->clinic));
}

static void
on_number (KinConnectStepsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_number_page_new (self->clinic));
}

static void
on_download (KinConnectStepsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_download_page_new_clinic (self->clinic));
}

static void
on_ask (KinConnectStepsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_copy_page_new (kin_clinic_get_name (self->clinic)));
}

static void
browser_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinConnectStepsPage) self = user_data;
  g_autofree char *website = kin_clinic_to_website (self->clinic);
  g_autofree char *safe_website = kin_text_isolate (website != NULL ? website : "");
  g_autofree char *words = NULL;

  if (kin_browser_open_finish (result, NULL) || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  /* Translators: %s is the address of a web page. */
  words = g_strdup_printf (_("No browser could be opened. Copy this address into one: %s"),
                           safe_website);
  gtk_label_set_label (self->advice, words);
  kin_page_set_attention (KIN_PAGE (self), _("No browser could be opened"));
}

static void
on_website (KinConnectStepsPage *self)
{
  g_autofree char *website = kin_clinic_to_website (self->clinic);

  kin_page_set_attention (KIN_PAGE (self), _("The browser opens"));
  kin_browser_open_async (GTK_WIDGET (self), website, browser_cb, g_object_ref (self));
}

/* What is shown */

static void
show_words (GtkLabel   *label,
            const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static void
show_buttons (KinConnectStepsPage *self,
              guint                which)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < N_BUTTONS; i++)
    {
      gboolean is_shown = (which & (1u << i)) != 0;

      gtk_widget_set_visible (self->buttons[i], is_shown);
      if (is_shown && is_first)
        gtk_widget_add_css_class (self->buttons[i], "suggested-action");
      else
        gtk_widget_remove_css_class (self->buttons[i], "suggested-action");
      is_first = is_first && !is_shown;
    }
}

static guint
buttons_of (KinClinic *clinic)
{
  g_autofree char *page = kin_clinic_to_website (clinic);
  guint website = page != NULL ? 1u << WEBSITE : 0;

  switch (kin_clinic_get_way (clinic))
    {
    case KIN_WAY_NUMBER:
      return 1u << NUMBER | 1u << DOWNLOAD;
    case KIN_WAY_DOWNLOAD:
      return 1u << DOWNLOAD | 1u << ASK | website;
    case KIN_WAY_ASK:
    case KIN_WAY_PAPER:
      return 1u << ASK | website | 1u << OPEN_FILE;
    case KIN_WAY_UNKNOWN:
    case KIN_WAY_CONNECT:
    default:
      return 1u << OPEN | 1u << NUMBER;
    }
}

/* What the person said herself is none. */
static gboolean
is_open_question (KinConnectStepsPage *self)
{
  KinWay way = kin_clinic_get_way (self->clinic);

  return kin_clinic_get_address (self->clinic) != NULL &&
         (way == KIN_WAY_UNKNOWN ||
          (way == KIN_WAY_NUMBER &&
           !kin_person_has_corrected_clinic (kin_page_get_person (KIN_PAGE (self)),
                                             self->clinic)));
}

static void
show_steps (KinConnectStepsPage *self)
{
  g_autofree char *host = kin_address_to_host (kin_clinic_get_address (self->clinic));
  g_autofree char *safe_host = kin_text_isolate (host != NULL ? host : "");
  g_autofree char *second = kin_login_to_words (self->clinic);
  /* Translators: %s is the host of the clinic's address, such as portal.example.org. */
  g_autofree char *first = g_strdup_printf (_("1. Your web browser opens a page of %s."),
                                            safe_host);

  gtk_label_set_label (self->step_1, first);
  gtk_label_set_label (self->step_2, second);
  gtk_label_set_label (self->step_3, _("3. The clinic asks what you allow."));
  gtk_label_set_label (self->step_4, _("4. Kinchart shows whose record it is, and asks before it"
                                       " adds anything."));
}

static void
show_clinic (KinConnectStepsPage *self)
{
  g_autofree char *name = kin_text_isolate (kin_clinic_get_name (self->clinic));
  KinWay way = kin_clinic_get_way (self->clinic);

  show_steps (self);
  show_words (self->name, name);
  show_words (self->way, way != KIN_WAY_UNKNOWN ? kin_way_to_words (way) : NULL);
  show_words (self->advice, kin_way_to_advice (way));
  gtk_widget_set_visible (self->steps, way <= KIN_WAY_CONNECT);
  gtk_widget_set_visible (GTK_WIDGET (self->made_up), kin_clinic_get_made_up (self->clinic));
  show_buttons (self, buttons_of (self->clinic));
  gtk_button_set_label (GTK_BUTTON (self->buttons[NUMBER]),
                        way == KIN_WAY_NUMBER ? _("Get a number for Kinchart")
                                              : _("The clinic gave me a number for Kinchart"));
  gtk_widget_set_visible (self->correct, kin_clinic_get_key (self->clinic) != NULL &&
                                         !kin_clinic_has_number (self->clinic));
}

/* Correcting it */

static void
show_corrected (KinConnectStepsPage *self)
{
  gtk_widget_set_visible (self->corrected,
                          kin_person_has_corrected_clinic (kin_page_get_person (KIN_PAGE (self)),
                                                           self->clinic));
}

static void
on_corrected (KinConnectStepsPage *self,
              KinClinic           *clinic)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->clinic, clinic);
  show_clinic (self);
  show_corrected (self);
}

static void
on_correct (KinConnectStepsPage *self)
{
  KinPage *page = kin_connect_correct_page_new (self->clinic);

  g_signal_connect_object (page, "corrected", G_CALLBACK (on_corrected), self, G_CONNECT_SWAPPED);
  kin_page_push (KIN_PAGE (self), page);
}

/* Asking the clinic */

/* What may be otherwise another time can be tried all the same. */
static void
show_not_known (KinConnectStepsPage *self,
                const GError        *error)
{
  KinProblem problem = kin_problem_from_error (error);
  const KinProblemWords *words = kin_problem_get_words (problem);

  show_words (self->way, _(words->what));
  show_words (self->advice, _(words->now));
  show_buttons (self, (kin_problem_is_lasting (problem) ? 0 : 1u << OPEN) |
                      1u << DOWNLOAD | 1u << ASK);
  kin_page_set_attention (KIN_PAGE (self), _(words->what));
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinConnectStepsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinClinic) clinic = kin_person_probe_clinic_finish (KIN_PERSON (source), result,
                                                                 &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (clinic == NULL)
    {
      show_not_known (self, error);
      return;
    }

  g_set_object (&self->clinic, clinic);
  show_clinic (self);
  g_signal_emit (self, signals[PROBED], 0, clinic);
  kin_page_set_attention (KIN_PAGE (self), kin_way_to_words (kin_clinic_get_way (clinic)));
}

static void
probe (KinConnectStepsPage *self)
{
  self->cancellable = g_cancellable_new ();
  show_words (self->way, NULL);
  show_words (self->advice, _("Looking for the clinic…"));
  gtk_widget_set_visible (self->steps, FALSE);
  show_buttons (self, 0);
  kin_person_probe_clinic_async (kin_page_get_person (KIN_PAGE (self)), self->clinic,
                                 self->cancellable, probed_cb, g_object_ref (self));
}

static void
kin_connect_steps_page_shown (KinPage *page)
{
  KinConnectStepsPage *self = KIN_CONNECT_STEPS_PAGE (page);

  show_corrected (self);
  if (self->cancellable == NULL && is_open_question (self))
    probe (self);
}

static void
kin_connect_steps_page_unroot (GtkWidget *widget)
{
  KinConnectStepsPage *self = KIN_CONNECT_STEPS_PAGE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  GTK_WIDGET_CLASS (kin_connect_steps_page_parent_class)->unroot (widget);
}

static void
kin_connect_steps_page_dispose (GObject *object)
{
  KinConnectStepsPage *self = KIN_CONNECT_STEPS_PAGE (object);

  g_clear_object (&self->clinic);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_connect_steps_page_parent_class)->dispose (object);
}

static void
bind_buttons (GtkWidgetClass *widget_class)
{
  static const char * const names[N_BUTTONS] = { "open", "number", "download", "ask",
                                                 "website", "open_file" };

  for (guint i = 0; i < N_BUTTONS; i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, names[i], FALSE,
      G_STRUCT_OFFSET (KinConnectStepsPage, buttons) + (gssize) (i * sizeof (GtkWidget *)));
}

static void
kin_connect_steps_page_class_init (KinConnectStepsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_connect_steps_page_dispose;
  widget_class->unroot = kin_connect_steps_page_unroot;
  KIN_PAGE_CLASS (klass)->shown = kin_connect_steps_page_shown;

  /**
   * KinConnectStepsPage::probed:
   * @clinic: with the way that it offers
   */
  signals[PROBED] = g_signal_new ("probed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, KIN_TYPE_CLINIC);

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-steps-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, name);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, way);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, advice);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, signed_in);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, steps);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_1);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_2);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_3);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_4);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, made_up);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, corrected);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, correct);
  bind_buttons (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_correct);
  gtk_widget_class_bind_template_callback (widget_class, on_download);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_website);
}

static void
kin_connect_steps_page_init (KinConnectStepsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_connect_steps_page_new:
 *
 * Returns: (transfer full): the page that says what will happen
 */
KinPage *
kin_connect_steps_page_new (KinClinic *clinic)
{
  return kin_connect_steps_page_new_after (clinic, NULL);
}

/**
 * kin_connect_steps_page_new_after:
 * @last_name: (nullable): who signed in there before, for somebody else's record
 *
 * The browser keeps people signed in. Without a word about it, the second sign-in brings the
 * record of the first person once more.
 *
 * Returns: (transfer full): the page that says what will happen
 */
KinPage *
kin_connect_steps_page_new_after (KinClinic  *clinic,
                                  const char *last_name)
{
  KinConnectStepsPage *self = g_object_new (KIN_TYPE_CONNECT_STEPS_PAGE, NULL);
  g_autofree char *safe_name = kin_text_isolate (last_name != NULL ? last_name : "");
  /* Translators: %s is a person's name. */
  g_autofree char *words = g_strdup_printf (_("Your browser may still be signed in for %s. If the"
                                              " page does not ask who you are, sign out on it"
                                              " first. If you sign in for several people with one"
                                              " login, choose the right person there."), safe_name);

  self->clinic = g_object_ref (clinic);
  show_clinic (self);
  gtk_label_set_label (self->signed_in, words);
  gtk_widget_set_visible (GTK_WIDGET (self->signed_in), last_name != NULL);

  return KIN_PAGE (self);
}
