/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sidebar"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-icon.h"
#include "kin-page-parts.h"
#include "kin-person-record.h"
#include "kin-pile-layout.h"
#include "kin-row-layout.h"
#include "kin-schedule.h"
#include "kin-section-words.h"
#include "kin-sidebar.h"

/**
 * KinSidebar:
 *
 * Where one can go in a record, in a wide window: always the same places in the same order, with
 * how many new things each holds.
 */
struct _KinSidebar
{
  GtkWidget     parent_instance;

  GtkWidget    *scroller;
  GtkListBox   *list;

  KinPerson    *person;
  int           place;
  gboolean      is_counting;
  gboolean      is_old;            /* what is counted now */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinSidebar, kin_sidebar, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
place_to_words (int place)
{
  return place == KIN_PLACE_HOME ? _("Home") : kin_section_get_words ((KinSection) place);
}

/* A row: its place, and how much is new there. */
typedef struct
{
  GtkListBoxRow *row;
  GtkLabel      *unread_words;
  int            place;
  guint64        unread;
} Entry;

static Entry *
get_entry (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "entry");
}

static void
show_entry (Entry   *entry,
            guint64  unread)
{
  const char *title = place_to_words (entry->place);
  g_autofree char *unread_words = NULL;
  g_autofree char *name = NULL;

  if (unread > 0)
    /* Translators: how many new things a section holds. */
    unread_words = g_strdup_printf (g_dngettext (NULL, "%u new", "%u new", (gulong) unread),
                                    (guint) unread);

  name = kin_row_to_name (title, unread_words);
  entry->unread = unread;
  gtk_label_set_label (entry->unread_words, unread_words != NULL ? unread_words : "");
  gtk_widget_set_visible (GTK_WIDGET (entry->unread_words), unread_words != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
show_place (KinSidebar *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      gboolean is_here = get_entry (row)->place == self->place;

      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, is_here,
                                   -1);
      if (is_here)
        gtk_widget_add_css_class (row, "kin-here");
      else
        gtk_widget_remove_css_class (row, "kin-here");
    }
}

/* How narrow would it be with a line for each letter? Not to be asked is less work. */
#define LEAST_CHARACTERS 8

static GtkWidget *
label_new (const char *words,
           const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "width-chars", LEAST_CHARACTERS,
                                   "xalign", 0.0, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (label, style);

  return label;
}

/* Takes @layout. */
static GtkWidget *
box_new (GtkLayoutManager *layout)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_set_layout_manager (box, layout);

  return box;
}

static void
add_entry (KinSidebar *self,
           int         place)
{
  Entry *entry = g_new0 (Entry, 1);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = box_new (kin_row_layout_new (12));
  GtkWidget *texts = box_new (kin_pile_layout_new (0));
  GtkWidget *unread_words = label_new ("", "kin-unread");
  GtkWidget *picture = g_object_new (GTK_TYPE_IMAGE, "valign", GTK_ALIGN_START, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  const char *icon = place == KIN_PLACE_HOME ? "kin-home-symbolic"
                                             : kin_section_get_icon ((KinSection) place);

  kin_icon_show (GTK_IMAGE (picture), icon);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (texts), label_new (place_to_words (place), "kin-row-title"));
  gtk_box_append (GTK_BOX (texts), unread_words);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  entry->row = GTK_LIST_BOX_ROW (row);
  entry->unread_words = GTK_LABEL (unread_words);
  entry->place = place;
  g_object_set_data_full (G_OBJECT (row), "entry", entry, g_free);
  gtk_list_box_append (self->list, row);
  show_entry (entry, 0);
}

static void
on_row_activated (KinSidebar *self,
                  GtkWidget  *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, get_entry (row)->place);
}

static guint64
count_unread (GArray *totals,
              int     place)
{
  for (guint i = 0; i < totals->len; i++)
    if ((int) g_array_index (totals, KinSectionTotal, i).section == place)
      return g_array_index (totals, KinSectionTotal, i).unread;

  return 0;
}

