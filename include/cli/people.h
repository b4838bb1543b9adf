/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What options name: students, mentors, days, years. Read as the fields of the model are. */
#ifndef CLI_PEOPLE_H
#define CLI_PEOPLE_H

#include "base/rowset.h"
#include "cli/command.h"
#include "model/session.h"

/* Opens the file of this run, does the work, closes the file. */
typedef bool cli_work(struct cli *c, struct session *s, struct err *e);
bool cli_in_session(struct cli *c, cli_work *work, struct err *e);

/* Before rows about persons go to standard output: how many, and by which options they were chosen;
 * but not which student was named, since that must go when the student does. */
bool cli_export(struct cli *c, struct session *s, const char *name, const struct rowset *rows,
		struct err *e);

/* An operand as text: it comes as it was typed, in the locale's character set. */
const char *cli_operand(struct cli *c, size_t i);

/* Numbers, or else whatever finds exactly one as a whole (base/find.h); NOT_FOUND otherwise, with
 * those who come near. *id stays 0 where the option was not given. */
bool cli_student(struct cli *c, struct session *s, const char *option, int64_t *id, struct err *e);
bool cli_mentor(struct cli *c, struct session *s, const char *option, int64_t *id, struct err *e);
/* The same of what was read elsewhere. */
bool cli_find_student(struct cli *c, struct session *s, const char *typed, int64_t *id,
		      struct err *e);
bool cli_find_mentor(struct cli *c, struct session *s, const char *typed, int64_t *id,
		     struct err *e);
/* Every --student; the array belongs to c->arena. Who is given twice counts once. */
bool cli_students(struct cli *c, struct session *s, int64_t **ids, size_t *count, struct err *e);

/* The number of a row, as `list` ("daoshi match list") has them. */
bool cli_number(struct cli *c, const char *typed, const char *list, int64_t *id, struct err *e);

/* A day as people write it, relative to today too. *iso stays NULL where it was not given. */
bool cli_date(struct cli *c, struct session *s, const char *option, const char **iso,
	      struct err *e);
/* --year, a school year by its first calendar year; `otherwise` where it was not given. */
bool cli_year(struct cli *c, int64_t otherwise, int64_t *year, struct err *e);

/* --grade, by its number or its name; 0 where it was not given. */
bool cli_grade(struct cli *c, int64_t *grade, struct err *e);

/* Every option that is made from a field, read into the thing; texts belong to c->arena. */
bool cli_fields(struct cli *c, struct session *s, void *thing, struct err *e);

#endif
