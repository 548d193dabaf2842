# shellcheck shell=bash
# The .NET SDK that builds the portal, and the runtime that it runs on. Needs say.sh and users.sh.

# need_sdk: the SDK that global.json asks for.
need_sdk() {
    # shellcheck disable=SC2154 # root is the checkout
    (cd "$root" && dotnet --version) >/dev/null 2>&1 ||
        fail "The .NET 10 SDK is missing (global.json names the version)." \
            "Install the package dotnet-sdk-10.0 and see to it that 'dotnet' is in the PATH."
}

# runtime_root: the folder of the .NET runtime in use.
runtime_root() {
    dirname "$(readlink -f "$(command -v dotnet)")"
}

# readable_runtime USER COPY: prints a folder with the runtime that USER can read; a copy is made in COPY if the
# installed one lies in somebody's home.
readable_runtime() {
    local user=$1 copy=$2 installed
    installed=$(runtime_root)
    if as "$user" test -x "$installed/dotnet" -a -r "$installed/shared"; then
        echo "$installed"
        return
    fi
    if [[ ! -x $copy/dotnet ]]; then
        rm -rf "$copy.new"
        mkdir -p "$copy.new"
        cp -rL "$installed/dotnet" "$installed/host" "$installed/shared" "$copy.new/"
        chmod -R a+rX "$copy.new"
        mv -T "$copy.new" "$copy"
    fi
    echo "$copy"
}
