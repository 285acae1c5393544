/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-identity"

#include "config.h"

#include <string.h>

#include "kin-identity.h"
#include "kin-merge.h"
#include "kin-text.h"

struct _KinIdentity
{
  char      *text;              /* the part of the Patient that is read here */

  char      *id;
  GPtrArray *names;
  char      *birth_date;
  char      *sex;
  GPtrArray *identifiers;       /* `system|value` */
  GStrv      merges;            /* of kin_merge_list() */
};

G_DEFINE_BOXED_TYPE (KinIdentity, kin_identity, kin_identity_ref, kin_identity_unref)

static void
identity_clear (gpointer data)
{
  KinIdentity *self = data;

  g_free (self->text);
  g_free (self->id);
  g_ptr_array_unref (self->names);
  g_free (self->birth_date);
  g_free (self->sex);
  g_ptr_array_unref (self->identifiers);
  g_strfreev (self->merges);
}

/* The elements that say who somebody is, as they were sent, in a Patient of their own. */
static char *
dup_subset (KinJsonNode patient)
{
  static const char *const elements[] = {
    "id", "identifier", "active", "name", "gender", "birthDate", "link",
  };
  GString *text = g_string_new ("{\"resourceType\":\"Patient\"");

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      gsize length;
      const char *value = kin_json_node_peek_text (kin_json_node_get (patient, elements[i]),
                                                   &length);

      if (value == NULL)
        continue;
      g_string_append_printf (text, ",\"%s\":", elements[i]);
      g_string_append_len (text, value, (gssize) length);
    }

  return g_string_free (g_string_append_c (text, '}'), FALSE);
}

/* Given and family names in the order they are said; else the text as a whole. */
static char *
dup_name (KinJsonNode name)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *family = kin_json_node_dup_string (kin_json_node_get (name, "family"));
  KinJsonNode given = kin_json_node_get (name, "given");

  for (guint i = 0; i < kin_json_node_get_length (given); i++)
    {
      g_autofree char *word = kin_json_node_dup_string (kin_json_node_at (given, i));

      if (word != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", word);
    }
  if (family != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", family);

  if (words->len == 0)
    return kin_json_node_dup_string (kin_json_node_get (name, "text"));

  return g_strdup (words->str);
}

/* The name a person goes by stands first. */
static void
add_names (KinIdentity *self,
           KinJsonNode  names)
{
  for (guint i = 0; i < kin_json_node_get_length (names); i++)
    {
      KinJsonNode name = kin_json_node_at (names, i);
      char *text = dup_name (name);

      if (text == NULL)
        continue;
      if (kin_json_node_equals (kin_json_node_get (name, "use"), "official"))
        g_ptr_array_insert (self->names, 0, text);
      else
        g_ptr_array_add (self->names, text);
    }
}

static void
add_identifiers (KinIdentity *self,
                 KinJsonNode  identifiers)
{
  for (guint i = 0; i < kin_json_node_get_length (identifiers); i++)
    {
      KinJsonNode identifier = kin_json_node_at (identifiers, i);
      g_autofree char *system = kin_json_node_dup_string (kin_json_node_get (identifier,
                                                                             "system"));
      g_autofree char *value = kin_json_node_dup_string (kin_json_node_get (identifier, "value"));

      if (system != NULL && value != NULL)
        g_ptr_array_add (self->identifiers, g_strconcat (system, "|", value, NULL));
    }
}

/* Words of a name as they are compared: without accents and case. */
static GHashTable *
fold_words (const char *name)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folded = kin_text_fold (name);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (word, c);
      else if (!g_unichar_ismark (c) && word->len > 0)
        {
          g_hash_table_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }

  return words;
}

static guint
count_common (GHashTable *a,
              GHashTable *b)
{
  GHashTableIter iter;
  gpointer word;
  guint common = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    common += g_hash_table_contains (b, word) ? 1 : 0;

  return common;
}

/* Whether the two say the same name: all words, or all words of the shorter one. A call name of
 * one word in the record says nothing against another family name. */
