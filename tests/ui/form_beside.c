/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside a form, on the form of a feedback: beside it, in its place, scrolled. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"

/* Twelve talks with the first student, each with a text that takes two rows or more. */
static void begin(void)
{
	struct buf sql = { 0 };

	desk_school();
	for (int i = 1; i <= 12; i++)
		buf_printf(
			&sql,
			"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, summary,"
			" created_at) VALUES (%d, 2026, 'talk', '2026-10-%02d', 1,"
			" '第%d次：在图书馆谈了一个小时，“晚上总要到十二点以后才睡着”，约好再谈。',"
			" '2026-10-31 08:00:00');"
			"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind,"
			" date, mentor_id, withdrawn) VALUES (%d, 1, 2026, 'talk', '2026-10-%02d',"
			" 1, 0);",
			i, i, i, i, i);
	desk_script(buf_str(&sql));
	buf_release(&sql);
}

TestSuite(ui_form_beside, .init = begin, .fini = daoshi_tidy);

static struct terminal *open_form(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "F2 3");
	return t;
}

static void leave_form(struct terminal *t)
{
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃修改"))
		terminal_press(t, "1");
	desk_leave(t);
}

/* What of the pane there is in that row of the screen. */
static const char *pane_row(struct terminal *t, int row, const char *word)
{
	return strstr(terminal_row(t, row), word);
}

static const struct size {
	int rows, cols;
	bool beside;
	const char *picture;
} sizes[] = {
	{ 24, 80, true, "form-beside" },
	{ 40, 120, true, "form-beside-120x40" },
	{ 16, 60, false, "form-beside-60x16" },
};
enum { SIZES = sizeof sizes / sizeof *sizes };

Test(ui_form_beside, stands_on_the_right_where_there_is_room)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct terminal *t = open_form(sizes[i].rows, sizes[i].cols);

		cr_expect_eq(terminal_shows(t, "本学年记录 12 条"), sizes[i].beside, "%s",
			     terminal_text(t));
		terminal_expect(t, sizes[i].picture);
		leave_form(t);
	}
}

Test(ui_form_beside, a_paragraph_looks_as_the_screen_says)
{
	struct terminal *t = open_form(24, 80);

	cr_assert(pane_row(t, 3, "10-12"), "%s", terminal_text(t));
	cr_expect(terminal_look(t, 3, 50) & LOOK_BOLD);
	cr_expect_not(terminal_look(t, 4, 50) & LOOK_BOLD);
	leave_form(t);
}

Test(ui_form_beside, takes_the_forms_place_in_a_small_window)
{
	struct terminal *t = open_form(16, 60);

	terminal_type(t, "乐于助人。");
	terminal_press(t, "F6");
	terminal_expect(t, "form-beside-60x16-read");
	terminal_press(t, "F6");
	terminal_wait_text(t, "闪光点     乐于助人。");
	terminal_press(t, "F6 Esc");
	terminal_wait_text(t, "闪光点     乐于助人。");
	leave_form(t);
}

Test(ui_form_beside, scrolls_and_stops_at_its_ends)
{
	static const struct {
		const char *keys, *seen;
	} steps[] = {
		{ "F6", "> 本学年记录 12 条      1-19/59" },
		{ "Up", "1-19/59" },
		{ "Down*3", "4-22/59" },
		{ "PgDn", "22-40/59" },
		{ "PgDn", "40-58/59" },
		{ "Down*2", "41-59/59" },
		{ "PgUp", "23-41/59" },
		{ "Home", "1-19/59" },
		{ "End", "41-59/59" },
	};
	struct terminal *t = open_form(24, 80);

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		terminal_press(t, steps[i].keys);
		cr_expect(pane_row(t, 2, steps[i].seen), "%s: %s", steps[i].keys,
			  terminal_row(t, 2));
	}
	terminal_expect(t, "form-beside-end");
	leave_form(t);
}

/* The keys go back to the form, at the field where they were; what types, types at once. */
Test(ui_form_beside, whatever_is_typed_goes_to_the_form)
{
	static const struct {
		const char *keys, *row;
	} steps[] = {
		{ "F6 PgDn a", "> 闪光点     a" },    { "F6 Backspace", "> 闪光点" },
		{ "F6 Enter b", "> 闪光点     b" },   { "F6 Tab c", "> 闪光点     bc" },
		{ "F6 S-Tab d", "> 闪光点     bcd" },
	};
	struct terminal *t = open_form(24, 80);

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		terminal_press(t, steps[i].keys);
		cr_expect(strstr(terminal_row(t, 11), steps[i].row) == terminal_row(t, 11),
			  "%s: %s", steps[i].keys, terminal_text(t));
	}
	terminal_press(t, "F6");
	terminal_paste(t, "好");
	cr_expect(pane_row(t, 11, "bcd好"), "%s", terminal_row(t, 11));
	terminal_press(t, "F6 C-s");
	terminal_wait_text(t, "已记录：反馈");
	desk_leave(t);
}

/* What was on top stays on top; no row begins with a stop, at any width. */
Test(ui_form_beside, is_wrapped_anew_when_the_window_changes)
{
	static const char *const never[] = { "，", "。", "”", "：" };
	struct terminal *t = open_form(24, 80);

	terminal_press(t, "F6 Down*15");
	cr_assert(pane_row(t, 3, "10-09"), "%s", terminal_text(t));
	for (int cols = 60; cols < 130; cols += 3) {
		terminal_resize(t, 24, cols);
		cr_expect(pane_row(t, 3, "10-09"), "%d columns: %s", cols, terminal_text(t));
		for (int row = 3; row < 22; row++) {
			const char *text = terminal_row(t, row), *gap = strrchr(text, ' ');

			for (size_t i = 0; i < sizeof never / sizeof *never; i++)
				cr_expect(!gap || strncmp(gap + 1, never[i], strlen(never[i])),
					  "%d columns: %s", cols, text);
		}
	}
	terminal_resize(t, 24, 80);
	cr_expect(pane_row(t, 3, "10-09"), "%s", terminal_text(t));
	leave_form(t);
}

/* A key typed paints what it changed: the pane is neither read nor sent again. */
Test(ui_form_beside, typing_sends_little_and_at_once)
{
	struct terminal *t = open_form(40, 120);

	terminal_type(t, "认");
	terminal_type(t, "真");
	cr_expect(terminal_step(t).reads == 1 && terminal_step(t).bytes < 200, "%zu in %zu",
		  terminal_step(t).bytes, terminal_step(t).reads);
	desk_script("UPDATE contact SET summary = '别人改了' WHERE id = 12");
	terminal_type(t, "的");
	cr_expect(terminal_shows(t, "第12次") && !terminal_shows(t, "别人改了"), "%s",
		  terminal_text(t));
	leave_form(t);
}

/* Nothing stands beside other forms, and the key does nothing there. */
Test(ui_form_beside, other_forms_have_none)
{
	struct terminal *t = desk_open(24, 80);
	struct buf before = { 0 };

	terminal_press(t, "F2 2");
	buf_text(&before, terminal_text(t));
	cr_expect(!terminal_shows(t, "本学年记录"), "%s", terminal_text(t));
	terminal_press(t, "F6");
	cr_expect_str_eq(terminal_text(t), buf_str(&before));
	buf_release(&before);
	leave_form(t);
}
