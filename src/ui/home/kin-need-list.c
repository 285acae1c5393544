/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-need-list"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-columns.h"
#include "kin-date-words.h"
#include "kin-need-card.h"
#include "kin-need-list.h"
#include "kin-page.h"
#include "kin-problem-words.h"
#include "kin-set-ups.h"
#include "kin-wide-button.h"

/* More would hide what is below. */
#define FEW 3

#define DAYS_OF_NOT_NOW 7

/**
 * KinNeedList:
 *
 * A part of Home: a card for each thing that needs the person. What is put off, or never asked
 * again, keeps its place until the page is left, with the way back.
 */
struct _KinNeedList
{
  GtkWidget   parent_instance;

  KinColumns *cards;
  GtkWidget  *all;

  KinPerson  *person;
  GPtrArray  *listed;              /* of KinNeed, as on the cards; NULL before they are known */
  GPtrArray  *put_off;             /* ids of the needs that were put off here, the last one last */
  GPtrArray  *ended;               /* of KinClinic: nobody is asked about its number since now */
  gboolean    shows_all;
};

G_DEFINE_FINAL_TYPE (KinNeedList, kin_need_list, GTK_TYPE_WIDGET)

enum
{
  OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say (KinNeedList *self,
     const char  *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  if (page != NULL)
    kin_page_set_attention (KIN_PAGE (page), words);
}

/* Not now */

static KinNeed *
get_need (GtkWidget *card)
{
  return g_object_get_data (G_OBJECT (card), "need");
}

static gboolean
is_same_vendor (gconstpointer one,
                gconstpointer other)
{
  return g_strcmp0 (kin_clinic_get_vendor ((KinClinic *) one),
                    kin_clinic_get_vendor ((KinClinic *) other)) == 0;
}

static gboolean
is_ended (KinNeedList *self,
          KinNeed     *need,
          guint       *position)
{
  return need->clinic != NULL &&
         g_ptr_array_find_with_equal_func (self->ended, need->clinic, is_same_vendor, position);
}

static char *
put_off_to_words (KinNeedList *self,
                  KinNeed     *need)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = kin_date_to_words (kin_need_get_put_off (need, self->person, now));

  if (is_ended (self, need, NULL))
    return g_strdup (_("Kinchart does not ask again."));

  /* Translators: %s is a day. */
  return day != NULL ? g_strdup_printf (_("Put off until %s."), day) : NULL;
}

static gboolean
was_put_off_here (KinNeedList *self,
                  KinNeed     *need,
                  guint       *position)
{
  return g_ptr_array_find_with_equal_func (self->put_off, need->id, g_str_equal, position);
}

/* @is_away: and it stays in its place until the page is left, with the way back. */
static void
show_put_off (KinNeedList *self,
              GtkWidget   *card,
              gboolean     is_away)
{
  KinNeed *need = get_need (card);
  g_autofree char *words = put_off_to_words (self, need);
  guint position;

  if (was_put_off_here (self, need, &position))
    g_ptr_array_remove_index (self->put_off, position);
  if (is_away)
    g_ptr_array_add (self->put_off, g_strdup (need->id));

  kin_need_card_set_put_off (KIN_NEED_CARD (card), words);
  say (self, words != NULL ? words : _("Shown again."));
}

static void
on_not_now (KinNeedList *self,
            GtkWidget   *card)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) until = g_date_time_add_days (now, DAYS_OF_NOT_NOW);

  kin_need_put_off (get_need (card), self->person, until);
  show_put_off (self, card, TRUE);
}

/* For good */

/* (nullable): the list that still shows the card, once it is known whether it was kept. */
static KinNeedList *
finish_asking (GtkWidget    *card,
               GObject      *set_ups,
               GAsyncResult *result)
{
  GtkWidget *self = gtk_widget_get_ancestor (card, KIN_TYPE_NEED_LIST);
  g_autoptr (GError) error = NULL;

  if (kin_set_ups_save_finish (KIN_SET_UPS (set_ups), result, &error))
    return self != NULL ? KIN_NEED_LIST (self) : NULL;

  if (self != NULL)
    say (KIN_NEED_LIST (self), _(kin_problem_get_words (kin_problem_from_error (error))->what));

  return NULL;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) card = user_data;
  KinNeedList *self = finish_asking (card, source, result);

  if (self == NULL)
    return;

  g_ptr_array_add (self->ended, g_object_ref (get_need (card)->clinic));
  show_put_off (self, card, TRUE);
}

static void
on_never (KinNeedList *self,
          GtkWidget   *card)
{
  kin_need_ask_on (get_need (card), self->person, NULL, ended_cb, g_object_ref (card));
}

static void
asked_again_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GtkWidget) card = user_data;
  KinNeedList *self = finish_asking (card, source, result);
  guint position;

  if (self == NULL)
    return;

  if (is_ended (self, get_need (card), &position))
    g_ptr_array_remove_index (self->ended, position);
  show_put_off (self, card, FALSE);
}

/* The way back */

static void
on_undo (KinNeedList *self,
         GtkWidget   *card)
{
  KinNeed *need = get_need (card);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (is_ended (self, need, NULL))
    {
      kin_need_ask_on (need, self->person, now, asked_again_cb, g_object_ref (card));
      return;
    }

  kin_need_put_off (need, self->person, NULL);
  show_put_off (self, card, FALSE);
}

static GtkWidget *
find_card (KinNeedList *self,
           const char  *id)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  while (card != NULL && !g_str_equal (get_need (card)->id, id))
    card = gtk_widget_get_next_sibling (card);

  return card;
}

