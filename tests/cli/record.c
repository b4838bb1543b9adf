/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/daoshi.h"
#include "support/raw.h"

TestSuite(cli_record, .init = daoshi_school, .fini = daoshi_tidy);

/* The columns that do not hold the time of day. */
static void expect_contacts(const char *student, const char *const *lines)
{
	struct run r = DAOSHI("list", "contacts", "--student", student);
	const char *at = strchr(buf_str(&r.out), '\n');

	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	for (; *lines; lines++) {
		cr_assert(at, "no line for %s", *lines);
		cr_expect(!strncmp(at + 1, *lines, strlen(*lines)), "not \"%s\" but%s", *lines, at);
		at = strchr(at + 1, '\n');
	}
	cr_expect(!at || !at[1], "more than expected:%s", at);
	run_release(&r);
}
#define EXPECT_CONTACTS(student, ...)                                                              \
	expect_contacts((student), (const char *const[]){ __VA_ARGS__, NULL })

Test(cli_record, the_least_is_kind_and_student)
{
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1"), 0, "", "");
	EXPECT_CONTACTS("S1", "2026-11-23  talk  赵测试    甲测试");
}

Test(cli_record, every_kind)
{
	EXPECT_RUN(DAOSHI("record", "visit", "--student", "S1", "--date", "2026-11-01", "--mode",
			  "home"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--date", "-1", "--mode",
			  "in_person", "--place", "办公室", "--topics", "study,life"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("record", "feedback", "--student", "S1", "--date", "11-20"), 0, "", "");
	EXPECT_RUN(DAOSHI("record", "call", "--student", "S1", "--date", "11-19"), 0, "", "");
	EXPECT_RUN(DAOSHI("record", "message", "--student", "S1", "--date", "11-18"), 0, "", "");
	EXPECT_CONTACTS("S1", "2026-11-22  talk      赵测试    甲测试", "2026-11-20  feedback  ",
			"2026-11-19  call ", "2026-11-18  message  ", "2026-11-01  visit     ");
}

Test(cli_record, several_students_in_one_contact)
{
	EXPECT_RUN(
		DAOSHI("record", "talk", "--student", "S1", "--student", "S2", "--student", "S1"),
		0, "", "");
	EXPECT_CONTACTS("S1", "2026-11-23  talk  赵测试 钱测试  甲测试");
	EXPECT_CONTACTS("S2", "2026-11-23  talk  赵测试 钱测试  甲测试");
}

Test(cli_record, the_text_comes_from_stdin)
{
	EXPECT_RUN(DAOSHI_IN("谈了学习。\n", "record", "talk", "--student", "S1", "--note", "-"), 0,
		   "", "");
	EXPECT_CONTACTS("S1", "2026-11-23  talk  赵测试    甲测试                  谈了学习。");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--note", "in an argument"), 2, "",
		   "others can read the command line");
}

static void expect_note_refused(const char *bytes, size_t len, const char *sentence)
{
	const char *const arguments[] = {
		"record", "talk", "--student", "S1", "--note", "-", NULL
	};

	EXPECT_RUN(daoshi_run(&(struct run_options){ .in = bytes, .in_len = len }, arguments), 3,
		   "", sentence);
	EXPECT_RUN(DAOSHI("list", "contacts"), 0, "", "");
}

Test(cli_record, a_text_that_cannot_be_kept_is_refused)
{
	size_t len = 10 << 20;
	char *big = malloc(len);

	cr_assert(big);
	memset(big, 'x', len);
	expect_note_refused(big, len, "longer than 256 KiB");
	expect_note_refused(big, 20001, "20001 characters, where 20000 is the most");
	free(big);
	expect_note_refused("a\0b", 3, "NUL byte");
	expect_note_refused("a\033[2Jb", 6, "holds a control character, shown here as ^[");
	expect_note_refused("a\xff"
			    "b",
			    3, "bytes that are no text");
}

