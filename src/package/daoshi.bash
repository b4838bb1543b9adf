# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for bash: asks the program itself, so that no name stands here.
_daoshi()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} i sub= names
	local subs=$("$1" --lang en help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p')

	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ " $subs " == *[[:space:]]"${COMP_WORDS[i]}"[[:space:]]* ]] && sub=${COMP_WORDS[i]} && break
	done
	case $before in
	--verify | --open | --key | --make-key | --to | --output | --page | --template | --keep-template | restore)
		COMPREPLY=($(compgen -f -- "$word"))
		;;
	--db | import | students | mentors | assignments | accounts | preferences | mentor-preferences)
		[[ $before == --db || $sub == import ]] && COMPREPLY=($(compgen -f -- "$word"))
		;;
	esac
	[[ ${COMPREPLY[*]} ]] && return
	if [[ $before == --* && $word != -* ]]; then
		names=$("$1" --lang en help $sub | sed -n "s/^  $before [A-Z].*: one of \\([a-z0-9_ ]*\\).*/\\1/p")
	fi
	if [[ $names ]]; then
		:
	elif [[ $word == -* ]]; then
		names=$("$1" --lang en help $sub | sed -n 's/^  \(--[a-z-]*\).*/\1/p')
	elif [[ ! $sub || $sub == help ]]; then
		names=$subs
	elif [[ $sub == list ]] && ((COMP_CWORD == i + 1)); then
		names=$("$1" --lang en help list | sed -n 's/^THING is \(.*\)\.$/\1/p' | sed 's/,//g; s/ or / /')
	elif ((COMP_CWORD == i + 1)); then
		names=$("$1" --lang en help "$sub" | sed -n '1s/^Usage: daoshi [a-z-]* //p' |
			sed 's/\[[A-Z.]*\]//g; s/--.*//; s/ [A-Z]*//g; s/[][]//g' | grep '|' | tr '|' ' ')
	fi
	COMPREPLY=($(compgen -W "$names" -- "$word"))
}
complete -o filenames -F _daoshi daoshi
