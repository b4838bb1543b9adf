/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"
#include "support/desk.h"

TestSuite(cli_rules, .init = daoshi_school, .fini = daoshi_tidy);

/* ------------------------------------------------------------------- the rules */

Test(cli_rules, as_a_table)
{
	EXPECT_RUN(DAOSHI("rules"), 0,
		   "Rule                Value        Called\n"
		   "Home visits         1            visits\n"
		   "Visits each         school year  visits_per\n"
		   "Visits until        2027-08-31   visit_due\n"
		   "Talks               0            talks\n"
		   "Talks each          term         talks_per\n"
		   "Feedback from       2027-06-01   feedback_opens\n"
		   "Feedback until      2027-06-30   feedback_due\n"
		   "Second term         2027-02-15   second_term\n"
		   "Major change, days  7            change_days\n"
		   "Referral, days      14           referral_days\n"
		   "Due soon, days      14           due_soon\n"
		   "Students each       15           mentor_capacity\n"
		   "Vocational          3            vocational_years\n"
		   "Training credits    0            training_credits\n"
		   "Former, days        0            former_days\n",
		   "");
}

Test(cli_rules, for_scripts)
{
	EXPECT_RUN(DAOSHI("rules", "--format", "csv"), 0,
		   "name,value\r\nvisits,1\r\nvisits_per,year\r\nvisit_due,2027-08-31\r\n"
		   "talks,0\r\ntalks_per,term\r\nfeedback_opens,2027-06-01\r\n"
		   "feedback_due,2027-06-30\r\nsecond_term,2027-02-15\r\nchange_days,7\r\n"
		   "referral_days,14\r\ndue_soon,14\r\nmentor_capacity,15\r\n"
		   "vocational_years,3\r\ntraining_credits,0\r\n"
		   "former_days,0\r\n",
		   "");
}

/* "visits,2" stands in the list or not. */
static void expect_rule(const char *line, bool there)
{
	struct run r = DAOSHI("rules", "--format", "csv");

	cr_expect_eq(strstr(buf_str(&r.out), line) != NULL, there, "%s: %s", line, buf_str(&r.out));
	run_release(&r);
}

Test(cli_rules, are_changed_by_their_names)
{
	EXPECT_RUN(DAOSHI("rules", "--visits", "2", "--feedback-opens", "2027年5月20日",
			  "--talks-per", "year", "--second-term", "2027-02-22"),
		   0, "", "");
	expect_rule("\r\nvisits,2\r\n", true);
	expect_rule("\r\nfeedback_opens,2027-05-20\r\n", true);
	expect_rule("\r\ntalks_per,year\r\n", true);
	expect_rule("\r\nsecond_term,2027-02-22\r\n", true);
}

Test(cli_rules, a_dry_run_only_tells)
{
	EXPECT_RUN(DAOSHI("rules", "--visits", "3", "--dry-run"), 0, "",
		   "Nothing was changed. Obligations: 6 more, 0 less.");
	EXPECT_RUN(DAOSHI("rules", "--due-soon", "30", "--dry-run"), 0, "",
		   "Nothing was changed. Obligations: none more, none less.");
	EXPECT_RUN(DAOSHI("rules", "--visits", "13", "--dry-run"), 3, "", "can be 12 at most");
	expect_rule("\r\nvisits,1\r\n", true);
	expect_rule("\r\ndue_soon,14\r\n", true);
}

