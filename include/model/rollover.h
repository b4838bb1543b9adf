/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The roll-over of the school year: from 1 September to 31 August, promotion, graduation.
 *
 * A class is a cohort, so who is promoted is enrolled in the same class for the next year. Who is
 * in the last grade of a stage (5, 9, 12, the last one of a vocational school) graduates, or goes
 * on to the same number of the next stage where the school has that too. Who left before the
 * year's last day stays left. All of it is one transaction; a dry run is the real one rolled back.
 */
#ifndef MODEL_ROLLOVER_H
#define MODEL_ROLLOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rowset.h"
#include "model/session.h"

struct rollover_options {
	/* What becomes of the mentors of students who stay: carried on, or ended with the year.
	 * Those of graduates, and of mentors who have left, end in any case. */
	bool end_assignments;
	bool go_on;        /* grade 5 to grade 6 */
	bool go_on_senior; /* grade 9 to grade 10 */
	bool close;        /* the old year (model/closing.h) */
	bool dry_run;
};

enum rollover_what {
	ROLLOVER_YEAR, /* made new, with its rules and key dates */
	ROLLOVER_CLASS,
	ROLLOVER_PROMOTED,
	ROLLOVER_GOES_ON,
	ROLLOVER_GRADUATED,
	ROLLOVER_NOT_PROMOTED,
	ROLLOVER_CARRIED, /* an assignment */
	ROLLOVER_ENDED,
	ROLLOVER_KEY_DATE,
	ROLLOVER_RULE,
	ROLLOVER_CLOSED,
	ROLLOVER_KINDS
};

struct rollover_change {
	int64_t id, rev;  /* unused */
	const char *what; /* "promoted", … */
	const char *student_no, *student, *from_class, *to_class, *mentor;
	const char *missing; /* the day of the roster that lacked a student who is promoted */
	const char *note;
};
extern const struct field rollover_fields[];
/* The code in `what`, and back; ROLLOVER_KINDS for anything else. */
const char *rollover_code(enum rollover_what what);
enum rollover_what rollover_what_of(const char *code);

struct rollover_report {
	int64_t from, to;                                      /* years */
	size_t count[ROLLOVER_KINDS], without_mentor, missing; /* of those who stay */
	bool written;                                          /* false: the file is as it was */
	struct rowset changes;
};

/*
 * Runs it: from the year of today, or from the one before where that has students and none of
 * them is in this one yet; newcomers may be. Refused with nothing changed: in the first term, when
 * it was done already or students of the year are in the next one, when the year is closed, nobody
 * is enrolled on its last day, or somebody is enrolled beyond it.
 * Release the report in any case.
 */
bool rollover_run(struct session *s, const struct rollover_options *o,
		  struct rollover_report *report, struct err *e);
void rollover_report_release(struct rollover_report *report);
/* The result in some sentences. */
void rollover_summary(const struct rollover_report *report, struct buf *out);

/* What a roll-over would be about, for the form that asks. */
struct rollover_plan {
	struct school_year from, to; /* to.id is set even where the file has no such year yet */
	bool go_on, go_on_senior;    /* the school has both stages */
};
bool rollover_plan(struct session *s, struct rollover_plan *out, struct err *e);
/* The year that is over and was not rolled over; 0: none is. */
bool rollover_is_due(struct session *s, int64_t *year, struct err *e);

/* The last roll-over: the year it led to and when it was done, UTC; 0: there was none. */
bool rollover_last(struct session *s, int64_t *to, char done_at[20], struct err *e);
/*
 * Takes the last one back: its enrolments go, assignments it ended hold again, the old year is
 * open. Refused, with a sentence that says why, once a contact or a referral was recorded in the
 * new year or anybody was enrolled, moved or assigned since. The new year's row with its rules and
 * key dates stays: others may have it on their screens, and what was reviewed there is not done
 * twice.
 */
bool rollover_undo(struct session *s, struct err *e);

#endif
