/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/workbook.h"

#include <criterion/criterion.h>
#include <string.h>
#include <zip.h>

#define XML     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

void workbook_zip(struct buf *out, const struct part *parts)
{
	zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(whole, ZIP_TRUNCATE, NULL);
	char chunk[4096];
	zip_int64_t n;

	cr_assert(whole && zip);
	zip_source_keep(whole);
	for (; parts->name; parts++) {
		size_t len = parts->len ? parts->len : strlen(parts->text);
		zip_source_t *s = zip_source_buffer(zip, parts->text, len, 0);

		cr_assert(s && zip_file_add(zip, parts->name, s, ZIP_FL_ENC_UTF_8) >= 0, "%s",
			  parts->name);
	}
	cr_assert(!zip_close(zip));
	cr_assert(!zip_source_open(whole));
	while ((n = zip_source_read(whole, chunk, sizeof chunk)) > 0)
		buf_add(out, chunk, (size_t)n);
	cr_assert(!n);
	zip_source_close(whole);
	zip_source_free(whole);
}

/* ------------------------------------------------------------------------ xlsx */

static const char package[] =
	XML "<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"rId1\" Type=\"" OFFICE
	    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char relations[] = XML
	"<Relationships xmlns=\"" PACKAGE "\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet2.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet3.xml\"/>"
	"<Relationship Id=\"rId4\" Type=\"" OFFICE
	"/chartsheet\" Target=\"chartsheets/sheet1.xml\"/>"
	"<Relationship Id=\"rId5\" Type=\"" OFFICE "/sharedStrings\" "
	"Target=\"sharedStrings.xml\"/>"
	"<Relationship Id=\"rId6\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
	"</Relationships>";
static const char one_sheet[] = "<sheet name=\"学生\" sheetId=\"1\" r:id=\"rId1\"/>";

static const char *or_none(const char *s)
{
	return s ? s : "";
}

static void add_sheet(struct buf *out, const char *rows, const char *behind)
{
	buf_printf(out, XML "<worksheet xmlns=\"" MAIN "\"><sheetData>%s</sheetData>%s</worksheet>",
		   or_none(rows), or_none(behind));
}

void workbook_xlsx(struct buf *out, const struct xlsx *x)
{
	struct buf book = { 0 }, sheet[3] = { { 0 } }, strings = { 0 }, styles = { 0 };
	struct part parts[9] = { { "_rels/.rels", package, 0 },
				 { "xl/_rels/workbook.xml.rels", relations, 0 } };

	buf_printf(&book,
		   XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE
		       "\"><workbookPr %s/><sheets>%s</sheets></workbook>",
		   or_none(x->book_pr), x->sheets ? x->sheets : one_sheet);
	add_sheet(&sheet[0], x->rows, x->behind);
	add_sheet(&sheet[1], x->sheet2, NULL);
	add_sheet(&sheet[2], x->sheet3, NULL);
	parts[2] = (struct part){ "xl/workbook.xml", book.at, 0 };
	parts[3] = (struct part){ "xl/worksheets/sheet1.xml", sheet[0].at, 0 };
	parts[4] = (struct part){ "xl/worksheets/sheet2.xml", sheet[1].at, 0 };
	parts[5] = (struct part){ "xl/worksheets/sheet3.xml", sheet[2].at, 0 };
	if (x->strings) {
		buf_printf(&strings, XML "<sst xmlns=\"" MAIN "\">%s</sst>", x->strings);
		parts[6] = (struct part){ "xl/sharedStrings.xml", strings.at, 0 };
	}
	if (x->xfs) {
		buf_printf(&styles,
			   XML "<styleSheet xmlns=\"" MAIN "\"><numFmts>%s</numFmts>"
			       "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
			       "<cellXfs>%s</cellXfs></styleSheet>",
			   or_none(x->formats), x->xfs);
		parts[x->strings ? 7 : 6] = (struct part){ "xl/styles.xml", styles.at, 0 };
	}
	workbook_zip(out, parts);
	buf_release(&book);
	buf_release(&strings);
	buf_release(&styles);
	for (size_t i = 0; i < 3; i++)
		buf_release(&sheet[i]);
}

/* ------------------------------------------------------------------------- ods */

void workbook_ods(struct buf *out, const char *styles, const char *tables)
{
	static const char manifest[] =
		XML "<manifest:manifest xmlns:manifest=\"urn:m\"><manifest:file-entry "
		    "manifest:full-path=\"content.xml\"/></manifest:manifest>";
	static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
	struct buf content = { 0 };

	buf_printf(&content,
		   XML "<office:document-content xmlns:office=\"urn:o\" xmlns:table=\"urn:t\" "
		       "xmlns:text=\"urn:x\" xmlns:style=\"urn:s\" xmlns:calcext=\"urn:c\">"
		       "<office:automatic-styles>%s</office:automatic-styles><office:body>"
		       "<office:spreadsheet>%s</office:spreadsheet></office:body>"
		       "</office:document-content>",
		   or_none(styles), tables);
	workbook_zip(out, (const struct part[]){ { "mimetype", type, 0 },
						 { "content.xml", content.at, 0 },
						 { "META-INF/manifest.xml", manifest, 0 },
						 { 0 } });
	buf_release(&content);
}

/* --------------------------------------------------------------------- bytes */

void workbook_swap(struct buf *book, const char *from, const char *to)
{
	size_t len = strlen(from), count = 0;
	char *at = book->at;

	cr_assert_eq(len, strlen(to));
	while ((at = memmem(at, book->len - (size_t)(at - book->at), from, len))) {
		memcpy(at, to, len);
		count++;
	}
	cr_assert(count, "no %s", from);
}
