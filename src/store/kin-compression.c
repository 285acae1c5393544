/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-compression"

#include "config.h"

#include <string.h>
#include <zdict.h>
#include <zstd.h>

#include "kin-compression-private.h"

/* Resources of one record repeat the same words over and over, each being short:
 * that is what dictionaries are for (performance.md 2.4: a seventh of the size,
 * and less to encrypt and to write). A dictionary is trained when enough has come
 * in that the present ones do not make small, which at first is everything. */
#define LEVEL 1
#define DICT_LENGTH (64 * 1024)
#define STATISTICS 1024              /* room for them in a dictionary */
#define MAX_DICTS 6
#define N_SAMPLES 100
#define ENOUGH_OF_A_TYPE 25
#define MAX_SAMPLE (4 * 1024)
#define SHORT 100                    /* not worth it */
#define MAX_BODY (32 * 1024 * 1024)

#define SQL_LIST "SELECT dict, content FROM dictionary ORDER BY dict"
#define SQL_GET "SELECT content FROM dictionary WHERE dict = ?1"
#define SQL_ADD "INSERT INTO dictionary (dict, content) VALUES (?1, ?2)"

typedef struct
{
  gint64      number;
  ZSTD_CDict *dict;
  GBytes     *content;               /* until it is in the file for good */
  gboolean    written;               /* into the open transaction, or before it */
} Packer;

/* What packs, one thing at a time. */
typedef struct
{
  ZSTD_CCtx  *context;
  GByteArray *packed;
} Press;

struct _KinCompression
{
  /* Packing, with what the open transaction sees; under the lock. */
  GMutex      lock;
  GPtrArray  *presses;               /* of Press: those that nobody uses */
  GArray     *packers;               /* of Packer; their dictionaries stay to the end */
  gboolean    loaded;
  GHashTable *by_type;               /* type → number of the packer that suits, plus 1 */

  /* What is to be learned from. */
  GByteArray *samples;
  GArray     *sample_lengths;        /* of size_t */
  GHashTable *sample_types;          /* type → how many */
  GHashTable *learned;               /* set of types: once is enough */

  /* Unpacking, with what is committed. */
  ZSTD_DCtx  *unpacking;
  GHashTable *unpackers;             /* number → ZSTD_DDict */
};

static void
clear_packer (gpointer data)
{
  Packer *self = data;

  ZSTD_freeCDict (self->dict);
  g_clear_pointer (&self->content, g_bytes_unref);
}

static Press *
press_new (void)
{
  Press *self = g_new0 (Press, 1);

  self->context = ZSTD_createCCtx ();
  self->packed = g_byte_array_new ();

  return self;
}

static void
press_free (gpointer data)
{
  Press *self = data;

  ZSTD_freeCCtx (self->context);
  g_byte_array_unref (self->packed);
  g_free (self);
}

static void
free_unpacker (gpointer data)
{
  ZSTD_freeDDict (data);
}

KinCompression *
kin_compression_new (void)
{
  KinCompression *self = g_new0 (KinCompression, 1);

  g_mutex_init (&self->lock);
  self->presses = g_ptr_array_new_with_free_func (press_free);
  self->packers = g_array_new (FALSE, FALSE, sizeof (Packer));
  g_array_set_clear_func (self->packers, clear_packer);
  self->by_type = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->samples = g_byte_array_new ();
  self->sample_lengths = g_array_new (FALSE, FALSE, sizeof (size_t));
  self->sample_types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->learned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unpacking = ZSTD_createDCtx ();
  self->unpackers = g_hash_table_new_full (NULL, NULL, NULL, free_unpacker);

  return self;
}

void
kin_compression_free (KinCompression *self)
{
  g_mutex_clear (&self->lock);
  g_ptr_array_unref (self->presses);
  g_array_unref (self->packers);
  g_hash_table_unref (self->by_type);
  g_byte_array_unref (self->samples);
  g_array_unref (self->sample_lengths);
  g_hash_table_unref (self->sample_types);
  g_hash_table_unref (self->learned);
  ZSTD_freeDCtx (self->unpacking);
  g_hash_table_unref (self->unpackers);
  g_free (self);
}

/* The transaction in which dictionaries were written is in the file for good. */
void
kin_compression_keep (KinCompression *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->packers->len; i++)
    {
      Packer *packer = &g_array_index (self->packers, Packer, i);

      if (packer->written)
        g_clear_pointer (&packer->content, g_bytes_unref);
    }
}

/* It was given up. What they have packed may still be on its way: they are written
 * into the next one. */
void
kin_compression_give_up (KinCompression *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->packers->len; i++)
    {
      Packer *packer = &g_array_index (self->packers, Packer, i);

      packer->written = packer->content == NULL;
    }
}

