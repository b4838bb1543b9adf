/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/play.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "bench/figure.h"
#include "support/keys.h"
#include "support/waiting.h"

enum { PATIENCE_MS = 60 * 1000, QUIET_MS = 5 };

struct start {
	const char *const *argv;
	double *since;
};

static void become(void *arg)
{
	const struct start *s = arg;

	*s->since = now_ms();
	execvp(s->argv[0], (char *const *)(const void *)s->argv);
	dprintf(STDERR_FILENO, "%s: %s\n", s->argv[0], strerror(errno));
}

static bool unread(const struct play *p)
{
	struct pollfd fd = { .fd = p->slave, .events = POLLIN };

	return poll(&fd, 1, 0) > 0 && fd.revents & POLLIN;
}

/* False when nothing had come. */
static bool drain(const struct play *p, struct answer *a)
{
	char bytes[65536];
	bool any = false;
	ssize_t n;

	while ((n = read(p->master, bytes, sizeof bytes)) > 0) {
		a->ms = now_ms() - *p->since;
		a->bytes += (size_t)n;
		any = true;
	}
	return any;
}

/* Of a program under strace the kernel says that it is in a call when it is only stopped there, and
 * may have the key already. */
static bool sleeps(const struct play *p)
{
	char path[64], state;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)p->keeper.program);
	f = fopen(path, "re");
	if (!f)
		return false;
	if (fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
		state = '?';
	fclose(f);
	return state == 'S';
}

/* The program is looked at only after a while without bytes, so as not to be in its way. */
static struct answer settle(const struct play *p, const char *after)
{
	struct answer a = { 0 };

	for (double end = now_ms() + PATIENCE_MS; now_ms() < end;) {
		struct pollfd fd = { .fd = p->master, .events = POLLIN };
		int status;

		if (poll(&fd, 1, QUIET_MS) > 0) {
			drain(p, &a);
			continue;
		}
		if (!unread(p) && sleeps(p) && waiting_for_input(p->keeper.pid, p->tty) &&
		    !drain(p, &a))
			return a;
		cr_assert(read(p->keeper.status, &status, sizeof status) != sizeof status,
			  "the program ended after %s", after);
	}
	cr_assert_fail("the program did not come to wait for input after %s", after);
	return a;
}

struct answer play_start(struct play *p, const char *const *argv)
{
	const struct winsize size = { .ws_row = 24, .ws_col = 80 };
	struct start start = { .argv = argv };
	int zero;

	zero = open("/dev/zero", O_RDWR | O_CLOEXEC);
	p->since = mmap(NULL, sizeof *p->since, PROT_READ | PROT_WRITE, MAP_SHARED, zero, 0);
	close(zero);
	cr_assert(p->since != MAP_FAILED);
	start.since = p->since;
	p->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(p->master >= 0 && !grantpt(p->master) && !unlockpt(p->master));
	cr_assert(!ptsname_r(p->master, p->tty, sizeof p->tty));
	p->slave = open(p->tty, O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(p->slave >= 0 && !ioctl(p->slave, TIOCSWINSZ, &size));
	fcntl(p->master, F_SETFL, O_NONBLOCK);
	p->keeper = keeper_start(p->slave, become, &start);
	return settle(p, argv[0]);
}

struct answer play_press(struct play *p, const char *key)
{
	struct buf bytes = { 0 };

	cr_assert(key_bytes(key, getenv("TERM"), &bytes), "%s is no key", key);
	*p->since = now_ms();
	cr_assert_eq(write(p->master, bytes.at, bytes.len), (ssize_t)bytes.len);
	buf_release(&bytes);
	return settle(p, key);
}

void play_end(struct play *p)
{
	struct pollfd fd = { .fd = p->keeper.status, .events = POLLIN };
	int status = 0;

	/* and waits for it, or its end would fall into the next one's time */
	kill(p->keeper.program, SIGKILL);
	while (poll(&fd, 1, PATIENCE_MS) > 0 &&
	       read(fd.fd, &status, sizeof status) == sizeof status && !WIFSIGNALED(status))
		;
	keeper_end(&p->keeper);
	close(p->slave);
	close(p->master);
	munmap(p->since, sizeof *p->since);
}
