/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-home-sections"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-card.h"
#include "kin-columns.h"
#include "kin-home-sections.h"
#include "kin-home-words.h"
#include "kin-page-parts.h"
#include "kin-person-record.h"
#include "kin-section-words.h"
#include "kin-wide-button.h"

/**
 * KinHomeSections:
 *
 * A card for each section that holds something, in the order of the map. In the large and simple
 * view six of them, and a button for the rest. Cards are made once: whatever arrives, the focus
 * stays.
 */
struct _KinHomeSections
{
  GtkWidget   parent_instance;

  GtkWidget  *cards[KIN_N_SECTIONS];   /* KIN_SECTION_NONE: everything */
  GtkWidget  *headings[8];
  GtkWidget  *more;
  guint64     counts[KIN_N_SECTIONS];
  gboolean    is_simple;
  gboolean    shows_more;
};

G_DEFINE_FINAL_TYPE (KinHomeSections, kin_home_sections, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What the large and simple view shows at once. */
static gboolean
is_main (KinSection section)
{
  return section == KIN_SECTION_RESULTS || section == KIN_SECTION_MEDICINES ||
         section == KIN_SECTION_DOCUMENTS || section == KIN_SECTION_MESSAGES ||
         section == KIN_SECTION_APPOINTMENTS || section == KIN_SECTION_CARE_TEAM;
}

/* Phone numbers can be typed: their section is there in any case. */
static gboolean
is_there (KinHomeSections *self,
          KinSection       section)
{
  return self->counts[section] > 0 || section == KIN_SECTION_CARE_TEAM;
}

static gboolean
is_shown (KinHomeSections *self,
          KinSection       section)
{
  return is_there (self, section) &&
         (!self->is_simple || self->shows_more || is_main (section));
}

/* The heading of a group, and what its cards stand in. */
static void
show_group (KinHomeSections *self,
            guint            number,
            gboolean         visible)
{
  GtkWidget *cards = gtk_widget_get_next_sibling (self->headings[number]);

  gtk_widget_set_visible (self->headings[number], visible);
  gtk_widget_set_visible (cards, visible);
  kin_columns_set_single (KIN_COLUMNS (cards), self->is_simple);
}

/* Whether any of them shows. */
static gboolean
show_cards (KinHomeSections  *self,
            const KinSection *sections,
            guint             n_sections)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n_sections; i++)
    {
      gboolean shown = is_shown (self, sections[i]);

      gtk_widget_set_visible (self->cards[sections[i]], shown);
      any = any || shown;
    }

  return any;
}

static guint
count_sections (const KinSection *sections)
{
  guint n = 0;

  while (sections[n] != KIN_SECTION_NONE)
    n++;

  return n;
}

static void
update (KinHomeSections *self)
{
  static const KinSection rest[] = { KIN_SECTION_OTHER, KIN_SECTION_NONE };
  guint n_groups = kin_section_get_n_groups ();

  for (guint i = 0; i < n_groups; i++)
    {
      const KinSection *sections = kin_section_get_group (i);

      show_group (self, i, show_cards (self, sections, count_sections (sections)));
    }

  show_group (self, n_groups, show_cards (self, rest, G_N_ELEMENTS (rest)));
  gtk_widget_set_visible (self->more, self->is_simple);
  gtk_button_set_label (GTK_BUTTON (self->more),
                        self->shows_more ? _("Show less") : _("More"));
}

static void
on_card_clicked (KinHomeSections *self,
                 GtkWidget       *card)
{
  for (int i = 0; i < KIN_N_SECTIONS; i++)
    if (self->cards[i] == card)
      g_signal_emit (self, signals[CHOSEN], 0, i);
}

static void
on_more_clicked (KinHomeSections *self)
{
  self->shows_more = !self->shows_more;
  update (self);
}

static void
kin_home_sections_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_home_sections_parent_class)->dispose (object);
}

static void
kin_home_sections_class_init (KinHomeSectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_home_sections_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);

  /**
   * KinHomeSections::chosen:
   * @section: which; %KIN_SECTION_NONE for everything
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
add_card (KinHomeSections *self,
          GtkWidget       *columns,
          KinSection       section)
{
  GtkWidget *card = kin_card_new (kin_section_get_icon (section), kin_section_get_words (section));

  g_signal_connect_object (card, "clicked", G_CALLBACK (on_card_clicked), self,
                           G_CONNECT_SWAPPED);
  kin_columns_append (KIN_COLUMNS (columns), card);
  self->cards[section] = card;
}

static GtkWidget *
add_group (KinHomeSections *self,
           guint            number,
           const char      *title)
{
  GtkWidget *columns = kin_columns_new ();

  self->headings[number] = kin_heading_new (title);
  gtk_widget_set_parent (self->headings[number], GTK_WIDGET (self));
  gtk_widget_set_parent (columns, GTK_WIDGET (self));

  return columns;
}

static void
kin_home_sections_init (KinHomeSections *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  guint n_groups = kin_section_get_n_groups ();
  GtkWidget *columns;

  g_assert (n_groups < G_N_ELEMENTS (self->headings));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-stack");

  for (guint i = 0; i < n_groups; i++)
    {
      columns = add_group (self, i, kin_section_get_group_words (i));
      for (const KinSection *section = kin_section_get_group (i); *section != KIN_SECTION_NONE;
           section++)
        add_card (self, columns, *section);
    }

  columns = add_group (self, n_groups, _("All of it"));
  add_card (self, columns, KIN_SECTION_OTHER);
  add_card (self, columns, KIN_SECTION_NONE);

  self->more = kin_wide_button_new (_("More"));
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (on_more_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  update (self);
}

/**
 * kin_home_sections_set_totals:
 * @totals: (element-type KinSectionTotal): how much each section holds
 */
void
kin_home_sections_set_totals (KinHomeSections *self,
                              GArray          *totals)
{
  guint64 unread[KIN_N_SECTIONS] = { 0 };

  g_return_if_fail (KIN_IS_HOME_SECTIONS (self));

  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < totals->len; i++)
    {
      const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, i);

      self->counts[total->section] = total->count;
      unread[total->section] = total->unread;
      self->counts[KIN_SECTION_NONE] += total->count;
    }

  for (int i = 0; i < KIN_N_SECTIONS; i++)
    {
      g_autofree char *words = NULL;

      if (self->counts[i] > 0)
        words = kin_section_count_to_words (self->counts[i], unread[i]);
      else if (i == KIN_SECTION_CARE_TEAM)
        words = g_strdup (_("Phone numbers"));
      kin_card_set_words (KIN_CARD (self->cards[i]), words);
    }

  update (self);
}

/**
 * kin_home_sections_set_simple:
 * @is_simple: whether it is read in the large and simple view
 */
void
kin_home_sections_set_simple (KinHomeSections *self,
                              gboolean         is_simple)
{
  g_return_if_fail (KIN_IS_HOME_SECTIONS (self));

  self->is_simple = is_simple;
  update (self);
}
