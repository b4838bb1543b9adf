/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/everything.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 has a row in every table, each with a token of its own; S2 has the same with another. */
static void begin(void)
{
	static const char rows[] =
		"INSERT INTO guardian (student_id, name, relation, phone) VALUES (%d, "
		"'guardian%d', "
		"'母亲', '1380000000%d');"
		"INSERT INTO bright_spot (student_id, mentor_id, date, text, created_at) VALUES "
		"(%d, 1, '2026-10-10', 'spot%d', '');"
		"INSERT INTO plan (student_id, mentor_id, kind, date, note, made_on) VALUES "
		"(%d, 1, 'visit', '2026-12-10', 'plan%d', '2026-10-10');"
		"INSERT INTO referral (student_id, mentor_id, department_id, date, due, notes) "
		"VALUES (%d, 1, 1, '2026-10-10', '2026-10-20', 'referral%d');"
		"INSERT INTO exemption (student_id, what, starts, ends, reason, approver) VALUES "
		"(%d, 'all', '2026-10-10', '2026-10-20', 'exemption%d', 'office');"
		"INSERT INTO consent (student_id, given_by, covers, given_on) VALUES "
		"(%d, 'consent%d', 'records visits', '2026-09-01');"
		"INSERT INTO absence (student_id, starts, reason, measures) VALUES "
		"(%d, '2026-10-10', 'illness', 'absence%d');"
		"INSERT INTO condition (school_year_id, kind, weight, student_id, note) "
		"VALUES (2026, 'keep', 20, %d, 'condition%d');"
		"INSERT INTO belonging (kind, name, student_id) VALUES "
		"('group', 'belonging%d', %d);"
		"INSERT INTO preference (school_year_id, student_id, rank, mentor_id, answered_on) "
		"VALUES (2026, %d, 1, 1, '2026-10-1%d');"
		"INSERT INTO mentor_preference (school_year_id, mentor_id, student_id, place) "
		"VALUES (2026, 1, %d, %d + 70);"
		"INSERT INTO change_request (school_year_id, student_id, who, from_id, to_id, "
		"asked_on, reason) VALUES (2026, %d, 'asked%d', 1, 1, '2026-10-10', 'why%d');"
		"INSERT INTO access_grant (account_id, student_id, starts, ends, reason, approver, "
		"made_at) VALUES (1, %d, '2026-10-10', '2026-10-20', 'grant%d', 'office', '');"
		"INSERT INTO audit (at, login, role, source, action, name, row_id, student_id, "
		"old, salt, digest, link) "
		"VALUES ('2026-10-10T00:00:00Z', 'who%d', 'office', '', 'update', 'student', %d, "
		"%d, 'payload', zeroblob(16), x'', x'');";
	struct buf script = { 0 };

	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	for (int n = 1; n <= 2; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		school_lead(&s, n, 1, "2026-09-01");
		school_contact(&s, "visit", n, 1, "2026-10-10");
		buf_printf(&script, rows, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n,
			   n, n, n, n, n, n, n, n, n, n, n, n);
		buf_printf(&script, "UPDATE contact SET summary = 'note%d' WHERE id = %d;", n, n);
	}
	school_script(&s, buf_str(&script));
	school_script(&s,
		      "INSERT INTO match_run (school_year_id, made_at, login, method, aim, seed, "
		      "who, input) VALUES (2026, '', 'x', 'students', 'most_first', 1, 'all', "
		      "'');"
		      "INSERT INTO match_pair (run_id, student_id, mentor_id, rank, lot) SELECT "
		      "1, id, 1, 2, 7 FROM student");
	buf_release(&script);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_everything, .init = begin, .fini = end);

static const char *print(int student, bool json)
{
	static struct buf out;
	struct everything x;

	MUST(everything_load(&s, school_student(&s, student), &x, &e), e);
	buf_clear(&out);
	if (json)
		everything_json(&x, &out);
	else
		everything_text(&x, &out);
	everything_release(&x);
	return buf_str(&out);
}

static const char *const tokens[] = { "guardian",  "spot",      "plan",    "referral",
				      "exemption", "consent",   "grant",   "who",
				      "note",      "学生",      "absence", "condition",
				      "belonging", "2026-10-1", "7",       "asked",
				      "why" };
