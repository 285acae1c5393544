-- SPDX-FileCopyrightText: 2026 The Kinchart contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- record.db, 4 to 5: reports of one test, which show once.

-- Each report, and the address of the one result that it is of: empty for none or several, NULL
-- until the report has been looked at.
CREATE TABLE report (
  rid    INTEGER PRIMARY KEY,
  result BLOB
);
CREATE INDEX report_result ON report (result);
INSERT INTO report (rid) SELECT rid FROM resource WHERE type = 'DiagnosticReport';

PRAGMA user_version = 5;
