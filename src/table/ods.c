/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of an OpenDocument, which of them are hidden, and what keeps it from being read. */
#include "ods.h"

#include <string.h>

#include "base/i18n.h"
#include "ods_private.h"
#include "workbook.h"
#include "xml.h"

static const char content[] = "content.xml", manifest[] = "META-INF/manifest.xml";

/* -------------------------------------------------------------------- manifest */

static void note_encryption(struct xml *x, int element, const char *const *attrs)
{
	bool *found = x->arg;

	(void)attrs;
	*found |= element == 3;
}

/* What is encrypted is each part by itself, or the whole as one of them. */
static bool check_open(struct pack *p, struct err *e)
{
	static const struct xml_step steps[] = { { XML_TOP, "manifest", 1 },
						 { 1, "file-entry", 2 },
						 { 2, "encryption-data", 3 },
						 { 0 } };
	bool encrypted = pack_find(p, "encrypted-package") != PACK_NONE;
	struct xml x = { .steps = steps, .arg = &encrypted, .begin = note_encryption };
	int64_t at;

	if (!encrypted && (!pack_need(p, manifest, false, &at, e) || !xml_read(&x, p, at, e)))
		return false;
	return !encrypted || err_set(e, ERR_INVALID, "%s", _(workbook_encrypted));
}

/* ---------------------------------------------------------------------- sheets */

enum { DOCUMENT = 1, STYLES, STYLE, PROPERTIES, BODY, SPREADSHEET, TEXT, SLIDES, TABLE };
enum { STYLES_MOST = 2000 };

static const struct xml_step steps[] = { { XML_TOP, "document-content", DOCUMENT },
					 { DOCUMENT, "automatic-styles", STYLES },
					 { STYLES, "style", STYLE },
					 { STYLE, "table-properties", PROPERTIES },
					 { DOCUMENT, "body", BODY },
					 { BODY, "spreadsheet", SPREADSHEET },
					 { BODY, "text", TEXT },
					 { BODY, "presentation", SLIDES },
					 { SPREADSHEET, "table", TABLE },
					 { 0 } };

struct reading {
	struct book *book;
	int kind;                        /* SPREADSHEET, TEXT, SLIDES; 0: none of them */
	const char *style;               /* being read */
	const char *hidden[STYLES_MOST]; /* styles whose sheets are not shown */
	size_t hidden_count;
};

static bool is_hidden(const struct reading *r, const char *style)
{
	for (size_t i = 0; style && i < r->hidden_count; i++)
		if (!strcmp(r->hidden[i], style))
			return true;
	return false;
}

static void begin_properties(struct reading *r, const char *display)
{
	if (display && !strcmp(display, "false") && r->style && r->hidden_count < STYLES_MOST)
		r->hidden[r->hidden_count++] = r->style;
}

static void begin(struct xml *x, int element, const char *const *attrs)
{
	struct reading *r = x->arg;
	const char *name = xml_attr(attrs, "name");
	const char *family = element == STYLE ? xml_attr(attrs, "family") : NULL;

	if (element == STYLE)
		r->style = name && family && !strcmp(family, "table")
				   ? arena_text(&r->book->arena, name)
				   : NULL;
	else if (element == PROPERTIES)
		begin_properties(r, xml_attr(attrs, "display"));
	else if (element == SPREADSHEET || element == TEXT || element == SLIDES)
		r->kind = element;
	else if (element == TABLE)
		book_add(r->book, name ? name : "", content, SHEET_ROWS,
			 is_hidden(r, xml_attr(attrs, "style-name")));
}

static bool read_sheets(struct book *b, struct err *e)
{
	static struct reading r;
	struct xml x = { .steps = steps, .arg = &r, .begin = begin };
	int64_t at;

	r.book = b;
	if (!pack_need(b->pack, content, false, &at, e) || !xml_read(&x, b->pack, at, e))
		return false;
	if (r.kind == SPREADSHEET)
		return b->count || pack_damaged("no sheets", e);
	return err_set(e, ERR_INVALID, "%s",
		       _(r.kind == TEXT     ? workbook_is_text
			 : r.kind == SLIDES ? workbook_is_slides
					    : workbook_is_other));
}

bool ods_is(const struct pack *p)
{
	return pack_find(p, content) != PACK_NONE && pack_find(p, manifest) != PACK_NONE;
}

bool ods_write(struct pack *p, const char *sheet, FILE *out, struct err *e)
{
	static const struct book_format format = { ods_rows };
	struct book b = { .pack = p };
	bool ok = check_open(p, e) && read_sheets(&b, e) && book_write(&b, &format, sheet, out, e);

	book_release(&b);
	return ok;
}
