/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "history_private.h"
#include "model/statements.h"

enum { OF_ROW, OF_CONTACT, OF_STUDENT, ENTRY };

#define COLUMNS                                                                                    \
	"SELECT id, rev, substr(datetime(at, 'localtime'), 3, 14), login, name, action, "          \
	"old, new FROM my_audit "
/* who a contact was with is said by the contact's being there */
#define CHANGES                                                                                    \
	"action IN ('insert', 'update', 'delete') "                                                \
	"AND NOT (name = 'contact_student' AND action = 'insert') "

static const struct sql statements[] = {
	[OF_ROW] = { "history.of_row",
		     COLUMNS "WHERE name = :name AND row_id = :id AND " CHANGES "ORDER BY id DESC",
		     false },
	[OF_CONTACT] = { "history.of_contact",
			 COLUMNS "WHERE contact_id = :id AND :name <> '' AND " CHANGES
				 "ORDER BY id DESC",
			 false },
	[OF_STUDENT] = { "history.of_student",
			 COLUMNS
			 "WHERE id IN (SELECT id FROM my_audit WHERE student_id = :id UNION "
			 "SELECT id FROM my_audit WHERE student_id IS NULL AND contact_id IN "
			 "(SELECT contact_id FROM my_audit WHERE student_id = :id UNION "
			 "SELECT contact_id FROM my_contact_student WHERE student_id = :id)) "
			 "AND :name <> '' AND " CHANGES "ORDER BY id DESC",
			 false },
	[ENTRY] = { "history.entry", COLUMNS "WHERE id = :id AND :name <> ''", false },
};
const struct sql_table history_sql = SQL_TABLE(statements);

static const struct choice tables[] = {
	{ "student", N_("Student"), NULL },
	{ "enrolment", N_("Class"), NULL },
	{ "guardian", N_("Guardian"), NULL },
	{ "mentor", N_("Mentor"), NULL },
	{ "assignment", N_("Mentor"), NULL },
	{ "contact", N_("Contact"), NULL },
	{ "contact_student", N_("With"), NULL },
	{ "delivery", N_("Handed over"), NULL },
	{ "exemption", N_("Exemption"), NULL },
	{ "referral", N_("Referral"), NULL },
	{ "plan", N_("Plan"), NULL },
	{ "bright_spot", N_("Bright spot"), NULL },
	{ "consent", N_("Consent"), NULL },
	{ "absence", N_("Absence"), NULL },
	{ "condition", N_("Condition"), NULL },
	{ "belonging", N_("Belonging"), NULL },
	{ "preference", N_("Choice"), NULL },
	{ "mentor_preference", N_("Mentor's wish"), NULL },
	{ "change_request", N_("Other mentor"), NULL },
	{ "access_grant", N_("Access"), NULL },
	{ "training", N_("Training"), NULL },
	{ "attendance", N_("Training"), NULL },
	{ "key_date", N_("Key date"), NULL },
	{ 0 },
};

static const struct choice actions[] = {
	{ "insert", N_("added"), NULL },
	{ "update", N_("edited"), NULL },
	{ "delete", N_("removed"), NULL },
	{ 0 },
};

const struct field history_fields[] = {
	{ FIELD(struct history_line, at), .label = N_("When"), .kind = FIELD_TEXT, .width = 14 },
	{ FIELD(struct history_line, login), .label = N_("Who"), .kind = FIELD_TEXT, .width = 8 },
	{ FIELD(struct history_line, done), .label = N_("What"), .kind = FIELD_TEXT, .width = 13 },
	{ FIELD(struct history_line, field), .label = N_("Field"), .kind = FIELD_TEXT, .width = 8 },
	{ FIELD(struct history_line, from), .label = N_("Was"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct history_line, to), .label = N_("Is now"), .kind = FIELD_TEXT, .width = 30 },
	{ 0 },
};

/* ---------------------------------------------------------------------- lines */

struct entry {
	int64_t id;
	const char *at, *login, *table, *action, *before, *after;
};

static struct history_line *add_line(struct rowset *out, const struct entry *n)
{
	struct history_line *l = rowset_add(out);

	l->id = (int64_t)out->count;
	l->entry = n->id;
	l->at = arena_text(&out->arena, n->at);
	l->login = arena_text(&out->arena, n->login);
	l->done = arena_printf(&out->arena, "%s %s", choice_label(tables, n->table),
			       choice_label(actions, n->action));
	return l;
}

