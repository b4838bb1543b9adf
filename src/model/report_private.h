/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the reports share: the tables that are lent to their SQL (report_duty.c), who
 * may see what (report_scope.c), groups of few (report_few.c), and the reports themselves. */
#ifndef REPORT_PRIVATE_H
#define REPORT_PRIVATE_H

#include "model/report.h"
#include "model/report_pack.h"
#include "model/statements.h"

struct duties {
	struct rowset duties, covered;
};

/* From now on there are such tables in a db. */
bool duties_lend_tables(struct db *db, struct err *e);
/* Lends them; of a year that was closed as it was fixed: then a row stands for one obligation, but
 * not for whose. The caller takes them back and releases them, also after a failure. */
bool duties_lend(struct session *s, int64_t year, bool fixed, struct duties *out, struct err *e);
void duties_take_back(struct session *s, struct duties *d);

/* Narrows what is asked for to what the session may be told; false, with a sentence, where that is
 * something else than what was asked for. */
bool report_limit(const struct session *s, const struct report *r, struct report_of *of,
		  struct err *e);

/* For an inspector alone: whether that may be asked for, and hides what is not to be seen in rows
 * of the whole school, of which then those that are asked for are left. */
bool report_check_few(const struct session *s, const struct report *r, const struct report_of *of,
		      struct err *e);
bool report_hide_few(struct session *s, const struct report *r, const struct report_of *of,
		     struct rowset *rows, struct err *e);

/* A grade, a kind of occasion, as people write them; "" is all of them. */
extern const struct field_words report_grade_words, report_kind_words;

/* SQL: a condition that is true for a row d of duty, or of covered, within the limits. */
#define REPORT_OF_GROUP(d)                                                                         \
	"(:grade = 0 OR " d ".grade = :grade) AND (:class = 0 OR " d ".class_id = :class) "        \
	"AND (:mentor = 0 OR " d ".mentor_id = max(:mentor, 0)) "                                  \
	"AND (:student = 0 OR " d ".student_id = :student) "
/* SQL: the term of a key date k, as its code. */
#define REPORT_TERM                                                                                \
	"CASE k.term WHEN 1 THEN 'first' WHEN 2 THEN 'second' WHEN 0 THEN 'year' END AS term, "
#define REPORT_OF_DUTY(d)                                                                          \
	REPORT_OF_GROUP(d)                                                                         \
	"AND (:kind = '' OR " d ".kind = :kind OR (:kind IN ('talks', 'feedback') "                \
	"AND " d ".kind GLOB rtrim(:kind, 's') || '*')) "                                          \
	"AND (:key_date = 0 OR " d ".key_date_id = :key_date) "

extern const struct report report_overview, report_kind, report_keydates, report_classes,
	report_mentors, report_without_mentor, report_students, report_overdue, report_duties,
	report_contacts, report_record, report_assignments, report_referrals, report_training,
	report_attendance;
/* for inspections */
extern const struct report report_tasks, report_task_grades, report_task_mentors, report_lacking,
	report_matching, report_changes, report_care, report_care_students, report_absences,
	report_absent_students, report_training_levels;
/* The sheet of answers, from the figures that were loaded. */
void report_answers(const struct session *s, const struct report_pack *pack, struct rowset *out);

#endif
