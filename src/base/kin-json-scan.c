/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-json"

#include "config.h"

#include "kin-json-private.h"

/* Up to here a new name is compared with the ones before it, and only when the
 * small filter says that it may be among them. Larger objects are sorted once
 * they close. */
#define FEW_NAMES 32

/* The first tape: enough for nearly every page as portals send them, and no more memory
 * than this for a long text that turns out to be nonsense. */
#define BYTES_A_TOKEN 12
#define FIRST_TOKENS  250000

typedef struct
{
  guint64       filter;
  KinJsonToken *token;
  guint32       count;
  guint8        end;            /* the byte that ends it */
  gboolean      sort_names;
} Level;

/* What changes with every value. It stays in registers: nothing but what is inlined
 * is given its address. */
typedef struct
{
  const guchar   *start;
  const guchar   *end;
  gboolean        closed;

  KinJsonToken   *tape;
  KinJsonToken   *next_token;
  KinJsonToken   *tape_end;

  Level          *level;
  Level          *levels;

  KinJsonRefusal *refusal;
} Scan;

typedef const guchar *(* Read) (const guchar   *at,
                                const guchar   *end,
                                KinJsonToken   *token,
                                KinJsonRefusal *refusal);

/* Every step takes the place it starts at and returns the place after what it
 * read, or NULL once it has noted why the text is refused. */
G_ALWAYS_INLINE static inline const guchar *
refuse (const Scan   *self,
        const guchar *at,
        KinJsonError  code,
        const char   *reason)
{
  return kin_json_refuse (self->refusal, at, code, reason);
}

