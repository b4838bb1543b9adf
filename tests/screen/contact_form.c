/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording a contact. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_contact_form, .init = desk_school, .fini = daoshi_tidy);

/* The form of a kind, the digit in the list's question. */
static struct terminal *open_form(const char *kind)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F4 F9");
	terminal_press(t, kind);
	return t;
}

static void leave_form(struct terminal *t)
{
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_contact_form, asks_for_what_the_kind_needs)
{
	static const struct {
		const char *kind, *title, *has, *lacks;
	} kinds[] = {
		{ "1", "新增：家访", "方式", "地点" },     { "2", "新增：谈话", "节点", "闪光点" },
		{ "3", "新增：反馈", "成长建议", "地点" }, { "4", "新增：电话", "主题", "方式" },
		{ "5", "新增：消息", "主题", "节点" },
	};
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F4");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		terminal_press(t, "F9");
		terminal_press(t, kinds[i].kind);
		cr_expect(terminal_shows(t, kinds[i].title) && terminal_shows(t, kinds[i].has) &&
				  !terminal_shows(t, kinds[i].lacks),
			  "%s", terminal_text(t));
		terminal_press(t, "Esc");
		terminal_wait_text(t, "0 条记录");
	}
	desk_leave(t);
}

Test(screen_contact_form, says_all_that_is_missing)
{
	struct terminal *t = open_form("2");

	terminal_expect(t, "contact-talk");
	terminal_press(t, "C-s");
	terminal_expect(t, "contact-talk-lacking");
	leave_form(t);
}

Test(screen_contact_form, records_one_with_everything_picked)
{
	struct terminal *t = open_form("2");

	terminal_type(t, "孙"); /* begins the find */
	terminal_expect(t, "contact-picker");
	terminal_press(t, "Enter Tab");
	terminal_type(t, "11/02");
	terminal_press(t, "Tab Space");
	terminal_expect(t, "contact-occasions");
	terminal_press(t, "Down Enter Tab 3 Tab");
	terminal_type(t, "图书馆");
	terminal_press(t, "Tab");
	terminal_type(t, "t2");
	terminal_expect(t, "contact-mentor-picker");
	terminal_press(t, "Enter Tab 2 3 3 4 Tab");
	terminal_type(t, "聊得不错。");
	terminal_expect(t, "contact-talk-filled");
	terminal_press(t, "C-s");
	terminal_expect(t, "contact-talk-recorded");
	desk_leave(t);
}

Test(screen_contact_form, a_picker_cancelled_changes_nothing)
{
	struct terminal *t = open_form("5");

	terminal_press(t, "Enter Enter"); /* the first one */
	terminal_wait_text(t, "学生*  赵测试");
	terminal_press(t, "Space");
	terminal_type(t, "无此人");
	terminal_wait_text(t, "没有找到");
	terminal_press(t, "Enter"); /* of nothing */
	terminal_press(t, "Esc Esc");
	terminal_wait_text(t, "学生*  赵测试");
	terminal_press(t, "Tab*2 Space Esc");
	terminal_wait_text(t, "导师*  甲测试");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录：消息，赵测试，2026-11-23。");
	desk_leave(t);
}

