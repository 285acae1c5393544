/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-pages"

#include "config.h"

#include "kin-practice-pages.h"

#include "kin-practice-plant.h"

#include <string.h>

#define MOST_OPEN 2000   /* searches kept; the oldest is forgotten */

/* The whole answer to a search, in the order it is sent. */
typedef struct
{
  char      *id;
  char      *question;    /* who asked what; NULL: not to be answered with this again */
  char      *type;
  char      *patient;     /* whose token asked */
  char      *self;        /* the address it was asked at */
  guint      total;
  GPtrArray *entries;     /* of KinPracticeResource: matches, each followed by what it brings */
  GArray    *included;    /* of gboolean: is the entry brought by another? */
  GArray    *starts;      /* of guint: where each page begins */
  GPtrArray *packed;      /* of GBytes: each page as it was sent, or NULL */
} Found;

struct _KinPracticePages
{
  KinPracticeCare *care;   /* unowned */
  char            *base;
  GHashTable      *open;   /* id to Found */
  GHashTable      *asked;  /* question to the same */
  GQueue           order;  /* of ids, owned by the table */
};

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->id);
  g_free (found->question);
  g_free (found->type);
  g_free (found->patient);
  g_free (found->self);
  g_ptr_array_unref (found->entries);
  g_array_unref (found->included);
  g_array_unref (found->starts);
  g_ptr_array_unref (found->packed);
  g_free (found);
}

/**
 * kin_practice_pages_new:
 * @care: what the portal knows; must live longer
 * @base: the FHIR base URL
 *
 * Returns: (transfer full): no answers yet
 */
KinPracticePages *
kin_practice_pages_new (KinPracticeCare *care, const char *base)
{
  KinPracticePages *self = g_new0 (KinPracticePages, 1);

  self->care = care;
  self->base = g_strdup (base);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, found_free);
  self->asked = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);

  return self;
}

/**
 * kin_practice_pages_free:
 * @self: (transfer full): the answers
 *
 * Forgets every answer.
 */
void
kin_practice_pages_free (KinPracticePages *self)
{
  g_queue_clear (&self->order);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->open);
  g_free (self->base);
  g_free (self);
}

static void
add_entry (Found *found, KinPracticeResource *resource, gboolean included)
{
  g_ptr_array_add (found->entries, resource);
  g_array_append_val (found->included, included);
}

/* What a match brings along comes once in the whole answer, after the first that brings it. */
static void
add_included (Found *found, KinPracticeResource *resource, KinPracticeGrant *grant,
              GHashTable *seen)
{
  if (resource != NULL && kin_practice_grant_may_see (grant, resource, 'r')
      && g_hash_table_add (seen, resource->name))
    add_entry (found, resource, TRUE);
}

static void
add_match (KinPracticePages *self, Found *found, KinPracticeSearch *search,
           KinPracticeResource *resource, KinPracticeGrant *grant, GHashTable *seen)
{
  GPtrArray *sources
      = search->sources ? kin_practice_care_get_sources (self->care, resource->name) : NULL;

  add_entry (found, resource, FALSE);
  for (guint i = 0; i < resource->marks->len; i++)
    {
      KinPracticeMark *mark = &g_array_index (resource->marks, KinPracticeMark, i);

      if (g_ptr_array_find (search->includes, mark->parameter, NULL))
        add_included (found, kin_practice_care_get_resource (self->care, mark->text), grant, seen);
    }
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    add_included (found, g_ptr_array_index (sources, i), grant, seen);
}

static void
free_packed (gpointer bytes)
{
  g_clear_pointer ((GBytes **) &bytes, g_bytes_unref);
}

static Found *
find (KinPracticePages *self, KinPracticeSearch *search, KinPracticeRequest *request,
      KinPracticeGrant *grant)
{
  Found *found = g_new0 (Found, 1);
  g_autoptr (GPtrArray) matches = kin_practice_search_run (search, self->care, grant);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  found->id = kin_practice_random_text ();
  found->type = g_strdup (search->type);
  found->patient = g_strdup (grant->patient);
  found->self = g_strdup_printf ("%s/%s%s%s", self->base, search->type,
                                 request->query != NULL ? "?" : "",
                                 request->query != NULL ? request->query : "");
  found->total = matches->len;
  found->entries = g_ptr_array_new ();
  found->included = g_array_new (FALSE, FALSE, sizeof (gboolean));
  found->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < matches->len; i++)
    {
      if (i % search->count == 0)
        g_array_append_val (found->starts, found->entries->len);
      add_match (self, found, search, g_ptr_array_index (matches, i), grant, seen);
    }
  found->packed = g_ptr_array_new_with_free_func (free_packed);
  g_ptr_array_set_size (found->packed, (int) MAX (found->starts->len, 1));

  return found;
}

