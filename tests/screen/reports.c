/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports on the screen: what each column counts, and the way from a figure to its rows. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/desk.h"

/* A made-up school with gaps: students whom nobody leads, visits that took another form. */
static void gaps(void)
{
	desk_demo();
	desk_script("UPDATE assignment SET ends = date(starts, '-1 day') "
		    "WHERE id % 11 = 0 AND ends = '9999-12-31';"
		    "UPDATE contact SET mode = 'school', reason = '家长婉拒' "
		    "WHERE kind = 'visit' AND id % 3 = 0;"
		    "UPDATE account SET mentor_id = NULL");
}

TestSuite(screen_reports, .init = gaps, .fini = daoshi_tidy);

/* The list of reports; from the palette, since it has no key of its own. */
static struct terminal *open_list(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "C-p");
	terminal_type(t, "报表：");
	terminal_press(t, "Enter");
	return t;
}

/* The first of them, an overview of the school. */
static struct terminal *open_overview(int rows, int cols)
{
	struct terminal *t = open_list(rows, cols);

	terminal_press(t, "Enter");
	return t;
}

Test(screen_reports, a_list_of_what_each_tells)
{
	static const int sizes[][2] = { { 24, 80 }, { 16, 60 }, { 40, 120 } };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct terminal *t = open_list(sizes[i][0], sizes[i][1]);
		char name[64];

		snprintf(name, sizeof name, "reports-%dx%d", sizes[i][1], sizes[i][0]);
		terminal_expect(t, name);
		desk_leave(t);
	}
}

Test(screen_reports, figures_with_bars_and_what_they_count)
{
	struct terminal *t = open_overview(24, 80);

	terminal_expect_with_looks(t, "report-overview");
	terminal_press(t, "Left");
	terminal_expect(t, "report-overview-bar");
	desk_leave(t);
}

Test(screen_reports, nothing_is_lost_in_a_small_window)
{
	struct terminal *t = open_overview(16, 60);

	terminal_expect(t, "report-overview-60x16");
	terminal_press(t, "Right*9");
	terminal_expect(t, "report-overview-60x16-right");
	desk_leave(t);
}

Test(screen_reports, a_large_window_shows_more)
{
	struct terminal *t = open_overview(40, 120);

	terminal_expect(t, "report-overview-120x40");
	desk_leave(t);
}

Test(screen_reports, readable_without_colour)
{
	static const char *const plain[] = { "NO_COLOR=1", NULL };
	const struct terminal_options o = { .term = "vt220", .env = plain };
	struct terminal *t = desk_open_with(&o, (const char *const[]){ NULL });

	terminal_press(t, "C-p");
	terminal_type(t, "报表：");
	terminal_press(t, "Enter*2");
	terminal_expect_with_looks(t, "report-overview-mono");
	desk_leave(t);
}

Test(screen_reports, speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-p");
	terminal_type(t, "reports:");
	terminal_press(t, "Enter");
	terminal_expect(t, "reports-english");
	terminal_press(t, "Enter");
	terminal_expect(t, "report-overview-english");
	desk_leave(t);
}

/* --------------------------------------------------------- behind the figures */

/* The number at the cursor. */
static int figure(const struct terminal *t)
{
	struct display_state s = terminal_state(t);
	char row[1000];
	int cells = 0;

	/* names are of two cells a character, figures of one */
	snprintf(row, sizeof row, "%s", terminal_row(t, s.row));
	for (const char *at = row; *at; at++) {
		if ((*at & 0xC0) == 0x80)
			continue;
		if (cells >= s.col)
			return atoi(at);
		cells += (*at & 0x80) ? 2 : 1;
	}
	cr_assert_fail("no figure at %d,%d: %s", s.row, s.col, terminal_text(t));
	return 0;
}

/* Of every figure with rows behind it, they are as many as it says. */
Test(screen_reports, each_figure_opens_as_many_rows)
{
	struct terminal *t = open_overview(24, 80);
	int opened = 0;

	for (int down = 0; down < 3; down++) {
		for (int right = 0; right < 16; right++) {
			char before[100], words[32];
			int count = figure(t);

			snprintf(before, sizeof before, "%.60s", terminal_row(t, 0));
			terminal_press(t, "Enter");
			if (strncmp(before, terminal_row(t, 0), strlen(before)) != 0) {
				snprintf(words, sizeof words, " %d ", count);
				cr_expect(!strncmp(terminal_row(t, 1), words, strlen(words)),
					  "not %d rows: %s", count, terminal_text(t));
				terminal_press(t, "Esc");
				opened++;
			}
			cr_assert(!strncmp(before, terminal_row(t, 0), strlen(before)), "%s",
				  terminal_text(t));
			cr_expect_eq(figure(t), count, "the cursor is elsewhere: %s",
				     terminal_text(t));
			terminal_press(t, "Right");
		}
		terminal_press(t, "Down");
	}
	cr_expect_geq(opened, 3 * 7, "only %d figures have rows", opened);
	desk_leave(t);
}

