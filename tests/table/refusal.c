/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reading.h"

#define REFUSED(literal, words)                                                                    \
	do {                                                                                       \
		struct reading r_;                                                                 \
		reading_bytes(&r_, literal, sizeof literal - 1, NULL, NULL);                       \
		assert_refused(&r_, words);                                                        \
	} while (0)

Test(table_refusal, files_of_other_kinds)
{
	REFUSED("%PDF-1.7\n", "PDF");
	REFUSED("\xEF\xBB\xBF\r\n <HTML><table>", "web page");
	REFUSED("<?xml version=\"1.0\"?><Workbook>", "web page");
}

Test(table_refusal, files_without_a_table)
{
	REFUSED("", "empty");
	REFUSED("\xEF\xBB\xBF", "blank rows only");
	REFUSED("\n\r\n ,,\n\t\n", "blank rows only");
	REFUSED("sep=,\n", "blank rows only");
}

Test(table_refusal, nul_bytes_name_their_row)
{
	REFUSED("no,name\n1,A\n2,B\0B\n", "Row 3 holds a NUL byte");
	REFUSED("\xEF\xBB\xBFno\n\0\n", "Row 2 holds a NUL byte");
	REFUSED("\xFF\xFE"
		"a\0\n\0b\0\0\0",
		"Row 2 holds a NUL byte");
	REFUSED("\0\0\0\0", "Row 1 holds a NUL byte");
}

static void refused_path(const char *path, const char *words)
{
	struct reading r;

	reading_file(&r, path, NULL, NULL);
	assert_refused(&r, words);
}

/* A path in a folder of its own, gone after the test. */
static char dir[] = "/tmp/daoshi-XXXXXX", path[sizeof dir + 16];

static void make_path(void)
{
	cr_assert(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/roster.csv", dir);
}

static void make_file(void)
{
	FILE *f;

	make_path();
	f = fopen(path, "w");
	cr_assert(f && !fclose(f));
}

static void remove_path(void)
{
	unlink(path);
	rmdir(dir);
}

Test(table_refusal, what_is_no_file_to_read)
{
	refused_path("tests/data/nobody.csv", "There is no file tests/data/nobody.csv");
	refused_path("tests/data", "folder");
	refused_path("-x.csv", "There is no file -x.csv");
	refused_path("/dev/null", "no ordinary file");
}

Test(table_refusal, a_pipe_is_not_waited_for, .init = make_path, .fini = remove_path)
{
	cr_assert(!mkfifo(path, 0600));
	refused_path(path, "no ordinary file");
}

Test(table_refusal, a_file_one_may_not_read, .init = make_file, .fini = remove_path)
{
	cr_assert(!chmod(path, 0));
	/* root may read it all the same */
	refused_path(path, access(path, R_OK) ? "You may not read" : "empty");
}

Test(table_refusal, a_file_that_is_too_large, .init = make_file, .fini = remove_path)
{
	cr_assert(!truncate(path, 64 * 1024 * 1024 + 1));
	refused_path(path, "larger than 64 MB");
}
