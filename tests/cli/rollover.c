/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_rollover, .init = daoshi_school, .fini = daoshi_tidy);

#define JULY(...) DAOSHI("--today", "2027-07-05", __VA_ARGS__)

#define NAMES     "what,student_no,student,from_class,to_class,mentor,note\r\n"
#define YEAR      "year,,,,,,School year 2027: 2027-09-01 to 2028-08-31\r\n"
#define STUDENTS                                                                                   \
	"promoted,S1,赵测试,六(1),七(1),甲测试,\r\n"                                       \
	"promoted,S2,钱测试,六(1),七(1),甲测试,\r\n"                                       \
	"graduated,S3,孙测试,九(2),,,\r\n"
#define CARRIED                                                                                    \
	"carried,S1,赵测试,六(1),七(1),甲测试,\r\n"                                        \
	"carried,S2,钱测试,六(1),七(1),甲测试,\r\n"

/* The rows about people, which come first. */
static void expect_people(struct run r, const char *people, const char *summary)
{
	cr_expect_eq(r.code, 0, "%d: %s", r.code, buf_str(&r.err));
	cr_expect_eq(strncmp(buf_str(&r.out), people, strlen(people)), 0, "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.err), summary), "%s", buf_str(&r.err));
	run_release(&r);
}

static void expect_next_year(const char *students)
{
	EXPECT_RUN(DAOSHI("--today", "2027-09-06", "list", "students", "--format", "json"), 0,
		   students, "");
}

Test(cli_rollover, a_dry_run_lists_every_change_and_does_none)
{
	expect_people(JULY("rollover", "--dry-run", "--format", "csv"), NAMES YEAR STUDENTS CARRIED,
		      "Nothing was changed. School year 2026 to 2027: 2 students promoted, 1 "
		      "graduated; 2 mentors stay, 0 end.");
	expect_next_year("[]\n");
}

Test(cli_rollover, done_and_undone)
{
	expect_people(JULY("rollover", "--format", "csv", "--close"), NAMES YEAR STUDENTS CARRIED,
		      "Saved. ");
	EXPECT_RUN(JULY("record", "visit", "--student", "S1", "--mentor", "T1"), 3, "",
		   "School year 2026 is closed; its records can be read, not changed.");
	EXPECT_RUN(JULY("rollover"), 3, "", "School year 2026 was rolled over to 2027 already.");
	EXPECT_RUN(JULY("rollover", "--undo"), 0, "", "The roll-over to 2027 is undone.");
	expect_next_year("[]\n");
	EXPECT_RUN(JULY("record", "visit", "--student", "S1", "--mentor", "T1"), 0, "", "");
	EXPECT_RUN(JULY("rollover", "--undo"), 3, "", "There is no roll-over to undo.");
}

Test(cli_rollover, mentors_end_where_asked_for)
{
	expect_people(JULY("rollover", "--end-assignments", "--format", "csv"),
		      NAMES YEAR STUDENTS "ended,S1,赵测试,六(1),七(1),甲测试,as chosen\r\n"
					  "ended,S2,钱测试,六(1),七(1),甲测试,as chosen\r\n",
		      "0 mentors stay, 2 end. 2 students have no mentor in the new year.");
}

Test(cli_rollover, what_cannot_be)
{
	EXPECT_RUN(
		DAOSHI("rollover"), 3, "",
		"School year 2026 is in its first term; it can be rolled over from 2027-02-15 on.");
	EXPECT_RUN(JULY("rollover", "--go-on"), 3, "", "The school has no grade 6 to go on to.");
	EXPECT_RUN(JULY("rollover", "--go-on-senior"), 3, "", "no grade 10");
	EXPECT_RUN(JULY("rollover", "--undo", "--dry-run"), 2, "",
		   "The option --dry-run does not go with --undo.");
	EXPECT_RUN(JULY("rollover", "now"), 2, "", "\"now\" is one word too many.");
}

Test(cli_rollover, a_year_is_closed_and_opened)
{
	struct run r = JULY("rollover");

	cr_expect_eq(r.code, 0);
	run_release(&r);
	EXPECT_RUN(JULY("close-year", "2026"), 0, "", "School year 2026 is closed.");
	EXPECT_RUN(JULY("close-year", "2026"), 3, "", "was closed on 2027-07-05 already.");
	EXPECT_RUN(JULY("close-year", "2026", "--reopen"), 0, "",
		   "School year 2026 is open again.");
	EXPECT_RUN(JULY("close-year", "2031"), 4, "", "The file has no school year 2031.");
	EXPECT_RUN(JULY("close-year", "last"), 2, "",
		   "\"last\" is no school year; write it as 2026.");
	EXPECT_RUN(JULY("close-year"), 2, "", "'daoshi close-year' needs YEAR.");
}
