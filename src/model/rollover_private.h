/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_ROLLOVER_PRIVATE_H
#define MODEL_ROLLOVER_PRIVATE_H

#include "model/grade.h"
#include "model/rollover.h"

/* A roll-over at work. */
struct rollover {
	struct session *s;
	const struct rollover_options *o;
	struct rollover_report *report;
	struct rollover_plan plan;
	int64_t vocational_years;
	bool year_made;
	int64_t last_class, last_enrolment; /* ids of what was there before */
};

/* SQL: enrolment e of the old year holds on its last day, and so is rolled over. */
#define SQL_STAYS "e.school_year_id = :year AND e.starts <= e.ends AND e.ends >= :last"

/* Tells what was done, from what is now in the file; inside the door. */
bool rollover_tell(struct rollover *r, struct err *e);

#endif
