/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/purge.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/digest.h"
#include "db/door.h"
#include "model/backup.h"
#include "model/retention.h"
#include "model/statements.h"
#include "purge_private.h"

enum { LIST, REMEMBERED, CARRY, KNOWN, NUMBER };

/* A text that other students' records need goes when the last of them is due. `(3)` of 2022级 is
 * the same class in every year. */
static const struct sql statements[] = {
	[LIST] = { "purge.list",
		   "WITH past AS (SELECT student_id, max(ends) AS left_on FROM my_enrolment "
		   "WHERE starts <= ends GROUP BY student_id HAVING max(ends) < :before), "
		   "noted AS (SELECT cs.student_id, count(c.rev) AS contacts, "
		   "sum(" SQL_HAS_TEXT " AND NOT EXISTS (SELECT 1 FROM my_contact_student o "
		   "WHERE o.contact_id = c.id AND o.student_id NOT IN "
		   "(SELECT student_id FROM past))) AS texts "
		   "FROM my_contact_student cs JOIN my_contact c ON c.id = cs.contact_id "
		   "WHERE cs.student_id IN (SELECT student_id FROM past) GROUP BY cs.student_id), "
		   "due AS (SELECT s.id, s.rev, s.student_no, s.name, p.left_on, "
		   "(SELECT CASE c.stage WHEN 'senior' THEN '高' WHEN 'vocational' THEN '职' "
		   "ELSE '' END || c.entry_year || '级(' || c.number || ')' FROM my_enrolment e "
		   "JOIN class c ON c.id = e.class_id WHERE e.student_id = s.id "
		   "AND e.starts <= e.ends ORDER BY e.starts DESC LIMIT 1) AS class_name, "
		   "CASE WHEN p.left_on < :rest_before AND NOT EXISTS (SELECT 1 FROM purged d "
		   "WHERE d.student_id = s.id AND d.pass = 'rest') THEN 'rest' ELSE 'texts' END "
		   "AS pass, coalesce(n.texts, 0) "
		   "+ (SELECT count(r.rev) FROM my_referral r WHERE r.student_id = s.id "
		   "AND (r.notes IS NOT NULL OR coalesce(r.outcome, '-') <> '-')) "
		   "+ (SELECT count(l.rev) FROM my_plan l WHERE l.student_id = s.id "
		   "AND (l.place IS NOT NULL OR l.note IS NOT NULL)) "
		   "+ (SELECT count(x.rev) FROM my_exemption x WHERE x.student_id = s.id "
		   "AND x.reason <> '-') "
		   "+ (SELECT count(a.rev) FROM my_absence a WHERE a.student_id = s.id) "
		   "+ (SELECT count(q.rev) FROM my_condition q WHERE q.student_id = s.id) "
		   "+ (SELECT count(q.rev) FROM my_condition q WHERE q.other_id = s.id) "
		   "+ (SELECT count(q.rev) FROM my_change_request q WHERE q.student_id = s.id) "
		   "AS texts, "
		   "(SELECT count(b.rev) FROM my_bright_spot b WHERE b.student_id = s.id) "
		   "AS bright_spots, "
		   "(SELECT count(g.rev) FROM my_guardian g WHERE g.student_id = s.id) "
		   "AS guardians, coalesce(n.contacts, 0) AS contacts "
		   "FROM past p JOIN my_student s ON s.id = p.student_id "
		   "LEFT JOIN noted n ON n.student_id = s.id) "
		   "SELECT id, rev, student_no, name, class_name, left_on, pass, texts, "
		   "bright_spots, guardians, contacts FROM due "
		   "WHERE pass = 'rest' OR texts > 0 OR bright_spots > 0 "
		   "ORDER BY left_on, student_no",
		   false },
	[REMEMBERED] = { "purge.remembered",
			 "SELECT student_id, pass, way, salt, digest, at, login FROM purged "
			 "ORDER BY id",
			 false },
	[CARRY] = { "purge.carry",
		    "INSERT INTO purged (student_id, pass, way, salt, digest, at, login) "
		    "VALUES (:student, :pass, :way, :salt, :digest, :at, :login)",
		    true },
	[KNOWN] = { "purge.known", "SELECT count(rev) FROM purged WHERE salt = :salt", false },
	[NUMBER] = { "purge.number_of",
		     "SELECT s.student_no FROM my_student s WHERE s.id = :student", false },
};
const struct sql_table purge_sql = SQL_TABLE(statements);

static const struct choice passes[] = {
	{ "texts", N_("texts"), NULL },
	{ "rest", N_("everything"), NULL },
	{ 0 },
};

