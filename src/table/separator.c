/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "separator.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/rowstream.h"
#include "base/text.h"

enum { SAMPLE = 64 * 1024 };

static const struct separator known[] = {
	{ N_("comma"), "," },
	{ N_("semicolon"), ";" },
	{ N_("tab"), "\t" },
	{ N_("full-width comma"), "\xEF\xBC\x8C" },
};

enum { KNOWN = sizeof known / sizeof *known };

/* -------------------------------------------------------------------- as told */

/* The one character at `text`, unless rows could not be told from cells with it. */
static bool take_character(struct separator *s, const char *text)
{
	size_t len;
	uint32_t cp = text_decode(text, &len);

	if (!cp || cp == UINT32_MAX || strchr("\"\r\n", *text))
		return false;
	snprintf(s->text, sizeof s->text, "%.*s", (int)len, text);
	snprintf(s->name, sizeof s->name, "%s", s->text);
	for (size_t i = 0; i < KNOWN; i++)
		if (!strcmp(s->text, known[i].text))
			*s = known[i];
	return true;
}

bool separator_named(struct separator *s, const char *name, struct err *e)
{
	struct buf shown = { 0 };

	for (size_t i = 0; i < KNOWN; i++) {
		if (!strcasecmp(name, known[i].name)) {
			*s = known[i];
			return true;
		}
	}
	if (take_character(s, name) && !strcmp(s->text, name))
		return true;
	err_set(e, ERR_INVALID,
		_("There is no separator \"%s\": say comma, semicolon, tab, or one character."),
		text_quote(&shown, name));
	buf_release(&shown);
	return false;
}

size_t separator_stated(struct separator *s, const char *text, size_t len)
{
	static const char word[] = "sep=";
	const size_t begin = sizeof word - 1;
	size_t end = begin;

	if (len <= begin || strncasecmp(text, word, begin) || !take_character(s, text + begin))
		return 0;
	end += strlen(s->text);
	if (end < len && text[end] != '\r' && text[end] != '\n')
		return 0;
	end += end < len && text[end] == '\r';
	end += end < len && text[end] == '\n';
	return end;
}

/* ------------------------------------------------------------------ found out */

/* Rows of the sample by their number of separators, for one candidate. */
struct tally {
	size_t now; /* in the row being read */
	size_t rows[ROWSTREAM_CELLS];
};

static const struct separator *separator_at(const char *p, const char *end)
{
	for (size_t i = 0; i < KNOWN; i++) {
		size_t len = strlen(known[i].text);

		if (len <= (size_t)(end - p) && !memcmp(p, known[i].text, len))
			return &known[i];
	}
	return NULL;
}

static void end_row(struct tally *tallies)
{
	for (size_t i = 0; i < KNOWN; i++) {
		size_t n = tallies[i].now;

		tallies[i].rows[n < ROWSTREAM_CELLS ? n : ROWSTREAM_CELLS - 1]++;
		tallies[i].now = 0;
	}
}

/* Counts all candidates at once, so that what one of them quotes counts for none. */
static void tally_text(struct tally *tallies, const char *p, const char *end)
{
	bool quoted = false, fresh = true; /* a quotation mark opens only where a cell begins */

	for (; p < end; p++) {
		const struct separator *s = quoted ? NULL : separator_at(p, end);
		bool line = !quoted && (*p == '\n' || *p == '\r');
		bool mark = *p == '"' && (quoted || fresh);

		if (mark)
			quoted = !quoted;
		else if (line)
			end_row(tallies);
		else if (s)
			tallies[s - known].now++;
		fresh = s || line || mark;
		p += s ? strlen(s->text) - 1 : 0;
	}
}

/* Separators in rows of the commonest width: a title above the header and a few odd rows weigh
 * little, and so does a comma now and then in a file of semicolons. */
static size_t weigh(const struct tally *t)
{
	size_t best = 0;

	for (size_t n = 1; n < ROWSTREAM_CELLS; n++)
		if (n * t->rows[n] > best)
			best = n * t->rows[n];
	return best;
}

void separator_guess(struct separator *s, const char *text, size_t len)
{
	struct tally tallies[KNOWN] = { 0 };
	size_t most = 0;

	tally_text(tallies, text, text + (len < SAMPLE ? len : SAMPLE));
	end_row(tallies);
	*s = known[0];
	for (size_t i = 0; i < KNOWN; i++) {
		if (weigh(&tallies[i]) > most) {
			most = weigh(&tallies[i]);
			*s = known[i];
		}
	}
}
