/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the SQL of the reports counts: a row for each obligation (duty) and for each student
 * (covered), from one pass over the checklist, so that no figure has a definition of its own. Of a
 * closed year both come from the counts that were fixed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"
#include "db/lent.h"
#include "model/contact.h"
#include "report_private.h"

struct duty {
	int64_t id, rev; /* its place, counted from 1; 0 */
	int64_t student_id, mentor_id, class_id, grade, seat;
	int64_t kind_no, key_date_id, contact_id, elsewhere, late;
	const char *kind, *occasion, *state, *opens, *due, *day, *mode;
};

struct covered {
	int64_t id, rev; /* the same */
	int64_t student_id, mentor_id, class_id, grade, seat;
	int64_t students; /* 1; of a closed year so many of that class and mentor */
};

#define NUMBER(type, member)                                                                       \
	{                                                                                          \
		FIELD(type, member), .kind = FIELD_INT                                             \
	}

static const struct field duty_fields[] = {
	NUMBER(struct duty, student_id),  NUMBER(struct duty, mentor_id),
	NUMBER(struct duty, class_id),    NUMBER(struct duty, grade),
	NUMBER(struct duty, seat),        { FIELD(struct duty, kind) },
	{ FIELD(struct duty, occasion) }, NUMBER(struct duty, kind_no),
	NUMBER(struct duty, key_date_id), { FIELD(struct duty, state) },
	{ FIELD(struct duty, opens) },    { FIELD(struct duty, due) },
	{ FIELD(struct duty, day) },      NUMBER(struct duty, contact_id),
	{ FIELD(struct duty, mode) },     NUMBER(struct duty, elsewhere),
	NUMBER(struct duty, late),        { 0 },
};

static const struct field covered_fields[] = {
	NUMBER(struct covered, student_id),
	NUMBER(struct covered, mentor_id),
	NUMBER(struct covered, class_id),
	NUMBER(struct covered, grade),
	NUMBER(struct covered, seat),
	NUMBER(struct covered, students),
	{ 0 },
};

static const char duty[] = "duty", covered[] = "covered";

bool duties_lend_tables(struct db *db, struct err *e)
{
	return db_lend_table(db, duty, duty_fields, e) &&
	       db_lend_table(db, covered, covered_fields, e);
}

/* ------------------------------------------------------------------ this year */

struct gathering {
	struct duties *to;
	struct coverage_elsewhere elsewhere;
	const struct owed *student; /* at hand */
	const struct checklist *list;
	const char **labels; /* of the list's occasions, in the set's arena; NULL: not there yet */
	const char **opens, **due;
};

static const char *keep(struct gathering *g, const char **at, const char *text)
{
	const char *kept = at && *at ? *at : arena_text(&g->to->duties.arena, text);

	if (at)
		*at = kept;
	return kept;
}

/* Those of everybody's are kept once. */
static void describe(struct gathering *g, const struct occasion *o, struct duty *row)
{
	size_t i = (size_t)(o - g->list->occasions);
	bool shared = o >= g->list->occasions && i < g->list->occasion_count;

	row->occasion = keep(g, shared ? &g->labels[i] : NULL, o->label);
	row->opens = keep(g, shared ? &g->opens[i] : NULL, o->opens);
	row->due = keep(g, shared ? &g->due[i] : NULL, o->due);
}

static void add_duty(void *arg, const struct occasion *o, const struct obligation *state)
{
	struct gathering *g = arg;
	bool met = state->state == OBLIGATION_MET;
	const char *mode = coverage_elsewhere(&g->elsewhere, o, state);
	struct duty *row;

	if (state->state == OBLIGATION_NONE || state->state == OBLIGATION_NOT_APPLICABLE)
		return;
	row = rowset_add(&g->to->duties);
	*row = (struct duty){ .id = (int64_t)g->to->duties.count,
			      .student_id = g->student->student_id,
			      .mentor_id = g->student->mentor_id,
			      .class_id = g->student->class_id,
			      .grade = g->student->grade,
			      .seat = g->student->seat,
			      .kind_no = o->kind + 1,
			      .key_date_id = o->kind == OCCASION_TALK ? o->id : 0,
			      .contact_id = met && o->kind != OCCASION_REFERRAL ? state->by : 0,
			      .elsewhere = mode != NULL,
			      .late = met && strcmp(state->day, o->due) > 0,
			      .kind = occasion_code(o->kind),
			      .state = obligation_state_code(state->state) };
	describe(g, o, row);
	if (met)
		row->day = arena_text(&g->to->duties.arena, state->day);
	if (met && o->kind == OCCASION_VISIT)
		row->mode = mode ? mode : "home";
}

