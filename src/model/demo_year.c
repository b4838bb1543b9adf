/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What befalls single students and mentors in the current year of a made-up school. Who it is goes
 * by row id, so that it changes nothing of what was drawn by chance.
 */
#include <string.h>

#include "base/i18n.h"
#include "model/demo_private.h"
#include "model/statements.h"

enum { CHANGED, CHANGE, CHANGE_OF, REFER, EXEMPT, ABSENT, TRAIN, ATTEND, CHOOSE };

#define STUDENTS                                                                                   \
	"FROM my_enrolment e JOIN my_assignment a ON a.student_id = e.student_id "                 \
	"AND a.role = 'lead' AND a.ends >= :day WHERE e.school_year_id = :year "                   \
	"AND e.starts <= :day AND e.ends >= :day "

static const struct sql statements[] = {
	[CHANGED] = { "demo_year.changed",
		      "SELECT e.student_id, a.mentor_id " STUDENTS "AND e.student_id % 59 = 24",
		      false },
	[CHANGE] = { "demo_year.change",
		     "INSERT INTO contact (school_year_id, kind, date, mentor_id, summary, "
		     "created_at) VALUES (:year, 'change', :day, :mentor, :summary, :now)",
		     true },
	[CHANGE_OF] = { "demo_year.change_of",
			"INSERT INTO contact_student (contact_id, student_id, school_year_id, "
			"kind, date, mentor_id, withdrawn) VALUES (:contact, :student, :year, "
			"'change', :day, :mentor, 0)",
			true },
	/* two of three are open; one of them is overdue */
	[REFER] = { "demo_year.refer",
		    "INSERT INTO referral (student_id, mentor_id, department_id, date, due, notes, "
		    "closed_on, outcome) SELECT e.student_id, a.mentor_id, 1 + e.student_id % "
		    "(SELECT count(*) FROM department), :day, date(:day, CASE e.student_id % 3 "
		    "WHEN 0 THEN '+7 days' ELSE '+30 days' END), :notes, "
		    "CASE e.student_id % 3 WHEN 1 THEN date(:day, '+6 days') END, "
		    "CASE e.student_id % 3 WHEN 1 THEN :outcome END " STUDENTS
		    "AND e.student_id % 37 = 6",
		    true },
	[EXEMPT] = { "demo_year.exempt",
		     "INSERT INTO exemption (student_id, what, starts, ends, reason, approver) "
		     "SELECT e.student_id, 'visit', :day, date(:day, '+90 days'), :reason, "
		     ":approver " STUDENTS "AND e.student_id % 53 = 44",
		     true },
	[ABSENT] = { "demo_year.absent",
		     "INSERT INTO absence (student_id, starts, reason, measures) "
		     "SELECT e.student_id, date(:day, '-' || (e.student_id % 30) || ' days'), "
		     "CASE e.student_id % 4 WHEN 0 THEN 'illness' WHEN 1 THEN 'mental' "
		     "WHEN 2 THEN 'family' ELSE 'illness' END, :measures " STUDENTS
		     "AND e.student_id % 61 = 60",
		     true },
	[TRAIN] = { "demo_year.train",
		    "INSERT INTO training (school_year_id, date, level, title, credits) "
		    "VALUES (:year, :day, :level, :title, :credits)",
		    true },
	[ATTEND] = { "demo_year.attend",
		     "INSERT INTO attendance (training_id, mentor_id) SELECT :training, id "
		     "FROM mentor WHERE (id * 7 + :training) % 10 < 8",
		     true },
	/* three mentors, those who were there first the more often; one in eight has not
	 * answered */
	[CHOOSE] = { "demo_year.choose",
		     "INSERT INTO preference (school_year_id, student_id, rank, mentor_id, "
		     "answered_on) SELECT :year, e.student_id, r.value, 1 + (min(e.student_id * 31 "
		     "% :mentors, e.student_id * 17 % :mentors) + (r.value - 1) "
		     "* (1 + e.student_id % max((:mentors - 1) / 2, 1))) % :mentors, :day "
		     "FROM my_enrolment e JOIN (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL "
		     "SELECT 3) r "
		     "WHERE e.school_year_id = :year AND e.starts <= :day AND e.ends >= :day "
		     "AND e.student_id % 8 <> 5 AND :mentors > 2",
		     true },
};
const struct sql_table demo_year_sql = SQL_TABLE(statements);

static const char *days_ago(const struct session *s, int days, iso_date out)
{
	date_to_iso(s->today - days, out);
	return out;
}

struct whose {
	int64_t student, mentor;
};

