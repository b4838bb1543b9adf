/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canary.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "db/db_private.h"
#include "db/door.h"
#include "model/statements.h"
#include "support/school.h"

enum { FIRST = 71, LAST = 76, FOLK = 1000, SHARED = 80001, SHAREDS = 2 };

/* What stands in the last three digits of a row's id. */
enum {
	STUDENT,
	ENROLMENT,
	GUARDIAN,
	LEAD,
	OTHER_ASSIGNMENT,
	TALK,
	FEEDBACK,
	TALKED,
	TOLD,
	DELIVERY,
	BOTH,
	LATER_ENROLMENT,
	REFERRAL,
	PLAN,
	BRIGHT_SPOT,
	ROWS
};

/* ---------------------------------------------------------------------- the school */

static void add_student(struct buf *script, int n, int lead)
{
	int id = n * FOLK;

	buf_printf(script,
		   "INSERT INTO student (id, student_no, name, address)"
		   " VALUES (%d, 'no%d', 'name%d', 'address%d');",
		   id, id, id, id);
	/* the second one in years of its own, so that it may be moved to any other student */
	buf_printf(script,
		   "INSERT INTO enrolment (id, student_id, school_year_id, class_id, seat, starts,"
		   " ends, reason) VALUES (%d, %d, 2026, 1, %d, '2026-09-01', '2027-08-31', 'r%d'),"
		   " (%d, %d, 2026, 1, %d, '%d-09-01', '%d-12-31', 'r%d');",
		   id + ENROLMENT, id, n, id, id + LATER_ENROLMENT, id, n, 2000 + n, 2000 + n, id);
	buf_printf(script,
		   "INSERT INTO guardian (id, student_id, name, relation, phone)"
		   " VALUES (%d, %d, 'guardian%d', 'r%d', '%d');",
		   id + GUARDIAN, id, id, id, id);
	buf_printf(script,
		   "INSERT INTO assignment (id, student_id, mentor_id, role, starts, reason)"
		   " VALUES (%d, %d, %d, 'lead', '%s', 'r%d');",
		   id + LEAD, id, lead, n == 76 ? "2026-11-24" : "2026-11-23", id);
	for (int kind = TALK; kind <= FEEDBACK; kind++)
		buf_printf(
			script,
			"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, place,"
			" summary, bright_spots, advice, created_at) VALUES (%d, 2026, '%s',"
			" '2026-11-20', %d, 'p%d', 's%d', 'b%d', 'a%d', 'then');"
			"INSERT INTO contact_student (id, contact_id, student_id, school_year_id,"
			" kind, date, mentor_id, withdrawn) VALUES (%d, %d, %d, 2026, '%s',"
			" '2026-11-20', %d, 0);",
			id + kind, kind == TALK ? "talk" : "feedback", lead, id, id, id, id,
			id + kind - TALK + TALKED, id + kind, id,
			kind == TALK ? "talk" : "feedback", lead);
	buf_printf(script,
		   "INSERT INTO delivery (id, contact_id, party, date)"
		   " VALUES (%d, %d, 'student', '2026-11-20');",
		   id + DELIVERY, id + FEEDBACK);
	buf_printf(script,
		   "INSERT INTO referral (id, student_id, mentor_id, contact_id, department_id,"
		   " date, due, notes) VALUES (%d, %d, %d, %d, 1, '2026-11-20', '2026-12-04',"
		   " 'n%d');",
		   id + REFERRAL, id, lead, id + TALK, id);
	buf_printf(script,
		   "INSERT INTO plan (id, student_id, mentor_id, kind, date, place, note, made_on)"
		   " VALUES (%d, %d, %d, 'talk', '2026-11-20', 'p%d', 'n%d', '2026-11-10');",
		   id + PLAN, id, lead, id, id);
	buf_printf(script,
		   "INSERT INTO bright_spot (id, student_id, mentor_id, date, text, created_at)"
		   " VALUES (%d, %d, %d, '2026-11-20', 't%d', 'then');",
		   id + BRIGHT_SPOT, id, lead, id);
}

