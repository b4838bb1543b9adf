/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/key.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/keys.h"

static void english(void)
{
	i18n_init("en");
}

TestSuite(ui_key, .init = english);

static const struct {
	const char *name;
	int key;
	const char *shown, *shown_in_chinese; /* NULL: the same */
} names[] = {
	{ "Enter", K_ENTER, "Enter", NULL },
	{ "Esc", K_ESC, "Esc", NULL },
	{ "Tab", K_TAB, "Tab", NULL },
	{ "S-Tab", K_S_TAB, "Shift-Tab", NULL },
	{ "Space", K_SPACE, "Space", "空格" },
	{ "Up", K_UP, "Up", "上箭头" },
	{ "Down", K_DOWN, "Down", "下箭头" },
	{ "Left", K_LEFT, "Left", "左箭头" },
	{ "Right", K_RIGHT, "Right", "右箭头" },
	{ "Home", K_HOME, "Home", NULL },
	{ "End", K_END, "End", NULL },
	{ "PgUp", K_PGUP, "PgUp", NULL },
	{ "PgDn", K_PGDN, "PgDn", NULL },
	{ "Delete", K_DELETE, "Delete", NULL },
	{ "Backspace", K_BACKSPACE, "Backspace", NULL },
	{ "C-Left", K_C_LEFT, "Ctrl-Left", NULL },
	{ "C-Right", K_C_RIGHT, "Ctrl-Right", NULL },
	{ "C-Home", K_C_HOME, "Ctrl-Home", NULL },
	{ "C-End", K_C_END, "Ctrl-End", NULL },
	{ "C-s", 19, "Ctrl-S", NULL },
	{ "C-a", 1, "Ctrl-A", NULL },
	{ "C-z", 26, "Ctrl-Z", NULL },
	{ "C-_", 31, "Ctrl-_", NULL },
	{ "C-]", 29, "Ctrl-]", NULL },
	{ "F1", K_F0 + 1, "F1", NULL },
	{ "F9", K_F0 + 9, "F9", NULL },
	{ "F10", K_F0 + 10, "F10", NULL },
	{ "F12", K_F0 + 12, "F12", NULL },
	{ "F", 'F', "F", NULL },
	{ "a", 'a', "a", NULL },
	{ "/", '/', "/", NULL },
	{ "?", '?', "?", NULL },
	{ "1", '1', "1", NULL },
	{ "-", '-', "-", NULL },
	{ "中", 0x4E2D, "中", NULL },
};
enum { NAMES = sizeof names / sizeof *names };

/* Each name is its own key's, and no other's. */
Test(ui_key, names)
{
	for (int i = 0; i < NAMES; i++)
		for (int k = 0; k < NAMES; k++)
			cr_expect_eq(key_in(names[k].key, names[i].name), i == k, "%s, %s",
				     names[i].name, names[k].name);
}

Test(ui_key, names_as_people_read_them)
{
	for (int i = 0; i < NAMES; i++) {
		struct buf shown = { 0 };

		key_show(&shown, names[i].name);
		cr_expect_str_eq(buf_str(&shown), names[i].shown);
		buf_release(&shown);
	}
}

Test(ui_key, names_in_chinese)
{
	i18n_init("zh");
	for (int i = 0; i < NAMES; i++) {
		const char *want = names[i].shown_in_chinese;
		struct buf shown = { 0 };

		key_show(&shown, names[i].name);
		cr_expect_str_eq(buf_str(&shown), want ? want : names[i].shown);
		buf_release(&shown);
	}
}

