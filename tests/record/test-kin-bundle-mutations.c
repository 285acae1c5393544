/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-bundle-mutations"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "record-samples.h"

#define BASE "https://clinic.example/r4"
#define OWN  "p1"
#define N_GENERATED 8000
#define N_PLANTED   2000

/* The oracle knows by construction what each resource says; it reads no JSON. */
typedef enum
{
  SAYS_MINE,
  SAYS_OTHER,
  SAYS_UNCLEAR,
  SAYS_NOTHING,
} Says;

static const struct
{
  const char *type;
  const char *owner;
  gboolean    optional;
} types[] = {
  { "Observation", "subject", FALSE }, { "Condition", "subject", FALSE },
  { "Immunization", "patient", FALSE }, { "AllergyIntolerance", "patient", FALSE },
  { "MedicationRequest", "subject", FALSE }, { "MedicationDispense", "subject", FALSE },
  { "MedicationStatement", "subject", FALSE }, { "MedicationAdministration", "subject", FALSE },
  { "DiagnosticReport", "subject", FALSE }, { "DocumentReference", "subject", FALSE },
  { "Encounter", "subject", FALSE }, { "Procedure", "subject", FALSE },
  { "CarePlan", "subject", FALSE }, { "CareTeam", "subject", FALSE }, { "Goal", "subject", FALSE },
  { "Coverage", "beneficiary", FALSE }, { "ExplanationOfBenefit", "patient", FALSE },
  { "Claim", "patient", FALSE }, { "Account", "subject", FALSE }, { "Task", "for", FALSE },
  { "Consent", "patient", FALSE }, { "ServiceRequest", "subject", FALSE },
  { "ImagingStudy", "subject", FALSE }, { "Media", "subject", FALSE }, { "Flag", "subject", FALSE },
  { "List", "subject", FALSE }, { "FamilyMemberHistory", "patient", FALSE },
  { "RelatedPerson", "patient", FALSE }, { "Specimen", "subject", FALSE },
  { "Communication", "subject", FALSE }, { "ImmunizationRecommendation", "patient", FALSE },
  { "FutureThing", "subject", FALSE }, { "Device", "patient", TRUE },
  { "Medication", "subject", TRUE }, { "Organization", "subject", TRUE },
};

static const struct
{
  Says        says;
  const char *form;             /* %s: an id of another patient */
} forms[] = {
  { SAYS_MINE, "{'reference':'Patient/p1'}" },
  { SAYS_MINE, "{'reference':'Patient/p1/_history/12'}" },
  { SAYS_MINE, "{'reference':'" BASE "/Patient/p1','display':'%s'}" },
  { SAYS_MINE, "{'display':'%s','reference':'http://Clinic.Example/r4/Patient/p1/_history/1'}" },
  { SAYS_MINE, "{'reference':'urn:uuid:own'}" },
  { SAYS_MINE, "[{'reference':'Patient/p1'}]" },
  { SAYS_OTHER, "{'reference':'Patient/%s'}" },
  { SAYS_OTHER, "{'reference':'Patient/%s/_history/1'}" },
  { SAYS_OTHER, "{'reference':'" BASE "/Patient/%s'}" },
  { SAYS_OTHER, "{'type':'Patient','reference':'Patient/%s','display':'p1'}" },
  { SAYS_OTHER, "[{'reference':'Patient/p1'},{'reference':'Patient/%s'}]" },
  { SAYS_UNCLEAR, "{'reference':'https://other.example/r4/Patient/p1'}" },
  { SAYS_UNCLEAR, "{'reference':'https://other.example/r4/Patient/%s'}" },
  { SAYS_UNCLEAR, "{'reference':'" BASE "/x/Patient/p1'}" },
  { SAYS_UNCLEAR, "{'identifier':{'system':'s','value':'%s'}}" },
  { SAYS_UNCLEAR, "{'display':'%s'}" },
  { SAYS_UNCLEAR, "{'reference':'#%s'}" },
  { SAYS_UNCLEAR, "{'reference':'Group/%s'}" },
  { SAYS_UNCLEAR, "{'reference':'urn:uuid:%s'}" },
  { SAYS_UNCLEAR, "{'reference':'Patient?identifier=%s'}" },
  { SAYS_UNCLEAR, "{'reference':'patient/p1'}" },
  { SAYS_UNCLEAR, "{'reference':'Patient/p1?%s'}" },
  { SAYS_UNCLEAR, "{'reference':7}" },
  { SAYS_UNCLEAR, "'Patient/p1'" },
  { SAYS_UNCLEAR, "[{'reference':'Patient/p1'},{'display':'%s'}]" },
  { SAYS_NOTHING, "{'reference':'Practitioner/%s'}" },
  { SAYS_NOTHING, "[]" },
  { SAYS_NOTHING, NULL },
};

#define MAX_ENTRIES 6

typedef struct
{
  gboolean refused;
  gboolean accepted[MAX_ENTRIES];
  guint    n_entries;
} Expected;

