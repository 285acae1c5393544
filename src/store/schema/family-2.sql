-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- family.db, 1 to 2: a photo of a person, as pixels.

ALTER TABLE person ADD COLUMN photo BLOB;

PRAGMA user_version = 2;
