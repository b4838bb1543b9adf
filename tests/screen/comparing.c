/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two change one record: the second one sees both versions, and nothing of either is lost. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_comparing, .init = desk_school, .fini = daoshi_tidy);

/* Both in the form of student S1. */
static void open_both(struct terminal **a, struct terminal **b, int rows, int cols)
{
	*a = desk_open(24, 80);
	*b = desk_open(rows, cols);
	terminal_press(*a, "F2 C-e");
	terminal_press(*b, "F2 C-e");
}

/* Into the field so many below the first: 4 the seat, 6 the address. */
static void put(struct terminal *t, const char *field, const char *text)
{
	terminal_press(t, field);
	desk_retype(t, text);
}

static void addresses(struct terminal *a, struct terminal *b)
{
	put(a, "Tab*6", "样例路2号");
	terminal_press(a, "C-s");
	put(b, "Tab*6", "样例路3号");
	terminal_press(b, "C-s");
}

static void expect_address(const char *text)
{
	struct run r = DAOSHI("list", "students", "--format", "csv");

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.out), text), "%s is not in %s", text, buf_str(&r.out));
	run_release(&r);
}

static void leave_both(struct terminal *a, struct terminal *b)
{
	desk_leave(a);
	desk_leave(b);
}

Test(screen_comparing, each_version_is_shown_and_mine_can_be_kept)
{
	struct terminal *a, *b;

	open_both(&a, &b, 24, 80);
	addresses(a, b);
	terminal_expect_with_looks(b, "compare");
	terminal_press(b, "Enter");
	terminal_expect(b, "compare-not-chosen");
	terminal_press(b, "2");
	terminal_expect(b, "compare-chosen");
	terminal_press(b, "Enter");
	terminal_wait_text(b, "已保存 赵测试。");
	leave_both(a, b);
	expect_address("样例路3号");
}

Test(screen_comparing, theirs_can_be_kept)
{
	struct terminal *a, *b;

	open_both(&a, &b, 24, 80);
	addresses(a, b);
	terminal_press(b, "1 Enter");
	terminal_wait_text(b, "已保存 赵测试。");
	leave_both(a, b);
	expect_address("样例路2号");
}

/* Back in the form all that was typed stands there, and saving compares again. */
Test(screen_comparing, esc_goes_back_to_what_was_typed)
{
	struct terminal *a, *b;

	open_both(&a, &b, 24, 80);
	addresses(a, b);
	terminal_press(b, "1 Esc");
	terminal_expect(b, "compare-back");
	terminal_press(b, "C-s");
	terminal_expect_with_looks(b, "compare");
	terminal_press(b, "2 C-s");
	terminal_wait_text(b, "已保存 赵测试。");
	leave_both(a, b);
	expect_address("样例路3号");
}

/* As if the form had been opened a moment later: nothing is asked. */
Test(screen_comparing, different_fields_are_put_together)
{
	struct terminal *a, *b;

	open_both(&a, &b, 24, 80);
	put(a, "Tab*4", "9");
	terminal_press(a, "C-s");
	put(b, "Tab*6", "样例路3号");
	terminal_wait_text(b, "他人刚改过：座号。");
	terminal_press(b, "C-s");
	terminal_wait_text(b, "已保存 赵测试。他人改的也已保留：座号。");
	leave_both(a, b);
	expect_address("样例路3号");
	expect_address("六(1),9");
}

Test(screen_comparing, the_same_change_by_both_is_none)
{
	struct terminal *a, *b;

	open_both(&a, &b, 24, 80);
	put(a, "Tab*6", "样例路2号");
	terminal_press(a, "C-s");
	put(b, "Tab*6", "样例路2号");
	terminal_press(b, "C-s");
	terminal_wait_text(b, "已保存 赵测试。");
	leave_both(a, b);
}

/* Who left meanwhile is not enrolled again by a form that was open: class and seat are rows of
 * their own, and count for the conflict. */
Test(screen_comparing, who_left_meanwhile_stays_gone)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 C-e");
	put(t, "Tab*6", "样例路3号");
	desk_script("UPDATE enrolment SET ends = '2026-11-20', rev = rev + 1 WHERE id = 1");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存 赵测试。");
	terminal_wait_text(t, "2 名学生");
	desk_leave(t);
}

/* The first guardian is another person by now: name and number are asked about together. */
Test(screen_comparing, what_belongs_together_is_asked_about_together)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 C-e");
	put(t, "Tab*9", "13900000077");
	desk_script("UPDATE guardian SET name = '钱家长', rev = rev + 1 WHERE id = 1");
	terminal_press(t, "C-s");
	terminal_expect(t, "compare-together");
	terminal_press(t, "2 C-a Enter");
	terminal_wait_text(t, "已保存 赵测试。");
	desk_leave(t);
}

/* Between choosing and saving a third one is quicker: compared again, and nothing is lost. */
Test(screen_comparing, a_second_conflict_is_compared_too)
{
	struct terminal *a, *b;

	open_both(&a, &b, 24, 80);
	addresses(a, b);
	terminal_press(a, "C-e");
	put(a, "Tab*6", "样例路4号");
	terminal_press(a, "C-s");
	terminal_press(b, "2 Enter");
	terminal_expect(b, "compare-again");
	terminal_press(b, "1 Enter");
	terminal_wait_text(b, "已保存 赵测试。");
	leave_both(a, b);
	expect_address("样例路4号");
}

/* ------------------------------------------------------------------------ notes */