static void
compare_names (const char *a,
               const char *b,
               gboolean   *equal,
               gboolean   *contained)
{
  g_autoptr (GHashTable) first = fold_words (a);
  g_autoptr (GHashTable) second = fold_words (b);
  guint n_first = g_hash_table_size (first);
  guint n_second = g_hash_table_size (second);
  guint common = count_common (first, second);

  if (n_first == 0 || n_second == 0)
    return;

  *equal = *equal || (common == n_first && common == n_second);
  *contained = *contained || (n_first > 1 && common == MIN (n_first, n_second));
}

/* A year agrees with a day in it. */
static gboolean
dates_conflict (const char *a,
                const char *b)
{
  gsize length;

  if (a == NULL || b == NULL)
    return FALSE;

  length = MIN (strlen (a), strlen (b));
  return strncmp (a, b, length) != 0;
}

/* A number under the same system that the other does not have: someone else. A system may give
 * one person several numbers, so one in common is enough. */
static gboolean
identifiers_conflict (KinIdentity *a,
                      KinIdentity *b)
{
  for (guint i = 0; i < a->identifiers->len; i++)
    {
      const char *mine = g_ptr_array_index (a->identifiers, i);
      gsize system = (gsize) (strrchr (mine, '|') - mine) + 1;
      gboolean seen = FALSE;
      gboolean common = FALSE;

      for (guint j = 0; j < b->identifiers->len; j++)
        {
          const char *theirs = g_ptr_array_index (b->identifiers, j);

          if (strncmp (mine, theirs, system) != 0)
            continue;
          seen = TRUE;
          for (guint k = 0; k < a->identifiers->len; k++)
            common = common || g_str_equal (g_ptr_array_index (a->identifiers, k), theirs);
        }

      if (seen && !common)
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_identity_new:
 * @patient: a Patient resource
 *
 * Returns: (transfer full): what it says about who it is
 */
KinIdentity *
kin_identity_new (KinJsonNode patient)
{
  KinIdentity *self = g_atomic_rc_box_new0 (KinIdentity);

  self->text = dup_subset (patient);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->identifiers = g_ptr_array_new_with_free_func (g_free);

  self->id = kin_json_node_dup_string (kin_json_node_get (patient, "id"));
  self->birth_date = kin_json_node_dup_string (kin_json_node_get (patient, "birthDate"));
  self->sex = kin_json_node_dup_string (kin_json_node_get (patient, "gender"));
  add_names (self, kin_json_node_get (patient, "name"));
  add_identifiers (self, kin_json_node_get (patient, "identifier"));
  self->merges = kin_merge_list (patient);

  return self;
}

/**
 * kin_identity_find:
 * @bundle: the answer to the question who it is
 *
 * Returns: (transfer full) (nullable): who it is; %NULL when @bundle is not one Patient
 */
KinIdentity *
kin_identity_find (KinBundle *bundle)
{
  if (kin_bundle_get_n_entries (bundle) != 1
      || !g_str_equal (kin_bundle_get_type_at (bundle, 0), "Patient"))
    return NULL;

  return kin_identity_new (kin_bundle_get_resource (bundle, 0));
}

/**
 * kin_identity_parse:
 * @text: (nullable): what kin_identity_to_text() gave
 *
 * Returns: (transfer full) (nullable): the same identity
 */
KinIdentity *
kin_identity_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, text != NULL ? strlen (text) : 0);
  g_autoptr (KinJson) json = kin_json_new (bytes, NULL);

  return json != NULL ? kin_identity_new (kin_json_get_root (json)) : NULL;
}

