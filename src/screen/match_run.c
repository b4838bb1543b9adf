/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several screens say of a run. */
#include "base/i18n.h"
#include "match_private.h"

bool match_run_read(struct session *s, int64_t id, struct arena *arena, struct match_run *out,
		    struct err *e)
{
	struct rowset set;
	bool ok = match_run_get(s, id, &set, e);

	if (ok) {
		*out = *(const struct match_run *)rowset_at(&set, 0);
		for (const struct field *f = set.fields; f->name; f++)
			if (!field_is_number(f))
				field_put_text(f, out, arena_text(arena, field_text(f, out)));
	}
	rowset_release(&set);
	return ok;
}

bool match_may_change(struct session *s, struct err *e)
{
	return school_year_is_open(&s->year, e);
}

bool match_count_warnings(struct session *s, int64_t run, size_t *count, struct err *e)
{
	struct rowset set;
	bool ok = match_warnings(s, run, &set, e);

	*count = ok ? set.count : 0;
	rowset_release(&set);
	return ok;
}

size_t match_past(const struct rowset *loads)
{
	size_t past = 0;

	for (size_t i = 0; i < loads->count; i++) {
		const struct match_load *m = rowset_at(loads, i);

		past += m->load > m->capacity;
	}
	return past;
}

static void add_count(struct buf *out, const char *label, int64_t count, const struct match_run *r,
		      bool percent)
{
	buf_printf(out, "%s%s %lld", out->len ? "  " : "", label, (long long)count);
	if (percent && r->students)
		buf_printf(out, "(%lld%%)", (long long)((200 * count / r->students + 1) / 2));
}

void match_tell_counts(const struct match_run *r, bool percents, struct buf *out)
{
	add_count(out, _("choice 1"), r->first, r, true);
	add_count(out, _("choice 2"), r->second, r, percents);
	add_count(out, _("choice 3"), r->third, r, percents);
	add_count(out, _("+ later"), r->later, r, percents);
	add_count(out, _(". by none"), r->unasked, r, percents);
	add_count(out, _("! none"), r->students - r->placed, r, percents);
}

void match_tell_shortly(const struct match_run *r, struct buf *out)
{
	add_count(out, _("choice 1"), r->first, r, true);
	add_count(out, _("choice 2"), r->second, r, false);
	add_count(out, _("choice 3"), r->third, r, false);
	add_count(out, _("without a mentor"), r->students - r->placed, r, false);
}