Test(screen_contact_form, a_picker_cancelled_keeps_the_student_of_a_feedback)
{
	struct terminal *t = open_form("3");

	terminal_press(t, "Enter Enter");
	terminal_wait_text(t, "学生*      赵测试");
	terminal_press(t, "Space Esc");
	cr_expect(strstr(terminal_row(t, 2), "赵测试"), "%s", terminal_text(t));
	terminal_press(t, "C-s");
	cr_expect(terminal_shows(t, "已记录：反馈，赵测试，"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_contact_form, a_student_picked_twice_is_named_once)
{
	struct terminal *t = open_form("2");

	terminal_press(t, "Enter Enter Space Enter");
	cr_expect(!strstr(terminal_row(t, 2), "赵测试 赵测试"), "%s", terminal_row(t, 2));
	leave_form(t);
}

/* Otherwise the talk would be on record as held by somebody who never met the student. */
Test(screen_contact_form, the_mentor_of_a_student_taken_out_goes_too)
{
	struct terminal *t = open_form("2");

	terminal_press(t, "Enter Enter");
	terminal_wait_text(t, "导师*  甲测试");
	terminal_press(t, "Backspace");
	terminal_type(t, "孙");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "学生*  孙测试");
	cr_expect(!terminal_shows(t, "甲测试"), "%s", terminal_text(t));
	leave_form(t);
}

Test(screen_contact_form, what_is_filled_in_is_not_missing_any_more)
{
	struct terminal *t = open_form("2");

	terminal_press(t, "C-s Enter Enter");
	terminal_wait_text(t, "导师*  甲测试");
	cr_expect(!terminal_shows(t, "缺少导师"), "%s", terminal_text(t));
	leave_form(t);
}

Test(screen_contact_form, refuses_days_at_the_field)
{
	static const struct {
		const char *typed, *sentence;
	} days[] = {
		{ "明天", "2026-11-24 还没有到" },
		{ "2026-11-24", "2026-11-24 还没有到" },
		{ "2026-08-31", "2026-08-31 不在本学年（2026-09-01 至 2027-08-31）之内" },
		{ "2025-11-03", "2025-11-03 不在本学年" },
		{ "2026-02-30", "日期「2026-02-30」不是日期" },
		{ "2026-10-11", "2026-10-11 有学生尚未入学或已离校" },
	};
	static const char late[] = "学号,姓名,班级\nS4,李测试,九(3)\n";
	struct terminal *t;

	daoshi_file("roster.csv", late, sizeof late - 1);
	EXPECT_RUN(
		DAOSHI("import", "students", daoshi_path("roster.csv"), "--joined", "2026-10-12"),
		0, "", "1 added");
	t = open_form("4");
	terminal_type(t, "李");
	terminal_press(t, "Enter Tab*2 Enter Enter S-Tab");
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		desk_retype(t, days[i].typed);
		terminal_press(t, "C-s");
		cr_expect(strstr(terminal_row(t, 4), days[i].sentence), "%s: %s", days[i].typed,
			  terminal_text(t));
		cr_expect_eq(terminal_state(t).row, 3, "%s", terminal_text(t));
	}
	terminal_expect(t, "contact-day-before-enrolment");
	desk_retype(t, "2026-10-12");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录：电话，李测试，2026-10-12。");
	desk_leave(t);
}

/* Every way that the hint below the field names, key by key. */
Test(screen_contact_form, reads_days_as_the_hint_says)
{
	static const struct {
		const char *typed, *day;
	} days[] = {
		{ "t", "2026-11-23" },      { "-1", "2026-11-22" },
		{ "-16", "2026-11-07" },    { "1116", "2026-11-16" },
		{ "11-16", "2026-11-16" },  { "9-30", "2026-09-30" },
		{ "昨天", "2026-11-22" },   { "周一", "2026-11-23" },
		{ "上周五", "2026-11-20" }, { "１１－１６", "2026-11-16" },
	};
	struct terminal *t = open_form("4");

	terminal_type(t, "孙\n");
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		terminal_press(t, "Tab");
		terminal_type(t, days[i].typed);
		terminal_press(t, "S-Tab");
		cr_expect(strstr(terminal_row(t, 3), days[i].day), "%s: %s", days[i].typed,
			  terminal_row(t, 3));
	}
	leave_form(t);
}

/* ------------------------------------------------------------------ the text */

static const char note[] = "今天在图书馆谈了一个小时，孩子最近睡得不好，"
			   "说“晚上总要到十二点以后才睡着”，家里也没有人提醒（父亲长期在外地）。\n"
			   "\n"
			   "约定：\n"
			   "1. 手机晚上十点交给奶奶保管；\n"
			   "2. 每周一中午来办公室坐一坐，把一周的事说一说；\n"
			   "3. 期中考试前不再加课。\n";

