/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips of paper as they are keyed. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/preference.h"

enum { CANDIDATES = 5 };

bool slip_people_load(struct session *s, struct slip_people *known, struct err *e)
{
	bool ok = people_load(s, PEOPLE_STUDENTS, &known->students, e);

	known->mentors = (struct people){ 0 };
	return people_load(s, PEOPLE_MENTORS, &known->mentors, e) && ok;
}

void slip_people_release(struct slip_people *known)
{
	people_release(&known->students);
	people_release(&known->mentors);
}

/* ---------------------------------------------------------------- one word */

/* Whom a word may mean. */
struct meant {
	const struct person *who[CANDIDATES];
	size_t count;
};

static void note(struct meant *m, const struct person *who)
{
	if (who->left_on)
		return;
	if (m->count < CANDIDATES)
		m->who[m->count] = who;
	m->count++;
}

static const char *number_of(const struct person *who)
{
	const char *number = who->student_no ? who->student_no : who->staff_no;

	return number ? number : "";
}

static bool has_digit(const char *word)
{
	return strpbrk(word, "0123456789") != NULL;
}

/* A number and a whole name come before what only begins alike; a number that is not whole is a
 * slip of the finger, and nobody's. */
static void look_up(const struct people *p, const char *word, struct meant *m)
{
	struct people_hit hits[CANDIDATES + 1];
	size_t count;

	*m = (struct meant){ 0 };
	for (size_t i = 0; i < p->all.count; i++) {
		const struct person *one = rowset_at(&p->all, i);

		if (!strcasecmp(number_of(one), word))
			note(m, one);
	}
	if (m->count || has_digit(word))
		return;
	count = people_find(p, word, hits, CANDIDATES + 1, NULL);
	for (size_t i = 0; i < count && i < CANDIDATES + 1; i++)
		if (hits[i].fit == hits[0].fit)
			note(m, hits[i].person);
}

static bool refuse(const struct meant *m, const char *word, bool mentor, struct err *e)
{
	struct buf names = { 0 }, quoted = { 0 };

	text_quote(&quoted, word);
	for (size_t i = 0; i < m->count && i < CANDIDATES; i++)
		buf_printf(&names, "%s%s %s", i ? _(", ") : "", number_of(m->who[i]),
			   m->who[i]->name);
	if (m->count > CANDIDATES)
		buf_text(&names, _(" and others"));
	if (m->count)
		err_field(e, "line", _("Several are found by \"%s\": %s. Write the number."),
			  buf_str(&quoted), buf_str(&names));
	else if (mentor)
		err_field(e, "line",
			  _("No mentor is found by \"%s\": staff number, name, pinyin or "
			    "initials."),
			  buf_str(&quoted));
	else
		err_field(e, "line",
			  _("No student who is enrolled is found by \"%s\": number, name or "
			    "pinyin."),
			  buf_str(&quoted));
	buf_release(&names);
	buf_release(&quoted);
	return false;
}

static bool find_one(const struct people *p, const char *word, bool mentor,
		     const struct person **who, struct err *e)
{
	struct meant m;

	look_up(p, word, &m);
	if (m.count != 1)
		return refuse(&m, word, mentor, e);
	*who = m.who[0];
	return true;
}

/* ---------------------------------------------------------------- a line */

enum { WORDS = PREFERENCE_RANKS + 1 };

struct words {
	const char *word[WORDS];
	size_t count;
};

/* They stand apart by blanks, commas or full stops of lists, as an input method writes them. */
static void split(const char *line, struct words *w, struct arena *arena)
{
	static const char between[] = " \t,;/|";
	struct buf half = { 0 }, plain = { 0 };

	text_half(&half, line);
	for (const char *s = buf_str(&half); *s;) {
		size_t len;
		uint32_t cp = text_decode(s, &len);

		if (cp == 0x3001 || cp == 0x3002 || cp == 0x3000)
			buf_char(&plain, ' ');
		else
			buf_add(&plain, s, len);
		s += len;
	}
	for (const char *s = buf_str(&plain) + strspn(buf_str(&plain), between); *s;) {
		size_t len = strcspn(s, between);

		if (w->count < WORDS)
			w->word[w->count] = arena_copy(arena, s, len);
		w->count++;
		s += len;
		s += strspn(s, between);
	}
	buf_release(&half);
	buf_release(&plain);
}

static bool check_words(const struct words *w, struct err *e)
{
	if (!w->count)
		return err_field(e, "line", "%s",
				 _("Type a student's number, then the mentors' codes."));
	if (w->count > WORDS)
		return err_field(e, "line", _("These are %zu mentors; %d can be named."),
				 w->count - 1, PREFERENCE_RANKS);
	return w->count > 1 ||
	       err_field(e, "line", "%s",
			 _("After the student come the mentors' codes, or - for anybody."));
}

static bool take_mentors(const struct slip_people *known, const struct words *w,
			 struct preference *p, struct arena *arena, struct err *e)
{
	if (w->count == 2 && !strcmp(w->word[1], "-")) {
		p->anybody = "yes";
		return true;
	}
	for (size_t i = 1; i < w->count; i++) {
		const struct person *who = NULL;

		if (!find_one(&known->mentors, w->word[i], true, &who, e))
			return false;
		for (size_t k = 0; k < i - 1; k++)
			if (p->choice[k] == who->id)
				return err_field(e, "line", _("%s is named twice."), who->name);
		p->choice[i - 1] = who->id;
		p->name[i - 1] = arena_text(arena, who->name);
	}
	return true;
}

bool preference_read_slip(struct session *s, const struct slip_people *known, const char *line,
			  struct preference *p, struct arena *arena, struct err *e)
{
	const struct person *who = NULL;
	struct words w = { 0 };
	struct rowset set;
	bool ok;

	*p = (struct preference){ 0 };
	split(line, &w, arena);
	if (!check_words(&w, e) || !find_one(&known->students, w.word[0], false, &who, e) ||
	    !take_mentors(known, &w, p, arena, e))
		return false;
	ok = preference_get(s, who->id, &set, e);
	if (ok) {
		const struct preference *stored = rowset_at(&set, 0);

		p->id = stored->id;
		p->rev = stored->rev;
		p->state = choice_find(preference_states, stored->state)->code;
		p->student_no = arena_text(arena, stored->student_no);
		p->student = arena_text(arena, stored->student);
		p->class_name = arena_text(arena, stored->class_name);
	}
	rowset_release(&set);
	return ok;
}
