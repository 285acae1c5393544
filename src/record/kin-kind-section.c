/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-kind"

#include "config.h"

#include "kin-coding.h"
#include "kin-kind-private.h"

/* Vital signs by their LOINC code, for portals that send no category:
 * https://hl7.org/fhir/R4/observation-vitalsigns.html */
static const char *const vital_signs[] = {
  "85353-1", "85354-9", "55284-4", "8480-6", "8462-4", "9279-1", "8867-4", "2708-6", "59408-5",
  "8310-5", "8302-2", "8306-3", "9843-4", "8287-5", "29463-7", "3141-9", "39156-5", "59576-9", NULL,
};

static gboolean
looks_measured_in_a_laboratory (const KinJsonMembers *observation)
{
  static const char *const signs[] = {
    "specimen", "referenceRange", "interpretation", "valueQuantity", "valueRatio", "valueRange",
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (kin_json_node_exists (kin_json_members_get (observation, signs[i])))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_any_of (KinJsonNode        concept,
            const char *const *codes)
{
  return kin_coding_find_list (concept, &codes, 1) == 0;
}

static KinSection
choose_observation_section (const KinJsonMembers *observation)
{
  static const char *const measured[] = { "vital-signs", "vital signs", "vitals", NULL };
  static const char *const tested[] = { "laboratory", "lab", "labs", NULL };
  static const char *const seen[] = { "imaging", "radiology", NULL };
  static const char *const *const lists[] = { measured, tested, seen };
  KinJsonNode category = kin_json_members_get (observation, "category");

  switch (kin_coding_find_list (category, lists, G_N_ELEMENTS (lists)))
    {
    case 0:
      return KIN_SECTION_MEASUREMENTS;
    case 1:
      return KIN_SECTION_RESULTS;
    case 2:
      return KIN_SECTION_SCANS;
    default:
      break;
    }
  if (kin_json_node_get_length (category) > 0)
    return KIN_SECTION_OTHER;

  if (has_any_of (kin_json_members_get (observation, "code"), vital_signs))
    return KIN_SECTION_MEASUREMENTS;

  return looks_measured_in_a_laboratory (observation) ? KIN_SECTION_RESULTS : KIN_SECTION_OTHER;
}

/* Imaging by the service sections of HL7 v2 table 0074 and the LOINC groups of
 * US Core: https://hl7.org/fhir/R4/valueset-diagnostic-service-sections.html */
static const char *const imaging_services[] = {
  "RAD", "RX", "CT", "CTH", "CUS", "EC", "ECHO", "NMR", "NMS", "OUS", "RUS", "VUS", "XRC",
  "imaging",
  "radiology", "LP29684-5", "LP29708-2", "18748-4", NULL,
};

static const char *const laboratory_services[] = {
  "LAB", "laboratory", "CH", "HM", "MB", "BLB", "GE", "IMM", "LP7839-6", "26436-6", "pathology",
  "PAT", "SR", "TX", "VR", "SP", "CP", "CG", "OSL", NULL,
};

/* Notes by the LOINC document types that visits are written up in:
 * https://hl7.org/fhir/us/core/clinical-notes.html */
static const char *const visit_notes[] = {
  "clinical-note", "11488-4", "18842-5", "34117-2", "11506-3", "28570-0", "34111-5", "51847-2",
  "34133-9", "LP173421-1", NULL,
};

static KinSection
choose_report_section (const KinJsonMembers *report)
{
  static const char *const *const lists[] = { imaging_services, laboratory_services, visit_notes };
  KinJsonNode category = kin_json_members_get (report, "category");

  switch (kin_coding_find_list (category, lists, G_N_ELEMENTS (lists)))
    {
    case 0:
      return KIN_SECTION_SCANS;
    case 1:
      return KIN_SECTION_RESULTS;
    case 2:
      return KIN_SECTION_VISITS;
    default:
      break;
    }
  if (has_any_of (kin_json_members_get (report, "code"), visit_notes))
    return KIN_SECTION_VISITS;
  if (kin_json_node_get_length (kin_json_members_get (report, "result")) > 0)
    return KIN_SECTION_RESULTS;
  if (kin_json_node_get_length (kin_json_members_get (report, "imagingStudy")) > 0)
    return KIN_SECTION_SCANS;

  return kin_json_node_exists (kin_json_members_get (report, "presentedForm"))
           ? KIN_SECTION_DOCUMENTS : KIN_SECTION_RESULTS;
}

static KinSection
choose_document_section (const KinJsonMembers *document)
{
  static const char *const *const lists[] = { visit_notes, imaging_services };
  KinJsonNode category = kin_json_members_get (document, "category");

  switch (kin_coding_find_list (category, lists, G_N_ELEMENTS (lists)))
    {
    case 0:
      return KIN_SECTION_VISITS;
    case 1:
      return KIN_SECTION_SCANS;
    default:
      break;
    }

  return has_any_of (kin_json_members_get (document, "type"), visit_notes)
           ? KIN_SECTION_VISITS : KIN_SECTION_DOCUMENTS;
}

/**
 * kin_kind_choose_section:
 * @self: what is known about the type of @resource
 * @resource: the members of a resource
 *
 * Returns: where @resource is listed
 */
KinSection
kin_kind_choose_section (const KinKind        *self,
                         const KinJsonMembers *resource)
{
  switch (self->special)
    {
    case KIN_SPECIAL_OBSERVATION:
      return choose_observation_section (resource);
    case KIN_SPECIAL_REPORT:
      return choose_report_section (resource);
    case KIN_SPECIAL_DOCUMENT:
      return choose_document_section (resource);
    case KIN_SPECIAL_NONE:
    case KIN_SPECIAL_OUTCOME:
    default:
      return self->section;
    }
}
