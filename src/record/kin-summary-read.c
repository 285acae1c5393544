/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-summary"

#include "config.h"

#include <string.h>

#include "kin-bundle-private.h"
#include "kin-coding.h"
#include "kin-mark.h"
#include "kin-medicine-codes.h"
#include "kin-path-private.h"
#include "kin-reference.h"
#include "kin-resource-private.h"
#include "kin-summary-private.h"
#include "kin-text.h"
#include "kin-time.h"
#include "kin-words.h"

#define ENTERED_IN_ERROR "entered-in-error"

/* Room for the summary and for what most resources say. */
#define FIRST_LENGTH 1024

/* A summary while it is read. Its texts are written one behind the other, each with a zero
 * byte at its end, into memory that may still move and has room for the summary at its start. */
typedef struct
{
  KinSummary      summary;
  const KinKind  *kind;
  KinJsonMembers  resource;
  gboolean        modified;

  GString        *texts;
  gsize           starts[KIN_N_TEXTS];
} Draft;

/* What was written from @start on is the text. */
static void
finish_text (Draft   *draft,
             KinText  text,
             gsize    start)
{
  g_string_append_c (draft->texts, '\0');
  draft->starts[text] = start;
}

static void
set_text (Draft      *draft,
          KinText     text,
          const char *value)
{
  gsize start = draft->texts->len;

  if (value == NULL)
    return;

  kin_text_append (draft->texts, value, strlen (value));
  finish_text (draft, text, start);
}

static gboolean
set_string (Draft       *draft,
            KinText      text,
            KinJsonNode  node)
{
  gsize start = draft->texts->len;
  gsize length;
  const char *plain = kin_json_node_peek_plain (node, &length);
  g_autofree char *spelled_out = NULL;

  if (plain != NULL)
    {
      kin_text_append (draft->texts, plain, length);
      finish_text (draft, text, start);
      return TRUE;
    }

  spelled_out = kin_json_node_dup_string (node);
  set_text (draft, text, spelled_out);

  return spelled_out != NULL;
}

static gboolean
take_time (Draft       *draft,
           KinJsonNode  node)
{
  gsize start = draft->texts->len;
  char key[KIN_TIME_KEY_LENGTH + 1];
  KinTime time;

  if (!set_string (draft, KIN_TEXT_DATE, node))
    return FALSE;

  g_strstrip (draft->texts->str + start);
  if (!kin_time_parse (draft->texts->str + start, &time))
    {
      draft->starts[KIN_TEXT_DATE] = 0;
      g_string_truncate (draft->texts, start);
      return FALSE;
    }

  kin_time_write_key (&time, key);
  set_text (draft, KIN_TEXT_DATE_KEY, key);

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
  Draft *draft = user_data;

  if (kin_json_node_get_type (node) == KIN_JSON_STRING)
    return take_time (draft, node);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (take_time (draft, kin_json_node_get_path (node, paths[i])))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_date_on (Draft             *draft,
              const char *const *paths)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      if (kin_path_visit_in (&draft->resource, paths[i], take_date, draft))
        return TRUE;
    }

  return FALSE;
}

/* Other versions of FHIR have the same date under a more general name. */
static void
read_date (Draft *draft)
{
  if (draft->kind->dates[0] != NULL && !read_date_on (draft, draft->kind->dates))
    read_date_on (draft, kin_kind_find ("")->dates);
}

static gboolean
append_status_code (GString     *text,
                    KinJsonNode  node)
{
  static const KinJsonNode none = { NULL, NULL };

  if (kin_json_node_get_type (node) != KIN_JSON_OBJECT)
    return kin_words_append (text, node);

  return kin_words_append_code (text, node, none)
         || kin_words_append (text, kin_json_node_get (node, "text"));
}

/* What was withdrawn or found to be wrong matters more than whether it was active. */
static gboolean
append_status (GString              *text,
               const KinJsonMembers *resource)
{
  gsize start = text->len;
  KinJsonNode verified = kin_json_members_get (resource, "verificationStatus");

  if (kin_json_node_exists (verified) && append_status_code (text, verified))
    {
      if (g_str_equal (text->str + start, ENTERED_IN_ERROR)
          || g_str_equal (text->str + start, "refuted"))
        return TRUE;
      g_string_truncate (text, start);
    }

  return append_status_code (text, kin_json_members_get (resource, "clinicalStatus"))
         || append_status_code (text, kin_json_members_get (resource, "status"))
         || append_status_code (text, kin_json_members_get (resource, "lifecycleStatus"))
         || append_status_code (text, kin_json_members_get (resource, "participantStatus"));
}

