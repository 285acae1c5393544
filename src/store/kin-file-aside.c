/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-aside"

#include "config.h"

#include "kin-crash-point.h"
#include "kin-file-private.h"
#include "kin-folder-private.h"

/* A damaged file is kept beside what comes in its place, under a name with a number, until somebody
 * erases what it may hold. Which ones were set aside is read from the folder: there is no moment at
 * which one is there and nobody would know. */

/* So many free numbers in a row are the end. */
#define MOST_MISSING 16

/* Whether anything has the name @name, with any suffix. */
static gboolean
is_taken (KinFile     *self,
          const char  *name,
          gboolean    *taken,
          GError     **error)
{
  *taken = FALSE;

  for (gsize i = 0; kin_file_suffixes[i] != NULL && !*taken; i++)
    {
      g_autofree char *full = g_strconcat (name, kin_file_suffixes[i], NULL);
      gboolean empty;

      if (!kin_folder_check (self->folder, full, taken, &empty, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_name (KinFile    *self,
          const char *name)
{
  gboolean exists, empty;

  return kin_folder_check (self->folder, name, &exists, &empty, NULL) && exists;
}

static char *
dup_name (KinFile *self,
          guint    number)
{
  return g_strdup_printf ("%s.damaged-%u", self->kind->name, number);
}

/* The first name that is free. */
static char *
dup_free_name (KinFile  *self,
               GError  **error)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *name = dup_name (self, number);
      gboolean taken;

      if (!is_taken (self, name, &taken, error))
        return NULL;
      if (!taken)
        return g_steal_pointer (&name);
    }
}

/* Keeps a damaged file under another name, with what belongs to it: its journal would be played
 * into whatever comes in its place. */
gboolean
kin_file_set_aside (KinFile  *self,
                    GError  **error)
{
  g_autofree char *aside = dup_free_name (self, error);

  if (aside == NULL)
    return FALSE;

  for (gsize i = 0; kin_file_suffixes[i] != NULL; i++)
    {
      g_autofree char *from = g_strconcat (self->kind->name, kin_file_suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, kin_file_suffixes[i], NULL);
      gboolean exists, empty;

      if (!kin_folder_check (self->folder, from, &exists, &empty, error)
          || (exists && !kin_folder_move (self->folder, from, to, FALSE, error)))
        return FALSE;
    }

  kin_crash_point ("file.set-aside");

  return TRUE;
}

/* Opens what was set aside under @name, to read what can be read of it; with its log, unless that
 * is the log of something else. It is left as it is. */
KinDatabase *
kin_file_open_aside (KinFile     *self,
                     const char  *name,
                     GError     **error)
{
  g_autofree char *log = g_strconcat (name, "-wal", NULL);
  KinDatabase *database = NULL;

  /* A log may have been put away alone. */
  if (!has_name (self, name))
    {
      g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND, "There is no file");
      return NULL;
    }

  if (has_name (self, log))
    database = kin_database_open (self->kind, self->folder, name, KIN_DATABASE_READER, self->key,
                                  NULL);
  if (database == NULL)
    database = kin_database_open (self->kind, self->folder, name, KIN_DATABASE_ALONE, self->key,
                                  error);

  return database;
}

/* Keeps a log that does not belong to the file, as that of a damaged one. */
gboolean
kin_file_set_log_aside (KinFile  *self,
                        GError  **error)
{
  g_autofree char *aside = dup_free_name (self, error);
  g_autofree char *from = g_strconcat (self->kind->name, "-wal", NULL);
  g_autofree char *to = NULL;

  if (aside == NULL)
    return FALSE;

  to = g_strconcat (aside, "-wal", NULL);

  return kin_folder_move (self->folder, from, to, FALSE, error);
}

/* Every damaged file that was kept, also where some were taken away by hand. */
GPtrArray *
kin_file_list_aside (KinFile  *self,
                     GError  **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n_free = 0;

  for (guint number = 1; n_free < MOST_MISSING; number++)
    {
      g_autofree char *name = dup_name (self, number);
      gboolean taken;

      if (!is_taken (self, name, &taken, error))
        return NULL;

      n_free = taken ? 0 : n_free + 1;
      if (taken)
        g_ptr_array_add (names, g_steal_pointer (&name));
    }

  return g_steal_pointer (&names);
}

/* Removes them: nobody can say which of them still holds what was erased. */
gboolean
kin_file_remove_aside (KinFile  *self,
                       GError  **error)
{
  g_autoptr (GPtrArray) names = kin_file_list_aside (self, error);

  if (names == NULL)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    if (!kin_file_remove_leftovers (self, g_ptr_array_index (names, i), error))
      return FALSE;

  return names->len == 0 || kin_folder_keep (self->folder, error);
}

/* Returns: (nullable): the name of the file that was set aside last. A folder that cannot be
 * looked at is no reason not to open a file in it. */
char *
kin_file_dup_aside (KinFile *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = kin_file_list_aside (self, &error);
  char *last = NULL;

  if (names == NULL)
    g_debug ("What was set aside is not said: %s", error->message);
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (has_name (self, g_ptr_array_index (names, i)))
      {
        g_free (last);
        last = g_strdup (g_ptr_array_index (names, i));
      }

  return last;
}
