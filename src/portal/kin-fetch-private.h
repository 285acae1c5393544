/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-client.h"
#include "kin-refresh-private.h"

G_BEGIN_DECLS

struct _KinClient
{
  GObject parent_instance;

  KinHttp *http;
  KinPortal *portal;
  char *patient_id;
  KinRefresh *refresh;
  guint n_requests;
  guint64 received;          /* bytes of all answers, unpacked */
  guint64 max_total;
};

GUri *kin_fetch_resolve (KinClient   *self,
                         const char  *url,
                         GError     **error);
void  kin_fetch_begin   (GTask       *task,
                         const char  *url,
                         const char  *content_type,
                         gint64       size,
                         gsize        most);

G_END_DECLS
