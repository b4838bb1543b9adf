/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever a screen does a script can do: each action that runs something names the subcommand for
 * it, which must exist and take that option, or says why there is none.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "screen/keys.h"

/* Why an action has no subcommand. */
#define PLACE    "goes to a place"
#define VIEW     "changes what is shown, and nothing that is kept"
#define FORM     "moves within a form that is being typed"
#define TERMINAL "belongs to the terminal"
#define SESSION                                                                                    \
	"takes back what this session of the screens saved; a subcommand is a session of its own"
#define BINDINGS "the tables of actions belong to the screens (docs/decisions.md)"
#define TYPED    "goes on with what was typed on the screen"

static const struct scripted {
	const char *action;
	const char *command;  /* its words; "list credits"; NULL: none */
	const char *option;   /* that does it; NULL: none is needed */
	const char *why_none; /* where there is no command */
} table[] = {
	{ "app.help", "help", NULL, NULL },
	{ "app.menu", NULL, NULL, PLACE },
	{ "app.back", NULL, NULL, PLACE },
	{ "app.quit", NULL, NULL, TERMINAL },
	{ "app.palette", NULL, NULL, PLACE },
	{ "app.repaint", NULL, NULL, TERMINAL },
	{ "app.suspend", NULL, NULL, TERMINAL },
	{ "app.undo", NULL, NULL, SESSION },
	{ "app.redo", NULL, NULL, SESSION },
	{ "app.history", "history student", NULL, NULL },
	{ "absence.add", "absence add", "student", NULL },
	{ "absence.edit", "absence end", "student", NULL },
	{ "absence.end", "absence end", "student", NULL },
	{ "absence.filter", NULL, NULL, VIEW },
	{ "absence.remove", "absence remove", "student", NULL },
	{ "absence.student", NULL, NULL, PLACE },
	{ "account.add", "account add", "role", NULL },
	{ "account.edit", "account set", "role", NULL },
	{ "account.for_all", "account add", "all-mentors", NULL },
	{ "account.grants", "grant list", NULL, NULL },
	{ "account.lock", "account lock", NULL, NULL },
	{ "attendance.all", "training attend", "mentor", NULL },
	{ "attendance.none", "training attend", "absent", NULL },
	{ "attendance.toggle", "training attend", "absent", NULL },
	{ "bright.note", "bright", "student", NULL },
	{ "change.add", "change ask", "mentor", NULL },
	{ "change.filter", "change list", "open", NULL },
	{ "change.grant", "change grant", "student", NULL },
	{ "change.say", "change say", "student", NULL },
	{ "change.student", NULL, NULL, PLACE },
	{ "change.withdraw", "change withdraw", "student", NULL },
	{ "checklist.leave", NULL, NULL, PLACE },
	{ "checklist.record", "record visit", "student", NULL },
	{ "checklist.student", NULL, NULL, PLACE },
	{ "compare.all", NULL, NULL, FORM },
	{ "compare.read", NULL, NULL, FORM },
	{ "compare.save", NULL, NULL, FORM },
	{ "consent.add", "consent add", "student", NULL },
	{ "consent.edit", "consent change", "covers", NULL },
	{ "consent.list", "list consents", "student", NULL },
	{ "consent.student", NULL, NULL, PLACE },
	{ "consent.take_back", "consent withdraw", "withdrawn-on", NULL },
	{ "belonging.add", "belonging add", "name", NULL },
	{ "belonging.filter", NULL, NULL, VIEW },
	{ "belonging.page", NULL, NULL, PLACE },
	{ "belonging.remove", "belonging remove", NULL, NULL },
	{ "condition.add", "condition add", "number", NULL },
	{ "condition.copy", "condition copy", NULL, NULL },
	{ "condition.edit", "condition change", "weight", NULL },
	{ "condition.filter", NULL, NULL, VIEW },
	{ "condition.remove", "condition remove", NULL, NULL },
	{ "condition.take_away", "condition remove", NULL, NULL },
	{ "condition.toggle", "condition change", "weight", NULL },
	{ "condition.whom", NULL, NULL, PLACE },
	{ "contact.add", "record talk", "student", NULL },
	{ "contact.filter", "list contacts", "kind", NULL },
	{ "contact.next", NULL, NULL, FORM },
	{ "contact.open", "contact change", "note", NULL },
	{ "contact.previous", NULL, NULL, FORM },
	{ "contact.refer", "refer", "department", NULL },
	{ "contact.save_and_refer", "refer", "department", NULL },
	{ "contact.withdraw", "contact withdraw", NULL, NULL },
	{ "coverage.choose_year", "coverage", "year", NULL },
	{ "coverage.deeper", "coverage", "by", NULL },
	{ "coverage.group", "coverage", "by", NULL },
	{ "coverage.open", "todo", NULL, NULL },
	{ "coverage.past_capacity", "list mentors", NULL, NULL },
	{ "coverage.without_mentor", "list students", "without-mentor", NULL },
	{ "coverage.without_students", "list mentors", NULL, NULL },
	{ "credit.sessions", "list trainings", "mentor", NULL },
	{ "department.add", "department add", NULL, NULL },
	{ "department.offer", "department offer", NULL, NULL },
	{ "department.rename", "department rename", NULL, NULL },
	{ "draft.continue", NULL, NULL, TYPED },
	{ "draft.discard", "draft discard", NULL, NULL },
	{ "exemption.remove", "exempt remove", "what", NULL },
	{ "feedback.next", NULL, NULL, FORM },
	{ "feedback.previous", NULL, NULL, FORM },
	{ "form.phrase", NULL, NULL, FORM },
	{ "form.read", NULL, NULL, FORM },
	{ "form.save", NULL, NULL, FORM },
	{ "go.absences", NULL, NULL, PLACE },
	{ "go.changes", "change list", NULL, NULL },
	{ "go.reports", NULL, NULL, PLACE },
	{ "import.template", "template", NULL, NULL },
	{ "import_columns.anew", "import", "forget-layout", NULL },
	{ "import_columns.choose", "import", "map", NULL },
	{ "import_columns.header", "import", "header", NULL },
	{ "import_columns.leave_out", "import", "leave-out", NULL },
	{ "import_columns.sheet", "import", "sheet", NULL },
	{ "import_columns.try_out", "import", "dry-run", NULL },
	{ "import_report.good_rows", "import", "partial", NULL },
	{ "import_report.means", "import", "means", NULL },
	{ "import_report.columns", "import", "preview", NULL },
	{ "list.export", "list", "output", NULL },
	{ "mentor.leaves", "match propose", "leaving", NULL },
	{ "mentor.letters", "letters", "mentor", NULL },
	{ "mentor.record", "report", "mentor", NULL },
	{ "offer.take", "assign", "mentor", NULL },
	{ "report.behind", "report", "behind", NULL },
	{ "report.deeper", "report", "behind", NULL },
	{ "report.narrow", "report", "grade", NULL },
	{ "report.open", "report", NULL, NULL },
	{ "report.pack", "report", "section", NULL },
	{ "report.write", "report", "page", NULL },
	{ "student.ask_change", "change ask", "student", NULL },
	{ "student.offers", "match offers", "student", NULL },
	{ "student.absence", "absence add", "student", NULL },
	{ "student.letters", "letters", "student", NULL },
	{ "sibling.student", NULL, NULL, PLACE },
	{ "go.belongings", "list belongings", NULL, NULL },
	{ "go.conditions", "list conditions", NULL, NULL },
	{ "go.siblings", "list siblings", NULL, NULL },
	{ "go.accounts", "account list", NULL, NULL },
	{ "go.consents", "consent missing", NULL, NULL },
	{ "go.contacts", "list contacts", NULL, NULL },
	{ "go.coverage", "coverage", NULL, NULL },
	{ "go.drafts", "draft list", NULL, NULL },
	{ "go.emergency", "emergency", "reason", NULL },
	{ "go.find", "find", NULL, NULL },
	{ "go.grants", "grant list", NULL, NULL },
	{ "go.home", "todo", NULL, NULL },
	{ "go.import", "import students", "dry-run", NULL },
	{ "go.keys", NULL, NULL, BINDINGS },
	{ "go.match", "match list", NULL, NULL },
	{ "go.mentors", "list mentors", NULL, NULL },
	{ "go.phrases", "phrase list", NULL, NULL },
	{ "go.plans", "list plans", NULL, NULL },
	{ "go.preferences", NULL, NULL, PLACE },
	{ "go.mentor_preferences", NULL, NULL, PLACE },
	{ "preference.edit", "preference set", "choices", NULL },
	{ "preference.slips", "preference slips", NULL, NULL },
	{ "preference.filter", "preference list", "missing", NULL },
	{ "preference.remove", "preference remove", NULL, NULL },
	{ "preference.student", NULL, NULL, PLACE },
	{ "preference_form.remove", "preference remove", NULL, NULL },
	{ "slip.save", "preference slips", NULL, NULL },
	{ "mentor_preference.place", "preference mentor", "order", NULL },
	{ "mentor_preference.up", "preference mentor", "order", NULL },
	{ "mentor_preference.down", "preference mentor", "order", NULL },
	{ "mentor_preference.veto", "preference mentor", "veto", NULL },
	{ "mentor_preference.add", "preference mentor", "order", NULL },
	{ "mentor_preference.remove", "preference mentor", "clear", NULL },
	{ "mentor_preference.other", NULL, NULL, VIEW },
	{ "go.purge", "purge", NULL, NULL },
	{ "go.referrals", "list referrals", NULL, NULL },
	{ "go.students", "list students", NULL, NULL },
	{ "go.training", "list trainings", NULL, NULL },
	{ "go.year", "keydates list", NULL, NULL },
	{ "grant.accounts", "account list", NULL, NULL },
	{ "grant.add", "grant add", "account", NULL },
	{ "grant.end", "grant end", NULL, NULL },
	{ "grant.open", "grant seen", NULL, NULL },
	{ "guardian.remove", "guardian remove", "guardian", NULL },
	{ "guardian.reveal", "list guardians", "reveal", NULL },
	{ "help.run", NULL, NULL, PLACE },
	{ "history.open", "audit list", "student", NULL },
	{ "import_report.import_now", "import students", NULL, NULL },
	{ "keys.add", NULL, NULL, BINDINGS },
	{ "keys.bind", NULL, NULL, BINDINGS },
	{ "keys.filter", NULL, NULL, BINDINGS },
	{ "keys.give_back", NULL, NULL, BINDINGS },
	{ "keys.reset", NULL, NULL, BINDINGS },
	{ "list.find", "find", NULL, NULL },
	{ "list.mark", NULL, NULL, VIEW },
	{ "list.mark_all", NULL, NULL, VIEW },
	{ "list.sort", NULL, NULL, VIEW },
	{ "match.again", "match again", NULL, NULL },
	{ "match.choices", NULL, NULL, PLACE },
	{ "match.conditions", NULL, NULL, PLACE },
	{ "match.confirm", "match confirm", NULL, NULL },
	{ "match.do_move", "match move", NULL, NULL },
	{ "match.filter", "match show", NULL, NULL },
	{ "match.filter_loads", "match loads", NULL, NULL },
	{ "match.loads", "match loads", NULL, NULL },
	{ "match.move", "match move", NULL, NULL },
	{ "match.new", "match propose", NULL, NULL },
	{ "match.next", NULL, NULL, VIEW },
	{ "match.of_mentor", "match show", NULL, NULL },
	{ "match.previous", NULL, NULL, VIEW },
	{ "match.review", "match show", NULL, NULL },
	{ "match.student", NULL, NULL, PLACE },
	{ "match.warned", NULL, NULL, PLACE },
	{ "match.warnings", "match warnings", NULL, NULL },
	{ "match.why", "match why", NULL, NULL },
	{ "match.withdraw", "match withdraw", NULL, NULL },
	{ "mentor.add", "mentor add", "staff-no", NULL },
	{ "mentor.checklist", "todo", "mentor", NULL },
	{ "mentor.edit", "mentor change", "status", NULL },
	{ "mentor.filter", "list mentors", "left", NULL },
	{ "mentor.me", "account set", "mentor", NULL },
	{ "people.emergency", "emergency", "student", NULL },
	{ "people.open", NULL, NULL, PLACE },
	{ "phrase.add", "phrase add", "code", NULL },
	{ "phrase.edit", "phrase change", "code", NULL },
	{ "phrase.remove", "phrase remove", NULL, NULL },
	{ "plan.add", "plan add", "date", NULL },
	{ "plan.cancel", "plan cancel", "student", NULL },
	{ "plan.edit", "plan move", "date", NULL },
	{ "plan.export", "plan export", "phones", NULL },
	{ "plan.filter", "list plans", "unplanned", NULL },
	{ "plan.student", NULL, NULL, PLACE },
	{ "purge.periods", "retention", "texts-years", NULL },
	{ "purge.run", "purge", "yes", NULL },
	{ "record.call", "record call", "student", NULL },
	{ "record.change", "record change", "student", NULL },
	{ "record.feedback", "record feedback", "to-student", NULL },
	{ "record.message", "record message", "student", NULL },
	{ "record.talk", "record talk", "student", NULL },
	{ "record.visit", "record visit", "student", NULL },
	{ "referral.add", "refer", "department", NULL },
	{ "referral.close", "refer close", "outcome", NULL },
	{ "referral.departments", "list departments", NULL, NULL },
	{ "referral.filter", "list referrals", "open", NULL },
	{ "referral.open", "refer change", "due", NULL },
	{ "rollover.undo", "rollover", "undo", NULL },
	{ "rollover_report.filter", "rollover", "dry-run", NULL },
	{ "rollover_report.roll_over", "rollover", "close", NULL },
	{ "rollover_report.undo", "rollover", "undo", NULL },
	{ "student.add", "student add", "class-name", NULL },
	{ "student.add_person", "guardian add", "phone", NULL },
	{ "student.assign", "assign", "mentor", NULL },
	{ "student.consents", "list consents", "student", NULL },
	{ "student.edit", "student change", "class-name", NULL },
	{ "student.end_line", "unassign", "mentor", NULL },
	{ "student.everything", "everything", "student", NULL },
	{ "student.exempt", "exempt", "student", NULL },
	{ "student.filter", "list students", "missing", NULL },
	{ "student.leave", "leave", "date", NULL },
	{ "student.open", NULL, NULL, PLACE },
	{ "student.open_line", "contact change", "date", NULL },
	{ "student.plan", "plan add", "student", NULL },
	{ "student.refer", "refer", "student", NULL },
	{ "training.add", "training add", "title", NULL },
	{ "training.all", "list trainings", NULL, NULL },
	{ "training.attendance", "training attend", "from", NULL },
	{ "training.credits", "list credits", NULL, NULL },
	{ "training.edit", "training change", "training", NULL },
	{ "training.remove", "training remove", "training", NULL },
	{ "year.add", "keydates add", "name", NULL },
	{ "year.another_year", "keydates list", "year", NULL },
	{ "year.copy", "keydates copy", "replace", NULL },
	{ "year.edit", "keydates change", "due", NULL },
	{ "year.edit_rules", "rules", "visits", NULL },
	{ "year.remove", "keydates remove", NULL, NULL },
	{ "year.roll_over", "rollover", "dry-run", NULL },
};
enum { TABLE = sizeof table / sizeof *table };

