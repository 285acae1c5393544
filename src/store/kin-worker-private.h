/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The thread that owns one open file. Jobs run one after another, in the order
 * they were pushed. */
typedef struct _KinWorker KinWorker;

typedef void (*KinWorkerFunc) (gpointer owned);

#define kin_worker_assert(self) g_assert (kin_worker_is_current (self))

KinWorker *kin_worker_new          (const char      *name);
void       kin_worker_push         (KinWorker       *self,
                                    GTask           *task,
                                    GTaskThreadFunc  job);
void       kin_worker_end          (KinWorker       *self,
                                    GTask           *task,
                                    KinWorkerFunc    last,
                                    gpointer         owned);
gboolean   kin_worker_is_current   (KinWorker       *self);
void       kin_worker_set_deadline (KinWorker       *self,
                                    gint64           deadline,
                                    KinWorkerFunc    due,
                                    gpointer         owned);
void       kin_worker_finish_task  (GTask           *task);

G_END_DECLS
