/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-resource"

#include "config.h"

#include "kin-practice-resource.h"

#include <string.h>

/* Where a resource may say whose it is, tried in this order. */
static const char *const owners[]
    = { "subject", "patient", "beneficiary", "for",   "participant.actor", "individual",
        "sender",  "recipient", "owner",     "focus", NULL };

typedef struct
{
  KinPracticeResource        *resource;
  const KinPracticeParameter *parameter;
  KinPracticeResolver         resolve;
  gpointer                    user_data;
} Reading;

typedef gboolean (*Visit) (KinJsonNode node, gpointer user_data);

/* Calls @visit for each value at @path; an array on the way stands for its elements.
 * Stops when @visit says TRUE. */
static gboolean
walk (KinJsonNode node, const char *path, Visit visit, gpointer user_data)
{
  const char *dot = path != NULL ? strchr (path, '.') : NULL;
  g_autofree char *step = NULL;
  KinJsonNode next;

  if (kin_json_node_get_type (node) == KIN_JSON_ARRAY)
    {
      KinJsonIter iter;

      kin_json_iter_init (&iter, node);
      while (kin_json_iter_next (&iter, NULL, &next))
        if (walk (next, path, visit, user_data))
          return TRUE;
      return FALSE;
    }
  if (path == NULL)
    return kin_json_node_exists (node) && visit (node, user_data);

  step = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);
  return walk (kin_json_node_get (node, step), dot != NULL ? dot + 1 : NULL, visit, user_data);
}

static KinPracticeMark *
add_mark (Reading *reading)
{
  GArray *marks = reading->resource->marks;

  g_array_set_size (marks, marks->len + 1);
  g_array_index (marks, KinPracticeMark, marks->len - 1).parameter = reading->parameter;

  return &g_array_index (marks, KinPracticeMark, marks->len - 1);
}

static gboolean
visit_coding (KinJsonNode node, gpointer user_data)
{
  g_autofree char *code = kin_json_node_dup_string (kin_json_node_get (node, "code"));
  KinPracticeMark *mark;

  if (code == NULL)
    return FALSE;

  mark = add_mark (user_data);
  mark->text = g_steal_pointer (&code);
  mark->system = kin_json_node_dup_string (kin_json_node_get (node, "system"));

  return FALSE;
}

/* A code, a Coding or a CodeableConcept. */
static gboolean
visit_token (KinJsonNode node, gpointer user_data)
{
  if (kin_json_node_get_type (node) == KIN_JSON_STRING)
    add_mark (user_data)->text = kin_json_node_dup_string (node);
  else if (kin_json_node_exists (kin_json_node_get (node, "coding")))
    walk (node, "coding", visit_coding, user_data);
  else
    visit_coding (node, user_data);

  return FALSE;
}

/* A date or a Period, whose missing end is open. */
static gboolean
visit_date (KinJsonNode node, gpointer user_data)
{
  gboolean single = kin_json_node_get_type (node) == KIN_JSON_STRING;
  g_autofree char *begin
      = kin_json_node_dup_string (single ? node : kin_json_node_get (node, "start"));
  g_autofree char *end
      = single ? g_strdup (begin) : kin_json_node_dup_string (kin_json_node_get (node, "end"));
  KinPracticeMoment first = { G_MININT64, G_MAXINT64 };
  KinPracticeMoment last = first;
  KinPracticeMark *mark;

  if (begin == NULL && end == NULL)
    return FALSE;
  if ((begin != NULL && !kin_practice_moment_parse (begin, &first))
      || (end != NULL && !kin_practice_moment_parse (end, &last)))
    return FALSE;

  mark = add_mark (user_data);
  mark->moment.begin = first.begin;
  mark->moment.end = last.end;

  return FALSE;
}

static char *
dup_reference (KinJsonNode node, Reading *reading)
{
  g_autofree char *text = kin_json_node_dup_string (kin_json_node_get (node, "reference"));

  return text != NULL ? reading->resolve (text, reading->user_data) : NULL;
}

static gboolean
visit_reference (KinJsonNode node, gpointer user_data)
{
  g_autofree char *name = dup_reference (node, user_data);

  if (name != NULL)
    add_mark (user_data)->text = g_steal_pointer (&name);

  return FALSE;
}

static gboolean
visit_owner (KinJsonNode node, gpointer user_data)
{
  Reading *reading = user_data;
  g_autofree char *name = dup_reference (node, reading);

  if (name == NULL || !g_str_has_prefix (name, "Patient/"))
    return FALSE;

  reading->resource->patient = g_strdup (name + strlen ("Patient/"));
  return TRUE;
}

static void
read_owner (KinPracticeResource *self, KinJsonNode node, Reading *reading)
{
  if (g_str_equal (self->type, "Patient"))
    self->patient = g_strdup (self->id);
  else if (!kin_practice_types_is_shared (self->type))
    for (guint i = 0; owners[i] != NULL; i++)
      if (walk (node, owners[i], visit_owner, reading))
        break;
}

