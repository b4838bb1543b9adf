-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may work with the file, as what, and with whose records.

-- Rebuilt for more roles. A system gives the uid, or the login, of who has left to the next one, so
-- both must fit; without a uid the login alone counts (one account of the system for all).
CREATE TABLE account_of_school (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	rev       INTEGER NOT NULL DEFAULT 1,
	login     TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 1 AND 63),
	uid       INTEGER,
	role      TEXT NOT NULL CHECK (role IN ('office', 'principal', 'inspector', 'grade_head',
	                                        'class_teacher', 'mentor')),
	mentor_id INTEGER REFERENCES mentor (id),
	class_id  INTEGER REFERENCES class (id), -- of a class teacher
	grade     INTEGER,                       -- of a grade head (model/grade.h)
	locked    INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
	CHECK (role <> 'class_teacher' OR class_id IS NOT NULL),
	CHECK (role <> 'grade_head' OR grade IS NOT NULL)
) STRICT;
INSERT INTO account_of_school (id, rev, login, role, mentor_id)
	SELECT id, rev, login, role, mentor_id FROM account;
DROP TABLE account;
ALTER TABLE account_of_school RENAME TO account;

-- More than the role gives, for a while: somebody else's students, a class, a grade. Approved by the
-- office; or taken in an emergency by oneself, with a reason that the office is shown.
CREATE TABLE access_grant (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rev        INTEGER NOT NULL DEFAULT 1,
	account_id INTEGER NOT NULL REFERENCES account (id),
	student_id INTEGER REFERENCES student (id), -- one of three
	class_id   INTEGER REFERENCES class (id),
	grade      INTEGER,
	starts     TEXT NOT NULL CHECK (date(starts) IS starts),
	ends       TEXT NOT NULL CHECK (date(ends) IS ends),
	writes     INTEGER NOT NULL DEFAULT 0 CHECK (writes IN (0, 1)),    -- may record too
	sensitive  INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1)), -- may read sensitive notes
	reason     TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
	emergency  INTEGER NOT NULL DEFAULT 0 CHECK (emergency IN (0, 1)),
	approver   TEXT CHECK (length(approver) BETWEEN 1 AND 63), -- a login; of an emergency: none
	seen_by    TEXT CHECK (length(seen_by) BETWEEN 1 AND 63),  -- of the office, an emergency
	made_at    TEXT NOT NULL,                                  -- UTC
	CHECK (starts <= ends),
	CHECK ((student_id IS NOT NULL) + (class_id IS NOT NULL) + (grade IS NOT NULL) = 1),
	CHECK (emergency = (approver IS NULL))
) STRICT;
CREATE INDEX access_grant_account ON access_grant (account_id, starts, ends);

-- Notes for the lead mentor and the office alone; NULL: as all others are.
ALTER TABLE contact ADD COLUMN sensitive TEXT CHECK (sensitive IN ('psychological', 'family'));
ALTER TABLE referral ADD COLUMN sensitive TEXT CHECK (sensitive IN ('psychological', 'family'));
DROP TRIGGER keep_closed_contact_update;
CREATE TRIGGER keep_closed_contact_update BEFORE UPDATE OF id, rev, school_year_id, kind, date,
	mentor_id, key_date_id, mode, place, topics, summary, bright_spots, advice, withdrawn,
	created_at, reason, sensitive ON contact
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
