/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KIN_PORTAL_ERROR (kin_portal_error_quark ())

/**
 * KinPortalError:
 *
 * What can go wrong on the wire, as finely as a person needs to know it.
 * Messages hold no names, tokens or query parameters.
 */
typedef enum
{
  KIN_PORTAL_ERROR_FAILED,

  /* The address, or an address a server sent. */
  KIN_PORTAL_ERROR_BAD_ADDRESS,        /* not a URL that can be a portal */
  KIN_PORTAL_ERROR_NOT_SECURE,         /* http, other than to a literal loopback address */
  KIN_PORTAL_ERROR_OTHER_HOST,         /* a link or redirect leaves the portal */
  KIN_PORTAL_ERROR_HOSTS_CHANGED,      /* the portal now names other hosts than when first used */

  /* The way there. */
  KIN_PORTAL_ERROR_NO_NETWORK,         /* name not found, no route, refused, reset */
  KIN_PORTAL_ERROR_NETWORK_SIGN_IN,    /* a captive page of the network answered */
  KIN_PORTAL_ERROR_TIMED_OUT,          /* too long, or slower than the lowest rate */
  KIN_PORTAL_ERROR_NOT_COMPLETE,       /* the answer was cut */
  KIN_PORTAL_ERROR_TOO_LARGE,          /* over the cap */
  KIN_PORTAL_ERROR_BOMB,               /* it unpacks to far more than came */
  KIN_PORTAL_ERROR_ENOUGH,             /* all answers together are over the cap of one run */
  KIN_PORTAL_ERROR_BAD_ENCODING,       /* a Content-Encoding that was not asked for */
  KIN_PORTAL_ERROR_TLS_OLD,            /* TLS 1.1 or older */
  KIN_PORTAL_ERROR_TLS_UNKNOWN_ISSUER,
  KIN_PORTAL_ERROR_TLS_OTHER_NAME,
  KIN_PORTAL_ERROR_TLS_EXPIRED,
  KIN_PORTAL_ERROR_TLS_CLOCK,          /* the date of this computer looks wrong */
  KIN_PORTAL_ERROR_TLS_WEAK,           /* insecure key or signature, or revoked */
  KIN_PORTAL_ERROR_TLS_FAILED,

  /* What the server said. */
  KIN_PORTAL_ERROR_NOT_FHIR,           /* an answer that is not what FHIR answers with */
  KIN_PORTAL_ERROR_REFUSED_SHAPE,      /* 400: this form of the question */
  KIN_PORTAL_ERROR_REFUSED_TYPE,       /* 403: not shared with this app */
  KIN_PORTAL_ERROR_NOT_FOUND,          /* 404 */
  KIN_PORTAL_ERROR_GONE,               /* 410 */
  KIN_PORTAL_ERROR_MERGED,             /* the record was put into another */
  KIN_PORTAL_ERROR_REFUSED_FORMAT,     /* 406, 415 */
  KIN_PORTAL_ERROR_TOO_MANY_REQUESTS,  /* 429, after waiting and asking again */
  KIN_PORTAL_ERROR_SERVER_TROUBLE,     /* 5xx, after waiting and asking again */
  KIN_PORTAL_ERROR_RESTING,            /* not asked: others met 5xx several times in a row */
  KIN_PORTAL_ERROR_REFUSED,            /* any other refusal */

  /* What the portal is. */
  KIN_PORTAL_ERROR_NOT_A_PORTAL,       /* no CapabilityStatement there */
  KIN_PORTAL_ERROR_FHIR_VERSION,       /* not R4 or R4B */
  KIN_PORTAL_ERROR_NO_JSON,
  KIN_PORTAL_ERROR_NO_SIGN_IN,         /* names no place to sign in */
  KIN_PORTAL_ERROR_NO_PKCE,            /* does not offer S256 */

  /* Signing in. */
  KIN_PORTAL_ERROR_NEEDS_SIGN_IN,      /* the grant ended: the person has to sign in again */
  KIN_PORTAL_ERROR_DENIED,             /* the person, or the portal, said no */
  KIN_PORTAL_ERROR_BAD_SCOPE,          /* invalid_scope, also with the smallest set */
  KIN_PORTAL_ERROR_BAD_CLIENT,         /* this app is not known there, or not for this use */
  KIN_PORTAL_ERROR_BAD_STATE,          /* the answer does not belong to this sign-in */
  KIN_PORTAL_ERROR_OTHER_ISSUER,       /* the answer comes from another server */
  KIN_PORTAL_ERROR_BAD_TOKEN_REPLY,
  KIN_PORTAL_ERROR_BAD_ID_TOKEN,
  KIN_PORTAL_ERROR_NO_PATIENT,         /* signed in, but for no person */
  KIN_PORTAL_ERROR_REDIRECT_TAKEN,     /* the redirect address cannot be listened on */
  KIN_PORTAL_ERROR_SIGN_IN_REFUSED,    /* any other OAuth error */
} KinPortalError;

GQuark kin_portal_error_quark (void);

G_END_DECLS
