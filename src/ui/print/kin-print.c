/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-print.h"

/* In points, of which 72 are an inch. */
#define MARGIN 54.0
#define PARAGRAPH_GAP 0.6
#define HEADING_GAP 1.2
#define SMALL_SIZE 0.75

#define BLOCKS_AT_ONCE 60

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
  PangoContext *context;           /* while words are put on sheets */
  guint      next;                 /* the block that comes next */
  double     y;                    /* where it goes */
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

/* What is on paper may be the code that opens the records. */
static void
wipe (char *words)
{
  explicit_bzero (words, strlen (words));
  g_free (words);
}

static void
block_clear (gpointer block)
{
  wipe (((Block *) block)->words);
}

static void
line_clear (gpointer line)
{
  wipe (((Line *) line)->words);
}

/* Laying out */

static PangoLayout *
make_layout (KinPrint     *self,
             PangoContext *context,
             const char   *font,
             double        scale,
             const char   *words)
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
  pango_layout_set_text (layout, words, -1);
  g_ptr_array_add (self->layouts, layout);

  return layout;
}

static PangoLayout *
lay_out_block (KinPrint     *self,
               PangoContext *context,
               const Block  *block)
{
  switch (block->style)
    {
    case KIN_PRINT_GROUP:
      return make_layout (self, context, "Sans Bold", 1.3, block->words);
    case KIN_PRINT_HEADING:
      return make_layout (self, context, "Sans Bold", 1.1, block->words);
    case KIN_PRINT_CODE:
      return make_layout (self, context, "Monospace Bold", 1.2, block->words);
    case KIN_PRINT_TEXT:
    default:
      return make_layout (self, context, "Sans", 1, block->words);
    }
}

/* Where a line begins: at the side that the person reads from, also one in another writing, and one
 * without letters, such as a line to write on. */
static double
get_begin (KinPrint             *self,
           const PangoRectangle *line)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL
         ? self->width - MARGIN - pango_units_to_double (line->width) : MARGIN;
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
                get_begin (self, &extents), y + pango_units_to_double (top));
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
  PangoLayout *layout = make_layout (self, context, "Sans Bold", 1.5, self->title);
  double y;

  y = place_block (self, layout, MARGIN, 0);
  if (self->who != NULL)
    {
      layout = make_layout (self, context, "Sans Bold", 1, self->who);
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
  g_autofree char *number = NULL;
  g_autofree char *foot = NULL;

  /* Translators: the foot of a printed sheet: which sheet, and of how many. */
  number = g_strdup_printf (_("Page %1$u of %2$u"), sheet + 1, self->n_sheets);
  foot = self->who != NULL
         /* Translators: the foot of a printed sheet: person, day of printing, page n of m. */
         ? g_strdup_printf (_("%1$s · Printed %2$s · %3$s"), self->who, self->day, number)
         /* Translators: the same for a sheet that is about nobody: day of printing, page n of m. */
         : g_strdup_printf (_("Kinchart · Printed %1$s · %2$s"), self->day, number);

  return make_layout (self, context, "Sans", SMALL_SIZE, foot);
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
                get_begin (self, &extents),
                top + pango_units_to_double (pango_layout_iter_get_baseline (iter)));
    }
  while (pango_layout_iter_next_line (iter));

  pango_layout_iter_free (iter);
}

static KinPrintStyle
style_at (KinPrint *self,
          guint     position)
{
  return g_array_index (self->blocks, Block, position).style;
}

static gboolean
is_heading (KinPrintStyle style)
{
  return style == KIN_PRINT_GROUP || style == KIN_PRINT_HEADING;
}

static double
gap_above (KinPrint    *self,
           const Block *block)
{
  return self->size * (is_heading (block->style) ? HEADING_GAP : PARAGRAPH_GAP);
}

/* The end of what belongs together: a heading and all that it is over; of a group, the first. */
static guint
find_end (KinPrint *self,
          guint     begin)
{
  guint end = begin + (style_at (self, begin) == KIN_PRINT_GROUP ? 2 : 1);

  while (end < self->blocks->len && !is_heading (style_at (self, end)))
    end++;

  return MIN (end, self->blocks->len);
}

/* How much has to fit below the first line of what belongs together: all of it, so that the end
 * of an entry is never taken for a part of the next one. What is longer than a sheet begins
 * where it is. */
