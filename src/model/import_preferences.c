/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students' choices as a survey has them, and mentors' orders. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "import_private.h"
#include "model/preference.h"

struct preference_row {
	const char *student_no, *student_name, *class_name, *grade_text;
	union {
		struct {
			const char *choice1, *choice2, *choice3, *choice4, *choice5;
		};
		const char *choice[PREFERENCE_RANKS];
	};
	const char *choices, *submitted;
};

#define CHOICE(n, called, more)                                                                    \
	{                                                                                          \
		FIELD(struct preference_row, choice##n),                                           \
			.label = (called), .kind = FIELD_TEXT, .width = 10, .max = 100,            \
			.aliases = more, .help = N_("a name or staff number; 无所谓 for anybody")  \
	}

static const struct field preference_row_fields[] = {
	{ FIELD(struct preference_row, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .max = 40, .aliases = "学号|学籍号|学生学号|学籍副号" },
	{ FIELD(struct preference_row, student_name), .label = N_("Student"), .kind = FIELD_NAME,
	  .width = 10, .aliases = "姓名|学生姓名|学生|名字|真实姓名" },
	{ FIELD(struct preference_row, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .width = 8, .max = 20, .aliases = "班级|所在班级|班" },
	{ FIELD(struct preference_row, grade_text), .label = N_("Grade"), .kind = FIELD_TEXT,
	  .width = 6, .max = 20, .aliases = "年级|所在年级" },
	CHOICE(1, N_("Choice 1"),
	       "第一志愿|第1志愿|志愿一|志愿1|第一志愿导师|志愿导师1|第一导师|首选导师|首选|"
	       "第一选择|第一意向|意向导师1|choice1|name1|firstchoice|1stchoice"),
	CHOICE(2, N_("Choice 2"),
	       "第二志愿|第2志愿|志愿二|志愿2|第二志愿导师|志愿导师2|第二导师|第二选择|"
	       "第二意向|意向导师2|choice2|name2|secondchoice|2ndchoice"),
	CHOICE(3, N_("Choice 3"),
	       "第三志愿|第3志愿|志愿三|志愿3|第三志愿导师|志愿导师3|第三导师|第三选择|"
	       "第三意向|意向导师3|choice3|name3|thirdchoice|3rdchoice"),
	CHOICE(4, N_("Choice 4"),
	       "第四志愿|第4志愿|志愿四|志愿4|第四志愿导师|志愿导师4|第四导师|第四选择|"
	       "第四意向|意向导师4|choice4|name4|fourthchoice|4thchoice"),
	CHOICE(5, N_("Choice 5"),
	       "第五志愿|第5志愿|志愿五|志愿5|第五志愿导师|志愿导师5|第五导师|第五选择|"
	       "第五意向|意向导师5|choice5|name5|fifthchoice|5thchoice"),
	{ FIELD(struct preference_row, choices), .label = N_("Choices"), .kind = FIELD_TEXT,
	  .width = 20, .max = 200,
	  .aliases = "志愿|导师志愿|志愿导师|意向导师|心仪导师|选择导师|导师选择",
	  .help = N_("all of them in one cell, in order, with commas or arrows between") },
	{ FIELD(struct preference_row, submitted), .label = N_("Submitted"), .kind = FIELD_TEXT,
	  .width = 16, .max = 40,
	  .aliases = "提交时间|提交答卷时间|结束答题时间|填写时间|提交日期|答题时间|填表时间|"
		     "更新时间|answered_on|answeredon|timestamp|submittedat" },
	{ 0 },
};

static bool is_set(const char *text)
{
	return text && *text;
}

/* ---------------------------------------------------------------- when it was sent */

/* 2026/9/5 8:20:33, 2026年9月5日 08:20: as a number that grows; 0: it is no time. */
static int64_t read_time(const char *text, iso_date day)
{
	int part[6] = { 0 }, n = 0;
	int64_t time = 0;

	for (const char *s = text ? text : ""; n < 6;) {
		char *end;

		s += strcspn(s, "0123456789");
		if (!*s)
			break;
		part[n++] = (int)(strtol(s, &end, 10) % 10000);
		s = end;
	}
	if (n < 3 || !date_exists(part[0], part[1], part[2]))
		return 0;
	date_to_iso(date_from_civil(part[0], part[1], part[2]), day);
	if (part[3] < 12 && (strstr(text, "下午") || strstr(text, "PM")))
		part[3] += 12;
	for (int i = 0; i < 6; i++)
		time = time * 100 + part[i];
	return time;
}

/* A row of the file, and whose answer it is. */
struct sent {
	int64_t student_id, time;
	size_t index;
};

static int by_student(const void *a, const void *b)
{
	const struct sent *x = a, *y = b;

	if (x->student_id != y->student_id)
		return x->student_id > y->student_id ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

static void read_quietly(struct import *im, const struct sheet_row *r, const char *name,
			 struct preference_row *row)
{
	size_t column = sheet_column(&im->sheet, name);
	struct err ignored;

	if (column < im->sheet.column_count && column < r->count)
		field_read(field_find(preference_row_fields, name), row, r->cell[column],
			   &im->arena, DATE_NO_TODAY, NULL, &ignored);
}

/* Rows that are wrong are told when their turn comes. */
static void find_sent(struct import *im, size_t index, struct sent *out)
{
	static const char *const names[] = { "student_no", "student_name", "class_name",
					     "grade_text", "submitted" };
	struct preference_row row = { 0 };
	struct err ignored;
	iso_date day;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		read_quietly(im, &im->sheet.rows[index], names[i], &row);
	*out = (struct sent){ .time = read_time(row.submitted, day), .index = index };
	import_find_student(im,
			    &(struct named_student){ row.student_no, row.student_name,
						     row.class_name, row.grade_text },
			    &out->student_id, &ignored);
}

static void settle(struct import *im, const struct sent *all, size_t count)
{
	const struct sent *last = &all[0];
	bool told_apart = all[0].time != 0;

	for (size_t i = 1; i < count; i++) {
		told_apart = told_apart && all[i].time && all[i].time != last->time;
		if (all[i].time > last->time)
			last = &all[i];
	}
	for (size_t i = 0; i < count; i++) {
		struct sheet_row *r = &im->sheet.rows[all[i].index];
		size_t other = im->sheet.rows[told_apart ? last->index : all[0].index].number;

		if (told_apart && &all[i] != last) {
			r->instead = arena_printf(
				&im->arena,
				_("This student answered again: row %zu, which was sent later, "
				  "counts."),
				other);
		} else if (!told_apart && i) {
			r->problem = arena_printf(
				&im->arena,
				_("This student stands in row %zu already, and nothing says which "
				  "was sent later; take one of the two out."),
				other);
			r->problem_column = sheet_column(&im->sheet, "student_no") + 1;
		}
	}
}

/* Whoever answers a survey twice means the second answer. */
static bool settle_doubles(struct import *im, struct err *e)
{
	size_t total = im->sheet.count - im->sheet.first;
	struct sent *all = mem_alloc((total + 1) * sizeof *all);

	(void)e;
	for (size_t i = 0; i < total; i++)
		find_sent(im, im->sheet.first + i, &all[i]);
	if (total)
		qsort(all, total, sizeof *all, by_student);
	for (size_t i = 0, end; i < total; i = end) {
		for (end = i + 1; end < total && all[end].student_id == all[i].student_id; end++)
			;
		if (all[i].student_id && end > i + 1)
			settle(im, &all[i], end - i);
	}
	free(all);
	return true;
}

/* ---------------------------------------------------------------- one answer */

struct answer {
	struct preference p;
	int count;
	bool anybody;
};

static void tell(struct import *im, const struct sheet_row *row, const char *level,
		 const char *value, const char *text)
{
	import_note(im, row->number, level, _("Choices"), value, text);
}

/* Whom the cell names: `id`, as import_read_mentor has it. */
static bool take(struct import *im, const struct sheet_row *row, const char *field,
		 const char *cell, int64_t id, struct answer *a, struct err *e)
{
	if (id == IMPORT_ANYBODY) {
		a->anybody = true;
		return true;
	}
	for (int i = 0; id && i < a->count; i++)
		if (a->p.choice[i] == id) {
			tell(im, row, "mended", cell, _("named twice; the first place counts"));
			return true;
		}
	if (id && a->count == PREFERENCE_RANKS)
		return err_field(e, field, _("More than %d mentors are named."), PREFERENCE_RANKS);
	if (id) {
		if (!import_is_mentor(im, id, cell))
			tell(im, row, "mended", cell,
			     arena_printf(&im->arena, _("taken as %s"),
					  import_mentor_name(im, id)));
		a->p.choice[a->count++] = id;
	}
	return true;
}

/* Behind "anybody" nothing is left to be said. */
static bool take_cell(struct import *im, const struct sheet_row *row, const char *field,
		      const char *cell, struct answer *a, struct err *e)
{
	int64_t id;

	return a->anybody || !is_set(cell) ||
	       (import_read_mentor(im, field, cell, &id, e) &&
		take(im, row, field, cell, id, a, e));
}

/* One of several in a cell; where it is wrong, it is told and answered alone. */
static bool take_part(struct import *im, const struct sheet_row *row, const char *text,
		      struct answer *a, struct err *e)
{
	struct buf tidy = { 0 };
	const char *part, *is;
	int64_t id;

	text_tidy(&tidy, text);
	part = arena_text(&im->arena, buf_str(&tidy));
	buf_release(&tidy);
	is = import_meant(im, part);
	if (a->anybody || !is_set(is))
		return true;
	if (import_read_mentor(im, "choices", is, &id, e))
		return take(im, row, "choices", is, id, a, e);
	im->part = part;
	return false;
}

/* "王芳→李强┋赵敏": what surveys put between answers, and what people do. */
static bool take_all(struct import *im, const struct sheet_row *row, const char *text,
		     struct answer *a, struct err *e)
{
	static const char *const between[] = { "→", "┋", "、", "，", "；", ",",
					       ";", "|", "->", ">",  "\n" };
	struct buf one = { 0 };
	bool ok = true;

	for (const char *s = text ? text : ""; ok;) {
		size_t n = 0;

		for (size_t i = 0; *s && !n && i < sizeof between / sizeof *between; i++)
			n = !strncmp(s, between[i], strlen(between[i])) ? strlen(between[i]) : 0;
		if (*s && !n) {
			buf_char(&one, *s++);
			continue;
		}
		ok = take_part(im, row, buf_str(&one), a, e);
		buf_clear(&one);
		if (!*s)
			break;
		s += n;
	}
	buf_release(&one);
	return ok;
}

static bool read_answer(struct import *im, const struct sheet_row *row,
			const struct preference_row *r, struct answer *a, struct err *e)
{
	static const char *const names[] = { "choice1", "choice2", "choice3", "choice4",
					     "choice5" };

	for (int i = 0; i < PREFERENCE_RANKS; i++)
		if (!take_cell(im, row, names[i], r->choice[i], a, e))
			return false;
	if (!take_all(im, row, r->choices, a, e))
		return false;
	a->p.anybody = a->anybody && !a->count ? "yes" : NULL;
	return true;
}

static void say_choices(const struct import *im, const struct preference *p, struct buf *out)
{
	if (is_set(p->anybody))
		buf_text(out, _("anybody"));
	for (int i = 0; i < PREFERENCE_RANKS && p->choice[i]; i++) {
		const char *name = p->name[i];

		buf_printf(out, i ? " %d %s" : "%d %s", i + 1,
			   name ? name : import_mentor_name(im, p->choice[i]));
	}
}

static bool same_choices(const struct preference *a, const struct preference *b)
{
	bool same = is_set(a->anybody) == is_set(b->anybody);

	for (int i = 0; i < PREFERENCE_RANKS && same; i++)
		same = a->choice[i] == b->choice[i];
	return same;
}

static enum outcome store(struct import *im, const struct sheet_row *row, struct preference *p,
			  const struct preference *stored, struct err *e)
{
	struct buf is = { 0 }, was = { 0 };

	p->id = stored->id;
	p->rev = stored->rev;
	if (stored->rev && same_choices(p, stored))
		return ROW_UNCHANGED;
	if (stored->rev) {
		say_choices(im, p, &is);
		say_choices(im, stored, &was);
		tell(im, row, "changed", buf_str(&is),
		     arena_printf(&im->arena, _("was %s"), buf_str(&was)));
	}
	buf_release(&is);
	buf_release(&was);
	if (!preference_save(im->s, p, e))
		return ROW_BAD;
	return stored->rev ? ROW_CHANGED : ROW_ADDED;
}

static enum outcome save(struct import *im, const struct sheet_row *row, void *thing, struct err *e)
{
	const struct preference_row *r = thing;
	enum outcome outcome = ROW_BAD;
	struct answer a = { .count = 0 };
	struct rowset set;
	iso_date day;
	int64_t id;

	if (!import_find_student(im,
				 &(struct named_student){ r->student_no, r->student_name,
							  r->class_name, r->grade_text },
				 &id, e) ||
	    !read_answer(im, row, r, &a, e))
		return ROW_BAD;
	/* an empty row is no answer */
	if (!a.count && !a.anybody)
		return ROW_UNCHANGED;
	if (read_time(r->submitted, day) && strcmp(day, im->s->today_iso) <= 0)
		a.p.answered_on = day;
	if (preference_get(im->s, id, &set, e))
		outcome = store(im, row, &a.p, rowset_at(&set, 0), e);
	else
		err_at(e, is_set(r->student_no) ? "student_no" : "student_name");
	rowset_release(&set);
	return outcome;
}

static const struct field *const tables[] = { preference_row_fields, NULL };
static const struct import_need needs[] = { { "student_no", "student_name" },
					    { "choice1", "choices" },
					    { 0 } };

const struct import_format import_preferences = {
	.name = "preferences",
	.tables = tables,
	.needs = needs,
	.may = MAY_CHOICES,
	.size = sizeof(struct preference_row),
	.begin = settle_doubles,
	.save = save,
};
