"""What a run remembers: everything comes back as it was, and nothing it was told can keep it from being written."""

from __future__ import annotations

from pathlib import Path

from gen.run.state import BodyState, Known, State, Trouble, load, save, stale

FULL = BodyState(
    looked="2026-11-20T02:00:00Z",
    inputs="a" * 64,
    outputs="b" * 64,
    known={"inbox/甲.txt": Known("c" * 64, "2026-11-20", '"1"', "Fri, 20 Nov 2026 02:00:00 GMT"), "x": Known("d" * 64)},
    told={"2026-11-20": ("mail", "webhook"), "2026-11-19": ()},
    folders=("2026-11-19..2026-11-20", "2026-11-19..2026-11-20/en"),
    trouble=Trouble("held", "2026-11-20", ("3 of 9 units are gone", "inbox is empty")),
)
HEARD = {"mail": {"demo": {"state": "held", "mark": "e" * 64, "since": "x", "told": "y"}}}


def test_what_is_remembered_comes_back_as_it_was(tmp_path: Path) -> None:
    said = State({"demo": FULL, "new": BodyState()}, HEARD, "pages")
    save(tmp_path, said)
    assert load(tmp_path) == said


def test_a_reason_that_is_no_unicode_is_remembered_all_the_same(tmp_path: Path) -> None:
    save(tmp_path, State({"demo": BodyState(trouble=Trouble("failed", "2026-11-20", ("no file \udcff.txt",)))}))
    assert stale(load(tmp_path))["demo"].why == "no file ?.txt"


def test_a_stale_body_says_every_reason_and_a_body_that_is_well_none() -> None:
    told = stale(State({"demo": FULL, "new": BodyState()}))
    assert {name: (one.since, one.why) for name, one in told.items()} == {
        "demo": ("2026-11-20", "3 of 9 units are gone\ninbox is empty")
    }
