-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who did what, when: one row for every change of a row about persons, by triggers, and for what
-- changes none: sensitive notes read, exports, logins, refusals.

-- Rows are added, and nothing else. Each one's link is a digest of what it says and of the link
-- before it (docs/audit.md), so that a row that was changed or taken out shows.
CREATE TABLE audit (
	id         INTEGER PRIMARY KEY,        -- counted from 1 without a gap
	rev        INTEGER NOT NULL DEFAULT 1,
	at         TEXT NOT NULL,              -- UTC, of its transaction
	login      TEXT NOT NULL,
	role       TEXT NOT NULL,
	source     TEXT NOT NULL,              -- from where: uid, key, address
	action     TEXT NOT NULL,              -- insert, update, delete; read, export, login, refuse, …
	name       TEXT NOT NULL,              -- of the table, or of what was done
	row_id     INTEGER,
	student_id INTEGER,                    -- whose history it belongs to; no reference: it outlives
	contact_id INTEGER,                    -- of which contact it is: its students' history
	old        TEXT,                       -- JSON, columns by name: all of them, of an update those
	new        TEXT,                       -- that changed; what is NULL is left out where all are
	reason     TEXT,
	salt       BLOB,                       -- NULL with the three before it: purged
	digest     BLOB NOT NULL,              -- of those four
	link       BLOB NOT NULL
) STRICT;
CREATE INDEX audit_row ON audit (name, row_id);
CREATE INDEX audit_student ON audit (student_id) WHERE student_id IS NOT NULL;
CREATE INDEX audit_contact ON audit (contact_id) WHERE contact_id IS NOT NULL;

-- Once a table has a trigger for new rows, SQLite looks for children of each new one: a student's
-- must not be looked for in all contacts.
CREATE INDEX contact_student_student ON contact_student (student_id);

-- By which rows are added. The functions are the program's, and so nothing else can add any: who
-- works, when, and how far the chain has come (db/audit.c).
CREATE VIEW log_entry AS
	SELECT action, name, row_id, student_id, contact_id, old, new, reason FROM audit WHERE 0;
CREATE TRIGGER audit_add INSTEAD OF INSERT ON log_entry
WHEN NEW.action <> 'update' OR NEW.new <> '{}'
BEGIN
	INSERT INTO audit (id, at, login, role, source, action, name, row_id, student_id, contact_id,
		old, new, reason, salt, digest, link)
	VALUES (chain_id(), me_time(), me_login(), me_role(), me_source(), NEW.action, NEW.name,
		NEW.row_id, NEW.student_id, NEW.contact_id, NEW.old, NEW.new, NEW.reason, chain_salt(),
		chain_digest(chain_salt(), NEW.old, NEW.new, NEW.reason),
		chain_link(chain_prev(), chain_id(), me_time(), me_login(), me_role(), me_source(),
			NEW.action, NEW.name, NEW.row_id, NEW.student_id, NEW.contact_id,
			chain_digest(chain_salt(), NEW.old, NEW.new, NEW.reason)));
END;

CREATE TRIGGER keep_audit_delete BEFORE DELETE ON audit
BEGIN
	SELECT RAISE(ABORT, 'the audit is only added to');
END;
CREATE TRIGGER keep_audit_update BEFORE UPDATE ON audit
WHEN NOT purging() OR coalesce(NEW.salt, NEW.old, NEW.new, NEW.reason) IS NOT NULL
	OR (NEW.id, NEW.rev, NEW.at, NEW.login, NEW.role, NEW.source, NEW.action, NEW.name, NEW.row_id,
		NEW.student_id, NEW.contact_id, NEW.digest, NEW.link)
	IS NOT (OLD.id, OLD.rev, OLD.at, OLD.login, OLD.role, OLD.source, OLD.action, OLD.name,
		OLD.row_id, OLD.student_id, OLD.contact_id, OLD.digest, OLD.link)
BEGIN
	SELECT RAISE(ABORT, 'the audit is only added to');
END;
