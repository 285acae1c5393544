/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-search"

#include "config.h"

#include "kin-practice-search.h"

#include <string.h>

#define FEW 20      /* resources on a page for whoever does not say */
#define MOST 250

typedef struct
{
  const KinPracticeParameter *parameter;   /* NULL: _id or _lastUpdated, which is in times */
  char                       *name;
  GStrv                       values;      /* one of them must fit */
  KinPracticeWanted          *dates;       /* the same, read once; NULL when they are none */
} KinPracticeFilter;

static void
filter_free (gpointer data)
{
  KinPracticeFilter *filter = data;

  g_free (filter->name);
  g_strfreev (filter->values);
  g_free (filter->dates);
  g_free (filter);
}

static KinPracticeAnswer *refuse (const char *code, const char *format, ...) G_GNUC_PRINTF (2, 3);

static KinPracticeAnswer *
refuse (const char *code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return kin_practice_answer_new_outcome (SOUP_STATUS_BAD_REQUEST, code, text);
}

static KinPracticeFilter *
filter_new (const KinPracticeParameter *parameter, const char *name, const char *value)
{
  KinPracticeFilter *filter = g_new0 (KinPracticeFilter, 1);

  filter->parameter = parameter;
  filter->name = g_strdup (name);
  filter->values = g_strsplit (value, ",", -1);

  return filter;
}

static void
add_filter (KinPracticeSearch *self, const KinPracticeParameter *parameter, const char *name,
            const char *value)
{
  g_ptr_array_add (self->filters, filter_new (parameter, name, value));
}

static KinPracticeAnswer *
add_date_filter (GPtrArray *filters, const KinPracticeParameter *parameter, const char *name,
                 const char *value)
{
  KinPracticeFilter *filter = filter_new (parameter, name, value);

  g_ptr_array_add (filters, filter);
  filter->dates = g_new0 (KinPracticeWanted, g_strv_length (filter->values));
  for (guint i = 0; filter->values[i] != NULL; i++)
    if (!kin_practice_wanted_parse (filter->values[i], &filter->dates[i]))
      return refuse ("invalid", "\"%s\" is not a date", value);

  return NULL;
}

static KinPracticeAnswer *
read_count (KinPracticeSearch *self, const char *value)
{
  guint64 count;

  if (!g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT, &count, NULL))
    return refuse ("invalid", "_count must be a number from 1, not \"%s\"", value);

  self->count = (guint) MIN (count, MOST);
  return NULL;
}

/* Whom the search is about. A token is for one person, so nobody else may be named. */
static KinPracticeAnswer *
read_patient (KinPracticeSearch *self, const char *value, KinPracticeGrant *grant)
{
  const char *slash = strrchr (value, '/');

  if (!g_str_equal (slash != NULL ? slash + 1 : value, grant->patient))
    return kin_practice_answer_new_outcome (SOUP_STATUS_FORBIDDEN, "forbidden",
                                            "This app may not see the record of that patient.");

  self->by_patient = TRUE;
  return NULL;
}

static KinPracticeAnswer *
read_include (KinPracticeSearch *self, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 3);
  const KinPracticeParameter *parameter
      = g_strv_length (parts) >= 2 && g_str_equal (parts[0], self->type)
            ? kin_practice_types_find (self->type, parts[1])
            : NULL;

  if (parameter == NULL || parameter->kind != KIN_PRACTICE_REFERENCE)
    return refuse ("not-supported", "_include=%s is not supported", value);

  g_ptr_array_add (self->includes, (gpointer) parameter);
  return NULL;
}

/* What keeps a search from listing very much. */
static const char *const narrowing[] = { "category", "code", "schedule", "actor", NULL };

static KinPracticeAnswer *
read_own_parameter (KinPracticeSearch *self, const char *name, const char *value)
{
  const KinPracticeParameter *parameter = kin_practice_types_find (self->type, name);

  if (parameter == NULL)
    return refuse ("not-supported", "unknown search parameter \"%s\"", name);
  if (parameter->kind == KIN_PRACTICE_DATE)
    return add_date_filter (self->filters, parameter, name, value);

  self->narrowed |= g_strv_contains (narrowing, name);
  add_filter (self, parameter, name, value);
  return NULL;
}

