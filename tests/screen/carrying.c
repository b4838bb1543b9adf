/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a contact's form begins with that was said before, and what = and ? fetch. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

/* T1's students: 赵测试, 钱测试, 李测试; T2's: 孙测试. */
static void begin(void)
{
	desk_school();
	desk_roster("students", "学号,姓名,性别,班级,座号\nS4,李测试,女,六(1),3\n");
	desk_script("UPDATE enrolment SET starts = '2026-09-01'");
	desk_roster("assignments", "学号,姓名,导师工号,导师姓名\nS4,李测试,T1,甲测试\n"
				   "S3,孙测试,T2,乙测试\n");
}

TestSuite(screen_carrying, .init = begin, .fini = daoshi_tidy);

static void record(const char *note, const char *const *words)
{
	const struct run_options o = { .in = note, .in_len = strlen(note) };
	struct run r = daoshi_run(&o, words);

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}
#define RECORD(note, ...) record((note), (const char *const[]){ "record", __VA_ARGS__, NULL })

static struct terminal *open_on(const char *today)
{
	return desk_open_with(NULL, (const char *const[]){ "--today", today, NULL });
}

static void expect_shown(struct terminal *t, const char *text)
{
	cr_expect(terminal_shows(t, text), "%s is not in\n%s", text, terminal_text(t));
}

static void expect_hidden(struct terminal *t, const char *text)
{
	cr_expect_not(terminal_shows(t, text), "%s is in\n%s", text, terminal_text(t));
}

static void leave(struct terminal *t)
{
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃"))
		terminal_press(t, "1");
	desk_leave(t);
}

/* ------------------------------------------------------------------ carried over */

Test(screen_carrying, a_visits_day_goes_on)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Enter - 2 PgDn");
	terminal_type(t, "家里很支持。");
	terminal_press(t, "C-s Down Enter");
	terminal_expect_with_looks(t, "carrying-visit");
	leave(t);
}

Test(screen_carrying, todays_day_does_not)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 C-s Down 1");
	expect_shown(t, "2026-11-23   周一 今天");
	expect_hidden(t, "带入");
	terminal_press(t, "-");
	terminal_press(t, "C-s Down 1");
	expect_shown(t, "2026-11-22   周日 昨天 带入");
	leave(t);
}

Test(screen_carrying, what_is_touched_is_ones_own)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 - C-s Down 1");
	expect_shown(t, "2026-11-22   周日 昨天 带入");
	terminal_press(t, "Tab S-Tab"); /* looked at */
	expect_shown(t, "周日 昨天 带入");
	terminal_press(t, "-");
	expect_shown(t, "2026-11-21   周六 前天\n");
	terminal_press(t, "C-u*2");
	expect_shown(t, "周日 昨天 带入");
	terminal_press(t, "Esc"); /* nothing was changed */
	expect_hidden(t, "放弃");
	desk_leave(t);
}

Test(screen_carrying, a_talks_mode_and_place_and_occasion)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Right*2 Enter");
	terminal_type(t, "1112\n\n4");
	terminal_press(t, "Tab");
	terminal_type(t, "图书馆");
	terminal_press(t, "Tab*2 2 Tab");
	terminal_type(t, "不要带到下一条");
	terminal_press(t, "C-s Down 2");
	terminal_expect_with_looks(t, "carrying-talk");
	terminal_press(t, "Tab*2 1");
	terminal_expect_with_looks(t, "carrying-talk-touched");
	terminal_press(t, "C-s F4");
	expect_shown(t, "2026-11-12  谈话      钱测试        甲测试    期中");
	desk_leave(t);
}

/* The next kind knows nothing of it, and another mentor's office is not carried over. */
Test(screen_carrying, by_kind_and_by_mentor)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2 -");
	terminal_press(t, "Tab*3");
	terminal_type(t, "图书馆");
	terminal_press(t, "C-s 4");
	expect_shown(t, "2026-11-23   周一 今天");
	terminal_press(t, "Esc End 2");
	expect_shown(t, "孙测试");
	expect_shown(t, "2026-11-22   周日 昨天 带入");
	expect_hidden(t, "图书馆");
	leave(t);
}

