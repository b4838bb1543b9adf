/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "belonging_list.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/account.h"
#include "model/belonging.h"
#include "model/mentor.h"
#include "model/student.h"
#include "screen/import.h"
#include "screen/mentor.h"
#include "screen/student.h"
#include "ui/ask.h"

static const char *const columns[] = { "kind", "label", "of", "about", "person_no", NULL };

struct belongings {
	struct list list;
	const char *kind; /* that are shown; NULL: all */
};

static bool load(struct list *l, struct err *e)
{
	return belonging_list(session_of(&l->view), &l->rows, e);
}

static bool keep(const struct list *l, const void *row)
{
	const char *kind = ((const struct belongings *)l)->kind;

	return !kind || !strcmp(kind, ((const struct belonging *)row)->kind);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Campus, grade, group"));
}

static void about(const struct list *l, struct buf *out)
{
	const char *kind = ((const struct belongings *)l)->kind;

	if (kind)
		buf_printf(out, _("%s alone: %zu"), choice_label(belonging_kinds, kind),
			   l->shown_count);
	else
		buf_printf(out, _("entries: %zu"), l->shown_count);
}

/* Long names in full. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct belonging *b = row;

	(void)l;
	buf_printf(out, "%s  %s", b->about, b->label);
}

static const char *say_empty(const struct list *l)
{
	return l->rows.count
		       ? _("None of this kind. F6 shows others, F9 adds one.")
		       : _("Nobody is entered yet. Who belongs to no campus, grade or group fits "
			   "everywhere. Ctrl-G imports a list (number or name, campus, grade, "
			   "group), F9 adds one. Students' grades need none: the class says it.");
}

static const struct list_class class = {
	.fields = belonging_fields,
	.stride = sizeof(struct belonging),
	.table = "belonging",
	.columns = columns,
	.natural = "kind",
	.load = load,
	.keep = keep,
	.title = title,
	.about = about,
	.tell = tell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ the form */

struct entry {
	int64_t id, rev;
	const char *of, *kind, *name;
	int64_t mentor_id, student_id;
	const char *class_name;
	const char *mentor, *student;
};

static const struct choice owners[] = {
	{ "mentor", N_("mentor"), NULL },
	{ "class", N_("class"), NULL },
	{ "student", N_("student"), NULL },
	{ 0 },
};

