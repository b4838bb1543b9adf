/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/report_pack.h"

#include <string.h>

#include "base/i18n.h"
#include "model/audit.h"
#include "report_private.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct part {
	const char *code;
	const struct report *report;
	const char *title;          /* N_(); NULL: the report's own */
	const char *const *columns; /* NULL: the report's own */
} parts[PACK_PARTS] = {
	[PACK_COVERAGE] = { "coverage", &report_overview, N_("Coverage and ratio by grade"),
			    NAMES("grade", "students", "with_mentor", "without_mentor", "mentors",
				  "ratio") },
	[PACK_TASKS] = { "tasks", &report_tasks, NULL, NULL },
	[PACK_GRADES] = { "task-grades", &report_task_grades, NULL, NULL },
	[PACK_MENTORS] = { "task-mentors", &report_task_mentors, NULL, NULL },
	[PACK_LACKING] = { "lacking", &report_lacking, NULL, NULL },
	[PACK_MATCHING] = { "matching", &report_matching, NULL, NULL },
	[PACK_CHANGES] = { "changes", &report_changes, NULL, NULL },
	[PACK_CARE] = { "care", &report_care, NULL, NULL },
	[PACK_CARE_STUDENTS] = { "care-students", &report_care_students, NULL, NULL },
	[PACK_ABSENCES] = { "absences", &report_absences, NULL, NULL },
	[PACK_ABSENT] = { "absent-students", &report_absent_students, NULL, NULL },
	[PACK_TRAINING] = { "training-levels", &report_training_levels, NULL, NULL },
};

static const char answers[] = "answers";
const char *const report_pack_sections[] = {
	answers,    "coverage",        "tasks",           "task-grades", "task-mentors",
	"lacking",  "matching",        "changes",         "care",        "care-students",
	"absences", "absent-students", "training-levels", NULL
};

static const char *const answer_columns[] = { "question", "answer", NULL };

static const char *const *columns_of(size_t i)
{
	return parts[i].columns ? parts[i].columns : parts[i].report->columns;
}

static const char *title_of(size_t i)
{
	return parts[i].title ? _(parts[i].title) : _(parts[i].report->label);
}

const struct rowset *report_pack_section(const struct report_pack *pack, const char *code,
					 const char *const **columns)
{
	*columns = answer_columns;
	if (!strcmp(code, answers))
		return &pack->answers;
	for (size_t i = 0; i < PACK_PARTS; i++)
		if (!strcmp(code, parts[i].code) && pack->there[i]) {
			*columns = columns_of(i);
			return &pack->parts[i];
		}
	return NULL;
}

/* ----------------------------------------------------------------- loading */

/* A list that is not for this session to read is left out; a figure must be there. */
static bool load_part(struct session *s, size_t i, bool names, struct report_pack *out,
		      struct err *e)
{
	const struct report *r = parts[i].report;
	struct err why = { 0 };

	if (r->persons && (!names || !report_may(s, r, &why)))
		return true;
	out->there[i] = report_load(s, r, NULL, &out->parts[i], e);
	return out->there[i];
}

static size_t count_rows(const struct report_pack *pack)
{
	size_t count = 0;

	for (size_t i = 0; i < PACK_PARTS; i++)
		count += pack->parts[i].count;
	return count;
}

bool report_pack_load(struct session *s, bool names, struct report_pack *out, struct err *e)
{
	bool ok = true;

	*out = (struct report_pack){ 0 };
	if (s->scope != SCOPE_EVERYBODY)
		return err_set(e, ERR_DENIED, "%s",
			       _("The inspection pack is of the whole school, and the office's and "
				 "the principal's. Of your own students there are the reports."));
	if (names && !report_may(s, &report_lacking, e))
		return false;
	for (size_t i = 0; ok && i < PACK_PARTS; i++)
		ok = load_part(s, i, names, out, e);
	if (!ok || !audit_export(s, "inspection", 0, count_rows(out), names ? "names" : "", e))
		return false;
	report_answers(s, out, &out->answers);
	return true;
}

void report_pack_release(struct report_pack *pack)
{
	for (size_t i = 0; i < PACK_PARTS; i++)
		rowset_release(&pack->parts[i]);
	rowset_release(&pack->answers);
	*pack = (struct report_pack){ 0 };
}

/* ----------------------------------------------------------------- as pages */

static void add_definitions(struct page *p, size_t i)
{
	for (const char *const *c = columns_of(i); *c; c++) {
		const struct field *f = field_find(parts[i].report->fields, *c);
		struct buf line = { 0 };

		buf_printf(&line, _("%s: %s"), _(f->label), f->help ? _(f->help) : "");
		page_note(p, buf_str(&line));
		buf_release(&line);
	}
}

static void add_answers(const struct session *s, const struct report_pack *pack, struct page *p)
{
	struct buf line = { 0 };

	page_heading(p, 1, _("Answers for the head"));
	buf_printf(&line, _("%s, as of %s"), s->school, s->today_iso);
	page_note(p, buf_str(&line));
	for (size_t i = 0; i < pack->answers.count; i++) {
		const struct report_row *row = rowset_at(&pack->answers, i);

		page_line(p, row->t[0], "");
		page_text(p, row->t[1]);
	}
	buf_release(&line);
}

void report_pack_page(const struct session *s, const struct report_pack *pack, struct page *p)
{
	page_begin(p, _("Inspection pack"));
	add_answers(s, pack, p);
	for (size_t i = 0; i < PACK_PARTS; i++) {
		if (!pack->there[i])
			continue;
		page_break(p);
		page_heading(p, 2, title_of(i));
		page_text(p, _(parts[i].report->about));
		if (pack->parts[i].count)
			page_table(p, &pack->parts[i], columns_of(i));
		else
			page_text(p, _("None."));
		add_definitions(p, i);
	}
	page_end(p);
}

/* -------------------------------------------------------------- as a workbook */

static void add_definition_sheet(const struct report_pack *pack, struct table_out *t)
{
	table_out_sheet(t, _("Definitions"), NULL);
	table_out_column(t, _("Section"), 20, TABLE_TEXT, NULL);
	table_out_column(t, _("Column"), 14, TABLE_TEXT, NULL);
	table_out_column(t, _("How it is counted"), 80, TABLE_TEXT, NULL);
	for (size_t i = 0; i < PACK_PARTS; i++)
		for (const char *const *c = columns_of(i); pack->there[i] && *c; c++) {
			const struct field *f = field_find(parts[i].report->fields, *c);

			table_out_cell(t, title_of(i));
			table_out_cell(t, _(f->label));
			table_out_cell(t, f->help ? _(f->help) : "");
			table_out_end_row(t);
		}
}

void report_pack_table(const struct report_pack *pack, struct table_out *t)
{
	table_out_rows(t, _("Answers for the head"), NULL, &pack->answers, answer_columns);
	for (size_t i = 0; i < PACK_PARTS; i++)
		if (pack->there[i])
			table_out_rows(t, title_of(i), _(parts[i].report->about), &pack->parts[i],
				       columns_of(i));
	add_definition_sheet(pack, t);
}
