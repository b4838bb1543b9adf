/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/change_request.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/student.h"
#include "model/undo.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 and S2 are led by 1, S3 by 2, S4 by nobody; 3 has nobody. S1 and S2 are in one class. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 4; n++) {
		school_add_student(&s, n, n <= 2 ? "六(1)" : "六(2)", "2026-09-01");
		if (n < 4)
			school_lead(&s, n, n == 3 ? 2 : 1, "2026-09-01");
	}
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_change_request, .init = begin, .fini = end);

static void as(const char *account)
{
	struct buf script = { 0 };

	buf_printf(&script, "UPDATE account SET %s WHERE login = '%s'", account, s.login);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

#define CLASS_TEACHER                                                                              \
	"role = 'class_teacher', mentor_id = NULL, class_id = (SELECT class_id FROM enrolment "    \
	"WHERE student_id = 1)"

static int64_t ask(int student, int mentor)
{
	struct change_request r = { .student_id = student, .to_id = mentor, .reason = "合得来" };

	MUST(change_request_ask(&s, &r, &e), e);
	cr_expect_eq(r.rev, 1);
	return r.id;
}

static int64_t rev_of(int64_t id)
{
	struct rowset set;
	int64_t rev;

	MUST(change_request_get(&s, id, &set, &e), e);
	rev = ((const struct change_request *)rowset_at(&set, 0))->rev;
	rowset_release(&set);
	return rev;
}

static void say(int64_t id, const char *side, bool yes)
{
	MUST(change_request_say(&s, id, rev_of(id), side, yes, &e), e);
}

static const char *field(int64_t id, const char *name)
{
	static char text[4][200];
	static unsigned turn;
	struct rowset set;
	char *out = text[turn++ % 4];

	MUST(change_request_get(&s, id, &set, &e), e);
	snprintf(out, sizeof text[0], "%s", row_field(&set, 0, name));
	rowset_release(&set);
	return out;
}

static const char *listed(bool open, const char *name)
{
	struct rowset set;
	const char *all;

	MUST(change_request_list(&s, open, &set, &e), e);
	all = rows_field(&set, name);
	rowset_release(&set);
	return all;
}

static int64_t lead_of(int student)
{
	char query[200];

	snprintf(query, sizeof query,
		 "SELECT mentor_id FROM assignment WHERE student_id = %d AND role = 'lead' "
		 "AND ends > '2026-11-23' AND starts <= ends",
		 student);
	return file_int("school.db", query);
}

/* ------------------------------------------------------------------ how it goes */

Test(model_change_request, both_say_yes_and_the_office_assigns)
{
	int64_t id = ask(1, 2);

	cr_expect_str_eq(field(id, "waits_for"), "both");
	cr_expect_str_eq(field(id, "who"), "学生1 六(1)");
	cr_expect_str_eq(field(id, "asked_on"), SCHOOL_TODAY);
	say(id, "from", true);
	cr_expect_str_eq(field(id, "waits_for"), "to");
	REFUSED(change_request_grant(&s, id, rev_of(id), NULL, &e), &e, ERR_INVALID, "",
		"导师2 has not said yes yet");
	say(id, "to", true);
	cr_expect_str_eq(field(id, "waits_for"), "office");
	MUST(change_request_grant(&s, id, rev_of(id), NULL, &e), e);
	cr_expect_str_eq(field(id, "state"), "done");
	cr_expect_str_eq(field(id, "waits_for"), "-");
	cr_expect_eq(lead_of(1), 2);
	cr_expect_str_eq(file_text("school.db",
				   "SELECT group_concat(mentor_id || starts || ends || "
				   "coalesce(reason, '-'), ' ') FROM assignment "
				   "WHERE student_id = 1 ORDER BY id"),
			 "12026-09-012026-11-22测试 22026-11-239999-12-31the student asked for it");
	cr_expect_str_eq(listed(true, "who"), "");
	cr_expect_str_eq(listed(false, "state"), "done");
}

Test(model_change_request, a_no_of_either_closes_it)
{
	static const char *const sides[] = { "to", "from" };

	for (size_t i = 0; i < 2; i++) {
		int64_t id = ask(1, 2);

		say(id, sides[!i], true);
		say(id, sides[i], false);
		cr_expect_str_eq(field(id, "state"), "refused");
		cr_expect_str_eq(field(id, "closed_on"), SCHOOL_TODAY);
		REFUSED(change_request_say(&s, id, rev_of(id), sides[i], true, &e), &e, ERR_INVALID,
			"", "closed");
		REFUSED(change_request_grant(&s, id, rev_of(id), NULL, &e), &e, ERR_INVALID, "",
			"closed");
		REFUSED(change_request_withdraw(&s, id, rev_of(id), &e), &e, ERR_INVALID, "",
			"closed");
	}
	cr_expect_eq(lead_of(1), 1);
}

Test(model_change_request, who_has_no_mentor_leaves_nobody)
{
	int64_t id = ask(4, 2);

	cr_expect_str_eq(field(id, "waits_for"), "to");
	REFUSED(change_request_say(&s, id, 1, "from", true, &e), &e, ERR_INVALID, "",
		"had no mentor");
	say(id, "to", true);
	MUST(change_request_grant(&s, id, rev_of(id), NULL, &e), e);
	cr_expect_eq(lead_of(4), 2);
}

static const struct refusal {
	int student, mentor;
	const char *asked_on, *before; /* a script, or NULL */
	const char *at, *words;
} refusals[] = {
	{ 0, 2, NULL, NULL, "student_id", "Student" },
	{ 1, 0, NULL, NULL, "to_id", "Asks for" },
	{ 1, 1, NULL, NULL, "to_id", "导师1 leads 学生1 already" },
	{ 1, 3, NULL, "UPDATE mentor SET status = 'left' WHERE id = 3", "to_id", "has left" },
	{ 1, 2, "2026-11-24", NULL, "asked_on", "in the future" },
	{ 1, 2, "2026-08-31", NULL, "asked_on", "outside the school year" },
	{ 1, 2, "2026-11-20", "UPDATE school_year SET closed_on = '2026-11-21' WHERE id = 2026",
	  "asked_on", "is closed" },
	{ 1, 2, NULL, "UPDATE enrolment SET ends = '2026-11-20' WHERE student_id = 1", "student_id",
	  "not enrolled today" },
};

Test(model_change_request, what_cannot_be_is_refused_at_its_field)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal *r = &refusals[i];
		struct change_request asked = { .student_id = r->student,
						.to_id = r->mentor,
						.asked_on = r->asked_on };

		if (r->before)
			school_script(&s, r->before);
		REFUSED(change_request_ask(&s, &asked, &e), &e, ERR_INVALID, r->at, r->words);
		cr_expect_eq(asked.id, 0);
		end();
		begin();
	}
}