/* The member of that name; false where the object has none. */
static bool find_member(const char *json, const char *name, struct member *m)
{
	while (json && history_member(&json, m))
		if (!strcmp(buf_str(&m->name), name))
			return true;
	return false;
}

/* One line a field. What was added has no before, what was removed no after. */
static bool add_fields(struct session *s, const struct entry *n, struct rowset *out, struct err *e)
{
	const char *at = *n->after ? n->after : n->before;
	struct member m = { 0 }, before = { 0 };
	bool ok = true;

	while (ok && history_member(&at, &m)) {
		struct buf from = { 0 }, to = { 0 };
		struct history_line *l;

		if (!history_is_shown(buf_str(&m.name)))
			continue;
		if (!*n->after)
			ok = history_value(s, n->table, &m, &from, e);
		else
			ok = history_value(s, n->table, &m, &to, e);
		if (ok && *n->after && find_member(n->before, buf_str(&m.name), &before))
			ok = history_value(s, n->table, &before, &from, e);
		l = add_line(out, n);
		l->field = arena_text(&out->arena, history_label(n->table, buf_str(&m.name)));
		l->from = arena_text(&out->arena, buf_str(&from));
		l->to = arena_text(&out->arena, buf_str(&to));
		buf_release(&from);
		buf_release(&to);
	}
	history_release(&m);
	history_release(&before);
	return ok;
}

/* What was added or removed, in one line. */
static bool add_whole(struct session *s, const struct entry *n, struct rowset *out, struct err *e)
{
	const char *at = *n->after ? n->after : n->before, *words;
	struct history_line *l;
	struct member m = { 0 };
	struct buf all = { 0 };
	bool ok = true;

	while (ok && history_member(&at, &m)) {
		if (!history_is_shown(buf_str(&m.name)) ||
		    (!strcmp(buf_str(&m.name), "student_id") &&
		     strcmp(n->table, "contact_student")))
			continue;
		buf_text(&all, all.len ? "  " : "");
		ok = history_value(s, n->table, &m, &all, e);
	}
	history_release(&m);
	l = add_line(out, n);
	words = arena_text(&out->arena, buf_str(&all));
	if (*n->after)
		l->to = words;
	else
		l->from = words;
	buf_release(&all);
	return ok;
}

static bool add_entry(struct session *s, const struct entry *n, bool whole, struct rowset *out,
		      struct err *e)
{
	bool update = !strcmp(n->action, "update");

	if (!*n->before && !*n->after) {
		struct history_line *l = add_line(out, n);

		l->to = _("(not for you to see, or purged)");
		return true;
	}
	return update || !whole ? add_fields(s, n, out, e) : add_whole(s, n, out, e);
}

static bool load(struct session *s, int statement, const char *table, int64_t id, bool whole,
		 struct rowset *out, struct err *e)
{
	struct arena arena = { 0 };
	struct entry *all = NULL;
	size_t count = 0;
	struct cursor c;
	bool ok;

	rowset_init(out, history_fields, sizeof(struct history_line));
	if (!cursor_open(&c, s->db, &statements[statement],
			 WITH(INT("id", id), TEXT("name", table)), e))
		return false;
	while (cursor_next(&c)) {
		all = mem_grow(all, (count + 1) * sizeof *all);
		all[count++] = (struct entry){
			.id = cursor_int(&c, 0),
			.at = arena_text(&arena, cursor_text(&c, 2)),
			.login = arena_text(&arena, cursor_text(&c, 3)),
			.table = arena_text(&arena, cursor_text(&c, 4)),
			.action = arena_text(&arena, cursor_text(&c, 5)),
			.before = arena_text(&arena, cursor_text(&c, 6)),
			.after = arena_text(&arena, cursor_text(&c, 7)),
		};
	}
	ok = cursor_close(&c);
	for (size_t i = 0; ok && i < count; i++)
		ok = add_entry(s, &all[i], whole, out, e);
	free(all);
	arena_release(&arena);
	return ok;
}

bool history_list(struct session *s, const char *table, int64_t id, struct rowset *out,
		  struct err *e)
{
	int statement = !strcmp(table, "student")   ? OF_STUDENT
			: !strcmp(table, "contact") ? OF_CONTACT
						    : OF_ROW;

	return load(s, statement, table, id, true, out, e);
}

bool history_entry(struct session *s, int64_t entry, struct rowset *out, struct err *e)
{
	return load(s, ENTRY, "audit", entry, false, out, e);
}