static void add_shared(struct buf *script, int id, int first, int second, int mentor)
{
	buf_printf(script,
		   "INSERT INTO contact (id, school_year_id, kind, date, mentor_id, summary,"
		   " created_at) VALUES (%d, 2026, 'talk', '2026-11-20', %d, 'of both', 'then');"
		   "INSERT INTO contact_student (id, contact_id, student_id, school_year_id, kind,"
		   " date, mentor_id, withdrawn) VALUES"
		   " (%d, %d, %d, 2026, 'talk', '2026-11-20', %d, 0),"
		   " (%d, %d, %d, 2026, 'talk', '2026-11-20', %d, 0);",
		   id, mentor, first * FOLK + BOTH, id, first * FOLK, mentor, second * FOLK + BOTH,
		   id, second * FOLK, mentor);
}

void canary_begin(struct session *s)
{
	static const int lead[] = { 1, 1, 2, 2, 3, 3 };
	struct buf script = { 0 };

	school_begin(s, SCHOOL_TODAY);
	for (int n = 1; n <= CANARY_MENTORS; n++)
		school_add_mentor(s, n);
	buf_text(
		&script,
		"INSERT INTO class (id, stage, entry_year, number) VALUES (1, 'junior', 2026, 1);");
	for (int n = FIRST; n <= LAST; n++)
		add_student(&script, n, lead[n - FIRST]);
	buf_printf(&script,
		   "INSERT INTO assignment (id, student_id, mentor_id, role, starts, ends, reason)"
		   " VALUES (%d, %d, 1, 'co', '2026-09-01', '9999-12-31', 'r%d'),"
		   " (%d, %d, 3, 'lead', '2026-09-01', '2026-11-22', 'r%d'),"
		   " (%d, %d, 4, 'co', '2026-09-01', '2026-11-22', 'r%d');",
		   73 * FOLK + OTHER_ASSIGNMENT, 73 * FOLK, 73 * FOLK, 71 * FOLK + OTHER_ASSIGNMENT,
		   71 * FOLK, 71 * FOLK, 74 * FOLK + OTHER_ASSIGNMENT, 74 * FOLK, 74 * FOLK);
	add_shared(&script, SHARED, 71, 74, 1);
	add_shared(&script, SHARED + 1, 72, 75, 3);
	school_script(s, buf_str(&script));
	buf_release(&script);
}

/* By the list in canary.h, not by what the session thinks. */
static bool is_own(const struct session *s, int student)
{
	static const char *const own[CANARY_MENTORS] = { "71 72 73", "73 74", "75", "" };
	char word[8];

	snprintf(word, sizeof word, "%d", student);
	return strstr(own[s->mentor_id - 1], word) != NULL;
}

/* -------------------------------------------------------------- what is bound */

struct value {
	const char *text; /* NULL: the number */
	int64_t number;
};

struct values {
	struct value *at;
	size_t count;
};

struct run {
	struct session *s;
	struct canary *out;
	struct arena arena;
	const struct sql *sql;
};

static void add_number(struct run *r, struct values *v, int64_t number)
{
	struct value *grown = arena_alloc(&r->arena, (v->count + 1) * sizeof *grown);

	if (v->count)
		memcpy(grown, v->at, v->count * sizeof *grown);
	grown[v->count++] = (struct value){ NULL, number };
	v->at = grown;
}

static void add_text(struct run *r, struct values *v, const char *text)
{
	add_number(r, v, 0);
	v->at[v->count - 1].text = text;
}

static void add_words(struct run *r, struct values *v, const char *words)
{
	char *rest = arena_text(&r->arena, words), *word;

	while ((word = strsep(&rest, " ")))
		if (isdigit((unsigned char)*word) && !strchr(word, '-'))
			add_number(r, v, atoll(word));
		else
			add_text(r, v, strcmp(word, "empty") ? word : "");
}

