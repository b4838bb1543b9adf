/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/unpacked.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

static zip_t *open_book(const char *path)
{
	zip_t *z = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

	cr_assert(z, "%s is no zip", path);
	return z;
}

void workbook_part(const char *path, const char *part, struct buf *out)
{
	zip_t *z = open_book(path);
	zip_file_t *f = zip_fopen(z, part, 0);
	char chunk[4096];
	zip_int64_t n;

	cr_assert(f, "%s has no %s", path, part);
	buf_clear(out);
	while ((n = zip_fread(f, chunk, sizeof chunk)) > 0)
		buf_add(out, chunk, (size_t)n);
	cr_assert_eq(n, 0, "%s is damaged", part);
	zip_fclose(f);
	zip_discard(z);
}

const char *workbook_cell(const struct buf *sheet, const char *at)
{
	static struct buf cell;
	char begin[32];
	const char *from, *end;

	buf_clear(&cell);
	snprintf(begin, sizeof begin, "<c r=\"%s\"", at);
	from = strstr(buf_str(sheet), begin);
	end = from ? strstr(from, "</c>") : NULL;
	if (end)
		buf_add(&cell, from, (size_t)(end - from));
	return buf_str(&cell);
}

int workbook_sheets(const char *path)
{
	zip_t *z = open_book(path);
	char name[64];
	int n = 0;

	do
		snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", ++n);
	while (zip_name_locate(z, name, 0) >= 0);
	zip_discard(z);
	return n - 1;
}
