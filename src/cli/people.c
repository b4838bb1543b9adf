/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/say.h"
#include "model/audit.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/people.h"
#include "model/student.h"

bool cli_in_session(struct cli *c, cli_work *work, struct err *e)
{
	struct session s;
	struct err ignored;
	bool ok;

	if (!session_open(&s, c->path, c->today, e))
		return false;
	ok = work(c, &s, e);
	if (!ok && e->kind == ERR_DENIED)
		audit_write(&s, &(struct audit_entry){ "refuse", c->command->name, 0, 0, e->text },
			    &ignored);
	session_close(&s);
	return ok;
}

bool cli_export(struct cli *c, struct session *s, const char *name, const struct rowset *rows,
		struct err *e)
{
	/* the name of a file may be a student's */
	static const char *const unsaid[] = { "db", "lang", "today", "output", "replace" };
	struct buf filter = { 0 };
	bool ok;

	for (size_t i = 0; i < c->value_count; i++) {
		const struct cli_value *v = &c->values[i];
		size_t k = 0;

		while (k < sizeof unsaid / sizeof *unsaid && strcmp(v->name, unsaid[k]) != 0)
			k++;
		if (k < sizeof unsaid / sizeof *unsaid)
			continue;
		buf_printf(&filter, "%s--%s", filter.len ? " " : "", v->name);
		if (*v->text && strcmp(v->name, "student"))
			buf_printf(&filter, " %s", v->text);
	}
	ok = audit_export(s, name, 0, rows->count, buf_str(&filter), e);
	buf_release(&filter);
	return ok;
}

/* "李小明 九(3) 20260012" */
static void add_candidate(struct buf *out, const struct person *p)
{
	static const char *const shown[] = { "name", "class_name", "student_no", "staff_no" };
	struct buf word = { 0 };

	buf_text(out, out->len ? _("; ") : "");
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		buf_clear(&word);
		field_show(field_find(person_fields, shown[i]), p, &word);
		if (word.len && i)
			buf_char(out, ' ');
		text_quote(out, buf_str(&word));
	}
	buf_release(&word);
}

enum { NAMED = 5 };

/* Nobody alone fits as a whole: who comes near. */
static bool not_one(struct cli *c, const char *typed, const struct people_hit *hits, size_t count,
		    size_t whole, struct err *e)
{
	struct buf named = { 0 };

	for (size_t i = 0; i < count && i < NAMED && (!whole || i < whole); i++)
		add_candidate(&named, hits[i].person);
	if (whole > NAMED || (!whole && count > NAMED))
		buf_text(&named, _("; and others"));
	if (whole)
		err_set(e, ERR_NOT_FOUND, _("\"%s\" is more than one; give the number: %s."),
			cli_quote(c, typed), buf_str(&named));
	else
		err_set(e, ERR_NOT_FOUND,
			_("\"%s\" is nobody's whole name or number. It comes near: %s."),
			cli_quote(c, typed), buf_str(&named));
	buf_release(&named);
	return false;
}

/* Of several whom the typed text fits as a whole, the one whose registered name it is. */
static const struct person *named_exactly(const char *typed, const struct people_hit *hits,
					  size_t whole)
{
	const struct person *found = NULL;

	for (size_t i = 0; i < whole; i++) {
		if (strcmp(hits[i].person->name, typed))
			continue;
		if (found)
			return NULL;
		found = hits[i].person;
	}
	return found;
}

static bool find_person(struct cli *c, struct session *s, unsigned kinds, const char *typed,
			int64_t *id, struct err *e)
{
	enum { MOST = 50 };
	struct people_hit hits[MOST];
	const struct person *found = NULL;
	struct people p;
	size_t count = 0, whole = 0;
	bool ok = people_load(s, kinds, &p, e);

	if (ok && typed[strspn(typed, " ")])
		count = people_find(&p, typed, hits, MOST, &whole);
	if (whole == 1)
		found = hits[0].person;
	else if (whole && whole <= MOST)
		found = named_exactly(typed, hits, whole);
	*id = found ? found->id : 0;
	if (count && !found)
		ok = not_one(c, typed, hits, count, whole, e);
	people_release(&p);
	return ok;
}