/* Written, handed to the student and to the guardians on three days: one feedback. */
Test(cli_record, a_feedback_grows)
{
	EXPECT_RUN(DAOSHI_IN("爱提问", "record", "feedback", "--student", "S1", "--note", "-"), 0,
		   "", "");
	EXPECT_RUN(DAOSHI_IN("多休息", "record", "feedback", "--student", "S1", "--advice", "-"), 0,
		   "", "");
	EXPECT_RUN(DAOSHI("record", "feedback", "--student", "S1", "--to-student", "11-21"), 0, "",
		   "");
	EXPECT_RUN(DAOSHI("record", "feedback", "--student", "S1", "--to-guardians", "11-22"), 0,
		   "", "");
	EXPECT_CONTACTS("S1", "2026-11-23  feedback  赵测试    甲测试                  爱提问");
	struct run r = DAOSHI("todo", "--student", "S1", "--format", "csv");

	cr_expect(!strstr(buf_str(&r.out), "feedback"), "both are met:\n%s", buf_str(&r.out));
	run_release(&r);
}

/* How the feedback went to one of the two; static storage. */
static const char *delivered_to(const char *party)
{
	static char text[64];
	sqlite3 *db;
	sqlite3_stmt *s;

	db = raw_open(daoshi_path("school.db"));
	cr_assert_eq(sqlite3_prepare_v2(db,
					"SELECT date || ' ' || way FROM delivery WHERE party = ?",
					-1, &s, NULL),
		     SQLITE_OK);
	sqlite3_bind_text(s, 1, party, -1, SQLITE_STATIC);
	cr_assert_eq(sqlite3_step(s), SQLITE_ROW, "%s", party);
	snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	sqlite3_close(db);
	return text;
}

Test(cli_record, a_feedback_is_handed_over_in_two_ways)
{
	struct run r;

	EXPECT_RUN(DAOSHI("record", "feedback", "--student", "S1", "--to-student", "11-21",
			  "--to-student-way", "in_person"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("record", "feedback", "--student", "S1", "--to-guardians", "11-22",
			  "--to-guardians-way", "家长会"),
		   0, "", "");
	cr_expect_str_eq(delivered_to("student"), "2026-11-21 in_person");
	cr_expect_str_eq(delivered_to("guardians"), "2026-11-22 meeting");
	r = DAOSHI("help", "record");
	cr_expect(strstr(buf_str(&r.out), "--to-guardians-way"), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_record, with_which_guardian_it_was)
{
	EXPECT_RUN(DAOSHI("record", "call", "--student", "S1", "--guardian", "赵家长"), 0, "", "");
	EXPECT_RUN(DAOSHI("record", "message", "--student", "S1", "--guardian", "父亲"), 0, "", "");
	struct run r = DAOSHI("list", "contacts", "--student", "S1", "--format", "json");

	cr_expect(strstr(buf_str(&r.out), "赵家长 父亲"), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_record, one_text_a_call)
{
	EXPECT_RUN(DAOSHI_IN("x", "record", "feedback", "--student", "S1", "--note", "-",
			     "--advice", "-"),
		   2, "", "Standard input holds one text");
}

Test(cli_record, a_talk_for_a_key_date_that_is_over_meets_it)
{
	struct run r;

	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--occasion", "Mid"), 0, "", "");
	r = DAOSHI("todo", "--student", "S1", "--format", "csv");
	cr_expect(!strstr(buf_str(&r.out), "Mid,overdue"), "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), "Mid,open"), "the one of the second term is");
	run_release(&r);
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--occasion", "Strat"), 2, "",
		   "Did you mean Start?");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--occasion", "Grad"), 2, "",
		   "No key date Grad has begun by the day of the talk. There are: Start, Mid.");
}

Test(cli_record, the_mentor_is_the_students_unless_named)
{
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--mentor", "T2"), 0, "", "");
	EXPECT_CONTACTS("S1", "2026-11-23  talk  赵测试    乙测试");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S3"), 3, "", "say whose record this is");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--student", "S3"), 3, "",
		   "have not one mentor in common");
}

