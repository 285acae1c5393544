/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-list.h"
#include "kin-clinic-words.h"
#include "kin-connect-page.h"
#include "kin-connect-steps-page.h"
#include "kin-copy-page.h"
#include "kin-date-words.h"
#include "kin-download-page.h"
#include "kin-page-parts.h"
#include "kin-person-clinics.h"
#include "kin-problem-words.h"
#include "kin-set-up-words.h"
#include "kin-text.h"
#include "kin-text-find.h"
#include "kin-try-page.h"
#include "kin-way-words.h"

#define LIST "/io/github/kinchart/Kinchart/directory.tsv"

/* More than that is better found with another letter. */
#define MOST_ROWS 8

/**
 * KinConnectPage:
 *
 * Which clinic: found by name or place in the list that comes with the app, or by its web address.
 */
struct _KinConnectPage
{
  KinPage     parent_instance;

  GtkEntry   *words;
  GtkLabel   *problem;
  GtkLabel   *found;
  GtkListBox *clinics;
  GtkLabel   *date;
  GtkWidget  *try;

  KinClinicList *list;             /* NULL until it is loaded */
  gboolean       has_loaded;       /* or could not be */
  gboolean       is_waited_for;    /* "Next" was chosen before */
  KinClinic     *practice;         /* NULL while none runs */
  GPtrArray     *rows;             /* of KinClinic, as the list box shows them */
  GHashTable    *probed;           /* of KinClinic that were asked meanwhile, by key */
};

G_DEFINE_FINAL_TYPE (KinConnectPage, kin_connect_page, KIN_TYPE_PAGE)

static const char *
get_typed (KinConnectPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->words));
}

static void
clear_problem (KinConnectPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->words),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_problem (KinConnectPage *self,
              const char     *what,
              const char     *now)
{
  /* Translators: what is wrong, and what to do now. */
  g_autofree char *text = g_strdup_printf (_("%1$s. %2$s"), what, now);

  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->words),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  kin_page_set_attention (KIN_PAGE (self), what);
  gtk_widget_grab_focus (GTK_WIDGET (self->words));
}

static void
show_problem_with_address (KinConnectPage *self,
                           KinProblem      problem)
{
  const KinProblemWords *words = kin_problem_get_words (problem);

  show_problem (self, _(words->what), _(words->now));
}

/* What fits */

static void
add_row (KinConnectPage *self,
         KinClinic      *clinic)
{
  g_autofree char *name = kin_text_isolate (kin_clinic_get_name (clinic));
  g_autofree char *words = kin_clinic_to_row_words (clinic, get_typed (self));

  g_ptr_array_add (self->rows, g_object_ref (clinic));
  gtk_list_box_append (self->clinics, kin_link_row_new (name, words));
}

static void
show_rows (KinConnectPage *self,
           GPtrArray      *clinics)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->clinics, 0)) != NULL)
    gtk_list_box_remove (self->clinics, GTK_WIDGET (row));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < clinics->len; i++)
    add_row (self, g_ptr_array_index (clinics, i));
  gtk_widget_set_visible (GTK_WIDGET (self->clinics), self->rows->len > 0);
}

static char *
count_to_words (KinConnectPage *self,
                guint           n_found)
{
  if (kin_address_is_one (get_typed (self)))
    return g_strdup (_("This is a web address. Choose “Next”."));
  if (n_found == 0)
    return g_strdup (_("No clinic of that name is in the list."));
  if (n_found > MOST_ROWS)
    return g_strdup (_("Many clinics match. Type more of the name or the town."));

  /* Translators: how many clinics have the words that were typed. */
  return g_strdup_printf (g_dngettext (NULL, "%u clinic matches.", "%u clinics match.", n_found),
                          n_found);
}

/* Whether the practice clinic is looked for, or nothing yet: it can be tried at once. */
static gboolean
offers_practice (KinConnectPage *self)
{
  g_autofree char *words = NULL;

  if (self->practice == NULL || *get_typed (self) == '\0')
    return self->practice != NULL;

  words = g_strjoin (" ", kin_clinic_get_name (self->practice),
                     kin_clinic_get_place (self->practice), NULL);

  return kin_text_has_all (words, get_typed (self));
}

/* What a clinic said is news where nobody else said anything, and where the list says that it wants
 * a number, but not where the person did. */
