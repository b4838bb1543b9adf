/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * daoshi-table: a user's file in, the row stream of base/rowstream.h out; or bytes in, a user's
 * file out. daoshi starts it without its rights (base/table.h), so that a hostile file meets its
 * parser where there is nothing to steal, and nothing is written but with the user's own.
 *
 *   daoshi-table read [--encoding NAME] [--separator NAME] [--sheet NAME] [--lang zh|en] FILE
 *   daoshi-table write --size BYTES [--replace] [--lang zh|en] FILE
 *   daoshi-table table --format xlsx|csv|gb18030 [--replace] [--lang zh|en] FILE
 *
 *   daoshi-table paper --format html|pdf [--replace] [--lang zh|en] FILE
 *   daoshi-table print [--printer NAME] [--lp PROGRAM] [--patience SECONDS] [--lang zh|en]
 *                      TITLE
 *   daoshi-table text [--lang zh|en] FILE
 *   daoshi-table bytes --size BYTES [--lang zh|en] FILE
 *   daoshi-table mail --size BYTES [--lang zh|en]
 *
 * What is written or mailed is standard input, once all of it has come; bytes are passed on as they
 * are, in one row, where they are no more than that; of a table (base/table_out.h) to -,
 * the file stands behind the last frame. Exit: 0 when the stream was ended by
 * an F or a Z, 1 when it could not be written, 2 when the arguments are wrong.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/rowstream.h"
#include "base/table_out.h"
#include "bounds.h"
#include "csv.h"
#include "encoding.h"
#include "file.h"
#include "mail.h"
#include "out.h"
#include "paper.h"
#include "separator.h"
#include "text.h"
#include "workbook.h"
#include "write.h"

struct options {
	const char *path, *encoding, *separator, *sheet, *lang, *size, *format;
	bool writes, replace;
	bool mails, passes_on;
};

/* `argv` are those that are no options. */
static bool read_verb(struct options *o, int argc, char **argv)
{
	const char *format = o->format;

	o->format = NULL;
	o->mails = argc == 1 && !strcmp(argv[0], "mail");
	o->passes_on = argc == 2 && !strcmp(argv[0], "bytes");
	if (o->mails)
		return o->size != NULL;
	if (argc != 2)
		return false;
	o->path = argv[1];
	if (!strcmp(argv[0], "table")) {
		o->format = format;
		return format && table_format_named(format) != TABLE_FORMATS;
	}
	o->writes = !strcmp(argv[0], "write");
	return o->writes || o->passes_on ? o->size != NULL : !strcmp(argv[0], "read");
}

static bool options_read(struct options *o, int argc, char **argv)
{
	static const struct option names[] = { { "encoding", required_argument, NULL, 'e' },
					       { "separator", required_argument, NULL, 's' },
					       { "sheet", required_argument, NULL, 't' },
					       { "lang", required_argument, NULL, 'l' },
					       { "size", required_argument, NULL, 'n' },
					       { "format", required_argument, NULL, 'f' },
					       { "replace", no_argument, NULL, 'r' },
					       { 0 } };
	int c;

	while ((c = getopt_long(argc, argv, "", names, NULL)) != -1) {
		if (c == 'e')
			o->encoding = optarg;
		else if (c == 's')
			o->separator = optarg;
		else if (c == 't')
			o->sheet = optarg;
		else if (c == 'l')
			o->lang = optarg;
		else if (c == 'n')
			o->size = optarg;
		else if (c == 'f')
			o->format = optarg;
		else if (c == 'r')
			o->replace = true;
		else
			return false;
	}
	return read_verb(o, argc - optind, argv + optind);
}

/* --------------------------------------------------------------------- frames */

static void write_text(char tag, const char *first, const char *second)
{
	frame_begin(stdout, tag);
	frame_cell(stdout, first);
	if (second)
		frame_cell(stdout, second);
	frame_end(stdout);
}

static void write_row(const struct csv *c)
{
	frame_begin(stdout, 'R');
	frame_number(stdout, c->row);
	for (size_t i = 0; i < c->count; i++)
		frame_cell(stdout, csv_cell(c, i));
	frame_end(stdout);
	if (!c->problem)
		return;
	frame_begin(stdout, 'P');
	frame_number(stdout, c->row);
	frame_number(stdout, c->problem_column);
	frame_cell(stdout, _(c->problem));
	frame_end(stdout);
}

