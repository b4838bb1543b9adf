/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bright spot, noted from wherever one is, and read where it is needed. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

static void begin(void)
{
	desk_school();
	t = desk_open(24, 80);
}

static void end(void)
{
	desk_leave(t);
	daoshi_tidy();
}

TestSuite(screen_bright_spots, .fini = end);

static void expect_said(const char *sentence)
{
	cr_expect(terminal_shows(t, sentence), "%s is not said in\n%s", sentence, terminal_text(t));
}

static void note(const char *student, const char *day, const char *text)
{
	EXPECT_RUN(DAOSHI("bright", "--student", student, "--date", day, text), 0, "", "");
}

/* Day, number, who saw it, text: a line each, the newest first. */
static void expect_noted(const char *lines)
{
	struct run r = DAOSHI("list", "bright-spots", "--format", "csv");
	const char *rest = buf_str(&r.out);
	struct buf got = { 0 };

	while ((rest = strchr(rest, '\n')) && *++rest) {
		const char *end_of_line = strstr(rest, "\r\n");
		size_t len = (size_t)(end_of_line - rest);

		buf_add(&got, rest, len - strlen(",2026-11-23 00:00:00"));
		buf_char(&got, '\n');
	}
	cr_expect_str_eq(buf_str(&got), lines);
	buf_release(&got);
	run_release(&r);
}

/* -------------------------------------------------------------------- noting */

Test(screen_bright_spots, two_keys_beside_its_text, .init = begin)
{
	terminal_press(t, "C-b");
	terminal_expect(t, "bright-spot-asked");
	terminal_type(t, "扶起摔倒的同学");
	terminal_press(t, "Enter");
	terminal_expect(t, "bright-spot-noted");
	expect_noted("2026-11-23,S1,赵测试,,扶起摔倒的同学\n");
}

Test(screen_bright_spots, an_empty_or_too_long_line_is_asked_for_again, .init = begin)
{
	char lots[3 * 201 + 1] = "";

	for (int i = 0; i < 201; i++)
		strcat(lots, "好");
	terminal_press(t, "C-b Enter");
	expect_said("闪光点 赵测试（请写下看到的，不写按 Esc）：");
	terminal_press(t, "Space Enter");
	expect_said("（请写下看到的，不写按 Esc）");
	terminal_paste(t, lots);
	terminal_press(t, "Enter");
	expect_said("闪光点 赵测试（最多 200 个字，现有 201 个）：");
	expect_noted("");
	terminal_press(t, "Backspace*190 Enter"); /* what was typed is still there */
	expect_noted("2026-11-23,S1,赵测试,,好好好好好好好好好好好\n");
	terminal_press(t, "C-b");
	terminal_type(t, "不记了");
	terminal_press(t, "Esc");
	expect_noted("2026-11-23,S1,赵测试,,好好好好好好好好好好好\n");
}

Test(screen_bright_spots, one_line_for_all_that_are_marked, .init = begin)
{
	terminal_press(t, "Space*2 C-b");
	expect_said("闪光点 2 名学生：");
	terminal_press(t, "Esc");
	terminal_press(t, "C-b"); /* given up, they are still marked */
	terminal_type(t, "一起出黑板报\n");
	expect_said("已为 2 名学生 记下：一起出黑板报");
	expect_noted("2026-11-23,S2,钱测试,,一起出黑板报\n"
		     "2026-11-23,S1,赵测试,,一起出黑板报\n");
	terminal_press(t, "Up*2 C-b");
	expect_said("闪光点 赵测试：");
	terminal_press(t, "Esc");
}

/* Each screen knows whom it is about, or asks. */
Test(screen_bright_spots, from_everywhere, .init = begin)
{
	static const struct {
		const char *keys, *asks;
	} rows[] = {
		{ "F2 Down", "闪光点 钱测试：" }, { "F2 Down Enter", "闪光点 钱测试：" },
		{ "C-x", "闪光点 赵测试：" },     { "F4", "闪光点 钱测试：" },
		{ "F3", "谁的闪光点？" },         { "C-y", "谁的闪光点？" },
	};

	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "心理"), 0, "", "");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S2"), 0, "", "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		terminal_press(t, rows[i].keys);
		terminal_press(t, "C-b");
		cr_expect(terminal_shows(t, rows[i].asks), "%s: %s", rows[i].keys,
			  terminal_text(t));
		terminal_press(t, "Esc F12");
	}
	terminal_press(t, "F3 C-b");
	terminal_type(t, "孙\n");
	expect_said("闪光点 孙测试：");
	terminal_type(t, "主动打扫\n");
	expect_noted("2026-11-23,S3,孙测试,,主动打扫\n");
}

