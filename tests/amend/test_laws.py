"""Laws of replaying: nothing for nothing, back and forth, no mutation, and the diff tells what was done."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.amend.operations import (
    Abolish,
    Create,
    Holder,
    Insert,
    Item,
    Move,
    New,
    Omit,
    Operation,
    Plate,
    Rename,
    SetCount,
)
from gen.diff import diff
from gen.errors import FaultyFile
from gen.model.record import Duty, Locator, Snapshot, Source, Unit
from tests import strategies
from tests.amend.shapes import replayed, result
from tests.builders import AT, SOURCE, duty, snapshot, staffing, unit
from tests.diff import apply
from tests.diff.generate import sentences
from tests.diff.generate import snapshots as organisations

AMENDMENT = Source(id="amendment", name="amendment.txt", sha256="1" * 64, licence="test")
_TOPICS = ("稀土", "邮政", "烟草", "航天", "船舶", "软件", "盐业", "无线电")
_DUTIES = (
    "核定稀土开采总量并发放指标。", "保障邮路畅通，处理用户申诉。", "发放卷烟零售许可证。", "统筹月球探测任务的论证。",
    "管理造船厂资质。", "推广开源代码托管平台。", "储备食盐以备应急。", "分配频谱，查处黑广播。",
)  # fmt: skip
_NEW = {"氢燃料": "布局加氢站。", "量子": "建设保密干线。", "低空": "审批飞行器适航证。"}


def unplaced(some: Snapshot) -> Snapshot:
    """The snapshot with every locator the same."""

    def bare(one: Unit) -> Unit:
        return replace(one, locator=AT, duties=held(one.duties), units=tuple(map(bare, one.units)))

    def held(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
        return tuple(replace(one, locator=AT) for one in duties)

    staff = tuple(one.model_copy(update={"locator": AT}) for one in some.staffing)
    update = {"units": tuple(map(bare, some.units)), "duties": held(some.duties), "staffing": staff}
    return some.model_copy(update=update)


@settings(max_examples=10, deadline=None)
@given(strategies.snapshots())
def test_replaying_nothing_changes_nothing(base: Snapshot) -> None:
    assert replayed(base) == (base, ())


@st.composite
def there_and_back(draw: st.DrawFn) -> tuple[Snapshot, list[Operation]]:
    """A release, and operations followed by their opposites."""
    base = draw(organisations()).model_copy(update={"staffing": (staffing("行政编制", 50),)})
    first = base.units[-1].name.primary
    pairs: list[tuple[Operation, Operation]] = [
        (Rename(line=1, holder=Holder(first), to="量子司"), Rename(line=9, holder=Holder("量子司"), to=first)),
        (Plate(line=2, holder=Holder(), name="量子局"), Plate(line=8, holder=Holder(), name="量子局", added=False)),
        (SetCount(line=3, what="行政编制", by=7), SetCount(line=7, what="行政编制", by=-7)),
        (Create(line=4, unit="氢能司", duties=("管理氢能。",)), Abolish(line=6, unit="氢能司")),
        (Insert(line=5, items=(New("管理量子。", 5),)), Omit(line=6, items=(Item(text="管理量子。"),))),
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique_by=id, max_size=5))
    return base, [one for one, _ in chosen] + [other for _, other in reversed(chosen)]


@settings(max_examples=25, deadline=None)
@given(there_and_back())
def test_operations_and_their_opposites_give_the_first_snapshot_back(drawn: tuple[Snapshot, list[Operation]]) -> None:
    base, operations = drawn
    assert unplaced(result(base, *operations)) == unplaced(base)


@st.composite
def any_operations(draw: st.DrawFn) -> tuple[Snapshot, list[Operation]]:
    """An organisation and operations that may or may not fit it."""
    base = draw(organisations())
    called = [one.name.primary for one, _ in base.walk() if not one.name.primary.startswith("常设")]
    names = st.sampled_from([*called, "量子司", "外部"])
    holders = st.builds(Holder, st.none() | names)
    items = st.builds(Item, st.integers(1, 4))
    news = st.builds(New, sentences, st.just(3), st.none() | st.integers(1, 4))
    each = st.one_of(
        st.builds(Rename, line=st.just(1), holder=st.builds(Holder, names), to=names),
        st.builds(Abolish, line=st.just(2), unit=names),
        st.builds(Create, line=st.just(4), unit=names, duties=st.lists(sentences, max_size=2).map(tuple)),
        st.builds(Insert, line=st.just(5), holder=holders, items=st.tuples(news), shifts=st.booleans()),
        st.builds(Omit, line=st.just(6), holder=holders, items=st.tuples(items)),
        st.builds(Move, line=st.just(7), what=st.none() | sentences, origin=names, target=names),
        st.builds(Plate, line=st.just(8), holder=holders, name=names, added=st.booleans()),
    )
    return base, draw(st.lists(each, max_size=5))


@settings(max_examples=30, deadline=None)
@given(any_operations())
def test_whatever_is_replayed_the_base_stays_and_the_diff_leads_to_the_result(
    drawn: tuple[Snapshot, list[Operation]],
) -> None:
    base, operations = drawn
    before = copy.deepcopy(base)
    try:
        after = result(base, *operations).model_copy(update={"release": "2022", "effective": "2022"})
    except FaultyFile:
        after = base
    assert base == before
    ids = [one.id for one, _ in after.walk()]
    duties = [one.id for held in (after.duties, *(one.duties for one, _ in after.walk())) for one in held]
    assert (len(set(ids)), len(set(duties))) == (len(ids), len(duties))
    assert apply.applied(base, diff(base, after)) == apply.state(after)


@st.composite
def reorganised(draw: st.DrawFn) -> tuple[list[Operation], Counter[tuple[str, str]]]:
    """Operations on the organisation below, one a unit at most, and the changes they are."""
    operations: list[Operation] = []
    wanted: Counter[tuple[str, str]] = Counter()
    fates = draw(st.permutations(["rename", "abolish", "plate", "lose"] + [""] * 4))
    for topic, text, fate in zip(_TOPICS, _DUTIES, fates, strict=True):
        name = f"{topic}司"
        if fate == "rename":
            operations.append(Rename(line=2, holder=Holder(name), to=f"{topic}管理司"))
            wanted["unit", "renamed"] += 1
        elif fate == "abolish":
            operations.append(Abolish(line=3, unit=name))
            wanted["unit", "removed"] += 1
            wanted["duty", "removed"] += 1
        elif fate == "plate":
            operations.append(Plate(line=4, holder=Holder(name), name="国家机器人办公室"))
            wanted["unit", "amended"] += 1
        elif fate == "lose":
            operations.append(Move(line=5, what=text.strip("。"), origin=name, target="办公厅"))
            wanted["duty", "reassigned"] += 1
    for topic in draw(st.lists(st.sampled_from(sorted(_NEW)), max_size=2, unique=True)):
        operations.append(Create(line=6, unit=f"{topic}司", duties=(_NEW[topic],)))
        wanted["unit", "added"] += 1
        wanted["duty", "added"] += 1
    return operations, wanted


def organisation() -> Snapshot:
    units = [unit(f"{topic}司", duties=[duty(text)]) for topic, text in zip(_TOPICS, _DUTIES, strict=True)]
    return snapshot(unit("办公厅", duties=[duty("负责文电、会务、机要。")]), *units, release="2019")


@settings(max_examples=25, deadline=None)
@given(reorganised())
def test_the_diff_tells_exactly_what_the_operations_did(
    drawn: tuple[list[Operation], Counter[tuple[str, str]]],
) -> None:
    operations, wanted = drawn
    after = result(organisation(), *operations)
    after = after.model_copy(update={"release": "2022", "effective": "2022", "sources": (SOURCE, AMENDMENT)})
    found = Counter((change.subject, kind) for change in diff(organisation(), after).changes for kind in change.kinds)
    assert found == wanted


def test_what_no_operation_speaks_of_is_the_very_same_record() -> None:
    base = organisation()
    after = result(base, Rename(line=2, holder=Holder("稀土司"), to="材料司"))
    assert [new is old for old, new in zip(base.units, after.units, strict=True)] == [True, False] + [True] * 7
    assert after.units[1].locator == Locator(source="amendment", line=2)


@pytest.mark.parametrize("count", [2_000])
def test_many_operations_on_a_large_release_take_time_in_proportion(count: int) -> None:
    import time

    base = snapshot(*(unit(f"第{n}司", duties=[duty(f"职责{n}。", f"（{n}）")]) for n in range(count)))
    steps = [Omit(line=n + 1, holder=Holder(f"第{n}司"), items=(Item(n),)) for n in range(0, count, 20)]
    start = time.process_time()
    result(base, *steps)
    assert time.process_time() - start < 50
