/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages about one student of a proposal: why this mentor, and what another one would do. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "match_private.h"
#include "ui/reading.h"

/* ----------------------------------------------------------------------- why */

struct why {
	struct reading reading;
	struct match_review *review; /* below it as long as it is open */
};

static void head(struct reading *r, const struct match_pair *p)
{
	struct buf words = { 0 };

	buf_printf(&words, "%s  %s", p->student, p->class_name ? p->class_name : "");
	beside_title(&r->text, buf_str(&words));
	buf_clear(&words);
	field_show(field_find(match_pair_fields, "result"), p, &words);
	if (p->mentor_id)
		buf_printf(&words, _(": %s"), p->mentor);
	beside_add(&r->text, STYLE_STRONG, buf_str(&words));
	buf_release(&words);
}

/* Somebody may have withdrawn the run meanwhile, or taken it back. */
static const struct match_pair *pair_of(const struct reading *r, struct err *e)
{
	const struct match_pair *p = list_current(&((const struct why *)r)->review->list);

	if (!p)
		err_set(e, ERR_NOT_FOUND, "%s", _("This student is not in the proposal any more."));
	return p;
}

static bool load_why(struct reading *r, struct err *e)
{
	const struct match_pair *p = pair_of(r, e);
	struct buf text = { 0 };
	bool ok = p && match_why(session_of(&r->view), p->run_id, p->student_id, &text, e);

	if (ok) {
		head(r, p);
		beside_add(&r->text, STYLE_TEXT, "");
		reading_add_lines(r, buf_str(&text));
	}
	buf_release(&text);
	return ok;
}

static void title_why(const struct reading *r, struct buf *out)
{
	app_title(&r->view, out, _("Why this mentor"));
}

static void about_why(const struct reading *r, struct buf *out)
{
	const struct list *l = &((const struct why *)r)->review->list;

	buf_printf(out, _("%zu of %zu; Tab: the next student, Shift-Tab: the one before"),
		   l->at + 1, l->shown_count);
}

static const struct reading_class why_class = {
	.load = load_why,
	.title = title_why,
	.about = about_why,
};

static bool turn(struct view *v, long step, struct err *e)
{
	list_move(&((struct why *)v)->review->list, step);
	return v->class->load(v, e);
}

static bool next(struct view *v, struct err *e)
{
	return turn(v, 1, e);
}

static bool previous(struct view *v, struct err *e)
{
	return turn(v, -1, e);
}

static bool move(struct view *v, struct err *e)
{
	return match_move_ask(((struct why *)v)->review, e);
}

const struct action match_why_actions[] = {
	{ .keys = "",
	  .about = N_("Why the proposal gives the student this mentor, choice by choice: who had "
		      "the last place, and by what. The lots are drawn from the seed that the list "
		      "of proposals shows.") },
	{ .name = "match.move",
	  .keys = "F5",
	  .bar = N_("Move"),
	  .need = MAY_ASSIGN,
	  .run = move,
	  .help = N_("Another mentor by hand; what that does is shown first") },
	{ .name = "match.next",
	  .keys = "Tab",
	  .bar = N_("Next student"),
	  .run = next,
	  .help = N_("The next student of the list") },
	{ .name = "match.previous",
	  .keys = "S-Tab",
	  .run = previous,
	  .help = N_("The student before") },
	{ 0 },
};

bool match_why_open(struct match_review *review, struct err *e)
{
	struct why *w;

	if (!list_current(&review->list))
		return true;
	w = reading_new(sizeof *w, review->list.view.ui, &why_class, match_why_actions);
	w->review = review;
	return ui_open(&w->reading.view, e);
}

/* -------------------------------------------------------------------- moving */

struct effects {
	struct reading reading;
	int64_t run_id, pair_id, rev, student_id, mentor_id;
	char student[400], mentor[400]; /* names */
};

