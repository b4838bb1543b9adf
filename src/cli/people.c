/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "model/mentor.h"
#include "model/student.h"

bool cli_in_session(struct cli *c, cli_work *work, struct err *e)
{
	struct session s;
	bool ok;

	if (!session_open(&s, c->path, c->today, e))
		return false;
	ok = work(c, &s, e);
	session_close(&s);
	return ok;
}

static bool find_student(struct cli *c, struct session *s, const char *typed, int64_t *id,
			 struct err *e)
{
	struct student st = { 0 };

	if (!field_read(field_find(student_fields, "student_no"), &st, typed, &c->arena,
			DATE_NO_TODAY, NULL, e) ||
	    !student_find_no(s, st.student_no, id, e))
		return false;
	return *id || err_set(e, ERR_NOT_FOUND, _("There is no student with the number %s."),
			      cli_quote(c, typed));
}

bool cli_student(struct cli *c, struct session *s, const char *option, int64_t *id, struct err *e)
{
	const char *typed = cli_value(c, option);

	*id = 0;
	return !typed || find_student(c, s, typed, id, e);
}

bool cli_find_mentor(struct cli *c, struct session *s, const char *typed, int64_t *id,
		     struct err *e)
{
	struct mentor m = { 0 };

	if (!field_read(field_find(mentor_fields, "staff_no"), &m, typed, &c->arena, DATE_NO_TODAY,
			NULL, e) ||
	    !mentor_find_no(s, m.staff_no, id, e))
		return false;
	return *id || err_set(e, ERR_NOT_FOUND, _("There is no mentor with the staff number %s."),
			      cli_quote(c, typed));
}

bool cli_mentor(struct cli *c, struct session *s, const char *option, int64_t *id, struct err *e)
{
	const char *typed = cli_value(c, option);

	*id = 0;
	return !typed || cli_find_mentor(c, s, typed, id, e);
}

static bool among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

bool cli_students(struct cli *c, struct session *s, int64_t **ids, size_t *count, struct err *e)
{
	*ids = arena_alloc(&c->arena, (c->value_count + 1) * sizeof **ids);
	*count = 0;
	for (size_t i = 0; i < c->value_count; i++) {
		int64_t id;

		if (strcmp(c->values[i].name, "student"))
			continue;
		if (!find_student(c, s, c->values[i].text, &id, e))
			return false;
		if (!among(*ids, *count, id))
			(*ids)[(*count)++] = id;
	}
	return true;
}

bool cli_date(struct cli *c, struct session *s, const char *option, const char **iso, struct err *e)
{
	const char *typed = cli_value(c, option);
	iso_date day;
	int days;

	*iso = NULL;
	if (!typed)
		return true;
	if (!date_read(typed, s->today, &days, e))
		return false;
	date_to_iso(days, day);
	*iso = arena_text(&c->arena, day);
	return true;
}

bool cli_fields(struct cli *c, struct session *s, void *thing, struct err *e)
{
	for (size_t i = 0; i < c->value_count; i++) {
		const struct cli_value *v = &c->values[i];

		if (v->field && !field_read(v->field, thing, v->text, &c->arena, s->today, NULL, e))
			return false;
	}
	return true;
}

bool cli_year(struct cli *c, struct session *s, int64_t *year, struct err *e)
{
	const char *typed = cli_value(c, "year");
	char *end;

	*year = s->year.id;
	if (!typed)
		return true;
	*year = strtoll(typed, &end, 10);
	return (end == typed + 4 && !*end) ||
	       err_field(e, "year", _("\"%s\" is no school year; write it as 2026."),
			 cli_quote(c, typed));
}
