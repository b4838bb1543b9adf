/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * daoshi-paper: the frames of base/paper.h in, a PDF on A4 out. A program of its own, because Pango
 * and its typefaces take a tenth of a second and 60 MB, which no import should wait for; started by
 * daoshi-table, with no more rights than that has.
 *
 *   daoshi-paper zh|en < frames > file.pdf
 *
 * What there is to say goes to standard error, as frames. Exit: 0 when all came and is set, 1 when
 * an F has said why not, 2 when it came in part.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/rowstream.h"
#include "sheet.h"

static void say(char tag, const char *first, const char *second)
{
	frame_begin(stderr, tag);
	frame_cell(stderr, first);
	if (second)
		frame_cell(stderr, second);
	frame_end(stderr);
	fflush(stderr);
}

static void say_number(char tag, const char *name, size_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%zu", n);
	say(tag, name, text);
}

static void runs_on(size_t letter)
{
	say_number('P', "", letter);
}

static bool take(struct sheet *s, const struct frame *f)
{
	int part = f->count ? atoi(f->cell[0]) : -1;

	switch (f->tag) {
	case 'N':
		sheet_letter(s);
		return true;
	case 'L':
		if (f->count != 2 || part < 0 || part >= LETTER_PARTS)
			return false;
		sheet_line(s, (enum letter_part)part, f->cell[1]);
		return true;
	case 'X':
		sheet_plain(s, f->count ? f->cell[0] : "");
		return true;
	default:
		return false;
	}
}

/* True where the stream has its end. */
static bool take_all(struct sheet *s)
{
	struct frame f = { 0 };
	bool whole = false, good = true;

	while (good && !whole && frame_read(&f, stdin)) {
		whole = f.tag == 'Z';
		good = whole || take(s, &f);
	}
	frame_release(&f);
	return whole;
}

static int refuse(const char *sentence)
{
	say('F', sentence, NULL);
	return 1;
}

static int run(int argc, char **argv)
{
	static struct sheet s;
	bool whole, written;

	i18n_init(argc > 1 ? argv[1] : NULL);
	if (!sheet_begin(&s, runs_on))
		return refuse(_("This machine has no Chinese typeface, so nothing can be set in "
				"type: install one (Debian: fonts-noto-cjk), or write HTML."));
	whole = take_all(&s);
	written = sheet_end(&s);
	if (!whole)
		return 2;
	if (!written)
		return refuse(_("The file could not be written to its end. Nothing was written."));
	if (s.lacking.len)
		say('P', s.lacking.at, NULL);
	say_number('I', "pages", s.pages);
	return 0;
}

/* Pango and fontconfig keep what they have read until the end, and take their time to let go. */
int main(int argc, char **argv)
{
	int code = run(argc, argv);

	fflush(stdout);
	_exit(code);
}
