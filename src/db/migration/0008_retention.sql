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

-- Whose records were purged, without a name, so that an older backup which is gone back to loses
-- them again. `digest`: of the student number that the row had, salted.
CREATE TABLE purged (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rev        INTEGER NOT NULL DEFAULT 1,
	student_id INTEGER NOT NULL, -- no reference: it outlives
	pass       TEXT NOT NULL CHECK (pass IN ('texts', 'rest')),
	way        TEXT NOT NULL CHECK (way IN ('anonymise', 'delete')), -- of the rest
	salt       TEXT NOT NULL,
	digest     TEXT NOT NULL,
	at         TEXT NOT NULL, -- UTC
	login      TEXT NOT NULL
) STRICT;
CREATE INDEX purged_student ON purged (student_id, pass);

-- A closed year stays as it was, but for a purge.
DROP TRIGGER keep_closed_contact_update;
CREATE TRIGGER keep_closed_contact_update BEFORE UPDATE OF id, rev, school_year_id, kind, date,
	mentor_id, key_date_id, mode, place, topics, summary, bright_spots, advice, withdrawn,
	created_at, reason, sensitive ON contact
WHEN NOT purging()
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id IN (OLD.school_year_id, NEW.school_year_id) AND closed_on IS NOT NULL;
END;
DROP TRIGGER keep_closed_delivery_delete;
CREATE TRIGGER keep_closed_delivery_delete BEFORE DELETE ON delivery
WHEN NOT purging()
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed')
	FROM contact c JOIN school_year y ON y.id = c.school_year_id
	WHERE c.id = OLD.contact_id AND y.closed_on IS NOT NULL;
END;
DROP TRIGGER keep_closed_referral_update;
CREATE TRIGGER keep_closed_referral_update BEFORE UPDATE ON referral
WHEN OLD.closed_on IS NOT NULL AND NOT purging()
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE OLD.closed_on BETWEEN starts AND ends AND closed_on IS NOT NULL;
END;
DROP TRIGGER keep_closed_contact_student_delete;
CREATE TRIGGER keep_closed_contact_student_delete BEFORE DELETE ON contact_student
WHEN NOT purging()
BEGIN
	SELECT RAISE(ABORT, 'the school year is closed') FROM school_year
	WHERE id = OLD.school_year_id AND closed_on IS NOT NULL;
END;

-- What is purged does not come back: not by another session's undo, which remembers rows.
CREATE TRIGGER keep_purged_student
BEFORE UPDATE OF student_no, name, reading, sex, birth_date, address ON student
WHEN NOT purging()
BEGIN
	SELECT RAISE(ABORT, 'the record was purged')
	FROM purged WHERE student_id = OLD.id AND pass = 'rest';
END;
CREATE TRIGGER keep_purged_student_insert BEFORE INSERT ON student
BEGIN
	SELECT RAISE(ABORT, 'the record was purged')
	FROM purged WHERE student_id = NEW.id AND pass = 'rest';
END;
CREATE TRIGGER keep_purged_guardian BEFORE INSERT ON guardian
BEGIN
	SELECT RAISE(ABORT, 'the record was purged')
	FROM purged WHERE student_id = NEW.student_id AND pass = 'rest';
END;
CREATE TRIGGER keep_purged_bright_spot BEFORE INSERT ON bright_spot
BEGIN
	SELECT RAISE(ABORT, 'the record was purged') FROM purged WHERE student_id = NEW.student_id;
END;
CREATE TRIGGER keep_purged_consent BEFORE INSERT ON consent
BEGIN
	SELECT RAISE(ABORT, 'the record was purged')
	FROM purged WHERE student_id = NEW.student_id AND pass = 'rest';
END;

-- The number of a student that went is not given again (gone).
CREATE TRIGGER keep_gone_student AFTER DELETE ON student
BEGIN
	INSERT INTO gone (name, last) VALUES ('student', OLD.id)
	ON CONFLICT (name) DO UPDATE SET last = max(last, OLD.id);
END;

-- The few that contact_student_counts leaves out, for all that is held on a student.
CREATE INDEX contact_student_withdrawn ON contact_student (student_id, contact_id)
	WHERE withdrawn = 1;
