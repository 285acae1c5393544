/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-ledger"

#include "config.h"

#include "kin-ledger.h"

G_DEFINE_BOXED_TYPE (KinLedgerEntry, kin_ledger_entry, kin_ledger_entry_copy,
                     kin_ledger_entry_free)

KinLedgerEntry *
kin_ledger_entry_copy (const KinLedgerEntry *self)
{
  KinLedgerEntry *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (KinLedgerEntry, 1);
  *copy = *self;
  copy->query = g_strdup (self->query);
  copy->next = g_strdup (self->next);
  copy->reason = g_strdup (self->reason);
  copy->server_time = g_strdup (self->server_time);
  copy->since = g_strdup (self->since);
  copy->full_since = g_strdup (self->full_since);
  copy->oldest = g_strdup (self->oldest);
  copy->newest = g_strdup (self->newest);
  copy->updated = g_strdup (self->updated);

  return copy;
}

void
kin_ledger_entry_free (KinLedgerEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->query);
  g_free (self->next);
  g_free (self->reason);
  g_free (self->server_time);
  g_free (self->since);
  g_free (self->full_since);
  g_free (self->oldest);
  g_free (self->newest);
  g_free (self->updated);
  g_free (self);
}

/**
 * kin_outcome_get_id:
 * @outcome: how a question ended
 *
 * Returns: (transfer none): a word for programs: `answered`, `refused`,
 *   `failed`, `skipped`, `running`
 */
const char *
kin_outcome_get_id (KinOutcome outcome)
{
  switch (outcome)
    {
    case KIN_OUTCOME_RUNNING:
      return "running";
    case KIN_OUTCOME_ANSWERED:
      return "answered";
    case KIN_OUTCOME_REFUSED:
      return "refused";
    case KIN_OUTCOME_FAILED:
      return "failed";
    case KIN_OUTCOME_SKIPPED:
      return "skipped";
    default:
      g_return_val_if_reached ("failed");
    }
}
