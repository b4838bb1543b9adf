/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random school as statements, and as a file. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>

#include "base/date.h"
#include "db/db.h"
#include "random_school.h"
#include "support/raw.h"
#include "support/scratch.h"

/* -------------------------------------------------------------- as statements */

const char *iso_of(int day)
{
	static iso_date text[8];
	static int at;

	at = (at + 1) % 8;
	date_to_iso(day, text[at]);
	return day == NEVER ? "" : text[at];
}

/* One INSERT a table: with one a row, the schema's triggers would take most of the time. */
struct script {
	struct buf *text;
	size_t table;
	bool rows;
};

static void into(struct script *t, const char *columns)
{
	t->table = t->text->len;
	t->rows = false;
	buf_printf(t->text, "INSERT INTO %s VALUES", columns);
}

static struct buf *row(struct script *t)
{
	buf_text(t->text, t->rows ? ",\n(" : "\n(");
	t->rows = true;
	return t->text;
}

/* A table without rows goes again. */
static void done(struct script *t)
{
	if (t->rows)
		buf_text(t->text, ";\n");
	else
		buf_splice(t->text, t->table, t->text->len - t->table, "", 0);
}

static const char *or_null(int64_t id)
{
	static char text[24];

	snprintf(text, sizeof text, "%" PRId64, id);
	return id ? text : "NULL";
}

static void add_years(const struct random_school *s, struct script *t)
{
	for (const struct fact_year *y = s->years; y < s->years + s->year_count; y++) {
		buf_printf(t->text,
			   "INSERT INTO school_year (id, starts, second_term, ends) "
			   "VALUES (%d, '%s', '%s', '%s');\n"
			   "INSERT INTO rule (school_year_id, name, value) "
			   "VALUES (%d, 'feedback_opens', '%s'),\n(%d, 'feedback_due', '%s')",
			   y->id, iso_of(y->starts), iso_of(y->second_term), iso_of(y->ends), y->id,
			   iso_of(y->feedback_opens), y->id, iso_of(y->feedback_due));
		if (!y->unsaid)
			buf_printf(t->text,
				   ",\n(%d, 'visits', '%d'),\n(%d, 'visit_due', '%s'),\n"
				   "(%d, 'due_soon', '%d'),\n(%d, 'visits_per', '%s'),\n"
				   "(%d, 'talks', '%d'),\n(%d, 'talks_per', '%s'),\n"
				   "(%d, 'change_days', '%d')",
				   y->id, y->visits, y->id, iso_of(y->visit_due), y->id,
				   y->due_soon, y->id, y->visits_per_term ? "term" : "year", y->id,
				   y->talks, y->id, y->talks_per_term ? "term" : "year", y->id,
				   y->change_days);
		buf_text(t->text, ";\n");
	}
	into(t, "key_date (id, school_year_id, name, term, opens, due, grades)");
	for (const struct fact_year *y = s->years; y < s->years + s->year_count; y++)
		for (int i = 0; i < y->key_date_count; i++) {
			const struct fact_key_date *k = &y->key_dates[i];

			buf_printf(row(t), "%" PRId64 ", %d, '%s', %d, '%s', '%s', %" PRId64 ")",
				   k->id, y->id, k->name, k->term, iso_of(k->opens), iso_of(k->due),
				   k->grades);
		}
	done(t);
}

static void add_people(const struct random_school *s, struct script *t)
{
	into(t, "class (id, stage, entry_year, number)");
	for (int i = 0; i < s->class_count; i++)
		buf_printf(row(t), "%" PRId64 ", '%s', %d, %d)", s->classes[i].id,
			   s->classes[i].stage, s->classes[i].entry_year, s->classes[i].number);
	done(t);
	into(t, "mentor (id, staff_no, name, status)");
	for (int i = 0; i < s->mentor_count; i++)
		buf_printf(row(t), "%" PRId64 ", '%s', '%s', '%s')", s->mentors[i].id,
			   s->mentors[i].no, s->mentors[i].name,
			   s->mentors[i].left ? "left" : "active");
	done(t);
	into(t, "student (id, student_no, name)");
	for (int i = 0; i < s->student_count; i++)
		buf_printf(row(t), "%" PRId64 ", '%s', '%s')", s->students[i].id, s->students[i].no,
			   s->students[i].name);
	done(t);
}

