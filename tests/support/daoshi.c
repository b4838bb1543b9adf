/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/daoshi.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[PATH_MAX - 256];

void daoshi_folder(void)
{
	static const char *const ours[] = { "DAOSHI_DB", "DAOSHI_LANG", "XDG_DATA_HOME" };
	const char *base = getenv("TMPDIR");

	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		unsetenv(ours[i]);
	snprintf(folder, sizeof folder, "%s/daoshi-XXXXXX", base ? base : "/tmp");
	cr_assert(mkdtemp(folder));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

void daoshi_tidy(void)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *daoshi_path(const char *name)
{
	static char paths[4][PATH_MAX];
	static int at;

	at = (at + 1) % 4;
	snprintf(paths[at], sizeof paths[at], "%s/%s", folder, name);
	return paths[at];
}

void daoshi_file(const char *name, const char *bytes, size_t len)
{
	FILE *f = fopen(daoshi_path(name), "w");

	cr_assert(f);
	cr_assert_eq(fwrite(bytes, 1, len, f), len);
	cr_assert(!fclose(f));
}

void daoshi_give_away(void)
{
	enum { NOBODY = 65534 };

	if (geteuid())
		return;
	cr_assert(!chown(daoshi_path("."), NOBODY, NOBODY));
	cr_assert(!chown(daoshi_path("school.db"), NOBODY, NOBODY));
}

struct run daoshi_run(const struct run_options *o, const char *const *arguments)
{
	char path[PATH_MAX];
	const char *argv[64] = { run_beside("daoshi"), "--db",   path, "--today",
				 DAOSHI_TODAY,         "--lang", "en" };

	snprintf(path, sizeof path, "%s", daoshi_path("school.db"));
	for (size_t n = 7; *arguments && n < 63; n++)
		argv[n] = *arguments++;
	return run_program(argv, o);
}

void daoshi_expect(struct run r, int code, const char *out, const char *err, const char *file,
		   int line)
{
	cr_expect_eq(r.code, code, "%s:%d: exit code %d, signal %d, not %d: %s", file, line, r.code,
		     r.signal, code, buf_str(&r.err));
	cr_expect_str_eq(buf_str(&r.out), out, "%s:%d: stdout is\n%s", file, line, buf_str(&r.out));
	if (*err)
		cr_expect(strstr(buf_str(&r.err), err), "%s:%d: stderr is %s", file, line,
			  buf_str(&r.err));
	else
		cr_expect_str_empty(buf_str(&r.err), "%s:%d: stderr is %s", file, line,
				    buf_str(&r.err));
	run_release(&r);
}

static void take(const char *kind, const char *csv)
{
	struct run r;

	daoshi_file("roster.csv", csv, strlen(csv));
	r = DAOSHI("import", kind, daoshi_path("roster.csv"));
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}

void daoshi_school(void)
{
	daoshi_school_in("en");
}

void daoshi_school_in(const char *language)
{
	daoshi_folder();
	EXPECT_RUN(DAOSHI("--lang", language, "init", "--name", "测试学校"), 0, "", "");
	take("mentors", "工号,姓名,学科,手机\n"
			"T1,甲测试,语文,13900000001\n"
			"T2,乙测试,数学,\n");
	take("students", "学号,姓名,性别,班级,座号,监护人,关系,联系电话\n"
			 "S1,赵测试,男,六(1),1,赵家长,父亲,13900000011\n"
			 "S2,钱测试,女,六(1),2,,,\n"
			 "S3,孙测试,女,九(2),1,,,\n");
	take("assignments", "学号,姓名,导师工号,导师姓名\n"
			    "S1,赵测试,T1,甲测试\n"
			    "S2,钱测试,T1,甲测试\n");
}
