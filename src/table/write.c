/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write.h"

#include <errno.h>
#include <unistd.h>

#include "base/i18n.h"
#include "target.h"

/* A sender that has gone in the middle must not leave what looks whole. */
static bool copy(const struct target *t, size_t size, struct err *e)
{
	char chunk[16 * 1024];
	size_t all = 0;
	ssize_t n;

	while ((n = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return target_refuse(t, errno, e);
		if (!target_put(t, chunk, (size_t)n, e))
			return false;
		all += (size_t)n;
	}
	return all == size || err_set(e, ERR_IO, "%s",
				      _("What was to be written came in part only. Nothing was "
					"written."));
}

bool file_write(const char *path, size_t size, bool replace, struct err *e)
{
	struct target t;
	bool ok = target_open(&t, path, replace, e) && copy(&t, size, e) && target_keep(&t, e);

	target_close(&t);
	return ok;
}
