/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/app.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app_private.h"
#include "base/date.h"
#include "base/i18n.h"
#include "change_request_list.h"
#include "draft_list.h"
#include "list_export.h"
#include "model/audit.h"
#include "model/rollover.h"
#include "model/student.h"
#include "model/words.h"
#include "screen/account.h"
#include "screen/checklist.h"
#include "screen/coverage.h"
#include "screen/setup.h"
#include "writing.h"

struct session *session_of(const struct view *v)
{
	return &((struct app *)v->ui->owner)->session;
}

void app_title(const struct view *v, struct buf *out, const char *what)
{
	const struct session *s = session_of(v);

	buf_text(out, "daoshi  ");
	if (s->db)
		buf_printf(out, session_term(s) == 1 ? _("%d first term") : _("%d second term"),
			   (int)s->year.id);
	if (s->db && *s->year.closed_on)
		buf_text(out, _(", closed"));
	buf_printf(out, "  %s", what);
}

static bool read_again(const struct form *f, struct rowset *out, struct err *e)
{
	return f->get(session_of(&f->view), ((const struct row_head *)f->base)->id, out, e);
}

struct form *app_form(struct ui *ui, const struct form_class *class, size_t size, int64_t id,
		      form_get *get, struct err *e)
{
	struct form *f = form_new(size, ui, class, NULL);
	struct rowset set;

	if (!id)
		return f;
	if (get(session_of(&f->view), id, &set, e)) {
		form_begin(f, rowset_at(&set, 0), get);
	} else {
		f->view.class->free(&f->view);
		f = NULL;
	}
	rowset_release(&set);
	return f;
}

bool app_put_named(struct form *f, const char *field, int64_t id, form_get *get, struct err *e)
{
	struct rowset set;
	bool ok = get(session_of(&f->view), id, &set, e);

	if (ok) {
		form_put_id(f, arena_printf(&f->arena, "%s_id", field), id);
		form_put(f, field, field_text(field_find(set.fields, "name"), rowset_at(&set, 0)));
	}
	rowset_release(&set);
	return ok;
}

bool app_name_students(struct form *f, const int64_t *ids, size_t count, const char **who,
		       struct err *e)
{
	struct rowset set;
	bool ok;

	if (count > 1) {
		*who = arena_printf(&f->arena, _("these %zu students"), count);
		return true;
	}
	ok = student_get(session_of(&f->view), ids[0], &set, e);
	if (ok)
		*who = arena_text(&f->arena, ((const struct student *)rowset_at(&set, 0))->name);
	else
		f->view.class->free(&f->view);
	rowset_release(&set);
	return ok;
}

void app_write_ids(const int64_t *ids, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%lld", i ? " " : "", (long long)ids[i]);
}

size_t app_read_ids(const char *text, int64_t *ids, size_t most)
{
	size_t count = 0;
	char *end;

	for (int64_t id; count < most && (id = strtoll(text, &end, 10)) > 0; text = end)
		ids[count++] = id;
	return count;
}

const char *app_year_is_over(const struct view *v)
{
	struct session *s = session_of(v);
	struct err ignored = { 0 };
	int64_t year;

	if (!rollover_is_due(s, &year, &ignored) || !year)
		return NULL;
	if (!(s->may & MAY_RUN_YEAR))
		return _("The school year is over. The office rolls over into the next one.");
	return _("The school year is over. Ctrl-Y, then Ctrl-O rolls over into the next one.");
}

const char *app_no_mentors(const struct list *l)
{
	if (!(l->view.ui->may & MAY_EDIT_PEOPLE))
		return _("There are no mentors yet. The office enters them. Esc goes back.");
	return l->picked ? _("There are no mentors yet. Esc goes back; F3 then lists mentors, and "
			     "F9 there adds one.")
			 : _("There are no mentors yet. F3 lists them, and F9 there adds one; "
			     "Ctrl-G imports a roster.");
}

void app_rights(struct ui *ui)
{
	const struct session *s = &((struct app *)ui->owner)->session;
	bool closed = *s->year.closed_on;

	ui->may = closed ? s->may & ~(unsigned)MAY_RECORD : s->may;
	ui->denial =
		closed && !s->read_only
			? _("This school year is closed: its records can be read, not changed.")
			: session_denial(s);
}

/* Whoever is locked out sees nothing more: every loop ends as if the line were cut. */
static bool renew(struct app *app)
{
	struct err e = { 0 };
	bool changed;

	if (session_renew(&app->session, &changed, &e))
		return true;
	if (e.kind == ERR_DENIED) {
		app->shut = e;
		app->ui.quit = true;
	}
	return false;
}

void app_right(struct ui *ui)
{
	const struct app *app = ui->owner;
	const struct session *s = &app->session;
	struct buf text = { 0 };

	if (app->unseen)
		buf_printf(&text, _("emergencies: %lld  "), (long long)app->unseen);
	buf_printf(&text, "%s%s %s", s->read_only ? _("read only  ") : "", s->today_iso + 5,
		   date_weekday_name(s->today));
	snprintf(ui->right, sizeof ui->right, "%s", text.at);
	buf_release(&text);
}

