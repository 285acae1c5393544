/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-eye-look"

#include <adwaita.h>

#include "kin-eye.h"

#define MOST_STOPS 60
#define ISOLATE "\xe2\x81\xa8"

/* The window in front: a dialog before the window it belongs to. */
GtkWindow *
kin_eye_get_front (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  GtkWindow *front = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (GTK_WIDGET (window))
          && (front == NULL || gtk_window_get_transient_for (window) == front))
        front = window;
    }

  return front;
}

static gboolean
is_page (GType type)
{
  for (; type != 0; type = g_type_parent (type))
    if (g_str_equal (g_type_name (type), "KinPage"))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_page (GtkWidget *widget)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (is_page (G_OBJECT_TYPE (widget)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_page (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
kin_eye_get_page (GtkWindow *window)
{
  return find_page (GTK_WIDGET (window));
}

static gboolean
is_named (GtkWidget  *widget,
          const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

/* Whether a person presses it. */
gboolean
kin_eye_is_target (GtkWidget *widget)
{
  if (!gtk_widget_is_sensitive (widget))
    return FALSE;
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));

  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_TEXT (widget) || GTK_IS_EXPANDER (widget) || is_named (widget, "GtkModelButton")
         || is_named (widget, "GtkListItemWidget");
}

static gboolean
get_box (GtkWidget       *widget,
         GtkWindow       *window,
         graphene_rect_t *box)
{
  return gtk_widget_compute_bounds (widget, GTK_WIDGET (window), box);
}

void
kin_eye_add_box (JsonBuilder *answer,
                 GtkWidget   *widget,
                 GtkWindow   *window)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  get_box (widget, window, &box);
  json_builder_begin_array (answer);
  json_builder_add_int_value (answer, (gint64) box.origin.x);
  json_builder_add_int_value (answer, (gint64) box.origin.y);
  json_builder_add_int_value (answer, (gint64) (box.size.width + 0.5f));
  json_builder_add_int_value (answer, (gint64) (box.size.height + 0.5f));
  json_builder_end_array (answer);
}

static void
add_string (JsonBuilder *answer,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (answer, name);
  json_builder_add_string_value (answer, value);
}

static void
add_int (JsonBuilder *answer,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (answer, name);
  json_builder_add_int_value (answer, value);
}

/* The part of @box that no scroller hides; FALSE when some of it is hidden. */
static gboolean
is_whole (GtkWidget       *widget,
          GtkWindow       *window,
          graphene_rect_t *box)
{
  for (GtkWidget *up = gtk_widget_get_parent (widget); up != NULL; up = gtk_widget_get_parent (up))
    {
      graphene_rect_t outer;

      if (gtk_widget_get_overflow (up) == GTK_OVERFLOW_HIDDEN && get_box (up, window, &outer)
          && !graphene_rect_contains_rect (&outer, box))
        return FALSE;
    }

  return TRUE;
}

/* Of a label only where the letters are: it may be much larger. */
static gboolean
get_ink_box (GtkWidget       *widget,
             GtkWindow       *window,
             graphene_rect_t *box)
{
  PangoRectangle letters;
  graphene_point_t origin;
  int x;
  int y;

  if (!GTK_IS_LABEL (widget))
    return get_box (widget, window, box);

  gtk_label_get_layout_offsets (GTK_LABEL (widget), &x, &y);
  pango_layout_get_pixel_extents (gtk_label_get_layout (GTK_LABEL (widget)), NULL, &letters);
  if (!gtk_widget_compute_point (widget, GTK_WIDGET (window),
                                 &GRAPHENE_POINT_INIT ((float) (x + letters.x),
                                                       (float) (y + letters.y)), &origin))
    return FALSE;

  graphene_rect_init (box, origin.x, origin.y, (float) letters.width, (float) letters.height);

  return TRUE;
}

static double
get_contrast (GtkWidget     *widget,
              GtkWindow     *window,
              KinEyePicture *picture)
{
  graphene_rect_t box;

  if (picture == NULL || !gtk_widget_is_sensitive (widget) || !get_ink_box (widget, window, &box)
      || !is_whole (widget, window, &box))
    return 0;

  return kin_eye_picture_get_contrast (picture, &box);
}

/* What has no words of a page around it: a button, a place in the sidebar. */
static gboolean
needs_edge (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return is_named (gtk_widget_get_parent (gtk_widget_get_parent (gtk_widget_get_parent (
                       gtk_widget_get_parent (widget)))), "KinSidebar");

  return GTK_IS_BUTTON (widget);
}

/* Where what is pressed begins: what is just outside, and just inside. The frame of the window is
 * in its picture, and in no box. */
static double
get_edge (GtkWidget     *widget,
          GtkWindow     *window,
          KinEyePicture *picture)
{
  graphene_rect_t box;
  graphene_rect_t frame;

  if (picture == NULL || !get_box (widget, window, &box) || !is_whole (widget, window, &box)
      || !get_box (GTK_WIDGET (window), window, &frame))
    return 0;

  graphene_rect_init (&box, box.origin.x - frame.origin.x - 2,
                      box.origin.y - frame.origin.y + box.size.height / 2 - 3, 6, 6);

  return kin_eye_picture_get_contrast (picture, &box);
}

/* The line that begins in the middle of a word, if there is one. */
static void
add_broken_word (JsonBuilder *answer,
                 PangoLayout *layout)
{
  const PangoLogAttr *attrs = pango_layout_get_log_attrs_readonly (layout, NULL);
  const char *text = pango_layout_get_text (layout);

  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      const PangoLogAttr *start = &attrs[g_utf8_pointer_to_offset (text, text + line->start_index)];

      if (start->is_line_break || start->is_mandatory_break)
        continue;

      add_string (answer, "broken", text + line->start_index);
      return;
    }
}

static void
add_label (JsonBuilder   *answer,
           GtkLabel      *label,
           GtkWindow     *window,
           KinEyePicture *picture)
{
  PangoLayout *layout = gtk_label_get_layout (label);

  add_string (answer, "text", gtk_label_get_text (label));
  if (pango_layout_is_ellipsized (layout))
    add_int (answer, "ellipsized", 1);
  add_broken_word (answer, layout);
  if (gtk_label_get_selection_bounds (label, NULL, NULL))
    add_int (answer, "selected", 1);
  if (gdk_keyval_to_unicode (gtk_label_get_mnemonic_keyval (label)) != 0)
    add_int (answer, "mnemonic", gtk_label_get_mnemonic_keyval (label));
  json_builder_set_member_name (answer, "contrast");
  json_builder_add_double_value (answer, get_contrast (GTK_WIDGET (label), window, picture));
}

static void
add_part (JsonBuilder   *answer,
          GtkWidget     *widget,
          GtkWindow     *window,
          KinEyePicture *picture)
{
  json_builder_begin_object (answer);
  add_string (answer, "type", G_OBJECT_TYPE_NAME (widget));
  if (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)) != NULL)
    add_string (answer, "id", gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)));
  json_builder_set_member_name (answer, "box");
  kin_eye_add_box (answer, widget, window);
  add_string (answer, "in", G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  if (kin_eye_is_target (widget))
    add_int (answer, "target", 1);
  if (kin_eye_is_target (widget) && needs_edge (widget))
    {
      json_builder_set_member_name (answer, "edge");
      json_builder_add_double_value (answer, get_edge (widget, window, picture));
    }
  if (GTK_IS_LABEL (widget))
    {
      add_label (answer, GTK_LABEL (widget), window, picture);
    }
  else if (GTK_IS_IMAGE (widget))
    {
      json_builder_set_member_name (answer, "contrast");
      json_builder_add_double_value (answer, get_contrast (widget, window, picture));
    }
  json_builder_end_object (answer);
}

