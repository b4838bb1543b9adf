/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentors and assignments: what a row is, and how it is saved; and what all rosters need. */
#include <search.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ident.h"
#include "model/assignment.h"
#include "model/import_private.h"
#include "model/mentor.h"
#include "model/student.h"

/* --------------------------------------------------------------- shared parts */

bool import_find_mentor(struct import *im, const char *no, const char *name, int64_t *id,
			struct err *e)
{
	int64_t count;

	*id = 0;
	if (no && *no) {
		if (!mentor_find_no(im->s, no, id, e))
			return false;
		return *id || err_field(e, "mentor_no",
					_("There is no mentor %s; import the mentors first, or "
					  "mend the number."),
					no);
	}
	if (!name || !*name)
		return true;
	if (!mentor_find_name(im->s, name, id, &count, e))
		return false;
	if (count > 1)
		return err_field(e, "mentor_name",
				 _("%lld mentors are called %s; give the staff number."),
				 (long long)count, name);
	return count || err_field(e, "mentor_name",
				  _("There is no mentor %s; import the mentors first, or mend the "
				    "name."),
				  name);
}

bool import_assign(struct import *im, int64_t student_id, int64_t mentor_id, const char *role,
		   bool *changed, struct err *e)
{
	struct assign a = { .student_ids = &student_id,
			    .count = 1,
			    .mentor_id = mentor_id,
			    .role = role && *role ? role : "lead",
			    .reason = im->o->reason };
	size_t n = 0;
	bool ok = assignment_make(im->s, &a, &n, e);

	*changed = n > 0;
	if (!ok)
		err_at(e, "mentor_name");
	return ok;
}

bool import_merge(struct import *im, const struct sheet_row *row, const struct field *fields,
		  void *stored, const void *read)
{
	bool changed = false;

	for (const struct field *f = fields; f->name; f++) {
		struct buf was = { 0 }, is = { 0 };

		if (f->flags & FIELD_READ_ONLY || (!*field_text(f, read) && !field_int(f, read)))
			continue;
		field_show(f, stored, &was);
		field_show(f, read, &is);
		if (strcmp(field_text(f, stored), field_text(f, read)) ||
		    field_int(f, stored) != field_int(f, read)) {
			import_note(im, row->number, "changed", _(f->label), buf_str(&is),
				    arena_printf(&im->arena, _("was %s"),
						 was.len ? buf_str(&was) : _("(nothing)")));
			changed = true;
			memcpy((char *)stored + f->offset, (const char *)read + f->offset, 8);
		}
		buf_release(&was);
		buf_release(&is);
	}
	return changed;
}
_Static_assert(sizeof(const char *) == 8 && sizeof(int64_t) == 8, "members of one size");

bool import_keep_masked(const struct field *fields, const void *stored, void *read, struct err *e)
{
	for (const struct field *f = fields; f->name; f++) {
		const char *typed = field_is_number(f) ? "" : field_text(f, read);
		struct buf shown = { 0 };
		bool same;

		if (f->kind != FIELD_PHONE || !ident_is_masked_phone(typed))
			continue;
		ident_mask_phone(&shown, stored ? field_text(f, stored) : "");
		same = !strcmp(buf_str(&shown), typed);
		buf_release(&shown);
		if (!same)
			return err_field(e, f->name,
					 _("The number %s is masked, and no such number is on "
					   "record: write it whole, or leave the cell empty."),
					 typed);
		field_put_text(f, read, field_text(f, stored));
	}
	return true;
}

/* ------------------------------------------------------------------- mentors */

static enum outcome save_mentor(struct import *im, const struct sheet_row *row, void *thing,
				struct err *e)
{
	struct mentor *read = thing, *stored;
	enum outcome outcome = ROW_BAD;
	struct rowset set;
	int64_t id;

	for (const struct field *f = mentor_fields; f->name; f++)
		if (!field_check_required(f, read, e))
			return ROW_BAD;
	if (!mentor_find_no(im->s, read->staff_no, &id, e))
		return ROW_BAD;
	if (!id)
		return mentor_save(im->s, read, e) ? ROW_ADDED : ROW_BAD;
	if (mentor_get(im->s, id, &set, e)) {
		stored = rowset_at(&set, 0);
		if (!import_merge(im, row, mentor_fields, stored, read))
			outcome = ROW_UNCHANGED;
		else if (mentor_save(im->s, stored, e))
			outcome = ROW_CHANGED;
	}
	rowset_release(&set);
	return outcome;
}

static const struct field *const mentor_tables[] = { mentor_fields, NULL };
static const struct import_need mentor_needs[] = { { "staff_no", NULL }, { "name", NULL }, { 0 } };

