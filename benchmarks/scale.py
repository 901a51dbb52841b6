"""How the diff grows: seconds and peak memory of the diff alone, beside the floor and beside other tools.

`python -m benchmarks.scale [--large] [--no-peers]`; --large adds the tree of 660,000 units.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import score
from benchmarks.accuracy import LIMIT, PEERS, REAL, TOOLS, run, table, versions
from benchmarks.score import UNIT_KINDS

SMALL, MIDDLE, LARGE = 3_200, 45_000, 660_000
FASTER, FLOOR_MIDDLE, FLOOR_LARGE, MEMORY, GROWTH = 10, 8, 5, 1536, 1.2
# The larger the body, the smaller the part of it that a reform touches.
SHARES = {SMALL: 1.0, MIDDLE: 0.5, LARGE: 0.1}
LIMITS = {SMALL: 100, MIDDLE: 100, LARGE: 300}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one comparison took; `found` is None where it took longer than it may."""

    units: int
    cpu: float
    peak_mb: float
    floor: float
    found: dict[str, Any] | None

    @property
    def done(self) -> bool:
        return self.found is not None

    @property
    def ratio(self) -> float:
        return self.cpu / self.floor


def measured(folder: Path, size: int, rounds: int) -> tuple[Measured, tuple[Path, Path, Path]]:
    """The fastest of several comparisons of one made pair of names alone, and its files."""
    # In a process of its own: a child's peak memory counts from that of the process that started it.
    size_of = ("--units", str(size), "--share", str(SHARES[size]), "--no-duties")
    made = run("benchmarks.organisation", folder / str(size), *size_of, limit=LIMIT * 10)
    files = (Path(made[0]), Path(made[1]), Path(made[2]))
    floors = [run("benchmarks.floor", *files[:2]) for _ in range(rounds)]
    floor = min(float(one["cpu"]) for one in floors if one)
    runs = []
    for _ in range(rounds):
        if (one := run("benchmarks.ours", *files[:2], "quiet", limit=LIMITS[size])) is None:
            return Measured(size, LIMITS[size], 0.0, floor, None), files
        runs.append(one)
    best = min(runs, key=lambda one: float(one["cpu"]))
    return Measured(best["units"], best["cpu"], best["peak_mb"], floor, best), files


def beside(files: tuple[Path, Path, Path], tools: Sequence[str]) -> None:
    """A table of gen and the other tools on one pair; the best of them is the one with the highest all-F1."""
    truth = json.loads(files[2].read_text("utf-8"))
    ours = run("benchmarks.ours", *files[:2])
    if ours is None:
        return
    rows = [_row("gen", ours, ours, truth)]
    best = (0.0, 0.0, "")
    for name in tools:
        found = run("benchmarks.peers", name, *files[:2])
        if found is None:
            rows.append([name, "-", f"> {LIMIT}", "-", f"> {LIMIT / ours['cpu']:.0f}"])
            continue
        rows.append(_row(name, found, ours, truth))
        best = max(best, (_reached(found, truth), found["cpu"] / ours["cpu"], name))
    print(f"\nBeside other tools, {truth['n_a']} units ({files[0].name})")
    print(table(["tool", "all-F1", "CPU s", "peak MB", "of gen's time"], rows))
    if tools:
        told(f"time of the best of them, {best[2]}: {best[1]:.1f} × gen's, at least {FASTER} ×", best[1] >= FASTER)


def _row(name: str, found: dict[str, Any], ours: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    ratio = found["cpu"] / ours["cpu"]
    return [name, f"{_reached(found, truth):.3f}", f"{found['cpu']:.3f}", f"{found['peak_mb']:.0f}", f"{ratio:.2f}"]


def _reached(found: dict[str, Any], truth: dict[str, Any]) -> float:
    units = score.clear(score.read(found["unit"]), truth)
    tallied = score.tallies(units, score.unit_truth(truth), UNIT_KINDS)
    return score.total(tallied, UNIT_KINDS).f1 or 0.0


def targets(taken: Sequence[Measured]) -> None:
    """Every promise about size, met or missed."""
    for one, most in zip(taken[1:], (FLOOR_MIDDLE, FLOOR_LARGE), strict=False):
        told(
            f"{one.units} units against the floor: {shown(one, one.ratio, '.1f')} ×, at most {most} ×",
            one.done and one.ratio <= most,
        )
    if len(taken) > 2:
        large = taken[2]
        memory = large.done and large.peak_mb <= MEMORY
        told(f"memory at {large.units} units: {shown(large, large.peak_mb, '.0f')} MB, at most {MEMORY} MB", memory)
    for one, other in pairwise(taken):
        power = math.log(other.cpu / one.cpu) / math.log(other.units / one.units)
        linear = one.done and other.done and power <= GROWTH
        told(
            f"growth from {one.units} to {other.units}: units ^ {shown(other, power, '.2f')}, at most {GROWTH}", linear
        )
    numeric = sorted({name for one in taken if one.found for name in one.found["numeric"]})
    told(f"numpy or scipy loaded: {', '.join(numeric) or 'none'}", not numeric)


def told(what: str, met: bool) -> None:
    print(f"  {what}: {'met' if met else 'MISSED'}", flush=True)


def shown(one: Measured, value: float, form: str) -> str:
    """The value, or more than it where the comparison was stopped."""
    return f"{'' if one.done else '> '}{value:{form}}"


def main() -> None:
    """Prints every table; the exit code is 0 even where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    tools = () if given.no_peers or not PEERS.is_dir() else TOOLS
    print(versions(tools))
    with tempfile.TemporaryDirectory() as folder:
        taken, files = [], None
        for size, rounds in ((SMALL, 5), (MIDDLE, 3), *(((LARGE, 1),) if given.large else ())):
            one, made = measured(Path(folder), size, rounds)
            taken.append(one)
            files = files or made
        head = ["names alone, units", "CPU s", "peak MB", "floor s", "of the floor", "changes"]
        rows = [
            [
                str(m.units),
                shown(m, m.cpu, ".2f"),
                f"{m.peak_mb:.0f}",
                f"{m.floor:.3f}",
                shown(m, m.ratio, ".1f"),
                str(m.found["changes"]) if m.found else "-",
            ]
            for m in taken
        ]
        print(f"\nThe diff alone\n{table(head, rows)}")
        targets(taken)
        assert files is not None
        beside(real_files() or files, tools)


def real_files() -> tuple[Path, Path, Path] | None:
    """The real pair of names alone that the other tools are timed on; None where it is not here."""
    files = tuple(REAL / f"divisions-1995-1996.{end}.json" for end in ("a", "b", "truth"))
    return (files[0], files[1], files[2]) if files[2].exists() else None


if __name__ == "__main__":
    main()
