/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-twins-of-others"

#include "config.h"

#include <string.h>

#include "engine-kit.h"
#include "kin-import-private.h"
#include "kin-item-private.h"
#include "kin-person-private.h"
#include "kin-person-twins.h"

/* The persons that several vendors and publishers wrote records of: what of two of these is seen to
 * be the same thing, and by what. */

/* A file whose number says that it is of somebody else of that name. */
#define REFUSED "not "

#define N_REASONS (KIN_TWIN_WORDS + 1)

static const char * const reasons[N_REASONS] = {
  "none", "number", "vaccine", "result", "medicine", "condition", "allergy", "words",
};

static const struct
{
  const char *name;
  const char *born;
  const char *files[9];                    /* of one person, from several hands */
  guint       twins[N_REASONS];            /* how many entries are listed with another, by what */
  guint       alike;                       /* of one name and section, and kept apart */
} people[] = {
  { "Alice Jones Newman", "1970-05-01",
    { "ccda-vendors/NextGen/AliceNewmanCCD.xml", "ccda-vendors/CareEvolution/195352.xml",
      "ccda-vendors/Allscripts Sunrise/C-CDA_401700201_20160902122201_Newman_Alice.xml",
      "ccda-vendors/Allscripts TouchWorks/Allscripts TW Alice rn.xml",
      "ccda-vendors/OpenVista CareVue/B1 AMB CCD SAMPLE 1.xml",
      "ccda-vendors/Practice Fusion/AliceNewmanApi.xml",
      "not ccda-vendors/SocialCare/SocialCare_v1.0_One.xml",
      "not ccda-onc/170.315_b8_ds4p_amb_sample1_v8.xml" }, { 0, 2, 9, 31, 3, 20, 4 }, 30 },
  { "Jeremy Bates", "1980-08-01",
    { "ccda-vendors/Allscripts Sunrise/C-CDA_400700201_20160902122113_Bates_Jeremy.xml",
      "ccda-vendors/Practice Fusion/JeremyBatesApi.xml" }, { 0 }, 1 },
  { "Rebecca Jones Larson", "1970-05-01",
    { "ccda-vendors/OpenVista CareVue/B1 INP DS SAMPLE 1.xml.gz",
      "ccda-vendors/iPatientCare/0_Larson_Rebecca.xml" }, { 0, 0, 1, 0, 0, 5, 0 }, 4 },
  { "Eve Betterhalf", "1975-05-01",
    { "ccda-hl7/CCD 1/CCD.XML", "not ccda-hl7/Consultation_Note.xml",
      "not ccda-onc/170.315_b9_cp_amb_sample1_v6.xml" }, { 0 }, 0 },
  { "Myra Jones", "1947-05-01",
    { "ccda-vendors/amida/CCDA_NullFlavorSample_v1.xml",
      "not ccda-onc/negative/NT_Bad_GenderCode_r11_v2.xml" }, { 0 }, 0 },
  { "Susan Turner Jones", "1970-08-01",
    { "ccda-onc/170.315_b2_ciri__r21_sample1_ccd_v12.xml",
      "ccda-onc/170.315_b2_ciri__r21_sample1_ccd_recon_v12.xml" }, { 0 }, 0 },
  { "Isabella Jones", "2005-05-01",
    { "ccda-hl7/History_and_Physical.xml", "ccda-hl7/Operative_Note.xml" }, { 0 }, 0 },
  { "Martha DeLarosa", "1972-05-01",
    { "ips/IPS_IG-bundle-01.json", "ips/AR_Repository_Example_02.json",
      "ips/IPS_IG_bundle-minimal.json", "shc-shl/hl7-shc/example-02-a-fhirBundle.json",
      "shc-shl/hl7-shl/IPS_IG-bundle-01.json" },
    { 0, 5, 0, 6, 1, 1, 1, 1 }, 1 },
  { "Sept Connectathon JWJ", "2004-05-18",
    { "ips/US_Epic_Connectathon_Sept.json", "ips/US_Epic_Jan_idrefs.json" }, { 0 }, 0 },
};

typedef struct
{
  char      *folder;
  KinFamily *family;
  KinPerson *persons[G_N_ELEMENTS (people)];
} Fixture;

static char *
find_file (const char *name)
{
  const char *shared = g_getenv ("KIN_SHARED");

  return shared != NULL ? g_build_filename (shared, "data", name, NULL) : NULL;
}

