/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-eye"

#include <gio/gunixinputstream.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kin-eye.h"

/* An eye inside the real program, for tests: GIO loads it when the test's environment names its
 * folder. The program knows nothing of it, and is the same that people get.
 *
 * A question a line comes on standard input, an array with the answer goes to standard output:
 *
 *   head             the window in front: title, page, least width of its content
 *   look             the same, and each part: box, text, contrast against its ground
 *   settle           answers when some frames have been drawn
 *   frames           how long the frames since the last time took, in milliseconds
 *   scroll N         moves the long list by a step in each of N frames; false where it cannot
 *   hits WORDS       writes the words into the field and answers how many milliseconds later
 *                    other hits have been drawn; 0: there are none, as before;
 *                    -1: it took too long
 *   tab              where Tab leads
 *   colours          the named colours of the style
 *   press WORDS      presses what says the words
 *   press-row        presses the first row of a long list
 *   back             leaves the page or the window in front; false on the first page
 *   action NAME      activates an action
 *   write WORDS      writes into the field that has the focus
 *   field            what the field that has the focus holds
 *   focus WORDS      moves the focus to the field that has the words before it
 *   watch            begins to watch the main loop and the title of the window
 *   titles           every title that it had
 *   turned           what showed in the moment in which that title changed last
 *   stalls           when the loop stood still since the last time, in words
 */

/* So many are drawn before things are said to be settled. */
#define FRAMES 3

/* Nothing that is waited for takes more. */
#define MOST_FRAMES 120

void g_io_module_load   (GIOModule *module);
void g_io_module_unload (GIOModule *module);

static gboolean
write_words (const char *words)
{
  GtkWindow *window = kin_eye_get_front ();
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (window) : NULL;

  if (!GTK_IS_EDITABLE (focus))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (focus), words);

  return TRUE;
}

static void
read_field (JsonBuilder *answer)
{
  GtkWindow *window = kin_eye_get_front ();
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (window) : NULL;

  json_builder_add_string_value (answer, GTK_IS_EDITABLE (focus)
                                         ? gtk_editable_get_text (GTK_EDITABLE (focus)) : "");
}

static gboolean
do_action (const char *name)
{
  GtkWindow *window = kin_eye_get_front ();

  return window != NULL && gtk_widget_activate_action (GTK_WIDGET (window), name, NULL);
}

/* As whoever opens the page sees it. */
static void
scroll_to_top (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget)),
                              0);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    scroll_to_top (child);
}

/* Fresh memory shows the pattern with which freed memory is overwritten. */
static gboolean
is_wiping (void)
{
  g_autofree volatile guchar *memory = g_malloc (4000);

  return memory[2000] == 0x5a;
}

static gboolean
do_what (const char *question,
         const char *words)
{
  if (g_str_equal (question, "press"))
    return kin_eye_press (words);
  if (g_str_equal (question, "press-row"))
    return kin_eye_press_row ();
  if (g_str_equal (question, "back"))
    return kin_eye_go_back ();
  if (g_str_equal (question, "action"))
    return do_action (words);
  if (g_str_equal (question, "write"))
    return write_words (words);
  if (g_str_equal (question, "focus"))
    return kin_eye_focus (words);
  if (g_str_equal (question, "top"))
    scroll_to_top (GTK_WIDGET (kin_eye_get_front ()));
  if (g_str_equal (question, "wiping"))
    return is_wiping ();
  if (g_str_equal (question, "watch"))
    kin_eye_watch_start ();

  return TRUE;
}

static void
answer_to (const char  *line,
           JsonBuilder *answer)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);
  const char *words = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";

  if (g_strcmp0 (parts[0], "look") == 0 || g_strcmp0 (parts[0], "head") == 0)
    kin_eye_look (answer, g_str_equal (parts[0], "look"));
  else if (g_strcmp0 (parts[0], "tab") == 0)
    kin_eye_tab (answer);
  else if (g_strcmp0 (parts[0], "colours") == 0)
    kin_eye_colours (answer);
  else if (g_strcmp0 (parts[0], "field") == 0)
    read_field (answer);
  else if (g_strcmp0 (parts[0], "frames") == 0)
    kin_eye_frames_report (answer);
  else if (g_strcmp0 (parts[0], "stalls") == 0)
    kin_eye_watch_report (answer);
  else if (g_strcmp0 (parts[0], "titles") == 0)
    kin_eye_watch_titles (answer);
  else if (g_strcmp0 (parts[0], "turned") == 0)
    kin_eye_watch_turn (answer);
  else
    json_builder_add_boolean_value (answer, parts[0] != NULL && do_what (parts[0], words));
}

