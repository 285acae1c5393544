/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-file-private.h"
#include "kin-personal-store.h"

G_BEGIN_DECLS

struct _KinPersonalStore
{
  GObject   parent_instance;

  KinFile  *file;        /* the worker's; gone once it has closed */
  gboolean  closed;
};

void kin_personal_store_push (KinPersonalStore *self,
                              GTask            *task,
                              GTaskThreadFunc   job);

G_END_DECLS
