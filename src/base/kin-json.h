/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinJson:
 *
 * An immutable, counted JSON document (RFC 8259) that keeps its bytes.
 *
 * The whole text is checked when it is made: strict grammar, UTF-8, at most 64
 * levels deep, no name twice in one object. Numbers stay text, so that `1.10`
 * is still `1.10` on every screen. May be used from several threads.
 */
typedef struct _KinJson KinJson;

#define KIN_TYPE_JSON (kin_json_get_type ())
#define KIN_JSON_ERROR (kin_json_error_quark ())

#define KIN_JSON_MAX_DEPTH 64

#define KIN_JSON_TOKEN_TYPE(token) ((KinJsonType) ((token)->kind & 0x1fu))
/* Of an object or an array: a name or a string in it, however deep, has escapes. */
#define KIN_JSON_TOKEN_ESCAPES 0x20u
#define KIN_JSON_TOKEN_NAME 0x40u
/* Of a string: it has escapes. Of an object: one of its names has. */
#define KIN_JSON_TOKEN_ESCAPED 0x80u
#define KIN_JSON_MARK_MASK 0xffffff00u
#define KIN_JSON_MARK(letters, length) \
  (((((letters) * 0x9e3779b1u + (guint32) (length) * 0x85ebca77u) & 0xffff0000u) \
    | ((letters) & 0xffu) << 8))
#define KIN_JSON_MARK_LETTER(mark) ((mark) >> 8 & 0xffu)
/* By its first four letters, where the compiler has to know it. */
#define KIN_JSON_MARK_OF(a, b, c, d, length) \
  KIN_JSON_MARK ((guint32) (a) | (guint32) (b) << 8 | (guint32) (c) << 16 | (guint32) (d) << 24, \
                 length)
#define KIN_JSON_MARK_BIT(mark) (G_GUINT64_CONSTANT (1) << ((mark) >> 26))

typedef enum
{
  KIN_JSON_ERROR_SYNTAX,
  KIN_JSON_ERROR_ENCODING,       /* not UTF-8, or UTF-16, or a byte order mark */
  KIN_JSON_ERROR_DEPTH,
  KIN_JSON_ERROR_DUPLICATE_NAME,
  KIN_JSON_ERROR_NUL,            /* \u0000 inside a string */
  KIN_JSON_ERROR_TOO_LARGE,
} KinJsonError;

typedef enum
{
  KIN_JSON_MISSING,              /* no such member, no such element, or no node at all */
  KIN_JSON_NULL,
  KIN_JSON_FALSE,
  KIN_JSON_TRUE,
  KIN_JSON_NUMBER,
  KIN_JSON_STRING,
  KIN_JSON_ARRAY,
  KIN_JSON_OBJECT,
} KinJsonType;

/* One value or one member name, 16 bytes. A container is followed by what it holds, and a name
 * by its value. The text of a string includes its quotes. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 n_tokens;             /* how many it is with all that it holds */
  guint32 kind;                 /* KinJsonType, three flags, 24 bits of count or of a name's mark */
} KinJsonToken;

struct _KinJson
{
  /*< private >*/
  GBytes       *bytes;
  const char   *text;           /* inside bytes */

  KinJsonToken *tape;
  guint32       n_tokens;
};

/**
 * KinJsonNode:
 *
 * A place in a document, passed by value. It borrows the document: never keep
 * one in an object, keep the #KinJson. A missing node is `{ NULL, NULL }`; every
 * getter takes one and answers with nothing, so that chains need no checks.
 */
typedef struct
{
  KinJson            *json;
  const KinJsonToken *token;
} KinJsonNode;

/**
 * KinJsonIter:
 *
 * Walks the members of an object or the elements of an array, in the order of the text.
 */
typedef struct
{
  KinJson            *json;
  const KinJsonToken *next;
  const KinJsonToken *end;
} KinJsonIter;

GType         kin_json_get_type           (void) G_GNUC_CONST;
GQuark        kin_json_error_quark        (void);

KinJson      *kin_json_new                (GBytes       *bytes,
                                           GError      **error);
KinJson      *kin_json_ref                (KinJson      *self);
void          kin_json_unref              (KinJson      *self);
GBytes       *kin_json_get_bytes          (KinJson      *self);
KinJsonNode   kin_json_get_root           (KinJson      *self);
guint         kin_json_get_depth          (KinJson      *self);

KinJsonNode   kin_json_node_find          (KinJsonNode   object,
                                           const char   *name,
                                           gsize         length,
                                           guint32       mark);
KinJsonNode   kin_json_node_get_path      (KinJsonNode   node,
                                           const char   *path);
KinJsonNode   kin_json_node_at            (KinJsonNode   array,
                                           guint         position);
