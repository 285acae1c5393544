/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-item-row"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-code-words.h"
#include "kin-date-words.h"
#include "kin-item-row.h"
#include "kin-mark.h"
#include "kin-pile-layout.h"
#include "kin-text-find.h"
#include "kin-text.h"
#include "kin-vaccine-names.h"

/**
 * KinItemRow:
 *
 * One item in a list: what it is, what it says, and when.
 */
struct _KinItemRow
{
  GtkWidget  parent_instance;

  GtkLabel  *group;
  GtkLabel  *new_mark;
  GtkLabel  *title;
  GtkLabel  *subtitle;
  GtkLabel  *extract;
  GtkLabel  *date;
};

G_DEFINE_FINAL_TYPE (KinItemRow, kin_item_row, GTK_TYPE_WIDGET)

static void
kin_item_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_item_row_parent_class)->dispose (object);
}

static void
kin_item_row_class_init (KinItemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_item_row_dispose;

  g_type_ensure (KIN_TYPE_PILE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KinItemRow, group);
  gtk_widget_class_bind_template_child (widget_class, KinItemRow, new_mark);
  gtk_widget_class_bind_template_child (widget_class, KinItemRow, title);
  gtk_widget_class_bind_template_child (widget_class, KinItemRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, KinItemRow, extract);
  gtk_widget_class_bind_template_child (widget_class, KinItemRow, date);
}

static void
kin_item_row_init (KinItemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
show_text (GtkLabel   *label,
           const char *text)
{
  char *safe = text != NULL ? kin_text_isolate (text) : NULL;

  gtk_label_set_label (label, safe != NULL ? safe : "");
  gtk_widget_set_visible (GTK_WIDGET (label), safe != NULL);

  return safe;
}

/* The day, and what else keeps the entry from being taken for what it is not: a bill that was
 * cancelled, an allergy that was ruled out, a file that nobody brings up to date. */
static char *
when_to_words (KinItem  *item,
               gboolean  is_from_file)
{
  g_autofree char *day = kin_date_to_words (kin_item_get_date (item));
  gboolean explains = g_strcmp0 (kin_item_get_kind (item), "ExplanationOfBenefit") == 0;
  g_autofree char *remark = explains ? g_strdup (_("From insurance, not a bill"))
                                     : kin_status_to_remark (kin_item_get_status (item));
  GString *words = g_string_new (day != NULL ? day : _("No date was sent"));

  if (remark != NULL)
    g_string_append_printf (words, " · %s", remark);
  if (is_from_file)
    /* Translators: stands beside the day of an entry that came from a file. */
    g_string_append_printf (words, " · %s", _("From a file"));
  if (kin_item_is_urgent (item))
    g_string_append_printf (words, " · %s", _("The lab marked it as needing quick attention"));

  return g_string_free (words, FALSE);
}

/**
 * kin_item_row_why_empty:
 * @item: an item that is empty
 *
 * Returns: (transfer none): what stands in its place
 */
const char *
kin_item_row_why_empty (KinItem *item)
{
  if (kin_item_is_unreadable (item))
    return _("This entry could not be read. Go back, then open this list again.");

  /* Translators: in the place of an entry of a list, which the computer is still reading. */
  return _("One moment…");
}

/**
 * kin_item_row_new:
 *
 * Returns: (transfer full): a row without an item
 */
GtkWidget *
kin_item_row_new (void)
{
  return g_object_new (KIN_TYPE_ITEM_ROW, NULL);
}

static void
set_name (KinItemRow *self,
          const char *name)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

static void
show_empty (KinItemRow *self,
            KinItem    *item)
{
  g_autofree char *title = show_text (self->title, kin_item_row_why_empty (item));

  show_text (self->subtitle, NULL);
  show_text (self->extract, NULL);
  show_text (self->date, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->new_mark), FALSE);
  set_name (self, title);
}

static void
show_item (KinItemRow *self,
           KinItem    *item,
           gboolean    is_from_file,
           const char *found)
{
  const char *named = kin_vaccine_find_name (item);
  g_autofree char *title = NULL;
  g_autofree char *extract = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *words = NULL;
  g_autofree char *date = NULL;
  g_autoptr (GString) name = NULL;

  words = when_to_words (item, is_from_file);
  title = show_text (self->title, named != NULL ? named : kin_item_get_title (item));
  subtitle = show_text (self->subtitle, kin_item_get_subtitle (item));
  extract = show_text (self->extract, found);
  date = show_text (self->date, words);

  gtk_widget_set_visible (GTK_WIDGET (self->new_mark), kin_item_get_unread (item));

  name = g_string_new (NULL);
  if (kin_item_get_unread (item))
    g_string_append_printf (name, "%s, ", gtk_label_get_label (self->new_mark));
  g_string_append (name, title);
  if (subtitle != NULL)
    g_string_append_printf (name, ", %s", subtitle);
  if (extract != NULL)
    g_string_append_printf (name, ", %s", extract);
  g_string_append_printf (name, ", %s", date);

  set_name (self, name->str);
}

/**
 * kin_item_row_set_item:
 * @item: what to show
 * @is_from_file: whether it came from a file and not from a clinic that is connected
 *
 * The list item around the row is nameless on GTK 4.8: it gets one sentence as its name.
 */
void
kin_item_row_set_item (KinItemRow *self,
                       KinItem    *item,
                       gboolean    is_from_file)
{
  g_return_if_fail (KIN_IS_ITEM_ROW (self));
  g_return_if_fail (KIN_IS_ITEM (item));

  if (kin_item_is_empty (item))
    show_empty (self, item);
  else
    show_item (self, item, is_from_file, NULL);
}

static void
underline (GtkLabel   *label,
           const char *words)
{
  const char *text = gtk_label_get_label (label);
  g_autoptr (GArray) found = kin_text_find (text, words);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; i < found->len; i++)
    {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

      line->start_index = g_array_index (found, KinTextRange, i).start;
      line->end_index = g_array_index (found, KinTextRange, i).end;
      pango_attr_list_insert (attributes, line);
    }
  gtk_label_set_attributes (label, attributes);
}

/**
 * kin_item_row_set_hit:
 * @hit: what a search found
 * @is_from_file: whether it came from a file and not from a clinic that is connected
 * @words: what was typed
 *
 * Shows the item, and where the words stand in it.
 */
void
kin_item_row_set_hit (KinItemRow *self,
                      KinHit     *hit,
                      gboolean    is_from_file,
                      const char *words)
{
  g_return_if_fail (KIN_IS_ITEM_ROW (self));
  g_return_if_fail (KIN_IS_HIT (hit));

  show_item (self, kin_hit_get_item (hit), is_from_file, kin_hit_get_extract (hit));
  underline (self->title, words);
  underline (self->subtitle, words);
  underline (self->extract, words);
}

/**
 * kin_item_row_set_group:
 * @group: (nullable): the heading that begins here; %NULL inside a group
 *
 * GTK 4.8 has no headings between the rows of a long list: the first row of a group carries it.
 */
void
kin_item_row_set_group (KinItemRow *self,
                        const char *group)
{
  g_return_if_fail (KIN_IS_ITEM_ROW (self));

  gtk_label_set_label (self->group, group != NULL ? group : "");
  gtk_widget_set_visible (GTK_WIDGET (self->group), group != NULL);
}
