/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/find.h"

#include <string.h>
#include <unistr.h>

#include "base/pinyin.h"
#include "base/pinyin_table.h"
#include "base/text.h"
#include "base/text_private.h"
#include "find_private.h"

const char *const find_key_version = pinyin_keys;

enum { UNITS_MOST = 63 }; /* a set of places in a word is 64 bits */

struct find_word {
	uint32_t unit[UNITS_MOST];
	int count;       /* 0: no name has it */
	uint64_t breaks; /* before these units a character begins: xi'an */
	char first[8];   /* the first unit as it stands in keys */
	size_t first_len;
	char digit;       /* one of its digits; 0: it has none */
	const char *code; /* as it is compared with numbers and other short texts */
	size_t code_len;
	struct find_class classes[FIND_CLASSES_MOST];
	size_t class_count;
};

/* Better than any fit that counts: a class narrows what the other words find. */
enum { CLASS_WHOLE = FIND_WHOLE + 1 };

/* -------------------------------------------------------------- what was typed */

static void add_unit(struct find_word *w, uint32_t cp)
{
	uint32_t unit = find_unit(cp);

	if (!unit && w->count && w->count < UNITS_MOST)
		w->breaks |= UINT64_C(1) << w->count;
	if (unit && unit != FIND_NOTHING) {
		if (w->count < UNITS_MOST)
			w->unit[w->count] = unit;
		if (!w->count++)
			w->first_len = (size_t)u8_uctomb((uint8_t *)w->first, unit, 6);
		if (unit >= '0' && unit <= '9')
			w->digit = (char)unit;
	}
}

static void read_word(struct find *f, struct find_word *w, const char *word, size_t len)
{
	const char *end = word + len;
	size_t n;

	*w = (struct find_word){ .code = arena_copy(&f->arena, word, len), .code_len = len };
	w->class_count = find_classes(w->classes, w->code);
	for (; word < end; word += n)
		add_unit(w, text_decode(word, &n));
	if (w->count > UNITS_MOST)
		w->count = 0;
}

