"""Texts that break off: a document without its end, a bracket or a quotation that is never closed."""

from __future__ import annotations

from collections.abc import Iterator

from gen.sources.doubts.matter import Doubt, Matter
from gen.sources.words import clip

_CLOSED = tuple("。；！？：.;!?:”’」』）)】》〉…—|-")
_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"), ("「", "」"), ("『", "』"))
_A_LIST = 3
_LONG = 12


def cut_off(matter: Matter) -> Iterator[Doubt]:
    """A document whose last row is a duty without a full stop, where the other duties have one."""
    if matter.is_list or not matter.rows or not matter.duties:
        return
    last = max(matter.rows)
    row = matter.rows[last].rstrip()
    texts = [held.duty.text.primary for held in matter.duties]
    closed = sum(text.rstrip().endswith(_CLOSED) for text in texts)
    if row.endswith(_CLOSED) or len(row) < _LONG or closed < _A_LIST or closed * 10 < (len(texts) - 1) * 9:
        return
    if any(text.rstrip().endswith(row[-_LONG:]) for text in texts):
        end = clip(row[-30:])
        yield Doubt(last, "cut-off", f"the document ends without a full stop: “{end}”; get the whole document")


def never_closed(matter: Matter) -> Iterator[Doubt]:
    """A bracket or quotation mark that is opened in a text and not closed in it."""
    for item in matter.items:
        for opening, closing in _PAIRS:
            if (at := _open(item.text, opening, closing)) is not None:
                part = item.text[at : at + 20]
                text = f"{opening} is opened before “{clip(part[1:])}” and never closed: compare with the original"
                yield Doubt(matter.place(item, part[:8]), "never-closed", text, item.about)


def _open(text: str, opening: str, closing: str) -> int | None:
    """Where the mark stands that is not closed; half-width brackets close full-width ones."""
    if text.count(opening) == text.count(closing):
        return None
    other = {"（": ")", "“": '"'}.get(opening, closing)
    stack: list[int] = []
    for at, char in enumerate(text):
        if char == opening:
            stack.append(at)
        elif char in (closing, other) and stack:
            stack.pop()
    return stack[0] if stack else None
