/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running every statement, and looking at what comes of it. */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canary_private.h"
#include "content.h"
#include "db/db_private.h"
#include "db/door.h"
#include "model/statements.h"

/* By the list above, not by what the session thinks. */
static bool is_among(const char *students, int student)
{
	char word[8];

	snprintf(word, sizeof word, "%d", student);
	return strstr(students, word) != NULL;
}

static bool may_know(int student, int last_digits)
{
	bool asked = is_among(canary_who->asked, student);

	switch (last_digits / 100 * 100) {
	case ASKED_NAME:
		return (asked || is_among(canary_who->sees, student)) &&
		       strchr(canary_who->shows, 'n');
	case ASKED_NOTE:
		return asked || is_among(canary_who->notes, student);
	case NAME:
		return is_among(canary_who->sees, student) && strchr(canary_who->shows, 'n');
	case REACH:
		return is_among(canary_who->sees, student) && strchr(canary_who->shows, 'r');
	case NOTE:
		return is_among(canary_who->notes, student);
	case SECRET_NOTE:
		return is_among(canary_who->sensitive, student);
	case OFFICES:
		return false;
	default:
		return is_among(canary_who->sees, student) ||
		       (asked && (last_digits == STUDENT || last_digits == REQUEST));
	}
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
	{ "class", "1 2 3" },
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
	{ "weight", "20" },
	{ "from_id", "1 2" },
	{ "to_id", "2 3" },
	{ "asked_on", "2026-11-20" },
	{ "says", "yes no" },
	{ "state", "open refused done" },
	{ "office", "0 1" },
	{ "open", "0 1" },
};

