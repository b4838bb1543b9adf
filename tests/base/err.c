/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/err.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/text.h"

Test(base_err, says_what_and_forgets_what_was_before)
{
	struct err e;

	cr_assert_not(err_field(&e, "phone", "%s is no telephone number", "abc"));
	err_detail(&e, "line %d", 7);
	cr_assert_eq(e.kind, ERR_INVALID);
	cr_assert_str_eq(e.field, "phone");
	cr_assert_str_eq(e.text, "abc is no telephone number");
	cr_assert_str_eq(e.detail, "line 7");

	cr_assert_not(err_set(&e, ERR_BUSY, "%d others", 2));
	cr_assert_eq(e.kind, ERR_BUSY);
	cr_assert_str_eq(e.field, "");
	cr_assert_str_eq(e.text, "2 others");
	cr_assert_str_eq(e.detail, "");
}

/* However many bytes stand before it, a long text is cut between characters. */
Test(base_err, cuts_between_characters)
{
	char text[1200];
	struct err e;

	for (size_t before = 0; before < 4; before++) {
		memset(text, 'a', before);
		for (size_t i = before; i + 4 < sizeof text; i += 3)
			strcpy(text + i, "导");
		err_set(&e, ERR_IO, "%s", text);
		err_detail(&e, "%s", text);
		cr_expect(text_valid(e.text, strlen(e.text)), "%zu", before);
		cr_expect(text_valid(e.detail, strlen(e.detail)), "%zu", before);
		cr_expect_gt(strlen(e.text), sizeof e.text - 4);
	}
}

Test(base_err, exit_codes)
{
	static const int codes[] = {
		[ERR_NONE] = 0,   [ERR_INVALID] = 3,  [ERR_NOT_FOUND] = 4,
		[ERR_DENIED] = 5, [ERR_CONFLICT] = 6, [ERR_NEED_REASON] = 3,
		[ERR_BUSY] = 7,   [ERR_IO] = 8,       [ERR_DB] = 9,
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		cr_expect_eq(err_exit_code((enum err_kind)i), codes[i], "%zu", i);
}
