/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A junior school, grades 6 to 9. Every year a cohort enters and one leaves, so that each year has
 * the same number of students and the earlier cohorts are graduates.
 */
#include "model/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/account.h"
#include "model/demo_private.h"
#include "model/statements.h"

enum { GRADES = 4, CLASS_SIZE = 40, MOST_CLASSES = 9999 };

enum {
	CLASS,
	STUDENT,
	GUARDIAN,
	ENROLMENT,
	MENTOR,
	ASSIGNMENT,
	CONTACT,
	CONTACT_STUDENT,
	DELIVERY,
	HAS_YEAR
};

static const struct sql statements[] = {
	[CLASS] = { "demo.class",
		    "INSERT INTO class (id, stage, entry_year, number) "
		    "VALUES (:id, 'junior', :entry_year, :number)",
		    true },
	[STUDENT] = { "demo.student",
		      "INSERT INTO student (student_no, name, search, sex, address) VALUES "
		      "(:student_no, :name, search_key(:name, NULL), :sex, :address)",
		      true },
	[GUARDIAN] = { "demo.guardian",
		       "INSERT INTO guardian (student_id, name, relation, phone) "
		       "VALUES (:student, :name, :relation, :phone)",
		       true },
	[ENROLMENT] = { "demo.enrolment",
			"INSERT INTO enrolment (student_id, school_year_id, class_id, seat, "
			"starts, "
			"ends) VALUES (:student, :year, :class, :seat, :starts, :ends)",
			true },
	[MENTOR] = { "demo.mentor",
		     "INSERT INTO mentor (staff_no, name, search, subject, phone) VALUES "
		     "(:staff_no, :name, search_key(:name, NULL), :subject, :phone)",
		     true },
	[ASSIGNMENT] = { "demo.assignment",
			 "INSERT INTO assignment (student_id, mentor_id, role, starts, ends) "
			 "VALUES (:student, :mentor, 'lead', :starts, :ends)",
			 true },
	[CONTACT] = { "demo.contact",
		      "INSERT INTO contact (school_year_id, kind, date, mentor_id, mode, topics, "
		      "summary, bright_spots, advice, created_at) VALUES (:year, :kind, :date, "
		      ":mentor, :mode, :topics, :summary, :bright_spots, :advice, :now)",
		      true },
	[CONTACT_STUDENT] = { "demo.contact_student",
			      "INSERT INTO contact_student (contact_id, student_id, "
			      "school_year_id, kind, date, mentor_id, withdrawn) VALUES (:contact, "
			      ":student, :year, :kind, :date, :mentor, 0)",
			      true },
	[DELIVERY] = { "demo.delivery",
		       "INSERT INTO delivery (contact_id, party, date, way) VALUES (:contact, "
		       ":party, :date, iif(:party = 'student', 'in_person', 'meeting'))",
		       true },
	[HAS_YEAR] = { "demo.has_year",
		       "SELECT EXISTS (SELECT 1 FROM school_year WHERE id = :year)", false },
};
const struct sql_table demo_sql = SQL_TABLE(statements);

/* ------------------------------------------------------------------- chance */

/* splitmix64: S. Vigna, public domain reference; the same everywhere for one seed. */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

struct maker {
	struct session *s;
	const struct demo *d;
	uint64_t chance;
	struct err *e;
	int64_t first_mentor, next_mentor;
	char now[20];
	struct {
		struct key_date *dates;
		size_t count;
	} key[64]; /* by year, from the first */
	struct arena arena;
};

/* Never twice in one list of arguments: their order is the compiler's. */
static int below(struct maker *m, int n)
{
	return (int)(next(&m->chance) % (uint64_t)n);
}

static bool likely(struct maker *m, int percent)
{
	return below(m, 100) < percent;
}

#define PICK(m, list) ((list).word[below((m), (list).count)])

static const char *person(struct maker *m, const char *surname, char out[32])
{
	const char *second = likely(m, 70) ? PICK(m, demo_given) : "";
	const char *first = PICK(m, demo_given);

	snprintf(out, 32, "%s%s%s", surname, first, second);
	return out;
}

static const char *phone(struct maker *m, char out[16])
{
	snprintf(out, 16, "139%08d", below(m, 100000000));
	return out;
}

/* ------------------------------------------------------------------- people */

static bool run(struct maker *m, int statement, const struct bind *with)
{
	return db_run(m->s->db, &statements[statement], with, NULL, m->e);
}

static bool add_mentor(struct maker *m, int number)
{
	char name[32], staff_no[16], digits[16];
	const char *subject;

	snprintf(staff_no, sizeof staff_no, "T%04d", number);
	person(m, PICK(m, demo_surnames), name);
	subject = PICK(m, demo_subjects);
	return run(m, MENTOR,
		   WITH(TEXT("staff_no", staff_no), TEXT("name", name), TEXT("subject", subject),
			TEXT("phone", phone(m, digits))));
}

