/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-sections"

#include "config.h"

#include "kin-cda-statement.h"

/* https://hl7.org/cda/: sections by their LOINC code, the same in all versions since C32. */
static const struct
{
  const char *code;
  void      (*read) (KinCda *self, xmlNode *entry, xmlNode *section);
  gboolean    is_of_others;          /* it is about somebody else by its nature */
} sections[] = {
  { "48765-2", kin_cda_read_allergy },
  { "11450-4", kin_cda_read_problem },
  { "10160-0", kin_cda_read_medicine },
  { "11369-6", kin_cda_read_vaccine },
  { "30954-2", kin_cda_read_result },
  { "8716-3", kin_cda_read_vital_sign },
  { "29762-2", kin_cda_read_social },
  { "47519-4", kin_cda_read_procedure },
  { "46240-8", kin_cda_read_encounter },
  /* Of a stay: with what somebody came and went, and what was given there. */
  { "11348-0", kin_cda_read_problem },
  { "46241-6", kin_cda_read_problem },
  { "42347-5", kin_cda_read_problem },
  { "11535-2", kin_cda_read_problem },
  { "10183-2", kin_cda_read_medicine },
  { "75311-1", kin_cda_read_medicine },
  { "42346-7", kin_cda_read_medicine },
  { "29549-3", kin_cda_read_medicine },
  /* How somebody is, and wants to be treated. */
  { "47420-5", kin_cda_read_status },
  { "10190-7", kin_cda_read_status },
  { "61144-2", kin_cda_read_status },
  { "42348-3", kin_cda_read_status },
  { "18776-5", kin_cda_read_plan },
  { "61146-7", kin_cda_read_plan },
  { "46264-8", kin_cda_read_equipment },
  { "10157-6", kin_cda_read_family, TRUE },
  { "48768-6", kin_cda_read_payer },
  { "85847-2", kin_cda_read_team },
};

/* A history of the family, or of a newborn in the mother's document, is about somebody else. */
static gboolean
is_about_another (xmlNode *node,
                  guint    levels)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (kin_cda_tree_is (child, "subject") ||
        (levels > 0 && child->type == XML_ELEMENT_NODE && is_about_another (child, levels - 1)))
      return TRUE;

  return FALSE;
}

/* What is marked as unknown says nothing, whatever stands in it. */
static gboolean
says_something (xmlNode *entry)
{
  for (xmlNode *child = entry->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && kin_cda_tree_is_null (child))
      return FALSE;

  return !kin_cda_tree_is_null (entry);
}

static void
read_section (KinCda  *self,
              xmlNode *section)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (sections) && !kin_cda_is_section (section, sections[i].code))
    i++;
  if (i == G_N_ELEMENTS (sections) || kin_cda_tree_is_null (section) ||
      kin_cda_tree_get (section, "subject") != NULL)
    return;

  KIN_CDA_FOR_EACH (entry, section, "entry")
    if (says_something (entry) && (sections[i].is_of_others || !is_about_another (entry, 8)))
      sections[i].read (self, entry, section);
}

static void
read_sections (KinCda  *self,
               xmlNode *parent)
{
  KIN_CDA_FOR_EACH (component, parent, "component")
    {
      xmlNode *section = kin_cda_tree_get (component, "section");

      if (section == NULL)
        continue;
      read_section (self, section);
      read_sections (self, section);
    }
}

/**
 * kin_cda_read_sections:
 *
 * Adds the entries of all sections that are known.
 */
void
kin_cda_read_sections (KinCda *self)
{
  read_sections (self, kin_cda_tree_get (self->root, "component/structuredBody"));
}
