# shellcheck shell=bash
# What tests and benchmarks need on the machine. Needs say.sh, packages.sh, dotnet.sh, publish.sh and guests.sh.

# prepare_testing GUESTS(yes or empty) PACKAGE...: packages, guest images (VDI_GUESTS), a database server (VDI_TEST_POSTGRES).
prepare_testing() {
    local with_guests=$1 packages=("${@:2}")
    need_sdk
    command -v npm >/dev/null || packages+=(nodejs npm)
    ((${#packages[@]} == 0)) || need_packages "${packages[@]}"
    [[ $with_guests ]] || return 0
    if [[ -z ${VDI_GUESTS:-} ]]; then
        guests='' cache=/var/cache/vdiportal
        [[ $EUID -eq 0 ]] || cache=${XDG_CACHE_HOME:-$HOME/.cache}/vdiportal
        need_guests
        export VDI_GUESTS=$guests
    fi
    VDI_TEST_POSTGRES=${VDI_TEST_POSTGRES:-$("$root/setup/test-postgres" start $$)}
    export VDI_TEST_POSTGRES
}

# build_all PROJECT-OR-SOLUTION: in Release, with two build processes at most.
build_all() {
    local log began=$SECONDS
    log=$(mktemp)
    busy "Building"
    if ! dotnet build "$root/$1" --configuration Release --nologo -maxcpucount:2 </dev/null 2>&1 | tee "$log" | show_build "Building"; then
        grep -E ' (error|warning) ' "$log" | sort -u | head -n 30 >&2 || tail -n 30 "$log" >&2
        rm -f "$log"
        fail "The build failed; above are the errors."
    fi
    rm -f "$log"
    step "Built in $((SECONDS - began)) s"
}
