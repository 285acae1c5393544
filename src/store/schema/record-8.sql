-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 7 to 8: the words of letters stand apart, so that an entry that says a word
-- itself comes before those that only have a letter with it.

-- As search, for entries with letters that can be read: their own words, and after them
-- those of the letters.
CREATE VIRTUAL TABLE letter_search
  USING fts4 (title, words, tokenize=unicode61, matchinfo=fts3);

-- What is here already is read anew.
UPDATE reading SET after = 0;

PRAGMA user_version = 8;
