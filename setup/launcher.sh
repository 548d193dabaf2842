# shellcheck shell=bash
# Lets user vdiportal start QEMU as user vdi-qemu: one program in a place that only root can write, one rule for
# sudo. Needs say.sh and users.sh.

LAUNCHER=/usr/local/lib/vdiportal/qemu-launch
LAUNCHER_RULE=/etc/sudoers.d/vdiportal

# sudo runs the program in its own process, without a terminal or a login session of its own, when none of these is on.
launcher_rule() {
    cat <<RULE
# VdiPortal: the portal starts its machines as a user that can reach neither its database nor its keys.
Defaults:vdiportal !use_pty, !pam_session, !pam_setcred, !requiretty, !log_input, !log_output, env_reset, umask=0007, umask_override
vdiportal ALL=(vdi-qemu) NOPASSWD: $LAUNCHER
RULE
}

# install_launcher: puts both in place if they differ from what they should be.
install_launcher() {
    if ! cmp --silent "$root/setup/qemu-launch" "$LAUNCHER"; then
        install -D --owner=root --group=root --mode=755 "$root/setup/qemu-launch" "$LAUNCHER"
    fi
    if ! cmp --silent <(launcher_rule) "$LAUNCHER_RULE"; then
        launcher_rule >"$LAUNCHER_RULE.new"
        chmod 440 "$LAUNCHER_RULE.new"
        visudo --check --quiet --file="$LAUNCHER_RULE.new" || fail "sudo refuses the rule in $LAUNCHER_RULE.new."
        mv "$LAUNCHER_RULE.new" "$LAUNCHER_RULE"
    fi
}

# check_launcher: whether it works in earnest.
check_launcher() {
    as vdiportal sudo -n -u vdi-qemu "$LAUNCHER" qemu-img --version >/dev/null </dev/null ||
        fail "User vdiportal may not start QEMU as user vdi-qemu." \
            "Look whether /etc/sudoers includes /etc/sudoers.d and whether another rule forbids it: sudo -l -U vdiportal"
}
