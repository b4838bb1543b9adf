/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A school at work: so many teachers, each a process with a session of its own, each reading its
 * checklist five times a second and recording something now and then; far above real use.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "model/checklist.h"
#include "model/contact.h"
#include "support/fault.h"
#include "support/run.h"

enum { TEACHERS = 200, SECONDS = 10, EACH = 100, READ_MS = 200 };

/* What they measured, ms; in memory that all of them share. */
struct taken {
	double reads[EACH], saves[EACH];
	int read_count, save_count, failed;
};

static char copy[4096];

static const struct sql first_student = {
	"bench.student",
	"SELECT coalesce(min(student_id), 0) FROM my_assignment WHERE mentor_id = :mentor "
	"AND role = 'lead' AND starts <= :day AND ends >= :day",
	false
};

static void wait_until(double ms)
{
	struct timespec t = { .tv_sec = (time_t)(ms / 1e3) };

	t.tv_nsec = (long)((ms - (double)t.tv_sec * 1e3) * 1e6);
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

static void read_list(struct session *s, int64_t mentor, struct taken *out)
{
	struct checklist list = { 0 };
	struct err e = { 0 };
	double from = now_ms();

	out->failed += !checklist_load(s, OWED_BY_MENTOR, mentor, &list, &e);
	checklist_release(&list);
	if (out->read_count < EACH)
		out->reads[out->read_count++] = now_ms() - from;
}

static void save(struct session *s, int64_t mentor, int64_t student, struct taken *out)
{
	char ids[24];
	struct contact c = { .kind = "message",
			     .date = BENCH_TODAY,
			     .student_ids = ids,
			     .mentor_id = mentor,
			     .summary = "与家长通了消息" };
	struct err e = { 0 };
	double from = now_ms();

	snprintf(ids, sizeof ids, "%lld", (long long)student);
	out->failed += !contact_save(s, &c, &e);
	if (out->save_count < EACH)
		out->saves[out->save_count++] = now_ms() - from;
}

/* Each begins at its own place of the second, and of the time between two records. */
static void work(int teacher, double begin, int save_ms, struct taken *out)
{
	struct session s;
	struct err e = { 0 };
	int64_t mentor = teacher + 1, student;
	double next_save = begin + (double)(teacher * 7919 % save_ms);
	int today;

	date_from_iso(BENCH_TODAY, &today);
	if (!session_open(&s, copy, today, &e) ||
	    !db_int(s.db, &first_student, WITH(INT("mentor", mentor), TEXT("day", BENCH_TODAY)),
		    &student, NULL, &e))
		_exit(1);
	for (double at = begin + teacher; at < begin + SECONDS * 1e3; at += READ_MS) {
		wait_until(at);
		read_list(&s, mentor, out);
		if (student && at >= next_save) {
			save(&s, mentor, student, out);
			next_save += save_ms;
		}
	}
	_exit(0);
}

static double at_most(double *values, size_t count, double share)
{
	median(values, count);
	return count ? values[(size_t)((double)(count - 1) * share)] : 0;
}

static void tell(const char *what, const char *who, double *values, size_t count, double share,
		 double most)
{
	char line[80];

	snprintf(line, sizeof line, "%s: %s", who, what);
	figure_tell(&(struct figure){ .what = line,
				      .decimals = 1,
				      .daoshi = at_most(values, count, share),
				      .floor = NO_FLOOR,
				      .limit = most > 0 ? LIMIT_VALUE : LIMIT_NONE,
				      .most = most });
}

struct figures_of {
	const char *who;
	int teachers, save_ms;
	double share, read_most, save_most;
};

static void gather(const struct figures_of *f, const struct taken *taken)
{
	double *reads = mem_alloc(TEACHERS * EACH * sizeof *reads),
	       *saves = mem_alloc(TEACHERS * EACH * sizeof *saves);
	size_t read_count = 0, save_count = 0;
	double refused = 0;

	for (int i = 0; i < f->teachers; i++) {
		refused += taken[i].failed;
		for (int n = 0; n < taken[i].read_count; n++)
			reads[read_count++] = taken[i].reads[n];
		for (int n = 0; n < taken[i].save_count; n++)
			saves[save_count++] = taken[i].saves[n];
	}
	cr_assert(read_count && save_count);
	tell("read p50, ms", f->who, reads, read_count, 0.5, 0);
	tell(f->share < 0.99 ? "read p95, ms" : "read p99, ms", f->who, reads, read_count, f->share,
	     f->read_most);
	tell("save p50, ms", f->who, saves, save_count, 0.5, 0);
	tell("save p99, ms", f->who, saves, save_count, 0.99, f->save_most);
	if (refused > 0)
		tell("refused: busy for 5 s", f->who, &refused, 1, 0, 0);
	free(reads);
	free(saves);
}

static void measure(const char *school, const struct figures_of *f)
{
	const char *const make[] = { "/bin/cp", school, copy, NULL };
	const size_t size = TEACHERS * sizeof(struct taken);
	struct taken *taken =
		/* cppcheck-suppress invalidFunctionArg ; no file, mmap(2) */
		mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct run r = run_program(make, NULL);
	double begin = now_ms() + 3000;
	int status;

	cr_assert(taken != MAP_FAILED && !r.code);
	run_release(&r);
	fflush(stdout);
	for (int i = 0; i < f->teachers; i++) {
		pid_t pid = fork();

		cr_assert_geq(pid, 0);
		if (!pid)
			work(i, begin, f->save_ms, &taken[i]);
	}
	for (int i = 0; i < f->teachers; i++)
		cr_assert(wait(&status) > 0 && !status, "a teacher ended with %x", status);
	gather(f, taken);
	munmap(taken, size);
	unlink(copy);
}

void bench_load(const char *school)
{
	static const struct figures_of fast[] = {
		{ "60 teachers, 30 saves/s", 60, 2000, 0.99, 20, 20 },
		{ "200 teachers, 100 saves/s", 200, 2000, 0.99, 20, 20 },
	};
	static const struct figures_of slow = {
		"200, 1 save/s, fsync 12 ms", 200, 200000, 0.95, 150, 500
	};

	snprintf(copy, sizeof copy, "%s", run_beside("bench/load.db"));
	figure_head("a school at work, each reads 5 times a second", "");
	for (size_t i = 0; i < sizeof fast / sizeof *fast; i++)
		measure(school, &fast[i]);
	fault_install();
	fault_slow(12);
	measure(school, &slow);
	fault_slow(0);
}
