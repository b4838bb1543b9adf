/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[PATH_MAX / 2];

void scratch_make(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, sizeof folder, "%s/daoshi-test.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	cr_assert(mkdtemp(folder), "no scratch folder can be made");
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void scratch_remove(void)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_folder(void)
{
	return folder;
}

const char *scratch_path(const char *name)
{
	static char path[8][PATH_MAX];
	static int at;
	char *p = path[at++ % 8];

	snprintf(p, PATH_MAX, "%s/%s", folder, name);
	return p;
}

void scratch_write(const char *name, const void *bytes, size_t len)
{
	FILE *f = fopen(scratch_path(name), "w");

	cr_assert(f && fwrite(bytes, 1, len, f) == len && !fclose(f), "%s", name);
}

void scratch_read(const char *name, struct buf *out)
{
	FILE *f = fopen(scratch_path(name), "r");
	char part[4096];
	size_t n;

	cr_assert(f, "%s", name);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(out, part, n);
	fclose(f);
}
