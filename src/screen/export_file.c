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

bool export_fits(const char *typed, const char *end, struct err *e)
{
	if (table_name_fits(typed, end, e))
		return true;
	err_at(e, "path");
	return false;
}

/* A CONFLICT where there is a file and `replace` is false. */
typedef bool maker(void *arg, const char *path, bool replace, struct err *e);

static bool make_file(struct form *f, const char *path, maker *make, void *arg, struct err *e)
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

static bool make_at(struct form *f, const char *typed, maker *make, void *arg, struct err *e)
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
	return make_at(f, typed, make_text, text, e);
}

/* -------------------------------------------------------------------- tables */

const struct choice export_formats[] = {
	{ "xlsx", N_("workbook (xlsx)"), NULL },
	{ "csv", N_("CSV, UTF-8"), NULL },
	{ "gb18030", N_("CSV, GB18030"), NULL },
	{ 0 },
};

const char *export_end(const char *format)
{
	return strcmp(format, "xlsx") ? ".csv" : ".xlsx";
}

void export_propose(struct form *f, const char *what, const char *end)
{
	const char *day = session_of(&f->view)->today_iso;
	bool first = !*field_text(field_find(f->class->fields, "path"), f->thing);
	const char *name =
		arena_printf(&f->arena, "~/daoshi-%s-%.2s%.2s%s", what, day + 5, day + 8, end);

	/* what the form begins with is no change of theirs */
	(first ? form_put : form_set)(f, "path", name);
}

void export_rename(struct form *f, const char *path, const char *end)
{
	static const char *const ends[] = { ".xlsx", ".csv", ".html" };
	const char *dot = path ? strrchr(path, '.') : NULL;

	for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
		if (!strcmp(dot, ends[i])) {
			form_set(f, "path",
				 arena_printf(&f->arena, "%.*s%s", (int)(dot - path), path, end));
			return;
		}
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

bool export_table(struct form *f, const char *typed, enum table_format format, export_filler *fill,
		  void *arg, bool *told, struct err *e)
{
	struct table_out t;

	*told = false;
	if (!make_at(f, typed, begin_table, &(struct begun){ &t, format }, e))
		return false;
	if (!fill(arg, &t, e)) {
		table_out_abandon(&t);
		return false;
	}
	if (!table_out_end(&t, e)) {
		err_at(e, "path");
		return false;
	}
	*told = *t.told;
	if (*told)
		ui_say(f->view.ui, "%s", t.told);
	return true;
}