static inline gboolean
is_space (guchar byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* The byte there, or 0 at the end: no grammar rule wants a zero byte. In a text that is closed
 * only the end of a container can be its last byte, so that every other one has one behind it. */
G_ALWAYS_INLINE static inline guchar
peek (const Scan   *self,
      const guchar *at)
{
  return self->closed || at < self->end ? *at : 0;
}

G_ALWAYS_INLINE static inline const guchar *
skip_space (const Scan   *self,
            const guchar *at)
{
  while (peek (self, at) <= ' ' && is_space (peek (self, at)))
    at++;

  return at;
}

/* A longer tape, on which the levels find their tokens again. */
static KinJsonToken *
grow_tape (KinJsonToken *tape,
           gsize         n_allocated,
           Level        *first,
           Level        *last)
{
  guintptr before = (guintptr) tape;

  tape = g_renew (KinJsonToken, tape, n_allocated);
  for (Level *level = first; level <= last; level++)
    level->token = tape + ((guintptr) level->token - before) / sizeof *tape;

  return tape;
}

G_ALWAYS_INLINE static inline KinJsonToken *
add_token (Scan         *self,
           const guchar *at,
           guint32       kind)
{
  KinJsonToken *token;

  if (G_UNLIKELY (self->next_token == self->tape_end))
    {
      gsize n_tokens = (gsize) (self->next_token - self->tape);
      gsize n_allocated = MIN (n_tokens * 2, KIN_JSON_MAX_TOKENS);

      if (n_tokens >= KIN_JSON_MAX_TOKENS)
        {
          refuse (self, at, KIN_JSON_ERROR_TOO_LARGE, "too many values");
          return NULL;
        }
      self->tape = grow_tape (self->tape, n_allocated, self->levels + 1, self->level);
      self->next_token = self->tape + n_tokens;
      self->tape_end = self->tape + n_allocated;
    }

  token = self->next_token++;
  token->start = (guint32) (at - self->start);
  token->n_tokens = 1;
  token->kind = kind;

  return token;
}

/* A number or a word: its token, and how far it reaches. */
G_ALWAYS_INLINE static inline const guchar *
scan_scalar (Scan         *self,
             const guchar *at,
             guint32       kind,
             Read          read)
{
  KinJsonToken *token = add_token (self, at, kind);

  if (token == NULL)
    return NULL;

  at = read (at, self->end, token, self->refusal);
  if (at != NULL)
    token->end = (guint32) (at - self->start);

  return at;
}

/* All levels that are open hold escapes. Around one that is known to, the others are too. */
static void
note_escapes (Level *first,
              Level *last)
{
  for (; last >= first && !(last->token->kind & KIN_JSON_TOKEN_ESCAPES); last--)
    last->token->kind |= KIN_JSON_TOKEN_ESCAPES;
}

/* Most strings are plain and short. */
G_ALWAYS_INLINE static inline const guchar *
scan_string (Scan         *self,
             const guchar *at,
             guint32       kind)
{
  KinJsonToken *token = add_token (self, at, kind);
  const guchar *stop;

  if (token == NULL)
    return NULL;

  stop = kin_json_skip_plain (at + 1, self->end);
  if (G_LIKELY (stop < self->end && *stop == '"' && stop - at < (gssize) KIN_JSON_MAX_STRING))
    {
      at = stop + 1;
    }
  else
    {
      at = kin_json_read_string (at, self->end, token, self->refusal);
      if (at == NULL)
        return NULL;
      if (token->kind & KIN_JSON_TOKEN_ESCAPED)
        note_escapes (self->levels + 1, self->level);
    }
  token->end = (guint32) (at - self->start);

  return at;
}

static gboolean
is_earlier_name (const guchar       *start,
                 const KinJsonToken *first,
                 const KinJsonToken *name)
{
  gsize length = name->end - name->start;

  for (const KinJsonToken *other = first; other < name; other += 1 + other[1].n_tokens)
    {
      if (other->kind == name->kind && other->end - other->start == length
          && memcmp (start + other->start, start + name->start, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The kin_json_mark() of a name in the text. */
G_ALWAYS_INLINE static inline guint32
get_mark (const guchar *name,
          gsize         length,
          const guchar *end)
{
  static const guint32 masks[] = { 0, 0xff, 0xffff, 0xffffff, 0xffffffff };
  guint32 letters;

  /* Of a text that is in order there is more to come: a quote, a colon, a value, an end. */
  if (G_UNLIKELY (end - name < (gssize) sizeof letters))
    return kin_json_mark ((const char *) name, length);

  memcpy (&letters, name, sizeof letters);

  letters = GUINT32_FROM_LE (letters) & masks[MIN (length, sizeof letters)];

  return KIN_JSON_MARK (letters, length);
}

/* Returns whether the name, which was read last, is there for the first time. An escaped one
 * can only be compared once it is spelled out, and has no mark. */
G_ALWAYS_INLINE static inline gboolean
mark_name (Scan         *self,
           const guchar *name,
           gsize         length)
{
  Level *level = self->level;
  KinJsonToken *token = self->next_token - 1;
  guint32 mark = get_mark (name, length, self->end);
  guint64 bit = KIN_JSON_MARK_BIT (mark);
  gboolean maybe_there = (level->filter & bit) != 0;

  level->filter |= bit;
  if (G_UNLIKELY (token->kind & KIN_JSON_TOKEN_ESCAPED))
    {
      level->token->kind |= KIN_JSON_TOKEN_ESCAPED;
      level->sort_names = TRUE;
      return TRUE;
    }

  token->kind |= mark;
  if (G_UNLIKELY (level->count >= FEW_NAMES))
    level->sort_names = TRUE;
  else if (G_UNLIKELY (maybe_there))
    return !is_earlier_name (self->start, level->token + 1, token);

  return TRUE;
}

/* A name and its colon. */
G_ALWAYS_INLINE static inline const guchar *
scan_name (Scan         *self,
           const guchar *at)
{
  const guchar *start = at;

  if (peek (self, at) != '"')
    return refuse (self, at, KIN_JSON_ERROR_SYNTAX, "a name was expected");
  at = scan_string (self, at, KIN_JSON_STRING | KIN_JSON_TOKEN_NAME);
  if (at == NULL)
    return NULL;
  if (!mark_name (self, start + 1, (gsize) (at - start - 2)))
    return refuse (self, start, KIN_JSON_ERROR_DUPLICATE_NAME, "a name is there twice");

  at = skip_space (self, at);
  if (peek (self, at) != ':')
    return refuse (self, at, KIN_JSON_ERROR_SYNTAX, "a colon was expected");

  return skip_space (self, at + 1);
}

G_ALWAYS_INLINE static inline const guchar *
close_level (Scan         *self,
             const guchar *at)
{
  Level *level = self->level--;
  KinJsonToken *token = level->token;

  token->end = (guint32) (at + 1 - self->start);
  token->n_tokens = (guint32) (self->next_token - token);
  token->kind |= level->count << 8;

  if (G_UNLIKELY (level->sort_names)
      && kin_json_names_repeat ((const char *) self->start, token))
    return refuse (self, at, KIN_JSON_ERROR_DUPLICATE_NAME, "a name is there twice");

  return at + 1;
}

G_ALWAYS_INLINE static inline const guchar *
open_level (Scan         *self,
            const guchar *at,
            guint32       kind)
{
  KinJsonToken *token;

  if (self->level == self->levels + KIN_JSON_MAX_DEPTH)
    return refuse (self, at, KIN_JSON_ERROR_DEPTH, "too many levels");
  token = add_token (self, at, kind);
  if (token == NULL)
    return NULL;

  *++self->level = (Level) { .token = token, .end = *at + 2 };

  return skip_space (self, at + 1);
}

/* Reads a scalar, or enters a container and stands before its first value then
 * (`*more`), or leaves it at once when it is empty. */
G_ALWAYS_INLINE static inline const guchar *
scan_value (Scan         *self,
            const guchar *at,
            gboolean     *more)
{
  guchar first = peek (self, at);

  *more = FALSE;
  switch (first)
    {
    case '"':
      return scan_string (self, at, KIN_JSON_STRING);

    case '{': case '[':
      at = open_level (self, at, first == '{' ? KIN_JSON_OBJECT : KIN_JSON_ARRAY);
      if (at == NULL || peek (self, at) == first + 2)
        return at != NULL ? close_level (self, at) : NULL;
      *more = TRUE;
      self->level->count = 1;
      return at;

    case 't':
      return scan_scalar (self, at, KIN_JSON_TRUE, kin_json_read_word);
    case 'f':
      return scan_scalar (self, at, KIN_JSON_FALSE, kin_json_read_word);
    case 'n':
      return scan_scalar (self, at, KIN_JSON_NULL, kin_json_read_word);

    default:
      if (first == '-' || g_ascii_isdigit (first))
        return scan_scalar (self, at, KIN_JSON_NUMBER, kin_json_read_number);
      return refuse (self, at, KIN_JSON_ERROR_SYNTAX, "a value was expected");
    }
}

/* Goes on to the next value: past a comma and a name, or out of every container
 * that ends here. `*more` is FALSE when the root is complete. */
G_ALWAYS_INLINE static inline const guchar *
scan_between (Scan         *self,
              const guchar *at,
              gboolean     *more)
{
  while (self->level != self->levels)
    {
      Level *level = self->level;

      if (at < self->end)
        at = skip_space (self, at);
      if (at < self->end && *at == ',')
        {
          level->count++;
          at = skip_space (self, at + 1);
          *more = TRUE;
          return at;
        }

      if (at == self->end || *at != level->end)
        return refuse (self, at, KIN_JSON_ERROR_SYNTAX, "a comma or an end was expected");
      at = close_level (self, at);
      if (at == NULL)
        return NULL;
    }

  *more = FALSE;

  return at;
}

/* The whole text; returns the number of its tokens, or 0. The tape may move. */
G_ALWAYS_INLINE static inline guint32
scan_document (const guchar    *start,
               const guchar    *end,
               gboolean         closed,
               KinJsonToken   **tape,
               guint32          n_allocated,
               KinJsonRefusal  *refusal)
{
  Level levels[KIN_JSON_MAX_DEPTH + 1];
  Scan self = { start, end, closed, *tape, *tape, *tape + n_allocated, levels, levels, refusal };
  const guchar *at = skip_space (&self, start);
  gboolean more;

  levels[0].end = 0;
  do
    {
      if (self.level->end == '}')
        at = scan_name (&self, at);
      if (at != NULL)
        at = scan_value (&self, at, &more);
      if (at != NULL && !more)
        at = scan_between (&self, at, &more);
    }
  while (at != NULL && more);

  if (at != NULL && at < end)
    at = skip_space (&self, at);
  if (at != NULL && at != end)
    at = refuse (&self, at, KIN_JSON_ERROR_SYNTAX, "more text after the end");
  *tape = self.tape;

  return at != NULL ? (guint32) (self.next_token - self.tape) : 0;
}

/* Where a text ends when the space behind it is left out, or NULL when no container ends there. */
static const guchar *
find_close (const guchar *start,
            const guchar *end)
{
  while (end > start && is_space (end[-1]))
    end--;

  return end > start && (end[-1] == '}' || end[-1] == ']') ? end : NULL;
}

/*
 * kin_json_scan:
 * @text: the document
 * @length: its length in bytes
 * @n_tokens: (out): how many tokens there are, at least 1
 *
 * Checks a whole document by RFC 8259 and notes where its values are. Not
 * recursive: memory is one token a value and a fixed stack.
 *
 * Returns: (transfer full) (nullable): the tape, for g_free()
 */
KinJsonToken *
kin_json_scan (const char  *text,
               gsize        length,
               guint32     *n_tokens,
               GError     **error)
{
  const guchar *start = (const guchar *) text;
  const guchar *close = find_close (start, start + length);
  KinJsonRefusal refusal = { 0 };
  KinJsonToken *tape = NULL;

  *n_tokens = 0;
  if (length >= G_MAXUINT32)
    {
      kin_json_refuse (&refusal, start, KIN_JSON_ERROR_TOO_LARGE, "document too long");
    }
  else if (kin_json_is_other_encoding (start, length))
    {
      kin_json_refuse (&refusal, start, KIN_JSON_ERROR_ENCODING,
                       "not UTF-8, or a byte order mark");
    }
  else
    {
      guint32 n_allocated = (guint32) MIN (length / BYTES_A_TOKEN + 16, FIRST_TOKENS);

      tape = g_new (KinJsonToken, n_allocated);
      /* Two copies of the scan: one for all documents that are in order, and one for the
       * rest, which asks before each byte whether it is there. */
      *n_tokens = close != NULL
                    ? scan_document (start, close, TRUE, &tape, n_allocated, &refusal)
                    : scan_document (start, start + length, FALSE, &tape, n_allocated, &refusal);
      if (*n_tokens > 0)
        return g_renew (KinJsonToken, tape, *n_tokens);
    }

  g_free (tape);
  g_set_error (error, KIN_JSON_ERROR, (int) refusal.code,
               "JSON refused at byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (refusal.at - start), refusal.reason);

  return NULL;
}
