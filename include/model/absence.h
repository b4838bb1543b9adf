/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Students who cannot attend normally (不能正常到校学习的学生): from when to when, why, what is
 * done for them and what came of it. Inspectors ask heads for the figures
 * (model/report_inspection.h); who it is, and why, is for those who read the student's notes alone.
 */
#ifndef MODEL_ABSENCE_H
#define MODEL_ABSENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct absence {
	int64_t id, rev;
	int64_t student_id;
	const char *starts, *ends; /* ends "": still */
	const char *reason;        /* absence_reasons */
	const char *measures;      /* what is done, and with what effect */
	/* from queries only */
	const char *student, *student_no, *class_name, *mentor;
	const char *state; /* "open", "ended": today was the last day, or an earlier one */
	int64_t days;      /* of the calendar, until today at most */
};
extern const struct field absence_fields[];
extern const struct choice absence_reasons[];

/* Of who is enrolled, those that are not over; with `ended` all of this school year. Refused to who
 * reads no notes. */
bool absence_list(struct session *s, bool ended, struct rowset *out, struct err *e);
/* One student's, of all years, as far as they are for this session to read. */
bool absence_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			     struct err *e);
bool absence_get(struct session *s, int64_t id, struct rowset *out, struct err *e);

/* Adds (id 0) or changes. Refused at the field: a first day to come or of a closed year, or on
 * which the student was not enrolled; days of another absence of the same student. */
bool absence_save(struct session *s, struct absence *a, struct err *e);
/* The student is back: `last` (ISO) was the last day. */
bool absence_end(struct session *s, int64_t id, int64_t rev, const char *last, struct err *e);
/* As if it had never been. */
bool absence_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
