-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 5 to 6: which entries a document belongs to, so that its words find them.

-- One that no longer has the document may stand here still: what it has is read from the
-- entry itself.
CREATE TABLE letter (
  source INTEGER NOT NULL,
  url    TEXT NOT NULL,
  rid    INTEGER NOT NULL,
  PRIMARY KEY (source, url, rid)
) WITHOUT ROWID;

PRAGMA user_version = 6;
