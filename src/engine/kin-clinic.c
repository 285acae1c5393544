/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic"

#include "config.h"

#include "kin-clinic.h"
#include "kin-connection-private.h"
#include "kin-vendor.h"

/**
 * KinClinic:
 *
 * A clinic that somebody may connect to, and how Kinchart is known there. Immutable.
 */
struct _KinClinic
{
  GObject    parent_instance;

  char      *texts[13];            /* by property, from PROP_NAME on */
  KinSecret *client_secret;        /* no property: it is not to be looked at */
  gboolean   made_up;
  KinWay     way;
  KinClinic *listed;               /* before somebody said something else; NULL: nobody did */
};

G_DEFINE_FINAL_TYPE (KinClinic, kin_clinic, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_PLACE,
  PROP_OTHER_NAMES,
  PROP_ADDRESS,
  PROP_CLIENT_ID,
  PROP_REDIRECT,
  PROP_PAGE,
  PROP_KEY,
  PROP_VENDOR,
  PROP_LOGIN,
  PROP_PASSWORD,
  PROP_KNOWN,
  PROP_NUMBER_FROM,
  PROP_MADE_UP,
  PROP_WAY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
get_text (KinClinic *self,
          guint      prop_id)
{
  return self->texts[prop_id - PROP_NAME];
}

static void
kin_clinic_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  KinClinic *self = KIN_CLINIC (object);

  if (prop_id == PROP_MADE_UP)
    g_value_set_boolean (value, self->made_up);
  else if (prop_id == PROP_WAY)
    g_value_set_uint (value, self->way);
  else
    g_value_set_string (value, get_text (self, prop_id));
}

static void
kin_clinic_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  KinClinic *self = KIN_CLINIC (object);

  if (prop_id == PROP_MADE_UP)
    self->made_up = g_value_get_boolean (value);
  else if (prop_id == PROP_WAY)
    self->way = g_value_get_uint (value);
  else
    self->texts[prop_id - PROP_NAME] = g_value_dup_string (value);
}

