# shellcheck shell=bash
# What the portal prints: its log goes to a file, the lines that are meant for people become words. Needs say.sh.

LOG_BYTES=$((10 << 20))

# read_portal: reads standard input to its end. The one-time code goes to the terminal and nowhere else.
read_portal() {
    local line code='' written
    open_log
    while IFS= read -r line; do
        case $line in
            'SETUP-CODE '*)
                code=${line#SETUP-CODE }
                [[ ! -e $seen ]] || say_code "$code"
                ;;
            'READY '*)
                : >"$seen"
                say_ready "${line#READY }" "$code"
                ;;
            *) keep_line "$line" ;;
        esac
    done
}

# The log of the start before is kept when a new one begins, and so is a full one.
open_log() {
    local log=$data/log/portal.log
    [[ ! -s $log ]] || mv -f "$log" "$log.1"
    exec 8>"$log"
    written=0
}

keep_line() {
    printf '%s\n' "$1" >&8
    [[ ! $show_log ]] || printf '%s\n' "$1"
    ((written += ${#1} + 1))
    ((written < LOG_BYTES)) || open_log
}

say_ready() {
    printf '%s\n  %sVdiPortal is ready%s\n\n    %s%s%s\n\n' "$clear" "$green$bold" "$plain" "$bold" "$1" "$plain"
    if [[ $2 ]]; then
        say_code "$2"
    else
        printf '  Sign in with your account. Password of an administrator lost? ./up --reset-admin\n\n'
    fi
    printf '  %sCtrl-C stops the portal; desktops keep running until ./up --stop-vms.%s\n' "$dim" "$plain"
}

# say_reset_code "NAME CODE": with the address of the portal that runs, or would with these options.
say_reset_code() {
    local url
    read -r _ url <"$data/up.lock" || true
    printf '%s  %s sets a new password with this one-time code at %s/reset:\n\n    %s%s%s\n\n' \
        "$clear" "${1% *}" "$url" "$bold" "${1##* }" "$plain"
}

say_code() {
    printf '  There is no administrator yet. Open the address and make one with this one-time code:\n\n    %s%s%s\n\n' "$bold" "$1" "$plain"
}
