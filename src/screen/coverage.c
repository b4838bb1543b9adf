/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/coverage.h"

#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "screen/checklist.h"
#include "screen/mentor.h"
#include "screen/student.h"
#include "ui/ask.h"
#include "ui/bar.h"

static const char *const columns[] = { "name", "percent", "bar", NULL };

struct glance {
	struct list list;
	int64_t year;
	enum coverage_by by;
	struct coverage_of of; /* the group it is limited to */
	char group[64];        /* its name, or "" */
	struct coverage coverage;
};

static const struct glance *glance_of(const struct list *l)
{
	return (const struct glance *)l;
}

/* ------------------------------------------------------------------ loading */

/* The sum of all, before its parts. */
static void put_whole_first(struct glance *g)
{
	struct rowset *rows = &g->list.rows, whole;
	struct coverage_row row;

	coverage_rows(&g->coverage, COVERAGE_BY_SCHOOL, &g->of, &whole);
	row = *(struct coverage_row *)rowset_at(&whole, 0);
	row.id = (int64_t)rows->count + 1;
	row.name = arena_text(&rows->arena, row.name);
	rowset_release(&whole);
	rowset_add(rows);
	memmove(rowset_at(rows, 1), rowset_at(rows, 0), (rows->count - 1) * rows->stride);
	memcpy(rowset_at(rows, 0), &row, sizeof row);
}

/* What is amiss comes first. The words over states are the checklist's marks. */
static void add_cells(struct list *l)
{
	list_add_field(l, "students", _("stud."), 5);
	list_add_field(l, "without_mentor", _("unled"), 6);
	list_add_field(l, "overdue", obligation_mark(OBLIGATION_OVERDUE), 5);
	list_add_field(l, "soon", obligation_mark(OBLIGATION_SOON), 4);
	list_add_field(l, "open", obligation_mark(OBLIGATION_OPEN), 5);
	list_add_field(l, "met", obligation_mark(OBLIGATION_MET), 5);
	list_add_field(l, "exempt", obligation_mark(OBLIGATION_EXEMPT), 5);
	list_add_field(l, "elsewhere", _("elsewh."), 7);
}

static bool load(struct list *l, struct err *e)
{
	struct glance *g = (struct glance *)l;
	struct coverage fresh;

	if (!coverage_load(session_of(&l->view), g->year, &fresh, e)) {
		coverage_release(&fresh);
		return false;
	}
	coverage_release(&g->coverage);
	g->coverage = fresh;
	coverage_rows(&g->coverage, g->by, &g->of, &l->rows);
	if (l->rows.count)
		put_whole_first(g);
	add_cells(l);
	return true;
}

static void release(struct list *l)
{
	coverage_release(&((struct glance *)l)->coverage);
}

/* ------------------------------------------------------------------ showing */

static const char *const groupings[] = {
	[COVERAGE_BY_GRADE] = N_("by grade"),
	[COVERAGE_BY_CLASS] = N_("by class"),
	[COVERAGE_BY_KIND] = N_("by occasion"),
	[COVERAGE_BY_MENTOR] = N_("by mentor"),
};

static void title(const struct list *l, struct buf *out)
{
	const struct glance *g = glance_of(l);
	struct buf what = { 0 };

	buf_text(&what, _("Coverage"));
	if (g->coverage.fixed[0])
		buf_printf(&what, _(" of %d, fixed on %s"), (int)g->year, g->coverage.fixed);
	if (g->group[0])
		buf_printf(&what, "  %s", g->group);
	app_title(&l->view, out, what.at);
	buf_release(&what);
}

static void about(const struct list *l, struct buf *out)
{
	const struct glance *g = glance_of(l);

	buf_printf(
		out, _("students %lld (%lld no mentor)  mentors %lld (%lld idle, %lld over)  %s"),
		(long long)g->coverage.whole.students, (long long)g->coverage.whole.without_mentor,
		(long long)g->coverage.whole.mentors, (long long)g->coverage.whole.without_students,
		(long long)g->coverage.whole.past_capacity, _(groupings[g->by]));
}

static bool is_whole(const struct list *l, const struct coverage_row *row)
{
	return row->id == (int64_t)l->rows.count;
}

static enum style cell(const struct list *l, const void *at, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct coverage_row *row = at;

	field_show(f, at, out);
	if (row->hidden || (f->offset == offsetof(struct coverage_row, name) && is_whole(l, row)))
		return row->hidden ? STYLE_DIM : STYLE_STRONG;
	if (f->offset == offsetof(struct coverage_row, overdue) ||
	    f->offset == offsetof(struct coverage_row, without_mentor))
		return field_int(f, row) ? STYLE_LATE : STYLE_TEXT;
	if (f->offset == offsetof(struct coverage_row, soon))
		return row->soon ? STYLE_SOON : STYLE_TEXT;
	return STYLE_TEXT;
}