Test(ui_key, lists)
{
	struct buf shown = { 0 };

	cr_expect(key_in('q', "Esc q C-c"));
	cr_expect(key_in(K_ESC, "Esc q C-c"));
	cr_expect(key_in(3, "Esc q C-c"));
	cr_expect_not(key_in('c', "Esc q C-c"));
	cr_expect_not(key_in('E', "Esc q C-c"));
	cr_expect_not(key_in(K_SPACE, "Esc q C-c"));
	cr_expect_not(key_in('q', ""));
	cr_expect_not(key_in(K_NONE, "Esc q C-c"));
	cr_expect_not(key_in(K_PASTE, "Esc q C-c"));
	key_show(&shown, "C-s F2");
	cr_expect_str_eq(buf_str(&shown), "Ctrl-S");
	buf_clear(&shown);
	key_show_all(&shown, "F9 a Space");
	cr_expect_str_eq(buf_str(&shown), "F9, a, Space");
	buf_clear(&shown);
	key_show_all(&shown, "Esc");
	cr_expect_str_eq(buf_str(&shown), "Esc");
	buf_release(&shown);
}

Test(ui_key, what_types_something)
{
	static const struct {
		int key;
		bool text;
	} cases[] = {
		{ K_NONE, false },   { 1, false },           { K_TAB, false },
		{ K_ENTER, false },  { K_ESC, false },       { 31, false },
		{ K_SPACE, true },   { 'a', true },          { '~', true },
		{ 127, false },      { 0x4E2D, true },       { 0x30EDE, true },
		{ 0x10FFFF, true },  { K_UP, false },        { K_PASTE, false },
		{ K_REDRAW, false }, { K_F0 + 1, false },    { K_HANGUP, false },
		{ 0xFF11, true },    { K_BACKSPACE, false }, { 0x3000, true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(key_is_text(cases[i].key), cases[i].text, "%x", cases[i].key);
}

/* Commands while an input method is on. */
Test(ui_key, full_width_keys_are_commands)
{
	static const int cases[][2] = {
		{ 0xFF4A, 'j' },    { 0xFF11, '1' },    { 0xFF0F, '/' },    { 0xFF1F, '?' },
		{ 0xFF0B, '+' },    { 0xFF0D, '-' },    { 0x3001, '/' },    { 0x3000, K_SPACE },
		{ 0xFF01, '!' },    { 0xFF5E, '~' },    { 'j', 'j' },       { K_UP, K_UP },
		{ 19, 19 },         { 0x4E2D, 0x4E2D }, { 0xFF00, 0xFF00 }, { 0xFF5F, 0xFF5F },
		{ K_NONE, K_NONE },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(key_plain(cases[i][0]), cases[i][1], "%x", cases[i][0]);
}

static bool names_a_key(void *arg, const struct action *a)
{
	(void)arg;
	/* what is no name is the key that is none */
	cr_expect(!a->keys || !key_in(K_NONE, a->keys), "%s: %s", a->keys,
		  a->help ? a->help : a->bar);
	return false;
}

Test(ui_key, every_key_of_an_action_is_one)
{
	for (const struct screen_keys *k = screen_keys; k->screen; k++)
		action_seek(k->actions, names_a_key, NULL);
}

Test(ui_key, names_are_spelled_as_tables_have_them)
{
	for (int i = 0; i < NAMES; i++) {
		struct buf name = { 0 };

		if (names[i].key == 31)
			continue; /* what Ctrl-_ and Ctrl-/ send: only a table may name it */
		cr_expect(key_spell(&name, names[i].key), "%s", names[i].name);
		cr_expect_str_eq(buf_str(&name), names[i].name);
		buf_release(&name);
	}
}

Test(ui_key, what_is_no_key_has_no_name)
{
	static const int cases[] = { K_NONE,    K_PASTE, K_REDRAW, K_HANGUP, K_F0,  K_F0 + 13,
				     K_SPECIAL, 127,     28,       31,       K_LAST };
	struct buf name = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_not(key_spell(&name, cases[i]), "%x is %s", cases[i], buf_str(&name));
	cr_expect_eq(name.len, 0);
	buf_release(&name);
}

Test(ui_key, a_list_is_stepped_through)
{
	const char *list = " F9  a Hyper ";
	int key = -1;

	cr_assert(key_next(&list, &key) && key == K_F0 + 9);
	cr_assert(key_next(&list, &key) && key == 'a');
	cr_assert(key_next(&list, &key) && key == K_NONE);
	cr_assert_not(key_next(&list, &key));
	list = NULL;
	cr_assert_not(key_next(&list, &key));
}
