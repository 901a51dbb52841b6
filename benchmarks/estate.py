"""Many bodies in one store, as cron meets them: `python -m benchmarks.estate` (--small leaves out 2,000 bodies).

A body has three made releases and one document, which is that of its latest release. Measured are a run that finds
nothing new, beside a process that only looks at every file, and a first run with one worker and with two.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import verdict
from benchmarks.maker import tree
from benchmarks.ours import snapshot
from benchmarks.reform import Reform
from benchmarks.speed import REPO, with_bytecode

SIZES, UNITS, BRIEFINGS, ROUNDS = (200, 2_000), 3, 12, 5
QUIET, FLAT, JOBS = 3.0, 1.5, 1.6
RELEASES = ("2019", "2022", "2025")
GEN = (sys.executable, "-m", "gen")
LOOK = """
import os, sys
def look(folder):
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            look(entry.path)
        else:
            entry.stat(follow_symlinks=False)
look(sys.argv[1])
"""


@dataclass(frozen=True, slots=True)
class Took:
    """What one process and those it started took."""

    cpu: float
    wall: float
    peak_mb: float
    said: str


def took(folder: Path, env: dict[str, str], *command: str) -> Took:
    """What a command takes; raises CalledProcessError where it fails."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        said = process.stdout.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output=said)
    return Took(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, said)


def estate(folder: Path, bodies: int, formats: str) -> Path:
    """Writes gen.toml, the store and the documents of so many bodies."""
    made = Reform.of(UNITS, 1), Reform.of(UNITS, 2)
    trees = [tree(made[0].old, "zh"), tree(made[0].new, "zh"), tree(made[1].new, "zh")]
    texts = dict(zip(RELEASES, _texts(folder, trees), strict=True))
    settings = [f'store = "snapshots"\nout = "out"\n\n[brief]\nformats = [{formats}]\n']
    (folder / "inbox").mkdir()
    for number in range(bodies):
        body = f"b{number:04}"
        document = f"{body}\n".encode()
        (folder / "inbox" / f"{body}.txt").write_bytes(document)
        (folder / "snapshots" / body).mkdir(parents=True)
        for release, text in texts.items():
            said = text.replace("body: made", f"body: {body}")
            if release == RELEASES[-1]:
                said = said.replace("0" * 64, hashlib.sha256(document).hexdigest())
            (folder / "snapshots" / body / f"{release}.yaml").write_text(said, "utf-8")
        settings.append(f'[body.{body}]\nsources = ["inbox/{body}.txt"]\n')
    (folder / "gen.toml").write_text("\n".join(settings), "utf-8")
    return folder


def _texts(folder: Path, trees: list[dict[str, object]]) -> list[str]:
    """The files of the releases of one body, as the store writes them."""
    from gen.store import Store

    store = Store(folder / "made")
    files = [store.save(snapshot(one, release)) for one, release in zip(trees, RELEASES, strict=True)]
    texts = [file.read_text("utf-8") for file in files]
    shutil.rmtree(folder / "made")
    return texts


def quiet(folder: Path, env: dict[str, str], bodies: int) -> Took:
    """Prints what a run with nothing new takes on so many bodies, and returns it."""
    first = took(estate(folder, bodies, '"json"'), env, *GEN, "run")
    runs, looks = [], []
    for _ in range(ROUNDS):
        runs.append(took(folder, env, *GEN, "run"))
        looks.append(took(folder, env, sys.executable, "-c", LOOK, str(folder)))
    assert not any(one.said for one in runs), runs[0].said
    run, look = (min(each, key=lambda one: one.cpu) for each in (runs, looks))
    files = sum(len(found) for _, _, found in os.walk(folder))
    print(f"{bodies} bodies, {files} files; the first run took CPU {first.cpu:.1f} s")
    print(f"    nothing new: CPU {run.cpu:.2f} s, wall {run.wall:.2f} s, peak {run.peak_mb:.0f} MB")
    print(f"    every file looked at: CPU {look.cpu:.2f} s, wall {look.wall:.2f} s")
    print("  " + verdict("CPU against that", run.cpu / look.cpu, QUIET, most=True), flush=True)
    return run


def busy(folder: Path, env: dict[str, str]) -> None:
    """Prints what first runs take that make every format, with one worker and with two."""
    took(estate(_new(folder / "first"), 1, ""), env, *GEN, "run")
    times: dict[int, list[Took]] = {1: [], 2: []}
    for number in range(2):
        for jobs, each in times.items():
            place = estate(_new(folder / f"{jobs}-{number}"), BRIEFINGS, "")
            each.append(took(place, env, *GEN, "run", "--jobs", str(jobs)))
    one, two = (statistics.median(took.wall for took in each) for each in times.values())
    cpu, peak = (min(getattr(took, name) for took in times[1]) for name in ("cpu", "peak_mb"))
    print(f"{BRIEFINGS} bodies briefed for the first time, every format: wall {one:.1f} s, with two jobs {two:.1f} s")
    print(f"    a briefing: CPU {cpu / BRIEFINGS:.2f} s; the largest process at its peak {peak:.0f} MB")
    print("  " + verdict("one job to two, wall", one / two, JOBS), flush=True)
    same = len({_bytes(place) for place in folder.glob("[12]-*")}) == 1
    print(f"    the same bytes from one worker and from two: {'yes' if same else 'NO'}")


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _bytes(folder: Path) -> str:
    """One hash of all that was published."""
    files = sorted(path for path in (folder / "out").rglob("*") if path.is_file() and ".gen" not in path.parts)
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()


def main() -> None:
    """Prints the promises about many bodies; the exit code is 0 even where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="200 bodies only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name)
        env = with_bytecode(kept / "bytecode") | {"PYTHONPATH": str(REPO)}
        runs = [quiet(_new(kept / str(bodies)), env, bodies) for bodies in (SIZES[:1] if given.small else SIZES)]
        if len(runs) == len(SIZES):
            growth = runs[1].peak_mb / runs[0].peak_mb
            print(verdict("memory of a run with nothing new, many bodies to few", growth, FLAT, most=True))
        busy(_new(kept / "busy"), env)


if __name__ == "__main__":
    main()