static void
add_parts (JsonBuilder   *answer,
           GtkWidget     *widget,
           GtkWindow     *window,
           KinEyePicture *picture)
{
  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_width (widget) <= 0)
    return;

  if (GTK_IS_LABEL (widget) || GTK_IS_IMAGE (widget) || kin_eye_is_target (widget))
    add_part (answer, widget, window, picture);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_parts (answer, child, window, picture);
}

/* The least width of what is in the window, without the frame that a desktop draws. */
static int
get_least_width (GtkWindow *window)
{
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (window));
  int least = 0;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return least;
}

static int
get_content_width (GtkWindow *window)
{
  int least = 0;

  if (ADW_IS_WINDOW (window))
    return get_least_width (window);

  if (ADW_IS_APPLICATION_WINDOW (window))
    gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                        GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  else
    gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                        NULL);

  return least;
}

/* Whether it is the large and simple view; a dialog knows none, and belongs to a window. */
static gboolean
is_simple (GtkWindow *window)
{
  GtkWindow *owner = gtk_window_get_transient_for (window);

  return gtk_widget_has_css_class (GTK_WIDGET (owner != NULL ? owner : window), "kin-simple");
}

/* How large words are. */
static int
get_percent (GtkWindow *window)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-xft-dpi", &dpi, NULL);

  return dpi * 100 / (96 * 1024);
}

