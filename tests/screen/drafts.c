/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is half typed outlives a lost line and a killed program, and is found again. */
#include <criterion/criterion.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "support/desk.h"
#include "support/draft.h"
#include "support/raw.h"

TestSuite(screen_drafts, .init = desk_school, .fini = daoshi_tidy);

static const char note[] = "写到一半，窗外下雨了";
static const char asked[] = "有未写完的";

/* A message about the first student, its note half written. */
static struct terminal *write_note(const char *text)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "5 Tab*5");
	terminal_type(t, text);
	return t;
}

static void lose(struct terminal *t)
{
	terminal_hang_up(t);
	terminal_wait_exit(t);
	terminal_close(t);
}

static void end_by(struct terminal *t, int sig)
{
	int status;

	terminal_signal(t, sig);
	status = terminal_wait_exit(t);
	cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == sig, "it ended with %x", status);
	terminal_close(t);
}

static void go_on(struct terminal *t)
{
	terminal_wait_text(t, asked);
	terminal_press(t, "1");
	terminal_wait_text(t, "请接着写");
}

/* -------------------------------------------------------------------- kept */

Test(screen_drafts, a_lost_line_and_the_next_start)
{
	struct terminal *t = write_note(note);

	lose(t);
	draft_expect("contact.1", note);
	t = desk_open(24, 80);
	go_on(t);
	terminal_expect(t, "draft-continued");
	terminal_type(t, "，又停了");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录");
	cr_expect_eq(draft_count(), 0);
	terminal_press(t, "F4 Enter");
	terminal_wait_text(t, "写到一半，窗外下雨了，又停了");
	terminal_press(t, "Esc");
	desk_leave(t);
	t = desk_open(24, 80);
	cr_expect(!terminal_shows(t, asked), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_drafts, told_to_end)
{
	static const int signals[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT };

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct terminal *t = write_note(note);

		end_by(t, signals[i]);
		draft_expect("contact.1", note);
		draft_clear();
	}
}

/* Nobody can tell it: what was typed is there after a moment of rest. */
Test(screen_drafts, killed_after_a_rest)
{
	struct terminal *t = write_note(note);

	draft_wait(note);
	end_by(t, SIGKILL);
	t = desk_open(24, 80);
	go_on(t);
	terminal_wait_text(t, note);
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* Without any rest, after forty keys. */
Test(screen_drafts, killed_while_typing)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "5 Tab*5");
	for (int i = 0; i < 100; i++)
		terminal_type(t, "字");
	draft_wait("字字字字字字字字字字字字字字字字字字字字");
	end_by(t, SIGKILL);
}

Test(screen_drafts, stopped_and_gone_on)
{
	struct terminal *t = write_note(note);

	terminal_send(t, "\x1A", 1);
	terminal_wait_stop(t);
	draft_expect("contact.1", note);
	terminal_signal(t, SIGCONT);
	terminal_wait_text(t, note);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录");
	cr_expect_eq(draft_count(), 0);
	desk_leave(t);
}

/* Stopped, and the line lost meanwhile. */
Test(screen_drafts, lost_while_it_was_stopped)
{
	struct terminal *t = write_note(note);

	terminal_signal(t, SIGSTOP);
	terminal_wait_stop(t);
	terminal_hang_up(t);
	terminal_wait_exit(t);
	terminal_close(t);
	draft_expect("contact.1", note);
}

/* In a dialog above the form, too. */
Test(screen_drafts, lost_in_the_midst_of_a_question)
{
	struct terminal *t = write_note(note);

	terminal_press(t, "Esc");
	terminal_wait_text(t, "放弃修改吗？");
	lose(t);
	draft_expect("contact.1", note);
}

/* Forty lines lost right after a key, at any place of a text, and none hung. Each was read, so each
 * is there: not one character is lost. */
