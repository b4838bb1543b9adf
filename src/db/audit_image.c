/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as JSON, for the triggers of the audit and what compares rows with it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db_private.h"

static bool is_same(sqlite3_value *a, sqlite3_value *b)
{
	int type = sqlite3_value_type(a);

	if (type != sqlite3_value_type(b))
		return false;
	if (type == SQLITE_INTEGER)
		return sqlite3_value_int64(a) == sqlite3_value_int64(b);
	return type == SQLITE_NULL || (sqlite3_value_bytes(a) == sqlite3_value_bytes(b) &&
				       !memcmp(sqlite3_value_text(a), sqlite3_value_text(b),
					       (size_t)sqlite3_value_bytes(a)));
}

static void add_text(struct buf *json, const char *s)
{
	buf_char(json, '"');
	for (size_t plain; *s; s += plain) {
		plain = 0;
		while ((unsigned char)s[plain] >= 0x20 && s[plain] != '"' && s[plain] != '\\')
			plain++;
		buf_add(json, s, plain);
		if (!s[plain])
			break;
		buf_printf(json, "\\u%04x", (unsigned)s[plain++]);
	}
	buf_char(json, '"');
}

/* `names` goes on to the next one. */
static void add_member(struct buf *json, const char **names, sqlite3_value *value, bool shown)
{
	size_t len = strcspn(*names, " ");

	if (shown) {
		buf_text(json, json->len > 1 ? ",\"" : "\"");
		buf_add(json, *names, len);
		buf_text(json, "\":");
		if (sqlite3_value_type(value) == SQLITE_NULL)
			buf_text(json, "null");
		else if (sqlite3_value_type(value) == SQLITE_INTEGER)
			buf_printf(json, "%lld", (long long)sqlite3_value_int64(value));
		else
			add_text(json, (const char *)sqlite3_value_text(value));
	}
	*names += len + ((*names)[len] == ' ');
}

static void result_json(sqlite3_context *c, struct buf *json)
{
	buf_char(json, '}');
	sqlite3_result_text(c, json->at, (int)json->len, SQLITE_TRANSIENT);
	buf_release(json);
}

/* row_image('a b', a, b): {"a":…,"b":…} without what is NULL. */
static void row_image(sqlite3_context *c, int count, sqlite3_value **value)
{
	const char *names = (const char *)sqlite3_value_text(value[0]);
	struct buf json = { 0 };

	buf_char(&json, '{');
	for (int i = 1; i < count; i++)
		add_member(&json, &names, value[i], sqlite3_value_type(value[i]) != SQLITE_NULL);
	result_json(c, &json);
}

/* row_change('a b', old a, new a, old b, new b): what was where they differ; what is there instead
 * is row_changed() in the same statement, so that a trigger names each column but twice: these
 * triggers are most of what SQLite reads when a file is opened. */
static void row_change(sqlite3_context *c, int count, sqlite3_value **value)
{
	const char *names = (const char *)sqlite3_value_text(value[0]), *again = names;
	struct buf was = { 0 }, *is = sqlite3_user_data(c);

	buf_clear(is);
	buf_char(is, '{');
	buf_char(&was, '{');
	for (int i = 1; i + 1 < count; i += 2) {
		bool differs = !is_same(value[i], value[i + 1]);

		add_member(&was, &names, value[i], differs);
		add_member(is, &again, value[i + 1], differs);
	}
	buf_char(is, '}');
	result_json(c, &was);
}

static void row_changed(sqlite3_context *c, int count, sqlite3_value **value)
{
	const struct buf *is = sqlite3_user_data(c);

	(void)count;
	(void)value;
	sqlite3_result_text(c, buf_str(is), (int)is->len, SQLITE_TRANSIENT);
}

static void release_change(void *is)
{
	buf_release(is);
	free(is);
}

void audit_add_images(sqlite3 *handle)
{
	const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;
	struct buf *is = mem_alloc(sizeof *is);

	*is = (struct buf){ 0 };
	sqlite3_create_function_v2(handle, "row_image", -1, flags, NULL, row_image, NULL, NULL,
				   NULL);
	sqlite3_create_function_v2(handle, "row_changed", 0, flags, is, row_changed, NULL, NULL,
				   NULL);
	sqlite3_create_function_v2(handle, "row_change", -1, flags, is, row_change, NULL, NULL,
				   release_change);
}
