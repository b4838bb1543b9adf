/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recording a contact. The options are the fields of the contact's form, but for those that point
 * at something (students, mentor, key date), which are named as people name them, and for notes,
 * which come from standard input: arguments can be read by everybody on the machine.
 */
#include "cli/record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/note.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/guardian.h"
#include "model/repeat.h"
#include "model/student.h"

/* ------------------------------------------------------------------ options */

static bool is_first_note(const char *const *form, const struct field *f)
{
	for (; *form; form++) {
		const struct field *one = field_find(contact_fields, *form);

		if (one->kind == FIELD_NOTE)
			return one == f;
	}
	return false;
}

/* --note is the first note of any form. */
static bool is_option(const char *const *form, const struct field *f)
{
	return f->kind != FIELD_REF && f->kind != FIELD_REFS && !is_first_note(form, f);
}

static bool in_form(const char *kind, const struct field *f)
{
	for (const char *const *form = contact_form_fields(kind); *form; form++)
		if (!strcmp(*form, f->name))
			return is_option(contact_form_fields(kind), f);
	return false;
}

static bool in_any_form(const struct field *f)
{
	for (const struct choice *k = contact_kinds; k->code; k++)
		if (in_form(k->code, f))
			return true;
	return false;
}

const struct field *record_option_field(size_t i)
{
	for (const struct field *f = contact_fields; f->name; f++)
		if (in_any_form(f) && !i--)
			return f;
	return NULL;
}

/* ------------------------------------------------------------------- filling */

