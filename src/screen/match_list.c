/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of matching: what stands ready, the steps, and the runs of the year. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "match_private.h"
#include "model/obligation.h"

/* A run as it is listed. */
struct line {
	int64_t id, rev;
	const char *made, *state, *login, *method, *note;
	int64_t students, without, first, second, third, later, filled, by_hand, seed;
};

#define COUNT .kind = FIELD_INT, .flags = FIELD_RIGHT | FIELD_ZERO
static const struct field fields[] = {
	{ FIELD(struct line, id), .label = N_("run"), COUNT, .width = 3 },
	{ FIELD(struct line, made), .label = N_("Worked out on"), .kind = FIELD_TEXT, .width = 11 },
	{ FIELD(struct line, state), .label = N_("State"), .kind = FIELD_CHOICE,
	  .choices = match_states, .width = 9 },
	{ FIELD(struct line, students), .label = N_("stud."), COUNT, .width = 5 },
	{ FIELD(struct line, without), .label = N_("unled"), COUNT, .width = 6 },
	{ FIELD(struct line, first), .label = N_("no. 1"), COUNT, .width = 5 },
	{ FIELD(struct line, second), .label = N_("no. 2"), COUNT, .width = 5 },
	{ FIELD(struct line, third), .label = N_("no. 3"), COUNT, .width = 5 },
	{ FIELD(struct line, later), .label = N_("4th+"), COUNT, .width = 4 },
	{ FIELD(struct line, filled), .label = N_("beyond"), COUNT, .width = 6 },
	{ FIELD(struct line, by_hand), .label = N_("hand"), COUNT, .width = 4 },
	{ FIELD(struct line, seed), .label = N_("Seed of the lots"), .kind = FIELD_INT,
	  .flags = FIELD_RIGHT, .width = 10 },
	{ FIELD(struct line, login), .label = N_("Worked out by"), .kind = FIELD_TEXT,
	  .width = 10 },
	{ FIELD(struct line, note), .label = N_("Note"), .kind = FIELD_TEXT, .width = 20 },
	{ 0 },
};
static const char *const columns[] = { "id",      "made",   "state", "students", "without",
				       "first",   "second", "third", "later",    "filled",
				       "by_hand", "seed",   "login", "note",     NULL };

struct runs {
	struct list list;
	struct match_ready ready;
	size_t proposed, confirmed;
	size_t newer; /* proposals since the last that was confirmed */
};

static const struct runs *runs_of(const struct list *l)
{
	return (const struct runs *)l;
}

/* ------------------------------------------------------------------ loading */

/* Those of earlier years are listed, and count for nothing now. */
static void put(struct runs *r, const struct match_run *run)
{
	bool now = run->school_year_id == session_of(&r->list.view)->year.id;
	struct arena *arena = &r->list.rows.arena;
	struct line *line = rowset_add(&r->list.rows);
	char when[20];

	date_show_utc(run->made_at, when);
	*line = (struct line){
		.id = run->id,
		.rev = run->rev,
		.made = now ? arena_text(arena, when + strlen("2026-"))
			    : arena_printf(arena, "%.10s", when),
		.state = arena_text(arena, run->state),
		.login = arena_text(arena, run->login),
		.method = choice_label(match_methods, run->method),
		.note = arena_text(arena, run->note ? run->note : ""),
		.students = run->students,
		.without = run->students - run->placed,
		.first = run->first,
		.second = run->second,
		.third = run->third,
		.later = run->later,
		.filled = run->unasked,
		.by_hand = run->by_hand,
		.seed = run->seed,
	};
	r->newer += now && !r->confirmed && !strcmp(run->state, "proposed");
	r->proposed += now && !strcmp(run->state, "proposed");
	r->confirmed += now && !strcmp(run->state, "confirmed");
}

static bool load(struct list *l, struct err *e)
{
	struct runs *r = (struct runs *)l;
	struct session *s = session_of(&l->view);
	struct rowset set;
	bool ok;

	r->proposed = r->confirmed = r->newer = 0;
	if (!match_ready(s, &r->ready, e))
		return false;
	ok = match_run_list(s, &set, e);
	for (size_t i = 0; ok && i < set.count; i++)
		put(r, rowset_at(&set, i));
	rowset_release(&set);
	return ok;
}