static bool paint(const struct list *l, const void *at, size_t column, int y, int x, int cells)
{
	static const enum style looks[] = { STYLE_GOOD, STYLE_LATE, STYLE_SOON, STYLE_DIM };
	const struct coverage_row *row = at;
	const int64_t parts[] = { row->met, row->overdue, row->soon, row->open };
	const struct list_column *c = &l->column[column];

	if (row->hidden || c->field->offset != offsetof(struct coverage_row, bar))
		return false;
	bar_paint(y, x, cells < c->width ? cells : c->width, parts, COVERAGE_MARKS, looks);
	return true;
}

static const char *say_empty(const struct list *l)
{
	const char *over = app_year_is_over(&l->view);

	return over ? over
		    : _("No students yet. Ctrl-G imports a roster, F2 adds students one by one.");
}

static const struct list_class class = {
	.fields = coverage_fields,
	.stride = sizeof(struct coverage_row),
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.paint = paint,
	.say_empty = say_empty,
	.release = release,
};

/* ------------------------------------------------------------------ actions */

/* What was counted then cannot be looked up among what is there now. */
static bool is_fixed(struct glance *g)
{
	if (g->coverage.fixed[0])
		ui_say(g->list.view.ui, _("The figures of a closed year are fixed; the rows behind "
					  "them are not shown."));
	return g->coverage.fixed[0];
}

static bool open_students(struct view *v, const struct coverage_row *row, bool without,
			  struct err *e)
{
	struct student_filter filter = { .grade = row->of.grade,
					 .class_name = row->of.class_id ? row->name : NULL,
					 .without_mentor = without || row->of.mentor_id };
	struct buf words = { 0 };
	bool ok;

	if (row->of.mentor_id > 0)
		return ui_open(checklist_new(v->ui, row->of.mentor_id), e);
	buf_text(&words, row->of.grade ? row->name : "");
	if (filter.without_mentor)
		buf_printf(&words, "%s%s", words.len ? " " : "", _("without mentor"));
	ok = student_list_open(v->ui, &filter, buf_str(&words), e);
	buf_release(&words);
	return ok;
}

/* The states that a column counts; 0 for none. */
static unsigned states_of(const struct field *f)
{
	static const struct {
		size_t offset;
		enum obligation_state state;
	} all[] = {
		{ offsetof(struct coverage_row, overdue), OBLIGATION_OVERDUE },
		{ offsetof(struct coverage_row, soon), OBLIGATION_SOON },
		{ offsetof(struct coverage_row, open), OBLIGATION_OPEN },
		{ offsetof(struct coverage_row, met), OBLIGATION_MET },
		{ offsetof(struct coverage_row, elsewhere), OBLIGATION_MET },
		{ offsetof(struct coverage_row, exempt), OBLIGATION_EXEMPT },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].offset == f->offset)
			return 1U << all[i].state;
	return 0;
}

enum { OUTSTANDING = 1 << OBLIGATION_OVERDUE | 1 << OBLIGATION_SOON | 1 << OBLIGATION_OPEN };

/* Those in the column; NULL: all that is outstanding. */
static bool open_duties(struct view *v, const struct coverage_row *row,
			const struct list_column *column, struct err *e)
{
	struct coverage_of of = row->of;
	struct buf words = { 0 };
	bool ok;

	of.states = column ? states_of(column->field) : OUTSTANDING;
	of.elsewhere = column && column->field->offset == offsetof(struct coverage_row, elsewhere);
	buf_printf(&words, "%s  %s", row->name,
		   column ? _(column->field->label) : _("outstanding"));
	ok = coverage_duty_open(v->ui, &of, words.at, e);
	buf_release(&words);
	return ok;
}

/* Those the figure at the cursor counts. */
static bool rows_behind(struct view *v, struct err *e)
{
	struct glance *g = (struct glance *)v;
	const struct coverage_row *row = list_current(&g->list);
	const struct list_column *column = &g->list.column[g->list.first_cell + g->list.cell];

	if (!row || is_fixed(g))
		return true;
	if (!field_int(column->field, row)) {
		ui_say(v->ui, _("There is nothing to count here."));
		return true;
	}
	if (states_of(column->field))
		return open_duties(v, row, column, e);
	return open_students(
		v, row, column->field->offset == offsetof(struct coverage_row, without_mentor), e);
}

static bool open_group(struct ui *ui, const struct glance *from, const struct coverage_row *row,
		       struct err *e)
{
	struct glance *g = list_new(sizeof *g, ui, &class, coverage_actions);