Test(model_change_request, one_open_request_a_student)
{
	struct change_request r = { .student_id = 1, .to_id = 3 };
	int64_t id = ask(1, 2);

	REFUSED(change_request_ask(&s, &r, &e), &e, ERR_INVALID, "student_id",
		"学生1 六(1) asked for 导师2 on 2026-11-23 already");
	MUST(change_request_withdraw(&s, id, 1, &e), e);
	cr_expect_str_eq(field(id, "state"), "withdrawn");
	MUST(change_request_ask(&s, &r, &e), e);
}

/* ---------------------------------------------------------------- others meanwhile */

Test(model_change_request, what_somebody_changed_meanwhile_is_a_conflict)
{
	int64_t id = ask(1, 2);

	say(id, "to", true);
	REFUSED(change_request_say(&s, id, 1, "from", true, &e), &e, ERR_CONFLICT, "",
		"changed this request meanwhile");
	REFUSED(change_request_withdraw(&s, id, 1, &e), &e, ERR_CONFLICT, "", "meanwhile");
	say(id, "from", true);
	REFUSED(change_request_grant(&s, id, 2, NULL, &e), &e, ERR_CONFLICT, "", "meanwhile");
	school_lead(&s, 1, 3, NULL);
	REFUSED(change_request_grant(&s, id, rev_of(id), NULL, &e), &e, ERR_CONFLICT, "",
		"given another mentor meanwhile");
	cr_expect_eq(lead_of(1), 3);
}

