/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "condition_list.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "belonging_list.h"
#include "model/condition.h"
#include "screen/account.h"
#include "screen/mentor.h"
#include "screen/student.h"
#include "ui/ask.h"

enum { WEIGHT_USUAL = 20 };

enum shows { ALL, MUST, WISHES, OF_SCHOOL, OF_MENTORS, OF_STUDENTS, SHOWS };

struct conditions {
	struct list list;
	enum shows which;
	int64_t offered; /* of last year's, not here */
	size_t siblings, teachers;
};

static const char *const columns[] = { "holds", "about", "says", "note", NULL };

static bool load(struct list *l, struct err *e)
{
	struct conditions *c = (struct conditions *)l;
	struct session *s = session_of(&l->view);
	struct rowset siblings = { 0 }, teachers = { 0 };
	bool ok = condition_list(s, &l->rows, e) && condition_offered(s, &c->offered, e) &&
		  condition_siblings(s, &siblings, e) && condition_class_teachers(s, &teachers, e);

	c->siblings = siblings.count;
	c->teachers = teachers.count;
	rowset_release(&siblings);
	rowset_release(&teachers);
	return ok;
}

static bool keep(const struct list *l, const void *row)
{
	const struct condition *c = row;
	enum shows which = ((const struct conditions *)l)->which;
	const bool fits[SHOWS] = {
		[ALL] = true,
		[MUST] = !c->weight,
		[WISHES] = c->weight != 0,
		[OF_SCHOOL] = !c->student_id && !c->mentor_id,
		[OF_MENTORS] = c->mentor_id != 0,
		[OF_STUDENTS] = c->student_id != 0,
	};

	return fits[which];
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Conditions of matching"));
}

static void about(const struct list *l, struct buf *out)
{
	const struct conditions *c = (const struct conditions *)l;
	size_t must = 0;

	for (size_t i = 0; i < l->rows.count; i++)
		must += !((const struct condition *)rowset_at(&l->rows, i))->weight;
	buf_printf(out, _("must: %zu, wishes: %zu"), must, l->rows.count - must);
	if (c->offered && l->rows.count)
		buf_printf(out, _("; last year's not here: %lld, Ctrl-O takes them over"),
			   (long long)c->offered);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct condition *c = row;
	const struct field *f = l->column[column].field;

	field_show(f, row, out);
	return f->offset == offsetof(struct condition, holds) && c->weight ? STYLE_DIM : STYLE_TEXT;
}

/* In full, and whom a rule of the school concerns. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct conditions *c = (const struct conditions *)l;
	const struct condition *k = row;

	if (!strcmp(k->kind, "siblings"))
		buf_printf(out, _("It concerns %zu pairs of siblings; Tab shows them."),
			   c->siblings);
	else if (!strcmp(k->kind, "class_teacher"))
		buf_printf(out, _("It concerns %zu class teachers, by their accounts."),
			   c->teachers);
	else if (!strcmp(k->kind, "campus") || !strcmp(k->kind, "grade") ||
		 !strcmp(k->kind, "group"))
		buf_text(out, _("Tab shows who belongs where; who belongs nowhere fits."));
	else if (k->student_id || k->mentor_id)
		buf_text(out, k->about);
	if (k->note && *k->note)
		buf_printf(out, "%s%s", out->len ? "  " : "", k->note);
}

static const char *say_empty(const struct list *l)
{
	const struct conditions *c = (const struct conditions *)l;

	if (l->rows.count)
		return _("None of this kind. F6 shows others, F9 adds one.");
	return c->offered ? _("No conditions yet: the matching looks at choices and capacities "
			      "alone. Ctrl-O takes over last year's; F9 adds one, such as: same "
			      "campus, fixed pair.")
			  : _("No conditions yet: the matching looks at choices and capacities "
			      "alone. F9 adds what it has to keep to, such as: same campus, "
			      "siblings together, a fixed pair, fewer students for one mentor.");
}

static const struct list_class class = {
	.fields = condition_fields,
	.stride = sizeof(struct condition),
	.table = "condition",
	.columns = columns,
	.load = load,
	.keep = keep,
	.title = title,
	.about = about,
	.cell = cell,
	.tell = tell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || condition_form_open(v->ui, NULL, id, e);
}

/* The kinds are twelve, and a question has nine answers: first of whom. */
static bool add(struct view *v, struct err *e)
{
	static const char *const kinds[][8] = {
		{ "keep", "campus", "grade", "group", "class_teacher", "siblings", "least", NULL },
		{ "capacity", "least", NULL },
		{ "keep", NULL },
		{ "fixed", "forbidden", NULL },
		{ "together", "apart", NULL },
	};
	const char *const whose[] = { _("the school"), _("one mentor"), _("one student"),
				      _("a student and a mentor"), _("two students") };
	const char *labels[8];
	int group = ask_choice(v->ui, _("For"), whose, 5), kind = 0;
	size_t n = 0;

	if (group < 0)
		return true;
	for (; kinds[group][n]; n++)
		labels[n] = choice_label(condition_kinds, kinds[group][n]);
	if (n > 1)
		kind = ask_choice(v->ui, _("Which"), labels, n);
	return kind < 0 || condition_form_open(v->ui, kinds[group][kind], 0, e);
}

