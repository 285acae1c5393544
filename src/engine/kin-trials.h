/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-clinic.h"

G_BEGIN_DECLS

/**
 * KinTrials:
 *
 * Portals for trying things out, as data/trials.ini describes them. Immutable.
 */
typedef struct _KinTrials KinTrials;

KinTrials  *kin_trials_new      (void);
void        kin_trials_free     (KinTrials   *self);
const char *kin_trials_get_date (KinTrials   *self);
GPtrArray  *kin_trials_get_all  (KinTrials   *self);
KinClinic  *kin_trials_find     (KinTrials   *self,
                                 const char  *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinTrials, kin_trials_free)

G_END_DECLS