/* What this portal knows stays as it is, so that the same question has the same answer. */
static void
remember (KinPracticePages *self, Found *found, char *question)
{
  if (self->order.length >= MOST_OPEN)
    {
      const char *oldest = g_queue_pop_head (&self->order);
      Found *forgotten = g_hash_table_lookup (self->open, oldest);

      if (forgotten->question != NULL)
        g_hash_table_remove (self->asked, forgotten->question);
      g_hash_table_remove (self->open, oldest);
    }
  found->question = question;
  if (question != NULL)
    g_hash_table_insert (self->asked, question, found);
  g_hash_table_insert (self->open, found->id, found);
  g_queue_push_tail (&self->order, found->id);
}

static void
append_link (GString *out, const char *relation, const char *url)
{
  g_string_append_printf (out, "{\"relation\":\"%s\",\"url\":", relation);
  kin_practice_append_json_string (out, url);
  g_string_append_c (out, '}');
}

static char *
page_url (KinPracticePages *self, Found *found, guint page)
{
  if (page == 0)
    return g_strdup (found->self);

  return g_strdup_printf ("%s/%s?_page=%s-%u", self->base, found->type, found->id, page);
}

static char *
next_url (KinPracticePages *self, Found *found, guint page, const KinPracticeRule *rule)
{
  g_autofree char *next = page_url (self, found, page + 1);

  if (rule != NULL && rule->loop)
    return page_url (self, found, page);
  if (rule != NULL && g_strcmp0 (rule->next, "relative") == 0)
    return g_strdup (next + strlen (self->base) + 1);
  if (rule != NULL && g_strcmp0 (rule->next, "opaque") == 0)
    return g_strconcat (self->base, strchr (next, '?'), NULL);
  if (rule != NULL && rule->next != NULL)
    return g_strdup (rule->next);

  return g_steal_pointer (&next);
}

/* An address of a rule stands on every page; a way of writing it only where there is one. */
static gboolean
has_next (Found *found, guint page, const KinPracticeRule *rule)
{
  return page + 1 < found->starts->len
         || (rule != NULL
             && (rule->loop
                 || (rule->next != NULL && !g_str_equal (rule->next, "relative")
                     && !g_str_equal (rule->next, "opaque"))));
}

static void
append_links (KinPracticePages *self, GString *out, Found *found, guint page,
              const KinPracticeRule *rule)
{
  g_autofree char *own = page_url (self, found, page);

  g_string_append (out, "\"link\":[");
  append_link (out, "self", own);
  if (has_next (found, page, rule))
    {
      g_autofree char *next = next_url (self, found, page, rule);

      g_string_append_c (out, ',');
      append_link (out, "next", next);
    }
  if (rule != NULL && rule->back != NULL && page > 0)
    {
      g_autofree char *before = page_url (self, found, page - 1);

      g_string_append_c (out, ',');
      append_link (out, rule->back, before);
    }
  g_string_append_c (out, ']');
}

static void
append_entry (KinPracticePages *self, KinPracticeAnswer *answer, GString *out, Found *found,
              guint i)
{
  KinPracticeResource *resource = g_ptr_array_index (found->entries, i);
  gboolean included = g_array_index (found->included, gboolean, i);

  g_string_append (out, "{\"fullUrl\":");
  kin_practice_append_json_string (out, self->base);
  g_string_overwrite (out, out->len - 1, "/");
  g_string_append_printf (out, "%s\",\"resource\":", resource->name);
  kin_practice_answer_add_text (answer, out->str);
  kin_practice_answer_add_bytes (answer, resource->bytes);
  g_string_printf (out, ",\"search\":{\"mode\":\"%s\"}}", included ? "include" : "match");
}

/* Where on a page of @n entries another patient's resource is slipped in. */
static guint
plant_position (const KinPracticeRule *rule, guint n)
{
  if (g_strcmp0 (rule->position, "first") == 0)
    return 0;

  return g_strcmp0 (rule->position, "middle") == 0 ? n / 2 : n;
}

