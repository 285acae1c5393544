/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-letter-find"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-letter-find.h"
#include "kin-letter-view.h"
#include "kin-page.h"
#include "kin-text-find.h"
#include "kin-wide-button.h"

/**
 * KinLetterFind:
 *
 * Finds words in the letters on a page: each place is marked, one of them is in view, and how many
 * there are is said. It stays above the column while that scrolls.
 */
struct _KinLetterFind
{
  GtkWidget       parent_instance;

  GtkSearchEntry *entry;
  GtkLabel       *count;
  GtkWidget      *previous;
  GtkWidget      *next;

  GtkWidget      *place;           /* not owned: has the letters, on the same page */
  GPtrArray      *texts;           /* of GtkLabel, in order */
  GArray         *hits;            /* of Hit, in order */
  guint           current;         /* of the hits */
  guint           n_frames;        /* in which the current one is still brought into view */
  gboolean        is_reading;      /* more words are on their way */
  gboolean        has_pictures;    /* there are pages without words */
};

G_DEFINE_FINAL_TYPE (KinLetterFind, kin_letter_find, GTK_TYPE_WIDGET)

typedef struct
{
  GtkLabel     *label;             /* one of the texts */
  KinTextRange  range;
} Hit;

/* What was hidden is laid out anew, in one of the next frames. */
#define FRAMES 4

static KinPage *
get_page (KinLetterFind *self)
{
  return KIN_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE));
}

static const Hit *
get_current (KinLetterFind *self)
{
  return self->current < self->hits->len ? &g_array_index (self->hits, Hit, self->current) : NULL;
}

/* Marks */

static void
add_attribute (PangoAttrList  *list,
               PangoAttribute *attribute,
               KinTextRange    range)
{
  attribute->start_index = range.start;
  attribute->end_index = range.end;
  pango_attr_list_insert (list, attribute);
}

typedef PangoAttribute *(*MakeColour) (guint16, guint16, guint16);

static void
add_colour (PangoAttrList *list,
            GtkWidget     *widget,
            const char    *name,
            MakeColour     make,
            KinTextRange   range)
{
  GdkRGBA colour = { 0 };

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour))
    add_attribute (list, make ((guint16) (colour.red * G_MAXUINT16),
                               (guint16) (colour.green * G_MAXUINT16),
                               (guint16) (colour.blue * G_MAXUINT16)), range);
}

/* Not by colour alone: the place has a line below it, and the current one has two. The words around
 * it are a little faint, and it must not be. */
static void
add_mark (PangoAttrList *list,
          GtkWidget     *label,
          gboolean       is_current,
          KinTextRange   range)
{
  add_attribute (list, pango_attr_underline_new (is_current ? PANGO_UNDERLINE_DOUBLE
                                                            : PANGO_UNDERLINE_SINGLE), range);
  add_colour (list, label, is_current ? "accent_bg_color" : "kin_found_bg_color",
              pango_attr_background_new, range);
  add_colour (list, label, is_current ? "accent_fg_color" : "kin_found_fg_color",
              pango_attr_foreground_new, range);
  add_attribute (list, pango_attr_background_alpha_new (G_MAXUINT16), range);
  add_attribute (list, pango_attr_foreground_alpha_new (G_MAXUINT16), range);
}

static void
mark_text (KinLetterFind *self,
           GtkLabel      *label)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();

  for (guint i = 0; i < self->hits->len; i++)
    {
      const Hit *hit = &g_array_index (self->hits, Hit, i);

      if (hit->label == label)
        add_mark (list, GTK_WIDGET (label), i == self->current, hit->range);
    }

  gtk_label_set_attributes (label, list);
}

static void
mark_all (KinLetterFind *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    mark_text (self, g_ptr_array_index (self->texts, i));
}

/* The place in view */