static KinPracticeAnswer *
read_parameter (KinPracticeSearch *self, KinPracticePair *pair, KinPracticeGrant *grant)
{
  const char *name = pair->name;

  if (g_str_equal (name, "_count"))
    return read_count (self, pair->value);
  /* A vendor's own word for where the record is kept narrows nothing. */
  if (g_str_equal (name, "_format") || g_str_equal (name, "ah-practice"))
    return NULL;
  if (g_str_equal (name, "_include"))
    return read_include (self, pair->value);
  if (g_str_equal (name, "_revinclude") && g_str_equal (pair->value, "Provenance:target"))
    {
      self->sources = TRUE;
      return NULL;
    }
  if ((g_str_equal (name, "patient") && kin_practice_types_by_patient (self->type))
      || (g_str_equal (name, "subject") && kin_practice_types_by_subject (self->type)))
    return read_patient (self, pair->value, grant);
  if (g_str_equal (name, "_lastUpdated"))
    return add_date_filter (self->times, NULL, name, pair->value);
  if (g_str_equal (name, "_id"))
    {
      add_filter (self, NULL, name, pair->value);
      self->narrowed = TRUE;
      return NULL;
    }

  return read_own_parameter (self, name, pair->value);
}

/* A type can hold very much, and large portals refuse to list all of it. */
static KinPracticeAnswer *
check_narrow_enough (KinPracticeSearch *self)
{
  if (kin_practice_types_by_patient (self->type) && !self->by_patient && !self->narrowed)
    return refuse ("required", "a search for %s needs a patient", self->type);
  if (g_str_equal (self->type, "Observation") && !self->narrowed)
    return refuse ("required", "a search for %s needs a category or a code", self->type);
  if (!kin_practice_types_by_patient (self->type) && !g_str_equal (self->type, "Patient")
      && !self->narrowed)
    return refuse ("required", "a search for %s needs an _id", self->type);

  return NULL;
}

/**
 * kin_practice_search_parse:
 * @request: a request
 * @type: what is searched for
 * @grant: what the app may see
 * @refusal: (out) (transfer full): the answer, when the search is refused
 *
 * Reads a search (https://hl7.org/fhir/R4/search.html). What is not understood
 * is refused and never passed over, so that no app takes too much for what it
 * asked for.
 *
 * Returns: (transfer full) (nullable): the search
 */
KinPracticeSearch *
kin_practice_search_parse (KinPracticeRequest *request, const char *type, KinPracticeGrant *grant,
                           KinPracticeAnswer **refusal)
{
  g_autoptr (KinPracticeSearch) self = g_new0 (KinPracticeSearch, 1);

  self->type = g_strdup (type);
  self->patient = kin_practice_types_is_shared (type) ? NULL : g_strdup (grant->patient);
  self->filters = g_ptr_array_new_with_free_func (filter_free);
  self->times = g_ptr_array_new_with_free_func (filter_free);
  self->includes = g_ptr_array_new ();
  self->count = FEW;
  *refusal = NULL;

  for (guint i = 0; i < request->parameters->len && *refusal == NULL; i++)
    *refusal = read_parameter (self, g_ptr_array_index (request->parameters, i), grant);
  if (*refusal == NULL)
    *refusal = check_narrow_enough (self);

  return *refusal == NULL ? g_steal_pointer (&self) : NULL;
}

static gboolean
date_fits (KinPracticeResource *resource, KinPracticeFilter *filter, KinPracticeWanted *wanted)
{
  for (guint i = 0; i < resource->marks->len; i++)
    {
      KinPracticeMark *mark = &g_array_index (resource->marks, KinPracticeMark, i);

      if (mark->parameter == filter->parameter && kin_practice_wanted_fits (wanted, &mark->moment))
        return TRUE;
    }

  return FALSE;
}

