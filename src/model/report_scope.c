/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may load which report, and of whom. The rows themselves are held by the views (access.h);
 * here a report is kept from those to whom it would say less than it seems to. */
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"
#include "report_private.h"

static bool no_persons(struct err *e)
{
	return err_set(e, ERR_DENIED, "%s",
		       _("An inspector sees figures of five students and more, not who is behind "
			 "them."));
}

bool report_may(const struct session *s, const struct report *r, struct err *e)
{
	if (!session_may(s, MAY_READ | r->need, e))
		return false;
	if (r->persons && coverage_hides_few(s))
		return no_persons(e);
	if ((r->scope == REPORT_OF_GROUPS || r->scope == REPORT_OF_STUDENTS) &&
	    s->scope == SCOPE_OWN)
		return err_set(e, ERR_DENIED, "%s",
			       _("This report is of whole classes and grades. Of your own students "
				 "there are the reports record, duties and students."));
	return s->scope != SCOPE_OWN || s->mentor_id ||
	       err_set(e, ERR_DENIED, "%s",
		       _("Your account names no mentor, so there are no figures of yours. Ask the "
			 "office."));
}

/* Oneself, where anybody else is asked for. */
static bool limit_to_own(const struct session *s, struct report_of *of, struct err *e)
{
	int64_t own = session_own(s);

	if (!own)
		return true;
	if (of->mentor_id && of->mentor_id != own)
		return err_field(e, "mentor", "%s",
				 _("You see your own figures alone, not another mentor's."));
	of->mentor_id = own;
	return true;
}

static bool limit_to(int64_t *limit, int64_t own, const char *field, const char *sentence,
		     struct err *e)
{
	if (*limit && *limit != own)
		return err_field(e, field, "%s", sentence);
	*limit = own;
	return true;
}

static bool limit_to_group(const struct session *s, struct report_of *of, struct err *e)
{
	if (s->scope == SCOPE_CLASS)
		return limit_to(&of->class_id, s->class_id, "class",
				_("You see the figures of your own class alone."), e);
	if (s->scope == SCOPE_GRADE)
		return limit_to(&of->grade, s->grade, "grade",
				_("You see the figures of your own grade alone."), e);
	return true;
}

bool report_limit(const struct session *s, const struct report *r, struct report_of *of,
		  struct err *e)
{
	if (!report_may(s, r, e))
		return false;
	if ((r->scope == REPORT_OF_MENTORS || s->scope == SCOPE_OWN) && !limit_to_own(s, of, e))
		return false;
	if (r->scope == REPORT_OF_GROUPS && !limit_to_group(s, of, e))
		return false;
	return !r->of_one || of->mentor_id ||
	       err_field(e, "mentor", "%s", _("Name the mentor whose report it is to be."));
}
