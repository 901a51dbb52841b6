"""What a careful reader finds between two real documents, read by the program's own readers."""

from __future__ import annotations

from functools import cache

import pytest

from gen.diff import diff
from gen.model.change import Change, Changes
from gen.sources.read import Document, read
from tests.diff.real import SHARED

# Two rules of one ministry, forty years apart: the first says nothing of posts or sections.
OLD, NEW = "tw-moea-2021.txt", "tw-moea-2023.txt"


@cache
def changes(old: str, new: str, releases: tuple[str, str]) -> Changes:
    files = [SHARED / "sources" / name for name in (old, new)]
    for file in files:
        if not file.exists():
            pytest.skip(f"{file.name} is not on this machine")
    one, other = (
        read(Document(file.name, file.read_bytes(), "official text"), body="sample", release=release).snapshot
        for file, release in zip(files, releases, strict=True)
    )
    return diff(one, other)


def rewritten() -> Changes:
    return changes(OLD, NEW, ("1984", "2023"))


def of(kind: str, subject: str = "unit") -> list[Change]:
    return [change for change in rewritten().changes if change.subject == subject and kind in change.kinds]


def test_rules_whose_lines_only_wrap_otherwise_differ_in_nothing() -> None:
    found = changes("tw-most-2021-05.txt", "tw-most-2021-09.txt", ("2021-05", "2021-09"))
    assert (found.changes, found.folded, found.not_comparable) == ((), (), ())
    assert {subject: entry.kept for subject, entry in found.ledger.items()} == {
        "unit": 17,
        "duty": 105,
        "post": 0,
        "staffing": 14,
    }


def test_the_offices_of_one_name_go_on() -> None:
    touched = {side.id for change in rewritten().changes for side in change.old if change.subject == "unit"}
    assert touched.isdisjoint({"人事處", "會計處", "統計處"})
    assert rewritten().ledger["unit"].kept == 3


def test_the_office_whose_six_duties_go_on_under_another_name_is_renamed() -> None:
    assert [(change.old[0].id, change.new[0].id, change.status) for change in of("renamed")] == [
        ("投資業務處", "投資促進司", "fact")
    ]
    assert [(change.old[0].id, change.new[0].id) for change in of("amended", "duty")] == [
        ("投資業務處/d1", "投資促進司/d2"),
        ("投資業務處/d2", "投資促進司/d3"),
        ("投資業務處/d3", "投資促進司/d4"),
        ("投資業務處/d4", "投資促進司/d5"),
        ("投資業務處/d5", "投資促進司/d7"),
        ("投資業務處/d6", "投資促進司/d8"),
    ]


def test_offices_without_a_counterpart_are_new_or_gone() -> None:
    assert {change.new[0].id for change in of("added")} >= {
        "綜合規劃司",
        "投資審議司",
        "國營事業管理司",
        "政風處",
        "資訊處",
    }
    assert {change.old[0].id for change in of("removed")} >= {"礦業司", "商業司", "水利司", "國際合作處"}
    assert [change for kind in ("split", "merged") for change in of(kind)] == []


def test_posts_and_sections_that_only_the_new_rules_state_are_not_called_new() -> None:
    apart = {(one.subject, one.group): (one.why, one.old, one.new) for one in rewritten().not_comparable}
    assert apart == {
        ("unit", "職務"): ("old-silent", 0, 2),
        ("duty", "職務"): ("old-silent", 0, 8),
        ("staffing", None): ("old-silent", 0, 12),
    }
