/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic-list"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-clinic-list.h"
#include "kin-portal.h"
#include "kin-text.h"

/* Clinics known by name, found by words, with no network. */

static KinClinic *
read_clinic (GKeyFile   *file,
             const char *group)
{
  g_autofree char *name = g_key_file_get_string (file, group, "Name", NULL);
  g_autofree char *place = g_key_file_get_string (file, group, "Place", NULL);
  g_autofree char *words = g_key_file_get_string (file, group, "Words", NULL);
  g_autofree char *address = g_key_file_get_string (file, group, "Address", NULL);

  return g_object_new (KIN_TYPE_CLINIC, "name", name, "place", place, "other-names", words,
                       "address", address,
                       "made-up", g_key_file_get_boolean (file, group, "MadeUp", NULL),
                       "needs-number", g_key_file_get_boolean (file, group, "Number", NULL), NULL);
}

/**
 * kin_clinic_list_parse:
 * @text: a list as data/clinics.ini describes it
 * @error: of the key file
 *
 * Returns: (transfer full) (element-type KinClinic): the clinics that have a name and an address
 */
GPtrArray *
kin_clinic_list_parse (GBytes  *text,
                       GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) clinics = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_bytes (file, text, G_KEY_FILE_NONE, error))
    return NULL;

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (KinClinic) clinic = read_clinic (file, groups[i]);

      if (kin_clinic_get_name (clinic) != NULL && kin_clinic_get_address (clinic) != NULL)
        g_ptr_array_add (clinics, g_steal_pointer (&clinic));
    }

  return g_steal_pointer (&clinics);
}

/* Words as they are compared: without accents, case and punctuation. */
static GPtrArray *
split_words (const char *text)
{
  g_autofree char *folded = kin_text_fold (text != NULL ? text : "");
  g_autoptr (GString) word = g_string_new (NULL);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (word, c);
      else if (!g_unichar_ismark (c) && word->len > 0)
        {
          g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (c == 0)
        return words;
    }
}

static gboolean
begins_any (GPtrArray  *words,
            const char *beginning)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (words, i), beginning))
      return TRUE;

  return FALSE;
}

static guint
count_found (const char *text,
             GPtrArray  *wanted)
{
  g_autoptr (GPtrArray) words = split_words (text);
  guint found = 0;

  for (guint i = 0; i < wanted->len; i++)
    found += begins_any (words, g_ptr_array_index (wanted, i));

  return found;
}

/* Every word has to begin one of the clinic's; what is in the name counts first. */
static gboolean
fits (KinClinic *clinic,
      GPtrArray *wanted,
      gboolean  *by_name)
{
  g_autofree char *all = g_strjoin (" ", kin_clinic_get_name (clinic),
                                    kin_clinic_get_address (clinic),
                                    kin_clinic_get_place (clinic) != NULL
                                    ? kin_clinic_get_place (clinic) : "",
                                    kin_clinic_get_other_names (clinic), NULL);

  *by_name = count_found (kin_clinic_get_name (clinic), wanted) == wanted->len;
  return *by_name || count_found (all, wanted) == wanted->len;
}

/**
 * kin_clinic_list_find:
 * @clinics: (element-type KinClinic): what to look in
 * @words: beginnings of words of a name, a town or a web address, in any order, with or without
 *   accents
 *
 * Returns: (transfer full) (element-type KinClinic): what fits, by name first; nothing for no words
 */
GPtrArray *
kin_clinic_list_find (GPtrArray  *clinics,
                      const char *words)
{
  g_autoptr (GPtrArray) wanted = split_words (words);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_by_name = 0;

  if (wanted->len == 0)
    return found;

  for (guint i = 0; i < clinics->len; i++)
    {
      KinClinic *clinic = g_ptr_array_index (clinics, i);
      gboolean by_name;

      if (!fits (clinic, wanted, &by_name))
        continue;
      g_ptr_array_insert (found, by_name ? (int) n_by_name : -1, g_object_ref (clinic));
      n_by_name += by_name;
    }

  return found;
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
                       TRUE, NULL);
}
