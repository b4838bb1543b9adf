/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans: from the checklist and lists, the list of them, the calendar file. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/calendar.h"
#include "support/desk.h"

static void plan(const char *student, const char *date, const char *kind, const char *time)
{
	EXPECT_RUN(DAOSHI("plan", "add", "--student", student, "--date", date, "--kind", kind,
			  "--time", time),
		   0, "", "");
}

/* Addresses, of which the one that comes first in the alphabet is not the nearest. */
static void homes(void)
{
	desk_school();
	desk_script("UPDATE student SET address = '杨浦区控江路12弄15号' WHERE student_no = 'S1';"
		    "UPDATE student SET address = '控江路 12 弄 3 号' WHERE student_no = 'S2';"
		    "UPDATE student SET address = '四平路1200号' WHERE student_no = 'S3';"
		    "INSERT INTO assignment (student_id, mentor_id, role, starts)"
		    " VALUES (3, 1, 'lead', '2026-09-01')");
}

static void busy_school(void)
{
	homes();
	plan("S1", "+5", "visit", "16:30");
	plan("S2", "+1", "visit", "");
	plan("S3", "+1", "talk", "12:10");
	desk_script("UPDATE plan SET note = '先打电话，母亲周末上班' WHERE id = 1;"
		    "INSERT INTO plan (student_id, mentor_id, kind, date, made_on)"
		    " VALUES (1, 1, 'talk', '2026-11-20', '2026-11-10')");
}

static struct terminal *open_list(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "C-k");
	return t;
}

/* ---------------------------------------------------------------------- the list */

Test(screen_plans, says_what_to_do_when_there_are_none, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_expect(t, "plans-empty");
	terminal_press(t, "Enter F8 Tab Down 1 2 9 Space");
	terminal_wait_text(t, "还没有预约。");
	terminal_press(t, "F6 3");
	terminal_wait_text(t, "没有过期的预约。F6 查看已约的。");
	desk_leave(t);
}

Test(screen_plans, lists_them_by_day, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_expect_with_looks(t, "plans");
	terminal_press(t, "End");
	terminal_wait_text(t, "杨浦区控江路12弄15号  赵家长 139****0011  先打电话，母亲周末上班");
	desk_leave(t);
}

Test(screen_plans, fits_a_small_window, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(16, 60);

	terminal_expect(t, "plans-60x16");
	terminal_press(t, "End Enter");
	terminal_expect(t, "plan-60x16");
	desk_leave(t);
}

Test(screen_plans, fits_a_large_window, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(40, 120);

	terminal_expect(t, "plans-120x40");
	desk_leave(t);
}

Test(screen_plans, speaks_english, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-k");
	terminal_expect(t, "plans-english");
	terminal_press(t, "F9");
	terminal_type(t, "孙\n");
	terminal_type(t, "2026-11-20");
	terminal_press(t, "C-s");
	terminal_expect(t, "plan-english-refused");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_plans, near_ones_together, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F7 7");
	terminal_expect(t, "plans-by-address");
	desk_leave(t);
}

Test(screen_plans, filters, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6");
	terminal_expect(t, "plans-filter");
	terminal_press(t, "3");
	terminal_wait_text(t, "1 项预约，过期 1");
	terminal_press(t, "F6 4");
	terminal_type(t, "乙\n");
	terminal_wait_text(t, "0 项预约，过期 0  乙测试 的");
	terminal_press(t, "F6 5");
	terminal_wait_text(t, "1 项预约，过期 1  全部导师");
	terminal_press(t, "F6 1");
	terminal_wait_text(t, "4 项预约，过期 1  全部导师");
	desk_leave(t);
}

/* A round of visits: who lives near each other is marked and planned for one afternoon. */
Test(screen_plans, who_is_still_owed_a_visit_by_address, .init = homes, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 2");
	terminal_expect(t, "plans-owed");
	terminal_press(t, "Down Space*2 Enter");
	terminal_type(t, "1205\n1400");
	terminal_expect(t, "plan-of-two");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已约：家访，这 2 名学生，12-05 周六 12天后 14:00。");
	terminal_wait_text(t, "还欠家访、尚未预约 1 名");
	terminal_press(t, "F8");
	terminal_wait_text(t, "这里没有可取消的预约。");
	terminal_press(t, "F6 1");
	terminal_wait_text(t, "2 项预约，过期 0");
	desk_leave(t);
}

/* ------------------------------------------------------------- moving, cancelling, recording */

Test(screen_plans, moved_from_the_list, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "End Enter");
	terminal_type(t, "周日");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已约：家访，赵测试，11-29 周日 6天后 16:30。");
	terminal_press(t, "Enter F8 2");
	terminal_wait_text(t, "与 赵测试 的预约");
	terminal_press(t, "F8 1");
	terminal_wait_text(t, "预约已取消。");
	terminal_wait_text(t, "3 项预约，过期 1");
	desk_leave(t);
}

Test(screen_plans, cancelled_in_the_list, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F8");
	terminal_expect(t, "plans-cancel");
	terminal_press(t, "1");
	terminal_wait_text(t, "已取消 1 项预约。");
	terminal_press(t, "Space*2 F8");
	terminal_wait_text(t, "取消 2 项预约？");
	terminal_press(t, "1");
	terminal_wait_text(t, "1 项预约，过期 0");
	cr_expect(!terminal_shows(t, "已标记"), "%s", terminal_text(t));
	desk_leave(t);
}

