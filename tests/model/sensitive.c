/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes for the lead mentor and the office alone: what is marked, and what is done with a note that
 * the session's views leave out. */
#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/contact.h"
#include "model/department.h"
#include "model/referral.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "九(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_sensitive, .init = begin, .fini = end);

static struct contact talk(void)
{
	return (struct contact){ .kind = "talk",
				 .student_ids = "1",
				 .date = SCHOOL_TODAY,
				 .mentor_id = school_mentor(&s, 1),
				 .summary = "父母离异",
				 .sensitive = "family" };
}

static struct referral referral(void)
{
	struct referral r = { .student_id = 1,
			      .date = SCHOOL_TODAY,
			      .mentor_id = school_mentor(&s, 1),
			      .notes = "失眠",
			      .sensitive = "psychological" };

	MUST(department_find(&s, "Psychology", &r.department_id, &e), e);
	return r;
}

Test(model_sensitive, the_mark_is_kept_and_taken_off)
{
	struct contact c = talk();
	struct referral r = referral();

	MUST(contact_save(&s, &c, &e), e);
	MUST(referral_save(&s, &r, &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT c.sensitive || ' ' || r.sensitive "
						"FROM contact c, referral r"),
			 "family psychological");
	c.sensitive = r.sensitive = "";
	MUST(contact_save(&s, &c, &e), e);
	MUST(referral_save(&s, &r, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact c, referral r "
					   "WHERE c.sensitive IS NULL AND r.sensitive IS NULL"),
		     1);
}

Test(model_sensitive, nothing_is_not_sensitive)
{
	struct contact c = talk();
	struct referral r = referral();

	c.summary = r.notes = NULL;
	REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "sensitive",
		"no text that could be sensitive");
	REFUSED(referral_save(&s, &r, &e), &e, ERR_INVALID, "sensitive",
		"no text that could be sensitive");
	c.topics = "life";
	MUST(contact_save(&s, &c, &e), e);
}

/* As the views of somebody else's session have them. */
Test(model_sensitive, what_is_not_read_is_not_written_over)
{
	struct contact c = talk();
	struct referral r = referral();
	struct rowset set;

	MUST(contact_save(&s, &c, &e), e);
	MUST(referral_save(&s, &r, &e), e);
	school_script(&s, "UPDATE contact SET summary = NULL; UPDATE referral SET notes = NULL");
	MUST(contact_get(&s, c.id, &set, &e), e);
	cr_expect(contact_is_masked(rowset_at(&set, 0)));
	REFUSED(contact_may_open(rowset_at(&set, 0), &e), &e, ERR_DENIED, "",
		"its lead mentor and the office alone");
	rowset_release(&set);
	c.summary = "别的";
	c.sensitive = NULL;
	REFUSED(contact_save(&s, &c, &e), &e, ERR_DENIED, "", "This record is sensitive");
	REFUSED(contact_withdraw(&s, c.id, c.rev, &e), &e, ERR_DENIED, "",
		"This record is sensitive");
	MUST(referral_get(&s, r.id, &set, &e), e);
	cr_expect(referral_is_masked(rowset_at(&set, 0)));
	rowset_release(&set);
	r.notes = "别的";
	REFUSED(referral_save(&s, &r, &e), &e, ERR_DENIED, "", "This referral is sensitive");
	cr_expect_eq(file_int("school.db", "SELECT c.rev + r.rev FROM contact c, referral r"), 2);
}

Test(model_sensitive, a_list_says_so)
{
	static const struct {
		const char *sensitive;
		bool masked;
		const char *text, *shown;
	} rows[] = {
		{ NULL, false, "好", "好" },
		{ NULL, false, NULL, "" },
		{ "family", false, "好", "sensitive  好" },
		{ "family", true, NULL, "(sensitive: for the lead mentor and the office)" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = { 0 };

		sensitive_show(rows[i].sensitive, rows[i].masked, rows[i].text, &out);
		cr_expect_str_eq(buf_str(&out), rows[i].shown);
		buf_release(&out);
	}
}
