/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/account.h"
#include "model/statements.h"

enum { OF_MENTOR, OF_ALL, NAMES };

/* A text about several is learned as the first one's: rather too little than too much. */
#define FIRST_STUDENT "(SELECT min(student_id) FROM my_contact_student WHERE contact_id = c.id)"

static const struct sql statements[] = {
	[OF_MENTOR] = { "words.of_mentor",
			"SELECT c.date AS day, " FIRST_STUDENT
			", c.summary, c.bright_spots, c.advice FROM my_contact c WHERE c.id IN "
			"(SELECT k.contact_id FROM my_assignment a JOIN my_contact_student k "
			"ON k.student_id = a.student_id AND k.mentor_id = :mentor "
			"AND k.withdrawn = 0 WHERE a.mentor_id = :mentor) "
			"UNION ALL SELECT r.date, r.student_id, r.notes, NULL, NULL "
			"FROM my_referral r WHERE r.mentor_id = :mentor AND r.student_id IN "
			"(SELECT student_id FROM my_assignment WHERE mentor_id = :mentor) "
			"ORDER BY day DESC LIMIT :most",
			false },
	[OF_ALL] = { "words.of_all",
		     "SELECT * FROM (SELECT c.date AS day, " FIRST_STUDENT
		     ", c.summary, c.bright_spots, c.advice FROM my_contact c "
		     "WHERE c.withdrawn = 0 ORDER BY c.school_year_id DESC, c.date DESC "
		     "LIMIT :most) UNION ALL SELECT * FROM (SELECT date, student_id, notes, NULL, "
		     "NULL FROM my_referral ORDER BY date DESC LIMIT :most) "
		     "ORDER BY day DESC LIMIT :most",
		     false },
	[NAMES] = { "words.names", "SELECT id, name FROM my_student", false },
};
const struct sql_table words_sql = SQL_TABLE(statements);

enum { SEVERAL = -1, RUNS_MOST = 60000 };

struct run {
	const char *text;
	int64_t student; /* whom it was written about; SEVERAL */
	int64_t named;   /* whose name is in it; 0: nobody's, SEVERAL */
	size_t count;
	size_t latest; /* 0 is the newest text */
};

/* What somebody may be called by in a text, folded; found by its first two characters. */
struct name {
	uint64_t begins;
	const char *text;
	int64_t student;
};

struct words {
	struct arena arena;
	struct run *runs; /* by text */
	size_t count, room;
	size_t bytes;
};

struct names {
	struct arena arena;
	struct name *at; /* by begins */
	size_t count, room;
};

/* ------------------------------------------------------------------- the runs */

static bool is_of_run(uint32_t cp)
{
	return cp == ' ' || text_is_word(cp);
}

/* Where the run begins that ends at `len`; blanks do not begin one. */
static size_t run_begin(const char *text, size_t len)
{
	size_t at = len, step;

	while (at) {
		size_t before = text_prev(text, len, at);

		if (!is_of_run(text_decode(text + before, &step)) || before + step != at)
			break;
		at = before;
	}
	while (at < len && text[at] == ' ')
		at++;
	return at;
}

static void add_run(struct words *w, const char *text, size_t len, int64_t student, size_t latest)
{
	while (len && text[len - 1] == ' ')
		len--;
	if (!len || w->count == RUNS_MOST || w->bytes + len > WORDS_BYTES)
		return;
	if (w->count == w->room) {
		w->room = w->room ? 2 * w->room : 256;
		w->runs = mem_grow(w->runs, w->room * sizeof *w->runs);
	}
	w->runs[w->count++] = (struct run){ .text = arena_copy(&w->arena, text, len),
					    .student = student,
					    .count = 1,
					    .latest = latest };
	w->bytes += len + 1;
}

static void add_text(struct words *w, const char *text, int64_t student, size_t latest)
{
	size_t begin = 0, chars = 0, step;

	for (size_t at = 0;; at += step) {
		uint32_t cp = text_decode(text + at, &step);

		if (step && is_of_run(cp) && (chars || cp != ' ')) {
			begin = chars++ ? begin : at;
			continue;
		}
		if (chars > 1 && chars <= WORDS_RUN)
			add_run(w, text + begin, at - begin, student, latest);
		chars = 0;
		if (!step)
			return;
	}
}

static int by_text(const void *a, const void *b)
{
	const struct run *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : (x->latest > y->latest) - (x->latest < y->latest);
}

/* Each run once. */
static void merge(struct words *w)
{
	size_t kept = 0;

	if (w->count)
		qsort(w->runs, w->count, sizeof *w->runs, by_text);
	for (size_t i = 0; i < w->count; i++) {
		struct run *last = kept ? &w->runs[kept - 1] : NULL;

		if (!last || strcmp(last->text, w->runs[i].text)) {
			w->runs[kept++] = w->runs[i];
			continue;
		}
		last->count++;
		if (last->student != w->runs[i].student)
			last->student = SEVERAL;
	}
	w->count = kept;
}

/* ------------------------------------------------------------------ the names */

/* The first two characters; 0 for a text of fewer. */
static uint64_t beginning(const char *text)
{
	size_t first, second;
	uint64_t one = text_decode(text, &first),
		 two = first ? text_decode(text + first, &second) : 0;

	return two ? one << 32 | two : 0;
}

static void add_name(struct names *n, const char *text, int64_t student)
{
	if (!beginning(text))
		return;
	if (n->count == n->room) {
		n->room = n->room ? 2 * n->room : 64;
		n->at = mem_grow(n->at, n->room * sizeof *n->at);
	}
	n->at[n->count++] = (struct name){ .begins = beginning(text),
					   .text = arena_text(&n->arena, text),
					   .student = student };
}

