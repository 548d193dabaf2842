# shellcheck shell=bash
# The options of ./up. Needs say.sh. A wrong one is refused with words before anything is touched.

usage() {
    cat <<'HELP'
Usage: ./up [OPTION...]

Sets up what is missing, starts VdiPortal and says where to open it. Ctrl-C stops it; desktops keep running.

  --port N                TCP port (default 8080)
  --listen ADDRESS        address to listen on (default 127.0.0.1; * for all)
  --public-url URL        the address people type, e.g. https://desks.example.org; browsers must come from exactly there
  --cert FILE --key FILE  serve https with this certificate (PEM, with its chain) and key
  --trusted-proxies LIST  addresses or networks of reverse proxies in front, separated by commas
  --data DIR              data directory (default /var/lib/vdiportal as root, ~/.local/share/vdiportal otherwise)
  --database-file FILE    file with the connection string of a PostgreSQL database to use instead of the private one;
                          the variable VDI_DATABASE does the same
  --database STRING       the same for a connection string without a password
  --slots N               how many desktops may run at a time (default: from the memory)
  --guests DIR            use these guest images instead of making them
  --app DIR               use this published portal instead of building it
  --show-log              show the portal's log here, too

Instead of starting:
  --stop-vms              end every desktop of the data directory
  --reset-admin [NAME]    print a one-time code that lets an administrator set a new password
  --help                  this text
HELP
}

# parse_options ARGUMENT...: sets the variables below.
parse_options() {
    port=8080 listen=127.0.0.1 public_url='' certificate='' key='' trusted_proxies='' data='' database=${VDI_DATABASE:-} slots='' guests=''
    app='' show_log='' action=run admin=''
    while (($#)); do
        case $1 in
            --stop-vms) action=stop-vms; shift; continue ;;
            --show-log) show_log=yes; shift; continue ;;
            --help | -h) usage; exit 0 ;;
            --reset-admin)
                action=reset-admin
                shift
                if (($#)) && [[ $1 != --* ]]; then admin=$1; shift; fi
                continue
                ;;
            --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
        esac
        (($# >= 2)) || case $1 in
            --port | --listen | --public-url | --cert | --key | --trusted-proxies | --data | --database-file | --database | --slots | --guests | --app)
                fail "$1 needs a value." "./up --help lists the options." ;;
        esac
        case $1 in
            --port) port=$2 ;;
            --listen) listen=$2 ;;
            --public-url) public_url=${2%/} ;;
            --cert) certificate=$2 ;;
            --key) key=$2 ;;
            --trusted-proxies) trusted_proxies=${2// /} ;;
            --data) data=$2 ;;
            --database) database_argument "$2" ;;
            --database-file) database_file "$2" ;;
            --slots) slots=$2 ;;
            --guests) guests=$2 ;;
            --app) app=$2 ;;
            *) fail "There is no option $1." "./up --help lists them." ;;
        esac
        shift 2
    done
    check_options
}

database_argument() {
    [[ ! ${1,,} =~ (password|pwd|passfile)[[:space:]]*= ]] ||
        fail "A password on a command line can be read by everyone on this machine." "Put the connection string into a file: --database-file FILE"
    database=$1
}

database_file() {
    [[ -r $1 ]] || fail "The file $1 cannot be read."
    database=$(grep -m 1 . "$1") || fail "The file $1 is empty."
}

check_options() {
    whole_number "$port" 1 65535 || fail "--port must be a number from 1 to 65535, not $port."
    [[ -z $slots ]] || whole_number "$slots" 1 1000 || fail "--slots must be a number from 1 to 1000, not $slots."
    [[ $listen != localhost ]] || listen=127.0.0.1
    [[ $listen != '*' ]] || listen=0.0.0.0
    is_address "$listen" || fail "--listen must be an IP address, * or localhost, not $listen."
    [[ $trusted_proxies =~ ^[0-9a-fA-F.:/,]*$ ]] || fail "--trusted-proxies must be addresses or networks separated by commas."
    [[ -z $public_url || $public_url =~ ^https?://[^/?#@]+$ ]] ||
        fail "--public-url must be an address without a path, such as https://desks.example.org, not $public_url."
    check_certificate
    check_directories
    [[ -n $public_url || $listen == 127.* || $listen == ::1 ]] ||
        fail "With --listen $listen people come from other machines: say which address they type." \
            "For example: --public-url $scheme://$(hostname).example.org:$port"
    listen_url=$scheme://$(url_host "$listen"):$port
    public_url=${public_url:-$listen_url}
}

check_certificate() {
    scheme=http
    [[ -n $certificate$key ]] || return 0
    [[ -n $certificate && -n $key ]] || fail "--cert and --key go together."
    [[ -r $certificate ]] || fail "The certificate $certificate cannot be read."
    [[ -r $key ]] || fail "The key $key cannot be read."
    scheme=https
    certificate=$(realpath "$certificate") key=$(realpath "$key")
}

check_directories() {
    if [[ -n $data ]]; then
        data=$(realpath --canonicalize-missing "$data")
    elif [[ $EUID -eq 0 ]]; then
        data=/var/lib/vdiportal
    else
        data=${XDG_DATA_HOME:-$HOME/.local/share}/vdiportal
    fi
    [[ -z $guests ]] || guests=$(realpath --canonicalize-existing "$guests" 2>/dev/null) || fail "The --guests directory does not exist."
    [[ -z $guests || -n $(find "$guests" -mindepth 2 -maxdepth 2 -name template.json -print -quit) ]] ||
        fail "There are no guest images in $guests." "Make some: guests/build DIR"
    [[ -z $app ]] || app=$(realpath --canonicalize-existing "$app" 2>/dev/null) || fail "The --app directory does not exist."
    [[ -z $app || -x $app/VdiPortal.Portal ]] || fail "There is no published portal in $app."
}

whole_number() {
    [[ $1 =~ ^[1-9][0-9]{0,8}$ ]] && (($1 >= $2 && $1 <= $3))
}

# is_address TEXT: whether it is an IPv4 or IPv6 address; of the latter only the letters are looked at.
is_address() {
    local part
    [[ $1 != *:* ]] || { [[ $1 =~ ^[0-9a-fA-F:.]+$ ]]; return; }
    [[ $1 =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] || return
    for part in ${1//./ }; do
        ((10#$part <= 255)) || return
    done
}

# url_host ADDRESS: the address as a URL writes it.
url_host() {
    [[ $1 == *:* ]] && echo "[$1]" || echo "$1"
}
