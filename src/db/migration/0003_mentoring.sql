-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who mentors whom, what was done, and what was handed over.

CREATE TABLE assignment (
	id         INTEGER PRIMARY KEY,
	rev        INTEGER NOT NULL DEFAULT 1,
	student_id INTEGER NOT NULL REFERENCES student (id),
	mentor_id  INTEGER NOT NULL REFERENCES mentor (id),
	role       TEXT NOT NULL CHECK (role IN ('lead', 'co')),
	starts     TEXT NOT NULL CHECK (date(starts) IS starts),
	ends       TEXT NOT NULL DEFAULT '9999-12-31' CHECK (date(ends) IS ends),
	reason     TEXT CHECK (length(reason) <= 200), -- for a change, or one student over capacity
	CHECK (ends >= date(starts, '-1 day'))
) STRICT;
CREATE UNIQUE INDEX assignment_one_lead
	ON assignment (student_id) WHERE role = 'lead' AND ends = '9999-12-31';
-- whose students are these; who led this student when
CREATE INDEX assignment_mentor ON assignment (mentor_id, role, ends, starts, student_id);
CREATE INDEX assignment_student ON assignment (student_id, role, starts, ends, mentor_id);

-- A visit, a talk, a call … with one student or several. Withdrawn ones stay, and count for nothing.
CREATE TABLE contact (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	kind           TEXT NOT NULL CHECK (kind IN ('visit', 'talk', 'feedback', 'call', 'message',
	                                             'change')), -- 重大变故 in the student's life
	date           TEXT NOT NULL CHECK (date(date) IS date),
	mentor_id      INTEGER NOT NULL REFERENCES mentor (id),
	key_date_id    INTEGER REFERENCES key_date (id), -- the occasion it was meant for
	mode           TEXT CHECK (length(mode) <= 20),
	place          TEXT CHECK (length(place) <= 100),
	topics         TEXT CHECK (length(topics) <= 100), -- codes, in clause 五(二)1's order
	summary        TEXT CHECK (length(summary) <= 20000),
	bright_spots   TEXT CHECK (length(bright_spots) <= 20000), -- feedback: 闪光点
	advice         TEXT CHECK (length(advice) <= 20000),       -- feedback: 成长建议
	withdrawn      INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
	created_at     TEXT NOT NULL -- UTC
) STRICT;
CREATE INDEX contact_recent ON contact (school_year_id, date);

-- Which students it was with. The columns after student_id repeat the contact's own, so that one
-- mentor's checklist reads a single index; two triggers keep them the same.
CREATE TABLE contact_student (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	contact_id     INTEGER NOT NULL REFERENCES contact (id),
	student_id     INTEGER NOT NULL REFERENCES student (id),
	school_year_id INTEGER NOT NULL,
	kind           TEXT NOT NULL,
	date           TEXT NOT NULL,
	mentor_id      INTEGER NOT NULL,
	key_date_id    INTEGER,
	withdrawn      INTEGER NOT NULL,
	UNIQUE (contact_id, student_id)
) STRICT;
-- withdrawn stands in the columns too: otherwise SQLite 3.40 reads the table for it
CREATE INDEX contact_student_counts
	ON contact_student (student_id, school_year_id, kind, date, key_date_id, mentor_id,
			    contact_id, withdrawn)
	WHERE withdrawn = 0;

CREATE TRIGGER keep_contact_student_update
AFTER UPDATE OF school_year_id, kind, date, mentor_id, key_date_id, withdrawn ON contact
BEGIN
	UPDATE contact_student
	SET school_year_id = NEW.school_year_id, kind = NEW.kind, date = NEW.date,
		mentor_id = NEW.mentor_id, key_date_id = NEW.key_date_id, withdrawn = NEW.withdrawn
	WHERE contact_id = NEW.id;
END;
CREATE TRIGGER keep_contact_student_insert BEFORE INSERT ON contact_student
BEGIN
	SELECT RAISE(ABORT, 'not as the contact says') WHERE NOT EXISTS (
		SELECT 1 FROM contact c WHERE c.id = NEW.contact_id
			AND c.school_year_id = NEW.school_year_id AND c.kind = NEW.kind
			AND c.date = NEW.date AND c.mentor_id = NEW.mentor_id
			AND c.key_date_id IS NEW.key_date_id AND c.withdrawn = NEW.withdrawn);
END;

-- Feedback handed over, to the student and to the guardians apart (clause 五(三)3).
CREATE TABLE delivery (
	id         INTEGER PRIMARY KEY,
	rev        INTEGER NOT NULL DEFAULT 1,
	contact_id INTEGER NOT NULL REFERENCES contact (id),
	party      TEXT NOT NULL CHECK (party IN ('student', 'guardians')),
	date       TEXT NOT NULL CHECK (date(date) IS date),
	UNIQUE (contact_id, party)
) STRICT;
