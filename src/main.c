/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/environment.h"
#include "base/fence.h"
#include "base/outside.h"
#include "base/place.h"
#include "cli/cli.h"
#include "screen/app.h"

/* Started with stdout closed, the school's file would be opened as descriptor 1 and every row
 * printed into it. Opened for reading, because what is written there must fail and be told. */
static void fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

/* Its memory holds what its user may not read. */
static void leave_no_dump(void)
{
	static const struct rlimit none;

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* A save that is cut off by a limit of its user looks as if the disk had refused, and stops
 * everybody. */
static bool lift_limit(void)
{
	static const struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };

	if (!setrlimit(RLIMIT_FSIZE, &all))
		return true;
	fputs("daoshi: the size of files is limited here (ulimit -f), so nothing can be saved; "
	      "start it where it is not\n",
	      stderr);
	return false;
}

static bool start_outside(void)
{
	if (outside_start())
		return true;
	fputs("daoshi: no process can be started\n", stderr);
	return false;
}

/* Setgid: the user's files are left to a process outside, and the rest is fenced off. root has
 * every right anyway, and keeps it. */
static bool wall_off(void)
{
	umask(007);
	/* outside, the user's limits hold */
	if (!start_outside() || !lift_limit())
		return false;
	if (getuid())
		fence_raise();
	return true;
}

int main(int argc, char **argv)
{
	bool serves = environment_serves(argv);

	if (serves || place_privileged())
		environment_clear(serves);
	fill_standard_descriptors();
	if (serves || place_privileged())
		leave_no_dump();
	if (place_privileged() && !wall_off())
		return 8;
	return cli_main(argc, argv, app_run);
}
