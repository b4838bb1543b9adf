/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/waiting.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { LONG_MS = 500, FDS_MAX = 64 };

/* The system call that a process sleeps in. */
struct sleep {
	pid_t pid;
	long call;
	unsigned long arg[6];
};

/* False for a process that runs, and for one that is gone. */
static bool asleep(pid_t pid, struct sleep *s)
{
	char path[64];
	FILE *f;
	int n;

	snprintf(path, sizeof path, "/proc/%d/syscall", (int)pid);
	f = fopen(path, "re");
	if (!f) {
		cr_assert(errno == ENOENT || errno == ESRCH, "%s: %s", path, strerror(errno));
		return false;
	}
	s->pid = pid;
	n = fscanf(f, "%ld %lx %lx %lx %lx", &s->call, &s->arg[0], &s->arg[1], &s->arg[2],
		   &s->arg[3]);
	if (n == 5)
		n += fscanf(f, "%lx", &s->arg[4]);
	fclose(f);
	return n == 6;
}

static bool copy(const struct sleep *s, void *to, unsigned long from, size_t size)
{
	struct iovec here = { to, size }, there = { (void *)from, size };

	return process_vm_readv(s->pid, &here, 1, &there, 1, 0) == (ssize_t)size;
}

static bool is_tty(const struct sleep *s, int fd, const char *tty)
{
	char path[64], to[64];
	ssize_t n;

	snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)s->pid, fd);
	n = readlink(path, to, sizeof to - 1);
	if (n < 0)
		return false;
	to[n] = '\0';
	return !strcmp(to, tty) || !strcmp(to, "/dev/tty");
}

static bool polls_tty(const struct sleep *s, const char *tty)
{
	struct pollfd fds[FDS_MAX];

	if (s->arg[1] > FDS_MAX || !copy(s, fds, s->arg[0], s->arg[1] * sizeof *fds))
		return false;
	for (size_t i = 0; i < s->arg[1]; i++)
		if (fds[i].events & POLLIN && is_tty(s, fds[i].fd, tty))
			return true;
	return false;
}

static bool selects_tty(const struct sleep *s, const char *tty)
{
	fd_set set;

	FD_ZERO(&set);
	if (s->arg[0] > FD_SETSIZE || !copy(s, &set, s->arg[1], (s->arg[0] + 7) / 8))
		return false;
	for (int fd = 0; fd < (int)s->arg[0]; fd++)
		if (FD_ISSET(fd, &set) && is_tty(s, fd, tty))
			return true;
	return false;
}

/* For timespec and timeval alike, whose seconds come first. */
static bool long_time(const struct sleep *s, unsigned long address)
{
	long seconds = 0;

	return !address || (copy(s, &seconds, address, sizeof seconds) && seconds > 0);
}

static bool waits(pid_t pid, const char *tty)
{
	struct sleep s;

	if (!asleep(pid, &s))
		return false;
	switch (s.call) {
	case SYS_read:
		return is_tty(&s, (int)s.arg[0], tty);
#ifdef SYS_poll
	case SYS_poll:
		return ((int)s.arg[2] < 0 || (int)s.arg[2] >= LONG_MS) && polls_tty(&s, tty);
	case SYS_select:
		return long_time(&s, s.arg[4]) && selects_tty(&s, tty);
#endif
	case SYS_restart_syscall: /* poll again, after a stop */
		return polls_tty(&s, tty);
	case SYS_ppoll:
		return long_time(&s, s.arg[2]) && polls_tty(&s, tty);
	case SYS_pselect6:
		return long_time(&s, s.arg[4]) && selects_tty(&s, tty);
	default:
		return false;
	}
}

bool waiting_for_input(pid_t session, const char *tty)
{
	DIR *proc = opendir("/proc");
	const struct dirent *entry;
	bool found = false;

	cr_assert(proc, "/proc is not there");
	while (!found && (entry = readdir(proc))) {
		pid_t pid = atoi(entry->d_name);

		found = pid > 0 && getsid(pid) == session && waits(pid, tty);
	}
	closedir(proc);
	return found;
}
