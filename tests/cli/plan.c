/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daoshi plan, and what follows from it in the lists. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/calendar.h"
#include "support/daoshi.h"

TestSuite(cli_plan, .init = daoshi_school, .fini = daoshi_tidy);

#define HEAD                                                                                       \
	"date,time,student_no,student,class_name,kind,key_date,state,mentor,place,location,"       \
	"guardian,phone,note,made_on\r\n"
#define LIST(...) DAOSHI("list", "plans", "--format", "csv", __VA_ARGS__)

static void plan(const char *student, const char *date, const char *kind)
{
	EXPECT_RUN(DAOSHI("plan", "add", "--student", student, "--date", date, "--kind", kind), 0,
		   "", "");
}

Test(cli_plan, the_least_is_a_student_and_a_day)
{
	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", "周六"), 0, "", "");
	EXPECT_RUN(LIST(NULL), 0,
		   HEAD "2026-11-28,,S1,赵测试,六(1),visit,,planned,甲测试,,,赵家长,139****0011,,"
			"2026-11-23\r\n",
		   "");
}

Test(cli_plan, with_all_that_can_be_said)
{
	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", "0112", "--key-date", "Final",
			  "--time", "下午4点半", "--place", "心理室", "--note", "带周记"),
		   0, "", "");
	EXPECT_RUN(LIST(NULL), 0,
		   HEAD "2027-01-12,16:30,S1,赵测试,六(1),talk,Final,planned,甲测试,心理室,心理室,"
			"赵家长,139****0011,带周记,2026-11-23\r\n",
		   "");
}

Test(cli_plan, for_several_at_once_and_again_moves)
{
	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--student", "S2", "--date", "+5"), 0,
		   "", "");
	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", "+6", "--time", "900"), 0, "",
		   "");
	EXPECT_RUN(DAOSHI("list", "plans"), 0,
		   "Date        Time   Student no.  Student  Class  Kind   Occasion  State    "
		   "Mentor  Where  Phone        Note\n"
		   "2026-11-28         S2           钱测试   六(1)  visit            planned  "
		   "甲测试\n"
		   "2026-11-29  09:00  S1           赵测试   六(1)  visit            planned  "
		   "甲测试         139****0011\n",
		   "");
}

Test(cli_plan, moved_and_cancelled)
{
	plan("S1", "+5", "visit");
	plan("S1", "+5", "talk");
	EXPECT_RUN(DAOSHI("plan", "move", "--student", "S1", "--date", "+7"), 3, "",
		   "2 plans of this student are open; say which with --kind or --key-date.");
	EXPECT_RUN(DAOSHI("plan", "move", "--student", "S1", "--kind", "talk", "--date", "+7",
			  "--note", "改期"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("plan", "cancel", "--student", "S1", "--kind", "visit"), 0, "", "");
	EXPECT_RUN(LIST("--student", "S1"), 0,
		   HEAD "2026-11-30,,S1,赵测试,六(1),talk,,planned,甲测试,,,赵家长,139****0011,"
			"改期,2026-11-23\r\n",
		   "");
	EXPECT_RUN(DAOSHI("plan", "cancel", "--student", "S1"), 0, "", "");
	EXPECT_RUN(DAOSHI("plan", "cancel", "--student", "S1"), 4, "",
		   "Nothing of the kind is planned for this student.");
}

/* Of two talks the key date says which. */
Test(cli_plan, the_key_date_tells_two_talks_apart)
{
	plan("S1", "+5", "talk");
	EXPECT_RUN(
		DAOSHI("plan", "add", "--student", "S1", "--date", "0112", "--key-date", "Final"),
		0, "", "");
	EXPECT_RUN(
		DAOSHI("plan", "move", "--student", "S1", "--key-date", "Final", "--date", "0113"),
		0, "", "");
	EXPECT_RUN(LIST("--from", "2027-01-01"), 0,
		   HEAD "2027-01-13,,S1,赵测试,六(1),talk,Final,planned,甲测试,,,赵家长,"
			"139****0011,,2026-11-23\r\n",
		   "");
}

/* Both terms have one of the name: the one that is over, until the other begins, can still be met.
 */
Test(cli_plan, the_last_key_date_of_the_name_that_has_begun)
{
	static const char *const days[] = { "+15", "0420", "0421" };

	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", days[i], "--key-date",
				  "Mid"),
			   0, "", "");
	EXPECT_RUN(LIST(NULL), 0,
		   HEAD "2026-12-08,,S1,赵测试,六(1),talk,Mid,planned,甲测试,,,赵家长,139****0011,,"
			"2026-11-23\r\n"
			"2027-04-21,,S1,赵测试,六(1),talk,Mid,planned,甲测试,,,赵家长,139****0011,,"
			"2026-11-23\r\n",
		   "");
}

