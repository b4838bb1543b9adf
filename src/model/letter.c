/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/letter.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "letter_private.h"
#include "model/enrolment.h"
#include "model/grade.h"
#include "model/statements.h"

enum { FIND, TEXT_OF };

/* Of several of a year the latest counts; a mentor's correction is the row itself. */
static const struct sql statements[] = {
	[FIND] = { "letter.find",
		   "SELECT s.id, s.rev, s.name, " SQL_CLASS_NAME " AS class_name, e.seat, "
		   "f.id AS contact_id, CASE WHEN f.id IS NULL THEN 'missing' "
		   "WHEN f.sensitive IS NOT NULL THEN 'sensitive' "
		   "WHEN coalesce(f.bright_spots, '') = '' AND coalesce(f.advice, '') = '' "
		   "THEN 'empty' ELSE 'ready' END AS state "
		   "FROM my_enrolment e JOIN class c ON c.id = e.class_id "
		   "JOIN my_student s ON s.id = e.student_id LEFT JOIN my_contact f ON f.id = "
		   "(SELECT contact_id FROM my_contact_student WHERE student_id = s.id "
		   "AND school_year_id = :year AND kind = 'feedback' AND withdrawn = 0 "
		   "ORDER BY date DESC, contact_id DESC LIMIT 1) "
		   "WHERE e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
		   "AND (:mentor = 0 OR EXISTS (SELECT 1 FROM my_assignment a "
		   "WHERE a.student_id = s.id AND a.mentor_id = :mentor AND a.role = 'lead' "
		   "AND a.starts <= :today AND a.ends >= :today)) "
		   "ORDER BY " SQL_GRADE ", c.stage, c.number, e.seat IS NULL, e.seat, "
		   "s.student_no",
		   false },
	[TEXT_OF] = { "letter.text",
		      "SELECT m.name, c.date, c.bright_spots, c.advice FROM my_contact c "
		      "JOIN mentor m ON m.id = c.mentor_id WHERE c.id = :contact "
		      "AND c.withdrawn = 0 AND c.sensitive IS NULL",
		      false },
};
const struct sql_table letter_sql = SQL_TABLE(statements);

static const struct field student_row[] = {
	{ FIELD(struct letter_student, name), .label = N_("Student"), .kind = FIELD_NAME },
	{ FIELD(struct letter_student, class_name), .label = N_("Class"), .kind = FIELD_TEXT },
	{ FIELD(struct letter_student, seat), .label = N_("No."), .kind = FIELD_INT },
	{ FIELD(struct letter_student, contact_id), .label = N_("Record"), .kind = FIELD_REF },
	{ FIELD(struct letter_student, state), .label = N_("State"), .kind = FIELD_TEXT },
	{ 0 },
};

/* ------------------------------------------------------------------- whose letters */

static bool is_meant(const struct letters_of *of, const char *class, const struct letter_student *l)
{
	bool named = !of->count;

	for (size_t i = 0; i < of->count && !named; i++)
		named = of->students[i] == l->id;
	return named && (!*class || !strcmp(class, l->class_name));
}

/* As this year's classes are shown; "" where none is asked for. */
static bool read_class(struct session *s, const char *typed, struct buf *out, struct err *e)
{
	struct arena arena = { 0 };
	struct class_key key;
	const char *stage;
	bool ok = !typed || !*typed ||
		  (enrolment_only_stage(s, &arena, &stage, e) &&
		   class_read(NULL, typed, s->year.id, stage, &key, e));

	if (ok && typed && *typed)
		class_show(&key, s->year.id, out);
	arena_release(&arena);
	return ok;
}

static void sort_out(const struct letters_of *of, const char *class, struct letters *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->students.count; i++) {
		struct letter_student *row = rowset_at(&l->students, i);

		if (!is_meant(of, class, row))
			continue;
		l->ready += !strcmp(row->state, "ready");
		l->missing += !strcmp(row->state, "missing");
		l->empty += !strcmp(row->state, "empty");
		l->sensitive += !strcmp(row->state, "sensitive");
		memmove(rowset_at(&l->students, kept++), row, sizeof *row);
	}
	l->students.count = kept;
}

bool letters_find(struct session *s, const struct letters_of *of, unsigned parties,
		  struct letters *out, struct err *e)
{
	/* after the last day of a year, as on it */
	const char *day = strcmp(s->today_iso, s->year.ends) > 0 ? s->year.ends : s->today_iso;
	struct buf class = { 0 };
	bool ok;

	*out = (struct letters){ .parties = parties };
	rowset_init(&out->students, student_row, sizeof(struct letter_student));
	ok = session_may(s, MAY_READ_NOTES, e) && read_class(s, of->class_name, &class, e) &&
	     db_rows(s->db, &statements[FIND],
		     WITH(INT("year", s->year.id), TEXT("today", day),
			  INT("mentor", of->mentor_id)),
		     &out->students, e);
	if (ok)
		sort_out(of, buf_str(&class), out);
	if (ok && !out->students.count)
		ok = err_set(e, ERR_NOT_FOUND, "%s",
			     _("There is no student among these: choose another class or "
			       "mentor."));
	buf_release(&class);
	return ok;
}

void letters_release(struct letters *l)
{
	rowset_release(&l->students);
	*l = (struct letters){ 0 };
}

size_t letters_count(const struct letters *l)
{
	size_t parties = 0;

	for (unsigned i = 0; i < LETTER_PARTIES; i++)
		parties += l->parties >> i & 1;
	return l->ready * parties;
}

enum { NAMED = 8 };