enum { TOKENS = sizeof tokens / sizeof *tokens };

Test(model_everything, every_row_of_this_student_and_none_of_another)
{
	for (int json = 0; json <= 1; json++) {
		const char *out = print(1, json);

		for (int i = 0; i < TOKENS; i++) {
			char own[40], other[40];

			snprintf(own, sizeof own, "%s1", tokens[i]);
			snprintf(other, sizeof other, "%s2", tokens[i]);
			cr_expect(strstr(out, own), "%s in %s", own, out);
			cr_expect(!strstr(out, other), "%s in %s", other, out);
		}
		cr_expect(!strstr(out, "payload"), "what it was before belongs to the audit");
	}
}

Test(model_everything, every_table_about_students_is_in_it)
{
	char *tables = strdup(file_text("school.db",
					"SELECT group_concat(m.name, ' ') FROM sqlite_schema m, "
					"pragma_table_info(m.name) c WHERE m.type = 'table' "
					"AND c.name = 'student_id' AND m.name <> 'purged'"));
	char *rest = tables, *table;
	const char *json = print(1, true);

	while ((table = strsep(&rest, " "))) {
		char empty[60], begins[60];

		snprintf(begins, sizeof begins, "\"%s\":[", table);
		snprintf(empty, sizeof empty, "\"%s\":[]", table);
		cr_expect(strstr(json, begins), "%s is missing", table);
		cr_expect(!strstr(json, empty), "%s has no row", table);
	}
	free(tables);
}

/* Every column too, but what only the program needs. */
Test(model_everything, every_column_is_in_it)
{
	static const char *const tables[] = { "guardian", "exemption", "consent", "absence", NULL };

	for (const char *const *t = tables; *t; t++) {
		char query[200], *columns, *rest, *column;

		snprintf(query, sizeof query,
			 "SELECT group_concat(name, ' ') FROM pragma_table_info('%s') WHERE name "
			 "NOT IN ('id', 'rev', 'student_id')",
			 *t);
		columns = strdup(file_text("school.db", query));
		for (rest = columns; (column = strsep(&rest, " "));) {
			char member[60];

			snprintf(member, sizeof member, "\"%s\":", column);
			cr_expect(strstr(print(1, true), member), "%s.%s", *t, column);
		}
		free(columns);
	}
}

Test(model_everything, that_it_was_read_is_on_record_and_in_it)
{
	cr_expect(strstr(print(1, false), "exported"));
	cr_expect_str_eq(file_text("school.db",
				   "SELECT group_concat(action || name || student_id || "
				   "reason) FROM audit WHERE action = 'export'"),
			 "exporteverything11");
}

Test(model_everything, lines_of_80_columns_on_pages_of_60_lines)
{
	struct buf script = { 0 };
	int line = 0, pages = 1;

	for (int i = 0; i < 60; i++)
		buf_printf(
			&script,
			"INSERT INTO bright_spot (student_id, mentor_id, date, text, created_at) "
			"VALUES (1, 1, '2026-10-11', "
			"'%d：他在走廊里帮低年级同学捡起了所有的书，然后又一本"
			"一本地放回书架上，老师和同学都看见了。', '');",
			i);
	school_script(&s, buf_str(&script));
	for (const char *at = print(1, false); *at; at += strcspn(at, "\n") + 1) {
		char text[500];

		if (*at == '\f') {
			cr_expect_leq(line, 60);
			pages++;
			line = 0;
			at++;
		}
		line++;
		snprintf(text, sizeof text, "%.*s", (int)strcspn(at, "\n"), at);
		cr_expect_leq(text_width(text), 80, "%s", text);
	}
	cr_expect_geq(pages, 4);
	buf_release(&script);
}

Test(model_everything, a_mentor_prints_ones_own_students_alone)
{
	struct everything x;
	int64_t other;

	school_add_student(&s, 3, "六(1)", "2026-09-01");
	other = school_student(&s, 3);
	school_as(&s, 1);
	cr_expect(strstr(print(1, false), "note1"));
	REFUSED(everything_load(&s, other, &x, &e), &e, ERR_NOT_FOUND, "", "no such student");
	everything_release(&x);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE student_id = 3 "
					   "AND action = 'export'"),
		     0);
}
