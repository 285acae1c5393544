-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- family.db, 2 to 3: the number that Kinchart has at a vendor of portals, for everybody here. A
-- secret that belongs to it is in the keyring, under the random id.

CREATE TABLE set_up (
  vendor    TEXT PRIMARY KEY NOT NULL,
  id        TEXT NOT NULL,
  client_id TEXT,
  redirect  TEXT,
  is_ready  INTEGER NOT NULL DEFAULT 0,
  remind    TEXT,
  name      TEXT,
  address   TEXT
);

PRAGMA user_version = 3;