static bool load_effects(struct reading *r, struct err *e)
{
	const struct effects *f = (const struct effects *)r;
	struct buf text = { 0 }, words = { 0 };
	bool ok = match_effects(session_of(&r->view), f->run_id, f->student_id, f->mentor_id, &text,
				e);

	if (ok) {
		buf_printf(&words, _("%s: to %s"), f->student, f->mentor);
		beside_title(&r->text, buf_str(&words));
		beside_add(&r->text, STYLE_TEXT, "");
		reading_add_lines(r, buf_str(&text));
		beside_add(&r->text, STYLE_TEXT, "");
		beside_add(&r->text, STYLE_STRONG,
			   _("Enter does it, Esc leaves everything as it is."));
	}
	buf_release(&text);
	buf_release(&words);
	return ok;
}

static void title_effects(const struct reading *r, struct buf *out)
{
	app_title(&r->view, out, _("What moving would do"));
}

static void about_effects(const struct reading *r, struct buf *out)
{
	(void)r;
	buf_text(out, _("Nothing is moved yet."));
}

static const struct reading_class effects_class = {
	.load = load_effects,
	.title = title_effects,
	.about = about_effects,
};

static bool do_move(struct view *v, struct err *e)
{
	const struct effects *f = (const struct effects *)v;
	struct ui *ui = v->ui;

	if (!match_move(session_of(v), f->pair_id, f->rev, f->mentor_id, e))
		return false;
	if (f->mentor_id)
		ui_say(ui, _("In the proposal %s is now with %s. Ctrl-U takes it back."),
		       f->student, f->mentor);
	else
		ui_say(ui, _("In the proposal %s has no mentor now. Ctrl-U takes it back."),
		       f->student);
	ui_close(v);
	ui_changed(ui);
	return true;
}

const struct action match_effects_actions[] = {
	{ .keys = "",
	  .about = N_(
		  "What it would do to move the student by hand: the loads before and after, and "
		  "the conditions that it breaks. Enter does it.") },
	{ .name = "match.do_move",
	  .keys = "Enter",
	  .bar = N_("Move"),
	  .need = MAY_ASSIGN,
	  .run = do_move,
	  .help = N_("Do it; a proposal worked out anew keeps what was moved by hand") },
	{ 0 },
};

static void name(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from);
	text_trim_broken_end(to);
}

static bool effects_open(struct ui *ui, const struct match_pair *p, int64_t mentor_id,
			 const char *mentor, struct err *e)
{
	struct effects *f = reading_new(sizeof *f, ui, &effects_class, match_effects_actions);

	f->reading.view.modal = true;
	f->run_id = p->run_id;
	f->pair_id = p->id;
	f->rev = p->rev;
	f->student_id = p->student_id;
	f->mentor_id = mentor_id;
	name(f->student, sizeof f->student, p->student);
	name(f->mentor, sizeof f->mentor, mentor);
	return ui_open(&f->reading.view, e);
}

/* Others may save while the picker is open, and the rows be read again: a copy is kept. */
bool match_move_ask(struct match_review *review, struct err *e)
{
	const struct match_pair *at = list_current(&review->list);
	struct ui *ui = review->list.view.ui;
	struct buf mentor = { 0 };
	struct arena arena = { 0 };
	struct match_pair p;
	int64_t to;
	bool ok;

	if (!at)
		return true;
	if (strcmp(review->run.state, "proposed") != 0)
		return err_set(
			e, ERR_INVALID, "%s",
			_("This proposal is no longer open, and nothing in it is moved. F5 in "
			  "the list of students (F2) assigns one student."));
	if (!match_may_change(session_of(&review->list.view), e))
		return false;
	p = *at;
	p.student = arena_text(&arena, at->student);
	ok = match_pick_mentor(ui, review->run_id, p.student_id,
			       arena_printf(&arena, _("Which mentor for %s?"), p.student), &to,
			       &mentor, e);
	if (ok && to == p.mentor_id)
		ui_say(ui, _("%s is with %s already."), p.student, buf_str(&mentor));
	else if (ok)
		ok = effects_open(ui, &p, to, buf_str(&mentor), e);
	buf_release(&mentor);
	arena_release(&arena);
	return ok || e->kind == ERR_NONE;
}
