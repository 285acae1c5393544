/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinConnectionState:
 * @KIN_CONNECTION_READY: connected; may be asked
 * @KIN_CONNECTION_NEEDS_SIGN_IN: the portal wants the person to sign in again
 * @KIN_CONNECTION_LIMITED: the portal asked to be left alone for a while
 * @KIN_CONNECTION_PAUSED: the portal is in trouble, and is left alone for a while
 * @KIN_CONNECTION_REFUSED: the portal does not let this app in
 * @KIN_CONNECTION_STOPPED: it answered with someone else's data, and is not asked any more
 * @KIN_CONNECTION_MERGED: it closed the record or joined it with another: somebody has to look
 * @KIN_CONNECTION_ENDED: the person ended it; what came from it is kept
 * @KIN_CONNECTION_JOINED: it ended because the record goes on in another that is connected too;
 *   what came from it is kept
 */
typedef enum
{
  KIN_CONNECTION_READY,
  KIN_CONNECTION_NEEDS_SIGN_IN,
  KIN_CONNECTION_LIMITED,
  KIN_CONNECTION_PAUSED,
  KIN_CONNECTION_REFUSED,
  KIN_CONNECTION_STOPPED,
  KIN_CONNECTION_MERGED,
  KIN_CONNECTION_ENDED,
  KIN_CONNECTION_JOINED,
} KinConnectionState;

#define KIN_TYPE_CONNECTION_STATE (kin_connection_state_get_type ())

GType              kin_connection_state_get_type (void) G_GNUC_CONST;
const char        *kin_connection_state_to_id    (KinConnectionState  state);
KinConnectionState kin_connection_state_from_id  (const char         *id);
KinConnectionState kin_connection_state_after    (KinConnectionState  before,
                                                  const GError       *error,
                                                  gboolean            complete,
                                                  gint64              rest,
                                                  gboolean            asked);
gint64             kin_connection_state_lasts    (KinConnectionState  state,
                                                  gint64              rest);
char              *kin_connection_state_dup_end  (gint64              seconds);
gboolean           kin_connection_state_passes   (KinConnectionState  state);
gboolean           kin_connection_state_is_asked (KinConnectionState  state);
gboolean           kin_connection_state_is_over  (KinConnectionState  state);

G_END_DECLS
