/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a letter reads: lines with a mark each, and named fields in them. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/near.h"
#include "base/text.h"
#include "db/door.h"
#include "letter_private.h"

enum { TEMPLATE_MOST = 10000 };

static const char setting[] = "letter_template";

const char *const letter_fields[] = { "student", "class",      "seat",         "school",
				      "year",    "salutation", "bright_spots", "advice",
				      "mentor",  "date",       "today",        NULL };

const char *const letter_marks[LETTER_PARTS] = {
	[LETTER_TEXT] = "",      [LETTER_SCHOOL] = "# ",  [LETTER_TITLE] = "## ",
	[LETTER_HEADING] = "* ", [LETTER_FLUSH] = "| ",   [LETTER_RIGHT] = "> ",
	[LETTER_SMALL] = "~ ",   [LETTER_RULED] = "____", [LETTER_CUT] = "----",
};

/* No sentence of it speaks for the teacher, and the slip asks for nothing but a signature. */
static const char built_in[] = N_("# {{school}}\n"
				  "## Mentor's Feedback, School Year {{year}}\n"
				  "| {{salutation}}\n"
				  "* Bright spots\n"
				  "{{bright_spots}}\n"
				  "* Advice for growth\n"
				  "{{advice}}\n"
				  "> Mentor: {{mentor}}\n"
				  "> {{date}}\n"
				  "----\n"
				  "## Return slip\n"
				  "| {{class}} {{student}}: the mentor's feedback of the school "
				  "year {{year}} was received.\n"
				  "| What I would like to tell the mentor (may stay empty):\n"
				  "____\n"
				  "[student] > Student: ______________   Day: ______________\n"
				  "[guardians] > Guardian: ______________   Day: ______________\n");

/* --------------------------------------------------------------------- reading */

struct reader {
	struct letter_template *out;
	size_t line;  /* counted from 1 */
	unsigned had; /* bits: fields that were named */
	struct err *e;
};

static bool refuse_field(const struct reader *r, const char *name, size_t len)
{
	struct buf word = { 0 }, shown = { 0 }, all = { 0 };
	const char *near;

	for (size_t i = 0; letter_fields[i]; i++)
		buf_printf(&all, "%s%s", i ? _(", ") : "", letter_fields[i]);
	buf_add(&word, name, len);
	near = near_name(buf_str(&word), letter_fields);
	text_quote(&shown, buf_str(&word));
	if (near)
		err_set(r->e, ERR_INVALID,
			_("Line %zu of the template: there is no field {{%s}}. Did you mean "
			  "{{%s}}?"),
			r->line, buf_str(&shown), near);
	else
		err_set(r->e, ERR_INVALID,
			_("Line %zu of the template: there is no field {{%s}}. There are: %s."),
			r->line, buf_str(&shown), all.at);
	err_at(r->e, "template");
	buf_release(&word);
	buf_release(&shown);
	buf_release(&all);
	return false;
}

const char *letter_next_field(const char *text, const char **name, size_t *len, const char **end)
{
	const char *open = strstr(text, "{{"), *close = open ? strstr(open, "}}") : NULL;

	if (!open)
		return NULL;
	*name = open + 2;
	*end = close ? close + 2 : NULL;
	*len = close ? (size_t)(close - *name) : 0;
	while (*len && (*name)[0] == ' ') {
		++*name;
		--*len;
	}
	while (*len && (*name)[*len - 1] == ' ')
		--*len;
	return open;
}

int letter_field_named(const char *name, size_t len)
{
	for (int i = 0; letter_fields[i]; i++)
		if (strlen(letter_fields[i]) == len && !strncmp(letter_fields[i], name, len))
			return i;
	return -1;
}

static bool check_fields(struct reader *r, const char *text)
{
	const char *name, *end = NULL;
	size_t len;

	for (; letter_next_field(text, &name, &len, &end); text = end) {
		int field;

		if (!end)
			return err_field(r->e, "template",
					 _("Line %zu of the template: {{ is not closed by }}."),
					 r->line);
		field = letter_field_named(name, len);
		if (field < 0)
			return refuse_field(r, name, len);
		r->had |= 1U << field;
	}
	return true;
}

