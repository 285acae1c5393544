/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-home-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-home-page.h"
#include "kin-person-record.h"
#include "kin-section-page.h"
#include "kin-section-words.h"

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
  GtkBox       *groups;
  GtkLabel     *empty_sections;

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
  { N_("All of it"), { KIN_SECTION_OTHER } },
};

static void
on_row_activated (KinHomePage *self,
                  GtkWidget   *row)
{
  int section = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "section"));

  kin_page_push (KIN_PAGE (self), kin_section_page_new ((KinSection) section));
}

static char *
count_in_words (const KinSectionTotal *total)
{
  g_autofree char *all = NULL;

  /* Translators: how many things a section holds. */
  all = g_strdup_printf (g_dngettext (NULL, "%u entry", "%u entries", (gulong) total->count),
                         (guint) total->count);
  if (total->unread == 0)
    return g_steal_pointer (&all);

  /* Translators: the first is "12 entries"; the second how many of them are new. */
  return g_strdup_printf (_("%s, %u new"), all, (guint) total->unread);
}

static GtkWidget *
make_row (KinHomePage           *self,
          const KinSectionTotal *total)
{
  g_autofree char *subtitle = count_in_words (total);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kin_section_get_words (total->section));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                                                 "go-next-symbolic",
                                                                 "accessible-role",
                                                                 GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                                                 NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "section", GINT_TO_POINTER (total->section));

  return row;
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

static void
add_group (KinHomePage *self,
           guint        number,
           GArray      *totals)
{
  g_autoptr (GtkWidget) list = g_object_ref_sink (gtk_list_box_new ());
  GtkWidget *heading;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(groups[number].title), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);

  for (guint i = 0; i < G_N_ELEMENTS (groups[number].sections); i++)
    {
      const KinSectionTotal *total = find_total (totals, groups[number].sections[i]);

      if (groups[number].sections[i] != KIN_SECTION_NONE && total != NULL)
        gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, total));
    }

  if (gtk_widget_get_first_child (list) == NULL)
    return;

  heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                          "label", _(groups[number].title), "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (heading, "title-3");
  gtk_box_append (self->groups, heading);
  gtk_box_append (self->groups, list);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinHomePage) self = user_data;
  g_autoptr (GArray) totals = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *child;

  totals = kin_person_count_finish (KIN_PERSON (source), result, NULL, &error);
  if (totals == NULL)
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (self, i, totals);
}

static void
kin_home_page_shown (KinPage *page)
{
  KinHomePage *self = KIN_HOME_PAGE (page);

  if (kin_page_get_person (page) != NULL)
    kin_person_count_async (kin_page_get_person (page), self->cancellable, counted_cb,
                            g_object_ref (self));
}

static void
kin_home_page_dispose (GObject *object)
{
  KinHomePage *self = KIN_HOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_home_page_parent_class)->dispose (object);
}

static void
kin_home_page_class_init (KinHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_home_page_dispose;
  KIN_PAGE_CLASS (klass)->shown = kin_home_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, status);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, groups);
  gtk_widget_class_bind_template_child (widget_class, KinHomePage, empty_sections);
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
