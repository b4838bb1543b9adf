/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many keys the daily work takes, beside what is written. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "support/desk.h"

/* Five students of T1 in 六(1), one of nobody in 九(2). */
static void begin(void)
{
	desk_school();
	desk_roster("students", "学号,姓名,性别,班级,座号\nS4,李测试,女,六(1),3\n"
				"S5,周测试,男,六(1),4\nS6,吴测试,女,六(1),5\n");
	desk_script("UPDATE enrolment SET starts = '2026-09-01'");
	desk_roster("assignments", "学号,姓名,导师工号,导师姓名\nS4,李测试,T1,甲测试\n"
				   "S5,周测试,T1,甲测试\nS6,吴测试,T1,甲测试\n");
}

TestSuite(screen_typing, .init = begin, .fini = daoshi_tidy);

static int keys_of(const char *keys)
{
	int count = 0;

	for (const char *at = keys; *at; at += strcspn(at, " "), at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		const char *star = memchr(at, '*', len);

		count += star && star > at ? atoi(star + 1) : 1;
	}
	return count;
}

/* A text is typed where the keys say "_". */
static int play(struct terminal *t, const char *keys, const char *text)
{
	char part[100];
	int count = 0;

	for (const char *at = keys; at; at = strchr(at, '_') ? strchr(at, '_') + 1 : NULL) {
		size_t len = strcspn(at, "_");

		if (at > keys)
			terminal_type(t, text);
		memcpy(part, at, len);
		part[len] = '\0';
		terminal_press(t, part);
		count += keys_of(part + strspn(part, " "));
	}
	return count;
}

static void expect_contacts(const char *part)
{
	struct run r = DAOSHI("list", "contacts", "--format", "csv");

	cr_expect(strstr(buf_str(&r.out), part), "no %s in\n%s", part, buf_str(&r.out));
	run_release(&r);
}

static const struct {
	const char *what, *today, *keys, *text;
	int most;
	const char *said, *stored;
} works[] = {
	{ "a talk at a key date, late", DAOSHI_TODAY, "Right*2 Enter C-s", "", 4,
	  "已记录：谈话，赵测试，2026-11-23。", "甲测试,期中,in_person" },
	{ "a talk at a key date, with a text", "2026-11-12", "2 PgDn _ C-s", "聊得不错。", 4,
	  "已记录：谈话，赵测试，2026-11-12。", "甲测试,期中,in_person" },
	{ "the last Enter saves", "2026-11-12", "2 PgDn Enter", "", 4,
	  "已记录：谈话，赵测试，2026-11-12。", "甲测试,期中,in_person" },
	{ "a visit of today", DAOSHI_TODAY, "Enter C-s", "", 2,
	  "已记录：家访，赵测试，2026-11-23。", "2026-11-23,visit,赵测试,甲测试,,home" },
	{ "a visit on another day", DAOSHI_TODAY, "Enter - 2 C-s", "", 8,
	  "已记录：家访，赵测试，2026-11-21。", "2026-11-21,visit,赵测试,甲测试,,home" },
	{ "a visit on a day by its date", DAOSHI_TODAY, "Enter 1 1 1 8 PgDn _ C-s", "家里很支持。",
	  8, "已记录：家访，赵测试，2026-11-18。", "家里很支持。" },
	{ "a visit in the month's picture", DAOSHI_TODAY, "Enter Space Up Left Enter C-s", "", 8,
	  "已记录：家访，赵测试，2026-11-15。", "2026-11-15,visit,赵测试,甲测试,,home" },
	{ "the same talk for five", DAOSHI_TODAY, "Space*5 2 PgDn _ C-s", "一起读书。", 12,
	  "已记录：谈话，赵测试 钱测试 李测试 周测试 吴测试，2026-11-23。", "一起读书。" },
	{ "assigning a mentor", DAOSHI_TODAY, "F5 t 2 Enter C-s", "", 6,
	  "乙测试已成为孙测试的导师。", "" },
	{ "a feedback each", DAOSHI_TODAY, "3 _ C-n _ C-n _ C-s", "乐于助人。", 9,
	  "已记录：反馈，李测试，2026-11-23。", "赵测试" },
	{ "a talk each", DAOSHI_TODAY, "2 PgDn _ C-n _ C-n _ C-n _ C-n _ C-s", "近况。", 10,
	  "已记录：谈话，吴测试，2026-11-23。", "钱测试" },
};

Test(screen_typing, the_daily_work_takes_few_keys)
{
	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		struct terminal *t;
		int keys;

		desk_script("DELETE FROM delivery; DELETE FROM contact_student;"
			    "DELETE FROM contact; DELETE FROM assignment WHERE student_id = 3");
		t = desk_open_with(NULL, (const char *const[]){ "--today", works[i].today, NULL });
		if (!strncmp(works[i].keys, "F5", 2))
			terminal_press(t, "F2 End"); /* to the student without a mentor */
		keys = play(t, works[i].keys, works[i].text);
		cr_expect(terminal_shows(t, works[i].said), "%s:\n%s", works[i].what,
			  terminal_text(t));
		if (*works[i].stored)
			expect_contacts(works[i].stored);
		cr_expect_leq(keys, works[i].most, "%s takes %d", works[i].what, keys);
		desk_leave(t);
	}
}
