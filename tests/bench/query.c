/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "bench/figure.h"
#include "bench/parts.h"
#include "db/db.h"
#include "model/checklist.h"
#include "model/coverage.h"

enum { MENTORS = 200, ROUNDS = 5, SCHOOLS = 3, MOST = MENTORS * ROUNDS };

struct school {
	const char *path;
	struct session s;
	int64_t mentors;
	char students[32]; /* how many, to be shown */
	size_t listed;     /* in all lists that were measured */
	double us[MOST];
};

/* Mentors are numbered without a gap in a made-up school. */
static const struct sql statements[] = {
	{ "bench.mentors", "SELECT count(*) FROM mentor", false },
	{ "bench.students", "SELECT count(*) FROM my_enrolment WHERE school_year_id = :year",
	  false },
};

static void open_session(struct session *s, const char *school)
{
	struct err e = { 0 };
	int today;

	cr_assert(date_from_iso(BENCH_TODAY, &today) && session_open(s, school, today, &e),
		  "%s: %s", school, e.text);
}

static int64_t ask(struct session *s, const struct sql *sql, const struct bind *with)
{
	struct err e = { 0 };
	int64_t n;

	cr_assert(db_int(s->db, sql, with, &n, NULL, &e), "%s", e.text);
	cr_assert(n > 0, "%s: 0", sql->name);
	return n;
}

/* Microseconds for one mentor's list. */
static double load(struct school *school, struct session *s, int64_t mentor)
{
	struct checklist list;
	struct err e = { 0 };
	double from = now_ms(), us;
	bool ok = checklist_load(s, OWED_BY_MENTOR, mentor, &list, &e);

	us = (now_ms() - from) * 1e3;
	cr_assert(ok, "%s", e.text);
	school->listed += list.student_count;
	checklist_release(&list);
	return us;
}

/* Spread over the whole file. */
static int64_t nth_mentor(const struct school *school, int n)
{
	return 1 + n * school->mentors / MENTORS;
}

/* --------------------------------------------------------------- how it is asked for */

/* The same mentor, as after each record. */
static double again(struct school *school, int n)
{
	int64_t mentor = nth_mentor(school, n / ROUNDS);

	if (n % ROUNDS == 0)
		load(school, &school->s, mentor);
	return load(school, &school->s, mentor);
}

/* Each time another mentor, who shares hardly a page with the one before: the kernel has them all,
 * SQLite's own cache few. */
static double another(struct school *school, int n)
{
	return load(school, &school->s, nth_mentor(school, n * 77 % MENTORS));
}

/* The file is in no cache but the machine's below us, and the statement is not prepared. */
static double from_disk(struct school *school, int n)
{
	int file = open(school->path, O_RDONLY | O_CLOEXEC);
	struct session s;
	double us;

	cr_assert(file >= 0 && !fsync(file) && !posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED));
	close(file);
	open_session(&s, school->path);
	us = load(school, &s, nth_mentor(school, n * 77 % MENTORS));
	session_close(&s);
	return us;
}

static const struct way {
	const char *name;
	double (*load)(struct school *school, int n);
	int times;
	bool judged;
} ways[] = {
	{ "again", again, MOST, true },
	{ "another's", another, MOST, false },
	{ "from the disk", from_disk, 51, false },
};

/* ---------------------------------------------------------------- of the whole school */

static bool whole_checklist(struct session *s, struct err *e)
{
	struct checklist list;
	bool ok = checklist_load(s, OWED_BY_ANYONE, 0, &list, e);

	checklist_release(&list);
	return ok;
}

static bool whole_coverage(struct session *s, struct err *e)
{
	struct coverage c;
	bool ok = coverage_load(s, s->year.id, &c, e);

	coverage_release(&c);
	return ok;
}

static bool rows_behind(struct session *s, struct err *e)
{
	const struct coverage_of of = { .states = 1 << OBLIGATION_OVERDUE };
	struct rowset rows;
	bool ok = coverage_duties(s, &of, &rows, e);

	rowset_release(&rows);
	return ok;
}

static const struct {
	const char *what;
	bool (*read)(struct session *s, struct err *e);
} wholes[] = {
	{ "checklist of all, 3,000 students, ms", whole_checklist },
	{ "coverage, ms", whole_coverage },
	{ "all that is overdue, ms", rows_behind },
};

static void measure_wholes(struct session *s)
{
	enum { TIMES = 101 };

	for (size_t w = 0; w < sizeof wholes / sizeof *wholes; w++) {
		struct figure f = { .what = wholes[w].what,
				    .decimals = 1,
				    .floor = NO_FLOOR,
				    .limit = LIMIT_VALUE,
				    .most = 20 };
		double ms[TIMES];
		struct err e = { 0 };

		for (int n = 0; n < TIMES; n++) {
			double from = now_ms();

			cr_assert(wholes[w].read(s, &e), "%s", e.text);
			ms[n] = now_ms() - from;
		}
		f.daoshi = median(ms, TIMES);
		figure_tell(&f);
	}
}

/* ------------------------------------------------------------------------ the figures */

/* 1600000 as 1,600,000 */
static void show_thousands(int64_t n, char out[32])
{
	if (n >= 1000000)
		snprintf(out, 32, "%d,%03d,%03d", (int)(n / 1000000), (int)(n / 1000 % 1000),
			 (int)(n % 1000));
	else
		snprintf(out, 32, "%d,%03d", (int)(n / 1000), (int)(n % 1000));
}

/* In turn, so that what else the machine does falls on all alike. */
static void measure(const struct way *way, struct school *schools, int count)
{
	for (int n = 0; n < way->times; n++)
		for (int i = 0; i < count; i++)
			schools[i].us[n] = way->load(&schools[i], n);
}

static void tell(const struct way *way, struct school *school, const struct school *smallest)
{
	struct figure f = { .floor = NO_FLOOR, .limit = LIMIT_VALUE, .most = 150 };
	static double ratio[MOST], small[MOST];
	size_t times = (size_t)way->times;
	char what[64];

	snprintf(what, sizeof what, "%s, %s students, us", way->name, school->students);
	f.what = what;
	if (school != smallest) {
		for (size_t n = 0; n < times; n++) {
			small[n] = smallest->us[n];
			ratio[n] = school->us[n] / small[n];
		}
		f.floor = median(small, times);
		f.ratio = median(ratio, times);
		f.limit = LIMIT_RATIO;
		f.most = 1.5;
	}
	if (!way->judged)
		f.limit = LIMIT_NONE;
	memcpy(small, school->us, sizeof small);
	f.daoshi = median(small, times);
	figure_tell(&f);
}

void bench_query(const char *const *paths)
{
	static struct school schools[SCHOOLS];
	int count = 0;

	for (; paths[count]; count++) {
		struct school *school = &schools[count];

		cr_assert(count < SCHOOLS, "more files than %d", SCHOOLS);
		school->path = paths[count];
		open_session(&school->s, school->path);
		school->mentors = ask(&school->s, &statements[0], NULL);
		show_thousands(
			ask(&school->s, &statements[1], WITH(INT("year", school->s.year.id))),
			school->students);
	}
	figure_head("one mentor's checklist, from the model", "3,000");
	for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
		measure(&ways[w], schools, count);
		for (int i = 0; i < count; i++)
			tell(&ways[w], &schools[i], &schools[0]);
	}
	figure_head("the whole school, from the model", "");
	measure_wholes(&schools[0].s);
	for (int i = 0; i < count; i++) {
		cr_assert(schools[i].listed > MOST, "the mentors have hardly any students");
		session_close(&schools[i].s);
	}
}