#define NUMBER_FIELD(member, shown, cells)                                                         \
	{                                                                                          \
		FIELD(struct purge_due, member),                                                   \
			.label = (shown), .kind = FIELD_INT, .width = (cells),                     \
			.flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT                     \
	}

const struct field purge_fields[] = {
	{ FIELD(struct purge_due, left_on), .label = N_("Left on"), .kind = FIELD_DATE, .width = 10,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct purge_due, name), .label = N_("Name"), .kind = FIELD_NAME, .width = 10,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct purge_due, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 9,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct purge_due, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_DERIVED | FIELD_MASKED },
	{ FIELD(struct purge_due, pass), .label = N_("What goes"), .kind = FIELD_CHOICE,
	  .width = 10, .flags = FIELD_DERIVED, .choices = passes },
	NUMBER_FIELD(texts, N_("Texts"), 6),
	NUMBER_FIELD(bright_spots, N_("Bright spots"), 6),
	NUMBER_FIELD(guardians, N_("Guardians"), 6),
	NUMBER_FIELD(contacts, N_("Contacts"), 6),
	{ 0 },
};

/* ---------------------------------------------------------------------- who is due */

static bool may(const struct session *s, struct err *e)
{
	if (!session_may(s, MAY_RUN_YEAR | MAY_EDIT_PEOPLE, e))
		return false;
	return s->scope == SCOPE_EVERYBODY || err_set(e, ERR_DENIED, "%s", session_denial(s));
}

bool purge_list(struct session *s, struct rowset *out, struct err *e)
{
	iso_date before, rest_before;
	struct retention r;

	rowset_init(out, purge_fields, sizeof(struct purge_due));
	if (!may(s, e) || !retention_load(s, &out->arena, &r, e))
		return false;
	date_shift_years(s->today_iso, -(int)r.texts_years, before);
	date_shift_years(s->today_iso, -(int)r.rest_years, rest_before);
	return db_rows(s->db, &statements[LIST],
		       WITH(TEXT("before", before), TEXT("rest_before", rest_before)), out, e);
}

static int64_t sum_of(const struct rowset *due, const char *field)
{
	const struct field *f = field_find(purge_fields, field);
	int64_t sum = 0;

	for (size_t i = 0; i < due->count; i++)
		sum += field_int(f, rowset_at(due, i));
	return sum;
}

static size_t whole(const struct rowset *due)
{
	size_t count = 0;

	for (size_t i = 0; i < due->count; i++)
		count += !strcmp(((const struct purge_due *)rowset_at(due, i))->pass, "rest");
	return count;
}

void purge_words(const struct rowset *due, struct buf *out)
{
	if (!due->count) {
		buf_text(out, _("No records are past their period."));
		return;
	}
	buf_printf(out,
		   _("%zu students are past their period, %zu of them with everything: %lld texts, "
		     "%lld bright spots, %lld guardians. Backups hold them for up to 12 months "
		     "more, and so does what was copied elsewhere; after a restore they are purged "
		     "again."),
		   due->count, whole(due), (long long)sum_of(due, "texts"),
		   (long long)sum_of(due, "bright_spots"), (long long)sum_of(due, "guardians"));
}

/* ------------------------------------------------------------------------- doing it */

/* A period that was set wrongly would else be beyond help. */
static bool check_backup(struct session *s, const struct retention *r, struct err *e)
{
	struct buf where = { 0 };
	int day;
	bool ok = !r->backup_days ||
		  (backup_newest(db_path(s->db), &day, &where) && s->today - day <= r->backup_days);

	if (!ok)
		err_set(e, ERR_INVALID,
			_("Nothing was purged: in %s is no backup of the last %d days. Make one "
			  "(daoshi backup); if they are kept elsewhere, set backup_days to 0 "
			  "(daoshi retention)."),
			buf_str(&where), (int)r->backup_days);
	buf_release(&where);
	return ok;
}

static const struct purge_due *find(const struct rowset *due, int64_t id)
{
	for (size_t i = 0; i < due->count; i++)
		if (rowset_id(due, i) == id)
			return rowset_at(due, i);
	return NULL;
}

