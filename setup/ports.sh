# shellcheck shell=bash
# Whether a TCP port is free, read from the kernel's tables: no connection is made and no tool is needed.

# port_listeners PORT: lines "address inode" of everything that listens on it, addresses as in /proc/net/tcp.
port_listeners() {
    local hex
    printf -v hex '%04X' "$1"
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r _ address _ state _ _ _ _ _ inode _; do
        [[ $state != 0A || ${address#*:} != "$hex" ]] || echo "${address%:*} $inode"
    done
}

# port_address ADDRESS: an IPv4 address the way the kernel's table writes it; nothing for others.
port_address() {
    [[ $1 =~ ^([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)$ ]] || return 0
    printf '%02X%02X%02X%02X\n' "${BASH_REMATCH[4]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[1]}"
}

# port_taken ADDRESS PORT: prints who has it and succeeds, or fails if it is free. An IPv4 address clashes only
# with itself and with "any"; for any other way to listen every listener on the port counts.
port_taken() {
    local wanted address inode
    wanted=$(port_address "$1")
    [[ $wanted != 00000000 ]] || wanted=''
    while read -r address inode; do
        if [[ -z $wanted || $address == "$wanted" || $address =~ ^0+$ || $address == *FFFF0000"$wanted" ]]; then
            port_owner "$inode"
            return 0
        fi
    done < <(port_listeners "$2")
    return 1
}

# port_allowed PORT: whether a program that is not root may listen on it; prints the lowest port that it may.
port_allowed() {
    local least=1024
    { read -r least </proc/sys/net/ipv4/ip_unprivileged_port_start; } 2>/dev/null || true
    echo "$least"
    (($1 >= least))
}

# port_owner INODE: "name (process N)" of the socket's owner, as far as we may see it.
port_owner() {
    local link pid
    link=$(find /proc/[0-9]*/fd -lname "socket:\[$1\]" -print -quit 2>/dev/null) || true
    [[ $link =~ ^/proc/([0-9]+)/ ]] || { echo "another program"; return; }
    pid=${BASH_REMATCH[1]}
    echo "$(cat "/proc/$pid/comm" 2>/dev/null) (process $pid)"
}
