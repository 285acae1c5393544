/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-check-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-check-page.h"
#include "kin-clinic-sent-page.h"
#include "kin-clinic-words.h"
#include "kin-connect-wait-page.h"
#include "kin-person-record.h"
#include "kin-problem-words.h"
#include "kin-schedule.h"
#include "kin-section-words.h"

/**
 * KinCheckPage:
 *
 * A clinic is being asked for what is new: how far that is, and what has come. It goes on when
 * the page is left.
 */
struct _KinCheckPage
{
  KinPage          parent_instance;

  GtkLabel        *words;
  GtkProgressBar  *bar;
  GtkLabel        *counts;
  GtkWidget       *read;
  GtkWidget       *sent;
  GtkWidget       *resume;
  GtkWidget       *sign_in;
  GtkWidget       *stop;
  GtkListBox      *sections;

  GSignalGroup    *progress_signals;
  GSignalGroup    *steps_signals;
  KinConnection   *connection;     /* the one asked now, or last */
  KinSyncProgress *progress;
  gboolean         counting;
  guint            redraw;
};

G_DEFINE_FINAL_TYPE (KinCheckPage, kin_check_page, KIN_TYPE_PAGE)

static KinSchedule *
get_schedule (KinCheckPage *self)
{
  return kin_person_get_schedule (kin_page_get_person (KIN_PAGE (self)));
}

/* What is in each section by now */

static GtkWidget *
make_row (const KinSectionTotal *total)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = kin_entries_to_words (total->count);

  g_object_set (row, "title", kin_section_get_words (total->section), "subtitle", words,
                "use-markup", FALSE, "title-lines", 0, NULL);

  return row;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinCheckPage) self = user_data;
  g_autoptr (GArray) totals = NULL;
  GtkListBoxRow *row;

  self->counting = FALSE;
  totals = kin_person_count_finish (KIN_PERSON (source), result, NULL, NULL);
  if (totals == NULL)
    return;

  while ((row = gtk_list_box_get_row_at_index (self->sections, 0)) != NULL)
    gtk_list_box_remove (self->sections, GTK_WIDGET (row));
  for (guint i = 0; i < totals->len; i++)
    {
      const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, i);

      if (total->section != KIN_SECTION_NONE && total->count > 0)
        gtk_list_box_append (self->sections, make_row (total));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sections),
                          gtk_list_box_get_row_at_index (self->sections, 0) != NULL);
}

static void
count (KinCheckPage *self)
{
  if (self->counting)
    return;

  self->counting = TRUE;
  kin_person_count_async (kin_page_get_person (KIN_PAGE (self)), NULL, counted_cb,
                          g_object_ref (self));
}

/* How far it is */

static guint
count_answered (GListModel *steps)
{
  guint n_steps = g_list_model_get_n_items (steps);
  guint answered = 0;

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (steps, i);
      KinSyncState state = kin_sync_step_get_state (step);

      if (state != KIN_SYNC_WAITING && state != KIN_SYNC_RUNNING)
        answered++;
    }

  return answered;
}

static void
show_counts (KinCheckPage *self)
{
  GListModel *steps = kin_sync_progress_get_steps (self->progress);
  guint n_steps = g_list_model_get_n_items (steps);
  guint answered = count_answered (steps);
  guint64 resources = kin_sync_progress_get_resources (self->progress);
  g_autofree char *entries = NULL;
  g_autofree char *words = NULL;

  /* Translators: %u is how many entries of the record. */
  entries = g_strdup_printf (g_dngettext (NULL, "%u entry has come", "%u entries have come",
                                          (gulong) resources), (guint) resources);
  /* Translators: "340 entries have come", then how many of how many questions are answered. */
  words = g_strdup_printf (g_dngettext (NULL, "%1$s. %2$u of %3$u question is answered.",
                                        "%1$s. %2$u of %3$u questions are answered.", n_steps),
                           entries, answered, n_steps);
  gtk_label_set_label (self->counts, words);
  gtk_progress_bar_set_fraction (self->bar, n_steps > 0 ? (double) answered / n_steps : 0);
}

static void
show_running (KinCheckPage *self)
{
  g_autofree char *name = kin_clinic_name_to_words (self->connection);
  /* Translators: %s is the name of a clinic. */
  g_autofree char *words = g_strdup_printf (_("%s is sending. You can go on reading while it"
                                              " arrives."), name);

  gtk_label_set_label (self->words, words);
  kin_page_set_title (KIN_PAGE (self), _("Your record is arriving"));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), TRUE);
  gtk_widget_set_visible (self->stop, TRUE);
  gtk_widget_set_visible (self->sent, FALSE);
  gtk_widget_set_visible (self->resume, FALSE);
  gtk_widget_set_visible (self->sign_in, FALSE);
}

static char *
end_to_words (KinCheckPage *self)
{
  guint64 stored = self->progress != NULL ? kin_sync_progress_get_stored (self->progress) : 0;

  if (stored == 0)
    return g_strdup (_("There is nothing new. What came before is here."));

  /* Translators: %u is how many entries of the record. */
  return g_strdup_printf (g_dngettext (NULL, "%u entry is new or changed. It is saved on this"
                                       " computer.",
                                       "%u entries are new or changed. They are saved on this"
                                       " computer.", (gulong) stored), (guint) stored);
}

/* What is not here yet can be asked for, unless somebody has to sign in first or the clinic is not
 * asked any more. */
static gboolean
may_resume (KinCheckPage *self,
            const GError *error)
{
  gboolean complete = self->progress == NULL || kin_sync_progress_get_complete (self->progress);

  KinConnectionState state = kin_connection_get_state (self->connection);

  return (state == KIN_CONNECTION_READY || kin_connection_state_passes (state)) &&
         (error != NULL || !complete);
}

