/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"

enum { SAID_MOST = 400, NOT_THERE = 127 };

/* What it may know of its user: who that is, for the default printer and the sheet's name. */
static void become_lp(const char *lp, const char *printer, const char *title, int file, int out)
{
	const struct passwd *me = getpwuid(getuid());
	const char *args[8] = { "lp" };
	int n = 1;

	if (printer) {
		args[n++] = "-d";
		args[n++] = printer;
	}
	args[n++] = "-t";
	args[n++] = title;
	setpgid(0, 0);
	clearenv();
	setenv("PATH", "/usr/bin:/bin", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	if (me) {
		setenv("HOME", me->pw_dir, 1);
		setenv("USER", me->pw_name, 1);
	}
	if (lseek(file, 0, SEEK_SET) || dup2(file, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0)
		_exit(NOT_THERE);
	execv(lp, (char *const *)(const void *)args);
	_exit(NOT_THERE);
}

static int ms_since(const struct timespec *begun)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int)((now.tv_sec - begun->tv_sec) * 1000 +
		     (now.tv_nsec - begun->tv_nsec) / 1000000);
}

/* Until it closes its end. False where that takes too long. */
static bool listen_to(int fd, int seconds, struct buf *said)
{
	struct timespec begun;
	char chunk[256];
	ssize_t n = 1;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	while (n) {
		struct pollfd p = { fd, POLLIN, 0 };
		int left = seconds * 1000 - ms_since(&begun);

		if (left <= 0 || !poll(&p, 1, left))
			return false;
		n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno != EINTR)
			return true;
		if (n > 0 && said->len < SAID_MOST)
			buf_add(said, chunk, (size_t)n);
	}
	return true;
}

static bool judge(const char *lp, int status, const struct buf *said, struct err *e)
{
	struct buf shown = { 0 };

	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return true;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE && !said->len) {
		err_set(e, ERR_IO,
			_("%s, which prints, is not on this machine (Debian: cups-client). Write "
			  "a file, and print that where there is a printer."),
			lp);
	} else {
		/* whole: what is to be done about it often stands at its end */
		text_show(&shown, buf_str(said));
		err_set(e, ERR_IO, _("Nothing was printed. The printer's service says: %s"),
			buf_str(&shown));
	}
	buf_release(&shown);
	return false;
}

bool lp_print(const char *lp, const char *printer, const char *title, int file, int seconds,
	      struct buf *said, struct err *e)
{
	int ends[2], status = 0;
	bool heard;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) || (child = fork()) < 0)
		return err_set(e, ERR_IO, "%s", _("No process can be started to print."));
	if (!child)
		become_lp(lp, printer, title, file, ends[1]);
	close(ends[1]);
	heard = listen_to(ends[0], seconds, said);
	if (!heard && kill(-child, SIGKILL))
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	close(ends[0]);
	if (!heard)
		return err_set(
			e, ERR_IO,
			_("The printer's service has not answered for %d s; it was given up. "
			  "Look at lpstat, or write a file."),
			seconds);
	return judge(lp, status, said, e);
}
