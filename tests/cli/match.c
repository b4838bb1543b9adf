/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole stories of matching in a shell: from the survey to confirmed pairs and back. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"
#include "support/limit.h"
#include "support/unpacked.h"

/* Of six students four would like T1 best, who has two places as everybody; S6 has not answered. */
static const char survey[] = "学号,第一志愿,第二志愿,第三志愿\n"
			     "S1,甲测试,乙测试,\n"
			     "S2,甲测试,丙测试,\n"
			     "S3,T1,T2,T3\n"
			     "S4,乙测试,甲测试,\n"
			     "S5,乙测试,,\n";

static void take(const char *kind, const char *csv)
{
	struct run r;

	daoshi_file("roster.csv", csv, strlen(csv));
	r = DAOSHI("import", kind, daoshi_path("roster.csv"));
	cr_assert_eq(r.code, 0, "%s%s", buf_str(&r.out), buf_str(&r.err));
	run_release(&r);
}

static void begin(void)
{
	daoshi_folder();
	EXPECT_RUN(DAOSHI("init", "--name", "测试学校"), 0, "", "");
	take("mentors", "工号,姓名,学科,上限\nT1,甲测试,语文,2\nT2,乙测试,数学,2\n"
			"T3,丙测试,英语,2\n");
	take("students", "学号,姓名,班级\nS1,赵测试,六(1)\nS2,钱测试,六(1)\nS3,孙测试,六(1)\n"
			 "S4,李测试,六(2)\nS5,周测试,六(2)\nS6,吴测试,六(2)\n");
	take("preferences", survey);
}

TestSuite(cli_match, .init = begin, .fini = daoshi_tidy, .timeout = TIME_LIMIT);

/* "S1 T1 S2 - ": each student's mentor by now, as the roster has it. */
static void expect_mentors(const char *expected, const char *file, int line)
{
	struct run r = DAOSHI("list", "students", "--format", "json");
	char found[400] = "";

	for (const char *s = buf_str(&r.out); (s = strstr(s, "{\"student_no\":\"")); s++) {
		const char *mentor = strstr(s, "\"mentor\":\"") + strlen("\"mentor\":\"");

		snprintf(found + strlen(found), sizeof found - strlen(found), "%.2s %.*s ", s + 15,
			 *mentor == '"' ? 1 : (int)strcspn(mentor, "\""),
			 *mentor == '"' ? "-" : mentor);
	}
	cr_expect_str_eq(found, expected, "%s:%d: %s", file, line, found);
	run_release(&r);
}
#define EXPECT_MENTORS(text) expect_mentors(text, __FILE__, __LINE__)
#define NOBODY               "S1 - S2 - S3 - S4 - S5 - S6 - "
#define MATCHED              "S1 甲测试 S2 丙测试 S3 甲测试 S4 乙测试 S5 乙测试 S6 丙测试 "

/* One that exit code, one word of stdout and one of stderr are enough to know of. */
static void expect(struct run r, int code, const char *out, const char *err, const char *file,
		   int line)
{
	cr_expect_eq(r.code, code, "%s:%d: exit code %d: %s", file, line, r.code, buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.out), out), "%s:%d: stdout is %s", file, line, buf_str(&r.out));
	cr_expect(*err ? strstr(buf_str(&r.err), err) != NULL : !r.err.len, "%s:%d: stderr is %s",
		  file, line, buf_str(&r.err));
	run_release(&r);
}
#define EXPECT(run, code, out, err) expect(run, code, out, err, __FILE__, __LINE__)

/* ---------------------------------------------------------------------- proposing */

#define PROPOSED                                                                                   \
	"number,students,placed,first,second,third,later,unasked,seed\r\n"                         \
	"1,6,6,4,1,0,0,1,7\r\n"
#define PAIRS "student_no,student,class_name,staff_no,mentor,result,rank,before,lot,by_hand\r\n"

/* Most first choices leave S2 with the second, whose third mentor takes S6 too: whatever the seed.
 */
Test(cli_match, a_proposal_counts_choices_and_assigns_nobody)
{
	struct run r;

	EXPECT_RUN(DAOSHI("match", "propose", "--seed", "7", "--format", "csv"), 0, PROPOSED, "");
	EXPECT_MENTORS(NOBODY);
	r = DAOSHI("match", "show", "--format", "json");
	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.out),
			 "{\"student_no\":\"S2\",\"student\":\"钱测试\",\"class_name\":\"六(1)\","
			 "\"staff_no\":\"T3\",\"mentor\":\"丙测试\",\"result\":\"choice2\","
			 "\"rank\":2,\"before\":\"\","
			 "\"lot\":"),
		  "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out),
			 "{\"student_no\":\"S6\",\"student\":\"吴测试\",\"class_name\":\"六(2)\","
			 "\"staff_no\":\"T3\",\"mentor\":\"丙测试\",\"result\":\"filled\",\"rank\":"
			 "0,"),
		  "%s", buf_str(&r.out));
	run_release(&r);
}

