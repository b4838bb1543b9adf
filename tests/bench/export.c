/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "support/run.h"

enum { ROUNDS = 5 };

struct taken {
	double ms, kb;
};

/* The most memory is that of the larger of the two processes. */
static struct taken run(const char *const *argv)
{
	double from = now_ms();
	struct rusage usage;
	int status;
	pid_t pid = fork();

	if (!pid) {
		execv(argv[0], (char *const *)(const void *)argv);
		_exit(127);
	}
	cr_assert(pid > 0 && wait4(pid, &status, 0, &usage) == pid);
	cr_assert(WIFEXITED(status) && !WEXITSTATUS(status), "%s %s", argv[0], argv[1]);
	return (struct taken){ now_ms() - from, (double)usage.ru_maxrss };
}

static void tell(const char *contacts, const char *what, double value, double most)
{
	char line[80];

	snprintf(line, sizeof line, "%s contacts to a workbook, %s", contacts, what);
	figure_tell(&(struct figure){ .what = line,
				      .daoshi = value,
				      .floor = NO_FLOOR,
				      .limit = most > 0 ? LIMIT_VALUE : LIMIT_NONE,
				      .most = most });
}

/* An export is put on record, and the school is kept: so it is copied. */
static void measure(const char *school, const char *contacts, double most)
{
	char daoshi[PATH_MAX], copy[PATH_MAX], book[PATH_MAX];
	double ms[ROUNDS], kb = 0;

	snprintf(daoshi, sizeof daoshi, "%s", run_beside("daoshi"));
	snprintf(copy, sizeof copy, "%s", run_beside("bench/export.db"));
	snprintf(book, sizeof book, "%s", run_beside("bench/export.xlsx"));
	run((const char *const[]){ "/bin/cp", school, copy, NULL });
	for (int i = 0; i < ROUNDS; i++) {
		struct taken t = run((const char *const[]){ daoshi, "--db", copy, "--today",
							    BENCH_TODAY, "list", "contacts",
							    "--output", book, "--replace", NULL });

		ms[i] = t.ms;
		kb = t.kb > kb ? t.kb : kb;
	}
	tell(contacts, "ms", median(ms, ROUNDS), most);
	tell(contacts, "KB at most", kb, 0);
	unlink(copy);
	unlink(book);
}

void bench_export(const char *school)
{
	figure_head("files out", "");
	measure(school, "6,000", 0);
	measure(run_beside("bench/30000.db"), "60,000", 3000);
}
