/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every preview against a recount of the whole checklist, before and after the change itself. */
#include "model/preview.h"

#include <criterion/criterion.h>
#include <string.h>

#include "content.h"
#include "expect.h"
#include "model/checklist.h"
#include "model/demo.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* 60 students of four grades, a year of records behind and half a one of this. */
static void begin(void)
{
	struct demo d = { .students = 60, .mentors = 5, .years = 2, .seed = 5 };

	school_begin(&s, SCHOOL_TODAY);
	MUST(demo_fill(&s, &d, &e), e);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_preview, .init = begin, .fini = end);

/* ------------------------------------------------------------------ recounting */

static bool is_owed(const struct obligation *o)
{
	return o->state != OBLIGATION_NONE && o->state != OBLIGATION_NOT_APPLICABLE;
}

/* How the same student's same occasion stands in the other list; NULL: there is no such occasion.
 * Looked for one by one. */
static const struct obligation *other(const struct checklist *list, int64_t student,
				      const struct occasion *o)
{
	for (size_t i = 0; i < list->student_count; i++)
		for (size_t k = 0; k < list->occasion_count; k++) {
			const struct occasion *p = &list->occasions[k];

			if (list->students[i].student_id == student && p->kind == o->kind &&
			    p->nth == o->nth && p->term == o->term && p->id == o->id)
				return &list->students[i].cell[k];
		}
	return NULL;
}

static struct preview recount(const struct checklist *before, const struct checklist *after)
{
	struct preview p = { .known = true };

	for (size_t i = 0; i < before->student_count; i++)
		for (size_t k = 0; k < before->occasion_count; k++) {
			const struct obligation *then = &before->students[i].cell[k];
			const struct obligation *now =
				other(after, before->students[i].student_id, &before->occasions[k]);

			p.vanish += is_owed(then) && (!now || !is_owed(now));
			p.reopen += then->state == OBLIGATION_MET && now && is_owed(now) &&
				    now->state != OBLIGATION_MET;
		}
	for (size_t i = 0; i < after->student_count; i++)
		for (size_t k = 0; k < after->occasion_count; k++) {
			const struct obligation *then =
				other(before, after->students[i].student_id, &after->occasions[k]);

			p.appear +=
				is_owed(&after->students[i].cell[k]) && (!then || !is_owed(then));
		}
	return p;
}

static void expect_same(const struct preview *told, const struct checklist *before,
			const char *what)
{
	struct checklist after;
	struct preview counted;

	MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &after, &e), e);
	counted = recount(before, &after);
	cr_expect(told->known && told->appear == counted.appear && told->vanish == counted.vanish &&
			  told->reopen == counted.reopen,
		  "%s: told %zu %zu %zu, counted %zu %zu %zu", what, told->appear, told->vanish,
		  told->reopen, counted.appear, counted.vanish, counted.reopen);
	checklist_release(&after);
}

/* A preview changes nothing, in the file or in the session. */
static void expect_nothing_changed(const struct buf *before)
{
	struct buf after = { 0 };

	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(after.at, before->at);
	buf_release(&after);
}

/* ------------------------------------------------------------------- key dates */

static struct preview key_date(const char *name, int term, const char *field, const char *value)
{
	struct preview told;
	struct checklist before;
	struct buf content = { 0 };
	struct rowset set = { 0 };
	struct key_date_row k = { .school_year_id = 2026,
				  .name = name,
				  .term = "first",
				  .opens = "2026-12-01",
				  .due = "2026-12-20",
				  .grades = "1-16" };

	if (term >= 0) {
		MUST(key_date_get(&s, school_key_date(&s, name, term), &set, &e), e);
		k = *(struct key_date_row *)rowset_at(&set, 0);
	}
	if (field)
		field_put_text(field_find(key_date_fields, field), &k, value);
	MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &before, &e), e);
	content_of_file("school.db", NULL, &content);
	if (value)
		MUST(key_date_preview(&s, &k, &told, &e), e);
	else
		MUST(key_date_remove_preview(&s, k.id, k.rev, &told, &e), e);
	expect_nothing_changed(&content);
	if (value)
		MUST(key_date_save(&s, &k, &e), e);
	else
		MUST(key_date_remove(&s, k.id, k.rev, &e), e);
	expect_same(&told, &before, name);
	checklist_release(&before);
	rowset_release(&set);
	buf_release(&content);
	return told;
}

Test(model_preview, a_key_date_more)
{
	struct preview p = key_date("心理周", -1, "grades", "1-16");

	cr_expect_eq(p.appear, 60);
	cr_expect_eq(p.vanish + p.reopen, 0);
}

Test(model_preview, a_key_date_for_other_grades)
{
	struct preview p = key_date("Final", 1, "grades", "6 9");

	cr_expect(p.vanish > 0 && p.vanish < 60 && !p.appear, "%zu", p.vanish);
	p = key_date("Final", 1, "grades", "7-9");
	cr_expect(p.vanish > 0 && p.appear > 0 && p.appear + p.vanish < 60, "%zu %zu", p.appear,
		  p.vanish);
}

