/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sees whom, said twice. Schools, accounts and grants are made up by chance; what the session's
 * views show and its triggers let pass is compared with loops that ask one plain question after the
 * other.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/door.h"
#include "expect.h"
#include "support/school.h"

enum { STUDENTS = 12, CLASSES = 4, MENTORS = 4, ASSIGNED = 30, GRANTS = 6, TODAY = 23 };
#ifdef __SANITIZE_ADDRESS__
enum { SCHOOLS = 30 }; /* slowly, and by the same code */
#else
enum { SCHOOLS = 120 };
#endif
enum { NOVEMBER = 30 };

struct assigned {
	int student, mentor, from, to; /* days of November; `to` past it: open */
	bool lead;
};

struct grant {
	int account, student, class, grade, from, to; /* one of three is not 0 */
	bool writes, sensitive;
};

static struct {
	int class_of[STUDENTS + 1], grade_of_class[CLASSES + 1];
	struct assigned assigned[ASSIGNED];
	struct grant grants[GRANTS];
	const char *role;
	int mentor, class, grade, former;
} x;

static struct session s;
static struct err e;
static unsigned seed;

static int any(int from, int to)
{
	seed = seed * 1103515245u + 12345u;
	return from + (int)((seed >> 16) % (unsigned)(to - from + 1));
}

/* ------------------------------------------------------------------- by chance */

static bool overlaps(const struct assigned *a)
{
	for (const struct assigned *b = x.assigned; b < a; b++)
		if (a->lead && b->lead && a->student == b->student && a->from <= b->to &&
		    b->from <= a->to)
			return true;
	return false;
}

static void make_up(void)
{
	static const char *const roles[] = { "mentor",     "mentor",    "class_teacher",
					     "grade_head", "principal", "inspector" };

	for (int c = 1; c <= CLASSES; c++)
		x.grade_of_class[c] = any(6, 8);
	for (int i = 1; i <= STUDENTS; i++)
		x.class_of[i] = any(0, CLASSES); /* 0: has left */
	for (struct assigned *a = x.assigned; a < x.assigned + ASSIGNED; a++)
		do
			*a = (struct assigned){ any(1, STUDENTS), any(1, MENTORS), any(1, 28),
						any(1, 2) == 1 ? 99 : any(1, 30), any(0, 1) };
		while (a->to < a->from || overlaps(a));
	for (struct grant *g = x.grants; g < x.grants + GRANTS; g++) {
		*g = (struct grant){ .account = any(1, 2),
				     .from = any(15, 25),
				     .to = any(20, 30),
				     .writes = any(0, 1),
				     .sensitive = any(0, 1) };
		if (g->to < g->from)
			g->to = g->from;
		switch (any(0, 2)) {
		case 0:
			g->student = any(1, STUDENTS);
			break;
		case 1:
			g->class = any(1, CLASSES);
			break;
		default:
			g->grade = any(6, 8);
		}
	}
	x.role = roles[any(0, 5)];
	x.mentor = any(0, MENTORS);
	x.class = any(1, CLASSES);
	x.grade = any(6, 8);
	x.former = any(0, 1) * any(0, 12);
}