static void add_ranges(const struct random_school *s, struct script *t)
{
	const struct fact_student *end = s->students + s->student_count;

	into(t, "enrolment (student_id, school_year_id, class_id, seat, starts, ends)");
	for (const struct fact_student *st = s->students; st < end; st++)
		for (int i = 0; i < st->enrolment_count; i++) {
			const struct fact_enrolment *e = &st->enrolments[i];

			buf_printf(row(t), "%" PRId64 ", %d, %" PRId64 ", %s, '%s', '%s')", st->id,
				   e->year, s->classes[e->class].id, or_null(e->seat),
				   iso_of(e->starts), iso_of(e->ends));
		}
	done(t);
	into(t, "assignment (student_id, mentor_id, role, starts, ends)");
	for (const struct fact_student *st = s->students; st < end; st++)
		for (int i = 0; i < st->assignment_count; i++) {
			const struct fact_assignment *a = &st->assignments[i];

			buf_printf(row(t), "%" PRId64 ", %" PRId64 ", '%s', '%s', '%s')", st->id,
				   a->mentor, a->lead ? "lead" : "co", iso_of(a->starts),
				   iso_of(a->ends));
		}
	done(t);
}

static const char *const kind_names[] = {
	"visit", "talk", "feedback", "call", "message", "change"
};

static const char *const mode_names[FACT_MODES] = {
	"", "home", "school", "phone", "video", "other"
};

static void add_contacts(const struct random_school *s, struct script *t)
{
	const struct fact_contact *end = s->contacts + s->contact_count;

	into(t, "contact (id, school_year_id, kind, date, mentor_id, key_date_id, withdrawn, "
		"mode, created_at)");
	for (const struct fact_contact *c = s->contacts; c < end; c++)
		buf_printf(row(t),
			   "%" PRId64 ", %d, '%s', '%s', %" PRId64
			   ", %s, %d, nullif('%s', ''), '')",
			   c->id, c->year, kind_names[c->kind], iso_of(c->date), c->mentor,
			   or_null(c->key_date), c->withdrawn, mode_names[c->mode]);
	done(t);
	into(t, "contact_student (contact_id, student_id, school_year_id, kind, date, mentor_id, "
		"key_date_id, withdrawn)");
	for (const struct fact_contact *c = s->contacts; c < end; c++)
		for (int i = 0; i < c->student_count; i++)
			buf_printf(row(t),
				   "%" PRId64 ", %" PRId64 ", %d, '%s', '%s', %" PRId64 ", %s, %d)",
				   c->id, c->students[i], c->year, kind_names[c->kind],
				   iso_of(c->date), c->mentor, or_null(c->key_date), c->withdrawn);
	done(t);
	into(t, "delivery (contact_id, party, date)");
	for (const struct fact_contact *c = s->contacts; c < end; c++) {
		if (c->to_student != NEVER)
			buf_printf(row(t), "%" PRId64 ", 'student', '%s')", c->id,
				   iso_of(c->to_student));
		if (c->to_guardians != NEVER)
			buf_printf(row(t), "%" PRId64 ", 'guardians', '%s')", c->id,
				   iso_of(c->to_guardians));
	}
	done(t);
}

const char *const fact_departments[DEPARTMENTS] = { "心理", "医疗", "学习支持" };

static void add_specials(const struct random_school *s, struct script *t)
{
	into(t, "department (id, name)");
	for (int i = 0; i < DEPARTMENTS; i++)
		buf_printf(row(t), "%d, '%s')", i + 1, fact_departments[i]);
	done(t);
	into(t, "exemption (id, student_id, what, starts, ends, reason, approver)");
	for (int i = 0; i < s->exemption_count; i++) {
		const struct fact_exemption *x = &s->exemptions[i];

		buf_printf(row(t), "%" PRId64 ", %" PRId64 ", '%s', '%s', '%s', 'r', 'a')", x->id,
			   x->student,
			   x->what == 'a'   ? "all"
			   : x->what == 'v' ? "visit"
			   : x->what == 't' ? "talk"
					    : "feedback",
			   iso_of(x->starts), iso_of(x->ends));
	}
	done(t);
	into(t, "referral (id, student_id, mentor_id, department_id, date, due, closed_on, "
		"outcome)");
	for (int i = 0; i < s->referral_count; i++) {
		const struct fact_referral *r = &s->referrals[i];

		buf_printf(row(t),
			   "%" PRId64 ", %" PRId64 ", %" PRId64
			   ", %d, '%s', '%s', nullif('%s', ''), %s)",
			   r->id, r->student, r->mentor, r->department, iso_of(r->date),
			   iso_of(r->due), iso_of(r->closed), r->closed == NEVER ? "NULL" : "'o'");
	}
	done(t);
}