/* Where one signs in each time that is the way to check, and no trouble. */
static void
show_error (KinCheckPage *self,
            const GError *error)
{
  KinProblem problem = kin_problem_from_error (error);
  const KinProblemWords *said = kin_problem_get_words (problem);
  g_autofree char *state = NULL;

  if (problem == KIN_PROBLEM_NEEDS_SIGN_IN && kin_connection_get_each_time (self->connection))
    {
      state = kin_clinic_state_to_words (kin_page_get_person (KIN_PAGE (self)), self->connection);
      gtk_button_set_label (GTK_BUTTON (self->sign_in), _("Sign in and check for new"));
      kin_page_set_title (KIN_PAGE (self), _("Sign in to check for new things"));
    }
  else
    {
      gtk_button_set_label (GTK_BUTTON (self->sign_in), _("Sign in again"));
      kin_page_set_title (KIN_PAGE (self), _(said->what));
    }

  gtk_label_set_label (self->words, state != NULL ? state : _(said->now));
}

static void
show_ended (KinCheckPage *self)
{
  const GError *error = kin_schedule_get_error (get_schedule (self), self->connection);
  KinConnectionState state = kin_connection_get_state (self->connection);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), FALSE);
  gtk_widget_set_visible (self->stop, FALSE);
  gtk_widget_set_visible (self->sent, TRUE);
  gtk_widget_set_visible (self->resume, may_resume (self, error));
  gtk_widget_set_visible (self->sign_in, state == KIN_CONNECTION_NEEDS_SIGN_IN ||
                                         state == KIN_CONNECTION_MERGED);
  if (error != NULL)
    {
      show_error (self, error);
      return;
    }

  words = self->progress == NULL || kin_sync_progress_get_complete (self->progress)
          ? end_to_words (self)
          : g_strdup (_("Some parts did not come. They come with the next check."));
  kin_page_set_title (KIN_PAGE (self), _("Your record is here"));
  gtk_label_set_label (self->words, words);
}

static gboolean
on_redraw (gpointer user_data)
{
  KinCheckPage *self = user_data;

  self->redraw = 0;
  if (self->progress != NULL)
    show_counts (self);
  count (self);

  return G_SOURCE_REMOVE;
}

/* Pages come faster than anybody reads. */
static void
on_progress (KinCheckPage *self)
{
  if (self->redraw == 0)
    self->redraw = g_timeout_add (300, on_redraw, self);
}

static void
on_changed (KinCheckPage *self)
{
  KinSyncRun *run = kin_schedule_get_run (get_schedule (self));

  if (run != NULL)
    {
      g_set_object (&self->connection, kin_sync_run_get_connection (run));
      g_set_object (&self->progress, kin_sync_run_get_progress (run));
      g_signal_group_set_target (self->progress_signals, self->progress);
      g_signal_group_set_target (self->steps_signals, kin_sync_progress_get_steps (self->progress));
      show_running (self);
    }
  else if (self->connection != NULL)
    {
      show_ended (self);
    }

  on_progress (self);
}

static void
on_read (KinCheckPage *self)
{
  kin_page_go_back (KIN_PAGE (self));
}

static void
on_sent (KinCheckPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_clinic_sent_page_new (self->connection));
}

static void
on_sign_in (KinCheckPage *self)
{
  g_autoptr (KinClinic) clinic = kin_clinic_new_of_connection (self->connection);

  kin_page_replace (KIN_PAGE (self), kin_connect_wait_page_new (clinic));
}

static void
on_resume (KinCheckPage *self)
{
  kin_schedule_check (get_schedule (self), self->connection);
}

static void
on_stop (KinCheckPage *self)
{
  kin_schedule_stop (get_schedule (self));
}

static void
kin_check_page_person_set (KinPage *page)
{
  KinCheckPage *self = KIN_CHECK_PAGE (page);

  g_signal_connect_object (get_schedule (self), "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  on_changed (self);
}

static void
kin_check_page_dispose (GObject *object)
{
  KinCheckPage *self = KIN_CHECK_PAGE (object);

  g_clear_handle_id (&self->redraw, g_source_remove);
  g_clear_object (&self->progress_signals);
  g_clear_object (&self->steps_signals);
  g_clear_object (&self->connection);
  g_clear_object (&self->progress);

  G_OBJECT_CLASS (kin_check_page_parent_class)->dispose (object);
}

static void
kin_check_page_class_init (KinCheckPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_check_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_check_page_person_set;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, bar);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, counts);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, read);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, sent);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, resume);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, stop);
  gtk_widget_class_bind_template_child (widget_class, KinCheckPage, sections);
  gtk_widget_class_bind_template_callback (widget_class, on_read);
  gtk_widget_class_bind_template_callback (widget_class, on_sent);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_resume);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
kin_check_page_init (KinCheckPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->sections), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sections), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What is saved"), -1);

  self->progress_signals = g_signal_group_new (KIN_TYPE_SYNC_PROGRESS);
  g_signal_group_connect_swapped (self->progress_signals, "notify", G_CALLBACK (on_progress), self);
  self->steps_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->steps_signals, "items-changed", G_CALLBACK (on_progress),
                                  self);
}

/**
 * kin_check_page_new:
 *
 * Returns: (transfer full): what is being asked for the person that is set on it
 */
KinPage *
kin_check_page_new (void)
{
  return g_object_new (KIN_TYPE_CHECK_PAGE, NULL);
}
