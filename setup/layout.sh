# shellcheck shell=bash
# Where everything lies, and who may do what there (docs/operations.md has the table). Needs say.sh and users.sh.
#
# Root makes only what root keeps. Whatever vdiportal owns is made by vdiportal: root never follows a path that
# the portal could have replaced.

# choose_places: sets service (the user of the portal), run and cache from data.
choose_places() {
    local name
    name=$(printf %s "$data" | sha256sum | cut -c 1-8)
    if [[ $EUID -eq 0 ]]; then
        service=vdiportal
        [[ $data != /var/lib/vdiportal ]] || name=main
        run=/run/vdiportal/$name
        cache=/var/cache/vdiportal
    else
        service=$(id -un)
        run=$data/run
        # A unix socket's path has at most 107 bytes; the agent needs 47 of them.
        ((${#run} <= 60)) || run=/tmp/vdiportal-$EUID/$name
        cache=${XDG_CACHE_HOME:-$HOME/.cache}/vdiportal
    fi
}

# make_places: the directories with their rights.
make_places() {
    umask 022
    mkdir -p "$cache"
    if [[ $EUID -eq 0 ]]; then
        make_system_places
    else
        make_own_places
    fi
}

make_system_places() {
    mkdir -p "$(dirname "$data")" /run/vdiportal
    # Sticky: vdiportal may add to it, but cannot replace what is root's (the program that it runs).
    install --directory --owner=root --group=vdiportal --mode=1771 "$data"
    install --directory --owner=root --group=root --mode=755 "$data/app"
    install --directory --owner=root --group=vdiportal --mode=750 "$data/log"
    as vdiportal test -x "$data" ||
        fail "User vdiportal cannot reach $data: a directory above it is closed to others." "Choose another one: --data DIR"
    as vdiportal install --directory --mode=700 "$data/keys"
    local name
    for name in images desktops overlays machines; do
        as vdiportal install --directory --group=vdi-qemu --mode=2770 "$data/$name"
    done
    [[ -d $run ]] || install --directory --owner=vdiportal --group=vdi-qemu --mode=2770 "$run"
    as vdiportal install --directory --group=vdiportal --mode=700 "$run/postgres"
}

make_own_places() {
    [[ -d $data ]] || install --directory --mode=700 "$data"
    [[ -O $data && -w $data ]] || fail "The data directory $data belongs to someone else." "Choose another one: --data DIR"
    if [[ $run != "$data"/* ]]; then
        mkdir -m 700 "${run%/*}" 2>/dev/null || [[ -O ${run%/*} && ! -L ${run%/*} ]] ||
            fail "${run%/*} belongs to someone else." "Remove it, or choose a data directory with a shorter path."
    fi
    install --directory --mode=700 "$data/app" "$data/log" "$run" "$run/postgres" "$data/keys"
}

# give_certificate: a copy of certificate and key that the portal can read; sets both to it.
give_certificate() {
    [[ -n $certificate && $EUID -eq 0 ]] || return 0
    as "$service" install --directory --mode=700 "$data/keys/tls"
    as "$service" sh -c 'umask 077; cat >"$1"' - "$data/keys/tls/certificate.pem" <"$certificate"
    as "$service" sh -c 'umask 077; cat >"$1"' - "$data/keys/tls/key.pem" <"$key"
    certificate=$data/keys/tls/certificate.pem key=$data/keys/tls/key.pem
}