static const struct {
	const char *words[12];
	int code;
	const char *sentence;
} wrong[] = {
	{ { "plan" }, 2, "'daoshi plan' needs add|move|cancel|export." },
	{ { "plan", "ad" }, 2, "There is no 'plan ad'. Did you mean add?" },
	{ { "plan", "add", "--date", "+1" }, 2, "The option --student NO is missing." },
	{ { "plan", "add", "--student", "S1" }, 2, "The option --date DATE is missing." },
	{ { "plan", "cancel", "--student", "S1", "--date", "+1" },
	  2,
	  "The option --date does not go with 'plan cancel'." },
	{ { "plan", "add", "--student", "S1", "--date", "+1", "--phones" },
	  2,
	  "The option --phones does not go with 'plan add'." },
	{ { "plan", "export", "--student", "S1" }, 2, "does not go with 'plan export'" },
	{ { "plan", "add", "--student", "S1", "--date", "-1" }, 3, "2026-11-22 is over" },
	{ { "plan", "add", "--student", "S1", "--date", "+1", "--time", "25:00" },
	  3,
	  "is no time; write it as 16:30" },
	{ { "plan", "add", "--student", "S1", "--date", "+1", "--key-date", "Fianl" },
	  2,
	  "There is no key date Fianl. Did you mean Final?" },
	{ { "plan", "add", "--student", "S1", "--date", "+1", "--key-date", "Final" },
	  3,
	  "A talk for Final counts from 2027-01-04 on" },
	{ { "plan", "add", "--student", "S3", "--date", "+1" }, 3, "no mentor yet" },
	{ { "plan", "add", "--student", "S9", "--date", "+1" }, 4, "There is no student" },
	{ { "list", "plans", "--order", "adress" }, 2, "Did you mean address?" },
	{ { "list", "plans", "--unplanned", "--from", "+1" }, 2, "With --unplanned goes" },
	{ { "list", "students", "--order", "day" }, 2, "does not go with 'list students'" },
};

Test(cli_plan, what_is_wrong)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		EXPECT_RUN(daoshi_run(NULL, wrong[i].words), wrong[i].code, "", wrong[i].sentence);
	EXPECT_RUN(LIST(NULL), 0, HEAD, "");
}

/* A record closes it; what is still owed shows its plan. */
Test(cli_plan, stands_in_what_is_owed_until_it_is_recorded)
{
	struct run r;

	plan("S1", "+5", "visit");
	r = DAOSHI("todo", "--student", "S1", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), ",due,planned\r\n"), "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), ",visit,Visit,open,2026-09-01,2027-08-31,2026-11-28\r\n"),
		  "%s", buf_str(&r.out));
	run_release(&r);
	EXPECT_RUN(LIST("--unplanned", "--mentor", "T1"), 0,
		   HEAD "2027-08-31,,S2,钱测试,六(1),visit,,open,甲测试,,,,,,\r\n", "");
	EXPECT_RUN(DAOSHI("record", "visit", "--student", "S1", "--student", "S2"), 0, "", "");
	EXPECT_RUN(LIST(NULL), 0, HEAD, "");
	EXPECT_RUN(LIST("--unplanned", "--mentor", "T1"), 0, HEAD, "");
}

