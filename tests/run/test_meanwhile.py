"""What others do to the documents and to the store while a run is at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gen.store import Store
from tests.run.estate import NEXT, UNITS, Estate, one_by_one, page


def test_a_document_that_changes_while_a_run_is_at_work_is_taken_by_the_next_one(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate.run()
    estate.put("inbox/b.txt", page(*UNITS[:9]))
    disturbed(monkeypatch, lambda: estate.put("inbox/b.txt", page(*UNITS, "大数据司")))
    assert estate.run(NEXT) == 2
    assert estate.said == [
        "demo: cannot read inbox/b.txt: it was changed while the run was at work, and is taken by the next one"
    ]
    assert estate.releases() == ["2026-11-20"]
    monkeypatch.setattr("gen.run.workers.results", one_by_one)
    assert estate.run(NEXT) == 0
    assert estate.releases() == ["2026-11-20", "2026-11-21"]
    assert len(Store(estate.root / "snapshots").load("demo@2026-11-21").snapshot.units) == 11


def test_a_document_that_goes_while_a_run_is_at_work_is_missed_by_the_next_one(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate.run()
    path = estate.put("inbox/a.txt", page() + "\n")
    disturbed(monkeypatch, lambda: path.unlink(missing_ok=True))
    assert estate.run(NEXT) == 0
    assert estate.run(NEXT) == 3
    assert estate.said == ["demo: inbox is empty: 1 document is gone; if that is right, run again with --accept-shrink"]


def test_a_release_imported_by_hand_meanwhile_is_not_written_over(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "snapshots/demo/2026-11-20.yaml"
    disturbed(monkeypatch, lambda: estate.put(path, "by hand"))
    assert estate.run() == 2
    assert estate.said == [
        f"demo: cannot write {estate.root / path}: it was written by somebody else meanwhile; nothing was changed there"
    ]
    assert (estate.root / path).read_text() == "by hand"


def disturbed(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Has something happen once the work on a body is done and before what it came to is written."""

    def results(*given: Any, **named: Any) -> Iterator[tuple[Any, Any]]:
        for one in one_by_one(*given, **named):
            act()
            yield one

    monkeypatch.setattr("gen.run.workers.results", results)
