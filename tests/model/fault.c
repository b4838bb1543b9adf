/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails at the n-th call, for every n, through what the program really does: nothing is
 * half done, nothing that was acknowledged is lost, and what failed is said.
 */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/stop.h"
#include "expect.h"
#include "model/contact.h"
#include "model/import.h"
#include "model/undo.h"
#include "support/fault.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct undo undone;
static struct buf untouched;
static int64_t mentor, students[2];

static const char roster[] = "学号,姓名,班级\n"
			     "S21,学生21,六(2)\nS22,学生22,六(2)\nS23,学生23,六(2)\n"
			     "S24,学生24,六(2)\nS25,学生25,六(2)\nS26,学生26,六(2)\n";

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	mentor = school_add_mentor(&s, 1);
	students[0] = school_add_student(&s, 1, "六(1)", "2026-09-01");
	students[1] = school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	session_close(&s);
	scratch_write("roster.csv", roster, sizeof roster - 1);
	scratch_read("school.db", &untouched);
	fault_install();
}

static void end(void)
{
	buf_release(&untouched);
	school_end(&s);
}

TestSuite(model_fault, .init = begin, .fini = end);

/* Past the program, on a disk that works again: what was left is rolled back by whoever comes. */
static int64_t number(const char *sql)
{
	sqlite3 *handle;
	sqlite3_stmt *stmt = NULL;
	int64_t n;

	cr_assert_eq(sqlite3_open(scratch_path("school.db"), &handle), SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL), SQLITE_OK, "%s: %s", sql,
		     sqlite3_errmsg(handle));
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s", sqlite3_errmsg(handle));
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(handle);
	return n;
}

static bool is_sound(void)
{
	return number("SELECT count(*) FROM pragma_integrity_check "
		      "WHERE integrity_check <> 'ok'") == 0 &&
	       number("SELECT count(*) FROM pragma_foreign_key_check") == 0;
}

static void open_anew(void)
{
	struct err e = { 0 };

	scratch_write("school.db", untouched.at, untouched.len);
	unlink(scratch_path("school.db-journal"));
	unlink(scratch_path("school.db.stop"));
	MUST(session_open(&s, scratch_path("school.db"), DATE_NO_TODAY, &e), e);
	school_on(&s, SCHOOL_TODAY);
	MUST(undo_begin(&undone, &s, &e), e);
}

static bool save_contact(struct err *e)
{
	char ids[48];
	struct contact c = {
		.kind = "talk", .date = "2026-11-20", .student_ids = ids, .summary = "谈了三件事"
	};

	snprintf(ids, sizeof ids, "%lld %lld", (long long)students[0], (long long)students[1]);
	c.mentor_id = mentor;
	return contact_save(&s, &c, e);
}

static bool import(struct err *e)
{
	const struct import_options o = { .kind = IMPORT_STUDENTS,
					  .path = scratch_path("roster.csv") };
	struct import_report report;
	bool ok = import_run(&s, &o, &report, e) && report.written;

	import_report_release(&report);
	return ok;
}

static bool take_back(struct err *e)
{
	struct buf said = { 0 };
	bool ok;

	undo_name(&undone, "talk");
	ok = undo_take_back(&undone, &said, e);
	buf_release(&said);
	return ok;
}

/* What the file counts before it and after: of one contact, whole with its lines and its search
 * keys; of the roster's rows, all or none. */
static const struct work {
	const char *name;
	bool (*before)(struct err *e); /* without faults; may be NULL */
	bool (*run)(struct err *e);
	const char *sql;
	int64_t none, done;
} works[] = {
	{ "a contact", NULL, save_contact,
	  "SELECT (SELECT count(*) FROM contact) + 10 * (SELECT count(*) FROM contact_student)", 0,
	  21 },
	{ "an import", NULL, import,
	  "SELECT count(*) + (SELECT count(*) FROM enrolment) "
	  "FROM student",
	  4, 16 },
	{ "an undo", save_contact, take_back,
	  "SELECT (SELECT count(*) FROM contact) + 10 * (SELECT count(*) FROM contact_student)", 21,
	  0 },
};
enum { WORKS = sizeof works / sizeof *works };

/* Returns false once nothing failed any more: there is no n-th call. */
static bool try_at(const struct work *w, enum fault kind, long n, bool stays)
{
	struct err e = { 0 };
	bool failed, done;
	int64_t found;

	open_anew();
	if (w->before)
		MUST(w->before(&e), e);
	fault_arm(kind, n, stays);
	done = w->run(&e);
	/* whoever goes on must not make it worse: the door is shut, or the disk is tried again */
	if (!done)
		save_contact(&(struct err){ 0 });
	session_close(&s);
	fault_disarm(&failed);
	cr_assert(done || e.kind == ERR_IO || e.kind == ERR_DB,
		  "%s, %d at %ld: it fails with %d: %s", w->name, kind, n, e.kind, e.text);
	cr_assert(is_sound(), "%s, %d at %ld: the file is damaged", w->name, kind, n);
	found = number(w->sql);
	/* a disk that is full for a moment takes what is tried next */
	cr_assert(found == w->done || (!done && found == w->none) ||
			  (!done && kind == FAULT_FULL && !stays),
		  "%s, %d at %ld: %lld, %s", w->name, kind, n, (long long)found,
		  done ? "acknowledged" : e.text);
	/* SQLITE_FULL is no sign that the kernel lost anything */
	if (!done && kind != FAULT_FULL)
		cr_assert(!access(scratch_path("school.db.stop"), F_OK), "%s, %d at %ld", w->name,
			  kind, n);
	return failed;
}

static void try_all(enum fault kind, bool stays)
{
	for (int i = 0; i < WORKS; i++) {
		long n = 1;

		while (try_at(&works[i], kind, n, stays))
			n++;
		cr_expect_gt(n, kind == FAULT_DROP ? 3 : 8, "%s has only %ld calls", works[i].name,
			     n);
	}
}

Test(model_fault, the_disk_fails_once)
{
	try_all(FAULT_IO, false);
}

Test(model_fault, the_disk_fails_for_good)
{
	try_all(FAULT_IO, true);
}

Test(model_fault, the_disk_is_full)
{
	try_all(FAULT_FULL, true);
}

Test(model_fault, the_disk_is_full_for_a_moment)
{
	try_all(FAULT_FULL, false);
}

Test(model_fault, half_of_it_is_written)
{
	try_all(FAULT_SHORT, false);
}

/* fsync fails, the kernel drops the pages and calls the next one a success. */
Test(model_fault, the_kernel_drops_what_it_could_not_write)
{
	try_all(FAULT_DROP, false);
}
