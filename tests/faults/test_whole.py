"""Whole or not at all: a run is killed, or the disk refuses, at any call; the next plain run ends as if nothing had been.

Every call that changes the disk is a point, each with three faults. In an ordinary test run a sample of them is tried
under strace; GEN_FAULTS=all in the environment tries them all (half an hour).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.harness import Call, again, calls, ends, run, same, strace, strays, torn
from tests.run.estate import NEXT, NIGHT, UNITS, Estate, page

ALL = os.environ.get("GEN_FAULTS") == "all"
FAULTS = {"killed": "signal=KILL", "full": "error=ENOSPC", "broken": "error=EIO"}
_EVERY = 109
_MARKED = re.compile(r"out/(index\.html|index\.en\.html|feed\.xml|\.gen/)")


class Disturbed(NamedTuple):
    """A run on a new document that is to be disturbed: how all stood before it, and how it stands after a quiet one."""

    estate: Estate
    start: Path
    before: dict[str, bytes]
    wanted: dict[str, bytes]
    points: tuple[Call, ...]


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory: pytest.TempPathFactory) -> Disturbed:
    """Two releases in two languages and one that is to come, which takes the place of a briefing."""
    folder = tmp_path_factory.mktemp("whole")
    estate = Estate(folder / "estate")
    estate.root.mkdir()
    estate.configure(head='[brief]\nformats = ["json", "html"]\nlanguages = ["zh", "en"]\n[publish]\nkeep = 1\n')
    estate.put("inbox/a.txt", page())
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    assert run(estate, NIGHT) == (0, "", "")
    estate.put("inbox/a.txt", page(*UNITS, "数据局"))
    start, log = folder / "start", folder / "calls"
    shutil.copytree(estate.root, start)
    before = ends(estate)
    assert run(estate, NEXT, under=strace(log)) == (0, "", "")
    return Disturbed(estate, start, before, ends(estate), tuple(calls(log, estate.root)))


def _tried(points: tuple[Call, ...]) -> Iterator[tuple[Call, str]]:
    """Each point with each fault, or a sample that changes from one to the next."""
    every = [(point, fault) for point in points for fault in FAULTS]
    yield from every if ALL else every[::_EVERY]


def test_whatever_call_fails_or_is_the_last_the_next_run_makes_it_good(disturbed: Disturbed, traced: None) -> None:
    assert len(disturbed.points) > 100
    assert {point.name for point in disturbed.points} >= {"openat", "write", "fsync", "rename", "unlink", "mkdir"}
    said = [_tried_once(disturbed, point, fault) for point, fault in _tried(disturbed.points)]
    assert [one for one in said if one] == []
    assert said.count(None) <= len(said) // 2


def _tried_once(disturbed: Disturbed, point: Call, fault: str) -> str | None:
    """What is not as it should be after this fault, nothing where all is well, None where another call was hit."""
    estate, log = disturbed.estate, disturbed.start.with_name("log")
    again(disturbed.start, estate)
    done = run(estate, NEXT, under=strace(log, "-e", f"inject={point.name}:{FAULTS[fault]}:when={point.number}"))
    hit = next((call for call in calls(log, estate.root) if (call.name, call.number) == point[:2]), None)
    told = f"{fault} at {point.name} {point.number}, {same(point)}: "
    if hit is None or same(hit) != same(point):
        return None
    found = {path: data for path, data in ends(estate).items() if not path.endswith((".tmp", "/.retired.json"))}
    if parts := [
        path for path in torn(found, disturbed.before, disturbed.wanted) if fault == "killed" or not _MARKED.match(path)
    ]:
        return f"{told}left {parts}"
    if (code := done.code) not in {"killed": (-9, 137)}.get(fault, (0, 2, 3)) or "Traceback" in done.err:
        return f"{told}ended with {code}, {done.err}"
    if (plain := run(estate, NEXT)) != (0, "", ""):
        return f"{told}the next run came to {plain}"
    if ends(estate) != disturbed.wanted:
        other = {path for path, _ in ends(estate).items() ^ disturbed.wanted.items()}
        return f"{told}the next run ended in other bytes: {other}"
    return f"{told}left {strays(estate)}" if strays(estate) else ""