/* "[student] " and "[guardians] " before the mark. */
static unsigned take_party(const char **text)
{
	static const char *const names[LETTER_PARTIES] = { "[student]", "[guardians]" };

	for (unsigned i = 0; i < LETTER_PARTIES; i++) {
		size_t len = strlen(names[i]);

		if (strncmp(*text, names[i], len) != 0)
			continue;
		*text += len;
		*text += strspn(*text, " ");
		return 1U << i;
	}
	return (1U << LETTER_PARTIES) - 1;
}

static enum letter_part take_mark(const char **text)
{
	for (int part = LETTER_PARTS - 1; part > LETTER_TEXT; part--) {
		const char *mark = letter_marks[part];
		bool alone = part == LETTER_RULED || part == LETTER_CUT;
		size_t len = strlen(mark);

		if (strncmp(*text, mark, len) != 0 ||
		    (alone && (*text)[strspn(*text, mark)] != '\0'))
			continue;
		*text += alone ? strlen(*text) : len;
		return (enum letter_part)part;
	}
	return LETTER_TEXT;
}

static bool read_line(struct reader *r, const char *text)
{
	struct letter_template *t = r->out;

	t->parties[t->count] = take_party(&text);
	t->lines[t->count].part = take_mark(&text);
	t->lines[t->count].text = text;
	t->count++;
	return check_fields(r, text);
}

static bool check_text(const char *text, struct err *e)
{
	struct buf why = { 0 };
	const char *refused = text_refused(text, strlen(text), TEMPLATE_MOST, true, &why);

	if (refused)
		err_field(e, "template", _("The template %s."), refused);
	buf_release(&why);
	return !refused;
}

/* The clause asks for both; a letter without one would say half. */
static bool check_whole(const struct reader *r)
{
	static const char *const asked[] = { "bright_spots", "advice" };

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (!(r->had & 1U << letter_field_named(asked[i], strlen(asked[i]))))
			return err_field(r->e, "template",
					 _("The template has no field {{%s}}: put it where that "
					   "text is to stand."),
					 asked[i]);
	return true;
}

/* Lines end as they do here, wherever the file was made. */
static char *with_our_ends(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text), *to = copy;

	for (const char *from = text; *from; from++)
		if (*from != '\r' || from[1] != '\n')
			*to++ = *from;
	*to = '\0';
	return copy;
}

bool letter_template_read(const char *text, struct letter_template *out, struct err *e)
{
	struct reader r = { .out = out, .e = e };
	size_t lines = 1;
	char *at, *line;

	*out = (struct letter_template){ 0 };
	at = with_our_ends(&out->arena, text);
	if (!check_text(at, e))
		return false;
	for (const char *c = at; *c; c++)
		lines += *c == '\n';
	out->lines = arena_alloc(&out->arena, lines * sizeof *out->lines);
	out->parties = arena_alloc(&out->arena, lines * sizeof *out->parties);
	while ((line = strsep(&at, "\n"))) {
		r.line++;
		if (*line && !read_line(&r, line))
			return false;
	}
	return check_whole(&r);
}

void letter_template_release(struct letter_template *t)
{
	arena_release(&t->arena);
	*t = (struct letter_template){ 0 };
}

/* --------------------------------------------------------------------- keeping */

bool letter_template_kept(struct session *s, struct arena *arena, const char **text, bool *own,
			  struct err *e)
{
	if (!school_setting(s->db, setting, arena, text, e))
		return false;
	*own = *text && **text;
	if (!*own)
		*text = _(built_in);
	return true;
}

bool letter_template_keep(struct session *s, const char *text, struct err *e)
{
	struct letter_template tried = { 0 };
	struct arena arena = { 0 };
	const char *kept = with_our_ends(&arena, text ? text : "");
	bool ok = session_may(s, MAY_RUN_YEAR, e) &&
		  (!*kept || letter_template_read(kept, &tried, e)) && door_enter(s->db, e) &&
		  door_leave(s->db, school_set(s->db, setting, kept, e), e);

	letter_template_release(&tried);
	arena_release(&arena);
	return ok;
}