static const struct {
	const char *words[10], *sentence;
	int code;
} refused[] = {
	{ { "record", "talk", "--student", "S9" }, "There is no student with the number S9.", 4 },
	{ { "record", "talk", "--student", "S\0339" }, "holds a control character", 3 },
	{ { "record", "talk", "--student", "S1", "--mentor", "T9" },
	  "no mentor with the staff number T9",
	  4 },
	{ { "record", "talk", "--student", "S1", "--date", "2026-11-31" }, "is no date", 3 },
	{ { "record", "talk", "--student", "S1", "--date", "2026-11-24" }, "is in the future", 3 },
	{ { "record", "talk", "--student", "S1", "--date", "2026-08-31" },
	  "outside the school year",
	  3 },
	{ { "record", "talk", "--student", "S1", "--mode", "letter" }, "is not one of", 3 },
	{ { "record", "talk", "--student", "S1", "--topics", "fun" }, "is not one of", 3 },
	{ { "record", "talk", "--student", "S1", "--place", "a\033b" }, "control character", 3 },
	{ { "record", "visit", "--student", "S1", "--place", "x" },
	  "The option --place does not go with 'record visit'.",
	  2 },
	{ { "record", "talk", "--student", "S1", "--to-student", "11-20" },
	  "The option --to-student does not go with 'record talk'.",
	  2 },
	{ { "record", "talk", "--student", "S1", "--to-student-way", "paper" },
	  "The option --to-student-way does not go with 'record talk'.",
	  2 },
	{ { "record", "feedback", "--student", "S1", "--to-student-way", "paper" },
	  "How it was handed over is known, but not when: give the day.",
	  3 },
	{ { "record", "feedback", "--student", "S1", "--to-student", "11-20", "--to-student-way",
	    "pigeon" },
	  "is not one of",
	  3 },
	{ { "record", "talk", "--student", "S1", "--guardian", "赵家长" },
	  "The option --guardian does not go with 'record talk'.",
	  2 },
	{ { "record", "call", "--student", "S1", "--guardian", "赵家" },
	  "The student has no guardian 赵家. Did you mean 赵家长?",
	  2 },
	{ { "record", "call", "--student", "S2", "--guardian", "赵家长" },
	  "No guardian of this student is known; leave --guardian out.",
	  3 },
	{ { "record", "feedback", "--student", "S1", "--student", "S2" }, "for one student", 3 },
	{ { "record", "feedback", "--student", "S1", "--to-student", "2026-12-01" },
	  "is in the future",
	  3 },
};

Test(cli_record, what_cannot_be_is_refused_and_nothing_is_kept)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		EXPECT_RUN(daoshi_run(NULL, refused[i].words), refused[i].code, "",
			   refused[i].sentence);
	EXPECT_RUN(DAOSHI("list", "contacts"), 0, "", "");
}

Test(cli_record, filters_of_the_list)
{
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--date", "2026-11-01"), 0, "", "");
	EXPECT_RUN(DAOSHI("record", "call", "--student", "S1", "--date", "2026-11-02", "--mentor",
			  "T2"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--kind", "visit"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--from", "2026-11-03"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--to", "2026-10-31"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--mentor", "T2"), 0,
		   "Date        Kind  Students  Mentor  Occasion  Mode  Notes\n"
		   "2026-11-02  call  赵测试    乙测试\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "S1", "--kind", "talk", "--to",
			  "2026-11-01"),
		   0,
		   "Date        Kind  Students  Mentor  Occasion  Mode  Notes\n"
		   "2026-11-01  talk  赵测试    甲测试\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "S2"), 0, "", "");
}

Test(cli_record, a_visit_elsewhere_says_why)
{
	EXPECT_RUN(DAOSHI("record", "visit", "--student", "S1", "--mode", "phone"), 3, "",
		   "takes a reason");
	EXPECT_RUN(DAOSHI("record", "visit", "--student", "S1", "--mode", "phone", "--reason",
			  "家长婉拒"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--reason", "家长婉拒"), 2, "",
		   "--reason does not go with 'record talk'");
}

Test(cli_record, a_major_change_asks_for_a_talk)
{
	struct run r;

	EXPECT_RUN(DAOSHI_IN("家里出了事", "record", "change", "--student", "S1", "--note", "-"), 0,
		   "", "");
	r = DAOSHI("todo", "--student", "S1", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), ",talk_change,Change,soon,2026-11-23,2026-11-30,\r\n"),
		  "%s", buf_str(&r.out));
	run_release(&r);
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1"), 0, "", "");
	r = DAOSHI("todo", "--student", "S1", "--format", "csv");
	cr_expect_not(strstr(buf_str(&r.out), "talk_change"), "%s", buf_str(&r.out));
	run_release(&r);
}
