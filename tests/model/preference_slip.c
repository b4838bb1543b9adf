/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips of paper: what is keyed, and whom it means. */
#include <criterion/criterion.h>
#include <string.h>

#include "expect.h"
#include "model/mentor.h"
#include "model/preference.h"
#include "support/school.h"

static struct session s;
static struct err e;
static struct slip_people known;

static void name(const char *table, int id, const char *called)
{
	struct buf script = { 0 };

	buf_printf(&script,
		   "UPDATE %s SET name = '%s', search = search_key('%s', NULL) WHERE id = %d",
		   table, called, called, id);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

/* T1 to T5 are 王芳, 李强, 赵敏 and two called 张伟; T6 is 王方, who is found as 王芳 is. */
static void begin(void)
{
	static const char *const mentors[] = { "王芳", "李强", "赵敏", "张伟", "张伟", "王方" };
	static const char *const students[] = { "陈思雨", "林小明", "林晓明" };

	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 6; n++) {
		school_add_mentor(&s, n);
		name("mentor", n, mentors[n - 1]);
	}
	for (int n = 1; n <= 3; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		name("student", n, students[n - 1]);
	}
	MUST(slip_people_load(&s, &known, &e), e);
}

static void end(void)
{
	slip_people_release(&known);
	school_end(&s);
}

TestSuite(model_preference_slip, .init = begin, .fini = end);

static const struct slip {
	const char *line, *said;
} slips[] = {
	{ "S1 T1 T2 T3", "S1 陈思雨: 1 王芳 2 李强 3 赵敏" },
	{ "s1 t1", "S1 陈思雨: 1 王芳" },
	{ "S1\tT3 T2 T1 T4 T5", "S1 陈思雨: 1 赵敏 2 李强 3 王芳 4 张伟 5 张伟" },
	{ "陈思雨 李强，赵敏、王芳", "S1 陈思雨: 1 李强 2 赵敏 3 王芳" },
	{ "csy lq zm", "S1 陈思雨: 1 李强 2 赵敏" },
	{ "chensiyu liqiang", "S1 陈思雨: 1 李强" },
	{ "Ｓ１　Ｔ２", "S1 陈思雨: 1 李强" },
	{ "S1 zhao", "S1 陈思雨: 1 赵敏" },
	{ "S2 -", "S2 林小明: anybody" },
	{ "  S3   t2  ", "S3 林晓明: 1 李强" },
};

Test(model_preference_slip, says_who_got_what)
{
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		struct arena arena = { 0 };
		struct buf said = { 0 };
		struct preference p;

		MUST(preference_read_slip(&s, &known, slips[i].line, &p, &arena, &e), e);
		preference_say(&p, &said);
		cr_expect(strstr(buf_str(&said), slips[i].said) == buf_str(&said) &&
				  strlen(slips[i].said) == said.len,
			  "%s: %s", slips[i].line, buf_str(&said));
		MUST(preference_save(&s, &p, &e), e);
		buf_release(&said);
		arena_release(&arena);
	}
}

static const struct refusal {
	const char *line, *words;
} refusals[] = {
	{ "", "Type a student's number" },
	{ "S1", "mentors' codes, or -" },
	{ "S9 T1", "No student who is enrolled is found by \"S9\"" },
	{ "S T1", "by \"S\": S1 陈思雨, S2 林小明, S3 林晓明. Write" },
	{ "zhangsan T1", "No student who is enrolled is found by \"zhangsan\"" },
	{ "S1 T9", "No mentor is found by \"T9\"" },
	{ "S1 T1 qq", "No mentor is found by \"qq\"" },
	{ "S1 T1 T2 T1", "王芳 is named twice" },
	{ "S1 wf", "by \"wf\": T1 王芳, T6 王方. Write the number" },
	{ "S1 张伟", "by \"张伟\": T4 张伟, T5 张伟. Write the number" },
	{ "lxm T1", "by \"lxm\": S2 林小明, S3 林晓明" },
	{ "S1 T1 T2 T3 T4 T5 T6", "These are 6 mentors; 5 can be named" },
	{ "S1 T1 -", "No mentor is found by \"-\"" },
};

Test(model_preference_slip, a_mistake_is_told_with_its_word)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct arena arena = { 0 };
		struct preference p;

		REFUSED(preference_read_slip(&s, &known, refusals[i].line, &p, &arena, &e), &e,
			ERR_INVALID, "line", refusals[i].words);
		arena_release(&arena);
	}
}

/* So that whoever keys it can be asked before it is replaced. */
Test(model_preference_slip, tells_of_the_answer_that_is_there)
{
	struct arena arena = { 0 };
	struct preference p;

	MUST(preference_read_slip(&s, &known, "S1 T1", &p, &arena, &e), e);
	cr_expect_str_eq(p.state, "missing");
	MUST(preference_save(&s, &p, &e), e);
	MUST(preference_read_slip(&s, &known, "S1 T2", &p, &arena, &e), e);
	cr_expect_str_eq(p.state, "answered");
	MUST(preference_save(&s, &p, &e), e);
	arena_release(&arena);
}
