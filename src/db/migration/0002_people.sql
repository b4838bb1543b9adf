-- SPDX-License-Identifier: GPL-3.0-or-later
-- Classes, students, their guardians, mentors, and the accounts of those who log in.

-- A class is a cohort: the grade of a school year follows from the year it entered its stage.
CREATE TABLE class (
	id         INTEGER PRIMARY KEY,
	rev        INTEGER NOT NULL DEFAULT 1,
	stage      TEXT NOT NULL CHECK (stage IN ('primary', 'junior', 'senior', 'vocational')),
	entry_year INTEGER NOT NULL CHECK (entry_year BETWEEN 1990 AND 2200),
	number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 9999),
	UNIQUE (stage, entry_year, number)
) STRICT;

CREATE TABLE student (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	student_no     TEXT NOT NULL UNIQUE CHECK (length(student_no) BETWEEN 1 AND 40),
	name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
	sex            TEXT CHECK (sex IN ('m', 'f')),
	birth_date     TEXT CHECK (date(birth_date) IS birth_date),
	address        TEXT CHECK (length(address) <= 200), -- for home visits
	missing_since  TEXT CHECK (date(missing_since) IS missing_since) -- not in a later roster
) STRICT;

-- In which class a student was, from when to when. Ranges of one student never overlap.
CREATE TABLE enrolment (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	student_id     INTEGER NOT NULL REFERENCES student (id),
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	class_id       INTEGER NOT NULL REFERENCES class (id),
	seat           INTEGER CHECK (seat BETWEEN 1 AND 9999), -- number in class, 班内学号
	starts         TEXT NOT NULL CHECK (date(starts) IS starts),
	ends           TEXT NOT NULL CHECK (date(ends) IS ends),
	reason         TEXT CHECK (length(reason) <= 200), -- why it ended early
	CHECK (ends >= date(starts, '-1 day')) -- one day less than nothing: never in force
) STRICT;
-- covers the checklist's question "which class, since when"
CREATE INDEX enrolment_student
	ON enrolment (student_id, school_year_id, starts, ends, class_id, seat);
-- the students of a year, class by class
CREATE INDEX enrolment_year
	ON enrolment (school_year_id, class_id, starts, ends, student_id, seat);

CREATE TRIGGER keep_enrolment_apart_insert BEFORE INSERT ON enrolment
BEGIN
	SELECT RAISE(ABORT, 'enrolments overlap') WHERE EXISTS (
		SELECT 1 FROM enrolment WHERE student_id = NEW.student_id
			AND starts <= ends AND NEW.starts <= NEW.ends
			AND starts <= NEW.ends AND ends >= NEW.starts);
END;
CREATE TRIGGER keep_enrolment_apart_update BEFORE UPDATE OF starts, ends, student_id ON enrolment
BEGIN
	SELECT RAISE(ABORT, 'enrolments overlap') WHERE EXISTS (
		SELECT 1 FROM enrolment WHERE student_id = NEW.student_id AND id <> NEW.id
			AND starts <= ends AND NEW.starts <= NEW.ends
			AND starts <= NEW.ends AND ends >= NEW.starts);
END;

CREATE TABLE guardian (
	id         INTEGER PRIMARY KEY,
	rev        INTEGER NOT NULL DEFAULT 1,
	student_id INTEGER NOT NULL REFERENCES student (id),
	name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
	relation   TEXT CHECK (length(relation) <= 20),
	phone      TEXT CHECK (length(phone) <= 30),
	UNIQUE (student_id, name) -- the first one entered is called first
) STRICT;

CREATE TABLE mentor (
	id       INTEGER PRIMARY KEY,
	rev      INTEGER NOT NULL DEFAULT 1,
	staff_no TEXT NOT NULL UNIQUE CHECK (length(staff_no) BETWEEN 1 AND 40),
	name     TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
	subject  TEXT CHECK (length(subject) <= 40),
	phone    TEXT CHECK (length(phone) <= 30),
	capacity INTEGER NOT NULL DEFAULT 0 CHECK (capacity BETWEEN 0 AND 999), -- 0: the rule's
	status   TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'training', 'left'))
) STRICT;

-- Who may work with the file, by the login of the system.
CREATE TABLE account (
	id        INTEGER PRIMARY KEY,
	rev       INTEGER NOT NULL DEFAULT 1,
	login     TEXT NOT NULL UNIQUE,
	role      TEXT NOT NULL CHECK (role IN ('office', 'mentor')),
	mentor_id INTEGER REFERENCES mentor (id)
) STRICT;