Test(screen_drafts, forty_lost_lines)
{
	static const char text[] =
		"春风又绿江南岸，明月何时照我还。Rén zhī chū，性本善；１２３ 五月渔郎。";
	unsigned seed = 20261123;

	for (int round = 0; round < 40; round++) {
		struct terminal *t = desk_open(24, 80);
		size_t len;
		char part[sizeof text];

		seed = seed * 1103515245u + 12345u;
		len = 1 + (seed >> 16) % (sizeof text - 1);
		while ((text[len] & 0xC0) == 0x80)
			len++;
		snprintf(part, sizeof part, "%.*s", (int)len, text);
		terminal_press(t, "5 Tab*5");
		terminal_type(t, part);
		if (round % 2)
			terminal_hang_up(t);
		else
			terminal_signal(t, SIGHUP);
		terminal_wait_exit(t);
		terminal_close(t);
		draft_expect("contact.1", part);
		draft_clear();
	}
}

/* -------------------------------------------------------------------- not kept */

Test(screen_drafts, given_up_or_untouched)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "5 Tab*5");
	lose(t);
	cr_expect_eq(draft_count(), 0, "nothing was typed");
	t = write_note(note);
	draft_wait(note);
	terminal_press(t, "Esc 1");
	cr_expect_eq(draft_count(), 0);
	desk_leave(t);
	t = write_note(note);
	draft_wait(note);
	terminal_press(t, "C-q 1");
	terminal_wait_exit(t);
	terminal_close(t);
	cr_expect_eq(draft_count(), 0);
}

Test(screen_drafts, discarded_at_the_start)
{
	struct terminal *t = write_note(note);

	lose(t);
	t = desk_open(24, 80);
	terminal_press(t, "2");
	terminal_wait_text(t, "确定放弃这份草稿吗？");
	terminal_press(t, "2");
	cr_expect_eq(draft_count(), 1);
	desk_leave(t);
	t = desk_open(24, 80);
	terminal_press(t, "2 1");
	cr_expect_eq(draft_count(), 0);
	desk_leave(t);
}

/* Later is the next start, or the menu; another form of the kind does not write over it. */
Test(screen_drafts, left_for_later)
{
	struct terminal *t = write_note(note);

	lose(t);
	t = desk_open(24, 80);
	terminal_press(t, "3 5 Tab*5");
	terminal_type(t, "另一条");
	lose(t);
	draft_expect("contact.1", note);
	draft_expect("contact.2", "另一条");
	t = desk_open(24, 80);
	terminal_wait_text(t, "草稿 2 份");
	terminal_wait_text(t, "另一条");
	terminal_press(t, "Down Enter");
	terminal_wait_text(t, note);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "草稿 1 份");
	terminal_press(t, "F8 1");
	terminal_wait_text(t, "没有草稿。");
	cr_expect_eq(draft_count(), 0);
	desk_leave(t);
}

/* ------------------------------------------------------------- two at the same time */

Test(screen_drafts, a_living_one_is_not_offered)
{
	struct terminal *a = write_note(note), *b;

	draft_wait(note);
	b = desk_open(24, 80);
	cr_expect(!terminal_shows(b, asked), "%s", terminal_text(b));
	terminal_press(b, "5 Tab*5");
	terminal_type(b, "第二处");
	draft_wait("第二处");
	lose(a);
	draft_expect("contact.1", note);
	draft_expect("contact.2", "第二处");
	terminal_press(b, "C-s");
	desk_leave(b);
	cr_expect_eq(draft_count(), 1);
}