/* 王芳 is 小芳, 阿芳 or 芳芳 as well. */
static void add_pet_names(struct names *n, const char *given, int64_t student)
{
	add_name(n, arena_printf(&n->arena, "小%s", given), student);
	add_name(n, arena_printf(&n->arena, "阿%s", given), student);
	add_name(n, arena_printf(&n->arena, "%s%s", given, given), student);
}

/* The whole name; of three characters or more its last two; of a name in parts each part. */
static void add_names(struct names *n, const char *name, int64_t student)
{
	struct buf folded = { 0 }, part = { 0 };
	size_t len, end, step;

	text_fold(&folded, name);
	add_name(n, buf_str(&folded), student);
	len = folded.len;
	end = text_prev(buf_str(&folded), len, len);
	if (text_count(buf_str(&folded)) > 2)
		add_name(n, buf_str(&folded) + text_prev(buf_str(&folded), len, end), student);
	else if (len)
		add_pet_names(n, buf_str(&folded) + end, student);
	for (const char *at = name; *at; at += step) {
		if (text_is_word(text_decode(at, &step))) {
			buf_add(&part, at, step);
			if (at[step])
				continue;
		}
		buf_clear(&folded);
		text_fold(&folded, buf_str(&part));
		add_name(n, buf_str(&folded), student);
		buf_clear(&part);
	}
	buf_release(&folded);
	buf_release(&part);
}

static int by_beginning(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	return (x->begins > y->begins) - (x->begins < y->begins);
}

static bool load_names(struct session *s, struct names *n, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[NAMES], NULL, e))
		return false;
	while (cursor_next(&c))
		add_names(n, cursor_text(&c, 1), cursor_int(&c, 0));
	if (n->count)
		qsort(n->at, n->count, sizeof *n->at, by_beginning);
	return cursor_close(&c);
}

/* The first of those that begin so; behind the last where there is none. */
static size_t find_name(const struct names *n, uint64_t begins)
{
	size_t from = 0, to = n->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (n->at[middle].begins < begins)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static int64_t who_is_named(const struct names *n, const char *run)
{
	struct buf folded = { 0 };
	int64_t who = 0;
	size_t step;

	text_fold(&folded, run);
	for (const char *at = buf_str(&folded); *at; at += step) {
		uint64_t begins = beginning(at);

		text_decode(at, &step);
		for (size_t i = find_name(n, begins); i < n->count && n->at[i].begins == begins;
		     i++)
			if (!strncmp(at, n->at[i].text, strlen(n->at[i].text)))
				who = who && who != n->at[i].student ? SEVERAL : n->at[i].student;
	}
	buf_release(&folded);
	return who;
}

/* -------------------------------------------------------------------- reading */

static bool load_texts(struct session *s, struct words *w, struct err *e)
{
	int64_t accounts = 0;
	struct cursor c;

	if (!s->mentor_id && !(s->may & MAY_ACCOUNTS))
		return true;
	if (!s->mentor_id && !account_count(s, &accounts, e))
		return false;
	if (accounts > 1)
		return true;
	if (!cursor_open(&c, s->db, &statements[s->mentor_id ? OF_MENTOR : OF_ALL],
			 WITH(INT("mentor", s->mentor_id), INT("most", WORDS_TEXTS)), e))
		return false;
	for (size_t n = 0; cursor_next(&c); n++)
		for (int column = 2; column < 5; column++)
			add_text(w, cursor_text(&c, column), cursor_int(&c, 1), n);
	return cursor_close(&c);
}

struct words *words_load(struct session *s, struct err *e)
{
	struct words *w = mem_alloc(sizeof *w);
	struct names names = { 0 };
	bool ok;

	*w = (struct words){ 0 };
	ok = load_texts(s, w, e);
	merge(w);
	ok = ok && (!w->count || load_names(s, &names, e));
	for (size_t i = 0; ok && i < w->count; i++)
		w->runs[i].named = who_is_named(&names, w->runs[i].text);
	free(names.at);
	arena_release(&names.arena);
	if (ok)
		return w;
	words_free(w);
	return NULL;
}

void words_free(struct words *w)
{
	if (!w)
		return;
	free(w->runs);
	arena_release(&w->arena);
	free(w);
}

/* ------------------------------------------------------------------- guessing */

static bool among(const int64_t *students, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (students[i] == id)
			return true;
	return false;
}

static bool may_offer(const struct run *r, const int64_t *students, size_t count)
{
	if (r->named && (r->named == SEVERAL || count != 1 || *students != r->named))
		return false;
	return r->student == SEVERAL || among(students, count, r->student);
}

/* Two Chinese characters say enough, of other letters three. */
static bool is_enough(const char *run)
{
	size_t chars = 0, bytes = strlen(run), step;

	for (const char *at = run; *at; at += step)
		chars += text_is_word(text_decode(at, &step));
	return chars >= 3 || (chars == 2 && bytes >= 6);
}

static size_t first_from(const struct words *w, const char *run)
{
	size_t from = 0, to = w->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(w->runs[middle].text, run) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void words_guess(const struct words *w, const char *text, const int64_t *students, size_t count,
		 struct buf *out)
{
	const char *run = text + run_begin(text, strlen(text));
	size_t len = strlen(run);
	const struct run *best = NULL;

	if (!is_enough(run))
		return;
	for (size_t i = first_from(w, run); i < w->count; i++) {
		const struct run *r = &w->runs[i];

		if (strncmp(r->text, run, len))
			break;
		if (r->text[len] && may_offer(r, students, count) &&
		    (!best || r->count > best->count ||
		     (r->count == best->count && r->latest < best->latest)))
			best = r;
	}
	buf_text(out, best ? best->text + len : "");
}
