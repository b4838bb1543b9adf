/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A session: one person at work on one file, on one day. Everything the model does starts from it.
 */
#ifndef MODEL_SESSION_H
#define MODEL_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "db/db.h"
#include "model/access.h"
#include "model/rule.h"
#include "model/school.h"

struct session {
	struct db *db;
	int today; /* day number */
	iso_date today_iso;
	struct school_year year; /* the one that today is in, or the last one begun */
	struct rules rules;      /* of that year; its texts are in the arena */
	struct arena arena;
	bool by_clock;    /* today was the system's */
	iso_date seen_on; /* the day that the scope is of: a program may run past midnight */
	int64_t uid;      /* the real one, which the account's must be; -1: any, by --as */
	bool own;         /* a file of one's own: who has no account is its office */
	const struct access *access;
	int64_t account_id, account_rev; /* 0: there is none of that login */
	int64_t mentor_id;               /* the mentor who is logged in; 0 for none */
	int64_t class_id, grade;         /* of a class teacher, of a grade head */
	unsigned may;                    /* enum may */
	enum scope scope;
	bool read_only;  /* the file */
	bool keys_stale; /* stored search keys are of another version (model/search.h) */
	char login[64];
	char source[128]; /* from where: "uid 1001", an SSH client's address and key */
	const char *role; /* of the account (model/access.h) */
	char school[200]; /* its name, or "" */
	/* sensitive notes that were read, the last of them (model/audit.h) */
	struct {
		const char *table;
		int64_t id;
	} read[32];
	unsigned reads;
};

/* `today`: DATE_NO_TODAY for the system's. The caller closes the session. */
bool session_open(struct session *s, const char *path, int today, struct err *e);
/* The same for reading alone: the file stays as it is, byte for byte, also its audit; one that
 * would have to be brought up to date is refused. */
bool session_look(struct session *s, const char *path, int today, struct err *e);
/* Makes the school's file, and the folders above it for their owner alone, and opens it. */
bool session_create(struct session *s, const char *path, const char *name, int today,
		    struct err *e);
void session_close(struct session *s);
/* Keeps in the file's audit that its user was refused what was asked for before it was opened. */
void session_refuse(const char *path, const char *why);

/* The year of today and its rules, read again: after they were changed. */
bool session_reload(struct session *s, struct err *e);

/* Looks again at the account, what was granted to it and whose students these are: *changed says
 * that something else is to be seen or done from now on. False where nothing is, because the
 * account was locked: then the session is shut, the audit says so, and nothing can be read. */
bool session_renew(struct session *s, bool *changed, struct err *e);
/* Whether it is due although nobody has written: a grant may have ended at midnight. */
bool session_is_of_yesterday(const struct session *s);

/* Whose figures it may see: a mentor's own; 0 is everybody's, and -1 nobody's, where the account of
 * a mentor names none. */
int64_t session_own(const struct session *s);

/* The current term, 1 or 2. */
int session_term(const struct session *s);

/* Why a right is lacking, as a sentence: the account's role, or a file that may only be read. */
const char *session_denial(const struct session *s);
/* False, with that sentence, where this session has not all of the rights (enum may). */
bool session_may(const struct session *s, unsigned need, struct err *e);

#endif
