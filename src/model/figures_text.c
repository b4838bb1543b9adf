/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures as the text of a file, and back. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/digest.h"
#include "model/contact.h"
#include "model/figures.h"
#include "model/grade.h"
#include "model/obligation.h"
#include "model/training.h"

#define MARK     "daoshi figures "
#define FEW      "few"
#define CHECKSUM "checksum "
enum { FORMAT = 1, SEAL = sizeof CHECKSUM - 1 + DIGEST_TEXT /* with its line feed */ };

/* What a line of a group says: which keys, and which counts. */
static const struct shape {
	const char *word;
	bool has_grade, has_code;
	int first, end;
} shapes[FIGURE_GROUPS] = {
	[FIGURE_ALL] = { "all", false, false, 0, FIGURE_COUNTS },
	[FIGURE_GRADE] = { "grade", true, false, 0, FIGURE_COUNTS },
	[FIGURE_KIND] = { "kind", false, true, FIGURE_OWED, FIGURE_COUNTS },
	[FIGURE_GRADE_KIND] = { "grade_kind", true, true, FIGURE_OWED, FIGURE_COUNTS },
	[FIGURE_FORM] = { "form", false, true, 0, FIGURE_VISITED + 1 },
	[FIGURE_TRAINING] = { "training", false, true, 0, FIGURE_CREDITS + 1 },
};

/* -------------------------------------------------------------------- writing */

static void write_text(struct buf *out, const char *word, const char *text)
{
	if (*text)
		buf_printf(out, "%s %s\n", word, text);
}

static void write_row(const struct figure *row, struct buf *out)
{
	const struct shape *s = &shapes[row->group];

	buf_text(out, s->word);
	if (s->has_grade)
		buf_printf(out, " %" PRId64, row->grade);
	if (s->has_code)
		buf_printf(out, " %s", row->code);
	if (row->hidden)
		buf_text(out, " " FEW);
	for (int i = s->first; i < s->end && !row->hidden; i++)
		buf_printf(out, " %" PRId64, row->n[i]);
	buf_char(out, '\n');
}

static void write_content(const struct figures *f, struct buf *out)
{
	buf_printf(out, MARK "%d\n", FORMAT);
	write_text(out, "school", f->school);
	write_text(out, "code", f->code);
	buf_printf(out, "year %" PRId64 "\nday %s\nprogram %s\n", f->year, f->day, f->program);
	buf_printf(out, "mentors %" PRId64 " %" PRId64 " %" PRId64 "\n", f->mentors,
		   f->without_students, f->past_capacity);
	for (size_t i = 0; i < f->count; i++)
		write_row(&f->rows[i], out);
}

void figures_write(const struct figures *f, struct buf *out)
{
	struct buf content = { 0 };
	char digest[DIGEST_TEXT];

	write_content(f, &content);
	digest_text("", buf_str(&content), digest);
	buf_add(out, buf_str(&content), content.len);
	buf_printf(out, CHECKSUM "%s\n", digest);
	buf_release(&content);
}

/* -------------------------------------------------------------------- reading */

static bool is_code(enum figure_group group, const char *code)
{
	if (group == FIGURE_FORM)
		return choice_find(contact_modes, code);
	if (group == FIGURE_TRAINING)
		return choice_find(training_levels, code);
	for (int kind = 0; kind < OCCASION_KINDS; kind++)
		if (!strcmp(occasion_code((enum occasion_kind)kind), code))
			return true;
	return false;
}

/* The next word of a line that a blank separates; NULL behind the last. */
static const char *next_word(char **rest)
{
	return *rest ? strsep(rest, " ") : NULL;
}

static bool read_number(const char *word, int64_t most, int64_t *out)
{
	char *end;

	if (!word || *word < '0' || *word > '9' || strlen(word) > 12)
		return false;
	*out = strtoll(word, &end, 10);
	return !*end && *out <= most;
}

static bool read_counts(char *rest, const struct shape *s, struct figure *row)
{
	enum { MOST = 1000 * 1000 * 1000 };

	row->hidden = rest && !strcmp(rest, FEW);
	for (int i = s->first; i < s->end && !row->hidden; i++)
		if (!read_number(next_word(&rest), MOST, &row->n[i]))
			return false;
	return row->hidden || !rest;
}

static bool read_row(struct figures *f, enum figure_group group, char *rest)
{
	const struct shape *s = &shapes[group];
	struct figure row = { .group = group };
	const char *code;

	if (s->has_grade && (!read_number(next_word(&rest), GRADE_MAX, &row.grade) || !row.grade))
		return false;
	if (s->has_code) {
		code = next_word(&rest);
		if (!code || !is_code(group, code))
			return false;
		row.code = arena_text(&f->arena, code);
	}
	if (!read_counts(rest, s, &row))
		return false;
	f->rows = mem_grow(f->rows, (f->count + 1) * sizeof *f->rows);
	f->rows[f->count++] = row;
	return true;
}

