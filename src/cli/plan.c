/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Visits and talks that are meant to be on a day; and the same for the calendar of a phone. */
#include "model/plan.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

enum deed { ADD, MOVE, CANCEL, EXPORT, DEEDS };

/* What there is to be done, and which options go with it. */
static const struct {
	const char *name, *const *options;
} deeds[DEEDS] = {
	[ADD] = { "add", NAMES("student", "kind", "date", "time", "place", "note", "key-date") },
	[MOVE] = { "move", NAMES("student", "kind", "date", "time", "place", "note", "key-date") },
	[CANCEL] = { "cancel", NAMES("student", "kind", "key-date") },
	[EXPORT] = { "export", NAMES("mentor", "from", "to", "phones", "notes") },
};

static enum deed deed_of(const struct cli *c)
{
	int deed = 0;

	while (deed < DEEDS && strcmp(deeds[deed].name, c->operands[0]))
		deed++;
	return (enum deed)deed;
}

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { "kind", "date", "time", "place", "note" };

	return i < sizeof names / sizeof *names ? field_find(plan_fields, names[i]) : NULL;
}

/* The last key date of that name that is open by the day, for what is overdue is planned too; else
 * the next one. */
static bool fill_key_date(struct cli *c, struct session *s, struct plan *p, struct err *e)
{
	const char *name = cli_value(c, "key-date"), **names;
	struct key_date *dates;
	size_t count;

	p->key_date_id = 0;
	if (!name)
		return true;
	if (!school_load_key_dates(s->db, s->year.id, &c->arena, &dates, &count, e))
		return false;
	names = arena_alloc(&c->arena, (count + 1) * sizeof *names);
	for (size_t i = 0; i < count; i++) {
		names[i] = dates[i].name;
		if (!strcmp(dates[i].name, name) &&
		    (!p->key_date_id || (p->date && strcmp(dates[i].opens, p->date) <= 0)))
			p->key_date_id = dates[i].id;
	}
	names[count] = NULL;
	return p->key_date_id || usage_unknown(c, e, _("There is no key date %s."), name, names);
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct plan p = { .kind = cli_given(c, "key-date") ? "talk" : "visit" };
	int64_t *ids;
	size_t count, moved;

	if (!cli_fields(c, s, &p, e) || !fill_key_date(c, s, &p, e) ||
	    !cli_students(c, s, &ids, &count, e) || !plan_save(s, ids, count, &p, &moved, e))
		return false;
	cli_tell(_("Planned for %s: %zu, of them moved: %zu."), p.date, count, moved);
	return true;
}

/* The open plan that is meant; it must be one. */
static bool find_open(struct cli *c, struct session *s, struct plan *meant, struct rowset *set,
		      struct err *e)
{
	size_t found = 0;
	int64_t student;

	rowset_init(set, plan_fields, sizeof(struct plan));
	if (!cli_student(c, s, "student", &student, e) || !plan_list_of_student(s, student, set, e))
		return false;
	for (size_t i = 0; i < set->count; i++) {
		const struct plan *p = rowset_at(set, i);
		const char *name = cli_value(c, "key-date"), *kind = cli_value(c, "kind");

		if ((kind && strcmp(meant->kind, p->kind)) ||
		    (name && strcmp(name, p->key_date ? p->key_date : "")))
			continue;
		if (!found++)
			*meant = *p;
	}
	if (!found)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("Nothing of the kind is planned for this student."));
	return found == 1 ||
	       err_set(e, ERR_INVALID,
		       _("%zu plans of this student are open; say which with --kind or "
			 "--key-date."),
		       found);
}

/* Of the options, --kind and --key-date say which; the others what is new. */
static bool move(struct cli *c, struct session *s, struct err *e)
{
	struct plan p = { 0 };
	struct rowset set = { 0 };
	bool ok = cli_fields(c, s, &p, e) && find_open(c, s, &p, &set, e) &&
		  cli_fields(c, s, &p, e) && plan_save(s, NULL, 0, &p, NULL, e);

	if (ok)
		cli_tell(_("Moved to %s."), p.date);
	rowset_release(&set);
	return ok;
}

static bool cancel(struct cli *c, struct session *s, struct err *e)
{
	struct plan p = { 0 };
	struct rowset set = { 0 };
	bool ok = cli_fields(c, s, &p, e) && find_open(c, s, &p, &set, e) &&
		  plan_cancel(s, (const struct row_head *)&p, 1, e);

	if (ok)
		cli_tell(_("Cancelled: %s on %s."), p.student, p.date);
	rowset_release(&set);
	return ok;
}

/* Whoever is logged in, and from today on, unless said. */
static bool export(struct cli *c, struct session *s, struct err *e)
{
	struct plan_filter f = { .mentor_id = s->mentor_id };
	struct buf text = { 0 };
	size_t count;
	bool ok = (!cli_given(c, "mentor") || cli_mentor(c, s, "mentor", &f.mentor_id, e)) &&
		  cli_date(c, s, "from", &f.from, e) && cli_date(c, s, "to", &f.to, e);

	f.from = f.from ? f.from : s->today_iso;
	ok = ok &&
	     plan_calendar(s, &f, cli_given(c, "phones"), cli_given(c, "notes"), &text, &count,
			   e) &&
	     cli_export(c, s, "plans.ics", &(struct rowset){ .count = count }, e);
	if (ok) {
		fwrite(buf_str(&text), 1, text.len, stdout);
		cli_tell(_("%zu plans for the calendar."), count);
	}
	buf_release(&text);
	return ok;
}

