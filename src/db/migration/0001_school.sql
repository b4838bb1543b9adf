-- SPDX-License-Identifier: GPL-3.0-or-later
-- The school, its years, what it asks for, and who works with the file.
-- Every table has an integer key and rev, which counts edits so that two people who change the
-- same row are told. Dates are ISO text; a range is closed at both ends, and an open end is
-- 9999-12-31, so that "in force on a day" is two comparisons.

-- What holds for the whole file: school_name, …
CREATE TABLE setting (
	id    INTEGER PRIMARY KEY,
	rev   INTEGER NOT NULL DEFAULT 1,
	name  TEXT NOT NULL UNIQUE,
	value TEXT NOT NULL
) STRICT;

-- A school year is named by the calendar year it begins in: 2026 is 2026学年. The name is the key,
-- so that the grade of a class follows without a look-up.
CREATE TABLE school_year (
	id           INTEGER PRIMARY KEY CHECK (id BETWEEN 1990 AND 2200),
	rev          INTEGER NOT NULL DEFAULT 1,
	starts       TEXT NOT NULL CHECK (date(starts) IS starts),
	second_term  TEXT NOT NULL CHECK (date(second_term) IS second_term), -- its first day
	ends         TEXT NOT NULL CHECK (date(ends) IS ends),
	CHECK (starts < second_term AND second_term < ends)
) STRICT;

-- What the policy and the school ask for in a year, one row a rule (model/rule.h names them).
CREATE TABLE rule (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	name           TEXT NOT NULL,
	value          TEXT NOT NULL, -- a number or an ISO date
	UNIQUE (school_year_id, name)
) STRICT;

-- Key times for talks (重要时间节点, clause 五(三)2): each opens a window.
CREATE TABLE key_date (
	id             INTEGER PRIMARY KEY,
	rev            INTEGER NOT NULL DEFAULT 1,
	school_year_id INTEGER NOT NULL REFERENCES school_year (id),
	name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 12),
	term           INTEGER NOT NULL CHECK (term IN (0, 1, 2)), -- 0: of the year as a whole
	opens          TEXT NOT NULL CHECK (date(opens) IS opens),
	due            TEXT NOT NULL CHECK (date(due) IS due),
	grades         INTEGER NOT NULL, -- bit g set: grade g is concerned (model/grade.h)
	CHECK (opens <= due)
) STRICT;
CREATE INDEX key_date_year ON key_date (school_year_id, opens);