static bool take_away(struct view *v, struct err *e)
{
	const struct condition *c = list_current((const struct list *)v);
	struct buf question = { 0 };
	bool yes, ok = true;

	if (!c)
		return true;
	buf_printf(&question, _("Remove: %s, %s?"), c->about, c->says);
	yes = ask_yes(v->ui, question.at, _("remove"), _("keep"));
	buf_release(&question);
	if (yes) {
		ok = condition_remove(session_of(v), c->id, c->rev, e);
		if (ok) {
			app_saved(v, _("removal of the condition: %s"), c->says);
			ui_say(v->ui, _("Removed: %s."), c->says);
			ui_changed(v->ui);
		}
	}
	return ok;
}

/* Nothing is lost by it, and the same key takes it back: no question. */
static bool toggle(struct view *v, struct err *e)
{
	const struct condition *c = list_current((const struct list *)v);
	struct condition changed;

	if (!c)
		return true;
	if (!(condition_takes(c->kind).may & CONDITION_SOFT)) {
		ui_say(v->ui, "%s", _("This condition must always hold."));
		return true;
	}
	changed = *c;
	changed.weight = c->weight ? 0 : WEIGHT_USUAL;
	if (!condition_save(session_of(v), &changed, e))
		return false;
	app_saved(v, _("the condition: %s"), c->says);
	if (changed.weight)
		ui_say(v->ui, _("%s: a wish now, with weight %d; Enter changes the weight."),
		       c->says, WEIGHT_USUAL);
	else
		ui_say(v->ui, _("%s: must hold now."), c->says);
	ui_changed(v->ui);
	return true;
}

static bool copy(struct view *v, struct err *e)
{
	struct condition_copied done;

	if (!((struct conditions *)v)->offered) {
		ui_say(v->ui, "%s",
		       _("All of last year's conditions are here, or there are none."));
		return true;
	}
	if (!condition_copy(session_of(v), &done, e))
		return false;
	app_saved(v, _("%zu conditions of last year"), done.copied);
	if (done.left)
		ui_say(v->ui,
		       _("Taken over: %zu. Left: %zu, which name who has left or contradict "
			 "this year's."),
		       done.copied, done.left);
	else
		ui_say(v->ui, _("Taken over: %zu."), done.copied);
	ui_changed(v->ui);
	return true;
}

static bool whom(struct view *v, struct err *e)
{
	const struct condition *c = list_current((const struct list *)v);

	if (c && c->student_id)
		return student_detail_open(v->ui, c->student_id, e);
	if (c && c->mentor_id)
		return mentor_form_open(v->ui, c->mentor_id, e);
	if (c && !strcmp(c->kind, "siblings"))
		return sibling_list_show(v, e);
	if (c && !strcmp(c->kind, "class_teacher"))
		return account_list_show(v, e);
	return belonging_list_show(v, e);
}

static bool filter(struct view *v, struct err *e)
{
	const char *const labels[SHOWS] = {
		[ALL] = _("all"),
		[MUST] = _("must"),
		[WISHES] = _("wishes"),
		[OF_SCHOOL] = _("of the school"),
		[OF_MENTORS] = _("of mentors"),
		[OF_STUDENTS] = _("of students"),
	};
	int chosen = ask_choice(v->ui, _("Show"), labels, SHOWS);

	(void)e;
	if (chosen >= 0) {
		((struct conditions *)v)->which = (enum shows)chosen;
		list_refilter((struct list *)v);
	}
	return true;
}

const struct action condition_list_actions[] = {
	{ .keys = "",
	  .need = MAY_ASSIGN,
	  .about = N_("What this year's matching of students and mentors has to keep to: rules of "
		      "the school first, then those of single mentors and students. What must "
		      "hold is never broken; a wish gives way, the lighter first. The office "
		      "alone reads them. Without any, choices and capacities count alone.") },
	{ .name = "condition.edit",
	  .keys = "Enter C-e e",
	  .bar = N_("Edit"),
	  .need = MAY_ASSIGN,
	  .run = edit,
	  .help = N_("Change the condition: its number, weight or note") },
	{ .name = "condition.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_ASSIGN,
	  .run = add,
	  .help = N_("Add a condition: first whose, then which") },
	{ .name = "condition.toggle",
	  .keys = "Space",
	  .bar = N_("Must or wish"),
	  .need = MAY_ASSIGN,
	  .run = toggle,
	  .help = N_("Make a wish of what must hold, or the other way round") },
	{ .name = "condition.take_away",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_ASSIGN,
	  .run = take_away,
	  .help = N_("Remove the condition") },
	{ .name = "condition.copy",
	  .keys = "C-o",
	  .bar = N_("Last year's"),
	  .need = MAY_ASSIGN,
	  .run = copy,
	  .help = N_("Take over last year's conditions, but for who has left") },
	{ .name = "condition.whom",
	  .keys = "Tab",
	  .bar = N_("Whom"),
	  .need = MAY_ASSIGN,
	  .run = whom,
	  .help = N_("Whom it is about: siblings, who belongs where, the student, the mentor") },
	{ .name = "condition.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("What must hold, wishes, those of the school, of mentors, of students") },
	{ 0 },
};

bool condition_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, condition_list_actions))
		return true;
	l = list_new(sizeof(struct conditions), v->ui, &class, condition_list_actions);
	return ui_open(&l->view, e);
}
