-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- family.db, 3 to 4: what a person is to the one who uses this computer account, as it was typed.

ALTER TABLE person ADD COLUMN relation TEXT;

PRAGMA user_version = 4;