/* Past daoshi. */
static int number_of(const char *query)
{
	sqlite3 *db = raw_open(daoshi_path("school.db"));
	sqlite3_stmt *stmt;
	int n;

	cr_assert_eq(sqlite3_prepare_v2(db, query, -1, &stmt, NULL), SQLITE_OK, "%s", query);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

/* The rev that it began from comes back with it, and what it changed from: another field that
 * somebody changed stays, and the same one is asked about. */
Test(screen_drafts, somebody_changed_the_record_meanwhile)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 C-e End");
	terminal_type(t, "一");
	lose(t);
	desk_script("UPDATE mentor SET subject = '体育', rev = rev + 1 WHERE staff_no = 'T1'");
	t = desk_open(24, 80);
	go_on(t);
	terminal_wait_text(t, "甲测试一");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存 甲测试一。");
	cr_expect_eq(draft_count(), 0);
	desk_leave(t);
	cr_expect(number_of("SELECT name = '甲测试一' AND subject = '体育' FROM mentor "
			    "WHERE staff_no = 'T1'"));
}

Test(screen_drafts, somebody_changed_the_same_field_meanwhile)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 C-e End");
	terminal_type(t, "一");
	lose(t);
	desk_script("UPDATE mentor SET name = '甲测试二', rev = rev + 1 WHERE staff_no = 'T1'");
	t = desk_open(24, 80);
	go_on(t);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "1 对方      甲测试二");
	terminal_wait_text(t, "2 我的      甲测试一");
	cr_expect_eq(draft_count(), 1);
	terminal_press(t, "2 Enter");
	terminal_wait_text(t, "已保存 甲测试一。");
	desk_leave(t);
	cr_expect(number_of("SELECT name = '甲测试一' FROM mentor WHERE staff_no = 'T1'"));
}

/* A number that is shown in part comes back whole, new or of before. */
Test(screen_drafts, a_number_comes_back_whole)
{
	static const char *const ways[] = { "F2 Enter F9 x Tab 2 Tab", "F2 Enter Enter Tab*2" };

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct terminal *t = desk_open(24, 80);

		terminal_press(t, ways[i]);
		desk_retype(t, "13900007777");
		terminal_press(t, "Tab");
		lose(t);
		t = desk_open(24, 80);
		go_on(t);
		terminal_press(t, "C-s");
		terminal_wait_text(t, "已保存");
		desk_leave(t);
		cr_expect_eq(number_of("SELECT count(*) FROM guardian WHERE phone = '13900007777'"),
			     (int)i + 1, "%s", ways[i]);
	}
}

/* What it was is in no draft: once somebody changed the row, it is asked which one counts. */
Test(screen_drafts, a_number_that_somebody_changed_meanwhile)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter Enter Tab*2");
	desk_retype(t, "13900007777");
	lose(t);
	desk_script("UPDATE guardian SET phone = '13900008888', rev = rev + 1 WHERE id = 1");
	t = desk_open(24, 80);
	go_on(t);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "1 对方      139****8888");
	terminal_wait_text(t, "2 我的      139****7777");
	terminal_press(t, "1 Enter");
	desk_leave(t);
	cr_expect(number_of("SELECT phone = '13900008888' FROM guardian WHERE id = 1"));
}

Test(screen_drafts, its_row_is_gone)
{
	struct terminal *t = desk_open(24, 80);

	desk_script("INSERT INTO department (id, name) VALUES (90, '测试部')");
	terminal_press(t, "C-x C-e End Enter End");
	terminal_type(t, "与心理室");
	lose(t);
	desk_script("DELETE FROM department WHERE id = 90");
	t = desk_open(24, 80);
	terminal_wait_text(t, asked);
	terminal_press(t, "1");
	terminal_wait_text(t, "保存时将新增一条");
	terminal_press(t, "C-s");
	terminal_press(t, "C-x C-e");
	terminal_wait_text(t, "测试部与心理室");
	desk_leave(t);
}

Test(screen_drafts, a_damaged_one_is_told_and_kept)
{
	struct terminal *t = write_note(note);

	lose(t);
	draft_damage("contact.1");
	t = desk_open(24, 80);
	terminal_wait_text(t, "已另存为");
	desk_leave(t);
	t = desk_open(24, 80);
	cr_expect(!terminal_shows(t, "已另存为"));
	desk_leave(t);
	cr_expect_eq(draft_count(), 1);
}

/* -------------------------------------------------------------------- every form */

