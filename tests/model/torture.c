/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Six people who record all the time, killed (kill -9) at random moments: what was acknowledged is
 * there afterwards, and the file is whole. A few seconds; `make TORTURE=600 test` does it longer.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "expect.h"
#include "model/contact.h"
#include "support/school.h"
#include "support/scratch.h"

enum { WRITERS = 6, SECONDS = 4 };

static struct session s;
static int64_t mentor, student;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	mentor = school_add_mentor(&s, 1);
	student = school_add_student(&s, 1, "六(1)", "2026-09-01");
	session_close(&s);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_torture, .init = begin, .fini = end);

/* Says each id when it is stored, and not before. Whoever is killed with the lock leaves it. */
static void record_until_killed(int told)
{
	struct err e = { 0 };
	char ids[24];
	int today;

	snprintf(ids, sizeof ids, "%lld", (long long)student);
	date_from_iso(SCHOOL_TODAY, &today);
	if (!session_open(&s, scratch_path("school.db"), today, &e))
		_exit(1);
	for (;;) {
		struct contact c = { .kind = "message",
				     .date = "2026-11-20",
				     .student_ids = ids,
				     .mentor_id = mentor,
				     .summary = "随手一记" };

		if (!contact_save(&s, &c, &e))
			_exit(2);
		if (write(told, &c.id, sizeof c.id) != sizeof c.id)
			_exit(3);
	}
}

static pid_t start(int told)
{
	pid_t pid = fork();

	cr_assert_geq(pid, 0);
	if (!pid)
		record_until_killed(told);
	return pid;
}

struct told {
	int64_t *ids;
	size_t count, room;
};

static void listen_to(int from, struct told *told)
{
	int64_t id;

	while (read(from, &id, sizeof id) == sizeof id) {
		if (told->count == told->room) {
			told->room = told->room ? 2 * told->room : 1024;
			told->ids = mem_grow(told->ids, told->room * sizeof *told->ids);
		}
		told->ids[told->count++] = id;
	}
}

static int64_t ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum { ENOUGH = 10, MOST_LONGER = 120 };

/* Whether it has gone on for that long, and long enough for a slow machine to have saved something.
 */
static bool is_enough(int64_t begun, int seconds, int kills, const struct told *told)
{
	int64_t ms = ms_now() - begun;

	return ms >= (seconds + MOST_LONGER) * 1000 ||
	       (ms >= seconds * 1000 && kills > ENOUGH && told->count > ENOUGH);
}

/* Killed one after the other, each after some milliseconds of which nobody knows how far they lead.
 */
static int torture(int seconds, struct told *told)
{
	int pipes[2], kills = 0, status;
	int64_t begun = ms_now();
	pid_t pids[WRITERS];
	unsigned seed = 20261123;

	cr_assert(!pipe2(pipes, O_CLOEXEC) && !fcntl(pipes[0], F_SETFL, O_NONBLOCK));
	for (int i = 0; i < WRITERS; i++)
		pids[i] = start(pipes[1]);
	for (int i = 0; !is_enough(begun, seconds, kills, told); i = (i + 1) % WRITERS, kills++) {
		struct timespec pause = { 0 };

		seed = seed * 1103515245u + 12345u;
		pause.tv_nsec = (long)(5000 + (seed >> 16) % 40000) * 1000;
		nanosleep(&pause, NULL);
		kill(pids[i], SIGKILL);
		cr_assert(waitpid(pids[i], &status, 0) == pids[i] && WIFSIGNALED(status),
			  "a writer ended by itself: %x", status);
		listen_to(pipes[0], told);
		pids[i] = start(pipes[1]);
	}
	for (int i = 0; i < WRITERS; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	listen_to(pipes[0], told);
	return kills;
}

static int64_t number(sqlite3 *handle, const char *sql, int64_t id)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n;

	cr_assert_eq(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL), SQLITE_OK, "%s",
		     sqlite3_errmsg(handle));
	sqlite3_bind_int64(stmt, 1, id);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s", sqlite3_errmsg(handle));
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

Test(model_torture, what_is_saved_is_there)
{
	const char *longer = getenv("TORTURE");
	struct told told = { 0 };
	size_t lost = 0;
	int kills = torture(longer ? atoi(longer) : SECONDS, &told);
	sqlite3 *handle;

	cr_assert_eq(sqlite3_open(scratch_path("school.db"), &handle), SQLITE_OK);
	cr_expect_eq(number(handle,
			    "SELECT count(*) FROM pragma_integrity_check "
			    "WHERE integrity_check <> 'ok'",
			    0),
		     0);
	cr_expect_eq(number(handle,
			    "SELECT count(*) FROM contact c WHERE NOT EXISTS (SELECT 1 "
			    "FROM contact_student WHERE contact_id = c.id)",
			    0),
		     0);
	for (size_t i = 0; i < told.count; i++)
		lost += !number(handle, "SELECT count(*) FROM contact WHERE id = ?", told.ids[i]);
	sqlite3_close(handle);
	cr_expect_eq(lost, 0, "%zu of %zu are lost", lost, told.count);
	cr_expect(kills > ENOUGH && told.count > ENOUGH, "only %d kills and %zu rows", kills,
		  told.count);
	cr_log_info("%d kills, %zu rows acknowledged, %zu lost", kills, told.count, lost);
	free(told.ids);
}