/* Nothing is said anew that is the same. */
static void
show_counts (KinSidebar *self,
             GArray     *totals)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      Entry *entry = get_entry (row);
      guint64 unread = totals != NULL ? count_unread (totals, entry->place) : 0;

      if (entry->unread != unread)
        show_entry (entry, unread);
    }
}

static void look_again (KinSidebar *self);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinSidebar) self = user_data;
  g_autoptr (GArray) totals = NULL;
  g_autoptr (GError) error = NULL;

  /* Counted for somebody else, or in vain: the places are there all the same. */
  totals = kin_person_count_finish (KIN_PERSON (source), result, NULL, &error);
  if (totals != NULL && self->person == KIN_PERSON (source))
    show_counts (self, totals);

  self->is_counting = FALSE;
  if (self->is_old)
    look_again (self);
}

/* While it is counted, what changes is counted once more: a clinic sends many pages. */
static void
look_again (KinSidebar *self)
{
  self->is_old = self->is_counting;
  if (self->is_counting || self->person == NULL || !kin_person_get_is_open (self->person) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->is_counting = TRUE;
  kin_person_count_async (self->person, self->cancellable, counted_cb, g_object_ref (self));
}

static void
fill (KinSidebar *self)
{
  add_entry (self, KIN_PLACE_HOME);
  for (guint group = 0; group < kin_section_get_n_groups (); group++)
    for (const KinSection *section = kin_section_get_group (group); *section != KIN_SECTION_NONE;
         section++)
      add_entry (self, (int) *section);
  add_entry (self, KIN_SECTION_NONE);
  show_place (self);
}

/* Most windows are too narrow for it: what nobody sees is not made. */
static void
kin_sidebar_map (GtkWidget *widget)
{
  KinSidebar *self = KIN_SIDEBAR (widget);

  if (gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL)
    fill (self);
  GTK_WIDGET_CLASS (kin_sidebar_parent_class)->map (widget);
  look_again (self);
}

static void
forget_person (KinSidebar *self)
{
  if (self->person != NULL)
    {
      g_signal_handlers_disconnect_by_data (kin_person_get_schedule (self->person), self);
      g_signal_handlers_disconnect_by_data (self->person, self);
    }
  g_clear_object (&self->person);
}

static void
kin_sidebar_dispose (GObject *object)
{
  KinSidebar *self = KIN_SIDEBAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  forget_person (self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (kin_sidebar_parent_class)->dispose (object);
}

static void
kin_sidebar_class_init (KinSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_sidebar_dispose;
  widget_class->map = kin_sidebar_map;

  /**
   * KinSidebar::chosen:
   * @place: a section, or %KIN_PLACE_HOME
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, KinSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, KinSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
kin_sidebar_init (KinSidebar *self)
{
  self->place = KIN_PLACE_ELSEWHERE;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_sidebar_set_person:
 * @person: (nullable): whose record is open
 */
void
kin_sidebar_set_person (KinSidebar *self,
                        KinPerson  *person)
{
  g_return_if_fail (KIN_IS_SIDEBAR (self));

  if (self->person != person)
    {
      forget_person (self);
      g_set_object (&self->person, person);
      show_counts (self, NULL);
      if (person != NULL)
        {
          g_signal_connect_object (kin_person_get_schedule (person), "changed",
                                   G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (person, "changed", G_CALLBACK (look_again), self,
                                   G_CONNECT_SWAPPED);
        }
    }

  look_again (self);
}

/**
 * kin_sidebar_set_place:
 * @place: the section that is shown, %KIN_PLACE_HOME, or %KIN_PLACE_ELSEWHERE
 */
void
kin_sidebar_set_place (KinSidebar *self,
                       int         place)
{
  g_return_if_fail (KIN_IS_SIDEBAR (self));

  if (self->place == place)
    return;

  self->place = place;
  show_place (self);
}
