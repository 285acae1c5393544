-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- personal.db, 2 to 3: until when the state of a connection holds, UTC; NULL: until it changes.

ALTER TABLE connection ADD COLUMN until TEXT;

PRAGMA user_version = 3;