static void note_school(void)
{
	desk_school();
	EXPECT_RUN(DAOSHI_IN("今天谈了学习。", "record", "talk", "--student", "S1", "--date",
			     "2026-11-20", "--note", "-"),
		   0, "", "");
}

TestSuite(screen_comparing_notes, .init = note_school, .fini = daoshi_tidy);

static void write_on(struct terminal *t, const char *text)
{
	terminal_press(t, "S-Tab C-e");
	terminal_type(t, text);
}

static void both_write_on(struct terminal **a, struct terminal **b, int rows, int cols)
{
	*a = desk_open(24, 80);
	*b = desk_open(rows, cols);
	terminal_press(*a, "F4 Enter");
	terminal_press(*b, "F4 Enter");
	write_on(*a, "要家长配合。");
	write_on(*b, "下周再谈一次。");
	terminal_press(*a, "C-s");
	terminal_press(*b, "C-s");
}

Test(screen_comparing_notes, both_are_kept_below_each_other)
{
	struct terminal *a, *b;

	both_write_on(&a, &b, 24, 80);
	terminal_expect_with_looks(b, "compare-note");
	terminal_press(b, "3 Enter");
	terminal_wait_text(b, "已记录");
	terminal_press(b, "Enter");
	terminal_wait_text(b, "今天谈了学习。要家长配合。");
	terminal_wait_text(b, "下周再谈一次。");
	leave_both(a, b);
}

Test(screen_comparing_notes, a_small_window_shows_all_of_it)
{
	struct terminal *a, *b;

	both_write_on(&a, &b, 16, 60);
	terminal_expect(b, "compare-note-60x16");
	terminal_press(b, "1 Enter");
	terminal_wait_text(b, "已记录");
	leave_both(a, b);
}

/* 20,000 characters, of which a few are another's: the rows around them are shown. */
static void long_note(const char *place, const char *text)
{
	struct buf sql = { 0 };

	buf_text(&sql, "UPDATE contact SET rev = rev + 1, summary = '");
	for (int i = 0; i < 1900; i++) {
		buf_text(&sql, "今天谈了学习和生活。");
		if (*place && i == 1000)
			buf_text(&sql, text);
		if (i % 40 == 39)
			buf_char(&sql, 10);
	}
	buf_text(&sql, "'");
	desk_script(sql.at);
	buf_release(&sql);
}

static struct terminal *long_conflict(int rows, int cols)
{
	struct terminal *t;

	long_note("", "");
	t = desk_open(rows, cols);
	terminal_press(t, "F4 Enter S-Tab");
	terminal_type(t, "补记：");
	long_note("there", "要家长配合。");
	terminal_press(t, "C-s");
	return t;
}

Test(screen_comparing_notes, long_texts_show_where_they_differ)
{
	struct terminal *t = long_conflict(24, 80);

	terminal_expect(t, "compare-long");
	terminal_press(t, "F6");
	terminal_expect(t, "compare-long-full");
	terminal_press(t, "Tab*2");
	terminal_expect(t, "compare-long-change");
	terminal_press(t, "End");
	terminal_expect(t, "compare-long-end");
	terminal_press(t, "Esc");
	terminal_expect(t, "compare-long");
	terminal_press(t, "3 Enter");
	terminal_wait_text(t, "已记录");
	desk_leave(t);
}

/* More than a note holds is refused before it is saved. */
Test(screen_comparing_notes, both_together_may_be_too_much)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F4 Enter S-Tab");
	for (int i = 0; i < 100; i++)
		terminal_type(t, "下周再谈一次，下下周也要再谈一次，谈之前先向班主任了解一下。");
	long_note("", "");
	terminal_press(t, "C-s 3");
	terminal_expect(t, "compare-too-much");
	terminal_press(t, "1 Enter");
	terminal_wait_text(t, "已记录");
	desk_leave(t);
}

Test(screen_comparing_notes, long_texts_at_60x16_and_120x40)
{
	struct terminal *t = long_conflict(16, 60);

	terminal_expect(t, "compare-long-60x16");
	terminal_resize(t, 40, 120);
	terminal_expect(t, "compare-long-120x40");
	terminal_press(t, "Esc Esc 1");
	desk_leave(t);
}

/* Whoever is put in by one and whoever by another are both in it. */
Test(screen_comparing_notes, students_of_both_are_kept)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "F4 Enter Space");
	terminal_type(a, "钱");
	terminal_press(a, "Enter");
	terminal_press(b, "F4 Enter Space");
	terminal_type(b, "孙");
	terminal_press(b, "Enter");
	terminal_press(a, "C-s");
	terminal_press(b, "C-s");
	terminal_expect(b, "compare-students");
	terminal_press(b, "3 Enter");
	terminal_wait_text(b, "已记录：谈话，赵测试 钱测试 孙测试");
	leave_both(a, b);
}

Test(screen_comparing_notes, what_was_withdrawn_can_be_saved_anew)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "F4");
	terminal_press(b, "F4 Enter");
	write_on(b, "下周再谈一次。");
	terminal_press(a, "F8 1");
	terminal_wait_text(a, "记录已撤回。");
	terminal_wait_text(b, "他人刚把这条删除了。");
	terminal_press(b, "C-s");
	terminal_expect(b, "compare-gone");
	terminal_press(b, "2");
	terminal_wait_text(b, "下周再谈一次。");
	terminal_press(b, "C-s 1");
	terminal_wait_text(b, "已记录");
	terminal_wait_text(b, "1 条记录");
	terminal_wait_text(a, "1 条记录");
	leave_both(a, b);
}
