/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/rowstream.h"
#include "file.h"

bool text_pass_on(const char *path, size_t most, struct err *e)
{
	struct buf text = { 0 };
	bool ok = file_read(&text, path, most, e) &&
		  (strlen(text.at) == text.len ||
		   err_set(e, ERR_INVALID, "%s", _("The file holds no text: it is another one.")));

	if (ok) {
		frame_begin(stdout, 'R');
		frame_number(stdout, 1);
		frame_cell(stdout, buf_str(&text));
		frame_end(stdout);
	}
	buf_release(&text);
	return ok;
}
