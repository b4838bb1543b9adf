/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read: one statement a table. */
#include "model/everything.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ident.h"
#include "everything_private.h"
#include "model/absence.h"
#include "model/assignment.h"
#include "model/audit.h"
#include "model/belonging.h"
#include "model/change_request.h"
#include "model/condition.h"
#include "model/consent.h"
#include "model/contact.h"
#include "model/exemption.h"
#include "model/plan.h"
#include "model/statements.h"
#include "model/student.h"

enum {
	STUDENT,
	ENROLMENTS,
	GUARDIANS,
	ASSIGNMENTS,
	CONTACTS,
	PLANS,
	BRIGHT_SPOTS,
	REFERRALS,
	EXEMPTIONS,
	CONSENTS,
	ABSENCES,
	CONDITIONS,
	BELONGINGS,
	PREFERENCES,
	MENTOR_PREFERENCES,
	MATCHED,
	CHANGE_REQUESTS,
	GRANTS,
	AUDIT,
	TABLES,
};

const char *const everything_tables[] = {
	"student",    "enrolment",      "guardian",     "assignment", "contact_student",
	"plan",       "bright_spot",    "referral",     "exemption",  "consent",
	"absence",    "condition",      "belonging",    "preference", "mentor_preference",
	"match_pair", "change_request", "access_grant", "audit",      NULL
};

#define DELIVERED(to)                                                                              \
	"(SELECT d.date FROM my_delivery d WHERE d.contact_id = c.id AND d.party = '" to "')"