Test(model_change_request, past_the_capacity_it_takes_a_reason)
{
	int64_t id = ask(1, 2);

	say(id, "to", true);
	say(id, "from", true);
	school_script(&s, "UPDATE mentor SET capacity = 1 WHERE id = 2");
	REFUSED(change_request_grant(&s, id, rev_of(id), NULL, &e), &e, ERR_NEED_REASON, "reason",
		"导师2 would have 2 students");
	cr_expect_str_eq(field(id, "state"), "open");
	MUST(change_request_grant(&s, id, rev_of(id), "两人商定", &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT reason FROM assignment WHERE mentor_id = 2 "
						"AND student_id = 1"),
			 "两人商定");
}

static const struct {
	const char *script, *moot;
} moots[] = {
	{ "UPDATE enrolment SET ends = '2026-11-22' WHERE student_id = 1", "left" },
	{ "UPDATE assignment SET mentor_id = 2 WHERE student_id = 1", "has" },
	{ "UPDATE assignment SET mentor_id = 3 WHERE student_id = 1", "other" },
	{ "UPDATE assignment SET ends = '2026-11-22' WHERE student_id = 1", "other" },
	{ "UPDATE mentor SET status = 'left' WHERE id = 2", "gone" },
	{ "UPDATE change_request SET school_year_id = (SELECT min(id) FROM school_year)", "year" },
};

/* Also for the mentor asked, who sees nothing else of the student. */
Test(model_change_request, one_that_became_moot_waits_for_nobody)
{
	for (size_t i = 0; i < sizeof moots / sizeof *moots; i++) {
		int64_t id = ask(1, 2), waiting;

		school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends) VALUES "
				  "(2025, '2025-09-01', '2026-02-16', '2026-08-31')");
		school_script(&s, moots[i].script);
		for (int mentor = 0; mentor <= 2; mentor += 2) {
			school_as(&s, mentor);
			cr_expect_str_eq(field(id, "moot"), moots[i].moot);
			cr_expect_str_eq(field(id, "state"), "moot");
			cr_expect_str_eq(listed(true, "waits_for"), "-");
			MUST(change_request_waiting(&s, &waiting, &e), e);
			cr_expect_eq(waiting, 0);
			REFUSED(change_request_say(&s, id, 1, "to", true, &e), &e, ERR_CONFLICT, "",
				"only be withdrawn");
		}
		school_as(&s, 0);
		MUST(change_request_withdraw(&s, id, 1, &e), e);
		end();
		begin();
	}
}

Test(model_change_request, asking_again_closes_a_moot_one)
{
	int64_t id = ask(1, 2);

	school_lead(&s, 1, 3, NULL);
	ask(1, 2);
	cr_expect_str_eq(field(id, "state"), "withdrawn");
	cr_expect_str_eq(listed(true, "from"), "导师3");
}

/* ------------------------------------------------------------------------ who may */

static const char *of_student(int student, const char *name)
{
	struct rowset set;
	const char *all;

	MUST(change_request_list_of_student(&s, student, &set, &e), e);
	all = rows_field(&set, name);
	rowset_release(&set);
	return all;
}

