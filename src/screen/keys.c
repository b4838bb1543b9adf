/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/keys.h"

#include "absence_list.h"
#include "app_private.h"
#include "attendance_list.h"
#include "base/i18n.h"
#include "belonging_list.h"
#include "binding_list.h"
#include "change_request_list.h"
#include "condition_list.h"
#include "consent_list.h"
#include "credit_list.h"
#include "department_list.h"
#include "draft_list.h"
#include "everything_form.h"
#include "guardian_form.h"
#include "history_list.h"
#include "import_report.h"
#include "letter_form.h"
#include "list_export.h"
#include "match_offer_list.h"
#include "people_list.h"
#include "phrase_list.h"
#include "plan_export.h"
#include "preference_list.h"
#include "purge_list.h"
#include "report_list.h"
#include "report_out.h"
#include "report_pack_form.h"
#include "rollover_report.h"
#include "screen/account.h"
#include "screen/assign.h"
#include "screen/checklist.h"
#include "screen/contact.h"
#include "screen/coverage.h"
#include "screen/exemption.h"
#include "screen/import.h"
#include "screen/match.h"
#include "screen/mentor.h"
#include "screen/plan.h"
#include "screen/referral.h"
#include "screen/report_view.h"
#include "screen/rollover.h"
#include "screen/setup.h"
#include "screen/student.h"
#include "screen/training.h"
#include "screen/year.h"
#include "template_form.h"
#include "training_form.h"
#include "ui/form.h"
#include "ui/help.h"
#include "ui/reading.h"
#include "year_form.h"

const struct action marks_about[] = {
	{ .keys = "",
	  .about = N_("The day behind a mark is the last one for OV overdue, so due soon, to "
		      "open; the day itself for ok done, pl planned; the end for ex exempt. -- "
		      "is not asked for, + says that there is more.") },
	{ 0 },
};

#define LIST .kind = list_actions
#define FORM .kind = form_actions, .modal = true

