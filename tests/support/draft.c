/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/draft.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/daoshi.h"
#include "support/terminal.h"

static const char *path(const char *name)
{
	static char text[600];

	snprintf(text, sizeof text, "%s/%s", daoshi_path("school.db.drafts"), name);
	return text;
}

/* A person's own, by the rest of its name: "contact.1". */
static const char *own(const char *rest)
{
	static char name[300];
	const struct passwd *me = getpwuid(getuid());

	cr_assert(me && strspn(me->pw_name, "abcdefghijklmnopqrstuvwxyz0123456789_-") ==
				strlen(me->pw_name));
	snprintf(name, sizeof name, "%s.%s", me->pw_name, rest);
	return name;
}

/* False at the end. */
static bool next(DIR *dir, char *name, size_t size)
{
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.') {
			snprintf(name, size, "%s", entry->d_name);
			return true;
		}
	if (dir)
		closedir(dir);
	return false;
}

int draft_count(void)
{
	DIR *dir = opendir(path("."));
	char name[256];
	int n = 0;

	while (next(dir, name, sizeof name))
		n++;
	return n;
}

void draft_clear(void)
{
	DIR *dir = opendir(path("."));
	char name[256];

	while (next(dir, name, sizeof name))
		cr_assert(!unlink(path(name)), "%s", name);
}

static bool read_file(const char *name, struct buf *out)
{
	FILE *f = fopen(path(name), "re");
	char bytes[4096];
	size_t n;

	buf_clear(out);
	if (!f)
		return false;
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(out, bytes, n);
	fclose(f);
	return true;
}

void draft_expect(const char *name, const char *text)
{
	struct buf file = { 0 }, line = { 0 };

	cr_assert(read_file(own(name), &file), "%s is not there", name);
	buf_printf(&line, "%s\n", text);
	cr_expect(strstr(buf_str(&file), line.at), "%s is not in %s:\n%s", text, name, file.at);
	buf_release(&file);
	buf_release(&line);
}

static bool any_holds(const char *text)
{
	DIR *dir = opendir(path("."));
	struct buf file = { 0 };
	char name[256];
	bool found = false;

	while (next(dir, name, sizeof name))
		found |= read_file(name, &file) && strstr(buf_str(&file), text);
	buf_release(&file);
	return found;
}

void draft_wait(const char *text)
{
	const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };

	for (int i = 0; i < TERMINAL_PATIENCE * 100; i++) {
		if (any_holds(text))
			return;
		nanosleep(&pause, NULL);
	}
	cr_assert_fail("no draft has: %s", text);
}

void draft_damage(const char *name)
{
	struct buf file = { 0 };

	cr_assert(read_file(own(name), &file));
	cr_assert(!truncate(path(own(name)), (off_t)file.len / 2));
	buf_release(&file);
}