static void
add_head (JsonBuilder *answer,
          GtkWindow   *window)
{
  GtkWidget *page = kin_eye_get_page (window);
  const char *title = gtk_window_get_title (window);

  add_string (answer, "title", title != NULL ? title : "");
  add_string (answer, "shows", G_OBJECT_TYPE_NAME (page != NULL ? page : GTK_WIDGET (window)));
  add_int (answer, "simple", is_simple (window));
  add_int (answer, "percent", get_percent (window));
  add_int (answer, "least-width", get_content_width (window));
  add_int (answer, "width", gtk_widget_get_width (GTK_WIDGET (window)));
  add_int (answer, "height", gtk_widget_get_height (GTK_WIDGET (window)));
}

/* Everything that is in front, as it is drawn. */
void
kin_eye_look (JsonBuilder *answer,
              gboolean     with_parts)
{
  GtkWindow *window = kin_eye_get_front ();
  g_autoptr (KinEyePicture) picture = NULL;

  json_builder_begin_object (answer);
  if (window != NULL)
    add_head (answer, window);
  if (window != NULL && with_parts)
    {
      picture = kin_eye_picture_new (window);
      json_builder_set_member_name (answer, "parts");
      json_builder_begin_array (answer);
      add_parts (answer, GTK_WIDGET (window), window, picture);
      json_builder_end_array (answer);
    }
  json_builder_end_object (answer);
}

static void
add_stop (JsonBuilder *answer,
          GtkWidget   *focus,
          GtkWindow   *window)
{
  json_builder_begin_object (answer);
  add_string (answer, "type", G_OBJECT_TYPE_NAME (focus));
  json_builder_set_member_name (answer, "box");
  kin_eye_add_box (answer, focus, window);
  add_int (answer, "mapped", gtk_widget_get_mapped (focus));
  json_builder_end_object (answer);
}

/* Where Tab leads, from the first stop until it comes round. The keys do the same: they emit
 * this signal. */
void
kin_eye_tab (JsonBuilder *answer)
{
  GtkWindow *window = kin_eye_get_front ();
  GtkWidget *before = gtk_window_get_focus (window);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  gtk_window_set_focus (window, NULL);
  json_builder_begin_array (answer);
  for (int i = 0; i < MOST_STOPS; i++)
    {
      GtkWidget *focus;

      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (window);
      if (focus == NULL)
        {
          json_builder_add_null_value (answer);
          break;
        }
      if (!g_hash_table_add (seen, focus))
        break;
      add_stop (answer, focus, window);
    }
  json_builder_end_array (answer);
  if (before != NULL)
    gtk_window_set_focus (window, before);
}

static const char * const colours[] = {
  "window_bg_color", "window_fg_color", "view_bg_color", "view_fg_color", "headerbar_bg_color",
  "headerbar_fg_color", "card_bg_color", "card_fg_color", "popover_bg_color", "popover_fg_color",
  "dialog_bg_color", "dialog_fg_color", "accent_bg_color", "accent_fg_color", "accent_color",
  "destructive_bg_color", "destructive_fg_color", "destructive_color", "error_color",
  "warning_color", "success_color", "kin_edge_color",
};

