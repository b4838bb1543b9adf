/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to the records of one student. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/audit.h"
#include "db/digest.h"
#include "db/door.h"
#include "db/journal.h"
#include "model/audit.h"
#include "model/statements.h"
#include "purge_private.h"

const struct guard_rule purge_rules[] = {
	{ "purged", GUARD_READ | GUARD_INSERT },
	{ "consent", GUARD_DELETE },
	{ "access_grant", GUARD_UPDATE | GUARD_DELETE },
	{ "assignment", GUARD_DELETE },
	{ "referral", GUARD_DELETE },
	{ "change_request", GUARD_DELETE },
	{ "contact", GUARD_DELETE },
	{ "student", GUARD_DELETE },
	{ NULL, 0 },
};

/* In the order in which they are run. */
enum {
	/* texts */
	CONTACT_TEXTS,
	REFERRAL_TEXTS,
	BRIGHT_SPOTS,
	PLAN_TEXTS,
	EXEMPTION_TEXTS,
	ABSENCES,
	CONDITIONS,
	CHANGE_REQUESTS,
	/* the rest: who it was */
	NAME_IN_CONTACTS,
	TOPICS,
	GUARDIANS,
	OPEN_PLANS,
	CONSENTS,
	BELONGINGS,
	PREFERENCES,
	MENTOR_PREFERENCES,
	GRANTS,
	ASSIGNMENTS,
	ENROLMENTS,
	REFERRALS,
	STUDENT,
	/* what is deleted, where that is the way */
	DELETE_DELIVERIES,
	DELETE_PLANS,
	DELETE_REFERRALS,
	DELETE_LINKS,
	DELETE_EXEMPTIONS,
	DELETE_MATCHED,
	DELETE_ASSIGNMENTS,
	DELETE_ENROLMENTS,
	DELETE_GRANTS,
	DELETE_STUDENT,
	/* beside the order */
	REMEMBER,
	ALL_DUE,
	NAMED,
	BACK,
	NUMBER,
	CONTACTS,
	OF_TWO,
	UNLINK,
	DELETE_CONTACT,
};

/* Two parts, each of which has an index of its own. Naming rev lets the guard see which columns of
 * a contact are read. */
#define OF_STUDENT                                                                                 \
	"(SELECT contact_id FROM my_contact_student WHERE student_id = :student "                  \
	"AND withdrawn = 0 UNION ALL SELECT contact_id FROM my_contact_student "                   \
	"WHERE student_id = :student AND withdrawn = 1)"
#define OTHERS_NOT_DUE                                                                             \
	"EXISTS (SELECT 1 FROM my_contact_student o WHERE o.contact_id = c.id "                    \
	"AND o.student_id <> :student AND " SQL_LEFT_ON("o.student_id") " >= :before)"
#define NAMESAKE                                                                                   \
	"EXISTS (SELECT 1 FROM my_contact_student o JOIN my_student m ON m.id = o.student_id "     \
	"WHERE o.contact_id = c.id AND o.student_id <> :student AND m.name = :name)"
#define REPLACE   "(SELECT replace(k."
#define BY_NOBODY ", :name, :nobody) FROM my_contact k WHERE k.id = contact.id)"
#define ALONE                                                                                      \
	"NOT EXISTS (SELECT 1 FROM my_contact_student o WHERE o.contact_id = c.id "                \
	"AND o.student_id <> :student)"

