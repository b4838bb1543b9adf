-- SPDX-License-Identifier: GPL-3.0-or-later
-- The school year, whole: what closes it and turns it over, exemptions, referrals, training.

ALTER TABLE school_year ADD COLUMN closed_on TEXT CHECK (date(closed_on) IS closed_on);
-- 0: copied from the year before with shifted days, and not yet looked at
ALTER TABLE key_date ADD COLUMN reviewed INTEGER NOT NULL DEFAULT 1 CHECK (reviewed IN (0, 1));
-- why a home visit was replaced by another form: the family declined
ALTER TABLE contact ADD COLUMN reason TEXT CHECK (length(reason) <= 200);
-- with whom a call, a message or a visit was
ALTER TABLE contact ADD COLUMN guardian_id INTEGER REFERENCES guardian (id) ON DELETE SET NULL;
-- so that removing a guardian does not read every contact
CREATE INDEX contact_guardian ON contact (guardian_id) WHERE guardian_id IS NOT NULL;
-- how a feedback was handed over: model/contact.h
ALTER TABLE delivery ADD COLUMN way TEXT CHECK (length(way) <= 20);

-- Major changes are rare: the whole school's are found without looking at every student.
CREATE INDEX contact_student_change ON contact_student (school_year_id, date, student_id, contact_id)
	WHERE kind = 'change' AND withdrawn = 0;
-- those visits, which are few; found without reading the year's contacts
CREATE INDEX contact_elsewhere ON contact (school_year_id, id)
	WHERE kind = 'visit' AND mode <> 'home' AND withdrawn = 0;

-- What a student need not be given, from when to when (model/exemption.h).
CREATE TABLE exemption (
	id         INTEGER PRIMARY KEY,
	rev        INTEGER NOT NULL DEFAULT 1,
	student_id INTEGER NOT NULL REFERENCES student (id),
	what       TEXT NOT NULL CHECK (what IN ('all', 'visit', 'talk', 'feedback')),
	starts     TEXT NOT NULL CHECK (date(starts) IS starts),
	ends       TEXT NOT NULL CHECK (date(ends) IS ends),
	reason     TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
	approver   TEXT NOT NULL CHECK (length(approver) BETWEEN 1 AND 100),
	CHECK (starts <= ends)
) STRICT;
CREATE INDEX exemption_student ON exemption (student_id, ends, starts, what);

-- Whom a student can be referred to (五(三)2): a list of the school's own.
CREATE TABLE department (
	id     INTEGER PRIMARY KEY,
	rev    INTEGER NOT NULL DEFAULT 1,
	name   TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 20),
	in_use INTEGER NOT NULL DEFAULT 1 CHECK (in_use IN (0, 1)) -- 0: no longer offered
) STRICT;

-- A student handed to a department; on the checklist until it is closed with an outcome.
CREATE TABLE referral (
	id            INTEGER PRIMARY KEY,
	rev           INTEGER NOT NULL DEFAULT 1,
	student_id    INTEGER NOT NULL REFERENCES student (id),
	mentor_id     INTEGER NOT NULL REFERENCES mentor (id), -- who referred
	contact_id    INTEGER REFERENCES contact (id),         -- the talk it came from
	department_id INTEGER NOT NULL REFERENCES department (id),
	date          TEXT NOT NULL CHECK (date(date) IS date),
	due           TEXT NOT NULL CHECK (date(due) IS due),
	notes         TEXT CHECK (length(notes) <= 20000),
	closed_on     TEXT CHECK (date(closed_on) IS closed_on),
	outcome       TEXT CHECK (length(outcome) <= 2000),
	CHECK (date <= due),
	CHECK (closed_on IS NULL OR (closed_on >= date AND length(outcome) > 0))
) STRICT;
CREATE INDEX referral_student ON referral (student_id, closed_on, date, due, department_id);

-- Training of mentors (五(四)), with credits in tenths.
CREATE TABLE training (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	date           TEXT NOT NULL CHECK (date(date) IS date),
	level          TEXT NOT NULL CHECK (level IN ('city', 'district', 'school')),
	title          TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
	place          TEXT CHECK (length(place) <= 100),
	credits        INTEGER NOT NULL DEFAULT 0 CHECK (credits BETWEEN 0 AND 9999)
) STRICT;
CREATE INDEX training_year ON training (school_year_id, date);
CREATE TABLE attendance (
	id          INTEGER PRIMARY KEY,
	rev         INTEGER NOT NULL DEFAULT 1,
	training_id INTEGER NOT NULL REFERENCES training (id),
	mentor_id   INTEGER NOT NULL REFERENCES mentor (id),
	UNIQUE (training_id, mentor_id)
) STRICT;
CREATE INDEX attendance_mentor ON attendance (mentor_id, training_id);
CREATE TRIGGER keep_closed_training_insert BEFORE INSERT ON training
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = NEW.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_training_update BEFORE UPDATE ON training
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_training_delete BEFORE DELETE ON training
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = OLD.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_attendance_insert BEFORE INSERT ON attendance
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed')
	FROM training t JOIN school_year y ON y.id = t.school_year_id
	WHERE t.id = NEW.training_id AND y.closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_attendance_delete BEFORE DELETE ON attendance
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed')
	FROM training t JOIN school_year y ON y.id = t.school_year_id
	WHERE t.id = OLD.training_id AND y.closed_on IS NOT NULL;