static bool read_line(struct figures *f, const char *word, char *rest)
{
	enum { YEAR_LAST = 2200, MENTORS_MOST = 1000 * 1000 };
	int day;

	for (int g = 0; g < FIGURE_GROUPS; g++)
		if (!strcmp(word, shapes[g].word))
			return read_row(f, (enum figure_group)g, rest);
	if (!rest || !*rest)
		return false;
	if (!strcmp(word, "school"))
		f->school = arena_text(&f->arena, rest);
	else if (!strcmp(word, "code"))
		f->code = arena_text(&f->arena, rest);
	else if (!strcmp(word, "program"))
		f->program = arena_text(&f->arena, rest);
	else if (!strcmp(word, "year"))
		return read_number(rest, YEAR_LAST, &f->year);
	else if (!strcmp(word, "day"))
		date_copy(f->day, date_from_iso(rest, &day) ? rest : "");
	else if (!strcmp(word, "mentors"))
		return read_number(next_word(&rest), MENTORS_MOST, &f->mentors) &&
		       read_number(next_word(&rest), MENTORS_MOST, &f->without_students) &&
		       read_number(next_word(&rest), MENTORS_MOST, &f->past_capacity) && !rest;
	else
		return false;
	return true;
}

/* A name that daoshi would not keep is none that it shows. */
static bool is_complete(const struct figures *f)
{
	enum { NAME = 200 };
	struct buf why = { 0 };
	bool ok = !text_refused(f->school, strlen(f->school), NAME, false, &why) &&
		  !text_refused(f->code, strlen(f->code), NAME, false, &why);

	buf_release(&why);
	return ok && (*f->school || *f->code) && *f->program && f->year && *f->day && f->count &&
	       f->rows[0].group == FIGURE_ALL;
}

/* Written again it must be the same: so nothing stands twice, or in another order or way. */
static bool is_canonical(const struct figures *f, const char *text, size_t len)
{
	struct buf again = { 0 };
	bool same;

	write_content(f, &again);
	same = again.len == len && !memcmp(buf_str(&again), text, len);
	buf_release(&again);
	return same;
}

static bool read_content(struct figures *f, const char *text, size_t len)
{
	char *lines = arena_copy(&f->arena, text, len), *line;

	strsep(&lines, "\n"); /* the mark */
	while ((line = strsep(&lines, "\n")) && lines) {
		char *rest = line;
		const char *word = next_word(&rest);

		if (!read_line(f, word, rest))
			return false;
	}
	return is_complete(f) && is_canonical(f, text, len);
}

static bool check_mark(const char *text, struct err *e)
{
	const char *number = text + strlen(MARK);
	char *end;
	long format;

	if (strncmp(text, MARK, strlen(MARK)))
		return err_set(e, ERR_INVALID, "%s",
			       _("This is no figure file: those are made by 'daoshi figures'."));
	format = strtol(number, &end, 10);
	if (end == number || *end != '\n' || format == FORMAT)
		return true; /* what else is wrong the checksum tells */
	return err_set(e, ERR_INVALID,
		       _("This figure file has the format %ld, and this daoshi reads %d: both need "
			 "the same version."),
		       format, FORMAT);
}

static bool check_seal(const char *text, size_t len, struct err *e)
{
	const char *seal = text + (len > SEAL ? len - SEAL : 0);
	struct buf content = { 0 };
	char digest[DIGEST_TEXT];
	bool ok;

	buf_add(&content, text, (size_t)(seal - text));
	digest_text("", buf_str(&content), digest);
	ok = len > SEAL && seal[-1] == '\n' && !strncmp(seal, CHECKSUM, strlen(CHECKSUM)) &&
	     !strncmp(seal + strlen(CHECKSUM), digest, DIGEST_TEXT - 1) && text[len - 1] == '\n';
	buf_release(&content);
	return ok ||
	       err_set(e, ERR_INVALID, "%s",
		       _("The checksum does not fit: this file was cut off or changed after it was "
			 "made. Ask the school for it once more."));
}

bool figures_read(const char *text, size_t len, struct figures *out, struct err *e)
{
	*out = (struct figures){ .school = "", .code = "", .program = "" };
	if (!check_mark(text, e) || !check_seal(text, len, e))
		return false;
	return read_content(out, text, len - SEAL) ||
	       err_set(e, ERR_INVALID, "%s",
		       _("The checksum fits, but daoshi does not write figures so: this file was "
			 "made by another program."));
}
