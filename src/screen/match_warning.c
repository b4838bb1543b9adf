/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person ought to look at before a proposal is confirmed. */
#include "base/i18n.h"
#include "match_private.h"
#include "model/mentor.h"

static const char *const columns[] = { "kind", "text", NULL };

struct warnings {
	struct list list;
	struct match_review *review; /* below it as long as it is open */
};

static bool load(struct list *l, struct err *e)
{
	return match_warnings(session_of(&l->view), ((const struct warnings *)l)->review->run_id,
			      &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Proposal: warnings"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Warnings: %zu"), l->shown_count);
}

static const struct list_class class = {
	.fields = match_warning_fields,
	.stride = sizeof(struct match_warning),
	.columns = columns,
	.whole = "text",
	.load = load,
	.title = title,
	.about = about,
	.empty = N_("Nothing to look at. Esc goes back to the proposal, where 5 confirms it."),
};

static bool open_mentor(struct ui *ui, int64_t run, int64_t mentor_id, struct err *e)
{
	struct rowset set;
	bool ok = mentor_get(session_of(ui->top), mentor_id, &set, e) &&
		  match_review_of(ui, run, mentor_id,
				  ((const struct mentor *)rowset_at(&set, 0))->name, e);

	rowset_release(&set);
	return ok;
}

/* To the student's row, or the mentor's students. */
static bool go(struct view *v, struct err *e)
{
	struct match_review *review = ((struct warnings *)v)->review;
	const struct match_warning *w = list_current((const struct list *)v);
	int64_t mentor_id = w ? w->mentor_id : 0;

	if (w && w->student_id && match_review_go(review, w->student_id)) {
		ui_close(v);
		return true;
	}
	if (mentor_id)
		return open_mentor(v->ui, review->run_id, mentor_id, e);
	if (w) { /* a shortage: it is about all who have no place */
		match_review_show(review, MATCH_WITHOUT);
		ui_close(v);
	}
	return true;
}

const struct action match_warning_actions[] = {
	{ .keys = "",
	  .about = N_("What to look at before the proposal is confirmed: who has no place and why, "
		      "loads past the capacity, conditions that are broken, who left meanwhile. "
		      "Enter goes to whom it is about.") },
	{ .name = "match.warned",
	  .keys = "Enter",
	  .bar = N_("Go there"),
	  .run = go,
	  .help = N_("To the student in the proposal, to the mentor's students, or to all who "
		     "have no place") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

bool match_warning_open(struct match_review *review, struct err *e)
{
	struct warnings *w =
		list_new(sizeof *w, review->list.view.ui, &class, match_warning_actions);

	w->review = review;
	return ui_open(&w->list.view, e);
}