/* The seed that was drawn is told, and gives the same once more. */
Test(cli_match, lots_are_disclosed)
{
	struct run first = DAOSHI("match", "propose", "--format", "csv"), pairs, again;
	const char *seed = strrchr(buf_str(&first.out), ',');
	char word[32];

	cr_assert(first.code == 0 && seed, "%s", buf_str(&first.err));
	snprintf(word, sizeof word, "%.*s", (int)strcspn(seed + 1, "\r"), seed + 1);
	run_release(&first);
	pairs = DAOSHI("match", "show", "1", "--format", "csv");
	EXPECT(DAOSHI("match", "propose", "--seed", word), 0, word, "");
	again = DAOSHI("match", "show", "2", "--format", "csv");
	cr_expect_str_eq(buf_str(&again.out), buf_str(&pairs.out));
	cr_expect(strstr(buf_str(&pairs.out), PAIRS), "%s", buf_str(&pairs.out));
	run_release(&pairs);
	run_release(&again);
}

/* What docs/matching.md says of lots, written anew. */
static uint64_t drawn_below(uint64_t *state, uint64_t count)
{
	uint64_t z;

	do {
		z = *state += 0x9E3779B97F4A7C15u;
		z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
		z = (z ^ z >> 27) * 0x94D049BB133111EBu;
		z ^= z >> 31;
	} while (z >= UINT64_MAX - UINT64_MAX % count);
	return z % count;
}

Test(cli_match, anybody_can_draw_the_lots_again)
{
	uint64_t state = 20260901;
	int lot[6] = { 1, 2, 3, 4, 5, 6 };
	char end[32];
	struct run r;

	for (size_t i = 6; i > 1; i--) {
		size_t other = drawn_below(&state, i);
		int kept = lot[i - 1];

		lot[i - 1] = lot[other];
		lot[other] = kept;
	}
	EXPECT(DAOSHI("match", "propose", "--seed", "20260901"), 0, "20260901", "");
	r = DAOSHI("match", "show", "--format", "csv");
	for (int i = 0; i < 6; i++) {
		char *line = strstr(buf_str(&r.out), (char[]){ '\n', 'S', (char)('1' + i), 0 });

		cr_assert(line, "%s", buf_str(&r.out));
		snprintf(end, sizeof end, ",%d,\r", lot[i]);
		cr_expect(strstr(line, end) && strstr(line, end) < strchr(line + 1, '\n'),
			  "S%d has not %d: %s", i + 1, lot[i], line);
	}
	run_release(&r);
}

Test(cli_match, lists_are_those_of_a_run)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7", "--note", "试排"), 0, "", "");
	EXPECT(DAOSHI("match", "propose", "--seed", "8"), 0, "", "");
	EXPECT(DAOSHI("match", "list"), 0, "试排", "");
	EXPECT(DAOSHI("list", "match-runs", "--format", "json"), 0, "\"seed\":8", "");
	EXPECT(DAOSHI("list", "match-pairs", "--run", "1", "--mentor", "T3", "--format", "csv"), 0,
	       PAIRS "S2,", "");
	EXPECT_RUN(DAOSHI("match", "show", "--result", "none", "--format", "csv"), 0, PAIRS, "");
	EXPECT(DAOSHI("match", "show", "1", "--result", "filled"), 0, "吴测试", "");
	EXPECT(DAOSHI("list", "match-loads", "--format", "csv"), 0, "T1,甲测试,2,2,", "");
	EXPECT(DAOSHI("match", "loads", "1", "--format", "json"), 0,
	       "{\"staff_no\":\"T2\",\"mentor\":\"乙测试\",\"load\":2,\"capacity\":2,", "");
	EXPECT(DAOSHI("list", "match-warnings", "--format", "csv"), 0, "kind,text\r\n", "");
}

Test(cli_match, a_workbook_of_pairs)
{
	struct buf sheet = { 0 };

	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT_RUN(DAOSHI("match", "show", "--output", daoshi_path("p.xlsx")), 0, "", "");
	workbook_part(daoshi_path("p.xlsx"), "xl/worksheets/sheet1.xml", &sheet);
	cr_expect(strstr(workbook_cell(&sheet, "A1"), "<t>Student no.</t>"));
	cr_expect(strstr(workbook_cell(&sheet, "B3"), "<t>钱测试</t>"));
	cr_expect(strstr(workbook_cell(&sheet, "E3"), "<t>丙测试</t>"));
	workbook_part(daoshi_path("p.xlsx"), "xl/workbook.xml", &sheet);
	cr_expect(strstr(buf_str(&sheet), "<sheet name=\"Pairs\""), "%s", buf_str(&sheet));
	buf_release(&sheet);
}

