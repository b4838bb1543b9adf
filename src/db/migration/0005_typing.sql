-- SPDX-License-Identifier: GPL-3.0-or-later
-- What saves typing: search keys, plans, bright spots, phrases, keys of one's own.

-- How the name is read, where the roster says so (姓名拼音); and what it is found by (base/find.h),
-- '' until the program has made it: the session does that when it finds keys of another table.
ALTER TABLE student ADD COLUMN reading TEXT CHECK (length(reading) <= 100);
ALTER TABLE student ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE mentor ADD COLUMN reading TEXT CHECK (length(reading) <= 100);
ALTER TABLE mentor ADD COLUMN search TEXT NOT NULL DEFAULT '';

-- A visit or a talk that is meant to be on a day. It meets nothing; the contact that follows does.
CREATE TABLE plan (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	rev         INTEGER NOT NULL DEFAULT 1,
	student_id  INTEGER NOT NULL REFERENCES student (id),
	mentor_id   INTEGER NOT NULL REFERENCES mentor (id),
	kind        TEXT NOT NULL CHECK (kind IN ('visit', 'talk')),
	key_date_id INTEGER REFERENCES key_date (id) ON DELETE SET NULL, -- the occasion of a talk
	date        TEXT NOT NULL CHECK (date(date) IS date),
	time        TEXT CHECK (time GLOB '[0-2][0-9]:[0-5][0-9]'),
	place       TEXT CHECK (length(place) <= 100),
	note        TEXT CHECK (length(note) <= 200),
	made_on     TEXT NOT NULL CHECK (date(made_on) IS made_on), -- an earlier contact is no fruit
	contact_id  INTEGER REFERENCES contact (id) -- what came of it; NULL: not yet
) STRICT;
-- covers the checklist's question "what is planned"; a mentor's are those of the mentor's students
CREATE INDEX plan_student ON plan (student_id, kind, key_date_id, date) WHERE contact_id IS NULL;
CREATE INDEX plan_contact ON plan (contact_id) WHERE contact_id IS NOT NULL;

-- What a calendar knows the plans of this file by, and no other's (RFC 5545, UID).
INSERT INTO setting (name, value) VALUES ('file_id', lower(hex(randomblob(16))));

-- A bright spot (闪光点): one line, at the moment it is seen; read again beside the letter.
CREATE TABLE bright_spot (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rev        INTEGER NOT NULL DEFAULT 1,
	student_id INTEGER NOT NULL REFERENCES student (id),
	mentor_id  INTEGER REFERENCES mentor (id), -- who saw it; NULL: the office
	date       TEXT NOT NULL CHECK (date(date) IS date),
	text       TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
	created_at TEXT NOT NULL -- UTC
) STRICT;
CREATE INDEX bright_spot_student ON bright_spot (student_id, date);

-- Phrases (常用语): one's own, by login, or with '' the school's.
CREATE TABLE phrase (
	id    INTEGER PRIMARY KEY AUTOINCREMENT,
	rev   INTEGER NOT NULL DEFAULT 1,
	login TEXT NOT NULL,
	code  TEXT CHECK (length(code) BETWEEN 1 AND 10), -- typed to insert it; NULL: picked alone
	text  TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
	UNIQUE (login, code)
) STRICT;
-- How often who took which, and when last: what comes first in the picker.
CREATE TABLE phrase_use (
	id        INTEGER PRIMARY KEY,
	rev       INTEGER NOT NULL DEFAULT 1,
	phrase_id INTEGER NOT NULL REFERENCES phrase (id) ON DELETE CASCADE,
	login     TEXT NOT NULL,
	count     INTEGER NOT NULL DEFAULT 0,
	last_on   TEXT NOT NULL CHECK (date(last_on) IS last_on),
	UNIQUE (phrase_id, login)
) STRICT;

-- Keys that a person gave an action (ui/ui.h names them) instead of its own.
CREATE TABLE binding (
	id     INTEGER PRIMARY KEY,
	rev    INTEGER NOT NULL DEFAULT 1,
	login  TEXT NOT NULL,
	action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
	keys   TEXT NOT NULL CHECK (length(keys) <= 60), -- names of keys, by blanks
	UNIQUE (login, action)
) STRICT;

-- SQLite gives the number of a row that went to the next one, when it was the highest. Whoever has
-- the old row in an open form, by id and rev, must not write over the new one; so the two older
-- tables that many write to at the same time remember the highest that went, and number on from
-- there; the new ones above have AUTOINCREMENT for it.
CREATE TABLE gone (
	id   INTEGER PRIMARY KEY,
	rev  INTEGER NOT NULL DEFAULT 1,
	name TEXT NOT NULL UNIQUE, -- of the table
	last INTEGER NOT NULL
) STRICT;
CREATE TRIGGER keep_gone_contact AFTER DELETE ON contact
BEGIN
	INSERT INTO gone (name, last) VALUES ('contact', OLD.id)
	ON CONFLICT (name) DO UPDATE SET last = max(last, OLD.id);
END;
CREATE TRIGGER keep_gone_referral AFTER DELETE ON referral
BEGIN
	INSERT INTO gone (name, last) VALUES ('referral', OLD.id)
	ON CONFLICT (name) DO UPDATE SET last = max(last, OLD.id);
END;
