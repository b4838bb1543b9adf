/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raw.h"

#include <criterion/criterion.h>

#include "db/db_private.h"

sqlite3 *raw_open(const char *path)
{
	enum { AT_ONCE = 8 };
	static struct audit_chain chains[AT_ONCE];
	static int next;
	struct audit_chain *chain = &chains[next++ % AT_ONCE];

	*chain = (struct audit_chain){ 0 };
	cr_assert_eq(sqlite3_open(path, &chain->handle), SQLITE_OK);
	audit_add_functions(chain);
	return chain->handle;
}
