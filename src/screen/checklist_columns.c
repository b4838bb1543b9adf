/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checklist_columns.h"

#include "base/i18n.h"

static bool any_overdue(const struct checklist *c, size_t occasion)
{
	for (size_t i = 0; i < c->student_count; i++)
		if (c->students[i].cell[occasion].state == OBLIGATION_OVERDUE)
			return true;
	return false;
}

int column_rank(const struct session *s, const struct checklist *c, size_t occasion)
{
	const struct occasion *o = &c->occasions[occasion];

	if (o->kind == OCCASION_TO_STUDENT || o->kind == OCCASION_TO_GUARDIANS)
		return COLUMN_FEEDBACK;
	if (o->term && o->term != session_term(s) && !any_overdue(c, occasion))
		return COLUMN_LATER;
	return o->kind == OCCASION_VISIT ? COLUMN_VISITS : COLUMN_TALKS;
}

const char *column_label(const struct session *s, struct checklist *c, size_t occasion)
{
	const struct occasion *o = &c->occasions[occasion];

	if (!o->term || o->term == session_term(s))
		return o->label;
	return arena_printf(&c->arena, o->term == 1 ? _("1 %s") : _("2 %s"), o->label);
}
