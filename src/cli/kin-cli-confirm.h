/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-cli.h"
#include "kin-merge.h"

G_BEGIN_DECLS

gboolean kin_cli_confirm (KinCli      *cli,
                          const char  *who_says,
                          KinIdentity *identity,
                          KinMatch     match,
                          KinMerge     merge);

G_END_DECLS
