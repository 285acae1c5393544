/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-portal-error.h"
#include "kin-secret.h"

G_BEGIN_DECLS

#define KIN_REDIRECT_MAX_REQUEST (8 * 1024)
#define KIN_REDIRECT_MAX_BAD_HITS 20

typedef enum
{
  KIN_REDIRECT_MORE,         /* the request is not whole yet */
  KIN_REDIRECT_BAD,          /* not what is waited for */
  KIN_REDIRECT_OTHER,        /* the answer to another sign-in */
  KIN_REDIRECT_GOOD,
} KinRedirectVerdict;

/* What a request to the redirect address has to look like. */
typedef struct
{
  const char      *authority;   /* host:port, the only value of Host accepted */
  const char      *path;
  const KinSecret *state;
} KinRedirectRule;

KinRedirectVerdict  kin_redirect_read       (const KinRedirectRule  *rule,
                                             const char             *bytes,
                                             gsize                   length,
                                             GHashTable            **answer);

const char         *kin_redirect_find_query (const char             *address,
                                             const char             *line);
KinRedirectVerdict  kin_redirect_read_line  (const char * const     *addresses,
                                             const KinSecret        *state,
                                             const char             *line,
                                             GHashTable            **answer);

/**
 * KinRedirectAddress:
 * @kind: how the browser comes back
 * @host: (nullable): where to listen, a literal
 * @port: the same; 0 for any
 * @path: (nullable): the same
 *
 * What a redirect address means for this machine.
 */
typedef struct
{
  enum
  {
    KIN_REDIRECT_LOOPBACK,   /* by itself */
    KIN_REDIRECT_WEB,        /* over a page on the web that leads here (data/web/return.html) */
    KIN_REDIRECT_SCHEME,     /* by an address that only the app answers */
  } kind;
  const char *host;
  guint16     port;
  char       *path;
} KinRedirectAddress;

gboolean            kin_redirect_address_read  (const char          *text,
                                                KinRedirectAddress  *address,
                                                GError             **error);
void                kin_redirect_address_clear (KinRedirectAddress  *address);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KinRedirectAddress, kin_redirect_address_clear)

#define KIN_TYPE_REDIRECT (kin_redirect_get_type ())

/**
 * KinRedirect:
 *
 * Waits on this machine for a browser to come back from a portal, once.
 */
G_DECLARE_FINAL_TYPE (KinRedirect, kin_redirect, KIN, REDIRECT, GObject)

KinRedirect *kin_redirect_new          (const char           *uri,
                                        GError              **error);
const char  *kin_redirect_get_uri      (KinRedirect          *self);
KinSecret   *kin_redirect_new_state    (KinRedirect          *self);
KinRedirectVerdict kin_redirect_offer  (KinRedirect          *self,
                                        const char           *line);
void         kin_redirect_wait_async   (KinRedirect          *self,
                                        KinSecret            *state,
                                        guint                 seconds,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GHashTable  *kin_redirect_wait_finish  (KinRedirect          *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
