# shellcheck shell=bash
# The guest images: made once for each state of their recipe, kept outside the checkout. Needs say.sh and packages.sh.

# need_guests: sets guests to a directory with the images.
need_guests() {
    [[ -z $guests ]] || return 0
    local hash
    hash=$("$root/guests/build" --hash) || fail "The recipe of the guest images cannot be read."
    guests=$cache/guests/$hash
    [[ -d $guests ]] || make_guests
}

make_guests() {
    local needs began=$SECONDS
    read -ra needs <<<"$("$root/guests/build" --needs | paste -sd ' ')"
    need_packages "${needs[@]}"
    mkdir -p "$cache/guests"
    exec 7>>"$cache/guests.lock"
    flock --nonblock 7 || { busy "Waiting for another ./up that makes the guest images"; flock 7; }
    if [[ ! -d $guests ]]; then
        busy "Making the guest images, once (a few minutes)"
        "$root/guests/build" "$guests" </dev/null 7>&- 9>&- | show_guest_steps ||
            fail "The guest images could not be made; above is why." "Mend that and start ./up again, or use ready ones: --guests DIR"
        step "Guest images made in $((SECONDS - began)) s"
    fi
    exec 7>&-
}

show_guest_steps() {
    local line
    while IFS= read -r line; do
        [[ $line != STEP* ]] || busy "Making the guest images, ${line#STEP }"
    done
}
