/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-faults"

#include "config.h"

#include "kin-practice-faults.h"

#include "kin-practice-care.h"
#include "kin-practice-plant.h"

#include <stddef.h>

struct _KinPracticeFaults
{
  GPtrArray *rules;   /* of KinPracticeRule */
};

typedef enum
{
  MEMBER_NUMBER,
  MEMBER_YES,
  MEMBER_TEXT,
  MEMBER_OBJECT,
  MEMBER_MATCH,
  MEMBER_FRAMING,
} MemberKind;

static const struct
{
  const char *name;
  MemberKind  kind;
  gsize       offset;
} members[] = {
  { "habit", MEMBER_TEXT, offsetof (KinPracticeRule, habit) },
  { "match", MEMBER_MATCH, offsetof (KinPracticeRule, match) },
  { "times", MEMBER_NUMBER, offsetof (KinPracticeRule, times) },
  { "after", MEMBER_NUMBER, offsetof (KinPracticeRule, after) },
  { "lacks", MEMBER_TEXT, offsetof (KinPracticeRule, lacks) },
  { "status", MEMBER_NUMBER, offsetof (KinPracticeRule, status) },
  { "headers", MEMBER_OBJECT, offsetof (KinPracticeRule, headers) },
  { "body", MEMBER_TEXT, offsetof (KinPracticeRule, body) },
  { "repeat", MEMBER_NUMBER, offsetof (KinPracticeRule, repeat) },
  { "reset", MEMBER_YES, offsetof (KinPracticeRule, reset) },
  { "lose_reply", MEMBER_YES, offsetof (KinPracticeRule, lose_reply) },
  { "delay", MEMBER_NUMBER, offsetof (KinPracticeRule, delay) },
  { "cut", MEMBER_NUMBER, offsetof (KinPracticeRule, cut) },
  { "cut_permille", MEMBER_NUMBER, offsetof (KinPracticeRule, cut_permille) },
  { "drip", MEMBER_NUMBER, offsetof (KinPracticeRule, drip) },
  { "framing", MEMBER_FRAMING, offsetof (KinPracticeRule, framing) },
  { "most", MEMBER_NUMBER, offsetof (KinPracticeRule, most) },
  { "total", MEMBER_NUMBER, offsetof (KinPracticeRule, total) },
  { "loop", MEMBER_YES, offsetof (KinPracticeRule, loop) },
  { "back", MEMBER_TEXT, offsetof (KinPracticeRule, back) },
  { "next", MEMBER_TEXT, offsetof (KinPracticeRule, next) },
  { "plant", MEMBER_TEXT, offsetof (KinPracticeRule, plant) },
  { "position", MEMBER_TEXT, offsetof (KinPracticeRule, position) },
  { "token_lifetime", MEMBER_NUMBER, offsetof (KinPracticeRule, token_lifetime) },
  { "grace", MEMBER_NUMBER, offsetof (KinPracticeRule, grace) },
  { "reply", MEMBER_OBJECT, offsetof (KinPracticeRule, reply) },
};

/**
 * kin_practice_faults_new:
 *
 * Returns: (transfer full): no rules
 */
KinPracticeFaults *
kin_practice_faults_new (void)
{
  KinPracticeFaults *self = g_new0 (KinPracticeFaults, 1);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_practice_rule_unref);
  return self;
}

/**
 * kin_practice_faults_free:
 * @self: (transfer full): the rules
 *
 * Forgets the rules.
 */
