/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-open-person-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-home-page.h"
#include "kin-merge.h"
#include "kin-open-person-page.h"
#include "kin-open-save.h"
#include "kin-problem-words.h"
#include "kin-text.h"
#include "kin-two-people.h"

/**
 * KinOpenPersonPage:
 *
 * Whose record the files hold, beside whom it is to be added to. Nothing is added until a person
 * says so, and somebody else's cannot be.
 */
struct _KinOpenPersonPage
{
  KinPage       parent_instance;

  KinTwoPeople *people;
  GtkLabel     *words;
  GtkWidget    *other;
  GtkWidget    *refuse;
  GtkWidget    *confirm;

  KinImport    *import;
};

G_DEFINE_FINAL_TYPE (KinOpenPersonPage, kin_open_person_page, KIN_TYPE_PAGE)

static void
on_home (KinPage *page)
{
  kin_page_start_with (page, kin_home_page_new ());
}

static void
on_refuse (KinOpenPersonPage *self)
{
  const KinProblemWords *words = kin_problem_get_words (KIN_PROBLEM_NOT_CONFIRMED);
  KinPage *advice = kin_advice_page_new (_(words->what), _(words->now));
  GtkWidget *home = kin_advice_page_add_button (KIN_ADVICE_PAGE (advice), _("Go to Home"));

  g_signal_connect_object (home, "clicked", G_CALLBACK (on_home), advice, G_CONNECT_SWAPPED);
  kin_page_replace (KIN_PAGE (self), advice);
}

static void
on_confirm (KinOpenPersonPage *self)
{
  KinPage *saving = kin_open_saving_page_new ();

  kin_page_replace (KIN_PAGE (self), saving);
  kin_open_save (saving, self->import);
}

static void
on_other (KinOpenPersonPage *self)
{
  GPtrArray *paths = kin_import_get_paths (self->import);
  GVariant *files = g_variant_new_bytestring_array ((const char * const *) paths->pdata,
                                                    (gssize) paths->len);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-for-other", "@aay", files);
}

static void
show_match (KinOpenPersonPage *self,
            KinPerson         *person)
{
  KinMatch match = kin_import_get_match (self->import);
  KinIdentity *identity = kin_import_get_identity (self->import);
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  /* Translators: %s is a person's name. */
  g_autofree char *yes = g_strdup_printf (_("Yes, add it to %s"), name);

  gtk_button_set_label (GTK_BUTTON (self->confirm), yes);
  gtk_widget_set_visible (self->confirm, match != KIN_MATCH_OTHER);
  gtk_widget_set_visible (self->other, match == KIN_MATCH_OTHER);
  switch (match)
    {
    case KIN_MATCH_OTHER:
      kin_page_set_title (KIN_PAGE (self), _("This record is about somebody else"));
      gtk_label_set_label (self->words, _("It cannot be added here. Choose whose record it is: the"
                                          " file is then opened there."));
      break;
    case KIN_MATCH_ASK:
      gtk_label_set_label (self->words, identity == NULL
                           ? _("The file does not say whose it is. Add it only if you are"
                               " sure.")
                           : kin_merge_find (identity) != KIN_MERGE_NONE
                           ? _("The clinic closed this record or joined it with another. Add it"
                               " only if you are sure that both are one person.")
                           : _("These are not written the same. Add it only if you are sure that"
                               " both are one person."));
      break;
    case KIN_MATCH_SAME:
    default:
      gtk_label_set_label (self->words, _("Name and birth date match."));
      break;
    }
}

/* Return without a choice means no. */
static void
kin_open_person_page_shown (KinPage *page)
{
  KinOpenPersonPage *self = KIN_OPEN_PERSON_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  if (!GTK_IS_WINDOW (root))
    return;

  gtk_window_set_default_widget (GTK_WINDOW (root), self->refuse);
}

static void
kin_open_person_page_unroot (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_default_widget (GTK_WINDOW (root), NULL);

  GTK_WIDGET_CLASS (kin_open_person_page_parent_class)->unroot (widget);
}

static void
kin_open_person_page_dispose (GObject *object)
{
  g_clear_object (&KIN_OPEN_PERSON_PAGE (object)->import);

  G_OBJECT_CLASS (kin_open_person_page_parent_class)->dispose (object);
}

static void
kin_open_person_page_class_init (KinOpenPersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_open_person_page_dispose;
  widget_class->unroot = kin_open_person_page_unroot;
  KIN_PAGE_CLASS (klass)->shown = kin_open_person_page_shown;

  g_type_ensure (KIN_TYPE_TWO_PEOPLE);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-open-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinOpenPersonPage, people);
  gtk_widget_class_bind_template_child (widget_class, KinOpenPersonPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinOpenPersonPage, other);
  gtk_widget_class_bind_template_child (widget_class, KinOpenPersonPage, refuse);
  gtk_widget_class_bind_template_child (widget_class, KinOpenPersonPage, confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_other);
  gtk_widget_class_bind_template_callback (widget_class, on_refuse);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
}

static void
kin_open_person_page_init (KinOpenPersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_open_person_page_new:
 * @person: whom it is to be added to
 * @import: which has looked
 *
 * Returns: (transfer full): the question whether this is the right person
 */
KinPage *
kin_open_person_page_new (KinPerson *person,
                          KinImport *import)
{
  KinOpenPersonPage *self = g_object_new (KIN_TYPE_OPEN_PERSON_PAGE, "person", person, NULL);

  self->import = g_object_ref (import);
  kin_two_people_show (self->people, person, _("The file holds the record of"),
                       kin_import_get_identity (import));
  show_match (self, person);

  return KIN_PAGE (self);
}
