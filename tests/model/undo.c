/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be taken back, what is said of it, and what is not. */
#include "model/undo.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "db/door.h"
#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "model/closing.h"
#include "model/contact.h"
#include "model/department.h"
#include "model/key_date.h"
#include "model/preview.h"
#include "model/rollover.h"
#include "model/rule.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct undo u;
static struct err e;

static void start(void)
{
	MUST(undo_begin(&u, &s, &e), e);
}

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "601", "2026-09-01");
	school_add_student(&s, 2, "601", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
	school_lead(&s, 2, 1, "2026-09-01");
	start();
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_undo, .init = begin, .fini = end);

/* The sentence; static storage. */
static const char *back(void)
{
	static char text[400];
	struct buf said = { 0 };

	MUST(undo_take_back(&u, &said, &e), e);
	snprintf(text, sizeof text, "%s", buf_str(&said));
	buf_release(&said);
	return text;
}

static const char *again(void)
{
	static char text[400];
	struct buf said = { 0 };

	MUST(undo_do_again(&u, &said, &e), e);
	snprintf(text, sizeof text, "%s", buf_str(&said));
	buf_release(&said);
	return text;
}

static void refused(enum err_kind kind, const char *words)
{
	struct buf said = { 0 };

	REFUSED(undo_take_back(&u, &said, &e), &e, kind, "", words);
	cr_expect_eq(said.len, 0);
}

static void talk(void)
{
	school_contact(&s, "talk", 1, 1, "2026-11-20");
}

static int64_t contacts(void)
{
	return file_int("school.db", "SELECT count(*) FROM contact");
}

/* --------------------------------------------------------------------- sentences */

Test(model_undo, says_what_it_took_back_and_did_again)
{
	talk();
	undo_name(&u, "Recorded: talk, 学生1, 2026-11-20. It falls into no key date.");
	cr_expect_str_eq(back(), "Taken back: \"Recorded: talk, 学生1, 2026-11-20\". "
				 "Ctrl-D does it again.");
	cr_expect_eq(contacts(), 0);
	cr_expect_str_eq(again(), "Done again: \"Recorded: talk, 学生1, 2026-11-20\". "
				  "Ctrl-U takes it back.");
	cr_expect_eq(contacts(), 1);
	cr_expect_str_eq(back(), "Taken back: \"Recorded: talk, 学生1, 2026-11-20\". "
				 "Ctrl-D does it again.");
}

Test(model_undo, what_nothing_was_said_of_goes_by_what_it_touched)
{
	struct department d = { .name = "法治" };

	talk();
	undo_name(&u, "");
	MUST(department_save(&s, &d, &e), e);
	school_add_student(&s, 3, "601", NULL);
	school_co(&s, 2, 2, NULL);
	cr_expect_str_eq(back(), "Taken back: \"who mentors whom\". Ctrl-D does it again.");
	cr_expect_str_eq(back(), "Taken back: \"a student\". Ctrl-D does it again.");
	cr_expect_str_eq(back(), "Taken back: \"a department\". Ctrl-D does it again.");
	cr_expect_str_eq(back(), "Taken back: \"a record\". Ctrl-D does it again.");
}

Test(model_undo, a_full_stop_within_a_word_ends_nothing)
{
	talk();
	undo_name(&u, "Saved as 1.5 hours. And so on");
	cr_expect_str_eq(back(), "Taken back: \"Saved as 1.5 hours\". Ctrl-D does it again.");
}

Test(model_undo, nothing_to_take_back)
{
	struct buf said = { 0 };

	refused(ERR_NOT_FOUND, "Nothing that you saved since the start is left");
	REFUSED(undo_do_again(&u, &said, &e), &e, ERR_NOT_FOUND, "",
		"There is nothing that was taken back");
	talk();
	back();
	refused(ERR_NOT_FOUND, "Nothing that you saved since the start is left");
}

/* ------------------------------------------------------------------ what is none */

Test(model_undo, previews_and_dry_runs_leave_nothing)
{
	struct rollover_report report;
	struct import_report imported;
	struct rowset set;
	struct preview p;

	MUST(rules_get(&s, 2026, &set, &e), e);
	((struct rules *)rowset_at(&set, 0))->visits = 3;
	MUST(rules_preview(&s, rowset_at(&set, 0), &p, &e), e);
	rowset_release(&set);
	rollover_run(&s, &(struct rollover_options){ .dry_run = true }, &report, &e);
	rollover_report_release(&report);
	import_text(&s, (struct import_options){ .kind = IMPORT_MENTORS, .dry_run = true },
		    "工号,姓名\nT9,王\n", &imported);
	import_report_release(&imported);
	refused(ERR_NOT_FOUND, "Nothing that you saved");
}

