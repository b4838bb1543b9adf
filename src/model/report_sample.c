/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/report_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/digest.h"
#include "model/audit.h"
#include "model/grade.h"
#include "model/guardian.h"
#include "model/statements.h"

enum { FRAME, NUMBER };

static const struct sql statements[] = {
	/* of each student the guardian who was entered first and has a number, as far as a session
	 * sees that there are any */
	[FRAME] = { "sample.frame",
		    "SELECT s.id, s.rev, s.name, c.id, " SQL_CLASS_NAME ", g.id, g.name, "
		    "g.relation FROM my_enrolment e JOIN class c ON c.id = e.class_id "
		    "JOIN my_student s ON s.id = e.student_id LEFT JOIN my_reachable r "
		    "ON r.student_id = s.id LEFT JOIN my_guardian g ON g.id = r.id AND g.rev > 0 "
		    "WHERE e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
		    "AND iif(:class, c.id = :class, " SQL_GRADE " = :grade) ORDER BY c.id, s.id",
		    false },
	[NUMBER] = { "sample.number", "SELECT phone FROM my_sampled WHERE id = :id AND rev > 0",
		     false },
};
const struct sql_table report_sample_sql = SQL_TABLE(statements);

static const struct choice drawn_parts[] = {
	{ "sample", N_("sample"), NULL },
	{ "reserve", N_("reserve"), NULL },
	{ 0 },
};

const struct field sampled_fields[] = {
	{ FIELD(struct sampled, place), .label = N_("No."), .kind = FIELD_INT, .width = 4,
	  .flags = FIELD_DERIVED | FIELD_RIGHT, .help = N_("the order in which they were drawn") },
	{ FIELD(struct sampled, part), .label = N_("Part"), .kind = FIELD_CHOICE, .width = 6,
	  .flags = FIELD_DERIVED, .choices = drawn_parts,
	  .help = N_("sample: to be telephoned; reserve: where one of those is not reached") },
	{ FIELD(struct sampled, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 7,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct sampled, student), .label = N_("Student"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct sampled, guardian), .label = N_("Guardian"), .kind = FIELD_NAME, .width = 10,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct sampled, relation), .label = N_("Relation"), .kind = FIELD_TEXT, .width = 6,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct sampled, phone), .label = N_("Phone"), .kind = FIELD_PHONE, .width = 14,
	  .flags = FIELD_DERIVED, .help = N_("whole, and on record as shown") },
	{ FIELD(struct sampled, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .flags = FIELD_DERIVED },
	{ 0 },
};

/* ------------------------------------------------------------------- drawing */

struct lot {
	struct sampled who;
	int64_t class_id;
	char digest[DIGEST_TEXT];
	int64_t rank; /* by class: its place within the class, as a share of it */
};

struct drawing {
	struct lot *lots;
	size_t count;
	struct arena *arena;
};

static bool load_frame(struct session *s, const struct sample_of *of, struct drawing *d,
		       struct sample_counts *counts, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[FRAME],
			 WITH(INT("year", s->year.id), TEXT("today", s->today_iso),
			      INT("grade", of->grade), INT("class", of->class_id)),
			 e))
		return false;
	while (cursor_next(&c)) {
		struct lot *lot;
		char id[24];

		counts->students++;
		if (!cursor_int(&c, 5))
			continue;
		d->lots = mem_grow(d->lots, (d->count + 1) * sizeof *d->lots);
		lot = &d->lots[d->count++];
		*lot = (struct lot){ .class_id = cursor_int(&c, 3) };
		lot->who.student_id = cursor_int(&c, 0);
		lot->who.id = cursor_int(&c, 5);
		lot->who.rev = 1;
		lot->who.student = arena_text(d->arena, cursor_text(&c, 2));
		lot->who.class_name = arena_text(d->arena, cursor_text(&c, 4));
		lot->who.guardian = arena_text(d->arena, cursor_text(&c, 6));
		lot->who.relation = arena_text(d->arena, cursor_text(&c, 7));
		snprintf(id, sizeof id, "%lld", (long long)lot->who.student_id);
		digest_text(of->seed, id, lot->digest);
	}
	counts->with_number = (int64_t)d->count;
	return cursor_close(&c);
}

static int by_digest(const void *a, const void *b)
{
	return strcmp(((const struct lot *)a)->digest, ((const struct lot *)b)->digest);
}

static int by_rank(const void *a, const void *b)
{
	const struct lot *x = a, *y = b;

	return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : by_digest(a, b);
}

/* The i-th drawn of a class of n stands at (2i + 1) / 2n of the way through it, so that any number
 * of those that come first has each class in proportion. */
