/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-home-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-appointment.h"
#include "kin-card.h"
#include "kin-check-page.h"
#include "kin-clinic-page.h"
#include "kin-columns.h"
#include "kin-connect-number-page.h"
#include "kin-connect-page.h"
#include "kin-copy-asked-page.h"
#include "kin-date-words.h"
#include "kin-home-needs.h"
#include "kin-home-page.h"
#include "kin-home-sections.h"
#include "kin-home-words.h"
#include "kin-item-page.h"
#include "kin-need-list.h"
#include "kin-not-sent-page.h"
#include "kin-person-notes.h"
#include "kin-person-record.h"
#include "kin-person-urgent.h"
#include "kin-schedule.h"
#include "kin-section-page.h"
#include "kin-section-words.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/**
 * KinHomePage:
 *
 * Where one person's record begins: how things are, what needs the person, what is new, the next
 * appointment, and the sections. It never shows a value, the name of a test or a sender.
 */
struct _KinHomePage
{
  KinPage          parent_instance;

  GtkLabel        *status;
  GtkWidget       *connect;
  KinNeedList     *needs;
  GtkLabel        *new_heading;
  GtkWidget       *new_cards;
  GtkWidget       *appointment_heading;
  KinColumns      *appointment_place;
  KinHomeSections *sections;
  KinColumns      *not_sent_place;

  GArray          *totals;         /* of KinSectionTotal, NULL before they are known */
  GPtrArray       *urgent;         /* of KinItem */
  GPtrArray       *bills;          /* of KinItem */
  KinItem         *appointment;    /* the next one, or NULL */
  GArray          *not_sent;       /* of KinSection */
  char            *not_sent_words; /* as on its card */
  GtkWidget       *news[KIN_N_SECTIONS]; /* NULL where nothing was new yet */
  GCancellable    *cancellable;
  gboolean         is_counting;
  gboolean         is_old;         /* what is counted now */
};

G_DEFINE_FINAL_TYPE (KinHomePage, kin_home_page, KIN_TYPE_PAGE)

/* Of so many, latest first, what Home speaks of is among them. */
#define MOST_ITEMS 300

/* The last day on which everything had been opened. */
#define MARK_NOTHING_NEW "nothing-new"

static GDateTime *
now_here (void)
{
  return g_date_time_new_now_local ();
}

static void
on_section_chosen (KinHomePage *self,
                   int          section)
{
  kin_page_push (KIN_PAGE (self), kin_section_page_new ((KinSection) section));
}

static void
on_connect_clicked (KinHomePage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_page_new ());
}

/* Needs you */

static void
on_need_open (KinHomePage *self,
              KinNeed     *need)
{
  KinPage *next;

  if (need->item != NULL)
    next = kin_item_page_new (need->item);
  else if (need->connection != NULL)
    next = kin_clinic_page_new (need->connection);
  else if (need->clinic != NULL)
    next = kin_connect_number_page_new (need->clinic);
  else if (need->copy != NULL)
    next = kin_copy_asked_page_new (need->copy);
  else if (need->is_check)
    next = kin_check_page_new ();
  else if (need->make_page != NULL)
    next = need->make_page (kin_page_get_person (KIN_PAGE (self)));
  else
    next = kin_section_page_new (need->section);

  if (need->is_check)
    kin_schedule_check (kin_person_get_schedule (kin_page_get_person (KIN_PAGE (self))), NULL);
  kin_page_push (KIN_PAGE (self), next);
}

static GPtrArray *
list_needs (KinHomePage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  GPtrArray *needs = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_need_free);
  g_autoptr (GDateTime) now = now_here ();

  kin_needs_add_urgent (needs, self->urgent, now);
  kin_needs_add_damage (needs, person);
  kin_needs_add_clinics (needs, person, now);
  kin_needs_add_set_ups (needs, person, now);
  kin_needs_add_copies (needs, person, now);
  for (guint i = 0; i < self->totals->len; i++)
    if (g_array_index (self->totals, KinSectionTotal, i).section == KIN_SECTION_MESSAGES)
      kin_needs_add_messages (needs, g_array_index (self->totals, KinSectionTotal, i).unread);
  kin_needs_add_bills (needs, self->bills);

  return needs;
}

