/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canary_private.h"

#include <string.h>

#include "base/mem.h"
#include "db/db_private.h"
#include "support/school.h"

#define MENTOR4 "role = 'mentor', mentor_id = 4"
#define GRADE7  "role = 'grade_head', mentor_id = NULL, grade = 7"
const struct canary_person canary_people[] = {
	{ "mentor 1", "role = 'mentor', mentor_id = 1", NULL, "71 72 73", "71 72 73", "71 72 73",
	  "71 72", "nr", "71 72", "" },
	{ "mentor 2", "role = 'mentor', mentor_id = 2", NULL, "73 74", "73 74", "73 74", "73 74",
	  "nr", "73 74", "71 72" },
	{ "mentor 3", "role = 'mentor', mentor_id = 3", NULL, "75", "75", "75", "75", "nr", "75",
	  "73 74" },
	{ "mentor 4", MENTOR4, NULL, "", "", "", "", "nr", "", "75" },
	{ "class teacher and mentor 1", "role = 'class_teacher', mentor_id = 1, class_id = 2", NULL,
	  "71 72 73 74 75", "71 72 73", "71 72 73 74 75", "71 72", "nr", "71 72 74 75", "" },
	{ "head of grade 7", GRADE7, NULL, "76", "", "76", "", "nr", "76", "" },
	{ "head of grade 6", "role = 'grade_head', mentor_id = NULL, grade = 6", NULL,
	  "71 72 73 74 75", "", "71 72 73 74 75", "", "nr", "71 72 73 74 75", "" },
	{ "principal", "role = 'principal', mentor_id = NULL", NULL, "71 72 73 74 75 76", "", "",
	  "", "n", "", "" },
	{ "principal with a grant", "role = 'principal', mentor_id = NULL",
	  "(1, 72000, NULL, NULL, '2026-11-23', '2026-11-23', 1, 1)", "71 72 73 74 75 76", "", "72",
	  "72", "n", "", "" },
	{ "inspector with a grant", "role = 'inspector', mentor_id = NULL",
	  "(1, 72000, NULL, NULL, '2026-11-01', '2026-12-01', 1, 1)", "71 72 73 74 75 76", "", "",
	  "", "", "", "" },
	{ "mentor 4 with grants past, in force and to come", MENTOR4,
	  "(1, 74000, NULL, NULL, '2026-11-01', '2026-11-22', 1, 1),"
	  "(1, 75000, NULL, NULL, '2026-11-23', '2026-11-23', 0, 1),"
	  "(1, NULL, 1, NULL, '2026-11-24', '2026-12-01', 1, 1)",
	  "75", "", "75", "75", "nr", "", "75" },
	{ "mentor 4 with a class to write", MENTOR4,
	  "(1, NULL, 2, NULL, '2026-11-01', '2026-12-01', 1, 0)", "74 75", "74 75", "74 75", "",
	  "nr", "74 75", "75" },
	{ "mentor 4 with a grade", MENTOR4, "(1, NULL, NULL, 7, '2026-11-01', '2026-12-01', 0, 0)",
	  "76", "", "76", "", "nr", "", "75" },
	{ "mentor 4 beside another's grant", MENTOR4,
	  "(2, 74000, NULL, NULL, '2026-11-01', '2026-12-01', 1, 1)", "", "", "", "", "nr", "",
	  "75" },
	{ "mentor 3 where former students are seen", "role = 'mentor', mentor_id = 3", "former",
	  "71 75", "75", "71 75", "75", "nr", "75", "73 74" },
};
const size_t canary_people_count = sizeof canary_people / sizeof *canary_people;

const struct canary_person *canary_who;
const struct guard_rule *canary_rules;

/* ---------------------------------------------------------------------- the school */

static int class_of(int n)
{
	return n <= 73 ? 1 : n <= 75 ? 2 : 3;
}

