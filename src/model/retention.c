/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/retention.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/school.h"

static const struct choice ways[] = {
	{ "anonymise", N_("anonymise"), "匿名化|匿名|anonymise" },
	{ "delete", N_("delete"), "删除|delete" },
	{ 0 },
};

static const struct choice no_or_yes[] = {
	{ "no", N_("no"), "否|不要求|no" },
	{ "yes", N_("yes"), "是|要求|yes" },
	{ 0 },
};

const struct field retention_fields[] = {
	{ FIELD(struct retention, texts_years), .label = N_("Texts, years"), .kind = FIELD_INT,
	  .flags = FIELD_REQUIRED, .width = 4, .most = 30,
	  .help = N_("after leaving: notes of visits, talks, referrals, letters, bright spots") },
	{ FIELD(struct retention, rest_years), .label = N_("The rest, years"), .kind = FIELD_INT,
	  .flags = FIELD_REQUIRED, .width = 4, .most = 60,
	  .help = N_("after leaving: name, numbers, guardians, everything that says who it was") },
	{ FIELD(struct retention, way), .label = N_("Way"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .width = 10, .choices = ways,
	  .help = N_("anonymise keeps kind, date and class of each record, for figures") },
	{ FIELD(struct retention, backup_days), .label = N_("Backup, days"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .width = 4, .most = 365,
	  .help = N_("how old the newest backup may be for a purge; 0: kept elsewhere") },
	{ FIELD(struct retention, consent), .label = N_("Consent asked for"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .width = 6, .choices = no_or_yes,
	  .help = N_("whether a home visit's text needs a guardian's consent on record") },
	{ FIELD(struct retention, unusual), .label = N_("Unusual above"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .width = 6, .most = 100000,
	  .help = N_("reveals and exports of one account a day that the access sheet shows") },
	{ 0 },
};

static const struct retention preset = {
	.texts_years = 1,
	.rest_years = 3,
	.way = "anonymise",
	.backup_days = 7,
	.consent = "no",
	.unusual = 20,
};

/* The names of the settings; a row that cannot be is as preset. */
bool retention_load(struct session *s, struct arena *arena, struct retention *out, struct err *e)
{
	*out = preset;
	for (const struct field *f = retention_fields; f->name; f++) {
		const char *value;
		struct err ignored;

		if (!school_setting(s->db, arena_printf(arena, "retention_%s", f->name), arena,
				    &value, e))
			return false;
		if (value)
			field_read(f, out, value, arena, DATE_NO_TODAY, NULL, &ignored);
	}
	return true;
}

bool retention_get(struct session *s, struct rowset *out, struct err *e)
{
	struct retention *r;

	rowset_init(out, retention_fields, sizeof(struct retention));
	r = rowset_add(out);
	if (!retention_load(s, &out->arena, r, e))
		return false;
	r->id = 1;
	return true;
}

static bool write(struct session *s, const struct retention *r, struct err *e)
{
	struct buf name = { 0 }, value = { 0 };
	bool ok = true;

	for (const struct field *f = retention_fields; ok && f->name; f++) {
		buf_clear(&name);
		buf_clear(&value);
		buf_printf(&name, "retention_%s", f->name);
		field_raw(f, r, &value);
		ok = school_set(s->db, buf_str(&name), buf_str(&value), e);
	}
	buf_release(&name);
	buf_release(&value);
	return ok;
}

bool retention_save(struct session *s, const struct retention *r, struct err *e)
{
	if (!session_may(s, MAY_RUN_YEAR, e))
		return false;
	for (const struct field *f = retention_fields; f->name; f++)
		if (!field_check_required(f, r, e))
			return false;
	if (r->rest_years < r->texts_years)
		return err_field(e, "rest_years", "%s",
				 _("Who a student was cannot go before what was written; at least "
				   "as many years as for the texts."));
	return door_enter(s->db, e) && door_leave(s->db, write(s, r, e), e);
}