/* How a visit was replaced was agreed with one family, and a change is one student's own. */
Test(screen_carrying, what_is_one_familys_own_is_not)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 - Tab 4 Tab");
	terminal_type(t, "家长婉拒");
	terminal_press(t, "C-s Down 1");
	expect_shown(t, "周日 昨天 带入");
	expect_shown(t, "[2 上门]");
	expect_hidden(t, "家长婉拒");
	terminal_press(t, "Esc 6 - C-s Down 6");
	expect_shown(t, "2026-11-23   周一 今天");
	terminal_press(t, "Esc 3 S-Tab*6 -");
	expect_shown(t, "> 日期*");
	terminal_press(t, "C-n S-Tab*6");
	expect_hidden(t, "带入");
	leave(t);
}

Test(screen_carrying, mode_and_place_of_the_mentors_last_talk_in_the_file)
{
	struct terminal *t;

	RECORD("", "talk", "--student", "S1", "--date", "11-10", "--mode", "video", "--place",
	       "网上");
	RECORD("", "talk", "--student", "S3", "--date", "11-11", "--mode", "phone");
	t = desk_open(24, 80);
	terminal_press(t, "Down 2");
	expect_shown(t, "[5 视频]");
	expect_shown(t, "地点   网上");
	expect_shown(t, "2026-11-23   周一 今天\n"); /* its day is long past */
	terminal_press(t, "Esc End 2");
	expect_shown(t, "[4 电话]");
	leave(t);
}

/* A day before the window would not meet the cell. */
Test(screen_carrying, a_day_that_would_meet_nothing_is_not)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Right Enter");
	terminal_type(t, "910");
	terminal_press(t, "C-s Right Enter");
	expect_shown(t, "节点   期中");
	expect_shown(t, "2026-11-23   周一 今天");
	terminal_press(t, "Esc Down Left Enter");
	expect_shown(t, "节点   开学");
	expect_shown(t, "2026-09-10   周四 74天前 带入");
	leave(t);
}

Test(screen_carrying, a_record_that_is_changed_carries_nothing)
{
	struct terminal *t;

	RECORD("", "talk", "--student", "S1", "--date", "11-20");
	t = desk_open(24, 80);
	terminal_press(t, "F4 Enter PgDn x C-s F12 2");
	expect_shown(t, "2026-11-23   周一 今天");
	expect_hidden(t, "带入");
	leave(t);
}

/* ------------------------------------------------------------------ the occasion */

Test(screen_carrying, the_only_key_date_that_is_owed_on_the_day)
{
	static const struct {
		const char *keys;
		const char *row;
	} cases[] = {
		{ "2", "  节点   期中   带入\n" },
		{ "Down 2", "  节点\n" },    /* met already */
		{ "Space*2 2", "  节点\n" }, /* one of the two has */
		{ "Down*2 Space*2 2", "  节点   期中   带入\n" },
		{ "2 1 1 0 2 Tab", "> 节点   期中   带入\n" },
		{ "2 9 1 5 Tab", "> 节点   开学   带入\n" }, /* the day's */
		{ "2 1 0 2 0 Tab", "> 节点\n" },
		{ "2 9 1 5 Tab S-Tab t Tab", "> 节点   期中   带入\n" },
		{ "2 Tab Backspace S-Tab - Tab", "> 节点\n" }, /* taken out by hand */
		{ "Right*3 Enter 9 1 5 Tab", "> 节点   期末\n" },
		{ "2 Up Delete", "  节点\n" },
		{ "F4 F9 2 Space Enter", "  节点   期中   带入\n" },
		{ "4", "  家长   赵家长 父亲\n" },
	};
	struct terminal *t;

	RECORD("", "talk", "--student", "S2", "--date", "11-10", "--occasion", "期中");
	t = open_on("2026-11-12");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, "F12 Home");
		terminal_press(t, cases[i].keys);
		cr_expect(terminal_shows(t, cases[i].row), "%s:\n%s", cases[i].keys,
			  terminal_text(t));
		terminal_press(t, "Esc");
		if (terminal_shows(t, "放弃"))
			terminal_press(t, "1");
		terminal_press(t, "F12");
		if (terminal_shows(t, "已标记"))
			terminal_press(t, "Home Space*4 C-a C-a");
		desk_leave(t);
		t = open_on("2026-11-12");
	}
	desk_leave(t);
}

