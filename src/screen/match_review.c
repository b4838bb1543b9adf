/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run proposes, student by student: how many got which choice, and every pair. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "match_private.h"
#include "screen/student.h"
#include "ui/bar.h"
#include "ui/paragraph.h"

static const char *const columns[] = { "student", "class_name", "result", "mentor",
				       "before",  "by_hand",    "lot",    NULL };

/* The marks of the bar stand before the words that they are for. */
#define MARKS "123+.!"
enum { MARGIN = 3 };

static const struct match_review *review_of(const struct list *l)
{
	return (const struct match_review *)l;
}

/* ------------------------------------------------------------------ loading */

static bool count_past(struct match_review *r, struct session *s, struct err *e)
{
	struct rowset set;
	bool ok = match_load_list(s, r->run_id, &set, e);

	r->past = ok ? match_past(&set) : 0;
	rowset_release(&set);
	return ok;
}

static bool load(struct list *l, struct err *e)
{
	struct match_review *r = (struct match_review *)l;
	struct session *s = session_of(&l->view);

	return match_pair_list(s, r->run_id, &l->rows, e) &&
	       match_run_read(s, r->run_id, &l->rows.arena, &r->run, e) &&
	       match_count_warnings(s, r->run_id, &r->warnings, e) && count_past(r, s, e);
}

static bool keep(const struct list *l, const void *row)
{
	return match_is_shown(row, &review_of(l)->shown);
}

/* ------------------------------------------------------------------ showing */

static void title(const struct list *l, struct buf *out)
{
	const struct match_review *r = review_of(l);
	struct buf what = { 0 };

	buf_text(&what, !strcmp(r->run.state, "proposed")    ? _("Proposal")
			: !strcmp(r->run.state, "confirmed") ? _("Proposal, confirmed")
							     : _("Proposal, withdrawn"));
	if (r->shown.what[0])
		buf_printf(&what, "  %s", r->shown.what);
	app_title(&l->view, out, buf_str(&what));
	buf_release(&what);
}

static const char *shown_word(enum match_which which)
{
	switch (which) {
	case MATCH_WITHOUT:
		return _("without a mentor");
	case MATCH_FILLED:
		return _("filled up");
	case MATCH_BY_HAND:
		return _("moved by hand");
	case MATCH_OTHERS:
		return _("another mentor than before");
	default:
		return "";
	}
}

static void about(const struct list *l, struct buf *out)
{
	const struct match_review *r = review_of(l);

	buf_printf(out, _("Run %lld: "), (long long)r->run_id);
	if (l->shown_count == l->rows.count)
		buf_printf(out, _("%zu students"), l->rows.count);
	else
		buf_printf(out, _("%zu of %zu students"), l->shown_count, l->rows.count);
	buf_printf(out, "  %s", shown_word(r->shown.which));
}

/* A count and its name stay together. */
static void end_line_before_last(struct buf *out)
{
	for (size_t i = out->len; i-- > 1;)
		if (out->at[i] == ' ' && out->at[i - 1] == ' ') {
			out->at[i] = '\n';
			return;
		}
}

static void tell_head(const struct match_review *r, int cells, struct buf *out)
{
	match_tell_counts(&r->run, true, out);
	if (text_width(buf_str(out)) > cells) {
		buf_clear(out);
		match_tell_counts(&r->run, false, out);
		if (text_width(buf_str(out)) > cells)
			end_line_before_last(out);
	}
	buf_text(out, text_width(buf_str(out)) > cells ? "  " : "\n");
	buf_printf(out, _("by hand %lld  past capacity %zu  warnings %zu"),
		   (long long)r->run.by_hand, r->past, r->warnings);
	if (r->warnings)
		buf_text(out, _(" (6 shows them)"));
}

/* A bar as wide as the window, and below it what its marks are for. */
static int above(const struct list *l, int y, int rows, int cols)
{
	static const enum style looks[] = { STYLE_GOOD, STYLE_STRONG, STYLE_TEXT,
					    STYLE_SOON, STYLE_DIM,    STYLE_LATE };
	const struct match_review *r = review_of(l);
	const struct match_run *run = &r->run;
	const int64_t parts[] = { run->first, run->second,  run->third,
				  run->later, run->unasked, run->students - run->placed };
	int cells = cols - 2 * MARGIN, total;
	struct buf text = { 0 };

	if (l->view.actions != match_review_actions || !run->students)
		return 0;
	tell_head(r, cells, &text);
	total = 1 + paragraph_rows(buf_str(&text), cells);
	if (total > rows) {
		total = 0;
	} else {
		bar_paint(y, MARGIN, cells, parts, MARKS, looks);
		paragraph_paint(buf_str(&text), STYLE_TEXT, y + 1, MARGIN, total - 1, cells, 0);
	}
	buf_release(&text);
	return total;
}

static enum style look_of_result(const struct match_pair *p)
{
	return !strcmp(p->result, "none")     ? STYLE_LATE
	       : !strcmp(p->result, "filled") ? STYLE_SOON
					      : STYLE_TEXT;
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct match_pair *p = row;

	if (f->offset == offsetof(struct match_pair, by_hand)) {
		buf_text(out, p->by_hand ? _("hand") : "");
		return STYLE_STRONG;
	}
	field_show(f, row, out);
	if (f->offset == offsetof(struct match_pair, result))
		return look_of_result(p);
	if (f->offset == offsetof(struct match_pair, mentor) && !p->mentor_id)
		buf_text(out, "--");
	if (f->offset == offsetof(struct match_pair, before) && p->before_id == p->mentor_id)
		return STYLE_DIM;
	return STYLE_TEXT;
}

