/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inspection pack (clauses 六(一), 六(四)): everything that inspections ask, loaded once and
 * written as pages to print or as a workbook; each section is a report (model/report.h), and every
 * figure in it says how it is counted. First comes a sheet of answers for the head: the questions
 * that inspectors draw at random, answered in sentences to be spoken, on one page.
 *
 * It has figures alone, so that it can be handed over; with names it has the lists behind them too,
 * for the school's own use.
 */
#ifndef MODEL_REPORT_PACK_H
#define MODEL_REPORT_PACK_H

#include <stdbool.h>

#include "base/page.h"
#include "base/table_out.h"
#include "model/session.h"

enum report_part {
	PACK_COVERAGE,
	PACK_TASKS,
	PACK_GRADES,
	PACK_MENTORS,
	PACK_LACKING,
	PACK_MATCHING,
	PACK_CHANGES,
	PACK_CARE,
	PACK_CARE_STUDENTS,
	PACK_ABSENCES,
	PACK_ABSENT,
	PACK_TRAINING,
	PACK_PARTS
};

struct report_pack {
	struct rowset parts[PACK_PARTS];
	bool there[PACK_PARTS];
	struct rowset answers; /* columns question, answer */
};

/* The codes of its sections, "answers" first; ended by NULL. */
extern const char *const report_pack_sections[];
/* The columns of a section, and its rows; NULL: it is not in this pack. */
const struct rowset *report_pack_section(const struct report_pack *pack, const char *code,
					 const char *const **columns);

/* For whoever sees the whole school; that it leaves the program is put on record. With names
 * refused to an inspector. The caller releases it, also after a failure. */
bool report_pack_load(struct session *s, bool names, struct report_pack *out, struct err *e);
/* A page with all of it: from page_begin to page_end. */
void report_pack_page(const struct session *s, const struct report_pack *pack, struct page *p);
/* A sheet a section, and one of definitions; into a workbook that was begun. */
void report_pack_table(const struct report_pack *pack, struct table_out *t);
void report_pack_release(struct report_pack *pack);

#endif
