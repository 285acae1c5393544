/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-clients.h"
#include "kin-practice-scope.h"

G_BEGIN_DECLS

/**
 * KinPracticeGrant:
 *
 * What a person allowed an app, once. Everything that was handed out for it,
 * the code, access tokens and refresh tokens, ends when the grant ends.
 */
typedef struct
{
  gatomicrefcount          count;
  const KinPracticeClient *client;
  char                    *patient;
  char                    *user;        /* who signed in, as "Type/id"; NULL: the patient */
  GPtrArray               *scopes;      /* of KinPracticeScope */
  char                    *redirect;
  char                    *challenge;   /* PKCE, S256 */
  char                    *nonce;       /* or NULL */
  gboolean                 ended;
} KinPracticeGrant;

/**
 * KinPracticeTokens:
 *
 * The codes and tokens that are out, and what each of them stands for.
 */
typedef struct _KinPracticeTokens KinPracticeTokens;

typedef enum
{
  KIN_PRACTICE_TOKEN_NONE,      /* never given out, or too old, or its grant has ended */
  KIN_PRACTICE_TOKEN_GOOD,
  KIN_PRACTICE_TOKEN_REPLAYED,  /* used before: the grant has ended just now */
} KinPracticeVerdict;

KinPracticeTokens *kin_practice_tokens_new          (void);
void               kin_practice_tokens_free         (KinPracticeTokens  *self);
char              *kin_practice_tokens_add_code     (KinPracticeTokens  *self,
                                                     KinPracticeGrant   *grant);
char              *kin_practice_tokens_add_access   (KinPracticeTokens  *self,
                                                     KinPracticeGrant   *grant,
                                                     gint64              seconds);
char              *kin_practice_tokens_add_refresh  (KinPracticeTokens  *self,
                                                     KinPracticeGrant   *grant);
KinPracticeVerdict kin_practice_tokens_use_code     (KinPracticeTokens  *self,
                                                     const char         *code,
                                                     KinPracticeGrant  **grant);
KinPracticeVerdict kin_practice_tokens_use_refresh  (KinPracticeTokens  *self,
                                                     const char         *token,
                                                     const KinPracticeClient *client,
                                                     gint64              grace,
                                                     KinPracticeGrant  **grant);
KinPracticeGrant  *kin_practice_tokens_find_access  (KinPracticeTokens  *self,
                                                     const char         *token);
void               kin_practice_tokens_revoke       (KinPracticeTokens  *self,
                                                     const char         *token,
                                                     const KinPracticeClient *client);

KinPracticeGrant  *kin_practice_grant_new           (void);
KinPracticeGrant  *kin_practice_grant_ref           (KinPracticeGrant   *self);
void               kin_practice_grant_unref         (KinPracticeGrant   *self);
void               kin_practice_random_bytes        (gpointer            bytes,
                                                     gsize               length);
char              *kin_practice_random_text         (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeTokens, kin_practice_tokens_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeGrant, kin_practice_grant_unref)

G_END_DECLS
