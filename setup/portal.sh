# shellcheck shell=bash
# Runs the portal and its verbs. Needs say.sh, users.sh, dotnet.sh, launcher.sh, lock.sh and output.sh.

# become_portal COMMAND...: turns this subshell into the command, as the portal's user, with the portal's settings in its
# environment and little else. It ends when the script is killed. Root's portal keeps only the rights that sudo needs.
become_portal() {
    local rights=()
    [[ $EUID -ne 0 ]] || rights=(--reuid "$service" --regid "$service" --init-groups --inh-caps=-all
        --bounding-set='-all,+setuid,+setgid,+audit_write')
    cd "$data" || exit 1
    umask 027
    clean_environment
    portal_settings
    exec 9>&-
    exec setpriv "${rights[@]}" --pdeathsig TERM -- "$@"
}

# Settings that were given to ./up reach the portal; whatever else its caller had in the environment does not.
clean_environment() {
    local name
    for name in $(compgen -e); do
        case $name in
            Vdi__* | Logging__* | DOTNET_* | LANG | TZ) ;;
            *) unset "$name" ;;
        esac
    done
    export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
}

portal_settings() {
    local part index=0
    export HOME=$data USER=$service LOGNAME=$service LC_ALL=C.UTF-8
    export DOTNET_ROOT=$runtime DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ASPNETCORE_ENVIRONMENT=Production
    export Vdi__DataDirectory=$data Vdi__RunDirectory=$run Vdi__Store__ConnectionString=$database
    export Vdi__Listen=$listen_url Vdi__PublicUrl=$public_url
    [[ -z $guests ]] || export Vdi__GuestsDirectory=$guests
    [[ -z $certificate ]] || export Vdi__Certificate__Path=$certificate Vdi__Certificate__KeyPath=$key
    [[ -z $trusted_proxies ]] || export Vdi__TrustedProxies=$trusted_proxies
    [[ -z $slots ]] || export Vdi__Host__Slots=$slots
    [[ $EUID -eq 0 ]] || return 0
    export Vdi__Qemu__RunAs=vdi-qemu
    for part in sudo -n -u vdi-qemu "$LAUNCHER"; do
        export "Vdi__Qemu__LauncherCommand__$((index++))=$part"
    done
}

# portal_verb VERB [ARGUMENT...]
portal_verb() {
    (become_portal "$app/VdiPortal.Portal" "$@") </dev/null
}

# start_portal: starts it in a session of its own, so that Ctrl-C reaches only this script, and passes on what it says.
# Sets portal (its process), reader (what reads its output) and seen (a file that is there once it is ready).
start_portal() {
    local places
    places=$(mktemp -d)
    seen=$places/ready
    mkfifo "$places/pipe"
    # shellcheck disable=SC2094 # a pipe is for both; opened for both first, because opening one end waits for the other
    exec 5<>"$places/pipe" 6<"$places/pipe" 7>"$places/pipe" 5>&-
    (exec <&6 6<&- 7>&- 9>&-; trap '' INT TERM HUP; read_portal) &
    reader=$!
    (exec >&7 2>&1 </dev/null 6<&- 7>&-; become_portal setsid "$app/VdiPortal.Portal") &
    portal=$!
    exec 6<&- 7>&-
    printf '%s %s\n' "$portal" "$(process_start "$portal")" | as "$service" tee "$run/portal.pid" >/dev/null
}

# await_portal: until it has ended; sets portal_code to its exit code. Once it was asked to end it has half a minute.
await_portal() {
    local tries
    portal_code=0
    { wait "$portal" || portal_code=$?; } 2>/dev/null
    if [[ $stopping ]]; then
        for ((tries = 0; tries < 300; tries++)); do
            process_start "$portal" >/dev/null || break
            sleep 0.1 || true
        done
        kill -KILL "$portal" 2>/dev/null || true
        { wait "$portal" || true; } 2>/dev/null
    fi
    as "$service" rm -f "$run/portal.pid"
    await_reader
}

# say_code_of CODE
say_code_of() {
    (($1 > 128)) && echo "killed by signal $(($1 - 128))" || echo "exit code $1"
}

# The rest of its output; a machine that still holds the pipe must not keep us.
await_reader() {
    local tries
    for ((tries = 0; tries < 20; tries++)); do
        kill -0 "$reader" 2>/dev/null || return 0
        sleep 0.05
    done
    kill -KILL "$reader" 2>/dev/null || true
}

# stop_portal: asks it to end; asked a second time it ends at once.
stop_portal() {
    if [[ $stopping ]]; then
        kill -KILL "$portal" 2>/dev/null || true
    else
        stopping=yes
        kill -TERM "$portal" 2>/dev/null || true
        busy "Stopping the portal" || true
    fi
}
