/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/key_date.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/grades.h"
#include "model/row.h"
#include "model/statements.h"

/* In the place of the number that is stored, but for the last: 0. */
const struct choice key_date_terms[] = {
	{ "first", N_("first"), "第一学期|上学期" },
	{ "second", N_("second"), "第二学期|下学期" },
	{ "year", N_("year"), "学年|全学年|0" },
	{ 0 },
};
enum { TERMS = 3 };

static const struct choice reviews[] = {
	{ "0", N_("review"), NULL },
	{ "1", N_("reviewed"), NULL },
	{ 0 },
};

const struct field key_date_fields[] = {
	{ FIELD(struct key_date_row, number), .label = N_("No."), .kind = FIELD_INT,
	  .flags = FIELD_DERIVED | FIELD_RIGHT, .width = 4 },
	{ FIELD(struct key_date_row, name), .label = N_("Occasion"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 12, .max = 12,
	  .help = N_("2 or 3 characters fit the checklist, such as 期中") },
	{ FIELD(struct key_date_row, term), .label = N_("Term"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .width = 8, .choices = key_date_terms,
	  .help = N_("the one that the talk belongs to") },
	{ FIELD(struct key_date_row, opens), .label = N_("From"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .width = 10,
	  .help = N_("the first day on which a talk counts for it") },
	{ FIELD(struct key_date_row, due), .label = N_("To"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .width = 10, .help = N_("the last day for the talk") },
	{ FIELD(struct key_date_row, grades), .label = N_("Grades"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 10, .words = &grade_words,
	  .help = N_("all, graduating, none, or such as 6-9 or 1-5 9") },
	{ FIELD(struct key_date_row, reviewed), .label = N_("Review"), .kind = FIELD_CHOICE,
	  .width = 6, .choices = reviews },
	{ FIELD(struct key_date_row, school_year_id), .label = N_("School year"),
	  .kind = FIELD_REF },
	{ 0 },
};

enum { ADD, CHANGE, REMOVE, YEAR_OF, TALKS, RELEASE, TOUCHED, CLEAR };

/* A talk that was withdrawn counts for nothing, and holds no key date either. */
#define TALKS_FOR(withdrawn_is)                                                                    \
	"FROM my_contact WHERE school_year_id = :year AND withdrawn = " withdrawn_is               \
	" AND key_date_id IS NOT NULL AND (:id = 0 OR key_date_id = :id)"

static const struct sql statements[] = {
	[ADD] = { "key_date.add",
		  "INSERT INTO key_date (school_year_id, name, term, opens, due, grades, reviewed) "
		  "VALUES (:school_year_id, :name, :term, :opens, :due, :grades, :reviewed)",
		  true },
	[CHANGE] = { "key_date.change",
		     "UPDATE key_date SET name = :name, term = :term, opens = :opens, due = :due, "
		     "grades = :grades, reviewed = :reviewed, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
	[REMOVE] = { "key_date.remove", "DELETE FROM key_date WHERE id = :id AND rev = :rev",
		     true },
	[YEAR_OF] = { "key_date.year_of", "SELECT school_year_id FROM key_date WHERE id = :id",
		      false },
	[TALKS] = { "key_date.talks", "SELECT count(*) " TALKS_FOR("0"), false },
	[RELEASE] = { "key_date.release",
		      "UPDATE contact SET key_date_id = NULL, rev = rev + 1 "
		      "WHERE id IN (SELECT id " TALKS_FOR("1") ")",
		      true },
	/* what is as it was copied, nobody has set up */
	[TOUCHED] = { "key_date.touched",
		      "SELECT (SELECT count(*) FROM key_date WHERE school_year_id = :year "
		      "AND (rev > 1 OR reviewed = 1)) + (SELECT count(*) FROM rule "
		      "WHERE school_year_id = :year AND rev > 1) + (SELECT count(*) "
		      "FROM school_year WHERE id = :year AND rev > 1)",
		      false },
	[CLEAR] = { "key_date.clear", "DELETE FROM key_date WHERE school_year_id = :year", true },
};
const struct sql_table key_date_sql = SQL_TABLE(statements);

/* ------------------------------------------------------------------ reading */

static int64_t term_number(const char *code)
{
	return (choice_find(key_date_terms, code) - key_date_terms + 1) % TERMS;
}

static void add_row(struct rowset *out, int64_t year, const struct key_date *k)
{
	struct key_date_row *row = rowset_add(out);
	struct buf grades = { 0 };

	grades_code(k->grades, &grades);
	*row = (struct key_date_row){
		.id = k->id,
		.rev = k->rev,
		.school_year_id = year,
		.name = k->name,
		.term = key_date_terms[(k->term + TERMS - 1) % TERMS].code,
		.opens = k->opens,
		.due = k->due,
		.grades = arena_text(&out->arena, buf_str(&grades)),
		.reviewed = k->reviewed ? "1" : "0",
		.number = k->id,
	};
	buf_release(&grades);
}

/* With id 0 all of the year, else that one. */
static bool load(struct session *s, int64_t year, int64_t id, struct rowset *out, struct err *e)
{
	struct key_date *dates;
	size_t count;

	rowset_init(out, key_date_fields, sizeof(struct key_date_row));
	if (!school_load_key_dates(s->db, year, &out->arena, &dates, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!id || dates[i].id == id)
			add_row(out, year, &dates[i]);
	return true;
}

bool key_date_list(struct session *s, int64_t year, struct rowset *out, struct err *e)
{
	return load(s, year, 0, out, e);
}

static bool find_year_of(struct session *s, int64_t id, int64_t *year, struct err *e)
{
	bool found;

	if (!db_int(s->db, &statements[YEAR_OF], WITH(INT("id", id)), year, &found, e))
		return false;
	return found || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such key date."));
}

bool key_date_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	int64_t year;

	rowset_init(out, key_date_fields, sizeof(struct key_date_row));
	return find_year_of(s, id, &year, e) && load(s, year, id, out, e);
}

/* ------------------------------------------------------------------- saving */

static bool check_window(const struct key_date_row *k, const struct school_year *y, struct err *e)
{
	const char *outside = strcmp(k->opens, y->starts) < 0 || strcmp(k->opens, y->ends) > 0
				      ? "opens"
			      : strcmp(k->due, y->ends) > 0 ? "due"
							    : NULL;

	if (outside)
		return err_field(
			e, outside, _("%s is outside the school year: it runs from %s to %s."),
			field_text(field_find(key_date_fields, outside), k), y->starts, y->ends);
	return strcmp(k->opens, k->due) <= 0 ||
	       err_field(e, "due", _("%s is before %s, when it opens: the window is reversed."),
			 k->due, k->opens);
}

/* One talk would do for both, and nobody could say which of them it was held for. */
static bool check_overlap(const struct key_date_row *k, int64_t grades,
			  const struct key_date *others, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		const struct key_date *o = &others[i];

		if (o->id == k->id || !(o->grades & grades) || strcmp(o->opens, k->due) > 0 ||
		    strcmp(o->due, k->opens) < 0)
			continue;
		return err_field(e, strcmp(o->opens, k->opens) <= 0 ? "opens" : "due",
				 _("It overlaps %s (%s to %s) for the same grades; choose other "
				   "days or other grades."),
				 o->name, o->opens, o->due);
	}
	return true;
}

/* Inside the door. */
static bool write(struct session *s, struct key_date_row *k, struct err *e)
{
	struct arena arena = { 0 };
	struct school_year y;
	struct key_date *others;
	int64_t grades = 0;
	size_t count;
	bool ok;

	ok = school_get_year(s->db, k->school_year_id, &y, NULL, e) && school_year_is_open(&y, e) &&
	     check_window(k, &y, e) &&
	     school_load_key_dates(s->db, y.id, &arena, &others, &count, e) &&
	     grades_read(k->grades, &grades) && check_overlap(k, grades, others, count, e);
	if (ok && !k->id && count == KEY_DATES_MOST)
		ok = err_field(e, "name", _("A school year has %d key dates at most."),
			       KEY_DATES_MOST);
	ok = ok && row_save(s->db, &statements[ADD], &statements[CHANGE], key_date_fields, k,
			    WITH(INT("term", term_number(k->term)), INT("grades", grades),
				 INT("reviewed", 1)),
			    k->name, e);
	arena_release(&arena);
	return ok;
}

bool key_date_save(struct session *s, struct key_date_row *k, struct err *e)
{
	struct arena arena = { 0 };
	struct key_date_row row = *k;
	bool ok = session_may(s, MAY_RUN_YEAR, e) && row_check(key_date_fields, &row, &arena, e) &&
		  door_enter(s->db, e) && door_leave(s->db, write(s, &row, e), e);

	if (ok) {
		k->id = k->number = row.id;
		k->rev = row.rev;
		k->reviewed = "1";
	}
	arena_release(&arena);
	return ok;
}

static bool count_talks(struct session *s, int64_t year, int64_t id, int64_t *talks, struct err *e)
{
	return db_int(s->db, &statements[TALKS], WITH(INT("year", year), INT("id", id)), talks,
		      NULL, e);
}

/* Inside the door. */
static bool take_away(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	struct school_year y;
	int64_t year, talks, changes;

	if (!find_year_of(s, id, &year, e) || !school_get_year(s->db, year, &y, NULL, e) ||
	    !school_year_is_open(&y, e) || !count_talks(s, year, id, &talks, e))
		return false;
	if (talks)
		return err_set(e, ERR_INVALID,
			       _("Talks recorded for this key date: %d; so it stays. To ask for no "
				 "more, set its grades to none; or give it another name."),
			       (int)talks);
	return db_run(s->db, &statements[RELEASE], WITH(INT("year", year), INT("id", id)), NULL,
		      e) &&
	       db_run(s->db, &statements[REMOVE], WITH(INT("id", id), INT("rev", rev)), &changes,
		      e) &&
	       (changes || row_conflict(e, _("this key date")));
}

bool key_date_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	return session_may(s, MAY_RUN_YEAR, e) && door_enter(s->db, e) &&
	       door_leave(s->db, take_away(s, id, rev, e), e);
}

/* ------------------------------------------------------------------ copying */

/* The year that is copied to, as it is in the file or as it is made. */
static bool make_year(struct session *s, const struct school_year *from, struct school_year *to,
		      struct err *e)
{
	int years = (int)(to->id - from->id);

	date_shift_years(from->starts, years, to->starts);
	date_shift_years(from->second_term, years, to->second_term);
	date_shift_years(from->ends, years, to->ends);
	return school_add_bare_year(s->db, to, e);
}

/* What is there already may go: nobody has set it up, or the caller was told so. */
static bool clear_year(struct session *s, const struct school_year *to, bool replace, struct err *e)
{
	int64_t touched, talks;

	if (!school_year_is_open(to, e) ||
	    !db_int(s->db, &statements[TOUCHED], WITH(INT("year", to->id)), &touched, NULL, e) ||
	    !count_talks(s, to->id, 0, &talks, e))
		return false;
	if (talks)
		return err_set(
			e, ERR_INVALID,
			_("Talks recorded for key dates of %d: %d; so they are not replaced. "
			  "Change them one by one."),
			(int)to->id, (int)talks);
	if (touched && !replace)
		return err_set(e, ERR_CONFLICT,
			       _("The school year %d has been set up already; nothing was copied. "
				 "Its key dates and rules are replaced only when you say so."),
			       (int)to->id);
	return db_run(s->db, &statements[RELEASE], WITH(INT("year", to->id), INT("id", 0)), NULL,
		      e) &&
	       db_run(s->db, &statements[CLEAR], WITH(INT("year", to->id)), NULL, e);
}

/* A window that opened on 29 February opens the day after the one that then closed: on 1 March. */
static void part_windows(const struct key_date_row *k, iso_date opens, iso_date due)
{
	const char *leap = "-02-29";

	if (!strcmp(k->opens + 4, leap) && strcmp(opens + 4, leap))
		date_shift(opens, 1, opens);
	if (strcmp(due, opens) < 0)
		date_copy(due, opens);
}

static bool copy_dates(struct session *s, const struct school_year *from,
		       const struct school_year *to, struct err *e)
{
	struct rowset set;
	bool ok = key_date_list(s, from->id, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct key_date_row *k = rowset_at(&set, i);
		int years = (int)(to->id - from->id);
		iso_date opens, due;
		int64_t grades = 0;

		date_shift_years(k->opens, years, opens);
		date_shift_years(k->due, years, due);
		part_windows(k, opens, due);
		grades_read(k->grades, &grades);
		ok = db_put(s->db, &statements[ADD], key_date_fields, k,
			    WITH(INT("school_year_id", to->id), TEXT("opens", opens),
				 TEXT("due", due), INT("term", term_number(k->term)),
				 INT("grades", grades), INT("reviewed", 0)),
			    NULL, e);
	}
	rowset_release(&set);
	return ok;
}

/* Inside the door. */
static bool copy(struct session *s, int64_t from, int64_t to, bool replace, struct err *e)
{
	struct school_year source, target = { .id = to, .rev = 1 };
	bool there;

	return school_get_year(s->db, from, &source, NULL, e) &&
	       school_get_year(s->db, to, &target, &there, e) &&
	       (there ? clear_year(s, &target, replace, e) : make_year(s, &source, &target, e)) &&
	       rules_copy(s, &source, &target, e) && copy_dates(s, &source, &target, e);
}

bool key_dates_copy(struct session *s, int64_t from, int64_t to, bool replace, struct err *e)
{
	enum { LAST = 2200 }; /* the schema's */

	if (!session_may(s, MAY_RUN_YEAR, e))
		return false;
	if (to <= from || to > LAST)
		return err_set(e, ERR_INVALID,
			       _("Key dates are copied to a later school year, not from %d to %d."),
			       (int)from, (int)to);
	return door_enter(s->db, e) && door_leave(s->db, copy(s, from, to, replace, e), e) &&
	       session_reload(s, e);
}
