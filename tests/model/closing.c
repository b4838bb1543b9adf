/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/closing.h"

#include <criterion/criterion.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "model/contact.h"
#include "rolling.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t visit, feedback;

/* Of 2026, rolled over in its holidays. */
static void begin(void)
{
	const struct rollover_options plain = { 0 };

	school_begin(&s, "2027-07-05");
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
	visit = school_contact(&s, "visit", 1, 1, "2026-10-10");
	feedback = school_feedback(&s, 1, 1, "2027-06-20", "2027-06-21", NULL);
	roll_over_quietly(&s, &plain);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_closing, .init = begin, .fini = end);

static const char closed[] = "School year 2026 is closed; its records can be read, not changed.";

/* What could be done to the old year's records, on the session's day. */
static void expect_nothing_changes(void)
{
	struct contact add = { .kind = "talk",
			       .student_ids = "1",
			       .date = "2027-07-01",
			       .mentor_id = 1 },
		       change = { .id = visit,
				  .rev = 1,
				  .kind = "visit",
				  .student_ids = "1",
				  .date = "2026-10-11",
				  .mentor_id = 1 },
		       deliver = { .id = feedback,
				   .rev = 1,
				   .kind = "feedback",
				   .student_ids = "1",
				   .date = "2027-06-20",
				   .to_guardians = "2027-07-01",
				   .mentor_id = 1 };
	struct buf before = { 0 }, after = { 0 };

	content_of_file("school.db", NULL, &before);
	if (s.year.id == 2026)
		REFUSED(contact_save(&s, &add, &e), &e, ERR_INVALID, "", closed);
	REFUSED(contact_save(&s, &change, &e), &e, ERR_INVALID, "", closed);
	REFUSED(contact_save(&s, &deliver, &e), &e, ERR_INVALID, "", closed);
	REFUSED(contact_withdraw(&s, visit, 1, &e), &e, ERR_INVALID, "", closed);
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
}

Test(model_closing, records_of_a_closed_year_are_read_and_not_changed)
{
	struct rowset set;

	MUST(year_close(&s, 2026, &e), e);
	cr_expect_str_eq(s.year.closed_on, "2027-07-05");
	expect_nothing_changes();
	school_on(&s, "2027-09-06");
	expect_nothing_changes();
	MUST(contact_list_of_student(&s, 1, &set, &e), e);
	cr_expect_eq(set.count, 2);
	rowset_release(&set);
	school_contact(&s, "visit", 1, 1, "2027-09-05"); /* the new year is open */
}

/* Whatever writes. */
Test(model_closing, the_file_itself_refuses)
{
	static const char *const scripts[] = {
		"UPDATE contact SET summary = 'x' WHERE id = 1",
		"INSERT INTO contact (school_year_id, kind, date, mentor_id, created_at) "
		"VALUES (2026, 'visit', '2027-07-01', 1, 'now')",
		"UPDATE contact SET school_year_id = 2027 WHERE id = 1",
		"INSERT INTO delivery (contact_id, party, date) VALUES (2, 'guardians', "
		"'2027-07-01')",
		"DELETE FROM delivery",
		"UPDATE rule SET value = '9' WHERE school_year_id = 2026",
		"UPDATE key_date SET due = '2027-07-01' WHERE school_year_id = 2026",
		"DELETE FROM key_date WHERE school_year_id = 2026",
	};

	MUST(year_close(&s, 2026, &e), e);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		cr_expect_str_eq(file_refusal("school.db", scripts[i]), "the school year is closed",
				 "%s", scripts[i]);
}

Test(model_closing, opened_again_it_is_as_before)
{
	struct buf before = { 0 }, after = { 0 };

	content_of_file("school.db", "rev", &before);
	MUST(year_close(&s, 2026, &e), e);
	MUST(year_reopen(&s, 2026, &e), e);
	content_of_file("school.db", "rev", &after);
	cr_expect_str_eq(before.at, after.at);
	school_withdraw(&s, visit);
	buf_release(&before);
	buf_release(&after);
}

Test(model_closing, by_the_undo_of_the_roll_over_too)
{
	MUST(year_close(&s, 2026, &e), e);
	MUST(rollover_undo(&s, &e), e);
	cr_expect_str_eq(s.year.closed_on, "");
	school_withdraw(&s, visit);
}

Test(model_closing, refusals)
{
	REFUSED(year_close(&s, 2025, &e), &e, ERR_NOT_FOUND, "",
		"The file has no school year 2025.");
	REFUSED(year_close(&s, 2027, &e), &e, ERR_INVALID, "",
		"School year 2027 was not rolled over yet");
	REFUSED(year_reopen(&s, 2026, &e), &e, ERR_INVALID, "", "School year 2026 is not closed.");
	MUST(year_close(&s, 2026, &e), e);
	REFUSED(year_close(&s, 2026, &e), &e, ERR_INVALID, "",
		"School year 2026 was closed on 2027-07-05 already.");
	school_script(&s, "UPDATE school_year SET closed_on = '2028-07-05' WHERE id = 2027");
	REFUSED(year_reopen(&s, 2026, &e), &e, ERR_INVALID, "", "School year 2027 is closed too");
}
