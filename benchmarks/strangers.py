"""What gen does with hostile files: seconds and memory of `gen import` on each: `python -m benchmarks.strangers`.

Words pick families by their names; `--all` prints every file, not only the worst of a family and what is MISSED.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed import with_bytecode
from tests.security.strangers import FAMILIES, Stranger

SECONDS, MB = 1.0, 300
CALL = ("--body", "b", "--release", "2019", "--dry-run")
WORST, WAIT, MOST_FAULTS = 3, 20, 500


@dataclass(frozen=True, slots=True)
class Met:
    """What one process took and said; `wrong` names an end that is neither a reading nor an error in words."""

    stranger: Stranger
    cpu: float
    wall: float
    peak: float
    said: str
    wrong: str

    @property
    def missed(self) -> bool:
        """Whether it took more than it may, or ended otherwise than it must."""
        return bool(self.wrong) or self.cpu > SECONDS or self.peak > MB

    def __str__(self) -> str:
        name = f"{self.stranger.file} ({self.stranger.form or 'any form'}), {self.stranger.what}"
        verdict = f"   MISSED {self.wrong}" if self.missed else ""
        return f"  {self.cpu:6.2f} {self.wall:7.2f} {self.peak:5.0f}  {name}: {self.said[:110]}{verdict}"


def meet(stranger: Stranger, folder: Path, env: Mapping[str, str]) -> Met:
    """Lets a process of its own read the file, which another one made: memory is counted from the parent's on."""
    file, told = folder / stranger.file, folder / "told"
    maker = multiprocessing.get_context("fork").Process(target=lambda: file.write_bytes(stranger.data()))
    maker.start()
    maker.join()
    words = [sys.executable, "-P", "-m", "gen", "--store", str(folder / "store"), "import", str(file), *CALL]
    words += ["--as", stranger.form] if stranger.form else []
    began = time.perf_counter()
    with told.open("wb") as out:
        both = [(os.POSIX_SPAWN_DUP2, out.fileno(), target) for target in (1, 2)]
        child = os.posix_spawn(sys.executable, words, env, file_actions=both)
        limit = threading.Timer(WAIT, os.kill, (child, signal.SIGKILL))
        limit.start()
        _, status, used = os.wait4(child, 0)
        limit.cancel()
    wall, said = time.perf_counter() - began, told.read_text("utf-8", "replace").strip()
    code = os.waitstatus_to_exitcode(status)
    lines = said.splitlines() or [""]
    wrong = _wrong(code, said, len(lines))
    return Met(stranger, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, lines[0], wrong)


def _wrong(code: int, said: str, lines: int) -> str:
    if code not in (0, 2) or "Traceback" in said:
        return f"exit {code}"
    return f"{lines} lines" if code and lines > MOST_FAULTS + 1 else ""


def main() -> None:
    """Prints the table; the exit code is 0 even where a limit is passed."""
    everything, chosen = "--all" in sys.argv, [word for word in sys.argv[1:] if not word.startswith("-")]
    print(f"  CPU s  wall s  MB   at most {SECONDS:.0f} s and {MB} MB each")
    for name, family in FAMILIES.items():
        if chosen and not any(word in name for word in chosen):
            continue
        with tempfile.TemporaryDirectory() as folder:
            env = with_bytecode(Path(folder) / "bytecode")
            meet(next(family()), Path(folder), env)
            met = [meet(stranger, Path(folder), env) for stranger in family()]
        worst = sorted(met, key=lambda one: -one.cpu)[:WORST]
        for one in met:
            if everything or one.missed or one in worst:
                print(one, flush=True)
        count, cpu, peak = sum(one.missed for one in met), max(one.cpu for one in met), max(one.peak for one in met)
        verdict = f"{count} MISSED" if count else "all met"
        print(f"{name}: {len(met)} files, at most {cpu:.2f} s and {peak:.0f} MB: {verdict}", flush=True)


if __name__ == "__main__":
    main()
