/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing feedback for one student after the other: the year's contacts beside it, how far the
 * mentor is, the next student at a key.
 */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "bright.h"
#include "contact_private.h"
#include "model/bright_spot.h"
#include "model/repeat.h"
#include "ui/ask.h"

static struct contact_form *feedback_of(const struct form *f)
{
	return (struct contact_form *)f;
}

/* --------------------------------------------------------- the year's contacts */

static void add_word(struct buf *out, const char *word)
{
	if (word && *word)
		buf_printf(out, "%s%s", out->len ? "  " : "", word);
}

/* Day, kind, occasion and mode; what else there is to tell, dim; the text as it was written. */
static void tell(struct beside *out, const struct contact *of, const struct contact *c)
{
	struct buf line = { 0 };

	if (out->count)
		beside_add(out, STYLE_TEXT, "");
	add_word(&line, c->date + strlen("2026-"));
	add_word(&line, choice_label(contact_kinds, c->kind));
	add_word(&line, c->key_date);
	add_word(&line, c->mode ? choice_label(contact_modes, c->mode) : NULL);
	add_word(&line, c->sensitive ? _("sensitive") : NULL);
	beside_add(out, STYLE_STRONG, buf_str(&line));
	buf_clear(&line);
	field_show(field_find(contact_fields, "topics"), c, &line);
	add_word(&line, c->guardian);
	add_word(&line, c->mentor_id != of->mentor_id ? c->mentor : NULL);
	add_word(&line, c->reason);
	if (line.len)
		beside_add(out, STYLE_DIM, buf_str(&line));
	buf_clear(&line);
	sensitive_show(NULL, contact_is_masked(c), c->text, &line);
	if (line.len)
		beside_add(out, STYLE_TEXT, line.at);
	buf_release(&line);
}

static bool is_of_year(const struct session *s, const struct contact *c)
{
	return strcmp(c->date, s->year.starts) >= 0 && strcmp(c->date, s->year.ends) <= 0;
}

/* What was seen and noted then, for the letter to come back to. */
static bool add_bright_spots(struct form *f, struct beside *out, struct err *e)
{
	struct session *s = session_of(&f->view);
	struct buf line = { 0 };
	struct rowset set;
	bool ok = bright_spot_list_of_student(s, contact_student(contact_of(f)), &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct bright_spot *b = rowset_at(&set, i);

		if (strcmp(b->date, s->year.starts) < 0 || strcmp(b->date, s->year.ends) > 0)
			continue;
		if (!out->count)
			beside_add(out, STYLE_STRONG, _("Bright spots"));
		buf_clear(&line);
		buf_printf(&line, "%s  %s", b->date + strlen("2026-"), b->text);
		beside_add(out, STYLE_TEXT, line.at);
	}
	buf_release(&line);
	rowset_release(&set);
	return ok;
}

bool feedback_beside(struct form *f, struct beside *out, struct err *e)
{
	struct session *s = session_of(&f->view);
	const struct contact *of = contact_of(f);
	struct buf text = { 0 };
	struct rowset set;
	size_t count = 0;
	bool ok = contact_list_of_student(s, contact_student(of), &set, e) &&
		  add_bright_spots(f, out, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct contact *c = rowset_at(&set, i);

		if (!is_of_year(s, c) || c->id == of->id)
			continue;
		tell(out, of, c);
		count++;
	}
	if (ok && !out->count)
		beside_add(out, STYLE_DIM,
			   contact_student(of)
				   ? _("Nothing else is recorded for this student in this year. "
				       "What is recorded will be read here.")
				   : _("Choose the student: what was recorded in this year will "
				       "then be read here."));
	buf_printf(&text, _("This year: %zu"), count);
	beside_title(out, buf_str(&text));
	buf_release(&text);
	rowset_release(&set);
	return ok;
}

/* -------------------------------------------------------------------- progress */

bool feedback_count(struct form *f, struct err *e)
{
	struct contact_form *cf = feedback_of(f);

	return contact_find_leader(f, e) &&
	       feedback_progress_of(session_of(&f->view), cf->leader, &cf->progress, e);
}

void feedback_tell(const struct form *f, struct buf *out)
{
	const struct feedback_progress *p = &feedback_of(f)->progress;

	if (p->students)
		buf_printf(out, _("Feedback %d/%d written, %d to students, %d to guardians"),
			   (int)p->written, (int)p->students, (int)p->to_student,
			   (int)p->to_guardians);
}

