/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic"

#include "config.h"

#include "kin-clinic.h"
#include "kin-connection-private.h"

/* The name that Kinchart has at portals that did not give it another. */
#define USUAL_CLIENT_ID "kinchart"

/**
 * KinClinic:
 *
 * A clinic that somebody may connect to, and how Kinchart is known there. Immutable.
 */
struct _KinClinic
{
  GObject    parent_instance;

  char      *texts[6];             /* by property, from PROP_NAME on */
  KinSecret *client_secret;        /* no property: it is not to be looked at */
  gboolean   made_up;
  gboolean   needs_number;
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
  PROP_MADE_UP,
  PROP_NEEDS_NUMBER,
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
  else if (prop_id == PROP_NEEDS_NUMBER)
    g_value_set_boolean (value, self->needs_number);
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
  else if (prop_id == PROP_NEEDS_NUMBER)
    self->needs_number = g_value_get_boolean (value);
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
  properties[PROP_MADE_UP] = g_param_spec_boolean ("made-up", NULL, NULL, FALSE, flags);
  properties[PROP_NEEDS_NUMBER] = g_param_spec_boolean ("needs-number", NULL, NULL, FALSE, flags);

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
 * Returns: (transfer full): the same clinic with the same set-up, for another sign-in
 */
KinClinic *
kin_clinic_new_of_connection (KinConnection *connection)
{
  const KinConnectionNote *note = kin_connection_get_note (connection);

  return g_object_new (KIN_TYPE_CLINIC, "name", note->name, "address", note->base, "client-id",
                       note->client_id, "redirect", note->redirect, NULL);
}

/**
 * kin_clinic_new_with_set_up:
 * @client_id: the number that the clinic gave for Kinchart
 * @client_secret: (nullable): the secret that it gave with the number
 * @redirect: (nullable): the return address that goes with it
 *
 * Returns: (transfer full): the same clinic, where Kinchart is known as that
 */
KinClinic *
kin_clinic_new_with_set_up (KinClinic  *self,
                            const char *client_id,
                            KinSecret  *client_secret,
                            const char *redirect)
{
  KinClinic *other;

  g_return_val_if_fail (KIN_IS_CLINIC (self), NULL);

  other = g_object_new (KIN_TYPE_CLINIC, "name", kin_clinic_get_name (self), "place",
                        kin_clinic_get_place (self), "other-names",
                        kin_clinic_get_other_names (self), "address",
                        kin_clinic_get_address (self), "client-id", client_id, "redirect",
                        redirect, "made-up", self->made_up, "needs-number", self->needs_number,
                        NULL);
  other->client_secret = client_secret != NULL ? kin_secret_ref (client_secret) : NULL;

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
 * Returns: its web address
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
                                                 : USUAL_CLIENT_ID;
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

  return g_strcmp0 (kin_clinic_get_client_id (self), USUAL_CLIENT_ID) != 0;
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
 * kin_clinic_get_needs_number:
 *
 * Returns: whether it lets an app in only with a number that it has given out, and none is known
 */
gboolean
kin_clinic_get_needs_number (KinClinic *self)
{
  g_return_val_if_fail (KIN_IS_CLINIC (self), FALSE);

  return self->needs_number && get_text (self, PROP_CLIENT_ID) == NULL;
}
