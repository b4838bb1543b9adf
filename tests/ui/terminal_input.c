/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a terminal may send, keys or not, and how much it is sent back. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

static void open_school(void)
{
	desk_school();
	t = desk_open(24, 80);
}

/* In the suite's school's place. */
static void open_demo(void)
{
	terminal_close(t);
	daoshi_tidy();
	desk_demo();
	t = desk_open(24, 80);
}

static void done(void)
{
	terminal_close(t);
	daoshi_tidy();
}

TestSuite(ui_terminal_input, .init = open_school, .fini = done);

static void send(const char *bytes)
{
	terminal_send(t, bytes, strlen(bytes));
}

static const char *listed(void)
{
	static struct buf out;
	struct run r = DAOSHI("list", "contacts", "--format", "csv");

	buf_clear(&out);
	buf_text(&out, buf_str(&r.out));
	run_release(&r);
	return buf_str(&out);
}

/* ------------------------------------------------------------- typed ahead */

/* Two visits and a search, by forty keys in one piece. */
Test(ui_terminal_input, keys_typed_ahead_are_all_honoured)
{
	send("\r\033[Z\033[Z" /* the first student's visit, to its last field */
	     "on time 1"
	     "\023"           /* Ctrl-S */
	     "j1\033[Z\033[Z" /* the second one's */
	     "on time 2"
	     "\023"
	     "\033OQ" /* F2 */
	     "/S3\r");
	terminal_wait_text(t, "孙测试");
	cr_expect(terminal_shows(t, " 1 名学生"), "%s", terminal_text(t));
	cr_expect(strstr(listed(), "赵测试,甲测试,,home,,赵家长 父亲,,,on time 1"), "%s", listed());
	cr_expect(strstr(listed(), "钱测试,甲测试,,home,,,,,on time 2"), "%s", listed());
}

Test(ui_terminal_input, bytes_that_are_no_text_are_left_out)
{
	terminal_press(t, "5 Tab*5");
	send("导\xFF\xC3师\xE5\xAF");
	terminal_settle(t);
	terminal_press(t, "x");
	cr_expect(strstr(terminal_row(t, 8), "> 内容   导"), "%s", terminal_row(t, 8));
	cr_expect(strchr(terminal_row(t, 8), 'x'), "%s", terminal_row(t, 8));
}

/* -------------------------------------------------------- what is no key */

static void back_to_the_checklist(void)
{
	for (int i = 0; i < 5 && !terminal_shows(t, "待办"); i++)
		terminal_press(t, terminal_shows(t, "放弃修改") ? "1" : "Esc");
	terminal_wait_text(t, "待办");
}

static void expect_ignored(const char *const *sequences, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		terminal_press(t, "5 Tab*5 a b");
		send(sequences[i]);
		terminal_settle(t);
		terminal_press(t, "c");
		cr_expect_str_eq(terminal_row(t, 8), "> 内容   abc", "ESC %s gives %s",
				 sequences[i] + 1, terminal_row(t, 8));
		back_to_the_checklist();
	}
}
#define EXPECT_IGNORED(list) expect_ignored((list), sizeof(list) / sizeof *(list))

Test(ui_terminal_input, keys_without_a_meaning_press_nothing)
{
	static const char *const keys[] = {
		"\033[2~",                /* Insert */
		"\033[1;2A",              /* Shift and Alt with an arrow */
		"\033[1;3A", "\033[1;2P", /* Shift-F1 */
	};

	EXPECT_IGNORED(keys);
}

Test(ui_terminal_input, keys_that_terminfo_has_not_press_nothing)
{
	static const char *const keys[] = {
		"\033[25~",      /* F13 of some */
		"\033[13;2u",    /* Shift-Enter as newer terminals have it */
		"\033[27;5;13~", /* Ctrl-Enter */
		"\033[99;99;99X", "\033OX",
	};

	EXPECT_IGNORED(keys);
}

/* Nobody asked for them here; a program before may have, and have ended without a word. */
Test(ui_terminal_input, reports_press_nothing)
{
	static const char *const reports[] = {
		"\033[I", /* the window has the focus, or not */
		"\033[O",
		"\033[12;40R", /* where the cursor is */
		"\033[?1;2c",  /* what terminal it is */
		"\033[>0;276;0c",
		"\033[<0;10;10M\033[<0;10;10m", /* a mouse's button */
		"\033[M !!",
		"\033]11;rgb:0000/0000/0000\033\\", /* the colour of the ground */
		"\033P1$r0m\033\\",
	};

	EXPECT_IGNORED(reports);
}

Test(ui_terminal_input, half_a_sequence_presses_nothing)
{
	static const char *const halves[] = { "\033[", "\033O", "\033[1;", "\033[<0;1" };

	EXPECT_IGNORED(halves);
}

Test(ui_terminal_input, esc_alone_is_esc_and_so_is_one_before_another_key)
{
	terminal_press(t, "F2 C-e");
	send("\033");
	terminal_settle(t);
	cr_expect(terminal_shows(t, "3 名学生"), "%s", terminal_text(t));
	terminal_press(t, "C-e");
	send("\033/S2\r");
	terminal_wait_text(t, "1 名学生");
}

/* ----------------------------------------------------------------- frames */

static void expect_frames(const char *keys, size_t most)
{
	terminal_press(t, keys);
	cr_expect_leq(terminal_step(t).bytes, most, "%s: %zu bytes", keys, terminal_step(t).bytes);
	cr_expect_eq(terminal_step(t).reads, 1, "%s: %zu pieces", keys, terminal_step(t).reads);
}

Test(ui_terminal_input, a_frame_is_one_piece_and_small, .init = open_demo)
{
	static const struct {
		const char *keys;
		size_t most; /* of the last one */
	} cases[] = {
		{ "Down", 60 },   { "Up", 60 },        { "Right", 60 },
		{ "Left", 60 },   { "End", 60 },       { "Home", 60 },
		{ "F2", 2000 },   { "Down", 60 },      { "Up", 60 },
		{ "PgDn", 1600 }, { "PgDn", 1600 },    { "PgUp", 1600 },
		{ "End", 1600 },  { "Home", 1600 },    { "F3", 1600 },
		{ "Down", 60 },   { "F4 PgDn", 1600 }, { "PgDn", 1600 },
		{ "Down", 60 },   { "F1 PgDn", 1600 }, { "Esc Esc Esc F12 1 S-Tab*2 a", 1600 },
		{ "b", 60 },      { "Backspace", 60 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_frames(cases[i].keys, cases[i].most);
}

/* While nobody types, nothing is sent. */
Test(ui_terminal_input, an_ignored_key_paints_nothing)
{
	terminal_press(t, "F8");
	cr_expect_eq(terminal_step(t).bytes, 0);
	terminal_press(t, "C-l");
	cr_expect_gt(terminal_step(t).bytes, 500);
	cr_expect_eq(terminal_step(t).reads, 1);
}
