/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers for the head: what inspectors ask at random, in sentences to be spoken, with the pack's
 * figures and no others. All of it has to fit on one page.
 */
#include <string.h>

#include "base/i18n.h"
#include "model/report_pack.h"
#include "report_private.h"

static const struct field fields[] = {
	REPORT_TEXT(0, "question", N_("Question"), N_("as inspectors may ask it"), 30),
	REPORT_TEXT(1, "answer", N_("Answer"), N_("to be spoken, with the figures of this pack"),
		    80),
	{ 0 },
};

struct answers {
	const struct session *s;
	const struct report_pack *pack;
	struct rowset *out;
};

/* A figure as people read it: of a row counted from 0, or of the last one, the sum. */
enum { SUM = -1 };

static const char *figure(const struct answers *a, enum report_part part, int row,
			  const char *column)
{
	const struct rowset *set = &a->pack->parts[part];
	struct buf text = { 0 };
	const char *kept = "0";

	if (set->count) {
		size_t i = row == SUM ? set->count - 1 : (size_t)row;

		field_show(field_find(set->fields, column), rowset_at(set, i), &text);
		kept = arena_text(&a->out->arena, buf_str(&text));
	}
	buf_release(&text);
	return kept;
}
#define F(part, row, column) figure(a, part, row, column)

static bool is_known(const struct answers *a, enum report_part part, size_t row, const char *column)
{
	const struct rowset *set = &a->pack->parts[part];

	return row < set->count &&
	       field_int(field_find(set->fields, column), rowset_at(set, row)) >= 0;
}

static void add(const struct answers *a, const char *question, struct buf *answer)
{
	struct report_row *row = rowset_add(a->out);

	row->id = (int64_t)a->out->count;
	row->t[0] = question;
	row->t[1] = arena_text(&a->out->arena, buf_str(answer));
	buf_release(answer);
}

static void add_coverage(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t,
		   _("Our school has %s students; %s have a mentor, %s have none. %s mentors lead "
		     "them, %s students each on average."),
		   F(PACK_COVERAGE, SUM, "students"), F(PACK_COVERAGE, SUM, "with_mentor"),
		   F(PACK_COVERAGE, SUM, "without_mentor"), F(PACK_COVERAGE, SUM, "mentors"),
		   F(PACK_COVERAGE, SUM, "ratio"));
	add(a, _("Does every student have a mentor, and how many does each mentor lead?"), &t);
}

static void add_duties(const struct answers *a)
{
	struct buf t = { 0 };
	const struct rules *r = &a->s->rules;

	buf_printf(
		&t,
		strcmp(r->visits_per, "term")
			? _("Of the tasks of the scheme our school takes on home visits (%lld a "
			    "year for each student), talks at key dates and after major changes "
			    "(within %lld days), written feedback to students and guardians, and "
			    "referral to the school's departments (within %lld days).")
			: _("Of the tasks of the scheme our school takes on home visits (%lld a "
			    "term for each student), talks at key dates and after major changes "
			    "(within %lld days), written feedback to students and guardians, and "
			    "referral to the school's departments (within %lld days)."),
		(long long)r->visits, (long long)r->change_days, (long long)r->referral_days);
	add(a, _("Which tasks of the scheme does the school take on?"), &t);
}

static void add_visits(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t,
		   _("Of %s home visits owed this year %s are done, %s%%: %s at home. %s families "
		     "declined; with them it was %s times at school, %s by phone, %s by video. %s "
		     "are overdue, %s exempt."),
		   F(PACK_TASKS, 0, "owed"), F(PACK_TASKS, 0, "met"), F(PACK_TASKS, 0, "percent"),
		   F(PACK_TASKS, 0, "home"), F(PACK_TASKS, 0, "declined"),
		   F(PACK_TASKS, 0, "school"), F(PACK_TASKS, 0, "phone"), F(PACK_TASKS, 0, "video"),
		   F(PACK_TASKS, 0, "overdue"), F(PACK_TASKS, 0, "exempt"));
	add(a, _("How far have the home visits come, and in which form?"), &t);
}

static void add_talks(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t, _("Of %s talks owed this year %s are done, %s%%."),
		   F(PACK_GRADES, SUM, "talks"), F(PACK_GRADES, SUM, "talked"),
		   F(PACK_GRADES, SUM, "talks_percent"));
	buf_printf(&t, _(" After major changes %s of %s were held."), F(PACK_TASKS, 3, "met"),
		   F(PACK_TASKS, 3, "owed"));
	add(a, _("How far have the talks come?"), &t);
}