static void
add_packer (KinCompression *self,
            gint64          number,
            const void     *content,
            gsize           length,
            gboolean        written)
{
  Packer packer = {
    .number = number,
    .dict = ZSTD_createCDict (content, length, LEVEL),
    .content = written ? NULL : g_bytes_new (content, length),
    .written = written,
  };

  g_array_append_val (self->packers, packer);
}

/* Reads the dictionaries of the file, once, before anything is packed. */
gboolean
kin_compression_load (KinCompression  *self,
                      KinDatabase     *writer,
                      GError         **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  if (self->loaded)
    return TRUE;

  row = kin_database_ask (writer, error, SQL_LIST, "");
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error) && found)
    add_packer (self, sqlite3_column_int64 (row, 0), sqlite3_column_blob (row, 1),
                (gsize) sqlite3_column_bytes (row, 1), TRUE);

  self->loaded = *error == NULL;

  return self->loaded;
}

/* Compresses into the buffer of the press; 0 when that fails. */
static gsize
compress (Press            *press,
          const ZSTD_CDict *dict,
          const char       *bytes,
          gsize             length)
{
  gsize bound = ZSTD_compressBound (length);
  size_t written;

  if (press->packed->len < bound)
    g_byte_array_set_size (press->packed, (guint) bound);

  written = ZSTD_compress_usingCDict (press->context, press->packed->data, press->packed->len,
                                      bytes, length, dict);

  return ZSTD_isError (written) ? 0 : written;
}

/* Which dictionary suits a type is found out with the first of it. */
static const Packer *
choose_packer (KinCompression *self,
               Press          *press,
               const char     *type,
               const char     *bytes,
               gsize           length)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_type, type));
  gsize best = G_MAXSIZE;

  for (guint i = 0; known == 0 && i < self->packers->len; i++)
    {
      const Packer *packer = &g_array_index (self->packers, Packer, i);
      gsize written = compress (press, packer->dict, bytes, length);

      if (written > 0 && written < best)
        {
          best = written;
          g_hash_table_insert (self->by_type, g_strdup (type), GUINT_TO_POINTER (i + 1));
        }
    }

  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_type, type));

  return known > 0 ? &g_array_index (self->packers, Packer, known - 1) : NULL;
}

static void
take_sample (KinCompression *self,
             const char     *type,
             const char     *bytes,
             gsize           length)
{
  size_t taken = MIN (length, MAX_SAMPLE);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->sample_types, type));

  g_byte_array_append (self->samples, (const guint8 *) bytes, (guint) taken);
  g_array_append_val (self->sample_lengths, taken);
  g_hash_table_insert (self->sample_types, g_strdup (type), GUINT_TO_POINTER (n + 1));
}

/* The types that were badly served are to choose again. Those that enough was
 * learned from are not tried again: some have nothing in common with themselves. */
static void
choose_again (KinCompression *self)
{
  GHashTableIter iter;
  gpointer type, n;

  g_hash_table_iter_init (&iter, self->sample_types);
  while (g_hash_table_iter_next (&iter, &type, &n))
    {
      g_hash_table_remove (self->by_type, type);
      if (GPOINTER_TO_UINT (n) >= ENOUGH_OF_A_TYPE)
        g_hash_table_add (self->learned, g_strdup (type));
    }
}

static gint64
next_number (KinCompression *self)
{
  guint n = self->packers->len;

  return n > 0 ? g_array_index (self->packers, Packer, n - 1).number + 1 : 1;
}

/* Some of the samples, from all of them alike, one after another. */
static GByteArray *
choose_content (KinCompression *self,
                gsize           most)
{
  GByteArray *content = g_byte_array_new ();
  gsize step = self->samples->len / most + 1;
  gsize start = 0;

  for (guint i = 0; i < self->sample_lengths->len; i++)
    {
      size_t length = g_array_index (self->sample_lengths, size_t, i);

      if (i % step == 0 && content->len + length <= most)
        g_byte_array_append (content, self->samples->data + start, (guint) length);
      start += length;
    }

  return content;
}

static void
forget_samples (KinCompression *self)
{
  g_byte_array_set_size (self->samples, 0);
  g_array_set_size (self->sample_lengths, 0);
  g_hash_table_remove_all (self->sample_types);
}

/* A dictionary is some of the samples as they are, with the statistics of all of
 * them. Looking for the best pieces of the samples takes fifteen times as long as
 * this and leaves a twentieth less. */
