"""The comments of a redline: one on each change, and one on each move that no change speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gen.model.change import Change, Changes
from gen.report.model import Item, Report, SideWords
from gen.report.whole import Block
from gen.report.words import Words

Place = tuple[int | None, int | None]
_BELOW = 9


class Comment(NamedTuple):
    """What a comment says, a paragraph a line; `change` is the id of the change it speaks of, or ""."""

    change: str
    lines: tuple[str, ...]


def comments(
    changes: Changes, report: Report, blocks: tuple[Sequence[Block], Sequence[Block]], moved: Mapping[int, int]
) -> tuple[tuple[Comment, ...], dict[Place, tuple[int, ...]]]:
    """The comments, and which of them stand at which place of the new text or, as (place, None), of the old one."""
    told = {change.id: change for change in changes.changes}
    spots, origins = _Spots(blocks), {new: old for old, new in moved.items()}
    where = _Where(blocks, Words(report.language, {}))
    placed: list[tuple[Place, str, tuple[str, ...]]] = []
    speaking = set()
    for item in report.items:
        place = spots.of(told[item.id])
        move = where.moved(origins[place[1]], place[1]) if place[1] in origins else ()
        speaking.add(place[1])
        placed.append((place, item.id, (*_lines(item, report), *move)))
    silent = [new for new in _first_of_each(origins) if new not in speaking]
    placed += [((None, new), "", where.moved(origins[new], new)) for new in silent]
    made: defaultdict[Place, tuple[int, ...]] = defaultdict(tuple)
    for number, (place, _, _) in enumerate(placed):
        made[place] += (number,)
    return tuple(Comment(change, lines) for _, change, lines in placed), dict(made)


def _first_of_each(origins: Mapping[int, int]) -> Iterator[int]:
    """Yields the first place of each run of blocks that move together."""
    for new, old in sorted(origins.items()):
        if origins.get(new - 1) != old - 1:
            yield new


class _Spots:
    """Finds the block that a change is commented at: its first on the new side, or else on the old one."""

    def __init__(self, blocks: tuple[Sequence[Block], Sequence[Block]]) -> None:
        self.first: tuple[dict[Hashable, int], dict[Hashable, int]] = ({}, {})
        for first, some in zip(self.first, blocks, strict=True):
            for place, block in enumerate(some):
                first.setdefault((block.subject, block.item), place)

    def of(self, change: Change) -> Place:
        old, new = (
            [first[change.subject, side.id] for side in sides if (change.subject, side.id) in first]
            for first, sides in zip(self.first, (change.old, change.new), strict=True)
        )
        survivor = self.first[1].get((change.subject, change.survivor))
        if survivor in new or new:
            return None, survivor if survivor in new else new[0]
        return (old[0], None) if old else (None, 0)


class _Where:
    """Says in words where a block stands: under which heading, and after what."""

    def __init__(self, blocks: tuple[Sequence[Block], Sequence[Block]], words: Words) -> None:
        self.blocks, self.words = blocks, words
        self.standing = [list(_standing(some)) for some in blocks]

    def moved(self, old: int, new: int) -> tuple[str, ...]:
        return (self.words.say("redline.moved", self._place(0, old), self._place(1, new)),)

    def _place(self, side: int, place: int) -> str:
        above, before = self.standing[side][place]
        heading = self._said(side, above)
        return (
            self.words.say("whole.first", heading)
            if before == above
            else self.words.say("whole.after", heading, self._said(side, before))
        )

    def _said(self, side: int, place: int) -> str:
        text = self.blocks[side][place].text.replace("\n", " ").strip()
        return text if len(text) <= 24 else text[:24].rstrip() + self.words.say("ellipsis")


def _level(block: Block) -> int:
    if block.style == "Title":
        return 0
    return int(block.style[-1]) if block.style.startswith("Heading") else _BELOW


def _standing(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yields for each block the heading it stands under and the block of its own level, or that heading, before it."""
    latest: list[tuple[int, int]] = [(-1, 0)]
    for place, block in enumerate(blocks):
        level, before = _level(block), None
        while latest[-1][0] >= level:
            found = latest.pop()
            before = found[1] if found[0] == level else before
        above = latest[-1][1]
        yield above, above if before is None else before
        if block.style not in ("Caption", "Head"):
            latest.append((level, place))


def _lines(item: Item, report: Report) -> Iterator[str]:
    """What a comment says of a change: what it is, how sure, on what grounds, where it is said."""
    words = Words(report.language, {})
    colon, join = words.say("colon"), words.say("sentence")
    marks = words.joined(f"{mark.symbol}{mark.word}" for mark in item.marks)
    yield words.say("redline.what", item.id, marks, item.sentence)
    for detail in item.details:
        yield (
            detail.aspect
            + colon
            + words.say("to_release", detail.old or words.labels["nothing"], detail.new or words.labels["nothing"])
        )
    places = [_places(words, key, sides) for key, sides in (("old", item.old), ("new", item.new)) if sides]
    yield words.say("redline.places", join.join(places))
    yield words.say("redline.status", item.status_word, item.score)
    if item.ruling:
        yield words.say("redline.ruling", item.ruling)
    if item.evidence:
        yield words.say("redline.grounds", join.join(item.evidence))
    if item.runner_up:
        yield item.runner_up
    if item.findings:
        yield words.say("redline.doubts", join.join(item.findings))


def _places(words: Words, key: str, sides: Sequence[SideWords]) -> str:
    return words.say("redline.place", words.say(key), words.joined(dict.fromkeys(side.place for side in sides)))
