/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What doctor says of a site, made wrong in one way after the other. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/limit.h"
#include "support/site.h"

TestSuite(site_doctor, .fini = site_end, .timeout = TIME_LIMIT);

static struct run doctor(void)
{
	return run_program((const char *const[]){ site_path("usr/bin/daoshi"), "--lang", "en",
						  "doctor", "--format", "csv", NULL },
			   NULL);
}

/* How fast this machine's disk is, or how full, is not ours to say. */
static bool other_findings(const char *out, const char *but)
{
	for (const char *s = strstr(out, "\r\n"); s && s[2]; s = strstr(s + 2, "\r\n"))
		if (strncmp(s + 2, "speed,", 6) && strncmp(s + 2, "room,", 5) &&
		    (!but || strncmp(s + 2, but, strlen(but))))
			return true;
	return false;
}

static void expect_finding(const char *check, const char *words)
{
	struct run r = doctor();
	char row[32];

	snprintf(row, sizeof row, "\r\n%s,", check);
	cr_expect_eq(r.code, 8, "%s: %d", check, r.code);
	cr_expect(strstr(buf_str(&r.out), row), "%s: %s", check, buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), words), "%s: %s", words, buf_str(&r.out));
	cr_expect_not(other_findings(buf_str(&r.out), check), "%s: %s", check, buf_str(&r.out));
	run_release(&r);
}

static void expect_nothing(void)
{
	struct run r = doctor();

	cr_expect_not(other_findings(buf_str(&r.out), NULL), "%s", buf_str(&r.out));
	run_release(&r);
}

static void add_to_group(const char *user, bool add)
{
	struct run r = run_program((const char *const[]){ "/usr/bin/gpasswd", add ? "-a" : "-d",
							  user, site_group(), NULL },
				   NULL);

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}

Test(site_doctor, each_fault_and_its_mend)
{
	static const struct {
		const char *path;
		unsigned wrong, right;
		const char *check, *words;
	} modes[] = {
		{ "data", 02775, 02770, "folder", "chmod 2770" },
		{ "data", 02777, 02770, "folder", "Everybody on this machine may write" },
		{ "data/school.db", 0664, 0660, "file", "chmod o= " },
		{ "data/school.db", 0640, 0660, "file", "chmod 0660 " },
		{ "usr/bin/daoshi", 0755, 02755, "program", "chmod 2755 " },
		{ "usr/bin/daoshi", 02775, 02755, "program", "chmod go-w " },
	};
	const char *wang;
	int fd;

	if (!site_make() || !site_install(NULL))
		return;
	wang = site_user("wang");
	expect_finding("file", "make it with 'daoshi init'");
	run_program((const char *const[]){ site_path("usr/bin/daoshi"), "init", "--name", "样例",
					   NULL },
		    NULL);
	expect_nothing();
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct run r;

		cr_assert(!chmod(site_path(modes[i].path), modes[i].wrong));
		/* without its group the program looks where a user's own file would be */
		r = run_program((const char *const[]){ site_path("usr/bin/daoshi"), "--lang", "en",
						       "--db", site_path("data/school.db"),
						       "doctor", "--format", "csv", NULL },
				NULL);
		cr_expect_eq(r.code, 8);
		cr_expect(strstr(buf_str(&r.out), modes[i].check), "%s", buf_str(&r.out));
		cr_expect(strstr(buf_str(&r.out), modes[i].words), "%s: %s", modes[i].words,
			  buf_str(&r.out));
		run_release(&r);
		cr_assert(!chmod(site_path(modes[i].path), modes[i].right));
	}
	add_to_group(wang, true);
	expect_finding("members", wang);
	add_to_group(wang, false);
	fd = open(site_path("data/school.db"), O_RDWR | O_CLOEXEC);
	cr_assert(!flock(fd, LOCK_EX));
	expect_finding("lock", "of root, which runs since ");
	close(fd);
	expect_nothing();
}

/* Not opened at all where everybody could come near it; and that is kept. */
Test(site_doctor, what_is_open_to_everybody_is_refused)
{
	const char *wang;
	struct run r;

	if (!site_make() || !site_install(NULL))
		return;
	wang = site_user("wang");
	run_program((const char *const[]){ site_path("usr/bin/daoshi"), "init", "--name", "样例",
					   NULL },
		    NULL);
	site_account(wang, "office", -1, 0);
	cr_assert(!chmod(site_path("data"), 02775));
	r = SITE_RUN(wang, "list", "mentors");
	cr_expect_eq(r.code, 5);
	cr_expect(strstr(buf_str(&r.err), "The folder of "), "%s", buf_str(&r.err));
	run_release(&r);
	cr_assert(!chmod(site_path("data"), 02770));
	cr_assert(!chmod(site_path("data/school.db"), 0664));
	r = SITE_RUN(wang, "list", "mentors");
	cr_expect_eq(r.code, 5);
	cr_expect(strstr(buf_str(&r.err), "is open to everybody on this machine"), "%s",
		  buf_str(&r.err));
	run_release(&r);
	cr_expect_eq(site_refusals(wang, "open to everybody", "uid "), 2);
}
