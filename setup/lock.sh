# shellcheck shell=bash
# One ./up for a data directory. The lock lives as long as this script (descriptor 9), even through kill -9; nothing
# that outlives the script may inherit it. Needs say.sh and users.sh.

# take_lock: or says who has it and ends.
take_lock() {
    exec 9>>"$data/up.lock"
    if ! flock --nonblock 9; then
        say_running
        exit 1
    fi
    printf '%s %s\n' "$$" "$public_url" >"$data/up.lock"
}

# is_running: whether another ./up has the lock.
is_running() {
    [[ -e $data/up.lock ]] && ! flock --nonblock "$data/up.lock" true
}

say_running() {
    local pid url
    read -r pid url <"$data/up.lock" || true
    (fail "VdiPortal already runs on $data: ${url:-address unknown} (process ${pid:-unknown})." \
        "Stop it with Ctrl-C in its terminal or with: kill ${pid:-PID}" \
        "Or start a second one with a directory and a port of its own: ./up --data DIR --port N")
}

# end_leftover_portal: a portal whose ./up was killed ends by itself; make sure of it before another one starts.
end_leftover_portal() {
    local pid start tries=0
    { read -r pid start <"$run/portal.pid"; } 2>/dev/null || return 0
    while is_process "$pid" "$start"; do
        ((tries++)) || busy "Waiting for the earlier portal to end (process $pid)"
        ((tries != 1)) || signal_portal TERM "$pid"
        ((tries != 150)) || signal_portal KILL "$pid"
        sleep 0.2
    done
    as "$service" rm -f "$run/portal.pid"
}

# signal_portal NAME PID: as the portal's user, so that a wrong number hits nothing of anyone else's.
signal_portal() {
    as "$service" bash -c 'kill -"$1" "$2"' - "$1" "$2" 2>/dev/null || true
}

# process_start PID: when it started, in the kernel's ticks; fails if there is no such process.
process_start() {
    local line fields
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    read -ra fields <<<"${line##*) }"
    [[ ${fields[0]} != Z ]] && echo "${fields[19]}"
}

is_process() {
    [[ $1 =~ ^[0-9]+$ && $(process_start "$1") == "$2" ]]
}
