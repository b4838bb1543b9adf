/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rowstream.h"

#include <string.h>

#include "base/text.h"

/* ---------------------------------------------------------------- writing */

void frame_begin(FILE *out, char tag)
{
	putc(tag, out);
}

void frame_cell(FILE *out, const char *text)
{
	putc('\t', out);
	while (*text) {
		static const char plain[] = "\t\n\r\\", escaped[] = "tnr\\";
		size_t len = strcspn(text, plain);

		fwrite(text, 1, len, out);
		text += len;
		if (*text) {
			putc('\\', out);
			putc(escaped[strchr(plain, *text++) - plain], out);
		}
	}
}

void frame_number(FILE *out, size_t n)
{
	fprintf(out, "\t%zu", n);
}

void frame_end(FILE *out)
{
	putc('\n', out);
}

/* ---------------------------------------------------------------- reading */

/* One line into the buffer. The other side may be hostile, so its length is bounded. */
static bool read_line(struct buf *line, FILE *in)
{
	int c;

	buf_clear(line);
	while ((c = getc_unlocked(in)) != EOF && c != '\n') {
		if (line->len >= ROWSTREAM_LINE || !c)
			return false;
		buf_char(line, (char)c);
	}
	return c == '\n' && line->len;
}

/* Undoes the escapes of one cell in place. */
static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if (*s == '\\' && s[1]) {
			s++;
			*to++ = (char)(*s == 't' ? '\t' : *s == 'n' ? '\n' : *s == 'r' ? '\r' : *s);
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

bool frame_read(struct frame *f, FILE *in)
{
	char *at;

	f->count = 0;
	if (!read_line(&f->line, in) || !text_valid(f->line.at, f->line.len))
		return false;
	f->tag = f->line.at[0];
	if (f->line.len > 1 && f->line.at[1] != '\t')
		return false;
	at = strchr(f->line.at, '\t');
	while (at) {
		char *next = strchr(at + 1, '\t');

		if (f->count == sizeof f->cell / sizeof *f->cell)
			return false;
		*at = '\0';
		if (next)
			*next = '\0';
		unescape(at + 1);
		f->cell[f->count++] = at + 1;
		at = next;
	}
	return true;
}

void frame_release(struct frame *f)
{
	buf_release(&f->line);
}