static double
find_room (KinPrint  *self,
           GPtrArray *layouts,
           guint      begin)
{
  PangoLayoutLine *first = pango_layout_get_line_readonly (g_ptr_array_index (layouts, 0), 0);
  double room = measure (g_ptr_array_index (layouts, 0));
  PangoRectangle extents;

  pango_layout_line_get_extents (first, NULL, &extents);
  room -= pango_units_to_double (extents.height);
  for (guint i = 1; i < layouts->len; i++)
    room += gap_above (self, &g_array_index (self->blocks, Block, begin + i)) +
            measure (g_ptr_array_index (layouts, i));

  return MARGIN + room > get_bottom (self) ? 3 * self->size : room;
}

static void
place_together (KinPrint *self,
                guint     begin,
                guint     end)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new ();
  double room;

  for (guint i = begin; i < end; i++)
    g_ptr_array_add (layouts, lay_out_block (self, self->context,
                                             &g_array_index (self->blocks, Block, i)));

  room = is_heading (style_at (self, begin)) ? find_room (self, layouts, begin) : 0;
  for (guint i = begin; i < end; i++)
    {
      self->y = place_block (self, g_ptr_array_index (layouts, i - begin),
                             self->y + gap_above (self, &g_array_index (self->blocks, Block, i)),
                             i == begin ? room : 0);
    }
}

/**
 * kin_print_begin:
 * @context: where fonts come from; one unit of it is a point
 * @width: of a sheet, in points
 * @height: of a sheet, in points
 *
 * Begins to put the words on sheets, anew if it was done before; kin_print_go_on() ends it.
 */
void
kin_print_begin (KinPrint     *self,
                 PangoContext *context,
                 double        width,
                 double        height)
{
  g_return_if_fail (KIN_IS_PRINT (self));

  g_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->layouts, 0);
  g_set_object (&self->context, context);
  pango_context_set_base_dir (context, gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL
                                       ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  self->width = width;
  self->height = height;
  /* So many that its number takes the most room. */
  self->n_sheets = 888;
  self->foot_height = measure (make_foot (self, context, 887));
  self->n_sheets = 1;
  self->next = 0;
  self->y = lay_out_title (self, context);
}

/**
 * kin_print_go_on:
 *
 * Puts some more words on sheets: as many as a window can wait for.
 *
 * Returns: whether all are there
 */
gboolean
kin_print_go_on (KinPrint *self)
{
  guint stop;

  g_return_val_if_fail (KIN_IS_PRINT (self), TRUE);
  g_return_val_if_fail (self->context != NULL, TRUE);

  stop = self->next + BLOCKS_AT_ONCE;
  while (self->next < MIN (stop, self->blocks->len))
    {
      guint end = find_end (self, self->next);

      place_together (self, self->next, end);
      self->next = end;
    }
  if (self->next < self->blocks->len)
    return FALSE;

  for (guint sheet = 0; sheet < self->n_sheets; sheet++)
    lay_out_foot (self, self->context, sheet);
  g_clear_object (&self->context);

  return TRUE;
}

/**
 * kin_print_get_n_sheets:
 *
 * Returns: the number of sheets, at least 1, once all words are on them
 */
guint
kin_print_get_n_sheets (KinPrint *self)
{
  g_return_val_if_fail (KIN_IS_PRINT (self), 0);

  return self->n_sheets;
}

/**
 * kin_print_lay_out:
 * @context: where fonts come from; one unit of it is a point
 * @width: of a sheet, in points
 * @height: of a sheet, in points
 *
 * Puts all words on sheets at once: for a few of them, or on a thread.
 *
 * Returns: the number of sheets, at least 1
 */
guint
kin_print_lay_out (KinPrint     *self,
                   PangoContext *context,
                   double        width,
                   double        height)
{
  kin_print_begin (self, context, width, height);
  while (!kin_print_go_on (self))
    ;

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

static void
kin_print_finalize (GObject *object)
{
  KinPrint *self = KIN_PRINT (object);

  g_array_unref (self->lines);
  g_ptr_array_unref (self->layouts);
  g_clear_object (&self->context);
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
   * @words: what became of it
   *
   * A print that was not cancelled has come to its end.
   */
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
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

/**
 * kin_print_copy:
 *
 * Returns: (transfer full): the same words, on no sheet yet: paper of another size must not change
 *   what a preview draws
 */
KinPrint *
kin_print_copy (KinPrint *self)
{
  KinPrint *other;

  g_return_val_if_fail (KIN_IS_PRINT (self), NULL);

  other = g_object_new (KIN_TYPE_PRINT, NULL);
  other->title = g_strdup (self->title);
  other->who = g_strdup (self->who);
  other->day = g_strdup (self->day);
  other->size = self->size;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);

      kin_print_add (other, block->style, block->words);
    }

  return other;
}
