-- SPDX-License-Identifier: GPL-3.0-or-later
-- Matching students and mentors (clause 五(一)): who would like whom, what must hold, what was
-- proposed and why, and who asked for another mentor in the year.

-- A student's choices of mentor for a year, one row each. Who answered and named nobody has one
-- row of rank 1 without a mentor.
CREATE TABLE preference (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	student_id     INTEGER NOT NULL REFERENCES student (id),
	rank           INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 5),
	mentor_id      INTEGER REFERENCES mentor (id),
	answered_on    TEXT NOT NULL CHECK (date(answered_on) IS answered_on),
	CHECK (mentor_id IS NOT NULL OR rank = 1),
	UNIQUE (school_year_id, student_id, rank),
	UNIQUE (school_year_id, student_id, mentor_id)
) STRICT;
CREATE INDEX preference_student ON preference (student_id);
CREATE INDEX preference_mentor ON preference (mentor_id, school_year_id);

-- A mentor's own order of students, where both sides choose. NULL: not this one.
CREATE TABLE mentor_preference (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	mentor_id      INTEGER NOT NULL REFERENCES mentor (id),
	student_id     INTEGER NOT NULL REFERENCES student (id),
	place          INTEGER CHECK (place BETWEEN 1 AND 999),
	UNIQUE (school_year_id, mentor_id, student_id)
) STRICT;
CREATE INDEX mentor_preference_student ON mentor_preference (student_id);

CREATE TRIGGER keep_closed_preference_insert BEFORE INSERT ON preference
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = NEW.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_preference_update BEFORE UPDATE ON preference
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_preference_delete BEFORE DELETE ON preference WHEN NOT purging()
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = OLD.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_mentor_preference_insert BEFORE INSERT ON mentor_preference
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = NEW.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_mentor_preference_update BEFORE UPDATE ON mentor_preference
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_mentor_preference_delete BEFORE DELETE ON mentor_preference
WHEN NOT purging()
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = OLD.school_year_id AND closed_on IS NOT NULL;
END;

-- To which campus, grade or group a mentor, a class or a single student belongs, by its name, as
-- far as nothing else says it. Who has several may be matched by any of them.
CREATE TABLE belonging (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rev        INTEGER NOT NULL DEFAULT 1,
	kind       TEXT NOT NULL CHECK (kind IN ('campus', 'grade', 'group')),
	name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
	mentor_id  INTEGER REFERENCES mentor (id),
	class_id   INTEGER REFERENCES class (id),
	student_id INTEGER REFERENCES student (id),
	CHECK ((mentor_id IS NOT NULL) + (class_id IS NOT NULL) + (student_id IS NOT NULL) = 1)
) STRICT;
-- NULLs are never equal
CREATE UNIQUE INDEX belonging_once ON belonging
	(kind, name, coalesce(mentor_id, 0), coalesce(class_id, 0), coalesce(student_id, 0));
CREATE INDEX belonging_mentor ON belonging (mentor_id, kind);
CREATE INDEX belonging_class ON belonging (class_id, kind);
CREATE INDEX belonging_student ON belonging (student_id, kind);

-- What a year's matching has to keep to (model/condition.h names the kinds).
CREATE TABLE condition (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	kind           TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
	weight         INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 1000), -- 0: it must hold
	student_id     INTEGER REFERENCES student (id),
	other_id       INTEGER REFERENCES student (id), -- of two students
	mentor_id      INTEGER REFERENCES mentor (id),
	number         INTEGER CHECK (number BETWEEN 0 AND 999), -- of students
	note           TEXT CHECK (length(note) <= 200),
	CHECK (other_id IS NULL OR student_id <> other_id)
) STRICT;
CREATE UNIQUE INDEX condition_once ON condition (school_year_id, kind,
	min(coalesce(student_id, 0), coalesce(other_id, student_id, 0)),
	max(coalesce(student_id, 0), coalesce(other_id, 0)), coalesce(mentor_id, 0));
CREATE INDEX condition_student ON condition (student_id);
CREATE INDEX condition_other ON condition (other_id);

-- A run: what went in, by which lots, and what became of it. The input is kept whole, as numbers,
-- so that the same can be worked out again.
CREATE TABLE match_run (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	made_at        TEXT NOT NULL, -- UTC
	login          TEXT NOT NULL,
	method         TEXT NOT NULL CHECK (method IN ('students', 'both')),
	aim            TEXT NOT NULL CHECK (aim IN ('most_first', 'fewest_last')),
	seed           INTEGER NOT NULL,
	who            TEXT NOT NULL CHECK (who IN ('all', 'without', 'leaving')),
	leaving_id     INTEGER REFERENCES mentor (id), -- whose students it is about
	input          TEXT NOT NULL, -- JSON (model/matching.h)
	state          TEXT NOT NULL DEFAULT 'proposed'
		CHECK (state IN ('proposed', 'confirmed', 'withdrawn')),
	starts         TEXT CHECK (date(starts) IS starts), -- of what was assigned by it
	made           TEXT, -- JSON: which assignments it made and ended, for taking it back
	note           TEXT CHECK (length(note) <= 200)
) STRICT;
CREATE INDEX match_run_year ON match_run (school_year_id, id);

-- One student of a run.
CREATE TABLE match_pair (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rev        INTEGER NOT NULL DEFAULT 1,
	run_id     INTEGER NOT NULL REFERENCES match_run (id) ON DELETE CASCADE,
	student_id INTEGER NOT NULL REFERENCES student (id),
	mentor_id  INTEGER REFERENCES mentor (id), -- NULL: no place
	solved_id  INTEGER REFERENCES mentor (id), -- as it was worked out, before anybody moved it
	before_id  INTEGER REFERENCES mentor (id), -- who led the student then
	rank       INTEGER NOT NULL CHECK (rank BETWEEN 0 AND 5), -- of mentor_id; 0: not named
	lot        INTEGER NOT NULL,
	by_hand    INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
	UNIQUE (run_id, student_id)
) STRICT;
CREATE INDEX match_pair_student ON match_pair (student_id);
CREATE INDEX match_pair_mentor ON match_pair (run_id, mentor_id);

-- A student asks for another mentor: both sides and the office say yes, or one says no.
CREATE TABLE change_request (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	student_id     INTEGER NOT NULL REFERENCES student (id),
	who            TEXT NOT NULL CHECK (length(who) BETWEEN 1 AND 120), -- name and class, for the mentor asked
	from_id        INTEGER REFERENCES mentor (id),
	to_id          INTEGER NOT NULL REFERENCES mentor (id),
	asked_on       TEXT NOT NULL CHECK (date(asked_on) IS asked_on),
	reason         TEXT CHECK (length(reason) <= 200),
	to_says        TEXT CHECK (to_says IN ('yes', 'no')),
	to_on          TEXT CHECK (date(to_on) IS to_on),
	from_says      TEXT CHECK (from_says IN ('yes', 'no')),
	from_on        TEXT CHECK (date(from_on) IS from_on),
	state          TEXT NOT NULL DEFAULT 'open'
		CHECK (state IN ('open', 'done', 'refused', 'withdrawn')),
	closed_on      TEXT CHECK (date(closed_on) IS closed_on),
	CHECK ((state = 'open') = (closed_on IS NULL))
) STRICT;
CREATE UNIQUE INDEX change_request_open ON change_request (student_id) WHERE state = 'open';
CREATE INDEX change_request_student ON change_request (student_id);
CREATE INDEX change_request_to ON change_request (to_id, state);