static void
show_needs (KinHomePage *self)
{
  if (self->totals != NULL && self->urgent != NULL && self->bills != NULL)
    kin_need_list_take_needs (self->needs, kin_page_get_person (KIN_PAGE (self)),
                              list_needs (self));
}

/* New since */

static void
on_news_clicked (KinHomePage *self,
                 GtkWidget   *card)
{
  for (int i = 0; i < KIN_N_SECTIONS; i++)
    if (self->news[i] == card)
      on_section_chosen (self, i);
}

/* Made when there is something new for the first time, and kept: the focus stays. */
static GtkWidget *
get_news_card (KinHomePage *self,
               KinSection   section)
{
  GtkWidget *card = self->news[section];
  GtkWidget *next = NULL;

  if (card != NULL)
    return card;

  for (int i = (int) section + 1; i < KIN_N_SECTIONS && next == NULL; i++)
    next = self->news[i];
  card = kin_card_new (kin_section_get_icon (section), kin_section_get_words (section));
  g_signal_connect_object (card, "clicked", G_CALLBACK (on_news_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_before (card, self->new_cards, next);
  self->news[section] = card;

  return card;
}

static void
show_new_since (KinHomePage *self,
                gboolean     any)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  g_autofree char *date = kin_date_to_words (kin_person_get_mark (person, MARK_NOTHING_NEW));
  g_autofree char *words = NULL;
  g_autoptr (GDateTime) now = now_here ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  /* Whatever comes after a day on which nothing was new came since that day. */
  if (!any)
    kin_person_set_mark (person, MARK_NOTHING_NEW, today);

  if (date != NULL)
    /* Translators: %s is a day. */
    words = g_strdup_printf (_("New since %s"), date);
  gtk_label_set_label (self->new_heading, words != NULL ? words : _("New, not opened yet"));

  /* In the large and simple view the cards of the sections say it. */
  any = any && !kin_page_get_simple (KIN_PAGE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->new_heading), any);
  gtk_widget_set_visible (self->new_cards, any);
}

/* How many of each kind, and nothing of what they say: others may see the screen. */
static void
show_news (KinHomePage *self)
{
  gboolean any = FALSE;

  for (int i = 0; i < KIN_N_SECTIONS; i++)
    if (self->news[i] != NULL)
      gtk_widget_set_visible (self->news[i], FALSE);

  for (guint i = 0; i < self->totals->len; i++)
    {
      const KinSectionTotal *total = &g_array_index (self->totals, KinSectionTotal, i);
      g_autofree char *words = NULL;
      GtkWidget *card;

      if (total->unread == 0)
        continue;

      card = get_news_card (self, total->section);
      /* Translators: how many new things a section holds. */
      words = g_strdup_printf (g_dngettext (NULL, "%u new", "%u new", (gulong) total->unread),
                               (guint) total->unread);
      kin_card_set_words (KIN_CARD (card), words);
      gtk_widget_set_visible (card, TRUE);
      any = TRUE;
    }

  show_new_since (self, any);
}

/* The next appointment */

static void
on_appointment_clicked (KinHomePage *self)
{
  kin_page_push (KIN_PAGE (self), kin_item_page_new (self->appointment));
}

static void
show_appointment (KinHomePage *self)
{
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self->appointment_place));
  g_autoptr (GDateTime) now = now_here ();
  gboolean any = self->appointment != NULL;

  if (old != NULL)
    gtk_widget_unparent (old);
  if (any)
    {
      const char *date = kin_item_get_date (self->appointment);
      g_autofree char *words = kin_appointment_date_to_words (date);
      g_autofree char *distance = kin_day_to_distance_words (date, now);
      GtkWidget *card = kin_card_new (kin_section_get_icon (KIN_SECTION_APPOINTMENTS), words);

      kin_card_set_words (KIN_CARD (card), distance);
      g_signal_connect_object (card, "clicked", G_CALLBACK (on_appointment_clicked), self,
                               G_CONNECT_SWAPPED);
      kin_columns_append (self->appointment_place, card);
    }

  gtk_widget_set_visible (self->appointment_heading, any);
  gtk_widget_set_visible (GTK_WIDGET (self->appointment_place), any);
}

/* Not sent */

