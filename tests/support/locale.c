/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/locale.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/run.h"

const char *locale_charset(const char *name)
{
	const char *dot = strchr(name, '.');

	return dot && strcasecmp(dot, ".UTF-8") && strcasecmp(dot, ".utf8") ? dot + 1 : NULL;
}

/* Another test may be making the same one: each makes its own, and the first to name it wins. */
static void make(const char *name, const char *path)
{
	char made[PATH_MAX + 16], language[64];
	const char *argv[] = {
		"/usr/bin/localedef", "-f", strchr(name, '.') + 1, "-i", language, made, NULL
	};
	struct run r;

	snprintf(language, sizeof language, "%.*s", (int)strcspn(name, "."), name);
	snprintf(made, sizeof made, "%s.%d", path, (int)getpid());
	r = run_program(argv, NULL);
	/* 1: made, with warnings */
	cr_assert(r.code == 0 || r.code == 1, "localedef %s: %s", name, buf_str(&r.err));
	run_release(&r);
	if (rename(made, path)) {
		argv[0] = "/bin/rm";
		argv[1] = "-r";
		argv[2] = made;
		argv[3] = NULL;
		r = run_program(argv, NULL);
		run_release(&r);
	}
	cr_assert(!access(path, X_OK), "%s: could not be made", path);
}

const char *locale_folder(const char *name)
{
	static char folder[PATH_MAX / 2];
	char path[PATH_MAX];

	snprintf(folder, sizeof folder, "%s", run_beside("test-locales"));
	mkdir(folder, 0777);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (access(path, X_OK))
		make(name, path);
	return folder;
}