static void
read_marks (KinPracticeResource *self, KinJsonNode node, Reading *reading)
{
  const Visit visits[] = { visit_token, visit_date, visit_reference };
  guint n;
  const KinPracticeParameter *first = kin_practice_types_first (self->type, &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) paths = g_strsplit (first[i].paths, "|", -1);

      reading->parameter = &first[i];
      for (guint j = 0; paths[j] != NULL; j++)
        walk (node, paths[j], visits[first[i].kind], reading);
    }
}

static void
read_version (KinPracticeResource *self, KinJsonNode node)
{
  g_autofree char *version = kin_json_node_dup_string (
      kin_json_node_get (kin_json_node_get (node, "meta"), "versionId"));
  g_autofree char *updated = kin_json_node_dup_string (
      kin_json_node_get (kin_json_node_get (node, "meta"), "lastUpdated"));
  KinPracticeMoment moment;

  if (version == NULL)
    version = g_strdup_printf ("%08x", g_bytes_hash (self->bytes));
  self->etag = g_strdup_printf ("W/\"%s\"", version);
  if (updated != NULL && kin_practice_moment_parse (updated, &moment))
    self->updated = moment.begin;
}

static void
clear_mark (gpointer data)
{
  KinPracticeMark *mark = data;

  g_free (mark->system);
  g_free (mark->text);
}

/**
 * kin_practice_resource_new:
 * @node: the resource
 * @id: its id
 * @bytes: the bytes to serve
 * @updated: when it was changed last, if it does not say so itself; microseconds since 1970
 * @resolve: (scope call): turns a reference into "Type/id"
 * @user_data: given to @resolve
 *
 * Reads from a resource what searching needs, once, so that a search looks at
 * no JSON at all.
 *
 * Returns: (transfer full): the resource
 */
KinPracticeResource *
kin_practice_resource_new (KinJsonNode node, const char *id, GBytes *bytes, gint64 updated,
                           KinPracticeResolver resolve, gpointer user_data)
{
  KinPracticeResource *self = g_new0 (KinPracticeResource, 1);
  Reading reading = { .resource = self, .resolve = resolve, .user_data = user_data };

  self->type = kin_json_node_dup_string (kin_json_node_get (node, "resourceType"));
  self->id = g_strdup (id);
  self->name = g_strdup_printf ("%s/%s", self->type, id);
  self->bytes = g_bytes_ref (bytes);
  self->updated = updated;
  self->marks = g_array_new (FALSE, TRUE, sizeof (KinPracticeMark));
  g_array_set_clear_func (self->marks, clear_mark);
  read_version (self, node);
  read_owner (self, node, &reading);
  read_marks (self, node, &reading);

  return self;
}

/**
 * kin_practice_resource_free:
 * @self: (transfer full): a resource
 *
 * Frees a resource.
 */
void
kin_practice_resource_free (KinPracticeResource *self)
{
  g_free (self->type);
  g_free (self->id);
  g_free (self->name);
  g_free (self->patient);
  g_free (self->etag);
  g_bytes_unref (self->bytes);
  g_array_unref (self->marks);
  g_free (self);
}

/**
 * kin_practice_resource_has_token:
 * @self: a resource
 * @parameter: a parameter that looks for tokens
 * @wanted: `code`, `system|code`, `|code` or `system|`
 *
 * Compares by the rules of https://hl7.org/fhir/R4/search.html#token.
 *
 * Returns: whether the resource has such a token
 */
gboolean
kin_practice_resource_has_token (KinPracticeResource *self, const KinPracticeParameter *parameter,
                                 const char *wanted)
{
  const char *bar = strchr (wanted, '|');
  const char *code = bar != NULL ? bar + 1 : wanted;

  for (guint i = 0; i < self->marks->len; i++)
    {
      KinPracticeMark *mark = &g_array_index (self->marks, KinPracticeMark, i);
      const char *system = mark->system != NULL ? mark->system : "";
      gsize length = bar != NULL ? (gsize) (bar - wanted) : 0;

      if (mark->parameter != parameter || (*code != '\0' && !g_str_equal (mark->text, code)))
        continue;
      if (bar == NULL || (strlen (system) == length && strncmp (system, wanted, length) == 0))
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_practice_reference_to_name:
 * @text: a reference: relative or absolute, with or without a version
 *
 * Returns: (transfer full) (nullable): its last two parts as "Type/id"
 */
char *
kin_practice_reference_to_name (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  guint n = g_strv_length (parts);

  if (n >= 4 && g_str_equal (parts[n - 2], "_history"))
    n -= 2;
  if (n < 2 || !g_ascii_isupper (parts[n - 2][0]) || *parts[n - 1] == '\0')
    return NULL;

  return g_strdup_printf ("%s/%s", parts[n - 2], parts[n - 1]);
}
