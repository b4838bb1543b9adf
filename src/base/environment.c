/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/environment.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct ssh_words ssh;

bool environment_serves(char *const *argv)
{
	/* also behind "--": to clear too often harms nobody */
	for (argv++; *argv; argv++)
		if (!strcmp(*argv, "--as") || !strncmp(*argv, "--as=", 5))
			return true;
	return false;
}

const struct ssh_words *environment_ssh(void)
{
	return &ssh;
}

/* ------------------------------------------------------------------ the list */

/* Letters and digits, and some signs but not first, 40 bytes at most: no path, no format. */
static bool is_name(const char *s, const char *signs)
{
	size_t n = 0;

	if (!isalnum((unsigned char)*s))
		return false;
	for (; s[n]; n++)
		if (!isalnum((unsigned char)s[n]) && !strchr(signs, s[n]))
			return false;
	return n <= 40;
}

/* libc would look under several names; the first that is set counts, as there. */
static const char *charset_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *s = getenv(names[i]);

		if (s && *s)
			return is_name(s, "._@-") ? s : NULL;
	}
	return NULL;
}

static void keep(char *out, size_t size, const char *value)
{
	snprintf(out, size, "%s", value ? value : "");
}

/* "192.0.2.7 51234 192.0.2.1 22": the first word, if it is an address. */
static void keep_client(const char *connection)
{
	size_t n = connection ? strcspn(connection, " ") : 0;

	if (!n || n >= sizeof ssh.client || strspn(connection, "0123456789abcdefABCDEF.:") < n)
		return;
	memcpy(ssh.client, connection, n);
	ssh.client[n] = '\0';
}

static void keep_ssh(void)
{
	const char *command = getenv("SSH_ORIGINAL_COMMAND"), *file = getenv("SSH_USER_AUTH");

	keep(ssh.command, sizeof ssh.command, command);
	ssh.too_long = command && strlen(command) >= sizeof ssh.command;
	keep_client(getenv("SSH_CONNECTION"));
	if (file && strlen(file) < sizeof ssh.key_file)
		keep(ssh.key_file, sizeof ssh.key_file, file);
}

void environment_clear(bool serves)
{
	const char *name = getenv("TERM"), *locale = charset_locale(), *lang;
	char term[48], charset[48], language[8];
	bool plain = getenv("NO_COLOR") && *getenv("NO_COLOR");

	keep(term, sizeof term, name && is_name(name, "._+-") ? name : NULL);
	keep(charset, sizeof charset, locale);
	lang = getenv("DAOSHI_LANG");
	keep(language, sizeof language,
	     lang && (!strcmp(lang, "zh") || !strcmp(lang, "en")) ? lang : NULL);
	if (serves)
		keep_ssh();
	clearenv();
	setenv("PATH", "/usr/bin:/bin", 1);
	if (*term)
		setenv("TERM", term, 1);
	if (*charset)
		setenv("LC_CTYPE", charset, 1);
	if (*language)
		setenv("DAOSHI_LANG", language, 1);
	if (plain)
		setenv("NO_COLOR", "1", 1);
}
