/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a record, one key away. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

/* What was done and when stands in the audit; the screens are to be the same tomorrow. */
static void begin_at(int rows, int cols)
{
	desk_school();
	desk_script("UPDATE student SET name = '赵改名', rev = rev + 1 WHERE student_no = 'S1';"
		    "UPDATE student SET address = '测试路 1 号', rev = rev + 1 "
		    "WHERE student_no = 'S1';"
		    "DROP TRIGGER keep_audit_update;"
		    "UPDATE audit SET at = '2026-11-23T04:05:06Z', login = 'laoshi'");
	t = desk_open(rows, cols);
}

static void begin(void)
{
	begin_at(24, 80);
}

static void end(void)
{
	desk_leave(t);
	daoshi_tidy();
}

TestSuite(screen_history, .fini = end);

Test(screen_history, of_a_student_all_that_belongs_to_it, .init = begin)
{
	terminal_press(t, "F2 0");
	terminal_expect(t, "history");
	terminal_press(t, "Down*2 Enter");
	terminal_expect(t, "history-entry");
	terminal_press(t, "Esc Esc");
	cr_expect(terminal_shows(t, "赵改名"));
}

Test(screen_history, a_small_window)
{
	begin_at(16, 60);
	terminal_press(t, "F2 0");
	terminal_expect(t, "history-60x16");
}

Test(screen_history, where_there_is_none_it_says_so, .init = begin)
{
	terminal_press(t, "F1 Esc C-x 0");
	cr_expect(terminal_shows(t, "这里没有历史"), "%s", terminal_text(t));
}

/* What is shown is looked at by nobody whom the student is not shown to. */
Test(screen_history, a_mentor_has_it_of_own_students, .init = begin)
{
	terminal_press(t, "0");
	cr_expect(terminal_shows(t, "历史"), "%s", terminal_text(t));
}

/* Whoever works is written down at the beginning, and what is refused. */
Test(screen_history, who_began_to_work_is_written_down, .init = begin)
{
	struct run r = DAOSHI("audit", "list", "--format", "csv");

	cr_expect(strstr(buf_str(&r.out), ",login,"), "%s", buf_str(&r.out));
	run_release(&r);
}
