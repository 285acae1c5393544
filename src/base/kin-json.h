/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

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

/**
 * KinJsonNode:
 *
 * A place in a document, passed by value. It borrows the document: never keep
 * one in an object, keep the #KinJson. A missing node is `{ NULL, 0 }`; every
 * getter takes one and answers with nothing, so that chains need no checks.
 */
typedef struct
{
  KinJson *json;
  guint32  index;
} KinJsonNode;

/**
 * KinJsonIter:
 *
 * Walks the members of an object or the elements of an array, in the order of the text.
 */
typedef struct
{
  KinJson *json;
  guint32  next;
  guint32  end;
  gboolean object;
} KinJsonIter;

GType         kin_json_get_type           (void) G_GNUC_CONST;
GQuark        kin_json_error_quark        (void);

KinJson      *kin_json_new                (GBytes       *bytes,
                                           GError      **error);
KinJson      *kin_json_ref                (KinJson      *self);
void          kin_json_unref              (KinJson      *self);
GBytes       *kin_json_get_bytes          (KinJson      *self);
KinJsonNode   kin_json_get_root           (KinJson      *self);

KinJsonType   kin_json_node_get_type      (KinJsonNode   node);
gboolean      kin_json_node_exists        (KinJsonNode   node);
KinJsonNode   kin_json_node_get           (KinJsonNode   object,
                                           const char   *name);
KinJsonNode   kin_json_node_get_path      (KinJsonNode   node,
                                           const char   *path);
KinJsonNode   kin_json_node_at            (KinJsonNode   array,
                                           guint         position);
guint         kin_json_node_get_length    (KinJsonNode   node);
char         *kin_json_node_dup_string    (KinJsonNode   node);
char         *kin_json_node_dup_number    (KinJsonNode   node);
gboolean      kin_json_node_equals        (KinJsonNode   node,
                                           const char   *text);
gboolean      kin_json_node_get_int       (KinJsonNode   node,
                                           gint64       *value);
GBytes       *kin_json_node_get_bytes     (KinJsonNode   node);
const char   *kin_json_node_peek_text     (KinJsonNode   node,
                                           gsize        *length);
KinJson      *kin_json_node_copy          (KinJsonNode   node);

void          kin_json_iter_init          (KinJsonIter  *iter,
                                           KinJsonNode   node);
gboolean      kin_json_iter_next          (KinJsonIter  *iter,
                                           KinJsonNode  *name,
                                           KinJsonNode  *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinJson, kin_json_unref)

G_END_DECLS
