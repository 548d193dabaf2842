# shellcheck shell=bash
# Debian packages that are missing. Needs say.sh.

# missing_packages NAME...: those that are not installed.
missing_packages() {
    local name installed
    installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null) || true
    for name; do
        grep --quiet --line-regexp --fixed-strings "$name installed" <<<"$installed" || echo "$name"
    done
}

# need_packages NAME...: installs what is missing, as root or through sudo; otherwise says what to install.
need_packages() {
    local missing rights=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if [[ $EUID -ne 0 ]]; then
        may_sudo || fail "These Debian packages are missing: ${missing[*]}" \
            "Install them as root and start again:" "  apt-get install --no-install-recommends ${missing[*]}"
        rights=(sudo)
        [[ ! $moving ]] || warn "sudo may ask for your password to install ${missing[*]}"
    fi
    without_main_cluster "${missing[@]}"
    busy "Installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! apt_install >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        fail "The packages could not be installed; above is what apt said." "Mend that, or install them yourself: ${missing[*]}"
    fi
    rm -f "$log"
    step "Installed ${missing[*]}"
}

# Package lists may be absent (a fresh container) or stale; fetch them only when installing without fails.
apt_install() {
    local apt=("${rights[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes -o DPkg::Lock::Timeout=300)
    "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null 9>&- ||
        { "${apt[@]}" update </dev/null && "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null; } 9>&-
}

may_sudo() {
    command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }
}

# Debian starts a server of its own with the package; ours is private, so theirs would only idle.
without_main_cluster() {
    [[ " $* " == *" postgresql-"* && ! -e /etc/postgresql ]] || return 0
    "${rights[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | "${rights[@]}" tee /etc/postgresql-common/createcluster.d/vdiportal.conf >/dev/null
}