/* The named colours of the style as it is now. */
void
kin_eye_colours (JsonBuilder *answer)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (kin_eye_get_front ()));

  json_builder_begin_object (answer);
  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      GdkRGBA colour;
      g_autofree char *words = NULL;

      if (!gtk_style_context_lookup_color (style, colours[i], &colour))
        continue;
      words = gdk_rgba_to_string (&colour);
      add_string (answer, colours[i], words);
    }
  json_builder_end_object (answer);
}

static GtkWidget *
find_id (GtkWidget  *widget,
         const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_id (child, id);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
says (GtkWidget  *widget,
      const char *words)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  /* What is the record's own begins with a mark that keeps its direction apart. */
  if (g_str_has_prefix (text, ISOLATE))
    text += strlen (ISOLATE);
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (text, words))
    return TRUE;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (tooltip, words) == 0)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && says (child, words))
      return TRUE;

  return FALSE;
}

/* The innermost target that says the words. */
static GtkWidget *
find_target (GtkWidget  *widget,
             const char *words)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_target (child, words);

      if (found != NULL)
        return found;
    }

  return kin_eye_is_target (widget) && says (widget, words) ? widget : NULL;
}

static gboolean
press_cb (gpointer user_data)
{
  GtkWidget *widget = user_data;

  if (!gtk_widget_get_mapped (widget))
    return G_SOURCE_REMOVE;

  gtk_widget_grab_focus (widget);
  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else
    gtk_widget_activate (widget);

  return G_SOURCE_REMOVE;
}

static gboolean
press (GtkWidget *target)
{
  if (target == NULL)
    return FALSE;

  g_idle_add_full (G_PRIORITY_DEFAULT, press_cb, g_object_ref (target), g_object_unref);

  return TRUE;
}

/* Presses what says the words, on the page before beside it, in a turn of the loop of its own;
 * FALSE when nothing does. */
gboolean
kin_eye_press (const char *words)
{
  GtkWindow *window = kin_eye_get_front ();
  GtkWidget *page = window != NULL ? kin_eye_get_page (window) : NULL;
  GtkWidget *target = page != NULL ? find_target (page, words) : NULL;

  if (target == NULL && window != NULL)
    target = find_target (GTK_WIDGET (window), words);

  return press (target);
}

/* The first row of a long list: the item inside a combo row is no such thing. */
static GtkWidget *
find_row (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || is_named (widget, "AdwComboRow")
      || is_named (widget, "KinSidebar"))
    return NULL;
  if (is_named (widget, "GtkListItemWidget"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gboolean
kin_eye_press_row (void)
{
  GtkWindow *window = kin_eye_get_front ();

  return press (window != NULL ? find_row (GTK_WIDGET (window)) : NULL);
}

static GtkWidget *
find_field (GtkWidget  *widget,
            const char *words)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && gtk_label_get_mnemonic_widget (GTK_LABEL (widget)) != NULL
      && says (widget, words))
    return gtk_label_get_mnemonic_widget (GTK_LABEL (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child, words);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The field that the words stand at, else what is pressed and says them. */
gboolean
kin_eye_focus (const char *words)
{
  GtkWindow *window = kin_eye_get_front ();
  GtkWidget *target = window != NULL ? find_field (GTK_WIDGET (window), words) : NULL;

  if (target == NULL && window != NULL)
    target = find_target (GTK_WIDGET (window), words);

  return target != NULL && gtk_widget_grab_focus (target);
}

/* Closes a dialog, or leaves a page; FALSE on the first page. */
gboolean
kin_eye_go_back (void)
{
  GtkWindow *window = kin_eye_get_front ();
  GtkWidget *back = window != NULL ? find_id (GTK_WIDGET (window), "back") : NULL;

  if (window != NULL && gtk_window_get_transient_for (window) != NULL)
    {
      gtk_window_close (window);
      return TRUE;
    }

  return back != NULL && gtk_widget_get_mapped (back)
         && gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
}
