/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts there are: relations, and the workbook's list of sheets. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "xlsx.h"
#include "xml.h"

enum { RELATIONS_MOST = 10000 };

struct relation {
	const char *id, *type, *target; /* the last part of its type's address; the whole target */
};

struct relations {
	struct arena *arena;
	const char *folder;
	struct relation *at;
	size_t count, room;
};

/* ----------------------------------------------------------------------- paths */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A segment, with %20 and the like undone; . and .. lead on. */
static void add_segment(struct buf *path, const char *s, size_t len)
{
	if (len == 2 && !memcmp(s, "..", 2)) {
		char *slash;

		if (path->len)
			buf_splice(path, path->len - 1, 1, "", 0);
		slash = path->len ? strrchr(path->at, '/') : NULL;
		path->len = slash ? (size_t)(slash - path->at) + 1 : 0;
		if (path->at)
			path->at[path->len] = '\0';
		return;
	}
	if (!len || (len == 1 && *s == '.'))
		return;
	for (size_t i = 0; i < len; i++) {
		bool code = s[i] == '%' && i + 2 < len && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0;
		char c = code ? (char)(hex(s[i + 1]) * 16 + hex(s[i + 2])) : s[i];

		buf_char(path, c ? c : '%');
		i += code ? 2 : 0;
	}
	buf_char(path, '/');
}

/* Where a target leads from the folder; some are absolute, some have backslashes. */
static const char *resolve(struct arena *a, const char *folder, const char *target)
{
	struct buf path = { 0 };
	const char *found;

	if (*target != '/' && *target != '\\')
		buf_text(&path, folder);
	for (;;) {
		size_t len = strcspn(target, "/\\");

		add_segment(&path, target, len);
		if (!target[len])
			break;
		target += len + 1;
	}
	found = arena_copy(a, buf_str(&path), path.len ? path.len - 1 : 0);
	buf_release(&path);
	return found;
}

/* ------------------------------------------------------------------- relations */

static void add_relation(struct xml *x, int element, const char *const *attrs)
{
	struct relations *r = x->arg;
	const char *id = xml_attr(attrs, "Id"), *type = xml_attr(attrs, "Type");
	const char *target = xml_attr(attrs, "Target"), *mode = xml_attr(attrs, "TargetMode");
	const char *slash = type ? strrchr(type, '/') : NULL;

	if (element != 2 || !id || !slash || !target || (mode && !strcmp(mode, "External")))
		return;
	if (r->count == RELATIONS_MOST) {
		pack_damaged("too many relations", x->e);
		xml_fail(x);
		return;
	}
	if (r->count == r->room) {
		r->room = r->room ? 2 * r->room : 32;
		r->at = mem_grow(r->at, r->room * sizeof *r->at);
	}
	r->at[r->count++] =
		(struct relation){ arena_text(r->arena, id), arena_text(r->arena, slash + 1),
				   resolve(r->arena, r->folder, target) };
}

/* Those of the part `name` in the folder; none where they are not told. */
static bool read_relations(struct relations *r, struct pack *p, const char *name, struct err *e)
{
	static const struct xml_step steps[] = { { XML_TOP, "Relationships", 1 },
						 { 1, "Relationship", 2 },
						 { 0 } };
	struct xml x = { .steps = steps, .arg = r, .begin = add_relation };
	struct buf part = { 0 };
	int64_t at;
	bool ok;

	buf_printf(&part, "%s_rels/%s.rels", r->folder, name);
	ok = pack_need(p, part.at, true, &at, e) && (at == PACK_NONE || xml_read(&x, p, at, e));
	buf_release(&part);
	return ok;
}

static const char *target_of(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->count; i++)
		if (!strcmp(r->at[i].type, type))
			return r->at[i].target;
	return "";
}

bool xlsx_main_part(struct pack *p, struct arena *a, const char **part, struct err *e)
{
	struct relations r = { .arena = a, .folder = "" };
	bool ok = read_relations(&r, p, "", e);

	*part = target_of(&r, "officeDocument");
	if (!**part && pack_find(p, "xl/workbook.xml") != PACK_NONE)
		*part = "xl/workbook.xml";
	free(r.at);
	return ok;
}

/* -------------------------------------------------------------------- workbook */

enum { WORKBOOK = 1, WORKBOOK_PR, SHEETS, SHEET };

static const struct xml_step steps[] = { { XML_TOP, "workbook", WORKBOOK },
					 { WORKBOOK, "workbookPr", WORKBOOK_PR },
					 { WORKBOOK, "sheets", SHEETS },
					 { SHEETS, "sheet", SHEET },
					 { 0 } };

struct reading {
	struct xlsx *x;
	struct relations relations;
	bool is_workbook;
};

static enum sheet_kind kind_of(const char *type)
{
	if (!strcmp(type, "worksheet"))
		return SHEET_ROWS;
	return strcmp(type, "chartsheet") ? SHEET_OTHER : SHEET_CHART;
}

static void add_sheet(struct reading *r, const char *const *attrs)
{
	const char *name = xml_attr(attrs, "name"), *state = xml_attr(attrs, "state");
	const char *id = xml_attr(attrs, "id");
	bool hidden = state && strcmp(state, "visible") != 0;

	for (size_t i = 0; name && id && i < r->relations.count; i++) {
		const struct relation *relation = &r->relations.at[i];

		if (!strcmp(relation->id, id)) {
			book_add(&r->x->book, name, relation->target, kind_of(relation->type),
				 hidden);
			return;
		}
	}
}

static void begin(struct xml *x, int element, const char *const *attrs)
{
	struct reading *r = x->arg;

	r->is_workbook = true;
	if (element == WORKBOOK_PR)
		r->x->from_1904 = xml_true(xml_attr(attrs, "date1904"));
	else if (element == SHEET)
		add_sheet(r, attrs);
}

static bool refuse_other(struct err *e)
{
	return err_set(e, ERR_INVALID, "%s",
		       _("This is no workbook, whatever its name ends in: name the file with the "
			 "table, saved as xlsx."));
}

bool xlsx_book_read(struct xlsx *x, const char *main_part, struct err *e)
{
	struct arena *a = &x->book.arena;
	const char *slash = strrchr(main_part, '/');
	size_t folder = slash ? (size_t)(slash - main_part) + 1 : 0;
	struct reading r = { .x = x, .relations = { .arena = a } };
	struct xml xml = { .steps = steps, .arg = &r, .begin = begin };
	int64_t at;
	bool ok;

	r.relations.folder = arena_copy(a, main_part, folder);
	ok = read_relations(&r.relations, x->book.pack, main_part + folder, e) &&
	     pack_need(x->book.pack, main_part, false, &at, e) &&
	     xml_read(&xml, x->book.pack, at, e);
	x->strings_part = target_of(&r.relations, "sharedStrings");
	x->styles_part = target_of(&r.relations, "styles");
	if (ok && !r.is_workbook)
		ok = refuse_other(e);
	else if (ok && !x->book.count)
		ok = pack_damaged("no sheets", e);
	free(r.relations.at);
	return ok;
}
