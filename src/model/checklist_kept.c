/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checklist that is kept: one visitor of the walk among others (model/checklist.c). */
#include <stdlib.h>
#include <string.h>

#include "checklist_private.h"

const struct obligation *owed_at(const struct owed *student, const struct checklist *list, size_t i,
				 const struct occasion **occasion)
{
	const struct own *own;

	if (i < list->occasion_count) {
		*occasion = &list->occasions[i];
		return &student->cell[i];
	}
	if (i - list->occasion_count >= student->own_count)
		return NULL;
	own = &student->own[i - list->occasion_count];
	*occasion = &own->occasion;
	return &own->state;
}

struct keep {
	struct checklist *list;
	size_t capacity;
};

static void keep_own(struct checklist *to, struct owed *student)
{
	size_t count = student->own_count;
	const struct own *own = student->own;

	student->own = arena_alloc(&to->arena, count * sizeof *own);
	for (size_t i = 0; i < count; i++) {
		struct own *kept = &student->own[i];

		*kept = own[i];
		kept->occasion.label = arena_text(&to->arena, own[i].occasion.label);
		kept->occasion.opens = arena_text(&to->arena, own[i].occasion.opens);
		kept->occasion.due = arena_text(&to->arena, own[i].occasion.due);
	}
	if (count > to->own_most)
		to->own_most = count;
}

static bool keep_student(void *arg, const struct owed *student, const struct checklist *list)
{
	struct keep *k = arg;
	struct checklist *to = k->list;
	struct owed *kept;
	const struct occasion *occasion;
	const struct obligation *o;
	size_t cells = list->occasion_count * sizeof *student->cell;

	if (to->student_count == k->capacity) {
		k->capacity = k->capacity ? k->capacity * 2 : 16;
		to->students = mem_grow(to->students, k->capacity * sizeof *to->students);
	}
	kept = &to->students[to->student_count++];
	*kept = *student;
	kept->name = arena_text(&to->arena, student->name);
	kept->student_no = arena_text(&to->arena, student->student_no);
	kept->class_name = arena_text(&to->arena, student->class_name);
	kept->cell = memcpy(arena_alloc(&to->arena, cells), student->cell, cells);
	if (student->own_count)
		keep_own(to, kept);
	for (size_t i = 0; (o = owed_at(kept, list, i, &occasion)); i++)
		to->count[o->state]++;
	return true;
}

static int in_class_order(const void *a, const void *b)
{
	const struct owed *x = a, *y = b;

	if (x->grade != y->grade)
		return x->grade < y->grade ? -1 : 1;
	if (x->class_number != y->class_number)
		return x->class_number < y->class_number ? -1 : 1;
	if (x->seat != y->seat)
		return x->seat < y->seat ? -1 : 1;
	return strcmp(x->student_no, y->student_no);
}

bool checklist_load(struct session *s, enum owed_by by, int64_t id, struct checklist *out,
		    struct err *e)
{
	struct keep k = { .list = out };
	bool ok;

	*out = (struct checklist){ 0 };
	ok = checklist_walk(s, out, by, id, keep_student, &k, e);
	if (ok && out->student_count)
		qsort(out->students, out->student_count, sizeof *out->students, in_class_order);
	return ok;
}

void checklist_release(struct checklist *list)
{
	free(list->students);
	arena_release(&list->arena);
	*list = (struct checklist){ 0 };
}
