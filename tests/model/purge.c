/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is due, what goes, and what stays. */
#include "model/purge.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/door.h"
#include "db/file.h"
#include "db/journal.h"
#include "expect.h"
#include "model/audit.h"
#include "model/backup.h"
#include "model/bright_spot.h"
#include "model/consent.h"
#include "model/contact.h"
#include "model/guardian.h"
#include "model/restore.h"
#include "model/retention.h"
#include "model/student.h"
#include "model/undo.h"
#include "support/school.h"
#include "support/scratch.h"

/* Stands in every text of student 1, and of nobody else. */
#define TOKEN "暗号甲乙丙"

static struct session s;
static struct err e;

/* S1 and S2 left in 2023, S3 in 2025, S4 is here; what was with S1 and S4 is one contact. */
static void begin(void)
{
	school_begin(&s, "2022-11-23");
	school_add_mentor(&s, 1);
	for (int n = 1; n <= 4; n++) {
		school_add_student(&s, n, "六(1)", "2022-09-01");
		school_lead(&s, n, 1, "2022-09-01");
	}
	school_contact(&s, "visit", 1, 1, "2022-10-10");
	school_contact(&s, "talk", 2, 1, "2022-10-11");
	school_contact(&s, "talk", 3, 1, "2022-10-12");
	school_contact(&s, "talk", 4, 1, "2022-10-13");
	school_script(
		&s,
		"UPDATE contact SET summary = '" TOKEN "1', place = '" TOKEN "2', "
		"reason = '" TOKEN "3' WHERE id = 1;"
		"UPDATE contact SET summary = 'of 2' WHERE id = 2;"
		"UPDATE contact SET summary = 'of 3' WHERE id = 3;"
		"UPDATE contact SET summary = 'with 学生1 and 学生4' WHERE id = 4;"
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date, "
		"mentor_id, key_date_id, withdrawn) SELECT 4, 1, school_year_id, kind, date, "
		"mentor_id, key_date_id, withdrawn FROM contact_student WHERE contact_id = 4;"
		"UPDATE student SET name = '" TOKEN "4', address = '" TOKEN "5', "
		"reading = 'an hao', birth_date = '2010-05-06' WHERE student_no = 'S2';"
		"UPDATE student SET address = '" TOKEN "6' WHERE student_no = 'S1';"
		"INSERT INTO guardian (student_id, name, phone) VALUES (1, '" TOKEN "7', "
		"'13800000000'), (4, 'other', '13900000000');"
		"INSERT INTO bright_spot (student_id, mentor_id, date, text, created_at) VALUES "
		"(1, 1, '2022-10-10', '" TOKEN "8', ''), (4, 1, '2022-10-10', 'stays', '');"
		"INSERT INTO plan (student_id, mentor_id, kind, date, place, note, made_on) VALUES "
		"(1, 1, 'visit', '2022-12-10', '" TOKEN "9', '" TOKEN "10', '2022-10-10');"
		"INSERT INTO referral (student_id, mentor_id, contact_id, department_id, date, "
		"due, "
		"notes, closed_on, outcome) VALUES (1, 1, 1, 1, '2022-10-10', '2022-10-20', '" TOKEN
		"11', '2022-10-15', '" TOKEN "12');"
		"INSERT INTO exemption (student_id, what, starts, ends, reason, approver) VALUES "
		"(1, 'all', '2022-10-10', '2022-10-20', '" TOKEN "13', 'office');"
		"INSERT INTO absence (student_id, starts, ends, reason, measures) VALUES "
		"(1, '2022-10-10', '2022-10-20', 'illness', '" TOKEN "23');"
		"INSERT INTO condition (school_year_id, kind, weight, student_id, other_id, note) "
		"VALUES (2022, 'apart', 0, 4, 1, '" TOKEN "24'), "
		"(2022, 'keep', 0, 1, NULL, '" TOKEN "25');"
		"INSERT INTO belonging (kind, name, student_id) VALUES ('group', '" TOKEN "26', 1);"
		"INSERT INTO preference (school_year_id, student_id, rank, mentor_id, answered_on) "
		"VALUES (2022, 1, 1, 1, '2022-09-10'), (2022, 4, 1, 1, '2022-09-10');"
		"INSERT INTO mentor_preference (school_year_id, mentor_id, student_id, place) "
		"VALUES "
		"(2022, 1, 1, NULL), (2022, 1, 4, 1);"
		"INSERT INTO change_request (school_year_id, student_id, who, from_id, to_id, "
		"asked_on, reason, state, closed_on) VALUES (2022, 1, '" TOKEN
		"24', 1, 1, '2022-10-10', '" TOKEN "25', 'withdrawn', '2022-10-11');"
		"INSERT INTO consent (student_id, given_by, covers, given_on, note) VALUES "
		"(1, '" TOKEN "14', 'records', '2022-09-01', '" TOKEN "15');"
		"UPDATE assignment SET reason = '" TOKEN "16' WHERE student_id = 1;"
		"UPDATE enrolment SET reason = '" TOKEN "17', seat = 7 WHERE student_id = 1;"
		"INSERT INTO log_entry (action, name, row_id, student_id, old, new, reason) VALUES "
		"('update', 'student', 1, 1, '" TOKEN "18', '" TOKEN "19', '" TOKEN "20'), "
		"('update', 'contact', 1, NULL, '" TOKEN "21', '" TOKEN "22', NULL);"
		/* the same class for years, then they leave */
		"UPDATE enrolment SET ends = '2023-06-30';"
		"UPDATE enrolment SET ends = '2025-06-30' WHERE student_id = 3;"
		"UPDATE enrolment SET ends = '2027-08-31' WHERE student_id = 4;"
		"UPDATE school_year SET closed_on = '2023-08-31' WHERE id = 2022;"
		"INSERT INTO setting (name, value) VALUES ('retention_backup_days', '0')");
	school_on(&s, "2026-11-23");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_purge, .init = begin, .fini = end);

