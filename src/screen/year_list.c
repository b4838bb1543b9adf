/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key dates of one school year, today's to begin with, and its rules in short above them. */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "screen/rollover.h"
#include "screen/year.h"
#include "ui/ask.h"
#include "year_form.h"

/* What tells two of one name apart is the first to go from a narrow terminal, not what is to do. */
static const char *const columns[] = { "name", "opens", "due", "grades", "reviewed", "term", NULL };

struct year_view {
	struct list list;
	struct school_year year;
	struct buf rules; /* in short */
};

static struct year_view *year_of(struct list *l)
{
	return (struct year_view *)l;
}

/* 06-01 of 2027-06-01 */
static const char *month_day(const char *iso)
{
	return iso + strlen("2027-");
}

static void add_quota(struct buf *out, const char *format, int64_t count, const char *per)
{
	const struct field *f = field_find(rule_fields, "visits_per");

	if (!count)
		return;
	buf_text(out, "  ");
	buf_printf(out, format, (int)count, choice_label(f->choices, per));
}

static void tell_rules(const struct rules *r, struct buf *out)
{
	add_quota(out, _("visits %d/%s"), r->visits, r->visits_per);
	add_quota(out, _("talks %d/%s"), r->talks, r->talks_per);
	buf_printf(out, _("  feedback %s to %s"), month_day(r->feedback_opens),
		   month_day(r->feedback_due));
}

static bool load(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);
	struct year_view *y = year_of(l);
	struct rowset rules = { 0 };
	bool ok = school_get_year(s->db, y->year.id, &y->year, NULL, e) &&
		  rules_get(s, y->year.id, &rules, e);

	buf_clear(&y->rules);
	if (ok)
		tell_rules(rowset_at(&rules, 0), &y->rules);
	rowset_release(&rules);
	return ok && key_date_list(s, y->year.id, &l->rows, e);
}

static void release(struct list *l)
{
	buf_release(&year_of(l)->rules);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("School year"));
}

static void about(const struct list *l, struct buf *out)
{
	const struct year_view *y = (const struct year_view *)l;
	size_t to_review = 0;

	for (size_t i = 0; i < l->rows.count; i++)
		to_review +=
			*((const struct key_date_row *)rowset_at(&l->rows, i))->reviewed == '0';
	buf_printf(out, _("School year %d"), (int)y->year.id);
	if (*y->year.closed_on)
		buf_printf(out, _(", closed on %s"), y->year.closed_on);
	if (to_review)
		buf_printf(out, _("  %zu to review"), to_review);
	buf_text(out, buf_str(&y->rules));
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct key_date_row *k = row;

	if (f->offset != offsetof(struct key_date_row, reviewed)) {
		field_show(f, row, out);
		return STYLE_TEXT;
	}
	if (*k->reviewed == '0')
		field_show(f, row, out);
	return STYLE_SOON;
}

static const char *say_empty(const struct list *l)
{
	if (!(l->view.ui->may & MAY_RUN_YEAR))
		return _("This school year has no key dates. The office sets them; F6 shows "
			 "another year.");
	return *((const struct year_view *)l)->year.closed_on
		       ? _("This school year has no key dates, and it is closed. F6 shows another "
			   "year.")
		       : _("This school year has no key dates. F9 adds one; without any, no talk "
			   "is asked for at a time of its own.");
}

static const struct list_class class = {
	.fields = key_date_fields,
	.stride = sizeof(struct key_date_row),
	.table = "key_date",
	.columns = columns,
	.natural = "opens",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.release = release,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static int64_t year_shown(struct view *v)
{
	return year_of((struct list *)v)->year.id;
}

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || key_date_form_open(v->ui, year_shown(v), id, e);
}

static bool add(struct view *v, struct err *e)
{
	return school_year_is_open(&year_of((struct list *)v)->year, e) &&
	       key_date_form_open(v->ui, year_shown(v), 0, e);
}

static bool edit_rules(struct view *v, struct err *e)
{
	return rules_form_open(v->ui, year_shown(v), e);
}

static bool agreed_to_remove(struct ui *ui, const char *name, const struct preview *p)
{
	struct buf question = { 0 }, words = { 0 };
	bool yes;

	if (!preview_is_empty(p))
		preview_say(p, &words);
	buf_printf(&question, _("Remove the key date %s? %s"), name, buf_str(&words));
	buf_release(&words);
	yes = ask_yes(ui, buf_str(&question), _("remove"), _("keep"));
	buf_release(&question);
	return yes;
}

static bool take_away(struct view *v, struct err *e)
{
	const struct key_date_row *k = list_current((struct list *)v);
	struct session *s = session_of(v);
	struct buf what = { 0 };
	struct preview p;
	bool yes, ok;

	if (!k)
		return true;
	if (!key_date_remove_preview(s, k->id, k->rev, &p, e))
		return false;
	buf_printf(&what, _("removal of the key date %s"), k->name);
	yes = agreed_to_remove(v->ui, k->name, &p);
	ok = yes && key_date_remove(s, k->id, k->rev, e);
	if (ok) {
		app_saved(v, "%s", buf_str(&what));
		ui_changed(v->ui);
		ui_say(v->ui, "%s", _("The key date is removed."));
	}
	buf_release(&what);
	return ok || !yes;
}

