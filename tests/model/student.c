/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/student.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;
static struct arena arena;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	arena_release(&arena);
	school_end(&s);
}

TestSuite(model_student, .init = begin, .fini = end);

/* As a form has it: loaded, to be changed and saved. */
static struct student loaded(int n)
{
	struct rowset set;
	struct student st;

	MUST(student_get(&s, school_student(&s, n), &set, &e), e);
	cr_assert_eq(set.count, 1);
	st = *(struct student *)rowset_at(&set, 0);
	for (const struct field *f = student_fields; f->name; f++)
		if (!field_is_number(f))
			field_put_text(f, &st, arena_text(&arena, field_text(f, &st)));
	rowset_release(&set);
	return st;
}

/* "2026/1 7 2026-09-01 2027-08-31": entry year, class, seat, from, to; ranges parted by commas. */
static const char *enrolments(int n)
{
	static char ranges[1000];
	char query[400];

	snprintf(query, sizeof query,
		 "SELECT group_concat(r, ', ') FROM (SELECT c.entry_year || '/' || c.number || ' ' "
		 "||"
		 " coalesce(e.seat, '-') || ' ' || e.starts || ' ' || e.ends AS r FROM enrolment e"
		 " JOIN class c ON c.id = e.class_id JOIN student s ON s.id = e.student_id"
		 " WHERE s.student_no = 'S%d' ORDER BY e.starts, e.id)",
		 n);
	snprintf(ranges, sizeof ranges, "%s", file_text("school.db", query));
	return ranges;
}

static const char *all_enrolled(void)
{
	struct rowset set;
	const char *names;

	MUST(student_list(&s, &set, &e), e);
	names = rows_field(&set, "student_no");
	rowset_release(&set);
	return names;
}

static const char *all_left(void)
{
	struct rowset set;
	const char *names;

	MUST(student_list_left(&s, &set, &e), e);
	names = rows_field(&set, "student_no");
	rowset_release(&set);
	return names;
}

/* --------------------------------------------------------------------- saving */

Test(model_student, every_field_comes_back)
{
	struct student st = { .class_name = "六(3)",
			      .seat = 7,
			      .enrolled_from = "2026-10-12",
			      .guardian_name = "某家长",
			      .guardian_relation = "母亲",
			      .guardian_phone = "13900000001" };
	struct rowset set;
	const struct student *back;

	fill_fields(student_fields, &st, &arena);
	MUST(student_save(&s, &st, &e), e);
	cr_expect(st.id && st.rev == 1);
	MUST(student_get(&s, st.id, &set, &e), e);
	back = rowset_at(&set, 0);
	cr_expect(back->id == st.id && back->rev == 1);
	expect_same_fields(student_fields, &st, back);
	cr_expect_str_eq(back->class_name, "六(3)");
	cr_expect(back->seat == 7 && back->grade == 6);
	cr_expect_str_eq(back->enrolled_from, "2026-10-12");
	cr_expect_str_eq(back->enrolled_to, "2027-08-31");
	cr_expect_str_eq(back->guardian_name, "某家长");
	cr_expect_str_eq(back->guardian_relation, "母亲");
	cr_expect_str_eq(back->guardian_phone, "13900000001");
	cr_expect(back->guardian_id && !back->mentor_id && !back->mentor && !back->missing_since);
	rowset_release(&set);
}

Test(model_student, a_change_of_every_field_comes_back)
{
	struct student st, back;

	school_add_student(&s, 1, "六(3)", NULL);
	st = loaded(1);
	fill_fields(student_fields, &st, &arena);
	st.student_no = "S1";
	MUST(student_save(&s, &st, &e), e);
	cr_expect_eq(st.rev, 2);
	back = loaded(1);
	cr_expect_eq(back.rev, 2);
	expect_same_fields(student_fields, &st, &back);
}