Test(cli_rules, what_cannot_be_is_refused)
{
	EXPECT_RUN(DAOSHI("rules", "--feedback-due", "2027-05-01"), 3, "", "reversed");
	EXPECT_RUN(DAOSHI("rules", "--visit-due", "2027-09-01"), 3, "", "outside the school year");
	EXPECT_RUN(DAOSHI("rules", "--visits-per", "month"), 3, "", "is not one of");
	EXPECT_RUN(DAOSHI("rules", "--visits", "2", "--talks", "99"), 3, "", "can be 12 at most");
	EXPECT_RUN(DAOSHI("rules", "--year", "2030"), 4, "", "The file has no school year 2030.");
	EXPECT_RUN(DAOSHI("rules", "--year", "next"), 3, "", "\"next\" is no school year");
	EXPECT_RUN(DAOSHI("rules", "--year", ""), 3, "", "is no school year");
	EXPECT_RUN(DAOSHI("rules", "visits"), 2, "", "one word too many");
	expect_rule("\r\nvisits,1\r\n", true);
}

Test(cli_rules, of_a_closed_year_are_listed_and_not_changed)
{
	desk_script("UPDATE school_year SET closed_on = '2026-11-01'");
	EXPECT_RUN(DAOSHI("rules", "--visits", "2"), 3, "", "was closed on 2026-11-01");
	EXPECT_RUN(DAOSHI("rules", "--visits", "2", "--dry-run"), 3, "", "was closed");
	expect_rule("\r\nvisits,1\r\n", true);
}

Test(cli_rules, are_the_offices_to_change)
{
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("rules", "--visits", "2"), 5, "", "This is not for you to do");
	EXPECT_RUN(DAOSHI("keydates", "change", "1", "--name", "x"), 5, "",
		   "This is not for you to do");
	EXPECT_RUN(DAOSHI("keydates", "copy"), 5, "", "This is not for you to do");
	expect_rule("\r\nvisits,1\r\n", true);
}

/* ------------------------------------------------------------------- key dates */

#define NAMES "number,name,term,opens,due,grades,reviewed\r\n"
#define UP_TO_MAY                                                                                  \
	"1,Start,first,2026-09-01,2026-09-21,1-16,1\r\n"                                           \
	"2,Mid,first,2026-10-26,2026-11-15,1-16,1\r\n"                                             \
	"3,Final,first,2027-01-04,2027-01-24,1-16,1\r\n"                                           \
	"4,Start,second,2027-02-15,2027-03-15,1-16,1\r\n"                                          \
	"5,Mid,second,2027-04-12,2027-05-02,1-16,1\r\n"
#define GRADUATION "6,Grad,year,2027-05-10,2027-06-06,5 9 12 15,1\r\n"
#define LAST       "7,Final,second,2027-06-07,2027-06-27,1-16,1\r\n"

static void expect_dates(const char *csv)
{
	EXPECT_RUN(DAOSHI("keydates", "list", "--format", "csv"), 0, csv, "");
}

Test(cli_rules, key_dates_as_a_table)
{
	EXPECT_RUN(DAOSHI("keydates", "list"), 0,
		   "No.  Occasion  Term    From        To          Grades      Review\n"
		   "  1  Start     first   2026-09-01  2026-09-21  all         reviewed\n"
		   "  2  Mid       first   2026-10-26  2026-11-15  all         reviewed\n"
		   "  3  Final     first   2027-01-04  2027-01-24  all         reviewed\n"
		   "  4  Start     second  2027-02-15  2027-03-15  all         reviewed\n"
		   "  5  Mid       second  2027-04-12  2027-05-02  all         reviewed\n"
		   "  6  Grad      year    2027-05-10  2027-06-06  graduating  reviewed\n"
		   "  7  Final     second  2027-06-07  2027-06-27  all         reviewed\n",
		   "");
}

