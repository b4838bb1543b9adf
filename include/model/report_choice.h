/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report can be narrowed to. */
#ifndef MODEL_REPORT_CHOICE_H
#define MODEL_REPORT_CHOICE_H

#include "model/report.h"

/* A class with students whom the session sees, and its grade. */
struct report_choice {
	int64_t id, rev;
	const char *name;
	int64_t grade;
};
extern const struct field report_choice_fields[];

/* Of a year (0: this one), grade by grade. */
bool report_choices(struct session *s, int64_t year, struct rowset *out, struct err *e);

/* Whether a report minds it: "grade", "class", "mentor". */
bool report_takes(const struct report *r, const char *what);

#endif