Test(model_student, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		struct student st;
		const char *field, *words;
	} rows[] = {
		{ { .name = "某人" },
		  "student_no",
		  "Student no. is missing; it must be filled in" },
		{ { .student_no = "S9" }, "name", "Name is missing; it must be filled in" },
		{ { .student_no = "S9", .name = "" }, "name", "Name is missing" },
		{ { .student_no = "S1", .name = "某人" },
		  "student_no",
		  "Another student has the number S1 already; numbers are unique." },
		{ { .student_no = "S9", .name = "某人", .birth_date = "2026-11-24" },
		  "birth_date",
		  "The date of birth is in the future." },
		{ { .student_no = "S9", .name = "某人", .class_name = "月亮" },
		  "class_name",
		  "\"月亮\" is no class" },
		{ { .student_no = "S9",
		    .name = "某人",
		    .class_name = "六(1)",
		    .enrolled_from = "2026-08-31" },
		  "enrolled_from",
		  "2026-08-31 is outside the school year (2026-09-01 to 2027-08-31)." },
		{ { .student_no = "S9",
		    .name = "某人",
		    .class_name = "六(1)",
		    .enrolled_from = "2027-09-01" },
		  "enrolled_from",
		  "2027-09-01 is outside the school year" },
		{ { .student_no = "S9", .name = "某人", .guardian_phone = "13900000001" },
		  "guardian_name",
		  "A guardian's phone or relation needs the guardian's name." },
		{ { .student_no = "S9", .name = "某人", .guardian_relation = "母亲" },
		  "guardian_name",
		  "A guardian's phone or relation needs the guardian's name." },
	};

	school_add_student(&s, 1, "六(1)", NULL);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct student st = rows[i].st;

		REFUSED(student_save(&s, &st, &e), &e, ERR_INVALID, rows[i].field, rows[i].words);
		cr_expect(!memcmp(&st, &rows[i].st, sizeof st), "row %zu was changed", i);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 1);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM enrolment"), 1);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM class"), 1);
}

Test(model_student, a_number_is_ones_own)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", NULL);
	school_add_student(&s, 2, "六(1)", NULL);
	st = loaded(2);
	st.student_no = "S1";
	REFUSED(student_save(&s, &st, &e), &e, ERR_INVALID, "student_no", "S1 already");
	st.student_no = "S2";
	st.birth_date = SCHOOL_TODAY; /* today is not in the future */
	MUST(student_save(&s, &st, &e), e);
}

Test(model_student, two_who_change_the_same)
{
	struct student first, second;

	school_add_student(&s, 1, "六(1)", NULL);
	first = second = loaded(1);
	first.address = "样例路1号";
	MUST(student_save(&s, &first, &e), e);
	second.address = "样例路2号";
	second.class_name = "六(2)";
	second.guardian_name = "某家长";
	REFUSED(student_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed 学生1 meanwhile. Nothing was saved");
	cr_expect_eq(second.rev, 1);
	second = loaded(1);
	cr_expect_eq(second.rev, 2);
	cr_expect_str_eq(second.address, "样例路1号");
	cr_expect_str_eq(second.class_name, "六(1)");
	cr_expect_str_empty(second.guardian_name);
	second.address = "样例路2号";
	MUST(student_save(&s, &second, &e), e);
}

/* Class and first guardian are rows of their own: what somebody does to them is a change of the
 * student all the same, for a form that shows both. */
Test(model_student, two_who_change_class_and_guardian)
{
	struct student one, other;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	one = other = loaded(1);
	other.class_name = "六(2)";
	MUST(student_save(&s, &other, &e), e);
	one.seat = 7;
	one.rev = other.rev;
	REFUSED(student_save(&s, &one, &e), &e, ERR_CONFLICT, "", "Somebody else changed");

	one = other = loaded(1);
	MUST(student_leave(&s, one.id, "2026-11-20", NULL, &e), e);
	REFUSED(student_save(&s, &one, &e), &e, ERR_CONFLICT, "", "Somebody else changed");
	cr_expect(strstr(enrolments(1), " 2026-11-20"), "%s", enrolments(1));

	one = other = loaded(1);
	other.guardian_name = one.guardian_name = "赵家长";
	other.guardian_phone = "13900000011";
	MUST(student_save(&s, &other, &e), e);
	one.rev = other.rev;
	REFUSED(student_save(&s, &one, &e), &e, ERR_CONFLICT, "", "Somebody else changed");
	cr_expect_str_eq(file_text("school.db", "SELECT phone FROM guardian"), "13900000011");
}

Test(model_student, a_guardian_is_changed_in_place_or_added)
{
	struct student st;
	static const char all[] = "SELECT group_concat(id || ' ' || name || ' ' ||"
				  " coalesce(phone, '-'), ', ') FROM guardian";

	school_add_student(&s, 1, "六(1)", NULL);
	st = loaded(1);
	st.guardian_name = "甲家长";
	MUST(student_save(&s, &st, &e), e);
	st = loaded(1);
	st.guardian_name = "乙家长";
	st.guardian_phone = "13900000001";
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(file_text("school.db", all), "1 乙家长 13900000001");
	st = loaded(1);
	st.guardian_id = st.enrolment_id = 0; /* as an import gives them: by name */
	st.guardian_name = "丙家长";
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(file_text("school.db", all), "1 乙家长 13900000001, 2 丙家长 13900000001");
	st = loaded(1);
	cr_expect_str_eq(st.guardian_name, "乙家长", "the first one entered is called first");
}

Test(model_student, there_is_no_such_student)
{
	struct rowset set;
	int64_t id = 1;

	REFUSED(student_get(&s, 99, &set, &e), &e, ERR_NOT_FOUND, "", "There is no such student.");
	rowset_release(&set);
	MUST(student_find_no(&s, "S99", &id, &e), e);
	cr_expect_eq(id, 0);
}

/* -------------------------------------------------------------------- classes */

Test(model_student, a_change_of_class_is_from_today)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	st = loaded(1);
	st.class_name = "6.2";
	st.seat = 8;
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2026-11-22, "
					"2026/2 8 2026-11-23 2027-08-31");
	cr_expect_str_eq(loaded(1).class_name, "六(2)");
	/* saved once more, it is the same */
	st = loaded(1);
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2026-11-22, "
					"2026/2 8 2026-11-23 2027-08-31");
}

