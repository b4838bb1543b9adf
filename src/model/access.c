/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/access.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "db/guard.h"
#include "model/statements.h"

static const struct access roles[] = {
	{ "office", SCOPE_EVERYBODY,
	  MAY_READ | MAY_RECORD | MAY_EDIT_PEOPLE | MAY_ASSIGN | MAY_IMPORT | MAY_RUN_YEAR },
	{ "mentor", SCOPE_OWN, MAY_READ | MAY_RECORD },
};

/* What statements may name. Tables about students are read through their my_ views alone. */
static const struct guard_rule rules[] = {
	{ "setting", GUARD_READ | GUARD_INSERT | GUARD_UPDATE },
	{ "school_year", GUARD_READ | GUARD_INSERT | GUARD_UPDATE },
	{ "rule", GUARD_READ | GUARD_INSERT | GUARD_UPDATE },
	{ "key_date", GUARD_READ | GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "class", GUARD_READ | GUARD_INSERT },
	{ "mentor", GUARD_READ | GUARD_INSERT | GUARD_UPDATE },
	{ "account", GUARD_READ | GUARD_INSERT | GUARD_UPDATE },
	{ "access_grant", GUARD_READ | GUARD_INSERT | GUARD_UPDATE },
	{ "audit", GUARD_INSERT },
	{ "consent", GUARD_INSERT | GUARD_UPDATE },
	{ "department", GUARD_READ | GUARD_INSERT | GUARD_UPDATE },
	{ "training", GUARD_READ | GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "attendance", GUARD_READ | GUARD_INSERT | GUARD_DELETE },
	{ "figure", GUARD_READ | GUARD_INSERT | GUARD_DELETE },
	{ "rollover", GUARD_READ | GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "rollover_row", GUARD_READ | GUARD_INSERT | GUARD_DELETE },
	{ "student", GUARD_INSERT | GUARD_UPDATE },
	{ "enrolment", GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "guardian", GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "assignment", GUARD_INSERT | GUARD_UPDATE },
	{ "contact", GUARD_INSERT | GUARD_UPDATE },
	{ "contact_student", GUARD_INSERT | GUARD_DELETE },
	{ "delivery", GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "exemption", GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "referral", GUARD_INSERT | GUARD_UPDATE },
	{ "plan", GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "bright_spot", GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "phrase", GUARD_READ | GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "phrase_use", GUARD_READ | GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ "gone", GUARD_READ },
	{ "binding", GUARD_READ | GUARD_INSERT | GUARD_UPDATE | GUARD_DELETE },
	{ NULL, 0 },
};

/*
 * The tables about students: which rows of each are in scope, and what a guard trigger looks at
 * when a row is written. %s stands for OLD or NEW.
 */
static const struct person_table {
	const char *table;
	const char *in_scope;   /* for the view */
	const char *refuse_row; /* for the triggers: true where the row is foreign */
} person_tables[] = {
	{ "student", "id IN scope", "%s.id NOT IN scope" },
	{ "enrolment", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "guardian", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "assignment", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "exemption", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "referral", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "plan", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "bright_spot", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "consent", "student_id IN scope", "%s.student_id NOT IN scope" },
	{ "contact_student", "student_id IN scope",
	  "%s.student_id NOT IN scope OR EXISTS (SELECT 1 FROM main.contact_student cs"
	  " WHERE cs.contact_id = %s.contact_id AND cs.student_id NOT IN scope)" },
	{ "contact",
	  "EXISTS (SELECT 1 FROM main.contact_student cs"
	  " WHERE cs.contact_id = contact.id AND cs.student_id IN scope)",
	  /* a new contact has no students yet; an old one must have one's own alone */
	  "EXISTS (SELECT 1 FROM main.contact_student cs"
	  " WHERE cs.contact_id = %s.id AND cs.student_id NOT IN scope)" },
	{ "delivery",
	  "EXISTS (SELECT 1 FROM main.contact_student cs"
	  " WHERE cs.contact_id = delivery.contact_id AND cs.student_id IN scope)",
	  "NOT EXISTS (SELECT 1 FROM main.contact_student cs"
	  " WHERE cs.contact_id = %s.contact_id AND cs.student_id IN scope)"
	  " OR EXISTS (SELECT 1 FROM main.contact_student cs"
	  " WHERE cs.contact_id = %s.contact_id AND cs.student_id NOT IN scope)" },
};
enum { PERSON_TABLES = sizeof person_tables / sizeof *person_tables };

