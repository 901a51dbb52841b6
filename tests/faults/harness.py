"""The real command as a process, strace to see and to disturb its calls, and what stands on the disk afterwards."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.run.estate import Estate

REPO = Path(__file__).parents[2]
GEN = (sys.executable, "-P", "-m", "gen")
NOISE = ("inputs", "outputs")
_CALLS = (
    "open,openat,creat,write,writev,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,"
    "mkdir,mkdirat,rmdir,truncate,ftruncate,chmod,fchmod,fchmodat,symlink,symlinkat,utimensat"
)
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
_WRITES = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)\b")


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


class Call(NamedTuple):
    """One call to the system: its name, which of that name it is, and how strace tells of it."""

    name: str
    number: int
    said: str


def environment(**more: str) -> dict[str, str]:
    """A small one; hashes of texts are the same in every run, so that calls come in the same order."""
    return {"PYTHONPATH": str(REPO), "PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", **more}


def started(estate: Estate, *asked: str, under: tuple[str, ...] = (), **more: str) -> subprocess.Popen[str]:
    """`gen` as a process of its own, begun."""
    return subprocess.Popen(
        [*under, *GEN, *asked],
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=estate.root,
    )


def gen(estate: Estate, *asked: str, under: tuple[str, ...] = (), **more: str) -> Ran:
    """`gen` as a process of its own, seen to its end."""
    with started(estate, *asked, under=under, **more) as process:
        out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out, err)


def run(estate: Estate, at: str, *asked: str, under: tuple[str, ...] = ()) -> Ran:
    """`gen run` with one worker."""
    return gen(estate, "run", "--jobs", "1", "--now", at, *asked, under=under)


@cache
def no_strace() -> str:
    """Why no call can be seen or disturbed here, nothing where they can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    try:
        done = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, text=True, timeout=20)
    except subprocess.TimeoutExpired:
        return "strace does not come to an end here"
    return "" if done.returncode == 0 else f"strace may not look at processes here: {done.stderr.strip()[:200]}"


@pytest.fixture
def traced() -> None:
    """Passes over a test where strace cannot be used."""
    if why := no_strace():
        pytest.skip(why)


def strace(log: Path, *more: str, children: bool = False) -> tuple[str, ...]:
    """The words before a command that have strace write down its calls; of the first thread alone, or of all."""
    return ("strace", "-qq", "-y", *(["-f"] if children else []), "-o", str(log), "-e", f"trace={_CALLS}", *more)


def calls(log: Path, root: Path) -> Iterator[Call]:
    """The calls that strace wrote down which change something below a folder, or bring a change to the disk."""
    count = Counter[str]()
    for line in log.read_text("utf-8", "replace").splitlines():
        if not (found := _LINE.match(line)):
            continue
        name = found[1]
        count[name] += 1
        if f"{root}/" in line and (not name.startswith("open") or _WRITES.search(line)):
            yield Call(name, count[name], found[0])


def same(call: Call) -> str:
    """A call without what differs from one run to the next: the number of the process and the outcome."""
    return re.sub(r"\.\d+\.tmp", ".tmp", call.said.rpartition(" = ")[0] or call.said)


def ends(estate: Estate) -> dict[str, bytes]:
    """Every file that counts in the end; of the state what says nothing of times and inodes."""
    found = estate.bytes()
    state = "out/.gen/state.json"
    return {**found, state: _settled(found[state])} if state in found else found


def _settled(state: bytes) -> bytes:
    said = json.loads(state)
    said["pages"] = ""
    for body in said["bodies"].values():
        body.update(dict.fromkeys(NOISE, ""))
    return json.dumps(said, sort_keys=True).encode()


def strays(estate: Estate) -> list[str]:
    """The temporary files that lie about."""
    return [str(path.relative_to(estate.root)) for path in estate.root.rglob("*.tmp")]


def again(start: Path, estate: Estate) -> None:
    """Puts everything back as it was."""
    shutil.rmtree(estate.root)
    shutil.copytree(start, estate.root, symlinks=True)


def torn(found: Mapping[str, bytes], before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """The files that are neither as they were nor as they become."""
    return [path for path, data in found.items() if data not in (before.get(path), after.get(path))]


@pytest.fixture
def bound() -> tuple[str, ...]:
    """The words before a command that bind it to the modes of files, which root is not bound by."""
    if os.geteuid() != 0:
        return ()
    rights = "-dac_override,-dac_read_search"
    words = ("setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}")
    if not shutil.which("setpriv") or subprocess.run([*words, "true"], capture_output=True).returncode:
        pytest.skip("root reads and writes whatever the modes of files say, and setpriv is not to be had")
    return words
