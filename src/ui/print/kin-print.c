/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print"

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-print.h"

/* In points, of which 72 are an inch. */
#define MARGIN 54.0
#define PARAGRAPH_GAP 0.6
#define HEADING_GAP 1.2
#define SMALL_SIZE 0.75

/**
 * KinPrint:
 *
 * Something to be read on paper: words in a few styles, laid out on sheets that each say whose
 * it is, when it was printed, and which sheet of how many it is. Black on white.
 *
 * The preview, the printer and the file all draw the same sheets. Nothing is written anywhere
 * but where a person says.
 */
struct _KinPrint
{
  GObject    parent_instance;

  char      *title;
  char      *who;                  /* NULL: it is about nobody */
  char      *day;
  int        size;
  GArray    *blocks;               /* of Block */

  double     width;
  double     height;
  double     foot_height;
  GPtrArray *layouts;              /* of PangoLayout, which own the lines */
  GArray    *lines;                /* of Line, in order */
  guint      n_sheets;
};

G_DEFINE_FINAL_TYPE (KinPrint, kin_print, G_TYPE_OBJECT)

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  KinPrintStyle  style;
  char          *words;
} Block;

typedef struct
{
  PangoLayoutLine *line;           /* of one of the layouts */
  char            *words;
  guint            sheet;
  double           x;
  double           baseline;
} Line;

static void
block_clear (gpointer block)
{
  g_free (((Block *) block)->words);
}

static void
line_clear (gpointer line)
{
  g_free (((Line *) line)->words);
}

/* Laying out */

static PangoLayout *
make_layout (KinPrint     *self,
             PangoContext *context,
             const char   *font,
             double        scale)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout = pango_layout_new (context);

  /* A hyphen that is not there would change a name or a number. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_font_description_set_size (description, (int) (self->size * scale * PANGO_SCALE));
  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) ((self->width - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  g_ptr_array_add (self->layouts, layout);

  return layout;
}

static PangoLayout *
lay_out_block (KinPrint     *self,
               PangoContext *context,
               const Block  *block)
{
  PangoLayout *layout;

  switch (block->style)
    {
    case KIN_PRINT_HEADING:
      layout = make_layout (self, context, "Sans Bold", 1.1);
      break;
    case KIN_PRINT_CODE:
      layout = make_layout (self, context, "Monospace Bold", 1.2);
      break;
    case KIN_PRINT_TEXT:
    default:
      layout = make_layout (self, context, "Sans", 1);
      break;
    }
  pango_layout_set_text (layout, block->words, -1);

  return layout;
}

static double
measure (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return pango_units_to_double (height);
}

static void
add_line (KinPrint        *self,
          PangoLayoutLine *line,
          guint            sheet,
          double           x,
          double           baseline)
{
  const char *text = pango_layout_get_text (line->layout);
  Line one = { line, g_strndup (text + line->start_index, line->length), sheet, x, baseline };

  g_array_append_val (self->lines, one);
}

/* Sheets end above the lines that say which sheet it is. */
static double
get_bottom (KinPrint *self)
{
  return self->height - MARGIN - self->foot_height - self->size;
}

/* Puts the lines of one block below @y, on further sheets where they do not fit. Returns where
 * the next block goes. @room is what has to fit below the first line, for a heading. */
static double
place_block (KinPrint    *self,
             PangoLayout *layout,
             double       y,
             double       room)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle extents;
      double height;
      int top;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      height = pango_units_to_double (extents.height);
      if (y + height + room > get_bottom (self) && y > MARGIN)
        {
          self->n_sheets++;
          y = MARGIN;
        }

      top = pango_layout_iter_get_baseline (iter) - extents.y;
      add_line (self, pango_layout_iter_get_line_readonly (iter), self->n_sheets - 1,
                MARGIN + pango_units_to_double (extents.x), y + pango_units_to_double (top));
      y += height;
      room = 0;
    }
  while (pango_layout_iter_next_line (iter));

  pango_layout_iter_free (iter);
  return y;
}

static double
lay_out_title (KinPrint     *self,
               PangoContext *context)
{
  PangoLayout *layout = make_layout (self, context, "Sans Bold", 1.5);
  double y;

  pango_layout_set_text (layout, self->title, -1);
  y = place_block (self, layout, MARGIN, 0);
  if (self->who != NULL)
    {
      layout = make_layout (self, context, "Sans Bold", 1);
      pango_layout_set_text (layout, self->who, -1);
      y = place_block (self, layout, y, 0);
    }

  return y;
}

/* At the foot of each sheet. On later sheets it is the only place for the name. */
static PangoLayout *
make_foot (KinPrint     *self,
           PangoContext *context,
           guint         sheet)
{
  PangoLayout *layout = make_layout (self, context, "Sans", SMALL_SIZE);
  g_autofree char *number = NULL;
  g_autofree char *foot = NULL;

  /* Translators: the foot of a printed sheet: which sheet, and of how many. */
  number = g_strdup_printf (_("Page %1$u of %2$u"), sheet + 1, self->n_sheets);
  foot = self->who != NULL
         /* Translators: the foot of a printed sheet: person, day of printing, page n of m. */
         ? g_strdup_printf (_("%1$s · Printed %2$s · %3$s"), self->who, self->day, number)
         /* Translators: the same for a sheet that is about nobody: day of printing, page n of m. */
         : g_strdup_printf (_("Kinchart · Printed %1$s · %2$s"), self->day, number);
  pango_layout_set_text (layout, foot, -1);

  return layout;
}

