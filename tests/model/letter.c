/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/letter.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "model/contact.h"
#include "model/student.h"
#include "support/school.h"

static struct session s;
static struct err e;

enum { BOTH = 1 << LETTER_STUDENT | 1 << LETTER_GUARDIANS };

/* Mentor 1 leads students 1 to 3 of 六(1), mentor 2 student 4 of 九(2); 5 of 六(1) has nobody. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 5; n++)
		school_add_student(&s, n, n == 4 ? "九(2)" : "六(1)", "2026-09-01");
	for (int n = 1; n <= 4; n++)
		school_lead(&s, n, n < 4 ? 1 : 2, "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_letter, .init = begin, .fini = end);

/* Writes into the student's feedback, which is there or not. */
static int64_t feedback(int student, const char *spots, const char *advice, const char *sensitive)
{
	int64_t id;
	struct rowset set;
	struct contact *c;

	id = school_feedback(&s, student, student < 4 ? 1 : 2, "2026-11-20", NULL, NULL);
	MUST(contact_get(&s, id, &set, &e), e);
	c = rowset_at(&set, 0);
	c->bright_spots = spots;
	c->advice = advice;
	c->sensitive = sensitive;
	c->summary = sensitive ? "x" : NULL;
	MUST(contact_save(&s, c, &e), e);
	rowset_release(&set);
	return id;
}

/* "学生1 ready, 学生2 missing"; static storage. */
static const char *found(const struct letters_of *of)
{
	static char text[400];
	struct letters l;
	size_t len = 0;

	*text = '\0';
	MUST(letters_find(&s, of, BOTH, &l, &e), e);
	for (size_t i = 0; i < l.students.count; i++) {
		const struct letter_student *st = rowset_at(&l.students, i);

		len += (size_t)snprintf(text + len, sizeof text - len, "%s%s %s", i ? ", " : "",
					st->name, st->state);
	}
	letters_release(&l);
	return text;
}

/* The lines of a student's letter with their marks, by the template; the caller frees nothing. */
static const char *letter_of(int student, enum letter_party party, const char *template)
{
	static struct buf out;
	const int64_t id = school_student(&s, student);
	struct letter_template t;
	struct letters l;
	struct letter letter;
	bool there;

	buf_clear(&out);
	MUST(letter_template_read(template, &t, &e), e);
	MUST(letters_find(&s, &(struct letters_of){ .students = &id, .count = 1 }, BOTH, &l, &e),
	     e);
	MUST(letter_fill(&s, &t, rowset_at(&l.students, 0), party, &letter, &there, &e), e);
	cr_assert(there);
	for (size_t i = 0; i < letter.count; i++)
		buf_printf(&out, "%s%s\n", letter_marks[letter.lines[i].part],
			   letter.lines[i].text);
	letter_release(&letter);
	letters_release(&l);
	letter_template_release(&t);
	return buf_str(&out);
}

/* ------------------------------------------------------------------- whose letters */

Test(model_letter, who_has_no_feedback_gets_none)
{
	feedback(1, "kind", "read", NULL);
	feedback(2, NULL, NULL, NULL);
	feedback(4, "kind", "read", "family");
	cr_expect_str_eq(found(&(struct letters_of){ 0 }),
			 "学生1 ready, 学生2 empty, 学生3 missing, 学生5 missing, 学生4 sensitive");
	cr_expect_str_eq(found(&(struct letters_of){ .class_name = "九年级2班" }),
			 "学生4 sensitive");
	cr_expect_str_eq(found(&(struct letters_of){ .mentor_id = school_mentor(&s, 1) }),
			 "学生1 ready, 学生2 empty, 学生3 missing");
}

Test(model_letter, what_was_taken_back_is_not_printed)
{
	school_withdraw(&s, feedback(1, "kind", "read", NULL));
	cr_expect_str_eq(found(&(struct letters_of){ .mentor_id = school_mentor(&s, 1) }),
			 "学生1 missing, 学生2 missing, 学生3 missing");
}

/* Of two in a year the later one, and the row as it was corrected last. */
Test(model_letter, what_was_superseded_is_not_printed)
{
	feedback(1, "old", "old", NULL);
	feedback(1, "new", "new", NULL);
	cr_expect_str_eq(letter_of(1, LETTER_STUDENT, "{{bright_spots}} {{advice}}"), "new new\n");
}

