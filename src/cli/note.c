/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/note.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/say.h"

bool cli_note(struct cli *c, const struct field *f, void *thing, const char *typed, struct err *e)
{
	struct buf text = { 0 };
	bool ok;

	if (strcmp(typed, "-"))
		return usage_error(c, e, "%s",
				   _("A text is given on standard input and its option as '-', "
				     "because others can read the command line."));
	ok = cli_read_stdin(&text, e) &&
	     field_read(f, thing, buf_str(&text), &c->arena, DATE_NO_TODAY, NULL, e);
	buf_release(&text);
	return ok;
}