const struct screen_keys screen_keys[] = {
	{ N_("Everywhere"), ui_actions, .kind = NULL },
	{ N_("Everywhere but in forms"), ui_menu, .kind = NULL },
	{ N_("Undo and history, everywhere but in forms"), undo_actions, .kind = NULL },
	{ N_("Places"), places, .kind = NULL },
	{ N_("In lists"), list_actions, LIST },
	{ N_("In a list to pick from"), list_picking, LIST, .modal = true, .typing = true },
	{ N_("Help, menu, commands"), help_actions, LIST, .modal = true },
	{ N_("In forms"), form_actions, FORM },
	{ N_("On a page to read"), reading_actions, .kind = reading_actions },
	{ N_("Two versions of a record"), form_compare_actions, .kind = form_compare_actions,
	  .modal = true },
	{ N_("A new school"), setup_actions, FORM },
	{ N_("Checklist"), checklist_actions, LIST },
	{ N_("Students"), student_list_actions, LIST },
	{ N_("One student"), student_detail_actions, LIST },
	{ N_("Form: student"), student_form_actions, FORM },
	{ N_("Guardian"), guardian_form_actions, FORM },
	{ N_("Mentors"), mentor_list_actions, LIST },
	{ N_("Form: mentor"), mentor_form_actions, FORM },
	{ N_("Form: assigning a mentor"), assign_form_actions, FORM },
	{ N_("Matching"), match_list_actions, LIST },
	{ N_("Form: a proposal"), match_form_actions, FORM },
	{ N_("A proposal"), match_review_actions, LIST },
	{ N_("A proposal: one mentor"), match_of_mentor_actions, LIST },
	{ N_("A proposal: why"), match_why_actions, .kind = reading_actions },
	{ N_("A proposal: moving one"), match_effects_actions, .kind = reading_actions,
	  .modal = true },
	{ N_("A proposal: loads"), match_load_actions, LIST },
	{ N_("A proposal: warnings"), match_warning_actions, LIST },
	{ N_("Form: confirming a proposal"), match_confirm_actions, FORM },
	{ N_("Contacts"), contact_list_actions, LIST },
	{ N_("One contact"), contact_form_actions, FORM },
	{ N_("Feedback"), feedback_actions, FORM },
	{ N_("Exemption"), exemption_form_actions, FORM },
	{ N_("Cannot attend"), absence_list_actions, LIST },
	{ N_("Form: absence"), absence_form_actions, FORM },
	{ N_("Students' choices"), preference_list_actions, LIST },
	{ N_("Form: a student's choices"), preference_form_actions, FORM },
	{ N_("Slips"), preference_slips_actions, .kind = preference_slips_actions },
	{ N_("A mentor's wishes"), mentor_preference_list_actions, LIST },
	{ N_("Changes of mentor"), change_request_list_actions, LIST },
	{ N_("Form: asks for another mentor"), change_request_form_actions, FORM },
	{ N_("Mentors with room"), match_offer_list_actions, LIST },
	{ N_("Referrals"), referral_list_actions, LIST },
	{ N_("Form: referral"), referral_form_actions, FORM },
	{ N_("Departments"), department_list_actions, LIST },
	{ N_("Form: department"), department_form_actions, FORM },
	{ N_("Training"), training_list_actions, LIST },
	{ N_("Training of one mentor"), training_of_mentor_actions, LIST },
	{ N_("Form: training"), training_form_actions, FORM },
	{ N_("Attendance"), attendance_list_actions, LIST, .typing = true },
	{ N_("Training credits"), credit_list_actions, LIST },
	{ N_("School year"), year_list_actions, LIST },
	{ N_("Form: key date"), key_date_form_actions, FORM },
	{ N_("Form: rules"), rules_form_actions, FORM },
	{ N_("Coverage"), coverage_actions, LIST },
	{ N_("The rows behind a figure"), coverage_duty_actions, LIST },
	{ N_("Reports"), report_list_actions, LIST },
	{ N_("A report"), report_view_actions, LIST },
	{ N_("A report about students"), report_student_actions, LIST },
	{ N_("Form: a report into a file"), report_out_actions, FORM },
	{ N_("Form: inspection pack"), report_pack_actions, FORM },
	{ N_("Import: the file"), import_form_actions, FORM },
	{ N_("Import: the columns"), import_columns_actions, LIST, .modal = true },
	{ N_("Import"), import_report_actions, LIST, .modal = true },
	{ N_("Roll-over"), rollover_form_actions, FORM },
	{ N_("Roll-over: the dry run"), rollover_report_actions, LIST, .modal = true },
	{ N_("Keys"), binding_list_actions, LIST },
	{ N_("Plans"), plan_list_actions, LIST },
	{ N_("One plan"), plan_form_actions, FORM },
	{ N_("Calendar file"), plan_export_actions, FORM },
	{ N_("A list into a file"), list_export_actions, FORM },
	{ N_("Template"), template_form_actions, FORM },
	{ N_("Find a person"), people_list_actions, LIST, .typing = true },
	{ N_("Phrases"), phrase_list_actions, LIST },
	{ N_("Drafts"), draft_list_actions, LIST },
	{ N_("History"), history_list_actions, LIST },
	{ N_("Records past their period"), purge_list_actions, LIST },
	{ N_("How long records are kept"), retention_form_actions, FORM },
	{ N_("Consents that are missing"), consent_missing_actions, LIST },
	{ N_("Consents"), consent_list_actions, LIST },
	{ N_("Form: consent"), consent_form_actions, FORM },
	{ N_("All that is held"), everything_actions, FORM },
	{ N_("Feedback letters"), letter_form_actions, FORM },
	{ N_("Accounts"), account_list_actions, LIST },
	{ N_("Form: account"), account_form_actions, FORM },
	{ N_("Grants"), grant_list_actions, LIST },
	{ N_("Form: grant"), grant_form_actions, FORM },
	{ N_("Conditions of matching"), condition_list_actions, LIST },
	{ N_("Form: condition"), condition_form_actions, FORM },
	{ N_("Siblings"), sibling_list_actions, LIST },
	{ N_("Campus, grade, group"), belonging_list_actions, LIST },
	{ N_("Form: who belongs where"), belonging_form_actions, FORM },
	{ N_("Emergency access"), emergency_form_actions, FORM },
	{ 0 },
};
