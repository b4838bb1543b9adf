/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students referred to departments, and the departments. */
#include "cli/listing.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/note.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/contact.h"
#include "model/department.h"
#include "model/referral.h"

/* -------------------------------------------------------------- departments */

/* A name as it is kept. */
static bool read_name(struct cli *c, const char *typed, struct department *d, struct err *e)
{
	return field_read(field_find(department_fields, "name"), d, typed, &c->arena, DATE_NO_TODAY,
			  NULL, e);
}

static const char *const *names_of(struct cli *c, const struct rowset *set)
{
	const char **names = arena_alloc(&c->arena, (set->count + 1) * sizeof *names);

	for (size_t i = 0; i < set->count; i++)
		names[i] =
			arena_text(&c->arena, ((const struct department *)rowset_at(set, i))->name);
	names[set->count] = NULL;
	return names;
}

/* By its name; for one that there is not, those that there are. */
static bool find_department(struct cli *c, struct session *s, const char *typed, int64_t *id,
			    struct err *e)
{
	struct department d = { 0 };
	struct rowset set;
	bool ok;

	if (!read_name(c, typed, &d, e) || !department_find(s, d.name, id, e))
		return false;
	if (*id)
		return true;
	ok = department_list(s, true, &set, e);
	if (ok)
		usage_unknown(c, e, _("There is no department %s."), typed, names_of(c, &set));
	rowset_release(&set);
	return false;
}

/* --department; *id stays 0 where it was not given. */
static bool department_option(struct cli *c, struct session *s, int64_t *id, struct err *e)
{
	const char *typed = cli_value(c, "department");

	*id = 0;
	return !typed || find_department(c, s, typed, id, e);
}

static bool load_departments(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	(void)c;
	return department_list(s, true, out, e);
}

enum deed { ADD, RENAME, RETIRE, OFFER };
static const char *const deeds[] = { "add", "rename", "retire", "offer", NULL };

static enum deed deed_of(const struct cli *c)
{
	size_t i = 0;

	while (deeds[i] && strcmp(deeds[i], c->operands[0]))
		i++;
	return (enum deed)i;
}

static bool keep_department(struct cli *c, struct session *s, struct err *e)
{
	enum deed deed = deed_of(c);
	struct department d = { 0 };
	struct rowset set = { 0 };
	int64_t id;
	bool ok = true;

	if (deed == ADD)
		return read_name(c, cli_operand(c, 1), &d, e) && department_save(s, &d, e);
	if (!find_department(c, s, cli_operand(c, 1), &id, e))
		return false;
	ok = department_get(s, id, &set, e);
	if (ok)
		d = *(const struct department *)rowset_at(&set, 0);
	if (ok && deed == RENAME)
		ok = read_name(c, cli_operand(c, 2), &d, e);
	else
		d.in_use = deed == OFFER;
	ok = ok && department_save(s, &d, e);
	rowset_release(&set);
	return ok;
}

static bool department(struct cli *c, struct err *e)
{
	enum deed deed = deed_of(c);

	if (!deeds[deed])
		return usage_unknown(c, e, _("There is no 'department %s'."), c->operands[0],
				     deeds);
	if (deed == RENAME && c->operand_count < 3)
		return usage_error(c, e, "%s", _("'department rename' needs its new name too."));
	if (deed != RENAME && c->operand_count > 2)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[2]));
	return cli_in_session(c, keep_department, e);
}

const struct command department_command = {
	.name = "department",
	.operands = N_("add|rename|retire|offer NAME [NEW]"),
	.operands_least = 2,
	.operands_most = 3,
	.help = N_("change the departments that students are referred to"),
	.more = N_("One that is retired is no longer offered; what was referred there stays."),
	.run = department,
};

/* ---------------------------------------------------------------- referrals */

struct which {
	bool open;
	int64_t department_id;
};

static bool keep_referral(const void *row, const void *arg)
{
	const struct referral *r = row;
	const struct which *w = arg;

	return (!w->open || strcmp(r->state, "closed")) &&
	       (!w->department_id || r->department_id == w->department_id);
}

