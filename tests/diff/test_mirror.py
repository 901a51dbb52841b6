"""Exchanging the two releases exchanges what is told of them: what is folded, what is declared, the body itself."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.diff import diff
from gen.model.change import Change, Changes
from gen.model.record import Snapshot, Transfer
from tests.builders import AT, duties, snapshot, unit
from tests.diff.generate import pairs, sentences
from tests.diff.shape import shape

law = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
_EXCHANGED = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}
_TERMS = [("工作", "事务"), ("工作", "有关工作"), ("规划", "发展规划"), ("信息", "数据"), ("有关部门", "部门")]


def folds(changes: Changes, *, turned: bool = False) -> Counter[object]:
    """What is folded, with its cases in any order, as it reads or as it reads the other way."""
    found = []
    for one in changes.folded:
        what = " → ".join(reversed(one.what.split(" → "))) if turned else one.what
        cases = sorted((new, old) if turned else (old, new) for old, new in one.items)
        found.append((one.kind, one.count, what, tuple(cases)))
    return Counter(found)


@st.composite
def amended(draw: st.DrawFn) -> tuple[Snapshot, Snapshot]:
    """A list of duties, and the same with terms replaced in all of them or in all but one."""
    old = draw(st.lists(sentences, min_size=3, max_size=6))
    new = list(old)
    for before, after in draw(st.lists(st.sampled_from(_TERMS), max_size=2)):
        kept = draw(st.none() | st.integers(0, len(old) - 1))
        new = [text if n == kept else text.replace(before, after) for n, text in enumerate(new)]
    return snapshot(duties=duties(*old)), snapshot(duties=duties(*new), release="2022")


@law
@given(pairs() | amended())
def test_what_is_folded_is_folded_the_other_way(pair: tuple[Snapshot, Snapshot]) -> None:
    old, new = pair
    assert folds(diff(new, old)) == folds(diff(old, new), turned=True)


@law
@given(pairs() | amended())
def test_what_became_of_duties_is_exchanged_but_that_only_a_split_tells_who_holds_them(
    pair: tuple[Snapshot, Snapshot],
) -> None:
    there, back = diff(*pair), diff(*pair[::-1])
    assert Counter(_became(back)) == Counter(_became(there, turned=True))


def _became(changes: Changes, *, turned: bool = False) -> list[object]:
    """The changes of duties without who holds them."""
    said = [c.model_copy(update={"kinds": tuple(k for k in c.kinds if k != "reassigned")}) for c in changes.changes]
    return [event(one, turned=turned) for one in said if one.subject == "duty" and one.kinds]


def test_a_term_some_duties_used_before_is_replaced_throughout_in_neither_direction() -> None:
    texts = ("股东大会由股东组成。", "董事由股东大会选举。", "股东大会应当作成记录。", "股东会的决议由董事会执行。")
    old = snapshot(duties=duties(*texts))
    new = snapshot(duties=duties(*(text.replace("股东大会", "股东会") for text in texts)), release="2022")
    for changes in (diff(old, new), diff(new, old)):
        assert [change.kinds for change in changes.changes] == [("amended",)] * 3
        assert changes.folded == ()


def test_two_terms_that_became_one_are_folded_in_both_directions() -> None:
    texts = [f"{topic}由工业局核定。" for topic in ("甲河治理", "乙湖保护", "丙海利用")]
    texts += ["渔业规划报信息局备查。", "林业名录经信息局公布。", "信息局汇总矿业产值。"]
    old = snapshot(duties=duties(*texts))
    joined = (text.replace("工业局", "数据局").replace("信息局", "数据局") for text in texts)
    new = snapshot(duties=duties(*joined), release="2022")
    there = diff(old, new)
    assert {(one.count, one.what) for one in there.folded} == {(3, "工业局 → 数据局"), (3, "信息局 → 数据局")}
    assert folds(diff(new, old)) == folds(there, turned=True)


@st.composite
def declared(draw: st.DrawFn) -> tuple[Snapshot, Snapshot]:
    """Two releases that declare changes of their units, true or not, at any time."""
    old, new = draw(pairs())
    names = [unit.name.primary for side in (old, new) for unit, _ in side.walk()]
    named = st.sampled_from(names)
    several = st.lists(named, min_size=1, max_size=2).map("、".join)
    transfers = st.builds(
        lambda kind, what, target, date: Transfer.model_validate(
            {"kind": kind, "what": what, "to": target, "date": date, "text": f"{kind} {what}", "locator": AT}
        ),
        st.sampled_from(["created", "abolished", "renamed", "split", "merged", "supervision"]),
        several,
        st.none() | several,
        st.sampled_from([None, "2008", "2020", "2022", "2030"]),
    )
    held = [tuple(draw(st.lists(transfers, max_size=3))) for _ in range(2)]
    releases = draw(st.permutations(["2019", "2022"]) | st.just(["2022", "2022+draft"]))
    return tuple(  # type: ignore[return-value]
        one.model_copy(update={"transfers": told, "release": release, "effective": release[:4]})
        for one, told, release in zip((old, new), held, releases, strict=True)
    )


def event(change: Change, *, turned: bool = False) -> object:
    kinds = (_EXCHANGED.get(kind, kind) if turned else kind for kind in change.kinds)
    sides = (frozenset(side.id for side in some) for some in (change.old, change.new))
    ends = tuple(sides)
    return change.subject, frozenset(kinds), ends[::-1] if turned else ends, change.status


@law
@given(declared())
def test_what_is_declared_counts_at_its_time_whichever_release_comes_first(pair: tuple[Snapshot, Snapshot]) -> None:
    there, back = diff(*pair), diff(*pair[::-1])
    assert Counter(event(c) for c in back.changes if c.subject == "unit") == Counter(
        event(c, turned=True) for c in there.changes if c.subject == "unit"
    )


@law
@given(declared())
def test_the_verdict_on_a_declaration_is_the_same_in_both_directions(pair: tuple[Snapshot, Snapshot]) -> None:
    told = [
        Counter((one.transfer.model_dump_json(), one.verdict, one.why, len(one.changes)) for one in found.declared)
        for found in (diff(*pair), diff(*pair[::-1]))
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(("kind", "name"), [("created", "建安局"), ("abolished", "许昌司")])
@pytest.mark.parametrize("date", ["2020", None])
def test_what_was_created_or_abolished_is_not_the_last_left_in_either_direction(
    kind: str, name: str, date: str | None
) -> None:
    fields = {"kind": kind, "what": name, "date": date, "text": kind, "locator": AT}
    old = snapshot(unit("办公厅"), unit("许昌司"))
    new = snapshot(unit("办公厅"), unit("建安局"), transfers=[Transfer.model_validate(fields)], release="2022")
    assert shape(diff(old, new)) == ["added:  → 建安局", "removed: 许昌司 → "]
    assert shape(diff(new, old)) == ["added:  → 许昌司", "removed: 建安局 → "]


def test_what_was_created_before_both_releases_says_nothing_of_what_happened_between_them() -> None:
    fields = {"kind": "created", "what": "建安局", "date": "2008", "text": "组建", "locator": AT}
    old = snapshot(unit("办公厅"), unit("许昌司"))
    new = snapshot(unit("办公厅"), unit("建安局"), transfers=[Transfer.model_validate(fields)], release="2022")
    assert [(change.kinds, change.status) for change in diff(old, new).changes] == [(("renamed",), "likely")]
    assert [(change.kinds, change.status) for change in diff(new, old).changes] == [(("renamed",), "likely")]


def test_a_declared_change_of_name_is_read_in_both_directions() -> None:
    fields = {"kind": "renamed", "what": "许昌司", "to": "建安局", "date": "2020", "text": "更名", "locator": AT}
    old = snapshot(unit("办公厅"), unit("许昌司"), unit("财务司"))
    new = snapshot(
        unit("办公厅"), unit("建安局"), unit("人事司"), transfers=[Transfer.model_validate(fields)], release="2022"
    )
    for changes in (diff(old, new), diff(new, old)):
        (change,) = (c for c in changes.changes if {"许昌司", "建安局"} & {s.id for s in c.old})
        assert (change.kinds, change.status, change.evidence[0].code) == (("renamed",), "fact", "declared")
