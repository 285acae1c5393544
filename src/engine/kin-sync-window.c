/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-window"

#include "config.h"

#include "kin-sync-window.h"

/* Changes are asked for from a little before the last time, because clocks and caches differ;
 * by date from long before, because results are corrected late; and now and then everything is,
 * because both miss some (portal-standards 3.4). */
#define OVERLAP_MINUTES 10
#define OVERLAP_DAYS 90
#define WHOLE_EVERY_DAYS 7

/* Where `date` is when something happened; in other types it is when it will, or was written. */
static const char * const dated_types[] = {
  "Observation", "DiagnosticReport", "DocumentReference", "Encounter", "Procedure",
  "Immunization", NULL,
};

/**
 * kin_sync_window_get_parameter:
 * @window: not %KIN_SYNC_WHOLE
 *
 * Returns: the search parameter that asks for it
 */
const char *
kin_sync_window_get_parameter (KinSyncWindow window)
{
  g_return_val_if_fail (window != KIN_SYNC_WHOLE, NULL);

  return window == KIN_SYNC_BY_CHANGE ? "_lastUpdated" : "date";
}

static gboolean
is_offered (KinSyncWindow  window,
            KinPortal     *portal,
            const char    *type)
{
  return kin_portal_has_search (portal, type, kin_sync_window_get_parameter (window)) &&
         (window == KIN_SYNC_BY_CHANGE || g_strv_contains (dated_types, type));
}

/**
 * kin_sync_window_is_recent:
 * @instant: (nullable): when everything was asked for
 *
 * Returns: whether that is so short a time ago that it need not be done again
 */
gboolean
kin_sync_window_is_recent (const char *instant,
                           GDateTime  *now)
{
  g_autoptr (GDateTime) time = NULL;

  time = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;

  return time != NULL &&
         g_date_time_difference (now, time) < WHOLE_EVERY_DAYS * G_TIME_SPAN_DAY;
}

/**
 * kin_sync_window_is_due:
 * @line: (nullable): what the ledger says about a question
 *
 * What was refused since has no next time, and what broke off is asked for anyway.
 *
 * Returns: whether everything came, and so long ago that it is asked for again
 */
gboolean
kin_sync_window_is_due (const KinLedgerEntry *line,
                        GDateTime            *now)
{
  return line != NULL && line->answer == KIN_OUTCOME_ANSWERED && line->full_since != NULL &&
         !kin_sync_window_is_recent (line->full_since, now);
}

/**
 * kin_sync_window_dup_from:
 * @window: not %KIN_SYNC_WHOLE
 * @type: what is asked for
 * @line: (nullable): what the ledger says about the question
 *
 * Returns: (transfer full) (nullable): from when on, by the portal's own clock; %NULL where the
 *   portal has no such window, or it is time to ask for everything
 */
char *
kin_sync_window_dup_from (KinSyncWindow         window,
                          KinPortal            *portal,
                          const char           *type,
                          const KinLedgerEntry *line,
                          GDateTime            *now)
{
  g_autoptr (GDateTime) last = NULL;
  g_autoptr (GDateTime) from = NULL;

  if (line == NULL || line->since == NULL ||
      !kin_sync_window_is_recent (line->full_since, now) || !is_offered (window, portal, type))
    return NULL;

  last = g_date_time_new_from_iso8601 (line->since, NULL);
  if (last == NULL)
    return NULL;

  from = window == KIN_SYNC_BY_CHANGE ? g_date_time_add_minutes (last, -OVERLAP_MINUTES)
                                      : g_date_time_add_days (last, -OVERLAP_DAYS);
  return g_date_time_format (from, window == KIN_SYNC_BY_CHANGE ? "%Y-%m-%dT%H:%M:%SZ"
                                                                : "%Y-%m-%d");
}