/* The cursor to what is overdue, a row below the sum. */
static void go_to_overdue(struct terminal *t)
{
	terminal_press(t, "Down");
	for (int i = 0; i < 20 && !strstr(terminal_row(t, 22), "逾期：") &&
			!strstr(terminal_row(t, 21), "逾期：");
	     i++)
		terminal_press(t, "Right");
}

Test(screen_reports, rows_about_students_open_them_and_are_recorded_from)
{
	struct terminal *t = open_overview(24, 80);
	char before[300];
	int count;

	go_to_overdue(t);
	count = figure(t);
	terminal_press(t, "Enter");
	terminal_expect_with_looks(t, "report-rows");
	terminal_press(t, "Down*2");
	snprintf(before, sizeof before, "%s", terminal_text(t));
	terminal_press(t, "Tab");
	terminal_wait_text(t, "导师");
	terminal_press(t, "Esc");
	cr_expect(!strncmp(before, terminal_text(t), sizeof before - 1), "%s", terminal_text(t));
	terminal_press(t, "2");
	terminal_wait_text(t, "新增：谈话");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "逾期");
	cr_expect_eq(atoi(terminal_row(t, 1)), count);
	desk_leave(t);
}

Test(screen_reports, what_is_recorded_goes_from_the_rows)
{
	struct terminal *t = open_overview(24, 80);
	int count;

	go_to_overdue(t);
	count = figure(t);
	terminal_press(t, "Enter 2 S-Tab");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录");
	cr_expect_lt(atoi(terminal_row(t, 1)), count + 1);
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_reports, a_grade_or_a_class_alone)
{
	struct terminal *t = open_overview(24, 80);

	terminal_press(t, "F6 2");
	terminal_wait_text(t, "哪个年级？");
	terminal_press(t, "Down Enter");
	terminal_expect(t, "report-of-a-grade");
	terminal_press(t, "F6 3");
	terminal_type(t, "九(1)");
	terminal_press(t, "Enter");
	terminal_wait_text(t, " 九(1)");
	terminal_press(t, "F6 1");
	cr_expect(!terminal_shows(t, "九(1)"), "%s", terminal_text(t));
	desk_leave(t);
}

/* ------------------------------------------------------------------ out of it */

/* Into the field for the file, with that name in it. */
static void name_file(struct terminal *t, const char *name)
{
	terminal_press(t, "Tab");
	desk_retype(t, daoshi_path(name));
}

Test(screen_reports, into_a_file_of_any_kind)
{
	static const struct {
		const char *format, *name, *begins;
	} files[] = {
		{ "1", "out.xlsx", "PK" },
		{ "2", "out.csv", "\xEF\xBB\xBF年级,学生," },
		{ "3", "gb.csv", "\xC4\xEA\xBC\xB6," },
		{ "4", "out.html", "<!DOCTYPE html>" },
	};
	struct terminal *t = open_overview(24, 80);

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char text[64] = "";
		FILE *f;

		terminal_press(t, "C-o");
		terminal_press(t, files[i].format);
		name_file(t, files[i].name);
		terminal_press(t, "C-s");
		terminal_wait_text(t, "5 行已写入");
		f = fopen(daoshi_path(files[i].name), "r");
		cr_assert(f, "%s", files[i].name);
		cr_expect(fread(text, 1, sizeof text - 1, f));
		fclose(f);
		cr_expect(!strncmp(text, files[i].begins, strlen(files[i].begins)), "%s: %s",
			  files[i].name, text);
	}
	desk_leave(t);
}

Test(screen_reports, the_name_of_the_file_follows_its_kind)
{
	struct terminal *t = open_overview(24, 80);

	terminal_press(t, "C-o");
	terminal_expect(t, "report-out");
	terminal_press(t, "4");
	terminal_wait_text(t, "~/daoshi-overview-1123.html");
	terminal_press(t, "3");
	terminal_wait_text(t, "~/daoshi-overview-1123.csv");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_reports, a_name_of_another_kind_of_file)
{
	struct terminal *t = open_overview(24, 80);

	terminal_press(t, "C-o 4");
	name_file(t, "out.csv");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "以 .csv 结尾，写出的却是 html 文件");
	terminal_press(t, "Esc 1 Esc C-o");
	terminal_wait_text(t, "督导材料包");
	terminal_press(t, "Tab");
	name_file(t, "out.xlsx");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "以 .xlsx 结尾，写出的却是 html 文件");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_reports, a_file_is_asked_about_and_a_folder_must_be_there)
{
	struct terminal *t = open_overview(16, 60);

	terminal_press(t, "C-o 2");
	name_file(t, "none/out.csv");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "所在的文件夹不存");
	desk_retype(t, daoshi_path("out.csv"));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "5 行已写入");
	terminal_press(t, "C-o 2");
	name_file(t, "out.csv");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已有同名文件。");
	terminal_press(t, "2");
	terminal_wait_text(t, "Ctrl-S");
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "5 行已写入");
	desk_leave(t);
}

