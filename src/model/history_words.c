/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "history_private.h"
#include "model/absence.h"
#include "model/assignment.h"
#include "model/belonging.h"
#include "model/bright_spot.h"
#include "model/change_request.h"
#include "model/condition.h"
#include "model/contact.h"
#include "model/exemption.h"
#include "model/guardian.h"
#include "model/key_date.h"
#include "model/mentor.h"
#include "model/plan.h"
#include "model/preference.h"
#include "model/referral.h"
#include "model/statements.h"
#include "model/student.h"
#include "model/training.h"

enum { MENTOR, STUDENT, CLASS, DEPARTMENT, KEY_DATE };

static const struct sql statements[] = {
	[MENTOR] = { "history.mentor", "SELECT name FROM mentor WHERE id = :id", false },
	[STUDENT] = { "history.student", "SELECT name, rev FROM my_student WHERE id = :id", false },
	[CLASS] = { "history.class",
		    "SELECT entry_year || ' (' || number || ')' FROM class WHERE id = :id", false },
	[DEPARTMENT] = { "history.department", "SELECT name FROM department WHERE id = :id",
			 false },
	[KEY_DATE] = { "history.key_date", "SELECT name FROM key_date WHERE id = :id", false },
};
const struct sql_table history_words_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- columns in words */

static const struct {
	const char *table;
	const struct field *fields;
} things[] = {
	{ "student", student_fields },
	{ "guardian", guardian_fields },
	{ "mentor", mentor_fields },
	{ "assignment", assignment_fields },
	{ "contact", contact_fields },
	{ "exemption", exemption_fields },
	{ "referral", referral_fields },
	{ "plan", plan_fields },
	{ "bright_spot", bright_spot_fields },
	{ "training", training_fields },
	{ "key_date", key_date_fields },
	{ "absence", absence_fields },
	{ "condition", condition_fields },
	{ "belonging", belonging_fields },
	{ "mentor_preference", mentor_preference_fields },
	{ "change_request", change_request_fields },
};

/* What stands in no table of fields. */
static const struct choice other_columns[] = {
	{ "class_id", N_("Class"), NULL },
	{ "seat", N_("Seat"), NULL },
	{ "starts", N_("First day"), NULL },
	{ "ends", N_("Last day"), NULL },
	{ "reason", N_("Reason"), NULL },
	{ "party", N_("Handed to"), NULL },
	{ "way", N_("How"), NULL },
	{ "date", N_("Date"), NULL },
	{ "mentor_id", N_("Mentor"), NULL },
	{ "student_id", N_("Student"), NULL },
	{ "key_date_id", N_("Occasion"), NULL },
	{ "department_id", N_("Department"), NULL },
	{ "sensitive", N_("Sensitive"), NULL },
	{ "given_by", N_("Given by"), NULL },
	{ "covers", N_("Covers"), NULL },
	{ "given_on", N_("Given on"), NULL },
	{ "withdrawn_on", N_("Withdrawn on"), NULL },
	{ "withdrawn", N_("Withdrawn"), NULL },
	{ "rank", N_("Choice"), NULL },
	{ "answered_on", N_("Answered on"), NULL },
	{ 0 },
};

/* Numbers of rows, and what everybody can see by the date and the name. */
bool history_is_shown(const char *column)
{
	static const char *const hidden[] = { "id",         "rev",         "school_year_id",
					      "contact_id", "created_at",  "made_on",
					      "made_at",    "guardian_id", "training_id",
					      "account_id", NULL };

	for (const char *const *h = hidden; *h; h++)
		if (!strcmp(*h, column))
			return false;
	return true;
}

static const struct field *field_of(const char *table, const char *column)
{
	for (size_t i = 0; i < sizeof things / sizeof *things; i++)
		if (!strcmp(things[i].table, table))
			return field_find(things[i].fields, column);
	return NULL;
}

static int statement_of(const char *column)
{
	static const struct {
		const char *column;
		int statement;
	} names[] = {
		{ "mentor_id", MENTOR },         { "from_id", MENTOR },      { "to_id", MENTOR },
		{ "student_id", STUDENT },       { "other_id", STUDENT },    { "class_id", CLASS },
		{ "department_id", DEPARTMENT }, { "key_date_id", KEY_DATE }
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i].column, column))
			return names[i].statement;
	return -1;
}

/* ---------------------------------------------------------------------- JSON */

static void read_text(const char **at, struct buf *out)
{
	buf_clear(out);
	for ((*at)++; **at && **at != '"'; (*at)++) {
		char digits[5] = { 0 };

		if (**at != '\\') {
			buf_char(out, **at);
			continue;
		}
		memcpy(digits, strnlen(*at, 6) == 6 ? *at + 2 : "003f", 4);
		buf_char(out, (char)strtol(digits, NULL, 16));
		*at += 5;
	}
	*at += **at == '"';
}

bool history_member(const char **at, struct member *m)
{
	*at += strspn(*at, "{,");
	if (**at != '"')
		return false;
	read_text(at, &m->name);
	*at += **at == ':';
	m->text = **at == '"';
	if (m->text) {
		read_text(at, &m->value);
	} else {
		size_t len = strcspn(*at, ",}");

		buf_clear(&m->value);
		buf_add(&m->value, *at, len);
		*at += len;
	}
	m->null = !m->text && !strcmp(buf_str(&m->value), "null");
	return true;
}

void history_release(struct member *m)
{
	buf_release(&m->name);
	buf_release(&m->value);
}

/* ---------------------------------------------------------------------- values */

static bool add_name(struct session *s, int statement, int64_t id, struct buf *out, struct err *e)
{
	struct arena arena = { 0 };
	const char *name;
	bool ok = db_text(s->db, &statements[statement], WITH(INT("id", id)), &arena, &name, e);

	if (ok && name)
		buf_text(out, name);
	else if (ok)
		buf_printf(out, "#%lld", (long long)id);
	arena_release(&arena);
	return ok;
}

bool history_value(struct session *s, const char *table, const struct member *m, struct buf *out,
		   struct err *e)
{
	enum { LARGEST = 1024 };
	_Alignas(8) char thing[LARGEST] = { 0 };
	const struct field *f = field_of(table, buf_str(&m->name));
	int statement = statement_of(buf_str(&m->name));

	if (m->null)
		return true;
	if (statement >= 0 && !m->text)
		return add_name(s, statement, atoll(buf_str(&m->value)), out, e);
	if (!f) {
		buf_text(out, buf_str(&m->value));
		return true;
	}
	if (field_is_number(f))
		field_put_int(f, thing, atoll(buf_str(&m->value)));
	else
		field_put_text(f, thing, buf_str(&m->value));
	field_show(f, thing, out);
	return true;
}

const char *history_label(const char *table, const char *column)
{
	const struct field *f = field_of(table, column);
	const struct choice *c = choice_find(other_columns, column);

	return f && f->label && *f->label ? _(f->label) : c ? _(c->label) : column;
}
