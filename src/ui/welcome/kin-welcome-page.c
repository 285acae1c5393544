/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-page-parts.h"
#include "kin-welcome-page.h"
#include "kin-welcome.h"

/**
 * KinWelcomePage:
 *
 * The first page of the first run: how big words are to be. A choice shows at once.
 */
struct _KinWelcomePage
{
  KinPage    parent_instance;

  GtkBox    *sizes;
  GtkWidget *simple_view;

  KinFamily *family;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (KinWelcomePage, kin_welcome_page, KIN_TYPE_PAGE)

static const int percents[] = { 100, 125, 150, 200 };

/* Of the text of a page at 100 %, in pixels. */
#define USUAL_SIZE 14.67

static int
get_percent (GtkWidget *button)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "percent"));
}

/* The sample of the size that the page has now, whoever chose that: the computer may have, or the
 * keys, or the large and simple view. */
static int
get_percent_now (void)
{
  int percent = percents[0];
  int dpi = 0;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    if (dpi >= 96 * 1024 * percents[i] / 100)
      percent = percents[i];

  return percent;
}

static void
show_size_now (KinWelcomePage *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->sizes)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (get_percent (button) == get_percent_now ())
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
}

static void
on_size_toggled (KinWelcomePage *self,
                 GtkCheckButton *button)
{
  int percent = get_percent (GTK_WIDGET (button));

  if (gtk_check_button_get_active (button) && percent != get_percent_now ())
    g_settings_set_int (self->settings, "text-size", percent);
}

/* Each sample is in its own size, whatever the page has now. */
static GtkWidget *
make_sample (int percent)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  /* Translators: %d is a size in percent; the words are a sample of that size. */
  g_autofree char *words = g_strdup_printf (_("Words of this size (%d %%)"), percent);
  int size = (int) (USUAL_SIZE * percent / 100 * PANGO_SCALE);
  GtkWidget *label = gtk_label_new (words);

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (size));
  g_object_set (label, "attributes", attributes, "wrap", TRUE, "natural-wrap-mode",
                GTK_NATURAL_WRAP_NONE, "xalign", 0.0, NULL);

  return label;
}

static GtkWidget *
add_size (KinWelcomePage *self,
          int             percent,
          GtkWidget      *group)
{
  GtkWidget *sample = make_sample (percent);
  GtkWidget *button = kin_choice_new (sample, gtk_label_get_label (GTK_LABEL (sample)), group);

  g_object_set_data (G_OBJECT (button), "percent", GINT_TO_POINTER (percent));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_size_toggled), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->sizes, button);

  return button;
}

static void
on_next (KinWelcomePage *self)
{
  kin_welcome_go_to (KIN_PAGE (self), self->family, self->settings, KIN_WELCOME_WHO);
}

static void
kin_welcome_page_dispose (GObject *object)
{
  KinWelcomePage *self = KIN_WELCOME_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kin_welcome_page_parent_class)->dispose (object);
}

static void
kin_welcome_page_class_init (KinWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinWelcomePage, sizes);
  gtk_widget_class_bind_template_child (widget_class, KinWelcomePage, simple_view);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_welcome_page_init (KinWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_welcome_page_new:
 * @family: where people will be added
 * @settings: the app's settings
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_welcome_page_new (KinFamily *family,
                      GSettings *settings)
{
  KinWelcomePage *self = g_object_new (KIN_TYPE_WELCOME_PAGE, NULL);
  GtkWidget *group = NULL;

  self->family = g_object_ref (family);
  self->settings = g_object_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    group = add_size (self, percents[i], group);
  show_size_now (self);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi",
                           G_CALLBACK (show_size_now), self, G_CONNECT_SWAPPED);
  g_settings_bind (settings, "simple-view", self->simple_view, "active",
                   G_SETTINGS_BIND_DEFAULT);

  return KIN_PAGE (self);
}
