/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record that a new one copies from, and what is refused before anything is asked. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>

#include "expect.h"
#include "model/contact.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* Two students of mentor 1, one of mentor 2. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 2; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 3; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		school_lead(&s, n, n < 3 ? 1 : 2, "2026-09-01");
	}
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_contact_last, .init = begin, .fini = end);

static int64_t last(const char *kind, int mentor, int64_t but)
{
	const struct contact like = { .id = but,
				      .kind = kind,
				      .mentor_id = mentor ? school_mentor(&s, mentor) : 0 };
	int64_t id;

	MUST(contact_last(&s, &like, &id, &e), e);
	return id;
}

Test(model_contact_last, the_one_recorded_last_whatever_its_day)
{
	int64_t before = school_contact(&s, "talk", 1, 1, "2026-11-20");
	int64_t later = school_contact(&s, "talk", 2, 1, "2026-10-08");

	cr_expect_eq(last("talk", 1, 0), later);
	cr_expect_eq(last("talk", 1, later), before, "not itself");
	school_withdraw(&s, later);
	cr_expect_eq(last("talk", 1, 0), before);
}

Test(model_contact_last, of_that_kind_and_that_mentor)
{
	int64_t call = school_contact(&s, "call", 1, 1, "2026-11-20");
	int64_t theirs = school_contact(&s, "talk", 3, 2, "2026-11-20");

	cr_expect_eq(last("call", 1, 0), call);
	cr_expect_eq(last("talk", 1, 0), 0);
	cr_expect_eq(last("talk", 2, 0), theirs);
	cr_expect_eq(last("talk", 0, 0), 0);
}

/* A student who went to another mentor is still one they led. */
Test(model_contact_last, also_with_a_student_of_before)
{
	int64_t talk = school_contact(&s, "talk", 1, 1, "2026-10-08");

	school_lead(&s, 1, 2, "2026-11-02");
	cr_expect_eq(last("talk", 1, 0), talk);
}

Test(model_contact_last, a_mentor_sees_own_ones)
{
	int64_t mine = school_contact(&s, "talk", 1, 1, "2026-10-08");

	school_contact(&s, "talk", 3, 2, "2026-10-08");
	school_as(&s, 1);
	cr_expect_eq(last("talk", 1, 0), mine);
}

/* The same sentences at the same fields as saving has, and nothing is written. */
Test(model_contact_last, a_check_refuses_what_saving_would)
{
	static const struct {
		const char *date, *mode, *field;
	} cases[] = {
		{ "2026-11-24", "home", "date" },    { "2025-11-20", "home", "date" },
		{ "2026-11-20", "phone", "reason" }, { "", "home", "date" },
		{ "2026-11-20", "home", "" },
	};
	char ids[24];

	snprintf(ids, sizeof ids, "%" PRId64, school_student(&s, 1));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct contact c = { .kind = "visit",
				     .student_ids = ids,
				     .mentor_id = school_mentor(&s, 1),
				     .date = cases[i].date,
				     .mode = cases[i].mode };
		struct contact same = c;
		struct school_year year;
		struct err saving = { 0 };

		e = (struct err){ 0 };
		cr_expect_eq(contact_check(&s, &c, &year, &e), !*cases[i].field, "%s", e.text);
		cr_expect_str_eq(e.field, cases[i].field);
		cr_expect_eq(last("visit", 1, 0), 0);
		contact_save(&s, &same, &saving);
		cr_expect_str_eq(e.text, saving.text);
	}
}