Test(model_undo, how_often_a_phrase_was_taken_is_nobodys_change)
{
	static const struct sql use = { "test.use",
					"INSERT INTO phrase_use (phrase_id, login, last_on) "
					"VALUES (1, 'a', '2026-11-23')",
					true };
	static const struct sql add = { "test.add",
					"INSERT INTO phrase (id, login, text) VALUES (1, '', 'a')",
					true };

	MUST(door_enter(s.db, &e), e);
	MUST(db_run(s.db, &add, NULL, NULL, &e), e);
	MUST(door_leave(s.db, true, &e), e);
	MUST(door_enter(s.db, &e), e);
	MUST(db_run(s.db, &use, NULL, NULL, &e), e);
	MUST(door_leave(s.db, true, &e), e);
	cr_expect_str_eq(back(), "Taken back: \"a phrase\". Ctrl-D does it again.");
	refused(ERR_NOT_FOUND, "Nothing that you saved");
}

/* ----------------------------------------------------------------------- others */

Test(model_undo, what_somebody_changed_stays_and_gives_way)
{
	school_add_student(&s, 3, "601", NULL);
	talk();
	undo_name(&u, "Recorded: talk.");
	file_script("school.db", "UPDATE contact SET place = '操场', rev = rev + 1");
	refused(ERR_CONFLICT, "Somebody changed this since; nothing was taken back: "
			      "\"Recorded: talk\". Ctrl-U once more takes back what was saved "
			      "before.");
	cr_expect_eq(contacts(), 1);
	cr_expect_str_eq(back(), "Taken back: \"a student\". Ctrl-D does it again.");
	cr_expect_eq(contacts(), 1);
}

Test(model_undo, what_others_recorded_for_a_new_student_keeps_it)
{
	school_add_student(&s, 3, "601", NULL);
	file_script("school.db",
		    "INSERT INTO bright_spot (student_id, date, text, created_at) "
		    "SELECT id, '2026-11-23', '好', '' FROM student WHERE student_no = 'S3'");
	refused(ERR_CONFLICT, "Something recorded since depends on this");
	cr_expect_neq(school_student(&s, 3), 0);
}

Test(model_undo, a_number_that_another_student_got)
{
	struct rowset set;

	MUST(student_get(&s, school_student(&s, 2), &set, &e), e);
	((struct student *)rowset_at(&set, 0))->student_no = "S22";
	MUST(student_save(&s, rowset_at(&set, 0), &e), e);
	rowset_release(&set);
	file_script("school.db", "INSERT INTO student (student_no, name) VALUES ('S2', '新')");
	refused(ERR_CONFLICT, "Something else has taken its place since");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 3);
}

/* Somebody has the record open, and saves after it was taken back and done again. */
Test(model_undo, who_saw_the_record_before_is_told_of_the_conflict)
{
	struct rowset set;

	talk();
	MUST(contact_get(&s, file_int("school.db", "SELECT id FROM contact"), &set, &e), e);
	back();
	again();
	REFUSED(contact_save(&s, rowset_at(&set, 0), &e), &e, ERR_CONFLICT, "",
		"Somebody else changed");
	rowset_release(&set);
}

/* ----------------------------------------------------------------------- rights */

Test(model_undo, rights_are_those_of_now)
{
	static const unsigned lost[] = { MAY_RECORD, MAY_EDIT_PEOPLE, MAY_ASSIGN };
	const unsigned all = s.may;

	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
		if (lost[i] == MAY_RECORD)
			talk();
		else if (lost[i] == MAY_EDIT_PEOPLE)
			school_add_student(&s, 3, "601", NULL);
		else
			school_co(&s, 2, 2, NULL);
		s.may = all & ~lost[i];
		refused(ERR_DENIED, "This is not for you to do; ask the office.");
		s.may = all;
	}
	cr_expect_eq(contacts(), 1);
	cr_expect_neq(school_student(&s, 3), 0);
}

/* A mentor's session: the student is led by another by now, so the record is out of reach. */
Test(model_undo, who_lost_the_student_leaves_the_record)
{
	bool changed;

	school_as(&s, 1);
	start();
	talk();
	file_script("school.db", "UPDATE assignment SET ends = '2026-11-22'");
	MUST(session_renew(&s, &changed, &e), e);
	cr_expect(changed);
	refused(ERR_DENIED, "This is not for you to see or change.");
	cr_expect_eq(contacts(), 1);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact_student"), 1);
}

Test(model_undo, a_mentor_takes_back_and_does_again)
{
	school_as(&s, 1);
	start();
	school_feedback(&s, 1, 1, "2026-11-20", "2026-11-20", "2026-11-21");
	back();
	cr_expect_eq(contacts(), 0);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM delivery"), 0);
	again();
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM delivery"), 2);
}