static const struct field entry_fields[] = {
	{ FIELD(struct entry, of), .label = N_("Of a"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = owners,
	  .help = N_("a class stands for its students") },
	{ FIELD(struct entry, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of mentors") },
	{ FIELD(struct entry, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .max = 20,
	  .help = N_("as 九(3) or 903") },
	{ FIELD(struct entry, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of students") },
	{ FIELD(struct entry, kind), .label = N_("Kind"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = belonging_kinds,
	  .help = N_("a group is a club, the subjects chosen, a teaching group") },
	{ FIELD(struct entry, name), .label = N_("Called"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 200, .words = &belonging_names,
	  .help = N_("several with blanks or commas between; grades as 6-9") },
	{ FIELD(struct entry, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct entry, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ 0 },
};

static const char *const *shown(const struct form *f)
{
	static const char *const of_mentor[] = { "of", "mentor_id", "kind", "name", NULL };
	static const char *const of_class[] = { "of", "class_name", "kind", "name", NULL };
	static const char *const of_student[] = { "of", "student_id", "kind", "name", NULL };
	const char *of = ((const struct entry *)f->thing)->of;

	return of && !strcmp(of, "class")     ? of_class
	       : of && !strcmp(of, "student") ? of_student
					      : of_mentor;
}

static void form_title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Who belongs where"));
}

static void form_about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out, _("For many at once: Ctrl-G imports a list."));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct entry *n = f->thing;
	bool mentor = !strcmp(field->name, "mentor_id");
	const char *name = mentor ? n->mentor : n->student;

	buf_text(out, name && (mentor ? n->mentor_id : n->student_id) ? name : "");
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	bool mentor = !strcmp(field->name, "mentor_id");
	struct ui *ui = f->view.ui;
	struct err e = { 0 };
	int64_t id;

	if (!list_pick(mentor ? mentor_list_new(ui) : student_list_new(ui),
		       mentor ? _("Which mentor?") : _("Which student?"), typed, &id))
		return false;
	if (!app_put_named(f, mentor ? "mentor" : "student", id, mentor ? mentor_get : student_get,
			   &e))
		ui_fail(ui, &e);
	return !e.kind;
}

static bool save(struct form *f, struct err *e)
{
	const struct entry *n = f->thing;
	struct session *s = session_of(&f->view);
	const char *of = n->of ? n->of : "";
	struct belonging b = { .kind = n->kind, .name = n->name };
	size_t added;

	if (!strcmp(of, "class")) {
		if (!account_class(s, n->class_name ? n->class_name : "", &b.class_id, e))
			return false;
	} else if (!strcmp(of, "student")) {
		b.student_id = n->student_id;
		if (!b.student_id)
			return err_field(e, "student_id", "%s", _("Choose the student."));
	} else {
		b.mentor_id = n->mentor_id;
	}
	if (!belonging_add(s, &b, &added, e))
		return false;
	if (!added)
		return err_field(e, "name", "%s", _("This is entered already; nothing was added."));
	app_saved(&f->view, _("where somebody belongs: %s"), n->name);
	ui_say(f->view.ui, _("Entered: %s."), n->name);
	return true;
}

const struct action belonging_form_actions[] = {
	{ .keys = "",
	  .need = MAY_ASSIGN,
	  .about = N_("Which campus, grade or group a mentor, a class or a single student is of. "
		      "Several may be given. A student counts to the class's, too; but who has a "
		      "campus of one's own is there.") },
	{ 0 },
};

static const struct form_class form_class = {
	.fields = entry_fields,
	.size = sizeof(struct entry),
	.shown = shown,
	.save = save,
	.title = form_title,
	.about = form_about,
	.pick = pick,
	.show_ref = show_ref,
	.actions = belonging_form_actions,
	.draft = "belonging",
};

bool belonging_form_open(struct ui *ui, struct err *e)
{
	struct form *f = form_new(sizeof *f, ui, &form_class, belonging_form_actions);

	form_put(f, "of", "mentor");
	form_put(f, "kind", "campus");
	return ui_open(&f->view, e);
}

/* ------------------------------------------------------------------ actions */

static bool add(struct view *v, struct err *e)
{
	return belonging_form_open(v->ui, e);
}

/* What the cursor is on is named in the status line, and Ctrl-U brings it back: no question. */
static bool take_away(struct view *v, struct err *e)
{
	const struct belonging *b = list_current((const struct list *)v);

	if (!b)
		return true;
	if (!belonging_remove(session_of(v), b->id, b->rev, e))
		return false;
	app_saved(v, _("removal: %s, %s"), b->about, b->label);
	ui_say(v->ui, _("Removed: %s, %s. Ctrl-U takes it back."), b->about, b->label);
	ui_changed(v->ui);
	return true;
}

static bool filter(struct view *v, struct err *e)
{
	const char *const labels[] = { _("all"), _("campus"), _("grade"), _("group") };
	static const char *const kinds[] = { NULL, "campus", "grade", "group" };
	int chosen = ask_choice(v->ui, _("Show"), labels, 4);

	(void)e;
	if (chosen >= 0) {
		((struct belongings *)v)->kind = kinds[chosen];
		list_refilter((struct list *)v);
	}
	return true;
}

static bool page_of(struct view *v, struct err *e)
{
	const struct belonging *b = list_current((const struct list *)v);

	if (!b)
		return true;
	return b->mentor_id ? mentor_form_open(v->ui, b->mentor_id, e)
	       : b->student_id
		       ? student_detail_open(v->ui, b->student_id, e)
		       : student_list_open(v->ui,
					   &(struct student_filter){ .class_name = b->about },
					   b->about, e);
}

const struct action belonging_list_actions[] = {
	{ .keys = "",
	  .need = MAY_ASSIGN,
	  .about = N_("Which campus, grade or group mentors, classes and students are of, for the "
		      "conditions of matching. Many come in from a file by Ctrl-G. Students have "
		      "their grade by the class, and what their class has counts for them.") },
	{ .name = "belonging.page",
	  .keys = "Enter",
	  .bar = N_("Open"),
	  .run = page_of,
	  .help = N_("The mentor, the class or the student in this line") },
	{ .name = "belonging.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_ASSIGN,
	  .run = add,
	  .help = N_("Enter where somebody belongs") },
	{ .name = "belonging.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_ASSIGN,
	  .run = take_away,
	  .help = N_("Remove the entry") },
	{ .name = "belonging.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Campuses, grades or groups alone") },
	{ 0 },
};

bool belonging_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, belonging_list_actions))
		return true;
	l = list_new(sizeof(struct belongings), v->ui, &class, belonging_list_actions);
	return ui_open(&l->view, e);
}