Test(screen_contact_form, wraps_a_note_as_chinese_is_printed)
{
	struct terminal *t = open_form("5");

	terminal_type(t, "赵\n");
	terminal_press(t, "S-Tab");
	terminal_paste(t, note);
	terminal_expect(t, "contact-note");
	terminal_press(t, "C-s Enter");
	terminal_wait_text(t, "3. 期中考试前不再加课。");
	desk_leave(t);
}

/* A punctuation mark never begins a row, whatever the width. */
Test(screen_contact_form, no_row_of_a_note_begins_with_a_stop)
{
	static const char *const never[] = { "，", "。", "；", "：", "”", "）", "、" };
	struct terminal *t = open_form("5");

	terminal_type(t, "赵\n");
	terminal_press(t, "S-Tab");
	terminal_paste(t, note);
	for (int cols = 60; cols < 84; cols++) {
		terminal_resize(t, 24, cols);
		for (int row = 6; row < 22; row++) {
			const char *text = terminal_row(t, row);

			text += strspn(text, "> ");
			for (size_t i = 0; i < sizeof never / sizeof *never; i++)
				cr_expect(strncmp(text, never[i], strlen(never[i])),
					  "%d columns: %s", cols, terminal_text(t));
		}
	}
	leave_form(t);
}

Test(screen_contact_form, scrolls_a_note_that_is_longer_than_the_window)
{
	const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct terminal *t = desk_open_with(&small, (const char *const[]){ NULL });
	char line[32];

	terminal_press(t, "F2 2 S-Tab*2");
	for (int i = 1; i <= 12; i++) {
		snprintf(line, sizeof line, "第 %d 件事。\n", i);
		terminal_type(t, line);
	}
	terminal_expect(t, "contact-long-note");
	terminal_press(t, "C-Home");
	terminal_expect(t, "contact-long-note-top");
	terminal_press(t, "PgDn*3");
	terminal_wait_text(t, "第 10 件事。");
	terminal_press(t, "C-Home Up"); /* out of the text, to the field above */
	terminal_wait_cursor_row(t, "敏感");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录：谈话，赵测试，2026-11-23。");
	desk_leave(t);
}

/* ------------------------------------------------------------------ several */

Test(screen_contact_form, one_talk_for_all_that_are_marked)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Space Down Space 2");
	terminal_expect(t, "contact-several");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录：谈话，赵测试 孙测试，2026-11-23。");
	terminal_press(t, "F4");
	terminal_wait_text(t, "1 条记录");
	terminal_press(t, "F12 Right*2");
	cr_expect(terminal_shows(t, "逾6"), "%s", terminal_text(t));
	terminal_press(t, "F2 Enter");
	terminal_wait_text(t, "2026-11-23  谈话      甲测试  面谈");
	desk_leave(t);
}

/* As at the desk: three marked in the checklist, one of them taken out again, topics by digits. */
Test(screen_contact_form, a_group_talk_from_the_checklist)
{
	struct terminal *t = desk_open(24, 80);
	struct run r;

	terminal_press(t, "Space*3 2");
	terminal_wait_text(t, "学生*  赵测试 钱测试 孙测试");
	terminal_press(t, "Up Backspace");
	terminal_wait_text(t, "> 学生*  赵测试 钱测试\n");
	terminal_press(t, "Backspace");
	terminal_wait_text(t, "> 学生*  赵测试\n");
	terminal_type(t, "孙\n");
	terminal_wait_text(t, "> 学生*  赵测试 孙测试\n");
	terminal_press(t, "Tab*6 2 6");
	terminal_wait_text(t, "[2 心理] 3 学习  4 生活  5 生涯 [6 同伴]");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录：谈话，赵测试 孙测试，2026-11-23。");
	cr_expect_not(terminal_shows(t, "已标记"), "%s", terminal_text(t));
	r = DAOSHI("list", "contacts", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), "赵测试 孙测试,甲测试,,in_person,,,,psychology peers,"),
		  "%s", buf_str(&r.out));
	run_release(&r);
	desk_leave(t);
}