Test(screen_bright_spots, in_a_contact_about_its_students, .init = begin)
{
	terminal_press(t, "2 C-b");
	terminal_type(t, "说真心话\n");
	terminal_press(t, "Esc");
	expect_noted("2026-11-23,S1,赵测试,,说真心话\n");
}

/* ------------------------------------------------------------ beside the letter */

static void begin_noted(void)
{
	desk_school();
	note("S1", "11-20", "扶起摔倒的低年级同学，还送他去了医务室");
	note("S1", "9-8", "主动擦黑板");
	note("S2", "9-8", "别人的事");
	EXPECT_RUN(DAOSHI_IN("聊了作业。", "record", "talk", "--student", "S1", "--date", "10-12",
			     "--note", "-"),
		   0, "", "");
	desk_script("INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025,"
		    " '2025-09-01', '2026-02-15', '2026-08-31');"
		    "INSERT INTO bright_spot (student_id, date, text, created_at) VALUES"
		    " (1, '2026-05-04', '去年的事', 'then')");
	EXPECT_RUN(DAOSHI("phrase", "add", "多读书", "--code", "ds"), 0, "", "");
	t = desk_open(24, 80);
}

Test(screen_bright_spots, stand_beside_the_letter_and_go_into_it, .init = begin_noted)
{
	terminal_press(t, "3");
	terminal_expect(t, "feedback-bright-spots");
	terminal_press(t, "C-b");
	terminal_type(t, "今天又帮了人\n");
	expect_said("11-23  今天又帮了人");
	terminal_press(t, "C-o");
	terminal_expect(t, "feedback-bright-spot-picker");
	terminal_type(t, "黑板\n");
	expect_said("> 闪光点     主动擦黑板");
	terminal_press(t, "Esc 1");
}

/* In other texts they are no phrases. */
Test(screen_bright_spots, are_offered_for_the_letter_alone, .init = begin_noted)
{
	terminal_press(t, "2 S-Tab*2 C-o");
	expect_said("多读书");
	cr_expect_not(terminal_shows(t, "黑板"), "%s", terminal_text(t));
	terminal_press(t, "Esc*2");
}

/* ---------------------------------------------------------- the student's page */

Test(screen_bright_spots, are_in_the_timeline_to_be_corrected, .init = begin_noted)
{
	terminal_press(t, "Tab");
	terminal_expect(t, "student-detail-bright-spots");
	terminal_press(t, "Down*2 Enter");
	expect_said("闪光点：扶起摔倒的低年级同学，还送他去了医务室");
	terminal_type(t, "。\n"); /* it is not typed over */
	expect_said("已保存这条闪光点。");
	terminal_press(t, "F8 2 F8 1");
	expect_said("已删除这条闪光点。");
	cr_expect_not(terminal_shows(t, "扶起"), "%s", terminal_text(t));
	terminal_press(t, "Home F8");
	expect_said("这个键结束导师的任期或缺勤");
}

static void begin_as_mentor(void)
{
	begin_noted();
	desk_leave(t);
	desk_as_mentor("T1");
	t = desk_open(24, 80);
}

Test(screen_bright_spots, the_offices_are_not_a_mentors_to_change, .init = begin_as_mentor)
{
	terminal_press(t, "Tab Down*2 Enter");
	expect_said("只有记录人和德育处可以修改。");
	terminal_press(t, "F8");
	expect_said("只有记录人和德育处可以修改。");
	terminal_press(t, "C-b");
	terminal_type(t, "自己看到的\n");
	terminal_press(t, "Up F8 1");
	expect_said("已删除");
	terminal_press(t, "Up*5 Down F8"); /* ending a mentor's time is the office's */
	expect_said("您无权进行此操作");
}
