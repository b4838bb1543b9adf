/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matching: from what stands ready to the confirming, and every way back. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"
#include "support/raw.h"
#include "support/unpacked.h"

/* Two mentors who shall have two students each, and one with a long name who shall have three. */
static const char mentors[] = "工号,姓名,学科,上限\n"
			      "T1,甲测试,语文,2\n"
			      "T2,乙测试,数学,2\n"
			      "T6,买买提·测试·阿卜杜拉·测试·吐尔逊·买买提江·测试·艾力江,数学,3\n";
static const char students[] = "学号,姓名,班级,座号\n"
			       "S4,李测试,九(2),2\n"
			       "S5,阿卜杜热合曼·买买提江·吐尔逊·测试,九(2),3\n"
			       "S6,吴测试,六(2),1\n"
			       "S7,周测试,六(2),2\n";

#define CHOICE(student, rank, mentor)                                                              \
	"INSERT INTO preference (school_year_id, student_id, rank, mentor_id, answered_on) "       \
	"SELECT 2026, s.id, " rank ", m.id, '2026-09-03' FROM student s, mentor m "                \
	"WHERE s.student_no = '" student "' AND m.staff_no = '" mentor "';"

/* Three want T1 first, who has two places. S6 has not answered. */
static void survey(void)
{
	desk_school();
	desk_roster("mentors", mentors);
	desk_roster("students", students);
	desk_script(CHOICE("S1", "1", "T1") CHOICE("S2", "1", "T1") CHOICE("S2", "2", "T2")
			    CHOICE("S3", "1", "T1") CHOICE("S3", "2", "T6") CHOICE("S4", "1", "T2")
				    CHOICE("S5", "1", "T6") CHOICE("S7", "1", "T2")
					    CHOICE("S7", "2", "T1"));
}

TestSuite(screen_matching, .init = survey, .fini = daoshi_tidy);

static struct terminal *open_place(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "C-p");
	terminal_type(t, "师生匹配：");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "师生匹配");
	return t;
}

/* For everybody, by a seed of the test's. */
static void propose(struct terminal *t)
{
	terminal_press(t, "F9 1 Down*5");
	terminal_type(t, "20260901");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "方案（待确认）");
}

static struct terminal *open_proposal(int rows, int cols)
{
	struct terminal *t = open_place(rows, cols);

	propose(t);
	return t;
}

/* When a run was made is the clock's, and who made it the machine's. */
static void made_at_noon(void)
{
	desk_script("UPDATE match_run SET made_at = '2026-11-23 04:00:00', login = 'office'");
}

/* Who leads the student now, by staff number; "" for nobody. */
static const char *leader(const char *student_no)
{
	static char staff_no[40];
	sqlite3 *file = raw_open(daoshi_path("school.db"));
	sqlite3_stmt *q;

	cr_assert_eq(sqlite3_prepare_v2(
			     file,
			     "SELECT m.staff_no FROM assignment a JOIN student s "
			     "ON s.id = a.student_id JOIN mentor m ON m.id = a.mentor_id "
			     "WHERE s.student_no = ? AND a.role = 'lead' "
			     "AND a.starts <= '" DAOSHI_TODAY "' AND a.ends >= '" DAOSHI_TODAY "'",
			     -1, &q, NULL),
		     SQLITE_OK);
	sqlite3_bind_text(q, 1, student_no, -1, SQLITE_STATIC);
	snprintf(staff_no, sizeof staff_no, "%s",
		 sqlite3_step(q) == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : "");
	sqlite3_finalize(q);
	sqlite3_close(file);
	return staff_no;
}

static void expect_leaders(const char *s2, const char *s3, const char *s4)
{
	cr_expect_str_eq(leader("S2"), s2);
	cr_expect_str_eq(leader("S3"), s3);
	cr_expect_str_eq(leader("S4"), s4);
}

static const int sizes[][2] = { { 24, 80 }, { 16, 60 }, { 40, 120 } };
enum { SIZES = sizeof sizes / sizeof *sizes };

static void expect_at(struct terminal *t, const char *what, const int *size)
{
	char name[64];

	snprintf(name, sizeof name, "match-%s-%dx%d", what, size[1], size[0]);
	terminal_expect(t, name);
}

/* ------------------------------------------------------------------ the place */

Test(screen_matching, begins_with_what_stands_ready_and_the_steps)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct terminal *t = open_place(sizes[i][0], sizes[i][1]);

		expect_at(t, "steps", sizes[i]);
		desk_leave(t);
	}
}

