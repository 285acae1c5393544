/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-json.h"

G_BEGIN_DECLS

/* The real server of these tests, fault_server.py, seen from C. */
typedef struct _FaultServer FaultServer;

typedef enum
{
  FAULT_KEEP,
  FAULT_CLOSE,
  FAULT_RESET,
  FAULT_HANG,
} FaultEnd;

FaultServer *fault_server_new           (const char *first_argument,
                                         ...) G_GNUC_NULL_TERMINATED;
void         fault_server_free          (FaultServer *self);
guint16      fault_server_get_port      (FaultServer *self);
char        *fault_server_url           (FaultServer *self,
                                         const char  *path);
void         fault_server_answer        (FaultServer *self,
                                         const char  *path,
                                         GBytes      *bytes,
                                         FaultEnd     end);
void         fault_server_drip          (FaultServer *self,
                                         const char  *path,
                                         GBytes      *first,
                                         GBytes      *piece,
                                         guint        repeat,
                                         guint        pause,
                                         FaultEnd     end);
void         fault_server_then          (FaultServer *self,
                                         GBytes      *bytes,
                                         FaultEnd     end);
void         fault_server_say           (FaultServer *self,
                                         const char  *path,
                                         guint        status,
                                         const char  *headers,
                                         const char  *body);
void         fault_server_then_say      (FaultServer *self,
                                         guint        status,
                                         const char  *headers,
                                         const char  *body);
void         fault_server_forget        (FaultServer *self);
KinJson     *fault_server_ledger        (FaultServer *self);
guint        fault_server_count         (FaultServer *self,
                                         const char  *path);
gboolean     fault_server_saw           (FaultServer *self,
                                         const char  *text);

GBytes      *fault_text                 (const char  *format,
                                         ...) G_GNUC_PRINTF (1, 2);
GBytes      *fault_join                 (GBytes      *head,
                                         GBytes      *body);
GBytes      *fault_gzip                 (GBytes      *bytes);

void         wait_cb                    (GObject      *object,
                                         GAsyncResult *result,
                                         gpointer      user_data);
GAsyncResult *wait_for                  (GAsyncResult **result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

G_END_DECLS
