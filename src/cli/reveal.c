/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reveal.h"

#include <string.h>

#include "cli/listing.h"
#include "db/door.h"
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

static bool log_all(struct session *s, const struct rowset *rows, const struct field *phone,
		    struct err *e)
{
	const struct field *student = field_find(rows->fields, "student_id");

	for (size_t i = 0; i < rows->count; i++) {
		const void *row = rowset_at(rows, i);
		int64_t id = student ? field_int(student, row) : rowset_id(rows, i);

		if (*field_text(phone, row) && !guardian_reveal(s, 0, id, e))
			return false;
	}
	return true;
}

bool cli_reveal(struct cli *c, struct session *s, struct rowset *rows, struct err *e)
{
	const struct field *phone = rows->fields;

	while (phone->name && !is_hidden(phone))
		phone++;
	if (!phone->name || !cli_given(c, "reveal"))
		return true;
	if (!session_may(s, MAY_EDIT_PEOPLE, e) || !door_enter(s->db, e) ||
	    !door_leave(s->db, log_all(s, rows, phone, e), e))
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
	"guardians", NAMES(NULL),
	NAMES("student_no", "student", "class_name", "name", "relation", "phone"),
	NAMES("student_no", "student", "class_name", "name", "relation", "phone"), load_guardians
};