static void
say (JsonBuilder *answer)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (answer);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  printf ("%s\n", text);
  fflush (stdout);
}

static void read_line (GDataInputStream *questions);

/* A question whose answer comes some frames later. */
typedef struct _Waiting Waiting;

struct _Waiting
{
  GDataInputStream *questions;
  GtkWindow        *window;
  gboolean        (* step) (Waiting *self);     /* with each frame; FALSE: there is an answer */
  guint             n_frames;                   /* that are left */
  GObject          *before;                     /* the first hit when it was asked */
  gboolean          is_other;                   /* the first hit in the last frame */
  gint64            begun;                      /* microseconds */
  double            result;
  gboolean          is_done;
};

/* With the answer, or because the window has closed: then it is 0. */
static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  printf ("[%g]\n", self->is_done ? self->result : 0);
  fflush (stdout);
  read_line (self->questions);
  g_clear_object (&self->before);
  g_object_unref (self->questions);
  g_free (self);
}

static gboolean
frame_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  Waiting *self = user_data;

  gtk_widget_queue_draw (widget);
  if (self->step (self))
    return G_SOURCE_CONTINUE;

  self->is_done = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
settle_step (Waiting *self)
{
  return self->n_frames-- > 0;
}

static gboolean
scroll_step (Waiting *self)
{
  self->result = kin_eye_frames_scroll (self->window);

  return self->result != 0 && --self->n_frames > 0;
}

/* Those that are there since the last frame have been drawn. */
static gboolean
hits_step (Waiting *self)
{
  g_autoptr (GObject) first = kin_eye_frames_get_first_entry (self->window);

  self->result = (double) (g_get_monotonic_time () - self->begun) / 1000;
  if (self->is_other)
    return FALSE;

  self->is_other = first != self->before;
  if (--self->n_frames > 0)
    return TRUE;

  self->result = self->before == NULL ? 0 : -1;

  return FALSE;
}

static void
begin_hits (Waiting    *self,
            const char *words)
{
  self->before = kin_eye_frames_get_first_entry (self->window);
  self->n_frames = MOST_FRAMES;
  self->begun = g_get_monotonic_time ();
  write_words (words);
}

/* TRUE: the answer, and the next line, come when enough has been drawn. */
static gboolean
wait_for_frames (GDataInputStream *questions,
                 const char       *line)
{
  GtkWindow *window = kin_eye_get_front ();
  Waiting *self;

  if (window == NULL)
    return FALSE;

  self = g_new0 (Waiting, 1);
  self->window = window;
  self->n_frames = FRAMES;
  self->result = 1;
  if (g_str_equal (line, "settle"))
    self->step = settle_step;
  else if (sscanf (line, "scroll %u", &self->n_frames) == 1)
    self->step = scroll_step;
  else if (g_str_has_prefix (line, "hits "))
    self->step = hits_step;
  if (self->step == NULL)
    {
      g_free (self);
      return FALSE;
    }

  self->questions = g_object_ref (questions);
  if (self->step == hits_step)
    begin_hits (self, line + strlen ("hits "));
  gtk_widget_add_tick_callback (GTK_WIDGET (window), frame_cb, self, waiting_free);

  return TRUE;
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GDataInputStream *questions = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (questions, result, NULL,
                                                                     NULL);
  g_autoptr (JsonBuilder) answer = NULL;

  if (line == NULL)
    return;

  if (wait_for_frames (questions, line))
    return;

  kin_eye_watch_pause ();
  answer = json_builder_new ();
  json_builder_begin_array (answer);
  answer_to (line, answer);
  json_builder_end_array (answer);
  say (answer);
  read_line (questions);
}

static void
read_line (GDataInputStream *questions)
{
  g_data_input_stream_read_line_async (questions, G_PRIORITY_DEFAULT, NULL, line_cb, NULL);
}

static gboolean
open_cb (gpointer user_data)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) questions = g_data_input_stream_new (input);

  read_line (questions);

  return G_SOURCE_REMOVE;
}

/* Loaded into every program of the test's session that uses GIO: it opens in ours alone. For
 * measuring, others too say when they drew first. */
void
g_io_module_load (GIOModule *module)
{
  const char *locale = g_getenv ("KIN_EYE_LOCALE");
  const char *first = g_getenv ("KIN_EYE_FIRST");

  g_type_module_use (G_TYPE_MODULE (module));
  if (first != NULL)
    kin_eye_frames_watch_first (first);
  if (g_strcmp0 (g_get_prgname (), "kinchart") != 0)
    return;

  if (locale != NULL)
    bindtextdomain ("kinchart", locale);
  g_idle_add (open_cb, NULL);
}

void
g_io_module_unload (GIOModule *module)
{
}
