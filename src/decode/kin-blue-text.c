/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-blue-text"

#include "config.h"

#include <string.h>

#include "kin-blue-text.h"

/* The text that VA and Medicare give out by their blue buttons: headings between dashes, and below
 * them fields with a name, a colon and words. Two fields may share a line, with room between them.
 * Words may go on in the next line; a line without words ends them. A name that comes again, or a
 * line of equals signs, begins the next thing. */

#define VA_TITLE "MY HEALTHEVET PERSONAL INFORMATION REPORT"
#define CMS_TITLE "MYMEDICARE.GOV PERSONAL HEALTH INFORMATION"
/* Where the title may stand. */
#define HEAD 4096

#define LEAST_DASHES 5
#define MOST_RECORDS 20000
#define MOST_LENGTH 8192

typedef struct
{
  KinBlueKeysFunc     find_keys;
  GPtrArray          *records;

  char               *section;
  const char * const *keys;        /* of the section, or NULL */
  KinBlueRecord      *record;      /* the last one */
  const char         *last;        /* the field whose words may go on */

  char               *held;        /* a line after dashes: a heading, if dashes follow */
  gboolean            after_dashes;
} Reader;

static void
record_free (KinBlueRecord *self)
{
  g_free (self->section);
  g_hash_table_unref (self->fields);
  g_free (self);
}

/* No person sees them, and numbers are told apart by one of them (see kin-cda-bundle.c). */
static char *
blank_controls (char *text)
{
  for (char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && !g_ascii_isspace (*c))
      *c = ' ';

  return text;
}

static char *
dup_utf8 (const char *data,
          gsize       length)
{
  gsize mark = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  char *text;

  if (g_utf8_validate (data + mark, (gssize) (length - mark), NULL))
    return g_strndup (data + mark, length - mark);

  /* What Windows wrote. */
  text = g_convert (data, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);

  return text != NULL ? text : g_utf8_make_valid (data, (gssize) length);
}

/**
 * kin_blue_text_dup:
 * @bytes: a file
 *
 * Returns: (transfer full) (nullable): it as text; %NULL when it is none
 */
char *
kin_blue_text_dup (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 && memchr (data, '\0', length) == NULL
         ? blank_controls (dup_utf8 (data, length)) : NULL;
}

gboolean
kin_blue_is_va (const char *text)
{
  return g_strstr_len (text, HEAD, VA_TITLE) != NULL;
}

gboolean
kin_blue_is_cms (const char *text)
{
  return g_strstr_len (text, HEAD, CMS_TITLE) != NULL;
}

/* Lines */

static gboolean
is_made_of (const char *line,
            const char *characters)
{
  gsize length = strspn (line, characters);

  return length >= LEAST_DASHES && line[length] == '\0';
}

/* Returns: (transfer full) (nullable): the words of a heading, between dashes with room after the
 *   first ones: without it, somebody shouts in an instruction */
static char *
dup_heading (const char *line)
{
  gsize before = strspn (line, "-");
  gsize length = strlen (line);
  gsize after = 0;
  g_autofree char *words = NULL;

  while (after < length && line[length - 1 - after] == '-')
    after++;
  if (before < LEAST_DASHES || line[before] != ' ' || after < LEAST_DASHES)
    return NULL;

  words = g_strstrip (g_strndup (line + before, length - before - after));

  return *words != '\0' ? g_ascii_strup (words, -1) : NULL;
}

static void
begin_section (Reader *self,
               char   *section)
{
  g_free (self->section);
  self->section = section;
  self->keys = self->find_keys (section);
  self->record = NULL;
  self->last = NULL;
}

static void
begin_record (Reader *self)
{
  self->record = NULL;
  if (self->records->len >= MOST_RECORDS)
    return;

  self->record = g_new0 (KinBlueRecord, 1);
  self->record->section = g_strdup (self->section);
  self->record->fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_ptr_array_add (self->records, self->record);
}

