/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "first_steps.h"

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/first_steps.h"
#include "model/obligation.h"

enum { STUDENTS, MENTORS, PAIRS, YEAR, DEPARTMENTS, STEPS };

static const struct step {
	const char *what; /* N_() */
	const char *keys;
	const char *how; /* N_(): while it comes next */
} steps[] = {
	[STUDENTS] = { N_("Import students"), "Ctrl-G",
		       N_("Ctrl-G asks for the file and tries it out before it changes anything. A "
			  "column each for name, student number and class is enough. One by one: "
			  "F2, then F9.") },
	[MENTORS] = { N_("Import mentors"), "Ctrl-G",
		      N_("Ctrl-G again, with mentors as the kind. A column each for name and staff "
			 "number is enough. One by one: F3, then F9.") },
	[PAIRS] = { N_("Assign mentors"), "F2 F5",
		    N_("In the list of students (F2) Space marks some of them, and F5 assigns them "
		       "to a mentor. A list of pairs is imported by Ctrl-G.") },
	/* come filled in, so that nothing waits for them */
	[YEAR] = { N_("Check dates, rules"), "Ctrl-Y", NULL },
	[DEPARTMENTS] = { N_("Check departments"), "Ctrl-X Ctrl-E", NULL },
};

static bool is_done(const struct first_steps *f, int step)
{
	return step == STUDENTS  ? f->students > 0
	       : step == MENTORS ? f->mentors > 0
	       : step == PAIRS   ? f->led > 0
	       : step == YEAR    ? f->year_checked
				 : f->departments_checked;
}

/* How much is there already, behind the step that brought it. */
static void tell_count(const struct first_steps *f, int step, struct buf *out)
{
	if (step == STUDENTS && f->students)
		buf_printf(out, _("%lld students"), (long long)f->students);
	if (step == MENTORS && f->mentors)
		buf_printf(out, _("%lld mentors"), (long long)f->mentors);
	if (step >= YEAR && !is_done(f, step))
		buf_text(out, _("filled in as usual"));
}

static int widest_what(void)
{
	int most = 0;

	for (int i = 0; i < STEPS; i++)
		if (text_width(_(steps[i].what)) > most)
			most = text_width(_(steps[i].what));
	return most;
}

static void tell_step(const struct first_steps *f, int step, struct buf *out)
{
	enum { KEYS = 14 };
	bool done = is_done(f, step);

	buf_printf(out, "%s %d. \t", obligation_mark(done ? OBLIGATION_MET : OBLIGATION_OPEN),
		   step + 1);
	text_pad(out, _(steps[step].what), widest_what() + 2, true);
	text_pad(out, steps[step].keys, KEYS, true);
	tell_count(f, step, out);
	buf_char(out, '\n');
}

static void tell(const struct first_steps *done, struct buf *out)
{
	int next = 0;

	while (next < PAIRS && is_done(done, next))
		next++;
	buf_text(out, next ? _("The school is being set up. The checklist is here once a student "
			       "has a mentor.")
			   : _("Welcome. A new school is set up in these steps:"));
	buf_text(out, "\n\n");
	for (int i = 0; i < STEPS; i++)
		tell_step(done, i, out);
	buf_printf(out, "\n%s", _(steps[next].how));
}

bool first_steps_tell(struct list *l, const struct checklist *owed, const char **text,
		      struct err *e)
{
	struct session *s = session_of(&l->view);
	struct first_steps done;
	struct buf words = { 0 };

	if (!(s->may & MAY_IMPORT) || app_year_is_over(&l->view))
		return true;
	for (size_t i = 0; i < owed->student_count; i++)
		if (owed->students[i].mentor_id)
			return true;
	if (!first_steps_count(s, &done, e))
		return false;
	tell(&done, &words);
	*text = arena_text(&l->rows.arena, buf_str(&words));
	buf_release(&words);
	return true;
}
