/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts: who works with the file, by login, and as what. What a role may see and do is decided
 * in model/access.h. An account is never deleted, because records name its login; it is locked.
 */
#ifndef MODEL_ACCOUNT_H
#define MODEL_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct account {
	int64_t id, rev;
	const char *login; /* unique */
	int64_t uid;       /* of the system; 0: the login alone counts */
	const char *role;  /* account_roles */
	int64_t mentor_id; /* who it is; a mentor's names one */
	int64_t class_id;
	const char *grade; /* of a grade head: a number (base/class_name.h) */
	int64_t locked;
	const char *class_name; /* of a class teacher: what the class is saved by */
	/* from queries only */
	const char *mentor, *staff_no;
	const char *status; /* "open", "locked"; "left": open, and its mentor has left */
};

extern const struct field account_fields[];
extern const struct choice account_roles[];
/* For a field that holds one grade: 六, 初三 and 9 are kept as 6, 9 and 9. */
extern const struct field_words grade_word;

/* By role, the office's first, then by login. All of these are the office's alone. */
bool account_list(struct session *s, struct rowset *out, struct err *e);
bool account_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* 0 and no error when there is none. */
bool account_find(struct session *s, const char *login, int64_t *id, struct err *e);
bool account_count(struct session *s, int64_t *count, struct err *e);

/*
 * Adds (id 0; it is then open, and a uid of 0 becomes the system's for that login, if it knows it)
 * or changes. What the role does not need of class and grade is dropped. Refused at the field
 * concerned: a login that is none, or taken; a role that there is not; a mentor, class or grade
 * that the role needs and that is lacking or not there; a mentor who has left; and for one's own
 * account another login, uid or role, and being locked. The office's last open account stays so.
 */
bool account_save(struct session *s, struct account *a, struct err *e);
/* The same of `locked` alone. */
bool account_lock(struct session *s, int64_t id, int64_t rev, bool locked, struct err *e);

enum account_logins { LOGIN_BY_STAFF_NO, LOGIN_BY_PINYIN };
/* An account for each mentor there who has none, as they would be made, by staff number. */
bool account_missing(struct session *s, enum account_logins by, struct rowset *out, struct err *e);
/* Makes them; somebody else may have made one since. */
bool account_add_missing(struct session *s, enum account_logins by, size_t *count, struct err *e);

/* Remembers that the one logged in is this mentor (0: none). */
bool account_is_mentor(struct session *s, int64_t id, struct err *e);
/* The office's first, of a new school. Inside the door. */
bool account_add_first(struct db *db, const char *login, struct err *e);

/* The id of the class that is written so, where there is one; else an error at class_name. */
bool account_class(struct session *s, const char *typed, int64_t *class_id, struct err *e);

#endif
