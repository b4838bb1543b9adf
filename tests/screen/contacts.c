/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of contacts. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static void record(const char *kind, const char *student, const char *mentor, const char *date,
		   const char *note)
{
	struct run r = DAOSHI_IN(note, "record", kind, "--student", student, "--mentor", mentor,
				 "--date", date, "--note", "-");

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}

/* One of each kind, by two mentors. */
static void busy_school(void)
{
	desk_school();
	record("visit", "S1", "T1", "2026-09-12", "家里很支持。");
	record("talk", "S2", "T1", "2026-09-15", "刚进校，还不太适应。");
	record("call", "S3", "T2", "2026-10-10", "");
	record("message", "S1", "T2", "2026-11-01", "请假一天。");
	record("feedback", "S1", "T1", "2026-11-20", "乐于助人。");
	desk_script("UPDATE contact SET created_at = '2026-11-20 08:05:00'");
}

/* By the school's clock. */
static struct terminal *open_list(int rows, int cols)
{
	static const char *const env[] = { "TZ=CST-8", NULL };
	const struct terminal_options o = { .rows = rows, .cols = cols, .env = env };
	struct terminal *t = desk_open_with(&o, (const char *const[]){ NULL });

	terminal_press(t, "F4");
	return t;
}

Test(screen_contacts, says_what_to_do_when_there_are_none, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_expect(t, "contacts-empty");
	terminal_press(t, "Enter F8 Tab Down");
	terminal_expect(t, "contacts-empty");
	desk_leave(t);
}

Test(screen_contacts, lists_them_the_newest_first, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_expect(t, "contacts");
	desk_leave(t);
}

Test(screen_contacts, fits_a_small_window, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(16, 60);

	terminal_expect(t, "contacts-60x16");
	terminal_press(t, "F6");
	terminal_expect(t, "contacts-60x16-filter");
	terminal_press(t, "Esc F8");
	terminal_wait_text(t, "1 撤回  2 保留");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_contacts, fits_a_large_window, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 120);

	terminal_expect(t, "contacts-120x24");
	desk_leave(t);
}

Test(screen_contacts, speaks_english, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "F4");
	terminal_expect(t, "contacts-english");
	terminal_press(t, "F9 3");
	terminal_expect(t, "contact-english-feedback");
	desk_leave(t);
}

/* ------------------------------------------------------------------ filters */

Test(screen_contacts, filters_by_kind, .init = busy_school, .fini = daoshi_tidy)
{
	static const struct {
		const char *keys, *word, *date;
	} kinds[] = {
		{ "F6 2 1", "1 条记录  家访", "2026-09-12" },
		{ "F6 2 2", "1 条记录  谈话", "2026-09-15" },
		{ "F6 2 3", "1 条记录  反馈", "2026-11-20" },
		{ "F6 2 4", "1 条记录  电话", "2026-10-10" },
		{ "F6 2 5", "1 条记录  消息", "2026-11-01" },
		{ "F6 1", "5 条记录", "2026-09-12" },
	};
	struct terminal *t = open_list(24, 80);

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		terminal_press(t, kinds[i].keys);
		cr_expect(terminal_shows(t, kinds[i].word) && terminal_shows(t, kinds[i].date),
			  "%s: %s", kinds[i].keys, terminal_text(t));
	}
	terminal_press(t, "F6 2");
	terminal_expect(t, "contacts-kinds");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "5 条记录");
	desk_leave(t);
}

Test(screen_contacts, filters_by_days, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 3");
	terminal_expect(t, "contacts-from");
	desk_retype(t, "0915\n");
	desk_retype(t, "10/10\n");
	terminal_expect(t, "contacts-days");
	terminal_press(t, "F6 3 Esc");
	terminal_wait_text(t, "2 条记录  2026-09-15 至 2026-10-10");
	terminal_press(t, "F6 3 Enter Enter"); /* both are today to begin with */
	terminal_wait_text(t, "0 条记录  2026-11-23 至 2026-11-23");
	desk_leave(t);
}

