/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is at the keyboard: the real uid and its login, which no variable of the environment can
 * change; or, where the process belongs to whoever owns the data folder, the login that --as names
 * (a line of authorized_keys, docs/site.md).
 */
#ifndef MODEL_LOGIN_H
#define MODEL_LOGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct login {
	char name[64];
	char source[128]; /* "uid 1001"; with --as the client's address and the key's fingerprint */
	int64_t uid;      /* the real one */
	bool by_as;
	bool own; /* the file and its folder are this user's alone: who has no account is its
		   * office, since there is nobody else */
};

/* The login that --as names, for login_find to judge; `name` is kept. */
void login_as(const char *name);

/*
 * For the file at `path`. What is found out stands in *l also on failure: --as where the folder is
 * not this user's or the process is setgid, and, with either, a folder or file that is open to
 * everybody or on a network file system.
 */
bool login_find(struct login *l, const char *path, struct err *e);
/* Whether this user may make the file: where several are to work with it, its folder's owner. */
bool login_may_create(const char *path, struct err *e);

#endif