static void
on_not_sent_clicked (KinHomePage *self)
{
  kin_page_push (KIN_PAGE (self), kin_not_sent_page_new (self->not_sent));
}

static gboolean
has_any (GArray     *totals,
         KinSection  section)
{
  for (guint i = 0; i < totals->len; i++)
    if (g_array_index (totals, KinSectionTotal, i).section == section)
      return g_array_index (totals, KinSectionTotal, i).count > 0;

  return FALSE;
}

/* The sections that hold nothing, and their names. */
static GArray *
find_not_sent (KinHomePage *self,
               GPtrArray   *names)
{
  GArray *sections = g_array_new (FALSE, FALSE, sizeof (KinSection));

  for (guint i = 0; i < kin_section_get_n_groups (); i++)
    for (const KinSection *section = kin_section_get_group (i); *section != KIN_SECTION_NONE;
         section++)
      if (!has_any (self->totals, *section))
        {
          g_array_append_val (sections, *section);
          g_ptr_array_add (names, (gpointer) kin_section_get_words (*section));
        }

  g_ptr_array_add (names, NULL);

  return sections;
}

static void
add_not_sent_card (KinHomePage *self)
{
  GtkWidget *card = kin_card_new (NULL, self->not_sent_words);

  kin_card_set_words (KIN_CARD (card), _("Why?"));
  g_signal_connect_object (card, "clicked", G_CALLBACK (on_not_sent_clicked), self,
                           G_CONNECT_SWAPPED);
  kin_columns_append (self->not_sent_place, card);
}

/* It depends on what came and on who was asked: either may change while this page is open. */
static void
show_not_sent (KinHomePage *self)
{
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self->not_sent_place));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) sections = NULL;
  g_autofree char *words = NULL;

  if (self->totals == NULL)
    return;

  sections = find_not_sent (self, names);
  words = kin_not_sent_to_words (kin_page_get_person (KIN_PAGE (self)), (GStrv) names->pdata);
  if (g_strcmp0 (words, self->not_sent_words) == 0)
    return;

  g_clear_pointer (&self->not_sent, g_array_unref);
  self->not_sent = g_steal_pointer (&sections);
  g_free (self->not_sent_words);
  self->not_sent_words = g_steal_pointer (&words);
  if (old != NULL)
    gtk_widget_unparent (old);
  if (self->not_sent_words != NULL)
    add_not_sent_card (self);

  gtk_widget_set_visible (GTK_WIDGET (self->not_sent_place), self->not_sent_words != NULL);
}

/* What the record holds */

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

static void look_again (KinHomePage *self);

static void
end_counting (KinHomePage *self)
{
  gboolean is_old = self->is_old;

  self->is_counting = FALSE;
  self->is_old = FALSE;
  if (is_old && gtk_widget_get_mapped (GTK_WIDGET (self)))
    look_again (self);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinHomePage) self = user_data;
  g_autoptr (GArray) totals = NULL;
  g_autoptr (GError) error = NULL;

  totals = kin_person_count_finish (KIN_PERSON (source), result, NULL, &error);
  end_counting (self);
  if (totals == NULL || has_same_totals (self->totals, totals))
    return;

  g_clear_pointer (&self->totals, g_array_unref);
  self->totals = g_steal_pointer (&totals);
  kin_home_sections_set_totals (self->sections, self->totals);
  gtk_widget_set_visible (GTK_WIDGET (self->sections), self->totals->len > 0);
  show_needs (self);
  show_news (self);
  show_not_sent (self);
}

static void
urgent_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinHomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *items = kin_person_list_urgent_finish (KIN_PERSON (source), result, &error);

  if (items == NULL)
    return;

  g_clear_pointer (&self->urgent, g_ptr_array_unref);
  self->urgent = items;
  show_needs (self);
}

static void
bills_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinHomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *items = kin_person_list_finish (KIN_PERSON (source), result, &error);

  if (items == NULL)
    return;

  g_clear_pointer (&self->bills, g_ptr_array_unref);
  self->bills = items;
  show_needs (self);
}

static gboolean
is_same_appointment (KinItem *one,
                     KinItem *other)
{
  if (one == NULL || other == NULL)
    return one == other;

  return kin_item_get_id (one) == kin_item_get_id (other) &&
         g_strcmp0 (kin_item_get_date (one), kin_item_get_date (other)) == 0;
}