Test(screen_contact_form, delete_takes_out_all_students)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Space*3 2 Up Delete");
	terminal_wait_text(t, "> 学生*\n");
	leave_form(t);
}

/* ---------------------------------------------------------------- with whom */

/* A second guardian for the first student. */
static void add_mother(void)
{
	desk_script("INSERT INTO guardian (student_id, name, relation, phone)"
		    " VALUES (1, '李家长', '母亲', '13900000022')");
}

Test(screen_contact_form, a_call_was_with_a_guardian)
{
	struct terminal *t;

	add_mother();
	t = desk_open(24, 80);
	terminal_press(t, "4");
	terminal_wait_text(t, "  家长   赵家长 父亲\n"); /* who is called first */
	terminal_press(t, "Tab Space");
	terminal_expect(t, "contact-guardians");
	terminal_press(t, "Down Enter");
	terminal_wait_text(t, "> 家长   李家长 母亲\n");
	terminal_press(t, "C-s Tab");
	terminal_wait_text(t, "2026-11-23  电话      甲测试  李家长 母亲");
	terminal_press(t, "End Enter Tab*2 Backspace C-s"); /* not known after all */
	terminal_wait_text(t, "2026-11-23  电话      甲测试\n");
	desk_leave(t);
}

/* Only where there is one student, and somebody to choose from. */
Test(screen_contact_form, a_guardian_is_asked_for_where_there_is_one)
{
	static const struct {
		const char *keys;
		bool asked;
	} cases[] = {
		{ "1", true },
		{ "2", false },
		{ "3", false },
		{ "4", true },
		{ "5", true },
		{ "Down 4", false },
		{ "Space*2 5", false },
		{ "Space*2 5 Up Backspace", true },
		{ "5 Up Space Down Enter", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct terminal *t = desk_open(24, 80);

		terminal_press(t, "F2");
		terminal_press(t, cases[i].keys);
		cr_expect_eq(terminal_shows(t, "赵家长 父亲"), cases[i].asked, "%s: %s",
			     cases[i].keys, terminal_text(t));
		terminal_press(t, "Esc");
		if (terminal_shows(t, "放弃修改"))
			terminal_press(t, "1");
		desk_leave(t);
	}
}

/* Somebody takes the guardian off the list while the form is open. */
Test(screen_contact_form, a_guardian_who_is_gone_is_told_at_the_field)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "4");
	desk_script("DELETE FROM guardian");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "这不是该学生的家长，请重选或留空。");
	terminal_wait_cursor_row(t, "家长");
	terminal_press(t, "Backspace C-s");
	terminal_wait_text(t, "已记录：电话，赵测试");
	desk_leave(t);
}

/* Before anything is written, not after. */
Test(screen_contact_form, a_feedback_for_two_is_refused_at_once)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Space Space 3");
	terminal_wait_text(t, "书面反馈一次只给一名学生");
	terminal_wait_text(t, "已标记 2");
	desk_leave(t);
}

Test(screen_contact_form, the_second_feedback_of_a_year_is_the_first_one)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 3");
	terminal_type(t, "乐于助人。");
	terminal_press(t, "C-s 3");
	terminal_wait_text(t, "第一学期  反馈");
	terminal_wait_text(t, "乐于助人。");
	terminal_press(t, "S-Tab*5");
	terminal_type(t, "11.25");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "2026-11-25 还没有到");
	terminal_press(t, "-");
	leave_form(t);
}

Test(screen_contact_form, asks_before_it_discards_a_text)
{
	struct terminal *t = open_form("5");

	terminal_press(t, "S-Tab");
	terminal_type(t, "写了一半");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "放弃修改吗？  1 放弃  2 继续修改");
	terminal_press(t, "Enter Space x"); /* none of them answers */
	terminal_wait_text(t, "放弃修改吗？");
	terminal_press(t, "2");
	terminal_wait_text(t, "写了一半");
	leave_form(t);
}