static size_t purge_all(void)
{
	struct rowset due;
	size_t done;

	MUST(purge_list(&s, &due, &e), e);
	MUST(purge_run(&s, &due, &done, &e), e);
	rowset_release(&due);
	return done;
}

static const char *due_on(const char *day, const char *field)
{
	struct rowset due;
	const char *all;

	school_on(&s, day);
	MUST(purge_list(&s, &due, &e), e);
	all = rows_field(&due, field);
	rowset_release(&due);
	return all;
}

static void set(const char *name, const char *value)
{
	char script[200];

	snprintf(script, sizeof script,
		 "INSERT INTO setting (name, value) VALUES ('retention_%s', '%s') "
		 "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
		 name, value);
	school_script(&s, script);
}

/* ------------------------------------------------------------------------ who is due */

Test(model_purge, who_is_due_when)
{
	static const struct {
		const char *day, *numbers, *passes;
	} cases[] = {
		{ "2023-11-23", "", "" },
		{ "2024-06-30", "", "" }, /* a year to the day */
		{ "2024-07-01", "S1 S2", "texts texts" },
		{ "2026-06-30", "S1 S2", "texts texts" },
		{ "2026-07-01", "S1 S2 S3", "rest rest texts" },
		{ "2028-11-23", "S1 S2 S3 S4", "rest rest rest texts" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_str_eq(due_on(cases[i].day, "student_no"), cases[i].numbers, "%s",
				 cases[i].day);
		cr_expect_str_eq(due_on(cases[i].day, "pass"), cases[i].passes, "%s", cases[i].day);
	}
}

/* A text that is another's too, and stays, is not counted. */
Test(model_purge, what_would_go_is_counted)
{
	cr_expect_str_eq(due_on("2026-11-23", "texts"), "8 1 1");
	cr_expect_str_eq(due_on("2026-11-23", "bright_spots"), "1 - -");
	cr_expect_str_eq(due_on("2026-11-23", "guardians"), "1 - -");
	cr_expect_str_eq(due_on("2026-11-23", "contacts"), "2 1 1");
}

Test(model_purge, only_for_the_office)
{
	struct rowset due;

	school_as(&s, 1);
	REFUSED(purge_list(&s, &due, &e), &e, ERR_DENIED, "", "office");
	rowset_release(&due);
}

/* ---------------------------------------------------------------------- what goes */

static int hits(const char *file, const char *token)
{
	struct buf bytes = { 0 };
	int found = 0;
	const char *at, *stop;

	scratch_read(file, &bytes);
	at = bytes.at;
	stop = at + bytes.len;
	while (at && (at = memmem(at, (size_t)(stop - at), token, strlen(token)))) {
		found++;
		at++;
	}
	buf_release(&bytes);
	return found;
}

static void expect_gone(const char *token)
{
	cr_expect_eq(hits("school.db", token), 0, "%s in the file", token);
	if (!access(scratch_path("school.db-journal"), F_OK))
		cr_expect_eq(hits("school.db-journal", token), 0, "%s in its journal", token);
}

static void expect_others_whole(void)
{
	cr_expect_str_eq(file_text("school.db", "SELECT name FROM student WHERE id = 4"), "学生4");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(text) FROM bright_spot"),
			 "stays");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(name) FROM guardian"),
			 "other");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(student_id) FROM (SELECT "
						"student_id FROM preference UNION ALL SELECT "
						"student_id FROM mentor_preference)"),
			 "4,4");
	cr_expect_eq(file_int("school.db",
			      "SELECT count(*) FROM contact_student WHERE contact_id = 4 "
			      "AND student_id = 4"),
		     1);
	cr_expect(file_is_sound("school.db"));
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