Test(cli_match, a_shortage_is_told_and_is_no_failure)
{
	EXPECT_RUN(DAOSHI("condition", "add", "capacity", "--mentor", "T3", "--number", "1"), 0, "",
		   "");
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "5",
	       "1 of 6 students have no place: 'daoshi match warnings' says who");
	EXPECT(DAOSHI("match", "show", "--result", "none", "--format", "csv"), 0, "none", "");
	EXPECT(DAOSHI("match", "warnings"), 0, "5 places", "");
	EXPECT(DAOSHI("match", "confirm"), 0, "", "1 students have no mentor in it");
}

/* ------------------------------------------------------------- why, and by hand */

Test(cli_match, why_is_told_choice_by_choice)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT(DAOSHI("match", "why", "--student", "S2"), 0, "甲测试", "");
	EXPECT(DAOSHI("match", "why", "1", "--student", "钱测试", "--format", "csv"), 0,
	       "line,text\r\n1,", "");
	EXPECT(DAOSHI("match", "why", "--student", "S9"), 4, "", "no student with the number S9");
}

Test(cli_match, a_pair_is_moved_and_stays)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT(DAOSHI("match", "move", "--student", "S6", "--mentor", "T1", "--dry-run"), 0,
	       "甲测试", "");
	EXPECT(DAOSHI("match", "show", "--mentor", "T3", "--format", "csv"), 0, "S6,", "");
	EXPECT(DAOSHI("match", "move", "--student", "S6", "--mentor", "T2"), 0, "乙测试", "");
	EXPECT(DAOSHI("match", "show", "--mentor", "T2", "--format", "csv"), 0, "S6,", "");
	EXPECT(DAOSHI("match", "propose", "--seed", "7", "--keep"), 0, "", "");
	EXPECT(DAOSHI("match", "show", "--mentor", "T2", "--format", "csv"), 0, "S6,", "");
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT(DAOSHI("match", "show", "--mentor", "T3", "--format", "csv"), 0, "S6,", "");
	EXPECT(DAOSHI("match", "move", "--student", "S6", "--nobody"), 0, "", "");
	EXPECT(DAOSHI("match", "show", "--result", "none"), 0, "吴测试", "");
}

Test(cli_match, past_the_most_it_takes_a_reason)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT(DAOSHI("match", "move", "--student", "S6", "--mentor", "T1"), 0, "", "");
	EXPECT(DAOSHI("match", "confirm"), 3, "", "甲测试");
	EXPECT_MENTORS(NOBODY);
	EXPECT_RUN(DAOSHI("match", "confirm", "--reason", "家长要求"), 0, "", "");
	EXPECT_MENTORS("S1 甲测试 S2 丙测试 S3 甲测试 S4 乙测试 S5 乙测试 S6 甲测试 ");
}

/* --------------------------------------------------------------- what becomes of it */

Test(cli_match, confirmed_and_taken_back)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT_RUN(DAOSHI("match", "confirm", "1"), 0, "", "");
	EXPECT_MENTORS(MATCHED);
	EXPECT(DAOSHI("match", "confirm"), 3, "", "This matching was confirmed already.");
	EXPECT_RUN(DAOSHI("match", "withdraw"), 0, "", "");
	EXPECT_MENTORS(NOBODY);
	EXPECT(DAOSHI("match", "list", "--format", "csv"), 0, ",withdrawn,", "");
}

/* Who was given another mentor since stays with that one. */
Test(cli_match, what_was_changed_since_stays)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT_RUN(DAOSHI("match", "confirm"), 0, "", "");
	EXPECT_RUN(DAOSHI("assign", "--student", "S5", "--mentor", "T3", "--reason", "调整"), 0, "",
		   "");
	EXPECT(DAOSHI("match", "withdraw"), 0, "", "1 pairs were changed since, and stay.");
	EXPECT_MENTORS("S1 - S2 - S3 - S4 - S5 丙测试 S6 - ");
}

/* Somebody else assigned between proposal and confirmation: nothing is done, and it is said who. */
Test(cli_match, a_change_in_between_is_a_conflict)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT_RUN(DAOSHI("assign", "--student", "S5", "--mentor", "T3"), 0, "", "");
	EXPECT(DAOSHI("match", "confirm"), 6, "", "周测试");
	EXPECT_MENTORS("S1 - S2 - S3 - S4 - S5 丙测试 S6 - ");
}