static void rank_by_class(struct drawing *d)
{
	for (size_t i = 0; i < d->count; i++) {
		int64_t before = 0, all = 0;

		for (size_t k = 0; k < d->count; k++)
			if (d->lots[k].class_id == d->lots[i].class_id) {
				all++;
				before += k < i;
			}
		d->lots[i].rank = (2 * before + 1) * 1000000 / (2 * all);
	}
	qsort(d->lots, d->count, sizeof *d->lots, by_rank);
}

/* ---------------------------------------------------------------------- numbers */

static bool show_number(struct session *s, struct sampled *who, struct arena *arena, struct err *e)
{
	const char *phone;

	if (!guardian_reveal(s, who->id, who->student_id, e) ||
	    !db_text(s->db, &statements[NUMBER], WITH(INT("id", who->id)), arena, &phone, e))
		return false;
	who->phone = phone ? phone : "";
	return true;
}

static bool take(struct session *s, const struct sample_of *of, struct drawing *d,
		 struct rowset *out, struct sample_counts *counts, struct err *e)
{
	size_t most = (size_t)(of->size * SAMPLE_TIMES);
	struct buf how = { 0 };
	bool ok;

	if (d->count)
		qsort(d->lots, d->count, sizeof *d->lots, by_digest);
	if (of->by_class && d->count)
		rank_by_class(d);
	if (d->count < most)
		most = d->count;
	buf_printf(&how, "grade=%d class=%d size=%d by=%s seed=%s", (int)of->grade,
		   (int)of->class_id, (int)of->size, of->by_class ? "class" : "grade", of->seed);
	ok = audit_export(s, "sample", 0, most, buf_str(&how), e);
	buf_release(&how);
	for (size_t i = 0; ok && i < most; i++) {
		struct sampled *row = rowset_add(out);

		*row = d->lots[i].who;
		row->place = (int64_t)i + 1;
		row->part = (int64_t)i < of->size ? "sample" : "reserve";
		ok = show_number(s, row, &out->arena, e);
	}
	counts->drawn = (int64_t)out->count;
	return ok;
}

/* ---------------------------------------------------------------------- asking */

static bool may(const struct session *s, struct err *e)
{
	bool head = s->role && !strcmp(s->role, "principal");

	if (!(s->may & MAY_ACCOUNTS) && !head)
		return err_set(
			e, ERR_DENIED, "%s",
			_("A sample of guardians is for the principal and the office alone."));
	return !s->read_only || !head ||
	       err_set(e, ERR_IO, "%s",
		       _("This file may only be read, and that a number was shown cannot be put on "
			 "record in it; so none is shown."));
}

static bool check(const struct sample_of *of, struct err *e)
{
	if (!of->grade == !of->class_id)
		return err_field(e, "grade", "%s", _("Say of which grade, or of which class."));
	if (of->size < 1 || of->size > SAMPLE_MOST)
		return err_field(e, "size", _("A sample is of 1 to %d guardians."), SAMPLE_MOST);
	return (of->seed && *of->seed && strlen(of->seed) <= 60) ||
	       err_field(e, "seed", "%s",
			 _("A seed is a word or a number, such as 20261123: the same one draws the "
			   "same sample again."));
}

bool sample_draw(struct session *s, const struct sample_of *of, struct rowset *out,
		 struct sample_counts *counts, struct err *e)
{
	struct drawing d = { .arena = &out->arena };
	bool ok;

	*counts = (struct sample_counts){ 0 };
	rowset_init(out, sampled_fields, sizeof(struct sampled));
	if (!may(s, e) || !check(of, e))
		return false;
	ok = load_frame(s, of, &d, counts, e) && take(s, of, &d, out, counts, e);
	free(d.lots);
	return ok;
}

void sample_method(const struct sample_of *of, const struct sample_counts *counts, struct buf *out)
{
	buf_printf(out,
		   _("Drawn by the digest (BLAKE2b) of the seed %s and each student's row number, "
		     "the least first: the same seed and file draw the same again. Of %lld "
		     "students, %lld have a guardian with a number and could be drawn. "),
		   of->seed, (long long)counts->students, (long long)counts->with_number);
	if (of->by_class)
		buf_text(out, _("From each class in proportion to its students. "));
	if (counts->drawn < of->size * SAMPLE_TIMES)
		buf_printf(out,
			   _("Asked for were %lld with a reserve of twice as many; there are "
			     "only %lld."),
			   (long long)of->size, (long long)counts->drawn);
	else
		buf_printf(out, _("%lld to be telephoned, and a reserve of twice as many."),
			   (long long)of->size);
}
