/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/picture.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"

static void write_picture(const char *path, const char *screen)
{
	FILE *f;

	f = fopen(path, "w");
	cr_assert(f && fputs(screen, f) >= 0 && !fclose(f), "%s cannot be written", path);
}

static bool read_picture(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "r");
	char part[4096];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(out, part, n);
	fclose(f);
	return true;
}

static const char *next_line(const char *s)
{
	s += strcspn(s, "\n");
	return s + (*s == '\n');
}

static void add_line(struct buf *out, char mark, const char *s)
{
	if (*s)
		buf_printf(out, "%c%.*s\n", mark, (int)strcspn(s, "\n"), s);
}

/* Line for line: a screen's rows keep their places, so nothing cleverer reads better. */
static void differences(const char *want, const char *got, struct buf *out)
{
	while (*want || *got) {
		const char *want_end = next_line(want), *got_end = next_line(got);
		bool same = want_end - want == got_end - got &&
			    !memcmp(want, got, (size_t)(want_end - want));

		add_line(out, same ? ' ' : '-', want);
		if (!same)
			add_line(out, '+', got);
		want = want_end;
		got = got_end;
	}
}

void picture_expect(const char *name, const char *screen, const char *file, int line)
{
	char path[PATH_MAX];

	mkdir("tests/pictures", 0777);
	snprintf(path, sizeof path, "tests/pictures/%s.txt", name);
	picture_expect_file(path, screen, file, line);
}

void picture_expect_file(const char *path, const char *screen, const char *file, int line)
{
	const char *write = getenv("DAOSHI_PICTURES");
	struct buf want = { 0 }, shown = { 0 };

	if (write && !strcmp(write, "write")) {
		write_picture(path, screen);
		return;
	}
	cr_assert(read_picture(path, &want),
		  "%s:%d: there is no %s. DAOSHI_PICTURES=write makes it of\n%s", file, line, path,
		  screen);
	if (strcmp(buf_str(&want), screen)) {
		differences(buf_str(&want), screen, &shown);
		cr_assert_fail("%s:%d: it is not as in %s (- file, + now)\n%s", file, line, path,
			       buf_str(&shown));
	}
	buf_release(&want);
}
