"""Simplified and traditional characters mixed in one document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gen.sources.doubts.matter import Doubt, Matter
from gen.sources.words import clip

_DISTINCT = 3  # fewer in a row may be a person's name, or a character that both scripts have
_SHOWN = 5


@cache
def _only() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only GB 2312 has, and those that only Big5 has: simplified and traditional ones."""
    common = [chr(code) for code in range(0x4E00, 0x9FFF)]
    simplified = frozenset(char for char in common if char.encode("gb2312", "ignore"))
    traditional = frozenset(char for char in common if char.encode("big5", "ignore"))
    return simplified - traditional, traditional - simplified


def mixed(matter: Matter) -> Iterator[Doubt]:
    """Rows in the other script than most of the document: one finding, at the first of them."""
    simplified, traditional = _only()
    used = frozenset().union(*matter.paper.rows)
    if min(len(used & simplified), len(used & traditional)) < _DISTINCT:
        return
    rows = {n: frozenset(row) for n, row in enumerate(matter.paper.rows, 1) if not row.isascii()}
    found = {n: (chars & simplified, chars & traditional) for n, chars in rows.items()}
    ours = 0 if sum(len(one) for one, _ in found.values()) >= sum(len(other) for _, other in found.values()) else 1
    other = [n for n, both in found.items() if len(both[1 - ours]) >= _DISTINCT]
    if not other or all(len(both[ours]) < _DISTINCT for both in found.values()):
        return
    scripts = ("simplified", "traditional")
    row = matter.paper.rows[other[0] - 1]
    first = min(row.index(char) for char in found[other[0]][1 - ours])
    lines = ", ".join(map(str, other[:_SHOWN])) + (" …" if len(other) > _SHOWN else "")
    text = (
        f"the document is in {scripts[ours]} characters, {len(other)} of its rows "
        f"(line {lines}) in {scripts[1 - ours]} ones: “{clip(row[first : first + 16])}”; "
        "two sources may have been put together"
    )
    yield Doubt(other[0], "mixed-scripts", text)
