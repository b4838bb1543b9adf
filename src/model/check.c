/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>

#include "base/i18n.h"
#include "db/audit.h"
#include "db/check.h"
#include "db/stop.h"
#include "model/statements.h"

const struct field check_fields[] = {
	{ FIELD(struct check_finding, name), .label = N_("Check"), .kind = FIELD_TEXT,
	  .width = 20 },
	{ FIELD(struct check_finding, table), .label = N_("Table"), .kind = FIELD_TEXT,
	  .width = 16 },
	{ FIELD(struct check_finding, row), .label = N_("Row"), .kind = FIELD_INT, .width = 8,
	  .flags = FIELD_RIGHT },
	{ FIELD(struct check_finding, says), .label = N_("What is wrong"), .kind = FIELD_TEXT,
	  .width = 60 },
	{ 0 },
};

enum {
	ENROLMENTS,
	LEADS,
	ENROLMENT_YEAR,
	STAGE,
	CONTACT_APART,
	CONTACT_ALONE,
	CONTACT_YEAR,
	OCCASION,
	GUARDIAN,
	DELIVERY,
	DELIVERY_DAY,
	KEY_DATE_YEAR,
	TRAINING_YEAR,
	YEARS,
	FIGURES_MISSING,
	FIGURES_OPEN,
	FIGURE_STUDENTS,
	FIGURE_ELSEWHERE,
	PLAN,
	REFERRAL,
	PREFERENCE,
	CHANGE_REQUEST,
	SEARCH,
	SEARCH_MENTOR,
	OFFICE,
	CHECKS
};

/* The second of two ranges that share a day. */
#define OVERLAPS(from, and)                                                                        \
	"SELECT DISTINCT b.id FROM " from " a JOIN " from " b ON b.student_id = a.student_id "     \
	"AND b.id > a.id " and                                                                     \
		"WHERE a.starts <= a.ends AND b.starts <= b.ends "                                 \
		"AND a.starts <= b.ends AND b.starts <= a.ends ORDER BY b.id"
#define OUTSIDE_YEAR(from, first, last)                                                            \
	"SELECT t.id FROM " from " t LEFT JOIN school_year y ON y.id = t.school_year_id "          \
	"WHERE y.id IS NULL OR t." first " < y.starts OR t." last " > y.ends ORDER BY t.id"
/* Counts of one kind and state in a class, by a mentor, of the figures f. */
#define FIGURE(kind, state)                                                                        \
	"sum(CASE WHEN f.kind = '" kind "' AND f.state = '" state "' THEN f.count ELSE 0 END)"

