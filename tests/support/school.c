/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/school.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "db/guard.h"
#include "model/assignment.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "model/student.h"
#include "support/scratch.h"

static const char *path(void)
{
	return scratch_path("school.db");
}

static int day_number(const char *iso)
{
	int days;

	cr_assert(date_from_iso(iso, &days), "%s is no day", iso);
	return days;
}

void school_language(void)
{
	i18n_init("en");
	setlocale(LC_ALL, "C.UTF-8"); /* whatever the environment says */
}

void school_begin(struct session *s, const char *today)
{
	struct err e = { 0 };

	school_language();
	scratch_make();
	cr_assert(session_create(s, path(), "测试学校", day_number(today), &e), "%s (%s)", e.text,
		  e.detail);
}

void school_end(struct session *s)
{
	session_close(s);
	scratch_remove();
}

void school_on(struct session *s, const char *today)
{
	struct err e = { 0 };

	session_close(s);
	cr_assert(session_open(s, path(), day_number(today), &e), "%s (%s)", e.text, e.detail);
}

void school_script(struct session *s, const char *script)
{
	struct err e = { 0 };
	struct db *db;
	iso_date today;

	memcpy(today, s->today_iso, sizeof today);
	session_close(s);
	db = db_open(path(), &e);
	cr_assert(db && guard_script(db, "test", script, &e), "%s (%s)", e.text, e.detail);
	db_close(db);
	school_on(s, today);
}

void school_as(struct session *s, int mentor)
{
	char script[200];

	snprintf(script, sizeof script,
		 "UPDATE account SET role = '%s',"
		 " mentor_id = (SELECT id FROM mentor WHERE staff_no = 'T%d') WHERE login = '%s'",
		 mentor ? "mentor" : "office", mentor, s->login);
	school_script(s, script);
}

/* ------------------------------------------------------------------ by number */

int64_t school_student(struct session *s, int n)
{
	struct err e = { 0 };
	char no[16];
	int64_t id;

	snprintf(no, sizeof no, "S%d", n);
	cr_assert(student_find_no(s, no, &id, &e), "%s (%s)", e.text, e.detail);
	return id;
}

int64_t school_mentor(struct session *s, int n)
{
	struct err e = { 0 };
	char no[16];
	int64_t id;

	snprintf(no, sizeof no, "T%d", n);
	cr_assert(mentor_find_no(s, no, &id, &e), "%s (%s)", e.text, e.detail);
	return id;
}

int64_t school_key_date(struct session *s, const char *name, int term)
{
	struct arena arena = { 0 };
	struct err e = { 0 };
	struct key_date *dates;
	size_t count;
	int64_t id = 0;

	cr_assert(school_load_key_dates(s->db, s->year.id, &arena, &dates, &count, &e), "%s",
		  e.text);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(dates[i].name, name) && dates[i].term == term)
			id = dates[i].id;
	cr_assert(id, "there is no %s in term %d", name, term);
	arena_release(&arena);
	return id;
}

/* --------------------------------------------------------------------- people */

int64_t school_add_mentor(struct session *s, int n)
{
	struct err e = { 0 };
	char no[16], name[32];
	struct mentor m = { .staff_no = no, .name = name };

	snprintf(no, sizeof no, "T%d", n);
	snprintf(name, sizeof name, "导师%d", n);
	cr_assert(mentor_save(s, &m, &e), "%s: %s (%s)", no, e.text, e.detail);
	return m.id;
}

int64_t school_add_student(struct session *s, int n, const char *class_name, const char *from)
{
	struct err e = { 0 };
	char no[16], name[32];
	struct student st = {
		.student_no = no, .name = name, .class_name = class_name, .enrolled_from = from
	};

	snprintf(no, sizeof no, "S%d", n);
	snprintf(name, sizeof name, "学生%d", n);
	cr_assert(student_save(s, &st, &e), "%s: %s (%s)", no, e.text, e.detail);
	return st.id;
}

static void assign(struct session *s, int student, int mentor, const char *role, const char *from)
{
	struct err e = { 0 };
	int64_t id = school_student(s, student);
	size_t changed;
	struct assign a = { .student_ids = &id,
			    .count = 1,
			    .mentor_id = school_mentor(s, mentor),
			    .role = role,
			    .from = from,
			    .reason = "测试" };

	cr_assert(assignment_make(s, &a, &changed, &e), "S%d to T%d: %s (%s)", student, mentor,
		  e.text, e.detail);
}

void school_lead(struct session *s, int student, int mentor, const char *from)
{
	assign(s, student, mentor, "lead", from);
}

void school_co(struct session *s, int student, int mentor, const char *from)
{
	assign(s, student, mentor, "co", from);
}

/* ------------------------------------------------------------------- contacts */

static int64_t save(struct session *s, struct contact *c, int student, int mentor)
{
	struct err e = { 0 };
	char id[24];

	snprintf(id, sizeof id, "%" PRId64, school_student(s, student));
	c->student_ids = id;
	c->mentor_id = school_mentor(s, mentor);
	cr_assert(contact_save(s, c, &e), "%s of S%d by T%d on %s: %s (%s)", c->kind, student,
		  mentor, c->date, e.text, e.detail);
	return c->id;
}

int64_t school_contact(struct session *s, const char *kind, int student, int mentor,
		       const char *day)
{
	return save(s, &(struct contact){ .kind = kind, .date = day }, student, mentor);
}

int64_t school_talk_for(struct session *s, int student, int mentor, const char *day,
			int64_t key_date)
{
	return save(s, &(struct contact){ .kind = "talk", .date = day, .key_date_id = key_date },
		    student, mentor);
}

int64_t school_feedback(struct session *s, int student, int mentor, const char *day,
			const char *to_student, const char *to_guardians)
{
	return save(s,
		    &(struct contact){ .kind = "feedback",
				       .date = day,
				       .to_student = to_student,
				       .to_guardians = to_guardians },
		    student, mentor);
}

void school_withdraw(struct session *s, int64_t contact)
{
	struct err e = { 0 };
	struct rowset set;

	cr_assert(contact_get(s, contact, &set, &e) &&
			  contact_withdraw(s, contact,
					   ((const struct contact *)rowset_at(&set, 0))->rev, &e),
		  "%s (%s)", e.text, e.detail);
	rowset_release(&set);
}
