/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/access_sheet.h"

#include <criterion/criterion.h>
#include <string.h>

#include "expect.h"
#include "model/audit.h"
#include "model/guardian.h"
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

TestSuite(model_access_sheet, .init = begin, .fini = end);

/* "item count detail" of the section's rows, by semicolons; static storage. */
static const char *section(int64_t year, const char *name)
{
	static struct buf out;
	struct rowset set;

	MUST(access_sheet(&s, year, &set, &e), e);
	buf_clear(&out);
	for (size_t i = 0; i < set.count; i++) {
		const struct sheet_row *row = rowset_at(&set, i);

		if (!strcmp(row->section, name))
			buf_printf(&out, "%s%s %d %s", out.len ? ";" : "", row->item,
				   (int)row->count, row->detail);
	}
	rowset_release(&set);
	return buf_str(&out);
}

Test(model_access_sheet, a_file_without_an_audit_gives_zeros)
{
	static const char *const sections[] = { "grant",  "emergency", "access", "read",   "export",
						"reveal", "refuse",    "purge",  "unusual" };

	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		cr_expect_str_eq(section(2002, sections[i]), " 0 ", "%s", sections[i]);
	cr_expect_str_eq(section(2002, "consent"), "on record 0 ;missing 0 ");
}

Test(model_access_sheet, counts_what_was_done_in_the_calendar_year)
{
	school_script(
		&s,
		"INSERT INTO audit (at, login, role, source, action, name, reason, digest, link) "
		"VALUES "
		"('2001-12-31T23:59:59Z', 'a', 'mentor', '', 'read', 'referral', NULL, x'', x''),"
		"('2002-01-01T00:00:00Z', 'a', 'mentor', '', 'read', 'referral', NULL, x'', x''),"
		"('2002-02-01T00:00:00Z', 'b', 'office', '', 'export', 'plans', '3', x'', x''),"
		"('2002-02-02T00:00:00Z', 'b', 'office', '', 'refuse', 'contact', NULL, x'', x''),"
		"('2002-12-31T23:59:59Z', 'b', 'office', '', 'reveal', 'guardian', NULL, x'', x''),"
		"('2003-01-01T00:00:00Z', 'b', 'office', '', 'reveal', 'guardian', NULL, x'', x'');"
		"INSERT INTO purged (student_id, pass, way, salt, digest, at, login) VALUES "
		"(1, 'texts', 'anonymise', '', '', '2002-03-01T00:00:00Z', 'b')");
	cr_expect_str_eq(section(2002, "read"), "a 1 mentor");
	cr_expect_str_eq(section(2002, "export"), "b 1 office");
	cr_expect_str_eq(section(2002, "refuse"), "b 1 office");
	cr_expect_str_eq(section(2002, "reveal"), "b 1 office");
	cr_expect_str_eq(section(2002, "purge"), "b 1 texts");
	cr_expect_str_eq(section(2002, "access"),
			 "2002-01 1 mentor;2002-02 2 office;2002-12 1 office");
	cr_expect_str_eq(section(2001, "read"), "a 1 mentor");
	cr_expect_str_eq(section(2001, "reveal"), " 0 ");
}

Test(model_access_sheet, grants_with_their_approver_and_emergencies_with_their_reason)
{
	school_script(
		&s, "INSERT INTO account (id, login, role, locked) VALUES (7, 'li', 'mentor', 1);"
		    "INSERT INTO access_grant (account_id, grade, starts, ends, reason, emergency, "
		    "approver, made_at) VALUES (7, 6, '2002-10-01', '2003-01-31', '代班', 0, "
		    "'head', ''),"
		    "(7, 6, '2002-10-05', '2002-10-06', '学生走失', 1, NULL, ''),"
		    "(7, 6, '2001-10-05', '2001-10-06', 'of 2001', 0, 'head', '')");
	cr_expect_str_eq(section(2002, "grant"),
			 "li 1 grade 6, 2002-10-01 - 2003-01-31, head, 代班");
	cr_expect_str_eq(section(2002, "emergency"),
			 "li 1 grade 6, 2002-10-05 - 2002-10-06, 学生走失");
	cr_expect(strstr(section(2002, "account"), "li 1 mentor locked"));
}

/* More than the school has set, by one account on one day. */
Test(model_access_sheet, an_unusual_day_is_shown)
{
	school_script(&s, "INSERT INTO setting (name, value) VALUES ('retention_unusual', '3')");
	for (int i = 0; i < 4; i++) {
		if (i == 3)
			cr_expect_str_eq(section(2002, "unusual"), " 0 ");
		school_script(&s, "INSERT INTO audit (at, login, role, source, action, name, "
				  "digest, link) VALUES "
				  "('2002-11-23T08:00:00Z', 'x', 'office', '', 'reveal', "
				  "'guardian', x'', x''),"
				  "('2002-11-24T08:00:00Z', 'x', 'office', '', 'read', 'referral', "
				  "x'', x'')");
	}
	cr_expect_str_eq(section(2002, "unusual"), "x 4 2002-11-23 reveal");
}

/* In the year of the machine's clock. */
Test(model_access_sheet, a_number_shown_and_an_export_are_in_it)
{
	int year, month, day;

	date_to_civil(date_today(), &year, &month, &day);
	MUST(guardian_reveal(&s, 1, 1, &e), e);
	MUST(audit_export(&s, "plans", 0, 5, "", &e), e);
	cr_expect(strstr(section(year, "reveal"), " 1 office"));
	cr_expect(strstr(section(year, "export"), " 1 office"));
}

Test(model_access_sheet, only_for_the_office)
{
	struct rowset set;

	school_add_mentor(&s, 1);
	school_as(&s, 1);
	REFUSED(access_sheet(&s, 2002, &set, &e), &e, ERR_DENIED, "", "office");
	rowset_release(&set);
}
