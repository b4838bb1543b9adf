/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for another mentor in a shell: both sides say, the office grants. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"
#include "support/limit.h"

TestSuite(cli_change, .init = daoshi_school, .fini = daoshi_tidy, .timeout = TIME_LIMIT);

#define HEAD                                                                                       \
	"number,asked_on,student_no,who,from,to,to_says,to_on,from_says,from_on,state,waits_for,"  \
	"moot,closed_on,reason\r\n"
#define LIST DAOSHI("change", "list", "--format", "csv")

static void expect_mentor(const char *student, const char *mentor)
{
	struct run r = DAOSHI("list", "students", "--mentor", mentor, "--format", "csv");

	cr_expect(strstr(buf_str(&r.out), student), "%s is not %s's: %s", student, mentor,
		  buf_str(&r.out));
	run_release(&r);
}

static void ask(void)
{
	EXPECT_RUN(DAOSHI_IN("想跟乙老师学编程", "change", "ask", "--student", "S1", "--mentor",
			     "T2", "--date", "11-20", "--reason", "-"),
		   0, "", "");
}

Test(cli_change, asked_agreed_to_and_granted)
{
	ask();
	EXPECT_RUN(LIST, 0,
		   HEAD "1,2026-11-20,S1,赵测试 六(1),甲测试,乙测试,,,,,open,both,,,"
			"想跟乙老师学编程\r\n",
		   "");
	EXPECT_RUN(DAOSHI("change", "grant", "1"), 3, "", "乙测试");
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "yes", "--side", "to"), 0, "", "");
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "yes", "--side", "from"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "change-requests", "--open", "--format", "csv"), 0,
		   HEAD "1,2026-11-20,S1,赵测试 六(1),甲测试,乙测试,yes,2026-11-23,yes,2026-11-23,"
			"open,office,,,想跟乙老师学编程\r\n",
		   "");
	expect_mentor("S1", "T1");
	EXPECT_RUN(DAOSHI("change", "grant", "1"), 0, "", "");
	expect_mentor("S1", "T2");
	EXPECT_RUN(DAOSHI("change", "list", "--open", "--format", "json"), 0, "[]\n", "");
	EXPECT_RUN(DAOSHI("change", "grant", "1"), 3, "", "This request is closed");
}

Test(cli_change, a_no_ends_it)
{
	ask();
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "no", "--side", "from"), 0, "", "");
	EXPECT_RUN(LIST, 0,
		   HEAD "1,2026-11-20,S1,赵测试 六(1),甲测试,乙测试,,,no,2026-11-23,refused,,,"
			"2026-11-23,想跟乙老师学编程\r\n",
		   "");
	expect_mentor("S1", "T1");
	EXPECT_RUN(DAOSHI("change", "ask", "--student", "S1", "--mentor", "T2"), 0, "", "");
	EXPECT_RUN(DAOSHI("change", "withdraw", "2"), 0, "", "");
	EXPECT_RUN(DAOSHI("change", "list", "--open", "--format", "csv"), 0, HEAD, "");
}

/* The mentor asked, who does not see the student, answers in an own session, and no more. */
Test(cli_change, the_mentor_asked_speaks_without_being_told_who)
{
	struct run r;

	ask();
	desk_as_mentor("T2");
	r = LIST;
	cr_expect(!r.code && strstr(buf_str(&r.out), "赵测试 六(1)"), "%s%s", buf_str(&r.out),
		  buf_str(&r.err));
	cr_expect(!strstr(buf_str(&r.out), ",S1,"), "%s", buf_str(&r.out));
	run_release(&r);
	EXPECT_RUN(DAOSHI("list", "students", "--format", "json"), 0, "[]\n", "");
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "yes", "--side", "from"), 5, "",
		   "That is for 甲测试 to answer");
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "yes"), 0, "", "");
	EXPECT_RUN(DAOSHI("change", "grant", "1"), 5, "", "ask the office");
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "yes"), 0, "", "");
	r = DAOSHI("change", "list", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), ",yes,2026-11-23,yes,2026-11-23,open,office,"), "%s",
		  buf_str(&r.out));
	run_release(&r);
}

Test(cli_change, what_is_wrong_with_the_line)
{
	static const struct {
		const char *words[7];
		int code;
		const char *says;
	} rows[] = {
		{ { "ask", "--student", "S1" }, 2, "'change ask' needs the option --mentor." },
		{ { "ask", "--student", "S9", "--mentor", "T2" }, 4, "number S9" },
		{ { "ask", "--student", "S1", "--mentor", "T1" }, 3, "甲测试" },
		{ { "ask", "--student", "S1", "--mentor", "T2", "--date", "soon" },
		  3,
		  "\"soon\" is no date" },
		{ { "say", "1" }, 2, "'change say' needs the option --answer." },
		{ { "say", "--answer", "yes" }, 2, "'change say' needs one word more" },
		{ { "say", "1", "--answer", "perhaps" }, 2, "There is no answer perhaps." },
		{ { "say", "1", "--answer", "yes", "--side", "left" },
		  2,
		  "There is no side left. There are: to, from." },
		{ { "say", "1", "--answer", "yes" }, 2, "Whose answer is it?" },
		{ { "say", "x", "--answer", "yes" },
		  2,
		  "\"x\" is no number; 'daoshi change list' shows them." },
		{ { "grant", "7" }, 4, "" },
		{ { "grant", "1", "--answer", "yes" }, 2, "does not go with 'change grant'" },
		{ { "list", "1" }, 2, "\"1\" is one word too many" },
		{ { "undo" },
		  2,
		  "There is no 'change undo'. There are: ask, list, say, grant, withdraw." },
	};

	ask();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *const *w = rows[i].words;
		struct run r = DAOSHI("change", w[0], w[1], w[2], w[3], w[4], w[5], w[6]);

		cr_expect_eq(r.code, rows[i].code, "row %zu: %d %s", i, r.code, buf_str(&r.err));
		cr_expect(strstr(buf_str(&r.err), rows[i].says), "row %zu: %s", i, buf_str(&r.err));
		run_release(&r);
	}
	EXPECT_RUN(DAOSHI("change", "ask", "--student", "S1", "--mentor", "T2"), 3, "",
		   "answer or withdraw that request first");
}
