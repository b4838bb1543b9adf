/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/edit_key.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "ui/key.h"

static struct edit e;

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

static void release(void)
{
	edit_release(&e);
}

TestSuite(ui_edit_key, .init = utf8, .fini = release);

/* The cursor is at byte 4 of TEXT, in its second row; a page has two rows. */
#define TEXT "ab\ncd, ef\ngh"

static bool press(int key)
{
	edit_release(&e);
	edit_init(&e, TEXT, true, 100);
	edit_layout(&e, 40, 2);
	edit_do(&e, EDIT_UP);
	edit_do(&e, EDIT_LEFT);
	cr_assert_eq(e.cursor, 4);
	return edit_key(&e, key);
}

Test(ui_edit_key, moving)
{
	static const struct {
		int key;
		size_t cursor;
	} cases[] = {
		{ K_LEFT, 3 },   { K_RIGHT, 5 },     { K_C_LEFT, 3 }, { K_C_RIGHT, 7 },
		{ K_UP, 1 },     { K_DOWN, 11 },     { K_PGUP, 1 },   { K_PGDN, 11 },
		{ K_HOME, 3 },   { K_CTRL('a'), 3 }, { K_END, 9 },    { K_CTRL('e'), 9 },
		{ K_C_HOME, 0 }, { K_C_END, 12 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect(press(cases[i].key));
		cr_expect_eq(e.cursor, cases[i].cursor, "case %zu: %zu", i, e.cursor);
		cr_expect_str_eq(edit_text(&e), TEXT);
	}
}

Test(ui_edit_key, deleting)
{
	static const struct {
		int key;
		const char *left;
	} cases[] = {
		{ K_BACKSPACE, "ab\nd, ef\ngh" }, { K_DELETE, "ab\nc, ef\ngh" },
		{ K_CTRL('d'), "ab\nc, ef\ngh" }, { K_CTRL('w'), "ab\nd, ef\ngh" },
		{ K_CTRL('k'), "ab\nc\ngh" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect(press(cases[i].key));
		cr_expect_str_eq(edit_text(&e), cases[i].left, "case %zu", i);
		cr_expect(edit_key(&e, i % 2 ? K_CTRL('u') : K_CTRL('_')));
		cr_expect_str_eq(edit_text(&e), TEXT, "case %zu", i);
		cr_expect(edit_key(&e, K_CTRL('r')));
		cr_expect_str_eq(edit_text(&e), cases[i].left, "case %zu", i);
	}
}

Test(ui_edit_key, what_is_another_key)
{
	static const int keys[] = { 'a',         0x4E2D,      K_SPACE,     K_ENTER, K_TAB,
				    K_S_TAB,     K_ESC,       K_CTRL('s'), K_PASTE, K_F0 + 1,
				    K_CTRL('q'), K_CTRL('z'), K_NONE,      K_REDRAW };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		cr_expect_not(press(keys[i]), "%x", keys[i]);
		cr_expect_str_eq(edit_text(&e), TEXT);
		cr_expect_eq(e.cursor, 4);
	}
}

/* Only Up and Down may go on to another field; the others stay keys of the text. */
Test(ui_edit_key, at_the_edges)
{
	static const struct {
		int key;
		bool taken;
	} cases[] = {
		{ K_UP, false },       { K_DOWN, false },     { K_PGUP, true },
		{ K_PGDN, true },      { K_LEFT, true },      { K_RIGHT, true },
		{ K_HOME, true },      { K_END, true },       { K_DELETE, true },
		{ K_CTRL('k'), true }, { K_CTRL('w'), true }, { K_CTRL('u'), true },
		{ K_CTRL('r'), true }, { K_BACKSPACE, true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edit_release(&e);
		edit_init(&e, "", true, 100);
		cr_expect_eq(edit_key(&e, cases[i].key), cases[i].taken, "case %zu", i);
	}
}
