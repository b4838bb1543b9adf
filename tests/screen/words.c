/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a text may go on, dim behind the cursor; and a letter that repeats another. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

static void record(const char *kind, const char *student, const char *note)
{
	struct run r = DAOSHI_IN(note, "record", kind, "--student", student, "--date", "11-2",
				 "--note", "-");

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}

static void begin(void)
{
	desk_school();
	record("talk", "S1", "课堂上敢于提问。父母都在外地。");
	record("talk", "S2", "课堂上敢于提问，和赵测试同桌。");
	t = desk_open(24, 80);
}

static void end(void)
{
	desk_leave(t);
	daoshi_tidy();
}

TestSuite(screen_words, .fini = end);

static void expect_said(const char *sentence)
{
	cr_expect(terminal_shows(t, sentence), "%s is not said in\n%s", sentence, terminal_text(t));
}

static void open_talk(const char *keys)
{
	terminal_press(t, keys);
	terminal_wait_cursor_row(t, "内容");
}

Test(screen_words, the_rest_is_offered_and_taken, .init = begin)
{
	static const char *const taking[] = { "Right", "End" };

	for (size_t i = 0; i < 2; i++) {
		open_talk("2 S-Tab*2");
		terminal_type(t, "课堂");
		if (!i)
			terminal_expect_with_looks(t, "words-offered");
		terminal_press(t, taking[i]);
		terminal_type(t, "！");
		expect_said("课堂上敢于提问！");
		terminal_press(t, "C-u"); /* what was taken is one step */
		terminal_press(t, "Esc 1");
	}
}

/* Whatever is typed or pressed instead: nothing but that. */
Test(screen_words, what_is_not_taken_is_not_there, .init = begin)
{
	static const struct {
		const char *keys, *typed, *text;
	} rows[] = {
		{ "", "很好", "课堂很好" },          { "Left Right", "很好", "课堂很好" },
		{ "Home End", "很好", "课堂很好" },  { "Backspace Right", "很好", "课很好" },
		{ "Enter Right", "很好", "  很好" }, { "C-s", "", NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		open_talk("2 S-Tab*2");
		terminal_type(t, "课堂");
		expect_said("课堂上敢于提问");
		if (*rows[i].keys)
			terminal_press(t, rows[i].keys);
		if (!rows[i].text)
			break;
		terminal_type(t, rows[i].typed);
		cr_expect_not(terminal_shows(t, "上敢于提问"), "%s", terminal_text(t));
		expect_said(rows[i].text);
		terminal_press(t, "Esc 1");
	}
	EXPECT_RUN(DAOSHI("list", "contacts", "--from", "11-23"), 0,
		   "Date        Kind  Students  Mentor  Occasion  Mode       Notes\n"
		   "2026-11-23  talk  赵测试    甲测试            in person  课堂\n",
		   "");
}

Test(screen_words, only_at_the_end_of_a_line, .init = begin)
{
	open_talk("2 S-Tab*2");
	terminal_type(t, "甲乙");
	terminal_press(t, "Left");
	terminal_type(t, "。课堂");
	cr_expect_not(terminal_shows(t, "上敢于"), "%s", terminal_text(t));
	terminal_press(t, "Enter Up End");
	terminal_type(t, "，课堂"); /* a line that others follow has an end too */
	expect_said("课堂上敢于提问");
	terminal_press(t, "Esc 1");
}

/* 赵测试's own family is nobody else's business, nor is a name in a note. */
Test(screen_words, nothing_of_another_student, .init = begin)
{
	open_talk("2 S-Tab*2");
	terminal_type(t, "父母");
	expect_said("父母都在外地");
	terminal_press(t, "Esc 1");
	open_talk("Down 2 S-Tab*2");
	terminal_type(t, "父母");
	cr_expect_not(terminal_shows(t, "外地"), "%s", terminal_text(t));
	terminal_type(t, "。和赵");
	cr_expect_not(terminal_shows(t, "同桌"), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
	terminal_press(t, "Up 3"); /* and in the letter, what was written about several alone */
	terminal_type(t, "父母");
	cr_expect_not(terminal_shows(t, "> 闪光点     父母都"), "%s", terminal_text(t));
	terminal_type(t, "。课堂");
	expect_said("> 闪光点     父母。课堂上敢于提问");
	terminal_press(t, "Esc 1");
}

/* What was saved just now is known to the next form. */
Test(screen_words, what_was_written_today_counts, .init = begin)
{
	for (int i = 0; i < 2; i++) {
		open_talk(i ? "Down 2 S-Tab*2" : "2 S-Tab*2");
		terminal_type(t, "约定每天先订正");
		terminal_press(t, "C-s");
	}
	open_talk("2 S-Tab*2");
	terminal_type(t, "约定");
	expect_said("约定每天先订正");
	terminal_press(t, "Esc 1");
}

/* --------------------------------------------------------- a repeated letter */

static void begin_letters(void)
{
	desk_school();
	record("feedback", "S1", "课堂上敢于提问，思路清楚，大家都爱听。");
	t = desk_open(24, 80);
	terminal_press(t, "Down 3");
	terminal_type(t, "钱测试课堂上敢于提问，思路清楚，大家都爱听！");
}

static const char *letter(void)
{
	static struct buf out;
	struct run r = DAOSHI("list", "contacts", "--student", "S2", "--format", "csv");

	buf_clear(&out);
	buf_text(&out, buf_str(&r.out));
	run_release(&r);
	return buf_str(&out);
}

Test(screen_words, a_repeated_letter_is_asked_about, .init = begin_letters)
{
	terminal_press(t, "C-s");
	terminal_expect(t, "feedback-repeats");
	terminal_press(t, "2");
	cr_expect_not(strstr(letter(), "课堂"), "%s", letter());
	terminal_type(t, "好。"); /* one is still in the text */
	terminal_press(t, "C-n");
	expect_said("这封反馈与赵测试的重复");
	terminal_press(t, "1");
	cr_expect(strstr(letter(), "大家都爱听！好。"), "%s", letter());
	terminal_press(t, "Esc");
}

/* Whoever wants it so is not asked again, until the text is another. */
Test(screen_words, who_saves_it_all_the_same_is_asked_once, .init = begin_letters)
{
	terminal_press(t, "S-Tab*6");
	terminal_type(t, "1124"); /* in the future: it cannot be saved */
	terminal_press(t, "C-s");
	expect_said("2026-11-24");
	terminal_press(t, "C-a C-k");
	terminal_type(t, "1120");
	terminal_press(t, "C-s");
	expect_said("这封反馈与赵测试的重复");
	terminal_press(t, "1");
	cr_expect(strstr(letter(), "2026-11-20,feedback"), "%s", letter());
	terminal_press(t, "3 S-Tab*5"); /* handed over later */
	terminal_type(t, "t");
	terminal_press(t, "C-s");
	expect_said("已记录：反馈，钱测试");
	terminal_press(t, "3 C-End");
	terminal_type(t, "好。");
	terminal_press(t, "C-s");
	expect_said("这封反馈与赵测试的重复");
	terminal_press(t, "1");
}

Test(screen_words, one_of_ones_own_is_not_asked_about, .init = begin_letters)
{
	terminal_press(t, "C-a C-k");
	terminal_type(t, "朗读有感情，为班级赢得好评。");
	terminal_press(t, "C-s");
	expect_said("已记录：反馈，钱测试");
}
