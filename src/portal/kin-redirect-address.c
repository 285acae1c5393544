/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-redirect-address"

#include "config.h"

#include <string.h>

#include "kin-login.h"
#include "kin-origin-private.h"
#include "kin-redirect-private.h"

#define DEFAULT_PATH "/callback"

static gboolean
fail_address (GError **error)
{
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS,
                       "the redirect address does not lead to this app");
  return FALSE;
}

/* Only literals: a name such as localhost may lead elsewhere (RFC 8252, 8.3). */
static void
read_loopback (GUri               *uri,
               const char         *text,
               KinRedirectAddress *address)
{
  g_autoptr (GUri) literal = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  address->kind = KIN_REDIRECT_LOOPBACK;
  address->host = g_str_equal (g_uri_get_host (uri), "::1") ? "::1" : "127.0.0.1";
  /* A registered address without a port stands for any (RFC 8252, 7.3). */
  if (literal != NULL && g_uri_get_port (literal) > 0)
    address->port = (guint16) g_uri_get_port (literal);
  address->path = g_strdup (g_uri_get_path (uri));
}

/* The page there sends the browser on to any free port of this machine. */
static void
read_web (KinRedirectAddress *address)
{
  address->kind = KIN_REDIRECT_WEB;
  address->host = "127.0.0.1";
  address->path = g_strdup (DEFAULT_PATH);
}

/**
 * kin_redirect_address_read:
 * @text: (nullable): a redirect address; %NULL for the usual one
 * @address: (out caller-allocates): what it means
 * @error: %KIN_PORTAL_ERROR_BAD_ADDRESS
 *
 * Returns: whether a browser can come back to this app by it
 */
gboolean
kin_redirect_address_read (const char          *text,
                           KinRedirectAddress  *address,
                           GError             **error)
{
  g_autoptr (GUri) uri = NULL;

  *address = (KinRedirectAddress) { .host = "127.0.0.1" };
  if (text == NULL)
    {
      address->path = g_strdup (DEFAULT_PATH);
      return TRUE;
    }
  if (g_str_equal (text, KIN_LOGIN_SCHEME_REDIRECT))
    {
      *address = (KinRedirectAddress) { .kind = KIN_REDIRECT_SCHEME };
      return TRUE;
    }
  uri = kin_origin_parse (text, NULL);
  if (uri == NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      strpbrk (text, "?#") != NULL)
    return fail_address (error);
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    read_web (address);
  else if (kin_origin_is_loopback (uri) && g_str_equal (g_uri_get_scheme (uri), "http"))
    read_loopback (uri, text, address);
  else
    return fail_address (error);
  return TRUE;
}

void
kin_redirect_address_clear (KinRedirectAddress *address)
{
  g_clear_pointer (&address->path, g_free);
}

/**
 * kin_login_can_return_to:
 * @redirect_uri: an address, as it was typed
 *
 * Returns: whether a browser can come back to this app by it, or over it
 */
gboolean
kin_login_can_return_to (const char *redirect_uri)
{
  g_auto (KinRedirectAddress) address = { 0 };

  return kin_redirect_address_read (redirect_uri, &address, NULL);
}
