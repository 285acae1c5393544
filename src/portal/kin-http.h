/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define KIN_TYPE_HTTP (kin_http_get_type ())

/**
 * KinHttp:
 *
 * The one way onto the network: a #SoupSession without anything that keeps or
 * guesses (no cookies, cache, auth manager, decoder, sniffer), with deadlines
 * and caps of its own. Make one per application and pass it on.
 */
G_DECLARE_FINAL_TYPE (KinHttp, kin_http, KIN, HTTP, GObject)

KinHttp *kin_http_new                 (void);
KinHttp *kin_http_new_with_database   (GTlsDatabase *database);
gint64   kin_http_get_rest            (KinHttp      *self,
                                       const char   *url,
                                       gboolean     *asked);

G_END_DECLS