/* ----------------------------------------------------------------- the steps */

enum { CHOICES, CONDITIONS, PROPOSE, REVIEW, CONFIRM, STEPS };

static const struct step {
	const char *what, *keys, *how; /* N_(); how: while it comes next */
} steps[STEPS] = {
	[CHOICES] = { N_("Choices"), "1",
		      N_("Next: 1 enters or imports whom the students would like, and shows who "
			 "has not answered.") },
	[CONDITIONS] = { N_("Conditions"), "2",
			 N_("Next: 2 says what has to be kept to, such as class teachers or pairs "
			    "that are fixed; or go on with 3.") },
	[PROPOSE] = { N_("Propose"), "3 F9",
		      N_("Next: 3 works out a proposal. Nobody is assigned by that.") },
	[REVIEW] = { N_("Look through"), "4 Enter", NULL },
	[CONFIRM] = { N_("Confirm"), "5",
		      N_("Next: Enter shows the proposal at the cursor, student by student; 5 "
			 "confirms it.") },
};

/* New ones, and those whom no mentor could take. */
static const char again[] =
	N_("Some have no mentor yet: 3 works out a proposal for them alone; F5 in "
	   "the list of students (F2) assigns one by one.");

static bool is_done(const struct runs *r, int step)
{
	return step == CHOICES      ? r->ready.students && !r->ready.missing
	       : step == CONDITIONS ? r->ready.conditions > 0
	       : step == CONFIRM    ? r->confirmed > 0
				    : r->proposed + r->confirmed > 0;
}

static void tell_counts(const struct runs *r, int step, struct buf *out)
{
	const struct match_ready *m = &r->ready;

	if (step == CHOICES)
		buf_printf(out, _("answered %zu, missing %zu"), m->answered + m->anybody,
			   m->missing);
	else if (step == CONDITIONS)
		buf_printf(out, _("conditions: %zu"), m->conditions);
	else if (step == PROPOSE)
		buf_printf(out, _("proposals that wait: %zu"), r->proposed);
	else if (step == CONFIRM)
		buf_printf(out, _("confirmed: %zu"), r->confirmed);
}

static int widest_what(void)
{
	int most = 0;

	for (int i = 0; i < STEPS; i++)
		if (text_width(_(steps[i].what)) > most)
			most = text_width(_(steps[i].what));
	return most;
}

static void tell_step(const struct runs *r, int step, struct buf *out)
{
	enum { KEYS = 9 };
	bool done = step != REVIEW && is_done(r, step);

	buf_printf(out, "%s %d. \t",
		   step == REVIEW ? "  " : obligation_mark(done ? OBLIGATION_MET : OBLIGATION_OPEN),
		   step + 1);
	text_pad(out, _(steps[step].what), widest_what() + 2, true);
	text_pad(out, steps[step].keys, KEYS, true);
	tell_counts(r, step, out);
	buf_char(out, '\n');
}

/* Conditions may well be none. A proposal from before the one that was confirmed is nothing to go
 * on with. */
static const char *next_step(const struct runs *r)
{
	if (r->newer)
		return steps[CONFIRM].how;
	if (r->confirmed)
		return r->ready.without ? again : NULL;
	if (!r->ready.answered && !r->ready.anybody)
		return steps[CHOICES].how;
	return r->ready.conditions ? steps[PROPOSE].how : steps[CONDITIONS].how;
}

/* An empty list says the next step itself. */
static void intro(const struct list *l, struct buf *out)
{
	const struct runs *r = runs_of(l);
	const struct match_ready *m = &r->ready;

	buf_printf(out, _("%zu students, %zu without a mentor; %zu mentors have %zu places left."),
		   m->students, m->without, m->mentors, m->places);
	buf_char(out, '\n');
	for (int i = 0; i < STEPS; i++)
		tell_step(r, i, out);
	if (l->rows.count && next_step(r))
		buf_printf(out, "%s\n", _(next_step(r)));
}

