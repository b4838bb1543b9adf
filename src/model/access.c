/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that say who may see and do what; access_views.c makes SQL of them. */
#include "model/access.h"

#include <string.h>

#include "access_private.h"
#include "base/i18n.h"

#define OFFICES                                                                                    \
	(MAY_READ | MAY_READ_NOTES | MAY_RECORD | MAY_EDIT_PEOPLE | MAY_ASSIGN | MAY_IMPORT |      \
	 MAY_RUN_YEAR | MAY_ACCOUNTS | MAY_CHOICES)
#define TEACHERS (MAY_READ | MAY_READ_NOTES | MAY_RECORD | MAY_BREAK_GLASS)

static const struct access roles[] = {
	{ "office", N_("office"), SCOPE_EVERYBODY, NOTES_ALL, PERSONS_WHOLE, OFFICES,
	  N_("This is not for you to do; ask the office.") },
	{ "principal", N_("principal"), SCOPE_EVERYBODY, NOTES_GRANTED, PERSONS_NAMED, MAY_READ,
	  N_("A principal's account sees figures and lists and changes nothing; ask the office.") },
	{ "inspector", N_("inspector"), SCOPE_EVERYBODY, NOTES_NEVER, PERSONS_NUMBERED, MAY_READ,
	  N_("An inspector's account sees figures and lists and changes nothing.") },
	{ "grade_head", N_("grade head"), SCOPE_GRADE, NOTES_PLAIN, PERSONS_WHOLE,
	  TEACHERS | MAY_CHOICES, N_("This is not for a grade head to do; ask the office.") },
	{ "class_teacher", N_("class teacher"), SCOPE_CLASS, NOTES_PLAIN, PERSONS_WHOLE,
	  TEACHERS | MAY_CHOICES, N_("This is not for a class teacher to do; ask the office.") },
	{ "mentor", N_("mentor"), SCOPE_OWN, NOTES_PLAIN, PERSONS_WHOLE, TEACHERS,
	  N_("This is not for you to do; ask the office.") },
};
enum { ROLES = sizeof roles / sizeof *roles };

#define R   GUARD_READ
#define I   GUARD_INSERT
#define U   GUARD_UPDATE
#define D   GUARD_DELETE
#define K   GUARD_REFER
#define ALL (R | I | U | D)

/* What statements may do to a table by its name: the office's, those of who records contacts, of
 * who looks on. Tables about students are read through their my_ views alone, in every session. */
static const struct {
	const char *table;
	unsigned office, teacher, looker;
} tables[] = {
	{ "setting", R | I | U, R, R },
	{ "school_year", R | I | U, R, R },
	{ "rule", R | I | U, R, R },
	{ "key_date", ALL, R, R },
	{ "class", R | I, R, R },
	{ "mentor", R | I | U, R, R },
	{ "account", R | I | U, K, 0 },
	{ "access_grant", R | I | U, I, 0 }, /* to oneself, in an emergency: a trigger sees to it */
	{ "log_entry", I, I, I },            /* of the audit (db/audit.h) */
	{ "department", R | I | U, R, R },
	{ "training", ALL, R, R },
	{ "attendance", R | I | D, R, R },
	{ "figure", R | I | D, R, R },
	{ "rollover", ALL, R, R },
	{ "rollover_row", R | I | D, R, R },
	{ "student", I | U, K, 0 },
	{ "enrolment", I | U | D, K, 0 },
	{ "guardian", I | U | D, K, 0 },
	{ "assignment", I | U, 0, 0 },
	{ "exemption", I | U | D, 0, 0 },
	{ "consent", I | U, I | U, 0 },
	{ "absence", I | U | D, I | U | D, 0 },
	{ "preference", I | U | D, I | U | D, 0 },
	{ "mentor_preference", I | U | D, 0, 0 },
	{ "belonging", I | D, 0, 0 },
	{ "condition", I | U | D, 0, 0 },
	{ "match_run", ALL, 0, 0 },
	{ "match_pair", I | U | D, 0, 0 },
	{ "change_request", I | U, I | U, 0 },
	{ "import_layout", ALL, 0, 0 },
	{ "duty", R, R, R }, /* lent (model/report.h): what one's checklist says */
	{ "covered", R, R, R },
	{ "purged", R, 0, 0 },
	{ "contact", I | U, I | U, 0 },
	{ "contact_student", I | D, I | D, 0 },
	{ "delivery", I | U | D, I | U | D, 0 },
	{ "referral", I | U, I | U, 0 },
	{ "plan", I | U | D, I | U | D, 0 },
	{ "bright_spot", I | U | D, I | U | D, 0 },
	{ "phrase", ALL, ALL, R },
	{ "phrase_use", ALL, ALL, R },
	{ "gone", R, R, R },
	{ "binding", ALL, ALL, ALL },
};
enum { TABLES = sizeof tables / sizeof *tables };

