/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of many backups go, and whose never do. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/migrate.h"
#include "expect.h"
#include "model/backup.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;
static struct buf whole; /* the bytes of a backup */

static void begin(void)
{
	struct backup_options o = { 0 };
	struct backup_report r;

	school_begin(&s, SCHOOL_TODAY);
	cr_assert(!mkdir(scratch_path("b"), 0700));
	o.folder = scratch_path("one");
	MUST(backup_make(&s, &o, &r, &e), e);
	scratch_read(((const struct backup_row *)rowset_at(&r.rows, 0))->file +
			     strlen(scratch_folder()) + 1,
		     &whole);
	rowset_release(&r.rows);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_backup_thin, .init = begin, .fini = end);

static void put(const char *name)
{
	char path[300];

	snprintf(path, sizeof path, "b/%s", name);
	scratch_write(path, whole.at, whole.len);
}

/* A backup of so many days before 2026-11-23, at 02:00. */
static const char *of_day(int before, const char *end)
{
	static char name[8][100];
	static int at;
	char *n = name[at++ % 8];
	int today, y, m, d;

	date_from_iso(SCHOOL_TODAY, &today);
	date_to_civil(today - before, &y, &m, &d);
	snprintf(n, sizeof *name, "school-%04d%02d%02dT020000Z-v%d%s", y, m, d, migrate_latest(),
		 end);
	return n;
}

static bool is_there(const char *name)
{
	char path[300];

	snprintf(path, sizeof path, "b/%s", name);
	return !access(scratch_path(path), F_OK);
}

static size_t thin_out(struct backup_keep keep)
{
	struct rowset rows;
	size_t n;

	rowset_init(&rows, backup_fields, sizeof(struct backup_row));
	MUST(backup_thin_out(scratch_path("b"), "school", &keep, &rows, &e), e);
	for (size_t i = 0; i < rows.count; i++) {
		const struct backup_row *row = rowset_at(&rows, i);

		cr_expect_str_eq(row->what, "removed");
		cr_expect(access(row->file, F_OK), "%s is said to be removed", row->file);
		cr_expect_eq(row->bytes, (int64_t)whole.len);
	}
	n = rows.count;
	rowset_release(&rows);
	return n;
}

/* 2026-11-23 is a Monday. */
Test(model_backup_thin, seven_days_five_weeks_twelve_months)
{
	static const int kept[] = { 0,  1,  2,   3,   4,   5,   6, /* days */
				    8,  15, 22, /* Sundays; today's and yesterday's weeks
						 * have theirs */
				    23,         /* the last of October … */
				    54, 84, 115, 146, 176, 207, 237, 268, 296, 327 };
	size_t removed;

	for (int day = 0; day < 800; day++)
		put(of_day(day, ".db"));
	removed = thin_out((struct backup_keep)BACKUP_KEEP);
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		cr_expect(is_there(of_day(kept[i], ".db")), "%d days ago", kept[i]);
	cr_expect_eq(removed, 800 - sizeof kept / sizeof *kept, "%zu", removed);
	cr_expect_eq(thin_out((struct backup_keep)BACKUP_KEEP), 0, "it is stable");
}

/* Day after day, as cron has it, what stays is never without a year's past. */
Test(model_backup_thin, every_night_for_two_years)
{
	for (int day = 730; day >= 0; day--) {
		put(of_day(day, ".db"));
		thin_out((struct backup_keep)BACKUP_KEEP);
	}
	for (int day = 0; day < 7; day++)
		cr_expect(is_there(of_day(day, ".db")));
	for (int month = 0, found = 0; month < 11; month++, found = 0) {
		for (int day = 30 * month + 10; day < 30 * month + 72; day++)
			found += is_there(of_day(day, ".db"));
		cr_expect_geq(found, 1, "none about %d months ago", month + 1);
	}
}