static bool add_student(void *arg, const struct owed *student, const struct checklist *list)
{
	struct gathering *g = arg;
	struct covered *row = rowset_add(&g->to->covered);
	size_t bytes = (list->occasion_count + 1) * sizeof *g->labels;

	if (!g->labels) {
		g->labels = mem_alloc(bytes);
		g->opens = mem_alloc(bytes);
		g->due = mem_alloc(bytes);
	}
	*row = (struct covered){ .id = (int64_t)g->to->covered.count,
				 .student_id = student->student_id,
				 .mentor_id = student->mentor_id,
				 .class_id = student->class_id,
				 .grade = student->grade,
				 .seat = student->seat,
				 .students = 1 };
	g->student = student;
	g->list = list;
	coverage_each_duty(student, list, add_duty, g);
	return true;
}

static bool gather(struct session *s, struct duties *out, struct err *e)
{
	struct gathering g = { .to = out };
	bool ok = coverage_load_elsewhere(s, &g.elsewhere, e) &&
		  checklist_each(s, OWED_BY_ANYONE, 0, add_student, &g, e);

	free(g.elsewhere.visits);
	free(g.labels);
	free(g.opens);
	free(g.due);
	return ok;
}

/* -------------------------------------------------------------- a closed year */

/* So many obligations of a kind and state, the first of them met elsewhere. */
static void add_fixed(struct duties *out, const struct duty *like, int64_t count, int64_t elsewhere)
{
	for (int64_t i = 0; i < count; i++) {
		struct duty *row = rowset_add(&out->duties);

		*row = *like;
		row->id = (int64_t)out->duties.count;
		row->elsewhere = i < elsewhere;
	}
}

static void add_count(struct duties *out, const struct coverage *c, const struct coverage_count *n)
{
	const struct coverage_class *class = &c->classes[n->class];
	struct covered *row = rowset_add(&out->covered);

	*row = (struct covered){ .id = (int64_t)out->covered.count,
				 .mentor_id = c->mentors[n->mentor].id,
				 .class_id = class->id,
				 .grade = class->grade,
				 .students = n->students };
	for (int kind = 0; kind < OCCASION_KINDS; kind++)
		for (int state = OBLIGATION_MET; state <= OBLIGATION_EXEMPT; state++)
			add_fixed(out,
				  &(struct duty){ .mentor_id = c->mentors[n->mentor].id,
						  .class_id = class->id,
						  .grade = class->grade,
						  .kind_no = kind + 1,
						  .kind = occasion_code((enum occasion_kind)kind),
						  .state = obligation_state_code(
							  (enum obligation_state)state) },
				  n->of[kind][state],
				  kind == OCCASION_VISIT && state == OBLIGATION_MET ? n->elsewhere
										    : 0);
}

static bool gather_fixed(struct session *s, int64_t year, struct duties *out, struct err *e)
{
	struct coverage c = { 0 };
	bool found = false, ok = coverage_load_fixed(s, year, &c, &found, e);

	if (ok && !found)
		ok = err_set(e, ERR_NOT_FOUND,
			     _("The school year %d has no figures: it was not closed here."),
			     (int)year);
	for (size_t i = 0; ok && i < c.count_count; i++)
		add_count(out, &c, &c.counts[i]);
	coverage_release(&c);
	return ok;
}

/* ----------------------------------------------------------------- lending */

bool duties_lend(struct session *s, int64_t year, bool fixed, struct duties *out, struct err *e)
{
	bool ok;

	rowset_init(&out->duties, duty_fields, sizeof(struct duty));
	rowset_init(&out->covered, covered_fields, sizeof(struct covered));
	ok = fixed ? gather_fixed(s, year, out, e) : gather(s, out, e);
	db_lend(s->db, duty, &out->duties);
	db_lend(s->db, covered, &out->covered);
	return ok;
}

void duties_take_back(struct session *s, struct duties *d)
{
	db_lend(s->db, duty, NULL);
	db_lend(s->db, covered, NULL);
	rowset_release(&d->duties);
	rowset_release(&d->covered);
}