/* NULL, for what may be unknown. */
static bool is_unknown(const char *name)
{
	return !strcmp(name, "key_date_id") || !strcmp(name, "key_date") ||
	       !strcmp(name, "missing_since") || !strcmp(name, "contact_id") ||
	       !strcmp(name, "other") || !strcmp(name, "class_id") || !strcmp(name, "closed_on") ||
	       !strcmp(name, "guardian_id");
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
			add_text(r, &v, arena_printf(&r->arena, "guardian%d", id + NAME));
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
		int number = len == 5 ? atoi(text) : 0, student = number / FOLK;

		if (student >= FIRST && student <= LAST && !may_know(student, number % FOLK)) {
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

static void add_list(struct buf *out, const char *students)
{
	for (int n = FIRST; n <= LAST; n++)
		if (is_among(students, n))
			buf_printf(out, "%s%d", out->len ? ", " : "", n * FOLK);
}

static void add_rows(struct run *r, const char *const *tables, const char *where, struct buf *out)
{
	for (; *tables; tables++)
		content_of_table(r->s->db->handle, *tables, where, NULL, out);
}

/* Sensitive ones that are out of sight, whoever's they are: by whose they were, as their ids say.
 */
static void add_secrets(struct run *r, struct buf *out)
{
	static const char *const either[] = { "contact", "referral", NULL }, *const of_contact[] = {
		"contact_student", NULL
	};
	struct buf known = { 0 }, where = { 0 };

	add_list(&known, canary_who->sensitive);
	buf_printf(&where, "sensitive IS NOT NULL AND id / 1000 * 1000 NOT IN (%s)",
		   buf_str(&known));
	add_rows(r, either, buf_str(&where), out);
	buf_clear(&where);
	/* whoever adds a student to one opens it to nobody */
	buf_printf(
		&where,
		"contact_id IN (SELECT id FROM main.contact WHERE sensitive IS NOT NULL AND id / "
		"1000 * 1000 NOT IN (%s)) AND (student_id = contact_id / 1000 * 1000 OR "
		"(contact_id > 80000 AND student_id IN (71000, 73000)))",
		buf_str(&known));
	add_rows(r, of_contact, buf_str(&where), out);
	buf_release(&known);
	buf_release(&where);
}

/* Requests for another mentor: of students for whom one is not to ask, but for one's own answer;
 * and everybody else's answers in all of them. */
static void add_requests(struct run *r, struct buf *out)
{
	const char *account = strstr(canary_who->account, "mentor_id = ");
	int own = account ? atoi(account + strlen("mentor_id = ")) : 0;
	struct buf asks = { 0 }, query = { 0 };
	sqlite3_stmt *stmt;

	add_list(&asks, canary_who->asks);
	buf_printf(&query,
		   "SELECT group_concat(id || quote(iif(to_id = %d, '', to_says))"
		   " || quote(iif(from_id = %d, '', from_says)) || iif(student_id IN (%s), '',"
		   " student_id || who || quote(from_id) || to_id || asked_on || quote(reason)"
		   " || iif(to_id = %d AND state IN ('open', 'refused'), '', state || rev)), ';')"
		   " FROM main.change_request WHERE student_id NOT IN (%s) OR id %% %d = %d"
		   " OR to_says IS NOT NULL OR from_says IS NOT NULL OR state = 'done'",
		   own, own, buf_str(&asks), own, buf_str(&asks), FOLK, REQUEST);
	cr_assert_eq(sqlite3_prepare_v2(r->s->db->handle, buf_str(&query), -1, &stmt, NULL),
		     SQLITE_OK, "%s", sqlite3_errmsg(r->s->db->handle));
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	buf_text(out, (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	buf_release(&asks);
	buf_release(&query);
}

/* All rows that are not to be written, read past the guard. */
static void foreign_rows(struct run *r, struct buf *out)
{
	static const char *const student[] = { "student", NULL },
				 *const of_student[] = { "enrolment", "guardian",    "assignment",
							 "referral",  "bright_spot", "plan",
							 "exemption", "consent",     "absence",
							 "condition", "belonging",   NULL },
				 *const of_contact[] = { "contact_student", "delivery", NULL },
				 *const contact[] = { "contact", NULL },
				 *const of_school[] = { "setting",    "school_year", "rule",
							"key_date",   "class",       "mentor",
							"account",    "department",  "training",
							"attendance", "figure",      "rollover",
							NULL };
	const struct guard_rule *rules = r->s->db->rules;
	struct buf own = { 0 }, where = { 0 };

	add_list(&own, canary_who->writes);
	guard_set(r->s->db, NULL);
	buf_printf(&where, "id NOT IN (%s)", buf_str(&own));
	add_rows(r, student, buf_str(&where), out);
	buf_clear(&where);
	buf_printf(&where, "student_id NOT IN (%s)", buf_str(&own));
	add_rows(r, of_student, buf_str(&where), out);
	buf_clear(&where);
	buf_printf(&where,
		   "contact_id IN (SELECT contact_id FROM main.contact_student"
		   " WHERE student_id NOT IN (%s))",
		   buf_str(&own));
	add_rows(r, of_contact, buf_str(&where), out);
	/* "contact_id IN" reads "id IN" for the contacts themselves */
	add_rows(r, contact, buf_str(&where) + strlen("contact_"), out);
	add_secrets(r, out);
	add_requests(r, out);
	if (rules == canary_rules)
		add_rows(r, of_school, NULL, out);
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

static void run_one(struct run *r, const struct sql *sql)
{
	r->sql = sql;
	if (sql->writes)
		run_writing(r);
	else
		run_all(r);
}

/* Up to so many that find something; those of `more` first. */
static void run_tables(struct session *s, bool writes, const struct sql *more, size_t most,
		       struct canary *out)
{
	struct run r = { .s = s, .out = out };
	struct err e = { 0 };

	*out = (struct canary){ 0 };
	/* all within one: a savepoint is undone sooner than a transaction */
	cr_assert(!writes || door_enter(s->db, &e), "%s", e.text);
	for (; more && more->name && out->found < most; more++)
		run_one(&r, more);
	for (const struct sql_table *const *t = statement_tables; *t; t++)
		for (size_t i = 0; i < (*t)->count && out->found < most; i++)
			if ((*t)->rows[i].writes == writes)
				run_one(&r, &(*t)->rows[i]);
	if (writes)
		door_leave(s->db, false, &e);
}

void canary_read(struct session *s, const struct sql *more, struct canary *out)
{
	run_tables(s, false, more, SIZE_MAX, out);
}

void canary_write(struct session *s, const struct sql *more, struct canary *out)
{
	run_tables(s, true, more, SIZE_MAX, out);
}

bool canary_finds(struct session *s, bool writes, const struct sql *more)
{
	struct canary c;
	bool found;

	run_tables(s, writes, more, 1, &c);
	found = c.found;
	canary_release(&c);
	return found;
}

void canary_release(struct canary *c)
{
	buf_release(&c->told);
}