END;

-- What a closed year amounted to: obligations counted by class, mentor, kind and state.
CREATE TABLE figure (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	class_id       INTEGER REFERENCES class (id),  -- NULL: of a mentor, whatever the class
	mentor_id      INTEGER REFERENCES mentor (id), -- NULL: led by nobody
	kind           TEXT NOT NULL,                  -- model/obligation.h; student, mentor
	state          TEXT NOT NULL,
	count          INTEGER NOT NULL,
	UNIQUE (school_year_id, class_id, mentor_id, kind, state)
) STRICT;

-- A roll-over, named by the year it led to, and what it did row by row, so that it can be undone
-- as long as nobody was enrolled or assigned since: the sums of revs grow with each such change.
CREATE TABLE rollover (
	id              INTEGER PRIMARY KEY REFERENCES school_year (id),
	rev             INTEGER NOT NULL DEFAULT 1,
	done_at         TEXT NOT NULL, -- UTC
	enrolment_revs  INTEGER NOT NULL DEFAULT 0,
	assignment_revs INTEGER NOT NULL DEFAULT 0,
	last_contact    INTEGER NOT NULL DEFAULT 0,
	contacts        INTEGER NOT NULL DEFAULT 0, -- of the new year, newcomers' alone
	last_referral   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE rollover_row (
	id          INTEGER PRIMARY KEY,
	rev         INTEGER NOT NULL DEFAULT 1,
	rollover_id INTEGER NOT NULL REFERENCES rollover (id),
	what        TEXT NOT NULL CHECK (what IN ('enrolment', 'assignment')),
	row_id      INTEGER NOT NULL,
	ends_before TEXT, -- of an assignment that it ended
	UNIQUE (rollover_id, what, row_id)
) STRICT;

-- One lead mentor at a time, whatever writes.
CREATE TRIGGER keep_one_lead_insert BEFORE INSERT ON assignment WHEN NEW.role = 'lead'
BEGIN
	SELECT RAISE(ABORT, 'two lead mentors at once') WHERE EXISTS (
		SELECT 1 FROM assignment WHERE student_id = NEW.student_id AND role = 'lead'
			AND starts <= ends AND NEW.starts <= NEW.ends
			AND starts <= NEW.ends AND ends >= NEW.starts);
END;
CREATE TRIGGER keep_one_lead_update BEFORE UPDATE OF starts, ends, role, student_id ON assignment
WHEN NEW.role = 'lead'
BEGIN
	SELECT RAISE(ABORT, 'two lead mentors at once') WHERE EXISTS (
		SELECT 1 FROM assignment WHERE student_id = NEW.student_id AND role = 'lead'
			AND id <> NEW.id AND starts <= ends AND NEW.starts <= NEW.ends
			AND starts <= NEW.ends AND ends >= NEW.starts);
END;

-- A closed year stays as it was.
CREATE TRIGGER keep_closed_contact_insert BEFORE INSERT ON contact
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = NEW.school_year_id AND closed_on IS NOT NULL;
END;
-- Every column but guardian_id, which may become empty: a guardian can be removed in any year.
CREATE TRIGGER keep_closed_contact_update BEFORE UPDATE OF id, rev, school_year_id, kind, date,
	mentor_id, key_date_id, mode, place, topics, summary, bright_spots, advice, withdrawn,
	created_at, reason ON contact
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_contact_guardian BEFORE UPDATE OF guardian_id ON contact
WHEN NEW.guardian_id IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = OLD.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_delivery_insert BEFORE INSERT ON delivery
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed')
	FROM contact c JOIN school_year y ON y.id = c.school_year_id
	WHERE c.id = NEW.contact_id AND y.closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_delivery_delete BEFORE DELETE ON delivery
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed')
	FROM contact c JOIN school_year y ON y.id = c.school_year_id
	WHERE c.id = OLD.contact_id AND y.closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_referral_update BEFORE UPDATE ON referral WHEN OLD.closed_on IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE OLD.closed_on BETWEEN starts AND ends AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_delivery_update BEFORE UPDATE ON delivery
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed')
	FROM contact c JOIN school_year y ON y.id = c.school_year_id
	WHERE c.id IN (OLD.contact_id, NEW.contact_id) AND y.closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_contact_student_insert BEFORE INSERT ON contact_student
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = NEW.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_contact_student_delete BEFORE DELETE ON contact_student
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = OLD.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_rule_insert BEFORE INSERT ON rule
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = NEW.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_key_date_insert BEFORE INSERT ON key_date
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = NEW.school_year_id AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_rule_update BEFORE UPDATE ON rule
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_key_date_update BEFORE UPDATE ON key_date
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
CREATE TRIGGER keep_closed_key_date_delete BEFORE DELETE ON key_date
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = OLD.school_year_id AND closed_on IS NOT NULL;
END;

-- A file made before departments were; a new one gets them in its maker's language.
INSERT INTO department (name)
SELECT column1 FROM (VALUES ('心理'), ('医疗'), ('学习支持'), ('社会'))
WHERE EXISTS (SELECT 1 FROM school_year);

-- Grade 15, the last one of most vocational schools, graduates too: bits 5, 9, 12, and now 15.
UPDATE key_date SET grades = 37408 WHERE grades = 4640;
