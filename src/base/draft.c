/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/draft.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static const char magic[] = "daoshi-draft ";
enum { VERSION_HERE = 1 };

struct draft_field *draft_field(struct draft *d, const char *name, bool add)
{
	for (size_t i = 0; i < d->count; i++)
		if (!strcmp(d->fields[i].name, name))
			return &d->fields[i];
	if (!add || d->count == DRAFT_FIELDS)
		return NULL;
	d->fields[d->count] = (struct draft_field){ .name = name };
	return &d->fields[d->count++];
}

const char *draft_text(const struct draft *d, const char *name)
{
	for (size_t i = 0; i < d->count; i++)
		if (!strcmp(d->fields[i].name, name) && d->fields[i].is)
			return d->fields[i].is;
	return "";
}

/* -------------------------------------------------------------------- writing */

static void add_line(struct buf *out, const char *what, const char *name, const char *text)
{
	if (!text)
		return;
	buf_printf(out, "%s %s%s", what, name, *name ? " " : "");
	for (; *text; text++)
		if (*text == '\\')
			buf_text(out, "\\\\");
		else if (*text == '\n')
			buf_text(out, "\\n");
		else
			buf_char(out, *text);
	buf_char(out, '\n');
}

void draft_write(const struct draft *d, struct buf *out)
{
	buf_printf(out, "%s%d\n", magic, VERSION_HERE);
	add_line(out, "form", "", d->form);
	add_line(out, "about", "", d->about);
	buf_printf(out, "row %" PRId64 " %" PRId64 "\nat %" PRId64 "\n", d->id, d->rev, d->at);
	if (d->cursor)
		buf_printf(out, "cursor %s %zu\n", d->cursor, d->place);
	for (size_t i = 0; i < d->count; i++) {
		add_line(out, "was", d->fields[i].name, d->fields[i].was);
		add_line(out, "is", d->fields[i].name, d->fields[i].is);
		add_line(out, "typed", d->fields[i].name, d->fields[i].typed);
	}
	buf_text(out, "end\n");
}

/* -------------------------------------------------------------------- reading */

struct reader {
	struct draft *d;
	const char *at, *end;
	bool ended;
};

/* The next line without its break, a copy; NULL where none is whole. */
static char *next_line(struct reader *r)
{
	const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
	char *line;

	if (!stop)
		return NULL;
	line = arena_copy(&r->d->arena, r->at, (size_t)(stop - r->at));
	r->at = stop + 1;
	return line;
}

/* Cuts the word in front off the line, and returns the rest; NULL where it has too many bytes. */
static char *cut_word(char *line)
{
	size_t len = strcspn(line, " ");
	char *rest = line + len + (line[len] == ' ');

	line[len] = '\0';
	return len && len <= DRAFT_NAME ? rest : NULL;
}

/* In place. False: a backslash before anything else. */
static bool unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text != '\\') {
			*to++ = *text;
			continue;
		}
		text++;
		if (*text != '\\' && *text != 'n')
			return false;
		*to++ = *text == 'n' ? '\n' : '\\';
	}
	*to = '\0';
	return true;
}

static bool read_number(char **at, int64_t *out)
{
	char *end;

	if (!**at || !strchr("-0123456789", **at))
		return false;
	errno = 0;
	*out = strtoll(*at, &end, 10);
	if (errno || end == *at || (*end && *end != ' '))
		return false;
	*at = end + (*end == ' ');
	return true;
}

static bool read_row(struct draft *d, char *rest)
{
	return read_number(&rest, &d->id) && read_number(&rest, &d->rev) && !*rest && d->id >= 0 &&
	       d->rev >= 0;
}

static bool read_cursor(struct draft *d, char *rest)
{
	char *number = cut_word(rest);
	int64_t place;

	if (!number || !read_number(&number, &place) || *number || place < 0)
		return false;
	d->cursor = rest;
	d->place = place < DRAFT_BYTES ? (size_t)place : 0;
	return true;
}

/* Each of them once. */
static bool read_field(struct draft *d, const char *what, char *rest)
{
	char *text = cut_word(rest);
	struct draft_field *f = text ? draft_field(d, rest, true) : NULL;
	const char **to;

	if (!f)
		return false;
	to = *what == 'w' ? &f->was : *what == 'i' ? &f->is : &f->typed;
	if (*to || !unescape(text))
		return false;
	*to = text;
	return true;
}

static bool read_line(struct reader *r, char *line)
{
	struct draft *d = r->d;
	char *rest = cut_word(line);

	if (!rest)
		return false;
	if (!strcmp(line, "end") && !*rest)
		return r->ended = true;
	if (!strcmp(line, "form"))
		return !d->form && *(d->form = rest);
	if (!strcmp(line, "about"))
		return !d->about && unescape(rest) && *(d->about = rest);
	if (!strcmp(line, "row"))
		return read_row(d, rest);
	if (!strcmp(line, "at"))
		return read_number(&rest, &d->at) && !*rest;
	if (!strcmp(line, "cursor"))
		return read_cursor(d, rest);
	if (!strcmp(line, "was") || !strcmp(line, "is") || !strcmp(line, "typed"))
		return read_field(d, line, rest);
	d->unknown++;
	return true;
}

/* What the screen's editors could not have held. */
static bool is_text(const char *text, size_t len)
{
	if (!text_valid(text, len))
		return false;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < ' ' && text[i] != '\n')
			return false;
	return !memchr(text, 0x7F, len);
}

static bool read_all(struct reader *r)
{
	char *line = next_line(r), *number = line;

	if (!line || strncmp(line, magic, strlen(magic)))
		return false;
	number += strlen(magic);
	if (strcmp(number, "1"))
		return false;
	while (!r->ended) {
		line = next_line(r);
		if (!line || !read_line(r, line))
			return false;
	}
	return r->at == r->end && r->d->form;
}

bool draft_read(const char *text, size_t len, struct draft *out, struct err *e)
{
	struct reader r = { .d = out, .at = text, .end = text + len };

	*out = (struct draft){ 0 };
	if (len <= DRAFT_BYTES && is_text(text, len) && read_all(&r))
		return true;
	draft_release(out);
	return err_set(e, ERR_INVALID, "%s",
		       _("This draft is damaged, or was written by a newer daoshi."));
}

void draft_release(struct draft *d)
{
	arena_release(&d->arena);
	*d = (struct draft){ 0 };
}