/* What a parameter of that name may be; for one not listed, some text. */
static const struct {
	const char *name, *words;
} fixed[] = {
	{ "mentor", "0 1 2 3 4" },
	{ "mentor_id", "1 2 3 4" },
	{ "kind", "empty talk feedback" },
	{ "role", "lead co" },
	{ "party", "student guardians" },
	{ "status", "active" },
	{ "stage", "junior" },
	{ "sex", "m" },
	{ "date", "2026-11-20" },
	{ "day", "2026-11-23 2026-11-24 2026-09-10" },
	{ "today", "2026-11-23 2026-11-24 2026-09-10" },
	{ "from", "2026-09-01" },
	{ "to", "2027-08-31" },
	{ "year_starts", "2026-09-01" },
	{ "year_ends", "2027-08-31" },
	{ "starts", "2040-09-01" },
	{ "ends", "2040-12-31" },
	{ "opens", "2040-09-01" },
	{ "due", "2040-12-31" },
	{ "second_term", "2040-10-01" },
	{ "birth_date", "2014-05-06" },
	{ "year", "2026" },
	{ "next", "2027" },
	{ "last", "2027-08-31" },
	{ "vocational", "3" },
	{ "class", "1" },
	{ "rev", "1" },
	{ "seat", "5" },
	{ "number", "7" },
	{ "entry_year", "2025" },
	{ "capacity", "15" },
	{ "with_left", "1" },
	{ "most", "5000" },
	{ "term", "1" },
	{ "grades", "1" },
	{ "training", "1" },
	{ "credits", "15" },
	{ "which", "open overdue" },
	{ "soon", "2026-12-07" },
	{ "time", "16:30" },
	{ "missed", "0 1" },
	{ "is_new", "0 1" },
	{ "department_id", "1" },
	{ "with_retired", "1" },
	{ "in_use", "1" },
};

/* NULL, for what may be unknown. */
static bool is_unknown(const char *name)
{
	return !strcmp(name, "key_date_id") || !strcmp(name, "key_date") ||
	       !strcmp(name, "missing_since") || !strcmp(name, "contact_id") ||
	       !strcmp(name, "closed_on") || !strcmp(name, "guardian_id");
}

static struct values values_of(struct run *r, const char *name)
{
	struct values v = { 0 };

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (!strcmp(fixed[i].name, name))
			add_words(r, &v, fixed[i].words);
	for (int n = FIRST; n <= LAST; n++) {
		int id = n * FOLK;

		if (!strcmp(name, "student") || !strcmp(name, "student_id"))
			add_number(r, &v, id);
		for (int row = 0; !strcmp(name, "id") && row < ROWS; row++)
			add_number(r, &v, id + row);
		for (int row = TALK; !strcmp(name, "contact") && row <= FEEDBACK; row++)
			add_number(r, &v, id + row);
		if (!strcmp(name, "no"))
			add_text(r, &v, arena_printf(&r->arena, "no%d", id));
		if (!strcmp(name, "name"))
			add_text(r, &v, arena_printf(&r->arena, "guardian%d", id));
	}
	if (!strcmp(name, "id"))
		add_words(r, &v, "0 1 2 3 4");
	if (!strcmp(name, "id") || !strcmp(name, "contact"))
		for (int i = 0; i < SHAREDS; i++)
			add_number(r, &v, SHARED + i);
	if (!strcmp(name, "login"))
		add_text(r, &v, r->s->login);
	if (!v.count)
		add_text(r, &v, "some text");
	return v;
}

/* ------------------------------------------------------------------ running */

static void look_at(struct run *r, const char *text)
{
	while (*text) {
		size_t len = strspn(text, "0123456789");
		int student = len == 5 ? (text[0] - '0') * 10 + (text[1] - '0') : 0;

		if (student >= FIRST && student <= LAST && !is_own(r->s, student)) {
			if (r->out->told.len < 1000)
				buf_printf(&r->out->told, "%s: %.5s\n", r->sql->name, text);
			r->out->found++;
		}
		text += len ? len : 1;
	}
}

static void run_once(struct run *r, sqlite3_stmt *stmt)
{
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		r->out->rows++;
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			const char *text = (const char *)sqlite3_column_text(stmt, i);

			look_at(r, text ? text : "");
		}
	}
	sqlite3_reset(stmt);
}

