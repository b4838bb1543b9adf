/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/contact.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "db/guard.h"
#include "expect.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

/* Three students of mentor 1, one who joined in October, one who left in November. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 3; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_add_student(&s, 4, "六(1)", "2026-10-12");
	school_add_student(&s, 5, "六(1)", "2026-09-01");
	MUST(student_leave(&s, school_student(&s, 5), "2026-11-10", NULL, &e), e);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_contact, .init = begin, .fini = end);

/* The students' ids, as a form has them; static storage. */
static const char *with(int a, int b, int c)
{
	static char ids[100];
	const int who[] = { a, b, c };
	int at = 0;

	ids[0] = '\0';
	for (int i = 0; i < 3; i++)
		if (who[i])
			at += snprintf(ids + at, sizeof ids - (size_t)at, "%s%" PRId64,
				       at ? " " : "", school_student(&s, who[i]));
	return ids;
}

static const struct contact *get(int64_t id, struct rowset *set)
{
	MUST(contact_get(&s, id, set, &e), e);
	cr_assert_eq(set->count, 1);
	return rowset_at(set, 0);
}

/* ----------------------------------------------------------------------- saving */

Test(model_contact, a_visit_elsewhere_takes_a_reason)
{
	static const char *const modes[] = { "school", "phone", "video", "other", "in_person" };

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct contact c = { .kind = "visit",
				     .student_ids = with(1, 0, 0),
				     .date = "2026-11-20",
				     .mentor_id = school_mentor(&s, 1),
				     .mode = modes[i] };

		REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "reason", "takes a reason");
		c.reason = "家长婉拒";
		MUST(contact_save(&s, &c, &e), e);
		cr_expect_str_eq(file_text("school.db", "SELECT reason FROM contact "
							"ORDER BY id DESC LIMIT 1"),
				 "家长婉拒");
	}
}

Test(model_contact, the_least_of_every_kind)
{
	for (const struct choice *kind = contact_kinds; kind->code; kind++) {
		int64_t id = school_contact(&s, kind->code, 1, 1, SCHOOL_TODAY);
		struct rowset set;
		const struct contact *c = get(id, &set);

		cr_expect_str_eq(c->kind, kind->code);
		cr_expect_str_eq(c->date, SCHOOL_TODAY);
		cr_expect_eq(c->mentor_id, school_mentor(&s, 1));
		cr_expect_str_eq(c->mentor, "导师1");
		cr_expect_str_eq(c->student_ids, with(1, 0, 0));
		cr_expect_str_eq(c->students, "学生1");
		cr_expect(!c->mode && !c->place && !c->topics && !c->summary && !c->text);
		cr_expect(!c->key_date_id && !c->key_date && !c->withdrawn && c->rev == 1);
		cr_expect_eq(strlen(c->created_at), 19, "%s", c->created_at);
		rowset_release(&set);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 6);
}

Test(model_contact, every_field_comes_back)
{
	struct contact c = { 0 };
	struct arena arena = { 0 };
	struct rowset set;
	const struct contact *back;

	fill_fields(contact_fields, &c, &arena);
	c.kind = "feedback";
	c.date = "2026-11-20";
	c.student_ids = with(1, 0, 0);
	c.mentor_id = school_mentor(&s, 2);
	c.key_date_id = school_key_date(&s, "Mid", 1);
	c.to_student = "2026-11-21";
	c.to_guardians = SCHOOL_TODAY;
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_eq(c.rev, 1);
	back = get(c.id, &set);
	expect_same_fields(contact_fields, &c, back);
	cr_expect_str_eq(back->to_student, "2026-11-21");
	cr_expect_str_eq(back->to_guardians, SCHOOL_TODAY);
	cr_expect_str_eq(back->key_date, "Mid");
	cr_expect_str_eq(back->text, c.summary);
	rowset_release(&set);

	c.summary = NULL;
	c.place = "";
	c.key_date_id = 0;
	MUST(contact_save(&s, &c, &e), e);
	back = get(c.id, &set);
	cr_expect_eq(back->rev, 2);
	cr_expect(!back->summary && !back->place && !back->key_date_id);
	cr_expect_str_eq(back->text, c.bright_spots);
	rowset_release(&set);
	arena_release(&arena);
}

