/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-open-save"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-home-page.h"
#include "kin-open-save.h"
#include "kin-open-words.h"
#include "kin-problem-page.h"
#include "kin-problem-words.h"
#include "kin-section-page.h"
#include "kin-welcome.h"

/* Saving what was looked at, and where that leads. It goes on when the page is left. */

#define STOPPED N_("You stopped this")

typedef struct
{
  KinPage      *page;
  GCancellable *cancellable;
  KinPerson    *person;            /* who was just added, or NULL */
  KinFamily    *family;            /* of the first steps, or NULL */
  GSettings    *settings;
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->page);
  g_object_unref (self->cancellable);
  g_clear_object (&self->person);
  g_clear_object (&self->family);
  g_clear_object (&self->settings);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
on_home (KinPage *page)
{
  kin_page_start_with (page, kin_home_page_new ());
}

static void
on_letters (KinPage *page)
{
  kin_page_replace (page, kin_section_page_new (KIN_SECTION_DOCUMENTS));
}

static KinPage *
make_advice (const char *what,
             const char *now)
{
  KinPage *advice = kin_advice_page_new (what, now);
  GtkWidget *home = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go to Home"));

  g_signal_connect_object (home, "clicked", G_CALLBACK (on_home), advice, G_CONNECT_SWAPPED);

  return advice;
}

static void
show_problem (Saving       *saving,
              const GError *error)
{
  const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));
  KinPage *advice = make_advice (_(words->what), _(words->now));

  if (saving->person != NULL)
    kin_page_set_person (advice, saving->person);
  kin_page_replace (saving->page, advice);
}

/* Back from what was saved leads Home, not to the question that is answered. */
static void
show_saved (KinPage               *page,
            const KinImportCounts *counts)
{
  KinPage *home = kin_home_page_new ();
  g_autofree char *words = kin_open_saved_to_words (counts);
  KinPage *saved = make_advice (_("Your file is saved"), words);

  if (counts->letters > 0)
    {
      GtkWidget *letters = kin_advice_page_add_button (KIN_ADVICE_PAGE (saved),
                                                       _("Go to Letters and documents"));

      g_signal_connect_object (letters, "clicked", G_CALLBACK (on_letters), saved,
                               G_CONNECT_SWAPPED);
    }

  kin_page_start_with (page, home);
  kin_page_push (home, saved);
}

static void
on_next (Saving    *saving,
         GtkWidget *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, KIN_TYPE_PAGE);

  kin_welcome_go_to (KIN_PAGE (page), saving->family, saving->settings, KIN_WELCOME_PRIVATE);
}

static void
free_closure (gpointer  data,
              GClosure *closure)
{
  saving_free (data);
}

/* The first steps go on with what came. */
static void
show_stopped_first (Saving     *saving,
                    const char *words)
{
  KinPage *stopped = kin_advice_page_new (_(STOPPED), words);
  GtkWidget *next = kin_advice_page_add_button (KIN_ADVICE_PAGE (stopped), _("Next"));

  kin_page_set_person (stopped, saving->person);
  kin_page_start_with (saving->page, stopped);
  g_signal_connect_data (next, "clicked", G_CALLBACK (on_next), saving, free_closure,
                         G_CONNECT_SWAPPED);
}

static void
show_stopped (Saving                *saving,
              const KinImportCounts *counts)
{
  g_autofree char *words = kin_open_stopped_to_words (counts);

  if (saving->family != NULL)
    {
      show_stopped_first (saving, words);
      return;
    }

  kin_page_replace (saving->page, make_advice (_(STOPPED), words));
  saving_free (saving);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;
  gboolean saved = kin_import_confirm_finish (KIN_IMPORT (source), result, &counts, &error);

  if (gtk_widget_get_root (GTK_WIDGET (saving->page)) == NULL)
    {
      if (!saved && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        kin_problem_page_tell (kin_import_get_person (KIN_IMPORT (source)),
                               _("Your file was not saved"), error);
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_stopped (g_steal_pointer (&saving), &counts);
  else if (!saved)
    show_problem (saving, error);
  else if (saving->family != NULL)
    kin_welcome_go_to (saving->page, saving->family, saving->settings, KIN_WELCOME_PRIVATE);
  else
    show_saved (saving->page, &counts);
}

static void
on_stop (GCancellable *cancellable,
         GtkWidget    *button)
{
  gtk_widget_set_sensitive (button, FALSE);
  g_cancellable_cancel (cancellable);
}

static void
begin (Saving    *saving,
       KinPage   *page,
       KinImport *import)
{
  GtkWidget *stop = kin_advice_page_add_button (KIN_ADVICE_PAGE (page), _("Stop"));

  gtk_widget_remove_css_class (stop, "suggested-action");
  saving->page = g_object_ref (page);
  saving->cancellable = g_cancellable_new ();
  g_signal_connect_object (stop, "clicked", G_CALLBACK (on_stop), saving->cancellable,
                           G_CONNECT_SWAPPED);
  kin_import_confirm_async (import, saving->cancellable, saved_cb, saving);
}

/**
 * kin_open_saving_page_new:
 *
 * Returns: (transfer full): a page that says that files are being saved
 */
KinPage *
kin_open_saving_page_new (void)
{
  return kin_advice_page_new (_("Saving your file"),
                              _("This takes a moment. You can stop it: what came by then stays."));
}

/**
 * kin_open_save:
 * @page: a kin_open_saving_page_new(); it gives way to what became of it
 * @import: which has looked, and has its person
 *
 * Saves the files, until it is done or a person presses Stop.
 */
void
kin_open_save (KinPage   *page,
               KinImport *import)
{
  begin (g_new0 (Saving, 1), page, import);
}

/**
 * kin_open_save_first:
 * @person: who was just added, as the files say
 * @family: where they were added
 * @settings: the app's settings
 *
 * As kin_open_save(), and the first steps go on.
 */
void
kin_open_save_first (KinPage   *page,
                     KinPerson *person,
                     KinImport *import,
                     KinFamily *family,
                     GSettings *settings)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->person = g_object_ref (person);
  saving->family = g_object_ref (family);
  saving->settings = g_object_ref (settings);
  kin_import_set_person (import, person);
  begin (saving, page, import);
}
