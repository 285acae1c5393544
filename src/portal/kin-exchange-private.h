/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>
#include "kin-request-private.h"

G_BEGIN_DECLS

/**
 * KinLimits:
 *
 * How long each part of one exchange may take, in milliseconds (rule N-09). A
 * struct of its own so that tests need not wait for minutes.
 */
typedef struct
{
  gint64 connect;
  gint64 headers;
  gint64 rate_window;        /* over any such span */
  gint64 rate_bytes;         /* at least this many bytes arrive */
  gint64 tick;
} KinLimits;

void      kin_exchange_async   (SoupSession          *session,
                                const KinLimits      *limits,
                                KinRequest           *request,
                                gint64                clock_skew,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
KinReply *kin_exchange_finish  (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
