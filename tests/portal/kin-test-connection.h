/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-client.h"
#include "kin-fault-server.h"
#include "kin-http-private.h"

G_BEGIN_DECLS

#define TEST_TYPE_CREDENTIALS (test_credentials_get_type ())

/* Secrets of one connection for these tests: keeps them in memory, and writes
 * down what was asked when, so that order can be looked at. */
G_DECLARE_FINAL_TYPE (TestCredentials, test_credentials, TEST, CREDENTIALS, GObject)

TestCredentials *test_credentials_new          (const char      *refresh_token,
                                                const char      *client_secret);
const char      *test_credentials_get_token    (TestCredentials *self);
gint64           test_credentials_get_saved    (TestCredentials *self);
void             test_credentials_set_failing  (TestCredentials *self,
                                                gboolean         failing);

KinHttp         *test_http_new                 (void);
void             test_portal_serve             (FaultServer     *server,
                                                const char      *more);
KinPortal       *test_portal_new               (KinHttp         *http,
                                                FaultServer     *server);
KinGrant        *test_grant_new                (const char      *token,
                                                gint64           seconds);
void             test_token_answer             (FaultServer     *server,
                                                const char      *access,
                                                const char      *refresh);
KinAnswer       *test_fetch                    (KinClient       *client,
                                                const char      *url,
                                                GError         **error);

G_END_DECLS
