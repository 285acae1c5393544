/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-portal"

#include "config.h"

#include <string.h>

#include "kin-origin-private.h"
#include "kin-portal-private.h"

struct _KinPortal
{
  GObject parent_instance;

  KinPortalParts parts;
};

G_DEFINE_FINAL_TYPE (KinPortal, kin_portal, G_TYPE_OBJECT)

void
kin_portal_parts_init (KinPortalParts *parts)
{
  *parts = (KinPortalParts) { NULL };
  parts->capabilities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parts->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parts->types = g_ptr_array_new_with_free_func (g_free);
  parts->quirks = &kin_quirks_plain;
  parts->takes_assertions = TRUE;
}

void
kin_portal_parts_clear (KinPortalParts *parts)
{
  g_clear_pointer (&parts->base, g_free);
  g_clear_pointer (&parts->base_uri, g_uri_unref);
  g_clear_pointer (&parts->authorize, g_uri_unref);
  g_clear_pointer (&parts->token, g_uri_unref);
  g_clear_pointer (&parts->revoke, g_uri_unref);
  g_clear_pointer (&parts->registration, g_uri_unref);
  g_clear_pointer (&parts->jwks, g_uri_unref);
  g_clear_pointer (&parts->management, g_free);
  g_clear_pointer (&parts->issuer, g_free);
  g_clear_pointer (&parts->capabilities, g_hash_table_unref);
  g_clear_pointer (&parts->name, g_free);
  g_clear_pointer (&parts->fhir_version, g_free);
  g_clear_pointer (&parts->types, g_ptr_array_unref);
  g_clear_pointer (&parts->facts, g_hash_table_unref);
}

/* How one ability of one type is written down; a space cannot occur in either. */
char *
kin_portal_fact (const char *type,
                 char        kind,
                 const char *value)
{
  return g_strdup_printf ("%s %c %s", type, kind, value);
}

/* Takes over what @parts holds. */
KinPortal *
kin_portal_new (KinPortalParts *parts)
{
  KinPortal *self = g_object_new (KIN_TYPE_PORTAL, NULL);

  self->parts = *parts;
  *parts = (KinPortalParts) { NULL };
  return self;
}

static gboolean
has_fact (KinPortal  *self,
          const char *type,
          char        kind,
          const char *value)
{
  g_autofree char *fact = kin_portal_fact (type, kind, value);

  return g_hash_table_contains (self->parts.facts, fact);
}

static void
kin_portal_finalize (GObject *object)
{
  kin_portal_parts_clear (&KIN_PORTAL (object)->parts);

  G_OBJECT_CLASS (kin_portal_parent_class)->finalize (object);
}

static void
kin_portal_class_init (KinPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_portal_finalize;
}

static void
kin_portal_init (KinPortal *self)
{
}

/* A host in other letters becomes what DNS knows it as. */
static char *
host_to_ascii (const char *text)
{
  const char *start = strstr (text, "://");
  const char *end;
  g_autofree char *host = NULL;
  g_autofree char *ascii = NULL;

  if (start == NULL || g_str_is_ascii (text))
    return g_strdup (text);
  start += strlen ("://");
  end = start + strcspn (start, ":/");
  host = g_strndup (start, (gsize) (end - start));
  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return g_strdup (text);
  return g_strdup_printf ("%.*s%s%s", (int) (start - text), text, ascii, end);
}

/**
 * kin_portal_check_base:
 * @typed: what a person typed, or a list says
 * @error: %KIN_PORTAL_ERROR_BAD_ADDRESS or %KIN_PORTAL_ERROR_NOT_SECURE
 *
 * Reads a FHIR base address. https is assumed; http is accepted only when it is
 * typed, and only to the literals 127.0.0.1 and [::1].
 *
 * Returns: (transfer full): the base, without a slash at its end
 */
char *
kin_portal_check_base (const char  *typed,
                       GError     **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *full = NULL;
  g_autofree char *ascii = NULL;
  g_autoptr (GUri) uri = NULL;
  char *base;

  g_return_val_if_fail (typed != NULL, NULL);

  trimmed = g_strstrip (g_strdup (typed));
  full = strstr (trimmed, "://") != NULL ? g_strdup (trimmed)
                                         : g_strconcat ("https://", trimmed, NULL);
  ascii = host_to_ascii (full);
  uri = kin_origin_parse (ascii, error);
  if (uri == NULL)
    return NULL;
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS,
                           "a base address has no query");
      return NULL;
    }
  base = g_uri_to_string (uri);
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  return base;
}

