/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving where the surroundings do not play along: it is said what is wrong, and what was typed is
 * kept as a draft. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/desk.h"
#include "support/draft.h"

TestSuite(screen_faults, .init = desk_school, .fini = daoshi_tidy);

static const char note[] = "写到一半";
static const char kept[] = "已写的内容已留作草稿。";
static const char save[] = "\x13";

static struct terminal *write_note(const struct terminal_options *o, const char *const *argv)
{
	struct terminal *t = argv ? terminal_start(o, argv) : desk_open(24, 80);

	terminal_press(t, "5 Tab*5");
	terminal_type(t, note);
	return t;
}

/* As a colleague's process does who is saving. */
static int hold(void)
{
	int fd = open(daoshi_path("school.db"), O_RDONLY | O_CLOEXEC);

	cr_assert(fd >= 0 && !flock(fd, LOCK_EX));
	return fd;
}

Test(screen_faults, somebody_else_is_saving)
{
	struct terminal *t = write_note(NULL, NULL);
	int fd = hold();

	terminal_send(t, save, 1);
	terminal_watch_text(t, "他人正在保存，请稍候");
	cr_expect(terminal_shows(t, note), "%s", terminal_text(t));
	draft_expect("contact.1", note);
	terminal_watch_text(t, "1 秒");
	close(fd);
	terminal_wait_text(t, "已记录");
	cr_expect_eq(draft_count(), 0);
	desk_leave(t);
}

/* With SQLite's own lock, as a program has it that knows nothing of our door. */
Test(screen_faults, somebody_else_has_been_saving_for_long)
{
	struct terminal *t = write_note(NULL, NULL);
	sqlite3 *theirs;

	cr_assert_eq(sqlite3_open(daoshi_path("school.db"), &theirs), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(theirs, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	terminal_send(t, save, 1);
	terminal_watch_text(t, "他人正在保存，请稍候");
	terminal_wait_text(t, kept);
	terminal_expect(t, "fault-busy");
	draft_expect("contact.1", note);
	sqlite3_close(theirs);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录");
	cr_expect_eq(draft_count(), 0);
	desk_leave(t);
}

Test(screen_faults, the_file_was_replaced)
{
	struct terminal *t = write_note(NULL, NULL);
	struct run r;

	r = run_program((const char *const[]){ "/bin/cp", daoshi_path("school.db"),
					       daoshi_path("copy.db"), NULL },
			NULL);
	cr_assert(!r.code);
	run_release(&r);
	cr_assert(!rename(daoshi_path("copy.db"), daoshi_path("school.db")));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已写的内容已留作草");
	terminal_wait_text(t, "请重新启");
	terminal_press(t, "C-q");
	terminal_expect(t, "fault-leaving");
	terminal_press(t, "3");
	terminal_wait_exit(t);
	terminal_close(t);
	draft_expect("contact.1", note);
	t = desk_open(24, 80);
	terminal_press(t, "1 C-s");
	terminal_wait_text(t, "已记录");
	desk_leave(t);
}

Test(screen_faults, the_file_was_deleted)
{
	struct terminal *t = write_note(NULL, NULL);

	cr_assert(!unlink(daoshi_path("school.db")));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "请重新启");
	draft_expect("contact.1", note);
	terminal_press(t, "Esc 2");
	terminal_wait_text(t, note);
	terminal_press(t, "C-q 1");
	terminal_wait_exit(t);
	terminal_close(t);
	cr_expect_eq(draft_count(), 0, "given up");
}

/* The program that wrote its process id there may write no file longer than this. */
static void limit(const char *pid_file, rlim_t bytes)
{
	FILE *f = fopen(daoshi_path(pid_file), "re");
	int pid;

	cr_assert(f && fscanf(f, "%d", &pid) == 1);
	fclose(f);
	cr_assert(!prlimit(pid, RLIMIT_FSIZE, &(struct rlimit){ bytes, bytes }, NULL));
}

/* A quota refuses as a dying disk does: nobody writes any more, until the file was looked at. */
Test(screen_faults, the_disk_refuses)
{
	char command[900];
	struct terminal *t, *other = desk_open(24, 80);

	snprintf(command, sizeof command, "cd %s; echo $$ > pid; exec %s --db school.db --today %s",
		 daoshi_path("."), run_beside("daoshi"), DAOSHI_TODAY);
	t = write_note(NULL, (const char *const[]){ "dash", "-c", command, NULL });
	limit("pid", 4096);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "内容已留作草稿");
	draft_expect("contact.1", note);
	cr_expect(!access(daoshi_path("school.db.stop"), F_OK));
	terminal_press(other, "5 C-s");
	terminal_wait_text(other, "现在全体停写");
	terminal_press(t, "C-q 3");
	terminal_wait_exit(t);
	terminal_close(t);
	t = desk_open(24, 80);
	terminal_expect(t, "fault-stopped");
	desk_leave(t);
	EXPECT_RUN(DAOSHI("check", "--format", "csv"), 0, "name,table,row,says\r\n",
		   "they can write again");
	terminal_press(other, "C-s");
	terminal_wait_text(other, "已记录");
	desk_leave(other);
	t = desk_open(24, 80);
	terminal_press(t, "1 C-s");
	terminal_wait_text(t, "已记录");
	desk_leave(t);
}

/* The first that is written is that somebody came. */
Test(screen_faults, the_disk_refuses_from_the_start)
{
	char command[900];
	struct terminal *t;

	snprintf(command, sizeof command, "ulimit -f 8; exec %s --db %s --today %s",
		 run_beside("daoshi"), daoshi_path("school.db"), DAOSHI_TODAY);
	t = terminal_start(NULL, (const char *const[]){ "dash", "-c", command, NULL });
	terminal_expect(t, "fault-at-start");
	cr_expect(!access(daoshi_path("school.db.stop"), F_OK));
	desk_leave(t);
}

/* ----------------------------------------------------------------- a full disk */

static bool mounted;

static void small_disk(void)
{
	desk_school();
	mounted = !mkdir(daoshi_path("disk"), 0700) &&
		  !mount("tmpfs", daoshi_path("disk"), "tmpfs", 0, "size=8m");
}

static void away(void)
{
	if (mounted)
		umount2(daoshi_path("disk"), MNT_DETACH);
	daoshi_tidy();
}

static void fill_up(void)
{
	static const char zeros[4096];
	int fd = open(daoshi_path("disk/rubbish"), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	while (write(fd, zeros, sizeof zeros) > 0)
		;
	close(fd);
}

/* Refused while there is still room for a draft; with none, that is said as well. */
Test(screen_faults, a_full_disk, .init = small_disk, .fini = away)
{
	const char *argv[] = { run_beside("daoshi"), "--db", "disk/school.db", "--today",
			       DAOSHI_TODAY,         NULL };
	const struct terminal_options o = { .folder = daoshi_path(".") };
	struct terminal *t;
	struct run r;

	if (!mounted)
		cr_skip_test("only root can mount a disk that is small");
	r = run_program((const char *const[]){ "/bin/cp", daoshi_path("school.db"),
					       daoshi_path("disk/school.db"), NULL },
			NULL);
	cr_assert(!r.code);
	run_release(&r);
	t = write_note(&o, argv);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已写的内容已留作");
	terminal_wait_text(t, "32");
	fill_up();
	terminal_type(t, "又写了一段");
	terminal_wait_text(t, "草稿无法保存");
	terminal_press(t, "Esc 1 C-q");
	terminal_wait_exit(t);
	terminal_close(t);
}
