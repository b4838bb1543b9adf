/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_narrow.h"

#include <stdio.h>

#include "app_private.h"
#include "base/class_name.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/coverage.h"
#include "model/mentor.h"
#include "model/report_choice.h"
#include "screen/mentor.h"
#include "ui/ask.h"

/* ------------------------------------------------------- a grade or a class */

struct groups {
	struct list list;
	int64_t year;
	bool grades;
};

/* Classes stand grade by grade. */
static void keep_grades(struct rowset *rows)
{
	struct report_choice *kept = NULL;
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		struct report_choice *g = rowset_at(rows, i);

		if (kept && kept->grade == g->grade)
			continue;
		kept = rowset_at(rows, count++);
		*kept = *g;
		kept->id = g->grade;
		kept->name = arena_printf(&rows->arena, _("Grade %s"), grade_name((int)g->grade));
	}
	rows->count = count;
}

static bool load(struct list *l, struct err *e)
{
	const struct groups *g = (const struct groups *)l;

	if (!report_choices(session_of(&l->view), g->year, &l->rows, e))
		return false;
	if (g->grades)
		keep_grades(&l->rows);
	return true;
}

static const char *const columns[] = { "name", NULL };

static const struct list_class class = {
	.fields = report_choice_fields,
	.stride = sizeof(struct report_choice),
	.columns = columns,
	.natural = "name",
	.load = load,
	.empty = N_("There are no students, and so no classes. Esc goes back."),
};

static bool pick_group(struct view *v, bool grades, int64_t year, int64_t *id, struct buf *words,
		       struct err *e)
{
	struct groups *g = list_new(sizeof *g, v->ui, &class, NULL);
	struct rowset rows = { 0 };
	bool ok;

	g->year = year;
	g->grades = grades;
	if (!list_pick(&g->list, grades ? _("Which grade?") : _("Which class?"), "", id))
		return false;
	if (grades) {
		buf_printf(words, _("Grade %s"), grade_name((int)*id));
		return true;
	}
	ok = report_choices(session_of(v), year, &rows, e);
	for (size_t i = 0; ok && i < rows.count; i++)
		if (rowset_id(&rows, i) == *id)
			buf_text(words, ((const struct report_choice *)rowset_at(&rows, i))->name);
	rowset_release(&rows);
	return ok;
}

bool report_pick_mentor(struct ui *ui, int64_t *id, struct buf *words, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!list_pick(mentor_list_new(ui), _("Which mentor?"), "", id))
		return false;
	ok = mentor_get(session_of(ui->top), *id, &set, e);
	if (ok)
		buf_text(words, ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

/* ------------------------------------------------------------------- a year */

static size_t list_years(struct session *s, const struct report *r, int64_t *years, struct err *e)
{
	struct arena arena = { 0 };
	struct school_year *all;
	size_t count = 0;
	bool ok;

	if (r->years == REPORT_THIS_YEAR)
		return 0;
	if (r->years == REPORT_CLOSED_TOO)
		return coverage_years(s, years, &count, e) ? count : 0;
	ok = school_years(s->db, &arena, &all, &count, e);
	count = !ok ? 0 : count > COVERAGE_YEARS_MOST ? COVERAGE_YEARS_MOST : count;
	for (size_t i = 0; i < count; i++)
		years[i] = all[i].id;
	arena_release(&arena);
	return count;
}

static bool choose_year(struct view *v, const struct report *r, struct report_narrow *n,
			struct err *e)
{
	int64_t years[COVERAGE_YEARS_MOST];
	char words[COVERAGE_YEARS_MOST][16];
	const char *labels[COVERAGE_YEARS_MOST];
	size_t count = list_years(session_of(v), r, years, e);
	int choice;

	for (size_t i = 0; i < count; i++) {
		snprintf(words[i], sizeof words[i], "%d", (int)years[i]);
		labels[i] = words[i];
	}
	choice = count ? ask_choice(v->ui, _("School year"), labels, count) : -1;
	if (choice < 0)
		return false;
	n->of.year = years[choice];
	return true;
}

/* ------------------------------------------------------------------ asking */

enum way { ALL, GRADE, CLASS, MENTOR, YEAR, WAYS };

static bool is_way(struct session *s, const struct report *r, enum way way)
{
	int64_t years[COVERAGE_YEARS_MOST];
	struct err ignored = { 0 };

	switch (way) {
	case GRADE:
		return report_takes(r, "grade") && s->scope != SCOPE_CLASS && !r->of_one;
	case CLASS:
		return report_takes(r, "class") && s->scope != SCOPE_CLASS && !r->of_one;
	case MENTOR: /* one's own students have one mentor */
		return report_takes(r, "mentor") && s->scope != SCOPE_OWN;
	case YEAR:
		return list_years(s, r, years, &ignored) > 1;
	default:
		return !r->of_one;
	}
}

/* Those that the report minds. */
static size_t list_ways(struct session *s, const struct report *r, enum way *way,
			const char **labels)
{
	static const char *const all[WAYS] = {
		[ALL] = N_("all"),       [GRADE] = N_("grade"),      [CLASS] = N_("class"),
		[MENTOR] = N_("mentor"), [YEAR] = N_("school year"),
	};
	size_t count = 0;

	for (enum way i = ALL; i < WAYS; i++)
		if (is_way(s, r, i)) {
			way[count] = i;
			labels[count++] = _(all[i]);
		}
	return count > 1 || (count && way[0] != ALL) ? count : 0;
}

/* One of them takes the place of the other; the year stays. */
static bool pick(struct view *v, enum way way, struct report_narrow *n, struct err *e)
{
	struct report_narrow to = { .of.year = n->of.year };
	struct buf words = { 0 };
	bool ok;

	if (way == MENTOR)
		ok = report_pick_mentor(v->ui, &to.of.mentor_id, &words, e);
	else
		ok = pick_group(v, way == GRADE, to.of.year,
				way == GRADE ? &to.of.grade : &to.of.class_id, &words, e);
	snprintf(to.group, sizeof to.group, "%s", buf_str(&words));
	text_trim_broken_end(to.group);
	buf_release(&words);
	if (ok)
		*n = to;
	return ok;
}

bool report_narrow_ask(struct view *v, const struct report *r, struct report_narrow *n,
		       struct err *e)
{
	enum way way[WAYS];
	const char *labels[WAYS];
	size_t count = list_ways(session_of(v), r, way, labels);
	int choice;

	if (!count) {
		ui_say(v->ui, _("This report is of all; there is nothing to narrow it to."));
		return false;
	}
	choice = ask_choice(v->ui, _("Show"), labels, count);
	if (choice < 0)
		return false;
	if (way[choice] == YEAR)
		return choose_year(v, r, n, e);
	if (way[choice] != ALL)
		return pick(v, way[choice], n, e);
	*n = (struct report_narrow){ 0 };
	return true;
}

void report_narrow_by(struct report_of *of, const struct report_narrow *n)
{
	if (n->of.year)
		of->year = n->of.year;
	if (n->of.grade)
		of->grade = n->of.grade;
	if (n->of.class_id)
		of->class_id = n->of.class_id;
	if (n->of.mentor_id)
		of->mentor_id = n->of.mentor_id;
}

void report_narrow_tell(const struct report_narrow *n, struct buf *out)
{
	if (n->of.year)
		buf_printf(out, _("school year %d"), (int)n->of.year);
	if (*n->group)
		buf_printf(out, "%s%s", n->of.year ? "  " : "", n->group);
}
