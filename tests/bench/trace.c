/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/trace.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>
#include <unistd.h>

#include "base/text.h"
#include "support/run.h"

enum { ARGUMENTS = 32 };

/* -D: the traced program, not strace, is the process that play.h started. */
static const char *const strace[] = { "strace", "-D", "-f", "-qq",         "-y",
				      "-s",     "0",  "-e", "signal=none", "-o" };
enum { OPTIONS = sizeof strace / sizeof *strace };

/* A line a call, as "17 write(1</dev/pts/3>, ""..., 512) = 512". strace writes it out in two parts,
 * before and after the call, so when the program waits for a key all of it is there. */
static struct cost count(struct trace *t, struct answer a)
{
	struct cost c = { .bytes = a.bytes };
	char *line = NULL;
	size_t room = 0;

	clearerr(t->log);
	while (getline(&line, &room, t->log) > 0) {
		const char *call = line + strspn(line, "0123456789 ");

		if (call == line || *call == '<') /* the second part */
			continue;
		c.calls++;
		c.writes += !strncmp(call, "write", 5) && strstr(call, "</dev/pts/");
	}
	free(line);
	return c;
}

struct cost trace_start(struct trace *t, const char *const *argv)
{
	static int traces;
	char log[PATH_MAX + 16];
	const char *traced[ARGUMENTS] = { NULL };
	struct cost first;

	snprintf(log, sizeof log, "%s-%d", run_beside("bench/calls"), ++traces);
	memcpy(traced, strace, sizeof strace);
	traced[OPTIONS] = log;
	for (size_t n = OPTIONS + 1; *argv && n < ARGUMENTS - 1; n++)
		traced[n] = *argv++;
	t->log = fopen(log, "w+e");
	cr_assert(t->log, "%s", log);
	first = count(t, play_start(&t->play, traced));
	cr_assert(first.calls && first.writes, "strace counts nothing: may it trace here?");
	return first;
}

struct cost trace_press(struct trace *t, const char *keys)
{
	struct cost most = { 0 };
	const char *word;
	size_t len;

	while (text_word(&keys, ' ', &word, &len)) {
		char key[32];
		char *star;
		long times;

		snprintf(key, sizeof key, "%.*s", (int)len, word);
		star = strchr(key, '*');
		times = star ? strtol(star + 1, NULL, 10) : 1;
		key[strcspn(key, "*")] = '\0';
		while (times--) {
			struct cost c = count(t, play_press(&t->play, key));

			most.bytes = MAX(most.bytes, c.bytes);
			most.writes = MAX(most.writes, c.writes);
			most.calls = MAX(most.calls, c.calls);
		}
	}
	return most;
}

void trace_end(struct trace *t)
{
	play_end(&t->play);
	fclose(t->log);
}
