/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/desk.h"
#include "raw.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

void desk_school(void)
{
	daoshi_school_in("zh");
}

void desk_demo(void)
{
	desk_demo_of("60", "5", "2");
}

void desk_demo_of(const char *students, const char *mentors, const char *years)
{
	daoshi_folder();
	EXPECT_RUN(DAOSHI("--lang", "zh", "demo", "--students", students, "--mentors", mentors,
			  "--years", years, "--seed", "1"),
		   0, "", "");
}

void desk_roster(const char *kind, const char *csv)
{
	struct run r;

	daoshi_file("roster.csv", csv, strlen(csv));
	r = DAOSHI("import", kind, daoshi_path("roster.csv"));
	cr_assert_eq(r.code, 0, "%s%s", buf_str(&r.out), buf_str(&r.err));
	run_release(&r);
}

void desk_script(const char *sql)
{
	sqlite3 *handle;

	handle = raw_open(daoshi_path("school.db"));
	cr_assert_eq(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK, "%s: %s", sql,
		     sqlite3_errmsg(handle));
	sqlite3_close(handle);
}

/* Whoever made the file has its only account. */
void desk_as_mentor(const char *staff_no)
{
	char sql[200];

	snprintf(sql, sizeof sql,
		 "UPDATE account SET role = 'mentor', "
		 "mentor_id = (SELECT id FROM mentor WHERE staff_no = '%s')",
		 staff_no);
	desk_script(sql);
}

void desk_retype(struct terminal *t, const char *text)
{
	terminal_press(t, "C-a C-k");
	terminal_type(t, text);
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