Test(model_contact, what_is_wrong_is_told_at_its_field)
{
	const struct {
		const char *kind, *ids, *date, *to_student, *to_guardians;
		int mentor;
		const char *field, *words;
	} rows[] = {
		{ NULL, "1", SCHOOL_TODAY, NULL, NULL, 1, "kind", "Kind is missing" },
		{ "talk", NULL, SCHOOL_TODAY, NULL, NULL, 1, "student_ids", "Students is missing" },
		{ "talk", " ", SCHOOL_TODAY, NULL, NULL, 1, "student_ids",
		  "Choose at least one student." },
		{ "talk", "1", NULL, NULL, NULL, 1, "date", "Date is missing" },
		{ "talk", "1", SCHOOL_TODAY, NULL, NULL, 0, "mentor_id", "Mentor is missing" },
		{ "talk", "1", "2026-11-24", NULL, NULL, 1, "date",
		  "2026-11-24 is in the future; only what was done is recorded." },
		{ "talk", "1", "2026-08-31", NULL, NULL, 1, "date",
		  "2026-08-31 is outside the school year (2026-09-01 to 2027-08-31)." },
		{ "talk", "4", "2026-10-11", NULL, NULL, 1, "date",
		  "A student was not enrolled on 2026-10-11; choose another day." },
		{ "talk", "5", "2026-11-11", NULL, NULL, 1, "date", "A student was not enrolled" },
		{ "talk", "1 2 4", "2026-10-11", NULL, NULL, 1, "date",
		  "A student was not enrolled" },
		{ "talk", "99", SCHOOL_TODAY, NULL, NULL, 1, "date", "A student was not enrolled" },
		{ "feedback", "1 2", SCHOOL_TODAY, NULL, NULL, 1, "student_ids",
		  "Feedback is for one student; write each a letter of their own." },
		{ "feedback", "1", SCHOOL_TODAY, "2026-11-24", NULL, 1, "to_student",
		  "2026-11-24 is in the future" },
		{ "feedback", "1", SCHOOL_TODAY, "2026-08-31", NULL, 1, "to_student",
		  "is outside the school year" },
		{ "feedback", "1", SCHOOL_TODAY, SCHOOL_TODAY, "2026-11-24", 1, "to_guardians",
		  "2026-11-24 is in the future" },
		{ "feedback", "1", SCHOOL_TODAY, NULL, "2026-08-31", 1, "to_guardians",
		  "is outside the school year" },
	};

	/* ids are numbers here, in the order they were entered */
	for (int n = 1; n <= 5; n++)
		cr_assert_eq(school_student(&s, n), n);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct contact c = { .kind = rows[i].kind,
				     .student_ids = rows[i].ids,
				     .date = rows[i].date,
				     .mentor_id = rows[i].mentor,
				     .to_student = rows[i].to_student,
				     .to_guardians = rows[i].to_guardians };

		REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, rows[i].field, rows[i].words);
		cr_expect(!c.id && !c.rev);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 0);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact_student"), 0);
}

Test(model_contact, the_edges_of_what_may_be_recorded)
{
	school_contact(&s, "talk", 1, 1, "2026-09-01");
	school_contact(&s, "talk", 4, 1, "2026-10-12");
	school_contact(&s, "talk", 5, 1, "2026-11-10"); /* who has left since */
	school_contact(&s, "talk", 1, 1, SCHOOL_TODAY);
}

Test(model_contact, several_students_in_one)
{
	struct contact c = {
		.kind = "talk", .date = SCHOOL_TODAY, .mentor_id = 1, .student_ids = with(1, 2, 3)
	};
	struct rowset set;
	const struct contact *back;

	MUST(contact_save(&s, &c, &e), e);
	back = get(c.id, &set);
	cr_expect_str_eq(back->student_ids, with(1, 2, 3));
	cr_expect_str_eq(back->students, "学生1 学生2 学生3");
	rowset_release(&set);
	c.student_ids = with(3, 4, 0); /* one stays, one comes, two go */
	MUST(contact_save(&s, &c, &e), e);
	back = get(c.id, &set);
	cr_expect_str_eq(back->student_ids, with(3, 4, 0));
	rowset_release(&set);
	c.student_ids = with(3, 3, 3); /* the same one is there once */
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact_student"), 1);
}

/* --------------------------------------------------------------------- feedback */

static const char deliveries[] =
	"SELECT group_concat(contact_id || ' ' || party || ' ' || date, ', ')"
	" FROM (SELECT * FROM delivery ORDER BY contact_id, party)";

Test(model_contact, feedback_is_delivered_to_each_apart)
{
	struct contact c = { .kind = "feedback", .date = "2026-11-20", .mentor_id = 1 };

	c.student_ids = with(1, 0, 0);
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_empty(file_text("school.db", deliveries));
	c.to_student = "2026-11-21";
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_eq(file_text("school.db", deliveries), "1 student 2026-11-21");
	c.to_guardians = "2026-11-22";
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_eq(file_text("school.db", deliveries),
			 "1 guardians 2026-11-22, 1 student 2026-11-21");
	c.to_student = "";
	c.to_guardians = SCHOOL_TODAY;
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_eq(file_text("school.db", deliveries), "1 guardians 2026-11-23");
}

