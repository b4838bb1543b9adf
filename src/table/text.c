/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/rowstream.h"

static bool refuse(int why, struct err *e)
{
	if (why == ENOENT || why == ENOTDIR)
		return err_set(e, ERR_INVALID, "%s",
			       _("There is no such file: check its name and folder."));
	if (why == EACCES || why == EPERM)
		return err_set(e, ERR_INVALID, "%s",
			       _("You may not read this file: copy it to your own folder, or ask "
				 "its owner."));
	return err_set(e, ERR_INVALID, _("This file cannot be read (%s): copy it somewhere else."),
		       strerror(why));
}

/* Not blocking, because a path may name a pipe that nobody writes to. */
static int open_regular(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		refuse(errno, e);
	else if (S_ISREG(st.st_mode))
		return fd;
	else
		err_set(e, ERR_INVALID, "%s", _("This is a folder or a device, not a file."));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Counted as it is read: the size a file states may be another by then. */
static bool read_all(int fd, size_t most, struct buf *out, struct err *e)
{
	char chunk[16 * 1024];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof chunk)) > 0) {
		buf_add(out, chunk, (size_t)n);
		if (out->len > most)
			return err_set(e, ERR_INVALID,
				       _("This file is larger than %zu kB, which no such file is: "
					 "it is another one."),
				       most / 1024);
	}
	if (n < 0)
		return refuse(errno, e);
	if (!out->len)
		return err_set(e, ERR_INVALID, "%s",
			       _("This file is empty: ask for it once more."));
	return strlen(out->at) == out->len ||
	       err_set(e, ERR_INVALID, "%s", _("This file holds no text: it is another one."));
}

bool text_pass_on(const char *path, size_t most, struct err *e)
{
	struct buf text = { 0 };
	int fd = open_regular(path, e);
	bool ok = fd >= 0 && read_all(fd, most, &text, e);

	if (fd >= 0)
		close(fd);
	if (ok) {
		frame_begin(stdout, 'R');
		frame_number(stdout, 1);
		frame_cell(stdout, buf_str(&text));
		frame_end(stdout);
	}
	buf_release(&text);
	return ok;
}