/* `sentence` is for a number. */
static bool nobody(struct cli *c, const char *sentence, const char *typed, struct err *e)
{
	return err_set(e, ERR_NOT_FOUND,
		       typed[strcspn(typed, "0123456789")] ? sentence
							   : _("Nobody is found by \"%s\"."),
		       cli_quote(c, typed));
}

const char *cli_operand(struct cli *c, size_t i)
{
	struct buf text = { 0 };
	const char *kept;

	charset_read(&text, c->operands[i], strlen(c->operands[i]));
	kept = arena_text(&c->arena, buf_str(&text));
	buf_release(&text);
	return kept;
}

bool cli_find_student(struct cli *c, struct session *s, const char *typed, int64_t *id,
		      struct err *e)
{
	struct student st = { 0 };

	if (!field_read(field_find(student_fields, "student_no"), &st, typed, &c->arena,
			DATE_NO_TODAY, NULL, e) ||
	    !student_find_no(s, st.student_no, id, e) ||
	    (!*id && !find_person(c, s, PEOPLE_STUDENTS, typed, id, e)))
		return false;
	return *id || nobody(c, _("There is no student with the number %s."), typed, e);
}

bool cli_student(struct cli *c, struct session *s, const char *option, int64_t *id, struct err *e)
{
	const char *typed = cli_value(c, option);

	*id = 0;
	return !typed || cli_find_student(c, s, typed, id, e);
}

bool cli_find_mentor(struct cli *c, struct session *s, const char *typed, int64_t *id,
		     struct err *e)
{
	struct mentor m = { 0 };

	if (!field_read(field_find(mentor_fields, "staff_no"), &m, typed, &c->arena, DATE_NO_TODAY,
			NULL, e) ||
	    !mentor_find_no(s, m.staff_no, id, e) ||
	    (!*id && !find_person(c, s, PEOPLE_MENTORS, typed, id, e)))
		return false;
	return *id || nobody(c, _("There is no mentor with the staff number %s."), typed, e);
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
		if (!cli_find_student(c, s, c->values[i].text, &id, e))
			return false;
		if (!among(*ids, *count, id))
			(*ids)[(*count)++] = id;
	}
	return true;
}

bool cli_number(struct cli *c, const char *typed, const char *list, int64_t *id, struct err *e)
{
	char *end;

	*id = strtoll(typed, &end, 10);
	return (end > typed && !*end && *id > 0) ||
	       usage_error(c, e, _("\"%s\" is no number; '%s' shows them."), cli_quote(c, typed),
			   list);
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

bool cli_year(struct cli *c, int64_t otherwise, int64_t *year, struct err *e)
{
	const char *typed = cli_value(c, "year");
	char *end;

	*year = otherwise;
	if (!typed)
		return true;
	*year = strtoll(typed, &end, 10);
	return (end == typed + 4 && !*end) ||
	       err_field(e, "year", _("\"%s\" is no school year; write it as 2026."),
			 cli_quote(c, typed));
}

bool cli_grade(struct cli *c, int64_t *grade, struct err *e)
{
	const char *typed = cli_value(c, "grade");

	*grade = 0;
	if (!typed)
		return true;
	for (int g = GRADE_MIN; g <= GRADE_MAX; g++)
		if (!strcmp(typed, grade_name(g)) ||
		    !strcmp(typed, arena_printf(&c->arena, "%d", g)))
			*grade = g;
	return *grade ||
	       err_field(e, "grade",
			 _("\"%s\" is no grade; write a number from %d to %d, or its name."),
			 cli_quote(c, typed), GRADE_MIN, GRADE_MAX);
}
