/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/login.h"

#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/environment.h"
#include "base/i18n.h"
#include "base/place.h"
#include "db/folder.h"

static const char *as; /* of --as; NULL: not given */

void login_as(const char *name)
{
	as = name;
}

/* -------------------------------------------------------------------- source */

/* As ssh-keygen -l shows it, of "publickey ssh-ed25519 AAAA...". */
static bool fingerprint(const char *line, char out[64])
{
	unsigned char key[4096], hash[crypto_hash_sha256_BYTES];
	const char *word = strncmp(line, "publickey ", 10) ? NULL : strchr(line + 10, ' ');
	size_t len;

	if (!word || sodium_base642bin(key, sizeof key, word + 1, strcspn(word + 1, " \n"), NULL,
				       &len, NULL, sodium_base64_VARIANT_ORIGINAL))
		return false;
	crypto_hash_sha256(hash, key, len);
	snprintf(out, 8, "SHA256:");
	sodium_bin2base64(out + 7, 57, hash, sizeof hash,
			  sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	return true;
}

/* sshd tells the key where it is asked to (ExposeAuthInfo). */
static void find_key(char out[64])
{
	const char *path = environment_ssh()->key_file;
	FILE *f = *path ? fopen(path, "re") : NULL;
	char line[8192];

	*out = '\0';
	while (f && fgets(line, sizeof line, f))
		if (fingerprint(line, out))
			break;
	if (f)
		fclose(f);
}

static void find_source(struct login *l)
{
	const char *client = environment_ssh()->client;
	char key[64];

	if (!l->by_as) {
		snprintf(l->source, sizeof l->source, "uid %lld", (long long)l->uid);
		return;
	}
	find_key(key);
	snprintf(l->source, sizeof l->source, "%s%s%s", *client ? client : "local", *key ? " " : "",
		 key);
}

/* ------------------------------------------------------------------- folders */

/* The folder and the file, as far as they are there. */
static void look(const char *path, struct stat *folder, struct stat *file)
{
	char *name = folder_of(path);

	*folder = *file = (struct stat){ .st_uid = (uid_t)-1 };
	stat(name, folder);
	if (stat(path, file))
		file->st_uid = (uid_t)-1;
	free(name);
}

/* Where many work with a file, nothing but this program may come near it. */
static bool check_shared(const char *path, const struct stat *folder, const struct stat *file,
			 struct err *e)
{
	char *name;

	if (folder->st_mode & 07)
		return err_set(
			e, ERR_DENIED,
			_("The folder of %s is open to everybody on this machine, so nothing "
			  "is opened in it. Ask whoever looks after the server to run: "
			  "chmod o= on the folder."),
			path);
	if (file->st_mode & 07)
		return err_set(
			e, ERR_DENIED,
			_("%s is open to everybody on this machine, so it is not opened. Ask "
			  "whoever looks after the server to run: chmod o= on the file."),
			path);
	name = folder_of(path);
	if (folder_is_remote(name))
		err_set(e, ERR_IO,
			_("%s is on a network file system, whose locks do not hold between "
			  "machines, so it is not opened. Ask whoever looks after the server to "
			  "move it to a disk of this machine."),
			path);
	else
		e = NULL;
	free(name);
	return !e;
}

/* ---------------------------------------------------------------------- login */

static bool is_login(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				"._@-");

	return n && n < 64 && !name[n] && *name != '-';
}

static bool take_as(struct login *l, const struct stat *folder, struct err *e)
{
	if (!is_login(as))
		return err_set(e, ERR_INVALID,
			       _("--as names no login: letters, digits, and . _ @ - only."));
	if (place_privileged() || folder->st_uid != getuid())
		return err_set(
			e, ERR_DENIED,
			_("--as is for the account that owns the school's folder, and %s does "
			  "not. Start daoshi without it."),
			l->name);
	snprintf(l->name, sizeof l->name, "%s", as);
	l->by_as = true;
	return true;
}

bool login_find(struct login *l, const char *path, struct err *e)
{
	const struct passwd *pw = getpwuid(getuid());
	struct stat folder, file;
	bool ok;

	*l = (struct login){ .uid = getuid() };
	if (pw)
		snprintf(l->name, sizeof l->name, "%s", pw->pw_name);
	else
		snprintf(l->name, sizeof l->name, "%u", (unsigned)getuid());
	look(path, &folder, &file);
	ok = !as || take_as(l, &folder, e);
	find_source(l);
	l->own = !as && !place_privileged() && file.st_uid == getuid() &&
		 folder.st_uid == getuid() && !(folder.st_mode & S_ISGID);
	if (ok && (l->by_as || place_privileged()))
		ok = check_shared(path, &folder, &file, e);
	return ok;
}

bool login_may_create(const char *path, struct err *e)
{
	struct stat folder, file;

	look(path, &folder, &file);
	return (!as && !place_privileged()) || folder.st_uid == getuid() ||
	       err_set(e, ERR_DENIED,
		       _("Only the owner of its folder may make %s: whoever makes it is the first "
			 "of the office."),
		       path);
}
