/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A school's figures of a year in a file of their own, for the district (clause 六(二)): counts by
 * grade and kind, and no person. Plain text with a checksum at its end:
 *
 *   daoshi figures 1
 *   school 样例中学
 *   code 3101150001             as the district numbers its schools; may be lacking
 *   year 2026
 *   day 2026-11-23
 *   program 0.1
 *   mentors 45 2 1              on duty, without students, past their capacity
 *   all 600 12 ...              students, without a mentor, owed, met, open, soon, overdue, exempt,
 *                               visits elsewhere than at home
 *   grade 6 150 0 ...           the same
 *   kind visit 600 ...          of an occasion, from owed on
 *   grade_kind 6 visit 150 ...  the same of a grade
 *   form home 300               students visited in that form
 *   training district 2 80 1600 sessions, mentors there in all, credits in tenths
 *   checksum HEX                BLAKE2b of 32 bytes, without a key, of all that stands before it
 *
 * Groups of fewer than COVERAGE_FEW students have "few" in place of their numbers, and so has what
 * would give them away: the file leaves the school, and is read by whoever has it.
 */
#ifndef MODEL_FIGURES_H
#define MODEL_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/session.h"

enum { FIGURES_BYTES = 64 * 1024 }; /* that a file has at most */

enum figure_group {
	FIGURE_ALL,
	FIGURE_GRADE,
	FIGURE_KIND,
	FIGURE_GRADE_KIND,
	FIGURE_FORM,
	FIGURE_TRAINING,
	FIGURE_GROUPS
};

enum {
	FIGURE_STUDENTS,
	FIGURE_WITHOUT_MENTOR,
	FIGURE_OWED,
	FIGURE_MET,
	FIGURE_OPEN,
	FIGURE_SOON,
	FIGURE_OVERDUE,
	FIGURE_EXEMPT,
	FIGURE_ELSEWHERE,
	FIGURE_COUNTS
};
enum { FIGURE_VISITED = 0 };                                           /* of a form */
enum { FIGURE_SESSIONS = 0, FIGURE_ATTENDED = 1, FIGURE_CREDITS = 2 }; /* of training */

struct figure {
	enum figure_group group;
	int64_t grade;    /* of a grade */
	const char *code; /* of the kind, the form or the level */
	bool hidden;      /* its counts are of few, and not told */
	int64_t n[FIGURE_COUNTS];
};

struct figures {
	const char *school, *code; /* one of them may be "" */
	const char *program;
	int64_t year;
	iso_date day;
	int64_t mentors, without_students, past_capacity;
	struct figure *rows; /* in the order of the groups */
	size_t count;
	struct arena arena;
};

/* Of a year as coverage_load has it, with groups of few hidden whoever asks. Refused where the
 * school has neither name nor code. The caller releases them, also after a failure. */
bool figures_make(struct session *s, int64_t year, struct figures *out, struct err *e);
void figures_release(struct figures *f);

/* The file's text, added. */
void figures_write(const struct figures *f, struct buf *out);
/* Refused with a sentence: what is no figure file, one of another version, one whose checksum does
 * not fit, one that daoshi would not have written so. The caller releases them. */
bool figures_read(const char *text, size_t len, struct figures *out, struct err *e);

#endif
