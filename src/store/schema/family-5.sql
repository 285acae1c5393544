-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- family.db, 4 to 5: what is noted about the file itself: that it was damaged and its copy is used.

CREATE TABLE note (
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  value   TEXT NOT NULL,
  created TEXT NOT NULL,
  PRIMARY KEY (kind, name)
);

PRAGMA user_version = 5;
