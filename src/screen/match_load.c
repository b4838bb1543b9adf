/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many students each mentor would have, and by which choice. */
#include <string.h>

#include "base/i18n.h"
#include "match_private.h"
#include "ui/ask.h"
#include "ui/bar.h"

/* What stays in view, before the bar. */
static const char *const columns[] = { "mentor", NULL };

enum which { ALL, PAST, FREE, IDLE };
enum { BAR_CELLS = 18 };

struct loads {
	struct list list;
	int64_t run_id;
	enum which which;
};

static bool load(struct list *l, struct err *e)
{
	if (!match_load_list(session_of(&l->view), ((const struct loads *)l)->run_id, &l->rows, e))
		return false;
	list_add_column(l, _("Students"), BAR_CELLS);
	list_add_field(l, "load", _("Load"), 4);
	list_add_field(l, "capacity", _("most"), 4);
	list_add_field(l, "first", _("as 1st"), 6);
	list_add_field(l, "named", _("named"), 5);
	list_add_field(l, "choice1", _("no. 1"), 5);
	list_add_field(l, "choice2", _("no. 2"), 5);
	list_add_field(l, "choice3", _("no. 3"), 5);
	list_add_field(l, "later", _("4th on"), 6);
	list_add_field(l, "filled", _("beyond"), 6);
	list_add_field(l, "least", _("least"), 5);
	list_add_field(l, "staff_no", _("Staff no."), 10);
	return true;
}

static bool is_of(const struct match_load *m, enum which which)
{
	return which == PAST   ? m->load > m->capacity
	       : which == FREE ? m->load < m->capacity
	       : which == IDLE ? !m->load
			       : true;
}

static bool keep(const struct list *l, const void *row)
{
	return is_of(row, ((const struct loads *)l)->which);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Proposal: loads"));
}

static void about(const struct list *l, struct buf *out)
{
	int64_t free = 0;

	for (size_t i = 0; i < l->rows.count; i++) {
		const struct match_load *m = rowset_at(&l->rows, i);

		free += m->load < m->capacity ? m->capacity - m->load : 0;
	}
	buf_printf(out, _("%zu mentors, past capacity %zu, free places %lld"), l->shown_count,
		   match_past(&l->rows), (long long)free);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct match_load *m = row;

	if (!f) /* the bar in figures, for a file */
		return buf_printf(out, "%lld/%lld", (long long)m->load, (long long)m->capacity),
		       STYLE_TEXT;
	field_show(f, row, out);
	if (f->offset == offsetof(struct match_load, load))
		return m->load > m->capacity ? STYLE_LATE
		       : m->load < m->least  ? STYLE_SOON
					     : STYLE_TEXT;
	return STYLE_TEXT;
}

/* Who is in no pair of the run counts as well; free places are at the end, and past the capacity
 * the last ones. A cell is a student where there are cells enough. */
static bool paint(const struct list *l, const void *row, size_t column, int y, int x, int cells)
{
	static const enum style looks[] = { STYLE_GOOD, STYLE_STRONG, STYLE_TEXT, STYLE_SOON,
					    STYLE_DIM,  STYLE_DIM,    STYLE_LATE, STYLE_DIM };
	const struct match_load *m = row;
	int64_t chosen = m->choice1 + m->choice2 + m->choice3 + m->later + m->filled;
	int64_t rest = m->load > chosen ? m->load - chosen : 0;
	int64_t past = m->load > m->capacity ? m->load - m->capacity : 0;
	int64_t all = m->load > m->capacity ? m->load : m->capacity, over = past;
	int64_t parts[] = { m->choice1, m->choice2, m->choice3, m->later,
			    m->filled,  rest,       past,       all - m->load };

	if (l->column[column].field)
		return false;
	for (int i = 5; i >= 0; i--) {
		int64_t of = over < parts[i] ? over : parts[i];

		parts[i] -= of;
		over -= of;
	}
	if (cells > BAR_CELLS)
		cells = BAR_CELLS;
	bar_paint(y, x, all > 0 && all < cells ? (int)all : cells, parts, "123+.o!-", looks);
	return true;
}

static const char *say_empty(const struct list *l)
{
	return l->rows.count ? _("No mentor is like that. F6 shows others.") : app_no_mentors(l);
}

static const struct list_class class = {
	.fields = match_load_fields,
	.stride = sizeof(struct match_load),
	.table = "mentor",
	.columns = columns,
	.load = load,
	.keep = keep,
	.title = title,
	.about = about,
	.cell = cell,
	.paint = paint,
	.say_empty = say_empty,
};

static bool students(struct view *v, struct err *e)
{
	const struct match_load *m = list_current((const struct list *)v);

	return !m || match_review_of(v->ui, ((const struct loads *)v)->run_id, m->id, m->mentor, e);
}

static size_t count_of(const struct rowset *loads, enum which which)
{
	size_t n = 0;

	for (size_t i = 0; i < loads->count; i++)
		n += is_of(rowset_at(loads, i), which);
	return n;
}

static bool filter(struct view *v, struct err *e)
{
	static const char *const words[] = { N_("all"), N_("past capacity"), N_("with free places"),
					     N_("without students") };
	enum { CHOICES = sizeof words / sizeof *words };
	struct list *l = (struct list *)v;
	const char *labels[CHOICES];
	struct arena arena = { 0 };
	int choice;

	(void)e;
	for (int i = 0; i < CHOICES; i++)
		labels[i] = arena_printf(&arena, "%s %zu", _(words[i]),
					 count_of(&l->rows, (enum which)i));
	choice = ask_choice(v->ui, _("Show"), labels, CHOICES);
	arena_release(&arena);
	if (choice >= 0)
		((struct loads *)v)->which = (enum which)choice;
	list_refilter(l);
	return true;
}

const struct action match_load_actions[] = {
	{ .keys = "",
	  .about = N_("How many students each mentor would have. In the bar 1 2 3 are by their "
		      "first, second and third choice, + by a later one, . by none, o not in "
		      "this proposal, ! past the capacity, - free places.") },
	{ .name = "match.of_mentor",
	  .keys = "Enter",
	  .bar = N_("Students"),
	  .run = students,
	  .help = N_("The students whom the mentor would have") },
	{ .name = "match.filter_loads",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Mentors past their capacity, with free places, without students") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

bool match_load_open(struct ui *ui, int64_t run, struct err *e)
{
	struct loads *l = list_new(sizeof *l, ui, &class, match_load_actions);

	l->run_id = run;
	return ui_open(&l->list.view, e);
}
