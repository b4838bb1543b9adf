/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept, as rows. */
#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/reveal.h"
#include "cli/say.h"
#include "model/contact.h"
#include "model/enrolment.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/student.h"

/* --------------------------------------------------------------- students */

/* 903 and 九年级3班 are 九(3). */
static bool read_class(struct cli *c, struct session *s, const char **name, struct err *e)
{
	const char *typed = cli_value(c, "class"), *stage;
	struct class_key key;
	struct buf shown = { 0 };

	*name = NULL;
	if (!typed)
		return true;
	if (!enrolment_only_stage(s, &c->arena, &stage, e) ||
	    !class_read(NULL, typed, s->year.id, stage, &key, e))
		return false;
	class_show(&key, s->year.id, &shown);
	*name = arena_text(&c->arena, buf_str(&shown));
	buf_release(&shown);
	return true;
}

static bool keep_student(const void *row, const void *filter)
{
	return student_matches(row, filter);
}

static bool load_students(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	struct student_filter filter = { .without_mentor = cli_given(c, "without-mentor"),
					 .missing = cli_given(c, "missing") };
	int64_t mentor;
	bool ok;

	rowset_init(out, student_fields, sizeof(struct student));
	if (!read_class(c, s, &filter.class_name, e) || !cli_grade(c, &filter.grade, e) ||
	    !cli_mentor(c, s, "mentor", &mentor, e))
		return false;
	if (mentor)
		ok = student_list_of_mentor(s, mentor, out, e);
	else
		ok = cli_given(c, "left") ? student_list_left(s, out, e) : student_list(s, out, e);
	if (ok)
		rows_keep(out, keep_student, &filter);
	return ok;
}

/* ---------------------------------------------------------------- mentors */

static bool load_mentors(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	return mentor_list(s, cli_given(c, "left"), out, e) && mentor_count_work(s, out, e);
}

/* --------------------------------------------------------------- contacts */

static bool keep_contact(const void *row, const void *arg)
{
	const struct contact *contact = row;
	const struct contact_filter *f = arg;

	return (!f->kind || !strcmp(contact->kind, f->kind)) &&
	       (!f->mentor_id || contact->mentor_id == f->mentor_id) &&
	       (!f->from || strcmp(contact->date, f->from) >= 0) &&
	       (!f->to || strcmp(contact->date, f->to) <= 0);
}

static bool check_kind(struct cli *c, struct err *e)
{
	const char *kind = cli_value(c, "kind");

	return !kind || choice_find(contact_kinds, kind) ||
	       usage_unknown(c, e, _("There is no kind %s."), kind,
			     choice_codes(contact_kinds, &c->arena));
}

static bool read_contact_filter(struct cli *c, struct session *s, struct contact_filter *f,
				struct err *e)
{
	*f = (struct contact_filter){ .kind = cli_value(c, "kind") };
	return cli_mentor(c, s, "mentor", &f->mentor_id, e) &&
	       cli_date(c, s, "from", &f->from, e) && cli_date(c, s, "to", &f->to, e);
}

/* For a person; scripts have a column for it. */
static void mark_sensitive(struct cli *c, struct rowset *set)
{
	for (size_t i = 0; c->format == FORMAT_TABLE && i < set->count; i++) {
		struct contact *one = rowset_at(set, i);
		struct buf text = { 0 };

		sensitive_show(one->sensitive, contact_is_masked(one), one->text, &text);
		one->text = arena_text(&set->arena, buf_str(&text));
		buf_release(&text);
	}
}

static bool load_contacts(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	struct contact_filter filter;
	int64_t student;

	rowset_init(out, contact_fields, sizeof(struct contact));
	if (!read_contact_filter(c, s, &filter, e) || !cli_student(c, s, "student", &student, e))
		return false;
	if (student) {
		if (!contact_list_of_student(s, student, out, e))
			return false;
		rows_keep(out, keep_contact, &filter);
		mark_sensitive(c, out);
		return true;
	}
	if (!contact_list(s, &filter, out, e))
		return false;
	mark_sensitive(c, out);
	if (out->count == CONTACT_MOST)
		cli_say(_("These are the newest %d only; ask for less with --from and --to."),
			CONTACT_MOST);
	return true;
}

