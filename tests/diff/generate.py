"""Hypothesis strategies for pairs of snapshots: one organisation, and what a reorganisation made of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from gen.model.record import Duty, Snapshot, Unit
from tests.builders import duty, snapshot, unit

_TOPICS = [
    "规划",
    "财务",
    "科技",
    "安全",
    "装备",
    "产业",
    "政策",
    "法规",
    "信息",
    "通信",
    "网络",
    "能源",
    "原料",
    "消费",
    "军民",
    "电子",
    "人事",
    "国际",
    "监测",
    "教育",
]
_ORGANS = ["司", "局", "办公室", "中心"]
_PLATES = ["稀土办公室", "航天局", "信息中心", "装备司", "规划司", "重大装备办公室"]
_VERBS = ["拟订", "组织实施", "指导", "协调", "监督", "负责"]

# One unit a group that holds a duty: a side that states no unit's duties would say nothing about them.
_CONSTANT = [unit(f"常设{n}组", group=n, duties=[duty(f"常设{n}。")]) for n in ("internal", "subordinate")]

names = st.builds(
    lambda a, b, c: a + b + c, st.sampled_from(_TOPICS), st.sampled_from(["", *_TOPICS]), st.sampled_from(_ORGANS)
)
sentences = st.builds(
    lambda parts: "，".join(parts) + "。",
    st.lists(
        st.builds(lambda v, t, u: f"{v}{t}{u}工作", *map(st.sampled_from, (_VERBS, _TOPICS, _TOPICS))),
        min_size=1,
        max_size=4,
    ),
)


@st.composite
def units(draw: st.DrawFn, depth: int = 2) -> Unit:
    below = draw(st.lists(units(depth=depth - 1), max_size=3)) if depth else []
    return unit(
        draw(names),
        *below,
        group=draw(st.sampled_from(["internal", "subordinate"])) if depth == 2 else None,
        nameplates=draw(st.lists(st.sampled_from(_PLATES), max_size=2, unique=True)),
        duties=[duty(text) for text in draw(st.lists(sentences, max_size=2))],
    )


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A random organisation."""
    tops, held = draw(st.lists(units(), max_size=4)), draw(st.lists(sentences, max_size=3))
    return numbered(snapshot(*tops, *_CONSTANT, duties=[duty(text) for text in held]))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Snapshot, Snapshot]:
    """An organisation and either another one, or itself after a few edits."""
    old = draw(snapshots())
    if draw(st.booleans()):
        return old, draw(snapshots())
    tops = list(old.units[: -len(_CONSTANT)])
    for _ in range(draw(st.integers(1, 4))):
        tops = draw(_edited(tops))
    held = [duty(draw(sentences)) if draw(st.integers(0, 4)) == 0 else one for one in old.duties]
    return old, numbered(snapshot(*tops, *_CONSTANT, duties=held, release="2022"))


@st.composite
def _edited(draw: st.DrawFn, tops: list[Unit]) -> list[Unit]:
    how = draw(st.sampled_from(["add", "remove", "rename", "split", "move", "shuffle", "plate"]))
    if how == "add" or not tops:
        return [*tops, draw(units())]
    at = draw(st.integers(0, len(tops) - 1))
    one, rest = tops[at], tops[:at] + tops[at + 1 :]
    if how == "remove":
        return rest
    if how == "shuffle":
        return draw(st.permutations(tops))
    if how == "split":
        base, organ = (one.name.zh or "")[:-1], (one.name.zh or "")[-1]
        return [
            *rest,
            *(unit(f"{base}{n}{organ}", group=one.group, duties=one.duties if n == "一" else ()) for n in "一二"),
        ]
    if how == "move" and rest:
        return [
            replace(rest[0], units=(*rest[0].units, replace(one, group=None))),
            *rest[1:],
        ]
    update = (
        {"name": unit(draw(names)).name}
        if how == "rename"
        else {"nameplates": unit("x", nameplates=[draw(st.sampled_from(_PLATES))]).nameplates}
    )
    return [*tops[:at], replace(one, **update), *tops[at + 1 :]]


def numbered(some: Snapshot) -> Snapshot:
    """The snapshot with every unit and duty given an id of its own."""
    counter = iter(range(1_000_000))

    def ids(held: tuple[Duty, ...]) -> tuple[Duty, ...]:
        return tuple(replace(one, id=f"d{next(counter)}") for one in held)

    def again(one: Unit) -> Unit:
        below = tuple(map(again, one.units))
        return replace(one, id=f"u{next(counter)}", duties=ids(one.duties), units=below)

    return some.model_copy(update={"units": tuple(map(again, some.units)), "duties": ids(some.duties)})
