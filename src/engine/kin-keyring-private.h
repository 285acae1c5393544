/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* For secret_service_decode_dbus_secret(), which is in the library since 0.18. */
#define SECRET_WITH_UNSTABLE 1
#define SECRET_API_SUBJECT_TO_CHANGE 1
#include <libsecret/secret.h>

#include "kin-keyring.h"

G_BEGIN_DECLS

/**
 * KinKeyringQuestion:
 * @attributes: of what is asked for
 * @secret: (nullable): what is to be stored, or was found
 *
 * One question to the service. What answers it may wait for as long as a person thinks, so it
 * runs on a thread of its own.
 */
typedef struct
{
  GHashTable *attributes;
  KinSecret  *secret;
} KinKeyringQuestion;

KinKeyringQuestion *kin_keyring_question_new       (const char          *kind,
                                                    const char          *set,
                                                    const char          *key_id,
                                                    KinSecret           *secret);
void                kin_keyring_question_free      (KinKeyringQuestion  *self);

/**
 * KinKeyringSession:
 *
 * A way to the service that is open, for one thread at a time.
 */
typedef struct _KinKeyringSession KinKeyringSession;

KinKeyringSession  *kin_keyring_session_new        (GCancellable        *cancellable,
                                                    GError             **error);
void                kin_keyring_session_free       (KinKeyringSession   *self);
SecretService      *kin_keyring_session_get_service (KinKeyringSession *self);
gboolean            kin_keyring_session_enter      (KinKeyringSession   *self);
void                kin_keyring_session_leave      (KinKeyringSession   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinKeyringSession, kin_keyring_session_free)

SecretService      *kin_keyring_service_connect    (GCancellable        *cancellable,
                                                    GError             **error);
gboolean            kin_keyring_service_lookup     (KinKeyringQuestion  *question,
                                                    SecretService       *service,
                                                    GCancellable        *cancellable,
                                                    GError             **error);
gboolean            kin_keyring_service_look       (KinKeyringQuestion  *question,
                                                    SecretService       *service,
                                                    GCancellable        *cancellable,
                                                    GError             **error);
gboolean            kin_keyring_service_store      (KinKeyringQuestion  *question,
                                                    SecretService       *service,
                                                    GCancellable        *cancellable,
                                                    GError             **error);
gboolean            kin_keyring_service_remove     (KinKeyringQuestion  *question,
                                                    SecretService       *service,
                                                    GCancellable        *cancellable,
                                                    GError             **error);
gboolean            kin_keyring_service_remove_set (KinKeyringQuestion  *question,
                                                    SecretService       *service,
                                                    GCancellable        *cancellable,
                                                    GError             **error);

G_END_DECLS