Test(cli_rules, a_key_date_is_added_changed_and_removed)
{
	EXPECT_RUN(DAOSHI("keydates", "add", "--name", "心理周", "--opens", "2027-07-01", "--due",
			  "2027-07-05", "--grades", "六至八"),
		   0, "", "");
	expect_dates(NAMES UP_TO_MAY GRADUATION LAST
		     "8,心理周,second,2027-07-01,2027-07-05,6-8,1\r\n");
	EXPECT_RUN(DAOSHI("keydates", "change", "8", "--term", "year", "--due", "2027-07-03"), 0,
		   "", "");
	expect_dates(NAMES UP_TO_MAY GRADUATION LAST
		     "8,心理周,year,2027-07-01,2027-07-03,6-8,1\r\n");
	EXPECT_RUN(DAOSHI("keydates", "remove", "8"), 0, "", "");
	expect_dates(NAMES UP_TO_MAY GRADUATION LAST);
	EXPECT_RUN(DAOSHI("keydates", "add", "--name", "考前", "--opens", "2026-12-21", "--due",
			  "2026-12-31"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("keydates", "list", "--format", "json", "--year", "2026"), 0,
		   "[\n"
		   "{\"number\":1,\"name\":\"Start\",\"term\":\"first\",\"opens\":\"2026-09-01\","
		   "\"due\":\"2026-09-21\",\"grades\":\"1-16\",\"reviewed\":\"1\"},\n"
		   "{\"number\":2,\"name\":\"Mid\",\"term\":\"first\",\"opens\":\"2026-10-26\","
		   "\"due\":\"2026-11-15\",\"grades\":\"1-16\",\"reviewed\":\"1\"},\n"
		   "{\"number\":8,\"name\":\"考前\",\"term\":\"first\",\"opens\":\"2026-12-21\","
		   "\"due\":\"2026-12-31\",\"grades\":\"1-16\",\"reviewed\":\"1\"},\n"
		   "{\"number\":3,\"name\":\"Final\",\"term\":\"first\",\"opens\":\"2027-01-04\","
		   "\"due\":\"2027-01-24\",\"grades\":\"1-16\",\"reviewed\":\"1\"},\n"
		   "{\"number\":4,\"name\":\"Start\",\"term\":\"second\",\"opens\":\"2027-02-15\","
		   "\"due\":\"2027-03-15\",\"grades\":\"1-16\",\"reviewed\":\"1\"},\n"
		   "{\"number\":5,\"name\":\"Mid\",\"term\":\"second\",\"opens\":\"2027-04-12\","
		   "\"due\":\"2027-05-02\",\"grades\":\"1-16\",\"reviewed\":\"1\"},\n"
		   "{\"number\":6,\"name\":\"Grad\",\"term\":\"year\",\"opens\":\"2027-05-10\","
		   "\"due\":\"2027-06-06\",\"grades\":\"5 9 12 15\",\"reviewed\":\"1\"},\n"
		   "{\"number\":7,\"name\":\"Final\",\"term\":\"second\",\"opens\":\"2027-06-07\","
		   "\"due\":\"2027-06-27\",\"grades\":\"1-16\",\"reviewed\":\"1\"}\n"
		   "]\n",
		   "");
}

Test(cli_rules, a_dry_run_of_a_key_date_only_tells)
{
	EXPECT_RUN(DAOSHI("keydates", "add", "--name", "x", "--opens", "2026-12-01", "--due",
			  "2026-12-02", "--grades", "9", "--dry-run"),
		   0, "", "Nothing was changed. Obligations: 1 more, 0 less.");
	EXPECT_RUN(DAOSHI("keydates", "change", "6", "--grades", "6,9", "--dry-run"), 0, "",
		   "Obligations: 2 more, 0 less.");
	EXPECT_RUN(DAOSHI("keydates", "remove", "7", "--dry-run"), 0, "",
		   "Obligations: 0 more, 3 less.");
	EXPECT_RUN(DAOSHI("keydates", "change", "7", "--opens", "2027-06-06", "--dry-run"), 3, "",
		   "It overlaps Grad (2027-05-10 to 2027-06-06)");
	expect_dates(NAMES UP_TO_MAY GRADUATION LAST);
}

Test(cli_rules, a_key_date_with_talks_stays)
{
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--occasion", "Mid"), 0, "", "");
	EXPECT_RUN(DAOSHI("keydates", "remove", "2"), 3, "",
		   "Talks recorded for this key date: 1; so it stays.");
	expect_dates(NAMES UP_TO_MAY GRADUATION LAST);
}

#define COPIED                                                                                     \
	"8,Start,first,2027-09-01,2027-09-21,1-16,0\r\n"                                           \
	"9,Mid,first,2027-10-26,2027-11-15,1-16,0\r\n"                                             \
	"10,Final,first,2028-01-04,2028-01-24,1-16,0\r\n"                                          \
	"11,Start,second,2028-02-15,2028-03-15,1-16,0\r\n"                                         \
	"12,Mid,second,2028-04-12,2028-05-02,1-16,0\r\n"                                           \
	"13,Grad,year,2028-05-10,2028-06-06,5 9 12 15,0\r\n"

Test(cli_rules, a_year_is_copied_to_the_next_and_reviewed)
{
	EXPECT_RUN(DAOSHI("keydates", "list", "--year", "2027"), 4, "",
		   "The file has no school year 2027.");
	EXPECT_RUN(DAOSHI("rules", "--visits", "2"), 0, "", "");
	EXPECT_RUN(DAOSHI("keydates", "copy"), 0, "", "");
	EXPECT_RUN(DAOSHI("keydates", "list", "--year", "2027", "--format", "csv"), 0,
		   NAMES COPIED "14,Final,second,2028-06-07,2028-06-27,1-16,0\r\n", "");
	EXPECT_RUN(DAOSHI("keydates", "change", "14", "--dry-run"), 0, "",
		   "in another school year than today's is not reckoned");
	EXPECT_RUN(DAOSHI("keydates", "change", "14"), 0, "", "");
	EXPECT_RUN(DAOSHI("keydates", "list", "--year", "2027", "--format", "csv"), 0,
		   NAMES COPIED "14,Final,second,2028-06-07,2028-06-27,1-16,1\r\n", "");
	EXPECT_RUN(DAOSHI("keydates", "copy"), 6, "",
		   "The school year 2027 has been set up already; nothing was copied.");
	EXPECT_RUN(DAOSHI("keydates", "copy", "--replace"), 0, "", "");
	struct run r = DAOSHI("rules", "--year", "2027", "--format", "csv");

	cr_expect(
		strstr(buf_str(&r.out), "\r\nvisits,2\r\nvisits_per,year\r\nvisit_due,2028-08-31"),
		"%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_rules, options_and_words_that_do_not_go_together)
{
	static const struct {
		const char *words[6];
		int code;
		const char *sentence;
	} rows[] = {
		{ { "keydates" }, 2, "needs list|add|change|remove|copy" },
		{ { "keydates", "lst" }, 2, "There is no 'keydates lst'. Did you mean list?" },
		{ { "keydates", "list", "1" }, 2, "\"1\" is one word too many." },
		{ { "keydates", "change" }, 2, "needs the number of a key date" },
		{ { "keydates", "remove", "1", "--name", "x" },
		  2,
		  "The option --name does not go with 'keydates remove'." },
		{ { "keydates", "change", "1", "--year", "2026" }, 2, "--year does not go with" },
		{ { "keydates", "list", "--dry-run" }, 2, "--dry-run does not go with" },
		{ { "keydates", "copy", "--grades", "6" }, 2, "--grades does not go with" },
		{ { "keydates", "change", "Mid" }, 3, "\"Mid\" is no number of a key date" },
		{ { "keydates", "change", "99" }, 4, "There is no such key date." },
		{ { "keydates", "remove", "99" }, 4, "There is no such key date." },
		{ { "keydates", "add" }, 3, "Occasion is missing; it must be filled in" },
		{ { "keydates", "add", "--grades", "six" }, 3, "is no list of grades" },
		{ { "keydates", "copy", "--year", "2030" }, 4, "no school year 2030" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_RUN(daoshi_run(NULL, rows[i].words), rows[i].code, "", rows[i].sentence);
	expect_dates(NAMES UP_TO_MAY GRADUATION LAST);
}