/* Every combination of what its parameters may be, as an odometer counts. */
static void run_all(struct run *r)
{
	struct err e = { 0 };
	struct prepared *p = db_prepare(r->s->db, r->sql, &e);
	struct values values[32];
	size_t at[32] = { 0 };
	int count, wheel;

	if (!p) { /* nothing can come of it */
		cr_expect_eq(e.kind, ERR_DENIED, "%s: %s", r->sql->name, e.detail);
		return;
	}
	count = sqlite3_bind_parameter_count(p->stmt);
	cr_assert_leq(count, 32);
	for (int i = 0; i < count; i++)
		values[i] = values_of(r, sqlite3_bind_parameter_name(p->stmt, i + 1) + 1);
	do {
		for (int i = 0; i < count; i++) {
			const struct value *v = &values[i].at[at[i]];

			if (is_unknown(sqlite3_bind_parameter_name(p->stmt, i + 1) + 1))
				sqlite3_bind_null(p->stmt, i + 1);
			else if (v->text)
				sqlite3_bind_text(p->stmt, i + 1, v->text, -1, SQLITE_STATIC);
			else
				sqlite3_bind_int64(p->stmt, i + 1, v->number);
		}
		run_once(r, p->stmt);
		for (wheel = 0; wheel < count && ++at[wheel] == values[wheel].count; wheel++)
			at[wheel] = 0;
	} while (wheel < count);
	sqlite3_clear_bindings(p->stmt);
	arena_release(&r->arena);
	r->out->statements++;
}

/* All rows that are somebody else's, read past the guard. */
static void foreign_rows(struct run *r, struct buf *out)
{
	static const char *const of_student[] = { "enrolment", "guardian", "assignment", "referral",
						  "bright_spot" },
				 *const of_contact[] = { "contact_student", "delivery" };
	const struct guard_rule *rules = r->s->db->rules;
	struct buf own = { 0 }, where = { 0 };

	for (int n = FIRST; n <= LAST; n++)
		if (is_own(r->s, n))
			buf_printf(&own, "%s%d", own.len ? ", " : "", n * FOLK);
	guard_set(r->s->db, NULL);
	buf_printf(&where, "id NOT IN (%s)", buf_str(&own));
	content_of_table(r->s->db->handle, "student", buf_str(&where), NULL, out);
	buf_clear(&where);
	buf_printf(&where, "student_id NOT IN (%s)", buf_str(&own));
	for (int i = 0; i < 5; i++)
		content_of_table(r->s->db->handle, of_student[i], buf_str(&where), NULL, out);
	buf_clear(&where);
	buf_printf(&where,
		   "contact_id IN (SELECT contact_id FROM main.contact_student"
		   " WHERE student_id NOT IN (%s))",
		   buf_str(&own));
	for (int i = 0; i < 2; i++)
		content_of_table(r->s->db->handle, of_contact[i], buf_str(&where), NULL, out);
	/* "contact_id IN" reads "id IN" for the contacts themselves */
	content_of_table(r->s->db->handle, "contact", buf_str(&where) + strlen("contact_"), NULL,
			 out);
	guard_set(r->s->db, rules);
	buf_release(&own);
	buf_release(&where);
}

static void run_writing(struct run *r)
{
	struct buf before = { 0 }, after = { 0 };
	struct err e = { 0 };

	foreign_rows(r, &before);
	cr_assert(door_enter(r->s->db, &e), "%s", e.text);
	run_all(r);
	foreign_rows(r, &after);
	door_leave(r->s->db, false, &e);
	if (strcmp(before.at, after.at)) {
		buf_printf(&r->out->told, "%s\n", r->sql->name);
		r->out->found++;
	}
	buf_release(&before);
	buf_release(&after);
}

static void run_tables(struct session *s, bool writes, const struct sql *more, struct canary *out)
{
	struct run r = { .s = s, .out = out };

	*out = (struct canary){ 0 };
	for (const struct sql_table *const *t = statement_tables; *t; t++)
		for (size_t i = 0; i < (*t)->count; i++) {
			r.sql = &(*t)->rows[i];
			if (r.sql->writes != writes)
				continue;
			if (writes)
				run_writing(&r);
			else
				run_all(&r);
		}
	for (r.sql = more; r.sql && r.sql->name; r.sql++) {
		if (writes)
			run_writing(&r);
		else
			run_all(&r);
	}
}

void canary_read(struct session *s, const struct sql *more, struct canary *out)
{
	run_tables(s, false, more, out);
}

void canary_write(struct session *s, const struct sql *more, struct canary *out)
{
	struct err e = { 0 };

	/* all within one: a savepoint is undone sooner than a transaction */
	cr_assert(door_enter(s->db, &e), "%s", e.text);
	run_tables(s, true, more, out);
	door_leave(s->db, false, &e);
}

void canary_release(struct canary *c)
{
	buf_release(&c->told);
}
