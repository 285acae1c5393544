/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-meaning"

#include "config.h"

#include <string.h>

#include "kin-meaning.h"

/* Odd constants with well-spread bits. They are part of the file format: the
 * store keeps hashes, so a change here makes every item look changed once. */
#define SEED_STRING G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define SEED_NUMBER G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f)
#define SEED_ARRAY  G_GUINT64_CONSTANT (0x165667b19e3779f9)
#define SEED_OBJECT G_GUINT64_CONSTANT (0xd6e8feb86659fd93)
#define SEED_WORD   G_GUINT64_CONSTANT (0xa0761d6478bd642f)

typedef unsigned __int128 Wide;

static guint64
mix (guint64 a,
     guint64 b)
{
  Wide product = (Wide) (a ^ SEED_NUMBER) * (b ^ SEED_STRING);

  return (guint64) product ^ (guint64) (product >> 64);
}

/* Fewer than eight bytes as a little-endian number. Two loads that overlap take less time than
 * a copy of a length that only shows when it runs. */
static guint64
read_tail (const char *bytes,
           gsize       length)
{
  guint64 word = 0;
  guint32 start, end;

  if (length < sizeof start)
    {
      for (gsize i = 0; i < length; i++)
        word |= (guint64) (guchar) bytes[i] << (8 * i);
      return word;
    }

  memcpy (&start, bytes, sizeof start);
  memcpy (&end, bytes + length - sizeof end, sizeof end);

  return GUINT32_FROM_LE (start)
         | (guint64) GUINT32_FROM_LE (end) << (8 * (length - sizeof end));
}

static guint64
hash_bytes (const char *bytes,
            gsize       length,
            guint64     seed)
{
  guint64 hash = mix (seed, length);
  guint64 word;

  for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word)
    {
      memcpy (&word, bytes, sizeof word);
      hash = mix (hash, GUINT64_FROM_LE (word));
    }

  return length > 0 ? mix (hash, read_tail (bytes, length)) : hash;
}

/* The same text may be written with or without escapes (`\/`), so what is
 * hashed is the text that the escapes stand for. */
static guint64
hash_string (KinJsonNode node)
{
  g_autofree char *decoded = NULL;
  gsize length = 0;
  const char *plain = kin_json_node_peek_plain (node, &length);

  if (plain != NULL)
    return hash_bytes (plain, length, SEED_STRING);

  decoded = kin_json_node_dup_string (node);

  return decoded != NULL ? hash_bytes (decoded, strlen (decoded), SEED_STRING) : SEED_STRING;
}

static guint64 hash_node (KinJsonNode node,
                          gboolean    meta);

/* Versions and times of delivery say nothing about the person; neither does the
 * narrative, which is generated from the rest. Only a narrative is an object
 * called `text`: everywhere else in FHIR `text` is a string. */
static gboolean
is_left_out (KinJsonNode name,
             KinJsonNode value,
             gboolean    meta)
{
  if (meta)
    return kin_json_node_equals (name, "versionId") || kin_json_node_equals (name, "lastUpdated");

  return kin_json_node_get_type (value) == KIN_JSON_OBJECT && kin_json_node_equals (name, "text");
}

/* Whether a name may begin with one of two letters: no other one needs to be compared. With
 * escapes it may begin with anything, and has no mark. */
static gboolean
may_read (KinJsonNode name,
          char        one,
          char        other)
{
  guint32 letter = KIN_JSON_MARK_LETTER (kin_json_node_get_mark (name));

  return letter == (guchar) one || letter == (guchar) other || letter == 0;
}

static guint64
hash_object (KinJsonNode node,
             gboolean    meta,
             guint      *n_members)
{
  KinJsonIter iter;
  KinJsonNode name, value;
  guint64 sum = 0;

  *n_members = 0;
  kin_json_iter_init (&iter, node);

  while (kin_json_iter_next (&iter, &name, &value))
    {
      guint n_inner = 1;
      guint64 inner;

      if (may_read (name, meta ? 'v' : 't', 'l') && is_left_out (name, value, meta))
        continue;

      if (!meta && may_read (name, 'm', 'm') && kin_json_node_equals (name, "meta")
          && kin_json_node_get_type (value) == KIN_JSON_OBJECT)
        inner = hash_object (value, TRUE, &n_inner);
      else
        inner = hash_node (value, FALSE);

      /* A `meta` with nothing left in it is as good as none. */
      if (n_inner == 0)
        continue;

      /* A sum does not depend on the order of the members. */
      sum += mix (hash_string (name), inner);
      *n_members += 1;
    }

  return mix (SEED_OBJECT ^ sum, *n_members);
}

static guint64
hash_array (KinJsonNode node)
{
  KinJsonIter iter;
  KinJsonNode name, value;
  guint64 hash = SEED_ARRAY;

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, &name, &value))
    hash = mix (hash, hash_node (value, FALSE));

  return hash;
}

static guint64
hash_node (KinJsonNode node,
           gboolean    meta)
{
  KinJsonType type = kin_json_node_get_type (node);
  const char *text;
  gsize length = 0;
  guint n_members;

  switch (type)
    {
    case KIN_JSON_OBJECT:
      return hash_object (node, meta, &n_members);

    case KIN_JSON_ARRAY:
      return hash_array (node);

    case KIN_JSON_STRING:
      return hash_string (node);

    case KIN_JSON_NUMBER:
      /* 1.10 and 1.1 differ: in FHIR the precision is part of the value. */
      text = kin_json_node_peek_text (node, &length);
      return hash_bytes (text, length, SEED_NUMBER);

    case KIN_JSON_MISSING:
    case KIN_JSON_NULL:
    case KIN_JSON_FALSE:
    case KIN_JSON_TRUE:
    default:
      return mix (SEED_WORD, type);
    }
}

/**
 * kin_meaning_hash:
 * @resource: a FHIR resource
 *
 * Computes a hash of what @resource says, whatever the order of its members,
 * the white space and the escapes. `meta.versionId`, `meta.lastUpdated` and the
 * narrative are left out: a clinic that sends the same again under a new
 * version has said nothing new. The value is stable: it may be kept in files.
 *
 * It is no proof against someone who wants two resources to look the same; the
 * only one who could is the server that sends both.
 *
 * Returns: the hash
 */
guint64
kin_meaning_hash (KinJsonNode resource)
{
  return hash_node (resource, FALSE);
}
