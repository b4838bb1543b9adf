/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paper out: a file of pages or a printer, through daoshi-table and with the user's own rights, bit
 * by bit, so that no more than a letter is held at a time. A failure leaves no file, and prints
 * nothing.
 *
 * Pages of HTML are sent as they are. What is to be a PDF, or to be printed, is sent line by line,
 * and set in type by daoshi-paper, which alone has the libraries for it; frames
 * (base/rowstream.h):
 *
 *   B bytes        of a file, as they are
 *   N              a letter begins, on a page of its own
 *   L part text    a line of it (enum letter_part)
 *   X text         a line of plain text; a form feed first begins a page
 *   Z              nothing is missing
 *
 * It answers with an I once the target is found good; with P character where its typefaces lack
 * one, and P "" number for the letter of that
 * number (from 1) that takes more than a page; with I pages number; with I lp and what lp said; and
 * Z.
 */
#ifndef BASE_PAPER_H
#define BASE_PAPER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "base/table.h"

/* How a line stands on the page; each has its mark in a template. */
enum letter_part {
	LETTER_TEXT,    /* a paragraph, its first line indented */
	LETTER_SCHOOL,  /* "# ": the head, centred */
	LETTER_TITLE,   /* "## ": under it */
	LETTER_HEADING, /* "* " */
	LETTER_FLUSH,   /* "| ": a paragraph that is not indented */
	LETTER_RIGHT,   /* "> ": flush right */
	LETTER_SMALL,   /* "~ " */
	LETTER_RULED,   /* "____": a line to write on */
	LETTER_CUT,     /* "----": what follows is cut off and handed back */
	LETTER_PARTS
};

enum { PAPER_NAMED = 12 };
enum paper_format { PAPER_HTML, PAPER_PDF };

struct paper {
	struct table_reader child;
	FILE *to;
	enum paper_format format;
	bool to_stdout;
	size_t pages;  /* of what was set in type, at the end */
	size_t run_on; /* letters that take more than one, and the first of them, from 1 */
	size_t run_on_at[PAPER_NAMED];
	char lacking[64];  /* characters that no typeface has */
	char printed[200]; /* what lp said */
};

/* A CONFLICT where there is such a file and it is not to be replaced. `path` "-" is standard
 * output, for HTML alone. */
bool paper_to_file(struct paper *p, const char *path, enum paper_format format, bool replace,
		   struct err *e);
/* `printer` NULL: the user's default. */
bool paper_to_printer(struct paper *p, const char *printer, const char *title, struct err *e);

void paper_bytes(struct paper *p, const char *bytes, size_t len); /* no NUL among them */
void paper_letter(struct paper *p);
void paper_line(struct paper *p, int part, const char *text);
void paper_plain(struct paper *p, const char *text, size_t len); /* of many lines */
/* Ends it, in any case; on failure there is no file. */
bool paper_end(struct paper *p, struct err *e);
/* Ends it without one. */
void paper_abandon(struct paper *p);

#endif
