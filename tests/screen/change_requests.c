/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students who ask for another mentor, who are new, or whose mentor leaves. */
#include <criterion/criterion.h>

#include "db/file.h"
#include "support/desk.h"

TestSuite(screen_change_requests, .init = desk_school, .fini = daoshi_tidy);

static void open_list(struct terminal *t)
{
	terminal_press(t, "C-p");
	terminal_type(t, "更换导师申请：\n");
}

static void open_named(struct terminal *t, const char *name)
{
	terminal_press(t, "C-p");
	terminal_type(t, name);
	terminal_press(t, "Enter");
}

/* S1 asks for T2, in the form that stands on the student's page. */
static void ask(struct terminal *t)
{
	terminal_press(t, "F2 Enter");
	open_named(t, "申请更换导师");
	terminal_press(t, "Space Down Enter Tab*2");
	terminal_type(t, "数学上更合得来");
}

/* Four sessions: the class teacher asks, each mentor answers, the office assigns. */
Test(screen_change_requests, asked_answered_and_assigned)
{
	struct terminal *t;

	desk_script("UPDATE account SET role = 'class_teacher', mentor_id = NULL, class_id = "
		    "(SELECT class_id FROM enrolment WHERE student_id = 1)");
	t = desk_open(24, 80);
	ask(t);
	terminal_expect(t, "change-request-form");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已登记：赵测试 六(1)申请更换为");
	open_list(t);
	terminal_press(t, "Enter");
	terminal_wait_text(t, "由两位导师或德育处答复。");
	desk_leave(t);

	desk_as_mentor("T2");
	t = desk_open(24, 80);
	terminal_wait_text(t, "有 1 份更换导师申请待您处理");
	open_list(t);
	terminal_expect(t, "change-requests-asked");
	terminal_press(t, "Tab");
	terminal_wait_text(t, "该学生还不在您名下");
	terminal_press(t, "F8");
	terminal_wait_text(t, "这份申请请您答复");
	terminal_press(t, "Enter 1");
	terminal_wait_text(t, "已同意：赵测试 六(1)。");
	terminal_press(t, "F2");
	cr_expect(!terminal_shows(t, "赵测试"), "%s", terminal_text(t));
	desk_leave(t);

	desk_as_mentor("T1");
	t = desk_open(24, 80);
	open_list(t);
	terminal_press(t, "Enter 1");
	terminal_wait_text(t, "已同意：赵测试 六(1)。");
	desk_leave(t);

	desk_script("UPDATE account SET role = 'office', mentor_id = NULL");
	t = desk_open(24, 80);
	terminal_wait_text(t, "有 1 份更换导师申请待您处理");
	open_list(t);
	terminal_expect(t, "change-requests-agreed");
	terminal_press(t, "Enter 1");
	terminal_wait_text(t, "待答复 0，待您处理 0");
	terminal_press(t, "F6 2");
	cr_expect(terminal_shows(t, "已更换"), "%s", terminal_text(t));
	terminal_press(t, "C-u");
	cr_expect(terminal_shows(t, "待您处理 1"), "%s", terminal_text(t));
	desk_leave(t);
}

/* The page tells who is asked for and who is to answer, and leads to the request, which is not the
 * list's first. */
Test(screen_change_requests, the_page_of_the_student_tells_of_it)
{
	struct terminal *t;

	desk_script("INSERT INTO change_request (school_year_id, student_id, who, from_id, to_id, "
		    "asked_on) VALUES (2026, 2, 'x', 1, 2, '2026-11-18')");
	t = desk_open(24, 80);
	ask(t);
	terminal_press(t, "C-s");
	terminal_expect(t, "student-detail-request");
	terminal_press(t, "End Enter");
	terminal_wait_text(t, ">  赵测试 六(1)");
	desk_leave(t);
}

/* On paper: the office puts it down and says what both wrote. */
Test(screen_change_requests, the_office_answers_for_both)
{
	struct terminal *t = desk_open(24, 80);

	ask(t);
	terminal_press(t, "C-s");
	open_list(t);
	terminal_press(t, "F5");
	terminal_wait_text(t, "尚未同意");
	terminal_press(t, "Enter 1");
	cr_expect(terminal_shows(t, "1 同意  2 不同意，申请结束"), "%s", terminal_text(t));
	terminal_press(t, "1 Enter 2");
	terminal_wait_text(t, "不同意：赵测试 六(1)的导师不变。");
	terminal_wait_text(t, "目前没有更换导师的申请");
	terminal_press(t, "F6 2");
	cr_expect(terminal_shows(t, "未同意"), "%s", terminal_text(t));
	terminal_press(t, "Enter");
	terminal_wait_text(t, "这份申请已于 2026-11-23 结束。");
	desk_leave(t);
}

