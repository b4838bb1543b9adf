/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not to stay does not, however the program ends. */
#include "db/scrap.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/folder.h"
#include "file.h"
#include "support/scratch.h"

TestSuite(db_scrap, .init = scratch_make, .fini = scratch_remove);

/* Files in the scratch folder. */
static int count_files(void)
{
	DIR *d = opendir(scratch_folder());
	int n = -2; /* . and .. */

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static struct scrap make(void)
{
	struct scrap s;
	struct err e = { 0 };

	cr_assert(scrap_make(&s, scratch_folder(), &e), "%s", e.text);
	return s;
}

Test(db_scrap, gone_at_the_end_and_for_its_owner_alone)
{
	struct scrap s, none = { 0 };
	struct stat st;

	umask(0);
	s = make();
	cr_assert(!stat(s.path, &st));
	cr_expect_eq(st.st_mode & 07777, 0600);
	scrap_end(&s);
	scrap_end(&s);
	scrap_end(&none);
	cr_expect_eq(count_files(), 0);
}

Test(db_scrap, kept_under_a_name_that_nobody_has)
{
	struct scrap s = make();
	struct err e = { 0 };
	struct buf text = { 0 };
	bool taken;

	scratch_write("a", "there before", 12);
	cr_assert_eq(write(s.fd, "new", 3), 3);
	cr_expect_not(scrap_keep(&s, scratch_path("a"), &taken, &e));
	cr_expect(taken);
	cr_assert(scrap_keep(&s, scratch_path("b"), &taken, &e), "%s", e.text);
	cr_expect_not(taken);
	scrap_end(&s);
	cr_expect_eq(count_files(), 2);
	scratch_read("a", &text);
	scratch_read("b", &text);
	cr_expect_str_eq(text.at, "there beforenew");
	s = make();
	cr_expect_not(scrap_keep(&s, scratch_path("no/b"), &taken, &e));
	cr_expect_not(taken);
	scrap_end(&s);
	buf_release(&text);
}

/* A process that has one, and tells so; it waits to be ended. */
static pid_t holder(void)
{
	int pipes[2];
	char byte;
	pid_t pid;

	cr_assert(!pipe(pipes));
	pid = fork();
	if (!pid) {
		for (int sig = 1; sig < 32; sig++)
			signal(sig, SIG_DFL);
		make();
		if (write(pipes[1], "", 1) == 1)
			for (;;)
				pause();
		_exit(1);
	}
	cr_assert_eq(read(pipes[0], &byte, 1), 1);
	close(pipes[0]);
	close(pipes[1]);
	return pid;
}

Test(db_scrap, gone_when_a_signal_ends_the_program)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGTERM };

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		pid_t pid = holder();
		int status;

		cr_expect_eq(count_files(), 1);
		kill(pid, signals[i]);
		waitpid(pid, &status, 0);
		cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == signals[i],
			  "whoever waits for it sees the signal");
		cr_expect_eq(count_files(), 0, "signal %d", signals[i]);
	}
}

Test(db_scrap, what_a_kill_leaves_goes_with_the_next_and_what_is_in_use_stays)
{
	pid_t dead = holder(), alive;
	struct scrap s;
	int status;

	kill(dead, SIGKILL);
	waitpid(dead, &status, 0);
	scratch_write(".daoshi", "no scrap", 8);
	cr_expect_eq(count_files(), 2);
	alive = holder();
	cr_expect_eq(count_files(), 2, "the dead one's went");
	s = make();
	cr_expect_eq(count_files(), 3, "the other one's stays");
	scrap_end(&s);
	kill(alive, SIGTERM);
	waitpid(alive, &status, 0);
	cr_expect_eq(count_files(), 1);
}

static int make_here(void *arg)
{
	struct scrap s;
	struct err e = { 0 };

	(void)arg;
	if (scrap_make(&s, scratch_folder(), &e))
		return 1;
	return e.kind == ERR_IO && strstr(e.text, "Nothing can be written in") ? 0 : 2;
}

Test(db_scrap, a_folder_that_cannot_be_written)
{
	struct scrap s;
	struct err e = { 0 };

	cr_assert(!chmod(scratch_folder(), 0555));
	cr_expect_eq(file_child(make_here, NULL, true), 0);
	cr_assert(!chmod(scratch_folder(), 0755));
	cr_expect_not(scrap_make(&s, scratch_path("none"), &e));
	cr_expect(strstr(e.text, "Nothing can be written in"), "%s", e.text);
}

/* ---------------------------------------------------------------------- folders */

Test(db_scrap, folders_for_the_owner_or_for_the_group_that_shares_the_file)
{
	struct err e = { 0 };
	struct stat st;

	umask(077);
	scratch_write("school.db", "", 0);
	cr_assert(folder_make(scratch_path("own"), scratch_path("school.db"), &e), "%s", e.text);
	cr_assert(!stat(scratch_path("own"), &st));
	cr_expect_eq(st.st_mode & 07777, 0700);
	cr_assert(folder_make(scratch_path("own"), scratch_path("school.db"), &e), "it is there");
	cr_assert(!chmod(scratch_folder(), 02770));
	cr_assert(folder_make(scratch_path("all"), scratch_path("school.db"), &e), "%s", e.text);
	cr_assert(!stat(scratch_path("all"), &st));
	cr_expect_eq(st.st_mode & 07777, 02770);
}

Test(db_scrap, folders_that_cannot_be)
{
	static const struct {
		const char *folder, *words;
	} wrong[] = {
		{ "school.db", "is the school's file itself" },
		{ "link.db", "is the school's file itself" },
		{ "letter", "is a file. Name the folder" },
		{ "no/such", "cannot be made" },
		{ "letter/in", "cannot be made" },
	};
	struct err e = { 0 };

	scratch_write("school.db", "", 0);
	scratch_write("letter", "", 0);
	cr_assert(!symlink("school.db", scratch_path("link.db")));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		cr_expect_not(
			folder_make(scratch_path(wrong[i].folder), scratch_path("school.db"), &e));
		cr_expect(strstr(e.text, wrong[i].words), "%s: %s", wrong[i].folder, e.text);
	}
}

Test(db_scrap, room_for_it_and_more)
{
	struct err e = { 0 };

	cr_expect(folder_has_room(scratch_folder(), 1, &e), "%s", e.text);
	cr_expect_not(folder_has_room(scratch_folder(), UINT64_MAX / 4, &e));
	cr_expect(e.kind == ERR_IO && strstr(e.text, "There is no room in"), "%s", e.text);
	cr_expect_not(folder_has_room(scratch_path("none"), 1, &e));
	cr_expect_not(folder_is_remote("/proc"));
	cr_expect_not(folder_is_remote(scratch_path("none")));
}

/* What does not fit into memory goes beside the file; what fits nowhere is refused. */
Test(db_scrap, plain_text_is_in_memory_where_there_is_room)
{
	struct scrap s;
	struct err e = { 0 };

	if (folder_has_room("/dev/shm", 100, &e)) {
		cr_assert(scrap_make_plain(&s, scratch_folder(), 100, &e), "%s", e.text);
		cr_expect_eq(strncmp(s.path, "/dev/shm/", 9), 0, "%s", s.path);
		scrap_end(&s);
	}
	cr_expect_not(scrap_make_plain(&s, scratch_folder(), UINT64_MAX / 4, &e));
	cr_expect(strstr(e.text, "There is no room in"), "%s", e.text);
}
