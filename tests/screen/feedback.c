/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing feedback: with the year's contacts beside it, one student after the other. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static void record(const char *note, const char *const *words)
{
	const struct run_options o = { .in = note, .in_len = strlen(note) };
	struct run r = daoshi_run(&o, words);

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}
#define RECORD(note, ...) record((note), (const char *const[]){ "record", __VA_ARGS__, NULL })

/* Mentor T1 leads 李测试 in 五(1), 赵测试 and 钱测试 in 六(1): that is their order. */
static void begin(void)
{
	desk_school();
	desk_roster("students", "学号,姓名,性别,班级,座号\nS4,李测试,女,五(1),3\n");
	desk_script("UPDATE enrolment SET starts = '2026-09-01'");
	desk_roster("assignments", "学号,姓名,导师工号,导师姓名\nS4,李测试,T1,甲测试\n");
}

TestSuite(screen_feedback, .init = begin, .fini = daoshi_tidy);

static void expect_title(struct terminal *t, const char *title)
{
	cr_expect(strstr(terminal_row(t, 0), title), "not %s:\n%s", title, terminal_text(t));
}

static void expect_progress(struct terminal *t, const char *progress)
{
	cr_expect(strstr(terminal_row(t, 1), progress), "not %s:\n%s", progress, terminal_text(t));
}

static void expect_said(struct terminal *t, const char *sentence)
{
	cr_expect(terminal_shows(t, sentence), "%s is not said in\n%s", sentence, terminal_text(t));
}

static void expect_count(int count)
{
	struct run r = DAOSHI("list", "contacts", "--kind", "feedback", "--format", "csv");
	int lines = 0;

	for (const char *at = buf_str(&r.out); (at = strchr(at, '\n')); at++)
		lines++;
	cr_expect_eq(lines, count ? count + 1 : 0, "%s", buf_str(&r.out));
	run_release(&r);
}

/* -------------------------------------------------------- the year's contacts */

/* Of the year before, of another student, or withdrawn: none of these. */
static void add_others(void)
{
	desk_script("INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025,"
		    " '2025-09-01', '2026-02-15', '2026-08-31');"
		    "INSERT INTO contact (id, school_year_id, kind, date, mentor_id, summary,"
		    " withdrawn, created_at) VALUES (90, 2025, 'talk', '2026-05-04', 1, '去年的事',"
		    " 0, 'then'), (91, 2026, 'talk', '2026-10-04', 1, '撤回的事', 1, 'then');"
		    "INSERT INTO contact_student (contact_id, student_id, school_year_id, kind,"
		    " date, mentor_id, withdrawn) VALUES (90, 1, 2025, 'talk', '2026-05-04', 1, 0),"
		    " (91, 1, 2026, 'talk', '2026-10-04', 1, 1)");
	RECORD("别人的事", "talk", "--student", "S2", "--note", "-");
}

static void busy_year(void)
{
	begin();
	RECORD("在家做作业很认真，父母都在外地，由奶奶照顾，晚上睡得早。", "visit", "--student",
	       "S1", "--date", "9-12", "--mode", "phone", "--reason", "家长婉拒", "--note", "-");
	RECORD("期中数学退步，约定每天先订正再做新题；\n周五再谈。", "talk", "--student", "S1",
	       "--student", "S2", "--date", "11-10", "--mode", "in_person", "--occasion", "期中",
	       "--topics", "study,psychology", "--note", "-");
	RECORD("", "call", "--student", "S1", "--date", "10-9", "--guardian", "赵家长", "--mentor",
	       "T2");
	add_others();
}

Test(screen_feedback, the_years_contacts_stand_beside_it, .init = busy_year)
{
	static const char *const never[] = { "去年的事", "撤回的事", "别人的事" };
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Down 3");
	terminal_expect(t, "feedback");
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		cr_expect_not(terminal_shows(t, never[i]), "%s", terminal_text(t));
	/* what is written now is not among what was done */
	terminal_type(t, "乐于助人。");
	terminal_press(t, "C-s 3");
	expect_said(t, "本学年记录 3 条");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_feedback, speaks_english, .init = busy_year)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "Down 3");
	terminal_expect(t, "feedback-english");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* A student who is picked brings the contacts along, and the mentor's progress. */
Test(screen_feedback, the_contacts_follow_the_student, .init = busy_year)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F4 F9 3");
	expect_said(t, "请先选学生");
	terminal_type(t, "赵\n");
	expect_said(t, "本学年记录 3 条");
	expect_progress(t, "反馈 0/3 已写");
	terminal_type(t, "孙\n");
	expect_said(t, "本学年记录 0 条");
	cr_expect_not(terminal_shows(t, "已写"), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* ---------------------------------------------------------- one after the other */

Test(screen_feedback, the_next_one_is_at_a_key)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "3");
	expect_title(t, "新增：反馈  李测试");
	expect_progress(t, "反馈 0/3 已写，给学生 0，给家长 0");
	terminal_type(t, "乐于助人。");
	terminal_press(t, "Tab");
	terminal_type(t, "多读书。");
	terminal_press(t, "C-n");
	terminal_expect(t, "feedback-next");
	terminal_press(t, "C-n"); /* nothing was written for this one */
	expect_title(t, "新增：反馈  钱测试");
	terminal_type(t, "爱提问。");
	terminal_press(t, "C-n");
	terminal_expect(t, "feedback-last");
	terminal_press(t, "C-n"); /* and once more, with nothing changed */
	expect_said(t, "甲测试的学生到此为止。反馈 2/3 已写，给学生 0，给家长 0");
	terminal_press(t, "Esc");
	expect_title(t, "测试学校");
	expect_count(2);
	desk_leave(t);
}