/**
 * kin_portal_get_base:
 * @self: a portal
 *
 * Returns: its FHIR base address, without a slash at its end
 */
const char *
kin_portal_get_base (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  return self->parts.base;
}

/**
 * kin_portal_get_name:
 * @self: a portal
 *
 * Returns: what it calls itself; its host when it does not say
 */
const char *
kin_portal_get_name (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  return self->parts.name;
}

/**
 * kin_portal_get_quirks:
 * @self: a portal
 *
 * Returns: what its vendor wants differently
 */
const KinQuirks *
kin_portal_get_quirks (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  return self->parts.quirks;
}

/**
 * kin_portal_get_fhir_version:
 * @self: a portal
 *
 * Returns: its FHIR version, such as `4.0.1`
 */
const char *
kin_portal_get_fhir_version (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  return self->parts.fhir_version;
}

/**
 * kin_portal_get_issuer:
 * @self: a portal
 *
 * Returns: (nullable): the issuer that its sign-in answers and id_tokens name
 */
const char *
kin_portal_get_issuer (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  return self->parts.issuer;
}

/**
 * kin_portal_get_management:
 * @self: a portal
 *
 * Returns: (nullable): the page where a person sees and ends what apps may read
 */
const char *
kin_portal_get_management (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  return self->parts.management;
}

/**
 * kin_portal_can_revoke:
 * @self: a portal
 *
 * Returns: whether a grant can be given back (RFC 7009)
 */
gboolean
kin_portal_can_revoke (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return self->parts.revoke != NULL;
}

/**
 * kin_portal_can_register:
 * @self: a portal
 *
 * Returns: whether this app may get a number of its own there by asking for one (RFC 7591), with
 *   no person in between
 */
gboolean
kin_portal_can_register (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return self->parts.registration != NULL &&
         !kin_quirks_registers_devices (self->parts.quirks);
}

/**
 * kin_portal_get_key_algorithm:
 * @self: a portal
 *
 * Returns: (nullable): what a key of this app has to sign with to prove who it is there (SMART's
 *   `private_key_jwt`); %NULL when keys are not taken
 */
const char *
kin_portal_get_key_algorithm (KinPortal *self)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  return self->parts.key_algorithm;
}

/**
 * kin_portal_has_capability:
 * @self: a portal
 * @capability: a SMART capability, such as `permission-v2`
 *
 * Returns: whether the SMART configuration names it
 */
gboolean
kin_portal_has_capability (KinPortal  *self,
                           const char *capability)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return g_hash_table_contains (self->parts.capabilities, capability);
}

/**
 * kin_portal_dup_types:
 * @self: a portal
 *
 * Returns: (transfer full): the resource types it knows, in its own order
 */
GStrv
kin_portal_dup_types (KinPortal *self)
{
  GStrv types;

  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  types = g_new0 (char *, self->parts.types->len + 1);
  for (guint i = 0; i < self->parts.types->len; i++)
    types[i] = g_strdup (g_ptr_array_index (self->parts.types, i));
  return types;
}

/**
 * kin_portal_has_type:
 * @self: a portal
 * @type: a resource type
 *
 * Returns: whether the CapabilityStatement names @type
 */
gboolean
kin_portal_has_type (KinPortal  *self,
                     const char *type)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return g_ptr_array_find_with_equal_func (self->parts.types, type, g_str_equal, NULL);
}

/**
 * kin_portal_has_interaction:
 * @self: a portal
 * @type: a resource type
 * @interaction: such as `read` or `search-type`
 *
 * Returns: whether the CapabilityStatement names it
 */
gboolean
kin_portal_has_interaction (KinPortal  *self,
                            const char *type,
                            const char *interaction)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return has_fact (self, type, KIN_PORTAL_FACT_INTERACTION, interaction);
}

/**
 * kin_portal_has_search:
 * @self: a portal
 * @type: a resource type
 * @parameter: such as `_lastUpdated`
 *
 * Returns: whether the CapabilityStatement names it
 */
gboolean
kin_portal_has_search (KinPortal  *self,
                       const char *type,
                       const char *parameter)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return has_fact (self, type, KIN_PORTAL_FACT_SEARCH, parameter);
}

/**
 * kin_portal_has_include:
 * @self: a portal
 * @type: the type searched
 * @include: such as `MedicationRequest:medication`
 *
 * Returns: whether `_include` with it is offered
 */