static void
appointments_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (KinHomePage) self = user_data;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = now_here ();
  KinItem *next;

  items = kin_person_list_finish (KIN_PERSON (source), result, &error);
  if (items == NULL)
    return;

  next = kin_appointment_find_next (items, now);
  if (is_same_appointment (self->appointment, next))
    return;

  g_set_object (&self->appointment, next);
  show_appointment (self);
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
  show_needs (self);
  show_not_sent (self);

  self->is_counting = TRUE;
  kin_person_count_async (person, self->cancellable, counted_cb, g_object_ref (self));
  kin_person_list_async (person, KIN_SECTION_APPOINTMENTS, 0, 0, MOST_ITEMS, self->cancellable,
                         appointments_cb, g_object_ref (self));
  kin_person_list_urgent_async (person, self->cancellable, urgent_cb, g_object_ref (self));
  kin_person_list_async (person, KIN_SECTION_BILLS, 0, 0, MOST_ITEMS, self->cancellable, bills_cb,
                         g_object_ref (self));
}

/* What was being saved when this page was shown is on the disk. Of what a clinic sends the end is
 * told by the schedule. */
static void
on_person_changed (KinHomePage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (kin_schedule_get_run (kin_person_get_schedule (person)) != NULL)
    show_needs (self);
  else if (self->is_counting)
    self->is_old = TRUE;
  else
    look_again (self);
}

static void
on_simple_changed (KinHomePage *self)
{
  kin_home_sections_set_simple (self->sections, kin_page_get_simple (KIN_PAGE (self)));
  if (self->totals != NULL)
    show_news (self);
}

static void
kin_home_page_person_set (KinPage *page)
{
  KinPerson *person = kin_page_get_person (page);
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));

  kin_page_set_heading (page, name);
  kin_schedule_keep_up (kin_person_get_schedule (person));
  g_signal_connect_object (kin_person_get_schedule (person), "changed", G_CALLBACK (look_again),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "items-changed", G_CALLBACK (look_again), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "changed", G_CALLBACK (on_person_changed), page,
                           G_CONNECT_SWAPPED);
}

static void
kin_home_page_shown (KinPage *page)
{
  KinHomePage *self = KIN_HOME_PAGE (page);

  kin_need_list_forget (self->needs);
  kin_page_set_attention (page, NULL);
  look_again (self);
}

static gboolean
kin_home_page_undo (KinPage *page)
{
  return kin_need_list_undo_last (KIN_HOME_PAGE (page)->needs);
}

static void
kin_home_page_dispose (GObject *object)
{
  KinHomePage *self = KIN_HOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->appointment);

  G_OBJECT_CLASS (kin_home_page_parent_class)->dispose (object);
}

static void
kin_home_page_finalize (GObject *object)
{
  KinHomePage *self = KIN_HOME_PAGE (object);

  g_clear_pointer (&self->totals, g_array_unref);
  g_clear_pointer (&self->urgent, g_ptr_array_unref);
  g_clear_pointer (&self->bills, g_ptr_array_unref);
  g_clear_pointer (&self->not_sent, g_array_unref);
  g_free (self->not_sent_words);

  G_OBJECT_CLASS (kin_home_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, status);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, connect);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, needs);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, new_heading);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, new_cards);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, appointment_heading);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, appointment_place);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, sections);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, not_sent_place);
  gtk_widget_class_bind_template_callback (widget_class, on_connect_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_need_open);
  gtk_widget_class_bind_template_callback (widget_class, on_section_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_simple_changed);
}

static void
kin_home_page_class_init (KinHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_home_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kin_home_page_finalize;
  KIN_PAGE_CLASS (klass)->person_set = kin_home_page_person_set;
  KIN_PAGE_CLASS (klass)->shown = kin_home_page_shown;
  KIN_PAGE_CLASS (klass)->undo = kin_home_page_undo;

  g_type_ensure (KIN_TYPE_COLUMNS);
  g_type_ensure (KIN_TYPE_HOME_SECTIONS);
  g_type_ensure (KIN_TYPE_NEED_LIST);
  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-home-page.ui");
  bind_children (widget_class);
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