static void
read_status (Draft *draft)
{
  gsize start = draft->texts->len;
  KinJsonNode status = kin_json_members_get (&draft->resource, "status");

  if (append_status (draft->texts, &draft->resource))
    {
      draft->summary.hidden = g_str_equal (draft->texts->str + start, ENTERED_IN_ERROR);
      finish_text (draft, KIN_TEXT_STATUS, start);
    }
  if (kin_json_node_equals (status, ENTERED_IN_ERROR))
    draft->summary.hidden = TRUE;
}

typedef struct
{
  KinJsonNode  resource;
  KinBundle   *bundle;
  GString     *codes;
  gboolean     is_concept;
  gboolean     has_medicine;         /* what it points at is one */
  char        *medicine;             /* where to find the codes: `Medication/7` */
} CodeSearch;

static void
take_codes_of_medicine (CodeSearch  *search,
                        KinJsonNode  medicine)
{
  gsize start = search->codes->len;

  kin_medicine_codes_append (medicine, search->codes);
  search->is_concept = search->is_concept || search->codes->len > start
                       || kin_json_node_exists (kin_json_node_get_path (medicine, "code.text"));
}

/* Under what name a medicine is kept: an address that is no place, such as `urn:uuid:…`, is not
 * kept with it, but is its id where it has no other. It does not say of what type that is. */
static char *
dup_medicine_name (CodeSearch   *search,
                   KinReference *reference,
                   KinJsonNode   medicine)
{
  g_autofree char *id = kin_json_node_dup_string (kin_json_node_get (medicine, "id"));
  const char *colon;

  if (reference->style != KIN_REFERENCE_URN)
    return kin_reference_dup_key (reference);
  if (!search->has_medicine)
    return NULL;
  if (id != NULL)
    return g_strconcat ("Medication/", id, NULL);

  colon = strchr (reference->text + strlen ("urn:"), ':');

  return colon != NULL ? g_strconcat ("Medication/", colon + 1, NULL) : NULL;
}

/* A medicine may stand inside, beside, or come on another page; a clinic or a person has no
 * codes for what they did. */
static void
take_codes_of_another (CodeSearch  *search,
                       KinJsonNode  node)
{
  g_autoptr (KinReference) reference = kin_reference_from_node (node);
  g_autofree char *key = NULL;
  g_autofree char *type = NULL;
  KinJsonNode other = { NULL, NULL };

  if (reference->style == KIN_REFERENCE_CONTAINED)
    {
      take_codes_of_medicine (search, kin_contained_find (search->resource, reference->id));
      return;
    }

  if (search->bundle != NULL)
    {
      other = kin_bundle_find_named (search->bundle, node);
      type = kin_resource_dup_type (other);
      if (g_strcmp0 (type, "Medication") == 0)
        take_codes_of_medicine (search, other);
    }
  key = dup_medicine_name (search, reference, other);
  if (search->medicine == NULL && key != NULL && g_str_has_prefix (key, "Medication/"))
    search->medicine = g_steal_pointer (&key);
}

static gboolean
take_codes (KinJsonNode node,
            gpointer    user_data)
{
  CodeSearch *search = user_data;

  if (kin_json_node_exists (kin_json_node_get (node, "reference")))
    {
      take_codes_of_another (search, node);
    }
  else if (kin_json_node_exists (kin_json_node_get (node, "coding"))
           || kin_json_node_exists (kin_json_node_get (node, "text")))
    {
      search->is_concept = TRUE;
      kin_coding_append (node, search->codes);
    }

  return FALSE;
}

static void
search_codes (Draft      *draft,
              CodeSearch *search,
              const char *type)
{
  if (g_str_equal (type, "Medication"))
    {
      take_codes_of_medicine (search, search->resource);
      return;
    }

  for (const char *const *path = draft->kind->titles; *path != NULL && !search->is_concept; path++)
    kin_path_visit_in (&draft->resource, *path + (**path == '!' ? 1 : 0), take_codes, search);
}

/* Only the codes of the thing itself: a reason is not what was done. */
static void
read_codes (Draft      *draft,
            const char *type,
            KinBundle  *bundle)
{
  CodeSearch search = { draft->resource.object, bundle, draft->texts, FALSE,
                        g_str_has_prefix (type, "Medication"), NULL };
  gsize start = draft->texts->len;
  g_autofree char *medicine = NULL;
  g_autofree char *named_by = NULL;

  search_codes (draft, &search, type);
  medicine = search.medicine;

  /* Each code has a space before it. */
  if (draft->texts->len > start)
    finish_text (draft, KIN_TEXT_CODES, start + 1);

  if (medicine == NULL || draft->starts[KIN_TEXT_NAMED_BY] > 0)
    return;
  named_by = g_strconcat (medicine, KIN_NAMED_BY_CODES, NULL);
  set_text (draft, KIN_TEXT_NAMED_BY, named_by);
}

static gboolean
take_flag (KinJsonNode node,
           gpointer    user_data)
{
  Draft *draft = user_data;
  gsize start = draft->texts->len;

  if (!append_status_code (draft->texts, node))
    return FALSE;

  finish_text (draft, KIN_TEXT_FLAG, start);

  return TRUE;
}

