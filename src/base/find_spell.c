/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names as schools spell them: "ou yang na na", "OUYANG Nana", "Ōuyáng Nànà". */
#include <string.h>

#include "base/pinyin.h"
#include "base/text.h"
#include "find_private.h"

void find_spell(struct find_spelling *s, const char *reading)
{
	bool part = false;
	size_t len;

	for (s->len = 0; *reading && s->len + 2 < sizeof s->text; reading += len) {
		uint32_t cp = text_decode(reading, &len), unit = find_unit(cp);
		/* LiXiaoming is two words, LI one */
		bool capital = cp >= 'A' && cp <= 'Z' && s->len && reading[len] >= 'a' &&
			       reading[len] <= 'z';

		if (cp == 0x308 && s->len && s->text[s->len - 1] == 'u')
			s->text[s->len - 1] = 'v';
		if (!find_is_letter(unit)) {
			part = part || (s->len && unit != FIND_NOTHING);
			continue;
		}
		if (part || capital)
			s->text[s->len++] = '\'';
		s->text[s->len++] = (char)unit;
		part = false;
	}
	s->text[s->len] = '\0';
}

static size_t initial(const char *s, size_t len)
{
	if (len > 1 && strchr("zcs", *s) && s[1] == 'h')
		return 2;
	return len && strchr("bpmfdtnlgkhjqxrzcsyw", *s) ? 1 : 0;
}

static bool is_syllable(const char *s, size_t len)
{
	static const char finals[] =
		" a o e ai ei ao ou an en ang eng ong er i ia ie iao iu ian in "
		"iang ing iong io u ua uo uai ui uan un uang v ve ue ";
	char final[8] = " ";
	size_t skip = initial(s, len);

	if (len - skip < 1 || len - skip > 4)
		return false;
	memcpy(final + 1, s + skip, len - skip);
	final[1 + len - skip] = ' ';
	return strstr(finals, final) != NULL;
}

static bool reads(uint32_t character, const char *s, size_t len)
{
	const char *list = pinyin_of(character), *reading;
	size_t n;

	while (text_word(&list, ',', &reading, &n))
		if (n == len && !memcmp(reading, s, len))
			return true;
	return false;
}

/* The best ways to read the first characters as the first bytes: how many of them the table reads
 * so, and 1; and where the last one begins. */
struct ways {
	unsigned char most[FIND_NAME_MOST][FIND_NAME_MOST], from[FIND_NAME_MOST][FIND_NAME_MOST];
};

/* On from a way to read `i` characters as the bytes before `at`. */
static void extend(struct ways *w, const struct find_spelling *s, uint32_t character, size_t i,
		   size_t at)
{
	enum { LONGEST = 6 };
	size_t start = at + (s->text[at] == '\'');

	for (size_t end = start + 1; end <= s->len && end <= start + LONGEST; end++) {
		int score;

		if (s->text[end - 1] == '\'')
			break;
		if (!is_syllable(s->text + start, end - start))
			continue;
		score = w->most[i][at] + reads(character, s->text + start, end - start);
		if (score > w->most[i + 1][end]) {
			w->most[i + 1][end] = (unsigned char)score;
			w->from[i + 1][end] = (unsigned char)at;
		}
	}
}

bool find_syllables(const struct find_spelling *s, const uint32_t *characters, size_t count,
		    unsigned char *ends)
{
	struct ways w;
	size_t end = s->len;

	if (!count || count >= FIND_NAME_MOST)
		return false;
	memset(w.most, 0, (count + 1) * sizeof *w.most);
	w.most[0][0] = 1;
	for (size_t i = 0; i < count; i++)
		for (size_t at = 0; at < s->len; at++)
			if (w.most[i][at])
				extend(&w, s, characters[i], i, at);
	if (w.most[count][end] < 2)
		return false;
	for (size_t i = count; i; end = w.from[i--][end])
		ends[i - 1] = (unsigned char)end;
	return true;
}
