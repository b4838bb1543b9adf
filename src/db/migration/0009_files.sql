-- SPDX-License-Identifier: GPL-3.0-or-later
-- What comes in from spreadsheets, and what inspections ask that nothing else knows.

-- Which column of a file is which field, as somebody said it once for files laid out like that.
CREATE TABLE import_layout (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	rev     INTEGER NOT NULL DEFAULT 1,
	kind    TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20), -- students, mentors …
	layout  TEXT NOT NULL CHECK (length(layout) BETWEEN 1 AND 64), -- digest of its header
	columns TEXT NOT NULL, -- JSON: {"B": "field", or "" to leave it out}
	said_on TEXT NOT NULL CHECK (date(said_on) IS said_on),
	UNIQUE (kind, layout)
) STRICT;

-- A student who cannot attend normally, from when to when, why, and what is done about it.
CREATE TABLE absence (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rev        INTEGER NOT NULL DEFAULT 1,
	student_id INTEGER NOT NULL REFERENCES student (id),
	starts     TEXT NOT NULL CHECK (date(starts) IS starts),
	ends       TEXT CHECK (date(ends) IS ends), -- NULL: still
	reason     TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 20), -- a code
	measures   TEXT CHECK (length(measures) <= 1000), -- the care that is given, and its effect
	CHECK (ends IS NULL OR ends >= starts)
) STRICT;
CREATE INDEX absence_student ON absence (student_id, starts);
