/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/peak.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/run.h"

enum { ARGS_MOST = 16 };

int peak_main(char **argv)
{
	struct rusage used;
	int status;
	pid_t child = fork();

	if (!child) {
		dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &used) < 0 || status)
		return 1;
	printf("%ld\n", used.ru_maxrss);
	return 0;
}

long peak_of(const char *const *argv)
{
	const char *all[ARGS_MOST] = { run_beside("daoshi-bench"), "--peak" };
	struct run r;
	long peak;

	for (int i = 2; *argv; i++) {
		cr_assert_lt(i, ARGS_MOST - 1);
		all[i] = *argv++;
	}
	r = run_program(all, NULL);
	peak = strtol(buf_str(&r.out), NULL, 10);
	cr_assert(!r.code && peak > 0, "%s %s", all[2], all[3]);
	run_release(&r);
	return peak;
}
