"""How right gen is, beside other tools: F1 by kind on made organisations and on real pairs with curated truth.

`python -m benchmarks.accuracy [--seeds 1,2,3] [--units 1000] [--no-peers]`
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import score
from benchmarks.organisation import write
from benchmarks.reform import Reform
from benchmarks.regions import Country
from benchmarks.score import DUTY_KINDS, JOINS, TANGLED, UNIT_KINDS, Tally

REPO = Path(__file__).parents[1]
REAL = REPO / ".." / "shared" / "cases" / "units"
PEERS = REPO / "build" / "peers"
TOOLS = ("xmldiff", "daff", "deepdiff", "jsonpatch")
LIMIT = 100
MADE_TARGETS = {"amended": 0.97, "moved": 0.95, "split or merged": 0.85}
REAL_TARGETS = {"divisions-1995-1996": 0.97, "divisions-2015-2016": 1.0}
SPANS = ((1, 1.0, 0.95), (10, 0.3, 0.93))
WRONG = 0.02

Files = tuple[Path, Path, Path]


def run(module: str, *words: str | Path, limit: int = LIMIT) -> Any:
    """What a child process printed as JSON; None if it took longer than `limit` seconds."""
    folders = (REPO, PEERS) if module == "benchmarks.peers" else (REPO,)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    command = (sys.executable, "-m", module, *map(str, words))
    try:
        done = subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


@dataclass(slots=True)
class Scores:
    """The tallies of one tool over several pairs."""

    unit: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    duty: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wrong: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    late: bool = False

    def take(self, found: dict[str, Any] | None, truth: dict[str, Any]) -> None:
        """Adds what a tool found about one pair; None is a tool that took too long."""
        if found is None:
            self.late = True
            return
        self.seconds += found["cpu"]
        true = score.unit_truth(truth)
        units = score.clear(score.read(found["unit"]), truth)
        _add(self.unit, score.tallies(units, true, (*UNIT_KINDS, *JOINS, TANGLED)))
        facts = list(found.get("unit_facts", ()))
        self.wrong += asserted([fact for fact in facts if fact[0] in units], units, true)
        if "duties" in truth and "duty" in found:
            self._duties(found, truth)

    def _duties(self, found: dict[str, Any], truth: dict[str, Any]) -> None:
        true, duties = score.duty_truth(truth), score.read(found["duty"])
        follows = truth["duties"]["follows_a"], truth["duties"]["follows_b"]
        duties["moved"] = score.without(duties.get("moved", set()), *follows)
        _add(self.duty, score.tallies(duties, true, (*DUTY_KINDS, *JOINS)))
        self.wrong += asserted(found["duty_facts"], duties, true)


def asserted(facts: Sequence[Any], found: score.Events, true: score.Events) -> Tally:
    """Of the events stated as fact: those that are true, and all of them."""
    said = [(kind, score.frozen(event)) for kind, event in facts]
    counted = [(kind, event) for kind, event in said if event in found.get(kind, ()) and kind in true]
    return Tally(sum(event in true[kind] for kind, event in counted), len(counted), 0)


def _add(into: dict[str, Tally], more: dict[str, Tally]) -> None:
    for kind, tally in more.items():
        into[kind] += tally


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as they need to be, the first one left-aligned."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(
        "  ".join(
            word.ljust(w) if n == 0 else word.rjust(w) for n, (word, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def f1(tally: Tally) -> str:
    return "-" if tally.f1 is None else f"{tally.f1:.3f}"


def unit_row(name: str, scores: Scores, kinds: Sequence[str]) -> list[str]:
    if scores.late:
        return [name, *["-"] * (len(kinds) + 1), f"> {LIMIT} s"]
    by_kind = [f1(scores.unit[kind]) for kind in kinds]
    return [name, *by_kind, f1(score.total(scores.unit, UNIT_KINDS)), f"{scores.seconds:.2f}"]


def verdict(name: str, reached: float | None, target: float, *, most: bool = False) -> str:
    met = reached is not None and (reached <= target if most else reached >= target)
    sign = "at most" if most else "at least"
    said = "-" if reached is None else f"{reached:.3f}"
    return f"  {name}: {said}, {sign} {target:.2f}: {'met' if met else 'MISSED'}"


def compared(pairs: Sequence[Files], tools: Sequence[str]) -> dict[str, Scores]:
    """The scores of gen and of every tool over the pairs."""
    out = {name: Scores() for name in ("gen", *tools)}
    for old, new, truth in pairs:
        said = json.loads(truth.read_text("utf-8"))
        for name, scores in out.items():
            found = run("benchmarks.ours", old, new) if name == "gen" else run("benchmarks.peers", name, old, new)
            scores.take(found, said)
    return out


def show_units(title: str, all_scores: dict[str, Scores], kinds: Sequence[str]) -> None:
    print(f"\n{title}")
    head = ["units", *kinds, "all-F1", "CPU s"]
    print(table(head, [unit_row(name, scores, kinds) for name, scores in all_scores.items()]), flush=True)


def show_wrong(scores: Scores) -> None:
    said, right = scores.wrong.found, scores.wrong.right
    share = (said - right) / said if said else 0.0
    print(verdict(f"stated as fact and wrong, {said - right} of {said}", share, WRONG, most=True))


def made(folder: Path, seeds: Sequence[int], units: int, tools: Sequence[str]) -> None:
    """Tables on made organisations with duties, Chinese for every seed, and English for the first."""
    for language, some in (("zh", seeds), ("en", seeds[:1])):
        pairs = [write(folder / f"{language}-{seed}", Reform.of(units, seed), language) for seed in some]
        scores = compared(pairs, tools if language == "zh" else ())
        title = f"Made organisations of {units} units, {language}, seeds {', '.join(map(str, some))}"
        show_units(title, scores, (*UNIT_KINDS, *JOINS, TANGLED))
        ours = scores["gen"]
        both = score.total(ours.duty, JOINS)
        head = ["duties", *DUTY_KINDS, *JOINS, "split or merged"]
        print(table(head, [["gen", *(f1(ours.duty[kind]) for kind in (*DUTY_KINDS, *JOINS)), f1(both)]]))
        for kind, target in MADE_TARGETS.items():
            tally = both if kind == "split or merged" else ours.duty[kind]
            print(verdict(f"duty {kind}", tally.f1, target))
        show_wrong(ours)


def countries(folder: Path, seeds: Sequence[int]) -> None:
    """Tables on made countries, names only: two for each seed, after one year and after ten."""
    for years, pace, target in SPANS:
        pairs = [
            write(folder / f"country-{years}-{seed}-{early}", Country.of(seed, years, early=early, pace=pace))
            for seed in seeds
            for early in (True, False)
        ]
        scores = compared(pairs, ())
        span = "a year" if years == 1 else f"{years} years"
        show_units(f"Made countries after {span}, names only, seeds {', '.join(map(str, seeds))}", scores, UNIT_KINDS)
        print(verdict("all-F1", score.total(scores["gen"].unit, UNIT_KINDS).f1, target))
        show_wrong(scores["gen"])


def real(tools: Sequence[str]) -> None:
    """Tables on the real pairs, or a line saying that they are not here."""
    truths = sorted(REAL.glob("*.truth.json"))
    if not truths:
        print(f"\nreal pairs: skipped, {REAL} is not here")
    for truth in truths:
        name = truth.name.removesuffix(".truth.json")
        scores = compared([(truth.with_name(f"{name}.a.json"), truth.with_name(f"{name}.b.json"), truth)], tools)
        show_units(f"Real pair {name}", scores, UNIT_KINDS)
        ours = scores["gen"]
        if name in REAL_TARGETS:
            print(verdict("all-F1", score.total(ours.unit, UNIT_KINDS).f1, REAL_TARGETS[name]))
        show_wrong(ours)


def main() -> None:
    """Prints every table; the exit code is 0 even where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    tools = () if given.no_peers or not PEERS.is_dir() else TOOLS
    print(versions(tools))
    with tempfile.TemporaryDirectory() as folder:
        seeds = [int(seed) for seed in given.seeds.split(",")]
        made(Path(folder), seeds, given.units, tools)
        countries(Path(folder), seeds)
    real(tools)


def versions(tools: Sequence[str]) -> str:
    """The Python and the tools compared with; that there are none, and why, where they are not set up."""
    python = f"Python {sys.version.split()[0]}, {os.cpu_count()} cores"
    if not tools:
        return f"{python}; no peers (make bench-peers sets them up)"
    listed = (REPO / "benchmarks" / "peers.txt").read_text("utf-8").split()
    return f"{python}; beside {', '.join(line.replace('==', ' ') for line in listed)}"


if __name__ == "__main__":
    main()