static void add_person(struct buf *script, int n, int lead)
{
	int id = n * FOLK;

	buf_printf(script,
		   "INSERT INTO student (id, student_no, name, address)"
		   " VALUES (%d, 'no%d', 'name%d', 'address%d');",
		   id, id, id + NAME, id + REACH);
	/* the second one in years of its own, so that it may be moved to any other student */
	buf_printf(script,
		   "INSERT INTO enrolment (id, student_id, school_year_id, class_id, seat, starts,"
		   " ends, reason) VALUES (%d, %d, 2026, %d, %d, '2026-09-01', '2027-08-31', "
		   "'r%d'), (%d, %d, 2026, 1, %d, '%d-09-01', '%d-12-31', 'r%d');",
		   id + ENROLMENT, id, class_of(n), n, id + NOTE, id + LATER_ENROLMENT, id, n,
		   2000 + n, 2000 + n, id + NOTE);
	buf_printf(script,
		   "INSERT INTO guardian (id, student_id, name, relation, phone)"
		   " VALUES (%d, %d, 'guardian%d', 'r%d', '%d');",
		   id + GUARDIAN, id, id + NAME, id, id + REACH);
	buf_printf(script,
		   "INSERT INTO assignment (id, student_id, mentor_id, role, starts, reason)"
		   " VALUES (%d, %d, %d, 'lead', '%s', 'r%d');",
		   id + LEAD, id, lead, n == 76 ? "2026-11-24" : "2026-11-23", id + NOTE);
	buf_printf(
		script,
		"INSERT INTO exemption (id, student_id, what, starts, ends, reason, approver)"
		" VALUES (%d, %d, 'visit', '2026-09-01', '2026-09-02', 'r%d', 'x');"
		"INSERT INTO consent (id, student_id, given_by, covers, given_on, note)"
		" VALUES (%d, %d, 'guardian%d', 'x', '2026-09-01', 'n%d');"
		"INSERT INTO absence (id, student_id, starts, reason, measures)"
		" VALUES (%d, %d, '2026-09-01', 'r%d', 'm%d');"
		"INSERT INTO condition (id, school_year_id, kind, weight, student_id, mentor_id,"
		" note) VALUES (%d, 2026, 'kind%d', 0, %d, 1, 'q%d');"
		"INSERT INTO belonging (id, kind, name, student_id)"
		" VALUES (%d, 'group', 'q%d', %d);"
		"INSERT INTO preference (id, student_id, school_year_id, rank, answered_on)"
		" VALUES (%d, %d, 2026, 1, '2026-09-10');"
		"INSERT INTO audit (at, login, role, source, action, name, row_id, student_id,"
		" old, new, digest, link) VALUES ('then', 'x', 'x', 'x', 'update', 'contact', %d,"
		" %d, '{\"summary\":\"s%d\"}', '{\"summary\":\"s%d\"}', x'', x'');",
		id + EXEMPTION, id, id + NOTE, id + CONSENT, id, id + NAME, id + NOTE, id + ABSENCE,
		id, id + NOTE, id + NOTE, id + CONDITION, n, id, id + OFFICES, id + BELONGING,
		id + OFFICES, id, id + PREFERENCE, id, id + SECRET, id, id + SECRET_NOTE,
		id + SECRET_NOTE);
}

