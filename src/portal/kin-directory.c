/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-directory"

#include "config.h"

#include <string.h>

#include "kin-directory.h"
#include "kin-portal-error.h"
#include "kin-portal.h"
#include "kin-text.h"
#include "kin-word-index-private.h"

#define HEADER "Kinchart directory 1\t"
#define N_COLUMNS 10

/* How well a word fits, by where it stands; the best is the least. */
enum
{
  RANK_BEGINS,                 /* the name begins with all that was typed */
  RANK_NAME,
  RANK_OTHER_NAME,
  RANK_TOWN,
  RANK_REST,
  N_RANKS,
};

struct _KinDirectory
{
  char         *text;          /* the file, cut into its fields */
  const char   *date;          /* a part of it */
  GArray       *entries;       /* of KinDirectoryEntry, of parts of it */

  GPtrArray    *names;         /* of char *, as they are searched, by entry */
  KinWordIndex *index;
};

/* What is searched */

/* "Anthony's" is found as "anthony" and as "anthonys". */
static void
add_text (KinDirectory *self,
          const char   *text,
          guint         rank)
{
  guint position = self->entries->len - 1;

  if (text == NULL)
    return;

  kin_word_index_add (self->index, text, position, rank);
  if (strchr (text, '\'') != NULL || strstr (text, "’") != NULL)
    {
      g_autoptr (GString) joined = g_string_new (text);

      g_string_replace (joined, "'", "", 0);
      g_string_replace (joined, "’", "", 0);
      kin_word_index_add (self->index, joined->str, position, rank);
    }
}

/* What is behind the host says nothing to people. */
static void
add_host (KinDirectory *self,
          const char   *address)
{
  const char *host = address != NULL ? strstr (address, "://") : NULL;
  g_autofree char *start = NULL;

  if (host == NULL)
    return;

  start = g_strndup (address, (gsize) (host - address) + 3 + strcspn (host + 3, "/"));
  kin_word_index_add (self->index, start, self->entries->len - 1, RANK_REST);
}

static void
add_entry (KinDirectory            *self,
           const KinDirectoryEntry *entry)
{
  g_array_append_val (self->entries, *entry);
  g_ptr_array_add (self->names, kin_text_to_index (entry->name));
  add_text (self, entry->name, RANK_NAME);
  add_text (self, entry->other_names, RANK_OTHER_NAME);
  add_text (self, entry->town, RANK_TOWN);
  add_text (self, entry->postal_code, RANK_REST);
  add_text (self, entry->region, RANK_REST);
  add_text (self, entry->vendor, RANK_REST);
  add_host (self, entry->base);
  add_host (self, entry->page);
}

/* The file */

static gboolean
is_safe (const char *address)
{
  g_autofree char *base = NULL;

  if (address == NULL || g_str_has_prefix (address, "https://"))
    return TRUE;

  /* What may be typed may be listed: a portal on this computer. */
  base = kin_portal_check_base (address, NULL);

  return base != NULL;
}

static gboolean
read_line (KinDirectory *self,
           char         *line)
{
  const char *fields[N_COLUMNS] = { NULL };
  KinDirectoryEntry entry;
  char *next = line;

  for (guint i = 0; i < N_COLUMNS && next != NULL; i++)
    {
      const char *field = next;

      next = strchr (next, '\t');
      if (next != NULL)
        *next++ = '\0';
      fields[i] = *field != '\0' ? field : NULL;
    }

  entry = (KinDirectoryEntry) { fields[0], fields[1], fields[2], fields[3], fields[4], fields[5],
                                fields[6], fields[7], fields[8], fields[9] != NULL };
  if (next != NULL || entry.name == NULL || !is_safe (entry.base))
    return FALSE;

  add_entry (self, &entry);

  return TRUE;
}

static gboolean
read_header (KinDirectory *self,
             char         *line)
{
  if (!g_str_has_prefix (line, HEADER))
    return FALSE;

  self->date = line + strlen (HEADER);

  return *self->date != '\0';
}

