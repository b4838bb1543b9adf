/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What went wrong, said once, where it was noticed.
 *
 * A function that can fail returns bool and takes a struct err as its last parameter. On failure
 * it has filled the struct: a kind (which becomes an exit code or a place on the screen), a whole
 * sentence for a teacher with the mend in it, the field concerned where there is one, and a
 * technical detail for whoever looks after the server. On success the struct is untouched.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_INVALID,     /* what was typed or read cannot be; the field says where */
	ERR_NOT_FOUND,   /* no such student, mentor, file */
	ERR_DENIED,      /* this session may not */
	ERR_CONFLICT,    /* changed by somebody else since it was read */
	ERR_NEED_REASON, /* goes through once a reason is given (a mentor's 16th student) */
	ERR_BUSY,        /* somebody else is writing; try again */
	ERR_IO,          /* disk, file, terminal */
	ERR_DB,          /* the file is damaged, foreign, newer, or our SQL is wrong */
};

struct err {
	enum err_kind kind;
	char field[32];   /* name of the field row concerned, or "" */
	char text[480];   /* a sentence in the user's language, UTF-8 */
	char detail[240]; /* for the log: errno, SQLite's message; may be "" */
};

/* Both fill *e and return false, so that a caller writes `return err_set(...)`. */
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4), nonnull(1, 3)));
bool err_field(struct err *e, const char *field, const char *fmt, ...)
	__attribute__((format(printf, 3, 4), nonnull(1, 2, 3)));

/* Says at which field an error already set is to be shown. */
void err_at(struct err *e, const char *field) __attribute__((nonnull));

/* Adds the technical detail to an error already set. */
void err_detail(struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3), nonnull(1, 2)));

/* The exit code of a subcommand that ended with this kind; the list stands in the manual. */
int err_exit_code(enum err_kind kind);

#endif
