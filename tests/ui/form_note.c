/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of many lines, forms taller than the window, and numbers that are shown masked. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <string.h>

#include "support/desk.h"
#include "support/raw.h"

static struct terminal *t;

static void open_desk(void)
{
	desk_school();
	t = desk_open(24, 80);
}

/* The suite's desk again, in a small window. */
static void open_small(void)
{
	desk_leave(t);
	t = desk_open(16, 60);
}

static void leave_desk(void)
{
	desk_leave(t);
	daoshi_tidy();
}

TestSuite(ui_form_note, .init = open_desk, .fini = leave_desk);

static const char *listed(const char *what, const char *format)
{
	static struct buf out;
	struct run r = DAOSHI("list", what, "--format", format);

	buf_clear(&out);
	buf_text(&out, buf_str(&r.out));
	run_release(&r);
	return buf_str(&out);
}

static void expect_row(int row, const char *text)
{
	cr_expect_str_eq(terminal_row(t, row), text, "row %d is %s", row, terminal_row(t, row));
}

static void expect_cursor(int row, int col)
{
	struct display_state s = terminal_state(t);

	cr_expect(s.row == row && s.col == col, "the cursor is at %d,%d, not %d,%d\n%s", s.row,
		  s.col, row, col, terminal_text(t));
}

static void discard(void)
{
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃修改"))
		terminal_press(t, "1");
}

/* -------------------------------------------------------------------- notes */

Test(ui_form_note, enter_begins_a_line_once_there_is_text)
{
	terminal_press(t, "5 Tab*5");
	terminal_type(t, "第一行\n\n第三行");
	expect_row(8, "> 内容   第一行");
	expect_row(9, "");
	expect_row(10, "         第三行");
	expect_cursor(10, 15);
	terminal_press(t, "C-s");
	cr_expect(strstr(listed("contacts", "json"), "\"第一行\\n\\n第三行\""), "%s",
		  listed("contacts", "json"));
}

Test(ui_form_note, enter_in_an_empty_one_goes_on_and_in_the_last_saves)
{
	terminal_press(t, "3");
	cr_expect(terminal_shows(t, "> 闪光点"), "%s", terminal_text(t));
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "> 成长建议"), "%s", terminal_text(t));
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "已记录：反馈"), "%s", terminal_text(t));
}

Test(ui_form_note, up_and_down_leave_it_at_its_edges_alone)
{
	terminal_press(t, "3");
	terminal_type(t, "一\n二");
	terminal_press(t, "Up");
	cr_expect(terminal_shows(t, "> 闪光点"));
	terminal_press(t, "Up");
	cr_expect(terminal_shows(t, "> 导师*"), "%s", terminal_text(t));
	terminal_press(t, "Down Down"); /* at its end, where it was left off: the next field */
	cr_expect(terminal_shows(t, "> 成长建议"), "%s", terminal_text(t));
	terminal_press(t, "Up");
	cr_expect(terminal_shows(t, "> 闪光点"));
	terminal_press(t, "PgUp PgUp Home Left");
	cr_expect(terminal_shows(t, "> 闪光点"));
	discard();
}

Test(ui_form_note, a_long_one_scrolls_with_its_cursor)
{
	terminal_press(t, "5 Tab*5");
	for (char c = 'a'; c <= 'z'; c++) {
		const char line[] = { c, c, '\n', '\0' };

		terminal_type(t, line);
		cr_expect(terminal_state(t).row < 22);
	}
	expect_row(8, "> 内容   nn");
	terminal_press(t, "C-Home");
	expect_row(8, "> 内容   aa");
	expect_cursor(8, 9);
	terminal_press(t, "PgDn");
	expect_cursor(21, 9);
	expect_row(21, "         oo");
	terminal_press(t, "Up*14");
	expect_cursor(8, 9);
	expect_row(8, "> 内容   aa");
	terminal_press(t, "C-End");
	expect_cursor(21, 9);
	terminal_type(t, "末");
	expect_row(21, "         末");
	terminal_press(t, "Up*13");
	expect_cursor(8, 11);
	terminal_press(t, "Up");
	expect_cursor(8, 11);
	discard();
}

Test(ui_form_note, long_lines_are_wrapped_and_walked_as_shown)
{
	terminal_press(t, "5 Tab*5");
	for (int i = 0; i < 4; i++)
		terminal_type(t, "今天家访，孩子在家很好，也愿意帮助同学。");
	terminal_press(t, "Home Up");
	expect_cursor(8 + 1, 9);
	terminal_press(t, "Right*2 Up");
	expect_cursor(8, 13);
	terminal_type(t, "都");
	expect_row(
		8,
		"> 内容   今天都家访，孩子在家很好，也愿意帮助同学。今天家访，孩子在家很好，也愿");
	discard();
}

