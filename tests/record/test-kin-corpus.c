/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-corpus"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "kin-document-file.h"
#include "kin-field.h"
#include "kin-item.h"
#include "kin-kind-private.h"
#include "kin-meaning.h"
#include "kin-summary.h"
#include "record-samples.h"

/* Everything that others have published, read as it would be listed. */
static const char *const sets[] = {
  "synthea", "synthea-bulk", "us-core", "fhir-r4-examples", "ips", "eob-coverage",
  "aggregator-zus", "server-responses", "robustness",
};

typedef struct
{
  guint n_resources;
  guint n_dated;
} Count;

typedef struct
{
  GHashTable *expected;         /* `document <tab> type` → Count, by another reading */
  GHashTable *titles;           /* title → how often */
  GHashTable *counts;           /* as expected, by ours */
  gboolean    may_refuse;

  guint       n_documents;
  guint       n_refused;
  guint       n_resources;
  guint       n_titled;
  guint       n_dated;
} Set;

static GHashTable *
counts_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static Count *
get_count (GHashTable *counts,
           const char *document,
           const char *type)
{
  g_autofree char *key = g_strconcat (document, "\t", type, NULL);
  Count *count = g_hash_table_lookup (counts, key);

  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      g_hash_table_insert (counts, g_steal_pointer (&key), count);
    }

  return count;
}

/* What Python counts in the same folder. */
static void
read_expected (Set        *set,
               const char *name)
{
  g_autofree char *folder = sample_find (name);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "record", "count-resources.py",
                                                   NULL);
  const char *const argv[] = { "python3", script, folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      Count *count = get_count (set->expected, cells[0], cells[1]);

      count->n_resources += (guint) g_ascii_strtoull (cells[2], NULL, 10);
      count->n_dated += (guint) g_ascii_strtoull (cells[3], NULL, 10);
    }
}

/* The name of the type is what is left when the clinic said nothing. */
static gboolean
is_title (const KinSummary *summary)
{
  g_autofree char *generic = kin_kind_to_words (summary->type);

  return *summary->title != '\0' && !g_str_equal (summary->title, generic)
         && !g_str_equal (summary->title, "—");
}

static void
count_title (Set        *set,
             const char *title)
{
  gpointer n = g_hash_table_lookup (set->titles, title);

  g_hash_table_insert (set->titles, g_strdup (title), GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
}

/* What a page of the app would do with it. */
static void
open_item (KinSummary  *summary,
           KinJsonNode  resource)
{
  g_autoptr (KinJson) json = kin_json_node_copy (resource);
  g_autoptr (KinItem) item = kin_item_new (1, "clinic", summary, 0, json);
  g_autoptr (GPtrArray) fields = kin_field_list (kin_json_get_root (json));
  g_autoptr (GPtrArray) files = kin_document_file_list (kin_json_get_root (json));

  g_assert_cmpstr (kin_item_get_title (item), ==, summary->title);
  g_assert_true (fields != NULL && files != NULL);
  g_assert_cmphex (kin_meaning_hash (resource), ==, kin_meaning_hash (kin_json_get_root (json)));
}

static void
check_summary (const KinSummary *summary)
{
  g_assert_true (g_utf8_validate (summary->title, -1, NULL));
  g_assert_cmpint (g_ascii_strncasecmp (summary->title, "http", 4), !=, 0);
  g_assert_cmpstr (summary->title, !=, "Observation");
  if (summary->date != NULL)
    g_assert_false (g_str_has_prefix (summary->date, "1970-01-01"));
}

static void
read_resource (Set         *set,
               const char  *document,
               KinBundle   *bundle,
               guint        position)
{
  g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, position, NULL);
  Count *count;

  set->n_resources++;
  if (summary == NULL)
    {
      g_assert_cmpint (kin_bundle_get_state_at (bundle, position), ==, KIN_ENTRY_QUARANTINE);
      return;
    }

  check_summary (summary);
  open_item (summary, kin_bundle_get_resource (bundle, position));
  count = get_count (set->counts, document, summary->type);
  count->n_resources++;
  count->n_dated += summary->date != NULL;
  set->n_dated += summary->date != NULL;
  set->n_titled += is_title (summary);
  if (summary->section != KIN_SECTION_NONE)
    count_title (set, summary->title);
}

static void
read_document (const char *name,
               GBytes     *bytes,
               gpointer    user_data)
{
  Set *set = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, &error);

  set->n_documents++;
  if (bundle == NULL)
    {
      set->n_refused++;
      if (!g_error_matches (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_NOT_FHIR))
        {
          g_test_message ("refused: %s: %s", name, error->message);
          g_assert_true (set->may_refuse);
        }
      return;
    }

  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    read_resource (set, name, bundle, i);
}

static void
compare_counts (Set *set)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, set->expected);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Count *expected = value;
      const Count *ours = g_hash_table_lookup (set->counts, key);

      if (ours == NULL && set->may_refuse)
        continue;
      g_assert_nonnull (ours);
      if (ours->n_resources != expected->n_resources || ours->n_dated < expected->n_dated)
        g_error ("%s: %u resources and %u dates expected, %u and %u read", (char *) key,
                 expected->n_resources, expected->n_dated, ours->n_resources, ours->n_dated);
    }
}

static int
compare_frequency (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  GHashTable *titles = user_data;
  guint n_a = GPOINTER_TO_UINT (g_hash_table_lookup (titles, a));
  guint n_b = GPOINTER_TO_UINT (g_hash_table_lookup (titles, b));

  return n_a != n_b ? (n_a < n_b ? 1 : -1) : strcmp (a, b);
}

static void
print_set (Set        *set,
           const char *name)
{
  g_autoptr (GList) titles = g_hash_table_get_keys (set->titles);
  guint n = 0;

  g_test_message ("%s: %u documents, %u not read; %u resources, %.2f %% with a title, %u dated",
                  name, set->n_documents, set->n_refused, set->n_resources,
                  100.0 * set->n_titled / MAX (set->n_resources, 1), set->n_dated);
  titles = g_list_sort_with_data (titles, compare_frequency, set->titles);
  for (GList *title = titles; title != NULL && n < 10; title = title->next, n++)
    g_test_message ("  %6u  %s", GPOINTER_TO_UINT (g_hash_table_lookup (set->titles, title->data)),
                    (char *) title->data);
}

static void
read_set (const char *name,
          guint      *n_resources,
          guint      *n_titled)
{
  g_autoptr (GHashTable) expected = counts_new ();
  g_autoptr (GHashTable) counts = counts_new ();
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Set set = { expected, titles, counts, g_str_equal (name, "robustness") };

  read_expected (&set, name);
  sample_walk (name, read_document, &set);
  compare_counts (&set);
  print_set (&set, name);

  *n_resources += set.n_resources;
  *n_titled += set.n_titled;
}

static void
test_sets (void)
{
  g_autofree char *first = sample_find (sets[0]);
  guint n_resources = 0;
  guint n_titled = 0;

  if (first == NULL)
    {
      g_test_skip ("no shared test data");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    read_set (sets[i], &n_resources, &n_titled);

  g_test_message ("all: %u resources, %u without a title", n_resources, n_resources - n_titled);
  g_assert_cmpuint (n_titled * 100, >=, n_resources * 99);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/corpus/sets", test_sets);

  return g_test_run ();
}
