-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- personal.db, 3 to 4: who made the portal of a connection, so that a number at that vendor is
-- known for it again.

ALTER TABLE connection ADD COLUMN vendor TEXT;

PRAGMA user_version = 4;
