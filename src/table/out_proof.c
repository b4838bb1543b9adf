/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "out_proof.h"

#include <string.h>
#include <zip.h>

enum { CHUNK = 64 * 1024, TAG = 5 };

struct counted {
	size_t rows, cells;
};

/* Text cannot hold a "<": it is escaped. */
static void count(const char *at, const char *end, struct counted *c)
{
	while ((at = memchr(at, '<', (size_t)(end - at)))) {
		c->rows += !strncmp(at, "<row ", TAG);
		c->cells += !strncmp(at, "<c ", 3);
		at++;
	}
}

/* A tag that a chunk cuts in two is counted with the next one. */
static bool count_part(zip_file_t *f, struct counted *c)
{
	char chunk[TAG + CHUNK + 1];
	size_t kept = 0;
	zip_int64_t n;
	char last = '\0';

	while ((n = zip_fread(f, chunk + kept, CHUNK)) > 0) {
		size_t len = kept + (size_t)n;
		char *tail = memrchr(chunk, '<', len);

		chunk[len] = '\0';
		last = chunk[len - 1];
		if (!tail || chunk + len - tail >= TAG)
			tail = chunk + len;
		count(chunk, tail, c);
		kept = (size_t)(chunk + len - tail);
		memmove(chunk, tail, kept);
	}
	return !n && (last == '>' || last == '\n'); /* the theme ends a line */
}

static bool count_all(zip_t *z, struct counted *c)
{
	zip_int64_t parts = zip_get_num_entries(z, 0);
	bool whole = parts > 0;

	for (zip_int64_t i = 0; whole && i < parts; i++) {
		zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);

		whole = f && count_part(f, c);
		if (f)
			zip_fclose(f);
	}
	return whole;
}

bool workbook_holds(const char *path, size_t rows, size_t cells)
{
	struct counted c = { 0 };
	zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
	bool whole = z && count_all(z, &c);

	if (z)
		zip_discard(z);
	return whole && c.rows == rows && c.cells == cells;
}
