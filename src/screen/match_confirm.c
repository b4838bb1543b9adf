/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confirming a proposal, setting it aside, and proving what was worked out. */
#include <string.h>

#include "base/i18n.h"
#include "match_private.h"
#include "ui/ask.h"

struct order {
	int64_t id, rev;
	const char *starts, *reason;
};

static const struct field fields[] = {
	{ FIELD(struct order, starts), .label = N_("First day"), .kind = FIELD_DATE,
	  .flags = FIELD_OF_YEAR,
	  .help = N_("empty: today, or the first day of enrolment of who is new") },
	{ FIELD(struct order, reason), .label = N_("Reason"), .kind = FIELD_TEXT, .max = 200,
	  .help = N_("why mentors get more than their capacity; else it may stay empty") },
	{ 0 },
};

struct confirm_form {
	struct form form;
	struct match_run run;
	size_t fresh, changed, unchanged, without; /* as the pairs stand */
	size_t past, warnings;
	const char *crowded; /* who is past the capacity */
};

static const struct confirm_form *confirm_of(const struct form *f)
{
	return (const struct confirm_form *)f;
}

/* ------------------------------------------------------------ what it will do */

static bool count_pairs(struct confirm_form *c, struct session *s, struct err *e)
{
	struct rowset set;
	bool ok = match_pair_list(s, c->run.id, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct match_pair *p = rowset_at(&set, i);

		c->without += !p->mentor_id;
		c->unchanged += p->mentor_id && p->mentor_id == p->before_id;
		c->fresh += p->mentor_id && !p->before_id;
		c->changed += p->mentor_id && p->before_id && p->mentor_id != p->before_id;
	}
	rowset_release(&set);
	return ok;
}

static bool name_crowded(struct confirm_form *c, struct session *s, struct err *e)
{
	struct buf names = { 0 };
	struct rowset set;
	bool ok = match_load_list(s, c->run.id, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct match_load *m = rowset_at(&set, i);

		if (m->load > m->capacity)
			buf_printf(&names, "%s%s %lld/%lld", names.len ? _(", ") : "", m->mentor,
				   (long long)m->load, (long long)m->capacity);
	}
	c->past = ok ? match_past(&set) : 0;
	c->crowded = arena_text(&c->form.arena, buf_str(&names));
	buf_release(&names);
	rowset_release(&set);
	return ok;
}

/* What there is none of is not told. */
static void add_line(struct beside *out, enum style style, const char *sentence, size_t count)
{
	struct buf text = { 0 };

	buf_printf(&text, sentence, count);
	if (count)
		beside_add(out, style, buf_str(&text));
	buf_release(&text);
}

static bool beside(struct form *f, struct beside *out, struct err *e)
{
	const struct confirm_form *c = confirm_of(f);
	struct buf text = { 0 };

	(void)e;
	beside_title(out, _("What confirming does"));
	add_line(out, STYLE_TEXT, _("%zu students without a mentor get one."), c->fresh);
	add_line(
		out, STYLE_SOON,
		_("%zu students go over to another mentor; the one they have ends the day before."),
		c->changed);
	add_line(out, STYLE_TEXT, _("%zu keep their mentor."), c->unchanged);
	add_line(out, STYLE_LATE,
		 _("%zu have no mentor in the proposal: nothing changes for them."), c->without);
	add_line(out, STYLE_LATE, _("%zu warnings; 6 in the proposal shows them."), c->warnings);
	if (c->past) {
		buf_printf(&text, _("Past the capacity, which wants a reason: %s."), c->crowded);
		beside_add(out, STYLE_LATE, buf_str(&text));
	}
	beside_add(out, STYLE_TEXT, "");
	beside_add(out, STYLE_TEXT,
		   _("All of it or nothing. Ctrl-U takes all of it back right afterwards; later F8 "
		     "on the proposal does."));
	buf_release(&text);
	return true;
}

/* ------------------------------------------------------------------ the form */

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "starts", "reason", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Confirm the proposal"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct confirm_form *c = confirm_of(f);

	buf_printf(out, _("Run %lld: "), (long long)c->run.id);
	buf_printf(out, _("new %zu, changed %zu, as before %zu, none %zu"), c->fresh, c->changed,
		   c->unchanged, c->without);
	if (c->past)
		buf_printf(out, _(", past capacity %zu"), c->past);
}

static const char *given(const char *text)
{
	return text && *text ? text : NULL;
}