Test(model_undo, in_a_file_that_may_only_be_read)
{
	talk();
	s.read_only = true;
	s.may = MAY_READ;
	refused(ERR_IO, "The file may only be read");
	cr_expect_eq(contacts(), 1);
}

/* --------------------------------------------------------------------- the year */

/* The mentor's day of training in a year that another session closed. */
Test(model_undo, what_was_saved_before_a_year_was_closed_stays)
{
	talk();
	file_script("school.db", "UPDATE school_year SET closed_on = '2026-11-23', rev = rev + 1");
	refused(ERR_NOT_FOUND, "A school year was closed, opened again or rolled over");
	cr_expect_eq(contacts(), 1);
	refused(ERR_NOT_FOUND, "A school year was closed, opened again or rolled over");
}

Test(model_undo, a_roll_over_has_its_own_and_so_has_a_closed_year)
{
	struct rollover_report report;

	school_on(&s, "2027-08-30");
	start();
	talk();
	MUST(rollover_run(&s, &(struct rollover_options){ 0 }, &report, &e), e);
	rollover_report_release(&report);
	undo_name(&u, "Rolled over.");
	refused(ERR_NOT_FOUND, "Ctrl-Y, then Ctrl-O has the way back");
	talk();
	MUST(year_close(&s, 2026, &e), e);
	undo_name(&u, "Closed.");
	refused(ERR_NOT_FOUND, "Ctrl-Y, then Ctrl-O has the way back");
	MUST(year_reopen(&s, 2026, &e), e);
	undo_name(&u, "Opened.");
	refused(ERR_NOT_FOUND, "Ctrl-Y, then Ctrl-O has the way back");
	MUST(rollover_undo(&s, &e), e);
	undo_name(&u, "Undone.");
	refused(ERR_NOT_FOUND, "Ctrl-Y, then Ctrl-O has the way back");
	talk();
	undo_name(&u, "Recorded.");
	cr_expect_str_eq(back(), "Taken back: \"Recorded\". Ctrl-D does it again.");
	cr_expect_eq(contacts(), 2);
}

Test(model_undo, a_year_that_was_copied_goes_again)
{
	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
	undo_name(&u, "Copied.");
	back();
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM school_year"), 1);
	cr_expect_eq(file_int("school.db", "SELECT count(DISTINCT school_year_id) FROM key_date"),
		     1);
	again();
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM school_year"), 2);
}

/* The session goes by the year's rules, which it has read already. */
Test(model_undo, the_rules_of_before_hold_again)
{
	struct rowset set;

	MUST(rules_get(&s, 2026, &set, &e), e);
	((struct rules *)rowset_at(&set, 0))->visits = 3;
	MUST(rules_save(&s, rowset_at(&set, 0), &e), e);
	rowset_release(&set);
	MUST(session_reload(&s, &e), e);
	cr_expect_eq(s.rules.visits, 3);
	back();
	cr_expect_eq(s.rules.visits, 1);
	again();
	cr_expect_eq(s.rules.visits, 3);
}

/* ---------------------------------------------------------------------- rosters */

static void roster(int rows, struct buf *out)
{
	buf_text(out, "学号,姓名,班级,家长姓名,家长电话\n");
	for (int i = 0; i < rows; i++)
		buf_printf(out, "N%05d,样例%d,%d班,家长%d,021%08d\n", i, i, 601 + i % 8, i, i);
}

Test(model_undo, a_roster_of_a_whole_school)
{
	struct import_report report;
	struct buf csv = { 0 };

	roster(3000, &csv);
	import_text(&s, (struct import_options){ .kind = IMPORT_STUDENTS }, buf_str(&csv), &report);
	cr_assert(report.written && report.added == 3000, "%zu", report.added);
	import_report_release(&report);
	undo_name(&u, "3000 added.");
	cr_expect_str_eq(back(), "Taken back: \"3000 added\". Ctrl-D does it again.");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 2);
	again();
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 3002);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM enrolment"), 3002);
	buf_release(&csv);
}

Test(model_undo, a_district_is_too_large)
{
	struct import_report report;
	struct buf csv = { 0 };

	talk();
	roster(30000, &csv);
	import_text(&s, (struct import_options){ .kind = IMPORT_STUDENTS }, buf_str(&csv), &report);
	import_report_release(&report);
	undo_name(&u, "30000 added.");
	refused(ERR_INVALID, "too large to be remembered (over 8 MB) and stays: \"30000 added\"");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 30002);
	back();
	cr_expect_eq(contacts(), 0);
	buf_release(&csv);
}