Test(screen_change_requests, past_the_capacity_the_reason_is_asked_for)
{
	struct terminal *t;

	desk_script("UPDATE mentor SET capacity = 1; INSERT INTO change_request (school_year_id, "
		    "student_id, who, from_id, to_id, asked_on, to_says, from_says) SELECT 2026, "
		    "1, '赵测试', 1, 2, '2026-11-20', 'yes', 'yes'; INSERT INTO assignment "
		    "(student_id, mentor_id, role, starts) SELECT id, 2, 'lead', '2026-09-01' "
		    "FROM student WHERE student_no = 'S3'");
	t = desk_open(24, 80);
	open_list(t);
	terminal_press(t, "F5");
	terminal_wait_text(t, "已满额；再加一名的理由");
	terminal_type(t, "两位导师商定\n");
	terminal_wait_text(t, "待答复 0");
	desk_leave(t);
	cr_expect_str_eq(file_text(daoshi_path("school.db"),
				   "SELECT reason FROM assignment WHERE student_id = 1 AND "
				   "mentor_id = 2"),
			 "两位导师商定");
}

Test(screen_change_requests, in_small_and_large_windows)
{
	static const struct {
		int rows, cols;
		const char *picture;
	} sizes[] = { { 16, 60, "change-requests-small" }, { 40, 120, "change-requests-large" } };

	desk_script("INSERT INTO change_request (school_year_id, student_id, who, from_id, to_id, "
		    "asked_on, reason, to_says, to_on) VALUES (2026, 1, 'x', 1, 2, '2026-11-20', "
		    "'数学上更合得来，家长也同意，两位班主任都知道', 'yes', '2026-11-21'), "
		    "(2026, 2, 'x', 2, 1, '2026-11-18', NULL, NULL, NULL)");
	for (size_t i = 0; i < 2; i++) {
		struct terminal *t = desk_open(sizes[i].rows, sizes[i].cols);

		open_list(t);
		terminal_expect(t, sizes[i].picture);
		desk_leave(t);
	}
}

Test(screen_change_requests, who_looks_on_only_looks)
{
	struct terminal *t;

	desk_script("UPDATE account SET role = 'inspector', mentor_id = NULL; INSERT INTO "
		    "change_request (school_year_id, student_id, who, from_id, to_id, asked_on, "
		    "reason) VALUES (2026, 1, '赵测试', 1, 2, '2026-11-20', '合得来')");
	t = desk_open(24, 80);
	open_list(t);
	cr_expect(terminal_shows(t, "S1 六(1)"), "%s", terminal_text(t));
	cr_expect(!terminal_shows(t, "赵测试") && !terminal_shows(t, "合得来"), "%s",
		  terminal_text(t));
	terminal_press(t, "F9 F8 Enter");
	cr_expect(terminal_shows(t, "不作改动"), "%s", terminal_text(t));
	desk_leave(t);
}

/* ---------------------------------------------------------------- a new student */

Test(screen_change_requests, a_new_student_gets_the_best_free_mentor)
{
	static const struct {
		int rows, cols;
		const char *picture;
	} sizes[] = { { 16, 60, "offers-small" },
		      { 40, 120, "offers-large" },
		      { 24, 80, "offers" } };

	for (size_t i = 0; i < 3; i++) {
		struct terminal *t = desk_open(sizes[i].rows, sizes[i].cols);

		terminal_press(t, "F2 End Enter");
		open_named(t, "推荐导师");
		terminal_expect(t, sizes[i].picture);
		if (i == 2) {
			terminal_press(t, "Enter");
			cr_expect(terminal_shows(t, "2026-09-01  导师") ||
					  terminal_shows(t, "2026-11-23  导师"),
				  "%s", terminal_text(t));
			terminal_press(t, "C-u");
			terminal_wait_text(t, "已撤销");
		}
		desk_leave(t);
	}
}

Test(screen_change_requests, with_every_mentor_full_it_says_what_to_do)
{
	struct terminal *t;

	desk_script("UPDATE mentor SET capacity = 1; INSERT INTO assignment (student_id, "
		    "mentor_id, role, starts) VALUES (3, 2, 'lead', '2026-09-01')");
	t = desk_open(24, 80);
	terminal_press(t, "F2");
	open_named(t, "推荐导师");
	terminal_wait_text(t, "没有既有名额、又符合条件的导师。");
	desk_leave(t);
}

/* ------------------------------------------------------------- a mentor leaves */

Test(screen_change_requests, for_a_mentor_who_leaves_others_are_proposed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 C-e S-Tab 3 C-s");
	terminal_wait_text(t, "请先为他们更换导师：在导师名单按 F10");
	terminal_press(t, "Esc 1");
	open_named(t, "导师离任");
	desk_leave(t);
	cr_expect_str_eq(file_text(daoshi_path("school.db"),
				   "SELECT who || ' ' || leaving_id || ' ' || (SELECT count(*) "
				   "FROM match_pair WHERE run_id = r.id) FROM match_run r"),
			 "leaving 1 2");
}
