-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who did what, when: one row for every change of a row about persons, by triggers, and for what
-- changes none: sensitive notes read, exports, logins, refusals.

CREATE TABLE audit (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rev        INTEGER NOT NULL DEFAULT 1,
	at         TEXT NOT NULL,              -- UTC
	login      TEXT NOT NULL,
	role       TEXT NOT NULL,
	source     TEXT NOT NULL,              -- from where: uid, key, address
	action     TEXT NOT NULL,              -- insert, update, delete; read, export, login, refuse, …
	name       TEXT NOT NULL,              -- of the table, or of what was done
	row_id     INTEGER,
	student_id INTEGER,                    -- whose history it belongs to; no reference: it outlives
	old        TEXT,                       -- JSON, columns by name
	new        TEXT,
	reason     TEXT
) STRICT;
CREATE INDEX audit_row ON audit (name, row_id, id);
CREATE INDEX audit_student ON audit (student_id, id) WHERE student_id IS NOT NULL;