Test(model_change_request, the_open_one_of_a_student)
{
	int64_t id = ask(1, 2);

	ask(2, 3);
	cr_expect_str_eq(of_student(1, "to"), "导师2");
	cr_expect_str_eq(of_student(1, "waits_for"), "both");
	cr_expect_str_eq(of_student(3, "to"), "");
	school_as(&s, 1);
	cr_expect_str_eq(of_student(1, "to"), "导师2");
	school_as(&s, 3);
	cr_expect_str_eq(of_student(1, "to"), "");
	school_as(&s, 0);
	say(id, "to", false);
	cr_expect_str_eq(of_student(1, "to"), "");
	school_lead(&s, 2, 2, NULL);
	cr_expect_str_eq(of_student(2, "moot"), "other");
}

Test(model_change_request, the_mentor_asked_answers_and_sees_no_more)
{
	int64_t id = ask(1, 2), waiting;
	struct rowset set;

	ask(2, 3);
	school_as(&s, 2);
	cr_expect_str_eq(listed(true, "who"), "学生1 六(1)");
	cr_expect_str_eq(listed(true, "reason"), "合得来");
	cr_expect_str_eq(listed(true, "student_no"), "-");
	MUST(change_request_waiting(&s, &waiting, &e), e);
	cr_expect_eq(waiting, 1);
	REFUSED(student_get(&s, 1, &set, &e), &e, ERR_NOT_FOUND, "", "");
	rowset_release(&set);
	REFUSED(change_request_withdraw(&s, id, 1, &e), &e, ERR_DENIED, "", "to answer");
	REFUSED(change_request_say(&s, id, 1, "from", true, &e), &e, ERR_DENIED, "",
		"That is for 导师1 to answer");
	REFUSED(change_request_grant(&s, id, 1, NULL, &e), &e, ERR_DENIED, "", "office");
	say(id, "to", true);
	MUST(change_request_waiting(&s, &waiting, &e), e);
	cr_expect_eq(waiting, 0);
	cr_expect_str_eq(field(id, "waits_for"), "from");
	school_as(&s, 3);
	REFUSED(change_request_get(&s, id, &set, &e), &e, ERR_NOT_FOUND, "", "no such request");
	rowset_release(&set);
	school_as(&s, 1);
	REFUSED(change_request_say(&s, id, 2, "to", false, &e), &e, ERR_DENIED, "",
		"That is for 导师2 to answer");
	say(id, "from", true);
	school_as(&s, 0);
	MUST(change_request_waiting(&s, &waiting, &e), e);
	cr_expect_eq(waiting, 1);
}

/* What was asked for is granted: from the next look on the student is the new mentor's. */
Test(model_change_request, with_the_grant_the_student_is_the_new_mentors)
{
	int64_t id = ask(1, 2);
	struct rowset set;

	say(id, "to", true);
	say(id, "from", true);
	MUST(change_request_grant(&s, id, rev_of(id), NULL, &e), e);
	school_as(&s, 2);
	MUST(student_get(&s, 1, &set, &e), e);
	rowset_release(&set);
	cr_expect_str_eq(listed(false, "student_no"), "S1");
	school_as(&s, 1);
	cr_expect_str_eq(listed(false, "who"), "");
}

static const struct {
	const char *what, *account;
	const char *may; /* students of whom one may ask */
} askers[] = {
	{ "the office", "role = 'office'", "1234" },
	{ "the lead mentor", "role = 'mentor', mentor_id = 1", "12" },
	{ "a co-mentor", "role = 'mentor', mentor_id = 3", "" },
	{ "the class teacher", CLASS_TEACHER, "12" },
	{ "the grade head", "role = 'grade_head', mentor_id = NULL, grade = 6", "1234" },
	{ "another grade head", "role = 'grade_head', mentor_id = NULL, grade = 7", "" },
	{ "the principal", "role = 'principal', mentor_id = NULL", "" },
	{ "an inspector", "role = 'inspector', mentor_id = NULL", "" },
};

