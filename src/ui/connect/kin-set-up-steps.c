/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-set-up-steps"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-browser.h"
#include "kin-date-words.h"
#include "kin-page-parts.h"
#include "kin-page.h"
#include "kin-set-up-steps.h"
#include "kin-set-up-words.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/**
 * KinSetUpSteps:
 *
 * A part of a page: how a person gets a number for Kinchart at the page for app makers, and what
 * to paste there.
 */
struct _KinSetUpSteps
{
  GtkWidget        parent_instance;

  GtkLabel        *needed;
  GtkBox          *steps;
  GtkWidget       *open;
  GtkWidget       *copy_page;
  GtkWidget       *copy_name;
  GtkWidget       *copy_redirect;
  GtkWidget       *copy_asked;
  GtkLabel        *copied;

  const KinVendor *vendor;         /* of the page's list */
  char            *redirect;
};

G_DEFINE_FINAL_TYPE (KinSetUpSteps, kin_set_up_steps, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_REDIRECT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Right above the button: with large words not all of them show at once. */
static void
say (KinSetUpSteps *self,
     GtkWidget     *button,
     const char    *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  gtk_widget_insert_before (GTK_WIDGET (self->copied), GTK_WIDGET (self), button);
  if (page != NULL)
    kin_page_say (KIN_PAGE (page), self->copied, words);
}

/* The page for app makers */

static void
browser_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinSetUpSteps) self = user_data;
  g_autofree char *page = NULL;
  g_autofree char *words = NULL;

  if (kin_browser_open_finish (result, NULL) || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  page = kin_text_isolate (self->vendor->page);
  /* Translators: %s is the address of a web page. */
  words = g_strdup_printf (_("No browser could be opened. Copy this address into one: %s"), page);
  gtk_widget_set_visible (self->copy_page, TRUE);
  say (self, self->copy_page, words);
}

static void
on_open (KinSetUpSteps *self)
{
  kin_browser_open_async (GTK_WIDGET (self), self->vendor->page, browser_cb, g_object_ref (self));
}

/* What is pasted there */

static void
copy (KinSetUpSteps *self,
      GtkWidget     *button,
      const char    *text,
      const char    *words)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  say (self, button, words);
}

static void
on_copy_page (KinSetUpSteps *self)
{
  copy (self, self->copy_page, self->vendor->page,
        _("The address is copied. Paste it into a browser."));
}

static void
on_copy_name (KinSetUpSteps *self)
{
  copy (self, self->copy_name, "Kinchart",
        _("The app name is copied. Paste it on the page for app makers."));
}

static void
on_copy_redirect (KinSetUpSteps *self)
{
  g_autofree char *redirect = g_strstrip (g_strdup (self->redirect));

  if (*redirect == '\0')
    say (self, self->copy_redirect, _("There is no return address yet. Type one below first."));
  else
    copy (self, self->copy_redirect, redirect,
          _("The return address is copied. Paste it on the page for app makers."));
}

static void
on_copy_asked (KinSetUpSteps *self)
{
  g_autofree char *asked = kin_vendor_dup_asked (self->vendor);

  copy (self, self->copy_asked, asked,
        _("The list of what Kinchart reads is copied. Paste it on the page for app makers."));
}

/* The steps */

static GtkWidget *
add_step (KinSetUpSteps *self,
          const char    *words)
{
  GtkWidget *label = kin_paragraph_new (words);

  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_box_append (self->steps, label);

  return label;
}

static void
add_steps (KinSetUpSteps *self,
           gboolean       is_trial)
{
  guint number = 1;

  for (guint i = 0; self->vendor->steps[i] != NULL; i++)
    {
      const char *words = kin_set_up_step_to_words (self->vendor->steps[i], is_trial);
      g_autofree char *step = NULL;

      if (words == NULL)
        continue;
      /* Translators: the number of a step, and what to do. */
      step = g_strdup_printf (_("%1$u. %2$s"), number++, words);
      add_step (self, step);
    }
}

/* Vendors change their pages. */
static void
add_date (KinSetUpSteps *self,
          const char    *date)
{
  g_autofree char *day = kin_date_to_words (date);
  /* Translators: %s is a day, such as 3 August 2026. */
  g_autofree char *words = g_strdup_printf (_("These steps were last checked on %s."), day);

  gtk_widget_add_css_class (add_step (self, words), "kin-second");
}

static void
kin_set_up_steps_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  KinSetUpSteps *self = KIN_SET_UP_STEPS (object);

  switch (prop_id)
    {
    case PROP_REDIRECT:
      g_value_set_string (value, self->redirect);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_set_up_steps_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  KinSetUpSteps *self = KIN_SET_UP_STEPS (object);

  switch (prop_id)
    {
    case PROP_REDIRECT:
      g_free (self->redirect);
      self->redirect = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_set_up_steps_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_set_up_steps_parent_class)->dispose (object);
}

static void
kin_set_up_steps_finalize (GObject *object)
{
  g_free (KIN_SET_UP_STEPS (object)->redirect);

  G_OBJECT_CLASS (kin_set_up_steps_parent_class)->finalize (object);
}

static void
kin_set_up_steps_class_init (KinSetUpStepsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kin_set_up_steps_get_property;
  object_class->set_property = kin_set_up_steps_set_property;
  object_class->dispose = kin_set_up_steps_dispose;
  object_class->finalize = kin_set_up_steps_finalize;

  /**
   * KinSetUpSteps:redirect:
   *
   * The return address, as far as it is typed.
   */
  properties[PROP_REDIRECT] =
    g_param_spec_string ("redirect", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-set-up-steps.ui");
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, needed);
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, steps);
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, open);
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, copy_page);
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, copy_name);
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, copy_redirect);
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, copy_asked);
  gtk_widget_class_bind_template_child (widget_class, KinSetUpSteps, copied);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_name);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_page);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_redirect);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
kin_set_up_steps_init (KinSetUpSteps *self)
{
  self->redirect = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_set_up_steps_set_vendor:
 * @vendor: whose steps they are; it has to live as long as this
 * @is_trial: whether the number is for a portal where nobody is real
 * @date: of which day they are, as FHIR writes it
 *
 * Called once.
 */
void
kin_set_up_steps_set_vendor (KinSetUpSteps   *self,
                             const KinVendor *vendor,
                             gboolean         is_trial,
                             const char      *date)
{
  g_autofree char *intro = NULL;

  g_return_if_fail (KIN_IS_SET_UP_STEPS (self));
  g_return_if_fail (self->vendor == NULL && vendor != NULL);

  self->vendor = vendor;
  intro = kin_set_up_to_intro (vendor, is_trial);
  gtk_label_set_label (self->needed, intro);
  gtk_widget_set_visible (self->open, vendor->page != NULL);
  add_steps (self, is_trial);
  add_date (self, date);
}