/* An id that is easily taken for the own one. */
static char *
make_other_id (GRand *random)
{
  static const char *const near[] = { "P1", "p10", "p", "1", "pl", "p1.", "p1-", "_p1", "q1" };

  if (g_rand_boolean (random))
    return g_strdup (near[g_rand_int_range (random, 0, G_N_ELEMENTS (near))]);

  return g_strdup_printf ("%08x-%x", g_rand_int (random), g_rand_int (random));
}

/* The same text written with escapes here and there. */
static void
append_disguised (GString    *page,
                  const char *text,
                  GRand      *random)
{
  gboolean in_string = FALSE;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\'')
        in_string = !in_string;
      if (in_string && g_ascii_isalpha (*c) && g_rand_int_range (random, 0, 40) == 0)
        g_string_append_printf (page, "\\u%04x", (guint) *c);
      else if (in_string && *c == '/' && g_rand_int_range (random, 0, 10) == 0)
        g_string_append (page, "\\/");
      else
        g_string_append_c (page, *c);
    }
}

static void
append_entry (GString  *page,
              Expected *expected,
              GRand    *random)
{
  guint type = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (types));
  /* Most resources of most pages are what they should be. */
  guint form = (guint) g_rand_int_range (random, 0, g_rand_boolean (random)
                                                        ? 6 : (int) G_N_ELEMENTS (forms));
  g_autofree char *other = make_other_id (random);
  g_autofree char *owner = NULL;
  g_autofree char *entry = NULL;
  Says says = forms[form].says;

  if (forms[form].form != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (forms[form].form, "%s", -1);
      g_autofree char *value = g_strjoinv (other, parts);

      owner = g_strdup_printf ("'%s':%s,", types[type].owner, value);
    }

  entry = g_strdup_printf (",{'resource':{'resourceType':'%s',%s'id':'r%u',"
                           "'note':[{'text':'%s'}]}}",
                           types[type].type, owner != NULL ? owner : "", expected->n_entries,
                           other);
  append_disguised (page, entry, random);

  expected->refused |= says == SAYS_OTHER;
  expected->accepted[expected->n_entries++]
      = says == SAYS_MINE || (says == SAYS_NOTHING && types[type].optional);
}

static char *
make_page (Expected *expected,
           GRand    *random)
{
  GString *page = g_string_new ("{'resourceType':'Bundle','type':'searchset','entry':["
                                "{'fullUrl':'urn:uuid:own','resource':"
                                "{'resourceType':'Patient','id':'p1'}}");
  int n_entries = g_rand_int_range (random, 1, MAX_ENTRIES + 1);

  *expected = (Expected) { FALSE };
  for (int i = 0; i < n_entries; i++)
    append_entry (page, expected, random);
  g_string_append (page, "]}");

  return g_string_free (page, FALSE);
}

static void
check_page (const char     *page,
            const Expected *expected)
{
  g_autoptr (GBytes) bytes = sample_bytes (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, &error);
  g_autoptr (KinBundle) checked = NULL;

  g_assert_no_error (error);
  checked = kin_bundle_check_person (bundle, BASE, OWN, &error);
  if ((checked == NULL) != expected->refused)
    g_error ("wrongly %s: %s", checked == NULL ? "refused" : "accepted", page);
  if (checked == NULL)
    return;

  for (guint i = 0; i < expected->n_entries; i++)
    {
      KinEntryState state = kin_bundle_get_state_at (checked, i + 1);

      if ((state == KIN_ENTRY_MATCH) != expected->accepted[i])
        g_error ("entry %u wrongly %s: %s", i, state == KIN_ENTRY_MATCH ? "accepted" : "set aside",
                 page);
    }
}

static void
test_generated (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260101);
  guint n_refused = 0;
  guint n_aside = 0;
  guint n_entries = 0;

  for (guint i = 0; i < N_GENERATED; i++)
    {
      Expected expected;
      g_autofree char *page = make_page (&expected, random);

      check_page (page, &expected);
      n_refused += expected.refused;
      for (guint j = 0; j < expected.n_entries && !expected.refused; j++, n_entries++)
        n_aside += !expected.accepted[j];
    }

  g_test_message ("%u pages: %u refused, %u of %u other resources set aside", N_GENERATED,
                  n_refused, n_aside, n_entries);
  g_assert_cmpuint (n_refused, >, N_GENERATED / 10);
  g_assert_cmpuint (n_aside, >, N_GENERATED / 10);
}

typedef struct
{
  GPtrArray  *places;           /* offsets of references to the person */
  const char *text;
  gsize       length;
  guint       n_planted;
} Sample;

/* Where a real record names its person, found in its text and not by our reader. */
static void
find_places (Sample     *sample,
             const char *reference)
{
  g_autofree char *pattern
      = g_strdup_printf ("\"(?:subject|patient)\"\\s*:\\s*\\{\\s*\"reference\"\\s*:\\s*\"(%s)\"",
                         reference);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gboolean more = g_regex_match_full (regex, sample->text, (gssize) sample->length, 0, 0, &match,
                                      NULL);

  while (more)
    {
      int start;

      g_match_info_fetch_pos (match, 1, &start, NULL);
      g_ptr_array_add (sample->places, GINT_TO_POINTER (start));
      more = g_match_info_next (match, NULL);
    }
}

