/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-summary"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "kin-coding.h"
#include "kin-path-private.h"
#include "kin-reference.h"
#include "kin-resource-private.h"
#include "kin-summary-private.h"
#include "kin-summary.h"
#include "kin-time.h"
#include "kin-words.h"

#define ENTERED_IN_ERROR "entered-in-error"

static gboolean
take_time (KinSummary  *self,
           KinJsonNode  node)
{
  g_autofree char *text = kin_json_node_dup_string (node);
  KinTime time;

  if (text == NULL || !kin_time_parse (g_strstrip (text), &time))
    return FALSE;

  self->date = g_steal_pointer (&text);
  self->date_key = kin_time_to_key (&time);

  return TRUE;
}

/* A date, a Period, or a Timing with its first event. */
static gboolean
take_date (KinJsonNode node,
           gpointer    user_data)
{
  static const char *const paths[] = {
    "start", "end", "event.0", "repeat.boundsPeriod.start", "repeat.boundsPeriod.end",
  };
  KinSummary *self = user_data;

  if (kin_json_node_get_type (node) == KIN_JSON_STRING)
    return take_time (self, node);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (take_time (self, kin_json_node_get_path (node, paths[i])))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_date_on (KinSummary           *self,
              const char *const    *paths,
              const KinJsonMembers *resource)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      if (kin_path_visit_in (resource, paths[i], take_date, self))
        return TRUE;
    }

  return FALSE;
}

/* Other versions of FHIR have the same date under a more general name. */
static void
read_date (KinSummary           *self,
           const KinKind        *kind,
           const KinJsonMembers *resource)
{
  if (kind->dates[0] != NULL && !read_date_on (self, kind->dates, resource))
    read_date_on (self, kin_kind_find ("")->dates, resource);
}

static char *
dup_status_code (KinJsonNode node)
{
  if (kin_json_node_get_type (node) == KIN_JSON_OBJECT)
    {
      static const KinJsonNode none = { NULL, 0 };
      char *code = kin_words_from_code (node, none);

      return code != NULL ? code : kin_words_from_text (kin_json_node_get (node, "text"));
    }

  return kin_words_from_text (node);
}

/* What was withdrawn or found to be wrong matters more than whether it was active. */
static void
read_status (KinSummary           *self,
             const KinJsonMembers *resource)
{
  static const char *const names[] = {
    "clinicalStatus", "status", "lifecycleStatus", "participantStatus",
  };
  g_autofree char *verified = dup_status_code (kin_json_members_get (resource, "verificationStatus"));

  if (g_strcmp0 (verified, ENTERED_IN_ERROR) == 0 || g_strcmp0 (verified, "refuted") == 0)
    self->status = g_steal_pointer (&verified);

  for (guint i = 0; i < G_N_ELEMENTS (names) && self->status == NULL; i++)
    self->status = dup_status_code (kin_json_members_get (resource, names[i]));

  self->hidden = g_strcmp0 (self->status, ENTERED_IN_ERROR) == 0
                 || kin_json_node_equals (kin_json_members_get (resource, "status"), ENTERED_IN_ERROR);
}

typedef struct
{
  KinJsonNode resource;
  GString    *codes;
  gboolean    is_concept;
} CodeSearch;

static gboolean
take_codes (KinJsonNode node,
            gpointer    user_data)
{
  CodeSearch *search = user_data;

  if (kin_json_node_exists (kin_json_node_get (node, "reference")))
    {
      g_autoptr (KinReference) reference = kin_reference_from_node (node);

      if (reference->style != KIN_REFERENCE_CONTAINED)
        return FALSE;
      node = kin_json_node_get (kin_contained_find (search->resource, reference->id), "code");
    }

  if (kin_json_node_exists (kin_json_node_get (node, "coding"))
      || kin_json_node_exists (kin_json_node_get (node, "text")))
    {
      search->is_concept = TRUE;
      kin_coding_append (node, search->codes);
    }

  return FALSE;
}

/* Only the codes of the thing itself: a reason is not what was done. */
static void
read_codes (KinSummary           *self,
            const KinKind        *kind,
            const KinJsonMembers *resource)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  CodeSearch search = { resource->object, codes, FALSE };

  for (guint i = 0; kind->titles[i] != NULL && !search.is_concept; i++)
    kin_path_visit_in (resource, kind->titles[i] + (*kind->titles[i] == '!' ? 1 : 0), take_codes,
                    &search);

  if (codes->len > 0)
    self->codes = g_string_free (g_steal_pointer (&codes), FALSE);
}

