/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's file, written by the real daoshi-table: as a whole or not at all. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/table.h"
#include "support/run.h"
#include "support/scratch.h"

static void begin(void)
{
	i18n_init("en");
	scratch_make();
}

TestSuite(table_writing, .init = begin, .fini = scratch_remove);

static struct err e;

static bool write_text(const char *name, const char *text, bool replace)
{
	e = (struct err){ 0 };
	return table_write(scratch_path(name), text, strlen(text), replace, &e);
}

static void expect_file(const char *name, const char *text)
{
	struct buf got = { 0 };

	scratch_read(name, &got);
	cr_expect_str_eq(buf_str(&got), text);
	buf_release(&got);
}

/* Nothing is left lying about beside it. */
static int files(void)
{
	DIR *dir = opendir(scratch_folder());
	int n = -2; /* . and .. */

	cr_assert(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

Test(table_writing, a_new_file_for_its_owner_alone)
{
	struct stat st;

	cr_assert(write_text("plans.ics", "BEGIN:VCALENDAR\r\n家访\n", false), "%s", e.text);
	expect_file("plans.ics", "BEGIN:VCALENDAR\r\n家访\n");
	cr_assert(!stat(scratch_path("plans.ics"), &st));
	cr_expect_eq(st.st_mode & 0777, 0600, "%o", st.st_mode);
	cr_expect_eq(files(), 1);
}

Test(table_writing, empty_and_large)
{
	struct buf large = { 0 }, got = { 0 };

	cr_assert(write_text("empty", "", false), "%s", e.text);
	expect_file("empty", "");
	for (int i = 0; i < 200000; i++)
		buf_printf(&large, "%d\n", i);
	cr_assert(table_write(scratch_path("large"), large.at, large.len, false, &e), "%s", e.text);
	scratch_read("large", &got);
	cr_expect(got.len == large.len && !memcmp(got.at, large.at, got.len));
	buf_release(&large);
	buf_release(&got);
}

Test(table_writing, a_file_that_is_there_is_kept_unless_said)
{
	scratch_write("plans.ics", "old", 3);
	cr_expect_not(write_text("plans.ics", "new", false));
	cr_expect_eq(e.kind, ERR_CONFLICT);
	cr_expect(strstr(e.text, "plans.ics already. Nothing was written."), "%s", e.text);
	expect_file("plans.ics", "old");
	cr_expect(write_text("plans.ics", "new", true), "%s", e.text);
	expect_file("plans.ics", "new");
	cr_expect_eq(files(), 1);
}

/* A link is replaced, and not what it points to. */
Test(table_writing, a_link)
{
	scratch_write("target", "old", 3);
	cr_assert(!symlink("target", scratch_path("link")));
	cr_expect_not(write_text("link", "new", false));
	cr_expect(write_text("link", "new", true), "%s", e.text);
	expect_file("target", "old");
	expect_file("link", "new");
}

static void refused(const char *path, const char *words)
{
	e = (struct err){ 0 };
	cr_expect_not(table_write(path, "new", 3, true, &e), "%s", path);
	cr_expect(strstr(e.text, words), "%s: %s", path, e.text);
}

Test(table_writing, names_that_are_none)
{
	char longest[400];

	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	refused(scratch_folder(), "This is a folder");
	refused("", "This is a folder");
	refused("/", "This is a folder");
	refused(scratch_path("nobody/plans.ics"), "The folder of");
	refused(scratch_path("folder/"), "This is a folder");
	refused("/dev/null", "no ordinary file");
	refused(scratch_path(longest), "too long");
	cr_expect_eq(files(), 0);
}

Test(table_writing, a_name_may_begin_with_a_hyphen)
{
	cr_assert(!chdir(scratch_folder()));
	cr_assert(table_write("--replace", "new", 3, false, &e), "%s", e.text);
	expect_file("--replace", "new");
}

/* Also root is refused, who may write everywhere else: by one who is nobody. */
Test(table_writing, a_folder_one_may_not_write_to)
{
	const struct passwd *nobody = getpwnam("nobody");
	const char *const argv[] = {
		run_beside("daoshi-table"), "write", "--size", "3", "--lang", "en",
		scratch_path("plans.ics"),  NULL
	};
	struct run r;

	if (!getuid() && (!nobody || access("/proc/self/exe", R_OK)))
		cr_skip_test("there is nobody");
	cr_assert(!chmod(scratch_folder(), 0555));
	r = run_program(argv, &(struct run_options){ .in = "new",
						     .in_len = 3,
						     .uid = getuid() ? 0 : nobody->pw_uid });
	cr_assert(!chmod(scratch_folder(), 0755));
	cr_expect_eq(r.code, 0);
	cr_expect(strstr(buf_str(&r.out), "F\tYou may not write to the folder of"), "%s",
		  buf_str(&r.out));
	cr_expect_eq(files(), 0);
	run_release(&r);
}

/* Whoever sends has gone in the middle. */
Test(table_writing, a_part_is_not_taken_for_the_whole)
{
	const char *const argv[] = {
		run_beside("daoshi-table"), "write", "--size", "9", "--lang", "en",
		scratch_path("plans.ics"),  NULL
	};
	struct run r = run_program(argv, &(struct run_options){ .in = "BEGIN", .in_len = 5 });

	cr_expect(strstr(buf_str(&r.out), "F\tWhat was to be written came in part only."), "%s",
		  buf_str(&r.out));
	cr_expect_eq(files(), 0);
	run_release(&r);
}

Test(table_writing, wrong_arguments)
{
	static const char *const rows[][4] = { { "write", "x" },
					       { "write", "--size", "3" },
					       { "wirte", "--size", "3", "x" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *const argv[] = { run_beside("daoshi-table"),
					     rows[i][0],
					     rows[i][1],
					     rows[i][2],
					     rows[i][3],
					     NULL };
		struct run r = run_program(argv, NULL);

		cr_expect_eq(r.code, 2, "row %zu: %d", i, r.code);
		run_release(&r);
	}
}

/* At the other end of a line a path would be one of the account that all share. */
Test(table_writing, no_file_of_a_user_at_the_other_end_of_a_line)
{
	struct table_reader t;

	scratch_write("roster.csv", "a,b\n", 4);
	table_refuse_files();
	cr_expect_not(write_text("plans.ics", "x", false));
	cr_expect_eq(e.kind, ERR_DENIED, "%s", e.text);
	e = (struct err){ 0 };
	cr_expect_not(
		table_open(&t, &(struct table_source){ .path = scratch_path("roster.csv") }, &e));
	cr_expect_eq(e.kind, ERR_DENIED, "%s", e.text);
	cr_expect_eq(files(), 1);
}
