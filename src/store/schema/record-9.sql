-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 8 to 9: how often something was kept.

-- One row. Beside the file stands how far it was: a file that knows less is an older one, or has
-- lost its log.
CREATE TABLE generation (
  number INTEGER NOT NULL,     -- one more with each transaction that keeps anything
  folded INTEGER NOT NULL      -- what it was in the file alone when the log was begun, or less
);
INSERT INTO generation VALUES (0, 0);

PRAGMA user_version = 9;