Test(model_change_request, who_may_ask_and_withdraw)
{
	for (size_t i = 0; i < sizeof askers / sizeof *askers; i++) {
		school_co(&s, 3, 3, "2026-09-01");
		as(askers[i].account);
		for (int n = 1; n <= 4; n++) {
			struct change_request r = { .student_id = n, .to_id = n == 3 ? 1 : 2 };
			bool may = strchr(askers[i].may, '0' + n) != NULL;

			cr_expect_eq(change_request_ask(&s, &r, &e), may, "%s, %d: %s",
				     askers[i].what, n, e.text);
			e = (struct err){ 0 };
			if (may)
				MUST(change_request_withdraw(&s, r.id, 1, &e), e);
		}
		end();
		begin();
	}
}

Test(model_change_request, the_class_teacher_answers_for_nobody)
{
	int64_t id = ask(1, 2);

	as(CLASS_TEACHER);
	REFUSED(change_request_say(&s, id, 1, "to", true, &e), &e, ERR_DENIED, "", "导师2");
	REFUSED(change_request_say(&s, id, 1, "from", true, &e), &e, ERR_DENIED, "", "导师1");
	MUST(change_request_withdraw(&s, id, 1, &e), e);
}

Test(model_change_request, an_inspector_sees_the_number_and_no_reason)
{
	ask(1, 2);
	as("role = 'inspector', mentor_id = NULL");
	cr_expect_str_eq(listed(true, "who"), "S1 六(1)");
	cr_expect_str_eq(listed(true, "reason"), "-");
	as("role = 'principal', mentor_id = NULL");
	cr_expect_str_eq(listed(true, "who"), "学生1 六(1)");
	cr_expect_str_eq(listed(true, "reason"), "-");
}

Test(model_change_request, what_waits_for_oneself_is_first)
{
	ask(1, 2);
	ask(2, 3);
	ask(3, 1);
	cr_expect_str_eq(listed(true, "student_no"), "S1 S2 S3");
	say(3, "to", true);
	say(3, "from", true);
	cr_expect_str_eq(listed(true, "student_no"), "S3 S1 S2");
	school_as(&s, 2);
	cr_expect_str_eq(listed(true, "student_no"), "- S3");
	school_as(&s, 0);
	school_lead(&s, 1, 3, NULL);
	cr_expect_str_eq(listed(true, "student_no"), "S3 S2 S1");
}

/* ------------------------------------------------------------------------- undo */

Test(model_change_request, all_of_it_is_undone)
{
	struct undo u;
	struct buf said = { 0 };
	int64_t id;

	MUST(undo_begin(&u, &s, &e), e);
	id = ask(1, 2);
	say(id, "to", true);
	say(id, "from", true);
	MUST(change_request_grant(&s, id, rev_of(id), NULL, &e), e);
	MUST(undo_take_back(&u, &said, &e), e);
	cr_expect_eq(lead_of(1), 1);
	cr_expect_str_eq(field(id, "waits_for"), "office");
	MUST(undo_take_back(&u, &said, &e), e);
	cr_expect_str_eq(field(id, "waits_for"), "from");
	MUST(undo_take_back(&u, &said, &e), e);
	MUST(undo_take_back(&u, &said, &e), e);
	cr_expect_str_eq(listed(false, "who"), "");
	buf_release(&said);
}

/* The triggers against writing about foreign students let this through too. */
Test(model_change_request, the_mentor_asked_takes_an_answer_back)
{
	int64_t id = ask(1, 2);
	struct undo u;
	struct buf said = { 0 };

	school_as(&s, 2);
	MUST(undo_begin(&u, &s, &e), e);
	say(id, "to", false);
	cr_expect_str_eq(field(id, "state"), "refused");
	MUST(undo_take_back(&u, &said, &e), e);
	cr_expect_str_eq(field(id, "waits_for"), "both");
	MUST(undo_do_again(&u, &said, &e), e);
	cr_expect_str_eq(field(id, "state"), "refused");
	buf_release(&said);
}
