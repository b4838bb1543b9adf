/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students as the cells of a survey name them. */
#include <string.h>

#include "base/i18n.h"
#include "import_private.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/student.h"

bool import_who_load(struct import *im, struct err *e)
{
	bool ok;

	if (im->who.loaded)
		return true;
	im->who.loaded = true;
	/* the second is begun also where the first failed, so that both can be released */
	ok = student_list(im->s, &im->who.students, e);

	return mentor_list(im->s, false, &im->who.mentors, e) && ok;
}

void import_who_release(struct import_who *who)
{
	if (!who->loaded)
		return;
	rowset_release(&who->students);
	rowset_release(&who->mentors);
}

static bool is_set(const char *text)
{
	return text && *text;
}

static bool check_name(struct import *im, int64_t id, const char *name, struct err *e)
{
	struct rowset set;
	bool ok = student_get(im->s, id, &set, e);

	if (ok && is_set(name)) {
		const struct student *st = rowset_at(&set, 0);

		if (strcmp(st->name, name))
			ok = err_field(e, "student_name",
				       _("The number %s is %s's; mend the number or the name."),
				       st->student_no, st->name);
	}
	rowset_release(&set);
	return ok;
}

/* The class as the list of students has it; "" where the file has none. */
static bool read_class(struct import *im, const struct named_student *n, struct buf *out,
		       struct err *e)
{
	struct class_key class;

	if (!is_set(n->class_name))
		return true;
	if (!class_read(n->grade, n->class_name, im->s->year.id, im->only_stage, &class, e))
		return false;
	class_show(&class, im->s->year.id, out);
	return true;
}

/* Those of that name; in that class, where it is not "". */
static size_t with_name(const struct import *im, const char *name, const char *class_name,
			const struct student **one, struct buf *numbers)
{
	size_t count = 0;

	for (size_t i = 0; i < im->who.students.count; i++) {
		const struct student *st = rowset_at(&im->who.students, i);

		if (strcmp(st->name, name) != 0 ||
		    (*class_name && strcmp(st->class_name, class_name) != 0))
			continue;
		*one = st;
		buf_printf(numbers, "%s%s %s", count++ ? _(", ") : "", st->class_name,
			   st->student_no);
	}
	return count;
}

static bool by_name(struct import *im, const struct named_student *n, int64_t *id, struct err *e)
{
	const struct student *one = NULL;
	struct buf class_name = { 0 }, numbers = { 0 };
	bool ok = read_class(im, n, &class_name, e);
	size_t count = ok ? with_name(im, n->name, buf_str(&class_name), &one, &numbers) : 0;

	if (ok && count == 1 && one)
		*id = one->id;
	else if (ok && count)
		ok = err_field(e, "student_name",
			       _("%zu students are called %s: %s. Write the student number."),
			       count, n->name, buf_str(&numbers));
	else if (ok && class_name.len)
		ok = err_field(e, "student_name",
			       _("There is no %s in %s; mend the name or the class, or write the "
				 "student number."),
			       n->name, buf_str(&class_name));
	else if (ok)
		ok = err_field(e, "student_name",
			       _("There is no student %s; mend the name, or write the number."),
			       n->name);
	buf_release(&class_name);
	buf_release(&numbers);
	return ok;
}

static bool no_such_number(struct import *im, const struct named_student *n, struct err *e)
{
	const struct student *one = NULL;
	struct buf numbers = { 0 };

	if (is_set(n->name) && with_name(im, n->name, "", &one, &numbers))
		err_field(e, "student_no", _("There is no student %s; %s is %s. Mend the number."),
			  n->no, n->name, buf_str(&numbers));
	else
		err_field(e, "student_no",
			  _("There is no student %s; import the students first, or mend the "
			    "number."),
			  n->no);
	buf_release(&numbers);
	return false;
}

bool import_find_student(struct import *im, const struct named_student *n, int64_t *id,
			 struct err *e)
{
	*id = 0;
	if (!import_who_load(im, e))
		return false;
	if (is_set(n->no)) {
		if (!student_find_no(im->s, n->no, id, e))
			return false;
		return *id ? check_name(im, *id, n->name, e) : no_such_number(im, n, e);
	}
	if (is_set(n->name))
		return by_name(im, n, id, e);
	return err_field(e, "student_no", "%s",
			 _("Neither a student number nor a name; fill in one of them."));
}
