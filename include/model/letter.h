/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Feedback letters (clause 五(三)3): what was written to a student and to the guardians at the end
 * of the school year, on a page each. How a letter reads is a template with named fields
 * (docs/letters.md): the school's own, else the one that comes with the program.
 */
#ifndef MODEL_LETTER_H
#define MODEL_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/page.h"
#include "base/paper.h"
#include "base/rowset.h"
#include "model/session.h"

/* ------------------------------------------------------------------- templates */

enum letter_party { LETTER_STUDENT, LETTER_GUARDIANS, LETTER_PARTIES };

/* Of each part, in a template. */
extern const char *const letter_marks[LETTER_PARTS];

struct letter_line {
	enum letter_part part;
	const char *text;
};

struct letter_template {
	struct letter_line *lines;
	unsigned *parties; /* of each: bits, 1 << enum letter_party */
	size_t count;
	struct arena arena;
};

/* What a template may name; ended by NULL. */
extern const char *const letter_fields[];

/* Refused, with the line: a field that there is not, one that is not closed; and a template that
 * has not both of what the clause asks for. The caller releases it, also after a failure. */
bool letter_template_read(const char *text, struct letter_template *out, struct err *e);
void letter_template_release(struct letter_template *t);
/* The one that the school keeps, else the program's; *own: it is the school's. */
bool letter_template_kept(struct session *s, struct arena *arena, const char **text, bool *own,
			  struct err *e);
/* From now on the school's; NULL or "": the program's again. */
bool letter_template_keep(struct session *s, const char *text, struct err *e);

/* ------------------------------------------------------------------- whose letters */

struct letter_student {
	int64_t id, rev; /* of the student */
	int64_t contact_id;
	const char *name, *class_name;
	int64_t seat;
	const char *state; /* "ready"; "missing", "empty", "sensitive": there is no letter */
};

/* Zeroed: everybody in the session's scope. */
struct letters_of {
	int64_t mentor_id;      /* whose students, as lead today */
	const char *class_name; /* as people write it, 九(3) */
	const int64_t *students;
	size_t count;
};

struct letters {
	struct rowset students; /* of struct letter_student, by class and seat */
	size_t ready, missing, empty, sensitive;
	unsigned parties; /* bits: to whom; each gets a letter of its own */
};

/* The feedback of this school year that counts: the latest that was not taken back. The caller
 * releases it, also after a failure. Refused where nobody is meant. */
bool letters_find(struct session *s, const struct letters_of *of, unsigned parties,
		  struct letters *out, struct err *e);
void letters_release(struct letters *l);
size_t letters_count(const struct letters *l);
/* "No letter: 2 without feedback (李小明 九(3), 王芳 九(3))." Nothing where all have one. */
void letters_tell_missing(const struct letters *l, struct buf *out);
/* False, with that, where there is none at all. */
bool letters_check(const struct letters *l, struct err *e);

/* ------------------------------------------------------------------------ one letter */

struct letter {
	struct letter_line *lines;
	size_t count;
	int size;     /* of its print, 0 the largest: what lets it fit on a page */
	bool runs_on; /* it fits in none */
	struct arena arena;
};

/* *there false: the feedback has gone since. The caller releases it, also after a failure. */
bool letter_fill(struct session *s, const struct letter_template *t,
		 const struct letter_student *to, enum letter_party party, struct letter *out,
		 bool *there, struct err *e);
void letter_release(struct letter *l);

/* A file of letters: this first, then each letter, then page_end. */
void letter_page_begin(struct page *p, const char *title);
void letter_page_add(struct page *p, const struct letter *l);

struct letters_target {
	const char *path; /* NULL: the printer */
	enum paper_format format;
	bool replace;
	const char *printer; /* NULL: the user's default */
};
/* Writes or prints them all, one at a time; put on record before anything leaves. *told gets what
 * there is to say of it, sentence by sentence. */
bool letters_write(struct session *s, const struct letters *l, const struct letter_template *t,
		   const struct letters_target *to, struct buf *told, struct err *e);

/* -------------------------------------------------------------------- handing over */

/* Writes down that these were handed over on paper on that day, where that is not written yet: all
 * of them or none. */
bool letters_hand_over(struct session *s, const struct letters *l, const char *day, size_t *handed,
		       struct err *e);

#endif
