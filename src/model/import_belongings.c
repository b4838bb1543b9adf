/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which campus, grade and group mentors, classes and students are of: a row for each, in whatever
 * columns say who it is. */
#include <string.h>

#include "base/i18n.h"
#include "model/account.h"
#include "model/belonging.h"
#include "model/import_private.h"
#include "model/mentor.h"
#include "model/student.h"

struct belonging_row {
	const char *who, *mentor_no, *student_no, *class_name, *name;
	const char *campus, *grade, *group;
};

static const struct field row_fields[] = {
	{ FIELD(struct belonging_row, who), .label = N_("Who"), .kind = FIELD_TEXT, .max = 60,
	  .aliases = "对象|谁|who",
	  .help = N_("a staff number, a student number, a class or a mentor's name") },
	{ FIELD(struct belonging_row, mentor_no), .label = N_("Mentor's no."), .kind = FIELD_CODE,
	  .max = 40, .aliases = "工号|导师工号|教师工号|教工号|教职工号|职工号|staff_no" },
	{ FIELD(struct belonging_row, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .max = 40, .aliases = "学号|学籍号|学生学号|学籍副号" },
	{ FIELD(struct belonging_row, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .max = 20, .aliases = "班级|class",
	  .help = N_("of a row for a whole class, as 九(3) or 903") },
	{ FIELD(struct belonging_row, name), .label = N_("Name"), .kind = FIELD_NAME,
	  .aliases = "姓名|导师|导师姓名|教师|教师姓名|学生|学生姓名",
	  .help = N_("a mentor's; beside a number, to compare") },
	{ FIELD(struct belonging_row, campus), .label = N_("Campus"), .kind = FIELD_TEXT,
	  .max = 200, .words = &belonging_names, .aliases = "校区|所在校区|campus",
	  .help = N_("several with 、 between; may stay empty") },
	{ FIELD(struct belonging_row, grade), .label = N_("Grade"), .kind = FIELD_TEXT, .max = 60,
	  .words = &belonging_names, .aliases = "年级|任教年级|所在年级|grade",
	  .help = N_("of mentors alone: 9, 6-9; may stay empty") },
	{ FIELD(struct belonging_row, group), .label = N_("Group"), .kind = FIELD_TEXT, .max = 200,
	  .words = &belonging_names, .aliases = "组|分组|社团|选科|教研组|学科组|group",
	  .help = N_("club, subjects chosen, teaching group; several with 、 between") },
	{ 0 },
};

static bool given(const char *text)
{
	return text && *text;
}

/* The number says who it is; a name beside it must agree, or one of the two is wrong. */
static bool check_name(const char *no, const char *is, const char *typed, struct err *e)
{
	return !given(typed) || !strcmp(is, typed) ||
	       err_field(e, "name", _("The number %s is %s's; mend the number or the name."), no,
			 is);
}

static bool find_student(struct import *im, const struct belonging_row *r, struct belonging *b,
			 struct err *e)
{
	struct rowset set;
	bool ok;

	if (!student_find_no(im->s, r->student_no, &b->student_id, e))
		return false;
	if (!b->student_id)
		return err_field(e, "student_no",
				 _("There is no student %s; import the students first, or mend the "
				   "number."),
				 r->student_no);
	ok = student_get(im->s, b->student_id, &set, e) &&
	     check_name(r->student_no, ((const struct student *)rowset_at(&set, 0))->name, r->name,
			e);
	rowset_release(&set);
	return ok;
}

static bool find_mentor(struct import *im, const struct belonging_row *r, struct belonging *b,
			struct err *e)
{
	struct rowset set;
	bool ok;

	if (!import_find_mentor(im, r->mentor_no, r->name, &b->mentor_id, e)) {
		if (!strcmp(e->field, "mentor_name"))
			err_at(e, "name");
		return false;
	}
	if (!given(r->mentor_no))
		return true;
	ok = mentor_get(im->s, b->mentor_id, &set, e) &&
	     check_name(r->mentor_no, ((const struct mentor *)rowset_at(&set, 0))->name, r->name,
			e);
	rowset_release(&set);
	return ok;
}

/* One column for all of them: numbers first, then classes, then names. */
static bool find_who(struct import *im, const char *who, struct belonging *b, struct err *e)
{
	struct err no_class = { 0 };
	int64_t count;

	if (!mentor_find_no(im->s, who, &b->mentor_id, e) ||
	    !student_find_no(im->s, who, &b->student_id, e))
		return false;
	if (b->mentor_id && b->student_id)
		return err_field(e, "who",
				 _("%s is a mentor's number and a student's; put it into a column "
				   "of its own, 工号 or 学号."),
				 who);
	if (b->mentor_id || b->student_id || account_class(im->s, who, &b->class_id, &no_class))
		return true;
	if (!mentor_find_name(im->s, who, &b->mentor_id, &count, e))
		return false;
	if (count > 1)
		return err_field(e, "who", _("%lld mentors are called %s; give the staff number."),
				 (long long)count, who);
	return count || err_field(e, "who",
				  _("%s is no staff number, student number, class or mentor here; "
				    "mend it, or import them first."),
				  who);
}

static bool find(struct import *im, const struct belonging_row *r, struct belonging *b,
		 struct err *e)
{
	if (given(r->student_no))
		return find_student(im, r, b, e);
	if (given(r->mentor_no) || given(r->name))
		return find_mentor(im, r, b, e);
	if (given(r->who))
		return find_who(im, r->who, b, e);
	if (given(r->class_name))
		return account_class(im->s, r->class_name, &b->class_id, e);
	return err_field(e, "who", "%s",
			 _("Nobody is named: fill in a number, a name or a class."));
}

static enum outcome save(struct import *im, const struct sheet_row *row, void *thing, struct err *e)
{
	const struct belonging_row *r = thing;
	const struct {
		const char *kind, *names;
	} parts[] = { { "campus", r->campus }, { "grade", r->grade }, { "group", r->group } };
	struct belonging who = { 0 };
	size_t added, all = 0;

	(void)row;
	if (!find(im, r, &who, e))
		return ROW_BAD;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct belonging b = who;

		if (!given(parts[i].names))
			continue;
		b.kind = parts[i].kind;
		b.name = parts[i].names;
		if (!belonging_add(im->s, &b, &added, e)) {
			err_at(e, parts[i].kind);
			return ROW_BAD;
		}
		all += added;
	}
	return all ? ROW_ADDED : ROW_UNCHANGED;
}

static const struct field *const tables[] = { row_fields, NULL };
static const struct import_need needs[] = { { "who", "mentor_no|student_no|name|class_name" },
					    { "campus", "grade|group" },
					    { 0 } };

const struct import_format import_belongings = {
	.name = "belongings",
	.tables = tables,
	.needs = needs,
	.may = MAY_ASSIGN,
	.size = sizeof(struct belonging_row),
	.save = save,
};