static const struct sql statements[] = {
	[STUDENT] = { "everything.student",
		      "SELECT student_no, name, reading, sex, birth_date, address, missing_since "
		      "FROM my_student WHERE id = :student",
		      false },
	[ENROLMENTS] = { "everything.enrolments",
			 "SELECT e.school_year_id, c.stage, c.entry_year, c.number, e.seat, "
			 "e.starts, nullif(e.ends, '9999-12-31'), e.reason FROM my_enrolment e "
			 "JOIN class c ON c.id = e.class_id WHERE e.student_id = :student "
			 "ORDER BY e.starts, e.id",
			 false },
	[GUARDIANS] = { "everything.guardians",
			"SELECT name, relation, phone FROM my_guardian "
			"WHERE student_id = :student ORDER BY id",
			false },
	[ASSIGNMENTS] = { "everything.assignments",
			  "SELECT m.name, a.role, a.starts, nullif(a.ends, '9999-12-31'), a.reason "
			  "FROM my_assignment a JOIN mentor m ON m.id = a.mentor_id "
			  "WHERE a.student_id = :student ORDER BY a.starts, a.id",
			  false },
	[CONTACTS] = { "everything.contacts",
		       "SELECT c.date, c.kind, m.name, (SELECT count(o.rev) - 1 "
		       "FROM my_contact_student o WHERE o.contact_id = c.id), k.name, c.mode, "
		       "c.place, c.topics, g.name, c.summary, c.bright_spots, c.advice, c.reason, "
		       "c.sensitive, " DELIVERED("student") ", " DELIVERED(
			       "guardians") ", nullif(c.withdrawn, 0), c.created_at "
					    "FROM my_contact_student cs JOIN my_contact c "
					    "ON c.id = cs.contact_id JOIN mentor m "
					    "ON m.id = c.mentor_id LEFT JOIN key_date k "
					    "ON k.id = c.key_date_id LEFT JOIN my_guardian g "
					    "ON g.id = c.guardian_id "
					    "WHERE cs.student_id = :student "
					    "ORDER BY c.date, c.id",
		       false },
	[PLANS] = { "everything.plans",
		    "SELECT p.date, p.time, p.kind, m.name, p.place, p.note, p.made_on, "
		    "p.contact_id IS NOT NULL FROM my_plan p JOIN mentor m ON m.id = p.mentor_id "
		    "WHERE p.student_id = :student ORDER BY p.date, p.id",
		    false },
	[BRIGHT_SPOTS] = { "everything.bright_spots",
			   "SELECT b.date, b.text, m.name, b.created_at FROM my_bright_spot b "
			   "LEFT JOIN mentor m ON m.id = b.mentor_id "
			   "WHERE b.student_id = :student ORDER BY b.date, b.id",
			   false },
	[REFERRALS] = { "everything.referrals",
			"SELECT r.date, d.name, m.name, r.due, r.notes, r.closed_on, r.outcome, "
			"r.sensitive FROM my_referral r JOIN department d "
			"ON d.id = r.department_id JOIN mentor m ON m.id = r.mentor_id "
			"WHERE r.student_id = :student ORDER BY r.date, r.id",
			false },
	[EXEMPTIONS] = { "everything.exemptions",
			 "SELECT what, starts, ends, reason, approver FROM my_exemption "
			 "WHERE student_id = :student ORDER BY starts, id",
			 false },
	[CONSENTS] = { "everything.consents",
		       "SELECT given_by, covers, given_on, withdrawn_on, note FROM my_consent "
		       "WHERE student_id = :student ORDER BY given_on, id",
		       false },
	[ABSENCES] = { "everything.absences",
		       "SELECT starts, ends, reason, measures FROM my_absence "
		       "WHERE student_id = :student ORDER BY starts, id",
		       false },
	/* the other student is not named: this is for one's guardians */
	[CONDITIONS] = { "everything.conditions",
			 "SELECT k.school_year_id, k.kind, m.name, k.other_id IS NOT NULL, "
			 "k.number, nullif(k.weight, 0), k.note FROM my_condition k "
			 "LEFT JOIN mentor m ON m.id = k.mentor_id "
			 "WHERE k.student_id = :student OR k.other_id = :student "
			 "ORDER BY k.school_year_id, k.id",
			 false },
	[BELONGINGS] = { "everything.belongings",
			 "SELECT kind, name FROM my_belonging WHERE student_id = :student "
			 "AND rev > 0 ORDER BY id",
			 false },
	[PREFERENCES] = { "everything.preferences",
			  "SELECT p.school_year_id, p.rank, m.name, p.answered_on "
			  "FROM my_preference p LEFT JOIN mentor m ON m.id = p.mentor_id "
			  "WHERE p.student_id = :student ORDER BY p.school_year_id, p.rank",
			  false },
	[MENTOR_PREFERENCES] = { "everything.mentor_preferences",
				 "SELECT q.school_year_id, m.name, coalesce(q.place, 0) "
				 "FROM my_mentor_preference q JOIN mentor m ON m.id = q.mentor_id "
				 "WHERE q.student_id = :student ORDER BY q.school_year_id, q.id",
				 false },
	[MATCHED] = { "everything.matched",
		      "SELECT p.run_id, m.name, nullif(p.rank, 0), nullif(p.lot, 0), "
		      "nullif(p.by_hand, 0) FROM my_match_pair p LEFT JOIN mentor m "
		      "ON m.id = p.mentor_id WHERE p.student_id = :student ORDER BY p.run_id",
		      false },
	[CHANGE_REQUESTS] = { "everything.change_requests",
			      "SELECT r.who, f.name, t.name, r.asked_on, r.reason, r.to_says, "
			      "r.to_on, r.from_says, r.from_on, r.state, r.closed_on "
			      "FROM my_change_request r JOIN mentor t ON t.id = r.to_id "
			      "LEFT JOIN mentor f ON f.id = r.from_id "
			      "WHERE r.student_id = :student ORDER BY r.asked_on, r.id",
			      false },
	[GRANTS] = { "everything.grants",
		     "SELECT (SELECT login FROM my_login WHERE id = g.account_id), g.starts, "
		     "g.ends, g.reason, g.approver, "
		     "nullif(g.emergency, 0), nullif(g.sensitive, 0) FROM my_access_grant g "
		     "JOIN my_student s ON s.id = g.student_id AND s.rev > 0 WHERE g.student_id = "
		     ":student "
		     "ORDER BY g.starts, g.id",
		     false },
	[AUDIT] = { "everything.audit",
		    "SELECT a.at, a.login, a.role, a.action, a.name FROM my_audit a "
		    "JOIN my_student s ON s.id = a.student_id AND s.rev > 0 WHERE a.student_id = "
		    ":student "
		    "ORDER BY a.id",
		    false },
};
const struct sql_table everything_sql = SQL_TABLE(statements);