Test(model_letter, gone_between_finding_and_writing)
{
	int64_t id = feedback(1, "kind", "read", NULL);
	struct letter_template t;
	struct letters l;
	struct letter letter;
	bool there;

	MUST(letter_template_read("{{bright_spots}}{{advice}}", &t, &e), e);
	MUST(letters_find(&s, &(struct letters_of){ .class_name = "六(1)" }, BOTH, &l, &e), e);
	school_withdraw(&s, id);
	MUST(letter_fill(&s, &t, rowset_at(&l.students, 0), LETTER_STUDENT, &letter, &there, &e),
	     e);
	cr_expect_not(there);
	letter_release(&letter);
	letters_release(&l);
	letter_template_release(&t);
}

/* Nobody else's students, and nothing at all for who may not read what was written. */
Test(model_letter, only_what_the_session_may_read)
{
	feedback(1, "kind", "read", NULL);
	feedback(4, "kind", "read", NULL);
	school_as(&s, 2);
	cr_expect_str_eq(found(&(struct letters_of){ 0 }), "学生4 ready");
	s.may &= ~(unsigned)MAY_READ_NOTES;
	REFUSED(letters_find(&s, &(struct letters_of){ 0 }, BOTH, &(struct letters){ 0 }, &e), &e,
		ERR_DENIED, "", "");
}

Test(model_letter, nobody_is_meant)
{
	struct letters l;

	REFUSED(letters_find(&s, &(struct letters_of){ .class_name = "八(1)" }, BOTH, &l, &e), &e,
		ERR_NOT_FOUND, "", "no student among these");
	letters_release(&l);
}

Test(model_letter, those_without_are_named)
{
	struct letters l;
	struct buf told = { 0 };

	feedback(1, "kind", "read", NULL);
	feedback(4, "kind", "read", "psychological");
	MUST(letters_find(&s, &(struct letters_of){ 0 }, BOTH, &l, &e), e);
	cr_expect_eq(letters_count(&l), 2);
	letters_tell_missing(&l, &told);
	cr_expect_str_eq(buf_str(&told),
			 "Without feedback, and so without a letter: 3 (学生2 六(1), 学生3 六(1), "
			 "学生5 六(1)). Marked as sensitive, and not printed: 1 (学生4 九(2)).");
	letters_release(&l);
	buf_release(&told);
}

/* ------------------------------------------------------------------------ one letter */

Test(model_letter, fields_are_filled)
{
	feedback(1, "one\n\ntwo", "read", NULL);
	cr_expect_str_eq(
		letter_of(1, LETTER_GUARDIANS,
			  "# {{school}}\n{{ student }}|{{class}}|{{year}}|{{mentor}}|"
			  "{{date}}|{{today}}\n| {{salutation}}\n{{bright_spots}}\n"
			  "* Advice\n{{advice}}\n----\n____"),
		"# 测试学校\n学生1|六(1)|2026|导师1|2026-11-20|2026-11-23\n"
		"| Dear parents or guardians of 学生1,\none\ntwo\n* Advice\nread\n----\n____\n");
}

Test(model_letter, lines_for_one_party)
{
	static const char template[] = "[student] > {{bright_spots}}\n[guardians]{{advice}}\n"
				       "{{salutation}}";

	feedback(1, "spots", "advice", NULL);
	cr_expect_str_eq(letter_of(1, LETTER_STUDENT, template), "> spots\nDear 学生1,\n");
	cr_expect_str_eq(letter_of(1, LETTER_GUARDIANS, template),
			 "advice\nDear parents or guardians of 学生1,\n");
}

/* A heading over nothing would say that something is missing. */
Test(model_letter, what_is_empty_goes_with_its_heading)
{
	feedback(1, "spots", NULL, NULL);
	cr_expect_str_eq(letter_of(1, LETTER_STUDENT,
				   "* A\n{{bright_spots}}\n* B\n{{advice}}\n> {{mentor}}"),
			 "* A\nspots\n> 导师1\n");
}

/* What somebody wrote is no template, and no markup. */
Test(model_letter, texts_are_texts)
{
	feedback(1, "{{mentor}} <script>alert(1)</script>", "# x", NULL);
	cr_expect_str_eq(letter_of(1, LETTER_STUDENT, "{{bright_spots}}\n{{advice}}"),
			 "{{mentor}} <script>alert(1)</script>\n# x\n");
}

