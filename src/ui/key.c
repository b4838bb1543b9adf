/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/key.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static const struct key_name {
	const char *name;
	const char *shown; /* NULL: the name */
	int key;
} names[] = {
	{ "Enter", NULL, K_ENTER },
	{ "Esc", NULL, K_ESC },
	{ "Tab", NULL, K_TAB },
	{ "S-Tab", "Shift-Tab", K_S_TAB },
	{ "Space", N_("Space"), K_SPACE },
	{ "Up", N_("Up"), K_UP },
	{ "Down", N_("Down"), K_DOWN },
	{ "Left", N_("Left"), K_LEFT },
	{ "Right", N_("Right"), K_RIGHT },
	{ "Home", NULL, K_HOME },
	{ "End", NULL, K_END },
	{ "PgUp", NULL, K_PGUP },
	{ "PgDn", NULL, K_PGDN },
	{ "Delete", NULL, K_DELETE },
	{ "Backspace", NULL, K_BACKSPACE },
	{ "C-Left", "Ctrl-Left", K_C_LEFT },
	{ "C-Right", "Ctrl-Right", K_C_RIGHT },
	{ "C-Home", "Ctrl-Home", K_C_HOME },
	{ "C-End", "Ctrl-End", K_C_END },
};
enum { NAMES = sizeof names / sizeof *names };

static const struct key_name *find_name(const char *name, size_t len)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strlen(names[i].name) == len && !strncmp(names[i].name, name, len))
			return &names[i];
	return NULL;
}

/* K_NONE for a name that is none. */
static int key_named(const char *name, size_t len)
{
	const struct key_name *known = find_name(name, len);
	size_t used = len;

	if (known)
		return known->key;
	if (len >= 2 && name[0] == 'F' && name[1] >= '0' && name[1] <= '9')
		return K_F0 + atoi(name + 1);
	if (len == 3 && name[0] == 'C' && name[1] == '-')
		return isalpha((unsigned char)name[2]) || strchr("_]", name[2]) ? K_CTRL(name[2])
										: K_NONE;
	if (len) {
		uint32_t cp = text_decode(name, &used);

		if (used == len)
			return (int)cp;
	}
	return K_NONE;
}

bool key_next(const char **list, int *key)
{
	const char *name;
	size_t len;

	if (!text_word(list, ' ', &name, &len))
		return false;
	*key = key_named(name, len);
	return true;
}

bool key_in(int key, const char *list)
{
	int named;

	while (key_next(&list, &named))
		if (named == key)
			return true;
	return false;
}

bool key_spell(struct buf *out, int key)
{
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].key == key) {
			buf_text(out, names[i].name);
			return true;
		}
	if (key > K_F0 && key <= K_F0 + 12)
		buf_printf(out, "F%d", key - K_F0);
	else if (key > K_NONE && key < K_ESC)
		buf_printf(out, "C-%c", key + 'a' - 1);
	else if (key == K_CTRL(']'))
		buf_text(out, "C-]");
	else if (key_is_text(key))
		text_encode(out, (uint32_t)key);
	else
		return false;
	return true;
}

bool key_is_text(int key)
{
	return key >= K_SPACE && key != 127 && key < K_SPECIAL;
}

int key_plain(int key)
{
	if (key == 0x3000)
		return K_SPACE;
	if (key == 0x3001) /* the key of / types an ideographic comma in Chinese */
		return '/';
	if (key >= 0xFF01 && key <= 0xFF5E)
		return key - 0xFEE0;
	return key;
}

void key_show(struct buf *out, const char *list)
{
	size_t len = strcspn(list, " ");
	const struct key_name *known = find_name(list, len);

	if (known)
		buf_text(out, known->shown ? _(known->shown) : known->name);
	else if (len == 3 && list[0] == 'C' && list[1] == '-')
		buf_printf(out, "Ctrl-%c", list[2] - 32 * (list[2] >= 'a' && list[2] <= 'z'));
	else
		buf_add(out, list, len);
}

void key_show_all(struct buf *out, const char *list)
{
	for (const char *at = list; *at; at += strcspn(at, " "), at += strspn(at, " ")) {
		buf_text(out, at == list ? "" : _(", "));
		key_show(out, at);
	}
}
