/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sample"

#include "config.h"

#include <string.h>

#include "kin-engine-error.h"
#include "kin-identity.h"
#include "kin-import-reader.h"
#include "kin-import.h"
#include "kin-sample.h"

#define INSTALLED "../share/kinchart/practice"
#define IN_SOURCES "data/practice"
#define PERSON_ENDING "-person.json"
#define CLINICS "clinics"

/* The made-up family that comes with Kinchart, added to look around with: each member is a
 * person of the family here, marked as made up, and is removed like any other. */
typedef struct
{
  char      *folder;
  GPtrArray *members;              /* what the names of each member's files begin with */
  guint      next;
  KinPerson *first;
} Sample;

static void
sample_free (Sample *sample)
{
  g_free (sample->folder);
  g_clear_pointer (&sample->members, g_ptr_array_unref);
  g_clear_object (&sample->first);
  g_free (sample);
}

static char *
dup_if_folder (const char *parent,
               const char *child)
{
  g_autofree char *folder = g_build_filename (parent, child, NULL);

  return g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_canonicalize_filename (folder, NULL) : NULL;
}

/* Beside the program as installed, or in the source tree that the build folder lies in: where
 * kinchart-practice finds it too. */
static char *
find_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  char *folder = dup_if_folder (here, INSTALLED);

  while (folder == NULL && strlen (here) > 1)
    {
      char *parent = g_path_get_dirname (here);

      g_free (here);
      here = parent;
      folder = dup_if_folder (here, IN_SOURCES);
    }

  return folder;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
list_names (const char *folder,
            const char *beginning,
            const char *ending)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_prefix (name, beginning) && g_str_has_suffix (name, ending))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

/* One member after the other: who it is, a place in the family, the files. */

static void add_next (GTask *task);

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinImportCounts counts;
  GError *error = NULL;

  if (kin_import_confirm_finish (KIN_IMPORT (source), result, &counts, &error))
    add_next (task);
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_import_look_finish (KIN_IMPORT (source), result, &error))
    kin_import_confirm_async (KIN_IMPORT (source), g_task_get_cancellable (task), confirmed_cb,
                              g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static GStrv
list_paths (Sample *sample)
{
  const char *person_file = g_ptr_array_index (sample->members, sample->next);
  g_autofree char *beginning = g_strndup (person_file, strlen (person_file) -
                                                       strlen ("person.json"));
  g_autoptr (GPtrArray) names = list_names (sample->folder, beginning, ".json");
  g_autoptr (GPtrArray) clinics = list_names (sample->folder, CLINICS, ".json");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_ptr_array_extend_and_steal (names, g_steal_pointer (&clinics));
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (sample->folder, g_ptr_array_index (names, i), NULL);

      g_strv_builder_add (builder, path);
    }

  return g_strv_builder_end (builder);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinPerson) person = NULL;
  g_autoptr (KinImport) import = NULL;
  g_auto (GStrv) paths = NULL;
  Sample *sample = g_task_get_task_data (task);
  GError *error = NULL;

  person = kin_family_add_finish (KIN_FAMILY (source), result, &error);
  if (person == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (sample->first == NULL)
    sample->first = g_object_ref (person);
  paths = list_paths (sample);
  sample->next++;
  import = kin_import_new (person, (const char * const *) paths);
  kin_import_look_async (import, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

/* A file of a person begins with who it is. */
static KinIdentity *
read_identity (GBytes  *bytes,
               GError **error)
{
  g_autoptr (KinImportReader) reader = kin_import_reader_new (bytes, error);
  g_autoptr (KinBundle) bundle = reader != NULL ? kin_import_reader_next (reader, error) : NULL;

  return bundle != NULL ? kin_identity_new (kin_bundle_get_resource (bundle, 0)) : NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinIdentity) identity = NULL;
  GError *error = NULL;

  bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (bytes != NULL)
    identity = read_identity (bytes, &error);
  if (identity == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kin_family_add_async (g_task_get_source_object (task), kin_identity_get_name (identity),
                        kin_identity_get_birth_date (identity), NULL, NULL, KIN_PERSON_SAMPLE,
                        g_task_get_cancellable (task), added_cb, g_object_ref (task));
}

static void
add_next (GTask *task)
{
  Sample *sample = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (sample->next >= sample->members->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&sample->first), g_object_unref);
      return;
    }

  path = g_build_filename (sample->folder, g_ptr_array_index (sample->members, sample->next),
                           NULL);
  file = g_file_new_for_path (path);
  g_file_load_bytes_async (file, g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
}

/**
 * kin_sample_add_async:
 *
 * Adds the made-up family, to look around with.
 */
void
kin_sample_add_async (KinFamily           *family,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (family, cancellable, callback, user_data);
  Sample *sample = g_new0 (Sample, 1);

  g_return_if_fail (KIN_IS_FAMILY (family));

  g_task_set_source_tag (task, kin_sample_add_async);
  g_task_set_task_data (task, sample, (GDestroyNotify) sample_free);
  sample->folder = find_folder ();
  sample->members = sample->folder != NULL ? list_names (sample->folder, "", PERSON_ENDING) : NULL;
  if (sample->members == NULL || sample->members->len == 0)
    g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NOT_FOUND,
                             "The made-up family is not installed");
  else
    add_next (task);
}

/**
 * kin_sample_add_finish:
 *
 * Returns: (transfer full): the first of the made-up family, open
 */
KinPerson *
kin_sample_add_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void remove_next (GTask *task);

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_family_remove_finish (KIN_FAMILY (source), result, &error))
    remove_next (task);
  else
    g_task_return_error (task, error);
}

static void
remove_next (GTask *task)
{
  KinFamily *family = g_task_get_source_object (task);
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (family));

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (family), i);

      if (kin_person_get_is_sample (person))
        {
          kin_family_remove_async (family, person, g_task_get_cancellable (task), removed_cb,
                                   g_object_ref (task));
          return;
        }
    }

  g_task_return_boolean (task, TRUE);
}

/**
 * kin_sample_remove_async:
 *
 * Removes the whole made-up family, in one step.
 */
void
kin_sample_remove_async (KinFamily           *family,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (family, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_FAMILY (family));

  g_task_set_source_tag (task, kin_sample_remove_async);
  remove_next (task);
}

gboolean
kin_sample_remove_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
