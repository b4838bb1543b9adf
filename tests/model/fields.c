/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thing's struct, its table of fields and the schema say the same. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/file.h"
#include "expect.h"
#include "model/absence.h"
#include "model/access_sheet.h"
#include "model/account.h"
#include "model/assignment.h"
#include "model/belonging.h"
#include "model/binding.h"
#include "model/bright_spot.h"
#include "model/change_request.h"
#include "model/checklist.h"
#include "model/condition.h"
#include "model/consent.h"
#include "model/contact.h"
#include "model/department.h"
#include "model/exemption.h"
#include "model/grant.h"
#include "model/guardian.h"
#include "model/import_preview.h"
#include "model/key_date.h"
#include "model/matching.h"
#include "model/mentor.h"
#include "model/people.h"
#include "model/phrase.h"
#include "model/plan.h"
#include "model/preference.h"
#include "model/purge.h"
#include "model/referral.h"
#include "model/report_choice.h"
#include "model/retention.h"
#include "model/rollover.h"
#include "model/rule.h"
#include "model/student.h"
#include "model/training.h"
#include "support/school.h"

static struct session s;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_fields, .init = begin, .fini = end);

static const struct thing {
	const char *table; /* NULL: from no table of its own */
	const struct field *fields;
	size_t size;
	const char *beside; /* columns that no field is for */
} things[] = {
	{ "student", student_fields, sizeof(struct student), "id rev" },
	{ "guardian", guardian_fields, sizeof(struct guardian), "id rev" },
	{ "mentor", mentor_fields, sizeof(struct mentor), "id rev" },
	{ "assignment", assignment_fields, sizeof(struct assignment), "id rev" },
	/* the session says which year it is */
	{ "contact", contact_fields, sizeof(struct contact), "id rev school_year_id" },
	{ "exemption", exemption_fields, sizeof(struct exemption), "id rev" },
	{ "training", training_fields, sizeof(struct training), "id rev school_year_id" },
	{ "department", department_fields, sizeof(struct department), "id rev" },
	{ "referral", referral_fields, sizeof(struct referral), "id rev" },
	{ "key_date", key_date_fields, sizeof(struct key_date_row), "id rev" },
	{ "plan", plan_fields, sizeof(struct plan), "id rev" },
	{ "binding", binding_fields, sizeof(struct binding), "id rev" },
	{ "phrase", phrase_fields, sizeof(struct phrase), "id rev" },
	{ "bright_spot", bright_spot_fields, sizeof(struct bright_spot), "id rev" },
	{ "consent", consent_fields, sizeof(struct consent), "id rev" },
	{ "absence", absence_fields, sizeof(struct absence), "id rev" },
	{ "condition", condition_fields, sizeof(struct condition), "id rev school_year_id" },
	{ "belonging", belonging_fields, sizeof(struct belonging), "id rev" },
	{ NULL, sibling_fields, sizeof(struct sibling), NULL },
	{ NULL, class_teacher_fields, sizeof(struct class_teacher), NULL },
	{ NULL, preference_fields, sizeof(struct preference), NULL },
	{ "mentor_preference", mentor_preference_fields, sizeof(struct mentor_preference),
	  "id rev school_year_id" },
	{ "match_run", match_run_fields, sizeof(struct match_run), "id rev input made" },
	{ "match_pair", match_pair_fields, sizeof(struct match_pair), "id rev" },
	{ NULL, match_load_fields, sizeof(struct match_load), NULL },
	{ NULL, match_warning_fields, sizeof(struct match_warning), NULL },
	{ NULL, match_offer_fields, sizeof(struct match_offer), NULL },
	{ "change_request", change_request_fields, sizeof(struct change_request),
	  "id rev school_year_id" },
	{ NULL, consent_lack_fields, sizeof(struct consent_lack), NULL },
	{ NULL, retention_fields, sizeof(struct retention), NULL },
	{ NULL, purge_fields, sizeof(struct purge_due), NULL },
	{ NULL, access_sheet_fields, sizeof(struct sheet_row), NULL },
	{ "account", account_fields, sizeof(struct account), "id rev" },
	{ "access_grant", grant_fields, sizeof(struct grant), "id rev" },
	{ NULL, rule_fields, sizeof(struct rules), NULL },
	{ NULL, todo_fields, sizeof(struct todo), NULL },
	{ NULL, finding_fields, sizeof(struct finding), NULL },
	{ NULL, import_column_fields, sizeof(struct import_column), NULL },
	{ NULL, import_sheet_fields, sizeof(struct import_sheet), NULL },
	{ NULL, import_target_fields, sizeof(struct import_target), NULL },
	{ NULL, attendee_fields, sizeof(struct attendee), NULL },
	{ NULL, credits_fields, sizeof(struct credits), NULL },
	{ NULL, rollover_fields, sizeof(struct rollover_change), NULL },
	{ NULL, person_fields, sizeof(struct person), NULL },
	{ NULL, report_choice_fields, sizeof(struct report_choice), NULL },
	{ NULL, emergency_fields, sizeof(struct emergency), NULL },
};
enum { THINGS = sizeof things / sizeof *things };