const struct access *access_of_role(const char *role)
{
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (!strcmp(roles[i].role, role))
			return &roles[i];
	return NULL;
}

static void add_view(struct buf *script, const struct person_table *t, enum scope scope)
{
	buf_printf(script, "CREATE TEMP VIEW my_%s AS SELECT * FROM main.%s", t->table, t->table);
	if (scope != SCOPE_EVERYBODY)
		buf_printf(script, " WHERE %s", t->in_scope);
	buf_text(script, ";");
}

static void add_trigger(struct buf *script, const struct person_table *t, const char *event,
			const char *row)
{
	buf_printf(script,
		   "CREATE TEMP TRIGGER guard_%s_%s_%s BEFORE %s ON main.%s "
		   "BEGIN SELECT RAISE(ABORT, 'outside the scope') WHERE ",
		   t->table, event, row, event, t->table);
	for (const char *s = t->refuse_row; *s; s++) {
		if (strncmp(s, "%s", 2)) {
			buf_char(script, *s);
			continue;
		}
		buf_text(script, row);
		s++;
	}
	buf_text(script, "; END;");
}

static void add_guards(struct buf *script, const struct person_table *t)
{
	add_trigger(script, t, "INSERT", "NEW");
	add_trigger(script, t, "UPDATE", "OLD");
	add_trigger(script, t, "UPDATE", "NEW");
	add_trigger(script, t, "DELETE", "OLD");
}

static void fill_scope(struct buf *script, int64_t mentor_id, const char *today)
{
	buf_printf(script,
		   "CREATE TEMP TABLE scope (student_id INTEGER PRIMARY KEY);"
		   "INSERT INTO scope SELECT DISTINCT student_id FROM main.assignment"
		   " WHERE mentor_id = %lld AND starts <= '%s' AND ends >= '%s';",
		   (long long)mentor_id, today, today);
}

static void drop_all(struct buf *script)
{
	for (int i = 0; i < PERSON_TABLES; i++) {
		const char *t = person_tables[i].table;

		buf_printf(script,
			   "DROP VIEW IF EXISTS temp.my_%s;"
			   "DROP TRIGGER IF EXISTS temp.guard_%s_INSERT_NEW;"
			   "DROP TRIGGER IF EXISTS temp.guard_%s_UPDATE_OLD;"
			   "DROP TRIGGER IF EXISTS temp.guard_%s_UPDATE_NEW;"
			   "DROP TRIGGER IF EXISTS temp.guard_%s_DELETE_OLD;",
			   t, t, t, t, t);
	}
	buf_text(script, "DROP TABLE IF EXISTS temp.scope;");
}

bool access_install(struct db *db, enum scope scope, int64_t mentor_id, const char *today,
		    struct err *e)
{
	struct buf script = { 0 };
	bool again = guard_is_set(db), ok;

	guard_set(db, NULL);
	if (again)
		drop_all(&script);
	if (scope != SCOPE_EVERYBODY)
		fill_scope(&script, mentor_id, today);
	for (int i = 0; i < PERSON_TABLES; i++) {
		add_view(&script, &person_tables[i], scope);
		if (scope != SCOPE_EVERYBODY)
			add_guards(&script, &person_tables[i]);
	}
	ok = guard_script(db, "access", buf_str(&script), e);
	buf_release(&script);
	guard_set(db, rules);
	return ok;
}
