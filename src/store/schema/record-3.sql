-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 2 to 3: what came twice.

-- The same thing from another source, shown once: as the one that came first, whose rid
-- is main. Made anew from the record whenever that changes; what the person decided about
-- it stands in personal.db.
CREATE TABLE twin (
  rid    INTEGER PRIMARY KEY REFERENCES resource (rid),
  main   INTEGER NOT NULL REFERENCES resource (rid),
  reason INTEGER NOT NULL      -- a KinTwinReason
);
CREATE INDEX twin_main ON twin (main);

PRAGMA user_version = 3;
