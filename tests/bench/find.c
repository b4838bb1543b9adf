/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding as one types: what each key costs, without a screen. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "bench/figure.h"
#include "bench/parts.h"
#include "model/people.h"

enum { SHOWN = 50, ROUNDS = 5, KEYS_MOST = 600 };

/* Characters, pinyin, initials, a mix, numbers, classes; one that finds nobody. */
static const char *const typed[] = { "wangjiahan", "lxm", "李xm",     "王嘉涵", "zhangyu", "2026",
				     "0301",       "9.3", "903 chen", "xq",     "zzz" };
enum { WORDS = sizeof typed / sizeof *typed };

/* Key by key, as an input line sends them. */
static size_t type(const struct people *p, const char *word, double *ms)
{
	size_t n = 0, len = strlen(word);

	for (size_t end = 1; end <= len; end++) {
		struct people_hit hits[SHOWN];
		char text[64];
		double from;

		if (((unsigned char)word[end] & 0xC0) == 0x80) /* within a character */
			continue;
		snprintf(text, sizeof text, "%.*s", (int)end, word);
		from = now_ms();
		people_find(p, text, hits, SHOWN, NULL);
		ms[n++] = now_ms() - from;
	}
	return n;
}

static void measure(struct session *s, double most)
{
	static double ms[KEYS_MOST];
	struct figure per_key = { .decimals = 2, .floor = NO_FLOOR, .limit = LIMIT_VALUE };
	struct figure loading = { .decimals = 1, .floor = NO_FLOOR, .limit = LIMIT_NONE };
	struct people p;
	struct err e = { 0 };
	double from = now_ms();
	char what[64], load[64];
	size_t n = 0;

	cr_assert(people_load(s, PEOPLE_STUDENTS | PEOPLE_MENTORS, &p, &e), "%s", e.text);
	loading.daoshi = now_ms() - from;
	for (int round = 0; round < ROUNDS; round++)
		for (size_t w = 0; w < WORDS; w++)
			n += type(&p, typed[w], ms + n);
	snprintf(what, sizeof what, "a key, %zu people, ms", p.all.count);
	snprintf(load, sizeof load, "reading them before the first, ms");
	per_key.what = what;
	per_key.daoshi = median(ms, n);
	per_key.most = most;
	per_key.limit = most > 0 ? LIMIT_VALUE : LIMIT_NONE;
	figure_tell(&per_key);
	loading.what = load;
	figure_tell(&loading);
	people_release(&p);
}

void bench_find(const char *const *schools)
{
	static const double limits[] = { 2, 5 };

	figure_head("find as you type", "");
	for (size_t i = 0; schools[i]; i++) {
		struct session s;
		struct err e = { 0 };
		int today;

		cr_assert(date_from_iso(BENCH_TODAY, &today) &&
				  session_open(&s, schools[i], today, &e),
			  "%s: %s", schools[i], e.text);
		measure(&s, i < sizeof limits / sizeof *limits ? limits[i] : 0);
		session_close(&s);
	}
}
