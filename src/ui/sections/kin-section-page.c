/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-section-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-after-frame.h"
#include "kin-clinic-contact.h"
#include "kin-clinic-words.h"
#include "kin-connect-page.h"
#include "kin-growing-list.h"
#include "kin-hidden-page.h"
#include "kin-home-words.h"
#include "kin-icon.h"
#include "kin-item-page.h"
#include "kin-item-row.h"
#include "kin-item-words.h"
#include "kin-person-hidden.h"
#include "kin-person-letters.h"
#include "kin-person-record.h"
#include "kin-phones-page.h"
#include "kin-print-wait-page.h"
#include "kin-schedule.h"
#include "kin-section-page.h"
#include "kin-section-words.h"
#include "kin-wide-button.h"

/**
 * KinSectionPage:
 *
 * All items of one section, newest first, as they are in the file; medicines by what the clinic
 * says of them today. The list stays true while more arrive.
 */
struct _KinSectionPage
{
  KinPage      parent_instance;

  GtkWidget   *filters;
  GtkWidget   *more;
  AdwComboRow *clinic;
  AdwComboRow *year;
  GtkWidget   *empty;
  GtkImage    *empty_picture;
  GtkLabel    *empty_words;
  GtkWidget   *show_all;
  GtkWidget   *connect;
  GtkBox      *contact;
  GtkWidget   *scroller;
  GtkListView *list;
  GtkWidget   *hidden;

  KinSection   section;
  GListModel  *items;              /* of KinItem, as filtered */
  GListModel  *shown;              /* the first of them, until there are rows for all */
  GPtrArray   *connections;        /* of KinConnection, as in the first filter */
  GPtrArray   *bound;              /* of GtkListItem, not held */
  const char  *shown_connection;   /* of one of the connections, or NULL */
  int          shown_year;         /* or 0 */
  GArray      *years;              /* of int, as in the second filter; NULL before they are known */
  int          said_of;            /* the place of a row, why it is empty; or -1 */
  gboolean     has_filters;        /* there is something to choose from */
  gboolean     shows_filters;      /* in the large and simple view, after "More" */
};

G_DEFINE_FINAL_TYPE (KinSectionPage, kin_section_page, KIN_TYPE_PAGE)

/* Rows */

static char *
group_at (KinSectionPage *self,
          guint           position)
{
  g_autoptr (KinItem) item = g_list_model_get_item (self->items, position);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return item != NULL && !kin_item_is_empty (item)
           ? kin_item_group_to_words (item, self->section, now)
           : NULL;
}

/* A group begins where the row before belongs to another one. */
static void
show_group (KinSectionPage *self,
            GtkListItem    *list_item)
{
  guint position = gtk_list_item_get_position (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  g_autofree char *before = NULL;
  g_autofree char *group = NULL;

  if (row == NULL || position == GTK_INVALID_LIST_POSITION || self->items == NULL)
    return;

  group = group_at (self, position);
  before = position > 0 ? group_at (self, position - 1) : NULL;
  kin_item_row_set_group (KIN_ITEM_ROW (row), g_strcmp0 (group, before) != 0 ? group : NULL);
}

/* The row after the last one that changed has another one before it. */
static void
show_groups (KinSectionPage *self,
             guint           first,
             guint           last)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);
      guint position = gtk_list_item_get_position (list_item);

      if (position >= first && position <= last)
        show_group (self, list_item);
    }
}

static void
on_setup (KinSectionPage *self,
          GtkListItem    *list_item)
{
  gtk_list_item_set_child (list_item, kin_item_row_new ());
}

static void
on_bind (KinSectionPage *self,
         GtkListItem    *list_item)
{
  KinItem *item = gtk_list_item_get_item (list_item);

  kin_item_row_set_item (KIN_ITEM_ROW (gtk_list_item_get_child (list_item)), item,
                         kin_person_is_from_file (kin_page_get_person (KIN_PAGE (self)), item));
  show_group (self, list_item);
  g_ptr_array_add (self->bound, list_item);
}

static void
on_unbind (KinSectionPage *self,
           GtkListItem    *list_item)
{
  g_ptr_array_remove_fast (self->bound, list_item);
}

