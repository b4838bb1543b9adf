/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"

static void closed_school(void)
{
	desk_school();
	EXPECT_RUN(DAOSHI("keydates", "copy"), 0, "", "");
	desk_script("UPDATE school_year SET closed_on = '2026-11-01' WHERE id = 2026");
}

/* A line of a CSV list on stdout, or none. */
static void expect_line(const char *const *arguments, const char *line, bool there)
{
	struct run r = daoshi_run(NULL, arguments);

	cr_expect_eq(strstr(buf_str(&r.out), line) != NULL, there, "%s in %s", line,
		     buf_str(&r.out));
	run_release(&r);
}
#define LISTS(line, ...)                                                                           \
	expect_line((const char *const[]){ __VA_ARGS__, "--format", "csv", NULL }, line, true)
#define LISTS_NOT(line, ...)                                                                       \
	expect_line((const char *const[]){ __VA_ARGS__, "--format", "csv", NULL }, line, false)

TestSuite(screen_year, .init = desk_demo, .fini = daoshi_tidy);

/* ----------------------------------------------------------------- key dates */

Test(screen_year, lists_key_dates_and_the_rules_in_short)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y");
	terminal_expect(t, "year");
	desk_leave(t);
}

Test(screen_year, says_what_to_do_without_key_dates)
{
	struct terminal *t;

	desk_script("DELETE FROM contact_student; DELETE FROM delivery; DELETE FROM contact;"
		    "DELETE FROM key_date");
	t = desk_open(24, 80);
	terminal_press(t, "C-y");
	terminal_expect(t, "year-empty");
	terminal_press(t, "Enter F8");
	terminal_expect(t, "year-empty");
	desk_leave(t);
}

Test(screen_year, speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-y C-n 1");
	terminal_expect(t, "year-english-to-review");
	terminal_press(t, "C-e");
	terminal_expect(t, "year-english-rules");
	desk_leave(t);
}

Test(screen_year, adds_a_key_date_and_tells_before_what_it_asks_for)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y F9");
	terminal_expect(t, "year-key-date-new");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-key-date-lacking");
	terminal_type(t, "心理周\n1\n1110\n1220\n六至八");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-key-date-overlaps");
	desk_retype(t, "2026-12-01");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-key-date-question");
	LISTS_NOT("心理周", "keydates", "list");
	/* they think better of it, and of that again */
	terminal_press(t, "2");
	terminal_wait_text(t, "新增节点");
	terminal_press(t, "C-s Esc C-s 1");
	terminal_expect(t, "year-key-date-added");
	LISTS("心理周,first,2026-12-01,2026-12-20,6-8,1", "keydates", "list");
	desk_leave(t);
}

Test(screen_year, a_name_is_changed_without_a_question)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y Down Enter");
	terminal_expect(t, "year-key-date");
	desk_retype(t, "期中考");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存 期中考。");
	LISTS("期中考,first,2026-10-26,2026-11-15,1-16,1", "keydates", "list");
	desk_leave(t);
}

Test(screen_year, grades_that_are_none_are_told_at_the_field)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y Down Enter Tab*4");
	desk_retype(t, "九至六");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-grades-refused");
	desk_retype(t, "毕业年级");
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "已保存 期中。");
	LISTS("期中,first,2026-10-26,2026-11-15,5 9 12 15,1", "keydates", "list");
	desk_leave(t);
}

Test(screen_year, a_window_that_leaves_talks_behind_is_asked_about)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y Down Enter Tab*2");
	desk_retype(t, "2026-11-14");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-key-date-reopens");
	terminal_press(t, "2 Esc 1");
	desk_leave(t);
}

Test(screen_year, removes_a_key_date_that_has_no_talks)
{
	struct terminal *t;

	EXPECT_RUN(DAOSHI("record", "talk", "--student", "20260101", "--occasion", "期中"), 0, "",
		   "");
	t = desk_open(24, 80);
	terminal_press(t, "C-y Down F8");
	terminal_expect(t, "year-remove-with-talks");
	terminal_press(t, "End F8");
	terminal_expect(t, "year-remove-question");
	terminal_press(t, "2 F8 1");
	terminal_expect(t, "year-removed");
	desk_leave(t);
}

/* ---------------------------------------------------------------------- rules */

Test(screen_year, changes_the_rules_and_tells_before_what_that_asks_for)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y C-e");
	terminal_expect(t, "year-rules");
	desk_retype(t, "2");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-rules-question");
	terminal_press(t, "1");
	terminal_expect(t, "year-rules-saved");
	LISTS("\r\nvisits,2\r\n", "rules");
	/* the checklist on this screen's other side knows it too */
	terminal_press(t, "F12");
	terminal_expect(t, "year-rules-checklist");
	desk_leave(t);
}

