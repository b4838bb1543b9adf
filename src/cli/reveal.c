/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reveal.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "model/guardian.h"

static bool is_hidden(const struct field *f)
{
	return f->kind == FIELD_PHONE && f->flags & FIELD_MASKED;
}

/* The same fields with their numbers whole; they belong to the rows. */
static void unmask(struct rowset *rows)
{
	struct field *copy;
	size_t count = 0;

	while (rows->fields[count].name)
		count++;
	copy = arena_alloc(&rows->arena, (count + 1) * sizeof *copy);
	memcpy(copy, rows->fields, (count + 1) * sizeof *copy);
	for (size_t i = 0; i < count; i++)
		if (is_hidden(&copy[i]))
			copy[i].flags &= ~(unsigned)FIELD_MASKED;
	rows->fields = copy;
}

/* Whose numbers there are; the array belongs to the rows. */
static const int64_t *students_of(struct rowset *rows, const struct field *phone, size_t *count)
{
	const struct field *student = field_find(rows->fields, "student_id");
	int64_t *ids = arena_alloc(&rows->arena, (rows->count + 1) * sizeof *ids);

	*count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const void *row = rowset_at(rows, i);

		if (*field_text(phone, row))
			ids[(*count)++] = student ? field_int(student, row) : rowset_id(rows, i);
	}
	return ids;
}

bool cli_reveal(struct cli *c, struct session *s, struct rowset *rows, struct err *e)
{
	const struct field *phone = rows->fields;
	const int64_t *ids;
	size_t count;

	while (phone->name && !is_hidden(phone))
		phone++;
	if (!phone->name || !cli_given(c, "reveal"))
		return true;
	ids = students_of(rows, phone, &count);
	if (!session_may(s, MAY_EDIT_PEOPLE, e) || !guardian_reveal_all(s, ids, count, e))
		return false;
	unmask(rows);
	return true;
}

/* ---------------------------------------------------------------- guardians */

static bool load_guardians(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	(void)c;
	return guardian_list_all(s, out, e);
}

const struct listing guardian_listing = {
	"guardians",
	NAMES(NULL),
	NAMES("student_no", "student", "class_name", "name", "relation", "phone"),
	NAMES("student_no", "student", "class_name", "name", "relation", "phone"),
	load_guardians,
	.label = N_("Guardians")
};
