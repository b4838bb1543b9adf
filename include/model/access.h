/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may see and do what: decided here and nowhere else, and held by SQLite itself.
 *
 * When a session begins, the students it may see become a TEMP table, TEMP views over it
 * (my_student, my_contact, …) are the only way to read a table about persons, TEMP triggers refuse
 * writes outside it, and the guard (db/guard.h) refuses everything else when a statement is
 * prepared. Alone on one's own file the scope is everybody; the path is the same.
 */
#ifndef MODEL_ACCESS_H
#define MODEL_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* What an action or a model function asks for; a session holds a set of them. */
enum may {
	MAY_READ = 1 << 0,
	MAY_RECORD = 1 << 1,      /* contacts */
	MAY_EDIT_PEOPLE = 1 << 2, /* students, guardians, mentors */
	MAY_ASSIGN = 1 << 3,
	MAY_IMPORT = 1 << 4,
	MAY_RUN_YEAR = 1 << 5, /* rules, key dates, exemptions, departments, training, roll-over */
	MAY_ACCOUNTS = 1 << 6, /* accounts, grants to others, the audit */
	MAY_BREAK_GLASS = 1 << 7, /* a grant to oneself in an emergency */
	MAY_READ_NOTES = 1 << 8,  /* what was written about students, but for what is sensitive */
	MAY_CHOICES = 1 << 9,     /* whom students would like for a mentor: of one's class, grade */
};

/* Whose records are seen, beside what was granted (table access_grant). */
enum scope {
	SCOPE_EVERYBODY,
	SCOPE_OWN, /* the students one mentors now, as lead or co-mentor; former ones for a while */
	SCOPE_CLASS, /* and those of the account's class */
	SCOPE_GRADE, /* and those of the account's grade */
};

/* Which notes of those records are seen; the others' columns read NULL. */
enum notes {
	NOTES_ALL,
	NOTES_PLAIN,   /* sensitive ones of students whom one leads, or by a grant that says so */
	NOTES_GRANTED, /* those alone that a grant opens */
	NOTES_NEVER,   /* whatever is granted */
};

/* What is seen of the persons themselves. */
enum persons {
	PERSONS_WHOLE,
	PERSONS_NAMED,    /* no phones, addresses, days of birth */
	PERSONS_NUMBERED, /* nor names: the student number in their place */
};

struct access {
	const char *role;  /* of the account */
	const char *label; /* N_() */
	enum scope scope;
	enum notes notes;
	enum persons persons;
	unsigned may;
	const char *denial; /* N_(): why a right is lacking */
};

/* NULL for a role unknown here. */
const struct access *access_of_role(const char *role);
/* All of them, the office's first; NULL past the last one. */
const struct access *access_role(size_t i);

/* Whose session it is, as its account says. */
struct access_of {
	const struct access *access;
	const char *login;
	int64_t account_id, account_rev; /* 0: there is no account of that login */
	int64_t mentor_id, class_id, grade;
	const char *today; /* ISO */
};

enum { ACCESS_EMERGENCY_DAYS = 7 }; /* that a grant to oneself lasts at most */

/* Before anything else: my_account, the row of that login alone. */
bool access_begin(struct db *db, const char *login, struct err *e);
/* Makes the session's scope, views and guard, replacing earlier ones. */
bool access_install(struct db *db, const struct access_of *of, struct err *e);
/* Whether that would come out otherwise by now: another account, others in its scope. */
bool access_changed(struct db *db, bool *changed, struct err *e);
/* Nothing is seen or written any more, but the audit's row that says so. */
bool access_shut(struct db *db, const struct access_of *of, struct err *e);

#endif
