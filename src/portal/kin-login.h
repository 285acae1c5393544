/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-grant.h"
#include "kin-http.h"
#include "kin-portal.h"
#include "kin-secret.h"

G_BEGIN_DECLS

#define KIN_TYPE_LOGIN (kin_login_get_type ())

/**
 * KinLogin:
 *
 * One attempt to sign in to one portal: a page in the person's own browser, a
 * one-time listener for the way back, and the exchange for tokens. Used once.
 */
G_DECLARE_FINAL_TYPE (KinLogin, kin_login, KIN, LOGIN, GObject)

/**
 * KinLoginOpenFunc:
 * @url: the page to open; it names no person
 *
 * Opens @url in the person's browser. Called once, and once more when the
 * portal refused the first set of scopes.
 */
typedef void (*KinLoginOpenFunc) (const char *url,
                                  gpointer    user_data);

/* A redirect address that only this app answers (RFC 8252, 7.1). */
#define KIN_LOGIN_SCHEME_REDIRECT "io.github.kinchart:/cb"

/**
 * KinReturned:
 * @KIN_RETURNED_TAKEN: it is the answer of the portal
 * @KIN_RETURNED_NOT_IT: it is no address that leads back to this app
 * @KIN_RETURNED_OTHER: it is the answer to another sign-in
 * @KIN_RETURNED_TOO_LATE: nothing is waited for
 *
 * What became of an address that was handed over.
 */
typedef enum
{
  KIN_RETURNED_TAKEN,
  KIN_RETURNED_NOT_IT,
  KIN_RETURNED_OTHER,
  KIN_RETURNED_TOO_LATE,
} KinReturned;

gboolean  kin_login_can_return_to (const char       *redirect_uri);
KinReturned kin_login_take_return (KinLogin         *self,
                                const char           *line);
KinLogin *kin_login_new        (KinHttp              *http,
                                KinPortal            *portal,
                                const char           *client_id,
                                KinSecret            *client_secret,
                                const char           *redirect_uri,
                                const char * const   *types);
void      kin_login_run_async  (KinLogin             *self,
                                KinLoginOpenFunc      open,
                                gpointer              open_data,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
KinGrant *kin_login_run_finish (KinLogin             *self,
                                GAsyncResult         *result,
                                GError              **error);

const char *kin_login_get_client_id     (KinLogin     *self);
KinSecret  *kin_login_get_client_secret (KinLogin     *self);
const char *kin_login_get_redirect_uri  (KinLogin     *self);

void      kin_login_try_async  (KinHttp              *http,
                                KinPortal            *portal,
                                const char           *client_id,
                                const char           *redirect_uri,
                                const char * const   *types,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean  kin_login_try_finish (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
