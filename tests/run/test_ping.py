"""The health check hears of each run: that it began, and how it ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.estate import NEXT, Estate
from tests.tell.servers import web


def heard(estate: Estate, *runs: str) -> list[str]:
    """The paths that the check was asked for by runs at these times."""
    with web() as (address, requests):
        estate.configure(f'[body.demo]\nsources = ["inbox"]\n[ping]\nurl = "{address}/p"\n')
        for at in runs:
            estate.run(at)
    return [one.path for one in requests]


def test_a_run_says_that_it_began_and_that_it_ended_well_also_where_nothing_was_new(estate: Estate) -> None:
    assert heard(estate, NEXT, NEXT) == ["/p/start", "/p"] * 2


def test_a_run_that_failed_says_with_which_code(estate: Estate) -> None:
    (estate.root / "inbox/a.txt").write_text("nothing that could be read", encoding="utf-8")
    assert heard(estate, NEXT) == ["/p/start", "/p/fail?exit=2"]


def test_a_run_that_breaks_off_says_so(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Path) -> None:
        raise RuntimeError

    monkeypatch.setattr("gen.run.night.load", broken)
    with web() as (address, requests):
        estate.configure(f'[body.demo]\nsources = ["inbox"]\n[ping]\nurl = "{address}/p"\n')
        with pytest.raises(RuntimeError):
            estate.run(NEXT)
    assert [one.path for one in requests] == ["/p/start", "/p/fail?exit=2"]
