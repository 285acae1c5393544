/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-home-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "kin-clinic-sent-page.h"
#include "kin-clinics-page.h"
#include "kin-connect-page.h"
#include "kin-date-words.h"
#include "kin-home-page.h"
#include "kin-home-words.h"
#include "kin-page-parts.h"
#include "kin-person-record.h"
#include "kin-schedule.h"
#include "kin-section-page.h"
#include "kin-section-words.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/**
 * KinHomePage:
 *
 * Where one person's record begins: how things are, and the sections with how
 * many entries each has. It never shows a value, the name of a test or a sender.
 */
struct _KinHomePage
{
  KinPage       parent_instance;

  GtkLabel     *status;
  GtkWidget    *connect;
  GtkBox       *groups;
  GtkLabel     *not_sent;
  GtkWidget    *why;

  GArray       *totals;            /* of KinSectionTotal, as shown */
  KinItem      *appointment;       /* the next one, or NULL */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinHomePage, kin_home_page, KIN_TYPE_PAGE)

/* The order of the map: what people look for first comes first. */
static const struct
{
  const char *title;
  KinSection  sections[9];
} groups[] = {
  { N_("Your health"),
    { KIN_SECTION_RESULTS, KIN_SECTION_SCANS, KIN_SECTION_MEASUREMENTS, KIN_SECTION_MEDICINES,
      KIN_SECTION_VACCINES, KIN_SECTION_CONDITIONS, KIN_SECTION_ALLERGIES, KIN_SECTION_VISITS,
      KIN_SECTION_DOCUMENTS } },
  { N_("Get care"), { KIN_SECTION_MESSAGES, KIN_SECTION_APPOINTMENTS, KIN_SECTION_CARE_TEAM } },
  { N_("Money"), { KIN_SECTION_BILLS, KIN_SECTION_INSURANCE } },
};

/* Of these, latest first, the next one is among them. */
#define MOST_APPOINTMENTS 200

static void
on_row_activated (KinHomePage *self,
                  GtkWidget   *row)
{
  int section = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "section"));

  kin_page_push (KIN_PAGE (self), kin_section_page_new ((KinSection) section));
}

static void
on_connect_clicked (KinHomePage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_page_new ());
}

/* With one clinic, what it sent; with several, the person chooses one first. */
static void
on_why_clicked (KinHomePage *self)
{
  GListModel *connections = G_LIST_MODEL (kin_page_get_person (KIN_PAGE (self)));
  g_autoptr (KinConnection) first = g_list_model_get_item (connections, 0);

  if (g_list_model_get_n_items (connections) == 1 && kin_connection_get_is_portal (first))
    kin_page_push (KIN_PAGE (self), kin_clinic_sent_page_new (first));
  else
    kin_page_push (KIN_PAGE (self), kin_clinics_page_new ());
}

static void
add_section_row (KinHomePage *self,
                 GtkWidget   *list,
                 KinSection   section,
                 const char  *subtitle)
{
  GtkWidget *row = kin_link_row_new (kin_section_get_words (section), subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                           kin_section_get_icon (section),
                                           "pixel-size", 24, "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data (G_OBJECT (row), "section", GINT_TO_POINTER (section));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* A heading and its list, when the list holds anything. */
static void
add_list (KinHomePage *self,
          const char  *title,
          GtkWidget   *list)
{
  g_autoptr (GtkWidget) held = g_object_ref_sink (list);

  if (gtk_widget_get_first_child (held) == NULL)
    return;

  g_signal_connect_object (held, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->groups, kin_heading_new (title));
  gtk_box_append (self->groups, held);
}

static const KinSectionTotal *
find_total (GArray     *totals,
            KinSection  section)
{
  for (guint i = 0; i < totals->len; i++)
    {
      const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, i);

      if (total->section == section && total->count > 0)
        return total;
    }

  return NULL;
}

/* How many of each kind, and nothing of what they say: others may see the screen. */
static void
add_new (KinHomePage *self,
         GArray      *totals)
{
  GtkWidget *list = kin_list_new (_("New since you last looked"));

  for (guint i = 0; i < totals->len; i++)
    {
      const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, i);
      g_autofree char *words = NULL;

      if (total->unread == 0 || total->section == KIN_SECTION_NONE)
        continue;

      /* Translators: how many new things a section holds. */
      words = g_strdup_printf (g_dngettext (NULL, "%u new", "%u new", (gulong) total->unread),
                               (guint) total->unread);
      add_section_row (self, list, total->section, words);
    }

  add_list (self, _("New since you last looked"), list);
}

static void
add_appointment (KinHomePage *self)
{
  g_autofree char *words = NULL;
  GtkWidget *list = kin_list_new (_("Next appointment"));

  if (self->appointment != NULL)
    {
      GtkWidget *row;

      words = kin_appointment_date_to_words (kin_item_get_date (self->appointment));
      row = kin_link_row_new (words, NULL);
      g_object_set_data (G_OBJECT (row), "section",
                         GINT_TO_POINTER (KIN_SECTION_APPOINTMENTS));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }

  add_list (self, _("Next appointment"), list);
}

static void
add_group (KinHomePage *self,
           guint        number,
           GArray      *totals)
{
  GtkWidget *list = kin_list_new (_(groups[number].title));

  for (guint i = 0; i < G_N_ELEMENTS (groups[number].sections); i++)
    {
      const KinSectionTotal *total = find_total (totals, groups[number].sections[i]);
      g_autofree char *words = NULL;

      if (groups[number].sections[i] == KIN_SECTION_NONE || total == NULL)
        continue;

      words = kin_section_count_to_words (total->count, total->unread);
      add_section_row (self, list, total->section, words);
    }

  add_list (self, _(groups[number].title), list);
}

