"""Which block of the old and of the new whole text each piece of a reviewed redline is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from gen.render.reviewed import Piece
from gen.render.wordml import xml_text
from gen.report.model import Language
from gen.report.whole import Block

Side = Literal["old", "new"]
State = Literal["old", "new", "both", "own"]
_NAME = re.compile(r"_gen(?:_o(\d{1,9}))?(?:_n(\d{1,9}))?")


class Spot(NamedTuple):
    """A block by its places in the old and the new text, None where it is not in it or stands elsewhere."""

    old: int | None
    new: int | None

    def ends(self) -> set[tuple[Side, int]]:
        """Its places, each with the side it is on."""
        ends: tuple[tuple[Side, int | None], ...] = (("old", self.old), ("new", self.new))
        return {(side, place) for side, place in ends if place is not None}


class Placed(NamedTuple):
    """A piece, or a part of one, and what it is: a block as `state` words it, or nothing of either text (None)."""

    piece: Piece
    parts: tuple[str, ...]
    spot: Spot | None = None
    state: State = "own"


class Texts(NamedTuple):
    """Both whole texts."""

    old: Sequence[Block]
    new: Sequence[Block]

    def wordings(self, spot: Spot) -> Iterator[tuple[Side, tuple[str, ...]]]:
        """Yields what the block says on each side it is on."""
        if spot.old is not None:
            yield "old", _said(self.old[spot.old])
        if spot.new is not None:
            yield "new", _said(self.new[spot.new])

    def state(self, spot: Spot, parts: tuple[str, ...]) -> State:
        """Which side words the block so."""
        sides = [side for side, said in self.wordings(spot) if said == parts]
        return "both" if len(sides) > 1 else sides[0] if sides else "own"

    def language(self) -> Language:
        """The language that names stand in first: where they have two, the other one is a line of its own."""
        parts = {block.part.rpartition(".")[2] for some in (self.old, self.new) for block in some}
        return "en" if "zh" in parts else "zh"

    def pairs(self, wanted: Iterable[Spot]) -> list[Spot]:
        """Those of the spots that have two places, of blocks that state the same thing, and share none with another."""
        found: list[Spot] = []
        olds: set[int] = set()
        news: set[int] = set()
        for spot in wanted:
            old, new = spot
            if old is None or new is None or old in olds or new in news or not self._alike(old, new):
                continue
            found.append(spot)
            olds.add(old)
            news.add(new)
        return found

    def _alike(self, old: int, new: int) -> bool:
        if old >= len(self.old) or new >= len(self.new):
            return False
        one, other = self.old[old], self.new[new]
        return (one.subject, one.part, one.style) == (other.subject, other.part, other.style)

    def spots(self, together: Iterable[Spot]) -> Iterator[Spot]:
        """Yields every spot: those that are `together`, and each other block of either text alone."""
        told = list(together)
        yield from told
        olds, news = {spot.old for spot in told}, {spot.new for spot in told}
        yield from (Spot(place, None) for place in range(len(self.old)) if place not in olds)
        yield from (Spot(None, place) for place in range(len(self.new)) if place not in news)


def _said(block: Block) -> tuple[str, ...]:
    return tuple(map(xml_text, block.parts)) if block.table else (xml_text(block.text),)


def spot_of(name: str) -> Spot | None:
    """The spot that a bookmark names, None for another bookmark."""
    found = _NAME.fullmatch(name)
    if not found or not any(found.groups()):
        return None
    old, new = (int(place) if place else None for place in found.groups())
    return Spot(old, new)


def placed(pieces: Iterable[Piece], texts: Texts, together: Sequence[Spot]) -> list[Placed]:
    """The pieces in order, cut where a reviewer joined paragraphs.

    A piece is the block whose bookmark it is in and whose words it has; else a block left over that has its words,
    wherever its bookmark went; else the block whose bookmark it is in, with the reviewer's own words.
    """
    spots = tuple(texts.spots(together))
    known = frozenset(spots)
    found = [one for piece in pieces for one in _cut(piece, known)]
    taken: set[Spot] = set()
    for one in found:
        _take(one, (spot for spot in one.marks if texts.state(spot, one.parts) != "own"), taken)
    _take_by_words(found, texts, spots, taken)
    for one in found:
        if one.inside or len(one.marks) == 1:
            _take(one, one.marks, taken)
    return [Placed(one.piece, one.parts, one.spot, one.state(texts)) for one in found]


@dataclass(slots=True)
class _Cut:
    """A piece, or a part of one, that is being placed; `inside` says that it has words within the bookmarks."""

    piece: Piece
    parts: tuple[str, ...]
    marks: tuple[Spot, ...]
    inside: bool
    spot: Spot | None = None

    def state(self, texts: Texts) -> State:
        return texts.state(self.spot, self.parts) if self.spot else "own"


def _cut(piece: Piece, known: frozenset[Spot]) -> Iterator[_Cut]:
    """Yields the piece or, where there are words in the bookmarks of several blocks, the part of each."""
    runs = [(spot if (spot := spot_of(name)) in known else None, text) for name, text in piece.runs if text]
    inside = tuple(dict.fromkeys(spot for spot, _ in runs if spot))
    if piece.table or len(inside) < 2:
        started = tuple(spot for name in piece.bookmarks if (spot := spot_of(name)) in known and spot)
        yield _Cut(piece, piece.parts, inside or started, bool(inside))
        return
    at = inside[0]
    owned = [(at := spot or at, text) for spot, text in runs]
    for spot, some in groupby(owned, key=lambda run: run[0]):
        yield _Cut(piece, ("".join(text for _, text in some),), (spot,), True)


def _take(one: _Cut, wanted: Iterable[Spot], taken: set[Spot]) -> None:
    if one.spot is None and any(map(str.strip, one.parts)):
        one.spot = next((spot for spot in wanted if spot not in taken), None)
        if one.spot:
            taken.add(one.spot)


def _take_by_words(found: Sequence[_Cut], texts: Texts, spots: Iterable[Spot], taken: set[Spot]) -> None:
    """Places what has the words of a block left over: the next one in the order of its text."""
    saying: defaultdict[tuple[str, ...], list[tuple[Spot, Side]]] = defaultdict(list)
    for spot in spots:
        for side, said in texts.wordings(spot):
            saying[said].append((spot, side))
    last = {"old": -1, "new": -1}
    for one in found:
        if one.spot is None and one.parts in saying:
            ahead = [(getattr(spot, side) - last[side], spot) for spot, side in saying[one.parts] if spot not in taken]
            _take(one, [spot for _, spot in sorted(ahead, key=lambda pair: (pair[0] <= 0, pair[0]))], taken)
        if one.spot:
            last |= {side: place for side, place in one.spot._asdict().items() if place is not None}
