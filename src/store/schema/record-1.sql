-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, what clinics and files sent. SQL of SQLite 3.15: no later word.
-- Applied in one exclusive transaction, never edited after a release.

-- The key of the hashes below, this file's own: nobody outside can make two
-- resources look the same.
CREATE TABLE hashing (key BLOB NOT NULL);
INSERT INTO hashing VALUES (randomblob(16));

-- Where resources come from: one row for each connection (a portal or a file).
CREATE TABLE source (
  source     INTEGER PRIMARY KEY,
  connection TEXT NOT NULL UNIQUE
);

-- Dictionaries for compressed bodies, trained on this record's own resources.
CREATE TABLE dictionary (
  dict    INTEGER PRIMARY KEY,
  content BLOB NOT NULL
);

-- Each resource as it was last received, with what lists show of it.
-- unread belongs to the person, and stands here because lists filter by it and
-- because this file is never rebuilt: new in a question that had been answered
-- whole before, or changed in meaning, until it is opened.
CREATE TABLE resource (
  rid      INTEGER PRIMARY KEY,
  source   INTEGER NOT NULL REFERENCES source (source),
  type     TEXT NOT NULL,
  id       TEXT NOT NULL,
  address  BLOB NOT NULL,      -- a hash of connection, type and id, to find it by
  hash     BLOB NOT NULL,      -- of the bytes: equal, skipped at once
  meaning  INTEGER NOT NULL,   -- of what it says: equal, no new version
  updated  TEXT,               -- meta.lastUpdated as sent: the newest wins
  received INTEGER NOT NULL,   -- when this meaning came, in seconds since 1970
  section  INTEGER NOT NULL,
  date_key TEXT,
  date     TEXT,
  status   TEXT,
  title    TEXT NOT NULL,
  subtitle TEXT,
  codes    TEXT,
  flag     TEXT,
  patient  TEXT,
  named_by TEXT,               -- Type/id of what has the name, when it has none itself
  hidden   INTEGER NOT NULL,   -- 1: entered in error, 2: by the person; kept, not listed
  unread   INTEGER NOT NULL,
  dict     INTEGER,            -- NULL: the body is the bytes as received
  body     BLOB NOT NULL       -- last: lists never touch its pages
);
CREATE UNIQUE INDEX resource_address ON resource (address);
-- Lists are walks along the next one and never touch the table: it has every
-- column that a list sorts or filters by, those of its WHERE included.
CREATE INDEX resource_list ON resource (section, date_key, rid, source, unread, hidden)
  WHERE hidden = 0 AND section > 0;
CREATE INDEX resource_named ON resource (source, named_by) WHERE named_by IS NOT NULL;

-- What an item said before.
CREATE TABLE version (
  vid      INTEGER PRIMARY KEY,
  rid      INTEGER NOT NULL REFERENCES resource (rid),
  received INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  dict     INTEGER,
  body     BLOB NOT NULL
);
CREATE INDEX version_rid ON version (rid);

-- Folded words; docid is -rid, so that the newest come first. Items without a
-- section are not in it. Nothing is ranked by how often a word occurs, so that is
-- not counted (matchinfo=fts3).
CREATE VIRTUAL TABLE search USING fts4 (title, words, tokenize=unicode61, matchinfo=fts3);

-- Kept by hand: counting a million rows takes seconds on a cold disk.
CREATE TABLE counts (
  source  INTEGER NOT NULL,
  section INTEGER NOT NULL,
  listed  INTEGER NOT NULL,
  unread  INTEGER NOT NULL,
  hidden  INTEGER NOT NULL,
  PRIMARY KEY (source, section)
) WITHOUT ROWID;

-- Set aside: not usable, or not shown to be this person's.
CREATE TABLE quarantine (
  qid      INTEGER PRIMARY KEY,
  source   INTEGER NOT NULL REFERENCES source (source),
  query    TEXT NOT NULL,
  reason   TEXT,
  received TEXT NOT NULL,
  hash     BLOB NOT NULL,
  body     BLOB,
  UNIQUE (source, hash)
);

-- What was asked and what came of it. A page and its line are committed together.
CREATE TABLE ledger (
  source      INTEGER NOT NULL REFERENCES source (source),
  query       TEXT NOT NULL,
  outcome     INTEGER NOT NULL,
  next        TEXT,
  pages       INTEGER NOT NULL,
  resources   INTEGER NOT NULL,
  stored      INTEGER NOT NULL,
  unchanged   INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  reason      TEXT,
  server_time TEXT,
  since       TEXT,
  full_since  TEXT,
  full        INTEGER NOT NULL,
  oldest      TEXT,
  newest      TEXT,
  rounds      INTEGER NOT NULL,
  updated     TEXT NOT NULL,
  PRIMARY KEY (source, query)
) WITHOUT ROWID;

-- Documents and pictures, decoded. The same bytes are kept once, in chunks.
CREATE TABLE content (
  content INTEGER PRIMARY KEY,
  hash    BLOB NOT NULL UNIQUE,
  size    INTEGER NOT NULL
);
CREATE TABLE chunk (
  content  INTEGER NOT NULL REFERENCES content (content),
  position INTEGER NOT NULL,
  body     BLOB NOT NULL,
  PRIMARY KEY (content, position)
);
CREATE TABLE attachment (
  source       INTEGER NOT NULL REFERENCES source (source),
  url          TEXT NOT NULL,
  content_type TEXT,
  content      INTEGER REFERENCES content (content),
  reason       TEXT,
  tries        INTEGER NOT NULL,
  PRIMARY KEY (source, url)
);
CREATE INDEX attachment_content ON attachment (content);

PRAGMA user_version = 1;