static bool others_wrote(struct ui *ui)
{
	struct app *app = ui->owner;
	struct session *s = &app->session;
	int64_t before = app->version;
	unsigned may = s->may;
	struct err ignored;

	app->version = db_version(s->db);
	if (app->version == before && !session_is_of_yesterday(s))
		return false;
	if (!renew(app)) {
		app->version = before;
		return ui->quit;
	}
	if (s->may != may)
		ui_say(ui, "%s", _("What you may see and do was changed."));
	/* rules that the office changes hold for all who are at work; else those of before do */
	session_reload(s, &ignored);
	app_rights(ui);
	bindings_load(ui, &ignored);
	emergency_look(ui);
	app->others_changes++;
	return true;
}

/* A slip of the year is seen while it is typed, and asked about before it is kept. */
static void doubt_day(struct ui *ui, const char *day, struct buf *word, struct buf *question)
{
	const struct school_year *y = &((struct app *)ui->owner)->session.year;

	if (strcmp(day, y->starts) >= 0 && strcmp(day, y->ends) <= 0)
		return;
	if (word)
		buf_printf(word, " %s", _("not in this school year"));
	if (question)
		buf_printf(question, _("%s is not in this school year (%s to %s). Keep it?"), day,
			   y->starts, y->ends);
}

static bool waiting(void *arg, int ms)
{
	return ui_waiting(arg, ms);
}

static void write_refusal(struct ui *ui, const struct action *a)
{
	struct err ignored;

	audit_write(&((struct app *)ui->owner)->session,
		    &(struct audit_entry){ "refuse", a->name ? a->name : "", 0, 0, NULL },
		    &ignored);
}

/* The session's rights and day, once it is open. */
static void take_session(struct app *app)
{
	const struct session *s = &app->session;

	app->ui.today = s->today;
	app->ui.places = places;
	app->ui.edits = undo_actions;
	app->ui.handled = undo_handled;
	app->ui.refused = write_refusal;
	app->ui.others_wrote = others_wrote;
	app->ui.read_again = read_again;
	app->ui.doubt_day = doubt_day;
	app->ui.writing = &writing;
	app->ui.write_list = list_export_open;
	app->version = db_version(app->session.db);
	db_on_wait(app->session.db, waiting, &app->ui);
	drafts_open(&app->drafts, app->path, s->login);
	app->ui.drafts = &app->drafts;
	app_rights(&app->ui);
	app_right(&app->ui);
}

/* A file that is not there is offered to be made; whoever declines has nothing to work on. */
static bool open_school(struct app *app, struct err *e)
{
	struct form *setup;

	/* with the rights of the process, not as access(2) of its user */
	if (!faccessat(AT_FDCWD, app->path, F_OK, AT_EACCESS))
		return session_open(&app->session, app->path, app->today, e);
	setup = setup_new(&app->ui, app->path, app->today, &app->session);
	if (!ui_open(&setup->view, e))
		return false;
	ui_run(&setup->view);
	return true;
}

/* Whom a role sees beside one's own is what its first screen is about. */
static int64_t home_of(const struct session *s)
{
	return s->scope == SCOPE_CLASS || s->scope == SCOPE_GRADE ? 0 : s->mentor_id;
}

/* What is amiss, before anything is typed that cannot be saved. */
static void tell(struct app *app, const struct err *login, int64_t behind)
{
	struct ui *ui = &app->ui;
	struct err e = { 0 };

	change_request_look(ui);
	if (app->session.read_only)
		ui_say(ui, "%s", ui->denial);
	emergency_look(ui);
	if (behind)
		err_set(&e, ERR_INVALID,
			_("The clock of this machine is %lld minutes behind the last record. "
			  "Nothing is lost, records stay in their order; ask whoever looks after "
			  "the server to set it right."),
			(long long)(behind / 60 + 1));
	if (!app->session.read_only && login->kind == ERR_IO)
		e = *login;
	if (e.kind != ERR_NONE)
		ui_fail(ui, &e);
	if (!app->session.read_only && !drafts_offer(ui, &e))
		ui_fail(ui, &e);
}

static bool work(struct app *app, struct err *e)
{
	struct view *home;
	struct err login = { 0 };
	int64_t behind = 0;

	if (!open_school(app, e))
		return false;
	if (!app->session.db)
		return true;
	/* where that cannot be written, on a full disk, there is all the more to be looked at */
	audit_login(&app->session, &behind, &login);
	if (!undo_begin(&app->undo, &app->session, e))
		return false;
	take_session(app);
	if (!bindings_load(&app->ui, e))
		return false;
	home = checklist_new(&app->ui, home_of(&app->session));
	if (!ui_open(home, e))
		return false;
	/* who records nothing looks at figures */
	if (!(app->session.access->may & MAY_RECORD) && !coverage_show(home, e))
		return false;
	tell(app, &login, behind);
	ui_run(home);
	*e = app->shut;
	return e->kind == ERR_NONE;
}

int app_run(const char *path, int today)
{
	struct app app = { .path = path, .today = today };
	struct err e = { 0 };
	bool ok;

	app.ui.owner = &app;
	app.ui.today = today == DATE_NO_TODAY ? date_today() : today;
	if (!term_open(&e)) {
		fprintf(stderr, "daoshi: %s\n", e.text);
		return err_exit_code(e.kind);
	}
	ok = work(&app, &e);
	while (app.ui.top)
		ui_close(app.ui.top);
	drafts_close(&app.drafts);
	bindings_release(&app.bindings);
	words_free(app.words);
	if (app.session.db)
		session_close(&app.session);
	term_close();
	term_die_of_signal();
	if (!ok)
		fprintf(stderr, "daoshi: %s\n", e.text);
	return ok ? 0 : err_exit_code(e.kind);
}
