/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-quirks"

#include "config.h"

#include <string.h>

#include "kin-quirks-private.h"

/* What most servers grant, and few exceed. */
#define PLAIN_PAGE_SIZE 100

const KinQuirks kin_quirks_plain = { .vendor = "plain" };

static const KinQuirks *const vendors[] = {
  &kin_quirks_athena,  &kin_quirks_epic,  &kin_quirks_medplum,  &kin_quirks_oracle,
  &kin_quirks_payer,   &kin_quirks_va,    &kin_quirks_veradigm,
};

/* A clinic may have the vendor's name inside its own: only whole words count. */
static gboolean
has_word (const char *text,
          const char *word)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t,.:;/()-_", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_at (GUri       *uri,
       const char *domain)
{
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gsize length = host != NULL ? strlen (host) : 0;
  gsize end = strlen (domain);

  return length >= end && g_ascii_strcasecmp (host + length - end, domain) == 0 &&
         (length == end || host[length - end - 1] == '.');
}

static gboolean
shows (const KinQuirksSigns *signs,
       KinSignPlace          place,
       const char           *word)
{
  switch (place)
    {
    case KIN_SIGN_SOFTWARE:
      return has_word (signs->software, word);
    case KIN_SIGN_PUBLISHER:
      return has_word (signs->publisher, word);
    case KIN_SIGN_IMPLEMENTATION:
      return has_word (signs->implementation, word);
    case KIN_SIGN_HOST:
      return is_at (signs->base, word) || is_at (signs->own_base, word);
    case KIN_SIGN_NONE:
    default:
      return FALSE;
    }
}

/**
 * kin_quirks_find:
 * @signs: what is known of a portal
 *
 * Returns: what its vendor wants differently; where signs contradict each other, what the
 *   software calls itself goes before its publisher, and an address comes last
 */
const KinQuirks *
kin_quirks_find (const KinQuirksSigns *signs)
{
  for (KinSignPlace place = KIN_SIGN_SOFTWARE; place <= KIN_SIGN_HOST; place++)
    for (guint i = 0; i < G_N_ELEMENTS (vendors); i++)
      for (guint j = 0; j < G_N_ELEMENTS (vendors[i]->signs); j++)
        if (vendors[i]->signs[j].place == place &&
            shows (signs, place, vendors[i]->signs[j].word))
          return vendors[i];
  return &kin_quirks_plain;
}

/* A list that ends where it is empty, or where it is full. */
static gboolean
is_among (const char *const *list,
          gsize              length,
          const char        *type)
{
  for (gsize i = 0; i < length && list[i] != NULL; i++)
    if (g_str_equal (list[i], type))
      return TRUE;
  return FALSE;
}

/**
 * kin_quirks_get_vendor:
 * @self: the quirks of a portal
 *
 * Returns: whose they are, for logs and tests
 */
const char *
kin_quirks_get_vendor (const KinQuirks *self)
{
  return self->vendor;
}

/**
 * kin_quirks_get_page_size:
 * @self: the quirks of a portal
 * @type: a resource type
 *
 * Returns: what to ask for with `_count`: the most that is given, because some give ten to
 *   whoever does not ask
 */
guint
kin_quirks_get_page_size (const KinQuirks *self,
                          const char      *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->pages) && self->pages[i].type != NULL; i++)
    if (g_str_equal (self->pages[i].type, type))
      return self->pages[i].size;
  return PLAIN_PAGE_SIZE;
}

/**
 * kin_quirks_get_filters:
 * @self: the quirks of a portal
 * @type: a resource type
 *
 * Returns: (nullable) (array zero-terminated=1): `name=value` of questions to ask besides the
 *   usual ones
 */
const char * const *
kin_quirks_get_filters (const KinQuirks *self,
                        const char      *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->filters) && self->filters[i].type != NULL; i++)
    if (g_str_equal (self->filters[i].type, type))
      return self->filters[i].filters;
  return NULL;
}

/**
 * kin_quirks_is_closed:
 * @self: the quirks of a portal
 * @type: a resource type
 *
 * Returns: whether no person may read it, whatever the portal's statement says; asking for the
 *   right alone could make a sign-in fail
 */
gboolean
kin_quirks_is_closed (const KinQuirks *self,
                      const char      *type)
{
  return is_among (self->closed, G_N_ELEMENTS (self->closed), type);
}

/**
 * kin_quirks_comes_alone:
 * @self: the quirks of a portal
 * @type: a resource type
 *
 * Returns: whether a search for it is refused when it asks for what belongs to the answers too
 */
gboolean
kin_quirks_comes_alone (const KinQuirks *self,
                        const char      *type)
{
  return is_among (self->alone, G_N_ELEMENTS (self->alone), type);
}

/**
 * kin_quirks_dup_practice:
 * @self: the quirks of a portal
 * @patient_id: whose record it is, such as `a-7.E-12`: number 12 of practice 7
 *
 * Returns: (transfer full) (nullable): `name=value` of the practice that every search names
 */
char *
kin_quirks_dup_practice (const KinQuirks *self,
                         const char      *patient_id)
{
  const char *end = strchr (patient_id, '.');

  if (self->practice == NULL || end == NULL || !g_str_has_prefix (patient_id, "a-"))
    return NULL;
  return g_strdup_printf ("%s=Organization/a-1.Practice-%.*s", self->practice,
                          (int) (end - patient_id - 2), patient_id + 2);
}

/**
 * kin_quirks_since_is_day:
 * @self: the quirks of a portal
 *
 * Returns: whether changes can only be asked for since a day
 */
gboolean
kin_quirks_since_is_day (const KinQuirks *self)
{
  return self->since_is_day;
}

/**
 * kin_quirks_ends_empty:
 * @self: the quirks of a portal
 *
 * Returns: whether a page without anything on it is the end, although it names another
 */
gboolean
kin_quirks_ends_empty (const KinQuirks *self)
{
  return self->ends_empty;
}

/**
 * kin_quirks_stays_connected:
 * @self: the quirks of a portal
 *
 * Returns: whether a person can stay signed in, and so whether to ask for it
 */
gboolean
kin_quirks_stays_connected (const KinQuirks *self)
{
  return !self->no_refresh;
}

/**
 * kin_quirks_registers_devices:
 * @self: the quirks of a portal
 *
 * Returns: whether its registration is for the devices of people who have signed in, not for apps
 */
gboolean
kin_quirks_registers_devices (const KinQuirks *self)
{
  return self->registers_devices;
}

/**
 * kin_quirks_repeats_scope:
 * @self: the quirks of a portal
 *
 * Repeating the granted scope in a refresh is allowed everywhere (RFC 6749, section 6) but only
 * asked for by some; others are not bothered.
 *
 * Returns: whether a refresh has to repeat it
 */
gboolean
kin_quirks_repeats_scope (const KinQuirks *self)
{
  return self->repeats_scope;
}

/**
 * kin_quirks_is_stale:
 * @self: the quirks of a portal
 * @oauth_error: (nullable): why a refresh was refused; an empty refusal gives no reason
 *
 * Returns: whether the refresh token is of no more use; other words speak of this app, which
 *   may be put right without a new sign-in
 */
gboolean
kin_quirks_is_stale (const KinQuirks *self,
                     const char      *oauth_error)
{
  return oauth_error == NULL || g_str_equal (oauth_error, "invalid_grant") ||
         g_strcmp0 (oauth_error, self->stale) == 0;
}