/* Why a row was empty is no news any more. */
static void
end_saying (KinSectionPage *self)
{
  if (self->said_of >= 0)
    kin_page_set_attention (KIN_PAGE (self), NULL);
  self->said_of = -1;
}

static void
on_activate (KinSectionPage *self,
             guint           position)
{
  g_autoptr (KinItem) item = g_list_model_get_item (self->items, position);

  if (item == NULL)
    return;

  if (!kin_item_is_empty (item))
    {
      end_saying (self);
      kin_page_push (KIN_PAGE (self), kin_item_page_new (item));
      return;
    }

  /* What is said a second time is news, too. */
  kin_page_set_attention (KIN_PAGE (self), NULL);
  kin_page_set_attention (KIN_PAGE (self), kin_item_row_why_empty (item));
  self->said_of = (int) position;
}

/* What is shown */

static const char *
chosen_connection (KinSectionPage *self)
{
  guint chosen = adw_combo_row_get_selected (self->clinic);

  if (chosen == 0 || chosen == GTK_INVALID_LIST_POSITION || chosen > self->connections->len)
    return NULL;

  return kin_connection_get_id (g_ptr_array_index (self->connections, chosen - 1));
}

static int
chosen_year (KinSectionPage *self)
{
  guint chosen = adw_combo_row_get_selected (self->year);

  if (chosen == 0 || chosen == GTK_INVALID_LIST_POSITION || self->years == NULL ||
      chosen > self->years->len)
    return 0;

  return g_array_index (self->years, int, chosen - 1);
}

static gboolean
is_filtered (KinSectionPage *self)
{
  return chosen_connection (self) != NULL || chosen_year (self) != 0;
}

/* Six reasons for an empty list, and what to do about each. */
static const char *
empty_to_words (KinSectionPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  if (is_filtered (self))
    return _("Nothing here is from the clinic and the year that you chose.");
  if (kin_schedule_get_run (kin_person_get_schedule (person)) != NULL)
    return _("Nothing is here yet. More may still arrive.");
  if (kin_person_count_hidden (person, self->section) > 0)
    return _("You hid what was here.");
  if (!kin_person_has_portal (person))
    return _("No clinic is connected yet. Connect a clinic, or open a file that you have.");
  if (!kin_clinics_have_answered (person))
    return _("The clinics were not asked for this to the end. Check for new to get the rest.");

  return _("The clinics sent nothing for this part. Ask the clinic if you miss something.");
}

/* What people go to a portal for, and some portals keep to themselves. */
static gboolean
is_at_the_clinic (KinSection section)
{
  return section == KIN_SECTION_MESSAGES || section == KIN_SECTION_APPOINTMENTS ||
         section == KIN_SECTION_BILLS;
}

/* How else to get there: the website and the phone of each clinic, once. */
static void
offer_clinics_themselves (KinSectionPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  if (!is_at_the_clinic (self->section) ||
      gtk_widget_get_first_child (GTK_WIDGET (self->contact)) != NULL)
    return;

  for (guint i = 0; i < self->connections->len; i++)
    if (kin_connection_get_is_portal (g_ptr_array_index (self->connections, i)))
      gtk_box_append (self->contact,
                      kin_clinic_contact_new (person, g_ptr_array_index (self->connections, i)));
}

static void
show_list_or_reason (KinSectionPage *self)
{
  gboolean complete = FALSE;
  gboolean empty;

  g_object_get (self->items, "complete", &complete, NULL);
  empty = complete && g_list_model_get_n_items (self->items) == 0;
  gtk_label_set_label (self->empty_words, empty ? empty_to_words (self) : "");
  gtk_widget_set_visible (self->empty, empty);
  gtk_widget_set_visible (self->show_all, is_filtered (self));
  gtk_widget_set_visible (self->connect,
                          !kin_person_has_portal (kin_page_get_person (KIN_PAGE (self))));
  gtk_widget_set_visible (GTK_WIDGET (self->contact), !is_filtered (self));
  if (empty)
    offer_clinics_themselves (self);
  gtk_widget_set_visible (self->scroller, !empty);
}

