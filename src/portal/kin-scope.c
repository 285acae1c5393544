/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-scope"

#include "config.h"

#include <string.h>

#include "kin-scope.h"

/* The rights of SMART 2, in the only order a server accepts
 * (http://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html). */
#define RIGHTS "cruds"

/* One word of a scope, such as `patient/Observation.rs?category=x|y`, taken apart. */
typedef struct
{
  char *context;
  char *type;
  char *rights;
  char *filter;
} Part;

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->context, g_free);
  g_clear_pointer (&part->type, g_free);
  g_clear_pointer (&part->rights, g_free);
  g_clear_pointer (&part->filter, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

/* SMART 1 words become letters; letters must be known, once, and in order. */
static const char *
rights_to_letters (const char *rights)
{
  const char *next = RIGHTS;

  if (g_str_equal (rights, "read"))
    return "rs";
  if (g_str_equal (rights, "write"))
    return "cud";
  if (g_str_equal (rights, "*"))
    return RIGHTS;
  for (const char *letter = rights; *letter != '\0'; letter++)
    {
      next = strchr (next, *letter);
      if (next == NULL)
        return NULL;
      next++;
    }
  return *rights != '\0' ? rights : NULL;
}

static gboolean
part_parse (Part       *part,
            const char *word)
{
  const char *slash = strchr (word, '/');
  const char *question = strchr (word, '?');
  const char *end = question != NULL ? question : word + strlen (word);
  const char *dot = slash != NULL ? memchr (slash, '.', (gsize) (MAX (end, slash) - slash)) : NULL;
  g_autofree char *rights = NULL;

  if (dot == NULL || dot == slash + 1)
    return FALSE;
  rights = g_strndup (dot + 1, (gsize) (end - dot - 1));
  part->rights = g_strdup (rights_to_letters (rights));
  if (part->rights == NULL)
    return FALSE;
  part->context = g_strndup (word, (gsize) (slash - word));
  part->type = g_strndup (slash + 1, (gsize) (dot - slash - 1));
  part->filter = question != NULL ? g_strdup (question + 1) : NULL;
  return TRUE;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* Whether this word speaks of @type in the record of one patient, or of all
 * that the signed-in user may see, and gives @verb. */
static gboolean
part_covers (const Part *part,
             const char *type,
             char        verb)
{
  return (g_str_equal (part->context, "patient") || g_str_equal (part->context, "user")) &&
         (g_str_equal (part->type, type) || g_str_equal (part->type, "*")) &&
         strchr (part->rights, verb) != NULL;
}

/**
 * kin_scope_normalise:
 * @scope: a scope as a server wrote it, SMART 1 or 2, in any order
 *
 * Returns: (transfer full): the same in SMART 2 letters, each word once, sorted
 */
char *
kin_scope_normalise (const char *scope)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) given = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (scope != NULL, NULL);

  given = g_strsplit_set (scope, " \t\r\n", -1);
  for (int i = 0; given[i] != NULL; i++)
    {
      g_auto (Part) part = { NULL };

      if (*given[i] == '\0')
        continue;
      if (part_parse (&part, given[i]))
        g_ptr_array_add (words, g_strdup_printf ("%s/%s.%s%s%s", part.context, part.type,
                                                 part.rights, part.filter != NULL ? "?" : "",
                                                 part.filter != NULL ? part.filter : ""));
      else
        g_ptr_array_add (words, g_strdup (given[i]));
    }
  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (i > 0 && g_str_equal (word, g_ptr_array_index (words, i - 1)))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", word);
    }
  return g_string_free (text, FALSE);
}

/**
 * kin_scope_has:
 * @granted: (nullable): a scope
 * @word: a word such as `offline_access`
 *
 * Returns: whether @granted holds exactly @word
 */
gboolean
kin_scope_has (const char *granted,
               const char *word)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (word != NULL, FALSE);

  words = g_strsplit_set (granted != NULL ? granted : "", " \t\r\n", -1);
  return g_strv_contains ((const char * const *) words, word);
}

/**
 * kin_scope_allows:
 * @granted: (nullable): the scope of a grant, SMART 1 or 2
 * @type: a resource type
 * @verb: one of `c`, `r`, `u`, `d`, `s`
 *
 * Returns: whether the grant gives @verb on @type, perhaps only on some
 *   categories of it: see kin_scope_dup_categories()
 */
gboolean
kin_scope_allows (const char *granted,
                  const char *type,
                  char        verb)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (type != NULL, FALSE);

  words = g_strsplit_set (granted != NULL ? granted : "", " \t\r\n", -1);
  for (int i = 0; words[i] != NULL; i++)
    {
      g_auto (Part) part = { NULL };

      if (part_parse (&part, words[i]) && part_covers (&part, type, verb))
        return TRUE;
    }
  return FALSE;
}

/**
 * kin_scope_dup_categories:
 * @granted: (nullable): the scope of a grant
 * @type: a resource type
 * @verb: one of `c`, `r`, `u`, `d`, `s`
 *
 * People may share only some kinds of results (granular scopes of SMART 2).
 *
 * Returns: (transfer full) (nullable): the categories, as `system|code`, that
 *   @verb is limited to; %NULL when it is given without a limit; empty when it
 *   is not given, or only with limits other than a category
 */
GStrv
kin_scope_dup_categories (const char *granted,
                          const char *type,
                          char        verb)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (type != NULL, NULL);

  words = g_strsplit_set (granted != NULL ? granted : "", " \t\r\n", -1);
  for (int i = 0; words[i] != NULL; i++)
    {
      g_auto (Part) part = { NULL };
      g_auto (GStrv) pairs = NULL;

      if (!part_parse (&part, words[i]) || !part_covers (&part, type, verb))
        continue;
      if (part.filter == NULL || *part.filter == '\0')
        return NULL;
      /* Several conditions at once narrow further than a category can say. */
      pairs = g_strsplit (part.filter, "&", -1);
      if (g_strv_length (pairs) == 1 && g_str_has_prefix (pairs[0], "category="))
        {
          char *category = g_uri_unescape_string (pairs[0] + strlen ("category="), NULL);

          if (category != NULL)
            g_ptr_array_add (found, category);
        }
    }
  g_ptr_array_add (found, NULL);
  return (GStrv) g_ptr_array_steal (found, NULL);
}

/**
 * kin_scope_ask:
 * @types: the types that will be read, %NULL-terminated
 * @v2: whether the portal understands SMART 2 scopes
 * @stay: whether to ask to stay connected
 *
 * Reading and staying connected, nothing else; never both spellings and never a
 * wildcard, which portals refuse (portal-quirks 25).
 *
 * Returns: (transfer full): the scope to ask for
 */
char *
kin_scope_ask (const char * const *types,
               gboolean            v2,
               gboolean            stay)
{
  GString *text = g_string_new ("launch/patient openid fhirUser");

  g_return_val_if_fail (types != NULL, NULL);

  if (stay)
    g_string_append (text, " offline_access");
  for (int i = 0; types[i] != NULL; i++)
    g_string_append_printf (text, " patient/%s.%s", types[i], v2 ? "rs" : "read");
  return g_string_free (text, FALSE);
}