/* Words without digits, of which the name may have been typed: "li xiao ming". */
static void join_words(struct find *f)
{
	struct find_word *joined = &f->words[f->count];
	struct buf text = { 0 };
	int joins = 0;

	for (size_t i = 0; i < f->count; i++)
		if (!f->words[i].digit) {
			buf_printf(&text, "%s%s", joins++ ? " " : "", f->words[i].code);
		}
	if (joins > 1)
		read_word(f, joined, buf_str(&text), text.len);
	buf_release(&text);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* One blank between words; codes are compared in this form. */
static void plain(struct buf *out, const char *typed)
{
	struct buf half = { 0 };
	size_t len;

	text_half(&half, typed);
	for (const char *s = buf_str(&half); *s; s += len) {
		uint32_t cp = text_decode(s, &len);

		if (text_is_blank(cp) || text_is_control(cp))
			buf_char(out, ' ');
		else if (cp < 0x80)
			buf_char(out, lower((char)cp));
		else if (find_unit(cp) != FIND_NOTHING)
			text_encode(out, find_unit(cp) ? find_unit(cp) : cp);
	}
	buf_release(&half);
}

void find_prepare(struct find *f, const char *typed)
{
	struct buf text = { 0 };
	const char *list, *word;
	size_t len, most = 1;

	*f = (struct find){ 0 };
	plain(&text, typed);
	for (list = buf_str(&text); text_word(&list, ' ', &word, &len);)
		most++;
	f->words = arena_alloc(&f->arena, most * sizeof *f->words);
	for (list = buf_str(&text); text_word(&list, ' ', &word, &len);)
		read_word(f, &f->words[f->count++], word, len);
	join_words(f);
	buf_release(&text);
}

void find_release(struct find *f)
{
	arena_release(&f->arena);
	*f = (struct find){ 0 };
}

/* ------------------------------------------------------------------- in names */

/*
 * All ways at once: a set of places in the word, of which each is where some way to read the word
 * as the characters so far has come to. Bit `count` is the word's end.
 */
struct places {
	uint64_t any;   /* begun at any character */
	uint64_t begun; /* at the first */
	uint64_t whole; /* and every character typed whole, or as its initial */
};

static bool same(uint32_t typed, char reading)
{
	return typed == (unsigned char)reading || (typed == 'u' && reading == 'v');
}

/* Where place i leads to within one reading. */
static void read_syllable(const struct find_word *w, int i, const char *s, size_t len,
			  uint64_t *any, uint64_t *whole)
{
	uint64_t breaks = w->breaks >> (i + 1);
	size_t most = (size_t)(w->count - i), n = 0;

	if (breaks && most > (size_t)__builtin_ctzll(breaks) + 1)
		most = (size_t)__builtin_ctzll(breaks) + 1;
	while (n < most && n < len && same(w->unit[i + (int)n], s[n]))
		n++;
	if (!n)
		return;
	*any |= ((UINT64_C(1) << n) - 1) << (i + 1);
	*whole |= UINT64_C(2) << i;
	if (n > 1 && s[1] == 'h') /* zh, ch, sh */
		*whole |= UINT64_C(4) << i;
	if (n == len)
		*whole |= UINT64_C(1) << (i + (int)n);
}

/* A character of the key with its readings, in which letters are typed. */
static void read_letters(const struct find_word *w, int i, const char *readings, const char *end,
			 uint64_t *any, uint64_t *whole)
{
	while (readings < end) {
		const char *comma = memchr(readings, ',', (size_t)(end - readings));
		const char *stop = comma ? comma : end;

		if (same(w->unit[i], *readings))
			read_syllable(w, i, readings, (size_t)(stop - readings), any, whole);
		readings = stop + 1;
	}
}

static struct places step(const struct find_word *w, struct places at, uint32_t head,
			  const char *readings, const char *end)
{
	struct places next = { 0 };

	for (uint64_t left = at.any & ~(UINT64_C(1) << w->count); left; left &= left - 1) {
		int i = __builtin_ctzll(left);
		uint64_t any = 0, whole = 0;

		if (w->unit[i] == head)
			any = whole = UINT64_C(2) << i;
		else if (find_is_letter(w->unit[i]))
			read_letters(w, i, readings, end, &any, &whole);
		next.any |= any;
		if (at.begun >> i & 1)
			next.begun |= any;
		if (at.whole >> i & 1)
			next.whole |= whole;
	}
	return next;
}

/* Most people are passed over here: no reading begins as the word does. */
static bool may_be_in(const struct find_word *w, const char *key)
{
	if (!w->count || (w->digit && !strchr(key, w->digit)))
		return false;
	if (!find_is_letter(w->unit[0])) {
		/* of a character the last byte tells most */
		for (const char *at = key; (at = strchr(at, w->first[w->first_len - 1])); at++)
			if ((size_t)(at - key) + 1 >= w->first_len &&
			    !memcmp(at + 1 - w->first_len, w->first, w->first_len))
				return true;
		return false;
	}
	for (const char *at = key; (at = strchr(at, *w->first)); at++)
		if (at > key && !find_is_letter((unsigned char)at[-1]))
			return true;
	return false;
}

/* text_decode in short, for nearly all keys are of three bytes a character. */
static inline uint32_t head_of(const char **key)
{
	const unsigned char *s = (const unsigned char *)*key;
	size_t len;
	uint32_t cp;

	if (s[0] < 0x80) {
		*key += 1;
		return s[0];
	}
	if (s[0] >> 4 == 0xE && s[1] >> 6 == 2 && s[2] >> 6 == 2) {
		*key += 3;
		return (s[0] & 0xFu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
	}
	cp = text_decode(*key, &len);
	*key += len;
	return cp;
}

static enum find_fit in_name(const struct find_word *w, const char *key)
{
	static const struct places start = { 1, 1, 1 };
	const uint64_t end = UINT64_C(1) << w->count;
	struct places at = start;
	enum find_fit best = FIND_NOT;

	if (!may_be_in(w, key))
		return FIND_NOT;
	while (*key) {
		uint32_t head = head_of(&key);
		const char *readings = key;

		if (head == '|') {
			if (at.whole & end)
				return FIND_WHOLE;
			at = start;
			continue;
		}
		while (find_is_letter((unsigned char)*key) || *key == ',')
			key++;
		at = step(w, at, head, readings, key);
		if (at.begun & end)
			best = FIND_BEGIN;
		else if (at.any & end && best == FIND_NOT)
			best = FIND_INSIDE;
		at.any |= 1;
		/* it gets no better, but as the school spells it */
		if (best == FIND_BEGIN && *key && !(at.whole & ~end) && !(key = strchr(key, '|')))
			return best;
	}
	return at.whole & end ? FIND_WHOLE : best;
}

/* ------------------------------------------------------------------- in codes */

static bool begins(const char *code, const char *word)
{
	while (*word) {
		if ((unsigned char)*word >= 0x80) {
			uint32_t cp = head_of(&word), other = head_of(&code);

			if (cp != other && cp != pinyin_fold(other))
				return false;
		} else if (lower(*code++) != *word++) {
			return false;
		}
	}
	return true;
}

static int in_class(const struct find_word *w, const char *code)
{
	int best = FIND_NOT;

	for (size_t i = 0; i < w->class_count; i++) {
		const struct find_class *c = &w->classes[i];

		if (*code != *c->begin)
			continue;
		if (!strcmp(code, c->whole))
			return CLASS_WHOLE;
		if (!strncmp(code, c->begin, strlen(c->begin)))
			best = FIND_BEGIN;
	}
	return best;
}

/* Where the code has the word's first character, or might have it in another shape. */
static const char *next_first(const struct find_word *w, const char *code)
{
	const char first = *w->code;

	if ((unsigned char)first >= 0x80)
		while (*code && (unsigned char)*code < 0xC0)
			code++;
	else
		while (*code && lower(*code) != first)
			code++;
	return *code ? code : NULL;
}

static int in_code(const struct find_word *w, const char *code)
{
	const char *at = next_first(w, code);
	int best = w->class_count ? in_class(w, code) : FIND_NOT;

	if (best != FIND_NOT || !at)
		return best;
	if (at == code && begins(code, w->code))
		return w->digit && !code[w->code_len] ? FIND_WHOLE : FIND_BEGIN;
	for (; at; at = next_first(w, at + 1))
		if (begins(at, w->code))
			return FIND_INSIDE;
	return FIND_NOT;
}

/* ---------------------------------------------------------------- of one person */

static int of_word(const struct find_word *w, const char *key, const char *const *codes)
{
	int best = (int)in_name(w, key);

	for (; *codes; codes++) {
		int fit = **codes ? in_code(w, *codes) : FIND_NOT;

		best = fit > best ? fit : best;
	}
	return best;
}

static int worst_of(const struct find *f, bool with_digits, const char *key,
		    const char *const *codes)
{
	int worst = CLASS_WHOLE;

	for (size_t i = 0; i < f->count && worst > FIND_NOT; i++) {
		const struct find_word *w = &f->words[i];

		if (!w->digit == !with_digits) {
			int fit = of_word(w, key, codes);

			worst = fit < worst ? fit : worst;
		}
	}
	return worst;
}

/* The weakest word counts, but words without digits may be one name. */
static int of_all(const struct find *f, const char *key, const char *const *codes)
{
	int numbers = worst_of(f, true, key, codes);
	int names = numbers > FIND_NOT ? worst_of(f, false, key, codes) : FIND_NOT;
	int name = numbers > FIND_NOT ? (int)in_name(&f->words[f->count], key) : FIND_NOT;

	names = name > names || (name > FIND_NOT && names == CLASS_WHOLE) ? name : names;
	return names < numbers ? names : numbers;
}

static enum find_fit fit(const struct find *f, const char *key, const char *const *codes)
{
	int best = f->count == 1 ? of_word(f->words, key, codes) : of_all(f, key, codes);

	return best == CLASS_WHOLE ? FIND_BEGIN : (enum find_fit)best;
}

enum find_fit find_fit(const struct find *f, const char *name, const char *key,
		       const char *const *codes)
{
	struct find_key made;

	if (!f->count)
		return FIND_INSIDE;
	if (*key)
		return fit(f, key, codes);
	find_key_write(&made, name, NULL);
	return fit(f, made.text, codes);
}