static bool add_mentors(struct maker *m)
{
	for (int64_t i = 0; i < m->d->mentors; i++) {
		if (!add_mentor(m, (int)(1001 + i)))
			return false;
		if (!i)
			m->first_mentor = db_last_id(m->s->db);
	}
	return true;
}

struct pupil {
	int64_t id, mentor, class_id;
	int64_t entry, seat;
	bool late; /* joined in October of the current year */
};

static bool add_guardian(struct maker *m, const struct pupil *p, const char *name)
{
	const char *relation = PICK(m, demo_relations);
	char digits[16];

	return run(m, GUARDIAN,
		   WITH(INT("student", p->id), TEXT("name", name), TEXT("relation", relation),
			TEXT("phone", phone(m, digits))));
}

static bool add_pupil(struct maker *m, int64_t number, struct pupil *p)
{
	char no[24], name[32], guardian[32], address[80];
	const char *surname = PICK(m, demo_surnames);
	int room = 101 + below(m, 2000), lane = 1 + below(m, 60), road = 1 + below(m, 400);

	snprintf(no, sizeof no, "%04d%02d%02d", (int)p->entry, (int)number, (int)p->seat);
	snprintf(address, sizeof address, "样例路%d弄%d号%d室", road, lane, room);
	person(m, surname, name);
	person(m, surname, guardian);
	if (!run(m, STUDENT,
		 WITH(TEXT("student_no", no), TEXT("name", name),
		      TEXT("sex", likely(m, 50) ? "m" : "f"), TEXT("address", address))))
		return false;
	p->id = db_last_id(m->s->db);
	return add_guardian(m, p, guardian);
}

/* ------------------------------------------------------------------ the years */

static void year_day(int64_t year, int month, int day, iso_date out)
{
	date_to_iso(date_from_civil((int)year + (month < 9), month, day), out);
}

/* Of the pupil in the year. */
static int first_day(const struct maker *m, const struct pupil *p, int64_t year)
{
	bool late = p->late && year == m->s->year.id;

	return late ? date_from_civil((int)year, 10, 12) : date_from_civil((int)year, 9, 1);
}

/* Nobody is asked how a call was held. */
static const char *mode_of(const char *kind)
{
	return !strcmp(kind, "visit") ? "home" : !strcmp(kind, "talk") ? "in_person" : NULL;
}

static bool deliver(struct maker *m, int64_t contact, const char *party, const char *date)
{
	return run(m, DELIVERY,
		   WITH(INT("contact", contact), TEXT("party", party), TEXT("date", date)));
}

static bool record(struct maker *m, const struct pupil *p, int64_t year, const char *kind, int day)
{
	iso_date iso;
	bool feedback = !strcmp(kind, "feedback");
	const char *summary = feedback ? "" : PICK(m, demo_notes);
	const char *spots = PICK(m, demo_bright);
	const char *grow = PICK(m, demo_advice);
	int64_t id;

	if (day > m->s->today || day < first_day(m, p, year))
		return true;
	date_to_iso(day, iso);
	if (!run(m, CONTACT,
		 WITH(INT("year", year), TEXT("kind", kind), TEXT("date", iso),
		      INT("mentor", p->mentor), TEXT("mode", mode_of(kind)),
		      TEXT("topics", PICK(m, demo_topic_codes)),
		      TEXT("summary", *summary ? summary : NULL),
		      TEXT("bright_spots", feedback ? spots : NULL),
		      TEXT("advice", feedback ? grow : NULL), TEXT("now", m->now))))
		return false;
	id = db_last_id(m->s->db);
	if (!run(m, CONTACT_STUDENT,
		 WITH(INT("contact", id), INT("student", p->id), INT("year", year),
		      TEXT("kind", kind), TEXT("date", iso), INT("mentor", p->mentor))))
		return false;
	return !feedback || (deliver(m, id, "student", iso) &&
			     (!likely(m, 90) || deliver(m, id, "guardians", iso)));
}

static int day_number(const char *iso)
{
	int days = 0;

	date_from_iso(iso, &days);
	return days;
}

/* What one mentor did for one student in one year: nearly all of it in years gone by. */
static bool add_contacts(struct maker *m, const struct pupil *p, int64_t year, int grade)
{
	int64_t index = year - (m->s->year.id - m->d->years + 1);
	int start = date_from_civil((int)year, 9, 1);
	bool now = year == m->s->year.id;

	if (likely(m, now ? 60 : 95) && !record(m, p, year, "visit", start + 10 + below(m, 160)))
		return false;
	for (size_t i = 0; i < m->key[index].count; i++) {
		const struct key_date *k = &m->key[index].dates[i];
		int opens = day_number(k->opens), span = day_number(k->due) - opens + 1;

		if ((k->grades >> grade & 1) && likely(m, now ? 85 : 96) &&
		    !record(m, p, year, "talk", opens + below(m, span)))
			return false;
	}
	if (likely(m, 30) && !record(m, p, year, "call", start + below(m, 280)))
		return false;
	if (likely(m, 20) && !record(m, p, year, "message", start + below(m, 280)))
		return false;
	return !likely(m, 97) || record(m, p, year, "feedback", start + 275 + below(m, 25));
}