static void add_feedback(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t,
		   _("Written feedback was handed to students %s of %s times, to guardians %s of "
		     "%s times."),
		   F(PACK_TASKS, 4, "met"), F(PACK_TASKS, 4, "owed"), F(PACK_TASKS, 5, "met"),
		   F(PACK_TASKS, 5, "owed"));
	add(a, _("How far has the written feedback come?"), &t);
}

static void add_lacking(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t,
		   _("%s students have had no visit yet this year, %s no talk, %s no feedback. We "
		     "know who they are, and their mentors see it every day."),
		   F(PACK_GRADES, SUM, "no_visit"), F(PACK_GRADES, SUM, "no_talk"),
		   F(PACK_GRADES, SUM, "no_letter"));
	add(a, _("Who has had none yet?"), &t);
}

static void add_matching(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t,
		   _("%s students have a lead mentor. In this year %s students changed theirs, in "
		     "%s changes."),
		   F(PACK_MATCHING, 1, "count"), F(PACK_MATCHING, 9, "count"),
		   F(PACK_MATCHING, 8, "count"));
	if (is_known(a, PACK_MATCHING, 2, "count"))
		buf_printf(&t,
			   _(" Of %s who were matched by choice, %s got their first, %s their "
			     "second, %s their third, %s a later one; %s were placed by the "
			     "school."),
			   F(PACK_MATCHING, 2, "count"), F(PACK_MATCHING, 3, "count"),
			   F(PACK_MATCHING, 4, "count"), F(PACK_MATCHING, 5, "count"),
			   F(PACK_MATCHING, 6, "count"), F(PACK_MATCHING, 7, "count"));
	else
		buf_text(&t, _(" No matching by choice was confirmed this year."));
	add(a, _("How were students and mentors matched?"), &t);
}

static void add_care(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t,
		   _("%s students have co-mentors. %s students were referred: %s referrals are "
		     "closed, after %s days on average, %s are open, of which %s are overdue."),
		   F(PACK_CARE, SUM, "co_students"), F(PACK_CARE, SUM, "referred"),
		   F(PACK_CARE, SUM, "closed"), F(PACK_CARE, SUM, "days"),
		   F(PACK_CARE, SUM, "open"), F(PACK_CARE, SUM, "overdue"));
	add(a, _("What is done for students with special needs?"), &t);
}

static void add_absences(const struct answers *a)
{
	const struct rowset *set = &a->pack->parts[PACK_ABSENCES];
	struct buf t = { 0 };

	buf_printf(&t,
		   _("%s students could not attend normally at some time of this year, %s "
		     "still cannot, %s are back."),
		   F(PACK_ABSENCES, SUM, "students"), F(PACK_ABSENCES, SUM, "still"),
		   F(PACK_ABSENCES, SUM, "back"));
	for (int i = 0; (size_t)i + 1 < set->count; i++)
		buf_printf(&t, i ? _(", %s %s") : _(" Reasons: %s %s"),
			   F(PACK_ABSENCES, i, "reason"), F(PACK_ABSENCES, i, "students"));
	if (set->count > 1)
		buf_printf(&t,
			   _(". Of %s absences, %s have the care that is given and its effect on "
			     "record; they lasted %s days on average."),
			   F(PACK_ABSENCES, SUM, "absences"), F(PACK_ABSENCES, SUM, "cared"),
			   F(PACK_ABSENCES, SUM, "days"));
	add(a,
	    _("How many students cannot attend normally, why, what care do they get, with what "
	      "effect?"),
	    &t);
}

static void add_training(const struct answers *a)
{
	struct buf t = { 0 };

	buf_printf(&t,
		   _("There were %s training sessions this year. %s mentors on duty were at one or "
		     "more, %s at none; together they got %s credits."),
		   F(PACK_TRAINING, SUM, "sessions"), F(PACK_TRAINING, SUM, "mentors"),
		   F(PACK_TRAINING, SUM, "lacking"), F(PACK_TRAINING, SUM, "credits"));
	add(a, _("How are mentors trained?"), &t);
}

void report_answers(const struct session *s, const struct report_pack *pack, struct rowset *out)
{
	const struct answers a = { s, pack, out };

	rowset_init(out, fields, sizeof(struct report_row));
	add_coverage(&a);
	add_duties(&a);
	add_visits(&a);
	add_talks(&a);
	add_feedback(&a);
	add_lacking(&a);
	add_matching(&a);
	add_care(&a);
	add_absences(&a);
	add_training(&a);
}
