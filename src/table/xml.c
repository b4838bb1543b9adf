/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml.h"

#include <string.h>

#include "base/i18n.h"

enum { CHUNK = 64 * 1024, TAG_MOST = 1024 * 1024, ATTR_MOST = 4 * 1024, DEPTH_MOST = 64 };

/* -------------------------------------------------------------------- for all */

static const char *without_prefix(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *xml_attr(const char *const *attrs, const char *name)
{
	bool whole = strchr(name, ':');

	for (; *attrs; attrs += 2)
		if (!strcmp(whole ? attrs[0] : without_prefix(attrs[0]), name) &&
		    strncmp(attrs[0], "xmlns", 5))
			return strlen(attrs[1]) <= ATTR_MOST ? attrs[1] : NULL;
	return NULL;
}

bool xml_number(const char *s, unsigned long most, unsigned long *n)
{
	*n = 0;
	if (!s || !*s)
		return false;
	for (; *s >= '0' && *s <= '9'; s++) {
		*n = *n * 10 + (unsigned long)(*s - '0');
		if (*n > most)
			return false;
	}
	return !*s;
}

bool xml_true(const char *s)
{
	return s && (!strcmp(s, "1") || !strcmp(s, "true") || !strcmp(s, "on"));
}

void xml_stop(struct xml *x)
{
	x->stopped = true;
	XML_StopParser(x->parser, XML_FALSE);
}

void xml_fail(struct xml *x)
{
	x->failed = true;
	XML_StopParser(x->parser, XML_FALSE);
}

void xml_fail_large(struct xml *x)
{
	pack_too_large(x->e);
	xml_fail(x);
}

/* ------------------------------------------------------------------- handlers */

static int step_into(const struct xml *x, const char *name)
{
	int in = x->depth ? x->stack[x->depth - 1] : XML_TOP;

	for (const struct xml_step *s = x->steps; s->name; s++)
		if (s->in == in && !strcmp(s->name, name))
			return s->is;
	return 0;
}

static void XMLCALL on_begin(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct xml *x = arg;
	int is = x->skipped || x->depth == XML_DEPTH ? 0 : step_into(x, without_prefix(name));

	if (x->stopped || x->failed)
		return;
	if (x->depth + x->skipped == DEPTH_MOST) {
		pack_damaged("nested too deep", x->e);
		xml_fail(x);
	} else if (!is) {
		x->skipped++;
	} else {
		x->stack[x->depth++] = is;
		if (x->begin)
			x->begin(x, is, (const char *const *)attrs);
	}
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
	struct xml *x = arg;

	(void)name;
	if (x->stopped || x->failed)
		return;
	if (x->skipped) {
		x->skipped--;
		return;
	}
	x->depth--;
	if (x->end)
		x->end(x, x->stack[x->depth]);
}

static void XMLCALL on_text(void *arg, const XML_Char *s, int len)
{
	struct xml *x = arg;

	if (x->text && !x->skipped && x->depth && !x->stopped && !x->failed)
		x->text(x, x->stack[x->depth - 1], s, (size_t)len);
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *system,
			       const XML_Char *public_id, int internal)
{
	struct xml *x = arg;

	(void)name, (void)system, (void)public_id, (void)internal;
	err_set(x->e, ERR_INVALID, "%s",
		_("The workbook holds a document type, which no spreadsheet program writes: open "
		  "it in one and save it as xlsx once more."));
	xml_fail(x);
}

/* -------------------------------------------------------------------- reading */

static bool refuse_xml(struct xml *x)
{
	enum XML_Error why = XML_GetErrorCode(x->parser);

	if (x->failed)
		return false;
	return pack_damaged(why == XML_ERROR_NONE ? "a tag is too long" : XML_ErrorString(why),
			    x->e);
}

/* How much was given to the parser and is no whole tag yet. */
static uint64_t pending(const struct xml *x, uint64_t given)
{
	XML_Index at = XML_GetCurrentByteIndex(x->parser);

	return at < 0 ? 0 : given - (uint64_t)at;
}

static bool parse(struct xml *x, struct pack_part *part)
{
	int64_t n = 1;

	while (n) {
		void *chunk = XML_GetBuffer(x->parser, CHUNK);

		if (!chunk)
			return refuse_xml(x);
		n = pack_part_read(part, chunk, CHUNK, x->e);
		if (n < 0)
			return false;
		if (XML_ParseBuffer(x->parser, (int)n, !n) != XML_STATUS_OK)
			return x->stopped || refuse_xml(x);
		if (pending(x, part->read) > TAG_MOST)
			return refuse_xml(x);
	}
	return true;
}

bool xml_read(struct xml *x, struct pack *p, int64_t at, struct err *e)
{
	struct pack_part part;
	bool ok;

	x->e = e;
	x->depth = x->skipped = 0;
	x->stopped = x->failed = false;
	ok = pack_part_open(&part, p, at, e);
	x->parser = ok ? XML_ParserCreate(NULL) : NULL;
	if (x->parser) {
		XML_SetUserData(x->parser, x);
		XML_SetElementHandler(x->parser, on_begin, on_end);
		XML_SetCharacterDataHandler(x->parser, on_text);
		XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
		ok = parse(x, &part);
		XML_ParserFree(x->parser);
	} else if (ok) {
		ok = pack_damaged("no memory", e);
	}
	pack_part_close(&part);
	return ok;
}