static const struct sql statements[] = {
	[CONTACT_TEXTS] = { "purge.contact_texts",
			    "UPDATE contact SET place = NULL, summary = NULL, bright_spots = NULL, "
			    "advice = NULL, reason = NULL, rev = rev + 1 WHERE id IN "
			    "(SELECT c.id FROM my_contact c WHERE c.rev > 0 AND c.id IN " OF_STUDENT
			    " AND " SQL_HAS_TEXT " AND NOT " OTHERS_NOT_DUE ")",
			    true },
	[REFERRAL_TEXTS] = { "purge.referral_texts",
			     "UPDATE referral SET notes = NULL, outcome = (SELECT "
			     "iif(r.closed_on IS NULL, NULL, '-') FROM my_referral r "
			     "WHERE r.id = referral.id), rev = rev + 1 WHERE id IN "
			     "(SELECT r.id FROM my_referral r WHERE r.student_id = :student AND "
			     "(r.notes IS NOT NULL OR coalesce(r.outcome, '-') <> '-'))",
			     true },
	[BRIGHT_SPOTS] = { "purge.bright_spots",
			   "DELETE FROM bright_spot WHERE student_id = :student", true },
	[PLAN_TEXTS] = { "purge.plan_texts",
			 "UPDATE plan SET place = NULL, note = NULL, rev = rev + 1 WHERE id IN "
			 "(SELECT p.id FROM my_plan p WHERE p.student_id = :student "
			 "AND (p.place IS NOT NULL OR p.note IS NOT NULL))",
			 true },
	[EXEMPTION_TEXTS] = { "purge.exemption_texts",
			      "UPDATE exemption SET reason = '-', rev = rev + 1 WHERE id IN "
			      "(SELECT x.id FROM my_exemption x WHERE x.student_id = :student "
			      "AND x.reason <> '-')",
			      true },
	[ABSENCES] = { "purge.absences", "DELETE FROM absence WHERE student_id = :student", true },
	[CONDITIONS] = { "purge.conditions",
			 "DELETE FROM condition WHERE student_id = :student OR other_id = :student",
			 true },
	[CHANGE_REQUESTS] = { "purge.change_requests",
			      "DELETE FROM change_request WHERE student_id = :student", true },
	[NAME_IN_CONTACTS] = { "purge.name_in_contacts",
			       "UPDATE contact SET summary = " REPLACE "summary" BY_NOBODY
			       ", bright_spots = " REPLACE "bright_spots" BY_NOBODY
			       ", advice = " REPLACE "advice" BY_NOBODY ", place = " REPLACE
			       "place" BY_NOBODY ", reason = " REPLACE "reason" BY_NOBODY
			       ", rev = rev + 1 WHERE id IN (SELECT c.id FROM my_contact c "
			       "WHERE c.id IN " OF_STUDENT " AND " SQL_HAS_TEXT " AND NOT " NAMESAKE
			       ")",
			       true },
	[TOPICS] = { "purge.topics",
		     "UPDATE contact SET topics = NULL, sensitive = NULL, rev = rev + 1 WHERE id "
		     "IN (SELECT c.id FROM my_contact c WHERE c.rev > 0 AND c.id IN " OF_STUDENT
		     " AND (c.topics IS NOT NULL OR c.sensitive IS NOT NULL) AND "
		     "NOT " OTHERS_NOT_DUE ")",
		     true },
	[GUARDIANS] = { "purge.guardians", "DELETE FROM guardian WHERE student_id = :student",
			true },
	[OPEN_PLANS] = { "purge.open_plans",
			 "DELETE FROM plan WHERE student_id = :student AND contact_id IS NULL",
			 true },
	[CONSENTS] = { "purge.consents", "DELETE FROM consent WHERE student_id = :student", true },
	[BELONGINGS] = { "purge.belongings", "DELETE FROM belonging WHERE student_id = :student",
			 true },
	[PREFERENCES] = { "purge.preferences", "DELETE FROM preference WHERE student_id = :student",
			  true },
	[MENTOR_PREFERENCES] = { "purge.mentor_preferences",
				 "DELETE FROM mentor_preference WHERE student_id = :student",
				 true },
	[GRANTS] = { "purge.grants",
		     "UPDATE access_grant SET reason = '-', rev = rev + 1 "
		     "WHERE student_id = :student",
		     true },
	[ASSIGNMENTS] = { "purge.assignments",
			  "UPDATE assignment SET reason = NULL, rev = rev + 1 "
			  "WHERE student_id = :student",
			  true },
	[ENROLMENTS] = { "purge.enrolments",
			 "UPDATE enrolment SET seat = NULL, reason = NULL, rev = rev + 1 "
			 "WHERE student_id = :student",
			 true },
	[REFERRALS] = { "purge.referrals",
			"UPDATE referral SET sensitive = NULL, rev = rev + 1 "
			"WHERE student_id = :student",
			true },
	[STUDENT] = { "purge.student",
		      "UPDATE student SET student_no = 'purged-' || id, name = :gone, "
		      "reading = NULL, search = search_key(:gone, NULL), sex = NULL, "
		      "birth_date = NULL, address = NULL, missing_since = NULL, rev = rev + 1 "
		      "WHERE id = :student",
		      true },
	[DELETE_DELIVERIES] = { "purge.delete_deliveries",
				"DELETE FROM delivery WHERE contact_id IN (SELECT c.id FROM "
				"my_contact c WHERE c.rev > 0 AND c.id IN " OF_STUDENT " AND " ALONE
				")",
				true },
	[DELETE_PLANS] = { "purge.delete_plans", "DELETE FROM plan WHERE student_id = :student",
			   true },
	[DELETE_REFERRALS] = { "purge.delete_referrals",
			       "DELETE FROM referral WHERE student_id = :student", true },
	[DELETE_LINKS] = { "purge.delete_links",
			   "DELETE FROM contact_student WHERE student_id = :student", true },
	[DELETE_EXEMPTIONS] = { "purge.delete_exemptions",
				"DELETE FROM exemption WHERE student_id = :student", true },
	[DELETE_MATCHED] = { "purge.delete_matched",
			     "DELETE FROM match_pair WHERE student_id = :student", true },
	[DELETE_ASSIGNMENTS] = { "purge.delete_assignments",
				 "DELETE FROM assignment WHERE student_id = :student", true },
	[DELETE_ENROLMENTS] = { "purge.delete_enrolments",
				"DELETE FROM enrolment WHERE student_id = :student", true },
	[DELETE_GRANTS] = { "purge.delete_grants",
			    "DELETE FROM access_grant WHERE student_id = :student", true },
	[DELETE_STUDENT] = { "purge.delete_student", "DELETE FROM student WHERE id = :student",
			     true },
	[REMEMBER] = { "purge.remember",
		       "INSERT INTO purged (student_id, pass, way, salt, digest, at, login) VALUES "
		       "(:student, :pass, :way, :salt, :digest, "
		       "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), :login)",
		       true },
	/* contacts whose texts go, and those in which the name may stand */
	[ALL_DUE] = { "purge.all_due",
		      "SELECT c.id FROM my_contact c WHERE c.rev > 0 AND c.id IN " OF_STUDENT
		      " AND NOT " OTHERS_NOT_DUE,
		      false },
	[NAMED] = { "purge.named",
		    "SELECT c.id FROM my_contact c WHERE c.rev > 0 AND c.id IN " OF_STUDENT
		    " AND NOT " NAMESAKE,
		    false },
	[BACK] = { "purge.back",
		   "SELECT coalesce(max(e.ends) >= :before, 0) FROM my_enrolment e "
		   "WHERE e.student_id = :student AND e.starts <= e.ends",
		   false },
	[NUMBER] = { "purge.number", "SELECT student_no, name FROM my_student WHERE id = :student",
		     false },
	[CONTACTS] = { "purge.contacts",
		       "SELECT c.id FROM my_contact c WHERE c.rev > 0 AND c.id IN " OF_STUDENT
		       " AND " ALONE,
		       false },
	/* conditions that named the student as the other one, also those that are gone */
	[OF_TWO] = { "purge.of_two",
		     "SELECT DISTINCT row_id FROM my_audit WHERE name = 'condition' AND rev > 0 "
		     "AND :student IN (old ->> 'other_id', new ->> 'other_id')",
		     false },
	[UNLINK] = { "purge.unlink", "UPDATE referral SET contact_id = NULL WHERE contact_id = :id",
		     true },
	[DELETE_CONTACT] = { "purge.delete_contact", "DELETE FROM contact WHERE id = :id", true },
};
const struct sql_table purge_one_sql = SQL_TABLE(statements);