static const struct sql statements[] = {
	[ENROLMENTS] = { "check.enrolments", OVERLAPS("my_enrolment", ""), false },
	[LEADS] = { "check.leads",
		    OVERLAPS("my_assignment", "AND a.role = 'lead' AND b.role = 'lead' "), false },
	/* one that was never in force ends the day before it begins */
	[ENROLMENT_YEAR] = { "check.enrolment_year",
			     "SELECT t.id FROM my_enrolment t LEFT JOIN school_year y "
			     "ON y.id = t.school_year_id WHERE y.id IS NULL OR (t.starts <= t.ends "
			     "AND (t.starts < y.starts OR t.ends > y.ends)) ORDER BY t.id",
			     false },
	[STAGE] = { "check.stage",
		    "SELECT DISTINCT c.id FROM my_enrolment e JOIN class c ON c.id = e.class_id "
		    "WHERE e.starts <= e.ends AND e.school_year_id - c.entry_year NOT BETWEEN 0 "
		    "AND CASE c.stage WHEN 'primary' THEN 4 WHEN 'senior' THEN 2 ELSE 3 END "
		    "ORDER BY c.id",
		    false },
	[CONTACT_APART] = { "check.contact_apart",
			    "SELECT k.id FROM my_contact_student k LEFT JOIN my_contact c "
			    "ON c.id = k.contact_id WHERE c.id IS NULL "
			    "OR k.school_year_id <> c.school_year_id OR k.kind <> c.kind "
			    "OR k.date <> c.date OR k.mentor_id <> c.mentor_id "
			    "OR k.key_date_id IS NOT c.key_date_id OR k.withdrawn <> c.withdrawn "
			    "ORDER BY k.id",
			    false },
	/* the guard takes a view of which the id alone is read for its table */
	[CONTACT_ALONE] = { "check.contact_alone",
			    "SELECT c.id FROM my_contact c WHERE c.rev > 0 AND NOT EXISTS (SELECT "
			    "1 "
			    "FROM my_contact_student WHERE contact_id = c.id) ORDER BY c.id",
			    false },
	[CONTACT_YEAR] = { "check.contact_year", OUTSIDE_YEAR("my_contact", "date", "date"),
			   false },
	[OCCASION] = { "check.occasion",
		       "SELECT c.id FROM my_contact c JOIN key_date k ON k.id = c.key_date_id "
		       "WHERE k.school_year_id <> c.school_year_id ORDER BY c.id",
		       false },
	[GUARDIAN] = { "check.guardian",
		       "SELECT c.id FROM my_contact c JOIN my_guardian g ON g.id = c.guardian_id "
		       "WHERE NOT EXISTS (SELECT 1 FROM my_contact_student "
		       "WHERE contact_id = c.id AND student_id = g.student_id) ORDER BY c.id",
		       false },
	[DELIVERY] = { "check.delivery",
		       "SELECT d.id FROM my_delivery d LEFT JOIN my_contact c "
		       "ON c.id = d.contact_id WHERE c.kind IS NOT 'feedback' ORDER BY d.id",
		       false },
	[DELIVERY_DAY] = { "check.delivery_day",
			   "SELECT d.id FROM my_delivery d JOIN my_contact c "
			   "ON c.id = d.contact_id JOIN school_year y ON y.id = c.school_year_id "
			   "WHERE d.date < y.starts ORDER BY d.id",
			   false },
	[KEY_DATE_YEAR] = { "check.key_date_year", OUTSIDE_YEAR("key_date", "opens", "due"),
			    false },
	[TRAINING_YEAR] = { "check.training_year", OUTSIDE_YEAR("training", "date", "date"),
			    false },
	[YEARS] = { "check.years",
		    "SELECT b.id FROM school_year a JOIN school_year b ON b.id > a.id "
		    "WHERE b.starts <= a.ends ORDER BY b.id",
		    false },
	[FIGURES_MISSING] = { "check.figures_missing",
			      "SELECT y.id FROM school_year y WHERE y.closed_on IS NOT NULL "
			      "AND EXISTS (SELECT 1 FROM my_enrolment e "
			      "WHERE e.school_year_id = y.id AND e.starts <= e.ends "
			      "AND min(y.closed_on, y.ends) BETWEEN e.starts AND e.ends) "
			      "AND NOT EXISTS (SELECT 1 FROM figure WHERE school_year_id = y.id) "
			      "ORDER BY y.id",
			      false },
	[FIGURES_OPEN] = { "check.figures_open",
			   "SELECT min(f.id) FROM figure f LEFT JOIN school_year y "
			   "ON y.id = f.school_year_id WHERE y.closed_on IS NULL "
			   "GROUP BY f.school_year_id ORDER BY 1",
			   false },
	/* every student who was enrolled on the day that the figures are of, once */
	[FIGURE_STUDENTS] = { "check.figure_students",
			      "SELECT y.id FROM school_year y JOIN figure f "
			      "ON f.school_year_id = y.id WHERE y.closed_on IS NOT NULL "
			      "GROUP BY y.id HAVING " FIGURE(
				      "student", "enrolled") " <> "
							     "(SELECT count(*) FROM my_enrolment e "
							     "WHERE e.school_year_id = y.id "
							     "AND min(y.closed_on, y.ends) BETWEEN "
							     "e.starts AND e.ends) "
							     "ORDER BY y.id",
			      false },
	[FIGURE_ELSEWHERE] = { "check.figure_elsewhere",
			       "SELECT min(f.id) FROM figure f "
			       "GROUP BY f.school_year_id, f.class_id, f.mentor_id "
			       "HAVING min(f.count) < 0 OR " FIGURE(
				       "visit", "elsewhere") " > " FIGURE("visit",
									  "met") " ORDER BY 1",
			       false },
	[PLAN] = { "check.plan",
		   "SELECT p.id FROM my_plan p JOIN my_contact c ON c.id = p.contact_id "
		   "WHERE c.kind <> p.kind OR NOT EXISTS (SELECT 1 FROM my_contact_student "
		   "WHERE contact_id = c.id AND student_id = p.student_id) ORDER BY p.id",
		   false },
	[REFERRAL] = { "check.referral",
		       "SELECT r.id FROM my_referral r WHERE r.contact_id IS NOT NULL "
		       "AND NOT EXISTS (SELECT 1 FROM my_contact_student "
		       "WHERE contact_id = r.contact_id AND student_id = r.student_id) "
		       "ORDER BY r.id",
		       false },
	[PREFERENCE] = { "check.preference",
			 "SELECT p.id FROM my_preference p WHERE p.rank > 1 AND NOT EXISTS "
			 "(SELECT 1 FROM my_preference q WHERE q.school_year_id = "
			 "p.school_year_id AND q.student_id = p.student_id "
			 "AND q.rank = p.rank - 1 AND q.mentor_id IS NOT NULL) ORDER BY p.id",
			 false },
	[CHANGE_REQUEST] = { "check.change_request",
			     "SELECT r.id FROM my_change_request r WHERE r.from_id = r.to_id "
			     "OR (r.state = 'done' AND (r.to_says IS NOT 'yes' "
			     "OR (r.from_id IS NOT NULL AND r.from_says IS NOT 'yes'))) "
			     "OR (r.state = 'refused' AND r.to_says IS NOT 'no' "
			     "AND r.from_says IS NOT 'no') ORDER BY r.id",
			     false },
	/* '' is made when the file is next opened for writing */
	[SEARCH] = { "check.search",
		     "SELECT id FROM my_student WHERE search NOT IN ('', search_key(name, "
		     "reading)) ORDER BY id",
		     false },
	[SEARCH_MENTOR] = { "check.search_mentor",
			    "SELECT id FROM mentor WHERE search NOT IN ('', search_key(name, "
			    "reading)) ORDER BY id",
			    false },
	[OFFICE] = { "check.office",
		     "SELECT min(id) FROM account HAVING count(rev) > 0 "
		     "AND sum(role = 'office' AND NOT locked) = 0",
		     false },
};
const struct sql_table check_sql = SQL_TABLE(statements);