/* Read first, written then. */
static bool find_changed(struct session *s, const char *day, struct arena *arena,
			 struct whose **found, size_t *count, struct err *e)
{
	struct cursor c;

	*count = 0;
	if (!cursor_open(&c, s->db, &statements[CHANGED],
			 WITH(INT("year", s->year.id), TEXT("day", day)), e))
		return false;
	while (cursor_next(&c)) {
		struct whose *more = arena_alloc(arena, (*count + 1) * sizeof *more);

		if (*count)
			memcpy(more, *found, *count * sizeof *more);
		more[(*count)++] = (struct whose){ cursor_int(&c, 0), cursor_int(&c, 1) };
		*found = more;
	}
	return cursor_close(&c);
}

static bool add_changes(struct session *s, struct err *e)
{
	struct arena arena = { 0 };
	struct whose *whose = NULL;
	iso_date day;
	char now[20];
	size_t count;
	bool ok = find_changed(s, days_ago(s, 5, day), &arena, &whose, &count, e);

	date_now_utc(now);
	for (size_t i = 0; ok && i < count; i++)
		ok = db_run(s->db, &statements[CHANGE],
			    WITH(INT("year", s->year.id), TEXT("day", day),
				 INT("mentor", whose[i].mentor),
				 TEXT("summary", _("A change in the family (made up).")),
				 TEXT("now", now)),
			    NULL, e) &&
		     db_run(s->db, &statements[CHANGE_OF],
			    WITH(INT("contact", db_last_id(s->db)),
				 INT("student", whose[i].student), INT("year", s->year.id),
				 TEXT("day", day), INT("mentor", whose[i].mentor)),
			    NULL, e);
	arena_release(&arena);
	return ok;
}

static bool add_referrals(struct session *s, struct err *e)
{
	iso_date day;

	return db_run(s->db, &statements[REFER],
		      WITH(INT("year", s->year.id), TEXT("day", days_ago(s, 12, day)),
			   TEXT("notes", _("Low spirits for some weeks (made up).")),
			   TEXT("outcome", _("Looked after; to be seen again next term."))),
		      NULL, e);
}

static bool add_exemptions(struct session *s, struct err *e)
{
	iso_date day;

	return db_run(s->db, &statements[EXEMPT],
		      WITH(INT("year", s->year.id), TEXT("day", days_ago(s, 20, day)),
			   TEXT("reason", _("In hospital (made up)")),
			   TEXT("approver", _("Moral education office"))),
		      NULL, e);
}

static bool add_absences(struct session *s, struct err *e)
{
	iso_date day;

	return db_run(
		s->db, &statements[ABSENT],
		WITH(INT("year", s->year.id), TEXT("day", days_ago(s, 15, day)),
		     TEXT("measures", _("Lessons sent home, a call each week; in better spirits "
					"(made up)."))),
		NULL, e);
}

static bool add_trainings(struct session *s, struct err *e)
{
	static const struct {
		int after; /* days from the year's first */
		const char *level, *title;
		int credits; /* in tenths */
	} sessions[] = {
		{ 5, "school", N_("How to hold a first talk"), 5 },
		{ 40, "district", N_("Home visits that families welcome"), 10 },
		{ 65, "city", N_("Seeing early who needs help"), 20 },
		{ 180, "school", N_("Writing feedback for growth"), 5 },
	};
	int first = 0;

	date_from_iso(s->year.starts, &first);
	for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++) {
		iso_date day;

		date_to_iso(first + sessions[i].after, day);
		if (!db_run(s->db, &statements[TRAIN],
			    WITH(INT("year", s->year.id), TEXT("day", day),
				 TEXT("level", sessions[i].level),
				 TEXT("title", _(sessions[i].title)),
				 INT("credits", sessions[i].credits)),
			    NULL, e))
			return false;
		if (first + sessions[i].after <= s->today &&
		    !db_run(s->db, &statements[ATTEND], WITH(INT("training", db_last_id(s->db))),
			    NULL, e))
			return false;
	}
	return true;
}

static bool add_choices(struct session *s, int64_t mentors, struct err *e)
{
	iso_date day;

	return db_run(s->db, &statements[CHOOSE],
		      WITH(INT("year", s->year.id), TEXT("day", days_ago(s, 10, day)),
			   INT("mentors", mentors)),
		      NULL, e);
}

bool demo_add_year(struct session *s, const struct demo *d, struct err *e)
{
	return add_changes(s, e) && add_referrals(s, e) && add_exemptions(s, e) &&
	       add_absences(s, e) && add_trainings(s, e) && add_choices(s, d->mentors, e);
}
