/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What protects persons: records past their period, numbers shown one by one, consents, and what
 * leaves the system. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "support/desk.h"

/* The whole school left, two years ago the first, who have a text. */
static void left_school(void)
{
	desk_school();
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S2", "--mentor", "T1", "--date",
			  "2026-10-10", "--place", "暗号"),
		   0, "", "");
	desk_script("UPDATE enrolment SET ends = '2025-06-30', starts = '2024-09-01' "
		    "WHERE student_id = 2;"
		    "UPDATE enrolment SET ends = '2023-06-30', starts = '2022-09-01' "
		    "WHERE student_id = 3;"
		    "INSERT INTO setting (name, value) VALUES ('retention_backup_days', '0')");
}

static void asking_school(void)
{
	desk_school();
	desk_script("INSERT INTO setting (name, value) VALUES ('retention_consent', 'yes')");
}

/* By its name, from the palette. */
static void go(struct terminal *t, const char *name)
{
	terminal_press(t, "C-p");
	terminal_type(t, name);
	terminal_press(t, "Enter");
}

Test(screen_protection, records_past_their_period, .init = left_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "到期档案");
	terminal_expect(t, "purge");
	terminal_press(t, "F8");
	terminal_expect(t, "purge-question");
	terminal_type(t, "3");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "没有清除");
	terminal_press(t, "F8");
	terminal_type(t, "2");
	terminal_press(t, "Enter");
	terminal_expect(t, "purge-done");
	/* and nothing takes it back */
	terminal_press(t, "C-u");
	terminal_expect(t, "purge-not-undone");
	desk_leave(t);
	EXPECT_RUN(DAOSHI("purge"), 0, "", "No records are past their period.");
}

Test(screen_protection, a_purge_that_asks_for_a_backup_changes_nothing, .init = left_school,
     .fini = daoshi_tidy)
{
	struct terminal *t;

	desk_script("UPDATE setting SET value = '7' WHERE name = 'retention_backup_days'");
	t = desk_open(24, 80);
	go(t, "到期档案");
	terminal_press(t, "F8");
	terminal_type(t, "2");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "没有最近 7 天的备份");
	desk_leave(t);
}

Test(screen_protection, fits_60_by_16, .init = left_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(16, 60);

	go(t, "到期档案");
	terminal_expect(t, "purge-60x16");
	terminal_press(t, "F6");
	terminal_expect(t, "purge-periods-60x16");
	desk_leave(t);
}

Test(screen_protection, the_periods_are_changed, .init = daoshi_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "到期档案");
	terminal_expect(t, "purge-empty");
	terminal_press(t, "F6");
	desk_retype(t, "4");
	terminal_press(t, "C-s");
	terminal_expect(t, "purge-periods-refused");
	desk_retype(t, "5");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "不会自动清除");
	desk_leave(t);
	EXPECT_RUN(
		DAOSHI("retention", "--format", "csv"), 0,
		"name,value\r\ntexts_years,4\r\nrest_years,5\r\nway,anonymise\r\nbackup_days,7\r\n"
		"consent,no\r\nunusual,20\r\n",
		"");
}

/* ------------------------------------------------------------------ numbers */

Test(screen_protection, a_number_is_shown_when_asked_for, .init = daoshi_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);
	struct run r;

	terminal_press(t, "F2 Enter");
	terminal_wait_text(t, "139****0011");
	terminal_press(t, "C-o");
	terminal_expect(t, "student-detail-number");
	/* on another line it says where to go */
	terminal_press(t, "Down v");
	terminal_wait_text(t, "请先移到那一行");
	/* and it is masked again once the page was left */
	terminal_press(t, "Esc Enter");
	terminal_wait_text(t, "139****0011");
	desk_leave(t);
	r = DAOSHI("everything", "--student", "S1", "--format", "json");
	cr_expect(strstr(buf_str(&r.out), "\"action\":\"reveal\""), "%s", buf_str(&r.out));
	run_release(&r);
}

/* Neither masked nor emptied in the file by somebody who corrects the name. */
Test(screen_protection, a_masked_number_stays_whole_in_the_file, .init = daoshi_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter Enter");
	terminal_expect(t, "guardian-masked");
	desk_retype(t, "赵父");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存");
	EXPECT_RUN(DAOSHI("list", "guardians", "--reveal", "--format", "csv"), 0,
		   "student_no,student,class_name,name,relation,phone\r\n"
		   "S1,赵测试,六(1),赵父,父亲,13900000011\r\n",
		   "");
	/* a digit typed into it replaces it as a whole */
	terminal_press(t, "Enter Down*2");
	terminal_type(t, "13812345678");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "138****5678");
	desk_leave(t);
}

/* ------------------------------------------------------------------ consents */

Test(screen_protection, a_consent_is_put_on_record_and_taken_back, .init = asking_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "同意书：哪些");
	terminal_expect(t, "consents-missing");
	terminal_press(t, "F9");
	terminal_type(t, "赵父");
	terminal_expect(t, "consent-form");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "2 行");
	terminal_press(t, "F2 Enter");
	terminal_expect(t, "student-detail-consent");
	go(t, "监护人的同意书");
	terminal_press(t, "F8 Enter");
	terminal_expect(t, "consents-taken-back");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "未登记同意");
	desk_leave(t);
}

Test(screen_protection, a_visits_note_asks_for_a_consent, .init = asking_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	/* without a text nothing is asked */
	terminal_press(t, "F2 1 C-s");
	terminal_wait_text(t, "已记录");
	terminal_press(t, "1 Tab*7");
	terminal_type(t, "家里正在装修。");
	terminal_press(t, "C-s");
	terminal_expect(t, "consent-asked");
	terminal_press(t, "2");
	terminal_wait_text(t, "家里正在装修");
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "已记录");
	desk_leave(t);
}

/* ------------------------------------------------------------------ what leaves */

Test(screen_protection, all_that_is_held_is_asked_about_and_written, .init = daoshi_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter");
	go(t, "全部信息");
	terminal_expect(t, "everything");
	desk_retype(t, daoshi_path("all.txt"));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "1 名学生的信息将离开本系统");
	terminal_press(t, "2");
	cr_expect(access(daoshi_path("all.txt"), F_OK), "they would rather not");
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "已写入");
	desk_leave(t);
	cr_expect(!access(daoshi_path("all.txt"), F_OK));
}