Test(cli_plan, near_ones_together)
{
	struct run r;
	const char *first, *second;

	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", "+1", "--place",
			  "控江路 12 弄 15 号"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", "+2", "--kind", "talk",
			  "--place", "四平路8号"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S2", "--date", "+3", "--place",
			  "杨浦区控江路12弄3号"),
		   0, "", "");
	r = LIST("--order", "address");
	first = strstr(buf_str(&r.out), "控江路12弄3号");
	second = strstr(buf_str(&r.out), "控江路 12 弄 15 号");
	cr_expect(first && second && first < second && strstr(buf_str(&r.out), "四平路8号") < first,
		  "%s", buf_str(&r.out));
	run_release(&r);
}

/* ------------------------------------------------------------------- the calendar */

static void expect_event(const struct run *r, const char *name, const char *value)
{
	const char *got = calendar_value(buf_str(&r->out), 0, name);

	cr_expect_str_eq(got, value, "%s is %s", name, got);
}

Test(cli_plan, as_a_calendar_file)
{
	struct run r, again;

	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", "+5", "--time", "1630",
			  "--place", "控江路12弄3号, 502室; 后门", "--note", "母亲不在家"),
		   0, "", "");
	plan("S2", "+6", "talk");
	r = DAOSHI("plan", "export", "--lang", "zh");
	cr_expect_eq(calendar_expect(r.out.at, r.out.len), 2);
	expect_event(&r, "DTSTART", "20261128T163000");
	expect_event(&r, "DTEND", "20261128T173000");
	expect_event(&r, "SUMMARY", "家访 赵测试 六(1)");
	expect_event(&r, "LOCATION", "控江路12弄3号, 502室; 后门");
	expect_event(&r, "DESCRIPTION", "导师：甲测试");
	expect_event(&r, "SEQUENCE", "1");
	expect_event(&r, "TRANSP", "");
	cr_expect_str_eq(calendar_value(r.out.at, 1, "DTSTART"), "20261129");
	cr_expect_str_eq(calendar_value(r.out.at, 1, "TRANSP"), "TRANSPARENT");
	/* moved, it is the same one, changed */
	EXPECT_RUN(DAOSHI("plan", "move", "--student", "S1", "--date", "+8"), 0, "", "");
	again = DAOSHI("plan", "export", "--from", "+8");
	cr_expect_eq(calendar_expect(again.out.at, again.out.len), 1);
	expect_event(&again, "UID", calendar_value(r.out.at, 0, "UID"));
	expect_event(&again, "SEQUENCE", "2");
	run_release(&r);
	run_release(&again);
}

/* Nobody's telephone number, and no word of what one noted, unless it is asked for. */
Test(cli_plan, a_calendar_tells_no_more_than_asked_for)
{
	struct run r;

	EXPECT_RUN(DAOSHI("plan", "add", "--student", "S1", "--date", "+5", "--note", "母亲不在家"),
		   0, "", "");
	r = DAOSHI("plan", "export");
	cr_expect(!strstr(r.out.at, "1390") && !strstr(r.out.at, "赵家长") &&
			  !strstr(r.out.at, "母亲"),
		  "%s", r.out.at);
	run_release(&r);
	r = DAOSHI("plan", "export", "--phones", "--notes");
	expect_event(&r, "DESCRIPTION",
		     "Mentor: 甲测试\nGuardian: 赵家长\nPhone: 13900000011\nNote: 母亲不在家");
	run_release(&r);
}

Test(cli_plan, an_empty_calendar_is_one_too)
{
	struct run r = DAOSHI("plan", "export", "--mentor", "T2");

	cr_expect_eq(r.code, 0);
	cr_expect_eq(calendar_expect(r.out.at, r.out.len), 0);
	run_release(&r);
}
