/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one can go from everywhere. */
#include "absence_list.h"
#include "app_private.h"
#include "base/i18n.h"
#include "belonging_list.h"
#include "binding_list.h"
#include "bright.h"
#include "change_request_list.h"
#include "condition_list.h"
#include "consent_list.h"
#include "draft_list.h"
#include "people_list.h"
#include "phrase_list.h"
#include "preference_list.h"
#include "purge_list.h"
#include "report_list.h"
#include "screen/account.h"
#include "screen/contact.h"
#include "screen/coverage.h"
#include "screen/import.h"
#include "screen/match.h"
#include "screen/mentor.h"
#include "screen/plan.h"
#include "screen/referral.h"
#include "screen/student.h"
#include "screen/training.h"
#include "screen/year.h"

static bool home(struct view *v, struct err *e)
{
	struct ui *ui = v->ui;

	(void)e;
	while (ui->top->below)
		ui_close(ui->top);
	return true;
}

const struct action places[] = {
	{ .name = "go.students",
	  .keys = "F2",
	  .bar = N_("Students"),
	  .run = student_list_show,
	  .help = N_("Students: find, add, change") },
	{ .name = "go.mentors",
	  .keys = "F3",
	  .bar = N_("Mentors"),
	  .run = mentor_list_show,
	  .help = N_("Mentors: their students, what they have to do") },
	{ .name = "go.contacts",
	  .keys = "F4",
	  .bar = N_("Contacts"),
	  .run = contact_list_show,
	  .help = N_("Contacts: visits, talks, feedback, calls, messages, changes") },
	{ .name = "go.find",
	  .keys = "C-f",
	  .run = people_list_show,
	  .help = N_("Find a person: by name, pinyin, initials, number or class") },
	{ .name = "go.home",
	  .keys = "F12",
	  .run = home,
	  .help = N_("Checklist: the first screen") },
	{ .name = "go.referrals",
	  .keys = "C-x",
	  .run = referral_list_show,
	  .help = N_("Referrals: students handed to a department, until they are closed") },
	{ .name = "go.plans",
	  .keys = "C-k",
	  .run = plan_list_show,
	  .help = N_("Plans: visits and talks that are agreed on, by day or by address") },
	{ .name = "go.coverage",
	  .keys = "C-r",
	  .run = coverage_show,
	  .help = N_("Coverage: who has no mentor, how far each grade and class has come") },
	{ .name = "go.reports",
	  .keys = "", /* from the menu: at a term's end, and when an inspection comes */
	  .run = report_list_show,
	  .help = N_("Reports: figures with their rows, into files and on paper") },
	{ .name = "go.match",
	  .keys = "", /* from the menu: in September, and when somebody comes or goes */
	  .need = MAY_ASSIGN,
	  .run = match_list_show,
	  .help = N_("Matching: choices, conditions, a proposal, its review, the confirming") },
	{ .name = "go.training",
	  .keys = "C-t",
	  .run = training_list_show,
	  .help = N_("Training: sessions, who was there, credits") },
	{ .name = "go.year",
	  .keys = "C-y",
	  .run = year_list_show,
	  .help = N_("School year: key dates, rules, and the way into the next one") },
	{ .name = "go.import",
	  .keys = "C-g",
	  .need = MAY_IMPORT,
	  .run = import_open,
	  .help = N_("Import students, mentors or assignments from a file") },
	{ .name = "go.keys",
	  .run = binding_list_show,
	  .help = N_("Keys: which key does what, and keys of your own") },
	{ .name = "go.phrases",
	  .keys = "", /* from the menu: few look at them, and many take them with Ctrl-O */
	  .run = phrase_list_show,
	  .help = N_("Phrases: what is written again and again, one's own and the school's") },
	{ .name = "go.drafts",
	  .keys = "",
	  .run = draft_list_show,
	  .help = N_("Drafts: forms that were left half-filled") },
	{ .name = "go.consents",
	  .keys = "", /* from the menu, as what follows: once in a while */
	  .run = consent_missing_show,
	  .help = N_("Consents: of whose guardians none is on record") },
	{ .name = "go.absences",
	  .keys = "",
	  .need = MAY_READ_NOTES,
	  .run = absence_list_show,
	  .help = N_("Absences: students who cannot attend normally, and what is done") },
	{ .name = "go.conditions",
	  .keys = "",
	  .need = MAY_ASSIGN,
	  .run = condition_list_show,
	  .help = N_("Conditions: what the matching of students and mentors keeps to") },
	{ .name = "go.siblings",
	  .keys = "",
	  .need = MAY_ASSIGN,
	  .run = sibling_list_show,
	  .help = N_("Siblings: who shares a guardian's telephone number") },
	{ .name = "go.belongings",
	  .keys = "",
	  .need = MAY_ASSIGN,
	  .run = belonging_list_show,
	  .help = N_("Campus, grade, group: who belongs where") },
	{ .name = "go.preferences",
	  .keys = "", /* from the menu, as the next one: in the weeks before mentors are matched */
	  .run = preference_list_show,
	  .help = N_(
		  "Students' choices: whom they would like for a mentor, who has not answered") },
	{ .name = "go.mentor_preferences",
	  .keys = "",
	  .need = MAY_ASSIGN,
	  .run = mentor_preference_list_show,
	  .help = N_("Mentors' wishes: whom a mentor would like, and not, for a student") },
	{ .name = "go.changes",
	  .keys = "",
	  .run = change_request_list_show,
	  .help = N_("Changes of mentor: who asks for another one, and who has to answer") },
	{ .name = "go.purge",
	  .keys = "",
	  .need = MAY_RUN_YEAR | MAY_EDIT_PEOPLE,
	  .run = purge_list_show,
	  .help = N_("Records past their period: what is to be purged, and the periods") },
	{ .name = "go.emergency",
	  .keys = "",
	  .need = MAY_BREAK_GLASS,
	  .run = emergency_show,
	  .help = N_("Emergency: read about a student who is not one's own; the office is told") },
	{ .name = "go.accounts",
	  .keys = "",
	  .need = MAY_ACCOUNTS,
	  .run = account_list_show,
	  .help = N_("Accounts: who works with the file, and as what") },
	{ .name = "go.grants",
	  .keys = "",
	  .need = MAY_ACCOUNTS,
	  .run = grant_list_show,
	  .help = N_("Grants: more than the role gives, until a day; emergencies") },
	{ .name = "bright.note",
	  .keys = "C-b",
	  .need = MAY_RECORD,
	  .run = bright_anyone,
	  .help = N_("Note a bright spot: one line, read again beside the letter") },
	{ 0 },
};