static bool has_pages(const struct cli *c)
{
	return !cli_given(c, "student");
}

static bool count_contacts(struct cli *c, struct session *s, size_t *count, struct err *e)
{
	struct contact_filter filter;

	return read_contact_filter(c, s, &filter, e) && contact_count(s, &filter, count, e);
}

static bool next_contacts(struct cli *c, struct session *s, const void *last, struct rowset *out,
			  struct err *e)
{
	struct contact_filter filter;

	return read_contact_filter(c, s, &filter, e) &&
	       contact_list_after(s, &filter, last, out, e);
}

static const struct listing_pages contact_pages = { has_pages, count_contacts, next_contacts };

/* ----------------------------------------------------------------- the rows */

static const struct listing student_listing = {
	"students",
	NAMES("class", "grade", "without-mentor", "missing", "mentor", "left"),
	NAMES("student_no", "name", "sex", "class_name", "seat", "mentor", "guardian_name",
	      "guardian_phone"),
	NAMES("student_no", "name", "sex", "class_name", "seat", "grade", "birth_date", "address",
	      "guardian_name", "guardian_relation", "guardian_phone", "enrolled_from",
	      "enrolled_to", "mentor", "missing_since"),
	load_students,
	.label = N_("Students")
};

static const struct listing mentor_listing = {
	"mentors",
	NAMES("left"),
	NAMES("staff_no", "name", "subject", "phone", "status", "load_of", "overdue", "soon",
	      "open", "met"),
	NAMES("staff_no", "name", "subject", "phone", "status", "capacity", "load", "overdue",
	      "soon", "open", "met"),
	load_mentors,
	.label = N_("Mentors")
};

static const struct listing contact_listing = {
	"contacts",
	NAMES("kind", "mentor", "from", "to", "student"),
	NAMES("date", "kind", "students", "mentor", "key_date", "mode", "text"),
	NAMES("no", "date", "kind", "students", "mentor", "key_date", "mode", "place", "guardian",
	      "reason", "topics", "text", "created_at", "sensitive"),
	load_contacts,
	&contact_pages,
	N_("Contacts")
};

static const struct listing *const listings[] = {
	&student_listing,    &mentor_listing,     &contact_listing,           &exemption_listing,
	&referral_listing,   &department_listing, &training_listing,          &credits_listing,
	&plan_listing,       &phrase_listing,     &bright_spot_listing,       &guardian_listing,
	&consent_listing,    &absence_listing,    &condition_listing,         &sibling_listing,
	&belonging_listing,  &preference_listing, &mentor_preference_listing, &match_run_listing,
	&match_pair_listing, &match_load_listing, &match_warning_listing,     &change_listing,
};
enum { LISTINGS = sizeof listings / sizeof *listings };

static const struct listing *find_listing(struct cli *c, struct err *e)
{
	const char *names[LISTINGS + 1] = { 0 };

	for (int i = 0; i < LISTINGS; i++) {
		if (!strcmp(listings[i]->name, c->operands[0]))
			return listings[i];
		names[i] = listings[i]->name;
	}
	usage_unknown(c, e, _("There is no list of %s."), c->operands[0], names);
	return NULL;
}

/* A filter that does not concern the list would be taken for one that found everything. */
static bool check_options(struct cli *c, const struct listing *l, struct err *e)
{
	for (const struct cli_option *o = c->command->options; o->name; o++) {
		size_t i = 0;

		while (l->options[i] && strcmp(l->options[i], o->name))
			i++;
		if (!l->options[i] && cli_given(c, o->name) && strcmp(o->name, "reveal"))
			return usage_error(c, e, _("The option --%s does not go with 'list %s'."),
					   o->name, l->name);
	}
	return true;
}

static bool is_about_nobody(const struct listing *l)
{
	return l == &department_listing || l == &phrase_listing || l == &match_run_listing;
}