/* A list that is not in the order of time offers none. */
static void
offer_years (KinSectionPage *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  g_clear_pointer (&self->years, g_array_unref);
  self->years = self->section != KIN_SECTION_MEDICINES
                  ? g_array_ref (kin_items_get_years (self->items))
                  : g_array_new (FALSE, FALSE, sizeof (int));
  gtk_string_list_append (words, _("All years"));
  for (guint i = 0; i < self->years->len; i++)
    gtk_string_list_take (words, g_strdup_printf ("%d", g_array_index (self->years, int, i)));

  adw_combo_row_set_model (self->year, G_LIST_MODEL (words));
  gtk_widget_set_visible (GTK_WIDGET (self->year), self->years->len > 1);
}

static void
offer_clinics (KinSectionPage *self)
{
  GListModel *connections = G_LIST_MODEL (kin_page_get_person (KIN_PAGE (self)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("All clinics"));
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      KinConnection *connection = g_list_model_get_item (connections, i);
      g_autofree char *name = kin_clinic_name_to_words (connection);

      g_ptr_array_add (self->connections, connection);
      gtk_string_list_append (names, name);
    }

  adw_combo_row_set_model (self->clinic, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->clinic), self->connections->len > 1);
}

/* GTK 4.8 knows nothing of the height of rows that came until it lays them out. Whoever scrolls
 * before that is led past all of them, to the end of the list: so it is done at once. */
static void
lay_out_list (KinSectionPage *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  GtkAllocation place;

  gtk_widget_get_allocation (list, &place);
  if (!gtk_widget_get_mapped (list) || place.width == 0)
    return;

  gtk_widget_measure (list, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (list, &place, -1);
}

static void
on_items_changed (KinSectionPage *self,
                  guint           position,
                  guint           removed,
                  guint           added,
                  GListModel     *shown)
{
  if (shown != self->shown)
    return;

  if (self->said_of >= (int) position && self->said_of < (int) (position + removed))
    end_saying (self);
  show_groups (self, position, position + added);
  show_list_or_reason (self);
  lay_out_list (self);
}

/* The large and simple view keeps them behind one button. */
static void
show_filters (KinSectionPage *self)
{
  gboolean is_simple = kin_page_get_simple (KIN_PAGE (self));

  gtk_widget_set_visible (self->filters,
                          self->has_filters && (!is_simple || self->shows_filters));
  gtk_widget_set_visible (self->more, self->has_filters && is_simple);
  gtk_button_set_label (GTK_BUTTON (self->more),
                        self->shows_filters ? _("Show less") : _("Show only some"));
}

static void
on_more_clicked (KinSectionPage *self)
{
  self->shows_filters = !self->shows_filters;
  show_filters (self);
}

static void
on_hidden_clicked (KinSectionPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_hidden_page_new (self->section));
}

static void
on_connect_clicked (KinSectionPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_page_new ());
}

/* The years are known when the whole list is, and are offered once. */
static void
on_complete (KinSectionPage *self,
             GParamSpec     *pspec,
             GListModel     *items)
{
  g_autofree char *words = NULL;
  guint n_items = g_list_model_get_n_items (items);

  if (items != self->items)
    return;

  if ((self->years == NULL || self->years->len == 0) && !is_filtered (self))
    {
      offer_years (self);
      self->has_filters = gtk_widget_get_visible (GTK_WIDGET (self->year)) ||
                          gtk_widget_get_visible (GTK_WIDGET (self->clinic));
      show_filters (self);
    }
  show_list_or_reason (self);

  if (!is_filtered (self))
    return;

  words = kin_entries_to_words (n_items);
  kin_page_set_attention (KIN_PAGE (self), words);
}

static void
show_items (KinSectionPage *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;
  gboolean complete = FALSE;
  GListModel *items;

  items = kin_person_get_items (kin_page_get_person (KIN_PAGE (self)), self->section,
                                chosen_connection (self), chosen_year (self), 0);
  self->shown_connection = chosen_connection (self);
  self->shown_year = chosen_year (self);
  g_clear_object (&self->items);
  self->items = items;
  g_clear_object (&self->shown);
  self->shown = kin_growing_list_new (items);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->shown)));
  gtk_list_view_set_model (self->list, selection);
  kin_after_frame (GTK_WIDGET (self->list), kin_growing_list_grow, self->shown);

  /* After the list itself. */
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (items, "notify::complete", G_CALLBACK (on_complete), self,
                           G_CONNECT_SWAPPED);
  g_object_get (items, "complete", &complete, NULL);
  if (complete)
    on_complete (self, NULL, items);
}