/* A name that is written with escapes is looked for in a walk of its own. */
static gboolean
may_have_escaped_name (KinJsonNode resource)
{
  gsize length;
  const char *text = kin_json_node_peek_text (resource, &length);

  return kin_json_node_has_escapes (resource)
         && memmem (text, length, "\\u00", strlen ("\\u00")) != NULL;
}

/* What asks for quick attention is not hidden by another mark, nor by standing at a part. */
static void
read_flag (Draft *draft)
{
  KinJsonNode resource = draft->resource.object;
  g_autofree char *quick = NULL;

  if (draft->modified || kin_json_node_get_type (kin_json_members_get (&draft->resource,
                                                                       "doNotPerform"))
                         == KIN_JSON_TRUE
      || (may_have_escaped_name (resource) && kin_resource_has_modifier (resource)))
    {
      set_text (draft, KIN_TEXT_FLAG, KIN_FLAG_NOT_KNOWN);
      return;
    }

  if (!kin_json_node_exists (kin_json_members_get (&draft->resource, "interpretation"))
      && !kin_json_node_exists (kin_json_members_get (&draft->resource, "component")))
    return;

  quick = kin_mark_dup_quick (resource);
  if (quick != NULL)
    set_text (draft, KIN_TEXT_FLAG, quick);
  else
    kin_path_visit_in (&draft->resource, "interpretation", take_flag, draft);
}

static gboolean
take_reference (KinJsonNode node,
                gpointer    user_data)
{
  return set_string (user_data, KIN_TEXT_PATIENT, kin_json_node_get (node, "reference"));
}

static gboolean
take_patient (Draft       *draft,
              KinJsonNode  node)
{
  return kin_path_visit (node, "", take_reference, draft);
}

static void
read_patient (Draft *draft)
{
  const KinJsonMembers *resource = &draft->resource;

  (void) (take_patient (draft, kin_json_members_get (resource, "subject"))
          || take_patient (draft, kin_json_members_get (resource, "patient"))
          || take_patient (draft, kin_json_members_get (resource, "beneficiary"))
          || take_patient (draft, kin_json_members_get (resource, "for")));
}

/* Titles and words are in one row: the words begin with the title. */
static void
read_title_and_words (Draft      *draft,
                      const char *type,
                      KinBundle  *bundle)
{
  GString *texts = draft->texts;
  gsize start = texts->len;
  g_autofree char *named_by = NULL;

  draft->summary.has_name = kin_title_append (texts, draft->kind, type, &draft->resource, bundle,
                                              &named_by);
  draft->summary.title = g_strndup (texts->str + start, texts->len - start);
  draft->modified = kin_search_words_append (texts, draft->resource.object, draft->summary.title);
  finish_text (draft, KIN_TEXT_WORDS, start);
  set_text (draft, KIN_TEXT_NAMED_BY, named_by);
}

static void
read_subtitle (Draft *draft)
{
  gsize start = draft->texts->len;

  if (kin_subtitle_append (draft->texts, draft->kind, &draft->resource, draft->summary.title))
    finish_text (draft, KIN_TEXT_SUBTITLE, start);
}

/* Now the texts stay where they are. */
static KinSummary *
finish (Draft *draft)
{
  char *memory = draft->texts->str;
  KinSummary *self = (KinSummary *) (gpointer) memory;

  *self = draft->summary;
  for (guint i = 0; i < KIN_N_TEXTS; i++)
    {
      if (draft->starts[i] > 0)
        *kin_summary_get_place (self, i) = memory + draft->starts[i];
    }

  return self;
}

/* Sums up a resource whose type and id are known. */
KinSummary *
kin_summary_read (KinJsonNode    resource,
                  const KinKind *kind,
                  const char    *type,
                  const char    *id,
                  KinBundle     *bundle)
{
  GString texts = {
    .str = g_malloc (FIRST_LENGTH),
    .len = sizeof (KinSummary),
    .allocated_len = FIRST_LENGTH,
  };
  Draft draft = { .kind = kind, .texts = &texts };

  kin_json_members_init (&draft.resource, resource);
  set_text (&draft, KIN_TEXT_TYPE, type);
  set_text (&draft, KIN_TEXT_ID, id);
  draft.summary.section = kin_kind_choose_section (kind, &draft.resource);
  read_title_and_words (&draft, type, bundle);
  read_subtitle (&draft);
  set_string (&draft, KIN_TEXT_UPDATED,
              kin_json_node_get (kin_json_members_get (&draft.resource, "meta"), "lastUpdated"));
  read_date (&draft);
  read_status (&draft);
  read_codes (&draft, type, bundle);
  read_patient (&draft);
  read_flag (&draft);

  return finish (&draft);
}