Test(model_letter, print_gets_smaller_and_then_runs_on)
{
	static const struct {
		int lines, size;
		bool runs_on;
	} cases[] = { { 5, 0, false }, { 30, 1, false }, { 35, 2, false }, { 60, 1, true } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct letter_template t;
		struct letters l;
		struct letter letter;
		struct buf text = { 0 };
		bool there;

		for (int k = 0; k < cases[i].lines; k++)
			buf_text(&text, "一句话。\n");
		feedback(1, text.at, "好", NULL);
		MUST(letter_template_read("{{bright_spots}}\n{{advice}}", &t, &e), e);
		MUST(letters_find(&s, &(struct letters_of){ .class_name = "六(1)" }, BOTH, &l, &e),
		     e);
		MUST(letter_fill(&s, &t, rowset_at(&l.students, 0), LETTER_STUDENT, &letter, &there,
				 &e),
		     e);
		cr_expect_eq(letter.runs_on, cases[i].runs_on, "%d lines", cases[i].lines);
		cr_expect_eq(letter.size, cases[i].size, "%d lines: %d", cases[i].lines,
			     letter.size);
		cr_expect_eq(letter.count, (size_t)cases[i].lines + 1, "nothing is cut");
		letter_release(&letter);
		letters_release(&l);
		letter_template_release(&t);
		buf_release(&text);
	}
}

/* -------------------------------------------------------------------- handing over */

static int64_t deliveries(const char *party, const char *day)
{
	struct contact_filter all = { .kind = "feedback" };
	struct rowset list;
	int64_t n = 0;

	MUST(contact_list(&s, &all, &list, &e), e);
	for (size_t i = 0; i < list.count; i++) {
		struct rowset one;
		const struct contact *c;
		const char *is;

		MUST(contact_get(&s, rowset_id(&list, i), &one, &e), e);
		c = rowset_at(&one, 0);
		is = strcmp(party, "student") ? c->to_guardians : c->to_student;
		n += is && !strcmp(is, day);
		rowset_release(&one);
	}
	rowset_release(&list);
	return n;
}

Test(model_letter, handed_over_is_written_down_once)
{
	struct letters l;
	size_t handed;

	feedback(1, "a", "b", NULL);
	school_feedback(&s, 2, 1, "2026-11-20", "2026-11-21", NULL);
	feedback(4, "a", "b", "family");
	MUST(letters_find(&s, &(struct letters_of){ 0 }, BOTH, &l, &e), e);
	MUST(letters_hand_over(&s, &l, "2026-11-23", &handed, &e), e);
	cr_expect_eq(handed, letters_count(&l));
	MUST(letters_hand_over(&s, &l, "2026-11-22", &handed, &e), e);
	cr_expect_eq(handed, 0);
	cr_expect_eq(deliveries("student", "2026-11-23"), 1);
	cr_expect_eq(deliveries("guardians", "2026-11-23"), 1);
	cr_expect_eq(deliveries("student", "2026-11-21"), 1, "as it was");
	letters_release(&l);
}

/* A form that was open keeps the day: its save is a conflict to be put together. */
Test(model_letter, an_open_form_notices_the_delivery)
{
	int64_t id = feedback(1, "a", "b", NULL);
	struct rowset open;
	struct letters l;
	size_t handed;

	MUST(contact_get(&s, id, &open, &e), e);
	MUST(letters_find(&s, &(struct letters_of){ .class_name = "六(1)" }, BOTH, &l, &e), e);
	MUST(letters_hand_over(&s, &l, "2026-11-23", &handed, &e), e);
	REFUSED(contact_save(&s, rowset_at(&open, 0), &e), &e, ERR_CONFLICT, "", "changed");
	cr_expect_eq(deliveries("student", "2026-11-23"), 1);
	rowset_release(&open);
	letters_release(&l);
}

Test(model_letter, not_handed_over_in_the_future)
{
	struct letters l;
	size_t handed;

	feedback(1, "a", "b", NULL);
	MUST(letters_find(&s, &(struct letters_of){ 0 }, BOTH, &l, &e), e);
	REFUSED(letters_hand_over(&s, &l, "2026-11-24", &handed, &e), &e, ERR_INVALID, "",
		"outside");
	REFUSED(letters_hand_over(&s, &l, "2026-08-31", &handed, &e), &e, ERR_INVALID, "",
		"outside");
	letters_release(&l);
}
