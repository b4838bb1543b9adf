/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include "base/text.h"

void json_text(struct buf *out, const char *text)
{
	size_t len;

	buf_char(out, '"');
	for (; *text; text += len) {
		uint32_t cp = text_decode(text, &len);

		if (cp == '"' || cp == '\\')
			buf_printf(out, "\\%c", (int)cp);
		else if (cp == '\n')
			buf_text(out, "\\n");
		else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
			buf_printf(out, "\\u%04x", cp);
		else if (cp == UINT32_MAX)
			buf_text(out, "\\ufffd");
		else
			buf_add(out, text, len);
	}
	buf_char(out, '"');
}
