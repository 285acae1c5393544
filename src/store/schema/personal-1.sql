-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- personal.db, what exists nowhere else. SQL of SQLite 3.15: no later word.
-- Applied in one exclusive transaction, never edited after a release.

-- No secret is in here: those are in the keyring.
CREATE TABLE connection (
  id           TEXT PRIMARY KEY NOT NULL,
  kind         TEXT NOT NULL,
  base         TEXT,
  name         TEXT,
  issuer       TEXT,
  client_id    TEXT,
  redirect     TEXT,
  patient_id   TEXT,
  binding      TEXT,
  scope        TEXT,
  state        TEXT,
  problem      TEXT,
  last_success TEXT,
  created      TEXT NOT NULL
);

-- Files that the person gave us, as they were, in chunks.
CREATE TABLE original (
  original   INTEGER PRIMARY KEY,
  connection TEXT NOT NULL,
  name       TEXT,
  media_type TEXT,
  size       INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  received   TEXT NOT NULL,
  UNIQUE (connection, hash)
);
CREATE TABLE chunk (
  original INTEGER NOT NULL REFERENCES original (original),
  position INTEGER NOT NULL,
  body     BLOB NOT NULL,
  PRIMARY KEY (original, position)
);

PRAGMA user_version = 1;