const struct access_table access_tables[] = {
	{ "student", "id" SEEN, "%s.id" FOREIGN, false },
	{ "enrolment", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "guardian", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "assignment", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "exemption", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "referral", "student_id" SEEN, "%s.student_id" FOREIGN, true },
	{ "plan", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "bright_spot", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "consent", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "absence", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	/* a class teacher's are those of the class, whose other records are the mentors' to write
	 */
	{ "preference", "student_id" SEEN,
	  "%s.student_id NOT IN (SELECT student_id FROM temp.scope WHERE collects)", false },
	/* whom a mentor would rather not have is that mentor's own to read */
	{ "mentor_preference",
	  "student_id" SEEN " AND mentor_id = (SELECT a.mentor_id FROM main.account a"
	  " WHERE a.login = me_login())",
	  "%s.student_id" FOREIGN, false },
	{ "belonging", "(student_id IS NULL OR student_id" SEEN ")", "%s.student_id" FOREIGN,
	  false },
	{ "condition", "(student_id IS NULL OR student_id" SEEN ")",
	  "%s.student_id" FOREIGN " OR %s.other_id" FOREIGN, false },
	{ "match_pair", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "change_request", "student_id" SEEN, "%s.student_id" FOREIGN, false },
	{ "contact_student", "student_id" SEEN,
	  "%s.student_id" FOREIGN " OR " OF_CONTACT("%s.contact_id", FOREIGN), false },
	/* a new contact has no students yet; an old one must have one's own alone */
	{ "contact", OF_CONTACT("contact.id", SEEN), OF_CONTACT("%s.id", FOREIGN), true },
	{ "delivery", OF_CONTACT("delivery.contact_id", SEEN),
	  "NOT " OF_CONTACT("%s.contact_id", SEEN) " OR " OF_CONTACT("%s.contact_id", FOREIGN),
	  false },
	{ NULL, NULL, NULL, false },
};

/* Tables that show no row to whoever has not all of these rights. */
static const struct {
	const char *table;
	unsigned need;
} needs[] = {
	{ "belonging", MAY_ASSIGN },  { "condition", MAY_ASSIGN },
	{ "match_pair", MAY_ASSIGN }, { "mentor_preference", MAY_RECORD },
	{ "preference", MAY_RECORD },
};

bool access_shows_none(const struct access *access, const char *table)
{
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (!strcmp(needs[i].table, table))
			return (needs[i].need & ~access->may) != 0;
	return false;
}

/* The mentor whom another's student asks for says yes or no to it, and takes that back: nothing
 * else of the row. */
#define KEPT(column) "NEW." column " IS OLD." column " AND "
#define ANSWERABLE(row)                                                                            \
	"(" row ".state = 'open' OR (" row ".state = 'refused' AND " row                           \
	".to_says IS 'no' AND " row ".from_says IS NOT 'no'))"
const struct access_asked access_asked[] = {
	{ "change_request", " WHERE asks", "to_id = :mentor",
	  KEPT("id") KEPT("school_year_id") KEPT("student_id") KEPT("who") KEPT("from_id")
		  KEPT("to_id") KEPT("asked_on") KEPT("reason") KEPT("from_says") KEPT("from_on")
			  ANSWERABLE("OLD") " AND " ANSWERABLE("NEW") " AND OLD.to_id = :mentor" },
	{ NULL, NULL, NULL, NULL },
};

/* Columns that not everybody sees, and what stands there for them: NULL and '' that name a column,
 * because SQLite asks the guard differently about a table of which none is read. */
#define NOTHING "nullif(rev, rev)"
#define BLANK   "substr(rev, 1, 0)"
const struct access_mask access_masks[] = {
	{ "student", "name", OF_NAME, "student_no" },
	{ "student", "reading", OF_NAME, NOTHING },
	{ "student", "search", OF_NAME, "search_key(student_no, NULL)" },
	{ "student", "birth_date", OF_REACH, NOTHING },
	{ "student", "address", OF_REACH, NOTHING },
	{ "guardian", "name", OF_NAME, BLANK },
	{ "guardian", "phone", OF_REACH, NOTHING },
	{ "consent", "given_by", OF_NAME, BLANK },
	{ "consent", "note", OF_NOTE, NOTHING },
	{ "absence", "reason", OF_KIND, BLANK },
	{ "absence", "measures", OF_NOTE, NOTHING },
	{ "change_request", "who", OF_NAME, BLANK },
	{ "change_request", "reason", OF_NOTE, NOTHING },
	{ "enrolment", "reason", OF_NOTE, NOTHING },
	{ "assignment", "reason", OF_NOTE, NOTHING },
	{ "exemption", "reason", OF_NOTE, NOTHING },
	{ "contact", "place", OF_NOTE, NOTHING },
	{ "contact", "topics", OF_NOTE, NOTHING },
	{ "contact", "reason", OF_NOTE, NOTHING },
	{ "contact", "summary", OF_NOTE, NOTHING },
	{ "contact", "bright_spots", OF_NOTE, NOTHING },
	{ "contact", "advice", OF_NOTE, NOTHING },
	{ "contact", "sensitive", OF_KIND, NOTHING },
	{ "referral", "notes", OF_NOTE, NOTHING },
	{ "referral", "outcome", OF_NOTE, NOTHING },
	{ "referral", "sensitive", OF_KIND, NOTHING },
	{ "plan", "place", OF_NOTE, NOTHING },
	{ "plan", "note", OF_NOTE, NOTHING },
	{ "bright_spot", "text", OF_NOTE, NOTHING },
	{ NULL, NULL, 0, NULL },
};

/* ------------------------------------------------------------------ looking up */

const struct access *access_role(size_t i)
{
	return i < ROLES ? &roles[i] : NULL;
}

const struct access *access_of_role(const char *role)
{
	for (size_t i = 0; i < ROLES; i++)
		if (!strcmp(roles[i].role, role))
			return &roles[i];
	return NULL;
}

const struct guard_rule *access_rules(const struct access *access)
{
	static struct guard_rule made[ROLES][TABLES + 1];
	struct guard_rule *rules = made[access - roles];

	for (size_t i = 0; i < TABLES; i++) {
		unsigned may = tables[i].looker;

		if (access->may & MAY_ACCOUNTS)
			may = tables[i].office;
		else if (access->may & MAY_RECORD)
			may = tables[i].teacher;
		if (!(access->may & MAY_CHOICES) && !strcmp(tables[i].table, "preference"))
			may = 0;
		rules[i] = (struct guard_rule){ tables[i].table, may };
	}
	return rules;
}