KinIdentity *
kin_identity_ref (KinIdentity *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
kin_identity_unref (KinIdentity *self)
{
  g_atomic_rc_box_release_full (self, identity_clear);
}

/**
 * kin_identity_get_id:
 *
 * Returns: (nullable): the id of the Patient where it comes from
 */
const char *
kin_identity_get_id (KinIdentity *self)
{
  return self->id;
}

/**
 * kin_identity_get_name:
 *
 * Returns: (nullable): the official name, or the first one
 */
const char *
kin_identity_get_name (KinIdentity *self)
{
  return self->names->len > 0 ? g_ptr_array_index (self->names, 0) : NULL;
}

/**
 * kin_identity_get_birth_date:
 *
 * Returns: (nullable): a FHIR date
 */
const char *
kin_identity_get_birth_date (KinIdentity *self)
{
  return self->birth_date;
}

/**
 * kin_identity_get_sex:
 *
 * Returns: (nullable): the FHIR code of the administrative sex
 */
const char *
kin_identity_get_sex (KinIdentity *self)
{
  return self->sex;
}

/**
 * kin_identity_get_merges:
 *
 * Returns: (transfer none): what it says about records that were joined with it; see kin-merge.h
 */
const char * const *
kin_identity_get_merges (KinIdentity *self)
{
  return (const char * const *) self->merges;
}

/**
 * kin_identity_to_text:
 *
 * Returns: (transfer full): a small Patient in JSON, to be kept with a connection and compared
 *   later
 */
char *
kin_identity_to_text (KinIdentity *self)
{
  return g_strdup (self->text);
}

static gboolean
says_the_same (KinIdentity *a,
               KinIdentity *b)
{
  if (a->names->len != b->names->len)
    return FALSE;

  for (guint i = 0; i < a->names->len; i++)
    if (!g_str_equal (g_ptr_array_index (a->names, i), g_ptr_array_index (b->names, i)))
      return FALSE;

  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->birth_date, b->birth_date) == 0
         && g_strcmp0 (a->sex, b->sex) == 0;
}

/**
 * kin_identity_is_same_entry:
 * @other: a Patient with the same id, perhaps from another server
 *
 * Whether both are one entry of one server: they share a number, or have none and say the very
 * same.
 */
gboolean
kin_identity_is_same_entry (KinIdentity *self,
                            KinIdentity *other)
{
  for (guint i = 0; i < self->identifiers->len; i++)
    if (g_ptr_array_find_with_equal_func (other->identifiers,
                                          g_ptr_array_index (self->identifiers, i), g_str_equal,
                                          NULL))
      return TRUE;

  return self->identifiers->len == 0 && other->identifiers->len == 0
         && says_the_same (self, other);
}

/**
 * kin_identity_match_person:
 * @name: as the person is called at home
 * @birth_date: (nullable): FHIR date, as it was typed
 *
 * Whether this may be that person: the same whole name, or a part of it together with the same
 * birth date. Twins, who share birth date and family name, are asked about.
 *
 * Returns: how well it fits
 */
KinMatch
kin_identity_match_person (KinIdentity *self,
                           const char  *name,
                           const char  *birth_date)
{
  gboolean equal = FALSE;
  gboolean contained = FALSE;

  if (dates_conflict (self->birth_date, birth_date))
    return KIN_MATCH_OTHER;

  for (guint i = 0; i < self->names->len; i++)
    compare_names (g_ptr_array_index (self->names, i), name, &equal, &contained);

  if (equal)
    return KIN_MATCH_SAME;
  if (contained && birth_date != NULL && g_strcmp0 (birth_date, self->birth_date) == 0)
    return KIN_MATCH_SAME;

  return KIN_MATCH_ASK;
}

/**
 * kin_identity_match:
 * @other: the same person as seen before, or elsewhere
 *
 * Returns: %KIN_MATCH_OTHER when birth date or numbers contradict each other, %KIN_MATCH_ASK
 *   when only name or sex differ
 */
KinMatch
kin_identity_match (KinIdentity *self,
                    KinIdentity *other)
{
  return identifiers_conflict (self, other) ? KIN_MATCH_OTHER
                                             : kin_identity_match_merged (self, other);
}

/**
 * kin_identity_match_merged:
 * @other: a record that the clinic may have joined with this one
 *
 * kin_identity_match() for two records of one clinic, each with numbers of its own.
 */
KinMatch
kin_identity_match_merged (KinIdentity *self,
                           KinIdentity *other)
{
  gboolean equal = FALSE;
  gboolean contained = FALSE;

  if (dates_conflict (self->birth_date, other->birth_date))
    return KIN_MATCH_OTHER;

  for (guint i = 0; i < self->names->len; i++)
    for (guint j = 0; j < other->names->len; j++)
      compare_names (g_ptr_array_index (self->names, i), g_ptr_array_index (other->names, j),
                     &equal, &contained);

  return equal && g_strcmp0 (self->sex, other->sex) == 0 ? KIN_MATCH_SAME : KIN_MATCH_ASK;
}