static void
on_filter_changed (KinSectionPage *self)
{
  /* A filter that gets its choices is not a choice. */
  if (self->items != NULL && (self->shown_connection != chosen_connection (self) ||
                              self->shown_year != chosen_year (self)))
    show_items (self);
}

static void
on_show_all (KinSectionPage *self)
{
  adw_combo_row_set_selected (self->clinic, 0);
  adw_combo_row_set_selected (self->year, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
kin_section_page_person_set (KinPage *page)
{
  KinSectionPage *self = KIN_SECTION_PAGE (page);

  offer_clinics (self);
  show_items (self);
}

/* Back from a page where something was hidden, or shown again. */
static void
kin_section_page_shown (KinPage *page)
{
  gtk_widget_set_visible (KIN_SECTION_PAGE (page)->hidden,
                          kin_person_count_hidden (kin_page_get_person (page),
                                                   KIN_SECTION_PAGE (page)->section) > 0);
}

/* What is on the page is on the paper, and so is what was chosen. */
static KinPage *
kin_section_page_print (KinPage *page)
{
  KinSectionPage *self = KIN_SECTION_PAGE (page);
  g_autoptr (GString) title = g_string_new (kin_section_get_words (self->section));

  if (chosen_connection (self) != NULL)
    {
      guint chosen = adw_combo_row_get_selected (self->clinic);
      g_autofree char *clinic = NULL;

      clinic = kin_clinic_name_to_words (g_ptr_array_index (self->connections, chosen - 1));
      g_string_append_printf (title, " – %s", clinic);
    }
  if (chosen_year (self) != 0)
    g_string_append_printf (title, " – %d", chosen_year (self));

  return kin_print_wait_page_new_for_list (self->section, title->str, g_object_ref (self->items));
}

static void
kin_section_page_dispose (GObject *object)
{
  KinSectionPage *self = KIN_SECTION_PAGE (object);

  g_clear_object (&self->items);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (kin_section_page_parent_class)->dispose (object);
}

static void
kin_section_page_finalize (GObject *object)
{
  KinSectionPage *self = KIN_SECTION_PAGE (object);

  g_ptr_array_unref (self->connections);
  g_clear_pointer (&self->years, g_array_unref);
  g_ptr_array_unref (self->bound);

  G_OBJECT_CLASS (kin_section_page_parent_class)->finalize (object);
}

static void
kin_section_page_class_init (KinSectionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_section_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kin_section_page_finalize;
  KIN_PAGE_CLASS (klass)->person_set = kin_section_page_person_set;
  KIN_PAGE_CLASS (klass)->shown = kin_section_page_shown;
  KIN_PAGE_CLASS (klass)->print = kin_section_page_print;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-section-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, filters);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, more);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, clinic);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, year);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, empty);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, empty_picture);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, empty_words);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, connect);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, contact);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, show_all);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, list);
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, hidden);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_connect_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_hidden_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_filters);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
}

static void
kin_section_page_init (KinSectionPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->bound = g_ptr_array_new ();
  self->said_of = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * kin_section_page_new:
 * @section: which; %KIN_SECTION_NONE for everything
 *
 * Returns: (transfer full): a list of items, or whom to call, for the person that is set on it
 */
KinPage *
kin_section_page_new (KinSection section)
{
  KinSectionPage *self;

  if (section == KIN_SECTION_CARE_TEAM)
    return kin_phones_page_new ();

  self = g_object_new (KIN_TYPE_SECTION_PAGE, "title", kin_section_get_words (section), NULL);
  self->section = section;
  kin_icon_show (self->empty_picture, kin_section_get_icon (section));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_section_get_words (section), -1);

  return KIN_PAGE (self);
}

/**
 * kin_section_page_get_section:
 *
 * Returns: which section it lists
 */
KinSection
kin_section_page_get_section (KinSectionPage *self)
{
  g_return_val_if_fail (KIN_IS_SECTION_PAGE (self), KIN_SECTION_NONE);

  return self->section;
}
