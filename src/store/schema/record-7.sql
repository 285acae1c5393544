-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 6 to 7: the words of documents that only a program of its own may open.

CREATE TABLE letter_words (
  content INTEGER PRIMARY KEY REFERENCES content (content),
  version INTEGER NOT NULL,    -- a KIN_DOCUMENT_WORDS_VERSION
  words   TEXT                 -- NULL: they were looked for, and there are none
);

PRAGMA user_version = 7;
