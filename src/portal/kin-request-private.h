/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-body-private.h"
#include "kin-secret.h"

G_BEGIN_DECLS

/**
 * KinRequest:
 *
 * One question to a server, before anything is sent. Counted.
 */
typedef struct
{
  grefcount  ref_count;

  GUri      *uri;
  char      *accept;
  gsize      cap;            /* bytes of the answer, unpacked */
  gint64     deadline;       /* whole request, in milliseconds */

  KinSecret *bearer;         /* only ever set for a URL under bearer_base */
  GUri      *bearer_base;
  KinSecret *form;           /* POST with this body when set; never repeated */
  gboolean   sends_json;     /* what the body is, when it is no form */
  KinSecret *basic;          /* client_id:client_secret for POST, already base64 */
  gboolean   wants_json;     /* an HTML answer is somebody else's page */
  gboolean   stays;          /* where it is sent on to is the answer; nothing is followed */
} KinRequest;

/**
 * KinReply:
 *
 * What came back: a status and a whole body. Counted, immutable.
 */
typedef struct
{
  grefcount     ref_count;

  guint         status;
  GBytes       *body;
  KinBodyProof  proof;

  char         *content_type;  /* lower case, no parameters */
  char         *location;
  char         *etag;
  char         *retry_after;
  char         *rate_reset;
  gint64        server_time;   /* Date, seconds since 1970, or 0 */
} KinReply;

#define KIN_CAP_TOKEN      (64 * 1024)
#define KIN_CAP_DISCOVERY  (1024 * 1024)
#define KIN_CAP_CAPABILITY (8 * 1024 * 1024)
#define KIN_CAP_PROBLEM    (1024 * 1024)

KinRequest *kin_request_new         (GUri       *uri,
                                     const char *accept,
                                     gsize       cap);
KinRequest *kin_request_ref         (KinRequest *self);
void        kin_request_unref       (KinRequest *self);
void        kin_request_set_bearer  (KinRequest *self,
                                     GUri       *base,
                                     KinSecret  *token);
gboolean    kin_request_may_bear    (KinRequest *self);

KinReply   *kin_reply_ref           (KinReply   *self);
void        kin_reply_unref         (KinReply   *self);
gboolean    kin_reply_is_html       (KinReply   *self);
gboolean    kin_reply_is_json       (KinReply   *self);
gboolean    kin_header_is_plain     (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinRequest, kin_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinReply, kin_reply_unref)

G_END_DECLS
