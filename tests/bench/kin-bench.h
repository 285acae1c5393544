/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clock.h"
#include "kin-record-store.h"

G_BEGIN_DECLS

/* What the records that are measured have in common; bench_data.py knows the same. */
#define BENCH_PATIENT "bench-patient"
#define BENCH_CONNECTION "bench"
#define BENCH_KEY_ID "00112233445566778899aabbccddeeff"

void            bench_begin         (int             argc,
                                     int             least);
GPtrArray      *bench_read_pages    (char          **paths);
KinSecret      *bench_key_new       (void);
KinRecordStore *bench_open          (const char     *folder,
                                     KinSecret      *key);
void            bench_close         (KinRecordStore *store);

/* A call that has been answered. */
void            bench_ready         (GObject        *object,
                                     GAsyncResult   *result,
                                     gpointer        user_data);
GAsyncResult   *bench_wait          (GAsyncResult  **result);

/* Pages on their way into a record: read in the pool, one at a time, while the
 * worker writes the ones before it. */
typedef struct
{
  KinRecordStore *store;
  GPtrArray      *pages;
  guint           n_read;
  guint           n_waiting;
  guint64         n_resources;
} BenchFeed;

void            bench_feed_start    (BenchFeed      *feed);
gboolean        bench_feed_is_done  (BenchFeed      *feed);

/* How long many small pieces of work took (KinClock). */
void            bench_report_times  (GArray         *times);

G_END_DECLS
