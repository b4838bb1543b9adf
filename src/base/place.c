/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/place.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static const struct {
	const char *beside, *installed;
} places[] = {
	[PLACE_LOCALE] = { "locale", LOCALE_DIR },
	[PLACE_TABLE] = { "daoshi-table", LIBEXEC_DIR "/daoshi-table" },
	[PLACE_PAPER] = { "daoshi-paper", LIBEXEC_DIR "/daoshi-paper" },
	[PLACE_DATA] = { NULL, DATA_DIR },
	[PLACE_SENDMAIL] = { "sendmail", "/usr/sbin/sendmail" },
};

bool place_privileged(void)
{
	return getauxval(AT_SECURE) != 0;
}

const char *place_env(const char *name)
{
	return place_privileged() ? NULL : getenv(name);
}

const char *place_of(enum place what)
{
	static char path[PLACES][PATH_MAX];
	char *p = path[what], *slash;
	ssize_t n;

	if (place_privileged() || !places[what].beside)
		return places[what].installed;
	n = readlink("/proc/self/exe", p, PATH_MAX - 32);
	if (n > 0) {
		p[n] = '\0';
		slash = strrchr(p, '/');
		snprintf(slash + 1, 32, "%s", places[what].beside);
		if (!access(p, R_OK))
			return p;
	}
	return places[what].installed;
}
