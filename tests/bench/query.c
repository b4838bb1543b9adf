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

enum { MENTORS = 200, ROUNDS = 5, COLD = 51 };

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

/* Microseconds. */
static double load(struct session *s, int64_t mentor, size_t *students)
{
	struct checklist list;
	struct err e = { 0 };
	double from = now_ms(), us;
	bool ok = checklist_load(s, OWED_BY_MENTOR, mentor, &list, &e);

	us = (now_ms() - from) * 1e3;
	cr_assert(ok, "%s", e.text);
	*students += list.student_count;
	checklist_release(&list);
	return us;
}

static int64_t nth_mentor(int64_t mentors, int64_t n, int64_t of)
{
	return 1 + n * mentors / of;
}

/* The same mentor again, as after each record. */
static double warm(struct session *s, int64_t mentors)
{
	static double us[ROUNDS * MENTORS];
	size_t students = 0, n = 0;

	for (int i = 0; i < MENTORS; i++) {
		load(s, nth_mentor(mentors, i, MENTORS), &students);
		for (int round = 0; round < ROUNDS; round++)
			us[n++] = load(s, nth_mentor(mentors, i, MENTORS), &students);
	}
	cr_assert(students > n, "the school's mentors have hardly any students");
	return median(us, n);
}

/* Each time another mentor, who shares hardly a page with the one before: the kernel has them all,
 * SQLite's own cache few. */
static double scattered(struct session *s, int64_t mentors)
{
	static double us[ROUNDS * MENTORS];
	size_t students = 0, n = 0;

	for (int round = -1; round < ROUNDS; round++)
		for (int i = 0; i < MENTORS; i++) {
			int64_t mentor = nth_mentor(mentors, i * 77 % MENTORS, MENTORS);
			double one = load(s, mentor, &students);

			if (round >= 0)
				us[n++] = one;
		}
	return median(us, n);
}

/* The file is in no cache but the machine's below us, and the statement is not prepared. */
static double cold(const char *school, int64_t mentors)
{
	double us[COLD];
	size_t students = 0;

	for (int i = 0; i < COLD; i++) {
		struct session s;
		int file = open(school, O_RDONLY | O_CLOEXEC);

		cr_assert(file >= 0 && !fsync(file) &&
			  !posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED));
		close(file);
		open_session(&s, school);
		us[i] = load(&s, nth_mentor(mentors, i, COLD), &students);
		session_close(&s);
	}
	return median(us, COLD);
}

static void tell(const char *how, const char *students, const struct figure *f)
{
	struct figure told = *f;
	char what[64];

	snprintf(what, sizeof what, "%s, %s students, us", how, students);
	told.what = what;
	figure_tell(&told);
}

/* 1600000 as 1,600,000 */
static void show_thousands(int64_t n, char out[32])
{
	if (n >= 1000000)
		snprintf(out, 32, "%d,%03d,%03d", (int)(n / 1000000), (int)(n / 1000 % 1000),
			 (int)(n % 1000));
	else
		snprintf(out, 32, "%d,%03d", (int)(n / 1000), (int)(n % 1000));
}

static void measure(const char *school, double us[3], char students[32])
{
	struct session s;
	int64_t mentors;

	open_session(&s, school);
	mentors = ask(&s, &statements[0], NULL);
	show_thousands(ask(&s, &statements[1], WITH(INT("year", s.year.id))), students);
	us[0] = warm(&s, mentors);
	us[1] = scattered(&s, mentors);
	session_close(&s);
	us[2] = cold(school, mentors);
}

void bench_query(const char *const *schools)
{
	static const char *const how[] = { "again", "another's", "from the disk" };
	double least[] = { NO_FLOOR, NO_FLOOR, NO_FLOOR };

	figure_head("one mentor's checklist, from the model", "3,000");
	for (; *schools; schools++) {
		char students[32];
		bool first = least[0] < 0;
		double us[3];

		measure(*schools, us, students);
		for (int i = 0; i < 3; i++)
			tell(how[i], students,
			     &(struct figure){ .daoshi = us[i],
					       .floor = least[i],
					       .limit = i       ? LIMIT_NONE
							: first ? LIMIT_VALUE
								: LIMIT_RATIO,
					       .most = first ? 150 : 1.5 });
		if (first)
			memcpy(least, us, sizeof least);
	}
}
