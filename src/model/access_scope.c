/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scope of one session, as SQL.
 *
 * my_scope says whose records those are by what the file says now, temp.scope what it said when it
 * was last looked at, and my_standing whether the two and the account are still the same. Views
 * look at the table: a student who comes or goes in the middle would else be half of an answer.
 */
#include <inttypes.h>
#include <string.h>

#include "access_private.h"
#include "model/grade.h"

void access_add_quoted(struct buf *script, const char *text)
{
	buf_char(script, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			buf_char(script, '\'');
		buf_char(script, *text);
	}
	buf_char(script, '\'');
}

#define TODAY "starts <= :today AND ends >= :today"
#define ENROLLED                                                                                   \
	"main.enrolment e CROSS JOIN main.class c ON c.id = e.class_id"                            \
	" WHERE e.school_year_id = " SQL_THIS_YEAR " AND e.starts <= :today AND e.ends >= :today"
#define GRANTED                                                                                    \
	"main.access_grant g WHERE g.account_id = :account"                                        \
	" AND g.starts <= :today AND g.ends >= :today"

/* Each: the student, whether records are written too, whether sensitive notes are read, whether
 * choices of mentors are collected, whether another mentor is asked for. */
static const char *const scope_of_mentor[] = {
	"SELECT student_id, 1, role = 'lead', 1, role = 'lead' FROM main.assignment"
	" WHERE mentor_id = :mentor AND " TODAY,
	/* former ones, for as long as the school lets */
	"SELECT student_id, 0, 0, 0, 0 FROM main.assignment WHERE mentor_id = :mentor"
	" AND starts <= ends AND ends < :today AND ends >= date(:today, '-' || coalesce((SELECT"
	" CAST(value AS INTEGER) FROM main.rule WHERE name = 'former_days' AND"
	" school_year_id = " SQL_THIS_YEAR "), 0) || ' days')",
	NULL,
};
static const char *const scope_of_class[] = {
	"SELECT e.student_id, 0, 0, 1, 1 FROM " ENROLLED " AND e.class_id = :class",
	NULL,
};
static const char *const scope_of_grade[] = {
	"SELECT e.student_id, 0, 0, 1, 1 FROM " ENROLLED " AND " SQL_GRADE " = :grade",
	NULL,
};
static const char *const scope_of_grants[] = {
	"SELECT g.student_id, g.writes, g.sensitive, g.writes, g.writes FROM " GRANTED
	" AND g.student_id IS NOT NULL",
	"SELECT e.student_id, max(g.writes), max(g.sensitive), max(g.writes), "
	"max(g.writes) FROM "
	"main.access_grant g"
	" CROSS JOIN " ENROLLED " AND e.class_id = g.class_id"
	" AND g.account_id = :account AND g.starts <= :today AND g.ends >= :today"
	" GROUP BY e.student_id",
	"SELECT e.student_id, max(g.writes), max(g.sensitive), max(g.writes), "
	"max(g.writes) FROM "
	"main.access_grant g"
	" CROSS JOIN " ENROLLED " AND " SQL_GRADE " = g.grade"
	" AND g.account_id = :account AND g.starts <= :today AND g.ends >= :today"
	" GROUP BY e.student_id",
	NULL,
};

void access_add_bound(struct buf *script, const char *text, const struct access_of *of)
{
	const struct {
		const char *name;
		int64_t number;
	} numbers[] = { { ":account", of->account_id },
			{ ":mentor", of->mentor_id },
			{ ":class", of->class_id },
			{ ":grade", of->grade } };

	while (*text) {
		size_t i = 0, count = sizeof numbers / sizeof *numbers;

		while (i < count && strncmp(text, numbers[i].name, strlen(numbers[i].name)) != 0)
			i++;
		if (i < count) {
			buf_printf(script, "%" PRId64, numbers[i].number);
			text += strlen(numbers[i].name);
		} else if (!strncmp(text, ":today", 6)) {
			access_add_quoted(script, of->today);
			text += 6;
		} else if (!strncmp(text, ":year", 5)) {
			buf_text(script, "e.school_year_id");
			text += 5;
		} else {
			buf_char(script, *text++);
		}
	}
}