Test(model_contact, what_is_no_feedback_has_no_delivery)
{
	struct contact c = {
		.kind = "talk", .date = SCHOOL_TODAY, .mentor_id = 1, .to_student = SCHOOL_TODAY
	};

	c.student_ids = with(1, 0, 0);
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_empty(file_text("school.db", deliveries));
	c.kind = "feedback";
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_eq(file_text("school.db", deliveries), "1 student 2026-11-23");
	c.kind = "talk"; /* it was one by mistake */
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_empty(file_text("school.db", deliveries));
}

Test(model_contact, the_feedback_of_this_year_is_found)
{
	int64_t id, first;

	MUST(contact_find_feedback(&s, school_student(&s, 1), &id, &e), e);
	cr_expect_eq(id, 0);
	school_contact(&s, "talk", 1, 1, "2026-09-10");
	school_feedback(&s, 2, 1, "2026-09-10", NULL, NULL);
	school_feedback(&s, 1, 1, "2026-11-20", NULL, NULL);
	first = school_feedback(&s, 1, 1, "2026-11-02", NULL, NULL);
	MUST(contact_find_feedback(&s, school_student(&s, 1), &id, &e), e);
	cr_expect_eq(id, first);
	school_withdraw(&s, first);
	MUST(contact_find_feedback(&s, school_student(&s, 1), &id, &e), e);
	cr_expect_eq(id, first - 1);
}

/* ------------------------------------------------------- conflicts, withdrawing */