Test(cli_match, worked_out_again)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT(DAOSHI("match", "move", "--student", "S6", "--nobody"), 0, "", "");
	EXPECT_RUN(DAOSHI("match", "again"), 0, "", "");
	EXPECT_RUN(DAOSHI("match", "again", "1"), 0, "", "");
	desk_script("UPDATE match_pair SET solved_id = NULL WHERE id = 3");
	EXPECT(DAOSHI("match", "again"), 9, "", "it comes out otherwise");
}

Test(cli_match, in_the_year)
{
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	EXPECT_RUN(DAOSHI("match", "confirm"), 0, "", "");
	take("students", "学号,姓名,班级\nS7,郑测试,六(1)\n");
	EXPECT(DAOSHI("match", "offers", "--student", "S7"), 0, "", "No mentor has a place left");
	take("mentors", "工号,姓名,上限\nT4,丁测试,9\n");
	EXPECT(DAOSHI("match", "offers", "--student", "S7", "--format", "json"), 0,
	       "\"staff_no\":\"T4\"", "");
	EXPECT(DAOSHI("match", "propose", "--who", "without", "--format", "csv"), 0, "2,1,1,", "");
	EXPECT(DAOSHI("match", "propose", "--leaving", "T2", "--format", "csv"), 0, "3,2,2,", "");
	EXPECT_RUN(DAOSHI("match", "confirm"), 0, "", "");
	EXPECT_MENTORS("S1 甲测试 S2 丙测试 S3 甲测试 S7 - S4 丁测试 S5 丁测试 S6 丙测试 ");
}

/* -------------------------------------------------------------------- what is wrong */

Test(cli_match, what_is_wrong_with_the_line)
{
	static const struct {
		const char *words[7];
		int code;
		const char *says;
	} rows[] = {
		{ { NULL }, 2, "'daoshi match' needs propose|list|show" },
		{ { "undo" },
		  2,
		  "There is no 'match undo'. There are: propose, list, show, loads, warnings, why, "
		  "move, confirm, withdraw, again, offers." },
		{ { "prpose" }, 2, "Did you mean propose?" },
		{ { "propose", "1" }, 2, "\"1\" is one word too many" },
		{ { "show", "1", "2" }, 2, "\"2\" is one word too many" },
		{ { "show", "x" }, 2, "\"x\" is no number; 'daoshi match list' shows them." },
		{ { "show", "0" }, 2, "\"0\" is no number" },
		{ { "show", "99" }, 4, "" },
		{ { "show", "--result", "choice9" }, 2, "There is no result choice9." },
		{ { "show", "--seed", "1" }, 2, "The option --seed does not go with 'match show'" },
		{ { "show", "--mentor", "T9" }, 4, "no mentor with the staff number T9" },
		{ { "why" }, 2, "'match why' needs the option --student." },
		{ { "offers" }, 2, "'match offers' needs the option --student." },
		{ { "move", "--student", "S1" }, 2, "To whom? Give --mentor STAFFNO, or --nobody" },
		{ { "move", "--student", "S1", "--mentor", "T2", "--nobody" }, 2, "To whom?" },
		{ { "propose", "--method", "dice" }, 3, "\"dice\" is not one of" },
		{ { "propose", "--seed", "x" }, 3, "is not a whole number" },
		{ { "propose", "--who", "leaving" }, 2, "--leaving STAFFNO goes with" },
		{ { "propose", "--who", "all", "--leaving", "T1" },
		  2,
		  "--leaving STAFFNO goes with" },
		{ { "confirm", "--from", "soon" }, 3, "\"soon\" is no date" },
		{ { "confirm", "--student", "S1" }, 2, "The option --student does not go with" },
	};

	EXPECT(DAOSHI("match", "show"), 4, "", "Nothing was matched in this school year yet.");
	EXPECT(DAOSHI("match", "propose", "--seed", "7"), 0, "", "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *const *w = rows[i].words;
		struct run r = DAOSHI("match", w[0], w[1], w[2], w[3], w[4], w[5], w[6]);

		cr_expect_eq(r.code, rows[i].code, "row %zu: %d %s", i, r.code, buf_str(&r.err));
		cr_expect(strstr(buf_str(&r.err), rows[i].says), "row %zu: %s", i, buf_str(&r.err));
		cr_expect_eq(r.out.len, 0, "row %zu: %s", i, buf_str(&r.out));
		run_release(&r);
	}
	EXPECT(DAOSHI("list", "match-pairs", "--student", "S1"), 2, "",
	       "The option --student does not go with 'list match-pairs'.");
	EXPECT(DAOSHI("match", "list", "--format", "csv"), 0, "\r\n1,", "");
}
