/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/desk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <sys/wait.h>

void desk_school(void)
{
	daoshi_school_in("zh");
}

void desk_demo(void)
{
	daoshi_folder();
	EXPECT_RUN(DAOSHI("--lang", "zh", "demo", "--students", "60", "--mentors", "5", "--years",
			  "2", "--seed", "1"),
		   0, "", "");
}

struct terminal *desk_open_with(const struct terminal_options *o, const char *const *arguments)
{
	const char *argv[32] = { run_beside("daoshi"), "--db", daoshi_path("school.db"), "--today",
				 DAOSHI_TODAY };

	for (size_t n = 5; *arguments && n < 31; n++)
		argv[n] = *arguments++;
	return terminal_start(o, argv);
}

struct terminal *desk_open(int rows, int cols)
{
	const struct terminal_options o = { .rows = rows, .cols = cols };

	return desk_open_with(&o, (const char *const[]){ NULL });
}

void desk_leave(struct terminal *t)
{
	int status;

	terminal_press(t, "C-q");
	status = terminal_wait_exit(t);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "it ended with %x", status);
	cr_assert(terminal_left_sane(t), "the terminal was not left as it was");
	terminal_close(t);
}