Test(screen_feedback, and_the_one_before)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Down*2 3 C-x");
	expect_title(t, "反馈  赵测试");
	terminal_type(t, "认真。");
	terminal_press(t, "C-x");
	expect_title(t, "反馈  李测试");
	terminal_press(t, "C-x");
	expect_said(t, "这是甲测试的第一名学生。反馈 1/3 已写");
	expect_title(t, "反馈  李测试");
	terminal_press(t, "C-n");
	expect_said(t, "闪光点     认真。");
	terminal_press(t, "Esc");
	expect_count(1);
	desk_leave(t);
}

/* Whoever fills in days does so for the next one too. */
Test(screen_feedback, the_cursor_stays_in_its_field)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "3 S-Tab*3");
	terminal_wait_cursor_row(t, "给家长");
	terminal_type(t, "1120");
	terminal_press(t, "C-n");
	expect_title(t, "反馈  赵测试");
	terminal_wait_cursor_row(t, "给家长");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_feedback, what_is_wrong_keeps_the_student)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "3 S-Tab*5");
	terminal_type(t, "1124");
	terminal_press(t, "C-n");
	terminal_expect(t, "feedback-refused");
	desk_retype(t, "1120");
	terminal_press(t, "C-n");
	expect_title(t, "反馈  赵测试");
	expect_progress(t, "反馈 1/3 已写，给学生 1，给家长 0");
	terminal_press(t, "Esc");
	expect_count(1);
	desk_leave(t);
}

/* Not the list below says who is next, but whose student it is. */
Test(screen_feedback, the_order_needs_no_list)
{
	static const char *const ways[] = { "F2 Down 3", "F2 Down Enter 3" };

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct terminal *t = desk_open(24, 80);

		terminal_press(t, ways[i]);
		expect_title(t, "反馈  赵测试");
		terminal_press(t, "C-n");
		expect_title(t, "反馈  钱测试");
		terminal_press(t, "Esc");
		desk_leave(t);
	}
}

/* Picked in an empty form: what was typed is not lost, but no second letter begins. */
Test(screen_feedback, a_second_one_is_told_at_the_student)
{
	struct terminal *t = desk_open(24, 80);

	RECORD("乐于助人。", "feedback", "--student", "S1", "--note", "-");
	terminal_press(t, "F4 F9 3");
	terminal_type(t, "赵\n");
	terminal_press(t, "C-n");
	terminal_expect(t, "feedback-second");
	terminal_press(t, "Esc 1");
	expect_count(1);
	desk_leave(t);
}

Test(screen_feedback, a_student_whom_nobody_leads_has_no_next)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 End 3 C-n");
	expect_title(t, "反馈  孙测试");
	expect_said(t, "请先选导师，才知道下一位是谁。");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_feedback, a_mentor_goes_through_own_students)
{
	struct terminal *t;

	desk_as_mentor("T1");
	t = desk_open(16, 60);
	terminal_press(t, "3 C-n C-n");
	expect_title(t, "反馈  钱测试");
	terminal_type(t, "爱提问。");
	terminal_press(t, "C-n");
	terminal_expect(t, "feedback-last-60x16");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* ------------------------------------------------------------------- deliveries */

Test(screen_feedback, a_day_brings_its_way_and_a_way_its_day)
{
	static const struct {
		const char *keys;
		int row;
		const char *shows;
	} steps[] = {
		{ "S-Tab*5 1 1 2 0 Tab", 5, "[1 当面]" },
		{ "S-Tab Backspace*10 Tab", 5, " 1 当面 " },
		{ "Tab*2 4", 6, "2026-11-23   周一 今天" },
		{ "", 7, "[4 电话]" },
		{ "4", 7, " 4 电话 " }, /* once more takes it off; the day stays */
		{ "", 6, "2026-11-23   周一 今天" },
	};
	struct terminal *t = desk_open(24, 120);

	terminal_press(t, "3");
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		terminal_press(t, steps[i].keys);
		cr_expect(strstr(terminal_row(t, steps[i].row), steps[i].shows), "%s: %s",
			  steps[i].keys, terminal_text(t));
	}
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* Handed over at the parents' meeting, one after the other: said once. */
Test(screen_feedback, the_way_is_the_last_ones)
{
	struct terminal *t = desk_open(24, 120);

	terminal_press(t, "3 S-Tab*3 t Tab 5 S-Tab C-n t Tab");
	cr_expect(strstr(terminal_row(t, 7), "[5 家长会]"), "%s", terminal_text(t));
	terminal_press(t, "C-s Right*6 Enter");
	cr_expect(strstr(terminal_row(t, 7), "[5 家长会]"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	desk_leave(t);
}
