/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-merge.h"
#include "kin-person.h"
#include "kin-secret.h"

G_BEGIN_DECLS

/**
 * KinSignInOpenFunc:
 * @url: the page of the portal; it names no person
 *
 * Opens a page in the person's own browser.
 */
typedef void (*KinSignInOpenFunc) (const char *url,
                                   gpointer    user_data);

/**
 * KinSignInReturn:
 * @KIN_SIGN_IN_RETURN_TAKEN: it is the portal's answer
 * @KIN_SIGN_IN_RETURN_NOT_IT: it is no address that leads back to this app
 * @KIN_SIGN_IN_RETURN_OTHER: it is the answer to another sign-in
 * @KIN_SIGN_IN_RETURN_TOO_LATE: nothing is waited for
 */
typedef enum
{
  KIN_SIGN_IN_RETURN_TAKEN,
  KIN_SIGN_IN_RETURN_NOT_IT,
  KIN_SIGN_IN_RETURN_OTHER,
  KIN_SIGN_IN_RETURN_TOO_LATE,
} KinSignInReturn;

#define KIN_TYPE_SIGN_IN (kin_sign_in_get_type ())

G_DECLARE_FINAL_TYPE (KinSignIn, kin_sign_in, KIN, SIGN_IN, GObject)

KinSignIn     *kin_sign_in_new             (KinPerson            *person,
                                            const char           *base,
                                            const char           *client_id,
                                            KinSecret            *client_secret,
                                            const char           *redirect_uri);
void           kin_sign_in_set_vendor      (KinSignIn            *self,
                                            const char           *vendor);
void           kin_sign_in_set_number_from (KinSignIn            *self,
                                            const char           *number_from);
void           kin_sign_in_run_async       (KinSignIn            *self,
                                            KinSignInOpenFunc     open,
                                            gpointer              open_data,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       kin_sign_in_run_finish      (KinSignIn            *self,
                                            GAsyncResult         *result,
                                            GError              **error);
KinSignInReturn kin_sign_in_take_return    (KinSignIn            *self,
                                            const char           *line);
gboolean       kin_sign_in_can_return_to   (const char           *redirect);
const char    *kin_sign_in_get_portal_name (KinSignIn            *self);
KinIdentity   *kin_sign_in_get_identity    (KinSignIn            *self);
KinMatch       kin_sign_in_get_match       (KinSignIn            *self);
KinMerge       kin_sign_in_get_merge       (KinSignIn            *self);

void           kin_sign_in_confirm_async   (KinSignIn            *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
KinConnection *kin_sign_in_confirm_finish  (KinSignIn            *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void           kin_sign_in_refuse_async    (KinSignIn            *self,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       kin_sign_in_refuse_finish   (KinSignIn            *self,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
