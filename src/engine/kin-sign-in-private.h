/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-client.h"
#include "kin-login.h"
#include "kin-person-match.h"
#include "kin-sign-in.h"

G_BEGIN_DECLS

/**
 * KinSignIn:
 *
 * One attempt to connect a person to a portal, in two halves: signing in, which ends with whose
 * record it is; and the person's own yes or no to that. Nothing is stored with the record
 * before the yes.
 */
struct _KinSignIn
{
  GObject            parent_instance;

  KinPerson         *person;
  char              *base;
  char              *client_id;
  KinSecret         *client_secret;
  char              *redirect_uri;
  char              *number_from;
  char              *vendor;

  KinSignInOpenFunc  open;
  gpointer           open_data;

  KinPortal         *portal;
  KinLogin          *login;        /* once it runs */
  KinGrant          *grant;
  char              *connection_id;
  KinCredentials    *credentials;
  KinClient         *client;
  KinIdentity       *identity;
  KinMatch           match;
  KinMerge           merge;
  KinConnection     *joined;       /* (nullable): the one that goes on, in place of a new one */
};

gboolean kin_sign_in_is_ours        (KinSignIn     *self,
                                     KinConnection *connection);
void     kin_sign_in_take_number    (KinSignIn     *self);
gboolean kin_sign_in_can_have_again (KinSignIn     *self);
gboolean kin_sign_in_forget_number  (KinSignIn     *self);

G_END_DECLS