/* Large ones are kept packed; nobody downloads them like that. */
static char *
unpack (Fixture *fixture,
        char    *path)
{
  g_autoptr (GFile) packed = g_file_new_for_path (path);
  g_autofree char *plain = g_build_filename (fixture->folder, "plain.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (plain);
  g_autoptr (GConverter) gzip = NULL;
  g_autoptr (GInputStream) bytes = NULL;
  g_autoptr (GInputStream) text = NULL;
  g_autoptr (GOutputStream) output = NULL;

  if (!g_str_has_suffix (path, ".gz"))
    return path;

  gzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  bytes = G_INPUT_STREAM (g_file_read (packed, NULL, NULL));
  text = g_converter_input_stream_new (bytes, gzip);
  output = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL));
  g_assert_cmpint (g_output_stream_splice (output, text, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                                           NULL), >, 0);
  g_free (path);

  return g_steal_pointer (&plain);
}

static KinImport *
look (Fixture    *fixture,
      KinPerson  *person,
      const char *name)
{
  g_autofree char *path = unpack (fixture, find_file (name));
  const char *paths[] = { path, NULL };
  g_auto (KitResult) looked = { NULL };
  g_autoptr (GError) error = NULL;
  KinImport *import = kin_import_new (person, paths);

  import->found->decoder = g_test_build_filename (G_TEST_BUILT, "..", "src", "decode",
                                                  "kinchart-decode", NULL);
  kin_import_look_async (import, NULL, kit_done, &looked);
  kin_import_look_finish (import, kit_wait (&looked), &error);
  g_assert_no_error (error);

  return import;
}

static void
take_in (Fixture    *fixture,
         KinPerson  *person,
         const char *name)
{
  gboolean is_refused = g_str_has_prefix (name, REFUSED);
  g_autoptr (KinImport) import = look (fixture, person,
                                       name + (is_refused ? strlen (REFUSED) : 0));
  g_auto (KitResult) saved = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts = { 0 };

  g_test_message ("%s%s", name,
                  kin_import_get_match (import) == KIN_MATCH_OTHER ? ": somebody else's" : "");
  if (is_refused != (kin_import_get_match (import) == KIN_MATCH_OTHER))
    g_test_fail ();
  if (kin_import_get_match (import) == KIN_MATCH_OTHER)
    return;

  kin_import_confirm_async (import, NULL, kit_done, &saved);
  kin_import_confirm_finish (import, kit_wait (&saved), &counts, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_all (KinPerson *person)
{
  g_auto (KitResult) matched = { NULL };
  g_auto (KitResult) listed = { NULL };
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_NONE, NULL, 0, 0);
  KinRecordStore *record = kin_person_get_record (person);
  char *nothing[] = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  kin_record_store_match_async (record, nothing, NULL, kit_done, &matched);
  kin_record_store_match_finish (record, kit_wait (&matched), &error);
  g_assert_no_error (error);
  kin_record_store_list_async (record, query, 0, G_MAXINT, NULL, kit_done, &listed);
  items = kin_record_store_list_finish (record, kit_wait (&listed), &error);
  g_assert_no_error (error);

  return items;
}

static KinItem *
load (KinPerson *person,
      KinItem   *item)
{
  g_auto (KitResult) loaded = { NULL };
  KinRecordStore *record = kin_person_get_record (person);

  kin_record_store_load_async (record, kin_item_get_id (item), NULL, kit_done, &loaded);
  return kin_record_store_load_finish (record, kit_wait (&loaded), NULL);
}

static GPtrArray *
list_twins (KinPerson *person,
            KinItem   *item)
{
  g_auto (KitResult) listed = { NULL };
  GPtrArray *twins;

  kin_person_list_twins_async (person, item, NULL, kit_done, &listed);
  twins = kin_person_list_twins_finish (person, kit_wait (&listed), NULL);
  g_assert_nonnull (twins);

  return twins;
}

/* Units, and what FHIR itself has words for, say nothing about what something is. */
static gboolean
is_telling (const char *system)
{
  return !g_str_has_prefix (system, "http://unitsofmeasure.org") &&
         !g_str_has_prefix (system, "http://terminology.hl7.org/") &&
         (!g_str_has_prefix (system, "http://hl7.org/fhir/") ||
          g_str_has_prefix (system, "http://hl7.org/fhir/sid/"));
}

/* Every code and every number in a resource, with the system that it is of. */
static void
collect (KinJsonNode  node,
         GHashTable  *found)
{
  g_autofree char *system = kin_json_node_dup_string (kin_json_node_get (node, "system"));
  g_autofree char *code = kin_json_node_dup_string (kin_json_node_get (node, "code"));
  g_autofree char *value = kin_json_node_dup_string (kin_json_node_get (node, "value"));
  KinJsonNode child;
  KinJsonIter iter;

  if (system != NULL && is_telling (system) && (code != NULL || value != NULL))
    g_hash_table_add (found, g_strconcat (system, "|", code != NULL ? code : value, NULL));

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, NULL, &child))
    if (kin_json_node_get_type (child) == KIN_JSON_OBJECT ||
        kin_json_node_get_type (child) == KIN_JSON_ARRAY)
      collect (child, found);
}