Test(model_contact, two_who_change_the_same)
{
	int64_t id = school_contact(&s, "talk", 1, 1, "2026-11-20");
	struct contact first = { .id = id, .rev = 1, .kind = "talk", .mentor_id = 1 }, second;

	first.date = "2026-11-21";
	first.student_ids = with(1, 0, 0);
	second = first;
	MUST(contact_save(&s, &first, &e), e);
	second.date = "2026-11-22";
	second.student_ids = "2";
	REFUSED(contact_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this record meanwhile. Nothing was saved");
	cr_expect_eq(second.rev, 1);
	cr_expect_str_eq(file_text("school.db",
				   "SELECT c.date || ' ' || student_id || ' ' || c.rev"
				   " FROM contact c JOIN contact_student ON contact_id = c.id"),
			 "2026-11-21 1 2");
	REFUSED(contact_withdraw(&s, id, 1, &e), &e, ERR_CONFLICT, "", "Somebody else changed");
	cr_expect_eq(file_int("school.db", "SELECT withdrawn FROM contact"), 0);
	MUST(contact_withdraw(&s, id, 2, &e), e);
	REFUSED(contact_save(&s, &first, &e), &e, ERR_CONFLICT, "", "Somebody else changed");
}

Test(model_contact, a_withdrawn_one_stays_and_is_in_no_list)
{
	struct contact_filter all = { 0 };
	struct rowset set;
	int64_t id = school_contact(&s, "talk", 1, 1, SCHOOL_TODAY);

	school_withdraw(&s, id);
	cr_expect_eq(get(id, &set)->withdrawn, 1);
	rowset_release(&set);
	MUST(contact_list(&s, &all, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
	MUST(contact_list_of_student(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
}

Test(model_contact, there_is_no_such_record)
{
	struct rowset set;

	REFUSED(contact_get(&s, 99, &set, &e), &e, ERR_NOT_FOUND, "", "There is no such record.");
	rowset_release(&set);
}

/* ------------------------------------------------------------------------ lists */

Test(model_contact, lists_have_the_newest_first_and_filters)
{
	static const struct {
		struct contact_filter f;
		const char *days;
	} rows[] = {
		{ { 0 }, "2026-11-20 2026-11-20 2026-10-12 2026-09-10" },
		{ { .kind = "visit" }, "2026-11-20 2026-10-12" },
		{ { .kind = "message" }, "" },
		{ { .mentor_id = 2 }, "2026-11-20" },
		{ { .kind = "visit", .mentor_id = 1 }, "2026-10-12" },
		{ { .from = "2026-10-12" }, "2026-11-20 2026-11-20 2026-10-12" },
		{ { .to = "2026-10-12" }, "2026-10-12 2026-09-10" },
		{ { .from = "2026-09-11", .to = "2026-11-19" }, "2026-10-12" },
	};
	struct rowset set;

	school_contact(&s, "visit", 1, 1, "2026-10-12");
	school_contact(&s, "talk", 2, 1, "2026-11-20");
	school_contact(&s, "call", 1, 1, "2026-09-10");
	school_contact(&s, "visit", 1, 2, "2026-11-20");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MUST(contact_list(&s, &rows[i].f, &set, &e), e);
		cr_expect_str_eq(rows_field(&set, "date"), rows[i].days, "row %zu", i);
		if (!i) /* of one day, the one recorded last */
			cr_expect_str_eq(rows_field(&set, "kind"), "visit talk visit call");
		rowset_release(&set);
	}
	MUST(contact_list_of_student(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "kind"), "visit visit call");
	rowset_release(&set);
}

Test(model_contact, another_years_are_in_the_students_list_alone)
{
	struct contact_filter all = { 0 };
	struct rowset set;

	school_contact(&s, "visit", 1, 1, "2026-10-12");
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-10-12");
	MUST(contact_list(&s, &all, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
	MUST(contact_list_of_student(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_eq(set.count, 1);
	rowset_release(&set);
}

/* -------------------------------------------------------------------- the schema */

/* Rows of contact_student that do not say what their contact says. */
static int64_t strays(void)
{
	return file_int(
		"school.db",
		"SELECT count(*) FROM contact_student k JOIN contact c ON c.id = k.contact_id"
		" WHERE NOT (k.school_year_id = c.school_year_id AND k.kind = c.kind"
		" AND k.date = c.date AND k.mentor_id = c.mentor_id"
		" AND k.key_date_id IS c.key_date_id AND k.withdrawn = c.withdrawn)");
}

Test(model_contact, contact_student_says_what_the_contact_says)
{
	struct contact c = { .kind = "visit", .date = "2026-10-12", .mentor_id = 1 };

	c.student_ids = with(1, 2, 0);
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_eq(strays(), 0);
	c.kind = "talk";
	c.date = "2026-10-13";
	c.mentor_id = 2;
	c.key_date_id = school_key_date(&s, "Mid", 1);
	c.student_ids = with(2, 3, 0); /* one changed in place, one new */
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_eq(strays(), 0);
	MUST(contact_withdraw(&s, c.id, c.rev, &e), e);
	cr_expect_eq(strays(), 0);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact_student WHERE withdrawn"),
		     2);
}

Test(model_contact, the_schema_takes_no_stray)
{
	static const char *const scripts[] = {
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
		" mentor_id, withdrawn) VALUES (1, 2, 2026, 'visit', '2026-11-23', 1, 0)",
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
		" mentor_id, withdrawn) VALUES (1, 2, 2026, 'talk', '2026-11-22', 1, 0)",
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
		" mentor_id, withdrawn) VALUES (1, 2, 2026, 'talk', '2026-11-23', 2, 0)",
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
		" mentor_id, withdrawn) VALUES (1, 2, 2026, 'talk', '2026-11-23', 1, 1)",
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
		" mentor_id, key_date_id, withdrawn)"
		" VALUES (1, 2, 2026, 'talk', '2026-11-23', 1, 1, 0)",
	};
	struct db *db;

	school_contact(&s, "talk", 1, 1, SCHOOL_TODAY);
	session_close(&s);
	db = db_open(scratch_path("school.db"), &e);
	cr_assert(db);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		cr_expect_not(guard_script(db, "test", scripts[i], &e), "%s", scripts[i]);
		cr_expect(strstr(e.detail, "not as the contact says"), "%s", e.detail);
	}
	db_close(db);
}

/* ------------------------------------------------------------------------- forms */

/* All that must be filled in is asked for, but the kind, which opens the form. */
Test(model_contact, a_form_of_every_kind_asks_for_what_it_needs)
{
	for (const struct choice *kind = contact_kinds; kind->code; kind++) {
		const char *const *names = contact_form_fields(kind->code);
		size_t required = 1;

		for (size_t i = 0; names[i]; i++) {
			const struct field *f = field_find(contact_fields, names[i]);

			cr_assert(f, "%s: %s", kind->code, names[i]);
			cr_expect_not(f->flags & FIELD_READ_ONLY, "%s: %s", kind->code, names[i]);
			required += (f->flags & FIELD_REQUIRED) != 0;
		}
		for (const struct field *f = contact_fields; f->name; f++)
			required -= (f->flags & FIELD_REQUIRED) != 0;
		cr_expect_eq(required, 0, "%s", kind->code);
	}
}
