/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said by hand of the columns of files that are laid out alike. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "db/door.h"
#include "model/import_preview.h"
#include "model/import_private.h"
#include "model/statements.h"

enum { READ, KEEP, REMOVE };

#define OF_FILE "kind = :kind AND layout = :layout"

static const struct sql statements[] = {
	[READ] = { "import_layout.read",
		   "SELECT columns, said_on FROM import_layout WHERE " OF_FILE, false },
	[KEEP] = { "import_layout.keep",
		   "INSERT INTO import_layout (kind, layout, columns, said_on) "
		   "VALUES (:kind, :layout, :columns, :today) ON CONFLICT (kind, layout) DO "
		   "UPDATE SET columns = :columns, said_on = :today, rev = rev + 1",
		   true },
	[REMOVE] = { "import_layout.remove", "DELETE FROM import_layout WHERE " OF_FILE, true },
};
const struct sql_table import_layout_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------------- a layout */

void layout_digest(const struct sheet_row *header, char out[DIGEST_TEXT])
{
	struct buf text = { 0 };
	size_t end = 0;

	for (size_t i = 0; i < header->count; i++) {
		buf_char(&text, '\t');
		text_fold(&text, header->cell[i]);
		if (*header->cell[i])
			end = text.len;
	}
	if (text.len)
		text.at[end] = '\0'; /* empty cells at the end come and go with a save */
	/* the same for everybody: it stands for words such as 学号 and 姓名, about nobody */
	digest_text("import_layout", buf_str(&text), out);
	buf_release(&text);
}

/* -------------------------------------------------------------------- the columns */

/* As its header alone would have it: the first column that is known as a field is that. */
static bool is_plain(const struct sheet *sheet, size_t column)
{
	const struct field *match = sheet->column[column].match;

	for (size_t i = 0; match && i < column; i++)
		if (sheet->column[i].match == match)
			match = NULL;
	return sheet->column[column].field == match;
}

static void write_columns(const struct sheet *sheet, struct buf *out)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct sheet_column *c = &sheet->column[i];
		char letters[COLUMN_LETTERS];

		if ((c->how != COLUMN_SAID && c->how != COLUMN_REMEMBERED) || is_plain(sheet, i))
			continue;
		column_letters(i, letters);
		buf_text(out, out->len ? ",\"" : "{\"");
		buf_text(out, letters);
		buf_text(out, "\":");
		json_text(out, c->field ? c->field->name : "");
	}
	buf_text(out, out->len ? "}" : "");
}

/* One text in quotes, as write_columns wrote it, without what would need an escape; NULL at the end
 * and at anything else. */
static char *take_text(char **at)
{
	char *text = strchr(*at, '"'), *end = text ? strchr(text + 1, '"') : NULL;

	if (!end)
		return NULL;
	*end = '\0';
	*at = end + 1;
	return text + 1;
}

static const struct import_map *read_columns(char *json, struct arena *arena)
{
	size_t count = 0, room = strlen(json) / 4 + 1; /* "A":"" and more a column */
	struct import_map *map = arena_alloc(arena, room * sizeof *map);
	char *letters, *field;

	while (count + 1 < room && (letters = take_text(&json)) && (field = take_text(&json))) {
		size_t column = column_lettered(letters);

		if (column != SIZE_MAX)
			map[count++] = (struct import_map){ .place = column + 1, .field = field };
	}
	map[count] = (struct import_map){ 0 };
	return map;
}

bool layout_read(struct session *s, const struct import_format *format, const char *layout,
		 struct arena *arena, const struct import_map **map, const char **said_on,
		 struct err *e)
{
	struct cursor c;

	*said_on = NULL;
	if (cursor_open(&c, s->db, &statements[READ],
			WITH(TEXT("kind", format->name), TEXT("layout", layout)), e) &&
	    cursor_next(&c)) {
		*map = read_columns(arena_text(arena, cursor_text(&c, 0)), arena);
		*said_on = arena_text(arena, cursor_text(&c, 1));
	}
	return cursor_close(&c);
}

static bool remove_layout(struct session *s, const struct import_format *format, const char *layout,
			  struct err *e)
{
	return db_run(s->db, &statements[REMOVE],
		      WITH(TEXT("kind", format->name), TEXT("layout", layout)), NULL, e);
}

static bool anything_said(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++)
		if (sheet->column[i].how == COLUMN_SAID)
			return true;
	return false;
}

bool layout_keep(struct session *s, const struct import_format *format, const struct sheet *sheet,
		 struct err *e)
{
	struct buf columns = { 0 };
	bool ok;

	/* nothing tells one file without a header from another */
	if (sheet->headless || !anything_said(sheet))
		return true;
	write_columns(sheet, &columns);
	if (columns.len)
		ok = db_run(s->db, &statements[KEEP],
			    WITH(TEXT("kind", format->name), TEXT("layout", sheet->layout),
				 TEXT("columns", buf_str(&columns)), TEXT("today", s->today_iso)),
			    NULL, e);
	else
		ok = !sheet->said_on || remove_layout(s, format, sheet->layout, e);
	buf_release(&columns);
	return ok;
}

bool import_forget(struct session *s, const struct import_options *o, iso_date said_on,
		   struct err *e)
{
	const struct import_format *format = import_format_of(o->kind);
	struct sheet sheet = { 0 };
	bool ok = session_may(s, MAY_IMPORT | format->may, e) &&
		  sheet_read(&sheet, o, IMPORT_FIRST_ROWS, e) && sheet_lay_out(s, &sheet, o, e);

	said_on[0] = '\0';
	if (ok && sheet.said_on) {
		date_copy(said_on, sheet.said_on);
		ok = door_enter(s->db, e) &&
		     door_leave(s->db, remove_layout(s, format, sheet.layout, e), e);
	}
	sheet_release(&sheet);
	return ok;
}
