/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bright.h"

#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/bright_spot.h"
#include "model/student.h"
#include "screen/student.h"
#include "ui/ask.h"
#include "writing.h"

enum { STUDENTS = 200, TYPED = 2000 }; /* characters: more than may be kept, to be shortened */

static struct session *session_in(const struct ui *ui)
{
	return &((struct app *)ui->owner)->session;
}

/* Until it is a line that can be kept. False for Esc. */
static bool ask_text(struct ui *ui, const char *question, struct buf *text)
{
	size_t most = field_max(field_find(bright_spot_fields, "text")), count;
	struct buf tidy = { 0 }, asked = { 0 };
	bool ok = false;

	buf_text(&asked, question);
	while (!ok && ask_line(ui, asked.at, TYPED, false, text)) {
		buf_clear(&tidy);
		buf_clear(&asked);
		text_tidy(&tidy, buf_str(text));
		count = text_count(buf_str(&tidy));
		ok = count && count <= most;
		buf_text(&asked, question);
		if (!count)
			buf_text(&asked, _(" (write what you saw, or Esc)"));
		else
			buf_printf(&asked, _(" (%zu characters at most, here are %zu)"), most,
				   count);
	}
	buf_clear(text);
	buf_text(text, buf_str(&tidy));
	buf_release(&tidy);
	buf_release(&asked);
	return ok;
}

static bool name_of(struct session *s, const int64_t *ids, size_t count, struct buf *out,
		    struct err *e)
{
	struct rowset set;
	bool ok;

	if (count > 1) {
		buf_printf(out, _("%zu students"), count);
		return true;
	}
	ok = student_get(s, *ids, &set, e);
	if (ok)
		text_quote(out, ((const struct student *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

/* *noted: a line was saved, and not given up. */
static bool note(struct ui *ui, const int64_t *ids, size_t count, bool *noted, struct err *e)
{
	struct session *s = session_in(ui);
	struct bright_spot b = { .date = s->today_iso };
	struct buf who = { 0 }, question = { 0 }, text = { 0 }, quoted = { 0 };
	bool ok = name_of(s, ids, count, &who, e);

	buf_printf(&question, _("Bright spot, %s"), buf_str(&who));
	*noted = ok && ask_text(ui, question.at, &text);
	if (*noted) {
		b.text = text.at;
		ok = bright_spot_save(s, ids, count, &b, e);
	}
	if (*noted && ok) {
		ui_changed(ui);
		ui_say(ui, _("Noted for %s: %s"), buf_str(&who), text_quote(&quoted, text.at));
	}
	buf_release(&who);
	buf_release(&question);
	buf_release(&text);
	buf_release(&quoted);
	return ok;
}

bool bright_note_one(struct ui *ui, int64_t student_id, struct err *e)
{
	bool noted;

	if (!student_id &&
	    !list_pick(student_list_new(ui), _("Whose bright spot?"), "", &student_id))
		return true;
	return note(ui, &student_id, 1, &noted, e);
}

bool bright_anyone(struct view *v, struct err *e)
{
	return bright_note_one(v->ui, 0, e);
}

static bool note_chosen(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	size_t count;
	const int64_t *ids = list_chosen(l, &count);
	bool noted, ok;

	if (!count)
		return bright_anyone(v, e);
	ok = note(v->ui, ids, count, &noted, e);
	if (ok && noted)
		list_unmark(l);
	return ok;
}

/* What is noted stands beside the letter at once. */
static bool note_in_form(struct view *v, struct err *e)
{
	struct form *f = (struct form *)v;
	int64_t ids[STUDENTS];
	size_t count = writing_students(f, ids, STUDENTS);
	bool noted, ok;

	ok = count ? note(v->ui, ids, count, &noted, e) : bright_anyone(v, e);
	if (ok && f->class->beside)
		form_read_beside(f);
	return ok;
}

const struct action bright_actions[] = {
	{ .name = "bright.note",
	  .keys = "C-b",
	  .need = MAY_RECORD,
	  .run = note_chosen,
	  .help = N_("Note a bright spot: one line, read again beside the letter") },
	{ 0 },
};

const struct action bright_form_actions[] = {
	{ .name = "bright.note",
	  .keys = "C-b",
	  .need = MAY_RECORD,
	  .run = note_in_form,
	  .help = N_("Note a bright spot: one line, read again beside the letter") },
	{ 0 },
};

/* ------------------------------------------------------------------ corrections */

/* Into a set of one; refused before anything is asked. */
static bool get_changeable(struct session *s, int64_t id, struct rowset *set, struct err *e)
{
	return bright_spot_get(s, id, set, e) && bright_spot_may_change(s, rowset_at(set, 0), e);
}

/* The row is gone, or says something else by now: what was typed is not lost for it. */
static bool save_after_others(struct ui *ui, struct bright_spot *b, struct err *e)
{
	const char *const labels[] = { _("theirs"), _("mine") };
	struct session *s = session_in(ui);
	struct buf question = { 0 }, quoted = { 0 };
	struct rowset now;
	bool again = false, gone;

	*e = (struct err){ 0 };
	gone = !get_changeable(s, b->id, &now, e);
	if (gone && e->kind == ERR_NOT_FOUND) {
		*e = (struct err){ 0 };
		again = ask_yes(ui, _("Somebody else removed this meanwhile."),
				_("save it as a new one"), _("give it up"));
		b->id = 0;
	} else if (!gone) {
		const struct bright_spot *theirs = rowset_at(&now, 0);

		buf_printf(&question, _("Somebody else wrote meanwhile: %s. What is kept?"),
			   text_quote(&quoted, theirs->text));
		again = ask_choice(ui, question.at, labels, 2) == 1;
		b->rev = theirs->rev;
	}
	rowset_release(&now);
	buf_release(&question);
	buf_release(&quoted);
	return again;
}

static bool save_line(struct ui *ui, struct bright_spot *b, struct err *e)
{
	struct session *s = session_in(ui);

	while (!bright_spot_save(s, &b->student_id, 1, b, e))
		if ((e->kind != ERR_CONFLICT && e->kind != ERR_NOT_FOUND) ||
		    !save_after_others(ui, b, e))
			return e->kind == ERR_NONE;
	ui_say(ui, "%s", _("The bright spot is saved."));
	return true;
}

bool bright_edit(struct ui *ui, int64_t id, struct err *e)
{
	struct session *s = session_in(ui);
	struct buf text = { 0 };
	struct bright_spot b;
	struct rowset set;
	bool ok = get_changeable(s, id, &set, e);

	if (ok) {
		b = *(const struct bright_spot *)rowset_at(&set, 0);
		buf_text(&text, b.text);
	}
	if (ok && ask_text(ui, _("Bright spot"), &text) && strcmp(text.at, b.text)) {
		b.text = text.at;
		ok = save_line(ui, &b, e);
		ui_changed(ui);
	}
	buf_release(&text);
	rowset_release(&set);
	return ok;
}

bool bright_remove(struct ui *ui, int64_t id, struct err *e)
{
	struct session *s = session_in(ui);
	struct rowset set;
	bool ok = get_changeable(s, id, &set, e);

	if (ok && ask_yes(ui, _("Remove this bright spot?"), _("remove"), _("keep"))) {
		ok = bright_spot_remove(s, id, ((const struct row_head *)rowset_at(&set, 0))->rev,
					e);
		if (ok) {
			ui_changed(ui);
			ui_say(ui, "%s", _("The bright spot is removed."));
		}
	}
	rowset_release(&set);
	return ok;
}
