# shellcheck shell=bash
# Builds the portal into the data directory, once for each state of the source. Needs say.sh, users.sh and dotnet.sh.

# source_hash: a name for everything that the build reads.
source_hash() {
    (
        cd "$root" || exit 1
        find src wwwroot build Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt package-lock.json \
            \( -name bin -o -name obj -o -path wwwroot/lib -o -path wwwroot/_framework \) -prune -o -type f -print0 |
            LC_ALL=C sort --zero-terminated | xargs -0 sha256sum
    ) | sha256sum | cut -c 1-16
}

# publish_portal: sets app to the published portal, building it if there is none of this source yet.
publish_portal() {
    [[ -z $app ]] || return 0
    app=$data/app/$(source_hash)
    if [[ ! -d $app ]]; then
        need_sdk
        command -v npm >/dev/null || need_packages nodejs npm
        build_portal "$app"
        step "Portal built"
    fi
    touch "$app"
    remove_old_portals
}

# build_portal TARGET: whoever owns the checkout builds, so that no file of another owner stays behind in it.
build_portal() {
    local owner out log
    owner=$(stat --format=%U "$root")
    [[ $EUID -eq 0 ]] || owner=$(id -un)
    out=$(as "$owner" mktemp -d)
    log=$out.log
    busy "Building the portal"
    if ! (cd "$root" && as "$owner" env HOME="$(getent passwd "$owner" | cut -d : -f 6)" \
        dotnet publish src/VdiPortal.Portal --configuration Release --output "$out" --nologo </dev/null 9>&- 2>&1) |
        tee "$log" | show_build "Building the portal"; then
        grep -E ' (error|warning) ' "$log" | sort -u | head -n 15 >&2
        as "$owner" rm -rf "$out"
        fail "The portal could not be built; above are the errors." "All that was said: $log"
    fi
    rm -rf "$1.new"
    cp -rT "$out" "$1.new"
    chmod -R u=rwX,go=rX "$1.new"
    mv -T "$1.new" "$1"
    as "$owner" rm -rf "$out" && rm -f "$log"
}

# show_build TEXT: says which project the build on standard input has reached.
show_build() {
    local line
    while IFS= read -r line; do
        [[ $line != *' -> '* ]] || busy "$1:${line%% -> *}"
    done
}

# The one before stays, for whoever goes back to it.
remove_old_portals() {
    find "$data/app" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | tail -n +3 | cut -d ' ' -f 2- | xargs -r -d '\n' rm -rf
}
