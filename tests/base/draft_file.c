/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of drafts: whose they are, who works on which, and what is never followed. */
#include "base/draft_file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/school.h"
#include "support/scratch.h"

static struct drafts drafts;

static void begin(void)
{
	school_language();
	scratch_make();
	drafts_open(&drafts, scratch_path("school.db"), "wang");
}

static void end(void)
{
	drafts_close(&drafts);
	scratch_remove();
}

TestSuite(base_draft_file, .init = begin, .fini = end);

static const char *path(const char *name)
{
	static char text[4][600];
	static int n;

	n = (n + 1) % 4;
	snprintf(text[n], sizeof text[n], "%s/%s", scratch_path("school.db.drafts"), name);
	return text[n];
}

static void keep_in(struct drafts *d, struct draft_slot *slot, const char *note, bool end_now)
{
	struct draft draft = { .form = "phrase" };
	struct buf text = { 0 };
	struct err e = { 0 };

	draft_field(&draft, "text", true)->is = note;
	draft_write(&draft, &text);
	cr_assert(draft_keep(d, slot, "phrase", &text, end_now, &e), "%s", e.text);
	buf_release(&text);
}

/* What is offered to this person, newest first, by their texts. */
static void expect_offered(struct drafts *d, const char *texts)
{
	struct draft_found *found;
	size_t count = drafts_find(d, &found);
	struct buf all = { 0 };
	struct draft draft;
	struct err e = { 0 };

	for (size_t i = 0; i < count; i++) {
		cr_assert(draft_take(d, found[i].name, NULL, &draft, &e), "%s", e.text);
		buf_printf(&all, "%s%s", i ? " " : "", draft_text(&draft, "text"));
		draft_release(&draft);
	}
	cr_expect_str_eq(buf_str(&all), texts);
	buf_release(&all);
	free(found);
}

static void set_age(const char *name, int days)
{
	struct timespec then[2] = { { .tv_sec = time(NULL) - days * 86400 - 60 } };

	then[1] = then[0];
	cr_assert(!utimensat(AT_FDCWD, path(name), then, 0));
}

Test(base_draft_file, kept_written_again_and_dropped)
{
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct stat st;

	umask(0);
	keep_in(&drafts, &slot, "one", false);
	cr_assert(!stat(path("wang.phrase.1"), &st));
	cr_expect_eq(st.st_mode & 07777, 0600);
	cr_assert(!stat(path("."), &st));
	cr_expect_eq(st.st_mode & 07777, 0700);
	expect_offered(&drafts, "");
	keep_in(&drafts, &slot, "two", true);
	draft_leave(&slot);
	expect_offered(&drafts, "two");
	keep_in(&drafts, &slot, "three", false);
	draft_drop(&drafts, &slot);
	draft_drop(&drafts, &slot);
	cr_expect(access(path("wang.phrase.2"), F_OK));
	expect_offered(&drafts, "two");
}

/* Beside a file that a group shares, each of them makes what is missing. */
Test(base_draft_file, in_a_folder_that_hands_its_group_on)
{
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct stat st;

	cr_assert(!chmod(scratch_folder(), 02770));
	umask(077);
	keep_in(&drafts, &slot, "one", false);
	cr_assert(!stat(path("."), &st));
	cr_expect_eq(st.st_mode & 07777, 02770);
	cr_assert(!stat(path("wang.phrase.1"), &st));
	cr_expect_eq(st.st_mode & 07777, 0600);
	draft_drop(&drafts, &slot);
}

/* Two sessions of one person: what one works on is not offered in the other, and not written over
 * by it; and whoever takes it first has it. */
Test(base_draft_file, one_works_on_it)
{
	struct draft_slot here = DRAFT_NO_SLOT, there = DRAFT_NO_SLOT, taken = DRAFT_NO_SLOT;
	struct drafts other;
	struct draft draft;
	struct err e = { 0 };

	drafts_open(&other, scratch_path("school.db"), "wang");
	keep_in(&drafts, &here, "one", false);
	keep_in(&drafts, &here, "first", false);
	keep_in(&other, &there, "second", false);
	expect_offered(&other, "");
	draft_leave(&here);
	set_age("wang.phrase.1", 0);
	expect_offered(&other, "first");
	cr_assert(draft_take(&other, "wang.phrase.1", &taken, &draft, &e), "%s", e.text);
	draft_release(&draft);
	cr_expect(!draft_take(&drafts, "wang.phrase.1", &here, &draft, &e));
	cr_expect_eq(e.kind, ERR_NOT_FOUND);
	draft_leave(&there);
	draft_leave(&taken);
	expect_offered(&drafts, "second first");
	drafts_close(&other);
}

