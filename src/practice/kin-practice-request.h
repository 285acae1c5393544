/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * KinPracticeRequest:
 *
 * One request as the portal reads it. Parameters keep their order and may
 * occur more than once, which a plain table would lose.
 */
typedef struct
{
  char      *method;
  char      *path;
  char      *query;            /* as sent, or NULL */
  char      *bearer;           /* the access token, or NULL */
  char      *basic_user;       /* from "Authorization: Basic", or NULL */
  char      *basic_password;
  char      *accept;
  char      *cookie;
  char      *if_none_match;
  char      *content_type;
  GBytes    *body;             /* or NULL */
  GPtrArray *parameters;       /* of KinPracticePair: the query */
  GPtrArray *fields;           /* of KinPracticePair: the form in the body */
} KinPracticeRequest;

typedef struct
{
  char *name;
  char *value;
} KinPracticePair;

KinPracticeRequest *kin_practice_request_new       (const char         *method,
                                                    const char         *path,
                                                    const char         *query,
                                                    SoupMessageHeaders *headers,
                                                    GBytes             *body);
void                kin_practice_request_free      (KinPracticeRequest *self);
const char         *kin_practice_request_get       (KinPracticeRequest *self,
                                                    const char         *name);
const char         *kin_practice_request_get_field (KinPracticeRequest *self,
                                                    const char         *name);
char               *kin_practice_request_dup_cookie (KinPracticeRequest *self,
                                                    const char         *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeRequest, kin_practice_request_free)

G_END_DECLS