static gboolean
show_current (GtkWidget     *page,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  KinLetterFind *self = user_data;
  const Hit *hit = get_current (self);
  PangoRectangle place;
  int y = 0;

  self->n_frames--;
  if (hit == NULL || !gtk_widget_get_mapped (GTK_WIDGET (hit->label)))
    return self->n_frames > 0;

  pango_layout_index_to_pos (gtk_label_get_layout (hit->label), (int) hit->range.start, &place);
  pango_extents_to_pixels (&place, NULL);
  gtk_label_get_layout_offsets (hit->label, NULL, &y);
  kin_page_show_place (KIN_PAGE (page), GTK_WIDGET (hit->label), y + place.y,
                       y + place.y + place.height);

  return self->n_frames > 0;
}

static void
bring_into_view (KinLetterFind *self)
{
  if (self->n_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (get_page (self)), show_current, self, NULL);
  self->n_frames = FRAMES;
}

/* What is said */

static char *
count_to_words (KinLetterFind *self)
{
  if (self->hits->len > 0)
    /* Translators: the place of those where words were found that is shown now, and how many
     * there are, such as "2 of 7". */
    return g_strdup_printf (_("%1$u of %2$u"), self->current + 1, self->hits->len);
  if (self->is_reading)
    return g_strdup (_("Looking through the document…"));
  if (self->has_pictures)
    return g_strdup (_("Not found. Pages that are pictures could not be looked through."));

  return g_strdup (_("Not found. Try another word, or the start of one."));
}

/* Seen below the field, and heard through the title. */
static void
say_count (KinLetterFind *self)
{
  gboolean is_empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
  g_autofree char *words = is_empty ? NULL : count_to_words (self);

  gtk_label_set_label (self->count, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->count), words != NULL);
  gtk_widget_set_sensitive (self->previous, self->hits->len > 1);
  gtk_widget_set_sensitive (self->next, self->hits->len > 1);
  kin_page_set_attention (get_page (self), words);
}

static void
go (KinLetterFind *self,
    guint          current)
{
  GtkLabel *before;

  if (self->hits->len == 0)
    return;

  before = g_array_index (self->hits, Hit, self->current).label;
  self->current = current % self->hits->len;
  mark_text (self, before);
  mark_text (self, g_array_index (self->hits, Hit, self->current).label);
  bring_into_view (self);
  say_count (self);
}

static void
go_next (KinLetterFind *self)
{
  go (self, self->current + 1);
}

static void
go_previous (KinLetterFind *self)
{
  go (self, self->current > 0 ? self->current - 1 : self->hits->len - 1);
}

static gboolean
previous_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  go_previous (KIN_LETTER_FIND (widget));

  return TRUE;
}

/* Looking */

static void
find_in (KinLetterFind *self,
         GtkLabel      *label)
{
  const char *phrase = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GArray) found = kin_text_find_phrase (gtk_label_get_text (label), phrase);

  for (guint i = 0; i < found->len; i++)
    {
      Hit hit = { label, g_array_index (found, KinTextRange, i) };

      g_array_append_val (self->hits, hit);
    }
}

/* The words that were found before keep their place when others come after them. */
static void
look (KinLetterFind *self,
      guint          current)
{
  g_array_set_size (self->hits, 0);
  for (guint i = 0; i < self->texts->len; i++)
    find_in (self, g_ptr_array_index (self->texts, i));
  self->current = current < self->hits->len ? current : 0;
  mark_all (self);
  say_count (self);
}

static void
on_search_changed (KinLetterFind *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  look (self, 0);
  bring_into_view (self);
}

/* The letters */

static void on_words_added (KinLetterFind *self);

static void
take_view (KinLetterFind *self,
           KinLetterView *view)
{
  GPtrArray *texts = kin_letter_view_get_texts (view);

  g_signal_handlers_disconnect_by_data (view, self);
  kin_letter_view_show_words (view);
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (self->texts, g_object_ref (g_ptr_array_index (texts, i)));
  self->is_reading = self->is_reading || kin_letter_view_get_is_reading (view);
  self->has_pictures = self->has_pictures || kin_letter_view_get_has_pictures (view);
  g_signal_connect_object (view, "words-added", G_CALLBACK (on_words_added), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "words-hidden", G_CALLBACK (kin_letter_find_close), self,
                           G_CONNECT_SWAPPED);
}