	g->year = from->year;
	g->by = COVERAGE_BY_CLASS;
	g->of = row->of;
	snprintf(g->group, sizeof g->group, "%s", row->name);
	return ui_open(&g->list.view, e);
}

/* The classes of a grade; else what is outstanding in the row. */
static bool deeper(struct view *v, struct err *e)
{
	struct glance *g = (struct glance *)v;
	const struct coverage_row *row = list_current(&g->list);

	if (!row)
		return true;
	if (g->by == COVERAGE_BY_GRADE && row->of.grade)
		return open_group(v->ui, g, row, e);
	return is_fixed(g) || open_duties(v, row, NULL, e);
}

static bool next_grouping(struct view *v, struct err *e)
{
	struct glance *g = (struct glance *)v;
	enum coverage_by first = g->of.grade ? COVERAGE_BY_CLASS : COVERAGE_BY_GRADE;

	g->by = g->by == COVERAGE_BY_MENTOR ? first : (enum coverage_by)(g->by + 1);
	g->list.at = g->list.top = 0;
	if (!v->class->load(v, e))
		return false;
	g->list.at = 0;
	return true;
}

static bool choose_year(struct view *v, struct err *e)
{
	struct glance *g = (struct glance *)v;
	int64_t years[COVERAGE_YEARS_MOST], before = g->year;
	char words[COVERAGE_YEARS_MOST][16];
	const char *labels[COVERAGE_YEARS_MOST];
	size_t count;
	int choice;

	if (!coverage_years(session_of(v), years, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		snprintf(words[i], sizeof words[i], "%d", (int)years[i]);
		labels[i] = words[i];
	}
	choice = ask_choice(v->ui, _("School year"), labels, count);
	if (choice < 0)
		return true;
	g->year = years[choice];
	if (v->class->load(v, e))
		return true;
	g->year = before;
	return false;
}

static bool without_mentor(struct view *v, struct err *e)
{
	const struct student_filter filter = { .without_mentor = true };

	return is_fixed((struct glance *)v) ||
	       student_list_open(v->ui, &filter, _("without mentor"), e);
}

static bool without_students(struct view *v, struct err *e)
{
	return is_fixed((struct glance *)v) || mentor_list_open(v->ui, MENTORS_WITHOUT_STUDENTS, e);
}

static bool past_capacity(struct view *v, struct err *e)
{
	return is_fixed((struct glance *)v) || mentor_list_open(v->ui, MENTORS_PAST_CAPACITY, e);
}

const struct action coverage_actions[] = {
	{ .keys = "",
	  .about = N_("How far everybody has come. Enter opens the rows that the figure at the "
		      "cursor counts, Tab goes a step deeper. In the bar # is done, ! overdue, "
		      "= due soon, . open.") },
	{ .keys = "", .about = N_("The reports, in the menu (F10), tell more.") },
	{ .name = "coverage.open",
	  .keys = "Enter",
	  .bar = N_("Rows"),
	  .run = rows_behind,
	  .help = N_("The students or obligations that the figure at the cursor counts") },
	{ .keys = "Right", .help = N_("The next figure; Left the one before") },
	{ .name = "coverage.deeper",
	  .keys = "Tab",
	  .bar = N_("Deeper"),
	  .run = deeper,
	  .help = N_("The classes of the grade; else all that is outstanding in the row") },
	{ .name = "coverage.group",
	  .keys = "F6 f",
	  .bar = N_("Group"),
	  .run = next_grouping,
	  .help = N_("By grade, by class, by kind of occasion, by mentor, in turn") },
	{ .name = "coverage.without_mentor",
	  .keys = "1",
	  .bar = N_("No mentor"),
	  .run = without_mentor,
	  .help = N_("Students without a mentor") },
	{ .name = "coverage.without_students",
	  .keys = "2",
	  .bar = N_("No students"),
	  .run = without_students,
	  .help = N_("Mentors on duty without students") },
	{ .name = "coverage.past_capacity",
	  .keys = "3",
	  .bar = N_("Too many"),
	  .run = past_capacity,
	  .help = N_("Mentors with more students than their capacity") },
	{ .name = "coverage.choose_year",
	  .keys = "4",
	  .bar = N_("Year"),
	  .run = choose_year,
	  .help = N_("Another school year: the figures fixed when it was closed") },
	{ 0 },
};

bool coverage_show(struct view *v, struct err *e)
{
	struct glance *g;

	if (ui_return_to(v->ui, coverage_actions))
		return true;
	g = list_new(sizeof *g, v->ui, &class, coverage_actions);
	g->year = session_of(v)->year.id;
	g->by = COVERAGE_BY_GRADE;
	return ui_open(&g->list.view, e);
}
