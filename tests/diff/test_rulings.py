"""What reviewers' rulings do to a comparison."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.diff import diff
from gen.model.change import Changes, Side
from gen.model.record import Snapshot
from gen.model.ruling import Ruling
from tests.builders import duty, snapshot, unit
from tests.diff.apply import applied, state
from tests.diff.generate import pairs
from tests.diff.shape import shape
from tests.diff.test_laws import assert_balanced

OFFICE = unit("办公厅")
OLD = snapshot(OFFICE, unit("许昌县"), duties=[duty("承担甲项工作。", id="a")])
NEW = snapshot(OFFICE, unit("建安区"), release="2022", duties=[duty("承担乙项事务的审批和监督管理。", id="b")])


def ruling(id: str, verdict: str, old: str, new: str, **more: object) -> Ruling:  # noqa: A002
    said = {"old_release": "2019", "new_release": "2022", "who": "王五", "when": "2026-11-21"}
    ends = {"old": tuple(old.split()), "new": tuple(new.split())}
    return Ruling.model_validate({"id": id, "verdict": verdict, **said, **ends, **more})


def found(*rulings: Ruling, old: Snapshot = OLD, new: Snapshot = NEW) -> Changes:
    changes = diff(old, new, rulings=rulings)
    for entry in changes.ledger.values():
        assert_balanced(entry)
    return changes


def unfit(changes: Changes) -> list[tuple[str, str]]:
    return [(one.ruling, one.why) for one in changes.unfit]


def test_same_makes_a_likely_rename_a_ruled_one_with_who_when_and_why() -> None:
    (change,) = (c for c in found(ruling("r1", "same", "许昌县", "建安区", why="公告")).changes if c.subject == "unit")
    assert (change.kinds, change.status, change.ruling, change.score) == (("renamed",), "ruled", "r1", 1.0)
    assert [(ground.code, ground.facts) for ground in change.evidence] == [("ruled", ("王五", "2026-11-21", "公告"))]


def test_different_makes_it_a_removal_and_an_addition() -> None:
    assert shape(found(ruling("r1", "different", "许昌县", "建安区"))) == ["added:  → 建安区", "removed: 许昌县 → "]


def test_later_leaves_it_likely_under_the_ruling_that_says_so() -> None:
    one = ruling("r1", "later", "许昌县", "建安区", why="等公告")
    (change,) = (c for c in found(one).changes if c.subject == "unit")
    assert (change.status, change.ruling) == ("likely", "r1")
    assert (change.evidence[-1].code, change.evidence[-1].facts) == ("put-off", ("王五", "2026-11-21", "等公告"))


@pytest.mark.parametrize(
    ("verdict", "old", "new", "expected"),
    [
        ("split", "许昌县", "建安区 办公厅", "split: 许昌县 → 办公厅 & 建安区"),
        ("merged", "许昌县 办公厅", "建安区", "merged: 办公厅 & 许昌县 → 建安区"),
        ("merged", "许昌县 办公厅", "建安区 办公厅", "split+merged: 办公厅 & 许昌县 → 办公厅 & 建安区"),
    ],
)
def test_split_and_merged_make_one_event_of_the_items_named(verdict: str, old: str, new: str, expected: str) -> None:
    changes = found(ruling("r1", verdict, old, new))
    said = [line for line in shape(changes) if "&" in line]
    assert [" ".join(sorted(line.split())) for line in said] == [" ".join(sorted(expected.split()))]
    assert [c.status for c in changes.changes if c.ruling] == ["ruled"]


def test_a_ruling_outranks_the_same_name() -> None:
    old, new = snapshot(unit("甲司"), unit("乙司")), snapshot(unit("甲司"), unit("乙司"), release="2022")
    changes = found(ruling("r1", "same", "甲司", "乙司"), ruling("r2", "same", "乙司", "甲司"), old=old, new=new)
    assert shape(changes) == [
        "renamed: 乙司 → 甲司 (name: 乙司 → 甲司)",
        "renamed: 甲司 → 乙司 (name: 甲司 → 乙司)",
    ]


def test_rulings_on_duties_pin_them_too() -> None:
    assert [c.kinds for c in found().changes if c.subject == "duty"] == [("added",), ("removed",)]
    (change,) = (c for c in found(ruling("r1", "same", "a", "b", subject="duty")).changes if c.subject == "duty")
    assert (change.kinds, change.status, change.ruling) == (("amended",), "ruled", "r1")


def test_a_duty_ruled_to_be_another_is_not_linked_however_alike() -> None:
    old = snapshot(OFFICE, duties=[duty("承担甲项工作的审批。", id="a")])
    new = snapshot(OFFICE, release="2022", duties=[duty("承担甲项工作的审批和监督。", id="b")])
    assert [c.kinds for c in found(old=old, new=new).changes] == [("amended",)]
    ruled = found(ruling("r1", "different", "a", "b", subject="duty"), old=old, new=new)
    assert [c.kinds for c in ruled.changes] == [("added",), ("removed",)]
    put_off = found(ruling("r1", "later", "a", "b", subject="duty"), old=old, new=new)
    assert [(c.kinds, c.status, c.ruling) for c in put_off.changes] == [(("amended",), "likely", "r1")]


@pytest.mark.parametrize(
    ("verdict", "sides"), [("same", "建安区"), ("split", "建安区 办公厅"), ("different", "建安区")]
)
def test_a_ruling_holds_in_the_other_direction_too(verdict: str, sides: str) -> None:
    one = ruling("r1", verdict, "许昌县", sides)
    there, back = found(one), found(one, old=NEW, new=OLD)
    exchanged = {"added": "removed", "removed": "added", "split": "merged"}
    turned = [([exchanged.get(k, k) for k in c.kinds], ids(c.new), ids(c.old), c.status) for c in there.changes]
    assert sorted(turned) == sorted([(list(c.kinds), ids(c.old), ids(c.new), c.status) for c in back.changes])


def test_of_two_rulings_on_the_same_items_the_later_holds() -> None:
    changes = found(ruling("r1", "same", "许昌县", "建安区"), ruling("r2", "different", "许昌县", "建安区"))
    assert shape(changes) == ["added:  → 建安区", "removed: 许昌县 → "]
    assert unfit(changes) == []


def test_what_was_put_off_and_then_ruled_on_with_more_items_is_ruled() -> None:
    changes = found(ruling("r1", "later", "许昌县", "建安区"), ruling("r2", "split", "许昌县", "建安区 办公厅"))
    assert [(c.status, c.ruling) for c in changes.changes if c.subject == "unit" and len(c.new) > 1] == [
        ("ruled", "r2")
    ]
    assert unfit(changes) == []


def test_a_ruling_that_a_later_one_contradicts_is_reported() -> None:
    changes = found(ruling("r1", "same", "许昌县", "建安区"), ruling("r2", "same", "许昌县", "办公厅"))
    assert unfit(changes) == [("r1", "taken")]


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (ruling("r1", "same", "许昌市", "建安区"), "old-gone"),
        (ruling("r1", "same", "许昌县", "建安市"), "new-gone"),
        (ruling("r1", "split", "许昌县", "建安区"), "sizes"),
        (ruling("r1", "same", "a", "c", subject="duty"), "new-gone"),
    ],
)
def test_a_ruling_that_no_longer_fits_is_reported_and_changes_nothing(one: Ruling, why: str) -> None:
    changes = found(one)
    assert unfit(changes) == [("r1", why)]
    assert changes.changes == found().changes


@pytest.mark.parametrize(
    "other", [{"old_release": "2018"}, {"new_release": "2022+draft"}, {"old_body": "mii"}], ids=lambda o: next(iter(o))
)
def test_a_ruling_on_another_pair_is_passed_over(other: dict[str, str]) -> None:
    changes = found(ruling("r1", "same", "许昌县", "建安区", **other))
    assert changes == found()


def test_the_same_ruling_made_twice_holds_once() -> None:
    changes = found(ruling("r1", "same", "许昌县", "建安区"), ruling("r2", "same", "许昌县", "建安区"))
    assert [c.ruling for c in changes.changes if c.subject == "unit"] == ["r2"]
    assert unfit(changes) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("split", "许昌县", "建安区 办公厅"), ("different", "许昌县", "建安区"), [("r1", "taken")]),
        (("different", "许昌县", "建安区"), ("split", "许昌县", "建安区 办公厅"), [("r1", "taken")]),
        (("different", "许昌县", "建安区 办公厅"), ("same", "许昌县", "建安区"), []),
        (("different", "许昌县 办公厅", "建安区"), ("different", "许昌县", "建安区"), []),
    ],
)
def test_of_two_rulings_that_contradict_each_other_the_later_holds_and_the_earlier_is_reported(
    first: tuple[str, str, str], second: tuple[str, str, str], expected: list[tuple[str, str]]
) -> None:
    both = found(ruling("r1", *first), ruling("r2", *second))
    assert unfit(both) == expected
    if expected:
        assert both.changes == found(ruling("r2", *second)).changes


def test_a_ruling_on_what_cannot_be_compared_is_reported() -> None:
    english = snapshot(
        unit("General Office"), unit("Planning Department"), duties=[duty("Plans.", id="b")], release="2022"
    )
    changes = found(
        ruling("r1", "same", "许昌县", "General-Office"), ruling("r2", "later", "a", "b", subject="duty"), new=english
    )
    assert unfit(changes) == [("r1", "not-comparable"), ("r2", "not-comparable")]
    assert changes.changes == ()


FORMS = ("承担甲项工作。", "承担乙项事务的审批和监督管理。", "承担丙类许可证的核发。")


def _numbered(*texts: str, release: str = "2022") -> Snapshot:
    return snapshot(OFFICE, duties=[duty(text, id=f"d{n}") for n, text in enumerate(texts, 1)], release=release)


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        pytest.param(FORMS[1:2], "d1", id="the same ids"),
        pytest.param((FORMS[2], FORMS[1]), "d2", id="one put in before"),
        pytest.param((FORMS[2], FORMS[1].replace("审批", "审核")), None, id="moved and amended"),
        pytest.param((FORMS[1].replace("审批", "审核"),), "d1", id="amended a little"),
        pytest.param(FORMS[2:], None, id="another one under its id"),
        pytest.param((FORMS[2], FORMS[1], FORMS[1]), None, id="two that say the same"),
    ],
)
def test_a_ruling_finds_its_items_again_by_what_they_said(again: tuple[str, ...], expected: str | None) -> None:
    one = ruling("r1", "same", "d1", "d1", subject="duty", old_said=FORMS[:1], new_said=FORMS[1:2])
    old, new = _numbered(FORMS[0], release="2019"), _numbered(*again)
    there, back = found(one, old=old, new=new), found(one, old=new, new=old)
    pinned = [("d1", expected)] if expected else []
    assert [(c.old[0].id, c.new[0].id) for c in there.changes if c.ruling] == pinned
    assert [(c.new[0].id, c.old[0].id) for c in back.changes if c.ruling] == pinned
    gone = ([], []) if expected else ([("r1", "new-gone")], [("r1", "old-gone")])
    assert (unfit(there), unfit(back)) == gone


def test_units_of_one_name_are_told_apart_by_what_they_stand_under() -> None:
    old = snapshot(unit("甲局", unit("监管处", id="监管处")), unit("乙局"), unit("丙组", id="x"))
    new = snapshot(
        unit("乙局", unit("监管处", id="监管处")),
        unit("甲局", unit("监管处", id="监管处-2")),
        unit("丁组", id="y"),
        release="2022",
    )
    one = ruling("r1", "same", "x", "监管处", old_said=("丙组",), new_said=("甲局 › 监管处",))
    assert [(ids(c.old), ids(c.new)) for c in found(one, old=old, new=new).changes if c.ruling] == [
        (("x",), ("监管处-2",))
    ]


def test_no_ruling_changes_nothing() -> None:
    assert diff(OLD, NEW, rulings=()) == diff(OLD, NEW)


# Laws

law = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


Ends = tuple[tuple[str, ...], tuple[str, ...]]


def on(pair: tuple[Snapshot, Snapshot], number: int, verdict: str, ends: Ends, subject: str = "unit") -> Ruling:
    releases = {"old_release": pair[0].release, "new_release": pair[1].release}
    made = ruling(f"r{number}", verdict, "", "", subject=subject, **releases)
    return made.model_copy(update={"old": ends[0], "new": ends[1]})


@law
@given(pairs(), st.data())
def test_units_ruled_to_be_the_same_are_and_the_laws_still_hold(
    pair: tuple[Snapshot, Snapshot], data: st.DataObject
) -> None:
    old, new = pair
    ones, others = ([unit.id for unit, _ in side.walk()] for side in pair)
    one, other = data.draw(st.sampled_from(ones)), data.draw(st.sampled_from(others))
    changes = found(on(pair, 1, "same", ((one,), (other,))), old=old, new=new)
    assert changes.unfit == ()
    assert applied(old, changes) == state(new)
    touching = [c for c in changes.changes if c.subject == "unit" and (one in ids(c.old) or other in ids(c.new))]
    assert [(ids(c.old), ids(c.new), c.status) for c in touching] in ([], [((one,), (other,), "ruled")])


@law
@given(pairs())
def test_items_ruled_to_be_different_are_never_told_as_one(pair: tuple[Snapshot, Snapshot]) -> None:
    old, new = pair
    before = [c for c in diff(old, new).changes if c.subject in ("unit", "duty") and c.old and c.new]
    rulings = [on(pair, n, "different", (ids(c.old), ids(c.new)), c.subject) for n, c in enumerate(before)]
    changes = found(*rulings, old=old, new=new)
    assert changes.unfit == ()
    assert applied(old, changes) == state(new)
    refused = {(c.subject, one, other) for c in before for one in ids(c.old) for other in ids(c.new)}
    told = {(c.subject, one, other) for c in changes.changes for one in ids(c.old) for other in ids(c.new)}
    assert told & refused == set()


@law
@given(pairs())
def test_rulings_exchanged_with_the_releases_exchange_the_result(pair: tuple[Snapshot, Snapshot]) -> None:
    old, new = pair
    likely = [c for c in diff(old, new).changes if c.status == "likely" and c.subject == "unit"]
    there = [on(pair, n, "same", (ids(c.old)[:1], ids(c.new)[:1])) for n, c in enumerate(likely)]
    back = [on((new, old), n, "same", (ids(c.new)[:1], ids(c.old)[:1])) for n, c in enumerate(likely)]
    ruled = [(ids(c.old), ids(c.new)) for c in found(*there, old=old, new=new).changes if c.status == "ruled"]
    turned = [(ids(c.new), ids(c.old)) for c in found(*back, old=new, new=old).changes if c.status == "ruled"]
    assert sorted(ruled) == sorted(turned)
    again = [(ids(c.new), ids(c.old)) for c in found(*there, old=new, new=old).changes if c.status == "ruled"]
    assert old.release == new.release or sorted(again) == sorted(turned)


def ids(sides: tuple[Side, ...]) -> tuple[str, ...]:
    return tuple(side.id for side in sides)
