/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/run.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IN, OUT, ERR, PIPES, PATIENCE_MS = 120 * 1000 };

const char *run_beside(const char *name)
{
	static char paths[4][PATH_MAX];
	static int at;
	char *path = paths[at++ % 4];
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 64);

	if (n < 0)
		abort();
	path[n] = '\0';
	snprintf(strrchr(path, '/') + 1, 64, "%s", name);
	return path;
}

static void become(const char *const *argv, const struct run_options *o, int pipes[PIPES][2])
{
	/* opened before the user changes, who may not be let into the folders above it */
	int program = open(argv[0], O_PATH | O_CLOEXEC);

	dup2(pipes[IN][0], STDIN_FILENO);
	dup2(pipes[OUT][1], STDOUT_FILENO);
	dup2(pipes[ERR][1], STDERR_FILENO);
	if (o->out_path)
		dup2(open(o->out_path, O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
	if (o->close_fd > 0)
		close(o->close_fd);
	if (o->folder && chdir(o->folder))
		_exit(126);
	if (o->uid > 0 && (setgid(o->uid) || setuid(o->uid)))
		_exit(126);
	for (const char *const *v = o->env; v && *v; v++)
		putenv(strdup(*v));
	signal(SIGPIPE, SIG_DFL);
	fexecve(program, (char *const *)(const void *)argv, environ);
	_exit(127);
}

/* Both ends at once, so that neither side waits for the other. A descriptor of -1 is done. */
static bool talk(struct pollfd fds[PIPES], const struct run_options *o, struct run *r)
{
	size_t written = 0;

	while (fds[IN].fd >= 0 || fds[OUT].fd >= 0 || fds[ERR].fd >= 0) {
		if (poll(fds, PIPES, PATIENCE_MS) <= 0)
			return false;
		if (fds[IN].revents) {
			ssize_t n = write(fds[IN].fd, o->in + written, o->in_len - written);

			written += n > 0 ? (size_t)n : 0;
			if (written == o->in_len || (n < 0 && errno != EAGAIN)) {
				close(fds[IN].fd);
				fds[IN].fd = -1;
			}
		}
		for (int i = OUT; i <= ERR; i++) {
			char block[8192];
			ssize_t n;

			if (!fds[i].revents)
				continue;
			n = read(fds[i].fd, block, sizeof block);
			if (n > 0) {
				buf_add(i == OUT ? &r->out : &r->err, block, (size_t)n);
			} else {
				close(fds[i].fd);
				fds[i].fd = -1;
			}
		}
	}
	return true;
}

struct run run_program(const char *const *argv, const struct run_options *options)
{
	static const struct run_options none;
	const struct run_options *o = options ? options : &none;
	struct run r = { .code = -1 };
	int pipes[PIPES][2], status = 0;
	struct pollfd fds[PIPES];
	pid_t child;

	for (int i = 0; i < PIPES; i++)
		if (pipe2(pipes[i], O_CLOEXEC))
			abort();
	child = fork();
	if (!child)
		become(argv, o, pipes);
	for (int i = 0; i < PIPES; i++) {
		close(pipes[i][i != IN]);
		fds[i] = (struct pollfd){ .fd = pipes[i][i == IN],
					  .events = i == IN ? POLLOUT : POLLIN };
	}
	signal(SIGPIPE, SIG_IGN);
	fcntl(fds[IN].fd, F_SETFL, O_NONBLOCK);
	if (o->stop_reading) {
		close(fds[OUT].fd);
		fds[OUT].fd = -1;
	}
	if (!o->in_len) {
		close(fds[IN].fd);
		fds[IN].fd = -1;
	}
	if (!talk(fds, o, &r))
		kill(child, SIGKILL);
	waitpid(child, &status, 0);
	if (WIFEXITED(status))
		r.code = WEXITSTATUS(status);
	else
		r.signal = WTERMSIG(status);
	return r;
}

void run_release(struct run *r)
{
	buf_release(&r->out);
	buf_release(&r->err);
}
