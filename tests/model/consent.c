/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/consent.h"

#include <criterion/criterion.h>
#include <string.h>

#include "expect.h"
#include "model/retention.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	for (int n = 1; n <= 3; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_consent, .init = begin, .fini = end);

static struct consent given(int student, const char *covers, const char *from, const char *to)
{
	struct consent c = { .student_id = school_student(&s, student),
			     .given_by = "甲家长",
			     .covers = covers,
			     .given_on = from,
			     .withdrawn_on = to };

	MUST(consent_save(&s, &c, &e), e);
	return c;
}

static void ask_for_it(void)
{
	struct arena arena = { 0 };
	struct retention r;

	MUST(retention_load(&s, &arena, &r, &e), e);
	r.consent = "yes";
	MUST(retention_save(&s, &r, &e), e);
	arena_release(&arena);
}

static const char *missing(const char *field)
{
	struct rowset set;
	const char *all;

	MUST(consent_missing(&s, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

Test(model_consent, covers_what_it_says_while_it_holds)
{
	static const struct {
		const char *covers, *from, *to; /* of a consent */
		const char *today;              /* what is covered today */
	} cases[] = {
		{ "records visits", "2026-09-01", NULL, "records visits" },
		{ "photos", "2026-11-23", NULL, "photos" },
		{ "records", "2026-09-01", "2026-11-22", "" },
		{ "records", "2026-09-01", "2026-11-23", "" }, /* from that day on */
		{ "sensitive records", "2026-09-01", NULL, "records sensitive" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = { 0 };
		const char *covers;

		school_script(&s, "DELETE FROM consent");
		given(1, cases[i].covers, cases[i].from, cases[i].to);
		MUST(consent_of_student(&s, school_student(&s, 1), &arena, &covers, &e), e);
		cr_expect_str_eq(covers, cases[i].today, "row %zu: %s", i, covers);
		arena_release(&arena);
	}
}

Test(model_consent, several_add_up)
{
	given(1, "records", "2026-09-01", NULL);
	cr_expect_str_eq(missing("name"), "学生1 学生2 学生3");
	cr_expect_str_eq(missing("lacks"), "visits records visits records visits");
	given(1, "visits photos", "2026-10-01", NULL);
	cr_expect_str_eq(missing("name"), "学生2 学生3");
}

Test(model_consent, is_asked_for_where_the_school_says_so)
{
	int64_t ids[] = { school_student(&s, 1), school_student(&s, 2) };
	bool lacking;

	MUST(consent_is_missing(&s, ids, 2, "visits", &lacking, &e), e);
	cr_expect(!lacking, "the school does not ask");
	ask_for_it();
	MUST(consent_is_missing(&s, ids, 1, "visits", &lacking, &e), e);
	cr_expect(lacking);
	given(1, "visits", "2026-09-01", NULL);
	MUST(consent_is_missing(&s, ids, 1, "visits", &lacking, &e), e);
	cr_expect(!lacking);
	MUST(consent_is_missing(&s, ids, 2, "visits", &lacking, &e), e);
	cr_expect(lacking, "one of them has none");
	MUST(consent_is_missing(&s, ids, 1, "visit", &lacking, &e), e);
	cr_expect(lacking, "a part of a word is none");
}

Test(model_consent, what_cannot_be_is_refused_at_its_field)
{
	static const struct {
		const char *by, *covers, *from, *to, *field, *words;
	} cases[] = {
		{ "", "records", "2026-09-01", NULL, "given_by", "missing" },
		{ "甲", "", "2026-09-01", NULL, "covers", "missing" },
		{ "甲", "records", "", NULL, "given_on", "missing" },
		{ "甲", "records", "2026-11-24", NULL, "given_on", "in the future" },
		{ "甲", "records", "2026-11-01", "2026-10-31", "withdrawn_on", "given on" },
		{ "甲", "records", "2026-11-01", "2026-11-24", "withdrawn_on", "in the future" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct consent c = { .student_id = school_student(&s, 1),
				     .given_by = cases[i].by,
				     .covers = cases[i].covers,
				     .given_on = cases[i].from,
				     .withdrawn_on = cases[i].to };

		REFUSED(consent_save(&s, &c, &e), &e, ERR_INVALID, cases[i].field, cases[i].words);
		cr_expect_eq(c.id, 0);
	}
}

Test(model_consent, taken_back_it_stays_on_record)
{
	struct consent c = given(1, "records", "2026-09-01", NULL), old = c;
	struct rowset set;

	c.withdrawn_on = "2026-11-20";
	MUST(consent_save(&s, &c, &e), e);
	REFUSED(consent_save(&s, &old, &e), &e, ERR_CONFLICT, "", "this consent");
	MUST(consent_list_of_student(&s, c.student_id, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "withdrawn_on"), "2026-11-20");
	cr_expect_str_eq(rows_field(&set, "state"), "withdrawn");
	rowset_release(&set);
}

Test(model_consent, a_mentor_sees_ones_own_students_and_writes_none)
{
	struct consent c;
	struct rowset set;

	given(1, "records", "2026-09-01", NULL);
	given(2, "records", "2026-09-01", NULL);
	school_as(&s, 1);
	MUST(consent_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student"), "学生1");
	c = *(struct consent *)rowset_at(&set, 0);
	REFUSED(consent_save(&s, &c, &e), &e, ERR_DENIED, "", "office");
	rowset_release(&set);
}