/* How to open it and where to type; and a field that is chosen or a date, where it has one, or what
 * is typed once it is open. */
static const struct {
	const char *what, *keys, *text, *then, *more;
} forms[] = {
	{ "visit", "1 PgDn", "家长在家，聊了很久", "S-Tab 3", NULL },
	{ "talk", "2 PgDn", "谈了期中", "S-Tab 2 3", NULL },
	{ "feedback", "3", "多读书", "Tab", NULL },
	{ "major change", "6 PgDn", "搬家", "", NULL },
	{ "plan", "9 PgDn", "带上成绩单", "S-Tab", NULL },
	{ "referral", "7 PgDn", "睡不好", "", NULL },
	{ "exemption", "8 PgDn", "年级组长", "S-Tab", NULL },
	{ "assignment", "F5 Down Enter", "班主任调整", "S-Tab*2 2", NULL },
	{ "student", "F2 F9", "新同学", "Tab 2 Tab", NULL },
	{ "student of before", "F2 C-e End", "改名", "Tab 2", NULL },
	{ "guardian", "F2 Enter F9", "赵外婆", "Tab", NULL },
	{ "mentor", "F3 F9", "丙测试", "Tab*5 2", NULL },
	{ "training", "C-t F9 Down*2", "读书会", "", NULL },
	{ "department", "C-x C-e F9", "卫生室", "", NULL },
	{ "phrase", "C-p", "常用语\n", "F9", "上课专心" },
	{ "key date", "C-y F9", "加试", "Tab 2", NULL },
	{ "rules", "C-y C-e", "2", "Tab", NULL },
	{ "account", "C-p", "账号\n", "F9", "wangxiaoming" },
	{ "grant", "C-p", "授权\n", "F9 PgDn", "代课" },
	{ "consent", "F2 Enter Tab F9", "赵外婆", "", NULL },
	{ "absence", "F2 Enter C-n PgDn", "送课到家", "S-Tab 2", NULL },
	{ "condition", "C-p", "匹配条件：\n", "F9 5 2 PgDn", "课间打闹" },
	{ "siblings", "C-p", "匹配条件：\n", "F9 1 6 2 PgDn", "家长同意" },
	{ "belonging", "C-p", "校区年级分组：\n", "F9 Tab*2 3 Tab", "合唱团" },
	{ "choices", "C-p", "学生志愿：\n", "Enter Space Down Enter Tab*2 Space Enter PgDn",
	  "11-2" },
	{ "request for another mentor", "C-p", "更换导师申请：\n", "F9 PgDn", "更合得来" },
};

/* Rows 2 to 20, without the line that says what happened. */
static void take_form(struct terminal *t, struct buf *out)
{
	buf_clear(out);
	for (int row = 0; row < 20; row++)
		buf_printf(out, "%s\n", terminal_row(t, row));
}

Test(screen_drafts, every_form_comes_back_as_it_was, .init = desk_school)
{
	struct buf before = { 0 }, after = { 0 };

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct terminal *t = desk_open(24, 80);

		terminal_press(t, forms[i].keys);
		terminal_type(t, forms[i].text);
		if (*forms[i].then)
			terminal_press(t, forms[i].then);
		if (forms[i].more)
			terminal_type(t, forms[i].more);
		take_form(t, &before);
		lose(t);
		cr_assert_eq(draft_count(), 1, "%s: %d drafts of\n%s", forms[i].what, draft_count(),
			     before.at);
		t = desk_open(24, 80);
		terminal_wait_text(t, asked);
		terminal_press(t, "1");
		take_form(t, &after);
		cr_expect_str_eq(after.at, before.at, "%s:\n%s\nwas\n%s", forms[i].what, after.at,
				 before.at);
		terminal_press(t, "Esc 1");
		cr_expect_eq(draft_count(), 0, "%s", forms[i].what);
		terminal_close(t);
		draft_clear();
	}
	buf_release(&before);
	buf_release(&after);
}
