# shellcheck shell=bash
# Who runs what: root installs, user vdiportal runs the portal and its database, user vdi-qemu runs the machines.
# Whoever is not root runs everything as themselves.

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

# make_users: the two system users, if they are not there yet. vdiportal reaches the sockets and disks of the
# machines through the group vdi-qemu; vdi-qemu reaches nothing of vdiportal's.
make_users() {
    local user
    for user in vdiportal vdi-qemu; do
        getent passwd "$user" >/dev/null ||
            useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin "$user" ||
            fail "The system user $user could not be made."
    done
    join_group vdiportal vdi-qemu
    ! getent group kvm >/dev/null || join_group vdi-qemu kvm
}

# join_group USER GROUP
join_group() {
    [[ " $(id -Gn "$1") " == *" $2 "* ]] || usermod --append --groups "$2" "$1"
}
