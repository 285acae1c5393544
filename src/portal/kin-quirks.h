/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinQuirks:
 *
 * What one vendor's portals want differently: a constant, in a file of its own for each vendor.
 * A portal whose vendor is not known gets the plain ones, which change nothing. They are chosen
 * by what the portal says of itself and by where it is: kin_portal_get_quirks().
 */
typedef struct _KinQuirks KinQuirks;

const char         *kin_quirks_get_vendor       (const KinQuirks *self);
guint               kin_quirks_get_page_size    (const KinQuirks *self,
                                                 const char      *type);
const char * const *kin_quirks_get_filters      (const KinQuirks *self,
                                                 const char      *type);
gboolean            kin_quirks_is_closed        (const KinQuirks *self,
                                                 const char      *type);
gboolean            kin_quirks_comes_alone      (const KinQuirks *self,
                                                 const char      *type);
char               *kin_quirks_dup_practice     (const KinQuirks *self,
                                                 const char      *patient_id);
gboolean            kin_quirks_since_is_day     (const KinQuirks *self);
gboolean            kin_quirks_ends_empty       (const KinQuirks *self);
gboolean            kin_quirks_stays_connected  (const KinQuirks *self);
gboolean            kin_quirks_registers_devices (const KinQuirks *self);
gboolean            kin_quirks_repeats_scope    (const KinQuirks *self);
gboolean            kin_quirks_is_stale         (const KinQuirks *self,
                                                 const char      *oauth_error);

G_END_DECLS
