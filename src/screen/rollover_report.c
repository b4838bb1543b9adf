/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rollover_report.h"

#include <string.h>

#include "app_private.h"
#include "base/date.h"
#include "base/i18n.h"
#include "list_rows.h"
#include "ui/ask.h"

static const char *const columns[] = { "what",   "student", "from_class", "to_class",
				       "mentor", "note",    NULL };

/* Kinds of change that are shown together. */
static const struct group {
	const char *label; /* N_() */
	unsigned kinds;    /* bits of enum rollover_what */
	bool missing;      /* of those only students whom a roster lacked */
} groups[] = {
	{ N_("everything"), ~0u, false },
	{ N_("promoted"), 1 << ROLLOVER_PROMOTED | 1 << ROLLOVER_GOES_ON, false },
	{ N_("graduated"), 1 << ROLLOVER_GRADUATED, false },
	{ N_("left before"), 1 << ROLLOVER_NOT_PROMOTED, false },
	{ N_("missing in a roster"), 1 << ROLLOVER_PROMOTED | 1 << ROLLOVER_GOES_ON, true },
	{ N_("mentors who stay"), 1 << ROLLOVER_CARRIED, false },
	{ N_("mentors who end"), 1 << ROLLOVER_ENDED, false },
	{ N_("the year itself"),
	  1 << ROLLOVER_YEAR | 1 << ROLLOVER_CLASS | 1 << ROLLOVER_KEY_DATE | 1 << ROLLOVER_RULE |
		  1 << ROLLOVER_CLOSED,
	  false },
};
enum { GROUPS = sizeof groups / sizeof *groups };

struct report_view {
	struct list list;
	struct rollover_options options;
	struct rollover_report report;
	int group;
};

static const struct report_view *report_of(const struct list *l)
{
	return (const struct report_view *)l;
}

static bool load(struct list *l, struct err *e)
{
	(void)e;
	list_put_rows(l, &report_of(l)->report.changes);
	return true;
}

static bool is_of(const struct group *g, const struct rollover_change *c)
{
	return (g->kinds >> rollover_what_of(c->what) & 1) &&
	       (!g->missing || (c->missing && *c->missing));
}

static bool keep(const struct list *l, const void *row)
{
	return is_of(&groups[report_of(l)->group], row);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out,
		  report_of(l)->report.written ? _("Rolled over") : _("Roll-over: the dry run"));
}

static void about(const struct list *l, struct buf *out)
{
	const struct report_view *r = report_of(l);

	buf_printf(out, _("%s, %zu changes"), _(groups[r->group].label), l->shown_count);
	if (!r->report.written)
		buf_text(out, _("; nothing is changed yet, Ctrl-S does it"));
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct rollover_change *c = row;

	field_show(l->column[column].field, row, out);
	return c->missing && *c->missing ? STYLE_SOON : STYLE_TEXT;
}

static void release(struct list *l)
{
	rollover_report_release(&((struct report_view *)l)->report);
}

static const struct list_class class = {
	.fields = rollover_fields,
	.stride = sizeof(struct rollover_change),
	.columns = columns,
	.whole = "note",
	.load = load,
	.keep = keep,
	.title = title,
	.about = about,
	.cell = cell,
	.empty = N_("No changes of this kind. F6 shows others."),
	.release = release,
};

static bool run(struct report_view *r, struct err *e)
{
	struct rollover_report fresh;
	bool ok = rollover_run(session_of(&r->list.view), &r->options, &fresh, e);

	if (!ok) { /* what is shown stays true */
		rollover_report_release(&fresh);
		return false;
	}
	rollover_report_release(&r->report);
	r->report = fresh;
	ui_changed(r->list.view.ui); /* the list shows the report's changes */
	app_rights(r->list.view.ui);
	return true;
}

static void say_summary(const struct report_view *r)
{
	struct buf summary = { 0 };

	rollover_summary(&r->report, &summary);
	if (r->report.written)
		buf_text(&summary, _(" F8 takes it back."));
	ui_say(r->list.view.ui, "%s", buf_str(&summary));
	buf_release(&summary);
}