static bool save(struct form *f, struct err *e)
{
	const struct confirm_form *c = confirm_of(f);
	const struct order *o = f->thing;
	struct match_confirmed done;

	if (!match_confirm(session_of(&f->view), c->run.id, c->run.rev, given(o->starts),
			   given(o->reason), &done, e)) {
		if (e->kind == ERR_NEED_REASON)
			err_at(e, "reason");
		return false;
	}
	ui_say(f->view.ui,
	       _("Confirmed: %zu students assigned, %zu as before, %zu without a mentor. Ctrl-U "
		 "takes all of it back."),
	       done.assigned, done.unchanged, done.without);
	return true;
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.beside = beside,
};

const struct action match_confirm_actions[] = {
	{ .keys = "",
	  .about = N_("All students get the mentors of the proposal, at once or not at all. What "
		      "that changes stands beside it, or behind F6. A first day and a reason may "
		      "be given.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Confirm"),
	  .run = form_save,
	  .help = N_("Assign all as proposed") },
	{ .name = "form.read",
	  .keys = "F6",
	  .bar = N_("Effects"),
	  .run = form_read,
	  .help = N_("Read what confirming does; F6 again goes back") },
	{ 0 },
};

/* The reason is asked for where it will be wanted. */
bool match_confirm_open(struct ui *ui, int64_t run, struct err *e)
{
	struct confirm_form *c = form_new(sizeof *c, ui, &class, match_confirm_actions);
	struct session *s = session_of(&c->form.view);

	if (!match_may_change(s, e) || !match_run_read(s, run, &c->form.arena, &c->run, e) ||
	    (strcmp(c->run.state, "proposed") != 0 &&
	     !err_set(e, ERR_INVALID, "%s",
		      !strcmp(c->run.state, "confirmed")
			      ? _("This proposal is confirmed already. F8 takes it back.")
			      : _("This proposal was withdrawn. 3 in the list works out a new "
				  "one."))) ||
	    !count_pairs(c, s, e) || !name_crowded(c, s, e) ||
	    !match_count_warnings(s, c->run.id, &c->warnings, e)) {
		c->form.view.class->free(&c->form.view);
		return false;
	}
	if (!ui_open(&c->form.view, e))
		return false;
	if (c->past)
		form_go(&c->form, "reason");
	return true;
}

/* ------------------------------------------------------------------ the rest */

static void say_withdrawn(struct ui *ui, bool confirmed, size_t kept)
{
	if (!confirmed)
		ui_say(ui, "%s", _("The proposal is withdrawn. Ctrl-U takes that back."));
	else if (kept)
		ui_say(ui,
		       _("What was confirmed is taken back, but for %zu students who were assigned "
			 "anew since. Ctrl-U does it again."),
		       kept);
	else
		ui_say(ui, "%s", _("All that was confirmed is taken back. Ctrl-U does it again."));
}

bool match_withdraw_ask(struct view *v, int64_t run, struct err *e)
{
	struct session *s = session_of(v);
	struct arena arena = { 0 };
	struct match_run r;
	bool confirmed, yes, ok = match_may_change(s, e) && match_run_read(s, run, &arena, &r, e);
	size_t kept = 0;

	confirmed = ok && !strcmp(r.state, "confirmed");
	if (ok && !strcmp(r.state, "withdrawn"))
		ok = err_set(e, ERR_INVALID, "%s", _("This proposal was withdrawn already."));
	if (ok) {
		yes = ask_yes(v->ui,
			      confirmed ? _("End what this proposal assigned, and let the mentors "
					    "before it go on?")
					: _("Set this proposal aside? It stays in the list."),
			      confirmed ? _("yes, take it back") : _("set it aside"),
			      _("no, keep it"));
		ok = !yes || match_withdraw(s, r.id, r.rev, &kept, e);
		if (yes && ok) {
			ui_changed(v->ui);
			say_withdrawn(v->ui, confirmed, kept);
		}
	}
	arena_release(&arena);
	return ok;
}

bool match_prove(struct view *v, int64_t run, struct err *e)
{
	bool same;

	ui_say(v->ui, "%s", _("It is being worked out again."));
	ui_paint(v->ui);
	v->ui->said[0] = '\0';
	if (!match_again(session_of(v), run, &same, e))
		return false;
	if (same)
		ui_say(v->ui, "%s",
		       _("From what was kept, with the same seed, every pair comes out the same."));
	else
		ui_say(v->ui, "%s",
		       _("Not every pair comes out as it did: the program may be another by now, "
			 "or "
			 "the file was changed."));
	return true;
}
