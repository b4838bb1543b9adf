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

const char *grade_name(int grade)
{
	static const char *const names[] = { "",     "一",   "二",   "三",   "四",   "五",
					     "六",   "七",   "八",   "九",   "高一", "高二",
					     "高三", "职一", "职二", "职三", "职四" };

	return grade >= GRADE_MIN && grade <= GRADE_MAX ? names[grade] : "";
}

/* ---------------------------------------------------------------- reading */

/* What is left of a name to read. */
struct reader {
	const char *at;
};

static bool skip(struct reader *r, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(r->at, word, len))
		return false;
	r->at += len;
	return true;
}

static int chinese_digit(struct reader *r)
{
	static const char *const digits[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九"
	};

	for (int i = 0; i < 9; i++)
		if (skip(r, digits[i]))
			return i + 1;
	return 0;
}

/* 3, 12, 三, 十二, 二十一; 0 when there is no number. */
static int number(struct reader *r)
{
	int n, tens;
	char *end;

	if (*r->at >= '0' && *r->at <= '9') {
		long value = strtol(r->at, &end, 10);

		r->at = end;
		return value > 9999 ? 0 : (int)value;
	}
	tens = chinese_digit(r);
	if (skip(r, "十"))
		return (tens ? tens : 1) * 10 + chinese_digit(r);
	n = tens;
	return n;
}

/* 六, 6, 预备, 初三, 高一, 职二, 小三; 0 when it is none. */
static int grade_word(struct reader *r)
{
	static const struct {
		const char *prefix;
		int base, last;
	} counted[] = { { "小学", 0, 5 },   { "小", 0, 5 },     { "初中", 6, 9 },
			{ "初", 6, 9 },     { "高中", 9, 12 },  { "高", 9, 12 },
			{ "中职", 12, 16 }, { "职高", 12, 16 }, { "职", 12, 16 } };
	int n;

	if (skip(r, "预备") || skip(r, "预初") || skip(r, "初中预备"))
		return 6;
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		if (!skip(r, counted[i].prefix))
			continue;
		n = number(r);
		if (n && counted[i].base + n <= counted[i].last)
			return counted[i].base + n;
		/* 初九 is ninth grade too */
		return stage_of_grade(n) && n > counted[i].base && n <= counted[i].last ? n : 0;
	}
	n = number(r);
	return n;
}

int grade_read(const char **at)
{
	struct reader r = { *at };
	int grade = grade_word(&r);

	*at = r.at;
	return grade >= GRADE_MIN && grade <= GRADE_MAX ? grade : 0;
}

static void skip_between(struct reader *r)
{
	while (skip(r, "年级") || skip(r, "年") || skip(r, "级") || skip(r, "(") || skip(r, ".") ||
	       skip(r, "-") || skip(r, "第"))
		;
}

static bool ends(struct reader *r)
{
	while (skip(r, ")") || skip(r, "班"))
		;
	return !*r->at;
}

/* 高2016级10班, 2024级3班, 初2028届3班 */
static bool cohort(const char *text, const char *only_stage, struct class_key *out)
{
	struct reader r = { text };
	const char *stage = only_stage;
	int year;

	if (skip(&r, "小学") || skip(&r, "小"))
		stage = "primary";
	else if (skip(&r, "初中") || skip(&r, "初"))
		stage = "junior";
	else if (skip(&r, "高中") || skip(&r, "高"))
		stage = "senior";
	else if (skip(&r, "中职") || skip(&r, "职"))
		stage = "vocational";
	year = number(&r);
	if (!stage || year < 1990 || year > 2200)
		return false;
	if (skip(&r, "届")) {
		const struct stage *s = stage_named(stage);

		/* named by the year it graduates; vocational schools run three years as a rule */
		year -= strcmp(stage, "vocational") ? s->last - s->first + 1 : 3;
	} else if (!skip(&r, "级")) {
		return false;
	}
	skip_between(&r);
	out->stage = stage;
	out->entry_year = year;
	out->number = number(&r);
	return out->number >= 1 && out->number <= 99 && ends(&r);
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
	struct reader r = { text };
	int grade = grade_word(&r), n;

	if (grade >= 100 && ends(&r)) /* 603: grade and class in one number */
		return of_grade(grade / 100, grade % 100, year, out);
	if (!grade || !*r.at)
		return false;
	skip_between(&r);
	n = number(&r);
	return n && ends(&r) && of_grade(grade, n, year, out);
}

/* The class in its own column: 3班, 3, (3), 三班 */
static bool apart(const char *grade, const char *text, int64_t year, struct class_key *out)
{
	struct reader g = { grade }, r = { text };
	int level = grade_word(&g), n;

	skip_between(&g);
	if (!level || *g.at)
		return false;
	skip_between(&r);
	n = number(&r);
	return n && ends(&r) && of_grade(level, n, year, out);
}

/* A grade column beside a class that says its own grade must say the same. */
static bool agrees(const char *grade, int found)
{
	struct reader g = { grade };
	int level = grade_word(&g);

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
