/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the roll-over share. */
#ifndef TESTS_MODEL_ROLLING_H
#define TESTS_MODEL_ROLLING_H

#include "model/rollover.h"

/* Runs it; the test ends where it is refused. Release the report. */
void roll_over(struct session *s, const struct rollover_options *o, struct rollover_report *report);
/* The same with these options and without a look at the report. */
void roll_over_quietly(struct session *s, const struct rollover_options *o);

/* The changes of one kind, "S1 六(1) 七(1) 导师1 note" each, separated by ", "; what is empty is
 * "-"; static storage, four at a time. */
const char *changes_of(const struct rollover_report *report, enum rollover_what what);

/* "S1 junior 2026 1" for each enrolment in force of the year, by student. */
const char *enrolled_in(int year);
/* "S1 T1 lead 2026-09-01 9999-12-31" for each assignment, by student, role and start. */
const char *assigned(void);

#endif