/* ----------------------------------------------------------------------- scope */

static void add_parts(struct make *m, const char *const *parts)
{
	for (; *parts; parts++) {
		buf_text(&m->script, " UNION ALL ");
		access_add_bound(&m->script, *parts, m->of);
	}
}

void access_add_scope(struct make *m)
{
	const struct access_of *of = m->of;

	if (of->access->notes == NOTES_ALL)
		return; /* nothing is out of it */
	buf_text(&m->script,
		 "CREATE TEMP VIEW my_scope AS SELECT student_id, max(writes) AS writes,"
		 " max(sensitive) AS sensitive, max(collects) AS collects, max(asks) AS asks FROM"
		 " (SELECT 0 AS student_id, 0 AS writes, 0 AS sensitive, 0 AS collects, 0 AS asks"
		 " WHERE 0");
	if (of->mentor_id && of->access->scope != SCOPE_EVERYBODY)
		add_parts(m, scope_of_mentor);
	if (of->access->scope == SCOPE_CLASS)
		add_parts(m, scope_of_class);
	if (of->access->scope == SCOPE_GRADE)
		add_parts(m, scope_of_grade);
	if (of->account_id && of->access->notes != NOTES_NEVER)
		add_parts(m, scope_of_grants);
	buf_text(&m->script, ") GROUP BY student_id;"
			     "CREATE TEMP TABLE scope (student_id INTEGER PRIMARY KEY,"
			     " writes INTEGER NOT NULL, sensitive INTEGER NOT NULL,"
			     " collects INTEGER NOT NULL, asks INTEGER NOT NULL);");
	if (!m->shut)
		buf_text(&m->script, "INSERT INTO temp.scope SELECT * FROM my_scope;");
}

#define DIFFERS(a, b) "EXISTS (SELECT * FROM " a " EXCEPT SELECT * FROM " b ")"

/* enum standing (db/door.h) */
void access_add_standing(struct make *m)
{
	bool scoped = m->of->access->notes != NOTES_ALL;

	buf_text(&m->script,
		 "CREATE TEMP VIEW my_standing AS SELECT CASE WHEN EXISTS (SELECT 1 FROM "
		 "my_account WHERE locked) THEN 2 ");
	if (m->of->account_id)
		buf_printf(&m->script,
			   "WHEN NOT EXISTS (SELECT 1 FROM my_account) THEN 2 "
			   "WHEN NOT EXISTS (SELECT 1 FROM my_account WHERE id = %" PRId64
			   " AND rev = %" PRId64 ") THEN 1 ",
			   m->of->account_id, m->of->account_rev);
	else
		buf_text(&m->script, "WHEN EXISTS (SELECT 1 FROM my_account) THEN 1 ");
	if (scoped)
		buf_text(&m->script, "WHEN " DIFFERS("my_scope", "temp.scope") " OR " DIFFERS(
					     "temp.scope", "my_scope") " THEN 1 ");
	buf_text(&m->script, "ELSE 0 END AS standing;");
}

/* How each student came out of the last confirmed matching of a year: reports count it for those
 * too who see no matching. */
void access_add_matched(struct make *m)
{
	buf_printf(&m->script,
		   "CREATE TEMP VIEW my_matched AS SELECT p.id, p.rev, r.school_year_id,"
		   " p.student_id, p.mentor_id, p.rank FROM main.match_pair p JOIN main.match_run r"
		   " ON r.id = p.run_id WHERE %d AND r.state = 'confirmed'%s AND NOT EXISTS"
		   " (SELECT 1 FROM main.match_pair q JOIN main.match_run o ON o.id = q.run_id"
		   " WHERE q.student_id = p.student_id AND o.state = 'confirmed'"
		   " AND o.school_year_id = r.school_year_id AND o.id > r.id);",
		   !m->shut,
		   m->of->access->scope == SCOPE_EVERYBODY ? "" : " AND p.student_id" SEEN);
}
