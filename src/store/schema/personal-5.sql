-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- personal.db, 4 to 5: where the number of Kinchart at the portal of a connection came from.

-- `portal`: by itself, with a secret or a key that is kept with the connection alone; NULL: from
-- elsewhere, or good for anybody.
ALTER TABLE connection ADD COLUMN number_from TEXT;

PRAGMA user_version = 5;
