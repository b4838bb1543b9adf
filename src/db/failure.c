/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQLite says, as a sentence for a teacher. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "db/stop.h"
#include "db_private.h"

const char *db_sentence(int code)
{
	switch (code & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return N_("The file is busy: somebody else is saving. Try again in a moment.");
	case SQLITE_FULL:
		return N_("The disk is full. Nothing was changed; free some space and try again.");
	case SQLITE_READONLY:
		return N_("The file may only be read. Nothing was changed.");
	case SQLITE_IOERR:
		return N_("The disk or the quota refused to keep the data. Nothing more is "
			  "written; tell the office, then start daoshi again.");
	case SQLITE_CORRUPT:
		return N_("The file is damaged. Stop using it and go back to a backup.");
	case SQLITE_NOTADB:
		return N_("The file is no database.");
	case SQLITE_CANTOPEN:
		return N_("The file cannot be opened.");
	case SQLITE_TOOBIG:
		return N_("The text is too long to be kept. Nothing was changed.");
	case SQLITE_AUTH:
		return N_("This is not for you to see or change.");
	default:
		return N_("The database refused this. Nothing was changed.");
	}
}

static enum err_kind kind_of(int code)
{
	switch (code & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_FULL:
	case SQLITE_READONLY:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return ERR_IO;
	case SQLITE_TOOBIG:
		return ERR_INVALID;
	case SQLITE_AUTH:
		return ERR_DENIED;
	default:
		return ERR_DB;
	}
}

/* What a trigger of the session or the schema keeps: the model says it before, but others may have
 * been quicker. */
static bool of_trigger(const char *words, struct err *e)
{
	enum { DENIALS = 2 }; /* the first ones */
	static const struct {
		const char *words, *sentence;
	} kept[] = {
		{ "for reading alone",
		  N_("You may read this student's records, not write them: those who mentor the "
		     "student do that. Nothing was changed.") },
		{ "not for you to read", N_("This record is sensitive: the student's lead mentor "
					    "and the office alone read "
					    "and change it. Nothing was changed.") },
		{ "the school year is closed",
		  N_("The school year is closed meanwhile; it can be read, not changed.") },
		{ "two lead mentors at once",
		  N_("The student would have two mentors at once. Nothing was changed; look at the "
		     "student's mentors first.") },
		{ "enrolments overlap",
		  N_("The student would be in two classes at once. Nothing was changed.") },
	};

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (!strcmp(words, kept[i].words)) {
			err_set(e, i < DENIALS ? ERR_DENIED : ERR_CONFLICT, "%s",
				_(kept[i].sentence));
			return true;
		}
	return false;
}

bool db_fail(struct db *db, struct err *e, const char *doing)
{
	int code = sqlite3_extended_errcode(db->handle);
	const char *words = sqlite3_errmsg(db->handle);

	audit_forget(&db->audit);
	if ((code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CORRUPT) {
		char what[200];

		snprintf(what, sizeof what, "%s: %s (%d)", doing, words, code);
		db->poisoned = true;
		if (db->guarded)
			stop_set(db, what);
	}
	/* the triggers of the session and of the schema raise their own words */
	if ((code & 0xFF) == SQLITE_CONSTRAINT && !strcmp(words, "outside the scope"))
		code = SQLITE_AUTH;
	if (!of_trigger(words, e))
		err_set(e, kind_of(code), "%s", _(db_sentence(code)));
	err_detail(e, "%s: %s (%d)", doing, words, code);
	return false;
}

bool db_fault(struct err *e, const struct sql *sql, const char *what, const char *name)
{
	err_set(e, ERR_DB, "%s", _("A fault in daoshi itself. Nothing was changed."));
	err_detail(e, "%s: %s %s", sql->name, what, name);
	return false;
}
