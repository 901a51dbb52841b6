"""With nothing new nothing is touched: no file is opened for writing, nothing said, whatever the clock says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.harness import calls, gen, run, strace
from tests.run.estate import NEXT, NIGHT, UNITS, Estate, page


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """A body with two releases, published."""
    estate = Estate(tmp_path_factory.mktemp("nothing") / "estate")
    estate.root.mkdir()
    estate.configure(head='[brief]\nformats = ["json", "md", "html"]\n')
    estate.put("inbox/a.txt", page())
    estate.put("inbox/b.txt", page(*UNITS, "大数据司"))
    assert run(estate, NIGHT) == (0, "", "")
    return estate


@pytest.mark.parametrize("at", [NIGHT, NEXT])
def test_a_second_run_opens_no_file_for_writing(settled: Estate, traced: None, at: str) -> None:
    log = settled.root.with_name("calls")
    before, folders = settled.seen(), _folders(settled)
    assert run(settled, at, under=strace(log, children=True)) == (0, "", "")
    assert list(calls(log, settled.root)) == []
    assert settled.seen() == before
    assert _folders(settled) == folders


@pytest.mark.parametrize("command", [("status",), ("check", "--deep"), ("run", "--dry-run")])
def test_what_only_looks_changes_nothing(settled: Estate, command: tuple[str, ...]) -> None:
    before, folders = settled.seen(), _folders(settled)
    assert gen(settled, *command).code == 0
    assert settled.seen() == before
    assert _folders(settled) == folders


def test_the_calls_that_change_something_are_seen(settled: Estate, traced: None, tmp_path: Path) -> None:
    shutil.copytree(settled.root, tmp_path / "estate")
    other, log = Estate(tmp_path / "estate"), tmp_path / "calls"
    other.put("inbox/a.txt", page(*UNITS, "数据局"))
    assert run(other, NEXT, under=strace(log)) == (0, "", "")
    assert {call.name for call in calls(log, other.root)} >= {"openat", "write", "fsync", "rename", "mkdir"}


def _folders(estate: Estate) -> dict[str, tuple[int, int]]:
    """Inode and time of every folder, which change when a file comes or goes there."""
    found = (path for path in (estate.root, *estate.root.rglob("*")) if path.is_dir())
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}
