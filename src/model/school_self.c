/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/school_self.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"

const struct field school_self_fields[] = {
	{ FIELD(struct school_self, name), .label = N_("School"), .kind = FIELD_TEXT, .width = 24,
	  .max = 60, .help = N_("its name, as on reports and letters") },
	{ FIELD(struct school_self, code), .label = N_("School code"), .kind = FIELD_CODE,
	  .width = 12, .max = 20, .help = N_("the number the district gives it; may stay empty") },
	{ 0 },
};

bool school_self_get(struct session *s, struct school_self *out, struct arena *arena, struct err *e)
{
	*out = (struct school_self){ 0 };
	if (!school_setting(s->db, "school_name", arena, &out->name, e) ||
	    !school_setting(s->db, "school_code", arena, &out->code, e))
		return false;
	out->name = out->name ? out->name : "";
	out->code = out->code ? out->code : "";
	return true;
}

bool school_self_save(struct session *s, const struct school_self *self, struct err *e)
{
	if (!session_may(s, MAY_RUN_YEAR, e) || !door_enter(s->db, e) ||
	    !door_leave(s->db,
			school_set(s->db, "school_name", self->name ? self->name : "", e) &&
				school_set(s->db, "school_code", self->code ? self->code : "", e),
			e))
		return false;
	snprintf(s->school, sizeof s->school, "%s", self->name ? self->name : "");
	text_trim_broken_end(s->school);
	return true;
}
