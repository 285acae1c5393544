/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-query"

#include "config.h"

#include <string.h>

#include "kin-scope.h"
#include "kin-sync-query-private.h"

/* A question is put in fewer forms than this. */
#define MAX_SHAPES 8

G_DEFINE_BOXED_TYPE (KinSyncQuery, kin_sync_query, kin_sync_query_ref, kin_sync_query_unref)

static void
query_clear (gpointer data)
{
  KinSyncQuery *self = data;

  g_free (self->type);
  g_free (self->name);
  g_ptr_array_unref (self->shapes);
  g_ptr_array_unref (self->parts);
  g_free (self->from);
  g_clear_pointer (&self->wider, kin_sync_query_unref);
}

/**
 * kin_sync_query_new:
 * @filter: one of the topic's
 *
 * Returns: (transfer full): a question without a form to ask it
 */
KinSyncQuery *
kin_sync_query_new (const KinSyncTopic *topic,
                    const char         *filter)
{
  KinSyncQuery *self = g_rc_box_new0 (KinSyncQuery);

  self->type = g_strdup (topic->type);
  self->name = kin_sync_topic_dup_question (topic, filter);
  self->shapes = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_sync_query_unref);

  return self;
}

static void
append_parameter (GString    *url,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_c (url, strchr (url->str, '?') == NULL ? '?' : '&');
  g_string_append_printf (url, "%s=%s", name, escaped);
}

/* A filter is `name=value`, or `date` alone for a portal that insists on a period; some want
 * an end of it too. */
static void
append_filter (GString            *url,
               const KinSyncTerms *terms,
               const char         *filter,
               gboolean            with_end)
{
  const char *equals = strchr (filter, '=');

  if (equals != NULL)
    {
      g_autofree char *name = g_strndup (filter, (gsize) (equals - filter));

      append_parameter (url, name, equals + 1);
    }
  else if (g_str_equal (filter, "date"))
    {
      int year = g_date_time_get_year (terms->now);
      g_autofree char *from = g_strdup_printf ("ge%04d-01-01", year - 2);
      g_autofree char *until = g_strdup_printf ("le%04d-12-31", year + 2);

      append_parameter (url, "date", from);
      if (with_end)
        append_parameter (url, "date", until);
    }
}

/* What belongs to the answers has to be shared itself: some refuse the whole question else. */
static void
append_companions (GString            *url,
                   const KinSyncTerms *terms,
                   const char         *type)
{
  if (kin_quirks_comes_alone (terms->quirks, type))
    return;

  if (g_str_equal (type, "MedicationRequest") &&
      kin_portal_has_include (terms->portal, type, "MedicationRequest:medication"))
    append_parameter (url, "_include", "MedicationRequest:medication");

  if (kin_portal_has_rev_include (terms->portal, type, "Provenance:target") &&
      kin_scope_allows (terms->scope, "Provenance", 'r'))
    append_parameter (url, "_revinclude", "Provenance:target");
}

static void
append_person (GString            *url,
               const KinSyncTerms *terms,
               const char         *parameter)
{
  g_autofree char *reference = g_strconcat ("Patient/", terms->patient, NULL);

  append_parameter (url, parameter,
                    g_str_equal (parameter, "patient") ? terms->patient : reference);
}

/* The practice, where one address is that of many. */
static void
append_practice (GString            *url,
                 const KinSyncTerms *terms)
{
  g_autofree char *practice = kin_quirks_dup_practice (terms->quirks, terms->patient);

  if (practice != NULL)
    append_filter (url, terms, practice, FALSE);
}

static void
append_window (GString            *url,
               const KinSyncTerms *terms,
               const KinSyncQuery *query)
{
  gboolean day = query->window == KIN_SYNC_BY_CHANGE &&
                 kin_quirks_since_is_day (terms->quirks);
  g_autofree char *from = NULL;

  if (query->from == NULL)
    return;

  from = g_strdup_printf ("ge%.*s", day ? (int) strlen ("2026-01-01") : -1, query->from);
  append_parameter (url, kin_sync_window_get_parameter (query->window), from);
}

