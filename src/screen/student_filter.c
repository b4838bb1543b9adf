/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "student_filter.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/grade.h"
#include "ui/ask.h"

/* A class or a grade, and how many of the list are in it. */
struct group {
	int64_t id, rev; /* which student of the list is its first, counted from 1 */
	const char *name;
	int64_t students;
};

static const struct field fields[] = {
	{ FIELD(struct group, name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct group, students), .label = N_("Students"), .kind = FIELD_INT, .width = 6,
	  .flags = FIELD_RIGHT },
	{ 0 },
};
static const char *const columns[] = { "name", "students", NULL };

struct groups {
	struct list list;
	const struct rowset *students;
	row_name *name;
};

static const char *class_of(const void *row)
{
	const struct student *st = row;

	return st->class_name ? st->class_name : "";
}

static const char *grade_of(const void *row)
{
	return grade_name((int)((const struct student *)row)->grade);
}

/* Students are in the order of their classes, so a group is a run of them. */
static bool load(struct list *l, struct err *e)
{
	const struct groups *g = (const struct groups *)l;
	struct group *last = NULL;

	(void)e;
	for (size_t i = 0; i < g->students->count; i++) {
		const char *name = g->name(rowset_at(g->students, i));

		if (!last || strcmp(last->name, name)) {
			last = rowset_add(&l->rows);
			last->id = (int64_t)i + 1;
			last->name = arena_text(&l->rows.arena, name);
		}
		last->students++;
	}
	return true;
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct group),
	.columns = columns,
	.natural = "name",
	.load = load,
	.empty = N_("The list has no students, and so no classes. Esc goes back."),
};

/* A row of the group picked; NULL for none. */
static const void *pick_group(const struct list *students, row_name *name, const char *question)
{
	struct groups *g = list_new(sizeof *g, students->view.ui, &class, NULL);
	int64_t id;

	g->students = &students->rows;
	g->name = name;
	return list_pick(&g->list, question, "", &id) ? rowset_at(&students->rows, (size_t)id - 1)
						      : NULL;
}

bool student_filter_class(const struct list *students, row_name *name, char *what, size_t size)
{
	const void *row = pick_group(students, name, _("Which class?"));

	if (row)
		snprintf(what, size, "%s", name(row));
	return row;
}

enum show { ALL, WITHOUT_MENTOR, CLASS, GRADE, MISSING, LEFT, CHOICES };

bool student_filter_ask(const struct list *students, struct student_filter *filter, bool *left,
			char *what, size_t size)
{
	const char *labels[CHOICES] = { _("all"),   _("without mentor"),          _("class"),
					_("grade"), _("missing from the roster"), _("gone") };
	int choice = ask_choice(students->view.ui, _("Show"), labels, CHOICES);
	const struct student *st = NULL;

	if (choice == CLASS)
		st = pick_group(students, class_of, _("Which class?"));
	else if (choice == GRADE)
		st = pick_group(students, grade_of, _("Which grade?"));
	if (choice < 0 || ((choice == CLASS || choice == GRADE) && !st))
		return false;
	snprintf(what, size, "%s",
		 st       ? (choice == GRADE ? grade_of(st) : class_of(st))
		 : choice ? labels[choice]
			  : "");
	*left = choice == LEFT;
	*filter = (struct student_filter){ .without_mentor = choice == WITHOUT_MENTOR,
					   .missing = choice == MISSING,
					   .class_name = choice == CLASS ? what : NULL,
					   .grade = choice == GRADE ? st->grade : 0 };
	return true;
}
