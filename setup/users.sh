# shellcheck shell=bash
# Acting as another user: root steps down, anyone else stays who they are.

# as USER COMMAND...: runs the command as that user when we are root, as ourselves otherwise.
as() {
    local user=$1
    shift
    if [[ $EUID -ne 0 || $user == root ]]; then
        "$@"
    else
        setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups --inh-caps=-all -- "$@"
    fi
}