/* ------------------------------------------------------------------ showing */

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Matching"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Proposals: %zu"), l->shown_count);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct line *line = row;

	field_show(f, row, out);
	if (!strcmp(line->state, "withdrawn"))
		return STYLE_DIM;
	if (f->offset == offsetof(struct line, without) && line->without)
		return STYLE_LATE;
	if (f->offset == offsetof(struct line, state))
		return strcmp(line->state, "proposed") != 0 ? STYLE_GOOD : STYLE_SOON;
	return STYLE_TEXT;
}

static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct line *line = row;

	(void)l;
	buf_printf(out, _("%s, seed %lld, by %s"), line->method, (long long)line->seed,
		   line->login);
	if (*line->note)
		buf_printf(out, _(": %s"), line->note);
}

static const char *say_empty(const struct list *l)
{
	const struct runs *r = runs_of(l);
	const char *over = app_year_is_over(&l->view);

	if (over)
		return over;
	if (!r->ready.students)
		return _("No students yet. Ctrl-G imports a roster, F2 adds students one by one.");
	if (!r->ready.mentors)
		return app_no_mentors(l);
	return next_step(r) ? _(next_step(r)) : _(steps[PROPOSE].how);
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct line),
	.table = "match_run",
	.columns = columns,
	.load = load,
	.intro = intro,
	.title = title,
	.about = about,
	.cell = cell,
	.tell = tell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static bool new_run(struct view *v, struct err *e)
{
	return match_form_open(v->ui, 0, e);
}

static int64_t run_at(struct view *v)
{
	int64_t id = list_current_id((const struct list *)v);

	if (!id)
		ui_say(v->ui, "%s", _("There is no proposal yet; 3 works one out."));
	return id;
}

static bool review(struct view *v, struct err *e)
{
	int64_t id = run_at(v);

	return !id || match_review_open(v->ui, id, e);
}

static bool confirm(struct view *v, struct err *e)
{
	int64_t id = run_at(v);

	return !id || match_confirm_open(v->ui, id, e);
}

static bool withdraw(struct view *v, struct err *e)
{
	int64_t id = run_at(v);

	return !id || match_withdraw_ask(v, id, e);
}

static bool prove(struct view *v, struct err *e)
{
	int64_t id = run_at(v);

	return !id || match_prove(v, id, e);
}

const struct action match_list_actions[] = {
	{ .keys = "",
	  .about = N_("Matching students and mentors, in five steps: the students' choices, the "
		      "conditions, a proposal, its review, and the confirming, which alone assigns "
		      "anybody. Below stand the proposals of this school year.") },
	{ .name = "match.review",
	  .keys = "Enter 4",
	  .bar = N_("Look through"),
	  .need = MAY_ASSIGN,
	  .run = review,
	  .help = N_("The proposal at the cursor, student by student, with its warnings") },
	{ .name = "match.new",
	  .keys = "F9 3",
	  .bar = N_("Propose"),
	  .need = MAY_ASSIGN,
	  .run = new_run,
	  .help = N_("Work out a proposal; nobody is assigned by that") },
	{ .name = "match.choices",
	  .keys = "1",
	  .bar = N_("Choices"),
	  .need = MAY_ASSIGN,
	  .run = match_open_choices,
	  .help = N_("The students' choices, and who has not answered") },
	{ .name = "match.conditions",
	  .keys = "2",
	  .bar = N_("Conditions"),
	  .need = MAY_ASSIGN,
	  .run = match_open_conditions,
	  .help = N_("What the matching has to keep to") },
	MATCH_RUN_ACTIONS(confirm, withdraw, prove),
	{ 0 },
};

bool match_list_show(struct view *v, struct err *e)
{
	struct runs *r;

	if (ui_return_to(v->ui, match_list_actions))
		return true;
	r = list_new(sizeof *r, v->ui, &class, match_list_actions);
	return ui_open(&r->list.view, e);
}
