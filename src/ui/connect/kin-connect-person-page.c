/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-person-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-check-page.h"
#include "kin-connect-person-page.h"
#include "kin-home-page.h"
#include "kin-match-words.h"
#include "kin-problem-words.h"
#include "kin-schedule.h"
#include "kin-text.h"
#include "kin-two-people.h"

/**
 * KinConnectPersonPage:
 *
 * Whose record the clinic sent, beside whom it is to be added to. Nothing is added until a
 * person says so, and somebody else's cannot be.
 */
struct _KinConnectPersonPage
{
  KinPage       parent_instance;

  KinTwoPeople *people;
  GtkLabel     *merge;
  GtkLabel     *words;
  GtkWidget    *refuse;
  GtkWidget    *confirm;

  KinSignIn    *sign_in;              /* until it is decided */
};

G_DEFINE_FINAL_TYPE (KinConnectPersonPage, kin_connect_person_page, KIN_TYPE_PAGE)

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_sign_in_refuse_finish (KIN_SIGN_IN (source), result, &error))
    g_warning ("Taking back a sign-in: %s", error->message);
}

/* Also what happens when the page is left without an answer. */
static void
take_back (KinConnectPersonPage *self)
{
  g_autoptr (KinSignIn) sign_in = g_steal_pointer (&self->sign_in);

  if (sign_in != NULL)
    kin_sign_in_refuse_async (sign_in, refused_cb, NULL);
}

static void
on_home (KinPage *page)
{
  kin_page_start_with (page, kin_home_page_new ());
}

static void
end_with (KinConnectPersonPage *self,
          KinProblem            problem)
{
  const KinProblemWords *words = kin_problem_get_words (problem);
  KinPage *advice = kin_advice_page_new (_(words->what), _(words->now));
  GtkWidget *home = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go to Home"));

  g_signal_connect_object (home, "clicked", G_CALLBACK (on_home), advice, G_CONNECT_SWAPPED);
  take_back (self);
  kin_page_replace (KIN_PAGE (self), advice);
}

static void
on_refuse (KinConnectPersonPage *self)
{
  end_with (self, KIN_PROBLEM_NOT_CONFIRMED);
}

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (KinConnectPersonPage) self = user_data;
  g_autoptr (KinConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  KinPage *home;

  connection = kin_sign_in_confirm_finish (KIN_SIGN_IN (source), result, &error);
  if (connection != NULL)
    {
      g_clear_object (&self->sign_in);
      kin_schedule_check (kin_person_get_schedule (person), connection);
    }
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (connection == NULL)
    {
      end_with (self, kin_problem_from_error (error));
      return;
    }

  home = kin_home_page_new ();
  kin_page_start_with (KIN_PAGE (self), home);
  kin_page_push (home, kin_check_page_new ());
}

static void
on_confirm (KinConnectPersonPage *self)
{
  if (self->sign_in == NULL)
    return;

  gtk_widget_set_sensitive (self->refuse, FALSE);
  gtk_widget_set_sensitive (self->confirm, FALSE);
  kin_sign_in_confirm_async (self->sign_in, NULL, confirmed_cb, g_object_ref (self));
}

static char *
make_from_words (KinSignIn *sign_in)
{
  const char *name = kin_sign_in_get_portal_name (sign_in);
  g_autofree char *safe_name = name != NULL ? kin_text_isolate (name) : NULL;

  if (safe_name == NULL)
    return g_strdup (_("The clinic sends the record of"));

  /* Translators: %s is the name of a clinic. The name of a person follows. */
  return g_strdup_printf (_("%s sends the record of"), safe_name);
}

static void
show_match (KinConnectPersonPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  KinIdentity *identity = kin_sign_in_get_identity (self->sign_in);
  KinMatch match = kin_sign_in_get_match (self->sign_in);
  const char *born = kin_person_get_birth_date (person);
  const char *merge = kin_merge_to_words (kin_sign_in_get_merge (self->sign_in));
  KinMatch by_name = kin_identity_match_person (identity, kin_person_get_name (person), born);
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  /* Translators: %s is a person's name. */
  g_autofree char *yes = g_strdup_printf (_("Yes, add it to %s"), name);

  gtk_button_set_label (GTK_BUTTON (self->confirm), yes);
  gtk_widget_set_visible (self->confirm, match != KIN_MATCH_OTHER);
  if (match == KIN_MATCH_OTHER)
    kin_page_set_title (KIN_PAGE (self), _("This record is about somebody else"));
  /* What is to be looked at is said already. */
  if (merge != NULL && match == KIN_MATCH_ASK)
    match = by_name;
  gtk_label_set_label (self->words,
                       kin_match_to_words (match, by_name, born,
                                           kin_identity_get_birth_date (identity)));
  gtk_label_set_label (self->merge, merge != NULL ? merge : "");
  gtk_widget_set_visible (GTK_WIDGET (self->merge), merge != NULL);
}

/* Return without a choice means no. */
static void
kin_connect_person_page_shown (KinPage *page)
{
  KinConnectPersonPage *self = KIN_CONNECT_PERSON_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  if (!GTK_IS_WINDOW (root))
    return;

  gtk_window_set_default_widget (GTK_WINDOW (root), self->refuse);
}

static void
kin_connect_person_page_unroot (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_default_widget (GTK_WINDOW (root), NULL);
  if (gtk_widget_get_sensitive (KIN_CONNECT_PERSON_PAGE (widget)->confirm))
    take_back (KIN_CONNECT_PERSON_PAGE (widget));

  GTK_WIDGET_CLASS (kin_connect_person_page_parent_class)->unroot (widget);
}

static void
kin_connect_person_page_dispose (GObject *object)
{
  KinConnectPersonPage *self = KIN_CONNECT_PERSON_PAGE (object);

  g_clear_object (&self->sign_in);

  G_OBJECT_CLASS (kin_connect_person_page_parent_class)->dispose (object);
}

static void
kin_connect_person_page_class_init (KinConnectPersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_connect_person_page_dispose;
  widget_class->unroot = kin_connect_person_page_unroot;
  KIN_PAGE_CLASS (klass)->shown = kin_connect_person_page_shown;

  g_type_ensure (KIN_TYPE_TWO_PEOPLE);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectPersonPage, people);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPersonPage, merge);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPersonPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPersonPage, refuse);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPersonPage, confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_refuse);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
}

static void
kin_connect_person_page_init (KinConnectPersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_connect_person_page_new:
 * @person: whom it is to be added to
 * @sign_in: which has run to its end
 *
 * Returns: (transfer full): the question whether this is the right person
 */
KinPage *
kin_connect_person_page_new (KinPerson *person,
                             KinSignIn *sign_in)
{
  KinConnectPersonPage *self = g_object_new (KIN_TYPE_CONNECT_PERSON_PAGE, "person", person, NULL);
  g_autofree char *from = make_from_words (sign_in);

  self->sign_in = g_object_ref (sign_in);
  kin_two_people_show (self->people, person, from, kin_sign_in_get_identity (sign_in));
  show_match (self);

  return KIN_PAGE (self);
}