static void
append_entries (KinPracticePages *self, KinPracticeAnswer *answer, GString *out, Found *found,
                guint page, const KinPracticeRule *rule)
{
  guint begin = found->starts->len > 0 ? g_array_index (found->starts, guint, page) : 0;
  guint end = page + 1 < found->starts->len ? g_array_index (found->starts, guint, page + 1)
                                            : found->entries->len;
  gboolean planted = rule != NULL && rule->plant != NULL;
  guint place = planted ? begin + plant_position (rule, end - begin) : G_MAXUINT;
  const char *comma = "";

  if (begin == end && !planted)
    return;

  g_string_append (out, ",\"entry\":[");
  for (guint i = begin; i <= end; i++)
    {
      if (i == place)
        {
          g_autofree char *entry = kin_practice_plant_new_entry (rule->plant, found->type,
                                                                 found->patient, self->base);

          g_string_append_printf (out, "%s%s", comma, entry);
          comma = ",";
        }
      if (i == end)
        break;
      g_string_append (out, comma);
      append_entry (self, answer, out, found, i);
      comma = ",";
    }
  g_string_append_c (out, ']');
}

static KinPracticeAnswer *
write_page (KinPracticePages *self, Found *found, guint page, const KinPracticeRule *rule)
{
  KinPracticeAnswer *answer = kin_practice_answer_new (SOUP_STATUS_OK, "application/fhir+json");
  g_autoptr (GString) out = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",");
  gint64 total = rule != NULL && rule->total >= 0 ? rule->total : found->total;

  g_string_append_printf (out, "\"id\":\"%s-%u\",\"total\":%" G_GINT64_FORMAT ",", found->id, page,
                          total);
  append_links (self, out, found, page, rule);
  append_entries (self, answer, out, found, page, rule);
  g_string_append_c (out, '}');
  kin_practice_answer_add_text (answer, out->str);
  if (rule == NULL)
    answer->packed = (GBytes **) &g_ptr_array_index (found->packed, page);

  return answer;
}

static KinPracticeAnswer *
answer_page (KinPracticePages *self, const char *text, const char *type, KinPracticeGrant *grant,
             const KinPracticeRule *rule)
{
  const char *dash = strrchr (text, '-');
  g_autofree char *id = dash != NULL ? g_strndup (text, (gsize) (dash - text)) : NULL;
  Found *found = id != NULL ? g_hash_table_lookup (self->open, id) : NULL;
  guint64 page;

  if (found == NULL || !g_str_equal (found->patient, grant->patient)
      || (type != NULL && !g_str_equal (found->type, type))
      || !g_ascii_string_to_unsigned (dash + 1, 10, 1, found->starts->len - 1, &page, NULL))
    return kin_practice_answer_new_outcome (SOUP_STATUS_GONE, "expired",
                                            "This page is not there any more; search again.");

  return write_page (self, found, (guint) page, rule);
}

static char *
name_question (KinPracticeRequest *request, const char *type, KinPracticeGrant *grant)
{
  g_autofree char *scopes = kin_practice_scopes_print (grant->scopes);

  return g_strjoin ("\n", grant->patient, scopes, type,
                    request->query != NULL ? request->query : "", NULL);
}

/**
 * kin_practice_pages_answer:
 * @self: the answers
 * @request: a search, or the address of a later page
 * @type: (nullable): what is searched for; the address of a later page need not say it
 * @grant: what the app may see
 * @rule: (nullable): a fault to play
 *
 * Returns: (transfer full): a Bundle, or why there is none
 */
KinPracticeAnswer *
kin_practice_pages_answer (KinPracticePages *self, KinPracticeRequest *request, const char *type,
                           KinPracticeGrant *grant, const KinPracticeRule *rule)
{
  const char *page = kin_practice_request_get (request, "_page");
  g_autoptr (KinPracticeSearch) search = NULL;
  g_autofree char *question = NULL;
  KinPracticeAnswer *answer = NULL;
  Found *found;

  if (page != NULL)
    return answer_page (self, page, type, grant, rule);

  question = rule == NULL ? name_question (request, type, grant) : NULL;
  found = question != NULL ? g_hash_table_lookup (self->asked, question) : NULL;
  if (found != NULL)
    return write_page (self, found, 0, NULL);

  search = kin_practice_search_parse (request, type, grant, &answer);
  if (search == NULL)
    return answer;

  if (rule != NULL && rule->most > 0)
    search->count = MIN (search->count, (guint) rule->most);
  found = find (self, search, request, grant);
  remember (self, found, g_steal_pointer (&question));

  return write_page (self, found, 0, rule);
}
