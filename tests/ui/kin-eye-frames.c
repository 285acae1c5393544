/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-eye-frames"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "kin-eye.h"

/* How far a list moves with each frame, in pixels. */
#define STEP 120

static GArray *frames;              /* of double: milliseconds of work for each frame */
static gint64 frame_begun;          /* microseconds */

/* Signals of every frame clock, from outside of the program */

static gboolean
update_hook (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               user_data)
{
  frame_begun = g_get_monotonic_time ();

  return TRUE;
}

static gboolean
drawn_hook (GSignalInvocationHint *hint,
            guint                  n_values,
            const GValue          *values,
            gpointer               user_data)
{
  double milliseconds = (double) (g_get_monotonic_time () - frame_begun) / 1000;

  if (frame_begun != 0)
    g_array_append_val (frames, milliseconds);
  frame_begun = 0;

  return TRUE;
}

static void
add_hook (const char          *signal,
          GSignalEmissionHook  hook)
{
  GTypeClass *klass = g_type_class_ref (GDK_TYPE_FRAME_CLOCK);

  g_signal_add_emission_hook (g_signal_lookup (signal, GDK_TYPE_FRAME_CLOCK), 0, hook, NULL, NULL);
  g_type_class_unref (klass);
}

/* From now on each frame is timed: what it needs to move, lay out and draw. */
static void
begin (void)
{
  if (frames != NULL)
    return;

  frames = g_array_new (FALSE, FALSE, sizeof (double));
  add_hook ("update", update_hook);
  add_hook ("after-paint", drawn_hook);
}

/* The first frame */

typedef gboolean (* Test) (GtkWidget  *widget,
                           const char *words);

static GtkWidget *
find (GtkWidget  *widget,
      Test        test,
      const char *words)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (test (widget, words))
    return widget;

  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, test, words);

  return found;
}

static gboolean
is_of_type (GtkWidget  *widget,
            const char *name)
{
  return *name == '\0' || g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

static gboolean
shows (const char *type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (find (window, is_of_type, type) != NULL)
        return TRUE;
    }

  return FALSE;
}

static double
seconds_of (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Bytes that the program holds in memory. */
static guint64
get_memory (void)
{
  g_autofree char *text = NULL;
  guint64 all = 0;
  guint64 resident = 0;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL)
      || sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &all, &resident) != 2)
    return 0;

  return resident * (guint64) sysconf (_SC_PAGESIZE);
}

static gboolean
first_hook (GSignalInvocationHint *hint,
            guint                  n_values,
            const GValue          *values,
            gpointer               user_data)
{
  const char *type = g_getenv ("KIN_EYE_FIRST_WIDGET");
  const char *path = user_data;
  g_autofree char *text = NULL;

  if (!shows (type != NULL ? type : ""))
    return TRUE;

  text = g_strdup_printf ("{\"at\":%.6f,\"cpu\":%.6f,\"memory\":%" G_GUINT64_FORMAT "}\n",
                          seconds_of (CLOCK_MONOTONIC), seconds_of (CLOCK_PROCESS_CPUTIME_ID),
                          get_memory ());
  g_file_set_contents (path, text, -1, NULL);

  return FALSE;
}

/* In any program of the test's session: writes to @path when the first frame has been drawn, or
 * the first with a widget of the type in KIN_EYE_FIRST_WIDGET on it. */
void
kin_eye_frames_watch_first (const char *path)
{
  GTypeClass *klass = g_type_class_ref (GDK_TYPE_FRAME_CLOCK);

  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, first_hook,
                              g_strdup (path), g_free);
  g_type_class_unref (klass);
}

/* Many frames */

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
get_part (double part)
{
  guint index = (guint) ((double) (frames->len - 1) * part + 0.5);

  return frames->len == 0 ? 0 : g_array_index (frames, double, index);
}

/* The times of the frames since the last question, in milliseconds. */
void
kin_eye_frames_report (JsonBuilder *answer)
{
  begin ();
  g_array_sort (frames, compare);
  json_builder_begin_object (answer);
  json_builder_set_member_name (answer, "n");
  json_builder_add_int_value (answer, frames->len);
  json_builder_set_member_name (answer, "p50");
  json_builder_add_double_value (answer, get_part (0.5));
  json_builder_set_member_name (answer, "p99");
  json_builder_add_double_value (answer, get_part (0.99));
  json_builder_set_member_name (answer, "max");
  json_builder_add_double_value (answer, get_part (1));
  json_builder_set_member_name (answer, "memory");
  json_builder_add_int_value (answer, (gint64) get_memory ());
  json_builder_end_object (answer);
  g_array_set_size (frames, 0);
}

static gboolean
is_long_list (GtkWidget  *widget,
              const char *words)
{
  return GTK_IS_LIST_VIEW (widget);
}

/* Moves the long list of the page by a step; FALSE where there is none, or at its end. */
gboolean
kin_eye_frames_scroll (GtkWindow *window)
{
  GtkWidget *list = find (GTK_WIDGET (window), is_long_list, NULL);
  GtkWidget *place = list != NULL
                     ? gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW) : NULL;
  GtkAdjustment *moved;
  double before;

  if (place == NULL)
    return FALSE;

  moved = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (place));
  before = gtk_adjustment_get_value (moved);
  gtk_adjustment_set_value (moved, before + STEP);

  return gtk_adjustment_get_value (moved) > before;
}

/* The first entry of the long list of the page, which is another one when a search has found
 * something else. */
GObject *
kin_eye_frames_get_first_entry (GtkWindow *window)
{
  GtkWidget *list = find (GTK_WIDGET (window), is_long_list, NULL);
  GtkSelectionModel *model = list != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (list)) : NULL;

  return model != NULL ? g_list_model_get_item (G_LIST_MODEL (model), 0) : NULL;
}