Test(model_preview, a_window_that_leaves_talks_behind)
{
	struct preview p = key_date("Mid", 1, "opens", "2026-11-14");

	cr_expect(p.reopen > 0 && !p.appear && !p.vanish, "%zu", p.reopen);
}

Test(model_preview, a_name_alone_changes_nothing)
{
	struct preview p = key_date("Mid", 1, "name", "期中考试");

	cr_expect(preview_is_empty(&p));
}

Test(model_preview, a_key_date_less)
{
	struct preview p = key_date("Final", 2, NULL, NULL);

	cr_expect_eq(p.vanish, 60);
	cr_expect_eq(p.appear + p.reopen, 0);
}

/* ----------------------------------------------------------------------- rules */

Test(model_preview, rules)
{
	static const struct {
		const char *name, *value;
		size_t appear, vanish;
	} rows[] = {
		{ "visits", "3", 120, 0 },         { "visits", "0", 0, 180 },
		{ "due_soon", "60", 0, 0 },        { "feedback_due", "2027-07-15", 0, 0 },
		{ "mentor_capacity", "20", 0, 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct field *f = field_find(rule_fields, rows[i].name);
		struct checklist before;
		struct buf content = { 0 };
		struct preview told;
		struct rowset set;
		struct rules *r;
		int64_t visits = s.rules.visits;

		MUST(rules_get(&s, 2026, &set, &e), e);
		r = rowset_at(&set, 0);
		MUST(field_read(f, r, rows[i].value, &set.arena, DATE_NO_TODAY, NULL, &e), e);
		MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &before, &e), e);
		content_of_file("school.db", NULL, &content);
		MUST(rules_preview(&s, r, &told, &e), e);
		expect_nothing_changed(&content);
		cr_expect_eq(s.rules.visits, visits, "the session has what was tried out");
		MUST(rules_save(&s, r, &e), e);
		expect_same(&told, &before, rows[i].name);
		cr_expect_eq(told.appear, rows[i].appear, "%s: %zu", rows[i].name, told.appear);
		cr_expect_eq(told.vanish, rows[i].vanish, "%s: %zu", rows[i].name, told.vanish);
		checklist_release(&before);
		rowset_release(&set);
		buf_release(&content);
	}
}

/* -------------------------------------------------------------------- the rest */

Test(model_preview, refuses_what_the_change_would)
{
	struct preview told;
	struct key_date_row k = { .school_year_id = 2026,
				  .name = "心理周",
				  .term = "first",
				  .opens = "2026-11-01",
				  .due = "2026-11-02",
				  .grades = "1-16" };
	struct rowset set;

	REFUSED(key_date_preview(&s, &k, &told, &e), &e, ERR_INVALID, "opens", "overlaps Mid");
	MUST(rules_get(&s, 2026, &set, &e), e);
	((struct rules *)rowset_at(&set, 0))->feedback_due = "2026-10-01";
	REFUSED(rules_preview(&s, rowset_at(&set, 0), &told, &e), &e, ERR_INVALID, "feedback_due",
		"reversed");
	rowset_release(&set);
	REFUSED(key_date_remove_preview(&s, 9999, 1, &told, &e), &e, ERR_NOT_FOUND, "",
		"There is no such key date.");
	cr_expect_str_eq(s.rules.feedback_due, "2027-06-30");
}

Test(model_preview, of_another_year_nothing_is_reckoned)
{
	struct preview told;
	struct buf words = { 0 };
	struct rowset set;

	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
	MUST(rules_get(&s, 2027, &set, &e), e);
	((struct rules *)rowset_at(&set, 0))->visits = 5;
	MUST(rules_preview(&s, rowset_at(&set, 0), &told, &e), e);
	cr_expect(!told.known && preview_is_empty(&told));
	preview_say(&told, &words);
	cr_expect_str_eq(buf_str(&words),
			 "What is owed in another school year than today's is not reckoned "
			 "beforehand.");
	buf_release(&words);
	rowset_release(&set);
}

Test(model_preview, in_words)
{
	static const struct {
		struct preview p;
		const char *words;
	} rows[] = {
		{ { true, 0, 0, 0 }, "Obligations: none more, none less." },
		{ { true, 34, 2, 0 }, "Obligations: 34 more, 2 less. In all: +32." },
		{ { true, 2, 34, 0 }, "Obligations: 2 more, 34 less. In all: -32." },
		{ { true, 0, 0, 5 }, "Met before and owed again: 5." },
		{ { true, 1, 0, 5 }, "Obligations: 1 more, 0 less. Met before and owed again: 5." },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf words = { 0 };

		preview_say(&rows[i].p, &words);
		cr_expect_str_eq(buf_str(&words), rows[i].words);
		buf_release(&words);
	}
}