Test(screen_matching, lists_what_was_proposed)
{
	struct terminal *t = open_proposal(24, 80);

	desk_leave(t);
	made_at_noon();
	for (size_t i = 0; i < SIZES; i++) {
		t = open_place(sizes[i][0], sizes[i][1]);
		expect_at(t, "runs", sizes[i]);
		desk_leave(t);
	}
}

Test(screen_matching, without_a_proposal_says_how_to_get_one)
{
	static const char *const keys[] = { "Enter", "4", "5", "F8", "7" };
	struct terminal *t = open_place(24, 80);

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		terminal_press(t, keys[i]);
		cr_expect(terminal_shows(t, "还没有方案；按 3 算一个。"), "%s: %s", keys[i],
			  terminal_text(t));
	}
	desk_leave(t);
}

Test(screen_matching, is_the_offices_alone)
{
	struct terminal *t;

	desk_as_mentor("T1");
	t = desk_open(24, 80);
	terminal_press(t, "C-p");
	terminal_type(t, "师生匹配：");
	cr_expect(!terminal_shows(t, "师生匹配：志愿"), "%s", terminal_text(t));
	terminal_press(t, "Esc*2");
	desk_leave(t);
}

/* ------------------------------------------------------------------ a new run */

Test(screen_matching, asks_for_what_a_proposal_needs)
{
	struct terminal *t = open_place(24, 80);

	terminal_press(t, "3");
	terminal_expect(t, "match-form");
	terminal_press(t, "3 C-s");
	terminal_expect(t, "match-form-leaving");
	terminal_press(t, "Space");
	terminal_type(t, "甲");
	terminal_press(t, "Enter C-s");
	terminal_wait_text(t, "已为 2 名学生算出方案");
	desk_leave(t);
}

Test(screen_matching, discloses_the_seed_that_was_drawn)
{
	struct terminal *t = open_place(24, 120);

	terminal_press(t, "F9 1 C-s");
	terminal_wait_text(t, "抽签种子 ");
	cr_expect(!terminal_shows(t, "抽签种子 0"), "%s", terminal_text(t));
	terminal_press(t, "7");
	terminal_wait_text(t, "每一对结果都相同");
	desk_leave(t);
}

Test(screen_matching, a_proposal_is_taken_back_and_done_again)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "C-u");
	terminal_wait_text(t, "方案 0 个");
	terminal_wait_text(t, "已撤销「已为 7 名学生算出方案」");
	terminal_press(t, "C-d");
	terminal_wait_text(t, "方案 1 个");
	desk_leave(t);
}

/* ----------------------------------------------------------------- the review */

Test(screen_matching, shows_who_got_what)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct terminal *t = open_proposal(sizes[i][0], sizes[i][1]);

		expect_at(t, "review", sizes[i]);
		desk_leave(t);
	}
}

Test(screen_matching, speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-p");
	terminal_type(t, "matching: ch");
	terminal_press(t, "Enter");
	terminal_expect(t, "match-english");
	terminal_press(t, "F9 1 Down*5");
	terminal_type(t, "20260901");
	terminal_press(t, "C-s");
	terminal_expect(t, "match-review-english");
	desk_leave(t);
}

Test(screen_matching, says_why)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct terminal *t = open_proposal(sizes[i][0], sizes[i][1]);

		terminal_press(t, "Down Enter");
		expect_at(t, "why", sizes[i]);
		terminal_press(t, "S-Tab");
		terminal_wait_text(t, "赵测试");
		terminal_press(t, "Tab*9");
		terminal_wait_text(t, "第 7/7 名");
		terminal_press(t, "Esc");
		terminal_wait_text(t, "方案（待确认）");
		desk_leave(t);
	}
}

Test(screen_matching, shows_some_of_the_students)
{
	static const struct {
		const char *keys, *about;
	} filters[] = {
		{ "F6 2", "7 名学生中的 0 名" },
		{ "F6 5", "换了导师" },
		{ "F6 6 Down*2 Enter", "7 名学生中的 3 名" },
		{ "F6 7", "哪位导师的学生？" },
		{ "Down Enter", "方案（待确认）  乙测试" },
	};
	struct terminal *t = open_proposal(24, 80);

	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		terminal_press(t, filters[i].keys);
		cr_expect(terminal_shows(t, filters[i].about), "%s: %s", filters[i].keys,
			  terminal_text(t));
	}
	terminal_press(t, "F6 1");
	terminal_wait_text(t, "7 名学生");
	desk_leave(t);
}