static void add_plans(const struct random_school *s, struct script *t)
{
	into(t, "plan (id, student_id, mentor_id, kind, key_date_id, date, made_on, contact_id)");
	for (int i = 0; i < s->plan_count; i++) {
		const struct fact_plan *p = &s->plans[i];
		struct buf *text = row(t);

		buf_printf(text, "%" PRId64 ", %" PRId64 ", %" PRId64 ", '%s', %s, '%s', '%s', ",
			   p->id, p->student, p->mentor, p->visit ? "visit" : "talk",
			   or_null(p->key_date), iso_of(p->date), iso_of(p->made_on));
		buf_printf(text, "%s)", or_null(p->contact));
	}
	done(t);
}

/* The same school with one student alone. */
static void leave_out_others(struct random_school *s, int64_t student)
{
	int kept = 0;

	s->students[0] = s->students[student - s->students[0].id];
	s->student_count = 1;
	for (int c = 0; c < s->contact_count; c++)
		for (int i = 0; i < s->contacts[c].student_count; i++)
			if (s->contacts[c].students[i] == student) {
				s->contacts[kept] = s->contacts[c];
				s->contacts[kept].students[0] = student;
				s->contacts[kept++].student_count = 1;
				break;
			}
	s->contact_count = kept;
	kept = 0;
	for (int i = 0; i < s->exemption_count; i++)
		if (s->exemptions[i].student == student)
			s->exemptions[kept++] = s->exemptions[i];
	s->exemption_count = kept;
	kept = 0;
	for (int i = 0; i < s->referral_count; i++)
		if (s->referrals[i].student == student)
			s->referrals[kept++] = s->referrals[i];
	s->referral_count = kept;
	kept = 0;
	for (int i = 0; i < s->plan_count; i++)
		if (s->plans[i].student == student && !s->plans[i].contact)
			s->plans[kept++] = s->plans[i];
	s->plan_count = kept;
}

void random_school_script(const struct random_school *s, int64_t student, struct buf *out)
{
	static struct random_school some;
	struct script t = { .text = out };

	some = *s;
	if (student)
		leave_out_others(&some, student);
	add_years(&some, &t);
	add_people(&some, &t);
	add_ranges(&some, &t);
	add_contacts(&some, &t);
	add_specials(&some, &t);
	add_plans(&some, &t);
}

/* ----------------------------------------------------------------- the file */

/* A connection beside the session's, as another teacher has one. It stays open, and the file too:
 * to make both anew for each school would take longer than all the rest. */
/* Thousands of rows of which none is about the audit. */
static void drop_audit(sqlite3 *db)
{
	static const char triggers[] = "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE "
				       "type = 'trigger' AND name LIKE 'audit\\_%\\_%' ESCAPE '\\'";
	sqlite3_stmt *stmt = NULL;
	struct buf text = { 0 };

	cr_assert_not(sqlite3_prepare_v2(db, triggers, -1, &stmt, NULL));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		buf_printf(&text, "%s;", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	cr_assert_not(sqlite3_exec(db, buf_str(&text), NULL, NULL, NULL), "%s", sqlite3_errmsg(db));
	buf_release(&text);
}

static sqlite3 *open_file(const char *name)
{
	static sqlite3 *db;
	struct err e = { 0 };
	struct db *made;

	if (db)
		return db;
	made = db_create(scratch_path(name), &e);
	cr_assert(made, "%s (%s)", e.text, e.detail);
	db_close(made);
	db = raw_open(scratch_path(name));
	drop_audit(db);
	return db;
}

void random_school_write(const struct random_school *s, const char *name, const char *login,
			 int64_t mentor)
{
	struct buf text = { 0 };
	sqlite3 *db = open_file(name);

	buf_text(&text,
		 "PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; BEGIN;"
		 "DELETE FROM plan; DELETE FROM referral; DELETE FROM exemption; DELETE FROM "
		 "department;"
		 "DELETE FROM delivery; DELETE FROM contact_student; DELETE FROM contact;"
		 "DELETE FROM assignment; DELETE FROM enrolment; DELETE FROM student;"
		 "DELETE FROM account; DELETE FROM mentor; DELETE FROM class;"
		 "DELETE FROM key_date; DELETE FROM rule; DELETE FROM school_year;\n");
	random_school_script(s, 0, &text);
	if (login)
		buf_printf(&text,
			   "INSERT INTO account (login, role, mentor_id) "
			   "VALUES ('%s', 'mentor', %" PRId64 ");\n",
			   login, mentor);
	buf_text(&text, "COMMIT;");
	cr_assert_not(sqlite3_exec(db, buf_str(&text), NULL, NULL, NULL), "seed %" PRIu32 ": %s",
		      s->seed, sqlite3_errmsg(db));
	buf_release(&text);
}