static bool write_rows(struct csv *c, struct err *e)
{
	size_t rows = 0;

	while (csv_next(c)) {
		if (c->unclosed)
			return err_set(
				e, ERR_INVALID,
				_("The quotation mark that opens row %zu, column %zu is never "
				  "closed: close it or take it out."),
				c->row, c->count + 1);
		if (csv_blank(c))
			continue;
		write_row(c);
		rows++;
	}
	if (!rows)
		return err_set(
			e, ERR_INVALID, "%s",
			_("The file holds blank rows only: save the table to it once more."));
	frame_begin(stdout, 'Z');
	frame_number(stdout, rows);
	frame_end(stdout);
	return true;
}

static bool write_table(const struct buf *text, const char *encoding, const char *asked,
			struct err *e)
{
	struct separator s;
	const char *at = buf_str(text);
	size_t stated = separator_stated(&s, at, text->len), len = text->len - stated;
	struct csv c;
	bool ok;

	if (asked && *asked && !separator_named(&s, asked, e))
		return false;
	if (!stated && !(asked && *asked))
		separator_guess(&s, at, len);
	write_text('I', "encoding", encoding);
	write_text('I', "separator", s.name);
	csv_begin(&c, at + stated, len, s.text);
	ok = write_rows(&c, e);
	csv_release(&c);
	return ok;
}

/* What is inside counts, and a name that says otherwise is worth a word. */
static void note_name(const char *path, bool is_workbook)
{
	static const char *const tables[] = { ".csv", ".tsv", ".txt", NULL };
	static const char *const workbooks[] = { ".xlsx", ".xlsm", ".ods", ".xls", ".et", NULL };
	const char *dot = strrchr(path, '.');
	const char *const *others = is_workbook ? tables : workbooks;

	while (dot && *others && strcasecmp(dot, *others))
		others++;
	if (dot && *others)
		write_text('I', "note",
			   is_workbook ? _("The file is a workbook, though its name says text: it "
					   "was read as a workbook.")
				       : _("The file is text, though its name says workbook: it "
					   "was read as text."));
}

static bool read_text(struct buf *bytes, const struct options *o, struct err *e)
{
	struct buf text = { 0 };
	char encoding[ENCODING_NAME];
	bool ok;

	if (o->sheet && *o->sheet)
		return err_set(e, ERR_INVALID, "%s",
			       _("A sheet is named, but the file is text and has none: leave the "
				 "sheet out."));
	ok = encoding_read(&text, encoding, bytes, o->encoding, e);
	buf_release(bytes);
	if (ok)
		note_name(o->path, false);
	ok = ok && write_table(&text, encoding, o->separator, e);
	buf_release(&text);
	return ok;
}

static bool read_workbook(struct buf *bytes, const struct options *o, struct err *e)
{
	note_name(o->path, true);
	return workbook_write(bytes, o->sheet, stdout, e);
}

static bool read_file(const struct options *o, struct err *e)
{
	struct buf bytes = { 0 };
	bool ok;

	bounds_set();
	ok = file_load(&bytes, o->path, e) &&
	     (workbook_is(&bytes) ? read_workbook : read_text)(&bytes, o, e);
	buf_release(&bytes);
	return ok;
}

static bool write_rows_out(const struct options *o, struct err *e)
{
	return out_write(o->path, table_format_named(o->format), o->replace, e);
}

static bool use_whole(const struct options *o, struct err *e)
{
	size_t size = strtoull(o->size, NULL, 10);

	if (!(o->mails       ? mail_send(size, e)
	      : o->passes_on ? text_pass_on(o->path, size, e)
			     : file_write(o->path, size, o->replace, e)))
		return false;
	frame_begin(stdout, 'Z');
	frame_number(stdout, o->passes_on);
	frame_end(stdout);
	return true;
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	struct err e = { 0 };

	if (paper_is_meant(argv))
		return paper_run(argc, argv);
	if (!options_read(&o, argc, argv)) {
		fputs("usage: daoshi-table read [--encoding NAME] [--separator NAME] "
		      "[--sheet NAME] [--lang zh|en] FILE\n"
		      "       daoshi-table write --size BYTES [--replace] [--lang zh|en] FILE\n"
		      "       daoshi-table table --format xlsx|csv|gb18030 [--replace] [--lang "
		      "zh|en] FILE\n"
		      "       daoshi-table bytes --size BYTES [--lang zh|en] FILE\n"
		      "       daoshi-table mail --size BYTES [--lang zh|en]\n",
		      stderr);
		return 2;
	}
	i18n_init(o.lang);
	/* a file that is there already can be asked about, and a full disk is no slip of theirs */
	if (!(o.format ? write_rows_out : o.size ? use_whole : read_file)(&o, &e))
		write_text('F', e.text,
			   e.kind == ERR_CONFLICT ? "exists"
			   : e.kind == ERR_IO     ? "disk"
						  : NULL);
	return fflush(stdout) || ferror(stdout) ? 1 : 0;
}