static const struct scripted *row_of(const char *action)
{
	for (size_t i = 0; i < TABLE; i++)
		if (!strcmp(table[i].action, action))
			return &table[i];
	return NULL;
}

static bool look_up(void *arg, const struct action *a)
{
	size_t *runs = arg;

	if (!a->run)
		return false;
	++*runs;
	cr_expect(a->name && row_of(a->name), "%s has neither a subcommand nor a reason for none",
		  a->name ? a->name : "an action without a name");
	return false;
}

Test(screen_scripted, every_action_has_a_subcommand_or_a_reason)
{
	size_t runs = 0;

	for (const struct screen_keys *k = screen_keys; k->screen; k++)
		action_seek(k->actions, look_up, &runs);
	cr_expect_gt(runs, 100);
}

static bool is_named(void *arg, const struct action *a)
{
	return a->run && a->name && !strcmp(a->name, arg);
}

/* A row that no action needs any more would hide that its subcommand is gone. */
Test(screen_scripted, every_row_has_its_action)
{
	for (size_t i = 0; i < TABLE; i++) {
		char name[64];
		bool found = false;

		snprintf(name, sizeof name, "%s", table[i].action);
		for (const struct screen_keys *k = screen_keys; k->screen && !found; k++)
			found = action_seek(k->actions, is_named, name);
		cr_expect(found, "no screen has %s", name);
		cr_expect_eq(!table[i].command, table[i].why_none != NULL, "%s", name);
	}
}

