/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/rule.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "content.h"
#include "db/door.h"
#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_rule, .init = begin, .fini = end);

/* The year's rules with one field set as if it had been typed. */
static bool save_with(int64_t year, const char *name, const char *value)
{
	struct rowset set;
	struct rules *r;
	const struct field *f = field_find(rule_fields, name);
	bool ok;

	MUST(rules_get(&s, year, &set, &e), e);
	r = rowset_at(&set, 0);
	if (field_is_number(f))
		field_put_int(f, r, atoll(value));
	else
		field_put_text(f, r, value);
	ok = rules_save(&s, r, &e);
	rowset_release(&set);
	return ok;
}

static const char *rule(const char *name)
{
	char query[200];

	snprintf(query, sizeof query,
		 "SELECT value FROM rule WHERE school_year_id = 2026"
		 " AND name = '%s'",
		 name);
	return file_text("school.db", query);
}

Test(model_rule, every_one_comes_back)
{
	static const struct {
		const char *name, *value;
		const char *raw; /* where it is another: tenths */
	} rows[] = {
		{ "visits", "2", NULL },
		{ "visits_per", "term", NULL },
		{ "visit_due", "2027-06-30", NULL },
		{ "talks", "3", NULL },
		{ "talks_per", "year", NULL },
		{ "feedback_opens", "2027-05-20", NULL },
		{ "feedback_due", "2027-05-20", NULL },
		{ "change_days", "0", NULL },
		{ "referral_days", "365", NULL },
		{ "due_soon", "999", NULL },
		{ "mentor_capacity", "1", NULL },
		{ "vocational_years", "4", NULL },
		{ "former_days", "30", NULL },
		{ "training_credits", "15", "1.5" },
		{ "second_term", "2027-02-22", NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct field *f = field_find(rule_fields, rows[i].name);
		struct buf now = { 0 };

		MUST(save_with(2026, rows[i].name, rows[i].value), e);
		field_raw(f, &s.rules, &now);
		cr_expect_str_eq(buf_str(&now), rows[i].raw ? rows[i].raw : rows[i].value,
				 "the session's %s", rows[i].name);
		if (!(f->flags & FIELD_DERIVED))
			cr_expect_str_eq(rule(rows[i].name), rows[i].value);
		buf_release(&now);
	}
	cr_expect_str_eq(s.year.second_term, "2027-02-22");
	cr_expect_str_eq(file_text("school.db", "SELECT second_term FROM school_year"),
			 "2027-02-22");
	cr_expect_null(rule_fields[sizeof rows / sizeof *rows].name, "a rule without a row here");
}

Test(model_rule, what_cannot_be_is_told_at_its_field)
{
	static const struct {
		const char *field, *value, *words;
	} rows[] = {
		{ "visits", "13", "Home visits can be 12 at most." },
		{ "visits", "-1", "is not a whole number" },
		{ "visits_per", "month", "\"month\" is not one of school year / term" },
		{ "visits_per", "", "Visits each is missing" },
		{ "visit_due", "", "Visits until is missing" },
		{ "visit_due", "2027-02-29", "is no date" },
		{ "visit_due", "2026-08-31",
		  "2026-08-31 is outside the school year: it runs from "
		  "2026-09-01 to 2027-08-31." },
		{ "visit_due", "2027-09-01", "is outside the school year" },
		{ "talks", "13", "Talks can be 12 at most." },
		{ "talks_per", "week", "is not one of" },
		{ "feedback_opens", "2026-08-31", "is outside the school year" },
		{ "feedback_due", "2027-09-01", "is outside the school year" },
		{ "feedback_due", "2027-05-31",
		  "2027-05-31 is before 2027-06-01, when it opens: the window is reversed." },
		{ "change_days", "366", "can be 365 at most" },
		{ "referral_days", "366", "can be 365 at most" },
		{ "due_soon", "1000", "can be 999 at most" },
		{ "mentor_capacity", "1000", "can be 999 at most" },
		{ "mentor_capacity", "0", "Students each must be at least 1." },
		{ "vocational_years", "5", "can be 4 at most" },
		{ "vocational_years", "0", "Vocational must be at least 1." },
		{ "second_term", "2026-08-31", "is outside the school year" },
		{ "second_term", "2026-09-01", "Either term must have a day" },
		{ "second_term", "2027-08-31", "Either term must have a day" },
		{ "second_term", "", "Second term is missing" },
	};
	struct buf before = { 0 };

	content_of_file("school.db", NULL, &before);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf after = { 0 };

		REFUSED(save_with(2026, rows[i].field, rows[i].value), &e, ERR_INVALID,
			rows[i].field, rows[i].words);
		content_of_file("school.db", NULL, &after);
		cr_expect_str_eq(after.at, before.at, "%s = %s", rows[i].field, rows[i].value);
		buf_release(&after);
	}
	buf_release(&before);
}

Test(model_rule, two_who_change_the_same)
{
	struct rowset first, second;

	MUST(rules_get(&s, 2026, &first, &e) && rules_get(&s, 2026, &second, &e), e);
	((struct rules *)rowset_at(&first, 0))->visits = 2;
	((struct rules *)rowset_at(&second, 0))->talks = 2;
	MUST(rules_save(&s, rowset_at(&first, 0), &e), e);
	REFUSED(rules_save(&s, rowset_at(&second, 0), &e), &e, ERR_CONFLICT, "",
		"Somebody else changed the rules meanwhile.");
	cr_expect_eq(s.rules.visits, 2);
	cr_expect_eq(s.rules.talks, 0);
	/* but the first may go on */
	((struct rules *)rowset_at(&first, 0))->second_term = "2027-02-20";
	MUST(rules_save(&s, rowset_at(&first, 0), &e), e);
	MUST(rules_save(&s, rowset_at(&first, 0), &e), e);
	rowset_release(&first);
	rowset_release(&second);
}

Test(model_rule, a_closed_year_stays_as_it_is)
{
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-01'");
	REFUSED(save_with(2026, "visits", "2"), &e, ERR_INVALID, "",
		"The school year 2026 was closed on 2026-11-01; it stays as it is.");
	cr_expect_str_eq(rule("visits"), "1");
}

Test(model_rule, a_mentor_may_not)
{
	school_add_mentor(&s, 1);
	school_as(&s, 1);
	REFUSED(save_with(2026, "visits", "2"), &e, ERR_DENIED, "", "This is not for you to do");
	cr_expect_str_eq(rule("visits"), "1");
}

Test(model_rule, of_another_year)
{
	struct rowset set;

	REFUSED(rules_get(&s, 2027, &set, &e), &e, ERR_NOT_FOUND, "",
		"The file has no school year 2027.");
	rowset_release(&set);
	MUST(door_enter(s.db, &e) && school_add_year(s.db, 2027, &e) && door_leave(s.db, true, &e),
	     e);
	MUST(save_with(2027, "visits", "2"), e);
	cr_expect_eq(s.rules.visits, 1, "this year's are as before");
	MUST(rules_get(&s, 2027, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "visits"), "2");
	cr_expect_str_eq(row_field(&set, 0, "second_term"), "2028-02-15");
	rowset_release(&set);
	REFUSED(save_with(2027, "visit_due", "2027-08-31"), &e, ERR_INVALID, "visit_due",
		"it runs from 2027-09-01 to 2028-08-31.");
}
