/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exemptions: what a student need not be given for a time, such as visits while the family is
 * abroad. They need a reason, somebody who approved, and an end; what they spare is shown as exempt
 * (免) and never as met. How they count stands in model/obligation.h.
 */
#ifndef MODEL_EXEMPTION_H
#define MODEL_EXEMPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct exemption {
	int64_t id, rev;
	int64_t student_id;
	const char *what; /* exemption_kinds */
	const char *starts, *ends;
	const char *reason, *approver;
	/* from queries only */
	const char *student, *student_no, *class_name;
};

extern const struct field exemption_fields[];
extern const struct choice exemption_kinds[];

/* Those that hold today or later, or did in this school year; the last to end first. */
bool exemption_list(struct session *s, struct rowset *out, struct err *e);
/* One student's, of all years. */
bool exemption_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			       struct err *e);
bool exemption_get(struct session *s, int64_t id, struct rowset *out, struct err *e);

/*
 * Adds one for each of the students, all or none; or changes the one that x->id names. Refused at
 * the field: no reason, nobody who approved, an end before the start, days of a closed year.
 */
bool exemption_save(struct session *s, const int64_t *student_ids, size_t count,
		    struct exemption *x, struct err *e);
/* As if it had never been. */
bool exemption_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