/* The last row of a page outlives it in the next one alone. */
static bool write_pages(struct cli *c, struct session *s, const struct listing *l, struct err *e)
{
	struct rowset page = { 0 }, before = { 0 };
	struct output out;
	const void *last = NULL;
	bool ok;

	while ((ok = l->pages->next(c, s, last, &page, e))) {
		if (!last)
			output_begin(&out, &page, l->data, c->format);
		if (!page.count)
			break;
		output_more(&out, &page);
		rowset_release(&before);
		before = page;
		page = (struct rowset){ 0 };
		last = rowset_at(&before, before.count - 1);
	}
	if (ok)
		output_end(&out);
	rowset_release(&page);
	rowset_release(&before);
	return ok;
}

static bool show_pages(struct cli *c, struct session *s, const struct listing *l, struct err *e)
{
	size_t count;

	return l->pages->count(c, s, &count, e) &&
	       cli_export(c, s, l->name, &(struct rowset){ .count = count }, e) &&
	       write_pages(c, s, l, e);
}

bool listing_show(struct cli *c, struct session *s, const struct listing *l, struct err *e)
{
	struct rowset rows = { 0 };
	bool ok;

	output_name(l->label ? _(l->label) : l->name);
	if (c->format != FORMAT_TABLE && l->pages && l->pages->fits(c))
		return show_pages(c, s, l, e);
	ok = l->load(c, s, &rows, e) && cli_reveal(c, s, &rows, e) &&
	     (is_about_nobody(l) || cli_export(c, s, l->name, &rows, e));
	if (ok)
		output_rows(&rows, c->format == FORMAT_TABLE ? l->columns : l->data, c->format);
	rowset_release(&rows);
	return ok;
}

static bool show(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, find_listing(c, e), e);
}

static bool list(struct cli *c, struct err *e)
{
	const struct listing *l = find_listing(c, e);

	return l && check_options(c, l, e) && check_kind(c, e) && cli_in_session(c, show, e);
}

static const struct cli_option options[] = {
	{ "class", N_("CLASS"), N_("students, preferences: of a class, as 903 or 九(3)"), 0, NULL },
	{ "grade", N_("GRADE"), N_("students: of a grade, 1 to 16 or its name"), 0, NULL },
	{ "without-mentor", NULL, N_("students: those nobody mentors"), 0, NULL },
	{ "missing", NULL,
	  N_("students: those the last roster of their class lacked; preferences: those "
	     "who have not answered"),
	  0, NULL },
	{ "left", NULL, N_("students: those who left this year; mentors: with those who left"), 0,
	  NULL },
	{ "mentor", N_("STAFFNO"), N_("of a mentor"), 0, NULL },
	{ "student", N_("NO"), N_("of a student, of all years"), 0, NULL },
	{ "open", NULL, N_("referrals, change-requests: those not closed yet"), 0, NULL },
	{ "run", N_("RUN"),
	  N_("match-pairs, match-loads, match-warnings: of which run; the newest"), 0, NULL },
	{ "department", N_("NAME"), N_("referrals: to a department"), 0, NULL },
	{ "kind", N_("WORD"), N_("contacts: visit, talk, feedback, call, message or change"), 0,
	  NULL },
	{ "from", N_("DATE"), N_("contacts, plans: on this day or later"), 0, NULL },
	{ "to", N_("DATE"), N_("contacts, plans: on this day or earlier"), 0, NULL },
	{ "order", N_("day|address"), N_("plans: near ones together"), 0, NULL },
	{ "reveal", NULL, N_("with whole telephone numbers, which is put on record"), 0, NULL },
	{ "unplanned", NULL, N_("plans: students still owed a visit that is not planned"), 0,
	  NULL },
	{ 0 },
};

const struct command list_command = {
	.name = "list",
	.operands = N_("THING"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("list what is kept, of the current school year"),
	.more = N_("THING is students, mentors, contacts, exemptions, plans, referrals, "
		   "departments, trainings, credits, phrases, bright-spots, guardians, "
		   "consents, absences, conditions, siblings, belongings, preferences, "
		   "mentor-preferences, match-runs, match-pairs, match-loads, match-warnings "
		   "or change-requests."),
	.options = options,
	.run = list,
};