Test(model_purge, anonymised_nothing_says_who_it_was)
{
	cr_assert_gt(hits("school.db", TOKEN), 20, "else the test says nothing");
	cr_expect_eq(purge_all(), 3);
	expect_gone(TOKEN);
	expect_gone("13800000000");
	cr_expect_str_eq(file_text("school.db", "SELECT student_no || name || search FROM student "
						"WHERE id = 1"),
			 "purged-1(purged) purged");
	/* kind, date and class of each record are left for figures */
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 4);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM enrolment"), 4);
	cr_expect_str_eq(file_text("school.db",
				   "SELECT kind || date || coalesce(summary, '-') FROM contact "
				   "WHERE id = 1"),
			 "visit2022-10-10-");
	cr_expect_str_eq(file_text("school.db", "SELECT outcome FROM referral"), "-");
	expect_others_whole();
	cr_expect_eq(purge_all(), 0, "and that was all");
}

Test(model_purge, deleted_nothing_is_left_but_others_records)
{
	set("way", "delete");
	cr_expect_eq(purge_all(), 3);
	expect_gone(TOKEN);
	expect_gone("13800000000");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(id) FROM student"), "3,4");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(id) FROM contact"), "3,4");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact_student"), 2);
	for (const char *const *t = (const char *const[]){ "enrolment", "assignment", NULL }; *t;
	     t++) {
		char query[80];

		snprintf(query, sizeof query, "SELECT group_concat(student_id) FROM %s", *t);
		cr_expect_str_eq(file_text("school.db", query), "3,4", "%s", *t);
	}
	expect_others_whole();
}

/* Every table about students is seen to by some statement of the purge. */
Test(model_purge, no_table_is_forgotten)
{
	char *tables = strdup(file_text("school.db",
					"SELECT group_concat(m.name, ' ') FROM sqlite_schema m, "
					"pragma_table_info(m.name) c WHERE m.type = 'table' "
					"AND c.name = 'student_id' AND m.name <> 'purged'"));
	char *rest = tables, *table;

	set("way", "delete");
	purge_all();
	while ((table = strsep(&rest, " "))) {
		char query[200];

		snprintf(query, sizeof query,
			 "SELECT count(*) FROM %s WHERE student_id IN (1, 2)%s", table,
			 strcmp(table, "audit") ? "" : " AND coalesce(old, new) IS NOT NULL");
		cr_expect_eq(file_int("school.db", query), 0, "%s", table);
	}
	free(tables);
}