static void
lay_out_foot (KinPrint     *self,
              PangoContext *context,
              guint         sheet)
{
  PangoLayout *layout = make_foot (self, context, sheet);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double top = self->height - MARGIN - measure (layout);

  do
    {
      PangoRectangle extents;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      add_line (self, pango_layout_iter_get_line_readonly (iter), sheet,
                MARGIN + pango_units_to_double (extents.x),
                top + pango_units_to_double (pango_layout_iter_get_baseline (iter)));
    }
  while (pango_layout_iter_next_line (iter));

  pango_layout_iter_free (iter);
}

static double
gap_above (KinPrint    *self,
           const Block *block)
{
  return self->size * (block->style == KIN_PRINT_HEADING ? HEADING_GAP : PARAGRAPH_GAP);
}

/* How much has to fit below the first line of a heading: all that it is over, so that the end
 * of an entry is never taken for a part of the next one. What is longer than a sheet begins
 * where it is. */
static double
find_room (KinPrint  *self,
           GPtrArray *layouts,
           guint      heading)
{
  PangoLayoutLine *first = pango_layout_get_line_readonly (g_ptr_array_index (layouts, heading), 0);
  double room = measure (g_ptr_array_index (layouts, heading));
  PangoRectangle extents;

  pango_layout_line_get_extents (first, NULL, &extents);
  room -= pango_units_to_double (extents.height);
  for (guint i = heading + 1; i < layouts->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);

      if (block->style == KIN_PRINT_HEADING)
        break;
      room += gap_above (self, block) + measure (g_ptr_array_index (layouts, i));
    }

  return MARGIN + room > get_bottom (self) ? 3 * self->size : room;
}

/**
 * kin_print_lay_out:
 * @context: where fonts come from; one unit of it is a point
 * @width: of a sheet, in points
 * @height: of a sheet, in points
 *
 * Puts the words on sheets. Called again for other sheets, it begins anew.
 *
 * Returns: the number of sheets, at least 1
 */
guint
kin_print_lay_out (KinPrint     *self,
                   PangoContext *context,
                   double        width,
                   double        height)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new ();
  double y;

  g_return_val_if_fail (KIN_IS_PRINT (self), 0);

  g_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->layouts, 0);
  self->width = width;
  self->height = height;
  /* So many that its number takes the most room. */
  self->n_sheets = 888;
  self->foot_height = measure (make_foot (self, context, 887));
  self->n_sheets = 1;

  y = lay_out_title (self, context);
  for (guint i = 0; i < self->blocks->len; i++)
    g_ptr_array_add (layouts, lay_out_block (self, context,
                                             &g_array_index (self->blocks, Block, i)));
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);
      double room = block->style == KIN_PRINT_HEADING ? find_room (self, layouts, i) : 0;

      y = place_block (self, g_ptr_array_index (layouts, i), y + gap_above (self, block), room);
    }

  for (guint sheet = 0; sheet < self->n_sheets; sheet++)
    lay_out_foot (self, context, sheet);

  return self->n_sheets;
}

/**
 * kin_print_draw:
 * @number: which sheet, from 0
 * @cr: its unit is a point; the corner of the sheet is at 0, 0
 *
 * Draws one of the sheets that kin_print_lay_out() made.
 */
void
kin_print_draw (KinPrint *self,
                guint     number,
                cairo_t  *cr)
{
  g_return_if_fail (KIN_IS_PRINT (self));

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->sheet != number)
        continue;

      cairo_move_to (cr, line->x, line->baseline);
      pango_cairo_show_layout_line (cr, line->line);
    }
}

/**
 * kin_print_dup_text:
 * @number: which sheet, from 0
 *
 * Returns: (transfer full): the words on that sheet, a line each, for people who hear it
 */
char *
kin_print_dup_text (KinPrint *self,
                    guint     number)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (KIN_IS_PRINT (self), NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->sheet == number)
        g_string_append_printf (text, "%s\n", line->words);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Printing */

static void
on_begin_print (KinPrint          *self,
                GtkPrintContext   *context,
                GtkPrintOperation *operation)
{
  PangoContext *fonts = gtk_print_context_create_pango_context (context);
  guint n_sheets = kin_print_lay_out (self, fonts, gtk_print_context_get_width (context),
                                      gtk_print_context_get_height (context));

  gtk_print_operation_set_n_pages (operation, (int) n_sheets);
  g_object_unref (fonts);
}

static void
on_draw_page (KinPrint        *self,
              GtkPrintContext *context,
              int              number)
{
  kin_print_draw (self, (guint) number, gtk_print_context_get_cairo_context (context));
}

