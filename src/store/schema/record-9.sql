-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 8 to 9: how often something was kept.

-- One row. Beside the file stands how far it was: a file that knows less is an older one, or has
-- lost its log. A log has a number of its own, drawn by lot, and goes on from one state of the file.
CREATE TABLE generation (
  number      INTEGER NOT NULL,   -- one more with each transaction that keeps anything
  log         INTEGER NOT NULL,   -- in which that was kept first
  base_number INTEGER NOT NULL,   -- what both were in the file alone when that log was begun
  base_log    INTEGER NOT NULL
);
INSERT INTO generation VALUES (0, 0, 0, 0);

PRAGMA user_version = 9;