Test(screen_contacts, asks_again_for_what_is_no_day, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 3");
	terminal_type(t, "2026-02-30\n");
	terminal_expect(t, "contacts-from-refused");
	terminal_type(t, "1120\n后来\n");
	terminal_wait_text(t, "「后来」不是日期");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "5 条记录");
	desk_leave(t);
}

/* What lies between them is meant. */
Test(screen_contacts, takes_two_days_in_either_order, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 3");
	terminal_type(t, "10-10\n9-15\n");
	terminal_wait_text(t, "2 条记录  2026-09-15 至 2026-10-10");
	desk_leave(t);
}

/* As a date is typed over a date in every form (docs/decisions.md). */
Test(screen_contacts, a_day_typed_over_the_day_that_is_offered, .init = busy_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 3");
	terminal_type(t, "1101\n");
	terminal_type(t, "1120\n");
	cr_expect(strstr(terminal_row(t, 1), "2026-11-01 至 2026-11-20"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_contacts, filters_by_mentor_and_by_student, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 4");
	terminal_type(t, "乙");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "2 条记录");
	cr_expect(terminal_shows(t, "2026-10-10") && terminal_shows(t, "2026-11-01"), "%s",
		  terminal_text(t));
	terminal_press(t, "F6 5");
	terminal_type(t, "赵");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "3 条记录");
	cr_expect(!terminal_shows(t, "钱测试") && !terminal_shows(t, "孙测试"), "%s",
		  terminal_text(t));
	terminal_press(t, "F6 4 Esc");
	terminal_wait_text(t, "3 条记录");
	desk_leave(t);
}

/* Which one is asked again the moment the list is full of equal dates. */
Test(screen_contacts, a_filter_says_whose_contacts_these_are, .init = busy_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 4 Down Enter");
	cr_expect(strstr(terminal_row(t, 1), "乙测试"), "%s", terminal_row(t, 1));
	terminal_press(t, "F6 5 Enter");
	cr_expect(strstr(terminal_row(t, 1), "赵测试"), "%s", terminal_row(t, 1));
	desk_leave(t);
}

Test(screen_contacts, finds_and_sorts, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "/");
	terminal_type(t, "适应");
	terminal_wait_text(t, "1 条记录");
	terminal_press(t, "Enter Enter");
	terminal_wait_text(t, "钱测试");
	terminal_press(t, "Esc Esc F7");
	terminal_wait_text(t, "排序依据  1 原有次序  2 日期  3 类型  4 学生  5 导师");
	terminal_press(t, "5 F7 5");
	terminal_wait_text(t, "按导师倒序");
	cr_expect(strstr(terminal_row(t, 3), "甲测试"), "%s", terminal_text(t));
	cr_expect(strstr(terminal_row(t, 7), "乙测试"), "%s", terminal_text(t));
	desk_leave(t);
}

/* ------------------------------------------------------------------ a record */

Test(screen_contacts, opens_and_changes_one, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "Down*3 Enter");
	terminal_expect(t, "contact-opened");
	terminal_press(t, "Down");
	terminal_type(t, "0920");
	terminal_press(t, "Tab*2 4 Tab*4");
	terminal_press(t, "C-End");
	terminal_type(t, "\n约好周五再谈。");
	terminal_press(t, "C-s");
	terminal_expect(t, "contact-changed");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "约好周五再谈。");
	terminal_wait_text(t, "[4 电话]");
	desk_leave(t);
}

Test(screen_contacts, asks_before_it_withdraws_one, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F8");
	terminal_expect(t, "contact-withdraw");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "5 条记录");
	terminal_press(t, "F8 Enter y"); /* neither answers */
	terminal_wait_text(t, "撤回这条记录吗？");
	terminal_press(t, "1");
	terminal_expect(t, "contact-withdrawn");
	terminal_press(t, "F2 Enter");
	terminal_wait_text(t, "家里很支持。");
	cr_expect(!terminal_shows(t, "反馈"), "%s", terminal_text(t));
	desk_leave(t);
}