static char *
make_url (const KinSyncTerms *terms,
          const KinSyncQuery *query,
          const char         *person,
          const char         *filter,
          gboolean            extras)
{
  GString *url = g_string_new (kin_portal_get_base (terms->portal));

  g_string_append_c (url, '/');
  g_string_append (url, query->type);
  append_person (url, terms, person);
  append_filter (url, terms, filter, !extras);
  append_practice (url, terms);
  append_window (url, terms, query);

  if (extras)
    {
      g_autofree char *size = g_strdup_printf (
        "%u", kin_quirks_get_page_size (terms->quirks, query->type));

      append_companions (url, terms, query->type);
      append_parameter (url, "_count", size);
    }

  return g_string_free (url, FALSE);
}

static void
add_shape (KinSyncQuery *query,
           char         *url)
{
  if (g_ptr_array_find_with_equal_func (query->shapes, url, g_str_equal, NULL))
    g_free (url);
  else
    g_ptr_array_add (query->shapes, url);
}

/* The full form first; then without the system of a code, which some portals do not know; then
 * without anything that is not needed. */
static KinSyncQuery *
make_window_query (const KinSyncTerms *terms,
                   const KinSyncTopic *topic,
                   const char         *person,
                   const char         *filter,
                   KinSyncWindow       window,
                   char               *from)
{
  g_autofree char *bare = kin_sync_topic_dup_bare (filter);
  KinSyncQuery *query = kin_sync_query_new (topic, filter);

  query->window = window;
  query->from = from;
  add_shape (query, make_url (terms, query, person, filter, TRUE));
  if (bare != NULL)
    add_shape (query, make_url (terms, query, person, bare, TRUE));
  add_shape (query, make_url (terms, query, person, bare != NULL ? bare : filter, FALSE));
  query->retry_empty = bare != NULL && window == KIN_SYNC_WHOLE;

  return query;
}

/**
 * kin_sync_query_find_line:
 *
 * Returns: (nullable) (transfer none): what the ledger says about a question
 */
const KinLedgerEntry *
kin_sync_query_find_line (const KinSyncTerms *terms,
                          const KinSyncTopic *topic,
                          const char         *filter)
{
  g_autofree char *question = kin_sync_topic_dup_question (topic, filter);

  return terms->ledger != NULL ? g_hash_table_lookup (terms->ledger, question) : NULL;
}

/**
 * kin_sync_query_make:
 * @person: the search parameter that names the person
 * @filter: one of the topic's
 *
 * Everything, or what is new, in as narrow a window as the portal has and is known to take, in
 * the form that it took the last time. Some do not take another date together with one.
 *
 * Returns: (transfer full): the question, with all ways to put it
 */
KinSyncQuery *
kin_sync_query_make (const KinSyncTerms *terms,
                     const KinSyncTopic *topic,
                     const char         *person,
                     const char         *filter)
{
  KinSyncQuery *query = make_window_query (terms, topic, person, filter, KIN_SYNC_WHOLE, NULL);
  const KinLedgerEntry *line = kin_sync_query_find_line (terms, topic, filter);

  if (line != NULL && line->answer != KIN_OUTCOME_REFUSED)
    query->first = MIN (line->form % MAX_SHAPES, query->shapes->len - 1);
  if (strstr (filter, "date") != NULL)
    return query;

  for (KinSyncWindow window = KIN_SYNC_BY_DATE; window < KIN_SYNC_N_WINDOWS; window++)
    {
      guint deaf = KIN_SYNC_BY_CHANGE - window;
      char *from = kin_sync_window_dup_from (window, terms->portal, topic->type, line,
                                             terms->now);
      KinSyncQuery *narrower;

      if (from == NULL)
        continue;

      query->deaf = MAX (query->deaf, deaf + 1);
      if (deaf < line->form / MAX_SHAPES)
        {
          g_free (from);
          continue;
        }

      narrower = make_window_query (terms, topic, person, filter, window, from);
      narrower->first = MIN (line->form % MAX_SHAPES, narrower->shapes->len - 1);
      narrower->deaf = deaf;
      narrower->wider = query;
      query = narrower;
    }

  return query;
}

KinSyncQuery *
kin_sync_query_ref (KinSyncQuery *self)
{
  return g_rc_box_acquire (self);
}

void
kin_sync_query_unref (KinSyncQuery *self)
{
  g_rc_box_release_full (self, query_clear);
}

/**
 * kin_sync_query_get_form:
 * @shape: of its shapes, the one that was answered
 *
 * Returns: a number by which the ledger keeps how the portal wants to be asked
 */
guint
kin_sync_query_get_form (const KinSyncQuery *self,
                         guint               shape)
{
  return self->deaf * MAX_SHAPES + shape;
}

