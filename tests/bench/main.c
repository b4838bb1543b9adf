/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * daoshi-bench SCHOOL.db...    what daoshi costs; docs/performance.md says how it is measured
 *
 * The first school is the one of the screens, the others are larger. Ends with 0 when everything
 * could be measured, whatever the figures: they decide nothing.
 */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/parts.h"
#include "bench/peak.h"
#include "support/raw.h"
#include "support/run.h"

static void set_environment(void)
{
	static const char *const theirs[] = { "LANG",      "LANGUAGE",    "LC_CTYPE", "COLUMNS",
					      "LINES",     "NO_COLOR",    "ESCDELAY", "TERMCAP",
					      "DAOSHI_DB", "DAOSHI_LANG", NULL };

	for (const char *const *name = theirs; *name; name++)
		unsetenv(*name);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", "xterm-256color", 1);
}

static void set_daoshi(struct program *p, const char *school)
{
	snprintf(p->school, sizeof p->school, "%s", school);
	snprintf(p->path, sizeof p->path, "%s", run_beside("daoshi"));
	memcpy(p->argv,
	       (const char *[]){ p->path, "--db", p->school, "--today", BENCH_TODAY, NULL },
	       6 * sizeof *p->argv);
}

static void set_floor(struct program *p, const char *school)
{
	snprintf(p->school, sizeof p->school, "%s", school);
	snprintf(p->path, sizeof p->path, "%s", run_beside("bench/floor"));
	memcpy(p->argv, (const char *[]){ p->path, p->school, NULL }, 3 * sizeof *p->argv);
}

/* The office without students of its own: its first screen is the whole school. */
static void make_office(const char *school, const char *office)
{
	const char *const copy[] = { "/bin/cp", school, office, NULL };
	struct run r = run_program(copy, NULL);
	sqlite3 *file;

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
	file = raw_open(office);
	cr_assert(!sqlite3_exec(file, "UPDATE account SET mentor_id = NULL", NULL, NULL, NULL),
		  "%s", office);
	sqlite3_close(file);
}

int main(int argc, char **argv)
{
	static struct programs programs;

	if (argc > 2 && !strcmp(argv[1], "--peak"))
		return peak_main(argv + 2);
	if ((argc == 5 || argc == 6) && !strcmp(argv[1], "--match"))
		return match_main(argv + 2);
	if (argc < 2) {
		fprintf(stderr, "usage: daoshi-bench SCHOOL.db...\n");
		return 2;
	}
	set_environment();
	set_daoshi(&programs.mentor, argv[1]);
	set_daoshi(&programs.office, run_beside("bench/office.db"));
	set_floor(&programs.floor, argv[1]);
	make_office(argv[1], programs.office.school);
	bench_start(&programs);
	bench_query((const char *const *)argv + 1);
	bench_find((const char *const *)argv + 1);
	bench_import();
	bench_export(argv[1]);
	bench_letters(argv[1]);
	bench_rollover(argv[1]);
	bench_match();
	bench_backup(argv[1]);
	bench_load(argv[1]);
	bench_steps(&programs);
	return 0;
}