static void add_contact(struct buf *script, int id, int n, int row, int lead)
{
	static const struct {
		int row, with;
		const char *kind, *sensitive;
	} kinds[] = { { TALK, TALKED, "talk", "NULL" },
		      { FEEDBACK, TOLD, "feedback", "NULL" },
		      { SECRET, TOLD_SECRET, "talk", "'family'" } };
	int text = n * FOLK + (row == 2 ? SECRET_NOTE : NOTE);

	buf_printf(script,
		   "INSERT INTO contact (id, school_year_id, kind, date, mentor_id, place,"
		   " topics, summary, bright_spots, advice, reason, created_at, sensitive)"
		   " VALUES (%d, 2026, '%s', '2026-11-20', %d, 'p%d', 't%d', 's%d', 'b%d',"
		   " 'a%d', 'r%d', 'then', %s);"
		   "INSERT INTO contact_student (id, contact_id, student_id, school_year_id,"
		   " kind, date, mentor_id, withdrawn) VALUES (%d, %d, %d, 2026, '%s',"
		   " '2026-11-20', %d, 0);",
		   id + kinds[row].row, kinds[row].kind, lead, text, text, text, text, text, text,
		   kinds[row].sensitive, id + kinds[row].with, id + kinds[row].row, id,
		   kinds[row].kind, lead);
}

static void add_student(struct buf *script, int n, int lead)
{
	int id = n * FOLK;

	add_person(script, n, lead);
	for (int row = 0; row < 3; row++)
		add_contact(script, id, n, row, lead);
	buf_printf(script,
		   "INSERT INTO delivery (id, contact_id, party, date)"
		   " VALUES (%d, %d, 'student', '2026-11-20');",
		   id + DELIVERY, id + FEEDBACK);
	buf_printf(script,
		   "INSERT INTO referral (id, student_id, mentor_id, contact_id, department_id,"
		   " date, due, notes, sensitive) VALUES (%d, %d, %d, %d, 1, '2026-11-20',"
		   " '2026-12-04', 'n%d', NULL), (%d, %d, %d, %d, 1, '2026-11-20', '2026-12-04',"
		   " 'n%d', 'psychological');",
		   id + REFERRAL, id, lead, id + TALK, id + NOTE, id + SECRET_REFERRAL, id, lead,
		   id + SECRET, id + SECRET_NOTE);
	buf_printf(script,
		   "INSERT INTO plan (id, student_id, mentor_id, kind, date, place, note, made_on)"
		   " VALUES (%d, %d, %d, 'talk', '2026-11-20', 'p%d', 'n%d', '2026-11-10');",
		   id + PLAN, id, lead, id + NOTE, id + NOTE);
	buf_printf(script,
		   "INSERT INTO bright_spot (id, student_id, mentor_id, date, text, created_at)"
		   " VALUES (%d, %d, %d, '2026-11-20', 't%d', 'then');",
		   id + BRIGHT_SPOT, id, lead, id + NOTE);
}

static void add_request(struct buf *script, int n, int from, int to)
{
	int id = n * FOLK;

	buf_printf(
		script,
		"INSERT INTO change_request (id, school_year_id, student_id, who, from_id, to_id,"
		" asked_on, reason) VALUES (%d, 2026, %d, 'w%d', %d, %d, '2026-11-20', 'r%d');",
		id + REQUEST, id, id + ASKED_NAME, from, to, id + ASKED_NOTE);
}

/* The lead mentor's wish, and a proposal. */
static void add_matched(struct buf *script, int n, int lead)
{
	int id = n * FOLK;

	buf_printf(script,
		   "INSERT INTO mentor_preference (id, school_year_id, mentor_id, student_id,"
		   " place) VALUES (%d, 2026, %d, %d, NULL);"
		   "INSERT INTO match_pair (id, run_id, student_id, mentor_id, rank, lot)"
		   " VALUES (%d, 1, %d, %d, 0, 1);",
		   id + WISH, lead, id, id + MATCHED, id, lead);
}

static void add_shared(struct buf *script, int i, int first, int second, int mentor,
		       const char *summary)
{
	int id = SHARED + i, with = BOTH + (i == 2 ? ROWS : 0);

	buf_printf(script,
		   "INSERT INTO contact (id, school_year_id, kind, date, mentor_id, summary,"
		   " created_at, sensitive) VALUES (%d, 2026, 'talk', '2026-11-20', %d, '%s',"
		   " 'then', %s);"
		   "INSERT INTO contact_student (id, contact_id, student_id, school_year_id, kind,"
		   " date, mentor_id, withdrawn) VALUES"
		   " (%d, %d, %d, 2026, 'talk', '2026-11-20', %d, 0),"
		   " (%d, %d, %d, 2026, 'talk', '2026-11-20', %d, 0);",
		   id, mentor, summary, i == 2 ? "'psychological'" : "NULL", first * FOLK + with,
		   id, first * FOLK, mentor, second * FOLK + with, id, second * FOLK, mentor);
}

