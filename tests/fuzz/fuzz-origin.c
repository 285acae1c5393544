/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-origin"

#include "kin-origin-private.h"

#define BASE "https://clinic.example/fhir/"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever a link says, an address under the base has its scheme, host and port. */
static void
check_under (GUri *base,
             GUri *uri)
{
  if (!kin_origin_is_under (base, uri))
    return;

  g_assert_true (kin_origin_equal (base, uri));
  g_assert_cmpstr (g_uri_get_scheme (uri), ==, "https");
  g_assert_cmpint (g_ascii_strcasecmp (g_uri_get_host (uri), "clinic.example"), ==, 0);
  g_assert_null (g_uri_get_userinfo (uri));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GUri) base = kin_origin_parse (BASE, NULL);
  g_autoptr (GUri) typed = kin_origin_parse (text, NULL);
  g_autoptr (GUri) link = kin_origin_resolve (base, text, NULL);

  if (typed != NULL)
    check_under (base, typed);
  if (link != NULL)
    check_under (base, link);
  if (typed != NULL && g_str_equal (g_uri_get_scheme (typed), "http"))
    g_assert_true (kin_origin_is_loopback (typed));

  return 0;
}