static const char *say_empty(const struct list *l)
{
	return review_of(l)->shown.which == MATCH_ALL
		       ? _("This proposal is about nobody any more. Esc goes back.")
		       : _("Nobody here. F6 shows others.");
}

static const int64_t *about_ids(const struct list *l, size_t *count)
{
	const struct match_pair *p = list_current(l);

	*count = p != NULL;
	return p ? &p->student_id : NULL;
}

static const struct list_class class = {
	.fields = match_pair_fields,
	.stride = sizeof(struct match_pair),
	.table = "student",
	.about_ids = about_ids,
	.columns = columns,
	.natural = "class_name",
	.load = load,
	.keep = keep,
	.title = title,
	.about = about,
	.above = above,
	.cell = cell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static struct match_review *at(struct view *v)
{
	return (struct match_review *)v;
}

static bool why(struct view *v, struct err *e)
{
	return match_why_open(at(v), e);
}

static bool move(struct view *v, struct err *e)
{
	return match_move_ask(at(v), e);
}

static bool filter(struct view *v, struct err *e)
{
	struct match_review *r = at(v);

	if (!match_filter_ask(&r->list, r->run_id, &r->shown, e))
		return e->kind == ERR_NONE;
	list_refilter(&r->list);
	return true;
}

static bool loads(struct view *v, struct err *e)
{
	return match_load_open(v->ui, at(v)->run_id, e);
}

static bool warnings(struct view *v, struct err *e)
{
	return match_warning_open(at(v), e);
}

static bool student(struct view *v, struct err *e)
{
	const struct match_pair *p = list_current((const struct list *)v);

	return !p || student_detail_open(v->ui, p->student_id, e);
}

static bool confirm(struct view *v, struct err *e)
{
	return match_confirm_open(v->ui, at(v)->run_id, e);
}

static bool withdraw(struct view *v, struct err *e)
{
	return match_withdraw_ask(v, at(v)->run_id, e);
}

static bool prove(struct view *v, struct err *e)
{
	return match_prove(v, at(v)->run_id, e);
}

/* What is done to one pair. */
static const struct action pair_actions[] = {
	{ .name = "match.why",
	  .keys = "Enter",
	  .bar = N_("Why"),
	  .run = why,
	  .help = N_("Why the student has this mentor, choice by choice") },
	{ .name = "match.move",
	  .keys = "F5",
	  .bar = N_("Move"),
	  .need = MAY_ASSIGN,
	  .run = move,
	  .help = N_("Another mentor by hand; what that does is shown first") },
	{ .name = "match.student",
	  .keys = "8",
	  .run = student,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ 0 },
};

const struct action match_review_actions[] = {
	{ .keys = "",
	  .about = N_("A proposal, student by student. Enter says why, F5 moves one by hand, Tab "
		      "shows the load of each mentor, 6 what to look at first. Nobody is assigned "
		      "until 5 confirms all of it; Ctrl-U takes any of this back.") },
	{ .more = pair_actions },
	{ .name = "match.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Those without a mentor, filled up, moved by hand; of a class or a mentor") },
	{ .name = "match.loads",
	  .keys = "Tab",
	  .bar = N_("Loads"),
	  .run = loads,
	  .help = N_("How many students each mentor would have") },
	{ .name = "match.warnings",
	  .keys = "6",
	  .bar = N_("Warnings"),
	  .run = warnings,
	  .help = N_("What to look at before it is confirmed") },
	MATCH_RUN_ACTIONS(confirm, withdraw, prove),
	{ 0 },
};

const struct action match_of_mentor_actions[] = {
	{ .keys = "",
	  .about = N_("The students whom the proposal gives one mentor. Enter says why, F5 moves "
		      "one by hand.") },
	{ .more = pair_actions },
	{ 0 },
};

static struct match_review *review_new(struct ui *ui, int64_t run, const struct action *actions)
{
	struct match_review *r = list_new(sizeof *r, ui, &class, actions);

	r->run_id = run;
	return r;
}

bool match_review_open(struct ui *ui, int64_t run, struct err *e)
{
	return ui_open(&review_new(ui, run, match_review_actions)->list.view, e);
}

bool match_review_of(struct ui *ui, int64_t run, int64_t mentor_id, const char *name, struct err *e)
{
	struct match_review *r = review_new(ui, run, match_of_mentor_actions);

	r->shown.which = MATCH_MENTOR;
	r->shown.mentor_id = mentor_id;
	snprintf(r->shown.what, sizeof r->shown.what, "%s", name);
	text_trim_broken_end(r->shown.what);
	return ui_open(&r->list.view, e);
}

void match_review_show(struct match_review *r, enum match_which which)
{
	r->shown = (struct match_shown){ .which = which };
	list_end_find(&r->list);
	list_refilter(&r->list);
}

bool match_review_go(struct match_review *r, int64_t student_id)
{
	struct list *l = &r->list;

	match_review_show(r, MATCH_ALL);
	for (size_t i = 0; i < l->shown_count; i++) {
		const struct match_pair *p = rowset_at(&l->rows, l->shown[i]);

		if (p->student_id == student_id) {
			l->at = i;
			return true;
		}
	}
	return false;
}
