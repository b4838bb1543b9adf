/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names as they are found: characters with their readings. */
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/pinyin.h"
#include "base/pinyin_table.h"
#include "base/private_use.h"
#include "base/text.h"
#include "base/text_private.h"
#include "find_private.h"

/* --------------------------------------------------------------- one character */

static uint32_t without_marks(uint32_t cp)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	while (cp != 0xFC && uc_canonical_decomposition(cp, parts) > 0)
		cp = parts[0];
	return cp == 0xFC ? 'v' : cp;
}

static uint32_t of_other_script(uint32_t cp)
{
	if (cp >= 0xFF01 && cp <= 0xFF5E)
		return find_unit(cp - 0xFF01 + '!');
	if (text_is_blank(cp) || uc_is_general_category(cp, UC_PUNCTUATION))
		return 0;
	if (cp == UINT32_MAX || text_is_control(cp) || text_is_invisible(cp) ||
	    uc_is_general_category(cp, UC_MARK))
		return FIND_NOTHING;
	return pinyin_fold(without_marks(uc_tolower(cp)));
}

uint32_t find_unit(uint32_t cp)
{
	if (cp < 0x80) {
		if (cp >= 'A' && cp <= 'Z')
			return cp - 'A' + 'a';
		return find_is_letter(cp) || (cp >= '0' && cp <= '9') ? cp : 0;
	}
	cp = private_use_proper(cp);
	return text_is_han(cp) ? pinyin_fold(cp) : of_other_script(cp);
}

/* -------------------------------------------------------------------- writing */

static void add(struct find_key *key, const char *text, size_t len)
{
	if (len > sizeof key->text - 1 - key->len)
		return;
	memcpy(key->text + key->len, text, len);
	key->len += len;
	key->text[key->len] = '\0';
}

static size_t encode(uint32_t unit, char out[6])
{
	int n = u8_uctomb((uint8_t *)out, unit, 6);

	return n > 0 ? (size_t)n : 0;
}

/* Of the character whose readings begin at `from`; each once. */
static void add_reading(struct find_key *key, size_t from, const char *reading, size_t len)
{
	for (const char *have = key->text + from; *have;) {
		size_t n = strcspn(have, ",");

		if (n == len && !memcmp(have, reading, len))
			return;
		have += n + (have[n] == ',');
	}
	if (key->len > from)
		add(key, ",", 1);
	add(key, reading, len);
}

static void add_readings(struct find_key *key, size_t from, const char *list, size_t len)
{
	for (const char *end = list + len; list < end;) {
		size_t n = strcspn(list, ", ");

		add_reading(key, from, list, n);
		list += n + 1;
	}
}

/* ------------------------------------------------------------------- the name */

struct name {
	uint32_t unit[FIND_NAME_MOST]; /* 0 where a word ends */
	uint32_t written[FIND_NAME_MOST];
	size_t count;
	uint32_t characters[FIND_NAME_MOST]; /* those that have readings */
	size_t character_count;
	char surname[24]; /* its beginning, folded */
};

static void take_apart(struct name *n, const char *text)
{
	size_t len, used = 0;

	n->count = n->character_count = 0;
	for (; *text && n->count < FIND_NAME_MOST; text += len) {
		uint32_t cp = private_use_proper(text_decode(text, &len)), unit = find_unit(cp);

		if (unit == FIND_NOTHING)
			continue;
		n->unit[n->count] = unit;
		n->written[n->count++] = *pinyin_of(cp) ? cp : unit;
		if (text_is_han(unit))
			n->characters[n->character_count++] = n->written[n->count - 1];
		if (unit && used + 6 < sizeof n->surname)
			used += encode(unit, n->surname + used);
	}
	n->surname[used] = '\0';
}

/* The next of the readings that stand between blanks; *list moves behind them. */
static void add_of_surname(struct find_key *key, size_t from, const char **list)
{
	size_t len = strcspn(*list, " ");

	add_readings(key, from, *list, len);
	*list += len + ((*list)[len] == ' ');
}

static void add_name(struct find_key *key, const struct name *n, const struct find_spelling *s,
		     const unsigned char *ends)
{
	const char *surname = pinyin_surname(n->surname);
	size_t start = 0;
	uint32_t last = 0;

	for (size_t i = 0; i < n->count; last = n->unit[i++]) {
		uint32_t unit = n->unit[i];
		char bytes[6];
		size_t from;

		if (!unit)
			continue;
		if (find_is_letter(unit) && !find_is_letter(last))
			add(key, " ", 1);
		add(key, bytes, encode(unit, bytes));
		from = key->len;
		if (ends && text_is_han(unit)) {
			start += s->text[start] == '\'';
			add_reading(key, from, s->text + start, *ends - start);
			start = *ends++;
		}
		add_of_surname(key, from, &surname);
		if (!find_is_letter(unit))
			add_readings(key, from, pinyin_of(n->written[i]),
				     strlen(pinyin_of(n->written[i])));
	}
}

static void add_spelling(struct find_key *key, const struct find_spelling *s)
{
	add(key, "| ", 2);
	for (size_t i = 0; i < s->len; i++)
		add(key, s->text[i] == '\'' ? " " : s->text + i, 1);
}

void find_key_write(struct find_key *key, const char *name, const char *reading)
{
	unsigned char ends[FIND_NAME_MOST];
	struct find_spelling s = { .len = 0 };
	struct name n;
	bool fits;

	key->len = 0;
	key->text[0] = '\0';
	take_apart(&n, name);
	if (reading && *reading)
		find_spell(&s, reading);
	fits = s.len && find_syllables(&s, n.characters, n.character_count, ends);
	add_name(key, &n, &s, fits ? ends : NULL);
	if (s.len && !fits)
		add_spelling(key, &s);
}

void find_key(struct buf *out, const char *name, const char *reading)
{
	struct find_key key;

	find_key_write(&key, name, reading);
	buf_add(out, key.text, key.len);
}
