-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 4 to 5: by which rules what lists show was read from the resources.

-- One row. A newer Kinchart may read more from what is here already; a number of rows at
-- a time, so that it can stop and go on.
CREATE TABLE reading (
  version INTEGER NOT NULL,    -- a KIN_SUMMARY_VERSION; 0: nobody knows
  after   INTEGER NOT NULL     -- up to this rid; the largest number there is: all
);
INSERT INTO reading VALUES (0, 0);

PRAGMA user_version = 5;
