/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-query"

#include "config.h"

#include "kin-query.h"

struct _KinQuery
{
  gatomicrefcount  references;
  KinSection       section;
  char            *connection;
  int              year;
  KinItemMarks     only;
};

G_DEFINE_BOXED_TYPE (KinQuery, kin_query, kin_query_ref, kin_query_unref)

/**
 * kin_query_new:
 * @section: one section, or %KIN_SECTION_NONE for all of them
 * @connection: (nullable): only what came from there
 * @year: only what happened in that year, or 0; what has no date is in no year
 * @only: only what has this mark, or 0; what was withdrawn is in no other list
 *
 * Returns: (transfer full): a query
 */
KinQuery *
kin_query_new (KinSection  section,
               const char *connection,
               int         year,
               KinItemMarks only)
{
  KinQuery *self;

  g_return_val_if_fail (section < KIN_N_SECTIONS, NULL);
  g_return_val_if_fail (year >= 0 && year <= 9999, NULL);

  self = g_new0 (KinQuery, 1);
  g_atomic_ref_count_init (&self->references);
  self->section = section;
  self->connection = g_strdup (connection);
  self->year = year;
  self->only = only;

  return self;
}

KinQuery *
kin_query_ref (KinQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
kin_query_unref (KinQuery *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->connection);
  g_free (self);
}

KinSection
kin_query_get_section (const KinQuery *self)
{
  g_return_val_if_fail (self != NULL, KIN_SECTION_NONE);

  return self->section;
}

const char *
kin_query_get_connection (const KinQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->connection;
}

int
kin_query_get_year (const KinQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->year;
}

KinItemMarks
kin_query_get_only (const KinQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->only;
}
