/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is no office learns nothing of who would like whom: real users of one file, role by role. */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/limit.h"
#include "support/site.h"

TestSuite(site_matching, .fini = site_end, .timeout = TIME_LIMIT);

/* Of the office, of class 六(1), mentor of two students, head of the school, from the district. */
static const char *wang, *zhou, *li, *xu, *he;

static void expect(struct run r, int code, const char *out, const char *words)
{
	cr_expect_eq(r.code, code, "%d, signal %d: %s%s", r.code, r.signal, buf_str(&r.out),
		     buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.out), out), "not \"%s\": %s", out, buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.err), words), "not \"%s\": %s", words, buf_str(&r.err));
	run_release(&r);
}

static void take(const char *kind, const char *csv)
{
	struct run r =
		site_run(wang, &(const struct run_options){ .in = csv, .in_len = strlen(csv) },
			 (const char *const[]){ site_path("usr/bin/daoshi"), "--lang", "en",
						"import", kind, "-", NULL });

	expect(r, 0, "", "");
}

/* S1 and S2 in 六(1) are T1's, S3 in 六(2) is T2's; both S1 and S3 would like T2. */
static bool begin(void)
{
	if (!site_make() || !site_install(NULL))
		return false;
	wang = site_user("wang");
	zhou = site_user("zhou");
	li = site_user("li");
	xu = site_user("xu");
	he = site_user("he");
	expect(run_program((const char *const[]){ site_path("usr/bin/daoshi"), "init", "--name",
						  "样例中学", NULL },
			   NULL),
	       0, "", "");
	site_account(wang, "office", site_uid(wang), 0);
	site_account(xu, "principal", site_uid(xu), 0);
	site_account(he, "inspector", site_uid(he), 0);
	take("mentors", "工号,姓名\nT1,甲测试\nT2,乙测试\n");
	take("students", "学号,姓名,班级,导师工号\nS1,赵测试,六(1),T1\nS2,钱测试,六(1),T1\n"
			 "S3,孙测试,六(2),T2\n");
	take("preferences", "学号,第一志愿\nS1,T2\nS3,T2\n");
	expect(SITE_RUN(wang, "account", "add", li, "--role", "mentor", "--mentor", "T1"), 0, "",
	       "");
	expect(SITE_RUN(wang, "account", "add", zhou, "--role", "class_teacher", "--class", "601"),
	       0, "", "");
	expect(SITE_RUN(wang, "match", "propose", "--seed", "7"), 0, "", "");
	return true;
}

/* Neither done nor seen, whoever it is that is not of the office. */
Test(site_matching, runs_are_the_offices_alone)
{
	static const char *const asked[][7] = {
		{ "propose", "--seed", "8" },
		{ "list" },
		{ "show" },
		{ "show", "1" },
		{ "loads", "1" },
		{ "warnings", "1" },
		{ "why", "1", "--student", "S1" },
		{ "move", "1", "--student", "S1", "--mentor", "T1" },
		{ "move", "1", "--student", "S1", "--mentor", "T1", "--dry-run" },
		{ "confirm", "1" },
		{ "withdraw", "1" },
		{ "again", "1" },
		{ "offers", "--student", "S1" },
	};
	const char *others[4];

	if (!begin())
		return;
	others[0] = zhou, others[1] = li, others[2] = xu, others[3] = he;
	for (int who = 0; who < 4; who++)
		for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
			const char *const *w = asked[i];
			struct run r = SITE_RUN(others[who], "match", w[0], w[1], w[2], w[3], w[4],
						w[5], w[6]);

			cr_expect(r.code == 5 || r.code == 4, "%d match %s: %d %s", who, w[0],
				  r.code, buf_str(&r.err));
			cr_expect_eq(r.out.len, 0, "%d match %s: %s", who, w[0], buf_str(&r.out));
			run_release(&r);
		}
	expect(SITE_RUN(wang, "match", "list", "--format", "csv"), 0, "\r\n1,", "");
	expect(SITE_RUN(wang, "list", "students", "--mentor", "T2", "--format", "csv"), 0, "S3,",
	       "");
}

/* A mentor reads what the own students wish, and enters none of it. */
Test(site_matching, a_mentor_enters_no_choices)
{
	struct run r;

	if (!begin())
		return;
	r = SITE_RUN(li, "list", "preferences", "--format", "csv");
	cr_expect(!strstr(buf_str(&r.out), "S3") && !strstr(buf_str(&r.out), "孙测试"), "%s",
		  buf_str(&r.out));
	run_release(&r);
	expect(SITE_RUN(li, "preference", "set", "S1", "--choices", "T1"), 5, "", "ask the office");
	/* out of sight */
	expect(SITE_RUN(li, "preference", "set", "S3", "--choices", "T1"), 3, "", "\"S3\"");
	expect(SITE_RUN(li, "condition", "add", "keep"), 5, "", "ask the office");
	expect(SITE_RUN(wang, "list", "preferences", "--format", "csv"), 0, "S1,赵测试", "");
}

/* Figures are what they are for, not who would like whom. */
Test(site_matching, a_principal_and_an_inspector_see_no_choices)
{
	const char *others[2];

	if (!begin())
		return;
	others[0] = xu, others[1] = he;
	for (int who = 0; who < 2; who++) {
		struct run r = SITE_RUN(others[who], "list", "preferences", "--format", "csv");

		cr_expect(!strstr(buf_str(&r.out), ",answered,"), "%d: %s", who, buf_str(&r.out));
		run_release(&r);
		r = SITE_RUN(others[who], "preference", "set", "S1", "--choices", "T1");
		cr_expect_eq(r.code, 5, "%d: %s", who, buf_str(&r.err));
		run_release(&r);
		r = SITE_RUN(others[who], "condition", "add", "keep");
		cr_expect_eq(r.code, 5, "%d: %s", who, buf_str(&r.err));
		run_release(&r);
	}
}

/* A class teacher enters the own class's answers, and none of another's. */
Test(site_matching, a_class_teacher_enters_the_own_class)
{
	struct run r;

	if (!begin())
		return;
	expect(SITE_RUN(zhou, "preference", "set", "S2", "--choices", "T2"), 0, "", "");
	r = SITE_RUN(zhou, "list", "preferences", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), "S2,") && !strstr(buf_str(&r.out), "S3,"), "%s",
		  buf_str(&r.out));
	run_release(&r);
	r = SITE_RUN(zhou, "preference", "set", "S3", "--choices", "T1");
	cr_expect(r.code && strstr(buf_str(&r.err), "\"S3\""), "%d %s", r.code, buf_str(&r.err));
	run_release(&r);
}
