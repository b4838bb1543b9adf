/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet_name.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"

enum { NAME_MOST = 31 }; /* as UTF-16 counts */

/* The full-width sign says the same. */
static void add_character(struct buf *out, const char *s, size_t len, uint32_t cp)
{
	if (cp < 0x20 || cp == 0x7F || cp == UINT32_MAX)
		buf_char(out, ' ');
	else if (len == 1 && strchr("[]:*?/\\", *s))
		text_encode(out, cp + 0xFEE0);
	else
		buf_add(out, s, len);
}

/* As much of it as fits, without the apostrophes at its ends. */
static void cut(struct buf *out, const char *name, size_t most)
{
	size_t units = 0, len;

	while (*name == '\'')
		name++;
	for (; *name; name += len) {
		uint32_t cp = text_decode(name, &len);

		units += cp > 0xFFFF && cp != UINT32_MAX ? 2 : 1;
		if (units > most)
			break;
		add_character(out, name, len, cp);
	}
	while (out->len && strchr("' ", out->at[out->len - 1]))
		out->at[--out->len] = '\0';
}

void sheet_name(struct buf *out, const char *name, bool (*taken)(const void *arg, const char *name),
		const void *arg)
{
	struct buf number = { 0 };

	cut(out, name, NAME_MOST);
	if (!out->len)
		cut(out, name = _("Table"), NAME_MOST);
	/* Excel keeps "History" for itself */
	for (int n = 2; !strcasecmp(buf_str(out), "History") || taken(arg, buf_str(out)); n++) {
		buf_clear(&number);
		buf_printf(&number, " (%d)", n);
		buf_clear(out);
		cut(out, name, NAME_MOST - number.len);
		buf_text(out, buf_str(&number));
	}
	buf_release(&number);
}