/* How many rows the audit has of that export. */
static int exports(const char *name)
{
	struct run r = DAOSHI("audit", "list", "--format", "csv");
	char words[64];
	int count = 0;

	snprintf(words, sizeof words, "export,%s,", name);
	for (const char *at = buf_str(&r.out); (at = strstr(at, words)); at++)
		count++;
	run_release(&r);
	return count;
}

Test(screen_reports, students_that_leave_are_asked_about_and_put_on_record)
{
	struct terminal *t = open_overview(24, 80);

	go_to_overdue(t);
	terminal_press(t, "Enter C-o 2");
	name_file(t, "rows.csv");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "5 名学生的信息将离开本系统");
	terminal_press(t, "2");
	cr_expect_eq(exports("duties"), 0);
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "行已写入");
	cr_expect_eq(exports("duties"), 1);
	/* figures of groups are nobody's data */
	terminal_press(t, "Esc C-o 2");
	name_file(t, "figures.csv");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "5 行已写入");
	cr_expect_eq(exports("overview"), 0);
	desk_leave(t);
}

/* ----------------------------------------------------------------- whose they are */

Test(screen_reports, an_inspector_sees_figures_and_nobody_behind_them)
{
	desk_script("UPDATE account SET role = 'inspector';"
		    "DELETE FROM contact_student; DELETE FROM contact;"
		    "UPDATE enrolment SET ends = date(starts, '-1 day') "
		    "WHERE seat > 3 AND class_id = (SELECT max(class_id) FROM enrolment "
		    "WHERE school_year_id = 2026)");
	struct terminal *t = open_list(24, 80);

	terminal_expect(t, "reports-inspector");
	terminal_press(t, "End Enter");
	terminal_wait_text(t, "督导");
	terminal_press(t, "Home Enter");
	terminal_expect(t, "report-inspector");
	terminal_press(t, "Right*6 Enter");
	terminal_wait_text(t, "看不到数字背后的人");
	for (int i = 0; i < 5 && !strstr(terminal_row(t, 3 + i), "<5"); i++)
		terminal_press(t, "Down");
	terminal_press(t, "Enter");
	terminal_expect(t, "report-inspector-few");
	desk_leave(t);
}

Test(screen_reports, a_mentor_sees_ones_own)
{
	desk_as_mentor("T1001");
	struct terminal *t = open_list(24, 80);

	terminal_expect(t, "reports-mentor");
	terminal_press(t, "End Enter");
	terminal_expect(t, "reports-mentor-refused");
	desk_leave(t);
}

Test(screen_reports, a_mentors_record_of_the_year)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 Down 1");
	terminal_expect(t, "report-record");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "位导师");
	desk_leave(t);
}

Test(screen_reports, a_mentors_own_record_is_in_the_list)
{
	desk_as_mentor("T1001");
	struct terminal *t = open_list(16, 60);

	terminal_press(t, "Down*4 Enter");
	terminal_expect(t, "report-record-own-60x16");
	desk_leave(t);
}

Test(screen_reports, a_closed_year_has_its_figures_and_no_rows)
{
	desk_script("UPDATE school_year SET closed_on = '2026-08-20' WHERE id = 2025;"
		    "INSERT INTO figure (school_year_id, class_id, mentor_id, kind, state, count) "
		    "SELECT 2025, e.class_id, 1, 'student', 'enrolled', count(*) FROM enrolment e "
		    "WHERE school_year_id = 2025 GROUP BY class_id;"
		    "INSERT INTO figure (school_year_id, class_id, mentor_id, kind, state, count) "
		    "SELECT 2025, e.class_id, 1, 'visit', 'met', count(*) FROM enrolment e "
		    "WHERE school_year_id = 2025 GROUP BY class_id");
	struct terminal *t = open_overview(24, 80);

	terminal_press(t, "F6 5 2");
	terminal_expect(t, "report-closed");
	terminal_press(t, "Enter");
	for (int i = 0; i < 16 && !terminal_shows(t, "已结学年的数字不再变动"); i++)
		terminal_press(t, "Right Enter");
	terminal_wait_text(t, "已结学年的数字不再变动");
	terminal_press(t, "F6 1");
	cr_expect(!terminal_shows(t, "2025"), "%s", terminal_text(t));
	desk_leave(t);
}
