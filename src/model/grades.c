/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grades.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/grade.h"

static bool skip(const char **at, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*at, word, len))
		return false;
	*at += len;
	return true;
}

static int64_t grades_between(int first, int last)
{
	int64_t set = 0;

	for (int g = first; g <= last; g++)
		set |= INT64_C(1) << g;
	return set;
}

/* 初中, 全部, graduating, …; -1 for another word. */
static int64_t set_word(const char **at)
{
	static const struct {
		const char *word;
		int64_t set;
	} words[] = {
		{ "全部", GRADES_ALL },
		{ "所有", GRADES_ALL },
		{ "all", GRADES_ALL },
		{ "毕业", GRADES_GRADUATING },
		{ "graduating", GRADES_GRADUATING },
		{ "无", 0 },
		{ "none", 0 },
		{ "0", 0 },
	};
	static const struct {
		const char *word;
		int first, last;
	} stages[] = { { "小学", 1, 5 }, { "初中", 6, 9 }, { "高中", 10, 12 }, { "中职", 13, 16 } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (skip(at, words[i].word))
			return words[i].set;
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (skip(at, stages[i].word))
			return grades_between(stages[i].first, stages[i].last);
	return -1;
}

static int one_grade(const char **at)
{
	int grade = grade_read(at);

	while (skip(at, "年级") || skip(at, "级"))
		;
	return grade;
}

/* One grade, or the first and the last: 六, 6-9, 六至九; 0 for what is none. */
static int64_t span(const char **at)
{
	int first = one_grade(at), last = first;

	while (skip(at, " "))
		;
	if (skip(at, "-") || skip(at, "~") || skip(at, "至") || skip(at, "到") || skip(at, "—")) {
		while (skip(at, " "))
			;
		last = one_grade(at);
	}
	return first && last >= first ? grades_between(first, last) : 0;
}

static bool separator(const char **at)
{
	return skip(at, " ") || skip(at, ",") || skip(at, ";") || skip(at, "、") || skip(at, "和");
}

/* Half-width and lower case, but with its blanks: they part numbers. */
static void half_lower(const char *typed, struct buf *out)
{
	text_half(out, typed);
	for (size_t i = 0; i < out->len; i++)
		if (out->at[i] >= 'A' && out->at[i] <= 'Z')
			out->at[i] = (char)(out->at[i] - 'A' + 'a');
}

bool grades_read(const char *typed, int64_t *grades)
{
	struct buf text = { 0 };
	const char *at;
	int64_t all = 0;
	bool ok = true, any = false;

	half_lower(typed, &text);
	at = buf_str(&text);
	while (ok && *at) {
		const char *before = at;
		int64_t some;

		if (separator(&at))
			continue;
		some = span(&at);
		if (!some) {
			at = before;
			some = set_word(&at);
			while (some >= 0 && (skip(&at, "年级") || skip(&at, "班")))
				;
		}
		ok = any = some >= 0;
		all |= ok ? some : 0;
	}
	buf_release(&text);
	if (ok && any)
		*grades = all;
	return ok && any;
}

/* Calls for each run of grades in the set. */
static void each_span(int64_t grades, void (*add)(struct buf *, int first, int last),
		      struct buf *out)
{
	for (int g = GRADE_MIN, last; g <= GRADE_MAX; g = last + 1) {
		for (last = g; last < GRADE_MAX && grades >> g & 1 && grades >> (last + 1) & 1;)
			last++;
		if (grades >> g & 1)
			add(out, g, last);
	}
}

static void add_code(struct buf *out, int first, int last)
{
	buf_printf(out, "%s%d", out->len ? " " : "", first);
	if (last > first)
		buf_printf(out, "-%d", last);
}

void grades_code(int64_t grades, struct buf *out)
{
	struct buf spans = { 0 };

	each_span(grades, add_code, &spans);
	buf_text(out, spans.len ? spans.at : "0");
	buf_release(&spans);
}

static void add_words(struct buf *out, int first, int last)
{
	buf_text(out, out->len ? _(", ") : "");
	if (last > first)
		/* TRANSLATORS: from one grade to another */
		buf_printf(out, _("%s-%s"), grade_name(first), grade_name(last));
	else
		buf_text(out, grade_name(first));
}

static void show(int64_t grades, struct buf *out)
{
	struct buf spans = { 0 };

	grades &= GRADES_ALL;
	if (grades == GRADES_ALL)
		buf_text(&spans, _("all"));
	else if (grades == GRADES_GRADUATING)
		buf_text(&spans, _("graduating"));
	else if (!grades)
		buf_text(&spans, _("none"));
	else
		each_span(grades, add_words, &spans);
	buf_text(out, buf_str(&spans));
	buf_release(&spans);
}

static void show_kept(const char *kept, struct buf *out)
{
	int64_t grades;

	if (grades_read(kept, &grades))
		show(grades, out);
}

static bool read_typed(const char *typed, struct buf *kept)
{
	int64_t grades;

	if (!grades_read(typed, &grades))
		return false;
	grades_code(grades, kept);
	return true;
}

const struct field_words grade_words = {
	.show = show_kept,
	.read = read_typed,
	.refusal = N_("is no list of grades; write it as 6-9, all, graduating or none"),
};
