-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- personal.db, 5 to 6: whether the last sign-in of a connection left something to go on with.

-- `yes` or `no`; NULL: signed in before this was noted, or not a portal.
ALTER TABLE connection ADD COLUMN stays TEXT;

PRAGMA user_version = 6;