/* A class of its own grade each, and two contacts a student: one is sensitive. */
static void add_students(struct buf *script)
{
	for (int c = 1; c <= CLASSES; c++)
		buf_printf(script,
			   "INSERT INTO class (id, stage, entry_year, number)"
			   " VALUES (%d, 'junior', %d, %d);",
			   c, 2026 - (x.grade_of_class[c] - 6), c);
	for (int i = 1; i <= STUDENTS; i++) {
		buf_printf(script,
			   "INSERT INTO student (id, student_no, name) VALUES (%d, 'S%d', 'n');", i,
			   i);
		buf_printf(script,
			   "INSERT INTO enrolment (student_id, school_year_id, class_id, starts,"
			   " ends) VALUES (%d, 2026, %d, '2026-09-01', '%s');",
			   i, x.class_of[i] ? x.class_of[i] : 1,
			   x.class_of[i] ? "2027-08-31" : "2026-11-22");
		for (int k = 0; k < 2; k++)
			buf_printf(script,
				   "INSERT INTO contact (id, school_year_id, kind, date,"
				   " mentor_id, summary, created_at, sensitive) VALUES (%d, 2026,"
				   " 'talk', '2026-11-20', 1, 'x', 'then', %s);"
				   "INSERT INTO contact_student (contact_id, student_id,"
				   " school_year_id, kind, date, mentor_id, withdrawn) VALUES (%d,"
				   " %d, 2026, 'talk', '2026-11-20', 1, 0);",
				   i * 2 + k, k ? "'family'" : "NULL", i * 2 + k, i);
	}
}

