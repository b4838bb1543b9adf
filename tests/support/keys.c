/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/keys.h"

#include <curses.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/* Either the bytes that every terminal sends, or terminfo's name. */
static const struct key {
	const char *name, *bytes, *capability;
} keys[] = {
	{ "Enter", "\r", NULL },      { "Esc", "\033", NULL },     { "Tab", "\t", NULL },
	{ "Space", " ", NULL },       { "S-Tab", NULL, "kcbt" },   { "Up", NULL, "kcuu1" },
	{ "Down", NULL, "kcud1" },    { "Left", NULL, "kcub1" },   { "Right", NULL, "kcuf1" },
	{ "Home", NULL, "khome" },    { "End", NULL, "kend" },     { "PgUp", NULL, "kpp" },
	{ "PgDn", NULL, "knp" },      { "Insert", NULL, "kich1" }, { "Delete", NULL, "kdch1" },
	{ "Backspace", NULL, "kbs" }, { "F1", NULL, "kf1" },       { "F2", NULL, "kf2" },
	{ "F3", NULL, "kf3" },        { "F4", NULL, "kf4" },       { "F5", NULL, "kf5" },
	{ "F6", NULL, "kf6" },        { "F7", NULL, "kf7" },       { "F8", NULL, "kf8" },
	{ "F9", NULL, "kf9" },        { "F10", NULL, "kf10" },     { "F11", NULL, "kf11" },
	{ "F12", NULL, "kf12" },      { "C-Left", NULL, "kLFT5" }, { "C-Right", NULL, "kRIT5" },
	{ "C-Home", NULL, "kHOM5" },  { "C-End", NULL, "kEND5" },
};

static bool capability(const char *name, const char *term, struct buf *out)
{
	int found;
	const char *bytes;
	bool known;

	if (setupterm(term, STDOUT_FILENO, &found) == ERR)
		return false;
	bytes = tigetstr(name);
	known = bytes && bytes != (const char *)-1;
	if (known)
		buf_text(out, bytes);
	del_curterm(cur_term);
	return known;
}

bool key_bytes(const char *name, const char *term, struct buf *out)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(keys[i].name, name))
			continue;
		if (keys[i].capability)
			return capability(keys[i].capability, term, out);
		buf_text(out, keys[i].bytes);
		return true;
	}
	if (strlen(name) != 3 || name[1] != '-')
		return false;
	if (name[0] == 'M')
		buf_char(out, '\033');
	else if (name[0] != 'C')
		return false;
	buf_char(out, name[0] == 'M' ? name[2] : (char)(name[2] & 0x1f));
	return true;
}