/* The whole record in one list, for people who look by date. */
static void
add_everything (KinHomePage *self,
                GArray      *totals)
{
  GtkWidget *list = kin_list_new (_("All of it"));
  g_autofree char *words = NULL;
  g_autofree char *other_words = NULL;
  const KinSectionTotal *other = find_total (totals, KIN_SECTION_OTHER);
  guint64 count = 0;

  for (guint i = 0; i < totals->len; i++)
    count += g_array_index (totals, KinSectionTotal, i).count;

  if (other != NULL)
    {
      other_words = kin_section_count_to_words (other->count, other->unread);
      add_section_row (self, list, KIN_SECTION_OTHER, other_words);
    }

  words = kin_section_count_to_words (count, 0);
  if (count > 0)
    add_section_row (self, list, KIN_SECTION_NONE, words);
  add_list (self, _("All of it"), list);
}

static void
show_not_sent (KinHomePage *self,
               GArray      *totals)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < G_N_ELEMENTS (groups[i].sections); j++)
      {
        KinSection section = groups[i].sections[j];

        if (section != KIN_SECTION_NONE && find_total (totals, section) == NULL)
          g_ptr_array_add (names, (gpointer) kin_section_get_words (section));
      }

  g_ptr_array_add (names, NULL);
  words = kin_not_sent_to_words (kin_page_get_person (KIN_PAGE (self)), (GStrv) names->pdata);
  gtk_label_set_label (self->not_sent, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->not_sent), words != NULL);
  gtk_widget_set_visible (self->why, words != NULL);
}

static void
show_totals (KinHomePage *self,
             GArray      *totals)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);

  add_new (self, totals);
  add_appointment (self);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (self, i, totals);
  add_everything (self, totals);
  show_not_sent (self, totals);
}

static gboolean
has_same_totals (GArray *one,
                 GArray *other)
{
  if (one == NULL || one->len != other->len)
    return FALSE;

  for (guint i = 0; i < one->len; i++)
    {
      const KinSectionTotal *a = &g_array_index (one, KinSectionTotal, i);
      const KinSectionTotal *b = &g_array_index (other, KinSectionTotal, i);

      if (a->section != b->section || a->count != b->count || a->unread != b->unread)
        return FALSE;
    }

  return TRUE;
}

/* Nothing is made anew that is the same: the focus stays where it is. */
static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinHomePage) self = user_data;
  g_autoptr (GArray) totals = NULL;
  g_autoptr (GError) error = NULL;

  totals = kin_person_count_finish (KIN_PERSON (source), result, NULL, &error);
  if (totals == NULL || has_same_totals (self->totals, totals))
    return;

  g_clear_pointer (&self->totals, g_array_unref);
  self->totals = g_steal_pointer (&totals);
  show_totals (self, self->totals);
}

static gboolean
is_to_come (KinItem    *item,
            const char *today)
{
  const char *status = kin_item_get_status (item);

  return kin_item_get_date (item) != NULL && strcmp (kin_item_get_date (item), today) >= 0 &&
         (g_strcmp0 (status, "booked") == 0 || g_strcmp0 (status, "pending") == 0 ||
          g_strcmp0 (status, "arrived") == 0 || g_strcmp0 (status, "checked-in") == 0);
}

/* They come latest first: the last one that is still to come is the next one. */
static void
appointments_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (KinHomePage) self = user_data;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  KinItem *next = NULL;

  items = kin_person_list_finish (KIN_PERSON (source), result, &error);
  if (items == NULL)
    return;

  for (guint i = 0; i < items->len; i++)
    if (is_to_come (g_ptr_array_index (items, i), today))
      next = g_ptr_array_index (items, i);

  if (g_set_object (&self->appointment, next) && self->totals != NULL)
    show_totals (self, self->totals);
}

static void
look_again (KinHomePage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  g_autofree char *status = NULL;

  if (person == NULL || !kin_person_get_is_open (person))
    return;

  status = kin_home_status_to_words (person);
  gtk_label_set_label (self->status, status);
  gtk_widget_set_visible (self->connect, g_list_model_get_n_items (G_LIST_MODEL (person)) == 0);

  kin_person_list_async (person, KIN_SECTION_APPOINTMENTS, 0, MOST_APPOINTMENTS,
                         self->cancellable, appointments_cb, g_object_ref (self));
  kin_person_count_async (person, self->cancellable, counted_cb, g_object_ref (self));
}

static void
kin_home_page_person_set (KinPage *page)
{
  KinPerson *person = kin_page_get_person (page);
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));

  kin_page_set_heading (page, name);
  g_signal_connect_object (kin_person_get_schedule (person), "changed", G_CALLBACK (look_again),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "items-changed", G_CALLBACK (look_again), page,
                           G_CONNECT_SWAPPED);
}

static void
kin_home_page_shown (KinPage *page)
{
  look_again (KIN_HOME_PAGE (page));
}

static void
kin_home_page_dispose (GObject *object)
{
  KinHomePage *self = KIN_HOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->appointment);
  g_clear_pointer (&self->totals, g_array_unref);

  G_OBJECT_CLASS (kin_home_page_parent_class)->dispose (object);
}

static void
kin_home_page_class_init (KinHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_home_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_home_page_person_set;
  KIN_PAGE_CLASS (klass)->shown = kin_home_page_shown;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, status);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, groups);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, not_sent);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, connect);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, why);
  gtk_widget_class_bind_template_callback (widget_class, on_connect_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_why_clicked);
}

static void
kin_home_page_init (KinHomePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_home_page_new:
 *
 * Returns: (transfer full): the first page of a record, for the person that is set on it
 */
KinPage *
kin_home_page_new (void)
{
  return g_object_new (KIN_TYPE_HOME_PAGE, NULL);
}
