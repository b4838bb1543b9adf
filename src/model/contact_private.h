/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_CONTACT_PRIVATE_H
#define MODEL_CONTACT_PRIVATE_H

/* How a contact is read by all who read it. */
#define CONTACT_COLUMNS                                                                            \
	"SELECT c.id, c.rev, c.id AS no, c.kind, c.date, c.mentor_id, c.key_date_id, c.mode, "     \
	"c.place, "                                                                                \
	"c.reason, c.guardian_id, c.topics, c.sensitive, c.bright_spots, c.advice, c.created_at, " \
	"(SELECT name || coalesce(' ' || relation, '') FROM my_guardian "                          \
	"WHERE id = c.guardian_id) AS guardian, m.name AS mentor, k.name AS key_date, "            \
	"(SELECT group_concat(p.name, ' ') FROM my_contact_student j JOIN my_student p "           \
	"ON p.id = j.student_id WHERE j.contact_id = c.id) AS students, "                          \
	"coalesce(c.summary, c.bright_spots) AS text "
#define CONTACT_BESIDE                                                                             \
	"JOIN mentor m ON m.id = c.mentor_id LEFT JOIN key_date k ON k.id = c.key_date_id "

#endif