Test(model_student, a_class_is_corrected_on_the_day_it_was_entered)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", NULL);
	st = loaded(1);
	st.class_name = "六(2)";
	st.seat = 8;
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/2 8 2026-11-23 2027-08-31");
}

Test(model_student, a_number_in_class_is_corrected_in_place)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	st = loaded(1);
	st.seat = 8;
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 8 2026-09-01 2027-08-31");
	st = loaded(1);
	st.seat = 0;
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2027-08-31");
}

Test(model_student, without_a_class_a_student_is_in_no_list)
{
	school_add_student(&s, 1, NULL, NULL);
	cr_expect_str_empty(enrolments(1));
	cr_expect_str_empty(all_enrolled());
	cr_expect_str_empty(all_left());
	cr_expect(loaded(1).grade == 0 && !*loaded(1).class_name);
}

Test(model_student, a_cohort_needs_its_stage_where_there_are_several)
{
	struct student st = { .student_no = "S2", .name = "某人", .class_name = "2024级3班" };

	REFUSED(student_save(&s, &st, &e), &e, ERR_INVALID, "class_name", "2024级3班");
	school_add_student(&s, 1, "六(1)", NULL);
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(loaded(2).class_name, "八(3)");
	school_add_student(&s, 3, "高一(1)", NULL);
	st = (struct student){ .student_no = "S4", .name = "某人", .class_name = "2024级3班" };
	REFUSED(student_save(&s, &st, &e), &e, ERR_INVALID, "class_name", "2024级3班");
}

Test(model_student, who_joins_later_is_in_no_list_until_then)
{
	school_add_student(&s, 1, "六(1)", "2026-12-01");
	cr_expect_str_empty(all_enrolled());
	cr_expect_str_eq(loaded(1).enrolled_from, "2026-12-01");
	school_on(&s, "2026-12-01");
	cr_expect_str_eq(all_enrolled(), "S1");
}

/* The one who was to come on the first comes on another day. */
Test(model_student, who_has_not_joined_yet_joins_on_the_day_given)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", "2026-12-01");
	st = loaded(1);
	st.enrolled_from = "2026-12-07";
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-12-07 2027-08-31");
	st = loaded(1);
	st.enrolled_from = SCHOOL_TODAY;
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-11-23 2027-08-31");
}

/* -------------------------------------------------------- leaving and returning */

