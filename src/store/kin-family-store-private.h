/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family-store.h"
#include "kin-file-private.h"

G_BEGIN_DECLS

struct _KinFamilyStore
{
  GObject   parent_instance;

  KinFile  *file;        /* the worker's; gone once it has closed */
  gboolean  closed;
};

void kin_family_store_push (KinFamilyStore  *self,
                            GTask           *task,
                            GTaskThreadFunc  job);

G_END_DECLS
