/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/table.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/place.h"

/* In the child: nothing of ours comes along, neither group nor descriptors (all are close-on-exec)
 * nor a terminal to read from or write to. */
static void become_table(int out, const char *path, const char *encoding, const char *separator)
{
	const char *args[12] = { "daoshi-table", "read", "--lang", i18n_lang() };
	int n = 4, nothing;

	if (setresgid(getgid(), getgid(), getgid()) || setresuid(getuid(), getuid(), getuid()))
		_exit(127);
	if (encoding) {
		args[n++] = "--encoding";
		args[n++] = encoding;
	}
	if (separator) {
		args[n++] = "--separator";
		args[n++] = separator;
	}
	args[n++] = "--"; /* a path may begin with a hyphen */
	args[n++] = path;
	nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (dup2(out, STDOUT_FILENO) < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		_exit(127);
	execv(place_of(PLACE_TABLE), (char *const *)(const void *)args);
	_exit(127);
}

static bool not_started(struct table_reader *t, int fds[2], struct err *e)
{
	err_set(e, ERR_IO, "%s", _("No process can be started to read the file."));
	err_detail(e, "%s", strerror(errno));
	if (t->in)
		fclose(t->in);
	else if (fds[0] >= 0)
		close(fds[0]);
	if (fds[1] >= 0)
		close(fds[1]);
	*t = (struct table_reader){ 0 };
	return false;
}

bool table_open(struct table_reader *t, const char *path, const char *encoding,
		const char *separator, struct err *e)
{
	int fds[2] = { -1, -1 };

	*t = (struct table_reader){ 0 };
	if (pipe2(fds, O_CLOEXEC) || !(t->in = fdopen(fds[0], "r")) || (t->child = fork()) < 0)
		return not_started(t, fds, e);
	if (!t->child)
		become_table(fds[1], path, encoding, separator);
	close(fds[1]);
	return true;
}

bool table_next(struct table_reader *t, struct err *e)
{
	if (!frame_read(&t->frame, t->in))
		return false;
	switch (t->frame.tag) {
	case 'F':
		return err_set(e, ERR_INVALID, "%s", t->frame.count ? t->frame.cell[0] : "");
	case 'Z':
		t->ended = true;
		return false;
	default:
		return true;
	}
}

bool table_close(struct table_reader *t, struct err *e)
{
	bool ended = t->ended, said = t->frame.tag == 'F';
	int status = 0;

	frame_release(&t->frame);
	if (t->in)
		fclose(t->in);
	if (t->child > 0) {
		/* what we wanted of it we have; one that a file has taken over may never end */
		kill(t->child, SIGKILL);
		while (waitpid(t->child, &status, 0) < 0 && errno == EINTR)
			;
	}
	*t = (struct table_reader){ 0 };
	if (ended || said)
		return ended;
	err_set(e, ERR_IO, "%s",
		WIFEXITED(status) && WEXITSTATUS(status) == 127
			? _("daoshi-table, which reads files, is not installed beside daoshi.")
			: _("The file could not be read to its end."));
	return false;
}
