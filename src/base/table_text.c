/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/table_text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/place.h"
#include "table_private.h"

static void add_size(struct table_order *o, struct buf *words, size_t size)
{
	buf_printf(words, "%zu", size);
	table_order_add(o, "--size");
	table_order_add(o, buf_str(words));
}

bool table_read_bytes(const char *path, size_t most, struct buf *out, struct err *e)
{
	struct table_order o = table_order_to("bytes");
	struct table_reader t;
	struct buf size = { 0 };
	bool ok;
	int to;

	if (!strcmp(path, "-"))
		path = "./-";
	if (!table_may_use(path, e))
		return false;
	add_size(&o, &size, most);
	table_order_add(&o, "--");
	table_order_add(&o, path);
	ok = table_start_writing(&t, &to, &o, e);
	buf_release(&size);
	if (!ok)
		return false;
	close(to); /* nothing is written, but told what could not be read */
	t.writes = false;
	while (table_next(&t, e))
		if (t.frame.tag == 'R' && t.frame.count == 2)
			buf_text(out, t.frame.cell[1]);
	return table_close(&t, e);
}

bool table_mail(const char *bytes, size_t len, struct err *e)
{
	struct table_order o = table_order_to("mail");
	struct table_reader t;
	struct buf size = { 0 };
	bool ok;
	int to;

	add_size(&o, &size, len);
	ok = table_start_writing(&t, &to, &o, e);
	buf_release(&size);
	if (!ok)
		return false;
	table_send(to, bytes, len);
	close(to);
	while (table_next(&t, e))
		;
	return table_close(&t, e);
}

bool table_rights_are_own(void)
{
	return !place_privileged() && table_may_use("", &(struct err){ 0 });
}
