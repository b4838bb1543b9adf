/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * docs/matching.md is played: its example's files are written, each command in it is run, and what
 * it is shown to say is what it says. DAOSHI_PICTURES=write puts in what it says.
 *
 * A block that begins with "```text FILE" holds a file; in one that begins with "```console" a line
 * "$ COMMAND" is given to a shell, and what follows is what comes out, errors too.
 */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "support/daoshi.h"
#include "support/limit.h"
#include "support/picture.h"

TestSuite(cli_matching_page, .init = daoshi_folder, .fini = daoshi_tidy, .timeout = TIME_LIMIT);

#define PAGE  "docs/matching.md"
#define FILES "```text "
#define SHELL "```console\n"

static void read_page(struct buf *out)
{
	FILE *f = fopen(PAGE, "r");
	char part[4096];
	size_t n;

	cr_assert(f, "there is no " PAGE);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(out, part, n);
	fclose(f);
}

static const char *next_line(const char *s)
{
	s += strcspn(s, "\n");
	return s + (*s == '\n');
}

static const char *end_of_block(const char *block)
{
	const char *end = strstr(block, "```\n");

	cr_assert(end, "%s: a block has no end: %.60s", PAGE, block);
	return end;
}

static void write_file(const char *block)
{
	const char *name = block + strlen(FILES), *text = next_line(block);
	char path[100];

	snprintf(path, sizeof path, "%.*s", (int)strcspn(name, "\n"), name);
	daoshi_file(path, text, (size_t)(end_of_block(text) - text));
}

/* As the shell of somebody whose daoshi is this one, on the first days of a school year. */
static void run_line(const char *line, struct buf *out)
{
	static const char shell[] =
		"daoshi() { \"$0\" --db school.db --today 2026-09-02 --lang en \"$@\"; }; ";
	struct run_options o = { .folder = daoshi_path(".") };
	struct buf script = { 0 };
	struct run r;

	buf_printf(&script, "%s%.*s 2>&1", shell, (int)strcspn(line, "\n"), line);
	r = run_program((const char *const[]){ "/bin/sh", "-c", buf_str(&script),
					       run_beside("daoshi"), NULL },
			&o);
	cr_expect_eq(r.signal, 0, "%s", line);
	buf_add(out, buf_str(&r.out), r.out.len);
	run_release(&r);
	buf_release(&script);
}

/* Adds the block as it is to be, and returns its end. */
static const char *play(const char *block, struct buf *out)
{
	const char *end = end_of_block(next_line(block)), *at = next_line(block);

	buf_add(out, block, (size_t)(at - block));
	for (; at < end; at = next_line(at)) {
		if (strncmp(at, "$ ", 2))
			continue;
		buf_add(out, at, (size_t)(next_line(at) - at));
		run_line(at + 2, out);
	}
	return end;
}

Test(cli_matching_page, says_what_the_program_says)
{
	struct buf page = { 0 }, played = { 0 };
	int shells = 0;

	read_page(&page);
	for (const char *at = buf_str(&page); *at;) {
		const char *begin = at;

		if (!strncmp(at, FILES, strlen(FILES)))
			write_file(at);
		if (!strncmp(at, SHELL, strlen(SHELL))) {
			begin = at = play(at, &played);
			shells++;
		}
		at = next_line(at);
		buf_add(&played, begin, (size_t)(at - begin));
	}
	cr_expect_geq(shells, 5);
	picture_expect_file(PAGE, buf_str(&played), __FILE__, __LINE__);
	buf_release(&page);
	buf_release(&played);
}