static gboolean
value_fits (KinPracticeResource *resource, KinPracticeFilter *filter, guint index)
{
  if (filter->dates != NULL)
    return date_fits (resource, filter, &filter->dates[index]);
  if (filter->parameter == NULL)
    return g_str_equal (resource->id, filter->values[index]);

  return kin_practice_resource_has_token (resource, filter->parameter, filter->values[index]);
}

static gboolean
fits (KinPracticeResource *resource, KinPracticeFilter *filter)
{
  for (guint i = 0; filter->values[i] != NULL; i++)
    if (value_fits (resource, filter, i))
      return TRUE;

  return FALSE;
}

static gboolean
fits_all (KinPracticeResource *resource, GPtrArray *filters)
{
  for (guint i = 0; i < filters->len; i++)
    if (!fits (resource, g_ptr_array_index (filters, i)))
      return FALSE;

  return TRUE;
}

static gboolean
fits_times (KinPracticeSearch *self, gint64 time)
{
  KinPracticeMoment updated = { time, time + 1000 };

  for (guint i = 0; i < self->times->len; i++)
    {
      KinPracticeFilter *filter = g_ptr_array_index (self->times, i);
      gboolean found = FALSE;

      for (guint n = 0; filter->values[n] != NULL && !found; n++)
        found = kin_practice_wanted_fits (&filter->dates[n], &updated);
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/**
 * kin_practice_search_run:
 * @self: a search
 * @care: what the portal knows
 * @grant: what the app may see
 *
 * Looks at the resources of one person and type, and at no others.
 *
 * Returns: (transfer full) (element-type KinPracticeResource): what fits, in a fixed order
 */
GPtrArray *
kin_practice_search_run (KinPracticeSearch *self, KinPracticeCare *care, KinPracticeGrant *grant)
{
  GArray *all = kin_practice_care_get_list (care, self->patient, self->type);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      KinPracticeListed *listed = &g_array_index (all, KinPracticeListed, i);

      if (fits_times (self, listed->updated) && fits_all (listed->resource, self->filters)
          && kin_practice_grant_may_see (grant, listed->resource, 's'))
        g_ptr_array_add (found, listed->resource);
    }

  return found;
}

static gboolean
scope_covers (KinPracticeScope *scope, KinPracticeResource *resource, char right)
{
  g_auto (GStrv) parts = NULL;
  const KinPracticeParameter *parameter;

  if (scope->type == NULL || strchr (scope->rights, right) == NULL
      || !(g_str_equal (scope->type, "*") || g_str_equal (scope->type, resource->type)))
    return FALSE;
  if (scope->filter == NULL)
    return TRUE;

  parts = g_strsplit (scope->filter, "=", 2);
  parameter = kin_practice_types_find (resource->type, parts[0]);
  return parts[1] != NULL && parameter != NULL
         && kin_practice_resource_has_token (resource, parameter, parts[1]);
}

/**
 * kin_practice_grant_may_see:
 * @grant: what the app may see
 * @resource: a resource
 * @right: `r` to read it or `s` to find it
 *
 * Returns: whether the resource is this person's, or nobody's, and was shared
 */
gboolean
kin_practice_grant_may_see (KinPracticeGrant *grant, KinPracticeResource *resource, char right)
{
  gboolean shared = kin_practice_types_is_shared (resource->type);

  if (!shared && g_strcmp0 (resource->patient, grant->patient) != 0)
    return FALSE;
  /* An attachment comes with the document that names it. */
  if (g_str_equal (resource->type, "Binary")
      && (kin_practice_scopes_allow (grant->scopes, "DocumentReference", 'r')
          || kin_practice_scopes_allow (grant->scopes, "DiagnosticReport", 'r')))
    return TRUE;

  for (guint i = 0; i < grant->scopes->len; i++)
    if (scope_covers (g_ptr_array_index (grant->scopes, i), resource, right))
      return TRUE;

  return FALSE;
}

/**
 * kin_practice_search_free:
 * @self: (transfer full): a search
 *
 * Frees a search.
 */
void
kin_practice_search_free (KinPracticeSearch *self)
{
  g_free (self->type);
  g_free (self->patient);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->times);
  g_ptr_array_unref (self->includes);
  g_free (self);
}
