-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- family.db, the people whose records are kept here. SQL of SQLite 3.15: no later word.
-- Applied in one exclusive transaction, never edited after a release.

CREATE TABLE person (
  id         TEXT PRIMARY KEY NOT NULL,
  name       TEXT NOT NULL,
  birth_date TEXT,
  colour     TEXT,
  is_self    INTEGER NOT NULL DEFAULT 0,
  is_sample  INTEGER NOT NULL DEFAULT 0,
  created    TEXT NOT NULL
);

PRAGMA user_version = 1;