static void
kin_clinic_finalize (GObject *object)
{
  KinClinic *self = KIN_CLINIC (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_clear_object (&self->listed);

  G_OBJECT_CLASS (kin_clinic_parent_class)->finalize (object);
}

static void
kin_clinic_class_init (KinClinicClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = kin_clinic_get_property;
  object_class->set_property = kin_clinic_set_property;
  object_class->finalize = kin_clinic_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  properties[PROP_OTHER_NAMES] = g_param_spec_string ("other-names", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, NULL, flags);
  properties[PROP_REDIRECT] = g_param_spec_string ("redirect", NULL, NULL, NULL, flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_VENDOR] = g_param_spec_string ("vendor", NULL, NULL, NULL, flags);
  properties[PROP_LOGIN] = g_param_spec_string ("login", NULL, NULL, NULL, flags);
  properties[PROP_PASSWORD] = g_param_spec_string ("password", NULL, NULL, NULL, flags);
  properties[PROP_KNOWN] = g_param_spec_string ("known", NULL, NULL, NULL, flags);
  properties[PROP_NUMBER_FROM] = g_param_spec_string ("number-from", NULL, NULL, NULL, flags);
  properties[PROP_MADE_UP] = g_param_spec_boolean ("made-up", NULL, NULL, FALSE, flags);
  properties[PROP_WAY] = g_param_spec_uint ("way", NULL, NULL, 0, KIN_WAY_PAPER, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_clinic_init (KinClinic *self)
{
}

/**
 * kin_clinic_new_at:
 * @address: as it was typed
 *
 * Returns: (transfer full): a clinic of which only the address is known
 */
KinClinic *
kin_clinic_new_at (const char *address)
{
  return g_object_new (KIN_TYPE_CLINIC, "address", address, NULL);
}

/**
 * kin_clinic_new_of_connection:
 * @connection: to a portal
 *
 * Returns: (transfer full): the same clinic with the same set-up, for another sign-in: that one
 *   can sign in there is known
 */
KinClinic *
kin_clinic_new_of_connection (KinConnection *connection)
{
  const KinConnectionNote *note = kin_connection_get_note (connection);

  return g_object_new (KIN_TYPE_CLINIC, "name", note->name, "address", note->base, "client-id",
                       note->client_id, "redirect", note->redirect, "vendor", note->vendor,
                       "number-from", note->number_from, "way", KIN_WAY_CONNECT, NULL);
}

static void
set_text (KinClinic  *self,
          guint       prop_id,
          const char *text)
{
  g_free (self->texts[prop_id - PROP_NAME]);
  self->texts[prop_id - PROP_NAME] = g_strdup (text);
}

static KinClinic *
copy (KinClinic *self)
{
  KinClinic *other = g_object_new (KIN_TYPE_CLINIC, "made-up", self->made_up, "way", self->way,
                                   NULL);

  for (guint i = PROP_NAME; i < PROP_MADE_UP; i++)
    set_text (other, i, get_text (self, i));
  other->client_secret = self->client_secret != NULL ? kin_secret_ref (self->client_secret) : NULL;
  g_set_object (&other->listed, self->listed);

  return other;
}

/**
 * kin_clinic_new_with_set_up:
 * @client_id: (nullable): the number that there is for Kinchart
 * @client_secret: (nullable): the secret that was just given with the number
 * @redirect: (nullable): the return address that goes with it
 * @vendor: (nullable): as kin_vendor_dup_key() names whose number it is; %NULL leaves it
 *
 * Returns: (transfer full): the same clinic, where Kinchart is known as that
 */
KinClinic *
kin_clinic_new_with_set_up (KinClinic  *self,
                            const char *client_id,
                            KinSecret  *client_secret,
                            const char *redirect,
                            const char *vendor)
{
  KinClinic *other;

  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  other = copy (self);
  set_text (other, PROP_CLIENT_ID, client_id);
  set_text (other, PROP_REDIRECT, redirect);
  set_text (other, PROP_NUMBER_FROM, NULL);
  if (vendor != NULL)
    set_text (other, PROP_VENDOR, vendor);
  g_clear_pointer (&other->client_secret, kin_secret_unref);
  other->client_secret = client_secret != NULL ? kin_secret_ref (client_secret) : NULL;

  return other;
}

/* Who made the portal, and the number there, are known of a place: elsewhere is somebody else. */
static void
forget_vendor (KinClinic *self)
{
  set_text (self, PROP_VENDOR, NULL);
  set_text (self, PROP_CLIENT_ID, NULL);
  set_text (self, PROP_REDIRECT, NULL);
  set_text (self, PROP_NUMBER_FROM, NULL);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
}

/**
 * kin_clinic_new_with_way:
 * @address: (nullable): its web address
 * @way: how a record comes from there
 *
 * Returns: (transfer full): the same clinic, after somebody said so, or the clinic itself; at
 *   another host it is nobody's of whom a number is kept
 */
KinClinic *
kin_clinic_new_with_way (KinClinic  *self,
                         const char *address,
                         KinWay      way)
{
  g_autofree char *old_site = kin_vendor_dup_site (get_text (self, PROP_ADDRESS));
  g_autofree char *site = kin_vendor_dup_site (address);
  KinClinic *other;

  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  other = copy (self);
  set_text (other, PROP_ADDRESS, address);
  if (g_strcmp0 (old_site, site) != 0)
    forget_vendor (other);
  other->way = way;
  if (other->listed == NULL)
    other->listed = g_object_ref (self);

  return other;
}

/**
 * kin_clinic_get_name:
 *
 * Returns: (nullable): what people call it
 */
const char *
kin_clinic_get_name (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_NAME);
}

/**
 * kin_clinic_get_place:
 *
 * Returns: (nullable): what tells it from others of that name
 */
const char *
kin_clinic_get_place (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_PLACE);
}

/**
 * kin_clinic_get_other_names:
 *
 * Returns: (nullable): words it is also looked for by
 */
const char *
kin_clinic_get_other_names (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_OTHER_NAMES);
}