static const char *
find_only_patient (KinBundle *bundle)
{
  const char *id = NULL;

  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      if (!g_str_equal (kin_bundle_get_type_at (bundle, i), "Patient"))
        continue;
      if (id != NULL)
        return NULL;
      id = kin_bundle_get_id_at (bundle, i);
    }

  return id;
}

static void
plant (Sample     *sample,
       guint       place,
       const char *own_reference,
       const char *patient_id,
       GRand      *random)
{
  gsize start = (gsize) GPOINTER_TO_INT (g_ptr_array_index (sample->places, place));
  g_autofree char *other = g_strdup_printf ("Patient/%08x", g_rand_int (random));
  g_autoptr (GString) page = g_string_new_len (sample->text, (gssize) sample->length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;

  g_string_erase (page, (gssize) start, (gssize) strlen (own_reference));
  g_string_insert (page, (gssize) start, other);
  bytes = g_bytes_new (page->str, page->len);
  bundle = kin_bundle_new (bytes, NULL);
  g_assert_nonnull (bundle);
  g_assert_null (kin_bundle_check_person (bundle, NULL, patient_id, &error));
  g_assert_error (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_OTHER_PERSON);
  sample->n_planted++;
}

static void
plant_in_sample (const char *name,
                 GBytes     *bytes,
                 gpointer    user_data)
{
  Sample *sample = user_data;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
  g_autofree char *reference = NULL;
  const char *patient_id;

  /* The smaller people are enough, and quick. */
  sample->text = g_bytes_get_data (bytes, &sample->length);
  if (bundle == NULL || sample->length > 700 * 1024 || sample->n_planted >= N_PLANTED)
    return;
  patient_id = find_only_patient (bundle);
  if (patient_id == NULL)
    return;

  reference = g_strconcat ("urn:uuid:", patient_id, NULL);
  g_ptr_array_set_size (sample->places, 0);
  find_places (sample, reference);
  for (guint i = 0; i < 800 && sample->places->len > 0 && sample->n_planted < N_PLANTED; i++)
    plant (sample, (guint) g_rand_int_range (random, 0, (int) sample->places->len), reference,
           patient_id, random);
}

/* One reference of a real record changed to another patient: the page is refused. */
static void
test_planted (void)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  Sample sample = { places };

  if (sample_walk ("synthea", plant_in_sample, &sample) == 0)
    {
      g_test_skip ("no shared test data");
      return;
    }

  g_test_message ("%u planted, all refused", sample.n_planted);
  g_assert_cmpuint (sample.n_planted, ==, N_PLANTED);
}

/* Samples that do name another patient: a consent taken from elsewhere, and
 * answers whose ids were shortened by whoever published them. */
static const char *const really_mixed[] = {
  "DE_no_info_with_Advance_Directive.json", "medication-dispense.json", "medication-request.json",
  "medication-statements.json",
};

typedef struct
{
  guint n_resources;
  guint n_aside;
  guint n_mixed;
  guint n_without;
} Refusals;

static void
count_refusals (const char *name,
                GBytes     *bytes,
                gpointer    user_data)
{
  Refusals *refusals = user_data;
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
  const char *patient_id = bundle != NULL ? find_only_patient (bundle) : NULL;
  g_autoptr (KinBundle) checked = NULL;

  if (patient_id == NULL)
    {
      refusals->n_without++;
      return;
    }

  checked = kin_bundle_check_person (bundle, NULL, patient_id, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (really_mixed); i++)
    {
      if (g_str_equal (name, really_mixed[i]))
        {
          g_assert_null (checked);
          refusals->n_mixed++;
          return;
        }
    }

  refusals->n_resources += kin_bundle_get_n_entries (bundle);
  if (checked == NULL)
    {
      g_test_message ("refused: %s", name);
      refusals->n_aside += kin_bundle_get_n_entries (bundle);
      return;
    }
  for (guint i = 0; i < kin_bundle_get_n_entries (checked); i++)
    refusals->n_aside += kin_bundle_get_state_at (checked, i) == KIN_ENTRY_QUARANTINE;
}

static void
test_false_refusals (void)
{
  static const char *const sets[] = { "synthea", "ips", "aggregator-zus", "eob-coverage",
                                      "ehr-derived-ecr" };
  guint n_files = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      Refusals refusals = { 0 };

      n_files += sample_walk (sets[i], count_refusals, &refusals);
      g_test_message ("%-16s %6u resources, %u refused or set aside; %u documents without one "
                      "patient, %u really mixed",
                      sets[i], refusals.n_resources, refusals.n_aside, refusals.n_without,
                      refusals.n_mixed);
      g_assert_cmpuint (refusals.n_aside * 200, <=, refusals.n_resources);
    }

  if (n_files == 0)
    g_test_skip ("no shared test data");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle-mutations/generated", test_generated);
  g_test_add_func ("/bundle-mutations/planted", test_planted);
  g_test_add_func ("/bundle-mutations/false-refusals", test_false_refusals);

  return g_test_run ();
}