/* What is shown */

static void
show_few (KinNeedList *self)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));
  guint n_needs = self->listed->len;
  g_autofree char *words = NULL;

  for (guint i = 0; card != NULL; card = gtk_widget_get_next_sibling (card), i++)
    gtk_widget_set_visible (card, i < FEW || self->shows_all);

  /* Translators: %u is how many things need the person. */
  words = g_strdup_printf (_("Show all %u"), n_needs);
  gtk_button_set_label (GTK_BUTTON (self->all), self->shows_all ? _("Show less") : words);
  gtk_widget_set_visible (self->all, n_needs > FEW);
  gtk_widget_set_visible (GTK_WIDGET (self), n_needs > 0);
}

static void
on_all_clicked (KinNeedList *self)
{
  self->shows_all = !self->shows_all;
  show_few (self);
}

static void
on_open (KinNeedList *self,
         GtkWidget   *card)
{
  g_signal_emit (self, signals[OPEN], 0, get_need (card));
}

static void
add_card (KinNeedList *self,
          KinNeed     *need)
{
  GtkWidget *card = kin_need_card_new (need->words, need->detail, need->button, need->never);
  g_autofree char *words = put_off_to_words (self, need);

  kin_need_card_set_put_off (KIN_NEED_CARD (card), words);
  g_object_set_data (G_OBJECT (card), "need", need);
  g_signal_connect_object (card, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "never", G_CALLBACK (on_never), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "not-now", G_CALLBACK (on_not_now), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "undo", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
  kin_columns_append (self->cards, card);
}

static gboolean
has_same_needs (GPtrArray *one,
                GPtrArray *other)
{
  if (one == NULL || one->len != other->len)
    return FALSE;

  for (guint i = 0; i < one->len; i++)
    {
      const KinNeed *a = g_ptr_array_index (one, i);
      const KinNeed *b = g_ptr_array_index (other, i);

      if (!g_str_equal (a->id, b->id) || !g_str_equal (a->words, b->words))
        return FALSE;
    }

  return TRUE;
}

static void
leave_out_put_off (KinNeedList *self,
                   GPtrArray   *needs)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = needs->len; i > 0; i--)
    {
      KinNeed *need = g_ptr_array_index (needs, i - 1);

      if (kin_need_get_put_off (need, self->person, now) != NULL &&
          !was_put_off_here (self, need, NULL))
        g_ptr_array_remove_index (needs, i - 1);
    }
}

static void
kin_need_list_dispose (GObject *object)
{
  KinNeedList *self = KIN_NEED_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (kin_need_list_parent_class)->dispose (object);
}

static void
kin_need_list_finalize (GObject *object)
{
  KinNeedList *self = KIN_NEED_LIST (object);

  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_ptr_array_unref (self->put_off);
  g_ptr_array_unref (self->ended);

  G_OBJECT_CLASS (kin_need_list_parent_class)->finalize (object);
}

static void
kin_need_list_class_init (KinNeedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kin_need_list_dispose;
  object_class->finalize = kin_need_list_finalize;

  /**
   * KinNeedList::open:
   * @need: the need that the person opens
   */
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (KIN_TYPE_COLUMNS);
  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-need-list.ui");
  gtk_widget_class_bind_template_child (widget_class, KinNeedList, cards);
  gtk_widget_class_bind_template_child (widget_class, KinNeedList, all);
  gtk_widget_class_bind_template_callback (widget_class, on_all_clicked);
}

static void
kin_need_list_init (KinNeedList *self)
{
  self->put_off = g_ptr_array_new_with_free_func (g_free);
  self->ended = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_need_list_take_needs:
 * @person: whose needs they are
 * @needs: (transfer full) (element-type KinNeed): all of them
 *
 * Nothing is made anew that is the same: the focus stays where it is.
 */
void
kin_need_list_take_needs (KinNeedList *self,
                          KinPerson   *person,
                          GPtrArray   *needs)
{
  g_autoptr (GPtrArray) taken = needs;
  GtkWidget *child;

  g_return_if_fail (KIN_IS_NEED_LIST (self));

  g_set_object (&self->person, person);
  for (guint i = 0; i < self->ended->len; i++)
    kin_needs_add_set_up (taken, g_ptr_array_index (self->ended, i));
  leave_out_put_off (self, taken);
  if (has_same_needs (self->listed, taken))
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  self->listed = g_steal_pointer (&taken);
  for (guint i = 0; i < self->listed->len; i++)
    add_card (self, g_ptr_array_index (self->listed, i));
  show_few (self);
}

/**
 * kin_need_list_forget:
 *
 * The page was left: what was put off on it has no way back there any more.
 */
void
kin_need_list_forget (KinNeedList *self)
{
  g_return_if_fail (KIN_IS_NEED_LIST (self));

  g_ptr_array_set_size (self->put_off, 0);
  g_ptr_array_set_size (self->ended, 0);
}

/**
 * kin_need_list_undo_last:
 *
 * Each time one more, the last one first.
 *
 * Returns: whether something was put off here
 */
gboolean
kin_need_list_undo_last (KinNeedList *self)
{
  g_return_val_if_fail (KIN_IS_NEED_LIST (self), FALSE);

  for (guint i = self->put_off->len; i > 0; i--)
    {
      GtkWidget *card = find_card (self, g_ptr_array_index (self->put_off, i - 1));

      if (card != NULL)
        {
          on_undo (self, card);
          return TRUE;
        }
    }

  return FALSE;
}
