/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_filter.h"

#include <stdio.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/mentor.h"
#include "screen/mentor.h"
#include "ui/ask.h"

static bool ask_mentor(struct view *v, struct plans_shown *shown, struct err *e)
{
	struct rowset set;
	int64_t id;
	bool ok;

	if (!list_pick(mentor_list_new(v->ui), _("Whose plans?"), "", &id))
		return false;
	ok = mentor_get(session_of(v), id, &set, e);
	if (ok) {
		shown->mentor_id = id;
		snprintf(shown->what, sizeof shown->what, _("of %s"),
			 ((const struct mentor *)rowset_at(&set, 0))->name);
	}
	rowset_release(&set);
	return ok;
}

bool plan_filter_ask(struct view *v, struct plans_shown *shown, struct err *e)
{
	enum { OF_MENTOR = PLANS_MISSED + 1, OF_ALL, ANSWERS };
	const char *const labels[ANSWERS] = { _("planned"), _("still owed a visit"), _("missed"),
					      _("one mentor"), _("all mentors") };
	bool own = session_of(v)->scope == SCOPE_OWN;
	int choice = ask_choice(v->ui, _("Show"), labels, own ? OF_MENTOR : ANSWERS);

	if (choice < 0)
		return false;
	if (choice == OF_MENTOR)
		return ask_mentor(v, shown, e);
	if (choice == OF_ALL) {
		shown->mentor_id = 0;
		snprintf(shown->what, sizeof shown->what, "%s", _("of all mentors"));
	} else {
		shown->which = (enum plans_which)choice;
	}
	return true;
}