void
kin_practice_faults_free (KinPracticeFaults *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static gboolean
read_framing (KinJsonNode node, KinPracticeFraming *framing)
{
  const char *const words[] = { "usual", "length", "chunked", "close", "gzip" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (kin_json_node_equals (node, words[i]))
      {
        *framing = (KinPracticeFraming) i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_match (KinJsonNode node, GRegex **match)
{
  g_autofree char *pattern = kin_json_node_dup_string (node);

  if (pattern != NULL)
    *match = g_regex_new (pattern, 0, 0, NULL);

  return *match != NULL;
}

static gboolean
read_member (KinJsonNode node, MemberKind kind, gpointer place)
{
  switch (kind)
    {
    case MEMBER_NUMBER:
      return kin_json_node_get_int (node, place);
    case MEMBER_YES:
      *(gboolean *) place = kin_json_node_get_type (node) == KIN_JSON_TRUE;
      return *(gboolean *) place || kin_json_node_get_type (node) == KIN_JSON_FALSE;
    case MEMBER_TEXT:
      return (*(char **) place = kin_json_node_dup_string (node)) != NULL;
    case MEMBER_OBJECT:
      return kin_json_node_get_type (node) == KIN_JSON_OBJECT
             && (*(KinJson **) place = kin_json_node_copy (node)) != NULL;
    case MEMBER_MATCH:
      return read_match (node, place);
    case MEMBER_FRAMING:
      return read_framing (node, place);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_named_member (KinPracticeRule *rule, KinJsonNode name, KinJsonNode value)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (kin_json_node_equals (name, members[i].name))
      return read_member (value, members[i].kind, G_STRUCT_MEMBER_P (rule, members[i].offset));

  return FALSE;
}

/* A rule with a word that is not known is refused: a fault that is not played proves nothing. */
static KinPracticeRule *
read_rule (KinJsonNode node, GError **error)
{
  g_autoptr (KinPracticeRule) rule = g_new0 (KinPracticeRule, 1);
  KinJsonNode name;
  KinJsonNode value;
  KinJsonIter iter;

  g_atomic_ref_count_init (&rule->count);
  rule->times = 1;
  rule->cut = rule->cut_permille = rule->total = -1;
  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, &name, &value))
    if (!read_named_member (rule, name, value))
      {
        g_autofree char *word = kin_json_node_dup_string (name);

        g_set_error (error, KIN_PRACTICE_ERROR, KIN_PRACTICE_ERROR_FAULTS,
                     "a fault rule cannot have this \"%s\"", word);
        return NULL;
      }
  if (rule->match == NULL || (rule->plant != NULL && !kin_practice_plant_is_known (rule->plant)))
    {
      g_set_error (error, KIN_PRACTICE_ERROR, KIN_PRACTICE_ERROR_FAULTS,
                   "a fault rule needs a \"match\", and a \"plant\" must be a known one");
      return NULL;
    }

  return g_steal_pointer (&rule);
}

/**
 * kin_practice_faults_set:
 * @self: the rules
 * @json: an array of rules
 * @error: return location
 *
 * Puts new rules in the place of the old ones, or leaves those if one of the
 * new ones cannot be followed.
 *
 * Returns: whether the new rules are in force
 */
gboolean
kin_practice_faults_set (KinPracticeFaults *self, GBytes *json, GError **error)
{
  g_autoptr (KinJson) document = kin_json_new (json, error);
  g_autoptr (GPtrArray) rules
      = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_practice_rule_unref);
  KinJsonNode node;
  KinJsonIter iter;

  if (document == NULL)
    return FALSE;
  if (kin_json_node_get_type (kin_json_get_root (document)) != KIN_JSON_ARRAY)
    {
      g_set_error (error, KIN_PRACTICE_ERROR, KIN_PRACTICE_ERROR_FAULTS,
                   "fault rules stand in an array");
      return FALSE;
    }

  kin_json_iter_init (&iter, kin_json_get_root (document));
  while (kin_json_iter_next (&iter, NULL, &node))
    {
      KinPracticeRule *rule = read_rule (node, error);

      if (rule == NULL)
        return FALSE;
      g_ptr_array_add (rules, rule);
    }

  g_ptr_array_unref (self->rules);
  self->rules = g_steal_pointer (&rules);
  return TRUE;
}

static gboolean
fits (KinPracticeRule *rule, const char *line, GBytes *body)
{
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : "";

  return rule->times != 0 && g_regex_match (rule->match, line, 0, NULL)
         && (rule->lacks == NULL || g_strstr_len (text, (gssize) length, rule->lacks) == NULL);
}

/**
 * kin_practice_faults_take:
 * @self: the rules
 * @method: an HTTP method
 * @path: the path of the request
 * @query: (nullable): its query
 * @body: (nullable): what was sent with it
 *
 * Finds the rule for a request and counts it as played.
 *
 * Returns: (transfer full) (nullable): the rule
 */
KinPracticeRule *
kin_practice_faults_take (KinPracticeFaults *self, const char *method, const char *path,
                          const char *query, GBytes *body)
{
  g_autofree char *line = g_strdup_printf ("%s %s%s%s", method, path, query != NULL ? "?" : "",
                                           query != NULL ? query : "");

  for (guint i = 0; i < self->rules->len; i++)
    {
      KinPracticeRule *rule = g_ptr_array_index (self->rules, i);

      if (!fits (rule, line, body))
        continue;
      if (rule->after > 0)
        {
          rule->after--;
          continue;
        }
      if (rule->times > 0)
        rule->times--;
      rule->played++;
      g_atomic_ref_count_inc (&rule->count);
      return rule;
    }

  return NULL;
}

/**
 * kin_practice_faults_answer:
 * @self: the rules
 *
 * Returns: (transfer full): what they are, and how often each was played
 */
KinPracticeAnswer *
kin_practice_faults_answer (KinPracticeFaults *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < self->rules->len; i++)
    {
      KinPracticeRule *rule = g_ptr_array_index (self->rules, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "habit");
      json_builder_add_string_value (builder, rule->habit != NULL
                                                  ? rule->habit
                                                  : g_regex_get_pattern (rule->match));
      json_builder_set_member_name (builder, "played");
      json_builder_add_int_value (builder, rule->played);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return kin_practice_answer_new_json (SOUP_STATUS_OK, builder);
}

/**
 * kin_practice_rule_change:
 * @self: (nullable): a rule
 * @object: what the portal would say
 *
 * Changes the members that the rule names, or takes them away.
 */
void
kin_practice_rule_change (const KinPracticeRule *self, JsonObject *object)
{
  KinJsonNode name;
  KinJsonNode value;
  KinJsonIter iter;

  if (self == NULL || self->reply == NULL)
    return;

  kin_json_iter_init (&iter, kin_json_get_root (self->reply));
  while (kin_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *member = kin_json_node_dup_string (name);
      gsize length;
      const char *text = kin_json_node_peek_text (value, &length);
      g_autofree char *copy = g_strndup (text, length);

      if (kin_json_node_get_type (value) == KIN_JSON_NULL)
        json_object_remove_member (object, member);
      else
        json_object_set_member (object, member, json_from_string (copy, NULL));
    }
}

/**
 * kin_practice_rule_is_raw:
 * @self: (nullable): a rule
 *
 * Returns: whether the answer has to be written byte by byte, past the HTTP library
 */
gboolean
kin_practice_rule_is_raw (const KinPracticeRule *self)
{
  return self != NULL
         && (self->cut >= 0 || self->cut_permille >= 0 || self->drip > 0 || self->reset
             || self->lose_reply || self->framing != KIN_PRACTICE_FRAMING_USUAL);
}

/**
 * kin_practice_rule_unref:
 * @self: (transfer full): a rule
 *
 * Frees the rule with its last reference.
 */
void
kin_practice_rule_unref (KinPracticeRule *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;

  g_clear_pointer (&self->match, g_regex_unref);
  g_clear_pointer (&self->headers, kin_json_unref);
  g_free (self->habit);
  g_free (self->lacks);
  g_free (self->back);
  g_free (self->body);
  g_free (self->next);
  g_free (self->plant);
  g_free (self->position);
  g_clear_pointer (&self->reply, kin_json_unref);
  g_free (self);
}
