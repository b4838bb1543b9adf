# SPDX-License-Identifier: GPL-3.0-or-later
#
# The table behind base/pinyin.h, made when the program is built:
#
#	{ bzcat Unihan_Readings.txt.bz2 Unihan_Variants.txt.bz2; cat UnicodeData.txt; } |
#		LC_ALL=C awk -f pinyin.awk surname.txt - > pinyin_table.c
#
# Readings: kMandarin has the commonest first, kHanyuPinlu counts them in texts, kTGHZ2013 and
# kXHC1983 are the dictionaries of today. kHanyuPinyin, a dictionary of all times, counts only for
# characters that none of them has: it would read 李 in ways that nobody alive does.
#
# Variants: a simplified character, its traditional ones and their shapes (kZVariant) are one
# class. A character that is in none, and not in the table of standard ones (kTGHZ2013 has exactly
# those), joins the class of its kSemanticVariant if it has but one: 峯 is 峰, while 喆 and 哲 are two
# names, and no two classes become one (譚 is a kSemanticVariant of 談).
# Compatibility characters (UnicodeData) are the ones they stand for.

BEGIN {
	FS = "\t"
	for (i = 0; i < 16; i++)
		digit[substr("0123456789ABCDEF", i + 1, 1)] = i
	for (i = 1; i < 256; i++)
		byte[sprintf("%c", i)] = i
	split("ā á ǎ à ē é ě è ī í ǐ ì ō ó ǒ ò ū ú ǔ ù ǖ ǘ ǚ ǜ ü ê ế ề ń ň ǹ ḿ", marked, " ")
	n = split("a a a a e e e e i i i i o o o o u u u u v v v v v e e e n n n m", plain, " ")
	for (i = 1; i <= n; i++)
		letter[marked[i]] = plain[i]
	# a line of UnicodeData has one field here
	compatible = "^(F[9A]|2F[89A])[0-9A-F]+;CJK COMPATIBILITY IDEOGRAPH"
}