/* For a person; scripts have a column for it. */
static void mark_sensitive(struct referral *r, struct arena *arena)
{
	struct buf text = { 0 };

	sensitive_show(r->sensitive, referral_is_masked(r), r->outcome, &text);
	r->outcome = arena_text(arena, buf_str(&text));
	buf_release(&text);
}

static bool load_referrals(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	struct which which = { .open = cli_given(c, "open") };
	struct referral_filter filter = { .which = which.open ? REFERRAL_OPEN : REFERRAL_OF_YEAR };
	int64_t student;
	bool ok;

	rowset_init(out, referral_fields, sizeof(struct referral));
	if (!cli_mentor(c, s, "mentor", &filter.mentor_id, e) ||
	    !cli_student(c, s, "student", &student, e) ||
	    !department_option(c, s, &which.department_id, e))
		return false;
	if (student && filter.mentor_id)
		return usage_error(c, e, "%s", _("Give --mentor or --student, not both."));
	ok = student ? referral_list_of_student(s, student, out, e)
		     : referral_list(s, &filter, out, e);
	if (ok)
		rows_keep(out, keep_referral, &which);
	for (size_t i = 0; ok && c->format == FORMAT_TABLE && i < out->count; i++)
		mark_sensitive(rowset_at(out, i), &out->arena);
	return ok;
}

static bool missing(struct cli *c, const char *option, const char *argument, struct err *e)
{
	return usage_error(c, e, _("The option --%s %s is missing."), option, argument);
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	const char *note = cli_value(c, "note"), *date, *due;
	struct referral r;
	int64_t student;

	if (!cli_student(c, s, "student", &student, e) ||
	    !referral_preset(s, student, 0, &c->arena, &r, e) || !cli_fields(c, s, &r, e) ||
	    !department_option(c, s, &r.department_id, e) || !cli_date(c, s, "date", &date, e) ||
	    !cli_date(c, s, "due", &due, e) ||
	    (cli_given(c, "mentor") && !cli_mentor(c, s, "mentor", &r.mentor_id, e)) ||
	    (note && !cli_note(c, field_find(referral_fields, "notes"), &r, note, e)))
		return false;
	if (!r.mentor_id)
		return err_field(e, "mentor_id", "%s",
				 _("Nobody mentors this student; say who refers with --mentor."));
	if (date || due) /* else the model reckons it from the day */
		r.due = due;
	r.date = date ? date : r.date;
	if (!referral_save(s, &r, e))
		return false;
	cli_tell(_("Referred on %s."), r.date);
	return true;
}

/* The open referral that is meant; it must be one. */
static bool find_open(struct cli *c, struct session *s, struct rowset *set, struct err *e)
{
	struct which which = { .open = true };
	int64_t student;

	rowset_init(set, referral_fields, sizeof(struct referral));
	if (!cli_student(c, s, "student", &student, e) ||
	    !department_option(c, s, &which.department_id, e) ||
	    !referral_list_of_student(s, student, set, e))
		return false;
	rows_keep(set, keep_referral, &which);
	if (!set->count)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("There is no such referral of this student that is open."));
	return set->count == 1 ||
	       err_set(e, ERR_INVALID,
		       _("%zu referrals of this student are open; say which with --department, or "
			 "close them on the screen."),
		       set->count);
}

static bool close_one(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	struct referral r = { 0 };
	const char *date;
	bool ok = find_open(c, s, &set, e) && cli_date(c, s, "date", &date, e);

	if (ok) {
		r = *(const struct referral *)rowset_at(&set, 0);
		r.closed_on = date ? date : s->today_iso;
	}
	ok = ok &&
	     cli_note(c, field_find(referral_fields, "outcome"), &r, cli_value(c, "outcome"), e) &&
	     referral_save(s, &r, e);
	if (ok)
		cli_tell(_("Closed on %s."), r.closed_on);
	rowset_release(&set);
	return ok;
}