static bool enrol(struct maker *m, const struct pupil *p, int64_t year)
{
	iso_date starts, ends;

	date_to_iso(first_day(m, p, year), starts);
	year_day(year, 8, 31, ends);
	return run(m, ENROLMENT,
		   WITH(INT("student", p->id), INT("year", year), INT("class", p->class_id),
			INT("seat", p->seat), TEXT("starts", starts), TEXT("ends", ends)));
}

static bool assign(struct maker *m, const struct pupil *p)
{
	iso_date starts, ends;
	int64_t first = p->entry, oldest = m->s->year.id - m->d->years + 1;

	date_to_iso(first_day(m, p, first > oldest ? first : oldest), starts);
	if (p->entry + GRADES - 1 < m->s->year.id)
		year_day(p->entry + GRADES - 1, 8, 31, ends);
	else
		snprintf(ends, sizeof ends, "%s", DATE_OPEN);
	return run(m, ASSIGNMENT,
		   WITH(INT("student", p->id), INT("mentor", p->mentor), TEXT("starts", starts),
			TEXT("ends", ends)));
}

static bool live(struct maker *m, struct pupil *p)
{
	int64_t oldest = m->s->year.id - m->d->years + 1;
	bool has_mentor = m->d->mentors && !likely(m, 1);

	p->late = p->entry == m->s->year.id && likely(m, 2);
	if (has_mentor) {
		p->mentor = m->first_mentor + m->next_mentor++ % m->d->mentors;
		if (!assign(m, p))
			return false;
	}
	for (int grade = 6; grade <= 9; grade++) {
		int64_t year = p->entry + grade - 6;

		if (year < oldest || year > m->s->year.id)
			continue;
		if (!enrol(m, p, year) || (has_mentor && !add_contacts(m, p, year, grade)))
			return false;
	}
	return true;
}

static bool add_cohort(struct maker *m, int64_t entry, int64_t size)
{
	int64_t per_class = CLASS_SIZE, class_id = 0;

	if (size / per_class >= MOST_CLASSES)
		per_class = size / MOST_CLASSES + 1;
	for (int64_t i = 0; i < size; i++) {
		struct pupil p = { .entry = entry, .seat = i % per_class + 1 };
		int64_t number = i / per_class + 1;

		if (p.seat == 1) {
			class_id = (entry << 16) + number;
			if (!run(m, CLASS,
				 WITH(INT("id", class_id), INT("entry_year", entry),
				      INT("number", number))))
				return false;
		}
		p.class_id = class_id;
		if (!add_pupil(m, number, &p) || !live(m, &p))
			return false;
	}
	return true;
}

static bool add_years(struct maker *m)
{
	for (int64_t i = 0; i < m->d->years; i++) {
		int64_t year = m->s->year.id - m->d->years + 1 + i, there;

		if (!db_int(m->s->db, &statements[HAS_YEAR], WITH(INT("year", year)), &there, NULL,
			    m->e) ||
		    (!there && !school_add_year(m->s->db, (int)year, m->e)) ||
		    !school_load_key_dates(m->s->db, year, &m->arena, &m->key[i].dates,
					   &m->key[i].count, m->e))
			return false;
	}
	return true;
}

static bool fill(struct maker *m)
{
	int64_t first = m->s->year.id - m->d->years + 1 - (GRADES - 1);

	if (!add_years(m) || !add_mentors(m))
		return false;
	for (int64_t entry = first; entry <= m->s->year.id; entry++) {
		/* of the remainder one each, so that any four cohorts make up the number */
		int64_t size = m->d->students / GRADES + (entry % GRADES < m->d->students % GRADES);

		if (!add_cohort(m, entry, size))
			return false;
	}
	return !m->first_mentor || account_is_mentor(m->s, m->first_mentor, m->e);
}

bool demo_fill(struct session *s, const struct demo *d, struct err *e)
{
	struct maker m = { .s = s, .d = d, .chance = d->seed, .e = e };
	bool ok;

	if (d->students < 0 || d->mentors < 0 || d->years < 1 || d->years > 20)
		return err_set(e, ERR_INVALID, "%s",
			       _("A made-up school has 1 to 20 years, and no less than nothing."));
	date_now_utc(m.now);
	ok = door_enter(s->db, e) && door_leave(s->db, fill(&m) && demo_add_year(s, d, e), e);
	arena_release(&m.arena);
	return ok;
}
