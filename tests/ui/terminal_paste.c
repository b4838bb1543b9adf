/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pastes, marked by the terminal (bracketed paste), so that nothing in them is a key. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

/* In a form of a visit, in its notes. */
static void open_notes(void)
{
	desk_school();
	t = desk_open(24, 80);
	terminal_press(t, "5 Tab*5");
}

static void done(void)
{
	terminal_close(t);
	daoshi_tidy();
}

TestSuite(ui_terminal_paste, .init = open_notes, .fini = done);

#define BEGIN "\033[200~"
#define END   "\033[201~"

static void send(const char *bytes, size_t len)
{
	terminal_send(t, bytes, len);
}
#define SEND(bytes) send((bytes), sizeof(bytes) - 1)

static const char *list(const char *format)
{
	static struct buf out;
	struct run r = DAOSHI("list", "contacts", "--format", format);

	buf_clear(&out);
	buf_text(&out, buf_str(&r.out));
	run_release(&r);
	return buf_str(&out);
}

/* Saves, and looks for the note in the file. */
static void expect_saved(const char *note)
{
	terminal_press(t, "C-s");
	cr_expect(terminal_shows(t, "已记录"), "%s", terminal_text(t));
	cr_expect(strstr(list("json"), note), "%s", list("json"));
}

static void add_long(struct buf *out, size_t count)
{
	static const char *const text[] = { "今", "天", "家", "访", "，",
					    "孩", "子", "很", "好", "。" };

	for (size_t i = 0; i < count; i++)
		buf_text(out, text[i % 10]);
}

Test(ui_terminal_paste, a_long_text_is_one_change)
{
	struct buf text = { 0 };

	add_long(&text, 20000);
	terminal_paste(t, buf_str(&text));
	cr_expect(terminal_shows(t, "孩子很好。\n"), "%s", terminal_text(t));
	terminal_press(t, "C-u");
	cr_expect_str_eq(terminal_row(t, 8), "> 内容");
	terminal_press(t, "C-r");
	expect_saved(buf_str(&text));
	buf_release(&text);
}

Test(ui_terminal_paste, one_behind_what_was_typed_is_a_change_of_its_own)
{
	terminal_type(t, "先打的字");
	terminal_paste(t, "今天家访，孩子很好。");
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   先打的字今天家访，孩子很好。");
	terminal_press(t, "C-u");
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   先打的字");
}

Test(ui_terminal_paste, one_that_is_too_long_is_refused_whole)
{
	struct buf text = { 0 };

	terminal_type(t, "先打的字");
	add_long(&text, 20001);
	terminal_paste(t, buf_str(&text));
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   先打的字");
	cr_expect(terminal_shows(t, "放不下了，这里最多 19996 个字。"), "%s", terminal_text(t));
	terminal_type(t, "再打");
	expect_saved("\"先打的字再打\"");
	buf_release(&text);
}

/* Among them the keys that end the program, save, leave the form and suspend. */
Test(ui_terminal_paste, control_characters_press_no_keys)
{
	SEND(BEGIN "a\033\x11\x13\x03\x1A\x15\x0B\x01\x7F\bb" END);
	terminal_settle(t);
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   ab", "%s", terminal_text(t));
	cr_expect(terminal_shows(t, "个不可见字符"), "%s", terminal_text(t));
	SEND(BEGIN "\033[A\033[21~\033OP\033[200~c\033[31m\033[I" END);
	terminal_settle(t);
	terminal_press(t, "d");
	cr_expect(strstr(terminal_row(t, 8), "> 内容   abc") && strstr(terminal_row(t, 8), "d"),
		  "%s", terminal_text(t));
	cr_expect(terminal_running(t));
}

Test(ui_terminal_paste, a_nul_is_left_out)
{
	SEND(BEGIN "a\0b" END);
	terminal_settle(t);
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   ab", "%s", terminal_text(t));
}

Test(ui_terminal_paste, line_breaks_and_tabs)
{
	SEND(BEGIN "姓名\t班级\r\n赵测试\t六(1)\r钱\n孙" END);
	terminal_settle(t);
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   姓名 班级");
	cr_expect_str_eq(terminal_row(t, 9), "         赵测试 六(1)");
	cr_expect_str_eq(terminal_row(t, 10), "         钱");
	cr_expect_str_eq(terminal_row(t, 11), "         孙");
	expect_saved("\"姓名 班级\\n赵测试 六(1)\\n钱\\n孙\"");
}

Test(ui_terminal_paste, into_one_line_breaks_are_blanks)
{
	terminal_press(t, "Esc 2 Tab*3");
	cr_expect(terminal_shows(t, "> 地点\n"), "%s", terminal_text(t));
	SEND(BEGIN "心理\r\n咨询室\r\n" END);
	terminal_settle(t);
	cr_expect(terminal_shows(t, "> 地点   心理 咨询室\n"), "%s", terminal_text(t));
	terminal_press(t, "Backspace");
	cr_expect(terminal_shows(t, "> 地点   心理 咨询\n"), "%s", terminal_text(t));
}

/* Where nothing can be typed a paste does nothing. */
Test(ui_terminal_paste, into_choices_and_lists_is_nothing)
{
	terminal_press(t, "S-Tab*2");
	cr_expect(terminal_shows(t, "> 主题    1 理想  2"), "%s", terminal_text(t));
	SEND(BEGIN "12q\r\x11" END);
	terminal_settle(t);
	cr_expect(terminal_shows(t, "> 主题    1 理想  2"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	SEND(BEGIN "1q\r\x11" END);
	terminal_settle(t);
	cr_expect(terminal_shows(t, "待办"), "%s", terminal_text(t));
}

Test(ui_terminal_paste, into_a_search_it_is_looked_for)
{
	terminal_press(t, "Esc F2 /");
	SEND(BEGIN "孙测试\r\n" END);
	terminal_settle(t);
	cr_expect(terminal_shows(t, " 1 名学生"), "%s", terminal_text(t));
	terminal_press(t, "Enter Enter");
	cr_expect(terminal_shows(t, "孙测试 九(2)"), "%s", terminal_text(t));
}

Test(ui_terminal_paste, one_whose_end_never_comes_is_over_soon)
{
	SEND(BEGIN "没有结尾");
	terminal_wait_text(t, "没有结尾");
	terminal_press(t, "x");
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   没有结尾x");
}

Test(ui_terminal_paste, an_end_without_a_beginning_is_nothing)
{
	SEND("a" END "b");
	terminal_settle(t);
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   ab");
}

Test(ui_terminal_paste, a_window_resized_meanwhile_tears_nothing)
{
	SEND(BEGIN "前半");
	terminal_settle(t); /* it waits for the rest */
	terminal_resize(t, 30, 100);
	SEND("\x11后半" END);
	terminal_wait_text(t, "后半");
	cr_expect(terminal_running(t));
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   前半后半", "%s", terminal_text(t));
}

Test(ui_terminal_paste, a_character_of_it_may_come_in_pieces)
{
	SEND(BEGIN "导\xE5");
	SEND("\xB8\x88" END "x");
	terminal_wait_text(t, "导师x");
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   导师x");
}

/* Terminals without the marks send it as if it were typed. */
Test(ui_terminal_paste, without_marks_it_is_typed)
{
	SEND("今天家访，\r孩子很好。");
	terminal_settle(t);
	cr_expect_str_eq(terminal_row(t, 8), "> 内容   今天家访，");
	cr_expect_str_eq(terminal_row(t, 9), "         孩子很好。");
}
