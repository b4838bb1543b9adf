/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pack.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* Text packs to a tenth or so, and a million formatted rows stay below the ratio. */
enum { PARTS_MOST = 10000, PART_MIB = 512, ALL_MIB = 1024, RATIO_FROM_MIB = 16, RATIO_MOST = 300 };
static const uint64_t mib = 1024 * 1024;

bool pack_damaged(const char *what, struct err *e)
{
	err_set(e, ERR_INVALID, "%s",
		_("The workbook is damaged or was not saved to its end: open it in the "
		  "spreadsheet program and save it as xlsx once more."));
	err_detail(e, "%s", what);
	return false;
}

bool pack_too_large(struct err *e)
{
	return err_set(e, ERR_INVALID, "%s",
		       _("The workbook holds far more than a table: copy the table alone into a "
			 "new workbook, and save that."));
}

static bool refuse_zip(int code, struct err *e)
{
	if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD)
		return err_set(e, ERR_INVALID, "%s",
			       _("The archive is protected by a password: take it out of there, "
				 "and import the workbook itself."));
	if (code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP)
		return err_set(e, ERR_INVALID, "%s",
			       _("The workbook is packed in a way that cannot be read: open it in "
				 "the spreadsheet program and save it as xlsx once more."));
	if (code == ZIP_ER_MEMORY)
		return pack_too_large(e);
	return pack_damaged("zip", e);
}

/* ------------------------------------------------------------------- the whole */

bool pack_open(struct pack *p, const struct buf *bytes, struct err *e)
{
	zip_error_t why;
	zip_source_t *source;
	int code;

	*p = (struct pack){ 0 };
	zip_error_init(&why);
	source = zip_source_buffer_create(bytes->at, bytes->len, 0, &why);
	if (source && !(p->zip = zip_open_from_source(source, ZIP_RDONLY, &why)))
		zip_source_free(source);
	code = zip_error_code_zip(&why);
	zip_error_fini(&why);
	if (!p->zip)
		return refuse_zip(code, e);
	p->count = zip_get_num_entries(p->zip, 0);
	return p->count <= PARTS_MOST || pack_too_large(e);
}

void pack_release(struct pack *p)
{
	if (p->zip)
		zip_discard(p->zip);
	*p = (struct pack){ 0 };
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

/* Some programs write xl\workbook.xml, or /xl/workbook.xml. */
static bool same_name(const char *a, const char *b)
{
	a += *a == '/' || *a == '\\';
	while (*a && lower(*a == '\\' ? '/' : *a) == lower(*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

int64_t pack_find(const struct pack *p, const char *name)
{
	int64_t found = PACK_NONE;

	for (int64_t i = 0; i < p->count; i++) {
		const char *entry = zip_get_name(p->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);

		if (entry && same_name(entry, name))
			found = found == PACK_NONE ? i : PACK_TWICE;
	}
	return found;
}

bool pack_need(const struct pack *p, const char *name, bool may_miss, int64_t *at, struct err *e)
{
	*at = pack_find(p, name);
	if (*at == PACK_TWICE)
		return pack_damaged("a part is there twice", e);
	return *at != PACK_NONE || may_miss || pack_damaged("a part is missing", e);
}

/* --------------------------------------------------------------------- a part */

bool pack_part_open(struct pack_part *part, struct pack *p, int64_t at, struct err *e)
{
	zip_stat_t st;

	*part = (struct pack_part){ .pack = p };
	if (zip_stat_index(p->zip, (zip_uint64_t)at, 0, &st))
		return refuse_zip(zip_error_code_zip(zip_get_error(p->zip)), e);
	part->packed = st.valid & ZIP_STAT_COMP_SIZE ? st.comp_size : 0;
	if (st.valid & ZIP_STAT_SIZE && st.size > PART_MIB * mib)
		return pack_too_large(e);
	part->file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
	return part->file || refuse_zip(zip_error_code_zip(zip_get_error(p->zip)), e);
}

/* Counted as it comes: what the archive says of a part's size may be a lie. */
int64_t pack_part_read(struct pack_part *part, void *to, size_t room, struct err *e)
{
	zip_int64_t n = zip_fread(part->file, to, room);

	if (n < 0) {
		refuse_zip(zip_error_code_zip(zip_file_get_error(part->file)), e);
		return -1;
	}
	part->read += (uint64_t)n;
	part->pack->read += (uint64_t)n;
	if (part->read > PART_MIB * mib || part->pack->read > ALL_MIB * mib ||
	    (part->read > RATIO_FROM_MIB * mib && part->read / RATIO_MOST > part->packed)) {
		pack_too_large(e);
		return -1;
	}
	return n;
}

void pack_part_close(struct pack_part *part)
{
	if (part->file)
		zip_fclose(part->file);
	part->file = NULL;
}