/* ------------------------------------------------------------------ deliveries */

static const struct handing {
	const char *day, *way, *first;
} handings[APP_WAYS] = {
	{ "to_student", "to_student_way", "in_person" },
	{ "to_guardians", "to_guardians_way", "paper" },
};

static const char *text_of(const struct form *f, const char *name)
{
	return field_text(field_find(contact_fields, name), f->thing);
}

static const char *usual_way(const struct form *f, size_t i)
{
	const struct app *app = f->view.ui->owner;

	return app->ways[i] ? app->ways[i] : handings[i].first;
}

void feedback_deliver(struct form *f, const struct contact_start *start)
{
	const bool wanted[APP_WAYS] = { start->to_student, start->to_guardians };

	for (size_t i = 0; i < APP_WAYS; i++) {
		if (!wanted[i] || *text_of(f, handings[i].day))
			continue;
		form_put(f, handings[i].day, session_of(&f->view)->today_iso);
		form_put(f, handings[i].way, usual_way(f, i));
		f->dirty = true;
	}
}

void feedback_changed(struct form *f, const struct field *field)
{
	if (field->kind == FIELD_NOTE)
		feedback_of(f)->repeats = false;
	for (size_t i = 0; i < APP_WAYS; i++) {
		const struct handing *h = &handings[i];
		bool day = *text_of(f, h->day), way = *text_of(f, h->way);

		if (!strcmp(field->name, h->day) && day != way)
			form_set(f, h->way, day ? usual_way(f, i) : "");
		if (!strcmp(field->name, h->way) && way && !day)
			form_set(f, h->day, session_of(&f->view)->today_iso);
	}
}

void feedback_remember(const struct form *f)
{
	struct app *app = f->view.ui->owner;

	for (size_t i = 0; i < APP_WAYS; i++) {
		const struct choice *way = choice_find(contact_ways, text_of(f, handings[i].way));

		if (way)
			app->ways[i] = way->code;
	}
}

bool feedback_is_first(struct form *f, struct err *e)
{
	const struct contact *c = contact_of(f);
	int64_t stored = 0;

	if (c->id || !f->class->beside)
		return true;
	if (!contact_find_feedback(session_of(&f->view), contact_student(c), &stored, e))
		return false;
	return !stored || err_field(e, "student_ids", "%s",
				    _("This student has a feedback of this year already; open it "
				      "and add to it."));
}

bool feedback_is_own(struct form *f, struct err *e)
{
	struct contact_form *cf = feedback_of(f);
	struct buf question = { 0 }, quoted = { 0 }, name = { 0 };
	struct repeat repeat;

	if (cf->repeats)
		return true;
	if (!repeat_find(session_of(&f->view), contact_of(f), &f->arena, &repeat, e))
		return false;
	if (!repeat.student)
		return true;
	buf_printf(&question, _("This letter repeats that of %s: \"%s\"."),
		   text_quote(&name, repeat.student), text_quote(&quoted, repeat.passage));
	cf->repeats = ask_yes(f->view.ui, question.at, _("save all the same"), _("go on editing"));
	buf_release(&question);
	buf_release(&quoted);
	buf_release(&name);
	return cf->repeats;
}

const struct action feedback_actions[] = {
	{ .keys = "",
	  .about = N_("The letter of the year to student and guardians, with what was recorded "
		      "beside it (F6 reads there). It counts from the day on which it was "
		      "handed over, even without any text; without such a day it is kept and "
		      "counts for nothing yet. Ctrl-N saves and goes to the mentor's next "
		      "student.") },
	{ .name = "feedback.next",
	  .keys = "C-n",
	  .bar = N_("Next one"),
	  .run = contact_next,
	  .help = N_("Save, and the next student of this mentor") },
	{ .name = "feedback.previous",
	  .keys = "C-x",
	  .run = contact_previous,
	  .help = N_("Save, and the student before") },
	{ .more = form_beside },
	{ .name = "form.phrase",
	  .keys = "C-o",
	  .bar = N_("Phrases"),
	  .run = form_phrase,
	  .help = N_("In a text: pick a bright spot of the student or a phrase; ;code and Space "
		     "types the one with that code") },
	{ .more = bright_form_actions },
	{ 0 },
};
