/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as it is kept: tidied, and refused where it cannot be kept. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/text_private.h"

bool text_tidy(struct buf *out, const char *s)
{
	uint32_t last = 0; /* the last character kept */
	bool blank = false, one_space = false, changed = false;
	size_t len;

	for (; *s; s += len) {
		uint32_t cp = text_decode(s, &len);

		if (text_is_invisible(cp)) {
			changed = true;
		} else if (text_is_blank(cp)) {
			one_space = !blank && cp == ' ';
			blank = true;
		} else {
			if (blank && last) {
				bool drop = text_is_han(last) && text_is_han(cp);

				if (!drop)
					buf_char(out, ' ');
				changed |= drop || !one_space;
			}
			blank = false;
			buf_add(out, s, len);
			last = cp;
		}
	}
	return changed;
}

void text_tidy_lines(struct buf *out, const char *s)
{
	size_t start = out->len, len;

	for (; *s; s += len) {
		uint32_t cp = text_decode(s, &len);

		if (cp == '\t')
			buf_char(out, ' ');
		else if ((cp == '\r' && s[1] != '\n') || cp == 0x2028 || cp == 0x2029)
			buf_char(out, '\n');
		else if (cp != '\r' && (cp == 0x200D || !text_is_invisible(cp)))
			buf_add(out, s, len);
	}
	while (out->len > start && (out->at[out->len - 1] == '\n' || out->at[out->len - 1] == ' '))
		out->at[--out->len] = '\0';
}

const char *text_refused(const char *s, size_t len, size_t max, bool lines, struct buf *why)
{
	size_t n, chars = 0;

	if (memchr(s, 0, len)) {
		buf_text(why, _("holds a NUL byte: this is not text"));
		return buf_str(why);
	}
	if (!text_valid(s, len)) {
		buf_text(why, _("holds bytes that are no text"));
		return buf_str(why);
	}
	for (; *s; s += n, chars++) {
		uint32_t cp = text_decode(s, &n);

		if (text_is_control(cp) && !(lines && cp == '\n')) {
			buf_text(why, _("holds a control character, shown here as "));
			text_show_cp(why, cp);
			return buf_str(why);
		}
		if (text_is_invisible(cp) && cp != 0x200D) {
			buf_text(why, _("holds an invisible character, shown here as "));
			text_show_cp(why, cp);
			return buf_str(why);
		}
	}
	if (chars > max) {
		buf_printf(why, _("has %zu characters, where %zu is the most"), chars, max);
		return buf_str(why);
	}
	return NULL;
}