static bool named(const char *list, const char *name)
{
	const char *word;
	size_t len;

	while (text_word(&list, ' ', &word, &len))
		if (len == strlen(name) && !strncmp(word, name, len))
			return true;
	return false;
}

static char *columns_of(const char *table)
{
	char query[120];

	snprintf(query, sizeof query, "SELECT group_concat(name, ' ') FROM pragma_table_info('%s')",
		 table);
	return strdup(file_text("school.db", query));
}

Test(model_fields, every_field_is_a_column_unless_derived)
{
	for (size_t i = 0; i < THINGS && things[i].table; i++) {
		char *columns = columns_of(things[i].table);

		for (const struct field *f = things[i].fields; f->name; f++)
			cr_expect_eq(named(columns, f->name), !(f->flags & FIELD_DERIVED), "%s.%s",
				     things[i].table, f->name);
		free(columns);
	}
}

Test(model_fields, every_column_is_a_field)
{
	for (size_t i = 0; i < THINGS && things[i].table; i++) {
		char *columns = columns_of(things[i].table), *rest = columns, *column;

		cr_assert(*columns, "%s", things[i].table);
		while ((column = strsep(&rest, " ")))
			cr_expect_eq(!field_find(things[i].fields, column),
				     named(things[i].beside, column), "%s.%s", things[i].table,
				     column);
		free(columns);
	}
}

/* Behind id and rev, every member has one field, and no field lies outside. */
Test(model_fields, every_member_has_its_field)
{
	for (size_t i = 0; i < THINGS; i++) {
		bool taken[64] = { false };
		size_t members = things[i].size / 8, count = 2;

		for (const struct field *f = things[i].fields; f->name; f++, count++) {
			cr_assert(f->offset % 8 == 0 && f->offset >= 16 &&
					  f->offset < things[i].size,
				  "%s", f->name);
			cr_expect_not(taken[f->offset / 8], "%s: two fields for one member",
				      f->name);
			taken[f->offset / 8] = true;
		}
		cr_expect_eq(count, members, "thing %zu: %zu fields for %zu members", i, count,
			     members);
	}
}

/* What a person may type fits into the column, to the last character. */
Test(model_fields, what_a_field_takes_the_column_takes)
{
	for (size_t i = 0; i < THINGS && things[i].table; i++) {
		for (const struct field *f = things[i].fields; f->name; f++) {
			char query[300];
			const char *check;
			size_t most = 0;

			if (f->flags & FIELD_DERIVED || field_is_number(f) ||
			    f->kind == FIELD_DATE || f->kind == FIELD_CHOICE || f->words ||
			    f->flags & FIELD_READ_ONLY)
				continue;
			/* CHECK (length(name) <= 100), CHECK (length(name) BETWEEN 1 AND 100) */
			snprintf(query, sizeof query,
				 "SELECT substr(sql, instr(sql, 'length(%s)') + "
				 "length('length(%s)'))"
				 " FROM sqlite_schema WHERE name = '%s'",
				 f->name, f->name, things[i].table);
			check = file_text("school.db", query);
			if (sscanf(check, " <= %zu", &most) != 1)
				sscanf(check, " BETWEEN 1 AND %zu", &most);
			cr_expect_eq(most, field_max(f), "%s.%s: the column has %zu, the field %zu",
				     things[i].table, f->name, most, field_max(f));
		}
	}
}

static void expect_refused_text(const struct field *f, const char *typed)
{
	struct arena arena = { 0 };
	struct err e = { 0 };
	union {
		struct student student;
		struct mentor mentor;
		struct training training;
	} thing = { 0 };

	cr_expect_not(field_read(f, &thing, typed, &arena, DATE_NO_TODAY, NULL, &e), "%s: %s",
		      f->name, typed);
	arena_release(&arena);
}

/* Else it goes as far as the database, which has no sentence for it, and ends an import. */
Test(model_fields, a_number_too_great_for_its_column_is_refused_when_read)
{
	expect_refused_text(field_find(student_fields, "seat"), "10000");
	expect_refused_text(field_find(mentor_fields, "capacity"), "1000");
	expect_refused_text(field_find(training_fields, "credits"), "1000");
}
