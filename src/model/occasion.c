/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a school year asks for everybody: from its rules and its key dates. */
#include <string.h>

#include "base/i18n.h"
#include "checklist_private.h"
#include "model/grade.h"

static void add(struct checklist *list, struct occasion o)
{
	list->occasions[list->occasion_count++] = o;
}

/* `quota` occasions of a kind in a span; with more than one the number stands behind the name. */
static void add_quota(struct checklist *list, struct occasion o, int64_t quota)
{
	const char *name = o.label;

	for (o.nth = 1; o.nth <= quota; o.nth++) {
		if (quota > 1)
			o.label = arena_printf(&list->arena, "%s%d", name, o.nth);
		add(list, o);
	}
}

/* The same for each term, or for the year as a whole with its last day `due`. */
static void add_spans(const struct session *s, struct checklist *list, struct occasion o,
		      int64_t quota, const char *per, const char *due)
{
	iso_date term_ends;

	o.opens = arena_text(&list->arena, s->year.starts);
	o.due = arena_text(&list->arena, due);
	if (strcmp(per, "term")) {
		add_quota(list, o, quota);
		return;
	}
	date_shift(s->year.second_term, -1, term_ends);
	o.term = 1;
	o.due = arena_text(&list->arena, term_ends);
	add_quota(list, o, quota);
	o.term = 2;
	o.opens = arena_text(&list->arena, s->year.second_term);
	o.due = strcmp(due, o.opens) < 0 ? arena_text(&list->arena, s->year.ends) : due;
	add_quota(list, o, quota);
}

static void add_feedback(const struct rules *r, struct checklist *list)
{
	struct occasion o = { .nth = 1,
			      .opens = arena_text(&list->arena, r->feedback_opens),
			      .due = arena_text(&list->arena, r->feedback_due),
			      .grades = GRADES_ALL };

	o.kind = OCCASION_TO_STUDENT;
	o.label = _("Let. S");
	add(list, o);
	o.kind = OCCASION_TO_GUARDIANS;
	o.label = _("Let. G");
	add(list, o);
}

/* The graduating grades: of a vocational school, what its rule says. */
static int64_t concerned(const struct key_date *k, const struct rules *r)
{
	if (k->grades != GRADES_GRADUATING)
		return k->grades;
	return (k->grades & ~((int64_t)1 << 15)) | (int64_t)1 << (12 + r->vocational_years);
}

bool occasions_load(struct session *s, struct checklist *list, struct err *e)
{
	const struct rules *r = &s->rules;
	const char *visit_due = arena_text(&list->arena, r->visit_due);
	struct key_date *dates;
	size_t count;

	if (!school_load_key_dates(s->db, s->year.id, &list->arena, &dates, &count, e))
		return false;
	list->occasions = arena_alloc(&list->arena, (count + 2 * (size_t)(r->visits + r->talks) +
						     2) * sizeof *list->occasions);
	add_spans(s, list,
		  (struct occasion){
			  .kind = OCCASION_VISIT, .label = _("Visit"), .grades = GRADES_ALL },
		  r->visits, r->visits_per, visit_due);
	for (size_t i = 0; i < count; i++)
		add(list, (struct occasion){ .kind = OCCASION_TALK,
					     .nth = 1,
					     .id = dates[i].id,
					     .label = dates[i].name,
					     .term = dates[i].term,
					     .opens = dates[i].opens,
					     .due = dates[i].due,
					     .grades = concerned(&dates[i], r) });
	add_spans(s, list,
		  (struct occasion){
			  .kind = OCCASION_FREQUENT, .label = _("Talk"), .grades = GRADES_ALL },
		  r->talks, r->talks_per, s->year.ends);
	add_feedback(r, list);
	return true;
}
