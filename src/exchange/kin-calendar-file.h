/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinCalendarEntry:
 * @title: what it is
 * @start: a FHIR date or time
 * @end: (nullable): a FHIR date or time
 * @place: (nullable): where
 * @notes: (nullable): what to know
 *
 * An appointment as a calendar shows it.
 */
typedef struct
{
  const char *title;
  const char *start;
  const char *end;
  const char *place;
  const char *notes;
} KinCalendarEntry;

GBytes *kin_calendar_file_new (const KinCalendarEntry *entry);

G_END_DECLS
