/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-choose-page"

#include "config.h"

#include "kin-page-parts.h"
#include "kin-person-record.h"
#include "kin-print-choose-page.h"
#include "kin-print-wait-page.h"
#include "kin-section-words.h"

/**
 * KinPrintChoosePage:
 *
 * Which part of the record is to be printed. What a visit needs most comes first.
 */
struct _KinPrintChoosePage
{
  KinPage     parent_instance;

  GtkListBox *sections;
  GtkWidget  *empty;

  GArray     *offered;             /* of KinSection, a row each */
};

G_DEFINE_FINAL_TYPE (KinPrintChoosePage, kin_print_choose_page, KIN_TYPE_PAGE)

static const KinSection first_sections[] = { KIN_SECTION_MEDICINES, KIN_SECTION_ALLERGIES };

static gboolean
is_first (KinSection section)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_sections); i++)
    if (first_sections[i] == section)
      return TRUE;

  return FALSE;
}

static void
offer (KinPrintChoosePage    *self,
       const KinSectionTotal *total)
{
  g_autofree char *words = kin_entries_to_words (total->count);

  gtk_list_box_append (self->sections,
                       kin_link_row_new (kin_section_get_words (total->section), words));
  g_array_append_val (self->offered, total->section);
}

static void
show_sections (KinPrintChoosePage *self,
               GArray             *totals)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_sections); i++)
    for (guint n = 0; n < totals->len; n++)
      {
        const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, n);

        if (total->section == first_sections[i] && total->count > 0)
          offer (self, total);
      }

  for (guint n = 0; n < totals->len; n++)
    {
      const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, n);

      if (total->section != KIN_SECTION_NONE && !is_first (total->section) && total->count > 0)
        offer (self, total);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->sections), self->offered->len > 0);
  gtk_widget_set_visible (self->empty, self->offered->len == 0);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinPrintChoosePage) self = user_data;
  g_autoptr (GArray) totals = kin_person_count_finish (KIN_PERSON (source), result, NULL, NULL);

  if (totals != NULL)
    show_sections (self, totals);
}

static void
on_section (KinPrintChoosePage *self,
            GtkListBoxRow      *row)
{
  KinSection section = g_array_index (self->offered, KinSection, gtk_list_box_row_get_index (row));
  GListModel *items = kin_person_get_items (kin_page_get_person (KIN_PAGE (self)), section, NULL,
                                            0, 0);

  kin_page_push (KIN_PAGE (self),
                 kin_print_wait_page_new_for_list (section, kin_section_get_words (section),
                                                   items));
}

static void
kin_print_choose_page_person_set (KinPage *page)
{
  kin_person_count_async (kin_page_get_person (page), NULL, counted_cb, g_object_ref (page));
}

static void
kin_print_choose_page_finalize (GObject *object)
{
  g_array_unref (KIN_PRINT_CHOOSE_PAGE (object)->offered);

  G_OBJECT_CLASS (kin_print_choose_page_parent_class)->finalize (object);
}

static void
kin_print_choose_page_class_init (KinPrintChoosePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_print_choose_page_finalize;
  KIN_PAGE_CLASS (klass)->person_set = kin_print_choose_page_person_set;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-print-choose-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPrintChoosePage, sections);
  gtk_widget_class_bind_template_child (widget_class, KinPrintChoosePage, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_section);
}

static void
kin_print_choose_page_init (KinPrintChoosePage *self)
{
  self->offered = g_array_new (FALSE, FALSE, sizeof (KinSection));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->sections), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sections), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_page_get_title (KIN_PAGE (self)), -1);
}

/**
 * kin_print_choose_page_new:
 *
 * Returns: (transfer full): what there is to print, for the person that is set on it
 */
KinPage *
kin_print_choose_page_new (void)
{
  return g_object_new (KIN_TYPE_PRINT_CHOOSE_PAGE, NULL);
}