Test(screen_matching, writes_its_rows_to_a_file)
{
	struct terminal *t = open_proposal(24, 80);
	struct buf sheet = { 0 };

	terminal_press(t, "C-]");
	desk_retype(t, daoshi_path("pairs.xlsx"));
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "共 7 行");
	desk_leave(t);
	workbook_part(daoshi_path("pairs.xlsx"), "xl/worksheets/sheet1.xml", &sheet);
	cr_expect(strstr(workbook_cell(&sheet, "A3"), "赵测试"));
	cr_expect(strstr(workbook_cell(&sheet, "D3"), "甲测试"));
	buf_release(&sheet);
}

/* -------------------------------------------------------------- loads, warnings */

Test(screen_matching, shows_the_loads_and_whose_they_are)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct terminal *t = open_proposal(sizes[i][0], sizes[i][1]);

		terminal_press(t, "Tab");
		expect_at(t, "loads", sizes[i]);
		terminal_press(t, "Enter");
		terminal_wait_text(t, "甲测试");
		cr_expect(terminal_shows(t, "7 名学生中的 2 名"), "%s", terminal_text(t));
		terminal_press(t, "Esc F6 3");
		terminal_wait_text(t, "没有这样的导师");
		desk_leave(t);
	}
}

/* T6 shall have one student this year, of the three of other years. */
Test(screen_matching, counts_the_places_of_this_year)
{
	struct terminal *t = open_place(24, 80);

	cr_expect(terminal_shows(t, "3 位导师还有 5 个名额"), "%s", terminal_text(t));
	desk_leave(t);
	desk_script("INSERT INTO condition (school_year_id, kind, weight, mentor_id, number) "
		    "SELECT 2026, 'capacity', 0, id, 1 FROM mentor WHERE staff_no = 'T6'");
	t = open_place(24, 80);
	cr_expect(terminal_shows(t, "3 位导师还有 3 个名额"), "%s", terminal_text(t));
	desk_leave(t);
}

/* One more student than there are places. */
static void short_of_places(void)
{
	survey();
	desk_roster("students", "学号,姓名,班级\nS8,郑测试,六(2)\n");
}

Test(screen_matching, warns_and_leads_to_whom_it_is_about, .init = short_of_places)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_wait_text(t, "!无导师 1");
	terminal_press(t, "6");
	terminal_expect(t, "match-warnings");
	terminal_press(t, "Enter"); /* the shortage: all without a place */
	terminal_wait_text(t, "8 名学生中的 1 名");
	terminal_press(t, "F6 1 Home 6 Down Enter");
	terminal_wait_cursor_row(t, "--");
	desk_leave(t);
}

Test(screen_matching, without_warnings_says_how_to_go_on)
{
	struct terminal *t = open_proposal(16, 60);

	terminal_press(t, "6");
	terminal_wait_text(t, "再按 5 确认");
	desk_leave(t);
}

/* --------------------------------------------------------------------- by hand */

Test(screen_matching, moves_one_by_hand_once_it_has_said_what_that_does)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct terminal *t = open_proposal(sizes[i][0], sizes[i][1]);

		terminal_press(t, "Down F5");
		expect_at(t, "pick", sizes[i]);
		terminal_type(t, "t6");
		terminal_press(t, "Enter");
		expect_at(t, "effects", sizes[i]);
		terminal_press(t, "Esc");
		terminal_wait_text(t, "手工调整 0");
		terminal_press(t, "F5");
		terminal_type(t, "t6");
		terminal_press(t, "Enter*2");
		expect_at(t, "moved", sizes[i]);
		terminal_press(t, "C-u");
		terminal_wait_text(t, "手工调整 0");
		desk_leave(t);
	}
}

Test(screen_matching, moves_from_the_page_that_says_why)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "Enter F5 End Enter*2");
	terminal_wait_text(t, "现无导师");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "!无导师 1");
	terminal_press(t, "F5 End Enter");
	terminal_wait_text(t, "本来就由");
	desk_leave(t);
}

/* Who goes on with a mentor whom nobody chose is not one of those who were filled in. */
Test(screen_matching, kept_ones_are_not_called_filled)
{
	struct terminal *t;

	desk_script(
		"INSERT INTO condition (school_year_id, kind, weight) VALUES (2026, 'keep', 0)");
	t = open_proposal(24, 80);
	cr_expect(terminal_shows(t, ".志愿外 "), "%s", terminal_text(t));
	cr_expect_not(terminal_shows(t, ".补足"));
	desk_leave(t);
}

