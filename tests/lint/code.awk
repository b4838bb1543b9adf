# SPDX-License-Identifier: GPL-3.0-or-later
#
# C without its comments and with its strings emptied, each line as file:line:code, so that a
# check never stumbles over a word in a sentence.

FNR == 1 {
	comment = 0
}

{
	print FILENAME ":" FNR ":" code($0)
}

function code(line,    out, mark, at)
{
	while (line != "") {
		if (comment) {
			if (!(at = index(line, "*/")))
				return out
			line = substr(line, at + 2)
			comment = 0
		}
		if (!match(line, /\/\*|\/\/|"|'/))
			return out line
		mark = substr(line, RSTART, RLENGTH)
		out = out substr(line, 1, RSTART - 1)
		line = substr(line, RSTART + RLENGTH)
		if (mark == "//")
			return out
		if (mark == "/*") {
			comment = 1
			continue
		}
		out = out mark mark
		if (!match(line, mark == "'" ? "^([^'\\\\]|\\\\.)*'" : "^([^\"\\\\]|\\\\.)*\""))
			return out
		line = substr(line, RLENGTH + 1)
	}
	return out
}