Test(screen_carrying, two_key_dates_on_a_day_leave_it_open)
{
	struct terminal *t;

	desk_script(
		"INSERT INTO key_date (school_year_id, name, term, opens, due, grades, reviewed)"
		" SELECT 2026, '艺术节', 1, opens, due, grades, 1 FROM key_date"
		" WHERE name = '期中' AND term = 1 AND school_year_id = 2026");
	t = open_on("2026-11-12");
	terminal_press(t, "2");
	expect_shown(t, "  节点\n");
	leave(t);
}

Test(screen_carrying, a_talk_after_a_change_says_so)
{
	struct terminal *t;

	RECORD("", "change", "--student", "S1", "--date", "11-20");
	t = desk_open(24, 80);
	terminal_press(t, "Enter");
	terminal_expect(t, "carrying-change");
	leave(t);
}

/* ------------------------------------------------------------------ = and ? */

Test(screen_carrying, an_equals_sign_fetches_one_field)
{
	struct terminal *t;

	RECORD("第一行\n第二行", "talk", "--student", "S1", "--date", "11-10", "--mode", "phone",
	       "--place", "图书馆", "--occasion", "期中", "--topics", "study,peers", "--note", "-");
	t = desk_open(24, 80);
	terminal_press(t, "Down Right*2 Enter =");
	expect_shown(t, "> 日期*  2026-11-10   周二 13天前\n");
	terminal_press(t, "Tab Backspace =");
	expect_shown(t, "> 节点   期中\n");
	terminal_press(t, "Tab*4 =");
	expect_shown(t, "[3 学习] 4 生活  5 生涯 [6 同伴]");
	terminal_press(t, "Tab*2");
	terminal_type(t, "＝");
	expect_shown(t, "> 内容   第一行\n");
	terminal_type(t, "="); /* in a text that stands there it types itself */
	expect_shown(t, "         第二行=\n");
	terminal_press(t, "C-u*2");
	expect_hidden(t, "第二行");
	terminal_press(t, "=");
	terminal_press(t, "C-s");
	expect_shown(t, "已记录：谈话，钱测试，2026-11-10。");
	desk_leave(t);
}

Test(screen_carrying, an_equals_sign_says_why_there_is_nothing)
{
	static const struct {
		const char *keys, *said;
	} cases[] = {
		{ "2 PgDn =", "这位导师本学年还没有别的谈话可照抄。" },
		{ "4 PgDn =", "上一条电话（2026-11-10）的这一项是空的，无可照抄。" },
		{ "Down 4 PgUp =", "只有空项才能用 = 照抄" },
		{ "F2 End 4 Tab*2 Backspace =", "这位导师本学年还没有别的电话可照抄。" },
	};
	struct terminal *t;

	RECORD("", "call", "--student", "S1", "--date", "11-10");
	t = desk_open(24, 80);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, cases[i].keys);
		expect_shown(t, cases[i].said);
		terminal_press(t, "Esc");
		if (terminal_shows(t, "放弃"))
			terminal_press(t, "1");
		terminal_press(t, "F12");
	}
	/* where there is no record before, it is a sign like others */
	terminal_press(t, "F2 C-e =");
	expect_shown(t, "> 姓名*      赵测试=");
	leave(t);
}

Test(screen_carrying, a_question_mark_lists_what_can_be_chosen)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2 Tab*2");
	terminal_type(t, "？");
	expect_shown(t, "方式  1 面谈  2 上门  3 在校  4 电话  5 视频  6 其他");
	terminal_press(t, "5");
	expect_shown(t, "[5 视频]");
	terminal_press(t, "Tab*3 ? 3 ? 4 ? Esc");
	expect_shown(t, "[3 学习][4 生活]");
	terminal_press(t, "S-Tab*4 ?");
	expect_shown(t, "对应哪个节点？");
	terminal_press(t, "Down Enter");
	expect_shown(t, "> 节点   期中");
	terminal_press(t, "PgDn ?");
	expect_shown(t, "> 内容   ?");
	leave(t);
}