static gboolean
end_preview (gpointer preview)
{
  gtk_print_operation_preview_end_preview (preview);

  return G_SOURCE_REMOVE;
}

static void
on_preview_ready (GtkPrintOperationPreview *preview)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, end_preview, g_object_ref (preview), g_object_unref);
}

/* The dialog's own preview is another program, which would get a file in a temporary folder: it
 * is drawn nowhere and ends at once. What it would show is on the page behind the dialog. */
static gboolean
on_preview (KinPrint                 *self,
            GtkPrintOperationPreview *preview,
            GtkPrintContext          *context)
{
  cairo_surface_t *nowhere = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (nowhere);

  gtk_print_context_set_cairo_context (context, cr, 72, 72);
  cairo_destroy (cr);
  cairo_surface_destroy (nowhere);
  g_signal_connect (preview, "ready", G_CALLBACK (on_preview_ready), NULL);

  return TRUE;
}

/* Where "print to a file" goes unless a person says otherwise: not where the app was started. */
static GtkPrintSettings *
make_settings (void)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR,
                          documents != NULL ? documents : g_get_home_dir ());
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, "Kinchart");

  return settings;
}

static void
on_done (KinPrint               *self,
         GtkPrintOperationResult result)
{
  if (result != GTK_PRINT_OPERATION_RESULT_CANCEL)
    g_signal_emit (self, signals[ENDED], 0, result != GTK_PRINT_OPERATION_RESULT_ERROR);
}

/**
 * kin_print_run:
 * @parent: the window that asks
 *
 * Asks which printer, and prints. The job has a name that says nothing about a person: it can be
 * read by others on a printer they share.
 */
void
kin_print_run (KinPrint  *self,
               GtkWindow *parent)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) settings = make_settings ();

  g_return_if_fail (KIN_IS_PRINT (self));

  gtk_print_operation_set_job_name (operation, "Kinchart");
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (on_begin_print), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "preview", G_CALLBACK (on_preview), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/**
 * kin_print_save:
 * @path: where a person wants it
 *
 * Writes the sheets as one PDF, on the paper that is usual here.
 *
 * Returns: whether the file is written
 */
gboolean
kin_print_save (KinPrint    *self,
                const char  *path,
                GError     **error)
{
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
  PangoContext *fonts;
  double width = gtk_page_setup_get_paper_width (paper, GTK_UNIT_POINTS);
  double height = gtk_page_setup_get_paper_height (paper, GTK_UNIT_POINTS);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (KIN_IS_PRINT (self), FALSE);

  surface = cairo_pdf_surface_create (path, width, height);
  cr = cairo_create (surface);
  fonts = pango_cairo_create_context (cr);
  pango_cairo_context_set_resolution (fonts, 72);
  kin_print_lay_out (self, fonts, width, height);
  g_object_unref (fonts);
  for (guint sheet = 0; sheet < self->n_sheets; sheet++)
    {
      kin_print_draw (self, sheet, cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Writing a PDF: %s",
                 cairo_status_to_string (status));

  return status == CAIRO_STATUS_SUCCESS;
}

static void
kin_print_finalize (GObject *object)
{
  KinPrint *self = KIN_PRINT (object);

  g_array_unref (self->lines);
  g_ptr_array_unref (self->layouts);
  g_array_unref (self->blocks);
  g_free (self->title);
  g_free (self->who);
  g_free (self->day);

  G_OBJECT_CLASS (kin_print_parent_class)->finalize (object);
}

static void
kin_print_class_init (KinPrintClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_print_finalize;

  /**
   * KinPrint::ended:
   * @is_printed: whether it went to the printer
   *
   * A print that was not cancelled has come to its end.
   */
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
kin_print_init (KinPrint *self)
{
  self->size = KIN_PRINT_USUAL_SIZE;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, block_clear);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * kin_print_new:
 * @title: what it is, large on the first sheet
 * @who: (nullable): whose it is, with the birth date; on every sheet
 *
 * Returns: (transfer full): nothing but a title yet
 */
KinPrint *
kin_print_new (const char *title,
               const char *who)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  KinPrint *self = g_object_new (KIN_TYPE_PRINT, NULL);

  self->title = g_strdup (title);
  self->who = g_strdup (who);
  self->day = kin_date_to_words (today);

  return self;
}

const char *
kin_print_get_title (KinPrint *self)
{
  g_return_val_if_fail (KIN_IS_PRINT (self), NULL);

  return self->title;
}

/**
 * kin_print_set_size:
 * @points: of the words on paper; 16 unless said
 */
void
kin_print_set_size (KinPrint *self,
                    int       points)
{
  g_return_if_fail (KIN_IS_PRINT (self));
  g_return_if_fail (points > 0);

  self->size = points;
}

/**
 * kin_print_add:
 * @words: plain text; from a record, it has been isolated
 *
 * Adds something below what is there.
 */
void
kin_print_add (KinPrint      *self,
               KinPrintStyle  style,
               const char    *words)
{
  Block block = { style, g_strdup (words) };

  g_return_if_fail (KIN_IS_PRINT (self));
  g_return_if_fail (words != NULL);

  g_array_append_val (self->blocks, block);
}
