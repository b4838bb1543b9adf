/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export_file.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

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

/* With ~/ for the folder of whoever has started the program, whatever the environment says. */
static void whole_path(const char *typed, struct buf *out)
{
	const struct passwd *me = strncmp(typed, "~/", 2) ? NULL : getpwuid(getuid());

	buf_printf(out, "%s%s", me ? me->pw_dir : "", me ? typed + 1 : typed);
}

static bool write_file(struct form *f, const char *path, const struct buf *text, struct err *e)
{
	const char *at = buf_str(text);

	if (table_write(path, at, text->len, false, e))
		return true;
	if (e->kind != ERR_CONFLICT) {
		err_at(e, "path");
		return false;
	}
	*e = (struct err){ 0 };
	if (!ask_yes(f->view.ui, _("There is a file of that name."), _("replace it"),
		     _("another name")))
		return false;
	if (table_write(path, at, text->len, true, e))
		return true;
	err_at(e, "path");
	return false;
}

bool export_write(struct form *f, const char *typed, const struct buf *text, struct err *e)
{
	struct buf path = { 0 };
	bool ok;

	whole_path(typed, &path);
	ok = write_file(f, buf_str(&path), text, e);
	buf_release(&path);
	return ok;
}
