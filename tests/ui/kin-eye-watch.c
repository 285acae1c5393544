/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-eye-watch"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "kin-eye.h"

/* Longer than this without a look at the keyboard, and a person feels it. */
#define MOST_MS 100

static GPollFunc real_poll;
static GPtrArray *stalls;           /* of words: how long, and where */
static GPtrArray *titles;           /* that the window had */
static GPtrArray *turned;           /* of words: what showed when the title changed */
static gint64 woken;                /* when the loop began to work; microseconds, 0: it waits */
static gint64 woken_waited;
static gboolean paused;

/* Microseconds this thread stood ready without getting a processor: a busy machine is not the
 * program's fault. */
static gint64
get_waited (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/schedstat", (int) gettid ());
  g_autofree char *text = NULL;
  guint64 ran = 0;
  guint64 waited = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL)
      || sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &ran, &waited) != 2)
    return 0;

  return (gint64) (waited / 1000);
}

static void
note_stall (gint64 milliseconds)
{
  GtkWindow *window = kin_eye_get_front ();
  GtkWidget *page = window != NULL ? kin_eye_get_page (window) : NULL;

  g_ptr_array_add (stalls, g_strdup_printf ("%" G_GINT64_FORMAT " ms on %s", milliseconds,
                                            page != NULL ? G_OBJECT_TYPE_NAME (page) : "no page"));
  g_printerr ("kin-eye: the window stood still for %s\n",
              (char *) g_ptr_array_index (stalls, stalls->len - 1));
}

static int
watching_poll (GPollFD *fds,
               guint    n_fds,
               int      timeout)
{
  int result;

  if (woken != 0 && !paused)
    {
      gint64 worked = g_get_monotonic_time () - woken;

      if (worked > MOST_MS * 1000)
        worked -= get_waited () - woken_waited;
      if (worked > MOST_MS * 1000)
        note_stall (worked / 1000);
    }

  result = real_poll (fds, n_fds, timeout);
  paused = FALSE;
  woken_waited = get_waited ();
  woken = g_get_monotonic_time ();

  return result;
}

/* What the labels below @widget say. */
static void
add_labels (GPtrArray *words,
            GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_ptr_array_add (words, g_strdup (gtk_label_get_label (GTK_LABEL (widget))));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_labels (words, child);
}

/* At once, before anything that was asked for can have arrived. */
static void
on_title_changed (GtkWidget *window)
{
  const char *title = gtk_window_get_title (GTK_WINDOW (window));

  g_ptr_array_add (titles, g_strdup (title != NULL ? title : ""));
  g_ptr_array_set_size (turned, 0);
  add_labels (turned, window);
}

static void
report (GPtrArray   *words,
        JsonBuilder *answer)
{
  json_builder_begin_array (answer);
  for (guint i = 0; words != NULL && i < words->len; i++)
    json_builder_add_string_value (answer, g_ptr_array_index (words, i));
  json_builder_end_array (answer);
}

/* From now on. What comes before the first page is measured by the benches. */
void
kin_eye_watch_start (void)
{
  if (stalls != NULL)
    return;

  stalls = g_ptr_array_new_with_free_func (g_free);
  titles = g_ptr_array_new_with_free_func (g_free);
  turned = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (kin_eye_get_front (), "notify::title", G_CALLBACK (on_title_changed), NULL);
  real_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watching_poll);
}

/* This turn of the loop is the eye's own work. */
void
kin_eye_watch_pause (void)
{
  paused = TRUE;
}

void
kin_eye_watch_report (JsonBuilder *answer)
{
  report (stalls, answer);
  if (stalls != NULL)
    g_ptr_array_set_size (stalls, 0);
}

/* What showed in the moment in which the title of the window changed last. */
void
kin_eye_watch_turn (JsonBuilder *answer)
{
  report (turned, answer);
}

/* Every title that the window had, those of pages that went by too. */
void
kin_eye_watch_titles (JsonBuilder *answer)
{
  report (titles, answer);
}
