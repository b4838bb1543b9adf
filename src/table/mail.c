/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/place.h"

enum { MOST = 1024 * 1024, NOT_THERE = 127 };

/* A sender that has gone in the middle must not send half a letter. */
static bool take_message(size_t size, struct buf *out, struct err *e)
{
	char chunk[16 * 1024];
	ssize_t n;

	while ((n = read(STDIN_FILENO, chunk, sizeof chunk)) != 0 && out->len <= MOST) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		buf_add(out, chunk, (size_t)n);
	}
	return out->len == size ||
	       err_set(e, ERR_IO, "%s", _("The message came in part only. Nothing was sent."));
}

/* -t: the addressees are in it; -i: a line with a lone dot does not end it. What it says about a
 * failure goes to the mail system's log. */
static void become_sendmail(int in)
{
	static char *const args[] = { "sendmail", "-t", "-i", NULL };
	static char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C",
					     NULL };
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (dup2(in, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		_exit(NOT_THERE);
	execve(place_of(PLACE_SENDMAIL), args, environment);
	_exit(NOT_THERE);
}

static bool write_all(int to, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(to, bytes, len);

		if (n < 0 && errno != EINTR)
			return false;
		bytes += n < 0 ? 0 : n;
		len -= n < 0 ? 0 : (size_t)n;
	}
	return true;
}

static bool pass_on(const struct buf *message, int *status)
{
	int ends[2];
	pid_t child;
	bool ok;

	if (pipe2(ends, O_CLOEXEC))
		return false;
	child = fork();
	if (!child)
		become_sendmail(ends[0]);
	close(ends[0]);
	ok = child > 0 && write_all(ends[1], buf_str(message), message->len);
	close(ends[1]);
	while (child > 0 && waitpid(child, status, 0) < 0 && errno == EINTR)
		;
	return ok && child > 0;
}

bool mail_send(size_t size, struct err *e)
{
	struct buf message = { 0 };
	int status = 0;
	bool ok, sent;

	signal(SIGPIPE, SIG_IGN); /* its exit code says why it read no further */
	ok = take_message(size, &message, e);
	sent = ok && pass_on(&message, &status) && WIFEXITED(status) && !WEXITSTATUS(status);
	buf_release(&message);
	if (!ok || sent)
		return sent;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE)
		return err_set(e, ERR_NOT_FOUND,
			       _("There is no mail system here (%s). Without --send the messages "
				 "are printed, for another one to take."),
			       place_of(PLACE_SENDMAIL));
	return err_set(e, ERR_IO, _("%s did not take the message; its log says why."),
		       place_of(PLACE_SENDMAIL));
}