/* --------------------------------------------------------- a contact of several */

Test(model_purge, anothers_record_stays_without_the_name)
{
	purge_all();
	cr_expect_str_eq(file_text("school.db", "SELECT summary FROM contact WHERE id = 4"),
			 "with somebody and 学生4");
	expect_gone("学生1");
}

Test(model_purge, a_namesakes_name_stays)
{
	school_script(&s, "UPDATE student SET name = '学生1' WHERE id = 4");
	purge_all();
	cr_expect_str_eq(file_text("school.db", "SELECT summary FROM contact WHERE id = 4"),
			 "with 学生1 and 学生4");
}

Test(model_purge, the_text_goes_with_the_last_of_them)
{
	purge_all();
	school_on(&s, "2028-11-23");
	purge_all();
	cr_expect_str_eq(
		file_text("school.db", "SELECT coalesce(summary, '-') FROM contact WHERE id = 4"),
		"-");
}

/* ------------------------------------------------------------------------ no way back */

Test(model_purge, what_was_written_goes_first_and_the_rest_later)
{
	school_on(&s, "2024-11-23");
	cr_expect_eq(purge_all(), 2);
	cr_expect_str_eq(file_text("school.db", "SELECT name FROM student WHERE id = 1"), "学生1");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(name) FROM guardian"),
			 TOKEN "7,other");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact WHERE id < 3 AND "
					   "summary IS NOT NULL"),
		     0);
	cr_expect_eq(purge_all(), 0);
	school_on(&s, "2026-11-23");
	cr_expect_eq(purge_all(), 3);
	expect_gone(TOKEN);
}

Test(model_purge, a_closed_year_stays_closed_to_all_else)
{
	purge_all();
	cr_expect_str_neq(
		file_refusal("school.db", "UPDATE contact SET summary = 'x' WHERE id = 3"), "");
	cr_expect_str_neq(file_refusal("school.db", "UPDATE referral SET notes = 'x'"), "");
	cr_expect_str_neq(file_refusal("school.db", "DELETE FROM contact_student"), "");
}

/* Neither by this session, nor by the undo of another that remembers the rows. */
Test(model_purge, nothing_brings_it_back)
{
	static const char *const writes[] = {
		"UPDATE student SET name = 'x' WHERE id = 1",
		"INSERT INTO guardian (student_id, name) VALUES (1, 'x')",
		"INSERT INTO consent (student_id, given_by, covers, given_on) VALUES "
		"(1, 'x', 'records', '2022-09-01')",
		"INSERT INTO bright_spot (student_id, date, text, created_at) VALUES "
		"(1, '2022-10-10', 'x', '')",
	};
	struct journal_change change;
	struct undo u;

	MUST(undo_begin(&u, &s, &e), e);
	purge_all();
	cr_expect(!journal_next(s.db, JOURNAL_BACK, &change));
	for (size_t i = 0; i < sizeof writes / sizeof *writes; i++)
		cr_expect_str_eq(file_refusal("school.db", writes[i]), "the record was purged",
				 "%s", writes[i]);
}

/* The number of a row that was deleted is not given to somebody else. */
Test(model_purge, a_deleted_students_id_is_not_used_again)
{
	set("way", "delete");
	school_script(&s, "UPDATE enrolment SET ends = '2023-06-30' WHERE student_id = 4");
	purge_all();
	school_script(&s, "UPDATE school_year SET closed_on = NULL");
	school_on(&s, "2023-05-08");
	cr_expect_eq(school_add_student(&s, 9, "六(1)", NULL), 5);
}

Test(model_purge, it_is_on_record_without_a_name)
{
	purge_all();
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(student_id || pass || way) "
						"FROM purged"),
			 "1restanonymise,2restanonymise,3textsanonymise");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(student_id || reason) FROM "
						"audit WHERE action = 'purge'"),
			 "1anonymise,2anonymise,3texts");
}

