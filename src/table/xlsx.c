/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xlsx.h"

#include <stdlib.h>

bool xlsx_write(struct pack *p, const char *main_part, const char *sheet, FILE *out, struct err *e)
{
	static const struct book_format format = { xlsx_rows };
	struct xlsx x = { .book = { .pack = p } };
	bool ok = xlsx_book_read(&x, main_part, e) && xlsx_styles_read(&x, e) &&
		  xlsx_strings_read(&x, e) && book_write(&x.book, &format, sheet, out, e);

	free(x.styles.formats);
	free(x.strings.start);
	buf_release(&x.strings.text);
	book_release(&x.book);
	return ok;
}