/* ----------------------------------------------------- taller than the window */

Test(ui_form_note, a_tall_form_scrolls, .init = open_small)
{
	/* eleven fields and three errors, in twelve rows */
	terminal_press(t, "F2 C-e Backspace*3 Tab*2 Backspace*2 Tab*2 x Tab x C-s");
	terminal_expect(t, "form-60x16-top");
	terminal_press(t, "S-Tab");
	terminal_expect(t, "form-60x16-bottom");
	terminal_press(t, "Up*9");
	cr_expect(terminal_shows(t, "> 性别"), "%s", terminal_text(t));
	discard();
}

/* Not by passing it, but by mending it. */
Test(ui_form_note, what_is_missing_is_told_until_it_is_there)
{
	terminal_press(t, "F2 F9 C-s Tab S-Tab");
	cr_expect(terminal_shows(t, "缺少姓名"), "%s", terminal_text(t));
	terminal_press(t, "Tab*3");
	cr_expect(terminal_shows(t, "缺少学号"), "%s", terminal_text(t));
	discard();
}

Test(ui_form_note, notes_share_a_small_window, .init = open_small)
{
	terminal_press(t, "3");
	terminal_type(t, "一\n二\n三\n四\n五");
	terminal_press(t, "Tab");
	terminal_type(t, "六\n七\n八\n九\n十");
	terminal_expect(t, "form-60x16-notes");
	terminal_press(t, "C-Home");
	cr_expect(terminal_shows(t, "> 成长建议   六"), "%s", terminal_text(t));
	discard();
}

/* ------------------------------------------------------------ masked numbers */

/* A national number, made up: its date is in the future, its check character wrong. */
#define NUMBER "310101209901011234"
#define MASKED "3101**********1234"

static void open_masked(void)
{
	static const char csv[] = "学号,姓名,性别,班级\n" NUMBER ",周测试,女,六(1)\n";
	struct run r;

	desk_leave(t);
	daoshi_file("more.csv", csv, sizeof csv - 1);
	r = DAOSHI("import", "students", daoshi_path("more.csv"));
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
	t = desk_open(24, 80);
}

static void expect_kept(const char *keys, const char *number)
{
	sqlite3 *db;
	sqlite3_stmt *s;

	db = raw_open(daoshi_path("school.db"));
	cr_assert_eq(sqlite3_prepare_v2(db, "SELECT student_no FROM student WHERE name = '周测试'",
					-1, &s, NULL),
		     SQLITE_OK);
	cr_assert_eq(sqlite3_step(s), SQLITE_ROW);
	cr_expect_str_eq((const char *)sqlite3_column_text(s, 0), number, "%s: %s", keys,
			 (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	sqlite3_close(db);
}

/* The keys are pressed in the field, and it is saved if it can be. */
static void press_in_number(const char *keys)
{
	terminal_press(t, "F2 /");
	terminal_type(t, "周测试");
	terminal_press(t, "Enter C-e Tab*2");
	cr_expect(terminal_shows(t, "> 学号*      " MASKED), "%s", terminal_text(t));
	terminal_press(t, keys);
	cr_expect_not(terminal_shows(t, NUMBER));
	terminal_press(t, "C-s");
}

Test(ui_form_note, a_masked_number_stays_unless_typed_over, .init = open_masked)
{
	static const char *const cases[][2] = {
		{ "End Left Right Home", NUMBER },
		{ "Tab S-Tab Tab", NUMBER },
		{ "A 7", "A7" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		press_in_number(cases[i][0]);
		cr_expect(terminal_shows(t, "已保存"), "%s: %s", cases[i][0], terminal_text(t));
		expect_kept(cases[i][0], cases[i][1]);
		terminal_press(t, "Esc F12");
	}
}

Test(ui_form_note, a_masked_number_typed_over_and_undone_stays, .init = open_masked)
{
	press_in_number("A C-u*2");
	cr_expect(terminal_shows(t, "已保存"), "%s", terminal_text(t));
	expect_kept("A C-u*2", NUMBER);
}

/* Its stars are never saved for digits; whether what is left is refused is another matter. */
Test(ui_form_note, a_masked_number_is_not_edited_in_part, .init = open_masked)
{
	static const char *const cases[] = { "Backspace", "Home Delete", "Home Right*5 C-k",
					     "Left*3 5" };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		press_in_number(cases[i]);
		expect_kept(cases[i], i == 3 ? "5" : NUMBER);
		discard();
		terminal_press(t, "Esc F12");
	}
}
