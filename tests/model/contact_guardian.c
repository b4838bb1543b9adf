/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With which guardian a call, a message or a visit was. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/file.h"
#include "db/guard.h"
#include "expect.h"
#include "model/contact.h"
#include "model/guardian.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t mother, stranger;

static int64_t add(int student, const char *name, const char *relation)
{
	struct guardian g = { .student_id = school_student(&s, student),
			      .name = name,
			      .relation = relation };

	MUST(guardian_save(&s, &g, &e), e);
	return g.id;
}

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	for (int n = 1; n <= 2; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		school_lead(&s, n, 1, "2026-09-01");
	}
	mother = add(1, "甲家长", "母亲");
	stranger = add(2, "乙家长", NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_contact_guardian, .init = begin, .fini = end);

static struct contact call_with(int64_t guardian)
{
	static char ids[32];

	snprintf(ids, sizeof ids, "%" PRId64, school_student(&s, 1));
	return (struct contact){ .kind = "call",
				 .student_ids = ids,
				 .date = SCHOOL_TODAY,
				 .mentor_id = school_mentor(&s, 1),
				 .guardian_id = guardian };
}

static int64_t recorded(int64_t guardian)
{
	struct contact c = call_with(guardian);

	MUST(contact_save(&s, &c, &e), e);
	return c.id;
}

static const char stored[] = "SELECT coalesce(guardian_id, '-') FROM contact";

Test(model_contact_guardian, is_kept_and_told_by_name_and_relation)
{
	int64_t id = recorded(mother);
	const struct contact *c;
	struct rowset set;

	MUST(contact_get(&s, id, &set, &e), e);
	c = rowset_at(&set, 0);
	cr_expect_eq(c->guardian_id, mother);
	cr_expect_str_eq(c->guardian, "甲家长 母亲");
	rowset_release(&set);
	MUST(contact_list_of_student(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "guardian"), "甲家长 母亲");
	rowset_release(&set);
}

Test(model_contact_guardian, another_students_is_refused)
{
	struct contact c = call_with(stranger);

	REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "guardian_id",
		"This is no guardian of the student");
	c.guardian_id = 999;
	REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "guardian_id",
		"This is no guardian of the student");
	school_as(&s, 1);
	c.guardian_id = stranger;
	REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "guardian_id",
		"This is no guardian of the student");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 0);
}

Test(model_contact_guardian, one_who_is_removed_leaves_the_record)
{
	recorded(mother);
	MUST(guardian_remove(&s, mother, 1, &e), e);
	cr_expect_str_eq(file_text("school.db", stored), "-");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM guardian"), 1);
}

/* ------------------------------------------------------------------ closed years */

static void close_year(void)
{
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-23' WHERE id = 2026");
}

Test(model_contact_guardian, one_may_be_removed_when_the_year_is_closed)
{
	recorded(mother);
	close_year();
	MUST(guardian_remove(&s, mother, 1, &e), e);
	cr_expect_str_eq(file_text("school.db", stored), "-");
}

/* No column was forgotten in the trigger, not one that a later migration adds either. */
Test(model_contact_guardian, nothing_else_of_a_closed_year_can_be_changed)
{
	char *columns, *rest, *column;

	recorded(0);
	close_year();
	columns = strdup(file_text("school.db", "SELECT group_concat(name, ' ') "
						"FROM pragma_table_info('contact')"));
	rest = columns;
	guard_set(s.db, NULL);
	while ((column = strsep(&rest, " "))) {
		const char *value = strcmp(column, "guardian_id") ? column : "1";
		char script[120];

		snprintf(script, sizeof script, "UPDATE contact SET %s = %s", column, value);
		cr_expect_not(guard_script(s.db, "closed", script, &e), "%s", script);
		e = (struct err){ 0 };
	}
	cr_expect_str_eq(file_text("school.db", stored), "-");
	free(columns);
}
