/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-plant"

#include "config.h"

#include "kin-practice-plant.h"

#include <string.h>

#define STRANGER "somebody-else"
#define ID "planted-resource"

/* A resource of another patient, in words: %T is the type on the page, %M the member that names the
 * patient there, %P the patient signed in, %B the base URL and %S the stranger. */
static const struct
{
  const char *how;
  const char *full_url;   /* NULL: none */
  const char *resource;
} plants[] = {
  { "relative", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"Patient/%S\"}}" },
  { "absolute", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"%B/Patient/%S\"}}" },
  { "version", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"Patient/%S/_history/1\"}}" },
  { "other-server", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"https://other.example/fhir/Patient/%P\"}}" },
  { "other-server-stranger", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"https://other.example/fhir/Patient/%S\"}}" },
  { "urn", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"urn:uuid:7d1f2a38-0000-4000-8000-00000000abcd\"}}" },
  { "identifier", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"type\":\"Patient\",\"identifier\":{\"value\":\"%S\"}}}" },
  { "display", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"display\":\"Somebody Else\"}}" },
  { "nobody", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\"}" },
  { "contained", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"text\":\"Somebody"
    " Else\"}]}],\"%M\":{\"reference\":\"#p\"}}" },
  { "longer-id", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"Patient/%P2\"}}" },
  { "other-case", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"patient/%S\"}}" },
  { "group", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"Group/%S\"}}" },
  { "two-owners", "%B/%T/" ID, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"subject\":{\"reference\":\"Patient/%P\"},\"patient\":{\"reference\":\"Patient/%S\"}}" },
  { "no-full-url", NULL, "{\"resourceType\":\"%T\",\"id\":\"" ID "\","
    "\"%M\":{\"reference\":\"Patient/%S\"}}" },
  { "patient", "%B/Patient/%S", "{\"resourceType\":\"Patient\",\"id\":\"%S\","
    "\"name\":[{\"text\":\"Somebody Else\"}],\"birthDate\":\"1990-01-01\"}" },
  { "included-patient", "%B/Patient/%S", "{\"resourceType\":\"Patient\",\"id\":\"%S\","
    "\"name\":[{\"text\":\"Somebody Else\"}],\"birthDate\":\"1990-01-01\"}" },
  { "included-visit", "%B/Encounter/" ID, "{\"resourceType\":\"Encounter\",\"id\":\"" ID "\","
    "\"status\":\"finished\",\"subject\":{\"reference\":\"Patient/%S\"}}" },
  { "other-type", "%B/DocumentReference/" ID, "{\"resourceType\":\"DocumentReference\","
    "\"id\":\"" ID "\",\"status\":\"current\",\"subject\":{\"reference\":\"Patient/%S\"}}" },
};

/* Filled in at the first use; the program has one thread. */
static const char *words[G_N_ELEMENTS (plants) + 1];

/**
 * kin_practice_plant_list:
 *
 * Returns: (array zero-terminated=1): the ways to slip in what is another patient's
 */
const char *const *
kin_practice_plant_list (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plants); i++)
    words[i] = plants[i].how;

  return words;
}

/**
 * kin_practice_plant_is_known:
 * @how: a word
 *
 * Returns: whether it is one of kin_practice_plant_list()
 */
gboolean
kin_practice_plant_is_known (const char *how)
{
  return g_strv_contains (kin_practice_plant_list (), how);
}

static const char *
owner_member (const char *type)
{
  const char *const by_patient[]
      = { "AllergyIntolerance", "Immunization", "Device", "FamilyMemberHistory", "RelatedPerson",
          "ExplanationOfBenefit", "Claim", "Consent", "ImmunizationRecommendation", NULL };

  if (g_str_equal (type, "Coverage"))
    return "beneficiary";

  return g_strv_contains (by_patient, type) ? "patient" : "subject";
}

static char *
fill_in (const char *text, const char *type, const char *patient, const char *base)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "%T", type, 0);
  g_string_replace (out, "%M", owner_member (type), 0);
  g_string_replace (out, "%P", patient, 0);
  g_string_replace (out, "%S", STRANGER, 0);
  g_string_replace (out, "%B", base, 0);

  return g_string_free (out, FALSE);
}

/* The row for a word that kin_practice_plant_is_known() knows. */
static guint
find (const char *how)
{
  guint i = 0;

  while (!g_str_equal (plants[i].how, how))
    i++;

  return i;
}

/**
 * kin_practice_plant_new_entry:
 * @how: one of kin_practice_plant_list()
 * @type: the type on the page
 * @patient: whose page it is
 * @base: the FHIR base URL
 *
 * Makes the worst a portal can send: something about another patient, or about
 * nobody who can be known, among what was asked for.
 *
 * Returns: (transfer full): an entry for a Bundle
 */
char *
kin_practice_plant_new_entry (const char *how, const char *type, const char *patient,
                              const char *base)
{
  guint i = find (how);
  g_autofree char *resource = fill_in (plants[i].resource, type, patient, base);
  g_autofree char *full_url = NULL;

  if (plants[i].full_url == NULL)
    return g_strdup_printf ("{\"resource\":%s,\"search\":{\"mode\":\"match\"}}", resource);

  full_url = fill_in (plants[i].full_url, type, patient, base);
  return g_strdup_printf ("{\"fullUrl\":\"%s\",\"resource\":%s,\"search\":{\"mode\":\"%s\"}}",
                          full_url, resource,
                          g_str_has_prefix (how, "included-") ? "include" : "match");
}

/**
 * kin_practice_plant_new_resource:
 * @how: one of kin_practice_plant_list()
 * @type: the type that was asked for
 * @patient: who asks
 * @base: the FHIR base URL
 *
 * The same without a Bundle around it, as the answer to a read.
 *
 * Returns: (transfer full): a resource
 */
char *
kin_practice_plant_new_resource (const char *how, const char *type, const char *patient,
                                 const char *base)
{
  return fill_in (plants[find (how)].resource, type, patient, base);
}