/* Nobody owes anything for it: there is nothing to be asked about. */
Test(screen_year, credits_are_asked_for_with_a_decimal)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y C-e S-Tab");
	desk_retype(t, "1.25");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-rules-credits");
	desk_retype(t, "1.5");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存");
	LISTS("\r\ntraining_credits,1.5\r\n", "rules");
	desk_leave(t);
}

Test(screen_year, rules_that_cannot_be_are_told_at_their_fields)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y C-e Tab*6");
	desk_retype(t, "2027-05-01");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-rules-refused");
	desk_retype(t, "2027-07-10");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存2026学年的规则。");
	LISTS("\r\nfeedback_due,2027-07-10\r\n", "rules");
	desk_leave(t);
}

/* --------------------------------------------------------------- other years */

Test(screen_year, copies_to_the_next_year_and_reviews_it_there)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y C-n");
	terminal_expect(t, "year-copy-question");
	terminal_press(t, "1");
	terminal_expect_with_looks(t, "year-to-review");
	terminal_press(t, "Down Enter");
	terminal_expect(t, "year-key-date-next");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-reviewed-one");
	terminal_press(t, "F6");
	terminal_expect(t, "year-years");
	terminal_press(t, "2 C-n 1");
	terminal_expect(t, "year-copy-replaces");
	terminal_press(t, "2");
	LISTS("期中,first,2027-10-26,2027-11-15,1-16,1", "keydates", "list", "--year", "2027");
	terminal_press(t, "C-n 1 1");
	terminal_wait_text(t, "待核7个");
	desk_leave(t);
}

Test(screen_year, a_single_year_says_how_to_make_the_next, .init = desk_school)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y F6");
	terminal_wait_text(t, "目前只有这一个学年。按 Ctrl-N 复制出下一学年。");
	desk_leave(t);
}

Test(screen_year, a_closed_year_is_only_to_be_looked_at, .init = closed_school)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y F9");
	terminal_expect(t, "year-closed");
	terminal_press(t, "F8");
	terminal_wait_text(t, "2026学年已于 2026-11-01 归档，不能再改。");
	terminal_press(t, "C-e");
	terminal_expect(t, "year-closed-rules");
	desk_retype(t, "2");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "2026学年已于 2026-11-01 归档，不能再改。");
	LISTS("\r\nvisits,1\r\n", "rules");
	terminal_press(t, "Esc 1 F6");
	terminal_wait_text(t, "2 2026学年（已归档）");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* ----------------------------------------------------------------- the window */

Test(screen_year, fits_a_small_window)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "C-y C-n 1");
	terminal_expect(t, "year-60x16-to-review");
	terminal_press(t, "F6 2");
	terminal_expect(t, "year-60x16");
	terminal_press(t, "End F8");
	terminal_expect(t, "year-60x16-remove");
	terminal_press(t, "2 Enter Tab*2");
	desk_retype(t, "0606");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-60x16-overlaps");
	terminal_press(t, "Esc 1 C-e S-Tab*2");
	desk_retype(t, "0");
	terminal_press(t, "C-s");
	terminal_expect(t, "year-60x16-rules");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_year, fits_a_large_window)
{
	struct terminal *t = desk_open(40, 120);

	terminal_press(t, "C-y");
	terminal_expect(t, "year-120x40");
	desk_leave(t);
}

/* ------------------------------------------------------------------- the rights */

Test(screen_year, mentors_look_and_change_nothing, .init = desk_school)
{
	struct terminal *t;

	desk_as_mentor("T1");
	t = desk_open(24, 80);
	terminal_press(t, "C-y");
	terminal_expect(t, "year-of-a-mentor");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "您无权进行此操作");
	terminal_press(t, "F8");
	terminal_wait_text(t, "您无权进行此操作");
	cr_expect(terminal_shows(t, "期中"), "%s", terminal_text(t));
	desk_leave(t);
}

/* The list is read again while the question stands. */
Test(screen_year, what_was_changed_while_it_was_asked_is_not_removed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y End F8");
	EXPECT_RUN(DAOSHI("keydates", "change", "7", "--name", "期末考"), 0, "", "");
	terminal_press(t, "1");
	terminal_wait_text(t, "这个节点已被他人修改");
	LISTS("期末考", "keydates", "list");
	desk_leave(t);
}

/* What another process has changed in the rules holds here too, once nobody types. */
Test(screen_year, rules_changed_elsewhere_hold_here)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y");
	EXPECT_RUN(DAOSHI("rules", "--visits", "3"), 0, "", "");
	terminal_wait_text(t, "家访3次/学年");
	terminal_press(t, "F12");
	terminal_wait_text(t, "家访1   家访2   家访3");
	desk_leave(t);
}