static void
take_views_in (KinLetterFind *self,
               GtkWidget     *widget)
{
  if (KIN_IS_LETTER_VIEW (widget))
    {
      take_view (self, KIN_LETTER_VIEW (widget));
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    take_views_in (self, child);
}

static void
take_views (KinLetterFind *self)
{
  g_ptr_array_set_size (self->texts, 0);
  self->is_reading = FALSE;
  self->has_pictures = FALSE;
  take_views_in (self, self->place);
}

static void
on_words_added (KinLetterFind *self)
{
  gboolean had_none = self->hits->len == 0;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  take_views (self);
  look (self, self->current);
  if (had_none)
    bring_into_view (self);
}

static void
on_style_changed (KinLetterFind *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    mark_all (self);
}

static void
kin_letter_find_dispose (GObject *object)
{
  KinLetterFind *self = KIN_LETTER_FIND (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);

  G_OBJECT_CLASS (kin_letter_find_parent_class)->dispose (object);
}

static void
kin_letter_find_class_init (KinLetterFindClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_letter_find_dispose;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-letter-find.ui");
  gtk_widget_class_bind_template_child (widget_class, KinLetterFind, entry);
  gtk_widget_class_bind_template_child (widget_class, KinLetterFind, count);
  gtk_widget_class_bind_template_child (widget_class, KinLetterFind, previous);
  gtk_widget_class_bind_template_child (widget_class, KinLetterFind, next);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, go_next);
  gtk_widget_class_bind_template_callback (widget_class, go_previous);
  gtk_widget_class_bind_template_callback (widget_class, kin_letter_find_close);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, previous_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_SHIFT_MASK, previous_cb, NULL);
}

static void
kin_letter_find_init (KinLetterFind *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->texts = g_ptr_array_new_with_free_func (g_object_unref);
  self->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (on_style_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * kin_letter_find_open:
 * @place: the part of the same page that has letters in it
 *
 * Opens the field, with what was looked for last, and shows the words of letters that have pages.
 *
 * Returns: whether there are words to look through
 */
gboolean
kin_letter_find_open (KinLetterFind *self,
                      GtkWidget     *place)
{
  g_return_val_if_fail (KIN_IS_LETTER_FIND (self), FALSE);

  self->place = place;
  take_views (self);
  if (self->texts->len == 0)
    return FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  look (self, self->current);
  bring_into_view (self);

  return TRUE;
}

/* Where the person found what was looked for, reading goes on. */
static void
focus_current (KinLetterFind *self)
{
  const Hit *hit = get_current (self);
  const char *text;
  glong start;
  glong end;

  if (hit == NULL)
    {
      gtk_widget_child_focus (self->place, GTK_DIR_TAB_FORWARD);
      return;
    }

  text = gtk_label_get_text (hit->label);
  start = g_utf8_pointer_to_offset (text, text + hit->range.start);
  end = g_utf8_pointer_to_offset (text, text + hit->range.end);
  gtk_widget_grab_focus (GTK_WIDGET (hit->label));
  gtk_label_select_region (hit->label, (int) start, (int) end);
}

/**
 * kin_letter_find_close:
 *
 * Closes the field, and takes the marks away. The focus goes to the place that was found.
 *
 * Returns: whether it was open
 */
gboolean
kin_letter_find_close (KinLetterFind *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *focus;

  g_return_val_if_fail (KIN_IS_LETTER_FIND (self), FALSE);

  if (!gtk_widget_get_visible (widget))
    return FALSE;

  focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    focus_current (self);
  bring_into_view (self);
  gtk_widget_set_visible (widget, FALSE);
  kin_page_set_attention (get_page (self), NULL);
  for (guint i = 0; i < self->texts->len; i++)
    gtk_label_set_attributes (g_ptr_array_index (self->texts, i), NULL);

  return TRUE;
}
