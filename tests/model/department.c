/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/department.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <unistd.h>

#include "base/i18n.h"
#include "db/file.h"
#include "expect.h"
#include "support/school.h"
#include "support/scratch.h"

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

TestSuite(model_department, .init = begin, .fini = end);

static const char *list_of(bool with_retired, const char *field)
{
	struct rowset set;
	const char *all;

	MUST(department_list(&s, with_retired, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

static struct department of_name(const char *name)
{
	struct department d = { .name = name };
	struct rowset set;

	MUST(department_find(&s, name, &d.id, &e), e);
	MUST(department_get(&s, d.id, &set, &e), e);
	d.rev = ((const struct department *)rowset_at(&set, 0))->rev;
	d.in_use = ((const struct department *)rowset_at(&set, 0))->in_use;
	rowset_release(&set);
	return d;
}

Test(model_department, a_new_school_has_the_usual_ones_in_its_makers_language)
{
	cr_expect_str_eq(list_of(false, "name"), "Psychology Medical Study support Social");
	session_close(&s);
	unlink(scratch_path("school.db"));
	i18n_init("zh");
	MUST(session_create(&s, scratch_path("school.db"), "", 20000, &e), e);
	cr_expect_str_eq(list_of(false, "name"), "心理 医疗 学习支持 社会");
}

Test(model_department, added_renamed_retired_and_offered_again)
{
	struct department d = { .name = "法治" };

	MUST(department_save(&s, &d, &e), e);
	cr_expect_eq(d.rev, 1);
	cr_expect_str_eq(list_of(false, "name"), "Psychology Medical Study support Social 法治");
	d = of_name("Medical");
	d.name = "卫生室";
	MUST(department_save(&s, &d, &e), e);
	cr_expect_eq(d.rev, 2);
	d.in_use = 0;
	MUST(department_save(&s, &d, &e), e);
	cr_expect_str_eq(list_of(false, "name"), "Psychology Study support Social 法治");
	cr_expect_str_eq(list_of(true, "name"), "Psychology Study support Social 法治 卫生室");
	cr_expect_str_eq(list_of(true, "status"), "offered offered offered offered retired");
	d.in_use = 1;
	MUST(department_save(&s, &d, &e), e);
	cr_expect_str_eq(list_of(false, "name"), "Psychology 卫生室 Study support Social 法治");
}

Test(model_department, what_is_wrong_is_told_at_its_field)
{
	struct department d = { 0 };

	REFUSED(department_save(&s, &d, &e), &e, ERR_INVALID, "name", "Department is missing");
	d.name = "Social";
	REFUSED(department_save(&s, &d, &e), &e, ERR_INVALID, "name",
		"There is a department of that name already");
	d = of_name("Medical");
	d.name = "Social";
	REFUSED(department_save(&s, &d, &e), &e, ERR_INVALID, "name",
		"There is a department of that name already");
	cr_expect_str_eq(list_of(true, "name"), "Psychology Medical Study support Social");
	cr_expect_str_eq(file_text("school.db", "SELECT max(rev) FROM department"), "1");
}

Test(model_department, two_who_change_the_same)
{
	struct department first = of_name("Social"), second = first;

	first.in_use = 0;
	MUST(department_save(&s, &first, &e), e);
	second.name = "社区";
	REFUSED(department_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this department meanwhile.");
	cr_expect_str_eq(list_of(true, "name"), "Psychology Medical Study support Social");
}

Test(model_department, the_list_is_the_offices)
{
	struct department d;

	school_add_mentor(&s, 1);
	school_as(&s, 1);
	d = of_name("Social");
	d.in_use = 0;
	REFUSED(department_save(&s, &d, &e), &e, ERR_DENIED, "", "ask the office");
	d = (struct department){ .name = "法治" };
	REFUSED(department_save(&s, &d, &e), &e, ERR_DENIED, "", "ask the office");
	cr_expect_eq(d.in_use, 0);
	cr_expect_str_eq(list_of(false, "name"), "Psychology Medical Study support Social");
}

Test(model_department, one_that_is_not_there)
{
	struct rowset set;
	int64_t id = 7;

	MUST(department_find(&s, "没有", &id, &e), e);
	cr_expect_eq(id, 0);
	REFUSED(department_get(&s, 99, &set, &e), &e, ERR_NOT_FOUND, "",
		"There is no such department.");
	rowset_release(&set);
}