static gboolean
is_news (KinConnectPage *self,
         KinClinic      *clinic)
{
  KinWay way = kin_clinic_get_way (clinic);

  return way == KIN_WAY_UNKNOWN ||
         (way == KIN_WAY_NUMBER &&
          !kin_person_has_corrected_clinic (kin_page_get_person (KIN_PAGE (self)), clinic));
}

static void
take_probed (KinConnectPage *self,
             GPtrArray      *clinics)
{
  for (guint i = 0; i < clinics->len; i++)
    {
      KinClinic *clinic = g_ptr_array_index (clinics, i);
      KinClinic *probed = g_hash_table_lookup (self->probed, kin_clinic_get_key (clinic));

      if (probed == NULL || !is_news (self, clinic))
        continue;
      clinics->pdata[i] = kin_clinic_new_with_way (clinic, kin_clinic_get_address (clinic),
                                                   kin_clinic_get_way (probed));
      g_object_unref (clinic);
    }
}

static GPtrArray *
find (KinConnectPage *self,
      guint          *n_found)
{
  GPtrArray *found;

  *n_found = 0;
  found = self->list != NULL
          ? kin_clinic_list_find (self->list, kin_page_get_person (KIN_PAGE (self)),
                                  get_typed (self), MOST_ROWS, n_found)
          : g_ptr_array_new_with_free_func (g_object_unref);
  take_probed (self, found);
  if (offers_practice (self))
    {
      g_ptr_array_insert (found, 0, g_object_ref (self->practice));
      ++*n_found;
    }

  return found;
}

static void
show_found (KinConnectPage *self)
{
  guint n_found;
  g_autoptr (GPtrArray) found = find (self, &n_found);
  g_autofree char *words = NULL;

  if (*get_typed (self) != '\0' && self->list != NULL)
    words = count_to_words (self, n_found);

  show_rows (self, found);
  gtk_label_set_label (self->found, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->found), words != NULL);
  kin_page_set_attention (KIN_PAGE (self), words);
}

static void
on_typed (KinConnectPage *self)
{
  self->is_waited_for = FALSE;
  clear_problem (self);
  show_found (self);
}

/* Going on */

static void
on_probed (KinConnectPage *self,
           KinClinic      *clinic)
{
  const char *key = kin_clinic_get_key (clinic);

  /* What was typed is not in the list. */
  if (key != NULL)
    g_hash_table_replace (self->probed, g_strdup (key), g_object_ref (clinic));
}

static void
go_on_with (KinConnectPage *self,
            KinClinic      *clinic)
{
  KinPage *steps;

  self->is_waited_for = FALSE;
  clear_problem (self);
  kin_page_set_attention (KIN_PAGE (self), NULL);
  steps = kin_connect_steps_page_new (clinic);
  g_signal_connect_object (steps, "probed", G_CALLBACK (on_probed), self, G_CONNECT_SWAPPED);
  kin_page_push (KIN_PAGE (self), steps);
}

static void
on_clinic (KinConnectPage *self,
           GtkListBoxRow  *row)
{
  g_autoptr (KinClinic) clinic =
    g_object_ref (g_ptr_array_index (self->rows, gtk_list_box_row_get_index (row)));

  go_on_with (self, clinic);
}

static KinClinic *
at_address (KinConnectPage *self,
            const char     *address)
{
  KinClinic *trial = self->list != NULL
                     ? kin_trials_find (kin_clinic_list_get_trials (self->list), address) : NULL;
  KinClinic *clinic = trial != NULL ? g_object_ref (trial) : kin_clinic_new_at (address);

  if (self->list != NULL)
    kin_clinic_list_set_up (self->list, kin_page_get_person (KIN_PAGE (self)), &clinic);

  return clinic;
}

/* What is there is about nobody, and has no place in the record of somebody. */
static gboolean
is_refused (KinConnectPage *self,
            KinClinic      *clinic)
{
  if (!kin_clinic_get_is_trial (clinic) ||
      kin_person_get_is_sample (kin_page_get_person (KIN_PAGE (self))))
    return FALSE;

  show_problem_with_address (self, KIN_PROBLEM_MADE_UP);

  return TRUE;
}

