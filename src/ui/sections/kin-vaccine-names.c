/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-vaccine-names"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-text-find.h"
#include "kin-vaccine-names.h"

#define MAX_CODES 19

/* The vaccines that are given most. A card with a code on it is not always sent with a word:
 * https://spec.smarthealth.cards/ leaves the words out. */
static const struct
{
  const char *name;
  guint       codes[MAX_CODES];    /* of https://www2.cdc.gov/vaccines/iis/iisstandards/ (CVX) */
} vaccines[] = {
  { N_("Measles, mumps and rubella (MMR)"), { 3, 0 } },
  { N_("Measles, mumps, rubella and chickenpox (MMRV)"), { 94, 0 } },
  { N_("Measles"), { 5, 0 } },
  { N_("Rubella"), { 6, 0 } },
  { N_("Mumps"), { 7, 0 } },
  { N_("Chickenpox (varicella)"), { 21, 0 } },
  { N_("Shingles (zoster)"), { 121, 187, 188, 0 } },
  { N_("Tetanus, diphtheria and whooping cough (Tdap)"), { 115, 0 } },
  { N_("Tetanus, diphtheria and whooping cough, for children (DTaP)"), { 20, 106, 107, 0 } },
  { N_("Tetanus, diphtheria and whooping cough, for children (DTP)"), { 1, 0 } },
  { N_("Tetanus and diphtheria (Td)"), { 9, 113, 138, 139, 196, 0 } },
  { N_("Tetanus and diphtheria, for children (DT)"), { 28, 0 } },
  { N_("Tetanus"), { 35, 112, 0 } },
  { N_("Tetanus, diphtheria, whooping cough and Hib, for children"), { 50, 0 } },
  { N_("Tetanus, diphtheria, whooping cough, hepatitis B and polio, for children"), { 110, 0 } },
  { N_("Tetanus, diphtheria, whooping cough, Hib and polio, for children"), { 120, 0 } },
  { N_("Tetanus, diphtheria, whooping cough and polio, for children"), { 130, 0 } },
  { N_("Tetanus, diphtheria, whooping cough, polio, Hib and hepatitis B, for children"),
    { 146, 0 } },
  { N_("Hib (Haemophilus influenzae type b)"), { 17, 46, 47, 48, 49, 0 } },
  { N_("Hib and hepatitis B"), { 51, 0 } },
  { N_("Polio"), { 10, 89, 0 } },
  { N_("Polio, by mouth"), { 2, 178, 182, 0 } },
  { N_("Hepatitis A"), { 52, 85, 0 } },
  { N_("Hepatitis A, for children"), { 31, 83, 84, 0 } },
  { N_("Hepatitis A and B"), { 104, 0 } },
  { N_("Hepatitis B"), { 43, 44, 45, 189, 220, 0 } },
  { N_("Hepatitis B, for children"), { 8, 0 } },
  { N_("HPV (human papillomavirus)"), { 62, 118, 137, 165, 0 } },
  { N_("Pneumococcal (PPSV23)"), { 33, 0 } },
  { N_("Pneumococcal (PCV7)"), { 100, 0 } },
  { N_("Pneumococcal (PCV13)"), { 133, 0 } },
  { N_("Pneumococcal (PCV15)"), { 215, 0 } },
  { N_("Pneumococcal (PCV20)"), { 216, 0 } },
  { N_("Pneumococcal (PCV21)"), { 327, 0 } },
  { N_("Pneumococcal"), { 109, 152, 0 } },
  { N_("Meningococcal A, C, W and Y"), { 32, 108, 114, 136, 147, 203, 0 } },
  { N_("Meningococcal B"), { 162, 163, 164, 0 } },
  { N_("Meningococcal A, B, C, W and Y"), { 316, 328, 0 } },
  { N_("Rotavirus"), { 74, 116, 119, 122, 0 } },
  { N_("Flu"),
    { 15, 16, 88, 140, 141, 144, 150, 153, 155, 158, 161, 166, 168, 171, 185, 186, 205, 320, 0 } },
  { N_("Flu, high dose"), { 135, 197, 0 } },
  { N_("Flu, nasal spray"), { 111, 149, 151, 333, 0 } },
  { N_("COVID-19 (Moderna)"), { 207, 221, 227, 228, 229, 230, 311, 312, 0 } },
  { N_("COVID-19 (Pfizer-BioNTech)"), { 208, 217, 218, 219, 300, 301, 302, 308, 309, 310, 0 } },
  { N_("COVID-19 (AstraZeneca)"), { 210, 0 } },
  { N_("COVID-19 (Novavax)"), { 211, 313, 0 } },
  { N_("COVID-19 (Janssen)"), { 212, 0 } },
  { N_("COVID-19"), { 213, 0 } },
  { N_("RSV (respiratory syncytial virus)"), { 303, 305, 314, 326, 0 } },
  { N_("Rabies"), { 18, 40, 90, 175, 176, 0 } },
  { N_("Typhoid"), { 41, 91, 101, 190, 0 } },
  { N_("Typhoid, by mouth"), { 25, 0 } },
  { N_("Yellow fever"), { 37, 183, 184, 0 } },
  { N_("Japanese encephalitis"), { 39, 129, 134, 0 } },
  { N_("Tick-borne encephalitis"), { 77, 222, 223, 224, 0 } },
  { N_("Cholera"), { 26, 172, 173, 174, 0 } },
  { N_("Tuberculosis (BCG)"), { 19, 0 } },
  { N_("Smallpox and mpox"), { 75, 206, 325, 0 } },
};

static gboolean
has_code (const guint *codes,
          guint64      code)
{
  for (; *codes != 0; codes++)
    if (*codes == code)
      return TRUE;

  return FALSE;
}

/* A number may be of another list, in which it is another vaccine. */
static gboolean
is_cvx (KinItem    *item,
        const char *code)
{
  static const char * const systems[] = { "http://hl7.org/fhir/sid/cvx",
                                          "urn:oid:2.16.840.1.113883.12.292" };
  const char *sent = kin_item_get_codes (item);
  g_auto (GStrv) codes = g_strsplit (sent != NULL ? sent : "", " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      g_autofree char *wanted = g_strjoin ("|", systems[i], code, NULL);

      if (g_strv_contains ((const char * const *) codes, wanted))
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_vaccine_find_name:
 *
 * Returns: (nullable): a name that people use, for a vaccine of which the clinic sent a code and no
 *   word
 */
const char *
kin_vaccine_find_name (KinItem *item)
{
  const char *title = kin_item_get_title (item);
  guint64 code;

  if (kin_item_get_section (item) != KIN_SECTION_VACCINES ||
      !g_ascii_string_to_unsigned (title, 10, 1, 999, &code, NULL) || !is_cvx (item, title))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (vaccines); i++)
    if (has_code (vaccines[i].codes, code))
      return _(vaccines[i].name);

  return NULL;
}

/**
 * kin_vaccine_is_named:
 * @words: what a person typed to find something
 *
 * Returns: whether one of the names has all of them
 */
gboolean
kin_vaccine_is_named (const char *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (vaccines); i++)
    if (kin_text_has_all (_(vaccines[i].name), words))
      return TRUE;

  return FALSE;
}