FILENAME != "-" {
	sub(/#.*/, "")
	if (NF)
		surname[++surnames] = $0
	next
}

$2 == "kMandarin" || $2 == "kHanyuPinlu" || $2 == "kTGHZ2013" || $2 == "kXHC1983" ||
$2 == "kHanyuPinyin" {
	cp = hex(substr($1, 3))
	reads[$2, cp] = $3
	read_at[cp] = 1
	if ($2 == "kTGHZ2013")
		standard[cp] = 1
}

$2 == "kSimplifiedVariant" || $2 == "kTraditionalVariant" || $2 == "kZVariant" ||
$2 == "kSemanticVariant" {
	variants[$2, hex(substr($1, 3))] = $3
	varies[hex(substr($1, 3))] = 1
}

$0 ~ compatible {
	split($0, word, ";")
	if (word[6] ~ /^[0-9A-F]+$/)
		same_as[hex(word[1])] = hex(word[6])
}

END {
	if (!surnames || !length_of(read_at) || !length_of(varies) || !length_of(same_as)) {
		print "pinyin.awk: a part of the data is missing" > "/dev/stderr"
		exit 1
	}
	join_variants()
	choose_heads()
	print "#include \"base/pinyin_table.h\""
	write_readings()
	write_heads()
	write_surnames()
}

# ------------------------------------------------------------------- readings

function all_readings(cp,    list)
{
	list = add(list, reads["kMandarin", cp])
	list = add(list, reads["kHanyuPinlu", cp])
	list = add(list, reads["kTGHZ2013", cp])
	list = add(list, reads["kXHC1983", cp])
	return list ? list : add(list, reads["kHanyuPinyin", cp])
}

# "wàn(1335) mò", "256.090:mò 379.160:wàn,mò"
function add(list, typed,    part, n, i)
{
	gsub(/[0-9.,*]+:/, "", typed)
	gsub(/\([0-9]+\)/, "", typed)
	n = split(typed, part, /[ ,]/)
	for (i = 1; i <= n; i++)
		list = add_one(list, toneless(part[i]))
	return list
}

function add_one(list, one)
{
	# ḿ and ňg are no names
	if (one !~ /[aeiouv]/ || index("," list ",", "," one ","))
		return list
	return list (list ? "," : "") one
}

function toneless(typed,    mark, bare)
{
	if (typed in known)
		return known[typed]
	bare = typed
	for (mark in letter)
		gsub(mark, letter[mark], bare)
	gsub(/[^a-z]/, "", bare)
	return known[typed] = bare
}

# ------------------------------------------------------------------- variants

function root(cp)
{
	while (cp in parent)
		cp = parent[cp]
	return cp
}

function join(a, b)
{
	a = root(a)
	b = root(b)
	if (a != b)
		parent[a > b ? a : b] = a > b ? b : a
}

function join_all(kind, cp, only,    n, i, to)
{
	n = split(variants[kind, cp], to, " ")
	if (only && n != 1)
		return
	for (i = 1; i <= n; i++) {
		sub(/<.*/, "", to[i])
		join(cp, hex(substr(to[i], 3)))
		simplifies[hex(substr(to[i], 3))] += kind == "kSimplifiedVariant"
	}
}

function join_variants(    cp)
{
	for (cp in varies) {
		join_all("kSimplifiedVariant", cp + 0)
		join_all("kTraditionalVariant", cp + 0)
		join_all("kZVariant", cp + 0)
	}
	for (cp in parent)
		member[cp] = member[root(cp + 0)] = 1
	for (cp in varies)
		if (!(cp in standard) && !(cp in member))
			join_all("kSemanticVariant", cp + 0, 1)
	for (cp in same_as)
		join(cp + 0, same_as[cp])
}

# The one of a class that stands for all: a standard character that simplifies most others, the
# first of these.
function better(a, b)
{
	if ((a in standard) != (b in standard))
		return a in standard
	if (simplifies[a] + 0 != simplifies[b] + 0)
		return simplifies[a] + 0 > simplifies[b] + 0
	return a < b
}

function consider(cp,    r)
{
	r = root(cp)
	if (!(r in head) || better(cp, head[r]))
		head[r] = cp
	member[cp] = 1
}

function choose_heads(    cp)
{
	for (cp in parent) {
		consider(cp + 0)
		consider(root(cp))
	}
	for (cp in member)
		if (head[root(cp + 0)] != cp + 0)
			fold[cp] = head[root(cp + 0)]
}

# -------------------------------------------------------------------- writing

# A page is 64 characters; an entry is where its readings stand, and whether it folds.
function write_readings(    cp, page, i, n, list)
{
	for (cp = 0; cp < 262144; cp++) {
		list = cp in read_at ? all_readings(cp) : ""
		if (!list && !(cp in fold))
			continue
		if (list && !(list in at)) {
			at[list] = size + 1
			pool = pool "\n\t\"" list "\\0\""
			size += length(list) + 1
		}
		entry[cp] = (list ? at[list] : 0) + (cp in fold ? 32768 : 0)
		page = int(cp / 64)
		if (!(page in used))
			order[++n] = page
		used[page] = 1
		last = page
	}
	if (size > 32767) {
		print "pinyin.awk: the readings take more than 32767 bytes" > "/dev/stderr"
		exit 1
	}
	print "const char pinyin_pool[] = \"\\0\"" pool ";"
	print "const uint16_t pinyin_pages = " last + 1 ";"
	print "const uint16_t pinyin_page[] = {"
	for (page = i = 0; page <= last; page++)
		printf "%d,%s", page in used ? ++i : 0, page % 32 == 31 ? "\n" : ""
	print "};\nconst uint16_t pinyin_entry[][64] = {\n{ 0 },"
	for (i = 1; i <= n; i++) {
		printf "{"
		for (cp = order[i] * 64; cp < order[i] * 64 + 64; cp++)
			printf "%d,", entry[cp]
		print "},"
	}
	print "};"
}

function write_heads(    cp, n)
{
	print "const struct pinyin_fold pinyin_folds[] = {"
	for (cp = 0; cp < 262144; cp++)
		if (cp in fold) {
			printf "{%d,%d},\n", cp, fold[cp]
			n++
		}
	print "};\nconst uint16_t pinyin_fold_count = " n ";"
}

function write_surnames(    i)
{
	printf "const char pinyin_surnames[] ="
	for (i = 1; i <= surnames; i++)
		printf "\n\t\"%s\\0\"", surname[i]
	print ";"
}

# ----------------------------------------------------------------------- small

function hex(s,    i, n)
{
	for (i = 1; i <= length(s); i++)
		n = n * 16 + digit[substr(s, i, 1)]
	return n + 0
}

function length_of(array,    key, n)
{
	for (key in array)
		n++
	return n + 0
}