Test(screen_matching, a_new_proposal_keeps_what_was_moved)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "F5 End Enter*2");
	terminal_wait_text(t, "手工调整 1");
	terminal_press(t, "Esc");
	propose(t);
	terminal_wait_text(t, "手工调整 1");
	desk_leave(t);
}

/* ------------------------------------------------------------------ confirming */

Test(screen_matching, confirms_all_at_once_and_takes_all_back)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "5");
	terminal_expect(t, "match-confirm");
	expect_leaders("T1", "", "");
	terminal_press(t, "C-s");
	terminal_expect(t, "match-confirmed");
	cr_expect_str_neq(leader("S3"), "");
	cr_expect_str_eq(leader("S4"), "T2");
	terminal_press(t, "5");
	terminal_wait_text(t, "这个方案已经确认");
	terminal_press(t, "F5");
	terminal_wait_text(t, "不能再调整");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "方案（待确认）");
	expect_leaders("T1", "", "");
	desk_leave(t);
}

/* With 5 at the cursor, an older one would be confirmed by mistake. */
Test(screen_matching, the_newest_is_at_the_cursor_and_older_ones_are_not_next)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "Esc");
	propose(t);
	terminal_press(t, "Esc");
	terminal_wait_cursor_row(t, ">    2 ");
	cr_expect(terminal_shows(t, "下一步："));
	terminal_press(t, "5");
	terminal_wait_text(t, "第 2 号，");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "方案已确认");
	cr_expect(terminal_shows(t, "待确认的方案 1 个"));
	cr_expect_not(terminal_shows(t, "下一步：按 Enter"));
	desk_leave(t);
}

Test(screen_matching, tells_in_a_small_window_what_confirming_does)
{
	struct terminal *t = open_proposal(16, 60);

	terminal_press(t, "5 F6");
	terminal_expect(t, "match-confirm-60x16");
	terminal_press(t, "F6 Esc");
	desk_leave(t);
}

Test(screen_matching, past_a_capacity_it_wants_a_reason)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "End F5"); /* S5, who is with T6 */
	terminal_type(t, "t2");
	terminal_press(t, "Enter*2");
	terminal_wait_text(t, "超员导师 1");
	terminal_press(t, "Tab"); /* three, of whom one is too many */
	terminal_wait_text(t, "乙测试    11! ");
	terminal_press(t, "Esc 5 C-s");
	terminal_expect(t, "match-confirm-reason");
	terminal_type(t, "兼任");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "方案已确认");
	cr_expect_str_eq(leader("S5"), "T2");
	desk_leave(t);
}

/* Whoever assigned one of them meanwhile is not overruled. */
Test(screen_matching, a_student_whom_others_assigned_stops_it)
{
	struct run r;
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "5");
	r = DAOSHI("assign", "--student", "S3", "--mentor", "T2");
	cr_assert_eq(r.code, 0);
	run_release(&r);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "孙测试");
	expect_leaders("T1", "T2", "");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_matching, is_set_aside_and_taken_back_later)
{
	struct terminal *t = open_proposal(24, 80);

	terminal_press(t, "F8");
	terminal_wait_text(t, "撤回这个方案？");
	terminal_press(t, "2 F8 1");
	terminal_wait_text(t, "方案（已撤回）");
	terminal_press(t, "5");
	terminal_wait_text(t, "按 3 另算一个");
	terminal_press(t, "F8");
	terminal_wait_text(t, "早就撤回了");
	terminal_press(t, "Esc");
	propose(t);
	terminal_press(t, "5 C-s");
	terminal_wait_text(t, "方案已确认");
	desk_leave(t);
	t = open_place(24, 80);
	terminal_press(t, "F8");
	terminal_wait_text(t, "恢复原来的导师？");
	terminal_press(t, "1");
	terminal_wait_text(t, "已全部撤回");
	expect_leaders("T1", "", "");
	desk_leave(t);
}

Test(screen_matching, a_closed_year_is_left_as_it_is)
{
	static const char *const keys[] = { "3", "5", "F8", "Enter F5" };
	struct terminal *t = open_proposal(24, 80);

	desk_leave(t);
	desk_script("UPDATE school_year SET closed_on = '2026-11-22' WHERE id = 2026");
	t = open_place(24, 80);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		terminal_press(t, keys[i]);
		terminal_wait_text(t, "已于 2026-11-22 归档，不能再改。");
	}
	expect_leaders("T1", "", "");
	desk_leave(t);
}
