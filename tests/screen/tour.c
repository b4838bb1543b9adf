/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * docs/tour.md is played: the keys of its quoted lines are pressed, and each screen that it shows
 * is the one that is there then. DAOSHI_PICTURES=write puts the screens in.
 *
 * In a line that begins with ">" a word in backquotes is a key as the program names it, "x3" after
 * it how often it is pressed, and what stands between two pairs of asterisks is typed. A block
 * that begins with "```text 1-9 24" holds those rows of the screen, "..." where some are left out.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "support/desk.h"
#include "support/picture.h"
#include "ui/key.h"

#define PAGE  "docs/tour.md"
#define FENCE "```text "

static void made_up_school(void)
{
	daoshi_folder();
	EXPECT_RUN(DAOSHI("--lang", "zh", "demo"), 0, "", "");
}

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

static bool is_shown_as(const char *name, const char *shown)
{
	struct buf text = { 0 };
	bool same;

	key_show(&text, name);
	same = !strcmp(buf_str(&text), shown);
	buf_release(&text);
	return same;
}

/* By the name that the screens use: "Ctrl-S", "空格". */
static void press(struct terminal *t, const char *shown)
{
	static const char *const named[] = { "Space", "Up", "Down", "Left", "Right", "S-Tab" };
	char key[400];

	snprintf(key, sizeof key, "%s", shown);
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (is_shown_as(named[i], shown))
			snprintf(key, sizeof key, "%s", named[i]);
	for (char letter = 'a'; letter <= 'z'; letter++) {
		char ctrl[4] = { 'C', '-', letter };

		if (is_shown_as(ctrl, shown))
			snprintf(key, sizeof key, "%s", ctrl);
	}
	terminal_press(t, key);
}

static void press_often(struct terminal *t, const char *shown, const char *after)
{
	int times = !strncmp(after, " x", 2) ? atoi(after + 2) : 1;

	while (times-- > 0)
		press(t, shown);
}

static void play(struct terminal *t, const char *line)
{
	char word[400];

	while (*(line += strcspn(line, "`*\n")) == '`' || *line == '*') {
		const char *mark = *line == '`' ? "`" : "**";
		const char *begin = line + strlen(mark), *end = strstr(begin, mark);

		cr_assert(end, "%s: a %s has no end: %s", PAGE, mark, line);
		snprintf(word, sizeof word, "%.*s", (int)(end - begin), begin);
		line = end + strlen(mark);
		if (*mark == '`')
			press_often(t, word, line);
		else
			terminal_type(t, word);
	}
}

/* "1-9 24" */
static void add_rows(struct terminal *t, const char *ranges, struct buf *out)
{
	int last = 0;

	for (char *at = (char *)ranges; *at && *at != '\n';) {
		int from = (int)strtol(at, &at, 10), to = from;

		if (*at == '-')
			to = (int)strtol(at + 1, &at, 10);
		cr_assert(from > last && to >= from, "%s: rows %s", PAGE, ranges);
		if (last && from > last + 1)
			buf_text(out, "...\n");
		for (last = to; from <= to; from++)
			buf_printf(out, "%s\n", terminal_row(t, from - 1));
		at += strspn(at, " ");
	}
}

static const char *next_line(const char *s)
{
	s += strcspn(s, "\n");
	return s + (*s == '\n');
}

/* Adds the block as it is to be, and returns what follows it. */
static const char *show(struct terminal *t, const char *block, struct buf *out)
{
	const char *end = strstr(next_line(block), "```\n");

	cr_assert(end, "%s: a block has no end: %s", PAGE, block);
	buf_add(out, block, (size_t)(next_line(block) - block));
	add_rows(t, block + strlen(FENCE), out);
	return end;
}

Test(screen_tour, shows_what_is_on_the_screen, .init = made_up_school, .fini = daoshi_tidy)
{
	struct buf page = { 0 }, played = { 0 };
	struct terminal *t = desk_open(24, 80);
	int screens = 0;

	i18n_init("zh");
	read_page(&page);
	for (const char *at = buf_str(&page); *at;) {
		const char *begin = at;

		if (*at == '>')
			play(t, at);
		if (!strncmp(at, FENCE, strlen(FENCE))) {
			begin = at = show(t, at, &played);
			screens++;
		}
		at = next_line(at);
		buf_add(&played, begin, (size_t)(at - begin));
	}
	cr_expect_geq(screens, 8);
	picture_expect_file(PAGE, buf_str(&played), __FILE__, __LINE__);
	terminal_close(t);
	buf_release(&page);
	buf_release(&played);
}
