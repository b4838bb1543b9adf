/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of an environment that somebody else chose. */
#include "base/environment.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *value(const char *name)
{
	return getenv(name) ? getenv(name) : "-";
}

Test(base_environment, what_reads_as_what_it_is_stays)
{
	static const struct {
		const char *name, *given, *kept_as, *kept;
	} rows[] = {
		{ "TERM", "xterm-256color", "TERM", "xterm-256color" },
		{ "TERM", "../../tmp/evil", "TERM", "-" },
		{ "TERM", ".evil", "TERM", "-" },
		{ "TERM", "", "TERM", "-" },
		{ "TERM", "a%n", "TERM", "-" },
		{ "TERM", "abcdefghijklmnopqrstuvwxyzabcdefghijklmno", "TERM", "-" },
		{ "TERM", "abcdefghijklmnopqrstuvwxyzabcdefghijklmn", "TERM",
		  "abcdefghijklmnopqrstuvwxyzabcdefghijklmn" },
		{ "LANG", "zh_CN.GB18030", "LC_CTYPE", "zh_CN.GB18030" },
		{ "LC_ALL", "zh_CN.GBK", "LC_CTYPE", "zh_CN.GBK" },
		{ "LC_CTYPE", "de_DE@euro", "LC_CTYPE", "de_DE@euro" },
		{ "LC_ALL", "/tmp/evil", "LC_CTYPE", "-" },
		{ "LC_ALL", "../evil", "LC_CTYPE", "-" },
		{ "DAOSHI_LANG", "en", "DAOSHI_LANG", "en" },
		{ "DAOSHI_LANG", "../en", "DAOSHI_LANG", "-" },
		{ "NO_COLOR", "%s%s", "NO_COLOR", "1" },
		{ "NO_COLOR", "", "NO_COLOR", "-" },
		{ "PATH", "/tmp/evil", "PATH", "/usr/bin:/bin" },
		{ "LC_ALL", "zh_CN.GBK", "LC_ALL", "-" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		clearenv();
		setenv(rows[i].name, rows[i].given, 1);
		environment_clear(false);
		cr_expect_str_eq(value(rows[i].kept_as), rows[i].kept, "%s=%s: %s is %s",
				 rows[i].name, rows[i].given, rows[i].kept_as,
				 value(rows[i].kept_as));
	}
}

Test(base_environment, all_else_goes)
{
	static const char *const hostile[] = {
		"SQLITE_TMPDIR", "GLIBC_TUNABLES", "MALLOC_PERTURB_", "TZ",     "LANGUAGE",
		"TEXTDOMAINDIR", "ICU_DATA",       "NCURSES_TRACE",   "LINES",  "COLUMNS",
		"ESCDELAY",      "EDITOR",         "VISUAL",          "PAGER",  "IFS",
		"BASH_ENV",      "HOME",           "TERMINFO",        "TMPDIR", "LD_PRELOAD",
		"DAOSHI_DB",     "XDG_DATA_HOME",  "LC_MESSAGES",     "SHELL",
	};

	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		setenv(hostile[i], "/tmp/evil", 1);
	environment_clear(false);
	for (char **v = environ; *v; v++)
		cr_expect(!strstr(*v, "evil"), "%s", *v);
}

Test(base_environment, what_sshd_says_is_kept_aside)
{
	static const struct {
		const char *connection, *client;
	} rows[] = {
		{ "192.0.2.7 51234 192.0.2.1 22", "192.0.2.7" },
		{ "2001:db8::7 51234 2001:db8::1 22", "2001:db8::7" },
		{ "UNKNOWN 65535 UNKNOWN 65535", "" },
		{ "\033[2J 1 2 3", "" },
	};

	setenv("SSH_ORIGINAL_COMMAND", "list students", 1);
	setenv("SSH_CONNECTION", rows[0].connection, 1);
	environment_clear(false);
	cr_expect_str_eq(environment_ssh()->command, "", "not without --as");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		setenv("SSH_CONNECTION", rows[i].connection, 1);
		environment_clear(true);
		if (*rows[i].client)
			cr_expect_str_eq(environment_ssh()->client, rows[i].client);
		cr_expect_null(getenv("SSH_CONNECTION"));
	}
	cr_expect_str_eq(environment_ssh()->client, "2001:db8::7", "what is none changes none");
	setenv("SSH_ORIGINAL_COMMAND", "list students", 1);
	environment_clear(true);
	cr_expect_str_eq(environment_ssh()->command, "list students");
	cr_expect_null(getenv("SSH_ORIGINAL_COMMAND"));
}

Test(base_environment, as_wherever_it_stands)
{
	static const struct {
		const char *argv[4];
		bool serves;
	} rows[] = {
		{ { "daoshi", "--as", "wang" }, true },
		{ { "daoshi", "list", "--as=wang" }, true },
		{ { "daoshi", "--", "--as" }, true },
		{ { "daoshi", "--assign" }, false },
		{ { "--as" }, false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_eq(environment_serves((char *const *)(const void *)rows[i].argv),
			     rows[i].serves, "row %zu", i);
}