/* One service account: told apart by the login, whatever that looks like. */
Test(base_draft_file, of_several_people)
{
	static const char *const logins[] = { "wang.li", "wang", "../wang", "王", "wang/../li" };
	struct drafts of[5];
	struct draft_slot slot[5];

	for (int i = 0; i < 5; i++) {
		drafts_open(&of[i], scratch_path("school.db"), logins[i]);
		slot[i] = DRAFT_NO_SLOT;
		keep_in(&of[i], &slot[i], logins[i], false);
		draft_leave(&slot[i]);
	}
	for (int i = 0; i < 5; i++) {
		expect_offered(&of[i], logins[i]);
		drafts_close(&of[i]);
	}
}

Test(base_draft_file, a_process_that_is_killed_leaves_it)
{
	struct draft_slot slot = DRAFT_NO_SLOT;
	int status;
	pid_t pid = fork();

	if (!pid) {
		keep_in(&drafts, &slot, "typed", false);
		raise(SIGKILL);
	}
	cr_assert(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
	expect_offered(&drafts, "typed");
}

Test(base_draft_file, what_is_old_goes)
{
	struct draft_slot slot = DRAFT_NO_SLOT;

	keep_in(&drafts, &slot, "old", false);
	draft_leave(&slot);
	set_age("wang.phrase.1", DRAFT_DAYS - 1);
	expect_offered(&drafts, "old");
	set_age("wang.phrase.1", DRAFT_DAYS);
	expect_offered(&drafts, "");
	cr_expect(access(path("wang.phrase.1"), F_OK));
}

Test(base_draft_file, ten_of_a_form_are_too_many)
{
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct buf text = { 0 };
	struct err e = { 0 };

	for (int i = 0; i < DRAFT_MOST; i++) {
		keep_in(&drafts, &slot, "x", false);
		draft_leave(&slot);
	}
	buf_text(&text, "y");
	cr_expect(!draft_keep(&drafts, &slot, "phrase", &text, false, &e));
	cr_expect(strstr(e.text, "cannot be kept"), "%s", e.text);
	buf_release(&text);
}

/* ---------------------------------------------------------------- what is not ours */

static void put_file(const char *name, const char *text, mode_t mode)
{
	FILE *f = fopen(path(name), "we");

	cr_assert(f && fputs(text, f) >= 0 && !fclose(f));
	cr_assert(!chmod(path(name), mode));
}

Test(base_draft_file, nobody_elses_and_no_link)
{
	static const char text[] = "daoshi-draft 1\nform phrase\nis text theirs\nend\n";
	struct draft_slot slot = DRAFT_NO_SLOT;

	keep_in(&drafts, &slot, "mine", false);
	draft_leave(&slot);
	put_file("wang.phrase.2", text, 0644);
	put_file("target", text, 0600);
	cr_assert(!symlink("target", path("wang.phrase.3")));
	cr_assert(!mkfifo(path("wang.phrase.4"), 0600));
	put_file("wang.phrase.5", text, 0600);
	if (!geteuid())
		cr_assert(!chown(path("wang.phrase.5"), 65534, 65534));
	else
		unlink(path("wang.phrase.5"));
	expect_offered(&drafts, "mine");
}

/* The link stands where the next one would be written beside. */
Test(base_draft_file, a_link_in_the_way_is_not_written_through)
{
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct buf text = { 0 };
	char temp[64];

	keep_in(&drafts, &slot, "one", false);
	scratch_write("victim", "untouched", 9);
	snprintf(temp, sizeof temp, ".new-%ld", (long)getpid());
	cr_assert(!symlink(scratch_path("victim"), path(temp)));
	keep_in(&drafts, &slot, "two", false);
	scratch_read("victim", &text);
	cr_expect_str_eq(text.at, "untouched");
	buf_release(&text);
	draft_drop(&drafts, &slot);
}

Test(base_draft_file, a_folder_that_is_a_link_is_none)
{
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct buf text = { 0 };
	struct err e = { 0 };

	cr_assert(!mkdir(scratch_path("elsewhere"), 0700));
	cr_assert(!symlink(scratch_path("elsewhere"), scratch_path("school.db.drafts")));
	buf_text(&text, "x");
	cr_expect(!draft_keep(&drafts, &slot, "phrase", &text, false, &e));
	cr_expect(strstr(e.text, "Drafts cannot be kept"), "%s", e.text);
	buf_release(&text);
}

Test(base_draft_file, a_damaged_one_is_set_aside)
{
	struct draft_found *found;
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct draft draft;
	struct err e = { 0 };

	keep_in(&drafts, &slot, "one", false);
	draft_leave(&slot);
	put_file("wang.phrase.1", "daoshi-draft 1\nform phrase\nis text half", 0600);
	cr_assert_eq(drafts_find(&drafts, &found), 1);
	cr_expect(!draft_take(&drafts, found[0].name, &slot, &draft, &e));
	cr_expect(strstr(e.text, "wang.phrase.1.damaged"), "%s", e.text);
	cr_expect(!access(path("wang.phrase.1.damaged"), F_OK));
	free(found);
	expect_offered(&drafts, "");
}
