-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long records are kept, and by whose consent.

-- What a guardian agreed to for a student, and when it was taken back.
CREATE TABLE consent (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	rev          INTEGER NOT NULL DEFAULT 1,
	student_id   INTEGER NOT NULL REFERENCES student (id),
	given_by     TEXT NOT NULL CHECK (length(given_by) BETWEEN 1 AND 60), -- the guardian's name
	covers       TEXT NOT NULL CHECK (length(covers) BETWEEN 1 AND 100),  -- codes, by blanks
	given_on     TEXT NOT NULL CHECK (date(given_on) IS given_on),
	withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on),
	note         TEXT CHECK (length(note) <= 200),
	CHECK (withdrawn_on IS NULL OR withdrawn_on >= given_on)
) STRICT;
CREATE INDEX consent_student ON consent (student_id, given_on);
