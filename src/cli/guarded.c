/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/guarded.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/place.h"
#include "model/login.h"

/* ---------------------------------------------------------------- the data folder */

/* The path without links and dots, also of a file that is not there yet; NULL where its folder is
 * not. */
static const char *resolved(struct cli *c, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char whole[PATH_MAX];

	if (realpath(path, whole))
		return arena_text(&c->arena, whole);
	if (!realpath(slash ? arena_printf(&c->arena, "%.*s/", (int)(slash - path), path) : ".",
		      whole) ||
	    !strcmp(name, ".."))
		return NULL;
	return arena_printf(&c->arena, "%s/%s", whole, name);
}

/* Nobody but this program can put a link into the data folder, so what is resolved stays. */
static bool keep_inside(struct cli *c, const char **path)
{
	const char *folder = resolved(c, place_of(PLACE_DATA)), *whole = resolved(c, *path);
	size_t n = folder ? strlen(folder) : 0;

	if (!n || !whole || strncmp(whole, folder, n) || whole[n] != '/')
		return false;
	*path = whole;
	return true;
}

/* With the school's rights the school's file and no other: a copy beside it, or one within a folder
 * of somebody's drafts, would have accounts and an audit of its own. root has every right without
 * us. On failure the path is the school's, whose audit is told. */
static bool keep_to_school(struct cli *c, struct err *e)
{
	const char *school = arena_printf(&c->arena, "%s/school.db", place_of(PLACE_DATA)),
		   *own = resolved(c, school);
	bool ok = keep_inside(c, &c->path) && (!getuid() || (own && !strcmp(c->path, own)));

	if (ok)
		return true;
	c->path = school;
	return err_set(e, ERR_DENIED,
		       _("--db can name %s alone here. For a file of your own use a daoshi that is "
			 "not set up for the whole school."),
		       school);
}

bool guarded_find_file(struct cli *c, struct err *e)
{
	const char *data = place_env("XDG_DATA_HOME"), *home = place_env("HOME");
	bool named = cli_given(c, "db"), guarded = place_privileged() || cli_given(c, "as");

	login_as(cli_value(c, "as"));
	c->path = named ? cli_value(c, "db") : place_env("DAOSHI_DB");
	if (c->path && *c->path)
		return !place_privileged() || keep_to_school(c, e);
	if (guarded)
		c->path = arena_printf(&c->arena, "%s/school.db", place_of(PLACE_DATA));
	else if (data && *data == '/')
		c->path = arena_printf(&c->arena, "%s/daoshi/school.db", data);
	else
		c->path = arena_printf(&c->arena, "%s/.local/share/daoshi/school.db",
				       home ? home : "");
	return true;
}

/* ------------------------------------------------------------------- raised rights */

static bool refuse_outside(struct err *e, const char *name)
{
	return err_set(e, ERR_DENIED,
		       _("%s can name files in %s alone here: with the school's rights nothing is "
			 "read or written elsewhere. Ask whoever looks after the server."),
		       name, place_of(PLACE_DATA));
}

static bool check_files(struct cli *c, struct err *e)
{
	struct cli_option options[OPTIONS_MOST];

	command_options(c->command, &c->arena, options);
	for (const struct cli_option *o = options; o->name; o++)
		for (size_t i = 0; i < c->value_count; i++)
			if (o->flags & OPTION_FILE && !strcmp(c->values[i].name, o->name) &&
			    !keep_inside(c, &c->values[i].text))
				return refuse_outside(e, arena_printf(&c->arena, "--%s", o->name));
	if (c->command && c->command->operand_file && c->operand_count) {
		const char *path = c->operands[0];

		if (!keep_inside(c, &path))
			return refuse_outside(e, _("FILE"));
		c->operands[0] = arena_text(&c->arena, path);
	}
	return true;
}

/* root has every right without us. */
bool guarded_check(struct cli *c, struct err *e)
{
	if (!place_privileged() || !getuid())
		return true;
	if (cli_given(c, "today"))
		return err_set(e, ERR_DENIED, "%s",
			       _("--today cannot be given here: what each may see goes by the "
				 "day."));
	/* those ask no account */
	if (cli_given(c, "open") || cli_given(c, "verify"))
		return err_set(e, ERR_DENIED, "%s",
			       _("Backups are opened and verified by root here, or by the office "
				 "with a restore."));
	return check_files(c, e);
}
