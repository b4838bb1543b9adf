/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen past the scope, because it is a figure or was put on record. */
#include <string.h>

#include "access_private.h"
#include "model/coverage.h"

/*
 * Why students cannot attend, as figures that everybody may see: reasons of fewer than five go
 * together, with as many more as it takes for five, so that none of them follows from the rest.
 */
static void add_absence_reasons(struct make *m)
{
	struct buf *s = &m->script;

	buf_text(s, "CREATE TEMP VIEW my_absence_reason AS WITH my_day (today) AS (SELECT ");
	access_add_quoted(s, m->of->today);
	buf_printf(
		s,
		"), my_absent AS (SELECT a.student_id, a.reason,"
		" coalesce(a.ends, '9999-12-31') > d.today AS still, a.measures IS NOT NULL AS"
		" cared, CAST(julianday(min(coalesce(a.ends, d.today), d.today))"
		" - julianday(a.starts) AS INTEGER) + 1 AS days"
		" FROM main.absence a CROSS JOIN my_day d WHERE a.starts <= d.today AND"
		" coalesce(a.ends, '9999-12-31') >= (SELECT max(y.starts) FROM main.school_year y"
		" WHERE y.starts <= d.today) AND EXISTS (SELECT 1 FROM main.enrolment e WHERE"
		" e.student_id = a.student_id AND e.starts <= d.today AND e.ends >= d.today)%s%s),"
		" my_reason AS (SELECT reason, count(DISTINCT student_id) AS students"
		" FROM my_absent GROUP BY reason), my_sum AS (SELECT reason, students,"
		" coalesce(sum(students) OVER (ORDER BY students, reason ROWS BETWEEN UNBOUNDED"
		" PRECEDING AND 1 PRECEDING), 0) AS before FROM my_reason), my_shown AS (SELECT"
		" reason, iif(students < %d OR before BETWEEN 1 AND %d, 'few', reason) AS shown"
		" FROM my_sum) SELECT 1 AS id, 1 AS rev, r.shown AS reason, count(*) AS absences,"
		" count(DISTINCT a.student_id) AS students,"
		" count(DISTINCT iif(a.still, a.student_id, NULL)) AS still,"
		" sum(a.days) AS days, sum(a.cared) AS cared FROM my_absent a JOIN my_shown r"
		" ON r.reason = a.reason GROUP BY r.shown UNION ALL SELECT 0, 1, '', count(*),"
		" count(DISTINCT student_id), count(DISTINCT iif(still, student_id, NULL)),"
		" coalesce(sum(days), 0), coalesce(sum(cared), 0) FROM my_absent;",
		m->shut ? " AND 0" : "",
		m->of->access->scope == SCOPE_EVERYBODY ? "" : " AND a.student_id" SEEN,
		COVERAGE_FEW, COVERAGE_FEW - 1);
}

/*
 * Whose number a sample of guardians shows (model/report_sample.h): the office's whoever it is; a
 * principal's for an hour after it was put on record that this number was shown.
 */
static void add_sampled(struct make *m)
{
	struct buf *s = &m->script;
	bool office = m->of->access->may & MAY_ACCOUNTS;

	buf_printf(s,
		   "CREATE TEMP VIEW my_reachable AS SELECT student_id, min(id) AS id"
		   " FROM main.guardian WHERE phone <> '' AND %d GROUP BY student_id;",
		   !m->shut && m->of->access->scope == SCOPE_EVERYBODY);
	buf_text(s, "CREATE TEMP VIEW my_sampled AS SELECT g.id, g.rev, g.phone"
		    " FROM main.guardian g WHERE ");
	if (m->shut || (!office && strcmp(m->of->access->role, "principal") != 0)) {
		buf_text(s, "0;");
	} else if (office) {
		buf_text(s, "1;");
	} else {
		buf_text(s, "EXISTS (SELECT 1 FROM main.audit a WHERE a.name = 'guardian'"
			    " AND a.row_id = g.id AND a.action = 'reveal' AND a.login = me_login()"
			    " AND a.at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 hour'));");
	}
}

void access_add_figures(struct make *m)
{
	add_absence_reasons(m);
	add_sampled(m);
}
