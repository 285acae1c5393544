/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-scope"

#include "config.h"

#include "kin-practice-scope.h"

#include <string.h>

/* SMART v1 words as v2 letters; v2 letters only in their fixed order. */
static char *
parse_rights (const char *text)
{
  const char *order = "cruds";

  if (g_str_equal (text, "read"))
    return g_strdup ("rs");
  if (g_str_equal (text, "write"))
    return g_strdup ("cud");
  if (g_str_equal (text, "*"))
    return g_strdup ("cruds");
  if (*text == '\0')
    return NULL;

  for (const char *letter = text; *letter != '\0'; letter++)
    {
      order = strchr (order, *letter);
      if (order == NULL)
        return NULL;
      order++;
    }

  return g_strdup (text);
}

/**
 * kin_practice_scope_parse:
 * @text: one scope
 *
 * Reads a scope of SMART App Launch, version 1 or 2
 * (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html).
 *
 * Returns: (transfer full) (nullable): the scope; %NULL if this portal does not know it
 */
KinPracticeScope *
kin_practice_scope_parse (const char *text)
{
  const char *const plain[] = { "openid", "fhirUser", "launch/patient", "offline_access", NULL };
  g_autoptr (KinPracticeScope) self = g_new0 (KinPracticeScope, 1);
  const char *rest = text + strlen ("patient/");
  const char *dot;
  const char *question;
  g_autofree char *rights = NULL;

  self->text = g_strdup (text);
  if (g_strv_contains (plain, text))
    return g_steal_pointer (&self);
  if (!g_str_has_prefix (text, "patient/") || (dot = strchr (rest, '.')) == NULL)
    return NULL;

  question = strchr (dot, '?');
  rights = question != NULL ? g_strndup (dot + 1, (gsize) (question - dot - 1))
                            : g_strdup (dot + 1);
  self->type = g_strndup (rest, (gsize) (dot - rest));
  self->rights = parse_rights (rights);
  self->filter = question != NULL ? g_strdup (question + 1) : NULL;

  return self->rights != NULL && *self->type != '\0' ? g_steal_pointer (&self) : NULL;
}

/**
 * kin_practice_scopes_parse:
 * @text: scopes with spaces between them
 *
 * Scopes that the portal does not know are left out, as many servers do.
 *
 * Returns: (transfer full) (element-type KinPracticeScope): the scopes
 */
GPtrArray *
kin_practice_scopes_parse (const char *text)
{
  GPtrArray *scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_practice_scope_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      KinPracticeScope *scope = *words[i] != '\0' ? kin_practice_scope_parse (words[i]) : NULL;

      if (scope != NULL)
        g_ptr_array_add (scopes, scope);
    }

  return scopes;
}

/**
 * kin_practice_scopes_have:
 * @scopes: what an app asked for or was granted
 * @text: one scope, letter by letter
 *
 * Returns: whether it is among them
 */
gboolean
kin_practice_scopes_have (GPtrArray *scopes, const char *text)
{
  for (guint i = 0; i < scopes->len; i++)
    if (g_str_equal (((KinPracticeScope *) g_ptr_array_index (scopes, i))->text, text))
      return TRUE;

  return FALSE;
}

/**
 * kin_practice_scopes_allow:
 * @scopes: what an app was granted
 * @type: a resource type
 * @right: a letter of `cruds`
 *
 * Returns: whether the app may do that, at least with some resources of the type
 */
gboolean
kin_practice_scopes_allow (GPtrArray *scopes, const char *type, char right)
{
  for (guint i = 0; i < scopes->len; i++)
    {
      KinPracticeScope *scope = g_ptr_array_index (scopes, i);

      if (scope->type != NULL && strchr (scope->rights, right) != NULL
          && (g_str_equal (scope->type, "*") || g_str_equal (scope->type, type)))
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_practice_scopes_print:
 * @scopes: scopes
 *
 * Returns: (transfer full): their texts with spaces between them
 */
char *
kin_practice_scopes_print (GPtrArray *scopes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scopes->len; i++)
    {
      KinPracticeScope *scope = g_ptr_array_index (scopes, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", scope->text);
    }

  return g_string_free (text, FALSE);
}

/**
 * kin_practice_scope_free:
 * @self: (transfer full): a scope
 *
 * Frees a scope.
 */
void
kin_practice_scope_free (KinPracticeScope *self)
{
  g_free (self->text);
  g_free (self->type);
  g_free (self->rights);
  g_free (self->filter);
  g_free (self);
}