static bool change_one(struct cli *c, struct session *s, struct err *e)
{
	const char *note = cli_value(c, "note"), *due;
	struct rowset set = { 0 };
	bool ok = find_open(c, s, &set, e) && cli_date(c, s, "due", &due, e);
	struct referral *r = ok ? rowset_at(&set, 0) : NULL;

	ok = ok && referral_may_open(r, e) && cli_fields(c, s, r, e) &&
	     (!note || cli_note(c, field_find(referral_fields, "notes"), r, note, e));
	if (ok && due)
		r->due = due;
	ok = ok && referral_save(s, r, e);
	if (ok)
		cli_tell(_("Changed; it is due on %s."), r->due);
	rowset_release(&set);
	return ok;
}

/* What goes with one of them alone. */
static bool check_options(struct cli *c, bool closing, bool changing, struct err *e)
{
	static const char *const adding[] = { "mentor", "due", "note", "sensitive" };

	if (!closing && cli_given(c, "outcome"))
		return usage_error(c, e, "%s", _("The option --outcome goes with 'refer close'."));
	for (size_t i = 0; closing && i < sizeof adding / sizeof *adding; i++)
		if (cli_given(c, adding[i]))
			return usage_error(c, e,
					   _("The option --%s does not go with 'refer close'."),
					   adding[i]);
	if (closing)
		return cli_given(c, "outcome") || missing(c, "outcome", "-", e);
	if (changing && (cli_given(c, "mentor") || cli_given(c, "date")))
		return usage_error(c, e, _("The option --%s does not go with '%s %s'."),
				   cli_given(c, "mentor") ? "mentor" : "date", "refer", "change");
	return changing || cli_given(c, "department") || missing(c, "department", _("NAME"), e);
}

static bool refer(struct cli *c, struct err *e)
{
	static const char *const words[] = { "close", "change", NULL };
	const char *word = c->operand_count ? c->operands[0] : "";
	bool closing = !strcmp(word, words[0]), changing = !strcmp(word, words[1]);

	if (*word && !closing && !changing)
		return usage_unknown(c, e, _("There is no 'refer %s'."), word, words);
	return check_options(c, closing, changing, e) && cli_in_session(c,
									closing    ? close_one
									: changing ? change_one
										   : add,
									e);
}

static const struct field *option_field(size_t i)
{
	return i ? NULL : field_find(referral_fields, "sensitive");
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), OPTION_REQUIRED, NULL },
	{ "department", N_("NAME"), N_("to whom; with 'close' and 'change', which of several"), 0,
	  NULL },
	{ "mentor", N_("STAFFNO"), N_("who refers; else who is logged in, else the mentor"), 0,
	  NULL },
	{ "date", N_("DATE"), N_("the day, of the referral or of its closing; today"), 0, NULL },
	{ "due", N_("DATE"), N_("by when it is looked after; else as the rules say"), 0, NULL },
	{ "note", "-", N_("take what the department should know from standard input"), 0, NULL },
	{ "outcome", "-", N_("close: take what came of it from standard input"), 0, NULL },
	{ 0 },
};

const struct command refer_command = {
	.name = "refer",
	.operands = N_("close|change"),
	.operands_most = 1,
	.help = N_("refer a student to a department, or close a referral with its outcome"),
	.more = N_("An open referral stays on the checklist until it is closed. 'change' corrects "
		   "--due, "
		   "--note and --sensitive of an open one."),
	.options = options,
	.option_field = option_field,
	.run = refer,
};

/* ----------------------------------------------------------------- listing */

const struct listing referral_listing = {
	"referrals",
	NAMES("open", "mentor", "student", "department"),
	NAMES("date", "student_no", "student", "class_name", "department", "state", "due", "mentor",
	      "closed_on", "outcome"),
	NAMES("date", "student_no", "student", "class_name", "department", "state", "due", "mentor",
	      "contact_date", "notes", "closed_on", "outcome", "sensitive"),
	load_referrals,
	.label = N_("Referrals")
};

const struct listing department_listing = { "departments",
					    NAMES(NULL),
					    NAMES("name", "status", "open"),
					    NAMES("name", "status", "open"),
					    load_departments,
					    .label = N_("Departments") };
