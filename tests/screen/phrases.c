/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases: kept in a list, taken into texts by a list or by their code. */
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

TestSuite(screen_phrases, .fini = end);

static void expect_said(const char *sentence)
{
	cr_expect(terminal_shows(t, sentence), "%s is not said in\n%s", sentence, terminal_text(t));
}

static void add(const char *code, const char *text, const char *option)
{
	struct run r = DAOSHI("phrase", "add", text, "--code", code, option);

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}

static void expect_listed(const char *csv)
{
	EXPECT_RUN(DAOSHI("list", "phrases", "--format", "csv"), 0, csv, "");
}

/* The menu has no key for it: its row is found by its words. */
static void go_there(void)
{
	terminal_press(t, "F10 /");
	terminal_type(t, "常写\n\n");
	terminal_wait_text(t, "条常用语");
}

/* ------------------------------------------------------------------ the list */

Test(screen_phrases, added_changed_and_removed, .init = begin)
{
	go_there();
	terminal_expect(t, "phrases-empty");
	terminal_press(t, "F9");
	terminal_type(t, "课堂上敢于提问，思路清楚。\t");
	terminal_type(t, "家访\t");
	terminal_press(t, "C-s");
	terminal_expect(t, "phrase-code-refused");
	terminal_press(t, "C-a C-k");
	terminal_type(t, "KT\t2\n"); /* the last Enter saves */
	expect_said("已保存这条常用语。");
	expect_listed("code,whose,used,last_on,text\r\n"
		      "kt,school,,,课堂上敢于提问，思路清楚。\r\n");
	terminal_press(t, "C-e C-End");
	terminal_type(t, "好。");
	terminal_press(t, "C-s");
	terminal_expect(t, "phrases");
	terminal_press(t, "F8 2 F8 1");
	expect_said("已删除这条常用语。");
	expect_listed("code,whose,used,last_on,text\r\n");
}

static void begin_as_mentor(void)
{
	desk_school();
	add("xx", "学校的话", "--school");
	desk_as_mentor("T1");
	t = desk_open(16, 60);
}

Test(screen_phrases, a_mentor_keeps_ones_own_alone, .init = begin_as_mentor)
{
	go_there();
	terminal_press(t, "Enter");
	expect_said("这条是学校的常用语，由德育处修改。");
	terminal_press(t, "F8");
	expect_said("这条是学校的常用语，由德育处修改。");
	terminal_press(t, "F9");
	terminal_type(t, "自己的话\tzj\n"); /* it does not ask whose */
	terminal_expect(t, "phrases-60x16");
	expect_listed("code,whose,used,last_on,text\r\n"
		      "zj,own,,,自己的话\r\nxx,school,,,学校的话\r\n");
}

/* ------------------------------------------------------------- taking from a list */

/* A talk with 赵测试, the cursor in its notes. */
static void begin_talk(void)
{
	desk_school();
	add("kt", "课堂上敢于提问", "--school");
	add("zy", "作业工整，从不拖拉", "--school");
	add("x", "学习主动", "--school");
	t = desk_open(24, 80);
	terminal_press(t, "2 S-Tab*2");
	terminal_wait_cursor_row(t, "内容");
}

static void give_up(void)
{
	terminal_type(t, "。"); /* something to give up */
	terminal_press(t, "Esc 1");
}

Test(screen_phrases, picked_at_the_cursor, .init = begin_talk)
{
	terminal_type(t, "他。");
	terminal_press(t, "Left C-o");
	terminal_expect(t, "phrase-picker");
	terminal_type(t, "工整");
	terminal_press(t, "Enter");
	expect_said("他作业工整，从不拖拉。");
	terminal_press(t, "C-o");
	/* what was taken comes first, and a code finds */
	cr_expect(strstr(terminal_row(t, 3), "zy"), "%s", terminal_text(t));
	terminal_type(t, "kt\n");
	expect_said("他作业工整，从不拖拉课堂上敢于提问。");
	terminal_press(t, "C-o Esc"); /* nothing picked, nothing changed */
	expect_said("他作业工整，从不拖拉课堂上敢于提问。");
	terminal_press(t, "C-u");
	expect_said("他作业工整，从不拖拉。");
	give_up();
}

Test(screen_phrases, where_no_text_is_there_is_no_phrase, .init = begin_talk)
{
	terminal_press(t, "Tab*2 C-o"); /* the date */
	expect_said("请先移到文字栏");
	terminal_press(t, "S-Tab*2");
	give_up();
}

static void begin_without(void)
{
	desk_school();
	t = desk_open(16, 60);
	terminal_press(t, "2 S-Tab*2");
}

Test(screen_phrases, none_to_pick_says_how_to_come_by_one, .init = begin_without)
{
	terminal_press(t, "C-o");
	terminal_expect(t, "phrase-picker-empty-60x16");
	terminal_press(t, "Esc*2");
}

/* ----------------------------------------------------------------- typing a code */

/* The first row of the notes, which the cursor is in, and nothing behind it. */
static void expect_notes(const char *text)
{
	struct buf row = { 0 };

	buf_printf(&row, "\n> 内容   %s\n", text);
	cr_expect(strstr(terminal_text(t), buf_str(&row)), "not%s but\n%s", buf_str(&row),
		  terminal_text(t));
	buf_release(&row);
}

Test(screen_phrases, a_code_becomes_its_phrase_at_once, .init = begin_talk)
{
	static const struct {
		const char *typed, *becomes;
	} rows[] = {
		{ ";kt ", "课堂上敢于提问" },
		{ "他；kt\n", "他课堂上敢于提问" },
		{ "；ｋｔ\u3000", "课堂上敢于提问" },
		{ ";KT ;x ", "课堂上敢于提问学习主动" },
		/* as it was typed: no such code, or none at all */
		{ ";kx 。", ";kx 。" },
		{ "；ktx\n。", "；ktx" },
		{ "kt 。", "kt 。" },
		{ "上课好；作业好 。", "上课好；作业好 。" },
		{ "上课好； kt 。", "上课好； kt 。" },
		{ "；。", "；。" },
		{ "; x", "; x" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		terminal_type(t, rows[i].typed);
		expect_notes(rows[i].becomes);
		/* undone, the code stands there again; then all of it goes */
		terminal_press(t, "C-u*6");
		expect_said("        ");
	}
	give_up();
}

Test(screen_phrases, a_code_is_undone_in_one_step, .init = begin_talk)
{
	terminal_type(t, "他；kt ");
	terminal_press(t, "C-u");
	expect_notes("他；kt");
	terminal_press(t, "C-r");
	expect_notes("他课堂上敢于提问");
	give_up();
}

/* A long line takes one too, as far as there is room. */
Test(screen_phrases, a_long_line_takes_one_where_it_has_room, .init = begin)
{
	char lots[3 * 192 + 1] = "";

	add("kt", "课堂上敢于提问，思路清楚", "--school");
	for (int i = 0; i < 192; i++)
		strcat(lots, "好");
	terminal_press(t, "1 Tab 3 Tab");
	terminal_wait_cursor_row(t, "未上门原因");
	terminal_type(t, ";kt ");
	expect_said("课堂上敢于提问，思路清楚");
	terminal_press(t, "C-a C-k");
	terminal_paste(t, lots);
	terminal_type(t, ";kt ");
	expect_said("放不下了，这里最多 8 个字。");
	terminal_press(t, "Esc 1");
}
