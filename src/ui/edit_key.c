/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/edit_key.h"

#include "ui/key.h"

static const struct binding {
	const char *keys;
	enum edit_act act;
} bindings[] = {
	{ "Left", EDIT_LEFT },
	{ "Right", EDIT_RIGHT },
	{ "C-Left", EDIT_WORD_LEFT },
	{ "C-Right", EDIT_WORD_RIGHT },
	{ "Up", EDIT_UP },
	{ "Down", EDIT_DOWN },
	{ "PgUp", EDIT_PAGE_UP },
	{ "PgDn", EDIT_PAGE_DOWN },
	{ "Home C-a", EDIT_ROW_HOME },
	{ "End C-e", EDIT_ROW_END },
	{ "C-Home", EDIT_TOP },
	{ "C-End", EDIT_BOTTOM },
	{ "Backspace", EDIT_BACKSPACE },
	{ "Delete C-d", EDIT_DELETE },
	{ "C-w", EDIT_KILL_WORD },
	{ "C-k", EDIT_KILL_REST },
	{ "C-u C-_", EDIT_UNDO },
	{ "C-r", EDIT_REDO },
};

bool edit_has_key(int key)
{
	for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
		if (key_in(key, bindings[i].keys))
			return true;
	return false;
}

bool edit_key(struct edit *edit, int key)
{
	for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
		if (key_in(key, bindings[i].keys)) {
			bool done = edit_do(edit, bindings[i].act);

			/* Up and Down at the text's end go on to another field */
			return done || (key != K_UP && key != K_DOWN);
		}
	return false;
}