/* Adds words to the field whose turn it is. */
static void
add_words (Reader     *self,
           const char *words,
           gsize       length)
{
  g_autofree char *more = g_strstrip (g_strndup (words, length));
  const char *before;

  if (self->record == NULL || self->last == NULL || *more == '\0')
    return;

  before = g_hash_table_lookup (self->record->fields, self->last);
  if (strlen (before) + strlen (more) <= MOST_LENGTH)
    g_hash_table_replace (self->record->fields, (gpointer) self->last,
                          *before == '\0' ? g_steal_pointer (&more)
                                          : g_strjoin (" ", before, more, NULL));
}

static void
begin_field (Reader     *self,
             const char *key)
{
  if (self->record == NULL || g_hash_table_contains (self->record->fields, key))
    begin_record (self);
  self->last = key;
  if (self->record != NULL)
    g_hash_table_insert (self->record->fields, (gpointer) key, g_strdup (""));
}

static const char *
find_key (Reader     *self,
          const char *words)
{
  for (guint i = 0; self->keys[i] != NULL; i++)
    if (g_str_has_prefix (words, self->keys[i]) && words[strlen (self->keys[i])] == ':')
      return self->keys[i];

  return NULL;
}

/* A name stands at the beginning of a line, or after some room. */
static gboolean
may_begin (const char *line,
           const char *at)
{
  if (at == line || at[-1] == '\t')
    return TRUE;

  return at - line >= 2 && g_ascii_isspace (at[-1]) && g_ascii_isspace (at[-2]);
}

static void
read_fields (Reader     *self,
             const char *line)
{
  const char *words = line;

  for (const char *at = line; *at != '\0'; at++)
    {
      const char *key = may_begin (line, at) ? find_key (self, at) : NULL;

      if (key == NULL)
        continue;
      add_words (self, words, (gsize) (at - words));
      begin_field (self, key);
      words = at + strlen (key) + 1;
      /* It stands for a remark below. */
      if (*words == '*')
        words++;
      at = words - 1;
    }
  add_words (self, words, strlen (words));
}

static void
read_words (Reader     *self,
            const char *line)
{
  if (self->keys != NULL)
    read_fields (self, line);
}

static void
release_held (Reader *self)
{
  g_autofree char *line = g_steal_pointer (&self->held);

  if (line != NULL)
    read_words (self, line);
}

static void
read_line (Reader     *self,
           const char *line)
{
  char *heading = dup_heading (line);

  if (heading != NULL)
    {
      release_held (self);
      begin_section (self, heading);
    }
  else if (*line == '\0' || is_made_of (line, "*"))
    {
      self->last = NULL;
    }
  else if (is_made_of (line, "="))
    {
      release_held (self);
      self->record = NULL;
      self->last = NULL;
    }
  else if (is_made_of (line, "-"))
    {
      if (self->held != NULL)
        begin_section (self, g_ascii_strup (self->held, -1));
      g_clear_pointer (&self->held, g_free);
      self->after_dashes = TRUE;
    }
  else
    {
      release_held (self);
      if (self->after_dashes)
        self->held = g_strdup (line);
      else
        read_words (self, line);
      self->after_dashes = FALSE;
    }
}

/**
 * kin_blue_list:
 * @text: of a file
 * @keys: says what is read
 *
 * Returns: (transfer full) (element-type KinBlueRecord): what stands below the headings that are
 *   read, in the order of the text
 */
GPtrArray *
kin_blue_list (const char      *text,
               KinBlueKeysFunc  keys)
{
  Reader self = { .find_keys = keys };
  const char *end;

  self.records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);
  begin_section (&self, g_strdup (""));
  for (; *text != '\0'; text = *end != '\0' ? end + 1 : end)
    {
      g_autofree char *line = NULL;

      end = text + strcspn (text, "\n");
      line = g_strstrip (g_strndup (text, (gsize) (end - text)));
      read_line (&self, line);
    }
  release_held (&self);
  g_free (self.section);

  return self.records;
}

/**
 * kin_blue_get:
 *
 * Returns: (nullable): the words of a field; %NULL when there are none
 */
const char *
kin_blue_get (KinBlueRecord *record,
              const char    *name)
{
  const char *words = g_hash_table_lookup (record->fields, name);

  return words != NULL && *words != '\0' ? words : NULL;
}
