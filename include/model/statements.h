/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every SQL statement of the program, so that a test can prepare, run and attack them all. */
#ifndef MODEL_STATEMENTS_H
#define MODEL_STATEMENTS_H

#include <stddef.h>

#include "db/db.h"

struct sql_table {
	const struct sql *rows;
	size_t count;
};
#define SQL_TABLE(rows)                                                                            \
	{                                                                                          \
		(rows), sizeof(rows) / sizeof *(rows)                                              \
	}

extern const struct sql_table school_sql, rule_sql, session_sql, student_sql, enrolment_sql,
	guardian_sql, mentor_sql, assignment_sql, contact_sql, contact_list_sql, checklist_sql,
	special_sql, exemption_sql, demo_sql, demo_year_sql, training_sql, department_sql,
	referral_sql, key_date_sql, closing_sql, rollover_sql, rollover_report_sql,
	rollover_undo_sql, feedback_sql, coverage_sql, figure_sql, plan_sql, plan_follow_sql,
	plan_unplanned_sql, first_steps_sql, binding_sql, people_sql, undo_sql, phrase_sql,
	repeat_sql, bright_spot_sql, words_sql, check_sql, restore_sql, audit_sql, access_sql,
	account_sql, account_missing_sql, grant_sql, audit_read_sql, history_sql, purge_sql,
	purge_one_sql, consent_sql, everything_sql, access_sheet_sql, history_words_sql, letter_sql,
	letter_deliver_sql, report_groups_sql, report_rows_sql, report_record_sql, report_lists_sql,
	report_out_sql, absence_sql, report_inspection_sql, report_inspection_care_sql,
	report_inspection_absence_sql, report_sample_sql, report_choice_sql, import_layout_sql,
	figures_sql, condition_sql, condition_save_sql, condition_sibling_sql, belonging_sql,
	preference_sql, mentor_preference_sql, matching_sql, matching_facts_sql, matching_fit_sql,
	matching_input_sql, matching_pairs_sql, matching_move_sql, matching_confirm_sql,
	matching_why_sql, matching_look_sql, matching_withdraw_sql, change_request_sql;

extern const struct sql_table *const statement_tables[]; /* ended by NULL */

#endif
