/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/template.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/mentor.h"
#include "model/student.h"

static const struct {
	const char *label, *const *columns;
} kinds[IMPORT_KINDS] = {
	[IMPORT_STUDENTS] = { N_("Students"),
			      (const char *const[]){
				      "student_no", "name", "sex", "class_name", "seat",
				      "birth_date", "address", "guardian_name", "guardian_relation",
				      "guardian_phone", "mentor_no", "mentor_name", NULL } },
	[IMPORT_MENTORS] = { N_("Mentors"),
			     (const char *const[]){ "staff_no", "name", "subject", "phone",
						    "capacity", "status", NULL } },
	[IMPORT_ASSIGNMENTS] = { N_("Assignments"),
				 (const char *const[]){ "student_no", "student_name", "mentor_no",
							"mentor_name", "role", NULL } },
	[IMPORT_BELONGINGS] = { N_("Campus, grade, group"),
				(const char *const[]){ "mentor_no", "name", "class_name",
						       "student_no", "campus", "grade", "group",
						       NULL } },
	[IMPORT_PREFERENCES] = { N_("Choices"),
				 (const char *const[]){ "student_no", "student_name", "class_name",
							"choice1", "choice2", "choice3", NULL } },
	[IMPORT_MENTOR_PREFERENCES] = { N_("Mentors' wishes"),
					(const char *const[]){ "mentor_no", "mentor_name",
							       "student_no", "student_name",
							       "place", NULL } },
};

/* Where the field's own help says nothing, or not enough for a spreadsheet. */
static const struct {
	const char *field, *hint;
} hints[] = {
	{ "student_no", N_("Must be filled in, as 20260012: zeros in front stay. No two students "
			   "have the same.") },
	{ "birth_date", N_("Such as 2014-03-05; may stay empty.") },
	{ "mentor_no", N_("The staff number; it is needed where two mentors have one name.") },
	{ "mentor_name", N_("Who is a mentor already; may stay empty where the number is given.") },
	{ "student_name", N_("To compare with the number; may stay empty.") },
	{ "role", N_("Empty: the lead mentor.") },
};

static const char *label_of(enum import_kind kind)
{
	return kinds[kind].label ? _(kinds[kind].label) : import_kind_name(kind);
}

static const struct field *find(enum import_kind kind, const char *name)
{
	const struct field *f = NULL;

	for (const struct field *const *table = import_kind_fields(kind); *table && !f; table++)
		f = field_find(*table, name);
	return f;
}

/* By which the import finds the field again. */
static const char *header_of(enum import_kind kind, const struct field *f, struct arena *a)
{
	const char *alias = f->aliases, *word;
	const struct field *found = NULL;
	size_t len;

	for (const struct field *const *table = import_kind_fields(kind); *table && !found; table++)
		found = field_by_header(*table, _(f->label));
	if (found == f || !text_word(&alias, '|', &word, &len))
		return _(f->label);
	return arena_copy(a, word, len);
}

/* -------------------------------------------------------------------- choices */

struct choices {
	const char **texts;
	size_t count;
};

static void add(struct choices *c, struct arena *a, size_t most, const char *text)
{
	if (!c->texts)
		c->texts = arena_alloc(a, (most + 1) * sizeof *c->texts);
	c->texts[c->count++] = arena_text(a, text);
}

/* Mentors whose name is another's too are told apart by their number alone. */
static bool list_mentors(struct session *s, struct choices *c, struct arena *a, struct err *e)
{
	struct rowset set;
	bool ok = mentor_list(s, false, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct mentor *m = rowset_at(&set, i);
		size_t same = 0;

		for (size_t k = 0; k < set.count; k++)
			same += !strcmp(m->name, ((const struct mentor *)rowset_at(&set, k))->name);
		if (same == 1)
			add(c, a, set.count, m->name);
	}
	rowset_release(&set);
	return ok;
}

/* In the order of the list of students, which is theirs. */
static bool list_classes(struct session *s, struct choices *c, struct arena *a, struct err *e)
{
	struct rowset set;
	bool ok = student_list(s, &set, e);
	const char *last = "";

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct student *st = rowset_at(&set, i);

		if (st->class_name && strcmp(st->class_name, last) != 0)
			add(c, a, set.count, last = st->class_name);
	}
	rowset_release(&set);
	return ok;
}

static bool find_choices(struct session *s, const struct field *f, struct choices *c,
			 struct arena *a, struct err *e)
{
	const struct choice *all = f->choices;
	size_t count = 0;

	if (!strcmp(f->name, "class_name"))
		return list_classes(s, c, a, e);
	if (!strcmp(f->name, "mentor_name") || !strncmp(f->name, "choice", strlen("choice")))
		return list_mentors(s, c, a, e);
	while (all && all[count].code)
		count++;
	for (size_t i = 0; i < count; i++)
		add(c, a, count, _(all[i].label));
	return true;
}

/* -------------------------------------------------------------------- columns */

static const char *hint_of(const struct field *f)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (!strcmp(hints[i].field, f->name))
			return _(hints[i].hint);
	return f->help ? _(f->help) : NULL;
}

static void write_hint(struct table_out *t, const struct field *f)
{
	const char *hint = hint_of(f);
	struct buf text = { 0 };

	if (hint && f->flags & FIELD_REQUIRED && !strstr(hint, _("Must be filled in")))
		buf_printf(&text, "%s. ", _("Must be filled in"));
	buf_text(&text, hint ? hint : "");
	if (text.len)
		table_out_hint(t, buf_str(&text));
	buf_release(&text);
}

static enum table_kind kind_of(const struct field *f)
{
	if (f->kind == FIELD_INT)
		return TABLE_NUMBER;
	return f->kind == FIELD_DATE ? TABLE_DAY : TABLE_TEXT;
}

/* Of a kind that no columns were chosen for: all that rosters have a word for. */
static const char *const *columns_of(enum import_kind kind, struct arena *a)
{
	const char **all, **at;
	size_t count = 0;

	if (kinds[kind].columns)
		return kinds[kind].columns;
	for (const struct field *const *table = import_kind_fields(kind); *table; table++)
		for (const struct field *f = *table; f->name; f++)
			count++;
	at = all = arena_alloc(a, (count + 1) * sizeof *all);
	for (const struct field *const *table = import_kind_fields(kind); *table; table++)
		for (const struct field *f = *table; f->name; f++)
			if (f->aliases && !(f->flags & FIELD_READ_ONLY))
				*at++ = f->name;
	return all;
}

bool template_write(struct session *s, enum import_kind kind, struct table_out *t, struct err *e)
{
	struct arena a = { 0 };
	bool ok = session_may(s, MAY_IMPORT, e);

	if (ok)
		table_out_sheet(t, label_of(kind), NULL);
	for (const char *const *name = columns_of(kind, &a); ok && *name; name++) {
		const struct field *f = find(kind, *name);
		struct choices c = { 0 };

		ok = find_choices(s, f, &c, &a, e);
		if (!ok)
			break;
		table_out_column(t, header_of(kind, f, &a), f->width ? f->width : 10, kind_of(f),
				 c.texts);
		if (!strcmp(f->name, "class_name"))
			table_out_offer(t);
		write_hint(t, f);
	}
	arena_release(&a);
	return ok;
}
