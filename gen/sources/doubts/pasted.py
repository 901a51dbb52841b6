"""One duty that stands several times in a document, word for word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gen.sources.doubts.matter import Doubt, Held, Matter
from gen.sources.words import clip, has_han, unmarked

_SHORTEST = {True: 6, False: 20}  # under one holder, for a text in Chinese and in another language
_LONG = {True: 30, False: 250}  # under two: shorter ones may be the same by right
_REST = re.compile(r"(?:[承]?[办辦]|完成|其他|其它|[办辦]理)[^，。]{0,40}(?:其他|其它|交[办辦])")


def pasted(matter: Matter) -> Iterator[Doubt]:
    """The same text twice under one holder, or a long one under exactly two; what only resembles it is none."""
    for same in _alike(matter.duties):
        chinese = has_han(same[0].duty.text.primary)
        size = len(same[0].duty.text.primary)
        holders = [held.holder.id if held.holder else "" for held in same]
        if size >= _SHORTEST[chinese] and len(set(holders)) < len(holders):
            first = next(held for held in same if holders.count(_id(held)) > 1)
            yield from (_doubt(first, held) for held in same[1:] if _id(held) == _id(first) and held is not first)
        elif size >= _LONG[chinese] and len(holders) == 2 and not _REST.match(same[0].duty.text.primary):
            yield _doubt(*same)


def _id(held: Held) -> str:
    return held.holder.id if held.holder else ""


def _alike(duties: Sequence[Held]) -> Iterator[list[Held]]:
    found = defaultdict[tuple[str, str], list[Held]](list)
    for held in duties:
        found[held.duty.heading or "", unmarked(held.duty.text.primary)].append(held)
    return (same for (heading, _), same in found.items() if len(same) > 1 and (not heading or _one(same)))


def _one(same: Sequence[Held]) -> bool:
    return len({_id(held) for held in same}) < len(same)


def _doubt(first: Held, again: Held) -> Doubt:
    where = f"line {first.duty.locator.line}"
    whose = "" if _id(first) == _id(again) else f" under {_whose(first)}, and here under {_whose(again)}"
    text = (
        f"“{clip(again.duty.text.primary, 40)}” stands already in {where}{whose}: pasted twice, or one replaces another"
    )
    return Doubt(again.duty.locator.line, "duty-repeated", text, again.duty.id)


def _whose(held: Held) -> str:
    return clip(held.holder.name.primary) if held.holder else "the body"