static bool go(struct view *v, int64_t year, struct err *e)
{
	year_of((struct list *)v)->year.id = year;
	((struct list *)v)->at = 0;
	return v->class->load(v, e);
}

static bool choose_year(struct view *v, const struct school_year *years, size_t count,
			struct err *e)
{
	const char *labels[ASK_CHOICES];
	struct arena arena = { 0 };
	int choice;

	count = count < ASK_CHOICES ? count : ASK_CHOICES;
	for (size_t i = 0; i < count; i++)
		labels[i] = arena_printf(&arena,
					 *years[i].closed_on ? _("%d (closed)") : _("%d (open)"),
					 (int)years[i].id);
	choice = ask_choice(v->ui, _("School year"), labels, count);
	arena_release(&arena);
	return choice < 0 || go(v, years[choice].id, e);
}

static bool another_year(struct view *v, struct err *e)
{
	struct arena arena = { 0 };
	struct school_year *years;
	size_t count;
	bool ok = school_years(session_of(v)->db, &arena, &years, &count, e);

	if (ok && count < 2)
		ui_say(v->ui, "%s",
		       _("The file has this school year alone. Ctrl-N makes the next one."));
	else if (ok)
		ok = choose_year(v, years, count, e);
	arena_release(&arena);
	return ok;
}

/* False without an error: they changed their mind. */
static bool copy_to(struct view *v, int64_t from, int64_t to, struct err *e)
{
	struct buf question = { 0 };
	struct session *s = session_of(v);
	bool yes, done;

	buf_printf(&question, _("Copy key dates and rules of %d to %d?"), (int)from, (int)to);
	yes = ask_yes(v->ui, buf_str(&question), _("copy"), _("do not"));
	done = yes && key_dates_copy(s, from, to, false, e);
	if (yes && !done && e->kind == ERR_CONFLICT) {
		*e = (struct err){ 0 };
		buf_clear(&question);
		buf_printf(&question,
			   _("%d has been set up already. Replace its key dates and "
			     "rules by those of %d?"),
			   (int)to, (int)from);
		done = ask_yes(v->ui, buf_str(&question), _("replace"), _("keep")) &&
		       key_dates_copy(s, from, to, true, e);
	}
	buf_release(&question);
	return done;
}

static bool copy(struct view *v, struct err *e)
{
	int64_t from = year_shown(v), to = from + 1;

	if (!copy_to(v, from, to, e))
		return e->kind == ERR_NONE;
	ui_changed(v->ui);
	ui_say(v->ui, _("Copied to %d, a year later each. Look at those to review."), (int)to);
	return go(v, to, e);
}

static bool roll_over(struct view *v, struct err *e)
{
	return rollover_open(v->ui, e);
}

const struct action year_list_actions[] = {
	{ .keys = "",
	  .about = N_("The school year: its key dates with the days between which each talk is "
		      "to be held. The rules, how many visits and talks and by when, have a "
		      "form of their own; the roll-over into the next year begins here.") },
	{ .name = "year.edit",
	  .keys = "Enter Tab",
	  .bar = N_("Open"),
	  .need = MAY_RUN_YEAR,
	  .run = edit,
	  .help = N_("Change the key date; to save it marks it reviewed") },
	{ .name = "year.edit_rules",
	  .keys = "C-e e",
	  .bar = N_("Rules"),
	  .need = MAY_RUN_YEAR,
	  .run = edit_rules,
	  .help = N_("Change the year's rules: visits, talks, feedback, the second term") },
	{ .name = "year.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RUN_YEAR,
	  .run = add,
	  .help = N_("Add a key date") },
	{ .name = "year.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_RUN_YEAR,
	  .run = take_away,
	  .help = N_("Remove the key date, where no talk was recorded for it") },
	{ .name = "year.another_year",
	  .keys = "F6 f",
	  .bar = N_("Years"),
	  .run = another_year,
	  .help = N_("Show the next school year, or an earlier one") },
	{ .name = "year.copy",
	  .keys = "C-n",
	  .bar = N_("Copy"),
	  .need = MAY_RUN_YEAR,
	  .run = copy,
	  .help = N_("Copy key dates and rules to the next school year, to be reviewed there") },
	{ .name = "year.roll_over",
	  .keys = "C-o",
	  .bar = N_("Next year"),
	  .need = MAY_RUN_YEAR,
	  .run = roll_over,
	  .help = N_("Into the next school year: promote, graduate, close; or take that back") },
	{ 0 },
};

bool year_list_show(struct view *v, struct err *e)
{
	struct year_view *y;

	if (ui_return_to(v->ui, year_list_actions))
		return true;
	y = list_new(sizeof *y, v->ui, &class, year_list_actions);
	y->year.id = session_of(v)->year.id;
	return ui_open(&y->list.view, e);
}