/* ------------------------------------------------------------------------ refusals */

Test(model_purge, asks_for_a_backup_of_the_last_days)
{
	struct backup_report made = { 0 };
	struct rowset due;
	iso_date today;
	size_t done;

	set("backup_days", "7");
	MUST(purge_list(&s, &due, &e), e);
	REFUSED(purge_run(&s, &due, &done, &e), &e, ERR_INVALID, "",
		"no backup of the last 7 days");
	cr_expect_gt(hits("school.db", TOKEN), 20);
	MUST(backup_make(&s, &(struct backup_options){ 0 }, &made, &e), e);
	rowset_release(&made.rows);
	rowset_release(&due);
	/* it is named by the system's day */
	date_to_iso(date_today(), today);
	school_on(&s, today);
	cr_expect_gt(purge_all(), 0);
}

Test(model_purge, a_student_who_came_back_is_left_alone)
{
	struct rowset due;
	size_t done;

	MUST(purge_list(&s, &due, &e), e);
	file_script("school.db", "UPDATE enrolment SET ends = '2027-08-31' WHERE student_id = 2");
	REFUSED(purge_run(&s, &due, &done, &e), &e, ERR_CONFLICT, "", "1 were purged");
	cr_expect_eq(done, 1);
	rowset_release(&due);
}

Test(model_purge, the_rest_is_kept_as_long_as_the_texts_at_least)
{
	struct arena arena = { 0 };
	struct retention r;

	MUST(retention_load(&s, &arena, &r, &e), e);
	cr_expect_eq(r.texts_years, 1);
	cr_expect_eq(r.rest_years, 3);
	cr_expect_str_eq(r.way, "anonymise");
	r.texts_years = 4;
	REFUSED(retention_save(&s, &r, &e), &e, ERR_INVALID, "rest_years", "at least as many");
	r.texts_years = 0;
	REFUSED(retention_save(&s, &r, &e), &e, ERR_INVALID, "texts_years", "is missing");
	r.texts_years = 2;
	MUST(retention_save(&s, &r, &e), e);
	MUST(retention_load(&s, &arena, &r, &e), e);
	cr_expect_eq(r.texts_years, 2);
	arena_release(&arena);
}

/* ------------------------------------------------------------------------ a restore */

static void go_back(const char *file)
{
	struct backup_report safety;
	struct restore r;

	MUST(restore_begin(&s, file, NULL, &r, &e), e);
	MUST(restore_finish(&s, &r, &safety, &e), e);
	rowset_release(&safety.rows);
	restore_release(&r);
}

static char backup[400];

static void keep_backup(void)
{
	struct backup_report made = { 0 };

	MUST(backup_make(&s, &(struct backup_options){ .folder = scratch_path("kept") }, &made, &e),
	     e);
	snprintf(backup, sizeof backup, "%s",
		 ((const struct backup_row *)rowset_at(&made.rows, 0))->file);
	rowset_release(&made.rows);
}

Test(model_purge, a_restore_from_before_purges_again)
{
	keep_backup();
	purge_all();
	go_back(backup);
	expect_gone(TOKEN);
	cr_expect_str_eq(file_text("school.db", "SELECT name FROM student WHERE id = 1"),
			 "(purged)");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM purged"), 3);
	expect_others_whole();
	go_back(backup);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM purged"), 3);
}

/* The id is another's in that file, as its number says. */
Test(model_purge, a_restore_purges_nobody_else)
{
	school_script(&s, "UPDATE student SET student_no = 'other' WHERE id = 1");
	keep_backup();
	school_script(&s, "UPDATE student SET student_no = 'S1' WHERE id = 1");
	purge_all();
	go_back(backup);
	cr_expect_str_eq(file_text("school.db", "SELECT name FROM student WHERE id = 1"), "学生1");
	cr_expect_str_eq(due_on("2026-11-23", "student_no"), "other",
			 "but is on the list of who is due");
}