struct work {
	struct session *s;
	const struct purge *p;
	const char *name;
	char salt[DIGEST_SALT], digest[DIGEST_TEXT];
	int64_t *rows; /* that were found last */
	size_t count;
	struct arena arena;
};

/* A single character stands for too much else. */
static bool has_word(const struct work *w)
{
	return strlen(w->name) >= 4;
}

static bool run(struct work *w, int from, int to, struct err *e)
{
	const struct purge *p = w->p;

	for (int i = from; i <= to; i++) {
		if (i == NAME_IN_CONTACTS && !has_word(w))
			continue;
		if (!db_run(w->s->db, &statements[i],
			    WITH(INT("student", p->student_id), TEXT("before", p->before),
				 TEXT("name", w->name), TEXT("nobody", _("somebody")),
				 TEXT("gone", _("(purged)")),
				 TEXT("pass", p->rest ? "rest" : "texts"),
				 TEXT("way", p->delete ? "delete" : "anonymise"),
				 TEXT("salt", w->salt), TEXT("digest", w->digest),
				 TEXT("login", w->s->login)),
			    NULL, e))
			return false;
	}
	return true;
}

static bool read_number(struct work *w, struct err *e)
{
	struct cursor c;
	bool found;

	if (!cursor_open(&c, w->s->db, &statements[NUMBER], WITH(INT("student", w->p->student_id)),
			 e))
		return false;
	found = cursor_next(&c);
	if (found) {
		digest_salt(w->salt);
		digest_text(w->salt, cursor_text(&c, 0), w->digest);
		w->name = arena_text(&w->arena, cursor_text(&c, 1));
	}
	return cursor_close(&c) &&
	       (found || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such student.")));
}

static bool find_rows(struct work *w, int which, struct err *e)
{
	struct cursor c;

	w->count = 0;
	if (!cursor_open(&c, w->s->db, &statements[which],
			 WITH(INT("student", w->p->student_id), TEXT("before", w->p->before),
			      TEXT("name", w->name)),
			 e))
		return false;
	while (cursor_next(&c)) {
		w->rows = mem_grow(w->rows, (w->count + 1) * sizeof *w->rows);
		w->rows[w->count++] = cursor_int(&c, 0);
	}
	return cursor_close(&c);
}

/* What the audit keeps of these rows of a table; `word` as db_audit_erase_row has it. */
static bool erase_rows(struct work *w, int which, const char *table, const char *word,
		       struct err *e)
{
	if (!find_rows(w, which, e))
		return false;
	for (size_t i = 0; i < w->count; i++)
		if (!db_audit_erase_row(w->s->db, table, w->rows[i], word, e))
			return false;
	return true;
}

static bool erase_texts(struct work *w, struct err *e)
{
	static const char *const tables[] = { "referral", "plan",      "bright_spot",   "exemption",
					      "absence",  "condition", "change_request" };

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (!db_audit_erase_table(w->s->db, tables[i], w->p->student_id, e))
			return false;
	return true;
}

static bool delete_contacts(struct work *w, struct err *e)
{
	for (size_t i = 0; i < w->count; i++)
		if (!db_run(w->s->db, &statements[UNLINK], WITH(INT("id", w->rows[i])), NULL, e) ||
		    !db_run(w->s->db, &statements[DELETE_CONTACT], WITH(INT("id", w->rows[i])),
			    NULL, e))
			return false;
	return true;
}

/* Made nobody's first, so that what the audit keeps of a deletion names nobody. The contacts are
 * found before the links go by which they are. */
static bool take_rest(struct work *w, struct err *e)
{
	if (!run(w, NAME_IN_CONTACTS, STUDENT, e) || !erase_rows(w, ALL_DUE, "contact", NULL, e) ||
	    (has_word(w) && !erase_rows(w, NAMED, "contact", w->name, e)))
		return false;
	return !w->p->delete ||
	       (find_rows(w, CONTACTS, e) && run(w, DELETE_DELIVERIES, DELETE_LINKS, e) &&
		delete_contacts(w, e) && run(w, DELETE_EXEMPTIONS, DELETE_STUDENT, e));
}

static bool take(struct work *w, struct err *e)
{
	const struct audit_entry entry = { .action = "purge",
					   .name = "student",
					   .row_id = w->p->student_id,
					   .student_id = w->p->student_id,
					   .reason = !w->p->rest    ? "texts"
						     : w->p->delete ? "delete"
								    : "anonymise" };

	/* what the audit holds of the contacts goes with their text, the student's own at the end
	 */
	return read_number(w, e) && run(w, CONTACT_TEXTS, CHANGE_REQUESTS, e) &&
	       erase_rows(w, OF_TWO, "condition", NULL, e) &&
	       erase_rows(w, ALL_DUE, "contact", NULL, e) && (!w->p->rest || take_rest(w, e)) &&
	       (w->p->rest ? db_audit_erase(w->s->db, w->p->student_id, e) : erase_texts(w, e)) &&
	       (w->p->again || run(w, REMEMBER, REMEMBER, e)) && audit_write(w->s, &entry, e);
}

/* Whoever waited for their turn may have come back. */
static bool is_still_due(struct work *w, struct err *e)
{
	int64_t back = 0;

	if (w->p->again)
		return true;
	return db_int(w->s->db, &statements[BACK],
		      WITH(INT("student", w->p->student_id), TEXT("before", w->p->before)), &back,
		      NULL, e) &&
	       (!back || err_set(e, ERR_CONFLICT, "%s",
				 _("A student came back while records were purged; those were "
				   "left alone. Look at the list again.")));
}

bool purge_one(struct session *s, const struct purge *p, struct err *e)
{
	struct work w = { .s = s, .p = p };
	bool ok;

	if (!door_enter(s->db, e))
		return false;
	guard_add(s->db, purge_rules);
	ok = is_still_due(&w, e) && take(&w, e);
	guard_add(s->db, NULL);
	ok = door_leave(s->db, ok, e);
	/* it would bring back what is gone, and holds it */
	journal_forget(s->db);
	free(w.rows);
	arena_release(&w.arena);
	return ok;
}
