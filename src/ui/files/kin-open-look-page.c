/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-open-look-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-open-look-page.h"
#include "kin-open-preview-page.h"
#include "kin-problem-words.h"

/**
 * KinOpenLookPage:
 *
 * Files are being read to find whose they are. What is found takes the place of this page.
 */
struct _KinOpenLookPage
{
  KinPage       parent_instance;

  KinFamily    *family;
  GSettings    *settings;
  GStrv         paths;
  KinImport    *import;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinOpenLookPage, kin_open_look_page, KIN_TYPE_PAGE)

static KinPage *make_page (KinPerson          *person,
                           KinFamily          *family,
                           GSettings          *settings,
                           const char * const *paths,
                           gboolean            as_letters);

/* Words about what is wrong, with a way to go on */

static void
on_choose (KinPage *advice)
{
  gtk_widget_activate_action (GTK_WIDGET (advice), "win.open-file", NULL);
}

/* What was a page of looking before is one again, and takes the files as they are. */
static void
on_keep (KinPage   *advice,
         GtkWidget *button)
{
  KinOpenLookPage *self = g_object_get_data (G_OBJECT (button), "look");

  kin_page_replace (advice, make_page (kin_page_get_person (advice), self->family, self->settings,
                                       (const char * const *) self->paths, TRUE));
}

static void
show_problem (KinOpenLookPage *self,
              KinProblem       problem)
{
  const KinProblemWords *words = kin_problem_get_words (problem);
  KinPage *advice = kin_advice_page_new (_(words->what), _(words->now));
  GtkWidget *button = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice),
                                                  _("Choose another file"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (on_choose), advice, G_CONNECT_SWAPPED);
  if (problem == KIN_PROBLEM_IMPORT_CUT && kin_page_get_person (KIN_PAGE (self)) != NULL)
    {
      button = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Keep it as a letter"));
      g_object_set_data_full (G_OBJECT (button), "look", g_object_ref (self), g_object_unref);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_keep), advice,
                               G_CONNECT_SWAPPED);
    }

  kin_page_replace (KIN_PAGE (self), advice);
}

/* Nobody is here yet, and the file does not say who should be. */
static void
show_nobody (KinOpenLookPage *self)
{
  KinPage *advice = kin_advice_page_new (_("Whose is this file?"),
                                         _("It does not say. Add the person first, then open the"
                                           " file again."));
  GtkWidget *button = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go back"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (kin_page_go_back), advice,
                           G_CONNECT_SWAPPED);
  kin_page_replace (KIN_PAGE (self), advice);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinOpenLookPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean has_looked = kin_import_look_finish (KIN_IMPORT (source), result, &error);
  KinIdentity *identity = kin_import_get_identity (self->import);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (!has_looked)
    show_problem (self, kin_problem_from_error (error));
  else if (kin_page_get_person (KIN_PAGE (self)) == NULL &&
           (identity == NULL || kin_identity_get_name (identity) == NULL))
    show_nobody (self);
  else
    kin_page_replace (KIN_PAGE (self), kin_open_preview_page_new (self->import, self->family,
                                                                  self->settings));
}

static void
on_stop (KinOpenLookPage *self)
{
  kin_page_go_back (KIN_PAGE (self));
}

/* The page is in a window now, so that its end can be shown in its place. */
static void
kin_open_look_page_shown (KinPage *page)
{
  KinOpenLookPage *self = KIN_OPEN_LOOK_PAGE (page);

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  kin_import_look_async (self->import, self->cancellable, looked_cb, g_object_ref (self));
}

static void
kin_open_look_page_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (KIN_OPEN_LOOK_PAGE (widget)->cancellable);

  GTK_WIDGET_CLASS (kin_open_look_page_parent_class)->unroot (widget);
}

static void
kin_open_look_page_dispose (GObject *object)
{
  KinOpenLookPage *self = KIN_OPEN_LOOK_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->settings);
  g_clear_object (&self->import);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->paths, g_strfreev);

  G_OBJECT_CLASS (kin_open_look_page_parent_class)->dispose (object);
}

static void
kin_open_look_page_class_init (KinOpenLookPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_open_look_page_dispose;
  widget_class->unroot = kin_open_look_page_unroot;
  KIN_PAGE_CLASS (klass)->shown = kin_open_look_page_shown;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-open-look-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
kin_open_look_page_init (KinOpenLookPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static KinPage *
make_page (KinPerson          *person,
           KinFamily          *family,
           GSettings          *settings,
           const char * const *paths,
           gboolean            as_letters)
{
  KinOpenLookPage *self = g_object_new (KIN_TYPE_OPEN_LOOK_PAGE, NULL);

  if (person != NULL)
    kin_page_set_person (KIN_PAGE (self), person);
  self->family = g_object_ref (family);
  self->settings = g_object_ref (settings);
  self->paths = g_strdupv ((char **) paths);
  self->import = kin_import_new (person, paths);
  if (as_letters)
    kin_import_take_as_letters (self->import);

  return KIN_PAGE (self);
}

/**
 * kin_open_look_page_new:
 * @person: (nullable): whose record the files are to be added to, open; %NULL when there is
 *   nobody yet
 * @family: where a new person would be added
 * @settings: the app's settings
 * @paths: the files
 *
 * Returns: (transfer full): a page that looks at them
 */
KinPage *
kin_open_look_page_new (KinPerson          *person,
                        KinFamily          *family,
                        GSettings          *settings,
                        const char * const *paths)
{
  return make_page (person, family, settings, paths, FALSE);
}
