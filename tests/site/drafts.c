/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts of several users of the machine in the one folder that all of them make files in. */
#include <criterion/criterion.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#include "support/limit.h"
#include "support/site.h"
#include "support/terminal.h"

TestSuite(site_drafts, .fini = site_end, .timeout = TIME_LIMIT);

static const char asked[] = "Unfinished:";
static const char *wang, *li;

/* Both of the office: what one sees, the other would. */
static bool begin(void)
{
	struct run r;

	if (!site_make() || !site_install(NULL))
		return false;
	wang = site_user("wang");
	li = site_user("li");
	r = run_program((const char *const[]){ site_path("usr/bin/daoshi"), "init", "--name",
					       "样例中学", NULL },
			NULL);
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
	site_account(wang, "office", site_uid(wang), 0);
	site_account(li, "office", site_uid(li), 0);
	return true;
}

static struct terminal *open_as(const char *user)
{
	return terminal_start(NULL,
			      (const char *const[]){ "setpriv", "--reuid", user, "--regid", user,
						     "--clear-groups", site_path("usr/bin/daoshi"),
						     "--lang", "en", NULL });
}

/* A new mentor, half typed, when the line is lost. */
static void lose_mentor(const char *user, const char *staff_no)
{
	struct terminal *t = open_as(user);

	terminal_press(t, "F3 F9");
	terminal_type(t, staff_no);
	terminal_wait_text(t, staff_no);
	terminal_hang_up(t);
	terminal_wait_exit(t);
	terminal_close(t);
}

static void leave(struct terminal *t)
{
	terminal_press(t, "C-q");
	cr_expect_eq(terminal_wait_exit(t), 0, "%s", terminal_text(t));
	terminal_close(t);
}

static const char *path_of(const char *user)
{
	char name[PATH_MAX];

	snprintf(name, sizeof name, "data/school.db.drafts/%s.mentor.1", user);
	return site_path(name);
}

static void expect_own(const char *user)
{
	struct stat st;

	cr_assert(!stat(path_of(user), &st), "%s", path_of(user));
	cr_expect_eq(st.st_mode & 07777, 0600, "%o", st.st_mode);
	cr_expect_eq(st.st_uid, site_uid(user));
}

/* To nobody but its writer is it offered, nor can a program of a user's own read it. */
Test(site_drafts, of_the_writer_alone)
{
	struct terminal *t;
	struct stat st;
	struct run r;

	if (!begin())
		return;
	lose_mentor(wang, "W100");
	cr_assert(!stat(site_path("data/school.db.drafts"), &st));
	cr_expect_eq(st.st_mode & 07777, 02770, "%o", st.st_mode);
	cr_expect_eq(st.st_gid, getgrnam(site_group())->gr_gid);
	expect_own(wang);
	r = site_run(li, NULL, (const char *const[]){ "/bin/cat", path_of(wang), NULL });
	cr_expect(r.code && !r.out.len, "%s", buf_str(&r.out));
	run_release(&r);

	t = open_as(li);
	cr_expect_not(terminal_shows(t, asked), "%s", terminal_text(t));
	cr_expect_not(terminal_shows(t, "W100"), "%s", terminal_text(t));
	leave(t);
	/* in a folder that the other has made */
	lose_mentor(li, "L200");
	expect_own(li);

	t = open_as(wang);
	terminal_wait_text(t, asked);
	terminal_press(t, "1");
	terminal_wait_text(t, "W100");
	cr_expect_not(terminal_shows(t, "L200"), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
	leave(t);
	cr_expect(stat(path_of(wang), &st), "given up");
	expect_own(li);
}

/* Its name says whom it would be offered to, but whose it is counts too. */
Test(site_drafts, under_the_name_of_another)
{
	struct terminal *t;

	if (!begin())
		return;
	lose_mentor(wang, "W100");
	cr_assert(!chmod(path_of(wang), 0660));
	cr_assert(!rename(path_of(wang), path_of(li)));
	for (int i = 0; i < 2; i++) {
		t = open_as(i ? li : wang);
		cr_expect_not(terminal_shows(t, asked), "%s", terminal_text(t));
		leave(t);
	}
}