static gboolean
take_flag (KinJsonNode node,
           gpointer    user_data)
{
  char **flag = user_data;

  *flag = dup_status_code (node);

  return *flag != NULL;
}

static gboolean
take_reference (KinJsonNode node,
                gpointer    user_data)
{
  char **text = user_data;

  *text = kin_json_node_dup_string (kin_json_node_get (node, "reference"));

  return *text != NULL;
}

static void
read_patient (KinSummary           *self,
              const KinJsonMembers *resource)
{
  static const char *const usual[] = { "subject", "patient", "beneficiary", "for" };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (kin_path_visit_in (resource, usual[i], take_reference, &self->patient))
        return;
    }
}

/* A name that is written with escapes is looked for in a walk of its own. */
static gboolean
may_have_escaped_name (KinJsonNode resource)
{
  gsize length;
  const char *text = kin_json_node_peek_text (resource, &length);
  const char *escape = text != NULL ? memchr (text, '\\', length) : NULL;

  return escape != NULL && memmem (escape, length - (gsize) (escape - text), "\\u00",
                                   strlen ("\\u00")) != NULL;
}

static void
read_words_and_flag (KinSummary           *self,
                     const KinJsonMembers *resource)
{
  gboolean modified;

  self->words = kin_search_words_new (resource->object, self->title, &modified);
  if (modified
      || (may_have_escaped_name (resource->object) && kin_resource_has_modifier (resource->object)))
    self->flag = g_strdup (KIN_FLAG_NOT_KNOWN);
  else
    kin_path_visit_in (resource, "interpretation", take_flag, &self->flag);
}

static void
read_updated (KinSummary           *self,
              const KinJsonMembers *resource)
{
  KinJsonNode meta = kin_json_members_get (resource, "meta");

  self->updated = kin_json_node_dup_string (kin_json_node_get (meta, "lastUpdated"));
}

KinSummary *
kin_summary_read (KinJsonNode   resource,
                  KinBundle    *bundle,
                  const char   *id,
                  GError      **error)
{
  g_autoptr (KinSummary) self = g_new0 (KinSummary, 1);
  KinJsonMembers members;
  const KinKind *kind;

  self->type = kin_resource_dup_type (resource);
  if (self->type == NULL)
    {
      g_set_error_literal (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_BAD_RESOURCE,
                           "The resource has no type");
      return NULL;
    }

  kin_json_members_init (&members, resource);
  kind = kin_kind_find (self->type);
  self->id = g_strdup (id);
  self->section = kin_kind_choose_section (kind, &members);
  self->title = kin_title_new (kind, self->type, &members, bundle, &self->named_by);
  self->subtitle = kin_subtitle_new (kind, &members, self->title);
  read_updated (self, &members);
  read_date (self, kind, &members);
  read_status (self, &members);
  read_codes (self, kind, &members);
  read_patient (self, &members);
  read_words_and_flag (self, &members);

  return g_steal_pointer (&self);
}

/**
 * kin_summary_new:
 * @resource: a resource
 * @error: return location, in the domain %KIN_RECORD_ERROR
 *
 * Reads what a list shows of @resource. Values of a wrong shape count as missing.
 *
 * A resource without an id gets one made from what it says, the same each time;
 * inside a Bundle kin_bundle_summarise() knows better.
 *
 * Returns: (transfer full) (nullable): the summary; %NULL and
 *   %KIN_RECORD_ERROR_BAD_RESOURCE when @resource has no usable type
 */
KinSummary *
kin_summary_new (KinJsonNode   resource,
                 GError      **error)
{
  g_autofree char *id = kin_resource_dup_id (resource);

  if (id == NULL)
    id = kin_resource_make_id (resource);

  return kin_summary_read (resource, NULL, id, error);
}

/**
 * kin_summary_free:
 * @self: (transfer full) (nullable): a summary
 *
 * Frees it.
 */
void
kin_summary_free (KinSummary *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->date);
  g_free (self->date_key);
  g_free (self->status);
  g_free (self->codes);
  g_free (self->flag);
  g_free (self->patient);
  g_free (self->words);
  g_free (self->named_by);
  g_free (self->updated);
  g_free (self);
}
