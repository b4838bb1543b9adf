/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export_file.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/table.h"
#include "ui/ask.h"

bool export_ask(struct ui *ui, size_t students)
{
	struct buf question = { 0 };
	bool yes;

	buf_printf(&question, _("%zu students' data leave this system; it is put on record."),
		   students);
	yes = ask_yes(ui, question.at, _("go on"), _("go back"));
	buf_release(&question);
	return yes;
}

void export_path(const char *typed, struct buf *out)
{
	const struct passwd *me = strncmp(typed, "~/", 2) ? NULL : getpwuid(getuid());

	/* "-" would be standard output, which is the screen */
	buf_printf(out, "%s%s",
		   me                   ? me->pw_dir
		   : strcmp(typed, "-") ? ""
					: "./",
		   me ? typed + 1 : typed);
}

static bool make_file(struct form *f, const char *path, export_maker *make, void *arg,
		      struct err *e)
{
	if (make(arg, path, false, e))
		return true;
	if (e->kind != ERR_CONFLICT) {
		err_at(e, "path");
		return false;
	}
	*e = (struct err){ 0 };
	if (!ask_yes(f->view.ui, _("There is a file of that name."), _("replace it"),
		     _("another name")))
		return false;
	if (make(arg, path, true, e))
		return true;
	err_at(e, "path");
	return false;
}

bool export_make(struct form *f, const char *typed, export_maker *make, void *arg, struct err *e)
{
	struct buf path = { 0 };
	bool ok;

	export_path(typed, &path);
	ok = make_file(f, buf_str(&path), make, arg, e);
	buf_release(&path);
	return ok;
}

static bool make_text(void *arg, const char *path, bool replace, struct err *e)
{
	const struct buf *text = arg;

	return table_write(path, buf_str(text), text->len, replace, e);
}

bool export_write(struct form *f, const char *typed, struct buf *text, struct err *e)
{
	return export_make(f, typed, make_text, text, e);
}

/* -------------------------------------------------------------------- tables */

const struct choice export_formats[] = {
	{ "xlsx", N_("workbook (xlsx)"), NULL },
	{ "csv", N_("CSV, UTF-8"), NULL },
	{ "gb18030", N_("CSV, GB18030"), NULL },
	{ 0 },
};

void export_name(const struct view *v, const char *what, struct buf *out)
{
	const char *day = session_of(v)->today_iso;

	buf_printf(out, "~/daoshi-%s-%.2s%.2s.xlsx", what, day + 5, day + 8);
}

void export_rename(struct form *f, const char *path, const char *format)
{
	const char *dot = path ? strrchr(path, '.') : NULL,
		   *end = strcmp(format, "xlsx") ? ".csv" : ".xlsx";
	struct buf name = { 0 };

	if (!dot || (strcmp(dot, ".csv") != 0 && strcmp(dot, ".xlsx") != 0))
		return;
	buf_add(&name, path, (size_t)(dot - path));
	buf_text(&name, end);
	form_set(f, "path", buf_str(&name));
	buf_release(&name);
}

struct begun {
	struct table_out *table;
	enum table_format format;
};

static bool begin_table(void *arg, const char *path, bool replace, struct err *e)
{
	const struct begun *b = arg;

	return table_out_begin(b->table, path, b->format, replace, e);
}

bool export_begin(struct form *f, const char *typed, enum table_format format, struct table_out *t,
		  struct err *e)
{
	return export_make(f, typed, begin_table, &(struct begun){ t, format }, e);
}

bool export_end(struct form *f, const char *typed, struct table_out *t, size_t rows, struct err *e)
{
	if (!table_out_end(t, e)) {
		err_at(e, "path");
		return false;
	}
	if (*t->told)
		ui_say(f->view.ui, "%s", t->told);
	else
		ui_say(f->view.ui, _("Written to %s: %zu rows."), typed, rows);
	return true;
}
