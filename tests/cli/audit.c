/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands write into the audit and say of it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "support/daoshi.h"
#include "support/desk.h"

TestSuite(cli_audit, .init = desk_school, .fini = daoshi_tidy);

/* The last `lines` of what is listed, from the column of the action on. */
static bool listed(const char *words)
{
	struct run r = DAOSHI("audit", "list", "--format", "csv");
	bool is = strstr(buf_str(&r.out), words);

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
	return is;
}

Test(cli_audit, every_way_out_is_written_down)
{
	static const struct {
		const char *const arguments[8];
		const char *written;
	} cases[] = {
		{ { "list", "students", "--format", "json" },
		  "export,students,,,,,,3 --format json" },
		{ { "list", "mentors" }, "export,mentors,,,,,,2" },
		{ { "todo", "--student", "S1", "--format", "csv" }, "--student --format csv" },
		{ { "find", "S1" }, "export,find,,,,,,1" },
		{ { "plan", "export", "--phones" }, "export,plans.ics,,,,,,0 --phones" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct run r = daoshi_run(NULL, cases[i].arguments);

		cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
		run_release(&r);
		cr_expect(listed(cases[i].written), "%s", cases[i].written);
	}
}

Test(cli_audit, what_is_about_nobody_is_not)
{
	struct run r = DAOSHI("list", "departments");

	run_release(&r);
	cr_expect_not(listed("departments"));
}

Test(cli_audit, what_is_refused_is_written_down)
{
	struct run r;

	desk_as_mentor("T1");
	r = DAOSHI("rules", "--visits", "2");
	cr_expect_eq(r.code, 5, "%d %s", r.code, buf_str(&r.err));
	run_release(&r);
	desk_script("UPDATE account SET role = 'office'");
	cr_expect(listed("refuse,rules"));
}

Test(cli_audit, it_holds_until_it_is_tampered_with)
{
	struct run r = DAOSHI("audit", "verify"), head = DAOSHI("audit", "head");

	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect_str_eq(buf_str(&r.out), buf_str(&head.out));
	cr_expect_eq(strlen(strchr(buf_str(&head.out), ' ')), strlen(" 01234567\n"));
	run_release(&r);
	run_release(&head);
	desk_script("DROP TRIGGER keep_audit_update; UPDATE audit SET login = 'x' WHERE id = 5");
	r = DAOSHI("audit", "verify");
	cr_expect_eq(r.code, 9);
	cr_expect(strstr(buf_str(&r.err), "5"), "%s", buf_str(&r.err));
	run_release(&r);
}

Test(cli_audit, a_backups_name_has_the_head)
{
	struct run head = DAOSHI("audit", "head"), r = DAOSHI("backup");
	char *eight = strchr(head.out.at, ' ') + 1;

	eight[8] = '\0';
	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.out), eight), "%s in %s", eight, buf_str(&r.out));
	cr_expect(listed("backup"));
	run_release(&head);
	run_release(&r);
}

Test(cli_audit, wrong_use_is_told)
{
	EXPECT_RUN(DAOSHI("audit", "month"), 2, "", "audit");
	EXPECT_RUN(DAOSHI("audit", "month", "2026-13"), 2, "", "audit");
	EXPECT_RUN(DAOSHI("audit", "month", "november"), 2, "", "audit");
	EXPECT_RUN(DAOSHI("audit", "verify", "x"), 2, "", "audit");
	EXPECT_RUN(DAOSHI("audit", "verify", "--student", "S1"), 2, "", "audit");
	EXPECT_RUN(DAOSHI("audit", "vrify"), 2, "", "audit");
}
