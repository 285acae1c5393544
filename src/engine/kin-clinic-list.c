/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic-list"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-clinic-list.h"
#include "kin-directory.h"
#include "kin-person-clinics.h"
#include "kin-portal.h"
#include "kin-set-ups.h"
#include "kin-vendor.h"

struct _KinClinicList
{
  GObject       parent_instance;

  KinDirectory *directory;
  KinVendors   *vendors;
  KinTrials    *trials;
};

G_DEFINE_FINAL_TYPE (KinClinicList, kin_clinic_list, G_TYPE_OBJECT)

static void
kin_clinic_list_finalize (GObject *object)
{
  KinClinicList *self = KIN_CLINIC_LIST (object);

  kin_directory_free (self->directory);
  kin_vendors_free (self->vendors);
  kin_trials_free (self->trials);

  G_OBJECT_CLASS (kin_clinic_list_parent_class)->finalize (object);
}

static void
kin_clinic_list_class_init (KinClinicListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_clinic_list_finalize;
}

static void
kin_clinic_list_init (KinClinicList *self)
{
}

/* Loading */

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const char * const *resources = task_data;
  g_autoptr (KinClinicList) self = g_object_new (KIN_TYPE_CLINIC_LIST, NULL);
  g_autoptr (GBytes) text = NULL;
  GError *error = NULL;

  text = g_resources_lookup_data (resources[0], G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  self->vendors = kin_vendors_new (resources[1]);
  self->trials = kin_trials_new ();
  self->directory = kin_directory_new (text, &error);
  if (self->directory != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * kin_clinic_list_load_async:
 * @resource: the path of a list as data/clinics.tsv describes it, among the resources of the app
 * @vendors: the path of data/vendors.ini there
 *
 * Reads the lists, with no network.
 */
void
kin_clinic_list_load_async (const char          *resource,
                            const char          *vendors,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *resources[] = { resource, vendors, NULL };

  g_task_set_source_tag (task, kin_clinic_list_load_async);
  g_task_set_task_data (task, g_strdupv ((char **) resources), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * kin_clinic_list_load_finish:
 *
 * Returns: (transfer full): the list
 */
KinClinicList *
kin_clinic_list_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_clinic_list_get_date:
 *
 * Returns: the day of which the list is, as FHIR writes it
 */
const char *
kin_clinic_list_get_date (KinClinicList *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC_LIST (self), NULL);

  return kin_directory_get_date (self->directory);
}

/**
 * kin_clinic_list_get_trials:
 *
 * Returns: (transfer none): portals for trying things out, for sample records only
 */
KinTrials *
kin_clinic_list_get_trials (KinClinicList *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC_LIST (self), NULL);

  return self->trials;
}

/* Finding */

static char *
place_of (const KinDirectoryEntry *entry)
{
  const char *parts[3] = { NULL };
  g_autofree char *place = NULL;
  guint n = 0;

  if (entry->town != NULL)
    parts[n++] = entry->town;
  if (entry->region != NULL)
    parts[n++] = entry->region;
  place = g_strjoinv (", ", (char **) parts);
  if (entry->postal_code == NULL)
    return n > 0 ? g_steal_pointer (&place) : NULL;

  return g_strstrip (g_strjoin (" ", place, entry->postal_code, NULL));
}

/* Several clinics may share one service. */
static char *
key_of (const KinDirectoryEntry *entry,
        const char              *place)
{
  return g_strjoin ("\n", entry->name, place != NULL ? place : "",
                    entry->base != NULL ? entry->base : "", NULL);
}

/* Nobody can sign in where there is no address for it. */
static KinWay
way_of (const KinDirectoryEntry *entry)
{
  KinWay way = kin_way_from_id (entry->way);

  if (entry->base != NULL || way >= KIN_WAY_DOWNLOAD)
    return way;

  return entry->page != NULL ? KIN_WAY_DOWNLOAD : KIN_WAY_ASK;
}

static KinClinic *
clinic_of (const KinDirectoryEntry *entry)
{
  g_autofree char *place = place_of (entry);
  g_autofree char *key = key_of (entry, place);

  return g_object_new (KIN_TYPE_CLINIC, "name", entry->name, "place", place, "other-names",
                       entry->other_names, "address", entry->base, "page", entry->page, "key", key,
                       "vendor", entry->vendor, "made-up", entry->made_up, "way", way_of (entry),
                       NULL);
}

/**
 * kin_clinic_list_set_up:
 * @person: anybody here
 * @clinic: (inout) (transfer full): of the list, or at an address that was typed
 *
 * Puts in place of a clinic that lets in only apps with a number the same with the number that
 * Kinchart has at its vendor, if it has one.
 */
void
kin_clinic_list_set_up (KinClinicList  *self,
                        KinPerson      *person,
                        KinClinic     **clinic)
{
  const char *address = kin_clinic_get_address (*clinic);
  const KinVendor *vendor;
  g_autofree char *key = NULL;
  g_autoptr (KinClinic) known = NULL;
  gboolean is_ready;

  g_return_if_fail (KIN_IS_CLINIC_LIST (self));

  vendor = kin_vendors_find (self->vendors, kin_clinic_get_vendor (*clinic), address);
  if (vendor == NULL || address == NULL || kin_clinic_get_way (*clinic) == KIN_WAY_CONNECT)
    return;

  key = kin_vendor_dup_key (vendor, *clinic);
  known = kin_set_ups_apply (kin_person_get_set_ups (person), key, *clinic, &is_ready);
  if (is_ready)
    g_set_object (clinic, known);
}

/**
 * kin_clinic_list_find:
 * @person: (nullable): who looks, may have corrected some of them, and may have numbers for some
 * @words: as for kin_directory_search()
 * @limit: how many to return
 * @n_found: (out): how many fit
 *
 * Returns: (transfer full) (element-type KinClinic): what fits best, best first; nothing for no
 *   words; only a sample record finds what is made up
 */
GPtrArray *
kin_clinic_list_find (KinClinicList *self,
                      KinPerson     *person,
                      const char    *words,
                      guint          limit,
                      guint         *n_found)
{
  g_autoptr (GArray) found = NULL;
  GPtrArray *clinics = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (KIN_IS_CLINIC_LIST (self), clinics);

  found = kin_directory_search (self->directory, words, limit, n_found);
  for (guint i = 0; i < found->len; i++)
    {
      guint position = g_array_index (found, guint, i);
      const KinDirectoryEntry *entry = kin_directory_get_entry (self->directory, position);
      KinClinic *clinic;

      if (entry->made_up && !(person != NULL && kin_person_get_is_sample (person)))
        {
          --*n_found;
          continue;
        }

      clinic = clinic_of (entry);
      if (person != NULL)
        {
          kin_person_correct_clinic (person, &clinic);
          kin_clinic_list_set_up (self, person, &clinic);
        }
      g_ptr_array_add (clinics, clinic);
    }

  return clinics;
}

/* Nobody but the same user may have written it, and whoever wrote it still runs: it holds the
 * lock. */
static gboolean
is_current (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && status.st_uid == geteuid () &&
         (status.st_mode & 0022) == 0 && flock (fd, LOCK_SH | LOCK_NB) != 0 &&
         errno == EWOULDBLOCK;
}

static char *
read_notice (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), KIN_PRACTICE_NOTICE, NULL);
  char line[256];
  ssize_t length;
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    return NULL;

  length = is_current (fd) ? read (fd, line, sizeof line - 1) : -1;
  close (fd);

  return length > 0 ? g_strndup (line, (gsize) length) : NULL;
}

/**
 * kin_clinic_find_practice:
 * @name: what it is called in the person's language
 * @place: the same
 *
 * Returns: (transfer full) (nullable): the practice clinic, while one runs in this session
 */
KinClinic *
kin_clinic_find_practice (const char *name,
                          const char *place)
{
  g_autofree char *line = read_notice ();
  g_autofree char *base = NULL;

  /* Nothing but this computer may be named by a notice. */
  if (line == NULL || !g_str_has_prefix (line, "http://127.0.0.1:"))
    return NULL;

  base = kin_portal_check_base (line, NULL);
  if (base == NULL)
    return NULL;

  return g_object_new (KIN_TYPE_CLINIC, "name", name, "place", place, "address", base, "made-up",
                       TRUE, "way", KIN_WAY_CONNECT, NULL);
}