Test(model_student, leaving_ends_class_and_mentors)
{
	static const char assignments[] =
		"SELECT group_concat(role || ' ' || starts || ' ' || ends || ' ' || reason, ', ')"
		" FROM (SELECT * FROM assignment ORDER BY id)";

	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_co(&s, 1, 2, "2026-10-01");
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-10", "转学", &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2026-11-10");
	cr_expect_str_eq(
		file_text("school.db", "SELECT reason FROM enrolment WHERE student_id = 1"),
		"转学");
	cr_expect_str_eq(file_text("school.db", assignments),
			 "lead 2026-09-01 2026-11-10 转学, co 2026-10-01 2026-11-10 转学");
	cr_expect_str_eq(all_enrolled(), "S2");
	cr_expect_str_eq(all_left(), "S1");
	REFUSED(student_leave(&s, school_student(&s, 1), "2026-11-20", NULL, &e), &e, ERR_INVALID,
		"", "This student is not enrolled any more.");
}

Test(model_student, the_last_day_is_still_there)
{
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	MUST(student_leave(&s, school_student(&s, 1), SCHOOL_TODAY, NULL, &e), e);
	cr_expect_str_eq(all_enrolled(), "S1");
	cr_expect_str_empty(all_left());
	school_on(&s, "2026-11-24");
	cr_expect_str_empty(all_enrolled());
	cr_expect_str_eq(all_left(), "S1");
}

Test(model_student, leaving_is_within_the_school_year)
{
	static const char *const days[] = { "2026-08-31", "2027-09-01", "2025-11-23" };

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	for (int i = 0; i < 3; i++)
		REFUSED(student_leave(&s, school_student(&s, 1), days[i], NULL, &e), &e,
			ERR_INVALID, "date", "is outside the school year");
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2027-08-31");
}

Test(model_student, leaving_before_having_joined)
{
	school_add_student(&s, 1, "六(1)", "2026-12-01");
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-20", NULL, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-12-01 2026-11-30");
	school_on(&s, "2026-12-01");
	cr_expect_str_empty(all_enrolled());
}

/* Whatever holds after the last day ends, not the first range alone. */
Test(model_student, leaving_before_a_change_of_class)
{
	static const char *const last_days[] = { "2026-11-22", "2026-11-10" };

	for (int n = 1; n <= 2; n++) {
		struct student st;

		school_add_student(&s, n, "六(1)", "2026-09-01");
		st = loaded(n);
		st.class_name = "六(2)";
		MUST(student_save(&s, &st, &e), e);
		MUST(student_leave(&s, school_student(&s, n), last_days[n - 1], NULL, &e), e);
	}
	cr_expect_str_empty(all_enrolled(), "S1 has %s", enrolments(1));
	cr_expect_str_eq(all_left(), "S1 S2");
}

/* Who is to leave at the winter break changes class before. */
Test(model_student, a_leaving_to_come_outlives_a_change_of_class)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	MUST(student_leave(&s, school_student(&s, 1), "2027-01-24", "转学", &e), e);
	st = loaded(1);
	st.class_name = "六(2)";
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2026-11-22, "
					"2026/2 - 2026-11-23 2027-01-24");
}

Test(model_student, who_has_left_stays_so_when_saved)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-10", NULL, &e), e);
	st = loaded(1);
	st.address = "样例路1号";
	st.class_name = "六(2)";
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2026-11-10");
	cr_expect_str_eq(loaded(1).address, "样例路1号");
}

Test(model_student, who_returns_is_enrolled_again)
{
	struct student st;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-10", NULL, &e), e);
	st = loaded(1);
	st.enrolled_from = "2026-11-16";
	st.enrolled_to = NULL;
	MUST(student_save(&s, &st, &e), e);
	cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2026-11-10, "
					"2026/1 - 2026-11-16 2027-08-31");
	cr_expect_str_eq(all_enrolled(), "S1");
	cr_expect_str_empty(all_left());
}

/* The same class or another: saying nothing while nothing is done would be the worst. */
Test(model_student, who_returns_does_so_after_having_left)
{
	static const char *const classes[] = { "六(1)", "六(2)" };

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-10", NULL, &e), e);
	for (int i = 0; i < 2; i++) {
		struct student st = loaded(1);

		st.enrolled_from = "2026-11-02";
		st.enrolled_to = NULL;
		st.class_name = classes[i];
		REFUSED(student_save(&s, &st, &e), &e, ERR_INVALID, "enrolled_from",
			"This student was enrolled until 2026-11-10; choose a later day.");
		cr_expect_str_eq(enrolments(1), "2026/1 - 2026-09-01 2026-11-10");
	}
}