static const struct {
	const char *table, *says; /* N_() */
} checks[CHECKS] = {
	[ENROLMENTS] = { "enrolment",
			 N_("The student is in two classes at once; end one of the enrolments.") },
	[LEADS] = { "assignment",
		    N_("The student has two lead mentors at once; end one of them.") },
	[ENROLMENT_YEAR] = { "enrolment", N_("The days are outside the school year.") },
	[STAGE] = { "class", N_("The class has students in a year in which its stage has no such "
				"grade; move them into the right class.") },
	[CONTACT_APART] = { "contact_student",
			    N_("The student's line says another thing than the contact it "
			       "belongs to; save the contact anew.") },
	[CONTACT_ALONE] = { "contact", N_("The contact has no student; it counts for nobody.") },
	[CONTACT_YEAR] = { "contact", N_("The day is outside the school year.") },
	[OCCASION] = { "contact", N_("The key date is of another school year than the contact.") },
	[GUARDIAN] = { "contact", N_("The guardian is of a student whom the contact was not "
				     "with.") },
	[DELIVERY] = { "delivery", N_("What was handed over is no feedback.") },
	[DELIVERY_DAY] = { "delivery",
			   N_("The feedback was handed over before its school year began.") },
	[KEY_DATE_YEAR] = { "key_date", N_("The days are outside the school year.") },
	[TRAINING_YEAR] = { "training", N_("The day is outside the school year.") },
	[YEARS] = { "school_year", N_("The school year begins before the one before it ends.") },
	[FIGURES_MISSING] = { "school_year",
			      N_("The school year is closed, but has no figures; open it again "
				 "and close it.") },
	[FIGURES_OPEN] = { "figure", N_("The figures are of a school year that is not closed.") },
	[FIGURE_STUDENTS] = { "school_year",
			      N_("The closed year's figures count more or fewer students than "
				 "were enrolled; open it again and close it.") },
	[FIGURE_ELSEWHERE] = { "figure",
			       N_("The closed year's figures cannot be: more visits elsewhere "
				  "than visits, or less than nothing.") },
	[PLAN] = { "plan", N_("The record that closed the plan is of another kind, or not with "
			      "its student.") },
	[REFERRAL] = { "referral",
		       N_("The talk that it came from was not with the student who is referred.") },
	[PREFERENCE] = { "preference", N_("The choice before this one is missing; save the "
					  "student's choices anew.") },
	[CHANGE_REQUEST] = { "change_request",
			     N_("What became of the request for another mentor is not what the "
				"mentors said.") },
	[SEARCH] = { "student", N_("Finding goes by another name than the student has; save the "
				   "student anew.") },
	[SEARCH_MENTOR] = { "mentor", N_("Finding goes by another name than the mentor has; save "
					 "the mentor anew.") },
	[OFFICE] = { "account", N_("No account of the office is left that is not locked, so nobody "
				   "can change accounts.") },
};

