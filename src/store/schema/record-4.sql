-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 3 to 4: what clinics no longer show, withdrew and corrected.

-- Gone from all that a clinic shows, and not there when it was asked for by
-- name; since when that is known, in seconds since 1970. It stays in the record.
CREATE TABLE gone (
  rid   INTEGER PRIMARY KEY REFERENCES resource (rid),
  since INTEGER NOT NULL
);

-- Few of many: lists of them are walks along these.
CREATE INDEX resource_withdrawn ON resource (section, date_key, rid, source)
  WHERE hidden IN (1, 5);
CREATE INDEX resource_corrected ON resource (section, date_key, rid, source, hidden)
  WHERE status IN ('amended', 'corrected');

PRAGMA user_version = 4;
