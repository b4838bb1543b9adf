/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A site of the test's own, as `make install SITE=1` sets it up: in a folder, with a group and with
 * users of the machine that are plainly made up. All of it goes again when the test ends, however
 * that is. For root alone; a test in which site_make returns false is to return.
 */
#ifndef SUPPORT_SITE_H
#define SUPPORT_SITE_H

#include <stdbool.h>
#include <sys/types.h>

#include "support/run.h"

/* False, and the test is skipped, where nobody but root could make one. `owner`: a user made
 * before, who owns the data folder; NULL: root. */
bool site_make(void);
bool site_install(const char *owner);
/* A user with a home of its own, "daoshi-test-wang-4711" for "wang"; also the folder to run in. */
const char *site_user(const char *word);
/* The same in the site's group, for site_install to give the data folder to: an account for all. */
const char *site_owner(const char *word);
void site_end(void);

uid_t site_uid(const char *user);
const char *site_group(void);
/* A path in the site's folder; static storage, eight at a time: data, usr/bin/daoshi, home/USER */
const char *site_path(const char *name);
/* An account in the school's file, by plain SQL. `uid` -1: NULL. */
void site_account(const char *login, const char *role, long uid, int mentor);
/* What is in the audit about refusals: how many rows with these words in reason and source. */
int site_refusals(const char *login, const char *words, const char *source);

/* A program as this user, who is in no group but its own, in its home. `argv[0]` is a path. */
struct run site_run(const char *user, const struct run_options *o, const char *const *argv);
/* The site's daoshi, in English. */
#define SITE_RUN(user, ...)                                                                        \
	site_run(user, NULL,                                                                       \
		 (const char *const[]){ site_path("usr/bin/daoshi"), "--lang", "en", __VA_ARGS__,  \
					NULL })

/* What the janitor is to end when the test does. */
void site_remember_pid(pid_t pid);

#endif