static void tell_state(const struct letters *l, const char *state, const char *sentence,
		       struct buf *out)
{
	struct buf names = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < l->students.count; i++) {
		const struct letter_student *row = rowset_at(&l->students, i);

		if (strcmp(row->state, state) != 0 || count++ >= NAMED)
			continue;
		buf_text(&names, names.len ? _(", ") : "");
		text_quote(&names, row->name);
		buf_printf(&names, " %s", row->class_name);
	}
	if (count) {
		buf_text(out, out->len ? " " : "");
		buf_printf(out, sentence, count, buf_str(&names),
			   count > NAMED ? _(" and others") : "");
	}
	buf_release(&names);
}

void letters_tell_missing(const struct letters *l, struct buf *out)
{
	tell_state(l, "missing", _("Without feedback, and so without a letter: %zu (%s%s)."), out);
	tell_state(l, "empty", _("The feedback has no text yet: %zu (%s%s)."), out);
	tell_state(l, "sensitive", _("Marked as sensitive, and not printed: %zu (%s%s)."), out);
}

bool letters_check(const struct letters *l, struct err *e)
{
	struct buf why = { 0 };

	if (l->ready)
		return true;
	letters_tell_missing(l, &why);
	err_set(e, ERR_NOT_FOUND, _("There is no letter to write. %s"), buf_str(&why));
	buf_release(&why);
	return false;
}

/* ------------------------------------------------------------------------ one letter */

enum { VALUES = 16 };

/* 2026-06-30 as people write it in a letter. */
static const char *write_day(struct arena *arena, const char *iso)
{
	int days, year, month, day;

	if (!date_from_iso(iso, &days))
		return arena_text(arena, iso);
	date_to_civil(days, &year, &month, &day);
	return arena_printf(arena, _("%d-%02d-%02d"), year, month, day);
}

static void put_value(const char *values[VALUES], const char *name, const char *value)
{
	values[letter_field_named(name, strlen(name))] = value ? value : "";
}

static void put_values(struct session *s, const struct letter_student *to, enum letter_party party,
		       struct arena *a, const char *values[VALUES])
{
	put_value(values, "student", to->name);
	put_value(values, "class", to->class_name);
	put_value(values, "seat", to->seat ? arena_printf(a, "%d", (int)to->seat) : "");
	put_value(values, "school", *s->school ? s->school : _("(the school's name)"));
	put_value(values, "year", arena_printf(a, "%d", (int)s->year.id));
	put_value(values, "today", write_day(a, s->today_iso));
	put_value(values, "salutation",
		  arena_printf(a,
			       party == LETTER_STUDENT ? _("Dear %s,")
						       : _("Dear parents or guardians of %s,"),
			       to->name));
}

static bool read_values(struct session *s, int64_t contact, struct arena *a,
			const char *values[VALUES], bool *there, struct err *e)
{
	struct cursor c;

	*there = false;
	if (!cursor_open(&c, s->db, &statements[TEXT_OF], WITH(INT("contact", contact)), e))
		return false;
	if (cursor_next(&c)) {
		*there = true;
		put_value(values, "mentor", arena_text(a, cursor_text(&c, 0)));
		put_value(values, "date", write_day(a, cursor_text(&c, 1)));
		put_value(values, "bright_spots", arena_text(a, cursor_text(&c, 2)));
		put_value(values, "advice", arena_text(a, cursor_text(&c, 3)));
	}
	return cursor_close(&c);
}

/* False where the line has fields, and all of them are empty. */
static bool fill_line(const char *text, const char *const values[VALUES], struct buf *out)
{
	const char *open, *name, *end = NULL;
	bool fields = false, some = false;
	size_t len;

	buf_clear(out);
	while ((open = letter_next_field(text, &name, &len, &end)) && end) {
		const char *value = values[letter_field_named(name, len)];

		buf_add(out, text, (size_t)(open - text));
		buf_text(out, value);
		fields = true;
		some = some || *value;
		text = end;
	}
	buf_text(out, text);
	return some || !fields;
}

/* A value of several lines makes as many of the letter's. */
static void add_lines(struct letter *l, size_t *room, enum letter_part part, char *text)
{
	bool first = true;
	char *line;

	while ((line = strsep(&text, "\n"))) {
		if (!*line && !first)
			continue;
		first = false;
		if (l->count == *room) {
			*room = *room ? *room * 2 : 32;
			l->lines = mem_grow(l->lines, *room * sizeof *l->lines);
		}
		l->lines[l->count++] = (struct letter_line){ part, line };
	}
}

static bool is_body(enum letter_part part)
{
	return part == LETTER_TEXT || part == LETTER_FLUSH || part == LETTER_SMALL ||
	       part == LETTER_RULED;
}

/* A heading over nothing says that something is missing; it goes with what it was over. */
static void drop_bare_headings(struct letter *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->count; i++)
		if (l->lines[i].part != LETTER_HEADING ||
		    (i + 1 < l->count && is_body(l->lines[i + 1].part)))
			l->lines[kept++] = l->lines[i];
	l->count = kept;
}

bool letter_fill(struct session *s, const struct letter_template *t,
		 const struct letter_student *to, enum letter_party party, struct letter *out,
		 bool *there, struct err *e)
{
	const char *values[VALUES] = { 0 };
	struct buf line = { 0 };
	size_t room = 0;

	*out = (struct letter){ 0 };
	put_values(s, to, party, &out->arena, values);
	if (!read_values(s, to->contact_id, &out->arena, values, there, e))
		return false;
	for (size_t i = 0; *there && i < t->count; i++)
		if (t->parties[i] & 1U << party && fill_line(t->lines[i].text, values, &line))
			add_lines(out, &room, t->lines[i].part,
				  arena_text(&out->arena, buf_str(&line)));
	buf_release(&line);
	drop_bare_headings(out);
	letter_fit(out);
	return true;
}

void letter_release(struct letter *l)
{
	free(l->lines);
	arena_release(&l->arena);
	*l = (struct letter){ 0 };
}