/* Two have more in common than what they are called. */
static gboolean
share_more_than_a_name (KinItem *one,
                        KinItem *other)
{
  g_autoptr (GHashTable) here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  collect (kin_item_get_node (one), here);
  collect (kin_item_get_node (other), there);
  g_hash_table_iter_init (&iter, here);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_hash_table_contains (there, key))
      return TRUE;

  return g_str_equal (kin_item_get_resource_id (one), kin_item_get_resource_id (other));
}

static void
count_twins (KinPerson *person,
             KinItem   *listed,
             guint     *counts)
{
  g_autoptr (KinItem) item = load (person, listed);
  g_autoptr (GPtrArray) twins = list_twins (person, listed);

  for (guint i = 0; i < twins->len; i++)
    {
      const KinTwin *twin = g_ptr_array_index (twins, i);

      counts[twin->reason]++;
      g_assert_cmpint (kin_item_get_section (twin->item), ==, kin_item_get_section (item));
      g_assert_cmpstr (kin_item_get_source (twin->item), !=, kin_item_get_source (item));
      g_assert_nonnull (kin_person_find_connection (person,
                                                    kin_item_get_source (twin->item)));
      g_assert_true (twin->reason == KIN_TWIN_WORDS || share_more_than_a_name (item, twin->item));
    }
}

/* Those that are called the same and came from two sources, and are both listed. */
static guint
count_alike (GPtrArray *items)
{
  guint n_alike = 0;

  for (guint i = 0; i < items->len; i++)
    for (guint j = i + 1; j < items->len; j++)
      {
        KinItem *one = g_ptr_array_index (items, i);
        KinItem *other = g_ptr_array_index (items, j);

        n_alike += kin_item_get_section (one) == kin_item_get_section (other) &&
                   g_strcmp0 (kin_item_get_title (one), kin_item_get_title (other)) == 0 &&
                   g_strcmp0 (kin_item_get_source (one), kin_item_get_source (other)) != 0;
      }

  return n_alike;
}

static void
check_person (Fixture *fixture,
              guint    row)
{
  KinPerson *person = fixture->persons[row];
  g_autoptr (GPtrArray) items = NULL;
  guint counts[N_REASONS] = { 0 };
  guint n_alike;

  for (guint i = 0; people[row].files[i] != NULL; i++)
    take_in (fixture, person, people[row].files[i]);

  items = list_all (person);
  for (guint i = 0; i < items->len; i++)
    count_twins (person, g_ptr_array_index (items, i), counts);
  n_alike = count_alike (items);

  g_test_message ("%s: %u listed, %u of one name kept apart", people[row].name, items->len,
                  n_alike);
  for (guint i = 0; i < N_REASONS; i++)
    g_test_message ("  by %s: %u", reasons[i], counts[i]);
  if (memcmp (counts, people[row].twins, sizeof counts) != 0 || n_alike != people[row].alike)
    g_test_fail ();
}

static void
test_table (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *first = find_file (people[0].files[0]);

  if (first == NULL || !g_file_test (first, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no shared test data");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    check_person (fixture, i);
}

/* Nobody's file is another's by itself, also where the birthday is the same. */
static void
test_across_people (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autofree char *first = find_file (people[0].files[0]);

  if (first == NULL || !g_file_test (first, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no shared test data");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    for (guint j = 0; j < G_N_ELEMENTS (people); j++)
      {
        g_autoptr (KinImport) import = look (fixture, fixture->persons[i],
                                             people[j].files[0]);
        gboolean is_born_then = g_str_equal (people[i].born, people[j].born);

        g_test_message ("%s for %s", people[j].files[0], people[i].name);
        if (i == j)
          g_assert_cmpint (kin_import_get_match (import), !=, KIN_MATCH_OTHER);
        else
          g_assert_cmpint (kin_import_get_match (import), ==,
                           is_born_then ? KIN_MATCH_ASK : KIN_MATCH_OTHER);
      }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = kit_make_folder ();
  fixture->family = kit_open_family (fixture->folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    fixture->persons[i] = kit_add_person (fixture->family, people[i].name, people[i].born);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  kit_close_family (fixture->family);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_object_unref (fixture->persons[i]);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/twins-of-others/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/twins-of-others/across-people", Fixture, NULL, set_up, test_across_people,
              tear_down);

  return g_test_run ();
}
