# shellcheck shell=bash
# The portal's own PostgreSQL cluster, unless a database was named. Needs say.sh, users.sh and postgres.sh.

# start_database: sets database to the connection string and waits until the server answers.
start_database() {
    [[ -z $database ]] || return 0
    cluster=$data/postgres
    refuse_other_version
    pg_create "$cluster" "$service" --data-checksums || fail "The database could not be made in $cluster."
    if ! pg_pid "$cluster" >/dev/null; then
        database_settings | pg_configure "$cluster" "$service"
        busy "Starting the database"
        pg_start "$cluster" "$service" || {
            as "$service" tail -n 10 "$cluster/start.log" >&2
            fail "The database did not start; above is what it said." "More: $cluster/log"
        }
    fi
    as "$service" "$PG_BIN/psql" --host="$run/postgres" --dbname=postgres --no-psqlrc --quiet --tuples-only --no-align \
        --command="SELECT 1 FROM pg_database WHERE datname = 'vdiportal'" | grep -q 1 ||
        as "$service" "$PG_BIN/createdb" --host="$run/postgres" vdiportal || fail "The database could not be made."
    database="Host=$run/postgres;Username=$service;Database=vdiportal"
}

stop_database() {
    [[ -n ${cluster:-} ]] || return 0
    pg_stop "$cluster" "$service" || fail "The database did not stop within a minute." "Look into $cluster/log"
}

# refuse_other_version: the steps are for a shell of the service's user, which has none of its own when root installed it.
refuse_other_version() {
    local found shell=''
    found=$(as "$service" cat "$cluster/PG_VERSION" 2>/dev/null) || return 0
    [[ $found != "$PG_MAJOR" ]] || return 0
    local what="The database in $cluster was made by PostgreSQL $found; VdiPortal runs PostgreSQL $PG_MAJOR."
    ((found < PG_MAJOR)) 2>/dev/null || fail "$what" "A database cannot go back to an older PostgreSQL:" \
        "run the version of VdiPortal that made it, or load a dump of it into an empty data directory (docs/operations.md, Restore)."
    [[ $EUID -ne 0 ]] || shell="  setpriv --reuid $service --regid $service --init-groups bash"
    fail "$what" "Keep a copy of $data, then:" \
        "  apt-get install --no-install-recommends postgresql-$found" \
        ${shell:+"$shell"} \
        "  cd $data && mv $cluster $cluster.$found" \
        "  $PG_BIN/initdb --pgdata=$cluster --username=$service --encoding=UTF8 --locale=C.UTF-8 --auth-local=peer --auth-host=reject --data-checksums" \
        "  $PG_BIN/pg_upgrade --old-bindir=/usr/lib/postgresql/$found/bin --new-bindir=$PG_BIN --old-datadir=$cluster.$found --new-datadir=$cluster" \
        "and start ./up again. docs/operations.md says more."
}

# Small: one portal, some hosts, all on one machine with the desktops. local.conf in the cluster overrides.
database_settings() {
    cat <<SETTINGS
# Written by ./up at each start of the server; put what you want to change into local.conf beside this file.
listen_addresses = ''
unix_socket_directories = '$run/postgres'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 64MB
jit = off
timezone = 'UTC'
lc_messages = 'C.UTF-8'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
include_if_exists 'local.conf'
SETTINGS
}