/* Everybody is looked up again: since the list was read somebody may have come back. */
static bool purge_due(struct session *s, const struct rowset *due, const struct retention *r,
		      size_t *done, struct err *e)
{
	struct purge p = { .delete = !strcmp(r->way, "delete") };
	struct rowset now;
	bool ok = purge_list(s, &now, e);

	date_shift_years(s->today_iso, -(int)r->texts_years, p.before);
	for (size_t i = 0; ok && i < due->count; i++) {
		const struct purge_due *asked = rowset_at(due, i), *is = find(&now, asked->id);

		if (!is || is->rev != asked->rev || strcmp(is->pass, asked->pass)) {
			ok = err_set(e, ERR_CONFLICT,
				     _("The record of %s was changed meanwhile; %zu were purged. "
				       "Look at the list again."),
				     asked->name, *done);
			break;
		}
		p.student_id = asked->id;
		p.rest = !strcmp(asked->pass, "rest");
		ok = purge_one(s, &p, e);
		*done += ok;
	}
	rowset_release(&now);
	return ok;
}

bool purge_run(struct session *s, const struct rowset *due, size_t *done, struct err *e)
{
	struct arena arena = { 0 };
	struct retention r;
	bool ok = may(s, e) && retention_load(s, &arena, &r, e) && check_backup(s, &r, e);

	*done = 0;
	ok = ok && purge_due(s, due, &r, done, e);
	arena_release(&arena);
	return ok;
}

/* ------------------------------------------------------------------- after a restore */

struct remembered {
	int64_t student_id;
	const char *pass, *way, *salt, *digest, *at, *login;
};

static bool load_remembered(struct session *s, struct arena *arena, struct remembered **all,
			    size_t *count, struct err *e)
{
	struct cursor c;

	*all = NULL;
	*count = 0;
	if (!cursor_open(&c, s->db, &statements[REMEMBERED], NULL, e))
		return false;
	while (cursor_next(&c)) {
		*all = mem_grow(*all, (*count + 1) * sizeof **all);
		(*all)[(*count)++] = (struct remembered){
			cursor_int(&c, 0),
			arena_text(arena, cursor_text(&c, 1)),
			arena_text(arena, cursor_text(&c, 2)),
			arena_text(arena, cursor_text(&c, 3)),
			arena_text(arena, cursor_text(&c, 4)),
			arena_text(arena, cursor_text(&c, 5)),
			arena_text(arena, cursor_text(&c, 6)),
		};
	}
	return cursor_close(&c);
}

/* A number that is another by now is somebody else, or was corrected since: then the list of who is
 * due has the student again. */
static bool is_same(struct db *copy, const struct remembered *r, bool *same, struct err *e)
{
	char digest[DIGEST_TEXT];
	struct arena arena = { 0 };
	const char *number;
	bool ok = db_text(copy, &statements[NUMBER], WITH(INT("student", r->student_id)), &arena,
			  &number, e);

	*same = false;
	if (ok && number) {
		digest_text(r->salt, number, digest);
		*same = !strcmp(digest, r->digest);
	}
	arena_release(&arena);
	return ok;
}

static bool carry(struct db *copy, const struct remembered *r, struct err *e)
{
	bool ok;

	if (!door_enter(copy, e))
		return false;
	guard_add(copy, purge_rules);
	ok = db_run(copy, &statements[CARRY],
		    WITH(INT("student", r->student_id), TEXT("pass", r->pass), TEXT("way", r->way),
			 TEXT("salt", r->salt), TEXT("digest", r->digest), TEXT("at", r->at),
			 TEXT("login", r->login)),
		    NULL, e);
	guard_add(copy, NULL);
	return door_leave(copy, ok, e);
}

static bool again(struct session *in_copy, const struct remembered *r, const char *before,
		  size_t *done, struct err *e)
{
	struct purge p = { .student_id = r->student_id,
			   .rest = !strcmp(r->pass, "rest"),
			   .delete = !strcmp(r->way, "delete"),
			   .again = true };
	int64_t known;
	bool same;

	if (!db_int(in_copy->db, &statements[KNOWN], WITH(TEXT("salt", r->salt)), &known, NULL, e))
		return false;
	if (known)
		return true;
	date_copy(p.before, before);
	if (!is_same(in_copy->db, r, &same, e) || (same && !purge_one(in_copy, &p, e)))
		return false;
	*done += same;
	return carry(in_copy->db, r, e);
}

bool purge_again(struct session *s, struct db *copy, size_t *done, struct err *e)
{
	struct session in_copy = *s;
	struct arena arena = { 0 };
	struct remembered *all;
	struct retention set;
	iso_date before;
	size_t count;
	bool ok = load_remembered(s, &arena, &all, &count, e) && retention_load(s, &arena, &set, e);

	*done = 0;
	in_copy.db = copy;
	if (ok)
		date_shift_years(s->today_iso, -(int)set.texts_years, before);
	for (size_t i = 0; ok && i < count; i++)
		ok = again(&in_copy, &all[i], before, done, e);
	free(all);
	arena_release(&arena);
	return ok;
}