static bool roll_over(struct view *v, struct err *e)
{
	struct report_view *r = (struct report_view *)v;
	struct buf question = { 0 };
	bool yes;

	if (r->report.written) {
		ui_say(v->ui, "%s", _("The roll-over is done. Esc goes back."));
		return true;
	}
	buf_printf(&question, _("Begin %lld with %zu students?"), (long long)r->report.to,
		   r->report.count[ROLLOVER_PROMOTED] + r->report.count[ROLLOVER_GOES_ON]);
	if (r->options.close)
		buf_printf(&question, _(" %lld is closed: nothing more can be recorded in it."),
			   (long long)r->report.from);
	yes = ask_yes(v->ui, buf_str(&question), _("yes, roll over"), _("not yet"));
	buf_release(&question);
	if (!yes)
		return true;
	r->options.dry_run = false;
	if (!run(r, e))
		return false;
	ui_close(v->below); /* the form: there is nothing left to try */
	say_summary(r);
	return true;
}

static size_t count_of(const struct rowset *changes, const struct group *g)
{
	size_t n = 0;

	for (size_t i = 0; i < changes->count; i++)
		n += is_of(g, rowset_at(changes, i));
	return n;
}

static bool filter(struct view *v, struct err *e)
{
	struct report_view *r = (struct report_view *)v;
	const char *labels[GROUPS];
	struct arena arena = { 0 };
	int choice;

	(void)e;
	for (int i = 0; i < GROUPS; i++)
		labels[i] = arena_printf(&arena, "%s %zu", _(groups[i].label),
					 count_of(&r->report.changes, &groups[i]));
	choice = ask_choice(v->ui, _("Show"), labels, GROUPS);
	arena_release(&arena);
	if (choice >= 0)
		r->group = choice;
	list_refilter(&r->list);
	return true;
}

bool rollover_ask_undo(struct view *v, bool *undone, struct err *e)
{
	struct session *s = session_of(v);
	struct buf question = { 0 };
	char done_at[20], when[20];
	int64_t to;

	*undone = false;
	if (!rollover_last(s, &to, done_at, e))
		return false;
	date_show_utc(done_at, when);
	buf_printf(&question, _("Undo the roll-over to %lld of %s?"), (long long)to, when);
	*undone = !to || ask_yes(v->ui, buf_str(&question), _("yes, undo it"), _("leave it"));
	buf_release(&question);
	if (!*undone)
		return true;
	*undone = rollover_undo(s, e);
	if (!*undone)
		return false;
	ui_changed(v->ui);
	app_rights(v->ui);
	ui_say(v->ui, _("The roll-over to %lld is undone."), (long long)to);
	return true;
}

static bool undo(struct view *v, struct err *e)
{
	const struct report_view *r = (const struct report_view *)v;
	bool undone;

	if (!r->report.written) {
		ui_say(v->ui, "%s", _("Nothing was changed yet. Esc goes back."));
		return true;
	}
	if (!rollover_ask_undo(v, &undone, e))
		return false;
	if (undone)
		ui_close(v);
	return true;
}

const struct action rollover_report_actions[] = {
	{ .keys = "",
	  .about =
		  N_("Every change that the roll-over makes, a row each; F6 shows one kind. Ctrl-S "
		     "does it. As long as nothing was recorded since, F8 takes it back.") },
	{ .name = "rollover_report.roll_over",
	  .keys = "C-s",
	  .bar = N_("Roll over"),
	  .need = MAY_RUN_YEAR,
	  .run = roll_over,
	  .help = N_("Do the roll-over that was tried out here") },
	{ .name = "rollover_report.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Show one kind of change") },
	{ .name = "rollover_report.undo",
	  .keys = "F8",
	  .bar = N_("Undo"),
	  .need = MAY_RUN_YEAR,
	  .run = undo,
	  .help = N_("Take the roll-over back that was done here") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

bool rollover_report_open(struct ui *ui, const struct rollover_options *options, struct err *e)
{
	struct report_view *r = list_new(sizeof *r, ui, &class, rollover_report_actions);

	r->list.view.modal = true;
	r->options = *options;
	r->options.dry_run = true;
	if (!run(r, e)) {
		r->list.view.class->free(&r->list.view);
		return false;
	}
	if (!ui_open(&r->list.view, e))
		return false;
	say_summary(r);
	return true;
}
