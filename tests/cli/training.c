/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

/* The school, with a session of the past and one to come. */
static void begin(void)
{
	daoshi_school();
	EXPECT_RUN(DAOSHI("training", "add", "--date", "2026-10-10", "--level", "市级", "--title",
			  "能力提升", "--place", "教育学院", "--credits", "１.５"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("training", "add", "--date", "2026-12-01", "--level", "school", "--title",
			  "校本研修"),
		   0, "", "");
}

TestSuite(cli_training, .init = begin, .fini = daoshi_tidy);

#define NAMES          "no,date,level,title,place,credits,attended\r\n"
#define PLANNED        "2,2026-12-01,school,校本研修,,,\r\n"
#define HELD(attended) "1,2026-10-10,city,能力提升,教育学院,1.5," attended "\r\n"

static void expect_sessions(const char *csv, const char *file, int line)
{
	daoshi_expect(DAOSHI("list", "trainings", "--format", "csv"), 0, csv, "", file, line);
}
#define EXPECT_SESSIONS(csv) expect_sessions(NAMES csv, __FILE__, __LINE__)

Test(cli_training, sessions_in_every_format)
{
	EXPECT_RUN(DAOSHI("training", "attend", "--training", "1", "--mentor", "T1"), 0, "", "");
	EXPECT_SESSIONS(PLANNED HELD("1"));
	EXPECT_RUN(DAOSHI("list", "trainings"), 0,
		   "No.  Date        Level   Credits  There  Title     Place\n"
		   "  2  2026-12-01  school                  校本研修\n"
		   "  1  2026-10-10  city        1.5      1  能力提升  教育学院\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "trainings", "--mentor", "T1", "--format", "json"), 0,
		   "[\n"
		   "{\"no\":1,\"date\":\"2026-10-10\",\"level\":\"city\",\"title\":\"能力提升\","
		   "\"place\":\"教育学院\",\"credits\":1.5,\"attended\":1}\n"
		   "]\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "trainings", "--mentor", "T2"), 0, "", "");
}

Test(cli_training, credits_in_every_format)
{
	EXPECT_RUN(DAOSHI("training", "attend", "--training", "1", "--mentor", "T1"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "credits"), 0,
		   "Staff no.  Name    Subject  Times  city  district  school  Credits\n"
		   "T1         甲测试  语文         1   1.5                        1.5\n"
		   "T2         乙测试  数学\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "credits", "--format", "csv"), 0,
		   "staff_no,name,subject,sessions,city,district,school,total\r\n"
		   "T1,甲测试,语文,1,1.5,,,1.5\r\n"
		   "T2,乙测试,数学,,,,,\r\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "credits", "--format", "json", "--mentor", "T2"), 0,
		   "[\n"
		   "{\"staff_no\":\"T2\",\"name\":\"乙测试\",\"subject\":\"数学\",\"sessions\":0,"
		   "\"city\":0,\"district\":0,\"school\":0,\"total\":0}\n"
		   "]\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "credits", "--mentor", "T9"), 4, "",
		   "There is no mentor with the staff number T9.");
	EXPECT_RUN(DAOSHI("list", "credits", "--kind", "talk"), 2, "",
		   "The option --kind does not go with 'list credits'.");
}

Test(cli_training, who_was_there_from_a_list)
{
	EXPECT_RUN(DAOSHI_IN("\xEF\xBB\xBFT1\r\n\r\n Ｔ2 \r\nT1", "training", "attend", "--date",
			     "10-10", "--title", " 能力 提升", "--from", "-"),
		   0, "", "");
	EXPECT_SESSIONS(PLANNED HELD("2"));
	EXPECT_RUN(DAOSHI_IN("T2\n", "training", "attend", "--training", "1", "--from", "-",
			     "--mentor", "T1", "--absent"),
		   0, "", "");
	EXPECT_SESSIONS(PLANNED HELD(""));
}

Test(cli_training, all_of_a_list_or_none)
{
	static const char sheet[] = "T1\nT9\n\nT2\nT\0338\n";

	EXPECT_RUN(DAOSHI_IN(sheet, "training", "attend", "--training", "1", "--from", "-"), 4, "",
		   "Line 2: There is no mentor with the staff number T9.");
	EXPECT_RUN(DAOSHI_IN(sheet, "training", "attend", "--training", "1", "--from", "-"), 4, "",
		   "Line 5: Staff no. \"T^[8\" holds a control character");
	EXPECT_RUN(DAOSHI_IN(sheet, "training", "attend", "--training", "1", "--from", "-"), 4, "",
		   "2 lines name no mentor. Nothing was changed");
	EXPECT_RUN(
		DAOSHI("training", "attend", "--training", "1", "--mentor", "T1", "--mentor", "T9"),
		4, "", "There is no mentor with the staff number T9.");
	EXPECT_SESSIONS(PLANNED HELD(""));
}

Test(cli_training, what_the_model_refuses_is_told)
{
	EXPECT_RUN(DAOSHI("training", "attend", "--training", "2", "--mentor", "T1"), 3, "",
		   "This training is on 2026-12-01; who is there is recorded from that day on.");
	EXPECT_RUN(DAOSHI("training", "add", "--date", "2027-09-01", "--level", "city", "--title",
			  "某"),
		   3, "", "2027-09-01 is outside the school year");
	EXPECT_RUN(DAOSHI("training", "add", "--date", "2026-10-10", "--level", "moon", "--title",
			  "某"),
		   3, "", "Level \"moon\" is not one of city / district / school");
	EXPECT_RUN(DAOSHI("training", "add", "--date", "2026-10-10", "--level", "city", "--title",
			  "某", "--credits", "1.25"),
		   3, "", "Credits \"1.25\" is no number with one decimal at most");
	EXPECT_RUN(
		DAOSHI("training", "add", "--date", "2026-10-10", "--level", "city", "--title", ""),
		3, "", "Title is missing");
	EXPECT_SESSIONS(PLANNED HELD(""));
}

Test(cli_training, a_session_is_named_by_its_number_or_by_day_and_title)
{
	EXPECT_RUN(DAOSHI("training", "remove", "--training", "9"), 4, "",
		   "There is no such training.");
	EXPECT_RUN(DAOSHI("training", "remove", "--training", "-1"), 4, "",
		   "There is no such training.");
	EXPECT_RUN(DAOSHI("training", "remove", "--date", "10-10", "--title", "别的"), 4, "",
		   "There is no training \"别的\" on 2026-10-10.");
	EXPECT_RUN(DAOSHI("training", "add", "--date", "12-01", "--level", "city", "--title",
			  "校本研修"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("training", "remove", "--date", "12-01", "--title", "校本研修"), 3, "",
		   "There are 2 trainings \"校本研修\" on 2026-12-01; name one of them");
	EXPECT_RUN(DAOSHI("training", "remove", "--training", "3"), 0, "", "");
	EXPECT_RUN(DAOSHI("training", "remove", "--date", "12-01", "--title", "校本研修"), 0, "",
		   "");
	EXPECT_SESSIONS(HELD(""));
}

Test(cli_training, wrong_usage)
{
	static const struct {
		const char *words[8];
		const char *sentence;
	} rows[] = {
		{ { "atend" }, "Did you mean attend?" },
		{ { "add", "--date", "10-10", "--title", "某" }, "The option --level" },
		{ { "add", "--mentor", "T1" }, "--mentor does not go with 'training add'" },
		{ { "attend", "--mentor", "T1" }, "Which training?" },
		{ { "attend", "--mentor", "T1", "--date", "10-10" }, "Which training?" },
		{ { "attend", "--mentor", "T1", "--training", "1", "--title", "某" },
		  "Give --training, or --date and --title." },
		{ { "attend", "--training", "1" }, "Who was there?" },
		{ { "attend", "--training", "1", "--from", "list.txt" },
		  "read from standard input alone" },
		{ { "remove", "--training", "1", "--place", "某" }, "--place does not go with" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *argv[10] = { "training" };

		memcpy(argv + 1, rows[i].words, sizeof rows[i].words);
		EXPECT_RUN(daoshi_run(NULL, argv), 2, "", rows[i].sentence);
	}
	EXPECT_RUN(DAOSHI_IN("\n \n", "training", "attend", "--training", "1", "--from", "-"), 3,
		   "", "Standard input names nobody");
}
