/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/place.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Beside this program where it is there, else where it would be installed. */
static void expect_place(enum place what, const char *beside, const char *installed)
{
	char path[PATH_MAX] = "";
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 64);

	cr_assert_gt(n, 0);
	strcpy(strrchr(path, '/') + 1, beside);
	cr_expect_str_eq(place_of(what), access(path, R_OK) ? installed : path);
}

Test(base_place, of)
{
	expect_place(PLACE_TABLE, "daoshi-table", LIBEXEC_DIR "/daoshi-table");
	expect_place(PLACE_LOCALE, "locale", LOCALE_DIR);
	/* each has storage of its own */
	cr_expect_str_neq(place_of(PLACE_TABLE), place_of(PLACE_LOCALE));
}

Test(base_place, environment_of_a_plain_process)
{
	setenv("DAOSHI_TRY", "x", 1);
	cr_assert_str_eq(place_env("DAOSHI_TRY"), "x");
	unsetenv("DAOSHI_TRY");
	cr_assert_null(place_env("DAOSHI_TRY"));
}
