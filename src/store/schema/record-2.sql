-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 1 to 2: how a portal wants to be asked for what is new.

ALTER TABLE ledger ADD COLUMN form INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 2;