static bool fill_students(struct cli *c, struct session *s, struct contact *contact, struct err *e)
{
	struct buf text = { 0 };
	int64_t *ids;
	size_t count;

	if (!cli_students(c, s, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%" PRId64, i ? " " : "", ids[i]);
	contact->student_ids = arena_text(&c->arena, buf_str(&text));
	buf_release(&text);
	return true;
}

static bool lead_mentor(struct session *s, int64_t student, int64_t *mentor, struct err *e)
{
	struct rowset one;
	bool ok = student_get(s, student, &one, e);

	*mentor = ok ? ((const struct student *)rowset_at(&one, 0))->mentor_id : 0;
	rowset_release(&one);
	return ok;
}

/* Whoever is logged in; for the office, the students' mentor where they all have the same. */
static bool preset_mentor(struct cli *c, struct session *s, struct contact *contact, struct err *e)
{
	int64_t *ids, lead;
	size_t count;

	contact->mentor_id = s->mentor_id;
	if (contact->mentor_id)
		return true;
	if (!cli_students(c, s, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!lead_mentor(s, ids[i], &lead, e))
			return false;
		if (!lead || (i && lead != contact->mentor_id))
			return err_field(
				e, "mentor_id", "%s",
				_("These students have not one mentor in common; say whose "
				  "record this is with --mentor."));
		contact->mentor_id = lead;
	}
	return true;
}

/* The names of the key dates that have begun by the day, each once; the last of the name that is
 * looked for goes to *found. */
static const char **begun_names(struct cli *c, const struct key_date *dates, size_t count,
				const char *day, const char *name, const struct key_date **found)
{
	const char **names = arena_alloc(&c->arena, (count + 1) * sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < count && strcmp(dates[i].opens, day) <= 0; i++) {
		size_t known = 0;

		if (!strcmp(dates[i].name, name))
			*found = &dates[i];
		while (known < n && strcmp(names[known], dates[i].name))
			known++;
		names[known] = dates[i].name;
		n += known == n;
	}
	return names;
}

/* The key date of that name which was the last to begin by the day of the contact. */
static bool fill_occasion(struct cli *c, struct session *s, struct contact *contact, struct err *e)
{
	const char *name = cli_value(c, "occasion"), **names;
	const struct key_date *found = NULL;
	struct key_date *dates;
	size_t count;

	if (!name)
		return true;
	if (!school_load_key_dates(s->db, s->year.id, &c->arena, &dates, &count, e))
		return false;
	names = begun_names(c, dates, count, contact->date, name, &found);
	contact->key_date_id = found ? found->id : 0;
	return found || usage_unknown(c, e, _("No key date %s has begun by the day of the talk."),
				      name, names);
}

/* One of the student's guardians, by name or relation. */
static bool fill_guardian(struct cli *c, struct session *s, struct contact *contact, struct err *e)
{
	const char *const *form = contact_form_fields(contact->kind);
	const char *word = cli_value(c, "guardian"), **names;
	struct rowset set;
	bool ok;

	if (!word)
		return true;
	while (*form && strcmp(*form, "guardian_id"))
		form++;
	if (!*form)
		return usage_error(c, e, _("The option --%s does not go with 'record %s'."),
				   "guardian", contact->kind);
	ok = guardian_list(s, strtoll(contact->student_ids, NULL, 10), &set, e);
	names = arena_alloc(&c->arena, (set.count + 1) * sizeof *names);
	names[set.count] = NULL;
	for (size_t i = set.count; i-- > 0;) {
		const struct guardian *g = rowset_at(&set, i);

		names[i] = arena_text(&c->arena, g->name);
		if (!strcmp(g->name, word) || (g->relation && !strcmp(g->relation, word)))
			contact->guardian_id = g->id;
	}
	rowset_release(&set);
	if (ok && !*names)
		return err_field(e, "guardian_id", "%s",
				 _("No guardian of this student is known; leave --guardian out."));
	return ok && (contact->guardian_id ||
		      usage_unknown(c, e, _("The student has no guardian %s."), word, names));
}

static const struct field *first_note(const char *kind)
{
	const char *const *form = contact_form_fields(kind);
	const struct field *f = contact_fields;

	while (!is_first_note(form, f))
		f++;
	return f;
}

static bool fill_fields(struct cli *c, struct session *s, struct contact *contact, struct err *e)
{
	bool note_read = false;

	for (size_t i = 0; i < c->value_count; i++) {
		const struct cli_value *v = &c->values[i];
		const struct field *f =
			!strcmp(v->name, "note") ? first_note(contact->kind) : v->field;

		if (!f)
			continue;
		if (v->field && !in_form(contact->kind, f))
			return usage_error(c, e, _("The option --%s does not go with 'record %s'."),
					   v->name, contact->kind);
		if (f->kind != FIELD_NOTE) {
			if (!field_read(f, contact, v->text, &c->arena, s->today, NULL, e))
				return false;
			continue;
		}
		if (note_read)
			return usage_error(c, e, "%s",
					   _("Standard input holds one text; record the other with "
					     "a second call."));
		note_read = true;
		if (!cli_note(c, f, contact, v->text, e))
			return false;
	}
	return true;
}

bool record_fill(struct cli *c, struct session *s, struct contact *contact, struct err *e)
{
	return (!cli_given(c, "mentor") || cli_mentor(c, s, "mentor", &contact->mentor_id, e)) &&
	       fill_fields(c, s, contact, e) && fill_occasion(c, s, contact, e) &&
	       fill_guardian(c, s, contact, e);
}

/* A student has one feedback a year: written, corrected and handed over at different times. */
static bool begin(struct cli *c, struct session *s, struct contact *contact, struct rowset *stored,
		  struct err *e)
{
	int64_t first, existing = 0;

	if (!cli_student(c, s, "student", &first, e))
		return false;
	if (!strcmp(contact->kind, "feedback") && !contact_find_feedback(s, first, &existing, e))
		return false;
	if (existing) {
		if (!contact_get(s, existing, stored, e))
			return false;
		*contact = *(const struct contact *)rowset_at(stored, 0);
		return true;
	}
	contact->date = s->today_iso;
	return cli_given(c, "mentor") || preset_mentor(c, s, contact, e);
}

/* A hint: the letter is saved all the same. */
static bool tell_repeat(struct cli *c, struct session *s, const struct contact *contact,
			struct err *e)
{
	struct repeat repeat;
	struct buf quoted = { 0 };

	if (!repeat_find(s, contact, &c->arena, &repeat, e))
		return false;
	if (repeat.student)
		cli_say(_("This letter repeats that of %s: \"%s\"."), repeat.student,
			text_quote(&quoted, repeat.passage));
	buf_release(&quoted);
	return true;
}

static bool save(struct cli *c, struct session *s, struct err *e)
{
	struct contact contact = { 0 };
	struct rowset stored = { 0 };
	bool ok, is_new;

	ok = field_read(contact_fields, &contact, c->operands[0], &c->arena, DATE_NO_TODAY, NULL,
			e) &&
	     begin(c, s, &contact, &stored, e) && fill_students(c, s, &contact, e) &&
	     record_fill(c, s, &contact, e);
	is_new = !contact.id;
	ok = ok && tell_repeat(c, s, &contact, e) && contact_save(s, &contact, e);
	if (ok)
		cli_tell(is_new ? _("Recorded for %s.") : _("Changed; it is of %s."), contact.date);
	rowset_release(&stored);
	return ok;
}

static bool record(struct cli *c, struct err *e)
{
	if (!choice_find(contact_kinds, c->operands[0]))
		return usage_unknown(c, e, _("There is no record of the kind %s."), c->operands[0],
				     choice_codes(contact_kinds, &c->arena));
	return cli_in_session(c, save, e);
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"),
	  OPTION_REQUIRED | OPTION_MANY, NULL },
	{ "mentor", N_("STAFFNO"),
	  N_("who held it; else who is logged in, else the students' mentor"), 0, NULL },
	{ "note", "-", N_("take the text from standard input; of a feedback, the bright spots"), 0,
	  NULL },
	{ "guardian", N_("NAME"),
	  N_("with which guardian of the student it was, by name or relation"), 0, NULL },
	{ "occasion", N_("NAME"),
	  N_("the key date it is held for; else the one its day falls into"), 0, NULL },
	{ 0 },
};

const struct command record_command = {
	.name = "record",
	.operands = N_("visit|talk|feedback|call|message|change"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("record what a mentor did for a student"),
	.more = N_(
		"The least is the kind and the student; the day is then today. A student has one "
		"feedback a year: recording it again adds to it and changes it."),
	.options = options,
	.option_field = record_option_field,
	.run = record,
};
