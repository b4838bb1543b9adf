/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All letters, one at a time, into a file or to a printer. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "letter_private.h"
#include "model/audit.h"

struct run {
	struct session *s;
	const struct letter_template *template;
	const struct letters_target *to;
	struct paper paper;
	struct page page;
	size_t sent, gone;
	/* those whose letter takes more than a page */
	size_t run_on, run_on_named, named_count;
	const struct letter_student *named[PAPER_NAMED];
	const struct letter_student **order; /* of all that were sent */
};

static void send_page(struct run *r)
{
	paper_bytes(&r->paper, buf_str(&r->page.out), r->page.out.len);
	buf_clear(&r->page.out);
}

static void note_run_on(struct run *r, const struct letter_student *to)
{
	bool again = r->named_count && r->named[r->named_count - 1] == to;

	r->run_on++;
	/* to the student and to the guardians: named once */
	if (!again && r->named_count == PAPER_NAMED)
		return;
	r->run_on_named++;
	if (!again)
		r->named[r->named_count++] = to;
}

static void send(struct run *r, const struct letter *l, const struct letter_student *to)
{
	r->order[r->sent++] = to;
	if (r->paper.format == PAPER_HTML) {
		letter_page_add(&r->page, l);
		send_page(r);
		if (l->runs_on)
			note_run_on(r, to);
		return;
	}
	paper_letter(&r->paper);
	for (size_t i = 0; i < l->count; i++)
		paper_line(&r->paper, (int)l->lines[i].part, l->lines[i].text);
}

static bool send_of(struct run *r, const struct letter_student *to, enum letter_party party,
		    struct err *e)
{
	struct letter l;
	bool there, ok = letter_fill(r->s, r->template, to, party, &l, &there, e);

	if (ok && there)
		send(r, &l, to);
	r->gone += ok && !there;
	letter_release(&l);
	return ok;
}

static bool send_all(struct run *r, const struct letters *l, struct err *e)
{
	bool ok = true;

	if (r->paper.format == PAPER_HTML) {
		letter_page_begin(&r->page, _("Feedback letters"));
		send_page(r);
	}
	for (size_t i = 0; ok && i < l->students.count; i++) {
		const struct letter_student *to = rowset_at(&l->students, i);

		for (int party = 0; ok && party < LETTER_PARTIES; party++)
			if (!strcmp(to->state, "ready") && l->parties >> party & 1)
				ok = send_of(r, to, (enum letter_party)party, e);
	}
	if (r->paper.format == PAPER_HTML) {
		page_end(&r->page);
		send_page(r);
	}
	return ok;
}

/* ------------------------------------------------------------------------ telling */

static void add_sentence(struct buf *told, const char *sentence)
{
	buf_printf(told, "%s%s", told->len ? " " : "", sentence);
}

static void tell_run_on(const struct run *r, struct buf *told)
{
	struct buf names = { 0 }, sentence = { 0 };

	for (size_t i = 0; i < r->named_count; i++) {
		buf_text(&names, i ? _(", ") : "");
		text_quote(&names, r->named[i]->name);
	}
	buf_printf(&sentence, _("Longer than a page, and gone on with on the next: %zu (%s%s)."),
		   r->run_on, buf_str(&names), r->run_on > r->run_on_named ? _(" and others") : "");
	add_sentence(told, sentence.at);
	buf_release(&names);
	buf_release(&sentence);
}

static void tell(struct run *r, struct buf *told)
{
	struct buf sentence = { 0 };

	if (*r->paper.printed)
		add_sentence(told, r->paper.printed);
	if (r->run_on)
		tell_run_on(r, told);
	if (*r->paper.lacking) {
		buf_printf(&sentence,
			   _("No typeface of this machine has %s: write these by hand, or have "
			     "fonts-noto-cjk installed."),
			   r->paper.lacking);
		add_sentence(told, sentence.at);
	}
	buf_clear(&sentence);
	if (r->gone) {
		buf_printf(&sentence, _("Taken back meanwhile, and left out: %zu."), r->gone);
		add_sentence(told, sentence.at);
	}
	buf_release(&sentence);
}

/* -------------------------------------------------------------------------- writing */

static bool open_target(struct run *r, struct err *e)
{
	const struct letters_target *to = r->to;

	return to->path ? paper_to_file(&r->paper, to->path, to->format, to->replace, e)
			: paper_to_printer(&r->paper, to->printer, _("Feedback letters"), e);
}

static void learn_run_on(struct run *r)
{
	for (size_t i = 0; i < r->paper.run_on; i++) {
		size_t at = i < PAPER_NAMED ? r->paper.run_on_at[i] : 0;

		if (at && at <= r->sent)
			note_run_on(r, r->order[at - 1]);
		else
			r->run_on++;
	}
}

bool letters_write(struct session *s, const struct letters *l, const struct letter_template *t,
		   const struct letters_target *to, struct buf *told, struct err *e)
{
	struct run r = { .s = s, .template = t, .to = to };
	int64_t alone = l->students.count == 1 ? rowset_id(&l->students, 0) : 0;
	bool ok;

	if (!letters_check(l, e) || !open_target(&r, e))
		return false;
	r.order = mem_alloc(letters_count(l) * sizeof(*r.order));
	ok = audit_export(s, "letters", alone, l->ready, to->path ? "" : "printed", e) &&
	     send_all(&r, l, e);
	if (ok)
		ok = paper_end(&r.paper, e);
	else
		paper_abandon(&r.paper);
	if (ok) {
		learn_run_on(&r);
		tell(&r, told);
	}
	page_release(&r.page);
	free((void *)r.order);
	return ok;
}