static void add(struct rowset *out, const char *name, const char *table, int64_t row,
		const char *says)
{
	struct check_finding *f = rowset_add(out);

	f->id = (int64_t)out->count;
	f->name = name;
	f->table = arena_text(&out->arena, table);
	f->row = row;
	f->says = arena_text(&out->arena, says);
}

struct looking {
	struct rowset *out;
	bool damaged;
};

static void add_fault(void *arg, const struct check_fault *fault)
{
	struct looking *looking = arg;
	struct rowset *out = looking->out;

	looking->damaged |= stop_is_damage(fault);

	if (!fault->reference)
		add(out, "integrity", fault->table, fault->id, fault->says);
	else
		add(out, "reference", fault->table, fault->id,
		    arena_printf(&out->arena, _("The row names one of %s that is not there."),
				 fault->says));
}

static void add_difference(void *arg, const struct check_fault *fault)
{
	static const struct choice words[] = {
		{ "changed",
		  N_("The row is not what the audit last said of it: another program or "
		     "the disk changed it."),
		  NULL },
		{ "unknown", N_("The audit does not know the row: another program added it."),
		  NULL },
		{ "gone", N_("The row is gone, and the audit does not say who removed it."), NULL },
		{ 0 },
	};

	for (const struct choice *w = words; w->code; w++)
		if (!strcmp(w->code, fault->says))
			add(arg, "audit", fault->table, fault->id, _(w->label));
}

static bool run_one(struct session *s, int check, struct rowset *out, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[check], NULL, e))
		return false;
	while (cursor_next(&c))
		add(out, statements[check].name + strlen("check."), checks[check].table,
		    cursor_int(&c, 0), _(checks[check].says));
	return cursor_close(&c);
}

bool check_run(struct session *s, struct rowset *out, bool *lifted, struct err *e)
{
	struct looking looking = { .out = out };

	rowset_init(out, check_fields, sizeof(struct check_finding));
	if (!(s->access->may & MAY_RUN_YEAR))
		return err_set(e, ERR_DENIED, "%s", session_denial(s));
	if (!db_check(s->db, add_fault, &looking, e))
		return false;
	if (lifted)
		*lifted = !looking.damaged && stop_is_set(db_path(s->db));
	if (!stop_settle(s->db, looking.damaged, e) ||
	    !db_audit_compare(s->db, add_difference, out, e))
		return false;
	for (int i = 0; i < CHECKS; i++) {
		/* another program's keys are made anew by who may write */
		if (s->keys_stale && (i == SEARCH || i == SEARCH_MENTOR))
			continue;
		if (!run_one(s, i, out, e))
			return false;
	}
	return true;
}
