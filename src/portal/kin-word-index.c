/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-word-index"

#include "config.h"

#include <string.h>

#include "kin-text.h"
#include "kin-word-index-private.h"

typedef struct
{
  const char   *text;
  const GArray *places;
} Word;

struct _KinWordIndex
{
  guint       n_ranks;
  GHashTable *places;          /* of GArray of guint32, by word: an entry and a rank each */
  GArray     *words;           /* of Word, in order */
};

KinWordIndex *
kin_word_index_new (guint n_ranks)
{
  KinWordIndex *self = g_new0 (KinWordIndex, 1);

  self->n_ranks = n_ranks;
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_array_unref);
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));

  return self;
}

void
kin_word_index_free (KinWordIndex *self)
{
  g_array_unref (self->words);
  g_hash_table_unref (self->places);
  g_free (self);
}

static void
add_word (KinWordIndex *self,
          const char   *word,
          guint32       place)
{
  GArray *places = g_hash_table_lookup (self->places, word);

  if (places == NULL)
    {
      places = g_array_sized_new (FALSE, FALSE, sizeof (guint32), 1);
      g_hash_table_insert (self->places, g_strdup (word), places);
    }
  g_array_append_val (places, place);
}

/* Each word of @text. */
void
kin_word_index_add (KinWordIndex *self,
                    const char   *text,
                    guint         entry,
                    guint         rank)
{
  g_autofree char *line = kin_text_to_index (text);
  char *next = NULL;

  for (char *word = line; word != NULL && *word != '\0'; word = next)
    {
      next = strchr (word, ' ');
      if (next != NULL)
        *next++ = '\0';
      add_word (self, word, entry * self->n_ranks + rank);
    }
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const Word *) a)->text, ((const Word *) b)->text);
}

/* Once, after all were added. */
void
kin_word_index_sort (KinWordIndex *self)
{
  GHashTableIter iter;
  gpointer text, places;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &text, &places))
    {
      Word word = { text, places };

      g_array_append_val (self->words, word);
    }
  g_array_sort (self->words, compare_words);
}

/* The first word that is not before @beginning. */
static guint
find_first_word (const KinWordIndex *self,
                 const char         *beginning)
{
  guint low = 0, high = self->words->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (g_array_index (self->words, Word, middle).text, beginning) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* For each entry the best rank of a word that begins like that. */
static void
rank_word (const KinWordIndex *self,
           const char         *beginning,
           guint8             *ranks,
           guint               n_entries)
{
  memset (ranks, (int) self->n_ranks, n_entries);
  for (guint i = find_first_word (self, beginning); i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);

      if (!g_str_has_prefix (word->text, beginning))
        return;
      for (guint j = 0; j < word->places->len; j++)
        {
          guint32 place = g_array_index (word->places, guint32, j);
          guint8 *rank = &ranks[place / self->n_ranks];

          *rank = (guint8) MIN (*rank, place % self->n_ranks);
        }
    }
}

/**
 * kin_word_index_rank:
 * @words: beginnings of words, folded as kin_text_to_words() does
 * @n_entries: how many entries there are
 *
 * All of the words have to be there.
 *
 * Returns: (transfer full): for each entry the worst rank of these words; the number of ranks for
 *   one that does not have them
 */
guint8 *
kin_word_index_rank (const KinWordIndex  *self,
                     char               **words,
                     guint                n_entries)
{
  g_autofree guint8 *of_word = g_new (guint8, n_entries);
  guint8 *ranks = g_new0 (guint8, n_entries);

  for (; *words != NULL; words++)
    {
      rank_word (self, *words, of_word, n_entries);
      for (guint i = 0; i < n_entries; i++)
        ranks[i] = MAX (ranks[i], of_word[i]);
    }

  return ranks;
}
