/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the file, the disk or another writer fails an import: it ends with that, and all is as it
 * was. What is wrong with a row is no failure (import.c). */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content.h"
#include "db/db_private.h"
#include "db/door.h"
#include "db/file.h"
#include "db/stop.h"
#include "expect.h"
#include "importing.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import_failure, .init = begin, .fini = end);

/* A roster of so many new students, as roster.csv. */
static void write_roster(int students)
{
	struct buf csv = { 0 };

	buf_text(&csv, "学号,姓名,班级,监护人,住址\n");
	for (int i = 0; i < students; i++) {
		buf_printf(&csv, "N%d,新生%d,六(%d),家长%d,", i, i, i / 40 + 2, i);
		for (int lane = 0; lane < 20; lane++)
			buf_printf(&csv, "样例路%d弄", lane);
		buf_text(&csv, "\n");
	}
	scratch_write("roster.csv", csv.at, csv.len);
	buf_release(&csv);
}

static bool run(struct import_options o, struct import_report *report)
{
	o.kind = IMPORT_STUDENTS;
	o.path = scratch_path("roster.csv");
	return import_run(&s, &o, report, &e);
}

/* The file may not grow by much; what SQLite keeps in memory is full before long. */
static void shrink_disk(void)
{
	enum { LEFT = 100 * 1024 };
	struct stat st;
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	cr_assert(!stat(scratch_path("school.db"), &st) && !getrlimit(RLIMIT_FSIZE, &limit));
	limit.rlim_cur = (rlim_t)st.st_size + LEFT;
	cr_assert(!setrlimit(RLIMIT_FSIZE, &limit));
}

static void restore_disk(void)
{
	struct rlimit limit;

	cr_assert(!getrlimit(RLIMIT_FSIZE, &limit));
	limit.rlim_cur = limit.rlim_max;
	cr_assert(!setrlimit(RLIMIT_FSIZE, &limit));
}

Test(model_import_failure, a_disk_that_breaks_down_in_the_middle)
{
	enum { STUDENTS = 3900 };
	struct import_report report;
	struct buf before = { 0 }, after = { 0 };

	write_roster(STUDENTS);
	content_of_file("school.db", NULL, &before);
	shrink_disk();
	REFUSED(run((struct import_options){ .partial = true }, &report), &e, ERR_IO, "",
		"The disk or the quota refused to keep the data.");
	restore_disk();
	cr_expect(report.rows > 0 && report.rows < STUDENTS, "it ended at row %zu", report.rows);
	cr_expect_not(report.written);
	cr_expect_eq(report.findings.count, 0, "that is not the rows' fault");
	cr_expect_eq(report.errors, 0);
	cr_expect_not(door_enter(s.db, &e), "nothing more is written");
	import_report_release(&report);
	session_close(&s);
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	cr_expect(file_is_sound("school.db"));
	buf_release(&before);
	buf_release(&after);
}

/* The same file, once there is room again. */
Test(model_import_failure, afterwards_it_goes_through)
{
	struct import_report report;

	write_roster(1200);
	shrink_disk();
	REFUSED(run((struct import_options){ 0 }, &report), &e, ERR_IO, "",
		"The disk or the quota refused");
	import_report_release(&report);
	restore_disk();
	school_on(&s, SCHOOL_TODAY);
	MUST(stop_lift(s.db, &e), e);
	school_on(&s, SCHOOL_TODAY);
	MUST(run((struct import_options){ 0 }, &report), e);
	cr_expect_eq(report.added, 1200);
	import_report_release(&report);
}

Test(model_import_failure, somebody_else_is_writing)
{
	struct import_report report;
	int fd = open(scratch_path("school.db"), O_RDONLY | O_CLOEXEC);

	write_roster(3);
	cr_assert(fd >= 0 && !flock(fd, LOCK_EX));
	db_set_wait(s.db, 20);
	REFUSED(run((struct import_options){ 0 }, &report), &e, ERR_BUSY, "",
		"Somebody else has been saving");
	cr_expect(!report.written && !report.rows);
	import_report_release(&report);
	flock(fd, LOCK_UN);
	MUST(run((struct import_options){ 0 }, &report), e);
	cr_expect_eq(report.added, 3);
	import_report_release(&report);
	close(fd);
}

/* A statement that the file refuses is no row's fault either. */
Test(model_import_failure, a_row_that_the_file_itself_refuses)
{
	struct import_report report;

	write_roster(3);
	school_script(&s, "CREATE TRIGGER keep_out BEFORE INSERT ON guardian"
			  " BEGIN SELECT RAISE(ABORT, 'no more'); END");
	REFUSED(run((struct import_options){ .partial = true }, &report), &e, ERR_DB, "",
		"The database refused this. Nothing was changed.");
	cr_expect(!report.written && !report.findings.count);
	import_report_release(&report);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 1);
}

Test(model_import_failure, a_roster_that_is_not_there)
{
	struct import_report report;

	REFUSED(run((struct import_options){ 0 }, &report), &e, ERR_INVALID, "", "roster.csv");
	import_report_release(&report);
	cr_assert(!mkdir(scratch_path("roster.csv"), 0700));
	REFUSED(run((struct import_options){ 0 }, &report), &e, ERR_INVALID, "",
		"This is a folder: name a file in it.");
	import_report_release(&report);
}