static const struct command *command_of(const char *words)
{
	for (size_t i = 0; commands[i]; i++) {
		size_t len = strlen(commands[i]->name);

		if (!strncmp(commands[i]->name, words, len) && (!words[len] || words[len] == ' '))
			return commands[i];
	}
	return NULL;
}

/* "attend" is in "add|change|attend|remove"; what list takes stands in its own words. */
static bool takes_operand(const struct command *d, const char *word)
{
	const char *in = !strcmp(d->name, "list") ? d->more : d->operands, *at = in;
	size_t len = strlen(word);

	while (at && (at = strstr(at, word))) {
		if ((at == in || strchr("| [", at[-1])) && strchr("|,. ]", at[len]))
			return true;
		at += len;
	}
	return false;
}

static bool takes_option(const struct command *d, const char *option)
{
	struct cli_option options[OPTIONS_MOST];
	struct arena arena = { 0 };
	bool takes = false;

	command_options(d, &arena, options);
	for (size_t i = 0; options[i].name; i++)
		takes |= !strcmp(options[i].name, option);
	arena_release(&arena);
	return takes;
}

Test(screen_scripted, the_subcommands_are_there)
{
	for (size_t i = 0; i < TABLE; i++) {
		const struct scripted *t = &table[i];
		const struct command *d = t->command ? command_of(t->command) : NULL;
		const char *word = t->command ? strchr(t->command, ' ') : NULL;

		if (!t->command)
			continue;
		cr_expect(d, "%s: no subcommand %s", t->action, t->command);
		if (!d)
			continue;
		cr_expect(!word || takes_operand(d, word + 1), "%s: no '%s'", t->action,
			  t->command);
		cr_expect(!t->option || takes_option(d, t->option), "%s: '%s' takes no --%s",
			  t->action, t->command, t->option ? t->option : "");
	}
}
