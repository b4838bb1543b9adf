/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What terminfo knows of this terminal. Apart, because term.h makes macros of ordinary words. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "terminfo.h"

#include <curses.h>
#include <term.h>

static bool can_place_cursor(const char *name, struct err *e)
{
	bool can = cursor_address && clear_screen;

	del_curterm(cur_term);
	return can || err_set(e, ERR_IO,
			      _("The terminal kind \"%s\" (TERM) cannot place its cursor. "
				"Try: TERM=xterm-256color daoshi"),
			      name);
}

bool terminfo_usable(struct err *e)
{
	static struct buf quoted;
	const char *name = getenv("TERM");
	int known = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, ERR_IO,
			       _("The screens need a terminal. For scripts there are subcommands: "
				 "daoshi help."));
	if (!name || !*name)
		return err_set(e, ERR_IO,
			       _("TERM is not set, so nobody knows what this terminal can do. "
				 "Try: TERM=xterm-256color daoshi"));
	buf_clear(&quoted);
	name = text_quote(&quoted, name);
	if (setupterm(NULL, STDOUT_FILENO, &known) != OK || known != 1)
		return err_set(e, ERR_IO,
			       _("The terminal kind \"%s\" (TERM) is not known on this machine. "
				 "Try: TERM=xterm-256color daoshi"),
			       name);
	return can_place_cursor(name, e);
}

void terminfo_restore(const char *first, char *out, size_t size)
{
	const char *parts[] = { first, cursor_normal, exit_attribute_mode, keypad_local,
				exit_ca_mode };
	size_t len = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t more = parts[i] ? strlen(parts[i]) : 0;

		/* padding only ncurses can spell out */
		if (!more || strstr(parts[i], "$<") || len + more >= size)
			continue;
		memcpy(out + len, parts[i], more);
		len += more;
	}
	out[len] = '\0';
}

/* tputs takes a function without an argument of ours. */
static FILE *region_out;

static int put_region(int c)
{
	return fputc(c, region_out);
}

void terminfo_whole_screen(int rows, FILE *out)
{
	region_out = out;
	if (change_scroll_region)
		tputs(tiparm(change_scroll_region, 0, rows - 1), 1, put_region);
	fflush(out);
}
