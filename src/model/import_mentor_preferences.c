/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentors' orders of students, a row a student. */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "import_private.h"
#include "model/preference.h"

struct order_row {
	const char *mentor_no, *mentor_name;
	const char *student_no, *student_name, *class_name;
	const char *place;
};

static const struct field order_row_fields[] = {
	{ FIELD(struct order_row, mentor_no), .label = N_("Mentor's no."), .kind = FIELD_CODE,
	  .width = 10, .max = 40, .aliases = "导师工号|工号|教师工号|教工号|教职工号|职工号" },
	{ FIELD(struct order_row, mentor_name), .label = N_("Mentor"), .kind = FIELD_TEXT,
	  .width = 10, .max = 100, .aliases = "导师|导师姓名|教师姓名|教师" },
	{ FIELD(struct order_row, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .max = 40, .aliases = "学号|学籍号|学生学号|学籍副号" },
	{ FIELD(struct order_row, student_name), .label = N_("Student"), .kind = FIELD_NAME,
	  .width = 10, .aliases = "姓名|学生姓名|学生" },
	{ FIELD(struct order_row, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 8,
	  .max = 20, .aliases = "班级|所在班级|班" },
	{ FIELD(struct order_row, place), .label = N_("Order"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 8, .max = 20,
	  .aliases = "名次|排序|顺序|排名|意愿|导师意愿|意向",
	  .help = N_("1 for whom the mentor would like most; 不要 for not this one") },
	{ 0 },
};

static bool is_set(const char *text)
{
	return text && *text;
}

/* *place 0: not this student. */
static bool read_place(const char *text, int64_t *place, struct err *e)
{
	static const char veto[] = "不要|否|不|拒绝|不带|不选|不接收|veto|no|x|×|0";
	char *end;

	*place = 0;
	if (choice_listed(veto, text))
		return true;
	*place = strtoll(text, &end, 10);
	return (!*end && *place >= 1 && *place <= MENTOR_PREFERENCE_MOST) ||
	       err_field(e, "place", _("\"%s\" is no place from 1 to %d, nor 不要."), text,
			 MENTOR_PREFERENCE_MOST);
}

static bool find_mentor(struct import *im, const struct order_row *r, int64_t *id, struct err *e)
{
	if (is_set(r->mentor_no))
		return import_find_mentor(im, r->mentor_no, NULL, id, e);
	if (!import_read_mentor(im, "mentor_name", r->mentor_name, id, e))
		return false;
	return *id > 0 ||
	       err_field(e, "mentor_name", _("The mentor is missing; it must be filled in"));
}

/* Who stood with whom in which row. */
struct paired {
	int64_t mentor_id, student_id;
	size_t row;
};

static int by_pair(const void *a, const void *b)
{
	const struct paired *x = a, *y = b;

	if (x->mentor_id != y->mentor_id)
		return x->mentor_id > y->mentor_id ? 1 : -1;
	return (x->student_id > y->student_id) - (x->student_id < y->student_id);
}

static bool check_once(struct import *im, const struct paired *pair, struct err *e)
{
	struct paired *kept, *const *found = tfind(pair, &im->led, by_pair);

	if (found)
		return err_field(e, "student_no",
				 _("Row %zu has this mentor and this student already; take one of "
				   "the two out."),
				 (*found)->row);
	kept = arena_alloc(&im->arena, sizeof *kept);
	*kept = *pair;
	tsearch(kept, &im->led, by_pair);
	return true;
}

/* The line that is there, or a new one. */
static bool find_line(struct import *im, const struct paired *pair, struct mentor_preference *out,
		      struct err *e)
{
	struct rowset set;
	bool ok = mentor_preference_list(im->s, pair->mentor_id, &set, e);

	*out = (struct mentor_preference){ .mentor_id = pair->mentor_id,
					   .student_id = pair->student_id };
	for (size_t i = 0; ok && i < set.count; i++) {
		const struct mentor_preference *p = rowset_at(&set, i);

		if (p->student_id != pair->student_id)
			continue;
		out->id = p->id;
		out->rev = p->rev;
		out->place = p->place;
	}
	rowset_release(&set);
	return ok;
}

static enum outcome put(struct import *im, const struct sheet_row *row, const struct paired *pair,
			int64_t place, struct err *e)
{
	struct mentor_preference line;
	bool is_new;

	if (!find_line(im, pair, &line, e))
		return ROW_BAD;
	is_new = line.id <= 0;
	if (!is_new && line.place == place)
		return ROW_UNCHANGED;
	if (!is_new)
		import_note(im, row->number, "changed", _("Order"),
			    place ? arena_printf(&im->arena, "%d", (int)place) : _("not wanted"),
			    line.place ? arena_printf(&im->arena, _("was %d"), (int)line.place)
				       : _("was not wanted"));
	line.place = place;
	if (!mentor_preference_save(im->s, &line, e))
		return ROW_BAD;
	return is_new ? ROW_ADDED : ROW_CHANGED;
}

static enum outcome save(struct import *im, const struct sheet_row *row, void *thing, struct err *e)
{
	const struct order_row *r = thing;
	struct paired pair = { .row = row->number };
	int64_t place;

	if (!field_check_required(field_find(order_row_fields, "place"), r, e) ||
	    !read_place(r->place, &place, e) || !find_mentor(im, r, &pair.mentor_id, e) ||
	    !import_find_student(
		    im,
		    &(struct named_student){ r->student_no, r->student_name, r->class_name, NULL },
		    &pair.student_id, e) ||
	    !check_once(im, &pair, e))
		return ROW_BAD;
	return put(im, row, &pair, place, e);
}

static const struct field *const tables[] = { order_row_fields, NULL };
static const struct import_need needs[] = {
	{ "mentor_name", "mentor_no" }, { "student_no", "student_name" }, { "place", NULL }, { 0 }
};

const struct import_format import_mentor_preferences = {
	.name = "mentor-preferences",
	.tables = tables,
	.needs = needs,
	.may = MAY_ASSIGN,
	.size = sizeof(struct order_row),
	.save = save,
};