static const struct choice stages[] = {
	{ "primary", N_("primary school"), NULL },
	{ "junior", N_("junior high school"), NULL },
	{ "senior", N_("senior high school"), NULL },
	{ "vocational", N_("vocational school"), NULL },
	{ 0 },
};
static const struct choice no_yes[] = { { "0", N_("no"), NULL }, { "1", N_("yes"), NULL }, { 0 } };
static const struct choice sensitivities[] = {
	{ "psychological", N_("psychological"), NULL },
	{ "family", N_("family circumstances"), NULL },
	{ 0 },
};
static const struct choice actions[] = {
	{ "insert", N_("added"), NULL },
	{ "update", N_("changed"), NULL },
	{ "delete", N_("removed"), NULL },
	{ "read", N_("read"), NULL },
	{ "export", N_("exported"), NULL },
	{ "reveal", N_("number shown"), NULL },
	{ "purge", N_("purged"), NULL },
	{ "refuse", N_("refused"), NULL },
	{ 0 },
};

#define COLUMN(name, label)                                                                        \
	{                                                                                          \
		(name), (label), NULL                                                              \
	}
#define CHOSEN(name, label, of_choices)                                                            \
	{                                                                                          \
		(name), (label), (of_choices)                                                      \
	}

const struct everything_table everything_shapes[] = {
	{ N_("Student"),
	  STUDENT,
	  { COLUMN("student_no", N_("Student no.")), COLUMN("name", N_("Name")),
	    COLUMN("reading", N_("Pinyin")), CHOSEN("sex", N_("Sex"), sexes),
	    COLUMN("birth_date", N_("Born")), COLUMN("address", N_("Address")),
	    COLUMN("missing_since", N_("Missing since")) } },
	{ N_("Classes"),
	  ENROLMENTS,
	  { COLUMN("school_year", N_("School year")), CHOSEN("stage", N_("Stage"), stages),
	    COLUMN("entry_year", N_("Entered in")), COLUMN("number", N_("Class")),
	    COLUMN("seat", N_("Seat")), COLUMN("starts", N_("First day")),
	    COLUMN("ends", N_("Last day")), COLUMN("reason", N_("Reason")) } },
	{ N_("Guardians"),
	  GUARDIANS,
	  { COLUMN("name", N_("Name")), COLUMN("relation", N_("Relation")),
	    COLUMN("phone", N_("Phone")) } },
	{ N_("Mentors"),
	  ASSIGNMENTS,
	  { COLUMN("mentor", N_("Mentor")), CHOSEN("role", N_("Role"), assignment_roles),
	    COLUMN("starts", N_("First day")), COLUMN("ends", N_("Last day")),
	    COLUMN("reason", N_("Reason")) } },
	{ N_("Contacts"),
	  CONTACTS,
	  { COLUMN("date", N_("Date")), CHOSEN("kind", N_("Kind"), contact_kinds),
	    COLUMN("mentor", N_("Mentor")), COLUMN("others", N_("Other students")),
	    COLUMN("key_date", N_("Occasion")), CHOSEN("mode", N_("Mode"), contact_modes),
	    COLUMN("place", N_("Place")), CHOSEN("topics", N_("Topics"), contact_topics),
	    COLUMN("guardian", N_("Guardian")), COLUMN("summary", N_("Note")),
	    COLUMN("bright_spots", N_("Bright spots")), COLUMN("advice", N_("Advice")),
	    COLUMN("reason", N_("Reason")), CHOSEN("sensitive", N_("Sensitive"), sensitivities),
	    COLUMN("to_student", N_("To the student")),
	    COLUMN("to_guardians", N_("To the guardians")),
	    CHOSEN("withdrawn", N_("Withdrawn"), no_yes), COLUMN("created_at", N_("Recorded")) } },
	{ N_("Plans"),
	  PLANS,
	  { COLUMN("date", N_("Date")), COLUMN("time", N_("Time")),
	    CHOSEN("kind", N_("Kind"), plan_kinds), COLUMN("mentor", N_("Mentor")),
	    COLUMN("place", N_("Place")), COLUMN("note", N_("Note")),
	    COLUMN("made_on", N_("Made on")), CHOSEN("kept", N_("Kept"), no_yes) } },
	{ N_("Bright spots"),
	  BRIGHT_SPOTS,
	  { COLUMN("date", N_("Date")), COLUMN("text", N_("Bright spot")),
	    COLUMN("mentor", N_("Seen by")), COLUMN("created_at", N_("Recorded")) } },
	{ N_("Referrals"),
	  REFERRALS,
	  { COLUMN("date", N_("Date")), COLUMN("department", N_("Department")),
	    COLUMN("mentor", N_("Mentor")), COLUMN("due", N_("Due")), COLUMN("notes", N_("Note")),
	    COLUMN("closed_on", N_("Closed on")), COLUMN("outcome", N_("Outcome")),
	    CHOSEN("sensitive", N_("Sensitive"), sensitivities) } },
	{ N_("Exemptions"),
	  EXEMPTIONS,
	  { CHOSEN("what", N_("Exempt from"), exemption_kinds), COLUMN("starts", N_("First day")),
	    COLUMN("ends", N_("Last day")), COLUMN("reason", N_("Reason")),
	    COLUMN("approver", N_("Approved by")) } },
	{ N_("Consents"),
	  CONSENTS,
	  { COLUMN("given_by", N_("Given by")), CHOSEN("covers", N_("Covers"), consent_covers),
	    COLUMN("given_on", N_("Given on")), COLUMN("withdrawn_on", N_("Taken back on")),
	    COLUMN("note", N_("Note")) } },
	{ N_("Absences"),
	  ABSENCES,
	  { COLUMN("starts", N_("First day")), COLUMN("ends", N_("Last day")),
	    CHOSEN("reason", N_("Reason"), absence_reasons),
	    COLUMN("measures", N_("Care and effect")) } },
	{ N_("Conditions of matching"),
	  CONDITIONS,
	  { COLUMN("school_year", N_("School year")),
	    CHOSEN("kind", N_("Condition"), condition_kinds), COLUMN("mentor", N_("Mentor")),
	    CHOSEN("other", N_("Another student"), no_yes), COLUMN("number", N_("Number")),
	    COLUMN("weight", N_("Weight")), COLUMN("note", N_("Note")) } },
	{ N_("Belongs to"),
	  BELONGINGS,
	  { CHOSEN("kind", N_("Kind"), belonging_kinds), COLUMN("name", N_("Called")) } },
	{ N_("Choices of a mentor"),
	  PREFERENCES,
	  { COLUMN("school_year", N_("School year")), COLUMN("rank", N_("Choice")),
	    COLUMN("mentor", N_("Mentor")), COLUMN("answered_on", N_("Answered on")) } },
	{ N_("Mentors' wishes"),
	  MENTOR_PREFERENCES,
	  { COLUMN("school_year", N_("School year")), COLUMN("mentor", N_("Mentor")),
	    COLUMN("place", N_("Place (0: not wanted)")) } },
	{ N_("Matchings"),
	  MATCHED,
	  { COLUMN("run", N_("Run")), COLUMN("mentor", N_("Mentor")),
	    COLUMN("choice", N_("Choice")), COLUMN("lot", N_("Lot")),
	    CHOSEN("by_hand", N_("By hand"), no_yes) } },
	{ N_("Requests for another mentor"),
	  CHANGE_REQUESTS,
	  { COLUMN("who", N_("Student")), COLUMN("from", N_("Present mentor")),
	    COLUMN("to", N_("Asks for")), COLUMN("asked_on", N_("Asked on")),
	    COLUMN("reason", N_("Reason")),
	    CHOSEN("to_says", N_("New mentor says"), change_request_answers),
	    COLUMN("to_on", N_("said on")),
	    CHOSEN("from_says", N_("Present mentor says"), change_request_answers),
	    COLUMN("from_on", N_("said on")), CHOSEN("state", N_("State"), change_request_states),
	    COLUMN("closed_on", N_("Ended on")) } },
	{ N_("Access granted"),
	  GRANTS,
	  { COLUMN("login", N_("Account")), COLUMN("starts", N_("First day")),
	    COLUMN("ends", N_("Last day")), COLUMN("reason", N_("Reason")),
	    COLUMN("approver", N_("Approved by")), CHOSEN("emergency", N_("Emergency"), no_yes),
	    CHOSEN("sensitive", N_("Sensitive"), no_yes) } },
	{ N_("Who looked or changed"),
	  AUDIT,
	  { COLUMN("at", N_("When (UTC)")), COLUMN("login", N_("Account")),
	    COLUMN("role", N_("Role")), CHOSEN("action", N_("What"), actions),
	    COLUMN("of", N_("Of")) } },
};

