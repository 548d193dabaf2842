# shellcheck shell=bash
# What the scripts say on the terminal. Colours and moving lines only where a person looks on.

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
    bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' yellow=$'\e[33m' red=$'\e[31m' plain=$'\e[0m' clear=$'\r\e[K' moving=yes
else
    bold='' dim='' green='' yellow='' red='' plain='' clear='' moving=''
fi
[[ -t 2 ]] || red=''

# step TEXT: something that was done or found in order.
step() {
    printf '%s  %s✓%s %s\n' "$clear" "$green" "$plain" "$1"
}

# busy TEXT: something that is going on; the next line takes its place on a terminal.
busy() {
    if [[ $moving ]]; then
        printf '%s  %s· %s%s' "$clear" "$dim" "${1:0:$((${COLUMNS:-80} - 6))}" "$plain"
    else
        printf '  · %s\n' "$1"
    fi
}

# warn TEXT: something to think about that stops nothing.
warn() {
    printf '%s  %s! %s%s\n' "$clear" "$yellow" "$1" "$plain"
}

# fail WHAT-HAPPENED [WHAT-TO-DO...]: says both on standard error and ends the script.
fail() {
    printf '%s%s%s%s\n' "$clear" "$red" "$1" "${red:+$plain}" >&2
    shift
    (($# == 0)) || printf '  %s\n' "$@" >&2
    exit 1
}