guint         kin_json_node_get_length    (KinJsonNode   node);
char         *kin_json_node_dup_string    (KinJsonNode   node);
char         *kin_json_node_dup_number    (KinJsonNode   node);
gboolean      kin_json_escaped_reads      (KinJsonNode   node,
                                           const char   *text,
                                           gsize         length);
gboolean      kin_json_node_get_int       (KinJsonNode   node,
                                           gint64       *value);
GBytes       *kin_json_node_get_bytes     (KinJsonNode   node);
KinJson      *kin_json_node_copy          (KinJsonNode   node);

/* What is asked of nearly every value there is has its body here. */

/**
 * kin_json_same_text:
 * @a: text
 * @b: other text
 * @length: the length of both in bytes
 *
 * memcmp() for names, which are so short that calling it takes longer than comparing: of a known
 * length it is one step and no call. The last step may look at some letters again.
 *
 * Returns: whether they are the same
 */
static inline gboolean
kin_json_same_text (const char *a,
                    const char *b,
                    gsize       length)
{
  gsize i = 0;

  if (length >= 8)
    {
      for (; i < length - 8; i += 8)
        {
          if (memcmp (a + i, b + i, 8) != 0)
            return FALSE;
        }
      return memcmp (a + length - 8, b + length - 8, 8) == 0;
    }

  if (length >= 4)
    return memcmp (a, b, 4) == 0 && memcmp (a + length - 4, b + length - 4, 4) == 0;

  while (i < length && a[i] == b[i])
    i++;

  return i == length;
}

/**
 * kin_json_mark:
 * @name: a member name; no zero byte is needed after it
 * @length: its length in bytes
 *
 * The first letter of a name in the second byte, above it its length and four letters, well
 * mixed. Names with different marks are different, and nearly all with the same mark are the same.
 *
 * Returns: the mark
 */
static inline guint32
kin_json_mark (const char *name,
               gsize       length)
{
  guint32 letters = 0;

  if (length >= sizeof letters)
    memcpy (&letters, name, sizeof letters);
  else
    memcpy (&letters, name, length);
  letters = GUINT32_FROM_LE (letters);

  return KIN_JSON_MARK (letters, length);
}

/**
 * kin_json_node_get_type:
 * @node: a value, or none
 *
 * Returns: what it is; %KIN_JSON_MISSING for none
 */
static inline KinJsonType
kin_json_node_get_type (KinJsonNode node)
{
  return node.json != NULL ? KIN_JSON_TOKEN_TYPE (node.token) : KIN_JSON_MISSING;
}

/**
 * kin_json_node_exists:
 * @node: a value, or none
 *
 * Returns: whether there is a value; a `null` is one
 */
static inline gboolean
kin_json_node_exists (KinJsonNode node)
{
  return node.json != NULL;
}

/**
 * kin_json_node_get_member:
 * @object: an object, or anything else
 * @name: a member name, as it reads without escapes; no zero byte is needed after it
 * @length: its length in bytes
 *
 * Returns: the member's value, or a missing node
 */
static inline KinJsonNode
kin_json_node_get_member (KinJsonNode  object,
                          const char  *name,
                          gsize        length)
{
  return kin_json_node_find (object, name, length, kin_json_mark (name, length));
}

/**
 * kin_json_node_get:
 * @object: an object, or anything else
 * @name: a member name, as it reads without escapes
 *
 * Returns: the member's value, or a missing node
 */
static inline KinJsonNode
kin_json_node_get (KinJsonNode  object,
                   const char  *name)
{
  return kin_json_node_get_member (object, name, strlen (name));
}

/* Whether a string without escapes, which may be a name, reads like this. */
static inline gboolean
kin_json_plain_reads (const KinJson      *json,
                      const KinJsonToken *token,
                      const char         *text,
                      gsize               length)
{
  return token->end - token->start - 2 == length
         && kin_json_same_text (json->text + token->start + 1, text, length);
}

/**
 * kin_json_node_reads:
 * @node: a string, or anything else
 * @text: text to compare it with; no zero byte is needed after it
 * @length: its length in bytes
 *
 * Returns: whether it is a string that reads exactly like @text
 */
static inline gboolean
kin_json_node_reads (KinJsonNode  node,
                     const char  *text,
                     gsize        length)
{
  if (kin_json_node_get_type (node) != KIN_JSON_STRING)
    return FALSE;

  return node.token->kind & KIN_JSON_TOKEN_ESCAPED
           ? kin_json_escaped_reads (node, text, length)
           : kin_json_plain_reads (node.json, node.token, text, length);
}

/**
 * kin_json_node_equals:
 * @node: a string, or anything else
 * @text: text to compare it with
 *
 * Returns: whether it is a string that reads exactly like @text
 */
G_ALWAYS_INLINE static inline gboolean
kin_json_node_equals (KinJsonNode  node,
                      const char  *text)
{
  return kin_json_node_reads (node, text, strlen (text));
}