/* ---------------------------------------------------------------- reading */

static size_t columns_of(const struct everything_table *t)
{
	size_t count = 0;

	while (t->columns[count].name)
		count++;
	return count;
}

static bool read_table(struct session *s, int64_t student_id, int which, struct everything *x,
		       struct err *e)
{
	const struct everything_table *t = &everything_shapes[which];
	struct everything_rows *rows = &x->sections[which];
	struct cursor c;

	rows->columns = columns_of(t);
	if (!cursor_open(&c, s->db, &statements[t->statement], WITH(INT("student", student_id)), e))
		return false;
	while (cursor_next(&c)) {
		rows->cells = mem_grow(rows->cells,
				       (rows->count + 1) * rows->columns * sizeof *rows->cells);
		for (size_t i = 0; i < rows->columns; i++)
			rows->cells[rows->count * rows->columns + i] =
				arena_text(&x->arena, cursor_text(&c, (int)i));
		rows->count++;
	}
	return cursor_close(&c);
}

/* A national number is masked in every export; the roster has it. */
static bool name_student(struct everything *x, struct err *e)
{
	struct everything_rows *student = &x->sections[STUDENT];
	struct buf masked = { 0 };

	if (!student->count)
		return err_set(e, ERR_NOT_FOUND, "%s", _("There is no such student."));
	ident_mask(&masked, student->cells[0]);
	student->cells[0] = arena_text(&x->arena, buf_str(&masked));
	buf_release(&masked);
	x->student_no = student->cells[0];
	x->name = student->cells[1];
	return true;
}

bool everything_load(struct session *s, int64_t student_id, struct everything *out, struct err *e)
{
	bool ok;

	*out = (struct everything){ .day = s->today_iso, .login = s->login, .school = s->school };
	out->sections = arena_alloc(&out->arena, TABLES * sizeof *out->sections);
	memset(out->sections, 0, TABLES * sizeof *out->sections);
	/* the student first, so that nothing is on record of somebody out of sight */
	if (!read_table(s, student_id, STUDENT, out, e) || !name_student(out, e) ||
	    !audit_export(s, "everything", student_id, 1, "", e) || !db_read_begin(s->db, e))
		return false;
	ok = true;
	for (int i = STUDENT + 1; ok && i < TABLES; i++)
		ok = read_table(s, student_id, i, out, e);
	db_read_end(s->db);
	return ok;
}

void everything_release(struct everything *x)
{
	for (int i = 0; x->sections && i < TABLES; i++)
		free(x->sections[i].cells);
	arena_release(&x->arena);
	*x = (struct everything){ 0 };
}
