"""A run that is killed at any call that changes the disk; the next plain run ends where one never disturbed does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.run.estate import NEXT, UNITS, Estate, page

_CALLS = ((os, "fsync"), (os, "write"), (Path, "replace"), (Path, "mkdir"), (Path, "unlink"))
_EVERY = 5
_KILLED = 9


def counted(killed_at: int) -> list[int]:
    """Counts the calls that change the disk, and ends this process without a word at one of them."""
    count = [0]

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **known: Any) -> Any:
            count[0] += 1
            if count[0] == killed_at:
                os._exit(_KILLED)
            return real(*args, **known)

        return call

    for place, name in _CALLS:
        setattr(place, name, wrapped(getattr(place, name)))
    return count


def in_child(estate: Estate, killed_at: int) -> int:
    """The number of calls of a run in a process of its own, 0 where it was killed."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        count = counted(killed_at)
        estate.run(NEXT)
        calls = count[0]
        os.write(writer, str(calls).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (0 if said else _KILLED)
    return int(said or 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_killed_run_is_made_good_by_the_next_one(estate: Estate) -> None:
    estate.run()
    estate.put("inbox/a.txt", page(*UNITS, "大数据司"))
    start = estate.root.with_name(f"{estate.root.name}-start")
    shutil.copytree(estate.root, start)
    calls = in_child(estate, 0)
    assert calls > 40
    wanted = ends(estate)
    for killed_at in range(1, calls, _EVERY):
        shutil.rmtree(estate.root)
        shutil.copytree(start, estate.root)
        assert in_child(estate, killed_at) == 0
        assert estate.run(NEXT) == 0
        assert ends(estate) == wanted, f"killed at call {killed_at} of {calls}"
        assert estate.record()[-1]["state"] == "finished"
        assert estate.said == []


def ends(estate: Estate) -> dict[str, bytes]:
    """What counts in the end; what the state says of times and inodes is this machine's."""
    return {path: data for path, data in estate.bytes().items() if not path.endswith("state.json")}