static gboolean
read_text (KinDirectory  *self,
           GError       **error)
{
  guint number = 0;
  char *next = NULL;

  for (char *line = self->text; line != NULL && *line != '\0'; line = next)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      number++;
      if (*line == '#' || *line == '\0')
        continue;
      if (!(self->date == NULL ? read_header (self, line) : read_line (self, line)))
        {
          g_set_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_FAILED,
                       "Line %u of the list of clinics is not one", number);
          return FALSE;
        }
    }

  if (self->date == NULL)
    g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_FAILED,
                         "The list of clinics has no date");

  return self->date != NULL;
}

/**
 * kin_directory_new:
 * @text: a list as data/clinics.tsv describes it
 * @error: %KIN_PORTAL_ERROR_FAILED, and the line that is not as it should be
 *
 * Tens of thousands of clinics take longer than a frame: best called in a thread.
 *
 * Returns: (transfer full): the list
 */
KinDirectory *
kin_directory_new (GBytes  *text,
                   GError **error)
{
  g_autoptr (KinDirectory) self = g_new0 (KinDirectory, 1);
  gsize length;
  const char *bytes = g_bytes_get_data (text, &length);

  self->entries = g_array_new (FALSE, FALSE, sizeof (KinDirectoryEntry));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->index = kin_word_index_new (N_RANKS);
  if (!g_utf8_validate_len (bytes, length, NULL))
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_FAILED,
                           "The list of clinics is not text");
      return NULL;
    }

  self->text = g_strndup (bytes, length);
  if (!read_text (self, error))
    return NULL;
  kin_word_index_sort (self->index);

  return g_steal_pointer (&self);
}

void
kin_directory_free (KinDirectory *self)
{
  if (self == NULL)
    return;

  kin_word_index_free (self->index);
  g_ptr_array_unref (self->names);
  g_array_unref (self->entries);
  g_free (self->text);
  g_free (self);
}

/**
 * kin_directory_get_date:
 *
 * Returns: the day of which the list is, as FHIR writes it
 */
const char *
kin_directory_get_date (const KinDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->date;
}

guint
kin_directory_get_n_entries (const KinDirectory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

const KinDirectoryEntry *
kin_directory_get_entry (const KinDirectory *self,
                         guint               position)
{
  g_return_val_if_fail (self != NULL && position < self->entries->len, NULL);

  return &g_array_index (self->entries, KinDirectoryEntry, position);
}

/**
 * kin_directory_search:
 * @words: beginnings of words of a name, a town, a postal code or a web address, in any order,
 *   with or without accents
 * @limit: how many to return
 * @n_found: (out): how many fit
 *
 * First those whose name begins so, then those that have the words in their name, in another
 * name of theirs, in the town, in anything else; in the order of the list among themselves.
 *
 * Returns: (transfer full) (element-type guint): positions in the list; none for no words
 */
GArray *
kin_directory_search (const KinDirectory *self,
                      const char         *words,
                      guint               limit,
                      guint              *n_found)
{
  g_auto (GStrv) wanted = kin_text_to_words (words);
  g_autofree char *beginning = g_strjoinv (" ", wanted);
  g_autofree guint8 *ranks = NULL;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  guint ends[N_RANKS] = { 0 };

  g_return_val_if_fail (self != NULL && n_found != NULL, found);

  *n_found = 0;
  if (*wanted == NULL || self->entries->len == 0)
    return found;

  ranks = kin_word_index_rank (self->index, wanted, self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    {
      guint rank = ranks[i];

      if (rank == N_RANKS)
        continue;
      if (rank == RANK_NAME && g_str_has_prefix (g_ptr_array_index (self->names, i), beginning))
        rank = RANK_BEGINS;
      ++*n_found;
      if (ends[rank] >= limit)
        continue;
      g_array_insert_val (found, ends[rank], i);
      for (; rank < N_RANKS; rank++)
        ends[rank]++;
    }
  if (found->len > limit)
    g_array_set_size (found, limit);

  return found;
}