Test(model_backup_thin, the_newest_and_two_days_stay_whatever_is_asked_for)
{
	put("school-20261123T010000Z-v1.db"); /* of another schema than its header's */
	put(of_day(0, ".db"));
	put("school-20261123T030000Z-v5.db");
	put(of_day(1, ".db"));
	put(of_day(2, ".db"));
	cr_expect_eq(thin_out((struct backup_keep){ 0, 0, 0 }), 1);
	cr_expect_not(is_there(of_day(2, ".db")));
	cr_expect(is_there(of_day(0, ".db")) && is_there(of_day(1, ".db")));
	cr_expect(is_there("school-20261123T010000Z-v1.db"));
}

/* A server that stood still for a year does not lose what it had. */
Test(model_backup_thin, days_without_a_backup_do_not_count)
{
	for (int day = 400; day < 407; day++)
		put(of_day(day, ".db"));
	put(of_day(0, ".db"));
	cr_expect_eq(thin_out((struct backup_keep){ 7, 0, 0 }), 1);
	cr_expect(is_there(of_day(405, ".db")) && !is_there(of_day(406, ".db")));
}

Test(model_backup_thin, what_is_not_ours_is_never_touched)
{
	static const char *const names[] = {
		"other-20200101T020000Z-v5.db",
		"school-20200101T020000Z-v5.db.old",
		"school-20200101-v5.db",
		"school-20201301T020000Z-v5.db",
		"school-20200101T020000Z.db",
		"school-20200101T020000Z-v5",
		"school.db",
		"school-20200101T020000Z-v5-mine.db",
		"xschool-20200101T020000Z-v5.db",
		"school-20200101T020000Z-v5-before-damaged.txt",
	};
	static const char text[] = "This is a letter that has such a name.";

	put(of_day(0, ".db"));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put(names[i]);
	scratch_write("b/school-20200101T020001Z-v5.db", text, sizeof text);
	scratch_write("b/school-20200101T020002Z-v5.sealed", text, sizeof text);
	scratch_write("b/school-20200101T020003Z-v5.db", whole.at, whole.len - 4096);
	cr_assert(!mkdir(scratch_path("b/school-20200101T020004Z-v5.db"), 0700));
	cr_assert(!symlink(scratch_path("school.db"),
			   scratch_path("b/school-20200101T020005Z-v5.db")));
	cr_expect_eq(thin_out((struct backup_keep){ 0, 0, 0 }), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_expect(is_there(names[i]), "%s", names[i]);
}

/* The head of an audit chain has its place in the name. */
Test(model_backup_thin, ours_with_more_in_the_name)
{
	put(of_day(0, ".db"));
	put(of_day(100, "-0123abcdef.db"));
	put(of_day(101, "-da.db"));
	cr_expect_eq(thin_out((struct backup_keep){ 0, 0, 0 }), 2);
}

Test(model_backup_thin, what_was_set_aside_stays_as_long_as_the_months)
{
	put(of_day(0, ".db"));
	put(of_day(30, BACKUP_BEFORE ".db"));
	put(of_day(61, BACKUP_DAMAGED ".db"));
	put(of_day(63, "-ab" BACKUP_BEFORE ".db"));
	put(of_day(64, ".db"));
	cr_expect_eq(thin_out((struct backup_keep){ 7, 5, 2 }), 1);
	cr_expect(is_there(of_day(30, BACKUP_BEFORE ".db")) &&
		  is_there(of_day(61, BACKUP_DAMAGED ".db")));
	cr_expect(is_there(of_day(64, ".db")), "it counts for its day; the one set aside does not");
}

Test(model_backup_thin, a_folder_that_is_not_there)
{
	struct rowset rows;
	const struct backup_keep keep = BACKUP_KEEP;

	rowset_init(&rows, backup_fields, sizeof(struct backup_row));
	REFUSED(backup_thin_out(scratch_path("none"), "school", &keep, &rows, &e), &e, ERR_IO, "",
		"cannot be looked at");
	rowset_release(&rows);
}
