# shellcheck shell=bash
# A private PostgreSQL server in a directory of our own: made, started, found again, stopped.
# Needs users.sh. Every function takes the cluster's directory and the user that owns it.

PG_MAJOR=15
PG_BIN=/usr/lib/postgresql/$PG_MAJOR/bin

# pg_version DIR: the major version that made the cluster, nothing if there is none.
pg_version() {
    cat "$1/PG_VERSION" 2>/dev/null
}

# pg_create DIR USER OPTION...: makes an empty cluster. An interrupted one is thrown away and made anew.
pg_create() {
    local dir=$1 user=$2
    shift 2
    [[ -z $(pg_version "$dir") ]] || return 0
    as "$user" rm -rf "$dir.new"
    as "$user" "$PG_BIN/initdb" --pgdata="$dir.new" --username="$user" --encoding=UTF8 --locale=C.UTF-8 \
        --auth-local=peer --auth-host=reject --no-instructions "$@" >/dev/null || return 1
    as "$user" rm -rf "$dir"
    as "$user" mv "$dir.new" "$dir"
}

# pg_configure DIR USER: replaces the settings with those on standard input.
pg_configure() {
    as "$2" tee "$1/postgresql.conf" >/dev/null
}

# pg_pid DIR: the server that runs on the cluster; fails if none does. A process id that has been given to
# something else since (after a reboot, in a container) does not count: only a server works in the directory.
pg_pid() {
    local pid
    pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null) || return 1
    [[ $pid =~ ^[0-9]+$ && $(readlink "/proc/$pid/cwd") == "$(realpath "$1")" ]] && echo "$pid"
}

# pg_start DIR USER: starts the server in a session of its own and waits until it answers; at once if it runs.
pg_start() {
    local dir=$1 user=$2
    if ! pg_pid "$dir" >/dev/null; then
        as "$user" rm -f "$dir/postmaster.pid"
        (cd / && as "$user" setsid "$PG_BIN/pg_ctl" start --pgdata="$dir" --wait --timeout=60 --silent \
            --log="$dir/start.log" </dev/null >/dev/null 2>&1) || return 1
    fi
}

# pg_stop DIR USER [MODE]: ends it and waits; MODE is smart, fast (default) or immediate.
pg_stop() {
    local dir=$1 user=$2 mode=${3:-fast}
    pg_pid "$dir" >/dev/null || return 0
    (cd / && as "$user" "$PG_BIN/pg_ctl" stop --pgdata="$dir" --mode="$mode" --wait --timeout=60 --silent)
}
