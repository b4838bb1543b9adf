/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phrases (常用语): texts that are written again and again, one's own or the school's, taken from a
 * list or by a short code. The program brings none: what stands in a letter was written by
 * somebody of the school.
 */
#ifndef MODEL_PHRASE_H
#define MODEL_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct phrase {
	int64_t id, rev;
	const char *login; /* whose it is; "": the school's */
	const char *code;  /* small letters and digits; "": none */
	const char *text;
	/* from queries */
	const char *whose;   /* "own", "school": what a save goes by */
	int64_t used;        /* by this login, so many times, */
	const char *last_on; /* and last on this day */
};

extern const struct field phrase_fields[];
enum { PHRASE_CODE = 10 }; /* characters of a code at most */

/* One's own and the school's; what this login took most often comes first, of the same the
 * latest. */
bool phrase_list(struct session *s, struct rowset *out, struct err *e);
bool phrase_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* One's own goes before the school's. *id is 0 where nobody has the code. */
bool phrase_of_code(struct session *s, const char *code, struct arena *arena, int64_t *id,
		    const char **text, struct err *e);

/* The school's are the office's to change. Refused at "code": other signs in it than letters and
 * digits, one that another phrase of the same owner has. */
bool phrase_save(struct session *s, struct phrase *p, struct err *e);
bool phrase_remove(struct session *s, int64_t id, int64_t rev, struct err *e);
/* It was taken: counted for this login, where the file can be written. */
bool phrase_take(struct session *s, int64_t id, struct err *e);

/*
 * The code at the end of what was typed: ; or ； and right behind it one to ten letters or digits,
 * full-width ones too, up to the end. Returns the bytes it all takes, and the code in small
 * letters; 0 where there is none. So nothing that is only Chinese ever is a code.
 */
size_t phrase_typed(const char *text, size_t len, char code[PHRASE_CODE + 1]);

#endif
