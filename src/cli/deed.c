/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deed.h"

#include <string.h>

#include "base/i18n.h"

static bool listed(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (!strcmp(*names, name))
			return true;
	return false;
}

static bool is_global(const char *name)
{
	for (const struct cli_option *o = global_options; o->name; o++)
		if (!strcmp(o->name, name))
			return true;
	return false;
}

static const struct cli_deed *find(struct cli *c, const struct cli_deed *deeds, struct err *e)
{
	const char **names, *sentence;
	size_t count = 0;

	for (; deeds[count].name; count++)
		if (!strcmp(deeds[count].name, c->operands[0]))
			return &deeds[count];
	names = arena_alloc(&c->arena, (count + 1) * sizeof *names);
	for (size_t i = 0; i <= count; i++)
		names[i] = deeds[i].name;
	sentence = arena_printf(&c->arena, _("There is no '%s %%s'."), c->command->name);
	usage_unknown(c, e, sentence, c->operands[0], names);
	return NULL;
}

static bool check_options(struct cli *c, const struct cli_deed *d, struct err *e)
{
	for (size_t i = 0; i < c->value_count; i++) {
		const struct cli_value *v = &c->values[i];

		if (!is_global(v->name) && !(v->field && d->fills) && !listed(d->needed, v->name) &&
		    !listed(d->options, v->name))
			return usage_error(c, e, _("The option --%s does not go with '%s %s'."),
					   v->name, c->command->name, d->name);
	}
	for (const char *const *need = d->needed; need && *need; need++)
		if (!cli_given(c, *need))
			return usage_error(c, e, _("'%s %s' needs the option --%s."),
					   c->command->name, d->name, *need);
	return true;
}

static bool check_operands(struct cli *c, const struct cli_deed *d, struct err *e)
{
	size_t most = d->named ? 2 : 1;

	if (c->operand_count > most)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[most]));
	return c->operand_count == most || d->named == MAY_BE_NAMED ||
	       usage_error(c, e, _("'%s %s' needs one word more: which one."), c->command->name,
			   d->name);
}

bool cli_do(struct cli *c, const struct cli_deed *deeds, struct err *e)
{
	const struct cli_deed *d = find(c, deeds, e);

	return d && check_operands(c, d, e) && check_options(c, d, e) &&
	       cli_in_session(c, d->run, e);
}