/**
 * kin_clinic_get_address:
 *
 * Returns: (nullable): the web address of its service; %NULL for one that has none
 */
const char *
kin_clinic_get_address (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_ADDRESS);
}

/**
 * kin_clinic_get_client_id:
 *
 * Returns: the name or number that Kinchart has there
 */
const char *
kin_clinic_get_client_id (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_CLIENT_ID) != NULL ? get_text (self, PROP_CLIENT_ID)
                                                 : KIN_USUAL_CLIENT_ID;
}

/**
 * kin_clinic_has_number:
 *
 * Returns: whether Kinchart has a name or number of its own there, not the usual one
 */
gboolean
kin_clinic_has_number (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), FALSE);

  return g_strcmp0 (kin_clinic_get_client_id (self), KIN_USUAL_CLIENT_ID) != 0;
}

/**
 * kin_clinic_get_number_from:
 *
 * Returns: (nullable): where the number came from, as #KinConnectionNote has it
 */
const char *
kin_clinic_get_number_from (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_NUMBER_FROM);
}

/**
 * kin_clinic_get_client_secret:
 *
 * Returns: (nullable) (transfer none): what was just typed; what is kept is in the keyring
 */
KinSecret *
kin_clinic_get_client_secret (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return self->client_secret;
}

/**
 * kin_clinic_get_redirect:
 *
 * Returns: (nullable): the return address that the clinic knows; %NULL for a free port
 */
const char *
kin_clinic_get_redirect (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_REDIRECT);
}

/**
 * kin_clinic_get_made_up:
 *
 * Returns: whether nobody there is real
 */
gboolean
kin_clinic_get_made_up (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), FALSE);

  return self->made_up;
}

/**
 * kin_clinic_get_page:
 *
 * Returns: (nullable): the web page where people sign in
 */
const char *
kin_clinic_get_page (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_PAGE);
}

/**
 * kin_clinic_get_key:
 *
 * Returns: (nullable): what it is known by in the list of clinics
 */
const char *
kin_clinic_get_key (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_KEY);
}

/**
 * kin_clinic_get_vendor:
 *
 * Returns: (nullable): who made its service, as the list of clinics calls it; with a number that is
 *   kept, as kin_vendor_dup_key() names it
 */
const char *
kin_clinic_get_vendor (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_VENDOR);
}

/**
 * kin_clinic_get_is_trial:
 *
 * Returns: whether it is for trying things out on the internet: never for a real person's record
 */
gboolean
kin_clinic_get_is_trial (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), FALSE);

  return kin_clinic_get_vendor (self) != NULL &&
         g_str_has_prefix (kin_clinic_get_vendor (self), KIN_TRIAL_VENDOR);
}

/**
 * kin_clinic_get_login:
 *
 * Returns: (nullable): of a trial, the name to sign in as somebody made up; %NULL where one chooses
 */
const char *
kin_clinic_get_login (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_LOGIN);
}

/**
 * kin_clinic_get_password:
 *
 * Returns: (nullable): the password to that, which is no secret
 */
const char *
kin_clinic_get_password (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_PASSWORD);
}

/**
 * kin_clinic_get_known:
 *
 * Returns: (nullable): of a trial, the last day on which it is known to have worked, as FHIR writes
 *   it; %NULL where nobody noted one
 */
const char *
kin_clinic_get_known (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return get_text (self, PROP_KNOWN);
}

/**
 * kin_clinic_get_way:
 *
 * Returns: how a record comes from there, with the set-up that is known
 */
KinWay
kin_clinic_get_way (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), KIN_WAY_UNKNOWN);

  return self->way == KIN_WAY_NUMBER && kin_clinic_has_number (self) ? KIN_WAY_CONNECT : self->way;
}

/**
 * kin_clinic_get_listed:
 *
 * Returns: (transfer none): the clinic as it was before kin_clinic_new_with_way()
 */
KinClinic *
kin_clinic_get_listed (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  return self->listed != NULL ? self->listed : self;
}