static void
on_next (KinConnectPage *self)
{
  const char *typed = get_typed (self);
  g_autofree char *address = kin_address_is_one (typed) ? kin_address_complete (typed) : NULL;
  g_autoptr (KinClinic) clinic = NULL;

  if (address != NULL)
    clinic = at_address (self, address);
  else if (*typed != '\0' && self->rows->len == 1)
    clinic = g_object_ref (g_ptr_array_index (self->rows, 0));

  if (!self->has_loaded && *typed != '\0')
    self->is_waited_for = TRUE;
  else if (clinic != NULL && is_refused (self, clinic))
    return;
  else if (clinic != NULL)
    go_on_with (self, clinic);
  else if (kin_address_is_one (typed))
    show_problem_with_address (self, KIN_PROBLEM_BAD_ADDRESS);
  else if (*typed == '\0')
    show_problem (self, _("Type a name, a town, a postal code or a web address"),
                  _("Or choose “Open a file I have” below."));
  else if (self->rows->len == 0)
    show_problem (self, _("No clinic of that name is in the list"),
                  _("Type the web address that the clinic has for apps."));
  else
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->clinics, 0)));
}

/* (nullable): what is no address is a name. */
static const char *
get_typed_name (KinConnectPage *self)
{
  const char *typed = get_typed (self);

  return kin_address_is_one (typed) ? NULL : typed;
}

static void
on_download (KinConnectPage *self)
{
  g_autofree char *website = kin_address_to_website (get_typed (self));

  clear_problem (self);
  kin_page_push (KIN_PAGE (self), kin_download_page_new (get_typed_name (self), website));
}

static void
on_ask (KinConnectPage *self)
{
  clear_problem (self);
  kin_page_push (KIN_PAGE (self), kin_copy_page_new (get_typed_name (self)));
}

static void
on_try (KinConnectPage *self)
{
  clear_problem (self);
  kin_page_push (KIN_PAGE (self), kin_try_page_new (self->list));
}

/* The list */

/* Trying things out is for records of nobody. */
static void
show_try (KinConnectPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  gtk_widget_set_visible (self->try, self->list != NULL && person != NULL &&
                                     kin_person_get_is_sample (person));
}

/* Whoever went elsewhere meanwhile stays there. */
static void
go_on_if_waited_for (KinConnectPage *self)
{
  if (self->is_waited_for && gtk_widget_get_mapped (GTK_WIDGET (self)))
    on_next (self);
  self->is_waited_for = FALSE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinConnectPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  self->list = kin_clinic_list_load_finish (result, &error);
  self->has_loaded = TRUE;
  if (self->list == NULL)
    {
      g_warning ("The list of clinics: %s", error->message);
      go_on_if_waited_for (self);
      return;
    }

  day = kin_date_to_words (kin_clinic_list_get_date (self->list));
  /* Translators: %s is a day, such as 3 August 2026. */
  words = g_strdup_printf (_("This list was made on %s."), day);
  gtk_label_set_label (self->date, words);
  gtk_widget_set_visible (GTK_WIDGET (self->date), TRUE);
  show_try (self);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    show_found (self);
  go_on_if_waited_for (self);
}

/* A practice clinic may have been started meanwhile, or a clinic corrected. */
static void
kin_connect_page_shown (KinPage *page)
{
  KinConnectPage *self = KIN_CONNECT_PAGE (page);

  g_clear_object (&self->practice);
  /* Translators: the name of a made-up clinic that runs on this computer. */
  self->practice = kin_clinic_find_practice (_("Practice clinic"), _("On this computer"));
  show_found (self);
  show_try (self);
}

static void
kin_connect_page_finalize (GObject *object)
{
  KinConnectPage *self = KIN_CONNECT_PAGE (object);

  g_clear_object (&self->list);
  g_clear_object (&self->practice);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->probed);

  G_OBJECT_CLASS (kin_connect_page_parent_class)->finalize (object);
}

static void
kin_connect_page_class_init (KinConnectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_connect_page_finalize;
  KIN_PAGE_CLASS (klass)->shown = kin_connect_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-connect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, found);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, clinics);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, date);
  gtk_widget_class_bind_template_child (widget_class, KinConnectPage, try);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_clinic);
  gtk_widget_class_bind_template_callback (widget_class, on_download);
  gtk_widget_class_bind_template_callback (widget_class, on_try);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_connect_page_init (KinConnectPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->probed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  kin_clinic_list_load_async (LIST, KIN_VENDORS_RESOURCE, NULL, loaded_cb, g_object_ref (self));
}

/**
 * kin_connect_page_new:
 *
 * Returns: (transfer full): the first page on the way to a clinic's record, for the person that
 *   is set on it
 */
KinPage *
kin_connect_page_new (void)
{
  return g_object_new (KIN_TYPE_CONNECT_PAGE, NULL);
}