const struct import_format import_mentors = {
	.name = "mentors",
	.tables = mentor_tables,
	.needs = mentor_needs,
	.key = "staff_no",
	.doubled = IMPORT_DOUBLED,
	.size = sizeof(struct mentor),
	.save = save_mentor,
};

/* --------------------------------------------------------------- assignments */

struct assignment_row {
	const char *student_no, *student_name, *mentor_no, *mentor_name, *role;
};

static const struct field assignment_row_fields[] = {
	{ FIELD(struct assignment_row, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_REQUIRED, .max = 40, .aliases = "学号|学籍号|学生学号|学籍副号" },
	{ FIELD(struct assignment_row, student_name), .label = N_("Student"), .kind = FIELD_NAME,
	  .aliases = "姓名|学生姓名|学生" },
	{ FIELD(struct assignment_row, mentor_no), .label = N_("Mentor's no."), .kind = FIELD_CODE,
	  .max = 40, .aliases = "导师工号|工号|教师工号|教工号|教职工号|职工号" },
	{ FIELD(struct assignment_row, mentor_name), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .aliases = "导师|导师姓名|教师姓名|教师" },
	{ FIELD(struct assignment_row, role), .label = N_("Role"), .kind = FIELD_CHOICE,
	  .choices = assignment_roles, .aliases = "角色" },
	{ 0 },
};

/* The number says who it is; a name beside it must agree, or one of the two is wrong. */
static bool check_student_name(struct import *im, int64_t id, const char *name, struct err *e)
{
	struct rowset set;
	bool ok = student_get(im->s, id, &set, e);

	if (ok && name && *name) {
		const struct student *st = rowset_at(&set, 0);

		if (strcmp(st->name, name))
			ok = err_field(e, "student_name",
				       _("The number %s is %s's; mend the number or the name."),
				       st->student_no, st->name);
	}
	rowset_release(&set);
	return ok;
}

struct led {
	int64_t student_id, mentor_id;
	size_t row;
};

static int by_student(const void *a, const void *b)
{
	const struct led *x = a, *y = b;

	return (x->student_id > y->student_id) - (x->student_id < y->student_id);
}

/* The later row would silently take the place of the earlier one. */
static bool check_one_lead(struct import *im, const struct led *led, const char *field,
			   struct err *e)
{
	struct led *const *found = tfind(led, &im->led, by_student);

	return !found || (*found)->mentor_id == led->mentor_id ||
	       err_field(e, field,
			 _("Row %zu gives this student another mentor, and there is one at a time; "
			   "take one of the two rows out, or make it a co-mentor's."),
			 (*found)->row);
}

static void note_lead(struct import *im, const struct led *led)
{
	struct led *kept = arena_alloc(&im->arena, sizeof *kept);

	*kept = *led;
	tsearch(kept, &im->led, by_student);
}

/* As lead mentor, or as co-mentor, of whom there may be several. */
static bool save_pair(struct import *im, const struct assignment_row *r, const struct led *led,
		      bool *changed, struct err *e)
{
	bool lead = !r->role || !*r->role || !strcmp(r->role, "lead");
	const char *field = r->mentor_no && *r->mentor_no ? "mentor_no" : "mentor_name";

	if ((lead && !check_one_lead(im, led, field, e)) ||
	    !import_assign(im, led->student_id, led->mentor_id, r->role, changed, e))
		return false;
	if (lead)
		note_lead(im, led);
	return true;
}

static enum outcome save_assignment(struct import *im, const struct sheet_row *row, void *thing,
				    struct err *e)
{
	struct assignment_row *r = thing;
	int64_t student_id, mentor_id;
	bool changed;

	if (!field_check_required(assignment_row_fields, r, e) ||
	    !student_find_no(im->s, r->student_no, &student_id, e))
		return ROW_BAD;
	if (!student_id) {
		err_field(
			e, "student_no",
			_("There is no student %s; import the students first, or mend the number."),
			r->student_no);
		return ROW_BAD;
	}
	if (!check_student_name(im, student_id, r->student_name, e) ||
	    !import_find_mentor(im, r->mentor_no, r->mentor_name, &mentor_id, e))
		return ROW_BAD;
	if (!mentor_id) {
		err_field(e, "mentor_name", _("The mentor is missing; it must be filled in"));
		return ROW_BAD;
	}
	if (!save_pair(im, r, &(struct led){ student_id, mentor_id, row->number }, &changed, e))
		return ROW_BAD;
	return changed ? ROW_ADDED : ROW_UNCHANGED;
}

static const struct field *const assignment_tables[] = { assignment_row_fields, NULL };
static const struct import_need assignment_needs[] = { { "student_no", NULL },
						       { "mentor_name", "mentor_no" },
						       { 0 } };

const struct import_format import_assignments = {
	.name = "assignments",
	.tables = assignment_tables,
	.needs = assignment_needs,
	.size = sizeof(struct assignment_row),
	.save = save_assignment,
};
