/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinOutcome:
 * @KIN_OUTCOME_RUNNING: pages are still to come: go on at `next`
 * @KIN_OUTCOME_ANSWERED: whole, to the last page
 * @KIN_OUTCOME_REFUSED: the portal said no (no scope, no such type)
 * @KIN_OUTCOME_FAILED: it broke off: go on at `next` another time
 * @KIN_OUTCOME_SKIPPED: not asked, and `reason` says why
 */
typedef enum
{
  KIN_OUTCOME_RUNNING,
  KIN_OUTCOME_ANSWERED,
  KIN_OUTCOME_REFUSED,
  KIN_OUTCOME_FAILED,
  KIN_OUTCOME_SKIPPED,
} KinOutcome;

/**
 * KinLedgerEntry:
 * @query: the question, named by the engine; one line per connection and question
 * @answer: how it went
 * @next: (nullable): where to go on: the cursor
 * @pages: whole pages committed in this run
 * @resources: resources in those pages
 * @stored: of these, new or changed, without what came along with what was asked for
 * @unchanged: of these, already known
 * @quarantined: of these, set aside
 * @reason: (nullable): why it was refused, failed or skipped; no names or values
 * @server_time: (nullable): the portal's clock at the first page of this run
 * @since: (nullable): the same of the last run that was answered whole
 * @full_since: (nullable): the same of the last whole run that asked for everything
 * @full: whether this run asks for everything
 * @oldest: (nullable): the earliest date key that this question ever brought
 * @newest: (nullable): the latest
 * @form: how it was put when it was answered, a number of the engine's
 * @rounds: how many runs were answered whole; what a later one brings is unread
 * @updated: when this line was last written, UTC
 *
 * One line of the ledger: what was asked of a portal and what came of it.
 */
typedef struct
{
  char      *query;
  KinOutcome answer;
  char      *next;
  guint      pages;
  guint64    resources;
  guint64    stored;
  guint64    unchanged;
  guint64    quarantined;
  char      *reason;
  char      *server_time;
  char      *since;
  char      *full_since;
  gboolean   full;
  char      *oldest;
  char      *newest;
  guint      form;
  guint      rounds;
  char      *updated;
} KinLedgerEntry;

/**
 * KinStep:
 * @query: the question this page answers
 * @page: 1 starts a run; then each page follows the last committed one
 * @answer: %KIN_OUTCOME_RUNNING while @next follows; anything else ends the run
 * @next: (nullable): the cursor after this page
 * @reason: (nullable): why it ended other than well
 * @server_time: (nullable): with page 1: the portal's clock
 * @full: with page 1: whether this run asks for everything
 * @form: with page 1: how it was put
 * @unsettles: (nullable): another question that is open again when the page brings something
 * @more: other pages follow at once: the end of the question is no reason to commit
 *
 * What the ledger is to say once a page is in: the two are committed together.
 *
 * kin_record_store_ingest_async() also takes a step without a bundle (%NULL): only its line is
 * written. So the engine notes what was refused, skipped or broke off; @page is then the number
 * of the last committed page of this run, 0 before the first, and @next stays as given.
 *
 * Where nothing came, for what has changed, that was not here, the line would differ by the
 * time alone, and is left as it is: what is asked since the time before brings as much.
 */
typedef struct
{
  const char *query;
  guint       page;
  KinOutcome  answer;
  const char *next;
  const char *reason;
  const char *server_time;
  gboolean    full;
  guint       form;
  const char *unsettles;
  gboolean    more;
} KinStep;

#define KIN_TYPE_LEDGER_ENTRY (kin_ledger_entry_get_type ())

GType           kin_ledger_entry_get_type (void) G_GNUC_CONST;
KinLedgerEntry *kin_ledger_entry_copy     (const KinLedgerEntry *self);
void            kin_ledger_entry_free     (KinLedgerEntry       *self);
const char     *kin_outcome_get_id         (KinOutcome            answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinLedgerEntry, kin_ledger_entry_free)

G_END_DECLS
