/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A random sample of guardians for the head alone: supervisors telephone 10 to 25 parents of the
 * graduating grades, and ask for a list of three times as many.
 *
 * Drawn by digests: each student of the grade or class gets the digest of the seed and the
 * student's row number, and those with the least come first. The same seed and file give the same
 * sample, another seed another one, and who comes or goes meanwhile moves nobody else about.
 * A student without a guardian's telephone number cannot be drawn.
 *
 * Numbers are shown whole. A principal's account sees none of them otherwise (model/access.h): that
 * each was shown is put on record first, and the file then lets it see exactly those, for an hour.
 */
#ifndef MODEL_REPORT_SAMPLE_H
#define MODEL_REPORT_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rowset.h"
#include "model/session.h"

enum { SAMPLE_SIZE = 10, SAMPLE_MOST = 50, SAMPLE_TIMES = 3 };

struct sample_of {
	int64_t grade, class_id; /* one of them, the other 0 */
	int64_t size;            /* to be telephoned; the list is SAMPLE_TIMES as long */
	const char *seed;
	bool by_class; /* of a grade: from each class in proportion to its students */
};

/* A guardian, in the order drawn. */
struct sampled {
	int64_t id, rev; /* the guardian's */
	int64_t student_id;
	int64_t place; /* counted from 1 */
	const char *
		part; /* "sample"; "reserve", who is asked where one of the sample is not reached */
	const char *class_name, *student, *guardian, *relation, *phone;
};
extern const struct field sampled_fields[];

struct sample_counts {
	int64_t students, with_number, drawn;
};

/* Refused to everybody but the office and the principal; at the field: no grade or class, a size or
 * seed that cannot be. counts->drawn is less than asked for where there are fewer. */
bool sample_draw(struct session *s, const struct sample_of *of, struct rowset *out,
		 struct sample_counts *counts, struct err *e);
/* How it was drawn, as a sentence to stand beside it. */
void sample_method(const struct sample_of *of, const struct sample_counts *counts, struct buf *out);

#endif
