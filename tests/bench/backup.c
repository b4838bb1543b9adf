/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup, plain and sealed, the way back, and the check: each a process of its own. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "support/run.h"

enum { ROUNDS = 7 };

static char daoshi[PATH_MAX], copy[PATH_MAX], folder[PATH_MAX], key[PATH_MAX];

/* How long it took, in ms. */
static double run(const char *const *argv)
{
	double from = now_ms(), ms;
	struct run r = run_program(argv, NULL);

	ms = now_ms() - from;
	cr_assert_eq(r.code, 0, "%s %s: %s", argv[0], argv[3], buf_str(&r.err));
	run_release(&r);
	return ms;
}
#define RUN(...) run((const char *const[]){ daoshi, "--db", copy, __VA_ARGS__, NULL })

/* What was made in the folder. */
static const char *made(void)
{
	static char path[PATH_MAX * 2];
	struct dirent *entry;
	DIR *d = opendir(folder);

	cr_assert(d);
	while ((entry = readdir(d)))
		if (*entry->d_name != '.')
			snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
	closedir(d);
	return path;
}

static void empty_folder(const char *name)
{
	struct dirent *entry;
	DIR *d = opendir(name);

	while (d && (entry = readdir(d)))
		if (*entry->d_name != '.')
			unlinkat(dirfd(d), entry->d_name, 0);
	if (d)
		closedir(d);
}

static void tell(const char *what, double *ms)
{
	figure_tell(&(struct figure){ .what = what,
				      .decimals = 0,
				      .daoshi = median(ms, ROUNDS),
				      .floor = NO_FLOOR,
				      .limit = LIMIT_NONE });
}

static void measure(const char *backup, const char *restore)
{
	double backup_ms[ROUNDS], restore_ms[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		backup_ms[i] = RUN("backup", "--to", folder);
		restore_ms[i] = RUN("restore", made(), "--key", key, "--yes");
		empty_folder(folder);
	}
	tell(backup, backup_ms);
	tell(restore, restore_ms);
}

void bench_backup(const char *school)
{
	const char *const make[] = { "/bin/cp", school, copy, NULL };
	static char before[PATH_MAX];
	double check_ms[ROUNDS];

	snprintf(daoshi, sizeof daoshi, "%s", run_beside("daoshi"));
	snprintf(copy, sizeof copy, "%s", run_beside("bench/backed-up.db"));
	snprintf(folder, sizeof folder, "%s", run_beside("bench/backups"));
	snprintf(key, sizeof key, "%s", run_beside("bench/backup.key"));
	snprintf(before, sizeof before, "%s", run_beside("bench/backup"));
	unlink(key);
	empty_folder(folder);
	run(make);
	figure_head("backups, 3,000 students", "");
	for (int i = 0; i < ROUNDS; i++)
		check_ms[i] = RUN("check");
	tell("check, ms", check_ms);
	measure("backup, ms", "restore, with a backup before, ms");
	RUN("backup", "--make-key", key);
	measure("sealed backup, ms", "restore of it, with one before, ms");
	empty_folder(before);
	rmdir(before);
	rmdir(folder);
	unlink(key);
	unlink(copy);
}
