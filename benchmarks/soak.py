"""Two hundred releases, night by night, with kills and clock jumps by chance: `make soak`, or `--releases 50` for less.

Two folders see the same documents at the same times. In one the runs are killed now and then, once or several times
before the one that ends; in the other nothing happens. In the end both have to hold the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from benchmarks.accuracy import verdict
from benchmarks.speed import REPO, with_bytecode

BODIES, RELEASES, KILLS, KEPT = 5, 200, 0.5, 6
FLAT = 1.15
JUMPS = (timedelta(days=-366), timedelta(days=-1), timedelta(hours=1), timedelta(days=400))
BEGIN = datetime(2026, 11, 20, 2, tzinfo=UTC)
GEN = (sys.executable, "-m", "gen")
CONFIG = '[brief]\nformats = ["json", "md", "html"]\nlanguages = ["zh", "en"]\n\n[publish]\nkeep = {kept}\n\n{bodies}'


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run came to: its exit code, seconds, memory at the peak, and the most files it held open."""

    code: int
    seconds: float
    peak_mb: float
    open_files: int


@dataclass(frozen=True, slots=True)
class Night:
    """One night: the time, the documents by file, and the seconds after which runs are killed before the last."""

    at: datetime
    documents: dict[str, str]
    kills: tuple[float, ...]


def nights(seed: int, releases: int) -> list[Night]:
    """So many nights that there are so many releases; the same seed makes the same nights."""
    chance, at = random.Random(seed), BEGIN
    units = {f"b{number}": [f"第{letter}司" for letter in "甲乙丙丁戊己庚辛"] for number in range(BODIES)}
    found = []
    for number in range(releases // BODIES):
        for body, names in units.items():
            names[chance.randrange(len(names))] = f"{body}第{number}号新设司"
        documents = {f"inbox/{body}/a.txt": _page(body, names) for body, names in units.items()}
        kills = [chance.random() for _ in range(chance.choice((1, 1, 2)))] if chance.random() < KILLS else []
        found.append(Night(at, documents, tuple(kills)))
        at += timedelta(days=1) if chance.random() < 0.8 else chance.choice(JUMPS)
    return found


def _page(body: str, units: Sequence[str]) -> str:
    listed = "\n".join(f"* {unit}" for unit in units)
    return f"{body}部\n== 主要职责 ==\n（一）负责文电运转。\n（二）拟订发展规划。\n== 内设机构 ==\n{listed}\n"


def ran(folder: Path, env: dict[str, str], at: datetime, kill_after: float | None = None) -> Ran:
    """One run, killed after some seconds where that is asked."""
    began, most = time.perf_counter(), 0
    process = subprocess.Popen(
        [*GEN, "run", "--jobs", "1", "--now", at.isoformat()], cwd=folder, env=env, stderr=subprocess.DEVNULL
    )
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - began
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return Ran(process.returncode, seconds, used.ru_maxrss / 1024, most)
        most = max(most, _open_files(process.pid))
        if kill_after is not None and seconds > kill_after:
            os.kill(process.pid, signal.SIGKILL)
        time.sleep(0.01)


def _open_files(pid: int) -> int:
    try:
        return len([*Path(f"/proc/{pid}/fd").iterdir()])
    except OSError:
        return 0


def soaked(folder: Path, env: dict[str, str], all_nights: Sequence[Night], *, disturbed: bool) -> tuple[list[Ran], int]:
    """The runs that came to their end, one a night, and how many were killed before that."""
    folder.mkdir()
    bodies = "\n".join(f'[body.b{number}]\nsources = ["inbox/b{number}"]\n' for number in range(BODIES))
    (folder / "gen.toml").write_text(CONFIG.format(kept=KEPT, bodies=bodies), "utf-8")
    runs, killed, usual = list[Ran](), 0, 2.0
    for night in all_nights:
        for name, text in night.documents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        for moment in night.kills if disturbed else ():
            killed += ran(folder, env, night.at, moment * usual).code == -signal.SIGKILL
        runs.append(ran(folder, env, night.at))
        if not night.kills:
            usual = runs[-1].seconds
        assert runs[-1].code == 0, f"the run of {night.at} ended with {runs[-1].code}"
    return runs, killed


def ends(folder: Path) -> dict[str, str]:
    """The hash of every file that counts in the end, by its path; the state without what it says of inodes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("out/.gen/runs/"):
            data = path.read_bytes()
            found[name] = hashlib.sha256(_settled(data) if name == "out/.gen/state.json" else data).hexdigest()
    return found


def _settled(state: bytes) -> bytes:
    said = json.loads(state)
    for body in said["bodies"].values():
        body.update(inputs="", outputs="")
    return json.dumps({**said, "pages": ""}, sort_keys=True).encode()


def grown(runs: Sequence[Ran], name: str) -> tuple[float, float]:
    """A figure of the runs at the beginning and at the end, each the median of a quarter; the first run is left out."""
    figures = [float(getattr(run, name)) for run in runs[1:]]
    part = max(1, len(figures) // 4)
    return statistics.median(figures[:part]), statistics.median(figures[-part:])


def main() -> None:
    """Prints the figures; the exit code is 1 where the bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=RELEASES)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name)
        env = with_bytecode(kept / "bytecode") | {"PYTHONPATH": str(REPO)}
        all_nights = nights(given.seed, given.releases)
        runs, killed = soaked(kept / "disturbed", env, all_nights, disturbed=True)
        soaked(kept / "quiet", env, all_nights, disturbed=False)
        found, wanted = ends(kept / "disturbed"), ends(kept / "quiet")
        made = len([*(kept / "disturbed/snapshots").glob("*/*.yaml")])
    jumps = sum(abs(new.at - old.at - timedelta(days=1)) > timedelta() for old, new in pairwise(all_nights))
    print(f"{made} releases of {BODIES} bodies in {len(all_nights)} nights; {killed} runs killed, {jumps} clock jumps")
    print(f"    files that differ from those of nights nobody disturbed: {len(found.items() ^ wanted.items())}")
    for figure, unit in (("peak_mb", "MB at the peak"), ("open_files", "files open"), ("seconds", "s a night")):
        first, last = grown(runs, figure)
        print(f"    {unit}: {first:.1f} in the first quarter, {last:.1f} in the last")
        if figure != "seconds":
            print("  " + verdict("last to first", last / first, FLAT, most=True))
    for one in sorted({path for path, _ in found.items() ^ wanted.items()})[:10]:
        print(f"    differs: {one}")
    sys.exit(found != wanted)


if __name__ == "__main__":
    main()