/**
 * kin_json_node_peek_text:
 * @node: a value, or none
 * @length: (out): its length in bytes
 *
 * The bytes of kin_json_node_get_bytes() without a reference: a string with its
 * quotes and escapes, no zero byte at the end, good while the document lives.
 *
 * Returns: (transfer none) (nullable): the text; %NULL for a missing node
 */
static inline const char *
kin_json_node_peek_text (KinJsonNode  node,
                         gsize       *length)
{
  *length = 0;
  if (node.json == NULL)
    return NULL;
  *length = node.token->end - node.token->start;

  return node.json->text + node.token->start;
}

/**
 * kin_json_node_peek_plain:
 * @node: a string, or anything else
 * @length: (out): its length in bytes
 *
 * The text of kin_json_node_dup_string() where it stands, with no zero byte at its end.
 *
 * Returns: (transfer none) (nullable): the text; %NULL for anything but a string, and for
 *   one with escapes
 */
static inline const char *
kin_json_node_peek_plain (KinJsonNode  node,
                          gsize       *length)
{
  *length = 0;
  if (kin_json_node_get_type (node) != KIN_JSON_STRING
      || (node.token->kind & KIN_JSON_TOKEN_ESCAPED))
    return NULL;
  *length = node.token->end - node.token->start - 2;

  return node.json->text + node.token->start + 1;
}

/**
 * kin_json_node_has_escapes:
 * @container: an object, an array, or anything else
 *
 * Returns: whether a name or a string inside, however deep, is written with escapes
 */
static inline gboolean
kin_json_node_has_escapes (KinJsonNode container)
{
  return container.json != NULL && (container.token->kind & KIN_JSON_TOKEN_ESCAPES) != 0;
}

/**
 * kin_json_node_get_mark:
 * @name: a member name from #KinJsonIter, or none
 *
 * Returns: its kin_json_mark(); 0 for none and for a name with escapes
 */
static inline guint32
kin_json_node_get_mark (KinJsonNode name)
{
  return name.json != NULL ? name.token->kind & KIN_JSON_MARK_MASK : 0;
}

/**
 * kin_json_iter_init:
 * @iter: (out caller-allocates): the iterator
 * @node: an object or an array; anything else has nothing to walk
 *
 * Starts before the first member or element. The iterator borrows the document.
 */
static inline void
kin_json_iter_init (KinJsonIter *iter,
                    KinJsonNode  node)
{
  *iter = (KinJsonIter) { 0 };
  if (kin_json_node_get_type (node) >= KIN_JSON_ARRAY)
    *iter = (KinJsonIter) { node.json, node.token + 1, node.token + node.token->n_tokens };
}

/**
 * kin_json_iter_next:
 * @iter: the iterator
 * @name: (out) (optional): a member's name, a string; missing in an array
 * @value: (out) (optional): the member's value or the element
 *
 * Returns: whether there was one more
 */
static inline gboolean
kin_json_iter_next (KinJsonIter *iter,
                    KinJsonNode *name,
                    KinJsonNode *value)
{
  const KinJsonToken *token = iter->next;

  if (token >= iter->end)
    return FALSE;

  if (name != NULL)
    *name = (KinJsonNode) { NULL, NULL };
  if (token->kind & KIN_JSON_TOKEN_NAME)
    {
      if (name != NULL)
        *name = (KinJsonNode) { iter->json, token };
      token++;
    }
  if (value != NULL)
    *value = (KinJsonNode) { iter->json, token };
  iter->next = token + token->n_tokens;

  return TRUE;
}

/**
 * kin_json_iter_next_name:
 * @iter: the iterator
 * @name: (out): a member's name
 * @value: (out): its value
 *
 * Goes through the members of all objects there are in one, however deep, in the order of the
 * text.
 *
 * Returns: whether there was one more
 */
static inline gboolean
kin_json_iter_next_name (KinJsonIter *iter,
                         KinJsonNode *name,
                         KinJsonNode *value)
{
  const KinJsonToken *token = iter->next;

  while (token < iter->end && !(token->kind & KIN_JSON_TOKEN_NAME))
    token++;
  iter->next = token + 1;
  if (token >= iter->end)
    return FALSE;

  *name = (KinJsonNode) { iter->json, token };
  *value = (KinJsonNode) { iter->json, token + 1 };

  return TRUE;
}

/**
 * kin_json_iter_pass_over:
 * @iter: the iterator
 * @value: what kin_json_iter_next_name() has just given
 *
 * Leaves out what is in @value.
 */
static inline void
kin_json_iter_pass_over (KinJsonIter *iter,
                         KinJsonNode  value)
{
  iter->next = value.token + value.token->n_tokens;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinJson, kin_json_unref)

G_END_DECLS