gboolean
kin_portal_has_include (KinPortal  *self,
                        const char *type,
                        const char *include)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return has_fact (self, type, KIN_PORTAL_FACT_INCLUDE, include) ||
         has_fact (self, type, KIN_PORTAL_FACT_INCLUDE, "*");
}

/**
 * kin_portal_has_rev_include:
 * @self: a portal
 * @type: the type searched
 * @include: such as `Provenance:target`
 *
 * Returns: whether `_revinclude` with it is offered
 */
gboolean
kin_portal_has_rev_include (KinPortal  *self,
                            const char *type,
                            const char *include)
{
  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);

  return has_fact (self, type, KIN_PORTAL_FACT_REV_INCLUDE, include) ||
         has_fact (self, type, KIN_PORTAL_FACT_REV_INCLUDE, "*");
}

/* Where records, sign-in pages and tokens are: base, authorize, token. */
static char *
dup_hosts (KinPortal *self)
{
  g_autofree char *base = kin_origin_to_string (self->parts.base_uri);
  g_autofree char *authorize = kin_origin_to_string (self->parts.authorize);
  g_autofree char *token = kin_origin_to_string (self->parts.token);

  return g_strdup_printf ("%s %s %s", base, authorize, token);
}

/**
 * kin_portal_dup_pin:
 * @self: a portal
 *
 * What a connection remembers of the portal it was made with (rule N-04).
 *
 * Returns: (transfer full): its hosts and issuer, as one text without secrets
 */
char *
kin_portal_dup_pin (KinPortal *self)
{
  g_autofree char *hosts = NULL;

  g_return_val_if_fail (KIN_IS_PORTAL (self), NULL);

  hosts = dup_hosts (self);
  return g_strdup_printf ("%s %s", hosts, self->parts.issuer != NULL ? self->parts.issuer : "-");
}

/**
 * kin_portal_check_pin:
 * @self: a portal as it describes itself now
 * @pin: what kin_portal_dup_pin() gave when the person connected
 * @error: %KIN_PORTAL_ERROR_HOSTS_CHANGED
 *
 * Returns: whether tokens would still go to the same hosts. A portal that names
 *   no issuer today, or named none then, is not held to one.
 */
gboolean
kin_portal_check_pin (KinPortal   *self,
                      const char  *pin,
                      GError     **error)
{
  g_autofree char *now = NULL;
  g_auto (GStrv) new_words = NULL;
  g_auto (GStrv) old_words = NULL;

  g_return_val_if_fail (KIN_IS_PORTAL (self), FALSE);
  g_return_val_if_fail (pin != NULL, FALSE);

  now = kin_portal_dup_pin (self);
  new_words = g_strsplit (now, " ", 4);
  old_words = g_strsplit (pin, " ", 4);
  if (g_strv_length (old_words) == 4 &&
      g_str_equal (old_words[0], new_words[0]) && g_str_equal (old_words[1], new_words[1]) &&
      g_str_equal (old_words[2], new_words[2]) &&
      (g_str_equal (old_words[3], new_words[3]) || g_str_equal (old_words[3], "-") ||
       g_str_equal (new_words[3], "-")))
    return TRUE;
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_HOSTS_CHANGED,
                       "the portal names other hosts than when it was connected");
  return FALSE;
}

/* What references are relative to: the base with a slash at its end. */
GUri *
kin_portal_get_base_uri (KinPortal *self)
{
  return self->parts.base_uri;
}

GUri *
kin_portal_get_authorize (KinPortal *self)
{
  return self->parts.authorize;
}

GUri *
kin_portal_get_token (KinPortal *self)
{
  return self->parts.token;
}

GUri *
kin_portal_get_revoke (KinPortal *self)
{
  return self->parts.revoke;
}

GUri *
kin_portal_get_registration (KinPortal *self)
{
  return self->parts.registration;
}

gboolean
kin_portal_wants_secret (KinPortal *self)
{
  return self->parts.wants_secret;
}

/* Whether somebody who has just signed in may leave a key there, to stay connected with. */
gboolean
kin_portal_takes_devices (KinPortal *self)
{
  return self->parts.registration != NULL && self->parts.takes_assertions &&
         kin_quirks_registers_devices (self->parts.quirks);
}

GUri *
kin_portal_get_jwks (KinPortal *self)
{
  return self->parts.jwks;
}

gboolean
kin_portal_sends_issuer (KinPortal *self)
{
  return self->parts.sends_issuer;
}