static bool listed(const char *const *names, const char *name)
{
	while (*names && strcmp(*names, name))
		names++;
	return *names;
}

static bool check_options(struct cli *c, enum deed deed, struct err *e)
{
	for (size_t i = 0; i < c->value_count; i++) {
		const char *name = c->values[i].name;
		bool global = false;

		for (const struct cli_option *o = global_options; o->name; o++)
			global |= !strcmp(o->name, name);
		if (!global && !listed(deeds[deed].options, name))
			return usage_error(c, e, _("The option --%s does not go with 'plan %s'."),
					   name, deeds[deed].name);
	}
	if (deed != EXPORT && !cli_given(c, "student"))
		return usage_error(c, e, _("The option --%s %s is missing."), "student", _("NO"));
	if (deed == ADD && !cli_given(c, "date"))
		return usage_error(c, e, _("The option --%s %s is missing."), "date", _("DATE"));
	return true;
}

static bool plan(struct cli *c, struct err *e)
{
	static cli_work *const works[DEEDS] = { add, move, cancel, export };
	enum deed deed = deed_of(c);

	if (deed == DEEDS)
		return usage_unknown(c, e, _("There is no 'plan %s'."), c->operands[0],
				     NAMES("add", "move", "cancel", "export"));
	return check_options(c, deed, e) && cli_in_session(c, works[deed], e);
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("student number; 'add' takes several"), OPTION_MANY, NULL },
	{ "key-date", N_("NAME"), N_("the occasion of a talk; else none in particular"), 0, NULL },
	{ "mentor", N_("STAFFNO"), N_("export: of a mentor; else who is logged in, else all"), 0,
	  NULL },
	{ "from", N_("DATE"), N_("export: on this day or later; today"), 0, NULL },
	{ "to", N_("DATE"), N_("export: on this day or earlier"), 0, NULL },
	{ "phones", NULL, N_("export: with the guardians' names and telephone numbers"), 0, NULL },
	{ "notes", NULL, N_("export: with the notes"), 0, NULL },
	{ 0 },
};

const struct command plan_command = {
	.name = "plan",
	.operands = N_("add|move|cancel|export"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("plan a home visit or a talk; plans for the calendar of a phone"),
	.more = N_(
		"A visit unless --kind says talk. Planning again moves what was planned; 'move' "
		"and "
		"'cancel' find the student's open plan. 'export' writes a calendar file (.ics) to "
		"standard output. A plan is closed by the record that follows."),
	.options = options,
	.option_field = option_field,
	.run = plan,
};

/* ----------------------------------------------------------------- listing */

static bool by_address(struct cli *c, bool *by, struct err *e)
{
	static const char *const orders[] = { "day", "address", NULL };
	const char *order = cli_value(c, "order");

	*by = order && !strcmp(order, orders[1]);
	return !order || listed(orders, order) ||
	       usage_unknown(c, e, _("There is no order %s."), order, orders);
}

static bool keep_plan(const void *row, const void *arg)
{
	const struct plan *p = row;
	const struct plan_filter *f = arg;

	return (!f->from || strcmp(p->date, f->from) >= 0) &&
	       (!f->to || strcmp(p->date, f->to) <= 0);
}

static bool load_plans(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	struct plan_filter f = { 0 };
	int64_t student;
	bool near, ok;

	rowset_init(out, plan_fields, sizeof(struct plan));
	if (!by_address(c, &near, e) || !cli_mentor(c, s, "mentor", &f.mentor_id, e) ||
	    !cli_date(c, s, "from", &f.from, e) || !cli_date(c, s, "to", &f.to, e) ||
	    !cli_student(c, s, "student", &student, e))
		return false;
	if (student && f.mentor_id)
		return usage_error(c, e, "%s", _("Give --mentor or --student, not both."));
	if (cli_given(c, "unplanned") && (student || f.from || f.to))
		return usage_error(c, e, "%s", _("With --unplanned goes --mentor alone."));
	ok = cli_given(c, "unplanned") ? plan_list_unplanned(s, f.mentor_id, out, e)
	     : student                 ? plan_list_of_student(s, student, out, e)
				       : plan_list(s, &f, out, e);
	if (ok && student)
		rows_keep(out, keep_plan, &f);
	if (ok && near)
		plan_sort_near(out);
	return ok;
}

const struct listing plan_listing = {
	"plans",
	NAMES("mentor", "student", "from", "to", "order", "unplanned"),
	NAMES("date", "time", "student_no", "student", "class_name", "kind", "key_date", "state",
	      "mentor", "location", "phone", "note"),
	NAMES("date", "time", "student_no", "student", "class_name", "kind", "key_date", "state",
	      "mentor", "place", "location", "guardian", "phone", "note", "made_on"),
	load_plans,
	.label = N_("Plans")
};
