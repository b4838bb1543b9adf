/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook.h"

#include <string.h>

#include "base/i18n.h"
#include "ods.h"
#include "pack.h"
#include "xlsx.h"

const char workbook_encrypted[] =
	N_("The workbook is protected by a password: open it, take the password off (save it under "
	   "another name without one), and import that.");
static const char old_workbook[] =
	N_("This is an old spreadsheet file (xls or et), which cannot be read. Open it in the "
	   "spreadsheet program and save it as a workbook (xlsx).");
static const char binary_workbook[] =
	N_("This is a binary workbook (xlsb), which cannot be read. Open it in the spreadsheet "
	   "program and save it as a workbook (xlsx).");
const char workbook_is_text[] =
	N_("This is a text document, no workbook. Copy its table into a spreadsheet, and save that "
	   "as xlsx.");
const char workbook_is_slides[] =
	N_("These are slides, no workbook: name the file with the table.");
static const char numbers[] =
	N_("This is a file of Numbers, which cannot be read. Export it there as Excel (xlsx).");
static const char archive[] =
	N_("This is an archive (zip), no workbook: unpack it, and name the file with the table.");
const char workbook_is_other[] =
	N_("This is a file of another program, no workbook: name the file with the table, saved as "
	   "xlsx.");

/* ------------------------------------------------------------- OLE containers */

static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/* What streams they hold tells what they are; the names are UTF-16, as the container has them. */
#define WIDE(s) s, sizeof s - 1
static const struct {
	const char *name;
	size_t len;
	const char *sentence;
} streams[] = {
	{ WIDE("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), workbook_encrypted },
	{ WIDE("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), workbook_is_text },
	{ WIDE("P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0"), workbook_is_slides },
	{ WIDE("W\0o\0r\0k\0b\0o\0o\0k\0"), old_workbook },
	{ WIDE("B\0o\0o\0k\0"), old_workbook },
};

static bool refuse_ole(const struct buf *bytes, struct err *e)
{
	const char *sentence = workbook_is_other;

	for (size_t i = 0; sentence == workbook_is_other && i < sizeof streams / sizeof *streams;
	     i++)
		if (memmem(bytes->at, bytes->len, streams[i].name, streams[i].len))
			sentence = streams[i].sentence;
	return err_set(e, ERR_INVALID, "%s", _(sentence));
}

/* ------------------------------------------------------------------- archives */

static bool has(const struct pack *p, const char *name)
{
	return pack_find(p, name) != PACK_NONE;
}

static bool ends_in(const char *s, const char *end)
{
	size_t len = strlen(s), end_len = strlen(end);

	return len >= end_len && !strcmp(s + len - end_len, end);
}

/* NULL where it may be a workbook. */
static const char *what_else(const struct pack *p, const char *main_part)
{
	if (!*main_part)
		return has(p, "Index/Document.iwa") || has(p, "Index.zip") ? numbers : archive;
	if (!strncmp(main_part, "word/", 5))
		return workbook_is_text;
	if (!strncmp(main_part, "ppt/", 4))
		return workbook_is_slides;
	return ends_in(main_part, ".bin") ? binary_workbook : NULL;
}

static bool write_pack(struct pack *p, struct arena *a, const char *sheet, FILE *out, struct err *e)
{
	const char *main_part, *sentence;

	if (ods_is(p))
		return ods_write(p, sheet, out, e);
	if (!xlsx_main_part(p, a, &main_part, e))
		return false;
	sentence = what_else(p, main_part);
	if (sentence)
		return err_set(e, ERR_INVALID, "%s", _(sentence));
	return xlsx_write(p, main_part, sheet, out, e);
}

/* ----------------------------------------------------------------------- whole */

static bool is_ole(const struct buf *bytes)
{
	return bytes->len >= sizeof ole - 1 && !memcmp(bytes->at, ole, sizeof ole - 1);
}

bool workbook_is(const struct buf *bytes)
{
	static const char *const zip[] = { "PK\003\004", "PK\005\006", "PK\007\010" };

	for (size_t i = 0; i < sizeof zip / sizeof *zip; i++)
		if (bytes->len >= 4 && !memcmp(bytes->at, zip[i], 4))
			return true;
	return is_ole(bytes);
}

bool workbook_write(const struct buf *bytes, const char *sheet, FILE *out, struct err *e)
{
	struct pack p;
	struct arena a = { 0 };
	bool ok;

	if (is_ole(bytes))
		return refuse_ole(bytes, e);
	ok = pack_open(&p, bytes, e) && write_pack(&p, &a, sheet, out, e);
	pack_release(&p);
	arena_release(&a);
	return ok;
}