void canary_begin(struct session *s)
{
	static const int lead[] = { 1, 1, 2, 2, 3, 3 };
	struct buf script = { 0 };

	school_begin(s, SCHOOL_TODAY);
	for (int n = 1; n <= CANARY_MENTORS; n++)
		school_add_mentor(s, n);
	buf_text(&script,
		 "INSERT INTO class (id, stage, entry_year, number) VALUES"
		 " (1, 'junior', 2026, 1), (2, 'junior', 2026, 2), (3, 'junior', 2025, 1);"
		 "INSERT INTO account (id, login, role) VALUES (2, 'somebody', 'mentor');"
		 "INSERT INTO match_run (id, school_year_id, made_at, login, method, aim, seed,"
		 " who, input) VALUES (1, 2026, 'then', 'x', 'both', 'most_first', 1, 'all', '');");
	for (int n = FIRST; n <= LAST; n++) {
		add_student(&script, n, lead[n - FIRST]);
		add_matched(&script, n, lead[n - FIRST]);
	}
	/* not the last, for whom one can be made */
	for (int n = FIRST; n < LAST; n++)
		add_request(&script, n, lead[n - FIRST], lead[n - FIRST] + 1);
	buf_printf(&script,
		   "INSERT INTO assignment (id, student_id, mentor_id, role, starts, ends, reason)"
		   " VALUES (%d, %d, 1, 'co', '2026-09-01', '9999-12-31', 'r%d'),"
		   " (%d, %d, 3, 'lead', '2026-09-01', '2026-11-22', 'r%d'),"
		   " (%d, %d, 4, 'co', '2026-09-01', '2026-11-21', 'r%d');",
		   73 * FOLK + OTHER_ASSIGNMENT, 73 * FOLK, 73 * FOLK + NOTE,
		   71 * FOLK + OTHER_ASSIGNMENT, 71 * FOLK, 71 * FOLK + NOTE,
		   74 * FOLK + OTHER_ASSIGNMENT, 74 * FOLK, 74 * FOLK + NOTE);
	add_shared(&script, 0, 71, 74, 1, "of both");
	add_shared(&script, 1, 72, 75, 3, "of both");
	add_shared(&script, 2, 71, 73, 1, "71800 73800");
	school_script(s, buf_str(&script));
	buf_release(&script);
}

void canary_as(struct session *s, size_t person)
{
	static const char grants[] =
		"INSERT INTO access_grant (account_id, student_id, class_id, grade, starts, ends,"
		" writes, sensitive, reason, approver, made_at) SELECT column1, column2, column3,"
		" column4, column5, column6, column7, column8, 'x', 'x', 'then' FROM (VALUES ";
	struct buf script = { 0 };
	bool former;

	canary_who = &canary_people[person];
	former = canary_who->grants && !strcmp(canary_who->grants, "former");
	buf_printf(&script,
		   "DELETE FROM access_grant; DELETE FROM rule WHERE name = 'former_days';"
		   "UPDATE account SET %s WHERE login = '%s';",
		   canary_who->account, s->login);
	if (former)
		buf_text(&script, "INSERT INTO rule (school_year_id, name, value) VALUES (2026, "
				  "'former_days', '1');");
	else if (canary_who->grants)
		buf_printf(&script, "%s%s);", grants, canary_who->grants);
	school_script(s, buf_str(&script));
	buf_release(&script);
	canary_rules = s->db->rules;
}