static void
train (KinCompression *self)
{
  g_autoptr (GByteArray) samples = choose_content (self, DICT_LENGTH - STATISTICS);
  g_autofree char *content = g_malloc (DICT_LENGTH);
  ZDICT_params_t parameters = { .compressionLevel = LEVEL };
  size_t length;

  length = ZDICT_finalizeDictionary (content, DICT_LENGTH, samples->data, samples->len,
                                     self->samples->data,
                                     (const size_t *) (void *) self->sample_lengths->data,
                                     self->sample_lengths->len, parameters);
  if (!ZDICT_isError (length))
    {
      add_packer (self, next_number (self), content, length, FALSE);
      choose_again (self);
    }

  forget_samples (self);
}

/* Takes a press, and the dictionary for a resource: NULL, with 0 as its number, when
 * none suits. */
static Press *
begin_to_pack (KinCompression    *self,
               const char        *type,
               const char        *bytes,
               gsize              length,
               const ZSTD_CDict **dict,
               gint64            *number)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Press *press = self->presses->len > 0
                 ? g_ptr_array_steal_index_fast (self->presses, self->presses->len - 1)
                 : press_new ();
  const Packer *packer = choose_packer (self, press, type, bytes, length);

  *dict = packer != NULL ? packer->dict : NULL;
  *number = packer != NULL ? packer->number : 0;

  return press;
}

/* Gives the press back, and learns from what was @badly served. */
static void
end_packing (KinCompression *self,
             Press          *press,
             gboolean        badly,
             const char     *type,
             const char     *bytes,
             gsize           length)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_ptr_array_add (self->presses, press);

  if (badly && self->packers->len < MAX_DICTS && !g_hash_table_contains (self->learned, type))
    take_sample (self, type, bytes, length);

  if (self->sample_lengths->len >= N_SAMPLES)
    train (self);
}

/* Makes a body small: returns it packed, or NULL when it is kept as it is. A new
 * dictionary may have been trained for it: see kin_compression_save(). May be
 * called on several threads at once. */
char *
kin_compression_pack (KinCompression *self,
                      const char     *type,
                      const char     *bytes,
                      gsize           length,
                      gint64         *dict,
                      gsize          *packed_length)
{
  const ZSTD_CDict *chosen;
  gint64 number;
  Press *press;
  char *packed = NULL;
  gsize written = 0;

  *dict = 0;

  if (length < SHORT)
    return NULL;

  press = begin_to_pack (self, type, bytes, length, &chosen, &number);
  if (chosen != NULL)
    written = compress (press, chosen, bytes, length);

  if (written > 0 && written < length)
    {
      *dict = number;
      *packed_length = written;
      packed = g_memdup2 (press->packed->data, written);
    }

  /* More than a third left is badly served. */
  end_packing (self, press, packed == NULL || written > length / 3, type, bytes, length);

  return packed;
}

/* Writes dictionaries that are new into the transaction of what they packed. */
gboolean
kin_compression_save (KinCompression  *self,
                      KinDatabase     *writer,
                      GError         **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->packers->len; i++)
    {
      Packer *packer = &g_array_index (self->packers, Packer, i);

      if (packer->written)
        continue;

      if (!kin_database_run (writer, error, SQL_ADD, "ib", packer->number, packer->content))
        return FALSE;

      packer->written = TRUE;
    }

  return TRUE;
}

static ZSTD_DDict *
find_unpacker (KinCompression  *self,
               KinDatabase     *reader,
               gint64           dict,
               GError         **error)
{
  gpointer key = (gpointer) (gintptr) dict;
  ZSTD_DDict *unpacker = g_hash_table_lookup (self->unpackers, key);
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  if (unpacker != NULL)
    return unpacker;

  row = kin_database_ask (reader, error, SQL_GET, "i", dict);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return NULL;

  if (!found)
    {
      g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                           "A dictionary is missing");
      return NULL;
    }

  unpacker = ZSTD_createDDict (sqlite3_column_blob (row, 0),
                               (size_t) sqlite3_column_bytes (row, 0));
  g_hash_table_insert (self->unpackers, key, unpacker);

  return unpacker;
}

/* Gives back the bytes as they came. */
GBytes *
kin_compression_unpack (KinCompression  *self,
                        KinDatabase     *reader,
                        gint64           dict,
                        const void      *packed,
                        gsize            packed_length,
                        GError         **error)
{
  unsigned long long length;
  ZSTD_DDict *unpacker;
  g_autofree char *bytes = NULL;

  if (dict == 0)
    return g_bytes_new (packed, packed_length);

  unpacker = find_unpacker (self, reader, dict, error);
  if (unpacker == NULL)
    return NULL;

  length = ZSTD_getFrameContentSize (packed, packed_length);
  if (length <= MAX_BODY)
    {
      bytes = g_malloc ((gsize) length);
      if (ZSTD_decompress_usingDDict (self->unpacking, bytes, (size_t) length, packed,
                                      packed_length, unpacker) == length)
        return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) length);
    }

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                       "A resource cannot be unpacked");

  return NULL;
}
