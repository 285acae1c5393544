/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-keyring-session"

#include "config.h"

#include "kin-keyring-private.h"

/* What the bus says to the service's proxies comes to the context they were made in. */
struct _KinKeyringSession
{
  GMainContext  *context;
  SecretService *service;
  char          *owner;     /* who had the service's name on the bus then */
};

static void
take_what_came (KinKeyringSession *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    continue;
}

/**
 * kin_keyring_session_new:
 *
 * Opens a session with the password store, which agrees on a key: that takes longer than any
 * question. This thread has entered it then.
 *
 * Returns: (transfer full): a session
 */
KinKeyringSession *
kin_keyring_session_new (GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (KinKeyringSession) self = g_new0 (KinKeyringSession, 1);

  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->service = kin_keyring_service_connect (cancellable, error);
  if (self->service == NULL)
    {
      g_main_context_pop_thread_default (self->context);
      return NULL;
    }

  self->owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->service));
  return g_steal_pointer (&self);
}

/**
 * kin_keyring_session_get_service:
 *
 * Returns: (transfer none): what a thread that has entered asks
 */
SecretService *
kin_keyring_session_get_service (KinKeyringSession *self)
{
  return self->service;
}

void
kin_keyring_session_free (KinKeyringSession *self)
{
  g_main_context_push_thread_default (self->context);
  g_clear_object (&self->service);
  /* What the bus still has to give back to this context is freed here. */
  take_what_came (self);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self->owner);
  g_free (self);
}

/**
 * kin_keyring_session_enter:
 *
 * Lets this thread, and no other until it leaves, ask the service. One that was started anew
 * since then knows nothing of the session.
 *
 * Returns: whether it is entered; otherwise the session is over
 */
gboolean
kin_keyring_session_enter (KinKeyringSession *self)
{
  g_autofree char *owner = NULL;

  g_main_context_push_thread_default (self->context);
  take_what_came (self);
  owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->service));
  if (g_strcmp0 (owner, self->owner) == 0)
    return TRUE;

  g_main_context_pop_thread_default (self->context);
  return FALSE;
}

void
kin_keyring_session_leave (KinKeyringSession *self)
{
  take_what_came (self);
  g_main_context_pop_thread_default (self->context);
}