static void open_it(void)
{
	struct buf script = { 0 };

	school_begin(&s, SCHOOL_TODAY);
	for (int m = 1; m <= MENTORS; m++)
		school_add_mentor(&s, m);
	add_students(&script);
	for (const struct assigned *a = x.assigned; a < x.assigned + ASSIGNED; a++)
		buf_printf(&script,
			   "INSERT INTO assignment (student_id, mentor_id, role, starts, ends)"
			   " VALUES (%d, %d, '%s', '2026-11-%02d', '%s%.0d');",
			   a->student, a->mentor, a->lead ? "lead" : "co", a->from,
			   a->to > NOVEMBER ? "9999-12-31"
			   : a->to < 10     ? "2026-11-0"
					    : "2026-11-",
			   a->to > NOVEMBER ? 0 : a->to);
	buf_text(&script, "INSERT INTO account (id, login, role) VALUES (2, 'x', 'mentor');");
	for (const struct grant *g = x.grants; g < x.grants + GRANTS; g++)
		buf_printf(&script,
			   "INSERT INTO access_grant (account_id, student_id, class_id, grade, "
			   "starts, ends, writes, sensitive, reason, approver, made_at) VALUES (%d,"
			   " nullif(%d, 0), nullif(%d, 0), nullif(%d, 0), '2026-11-%02d',"
			   " '2026-11-%02d', %d, %d, 'x', 'x', 'then');",
			   g->account, g->student, g->class, g->grade, g->from, g->to, g->writes,
			   g->sensitive);
	buf_printf(
		&script,
		"INSERT INTO rule (school_year_id, name, value) VALUES (2026, 'former_days',"
		" '%d') ON CONFLICT DO UPDATE SET value = excluded.value;"
		"UPDATE account SET role = '%s', mentor_id = nullif(%d, 0), class_id = %d, grade ="
		" %d WHERE id = 1",
		x.former, x.role, x.mentor, x.class, x.grade);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

/* ------------------------------------------------------------ the plain questions */

static bool is_role(const char *role)
{
	return !strcmp(x.role, role);
}

static bool looks_on(void)
{
	return is_role("principal") || is_role("inspector");
}

static bool is_in(int student, int class, int grade)
{
	int in = x.class_of[student];

	return in && (in == class || x.grade_of_class[in] == grade);
}

static bool mentors(int student, bool lead)
{
	for (const struct assigned *a = x.assigned; a < x.assigned + ASSIGNED; a++)
		if (a->student == student && a->mentor == x.mentor && a->from <= TODAY &&
		    a->to >= TODAY && (a->lead || !lead))
			return true;
	return false;
}

static bool mentored(int student)
{
	for (const struct assigned *a = x.assigned; a < x.assigned + ASSIGNED; a++)
		if (a->student == student && a->mentor == x.mentor && a->to < TODAY &&
		    a->to >= TODAY - x.former)
			return true;
	return false;
}

/* 'r', 'w', 's': by a grant that is in force. */
static bool is_granted(int student, char what)
{
	for (const struct grant *g = x.grants; g < x.grants + GRANTS; g++)
		if (g->account == 1 && g->from <= TODAY && g->to >= TODAY &&
		    (g->student == student || is_in(student, g->class, g->grade)) &&
		    (what == 'r' || (what == 'w' && g->writes) || (what == 's' && g->sensitive)))
			return true;
	return false;
}

static bool sees(int student)
{
	if (looks_on() || is_granted(student, 'r') || mentors(student, false) || mentored(student))
		return true;
	return (is_role("class_teacher") && is_in(student, x.class, 0)) ||
	       (is_role("grade_head") && is_in(student, 0, x.grade));
}

static bool writes(int student)
{
	return !looks_on() && (mentors(student, false) || is_granted(student, 'w'));
}

static bool reads(int student, bool sensitive)
{
	if (is_role("inspector"))
		return false;
	if (is_role("principal"))
		return is_granted(student, sensitive ? 's' : 'r');
	return sees(student) && (!sensitive || mentors(student, true) || is_granted(student, 's'));
}

/* ----------------------------------------------------------------- and the session */

static void expect_reading(int school)
{
	static const struct sql look = {
		"test.look",
		"SELECT k.student_id, c.summary IS NOT NULL, c.id % 2, p.name FROM my_contact c"
		" JOIN my_contact_student k ON k.contact_id = c.id JOIN my_student p ON p.id ="
		" k.student_id",
		false
	};
	int seen[STUDENTS + 1] = { 0 };
	struct cursor c;

	cr_assert(cursor_open(&c, s.db, &look, NULL, &e), "%s", e.detail);
	while (cursor_next(&c)) {
		int student = (int)cursor_int(&c, 0);
		bool sensitive = cursor_int(&c, 2);

		seen[student]++;
		cr_expect_eq(cursor_int(&c, 1), reads(student, sensitive),
			     "school %d: %s, %s note of %d", school, x.role,
			     sensitive ? "sensitive" : "plain", student);
	}
	MUST(cursor_close(&c), e);
	for (int i = 1; i <= STUDENTS; i++)
		cr_expect_eq(seen[i], sees(i) ? 2 : 0, "school %d: %s, %d", school, x.role, i);
}

static void expect_writing(int school)
{
	static const struct sql add = {
		"test.add",
		"INSERT INTO bright_spot (student_id, date, text, created_at)"
		" VALUES (:student, '2026-11-23', 'x', 'then')",
		true
	};
	static const struct sql change = { "test.change",
					   "UPDATE contact SET rev = rev + 1 WHERE id = :contact",
					   true };

	for (int i = 1; i <= STUDENTS; i++) {
		MUST(door_enter(s.db, &e), e);
		cr_expect_eq(db_run(s.db, &add, WITH(INT("student", i)), NULL, &e), writes(i),
			     "school %d: %s, %d", school, x.role, i);
		for (int k = 0; k < 2; k++)
			cr_expect_eq(
				db_run(s.db, &change, WITH(INT("contact", i * 2 + k)), NULL, &e),
				writes(i) && reads(i, k), "school %d: %s, contact of %d", school,
				x.role, i);
		door_leave(s.db, false, &e);
	}
}

Test(model_access_random, the_views_say_what_the_plain_questions_say)
{
	int seen = 0, written = 0, secret = 0;

	for (int school = 1; school <= SCHOOLS; school++) {
		seed = (unsigned)school;
		make_up();
		open_it();
		expect_reading(school);
		expect_writing(school);
		for (int i = 1; i <= STUDENTS; i++) {
			seen += sees(i);
			written += writes(i);
			secret += reads(i, true);
		}
		school_end(&s);
	}
	cr_expect(seen > SCHOOLS && written > SCHOOLS / 2 && secret > SCHOOLS / 4, "%d %d %d", seen,
		  written, secret);
	cr_expect(seen < SCHOOLS * STUDENTS * 3 / 4);
}
