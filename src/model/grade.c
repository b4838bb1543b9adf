/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grade.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static const struct stage {
	const char *name;
	int first, last; /* grades */
} stages[] = {
	{ "primary", 1, 5 },
	{ "junior", 6, 9 },
	{ "senior", 10, 12 },
	{ "vocational", 13, 16 },
};

static const struct stage *stage_named(const char *name)
{
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (!strcmp(stages[i].name, name))
			return &stages[i];
	return NULL;
}

static const struct stage *stage_of_grade(int grade)
{
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (grade >= stages[i].first && grade <= stages[i].last)
			return &stages[i];
	return NULL;
}

/* 0 when the class has no grade in that year: before it entered, or after it left its stage. */
static int grade_of(const char *stage, int64_t entry_year, int64_t year)
{
	const struct stage *s = stage_named(stage);
	int64_t grade = s ? year - entry_year + s->first : 0;

	return s && grade >= s->first && grade <= s->last ? (int)grade : 0;
}

/* ---------------------------------------------------------------- reading */

/* 高2016级10班, 2024级3班, 初2028届3班 */
static bool cohort(const char *text, const char *only_stage, struct class_key *out)
{
	const char *at = text;
	const char *stage = only_stage;
	int year;

	if (class_skip(&at, "小学") || class_skip(&at, "小"))
		stage = "primary";
	else if (class_skip(&at, "初中") || class_skip(&at, "初"))
		stage = "junior";
	else if (class_skip(&at, "高中") || class_skip(&at, "高"))
		stage = "senior";
	else if (class_skip(&at, "中职") || class_skip(&at, "职"))
		stage = "vocational";
	year = class_number(&at);
	if (!stage || year < 1990 || year > 2200)
		return false;
	if (class_skip(&at, "届")) {
		const struct stage *s = stage_named(stage);

		/* named by the year it graduates; vocational schools run three years as a rule */
		year -= strcmp(stage, "vocational") ? s->last - s->first + 1 : 3;
	} else if (!class_skip(&at, "级")) {
		return false;
	}
	class_skip_signs(&at);
	out->stage = stage;
	out->entry_year = year;
	out->number = class_number(&at);
	return out->number >= 1 && out->number <= 99 && class_ends(&at);
}

static bool of_grade(int grade, int number, int64_t year, struct class_key *out)
{
	const struct stage *s = stage_of_grade(grade);

	if (!s || number < 1 || number > 99)
		return false;
	out->stage = s->name;
	out->entry_year = year - (grade - s->first);
	out->number = number;
	return true;
}

/* 六(3)班, 6.3, 603, 1203 */
static bool whole(const char *text, int64_t year, struct class_key *out)
{
	const char *at = text;
	int grade = class_grade(&at), n;

	if (grade >= 100 && class_ends(&at)) /* 603: grade and class in one number */
		return of_grade(grade / 100, grade % 100, year, out);
	if (!grade || !*at)
		return false;
	class_skip_signs(&at);
	n = class_number(&at);
	return n && class_ends(&at) && of_grade(grade, n, year, out);
}

/* The class in its own column: 3班, 3, (3), 三班 */
static bool apart(const char *grade, const char *text, int64_t year, struct class_key *out)
{
	const char *g = grade, *r = text;
	int level = class_grade(&g), n;

	class_skip_signs(&g);
	if (!level || *g)
		return false;
	class_skip_signs(&r);
	n = class_number(&r);
	return n && class_ends(&r) && of_grade(level, n, year, out);
}

/* A grade column beside a class that says its own grade must say the same. */
static bool agrees(const char *grade, int found)
{
	const char *g = grade;
	int level = class_grade(&g);

	return !level || level == found;
}

static void plain(struct buf *out, const char *text)
{
	text_fold(out, text ? text : "");
}

bool class_read(const char *grade, const char *text, int64_t year, const char *only_stage,
		struct class_key *out, struct err *e)
{
	struct buf g = { 0 }, t = { 0 }, shown = { 0 };
	struct class_key k = { 0 };
	bool ok;

	plain(&g, grade);
	plain(&t, text);
	ok = (g.len && apart(buf_str(&g), buf_str(&t), year, &k)) ||
	     ((cohort(buf_str(&t), only_stage, &k) || whole(buf_str(&t), year, &k)) &&
	      agrees(buf_str(&g), grade_of(k.stage, k.entry_year, year)));
	if (ok && grade_of(k.stage, k.entry_year, year)) {
		*out = k;
	} else {
		if (g.len) {
			text_quote(&shown, grade);
			buf_char(&shown, ' ');
		}
		text_quote(&shown, text ? text : "");
		ok = err_field(e, "class_name", _("\"%s\" is no class; write it as 九(3)"),
			       buf_str(&shown));
	}
	buf_release(&g);
	buf_release(&t);
	buf_release(&shown);
	return ok;
}

void class_show(const struct class_key *class, int64_t year, struct buf *out)
{
	buf_printf(out, "%s(%d)", grade_name(grade_of(class->stage, class->entry_year, year)),
		   (int)class->number);
}