/* Of a plan whose day is over, that day; of one to come, today. */
Test(screen_plans, a_digit_records_what_was_planned, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "2");
	terminal_wait_text(t, "新增：谈话");
	cr_expect(strstr(terminal_row(t, 3), "2026-11-20"), "%s", terminal_text(t));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录：谈话，赵测试，2026-11-20。");
	terminal_wait_text(t, "3 项预约，过期 0");
	terminal_press(t, "End 1");
	cr_expect(strstr(terminal_row(t, 3), "2026-11-23"), "%s", terminal_text(t));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "2 项预约，过期 0");
	/* the other digit records the other kind, and leaves the plan */
	terminal_press(t, "Home 2 C-s");
	terminal_wait_text(t, "2 项预约，过期 0");
	desk_leave(t);
}

/* ------------------------------------------------------------------ from the checklist */

Test(screen_plans, from_a_cell_of_the_checklist, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "9");
	terminal_expect(t, "plan-new");
	terminal_type(t, "周六\n4点半\n");
	terminal_press(t, "C-s");
	terminal_expect_with_looks(t, "checklist-planned");
	terminal_press(t, "9");
	terminal_wait_text(t, "与 赵测试 的预约");
	terminal_press(t, "Esc Enter");
	terminal_wait_text(t, "新增：家访");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已1123");
	terminal_press(t, "C-k");
	terminal_wait_text(t, "还没有预约。");
	desk_leave(t);
}

/* A talk at a key date to come: its first day, and its occasion. */
Test(screen_plans, a_talk_at_its_key_date, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Right*3 9");
	terminal_expect(t, "plan-talk");
	terminal_press(t, "1");
	desk_retype(t, "1225");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "期末谈话自 2027-01-04 起才算，请选该日或以后的日期。");
	desk_retype(t, "0106");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "约0106");
	desk_leave(t);
}

/* What is overdue stays so, and tells its plan below; a missed plan is told too. */
Test(screen_plans, what_is_overdue_or_missed, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Down Right 9");
	terminal_type(t, "1201");
	terminal_press(t, "C-s Left Right");
	terminal_expect_with_looks(t, "checklist-planned-late");
	desk_script("UPDATE plan SET date = '2026-11-21' WHERE kind = 'visit' AND student_id = 2");
	terminal_press(t, "Left F4 F12");
	terminal_wait_text(t, "已过期。Enter 补记，9 改期。");
	terminal_expect(t, "checklist-missed");
	desk_leave(t);
}

Test(screen_plans, of_all_that_are_marked, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Space*3 9 C-s");
	terminal_wait_text(t, "已约：家访，这 3 名学生，11-24 周二 明天。其中 2 名为改期。");
	cr_expect(!terminal_shows(t, "已标记"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_plans, from_lists_of_students, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 9 C-s");
	terminal_wait_text(t, "已约：家访，赵测试，11-24 周二 明天。");
	terminal_press(t, "Enter");
	terminal_expect(t, "student-detail-plan");
	terminal_press(t, "9");
	terminal_expect(t, "plan-visit-again");
	terminal_press(t, "2 C-s");
	terminal_wait_text(t, "已约：谈话，赵测试，11-24 周二 明天。");
	terminal_press(t, "F2 End 9 C-s");
	terminal_wait_text(t, "有学生还没有导师，请先配导师。");
	desk_leave(t);
}

static void mentors_desk(void)
{
	busy_school();
	desk_as_mentor("T1");
	desk_script("UPDATE assignment SET mentor_id = 2 WHERE student_id = 3");
}

Test(screen_plans, a_mentor_sees_ones_own, .init = mentors_desk, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_wait_text(t, "3 项预约，过期 1");
	cr_expect(!terminal_shows(t, "孙测试"), "%s", terminal_text(t));
	terminal_press(t, "F6");
	cr_expect(!terminal_shows(t, "全部导师"), "%s", terminal_text(t));
	terminal_press(t, "2");
	terminal_wait_text(t, "还欠家访、尚未预约 0 名");
	desk_leave(t);
}

/* ------------------------------------------------------------------- the calendar */

Test(screen_plans, a_calendar_file, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);
	struct buf text = { 0 };
	char block[8192];
	FILE *f;

	terminal_press(t, "C-o");
	terminal_expect(t, "plan-export");
	desk_retype(t, daoshi_path("none/plans.ics"));
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "所在的文件夹不存在");
	desk_retype(t, daoshi_path("plans.ics"));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "名学生的信息将离开本系统");
	terminal_press(t, "1");
	terminal_wait_text(t, "已把 3 项预约写入");
	f = fopen(daoshi_path("plans.ics"), "r");
	cr_assert(f);
	buf_add(&text, block, fread(block, 1, sizeof block, f));
	fclose(f);
	cr_expect_eq(calendar_expect(text.at, text.len), 3);
	buf_release(&text);
	/* a file that is there is asked about, and kept unless said */
	terminal_press(t, "C-o");
	desk_retype(t, daoshi_path("plans.ics"));
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "已有同名文件。  1 替换  2 换个名字");
	terminal_press(t, "2 C-s 1 1");
	terminal_wait_text(t, "已把 3 项预约写入");
	desk_leave(t);
}
