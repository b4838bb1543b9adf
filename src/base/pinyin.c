/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pinyin.h"

#include <stdlib.h>
#include <string.h>

#include "base/pinyin_table.h"

static uint16_t entry(uint32_t cp)
{
	return cp / PINYIN_PAGE < pinyin_pages
		       ? pinyin_entry[pinyin_page[cp / PINYIN_PAGE]][cp % PINYIN_PAGE]
		       : 0;
}

const char *pinyin_of(uint32_t cp)
{
	return pinyin_pool + (entry(cp) & ~PINYIN_FOLDS);
}

static int compare(const void *key, const void *row)
{
	uint32_t cp = *(const uint32_t *)key, from = ((const struct pinyin_fold *)row)->from;

	return cp < from ? -1 : cp > from;
}

uint32_t pinyin_fold(uint32_t cp)
{
	const struct pinyin_fold *f;

	if (!(entry(cp) & PINYIN_FOLDS))
		return cp;
	f = bsearch(&cp, pinyin_folds, pinyin_fold_count, sizeof *pinyin_folds, compare);
	return f ? f->to : cp;
}

const char *pinyin_surname(const char *name)
{
	for (const char *s = pinyin_surnames; *s; s += strlen(s) + 1) {
		size_t len;

		if (s[0] != name[0] || s[1] != name[1] || s[2] != name[2])
			continue;
		len = strcspn(s, " ");
		if (!strncmp(s, name, len))
			return s + len + 1;
	}
	return "";
}
