"""A reviewed redline as a snapshot, with what became of each of its paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from gen.accepted.building import Builder, Doubt
from gen.accepted.draft import Draft, HeldDuty, Node
from gen.accepted.placing import Placed, Side, Spot, State, Texts
from gen.accepted.sides import Release
from gen.model.record import Coverage, Covered, Finding, Snapshot, Source, Text
from gen.report.whole import Block
from gen.sources.words import clip

_ITEMS: Mapping[str, str] = {"unit": "name", "duty": "text", "transfer": "text"}
_ORDER = frozenset({"fixed", "source"})
_COVERED: Mapping[str, frozenset[str]] = {
    "units": frozenset({"unit"}),
    "duties": frozenset({"duty"}),
    "posts": frozenset({"post"}),
    "staffing": frozenset({"staffing"}),
    "transfers": frozenset({"transfer", "adjustment"}),
}


class Joined(NamedTuple):
    """Both texts, which blocks of them are one paragraph, and which are one although they stand at two places."""

    texts: Texts
    together: Sequence[Spot]
    moves: Sequence[Spot]

    def partners(self) -> dict[tuple[str, Side, str], str]:
        """Which item of one release is which of the other, by subject, side and id."""
        found: dict[tuple[str, Side, str], str] = {}
        for old, new in (*self.together, *self.moves):
            if old is not None and new is not None:
                one, other = self.texts.old[old], self.texts.new[new]
                if _ITEMS.get(one.subject) == one.part:
                    found[one.subject, "old", one.item] = other.item
                    found[one.subject, "new", other.item] = one.item
        return found

    def block(self, spot: Spot) -> Block:
        """The block at a spot, as the new text has it if it can."""
        return self.texts.new[spot.new] if spot.new is not None else self.texts.old[spot.old or 0]

    def spots(self) -> Iterator[Spot]:
        return self.texts.spots(self.together)


class Made(NamedTuple):
    """The draft with its ids, which spots stand and how, what is doubted, what each line gave and is about.

    beside: lines that are told with another line.
    """

    draft: Draft
    states: Mapping[Spot, State]
    first: Side
    doubts: tuple[Doubt, ...]
    used: Mapping[int, str]
    beside: Set[int]
    items: Mapping[int, Node | HeldDuty]

    def about(self, line: int) -> str | None:
        """The id of what a line is about, if it has one."""
        return self.items[line].id or None if line in self.items else None


def made(pieces: Sequence[Placed], joined: Joined, releases: Mapping[Side, Release], source: str) -> Made:
    """What the placed pieces come to; where both releases say the same, that which was taken elsewhere is taken."""
    states = {one.spot: one.state for one in pieces if one.spot}
    first = taken(joined, states)
    builder = Builder(releases, first, joined.partners(), joined.texts.language(), source)
    for one in pieces:
        builder.read(one)
    draft = builder.draft
    doubts = [*builder.doubts, *_lost(pieces, joined, states), *_managed(builder)]
    if not draft.body.names:
        name = releases[first].snapshot.name
        draft.body.names = {key: said for key, said in (("zh", name.zh), ("en", name.en)) if said}
    draft.give_ids(first)
    return Made(draft, states, first, tuple(doubts), builder.used, builder.beside, builder.items)


def taken(joined: Joined, states: Mapping[Spot, State]) -> Side:
    """The old release where all that differs is as it was there, else the new one."""
    told = {taken_at(spot, states.get(spot)) for spot in joined.spots()} & {"old", "new"}
    return "old" if told == {"old"} else "new"


def taken_at(spot: Spot, state: State | None) -> State:
    """Which release a spot follows; "both" where they say the same, "own" where it follows neither."""
    if state is not None:
        return state
    return "own" if spot.old is not None and spot.new is not None else "old" if spot.old is None else "new"


def _lost(pieces: Sequence[Placed], joined: Joined, states: Mapping[Spot, State]) -> Iterator[Doubt]:
    """Yields a doubt for each block that a reviewer took out of both texts, and for each move done by half."""
    line_of = {one.spot: one.piece.number for one in pieces if one.spot}
    lines = sorted((spot.new, line) for spot, line in line_of.items() if spot.new is not None)
    for spot in joined.together:
        block = joined.block(spot)
        if spot not in states and block.subject not in _ORDER:
            yield Doubt(_line(spot, lines), "removed", f"removed by the reviewer: {clip(block.text)}")
    for spot in joined.moves:
        block, ends = joined.block(spot), (Spot(spot.old, None), Spot(None, spot.new))
        standing = [end for end in ends if end in states]
        if block.subject in _ORDER or len(standing) == 1:
            continue
        line = line_of[standing[1]] if standing else _line(spot, lines)
        where = "both its places" if standing else "neither of its places"
        yield Doubt(line, "half-moved", f"it was moved and stands at {where} now: {clip(block.text)}")


def _line(spot: Spot, lines: Sequence[tuple[int, int]]) -> int:
    """The paragraph after which something would stand."""
    return max((line for new, line in lines if spot.new is not None and new < spot.new), default=1)


def _managed(builder: Builder) -> Iterator[Doubt]:
    """Yields a doubt for each unit that is managed by one that is not there."""
    lines = {id(item): line for line, item in builder.items.items()}
    for node in builder.draft.body.walk():
        if node.manager and node.manager not in builder.draft.nodes:
            told = f"the unit that manages it, {node.manager[1]}, is not there"
            yield Doubt(lines[id(node)], "unmanaged", told, node)


def snapshot(
    made: Made, releases: Mapping[Side, Release], sources: tuple[Source, ...], document: str, dates: Mapping[str, str]
) -> Snapshot:
    """The snapshot without the findings of the document; `dates` has its release, effective and captured."""
    draft, body = made.draft, made.draft.body
    first = releases[made.first].snapshot
    some = Snapshot(
        body=releases["new"].snapshot.body,
        title=draft.title,
        document=draft.document,
        language=first.language,
        sources=sources,
        coverage=_coverage(made, releases),
        name=Text(**body.names),
        level=body.level,
        nameplates=tuple(body.plates),
        basis=tuple(draft.basis),
        relations=tuple(draft.relations),
        duties=tuple(duty.made() for duty in body.duties),
        units=draft.units(),
        posts=tuple(body.posts),
        staffing=tuple(draft.staffing),
        adjustments=tuple(draft.adjustments),
        transfers=tuple(draft.transfers),
        findings=tuple(_carried(made, releases)),
        **dates,
    )
    cited = {document, *_cited(some), *(releases[made.first].sources.values())}
    return some.model_copy(update={"sources": tuple(source for source in sources if source.id in cited)})


def _coverage(made: Made, releases: Mapping[Side, Release]) -> Coverage:
    """What the snapshot speaks of: what the new release does and, where something of the old one stays, it too."""
    old, new = (releases[side].snapshot.coverage for side in ("old", "new"))
    if made.first == "old":
        return old
    stays = {
        releases["old"].blocks[spot.old].subject for spot in made.states if spot.old is not None and spot.new is None
    }
    both = {key: _either(getattr(old, key), getattr(new, key)) for key, some in _COVERED.items() if some & stays}
    return new.model_copy(update=both)


def _either(one: Covered, other: Covered) -> Covered:
    if one is True or other is True:
        return True
    return tuple(dict.fromkeys((*(one or ()), *(other or ())))) or False


def _carried(made: Made, releases: Mapping[Side, Release]) -> Iterator[Finding]:
    """Yields the findings of the releases on what is taken from them."""
    items: dict[tuple[Side, str], Node | HeldDuty] = {**made.draft.duties, **made.draft.nodes}
    for side, release in releases.items():
        for finding in release.snapshot.findings:
            item = items.get((side, finding.about)) if finding.about else None
            if (item is None and not finding.about and side == made.first) or (
                item is not None and (side == made.first or made.first not in item.ids)
            ):
                about = item.id if item else None
                yield finding.model_copy(update={"about": about, "locator": release.at(finding.locator)})


def _cited(some: Snapshot) -> Iterator[str]:
    """Yields the sources that any statement cites."""
    units = [unit for unit, _ in some.walk()]
    duties = [*some.duties, *(duty for unit in units for duty in unit.duties)]
    posts = [*some.posts, *(post for unit in units for post in unit.posts)]
    stated: Iterable[object] = (
        *units, *duties, *posts, *some.basis, *some.relations, *some.staffing, *some.adjustments, *some.transfers,
        *some.findings,
    )  # fmt: skip
    yield from (one.locator.source for one in stated)  # type: ignore[attr-defined]
    yield from (at.source for post in posts for at in post.also)
