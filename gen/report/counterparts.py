"""Which block of the old whole text is which block of the new one."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence

from gen.diff.normal import folded
from gen.model.change import Change, Changes
from gen.report.whole import Block

Item = tuple[str, str]
_STANDING = frozenset({"fixed", "body", "section", "group"})
_SEVERAL = frozenset({"nameplate"})
_NOWHERE = "\n"


def counterparts(changes: Changes, olds: Sequence[Block], news: Sequence[Block]) -> dict[int, int]:
    """The places of new blocks by those of the old blocks they are; both have one style and as many parts.

    Items are one where a change says so, and else where no change speaks of either and both say the same under the
    same holder, or, failing that, anywhere. Their blocks are one where they state the same thing of it.
    """
    items = _items(changes, olds, news)
    theirs: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, block in enumerate(news):
        theirs[_slot(block, block.item)].append(place)
    ours: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, block in enumerate(olds):
        item = block.item if block.subject in _STANDING else items.get((block.subject, block.item))
        if item is not None:
            ours[_slot(block, item)].append(place)
    return {
        place: other
        for slot, places in ours.items()
        for place, other in _in_slot(places, theirs.get(slot, []), olds, news)
    }


def _slot(block: Block, item: str) -> Hashable:
    return block.subject, item, block.part, block.style, len(block.parts)


def _in_slot(
    places: Sequence[int], others: Sequence[int], olds: Sequence[Block], news: Sequence[Block]
) -> Iterator[tuple[int, int]]:
    """Pairs blocks that state one thing of one item: equal ones first, then in order, unless each states its own."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for other in others:
        waiting[folded(news[other].text)].append(other)
    found = {
        place: same.popleft() for place in places if (same := waiting.get(folded(olds[place].text)))
    }  # each text is taken as often as it stands there
    yield from found.items()
    if places and olds[places[0]].part not in _SEVERAL:
        left = (place for place in places if place not in found)
        taken = set(found.values())
        yield from zip(left, (other for other in others if other not in taken), strict=False)


def _items(changes: Changes, olds: Sequence[Block], news: Sequence[Block]) -> dict[Item, str]:
    """The id of the new item by subject and id of the old one."""
    items = {item: new for change in changes.changes for item, new in _goes_on(change)}
    old_silent, new_silent = _unspoken(changes, "old", olds), _unspoken(changes, "new", news)
    became = {folded(old): folded(new) for one in changes.folded if one.kind == "term" for old, new in one.items}
    for under_holder in (True, False):
        _pair_equal(items, old_silent, new_silent, became, under_holder=under_holder)
    return items


def _goes_on(change: Change) -> Iterator[tuple[Item, str]]:
    """The one old side of a change that goes on as the one new side, if any."""
    old, new = ([side.id for side in sides] for sides in (change.old, change.new))
    if len(old) > 1 and len(new) == 1:
        old = [one for one in old if one == change.survivor]
    elif len(new) > 1 and len(old) == 1:
        new = [one for one in new if one == change.survivor]
    if len(old) == len(new) == 1:
        yield (change.subject, old[0]), new[0]


def _unspoken(changes: Changes, side: str, blocks: Sequence[Block]) -> list[Block]:
    """The first block of each item that no change speaks of."""
    spoken = {(change.subject, one.id) for change in changes.changes for one in getattr(change, side)}
    return [b for b in blocks if b.key and b.subject not in _STANDING and (b.subject, b.item) not in spoken]


def _pair_equal(
    items: dict[Item, str], olds: list[Block], news: list[Block], became: dict[str, str], *, under_holder: bool
) -> None:
    """Adds items that say the same, holders before what they hold."""
    taken = {(subject, new) for (subject, _), new in items.items()}
    waiting: defaultdict[Hashable, deque[str]] = defaultdict(deque)
    for block in news:
        if (block.subject, block.item) not in taken:
            waiting[block.subject, block.holder if under_holder else None, block.key].append(block.item)
    for block in olds:
        holder = (items.get(("unit", block.holder), _NOWHERE) if block.holder else "") if under_holder else None
        keys = became.get(block.key, block.key), block.key
        same = next(filter(None, (waiting.get((block.subject, holder, key)) for key in keys)), None)
        if same and (block.subject, block.item) not in items:
            items[block.subject, block.item] = same.popleft()
