-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- personal.db, 1 to 2: what the person writes down or sets aside.

-- Short notes of a kind: a phone number with its name, what was put off and until when.
CREATE TABLE note (
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  value   TEXT NOT NULL,
  created TEXT NOT NULL,
  PRIMARY KEY (kind, name)
);

PRAGMA user_version = 2;
